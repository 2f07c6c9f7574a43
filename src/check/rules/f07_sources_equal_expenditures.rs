//! F07: funding sources and expenditure details have the same total, year by year.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::figure::Figure;
use crate::check::path::Path;
use crate::grammar::fold_into;
use crate::model::record::{AmountRow, Record};

/// The rule.
pub static RULE: Rule = Rule {
    id: "F07",
    name: "sources-equal-expenditures",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A project's funding sources (项目资金来源) and expenditure details (项目支出明细) have the same total, year by year.",
        zh: "项目资金来源合计与项目支出明细合计逐年相等。",
    },
    why: Phrase {
        en: "Both divide the same money, once by where it comes from and once by what it is spent on.",
        zh: "两者是同一笔资金，分别按来源和用途细分。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit. Cells are compared where both rows of 合计 print as many.",
        zh: "最后一位数字的一个单位。两个合计行的栏数相同时才比较。",
    },
    example: Phrase { en: "资金来源合计 150, 支出明细合计 105.", zh: "资金来源合计150，支出明细合计105。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (n, project) in record.projects.iter().enumerate() {
        let (Some(source), Some(expenditure)) = (total(&project.funding_sources), total(&project.expenditures)) else { continue };
        let at = |list, row: usize, cell: usize| Path::project(n).at(list, row).at("amounts", cell).key("value");
        report.subject(Path::project(n), |subject| {
            let (ours, theirs) = (&project.funding_sources[source].amounts, &project.expenditures[expenditure].amounts);
            if ours.len() != theirs.len() || ours.is_empty() {
                return subject.lacks(Path::project(n).at("expenditures", expenditure).key("amounts"));
            }
            for (cell, (one, other)) in ours.iter().zip(theirs).enumerate() {
                let (one_at, other_at) = (at("funding_sources", source, cell), at("expenditures", expenditure, cell));
                match (Figure::of(one_at, &one.value), Figure::of(other_at, &other.value)) {
                    (Some(one_figure), Some(other_figure)) => subject.same(one.label.as_str().unwrap_or(""), other_figure, one_figure),
                    (None, None) => {}
                    (None, _) => subject.lacks(one_at),
                    (_, None) => subject.lacks(other_at),
                }
            }
        });
    }
}

/// The row of 合计, where there is one only.
fn total(rows: &[AmountRow]) -> Option<usize> {
    let is_total = |row: &AmountRow| row.label.as_str().is_some_and(|label| matches!(fold_into(label).as_str(), "合计" | "总计"));
    let mut found = rows.iter().enumerate().filter(|(_, row)| is_total(row)).map(|(index, _)| index);
    found.next().filter(|_| found.next().is_none())
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let form = |source, expenditure| Sample::project().source(source).source("1、财政拨款 2022=9").expenditure(expenditure);
    vec![
        holds("each year", form("合计 2022=40 2023=45.5", "合计 2022=40 2023=45.50")),
        finds("digits changed places", form("合计 2022=150 2023=150", "合计 2022=105 2023=150"))
            .expected("150", "105")
            .difference("-45")
            .inputs(&["/projects/0/expenditures/0/amounts/0/value", "/projects/0/funding_sources/0/amounts/0/value"])
            .times(1),
        lacks("not as many columns", form("合计 2022=40 2023=45", "合计 2022=40")),
        lacks("a blank cell", form("合计 2022=40", "合计 2022=")),
        silent("no totals", form("财政拨款 2022=40", "工资 2022=40")),
    ]
}
