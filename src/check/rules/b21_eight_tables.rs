//! B21: the eight tables of a department's budget are there.

use crate::check::report::{Finding, Report};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks};

use std::collections::BTreeSet;

use crate::check::path::Path;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B21",
    name: "eight-tables",
    severity: Severity::Warn,
    holds: Phrase {
        en: "A department's budget publishes eight tables: revenue and expenditure, revenue, expenditure, appropriation, general public budget, its basic expenditure, the three public expenses, and government funds.",
        zh: "部门预算应公开八张表：收支总表、收入总表、支出总表、财政拨款收支总表、一般公共预算支出表、一般公共预算基本支出表、“三公”经费支出表、政府性基金预算支出表。",
    },
    why: Phrase {
        en: "The Ministry of Finance asks for them, empty ones with a note (财预〔2016〕143号). A missing one was often only lost in publishing.",
        zh: "财政部要求公开（财预〔2016〕143号），没有数据的列空表并说明。缺少的表常在发布时遗漏。",
    },
    tolerance: Phrase {
        en: "Documents with fewer than three kinds of tables are taken for excerpts.",
        zh: "少于三种表的文件视为节选，不作判断。",
    },
    example: Phrase { en: "Seven tables, none of government funds.", zh: "只有七张表，缺政府性基金预算支出表。" },
    evaluate,
    #[cfg(test)]
    cases,
};

/// The tables and what they are called.
const TABLES: [(TableKind, &str); 8] = [
    (TableKind::RevenueExpenditureSummary, "收支总体情况表"),
    (TableKind::RevenueSummary, "收入总体情况表"),
    (TableKind::ExpenditureSummary, "支出总体情况表"),
    (TableKind::FiscalAppropriationSummary, "财政拨款收支总体情况表"),
    (TableKind::GeneralPublicBudgetExpenditure, "一般公共预算支出情况表"),
    (TableKind::GeneralPublicBudgetBasicExpenditure, "一般公共预算基本支出情况表"),
    (TableKind::ThreePublicExpenses, "“三公”经费支出情况表"),
    (TableKind::GovernmentFundExpenditure, "政府性基金预算支出情况表"),
];

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let kinds: BTreeSet<TableKind> = record.budget_tables.iter().map(|table| table.kind).collect();
    let there = TABLES.iter().filter(|(kind, _)| kinds.contains(kind)).count();
    if there == 0 {
        return;
    }
    report.subject(Path::DOCUMENT, |subject| {
        let missing: Vec<&str> = TABLES.iter().filter(|(kind, _)| !kinds.contains(kind)).map(|(_, name)| *name).collect();
        match missing.len() {
            0 => subject.holds(),
            _ if there < 3 => subject.lacks(Path::document("budget_tables")),
            _ => {
                let names = missing.join("、");
                let message =
                    subject.say(format_args!("expected eight tables, not found: {names}"), format_args!("应有八张表，缺少：{names}"));
                let inputs = (0..record.budget_tables.len()).map(|n| Path::table(n).key("title")).collect();
                subject.finds(Finding {
                    inputs,
                    expected: Some("8".to_owned()),
                    actual: Some(there.to_string()),
                    message,
                    ..Finding::default()
                });
            }
        }
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let with = |count: usize| TABLES.iter().take(count).fold(Sample::new(), |sample, (kind, _)| sample.table(*kind, "total", ""));
    vec![
        holds("eight", with(8)),
        finds("seven", with(7)).expected("8", "7"),
        lacks("an excerpt", with(2)),
        crate::check::sample::silent("forms only", Sample::project()),
    ]
}
