//! C03: the years of a form, its goals, columns and indicators fit together.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeSet;

use crate::check::path::Path;
use crate::expression::number;
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{AmountRow, Horizon, Project, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "C03",
    name: "years-agree",
    severity: Severity::Warn,
    holds: Phrase {
        en: "The years of a form, of its goals, of its columns and of its indicators fit together; no two columns are for one year.",
        zh: "表内预算年度、目标年度、资金分年度及指标年份相互一致；没有两栏为同一年度。",
    },
    why: Phrase {
        en: "Forms are copied from the year before, and a year stays behind.", zh: "表格多由上年复制而来，年份未改。"
    },
    tolerance: Phrase {
        en: "An earlier year in an indicator's name is a warning, two columns of one year fail.",
        zh: "指标名称含往年为警告；两栏同一年度为错误。",
    },
    example: Phrase {
        en: "2022年当年预算, 2022年支出规划, 2023年支出规划.", zh: "2022年当年预算、2022年支出规划、2023年支出规划。"
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let at = Path::project(n);
        let sections = [("funding_sources", &project.funding_sources), ("expenditures", &project.expenditures)];
        let years = project.goals.iter().any(|goal| goal.start_year.is_some())
            || project.indicators.iter().any(|indicator| named_year(indicator.name.as_str()).is_some());
        let columns = sections.iter().any(|(_, rows)| rows.iter().any(|row| row.amounts.iter().any(|amount| amount.year.is_some())));
        if !years && !columns {
            continue;
        }
        report.subject(at, |subject| {
            sections.iter().for_each(|(list, rows)| twice(at, list, rows, subject));
            match project.fiscal_year.value.or(record.fiscal_year.value) {
                Some(year) => against(at, project, year, subject),
                None if years => subject.lacks(at.key("fiscal_year")),
                None => {}
            }
        });
    }
}

/// Two columns of the first row that has several.
fn twice<'a>(at: Path<'a>, list: &'static str, rows: &'a [AmountRow], subject: &mut Subject<'_, 'a>) {
    let Some((row, amounts)) = rows
        .iter()
        .map(|row| &row.amounts)
        .enumerate()
        .find(|(_, amounts)| amounts.iter().filter(|amount| amount.year.is_some()).count() > 1)
    else {
        return;
    };
    let mut seen = BTreeSet::new();
    let again = amounts.iter().find_map(|amount| amount.year.value.filter(|year| !seen.insert(*year)));
    let Some(year) = again else { return subject.holds() };
    let inputs = amounts.iter().enumerate().filter(|(_, amount)| amount.year.value == Some(year));
    let inputs = inputs.map(|(cell, _)| at.at(list, row).at("amounts", cell).key("label")).collect();
    let message = subject.say(format_args!("two columns are for {year}"), format_args!("有两栏均为{year}年"));
    subject.finds(Finding { inputs, actual: Some(year.to_string()), message, severity: Some(Severity::Fail), ..Finding::default() });
}

/// The goals' years and those in the indicators' names against the year of the form.
fn against<'a>(at: Path<'a>, project: &'a Project, year: u16, subject: &mut Subject<'_, 'a>) {
    for (index, goal) in project.goals.iter().enumerate() {
        let (Some(start), Some(end)) = (goal.start_year.value, goal.end_year.value.or(goal.start_year.value)) else { continue };
        let annual = goal.horizon.value == Some(Horizon::Annual);
        let fits = if annual { start == year && end == year } else { start <= year && year <= end };
        if fits {
            subject.holds();
            continue;
        }
        let span = if start == end { start.to_string() } else { format!("{start}-{end}") };
        let message = subject.say(format_args!("a goal for {span} in a form for {year}"), format_args!("{year}年的表中列有{span}年目标"));
        let inputs = vec![at.at("goals", index).key("start_year"), at.key("fiscal_year")];
        subject.finds(Finding { inputs, expected: Some(year.to_string()), actual: Some(span), message, ..Finding::default() });
    }
    let last = project.goals.iter().filter_map(|goal| goal.end_year.value).max().unwrap_or(year).max(year);
    for (index, indicator) in project.indicators.iter().enumerate() {
        let Some((found, part)) = named_year(indicator.name.as_str()) else { continue };
        if (year..=last).contains(&found) {
            subject.holds();
            continue;
        }
        let message = subject.say(format_args!("{part} in a form for {year}"), format_args!("{year}年的表中指标名称含{part}"));
        let inputs = vec![at.at("indicators", index).key("name")];
        let quotes = vec![(0, part.to_owned())];
        subject.finds(Finding {
            inputs,
            expected: Some(year.to_string()),
            actual: Some(found.to_string()),
            message,
            quotes,
            ..Finding::default()
        });
    }
}

/// 2022年 at the beginning of a name, or anywhere in it: the first year that 年 stands behind.
fn named_year(name: Option<&str>) -> Option<(u16, &str)> {
    let name = name?;
    name.match_indices('年').find_map(|(end, mark)| {
        let digits = name[..end].len() - name[..end].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (digits == 4)
            .then(|| (number::year(&name[end - 4..end]), &name[end - 4..end + mark.len()]))
            .and_then(|(year, part)| Some((year?, part)))
    })
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let of = |sample: Sample, year| sample.in_project(|project| project.fiscal_year = crate::model::leaf::Leaf::derived(year));
    let form = |lines| of(Sample::project(), 2022).indicators(lines);
    vec![
        holds("the same year", form("产出指标|数量指标|2022年缴费人数|1人|")),
        holds("three columns", of(Sample::project(), 2022).source("合计 2022=1 2023=1 2024=1")),
        finds("a year that stayed behind", form("产出指标|数量指标|线路2021年支付总额|1元|")).expected("2022", "2021").status(Status::Warn),
        finds("two columns of one year", of(Sample::project(), 2022).source("合计 2022=1 2022=1 2023=1"))
            .status(Status::Fail)
            .inputs(&["/projects/0/funding_sources/0/amounts/0/label", "/projects/0/funding_sources/0/amounts/1/label"]),
        lacks("nobody knows the form's year", Sample::project().indicators("产出指标|数量指标|2022年缴费人数|1人|")),
        silent("no years", Sample::project().indicators("产出指标|数量指标|缴费人数|1人|")),
    ]
}
