//! I06: 定量 goes with a number, 定性 with words.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::model::record::{Indicator, Measure, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I06",
    name: "measure-fits-value",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A quantitative indicator (定量) has a number for a target, a qualitative one (定性) has words.",
        zh: "定量指标的指标值为数值，定性指标的指标值为文字。",
    },
    why: Phrase { en: "The kind of an indicator decides how it is scored.", zh: "指标属性决定评分方式。" },
    tolerance: Phrase { en: "A date counts as neither.", zh: "日期不作判断。" },
    example: Phrase { en: "定性指标, = 100 %.", zh: "定性指标，指标值为=100%。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn applies(indicator: &Indicator) -> bool {
    indicator.measure.is_some() && indicator.target.date.is_none()
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
    let (number, words) = (target.value.is_some(), target.text.is_some());
    let found = target.raw.as_str().unwrap_or("");
    let message = match indicator.measure.value {
        _ if !number && !words => return subject.lacks(at.key("target").key("raw")),
        Some(Measure::Qualitative) if number => {
            subject.say(format_args!("定性 with the number {found}"), format_args!("定性指标的指标值为数值{found}"))
        }
        Some(Measure::Quantitative) if words => {
            subject.say(format_args!("定量 with the words {found}"), format_args!("定量指标的指标值为文字“{found}”"))
        }
        _ => return subject.holds(),
    };
    let inputs = vec![at.key("measure"), at.key("target").key("raw")];
    subject.finds(Finding { inputs, actual: Some(found.to_owned()), message, ..Finding::default() });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |target: &str, measure| {
        let lines = format!("产出指标|数量指标|甲|{target}|");
        Sample::project().indicators(&lines).in_indicator(|indicator| indicator.measure = crate::model::leaf::Leaf::derived(measure))
    };
    vec![
        holds("a number", form("≥100人次", Measure::Quantitative)),
        holds("words", form("效果显著", Measure::Qualitative)),
        finds("定性 with a number", form("=100%", Measure::Qualitative))
            .inputs(&["/projects/0/indicators/0/measure", "/projects/0/indicators/0/target/raw"]),
        finds("定量 with words", form("显著提升", Measure::Quantitative)),
        lacks("no target", form("", Measure::Quantitative)),
        silent("no measure", Sample::project().indicators("产出指标|数量指标|甲|1项|")),
    ]
}
