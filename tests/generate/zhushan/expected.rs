//! The expected record of a document: the contract's keys, filled from the plain record.

use super::goals::Indicator;
use super::project::{FundRow, Funding, Project};
use super::target::{Target, number};
use serde_json::{Value, json};

const LEVELS: &[(&str, &str)] = &[
    ("产出指标", "output"),
    ("效益指标", "benefit"),
    ("满意度指标", "satisfaction"),
    ("服务对象满意度指标", "satisfaction"),
    ("成本指标", "cost"),
];
const SUBLEVELS: &[(&str, &str)] = &[
    ("数量指标", "quantity"),
    ("质量指标", "quality"),
    ("时效指标", "timeliness"),
    ("成本指标", "cost"),
    ("经济成本指标", "economic_cost"),
    ("社会成本指标", "social_cost"),
    ("生态环境成本指标", "ecological_cost"),
    ("经济效益指标", "economic_benefit"),
    ("社会效益指标", "social_benefit"),
    ("生态效益指标", "ecological_benefit"),
    ("可持续影响指标", "sustainable_impact"),
    ("服务对象满意度指标", "recipient_satisfaction"),
    ("满意度指标", "recipient_satisfaction"),
];

fn class(list: &[(&str, &'static str)], label: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == label).expect("the generator uses known labels").1
}

/// Paragraphs of a section as one text.
pub fn text(paragraphs: &[String]) -> Value {
    if paragraphs.is_empty() { Value::Null } else { json!(paragraphs.join("\n")) }
}

/// A cell that may be blank.
pub fn trimmed(cell: &Option<String>) -> Value {
    cell.as_ref().filter(|text| !text.is_empty()).map_or(Value::Null, |text| json!(text))
}

/// An indicator with every key, still without goal, horizon, name, basis and history.
pub fn indicator(level1: &str, level2: &str, target: &Target) -> Value {
    json!({
        "goal": null, "horizon": null,
        "level1": class(LEVELS, level1), "level1_label": level1,
        "level2": class(SUBLEVELS, level2), "level2_label": level2,
        "name": null, "target": target.json(), "measure": null, "weight": null, "scoring": null,
        "description": null, "basis": null, "evidence": null, "history": [],
    })
}

fn goal(horizon: &str, name: Option<&String>, years: (Option<i32>, Option<i32>), text: &str) -> Value {
    json!({"horizon": horizon, "name": name, "start_year": years.0, "end_year": years.1, "text": text, "items": []})
}

impl Project {
    /// The record of the form; `native` text has lost what flattening loses.
    pub fn expected(&self, native: bool) -> Value {
        let dropped = |at: usize| self.dropped.contains(&at);
        let year = |cell: &String| match cell.parse::<i32>() {
            Ok(year) if (1990..=2100).contains(&year) && cell.len() == 4 && !dropped(3) => {
                json!(year)
            }
            _ => Value::Null,
        };
        let functions: Vec<Value> =
            self.functions.iter().filter(|_| !dropped(1)).map(|(code, name)| json!({"code": code, "name": name})).collect();
        let section = |paragraphs: &[String]| {
            if self.reasons { text(paragraphs) } else { Value::Null }
        };
        let funding = self.funding.as_ref();
        let spent = funding.and_then(|funding| Some((funding, funding.expenditures.as_ref()?)));
        json!({
            "form_title": format!("{}年度和中期规划绩效目标表", self.year),
            "fiscal_year": self.year,
            "name": self.name,
            "code": null,
            "competent_department": trimmed(&self.competent),
            "implementing_unit": trimmed(&self.unit),
            "organization_code": null,
            "address": null,
            "phone": if dropped(0) { Value::Null } else { trimmed(&self.phone) },
            "postal_code": trimmed(&self.postal),
            "legal_representative": null,
            "funding_source": null,
            "profile": null,
            "leader": if dropped(0) { Value::Null } else { trimmed(&self.leader) },
            "attribute": self.attribute.filter(|_| !dropped(2)),
            "type": self.kind.filter(|_| !dropped(2)),
            "category": self.category.filter(|_| !dropped(1)),
            "term": null,
            "start_year": year(&self.start),
            "end_year": year(&self.end),
            "functions": functions,
            "narrative": {
                "basis": section(&self.basis),
                "overview": null,
                "content": section(&self.content),
                "funding_arrangement": null,
                "plan": null,
                "results": null,
                "calculation": spent.map_or(Value::Null, |(funding, _)| text(&funding.calculation)),
                "notes": self.notes.as_deref().map_or(Value::Null, text),
            },
            "funds": {"total": null, "fiscal": null, "other": null},
            "funding_sources": funding.map_or(json!([]), |funding| amounts(funding, &funding.sources, native)),
            "expenditures": spent.map_or(json!([]), |(funding, rows)| amounts(funding, rows, native)),
            "procurement": self.procurement(),
            "goals": self.expected_goals(native),
            "indicators": self.expected_indicators(),
            "form_kind": "target",
            "other_fields": self.expected_fields(),
        })
    }

    fn procurement(&self) -> Vec<Value> {
        let Some((unit, purchases)) = &self.purchases else {
            return vec![];
        };
        purchases
            .iter()
            .map(|purchase| {
                let amount = purchase.amount.as_ref().map(|digits| {
                    let yuan = match *unit {
                        Some("元") => number(digits),
                        Some(_) => number(&shifted(digits)),
                        None => Value::Null,
                    };
                    json!({"raw": digits, "value": number(digits), "unit": unit, "yuan": yuan})
                });
                json!({"item": purchase.item, "is_new_asset": purchase.is_new,
                    "quantity": purchase.quantity, "amount": amount})
            })
            .collect()
    }

    fn expected_goals(&self, native: bool) -> Vec<Value> {
        let mut goals = vec![];
        if let Some(columns) = &self.goals {
            let (mid, annual) = (&columns.mid, &columns.annual);
            let known = !native || (mid.len() == 1 && annual.len() == 1);
            if known {
                let years = (Some(self.year), Some(columns.until));
                goals.push(goal("mid_term", None, years, &mid.join("\n")));
                goals.push(goal("annual", None, (Some(self.year), Some(self.year)), &annual.join("\n")));
            } else {
                goals.push(goal("overall", None, (None, None), &[mid.as_slice(), annual].concat().join("\n")));
            }
        }
        for (name, text) in self.overall.iter().flatten() {
            goals.push(goal("overall", name.as_ref(), (None, None), text));
        }
        goals.retain(|goal| goal["text"] != "");
        goals
    }

    fn rows(&self) -> impl Iterator<Item = (&'static str, &Indicator)> {
        let long = self.long_term.iter().flatten().map(|row| ("long_term", row));
        long.chain(self.annual.iter().flatten().map(|row| ("annual", row)))
    }

    fn expected_indicators(&self) -> Vec<Value> {
        self.rows()
            .map(|(horizon, row)| {
                let mut value = indicator(row.level1, row.level2, &row.target);
                value["horizon"] = json!(horizon);
                value["name"] = json!(row.name.as_ref().or(row.goal.as_ref()));
                value["basis"] = json!(row.basis);
                if horizon == "annual" {
                    let [before, last] = &row.earlier;
                    value["history"] = json!([before.history("前年", None), last.history("上年", None)]);
                }
                value
            })
            .collect()
    }

    fn expected_fields(&self) -> Vec<Value> {
        self.rows()
            .filter(|(_, row)| row.name.is_some())
            .filter_map(|(_, row)| row.goal.as_ref())
            .map(|goal| json!({"label": "目标名称", "value": goal}))
            .collect()
    }
}

fn amounts(funding: &Funding, rows: &[FundRow], native: bool) -> Value {
    rows.iter()
        .map(|row| {
            let full = row.values.iter().all(Option::is_some);
            let cells = row.values.iter().zip(&funding.columns);
            let amounts: Vec<Value> = cells
                .filter(|(value, _)| !native || value.is_some())
                .map(|(value, (label, year))| {
                    let value = value.as_deref().map_or(Value::Null, number);
                    if native && !full {
                        json!({"label": null, "year": null, "value": value})
                    } else {
                        json!({"label": label, "year": year, "value": value})
                    }
                })
                .collect();
            json!({"label": row.label, "amounts": amounts})
        })
        .collect()
}

/// Ten thousand times a printed number, in decimal.
fn shifted(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole}{rest:0<4}");
    let plain = padded.trim_start_matches('0');
    if plain.is_empty() { "0".to_owned() } else { plain.to_owned() }
}
