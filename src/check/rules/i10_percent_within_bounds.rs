//! I10: a target in per cent lies between 0 and 100.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::check::written::{Form, forms};

use rust_decimal::Decimal;

use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I10",
    name: "percent-within-bounds",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A target in per cent lies between 0 and 100, and is not 以上 (or more than) 100; nor does a goal promise 100%以上.",
        zh: "百分比指标值在0至100之间，指标值和目标中的100%不带“以上”。",
    },
    why: Phrase {
        en: "More than all cannot be reached. 100%以上 is filled in by habit.",
        zh: "比例不可能超过全部；“100%以上”多为习惯填写。",
    },
    tolerance: Phrase {
        en: "Growth and comparisons (增长, 提高, 完成率 …) may be more than 100.",
        zh: "增长、提高、完成率等可以超过100%。",
    },
    example: Phrase { en: "参保率 100%以上.", zh: "参保率100%以上。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// What may be more than all.
const MAY_EXCEED: [&str; 12] = ["增长", "增幅", "增加", "提高", "提升", "上升", "完成", "同比", "占比上年", "利用", "负荷", "使用"];

fn applies(indicator: &Indicator) -> bool {
    let name = indicator.name.as_str().unwrap_or("");
    let target = &indicator.target;
    let percent = matches!(target.unit.as_str(), Some("%" | "％"));
    percent && (target.value.is_some() || target.text.is_some()) && !MAY_EXCEED.iter().any(|word| name.contains(word))
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for form in forms(record) {
        report.subject(form.at(), |subject| {
            for (index, indicator) in form.indicators().iter().enumerate().filter(|(_, indicator)| applies(indicator)) {
                look(form.at().at("indicators", index), indicator, subject);
            }
            goals(form, subject);
        });
    }
}

/// Goals that promise more than all.
fn goals<'a>(form: Form<'a>, subject: &mut Subject<'_, 'a>) {
    const ENDS: [char; 9] = ['，', ',', '。', '；', ';', '：', ':', '、', '\n'];
    for (n, goal) in form.goals().iter().enumerate() {
        let text = goal.text.as_str().unwrap_or("");
        let printed = text.match_indices("100%以上").chain(text.match_indices("100％以上"));
        for (at, more) in printed.filter(|(at, _)| !text[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '.')) {
            let clause = text[..at].rfind(ENDS).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8));
            let said = text[clause..at + more.len()].trim();
            if MAY_EXCEED.iter().any(|word| said.contains(word)) {
                continue;
            }
            let message = subject.say(format_args!("{said} is more than all"), format_args!("“{said}”超出范围"));
            subject.finds(Finding {
                inputs: vec![form.at().at("goals", n).key("text")],
                expected: Some("0..100".to_owned()),
                actual: Some(more.to_owned()),
                message,
                quotes: vec![(0, said.to_owned())],
                ..Finding::default()
            });
        }
    }
}

fn look<'a>(at: Path<'a>, indicator: &'a Indicator, subject: &mut Subject<'_, 'a>) {
    let (target, at) = (&indicator.target, at.key("target").key("raw"));
    let Some(value) = target.value.value else { return subject.lacks(at) };
    let most = target.value_max.value.unwrap_or(value).0;
    let printed = target.raw.as_str().unwrap_or("");
    let more = most == Decimal::ONE_HUNDRED && (printed.ends_with("以上") || target.operator.as_str() == Some(">"));
    if value.0 >= Decimal::ZERO && most <= Decimal::ONE_HUNDRED && !more {
        return subject.holds();
    }
    let message = subject.say(format_args!("{printed} is more than all"), format_args!("{printed}超出范围"));
    subject.finds(Finding {
        inputs: vec![at],
        expected: Some("0..100".to_owned()),
        actual: Some(printed.to_owned()),
        message,
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |name: &str, target: &str| Sample::project().indicators(&format!("产出指标|质量指标|{name}|{target}|"));
    vec![
        holds("all", form("参保率", "100%")),
        holds("ninety and more", form("参保率", "90%以上")),
        finds("more than all", form("参保率", "120%")),
        finds("100 and more", form("参保率", "100%以上")).inputs(&["/projects/0/indicators/0/target/raw"]),
        finds("a goal of 100 and more", Sample::project().goal("确保人人参保，参保率达100%以上。")).inputs(&["/projects/0/goals/0/text"]),
        lacks(
            "words in per cent",
            form("参保率", "切实提升").in_indicator(|indicator| indicator.target.unit = crate::check::sample::text("%")),
        ),
        silent("a goal of growth", Sample::project().goal("收入增长100%以上，产值增长1100%以上。")),
        silent("growth", form("收入增长率", "120%")),
    ]
}
