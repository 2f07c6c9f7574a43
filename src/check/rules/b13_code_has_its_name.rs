//! B13: a function code stands with the name that the classification of the year gives it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::table::{Row, all};
use crate::grammar::fold_into;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B13",
    name: "code-has-its-name",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A function code stands with the name that the classification of the year gives it.",
        zh: "功能分类科目编码与当年政府收支分类科目的名称一致。",
    },
    why: Phrase {
        en: "The codes are the same everywhere. Another name means that the code or the line was mistaken.",
        zh: "科目编码全国统一，名称不符说明编码或行次有误。",
    },
    tolerance: Phrase {
        en: "Blanks and widths are not compared, nor what stands in brackets behind the name. Codes that the list of this program does not have, and other years, are not judged.",
        zh: "不比较空格、全半角及名称后的括注。本程序科目表未收录的科目和年度不作判断。",
    },
    example: Phrase { en: "2050201 小学教育: 2050201 is 学前教育.", zh: "2050201小学教育：2050201应为学前教育。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Codes and names, and the years that they are of.
struct Classification {
    years: std::ops::RangeInclusive<u16>,
    names: BTreeMap<&'static str, &'static str>,
}

static FUNCTIONS: LazyLock<Classification> = LazyLock::new(|| read(include_str!("../../../data/functions.txt")));

fn read(text: &'static str) -> Classification {
    let mut classification = Classification { years: 0..=0, names: BTreeMap::new() };
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let (Some(code), Some(name)) = (words.next(), words.next()) else { continue };
        if code == "years" {
            let year = |word: Option<&str>| word.and_then(|word| word.parse().ok()).unwrap_or(0);
            classification.years = year(Some(name))..=year(words.next());
        } else {
            classification.names.insert(code, name);
        }
    }
    classification
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        let by_function = matches!(
            table.table.kind,
            TableKind::ExpenditureSummary | TableKind::GeneralPublicBudgetExpenditure | TableKind::GovernmentFundExpenditure
        );
        let coded: Vec<Row> = table.rows().filter(|row| row.code().is_some()).collect();
        if !by_function || coded.is_empty() {
            continue;
        }
        report.subject(table.at(), |subject| {
            let known = record.fiscal_year.value.is_some_and(|year| FUNCTIONS.years.contains(&year));
            for row in coded {
                let at = table.row_at(row);
                let name = FUNCTIONS.names.get(row.code().unwrap_or("")).filter(|_| known);
                let (Some(name), Some(printed)) = (name, row.row.name.as_str()) else {
                    subject.lacks(at.key("code"));
                    continue;
                };
                if bare(printed) == bare(name) {
                    subject.holds();
                    continue;
                }
                let code = row.code().unwrap_or("");
                let message = subject
                    .say(format_args!("{code} is {name}, but {printed} is printed"), format_args!("{code}为{name}，但列示为{printed}"));
                let inputs = vec![at.key("name"), at.key("code")];
                let expected = Some((*name).to_owned());
                subject.finds(Finding { inputs, expected, actual: Some(printed.to_owned()), message, ..Finding::default() });
            }
        });
    }
}

/// A name without its blanks and what stands in brackets behind it.
fn bare(name: &str) -> String {
    let folded: String = fold_into(name).chars().filter(|c| !c.is_whitespace()).collect();
    match folded.find('(') {
        Some(at) if at > 0 && folded.ends_with(')') => folded[..at].to_owned(),
        _ => folded,
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |year: u16, rows| {
        let sample = Sample::new().table(TableKind::ExpenditureSummary, "total", rows);
        sample.with(|record| record.fiscal_year = crate::model::leaf::Leaf::derived(year))
    };
    vec![
        holds("the name of the classification", table(2022, "210 卫生健康支出 1\n 2101501 行政运行（医疗保障管理事务） 1")),
        finds("the name of another code", table(2022, "2050201 小学教育 1"))
            .expected("学前教育", "小学教育")
            .inputs(&["/budget_tables/0/rows/0/name", "/budget_tables/0/rows/0/code"]),
        lacks("another year", table(2015, "210 卫生健康支出 1")),
        lacks("a code that the list does not have", table(2022, "2109999 其他支出 1")),
        silent("a table by economic purpose", Sample::new().table(TableKind::GeneralPublicBudgetBasicExpenditure, "total", "301 工资 1")),
    ]
}
