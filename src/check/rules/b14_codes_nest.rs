//! B14: codes have 3, 5 or 7 digits, each below the shorter one that it begins with.

use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeSet;

use crate::check::table::{Row, Table, all};
#[cfg(test)]
use crate::model::check::Status;
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B14",
    name: "codes-nest",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Codes of functions and of economic purposes have 3, 5 or 7 digits, and a longer one stands below the shorter one that it begins with.",
        zh: "功能分类和经济分类科目编码为3、5、7位，下级科目列在其上级科目之下。",
    },
    why: Phrase {
        en: "类, 款 and 项 are parts of one code. A code of another length is mistyped; a code whose class is not printed was moved or mistyped.",
        zh: "类、款、项是同一编码的逐级组成。其他位数为录入错误；缺少上级的科目可能错位或编码有误。",
    },
    tolerance: Phrase {
        en: "A missing parent is a warning, and only in tables that print that level at all.",
        zh: "缺少上级仅作警告，且仅在该表列示该级科目时。",
    },
    example: Phrase { en: "21015011 行政运行: a code of 8 digits.", zh: "21015011行政运行：编码为8位。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        // Codes of units are not of this kind.
        if matches!(table.table.kind, TableKind::RevenueSummary | TableKind::Other) {
            continue;
        }
        let coded: Vec<Row> = table.rows().filter(|row| row.row.code.is_some()).collect();
        if !coded.is_empty() {
            report.subject(table.at(), |subject| nest(table, &coded, subject));
        }
    }
}

fn nest<'a>(table: Table<'a>, coded: &[Row<'a>], subject: &mut Subject<'_, 'a>) {
    let codes: BTreeSet<&str> = coded.iter().filter_map(|row| row.code()).collect();
    let lengths: BTreeSet<usize> = codes.iter().map(|code| code.len()).collect();
    for row in coded {
        let printed = row.row.code.as_str().unwrap_or("");
        let at = table.row_at(*row).key("code");
        let Some(code) = row.code() else {
            // Stars, blanks between digits: not a code that could be compared.
            subject.lacks(at);
            continue;
        };
        if !matches!(code.len(), 3 | 5 | 7) {
            let message = subject.say(
                format_args!("{}: expected a code of 3, 5 or 7 digits, found {}", row.title(), code.len()),
                format_args!("{}：编码应为3、5或7位，实为{}位", row.title(), code.len()),
            );
            subject.finds(Finding { inputs: vec![at], actual: Some(printed.to_owned()), message, ..Finding::default() });
            continue;
        }
        let parents = [3, 5].into_iter().filter(|length| *length < code.len() && lengths.contains(length));
        let missing: Vec<&str> = parents.map(|length| &code[..length]).filter(|parent| !codes.contains(parent)).collect();
        match missing.first() {
            None => subject.holds(),
            Some(parent) => {
                let message = subject.say(
                    format_args!("{}: the table has no row {parent} that it would be part of", row.title()),
                    format_args!("{}：表中没有其上级科目{parent}", row.title()),
                );
                subject.finds(Finding {
                    inputs: vec![at],
                    expected: Some((*parent).to_owned()),
                    actual: Some(printed.to_owned()),
                    message,
                    severity: Some(Severity::Warn),
                    ..Finding::default()
                });
            }
        }
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total", rows);
    vec![
        holds("three levels", table("210 卫生健康支出 1\n 21015 医疗保障管理事务 1\n 2101501 行政运行 1")),
        holds("items right below classes", table("210 卫生健康支出 1\n 2101501 行政运行 1")),
        finds("eight digits", table("210 卫生健康支出 1\n 21015011 行政运行 1"))
            .status(Status::Fail)
            .inputs(&["/budget_tables/0/rows/1/code"]),
        finds("another class", table("210 卫生健康支出 1\n 21115 医疗保障管理事务 1")).status(Status::Warn).expected("211", "21115"),
        lacks("no digits", table("21O 卫生健康支出 1")),
        silent("units", Sample::new().table(TableKind::RevenueSummary, "total", "058 某局 1\n 058001 某局机关 1")),
    ]
}
