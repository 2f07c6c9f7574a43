//! The expected reading of the department form.

use super::department::{Block, Department, Fund, LEVEL1, LEVEL2, numbering};
use super::expected::{indicator, text, trimmed};
use super::target::number;
use serde_json::{Value, json};

impl Department {
    /// The record of the form.
    pub fn expected(&self) -> Value {
        let money = |value: &Option<String>| value.as_deref().map_or(Value::Null, number);
        let fund = |side: &str, fund: &Fund| {
            let history: Vec<Value> =
                (0..2).map(|at| json!({"year": self.year - 2 + at as i32, "value": money(&fund.history[at])})).collect();
            let share = fund.share.as_ref().map(|share| share.replace('%', ""));
            json!({"side": side, "label": fund.label, "current": money(&fund.current),
                "share": money(&share), "history": history})
        };
        let funds: Vec<Value> = self
            .funds
            .iter()
            .flat_map(|(revenue, expenditure)| {
                let revenue = revenue.iter().map(|row| fund("revenue", row));
                revenue.chain(expenditure.iter().map(|row| fund("expenditure", row))).collect::<Vec<_>>()
            })
            .collect();
        let projects: Vec<Value> = self
            .projects
            .iter()
            .flatten()
            .map(|project| {
                json!({"name": project.name, "type": project.kind, "total_budget": money(&project.total),
                "annual_budget": money(&project.annual), "description": text(&project.description)})
            })
            .collect();
        let mut goals = vec![];
        if let Some((long, annual, numbered)) = &self.overall {
            for (horizon, paragraphs) in [("long_term", long), ("annual", annual)] {
                let items: Vec<Value> = paragraphs
                    .iter()
                    .enumerate()
                    .filter(|_| *numbered)
                    .map(|(at, item)| json!({"label": format!("目标{}", at + 1), "text": item}))
                    .collect();
                let whole = numbering(paragraphs, *numbered, "");
                goals.push(json!({"horizon": horizon, "name": null, "start_year": null, "end_year": null,
                    "text": whole, "items": items}));
            }
        }
        let mut indicators = vec![];
        for (term, horizon, blocks) in [("长期", "long_term", &self.long_term), ("年度", "annual", &self.annual)] {
            for (at, block) in blocks.iter().enumerate() {
                let label = format!("{term}目标{}", at + 1);
                goals.push(json!({"horizon": horizon, "name": label, "start_year": null, "end_year": null,
                    "text": block.text, "items": []}));
                for at in 0..block.rows.len() {
                    indicators.push(self.indicator(block, at, &label, horizon));
                }
            }
        }
        goals.retain(|goal| goal["text"].as_str().is_some_and(|text| !text.is_empty()));
        let (preparer, phone) = self.contact.clone().unwrap_or_default();
        json!({"name": trimmed(&self.name), "preparer": preparer, "phone": phone, "unit": self.unit,
            "funds": funds, "mandate": self.mandate.as_deref().map_or(Value::Null, text),
            "annual_tasks": self.tasks.as_deref().map_or(Value::Null, text),
            "projects": projects, "goals": goals, "indicators": indicators})
    }

    fn indicator(&self, block: &Block, at: usize, goal: &str, horizon: &str) -> Value {
        let row = &block.rows[at];
        let level2 = LEVEL2[row.level1][row.level2];
        let label = LEVEL1[row.level1].replace('|', "");
        let mut value = indicator(&label, level2, &row.target);
        if block.alone(at) {
            value["level1_label"] = Value::Null;
        }
        value["goal"] = json!(goal);
        value["horizon"] = json!(horizon);
        value["name"] = json!(row.name);
        value["basis"] = json!(row.basis);
        if horizon == "annual" {
            let years = [self.year - 2, self.year - 1];
            let history = years.iter().zip(&row.earlier).map(|(year, cell)| cell.history(&format!("{year}年"), Some(*year)));
            value["history"] = history.collect();
        }
        value
    }
}
