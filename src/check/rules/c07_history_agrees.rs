//! C07: earlier values of one indicator agree between the project and the department form.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::path::Path;
use crate::grammar::fold_into;
use crate::model::record::{Earlier, Indicator, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "C07",
    name: "history-agrees",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Earlier values of one indicator are the same in the project form and in the department form.",
        zh: "同一指标的往年值在项目表和部门整体表中一致。",
    },
    why: Phrase { en: "What was reached in a past year does not change with the form.", zh: "往年完成值不因表而异。" },
    tolerance: Phrase {
        en: "Indicators whose names begin alike for at least 8 characters, figures and signs aside, and that have one counterpart only; 上年 is the year before the form's.",
        zh: "名称（不计数字符号）前部相同且至少8字、对应唯一的指标；“上年”为表格年度的前一年。",
    },
    example: Phrase {
        en: "上年 1422.36 in the project form, 2021年 21246.02 in the department form.",
        zh: "项目表上年1422.36，部门整体表2021年21246.02。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let own = |project: usize, index: usize| Path::project(project).at("indicators", index);
    for (d, department) in record.departments.iter().enumerate() {
        let theirs: Vec<(usize, String)> = keyed(&department.indicators);
        for (n, project) in record.projects.iter().enumerate() {
            let year = project.fiscal_year.value.or(record.fiscal_year.value);
            let mut pairs = Vec::new();
            for (index, key) in keyed(&project.indicators) {
                let mut alike = theirs.iter().filter(|(_, other)| other.starts_with(&key) || key.starts_with(other.as_str()));
                if let (Some((other, _)), None) = (alike.next(), alike.next()) {
                    pairs.push((index, *other));
                }
            }
            if pairs.is_empty() {
                continue;
            }
            report.subject(Path::project(n), |subject| {
                for (index, other) in pairs {
                    let (one, two) = (&project.indicators[index], &department.indicators[other]);
                    for (cell, earlier) in one.history.iter().enumerate() {
                        let at = own(n, index).at("history", cell).key("raw");
                        let Some(when) = time(earlier, year) else {
                            subject.lacks(at);
                            continue;
                        };
                        let Some(twin) = two.history.iter().position(|other| time(other, year) == Some(when)) else { continue };
                        let twin_at = Path::department(d).at("indicators", other).at("history", twin).key("raw");
                        let twin = &two.history[twin];
                        let (Some(a), Some(b)) = (earlier.value.value, twin.value.value) else {
                            subject.lacks(if earlier.value.is_none() { at } else { twin_at });
                            continue;
                        };
                        // Units are often printed in one of the forms only.
                        if a == b {
                            subject.holds();
                            continue;
                        }
                        if earlier.unit.value != twin.unit.value || earlier.scale.value != twin.scale.value {
                            subject.lacks(twin_at);
                            continue;
                        }
                        let name = one.name.as_str().unwrap_or("");
                        let message = subject.say(
                            format_args!("{name}, {when}: {a} here, {b} in the department form"),
                            format_args!("{name}（{when}年）：此处{a}，部门整体表{b}"),
                        );
                        subject.finds(Finding {
                            inputs: vec![at, twin_at],
                            expected: Some(b.to_string()),
                            actual: Some(a.to_string()),
                            difference: Some(a.0.saturating_sub(b.0)),
                            message,
                            ..Finding::default()
                        });
                    }
                }
            });
        }
    }
}

/// Indicators with earlier values by what their names say, figures aside; names that occur once only.
fn keyed(indicators: &[Indicator]) -> Vec<(usize, String)> {
    let key =
        |indicator: &Indicator| fold_into(indicator.name.as_str().unwrap_or("")).chars().filter(|c| c.is_alphabetic()).collect::<String>();
    // No form has so many; this bounds the work on hostile input.
    let with = indicators.iter().take(500).enumerate().filter(|(_, indicator)| !indicator.history.is_empty());
    let mut keys: Vec<(usize, String)> =
        with.map(|(index, indicator)| (index, key(indicator))).filter(|(_, key)| key.chars().count() >= 8).collect();
    let all: Vec<String> = keys.iter().map(|(_, key)| key.clone()).collect();
    keys.retain(|(_, key)| all.iter().filter(|other| *other == key).count() == 1);
    keys
}

/// The year that an earlier value is of.
fn time(earlier: &Earlier, year: Option<u16>) -> Option<u16> {
    let label = earlier.label.as_str().unwrap_or("");
    earlier.year.value.or_else(|| match () {
        () if label.starts_with("前年") => year?.checked_sub(2),
        () if label.starts_with("上年") => year?.checked_sub(1),
        () => None,
    })
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    use crate::check::sample::earlier;
    let both = |label, one, other| {
        let name = "产出指标|成本指标|城乡低保补助资金|1426.31|";
        let project = Sample::project().indicators(name).in_indicator(|indicator| indicator.history = vec![earlier(label, one)]);
        let mut twin = Sample::project().indicators(name).0.projects.remove(0).indicators.remove(0);
        twin.history = vec![Earlier { year: crate::model::leaf::Leaf::derived(2021), ..earlier("2021年", other) }];
        let form = project.and_department().in_department(|department| department.indicators.push(twin));
        form.with(|record| record.fiscal_year = crate::model::leaf::Leaf::derived(2022))
    };
    vec![
        holds("the same", both("上年", "1422.36", "1422.36")),
        finds("another", both("上年", "1422.36", "21246.02"))
            .expected("21246.02", "1422.36")
            .inputs(&["/projects/0/indicators/0/history/0/raw", "/departments/0/indicators/0/history/0/raw"]),
        lacks("words", both("上年", "达成目标", "100")),
        silent("no department form", Sample::project().indicators("产出指标|成本指标|城乡低保补助资金|1426.31|")),
    ]
}
