//! I09: the unit fits the name: rates in per cent, persons in 人.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::forms::forms;
use crate::check::path::Path;

use crate::grammar::fold_into;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "I09",
    name: "unit-fits-name",
    severity: Severity::Fail,
    holds: Phrase {
        en: "The unit fits the name: a rate (率) is in per cent, a number of persons (人数) in 人.",
        zh: "度量单位与指标名称相符：…率用%，人数用人。",
    },
    why: Phrase {
        en: "A rate in days is two indicators in one: either the name or the target was copied from another.",
        zh: "以“天”衡量“率”，名称与指标值必有一个取自其他指标。",
    },
    tolerance: Phrase {
        en: "Rates that are not shares (频率, 效率, 功率 …) are passed over; 人次 for 人数 is a warning.",
        zh: "非比例的“率”（频率、效率、功率等）不判断；人数用人次作警告。",
    },
    example: Phrase { en: "资料发放及时率 <= 30天.", zh: "资料发放及时率<=30天。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// What the end of a name asks for.
#[derive(PartialEq)]
enum Wants {
    Share,
    Persons,
}

fn wants(indicator: &Indicator) -> Option<Wants> {
    const OTHER_RATES: [&str; 12] = ["频率", "效率", "功率", "速率", "汇率", "倍率", "分辨率", "码率", "斜率", "曲率", "费率", "税率"];
    let name = fold_into(indicator.name.as_str().filter(|name| name.contains(['率', '数']))?);
    let name = name.trim_end_matches(['.', '。', ';', '；']);
    match () {
        () if OTHER_RATES.iter().any(|rate| name.ends_with(rate)) => None,
        () if name.ends_with('率') => Some(Wants::Share),
        () if name.ends_with("人数") => Some(Wants::Persons),
        () => None,
    }
}

fn applies(indicator: &Indicator) -> bool {
    indicator.target.value.is_some() && wants(indicator).is_some()
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
    let name = indicator.name.as_str().unwrap_or("");
    let Some(unit) = indicator.target.unit.as_str() else { return subject.lacks(at.key("target").key("unit")) };
    let (fits, expected) = match wants(indicator) {
        Some(Wants::Share) => (["%", "％", "‰", "百分点", "个百分点", "分", "倍"].contains(&unit), "%"),
        _ => (["人", "名", "位", "个", "千人", "人数", "师", "生", "学生", "教师"].contains(&unit) || unit.starts_with("人/"), "人"),
    };
    if fits {
        return subject.holds();
    }
    let message = subject.say(format_args!("{name} in {unit}"), format_args!("{name}的单位为{unit}"));
    subject.finds(Finding {
        inputs: vec![at.key("target").key("raw"), at.key("name")],
        expected: Some(expected.to_owned()),
        actual: Some(unit.to_owned()),
        severity: (unit == "人次").then_some(Severity::Warn),
        message,
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |name: &str, target: &str| Sample::project().indicators(&format!("产出指标|质量指标|{name}|{target}|"));
    vec![
        holds("a rate in per cent", form("及时率", "100%")),
        holds("persons", form("参保人数", "≥28万人")),
        finds("a rate in days", form("资料发放及时率", "<=30天")).expected("%", "天").status(Status::Fail),
        finds("persons in times", form("保障人数", "100人次")).status(Status::Warn),
        lacks("no unit", form("及时率", "100")),
        silent("a rate that is no share", form("巡查频率", "2次/月")),
    ]
}
