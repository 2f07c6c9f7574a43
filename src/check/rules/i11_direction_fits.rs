//! I11: what should be little is not asked to be at least so much.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::check::money::is_cost;
use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I11",
    name: "direction-fits",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A target of cost or consumption is not a minimum (≥).", zh: "成本、消耗类指标值不用下限（≥）。"
    },
    why: Phrase { en: "≥ 3100方 of water would be met by wasting it.", zh: "用水量≥3100方，意味着浪费即可达标。" },
    tolerance: Phrase { en: "Names that speak of saving (节约, 降低) are passed over.", zh: "节约、降低类指标不判断。" },
    example: Phrase { en: "体育场用水量 ≥3100方.", zh: "体育场用水量≥3100方。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn applies(indicator: &Indicator) -> bool {
    const CONSUMPTION: [&str; 8] = ["用水量", "用电量", "用气量", "用油量", "能耗", "耗电", "耗水", "消耗"];
    const SAVING: [&str; 6] = ["节约", "降低", "减少", "下降", "节省", "控制率"];
    let target = &indicator.target;
    // A share of the cost (成本控制率) is no cost.
    let share = matches!(target.unit.as_str(), Some("%" | "％"));
    if share || (target.operator.is_none() && target.raw.is_some()) {
        return false;
    }
    let name = indicator.name.as_str().unwrap_or("");
    let spent = is_cost(indicator) || CONSUMPTION.iter().any(|word| name.contains(word));
    spent && !SAVING.iter().any(|word| name.contains(word))
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        if !form.indicators.iter().any(applies) {
            continue;
        }
        report.subject(form.at, |subject| {
            for (index, indicator) in form.indicators.iter().enumerate().filter(|(_, indicator)| applies(indicator)) {
                look(form.indicator(index), indicator, subject);
            }
        });
    }
}

fn look<'a>(at: Path<'a>, indicator: &'a Indicator, subject: &mut Subject<'_, 'a>) {
    let target = &indicator.target;
    let Some(printed) = target.raw.as_str() else { return subject.lacks(at.key("target").key("raw")) };
    if !matches!(target.operator.as_str(), Some(">=" | ">")) {
        return subject.holds();
    }
    let name = indicator.name.as_str().unwrap_or("");
    let message = subject.say(format_args!("{name}: at least {printed}"), format_args!("{name}：下限{printed}"));
    let inputs = vec![at.key("target").key("raw"), at.key("name")];
    subject.finds(Finding { inputs, expected: Some("<=".to_owned()), actual: Some(printed.to_owned()), message, ..Finding::default() });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |level: &str, name: &str, target: &str| Sample::project().indicators(&format!("{level}|{name}|{target}|"));
    vec![
        holds("at most", form("成本指标|经济成本指标", "印刷费", "≤5万元")),
        finds("a cost", form("成本指标|经济成本指标", "印刷费", "≥5万元")).expected("<=", "≥5万元"),
        finds("consumption", form("产出指标|数量指标", "体育场用水量", "≥3100方")),
        lacks("no target", form("成本指标|经济成本指标", "印刷费", "")),
        silent("saving", form("成本指标|经济成本指标", "成本节约额", "≥5万元")),
    ]
}
