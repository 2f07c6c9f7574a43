//! I12: a minimum is not below what was reached last year.

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
    id: "I12",
    name: "target-not-below-last-year",
    severity: Severity::Info,
    holds: Phrase {
        en: "A target that is a minimum is not below the value of last year.", zh: "下限类指标值不低于上年完成值。"
    },
    why: Phrase {
        en: "A lower target may have its reasons; it is worth knowing.", zh: "目标低于上年可能有其原因，仅作提示。"
    },
    tolerance: Phrase {
        en: "Values of one unit and scale only; costs are passed over.",
        zh: "仅比较单位和数量级相同的值；成本指标不比较。",
    },
    example: Phrase { en: "政策宣传次数 >=6次, 上年完成值 17次.", zh: "政策宣传次数>=6次，上年完成值17次。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn applies(indicator: &Indicator) -> bool {
    !indicator.history.is_empty() && !is_cost(indicator) && matches!(indicator.target.operator.as_str(), Some(">=" | ">"))
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
    let last = indicator.history.len() - 1;
    let earlier = &indicator.history[last];
    let same = earlier.unit.value == target.unit.value && earlier.scale.value == target.scale.value;
    let (Some(now), Some(before), true) = (target.value.value, earlier.value.value, same) else {
        return subject.lacks(at.at("history", last).key("value"));
    };
    if now >= before {
        return subject.holds();
    }
    let (name, now) = (indicator.name.as_str().unwrap_or(""), target.raw.as_str().unwrap_or(""));
    let before = earlier.raw.as_str().unwrap_or("");
    let message = subject.say(format_args!("{name}: {now}, last year {before}"), format_args!("{name}：{now}，上年{before}"));
    let inputs = vec![at.key("target").key("raw"), at.at("history", last).key("raw")];
    subject.finds(Finding { inputs, actual: Some(now.to_owned()), message, ..Finding::default() });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |target: &str, before: &str| {
        let earlier = crate::check::sample::earlier("上年完成值", before);
        Sample::project()
            .indicators(&format!("产出指标|数量指标|宣传次数|{target}|"))
            .in_indicator(|indicator| indicator.history = vec![earlier])
    };
    vec![
        holds("more", form("≥20次", "17次")),
        finds("less", form("≥6次", "17次")).inputs(&["/projects/0/indicators/0/target/raw", "/projects/0/indicators/0/history/0/raw"]),
        lacks("words", form("≥6次", "达成目标")),
        silent("no minimum", form("=6次", "17次")),
    ]
}
