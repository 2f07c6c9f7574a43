//! The JSON that has to come out for a record: every key of the contract, null where absent.

use serde_json::{Value, json};

use super::record::{Goal, History, Indicator, Level1, Level2, Money, Project, Record};
use super::target::{factor, number, shifted};

/// The part of a document's object that the text alone decides.
pub fn document(record: &Record, residue: &[String]) -> Value {
    let projects: Vec<Value> = record.projects.iter().map(|p| project(p, record)).collect();
    let title = record.title.concat();
    let year = record.title_year.or_else(|| record.projects.iter().find_map(|p| p.year));
    let organization = record.projects.first().and_then(|p| publisher(p, record.layout));
    json!({
        "layout": record.layout,
        "title": if title.is_empty() { Value::Null } else { title.into() },
        "fiscal_year": year,
        "organization": organization,
        "projects": projects,
        "departments": [],
        "budget_tables": [],
        "residue": residue,
    })
}

/// 单位名称 in Kunming forms, 预算单位 or 主管部门 in the others.
fn publisher(project: &Project, layout: &str) -> Option<String> {
    if layout == "kunming" { project.unit.clone() } else { project.department.clone() }
}

fn text(paragraphs: &[String]) -> Value {
    if paragraphs.is_empty() { Value::Null } else { paragraphs.join("\n").into() }
}

fn project(project: &Project, record: &Record) -> Value {
    let narrative = |n: usize| project.narrative.get(n).map_or(Value::Null, |p| text(p));
    let unit = project.funds.unit;
    let goals: Vec<Value> = project.goals.iter().filter(|goal| !goal.text.paragraphs.is_empty()).map(goal_json).collect();
    json!({
        "form_title": project.form_title,
        "fiscal_year": project.year,
        "name": project.name,
        "code": null,
        "competent_department": project.department,
        "implementing_unit": project.unit,
        "organization_code": project.organization_code,
        "address": project.address,
        "phone": project.phone,
        "postal_code": null,
        "legal_representative": project.legal_representative,
        "funding_source": project.funding_source,
        "profile": text(&project.profile),
        "leader": project.leader,
        "attribute": project.attribute,
        "type": null,
        "category": null,
        "term": project.term,
        "start_year": null,
        "end_year": null,
        "functions": [],
        "narrative": {
            "basis": narrative(0),
            "overview": narrative(1),
            "content": narrative(2),
            "funding_arrangement": narrative(3),
            "plan": narrative(4),
            "results": narrative(5),
            "calculation": null,
            "notes": null,
        },
        "funds": {
            "total": amount(&project.funds.total, unit),
            "fiscal": amount(&project.funds.fiscal, unit),
            "other": amount(&project.funds.other, unit),
        },
        "funding_sources": [],
        "expenditures": [],
        "procurement": [],
        "goals": goals,
        "indicators": indicators(&project.blocks, record.has_history),
        "form_kind": "target",
        "other_fields": [],
    })
}

fn amount(money: &Option<Money>, declared: Option<&'static str>) -> Value {
    let Some(money) = money else {
        return Value::Null;
    };
    let unit = money.unit.or(declared);
    let yuan = match unit {
        Some("万元") => shifted(&money.value, 4),
        Some("元") => number(&money.value),
        _ => Value::Null,
    };
    json!({"raw": money.raw(), "value": number(&money.value), "unit": unit, "yuan": yuan})
}

fn goal_json(goal: &Goal) -> Value {
    let items: Vec<Value> = goal.text.items.iter().map(|(label, text)| json!({"label": label, "text": text})).collect();
    json!({
        "horizon": goal.horizon,
        "name": null,
        "start_year": goal.start,
        "end_year": goal.end,
        "text": goal.text.paragraphs.join(goal.joint),
        "items": items,
    })
}

fn indicators(blocks: &[Level1], has_history: bool) -> Vec<Value> {
    let mut out = Vec::new();
    for block in blocks {
        for group in &block.groups {
            for row in &group.rows {
                out.push(indicator(block, group, row, has_history));
            }
        }
    }
    out
}

pub fn level1(label: &str) -> &'static str {
    match label {
        "产出指标" => "output",
        "效益指标" => "benefit",
        "满意度指标" => "satisfaction",
        "成本指标" => "cost",
        _ => "other",
    }
}

pub fn level2(label: &str) -> &'static str {
    match label.trim_end_matches("指标") {
        "数量" => "quantity",
        "质量" => "quality",
        "时效" => "timeliness",
        "成本" => "cost",
        "经济成本" => "economic_cost",
        "社会成本" => "social_cost",
        "生态环境成本" => "ecological_cost",
        "经济效益" => "economic_benefit",
        "社会效益" => "social_benefit",
        "生态效益" => "ecological_benefit",
        "可持续影响" => "sustainable_impact",
        "满意度" | "服务对象满意度" => "recipient_satisfaction",
        _ => "other",
    }
}

fn indicator(block: &Level1, group: &Level2, row: &Indicator, has_history: bool) -> Value {
    let (level2_code, level2_label) =
        if group.label.is_empty() { (Value::Null, Value::Null) } else { (level2(group.label).into(), group.label.into()) };
    let label = if block.printed { Value::from(block.label) } else { Value::Null };
    let weight = row.weight.as_ref().or(row.full_score.as_ref());
    let history = if has_history { vec![history(&row.history)] } else { Vec::new() };
    json!({
        "goal": null,
        "horizon": null,
        "level1": level1(block.label),
        "level1_label": label,
        "level2": level2_code,
        "level2_label": level2_label,
        "name": row.name,
        "target": row.target.json(),
        "measure": row.measure.map(|m| if m.starts_with("定量") { "quantitative" } else { "qualitative" }),
        "weight": weight.map(|w| number(w)),
        "scoring": row.scoring,
        "description": row.description,
        "basis": row.basis,
        "evidence": row.evidence,
        "history": history,
    })
}

fn history(history: &History) -> Value {
    let (value, unit, scale) = match &history.number {
        Some((value, scale, unit)) => {
            (number(value), if unit.is_empty() { Value::Null } else { Value::from(*unit) }, Value::from(factor(scale)))
        }
        None => (Value::Null, Value::Null, Value::Null),
    };
    json!({
        "label": "上年完成值", "year": null, "raw": history.raw,
        "value": value, "unit": unit, "scale": scale,
    })
}
