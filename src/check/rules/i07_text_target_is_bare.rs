//! I07: a target in words has no operator and no percent sign.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I07",
    name: "text-target-has-no-operator",
    severity: Severity::Fail,
    holds: Phrase { en: "A target in words has no operator and no unit.", zh: "文字指标值不带运算符和度量单位。" },
    why: Phrase {
        en: "= 切实提升 % says nothing that could be checked; the words stand in a form that wants a number.",
        zh: "“=切实提升%”无法考核，文字填在了要求数值的位置。",
    },
    tolerance: Phrase { en: "None.", zh: "无。" },
    example: Phrase { en: "= 按财政规定执行 %.", zh: "=按财政规定执行%。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn applies(indicator: &Indicator) -> bool {
    indicator.target.raw.is_some() && indicator.target.value.is_none() && indicator.target.date.is_none()
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
    let Some(words) = target.text.as_str() else { return subject.lacks(at.key("target").key("text")) };
    let extra: Vec<&str> = [&target.operator, &target.unit].into_iter().filter_map(|leaf| leaf.as_str()).collect();
    if extra.is_empty() {
        return subject.holds();
    }
    let extra = extra.join(" ");
    let message = subject.say(format_args!("{words} with {extra}"), format_args!("“{words}”带有{extra}"));
    let actual = target.raw.as_str().map(str::to_owned);
    subject.finds(Finding {
        inputs: vec![at.key("target").key("raw")],
        expected: Some(words.to_owned()),
        actual,
        message,
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |target: &str| Sample::project().indicators(&format!("产出指标|时效指标|甲|{target}|"));
    let with_unit = |sample: Sample| sample.in_indicator(|indicator| indicator.target.unit = crate::check::sample::text("%"));
    vec![
        holds("words", form("按财政规定执行")),
        finds("an operator before words", form("=按财政规定执行")).expected("按财政规定执行", "=按财政规定执行"),
        finds("a unit behind words", with_unit(form("切实提升"))),
        lacks("a sign without a value", form("切实提升").in_indicator(|indicator| indicator.target.text = Default::default())),
        silent("numbers only", form("100%")),
    ]
}
