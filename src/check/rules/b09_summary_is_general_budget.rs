//! B09: where all money is of the general public budget, the expenditure summary is the general budget table.

use crate::check::path::Path;
use crate::check::report::{Finding, Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use crate::check::sides::all_is_general_budget;
use crate::check::table::{Row, Table, only};
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B09",
    name: "summary-is-general-budget",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Where all money is of the general public budget, the summary of expenditure and the general public budget table agree code by code.",
        zh: "全部资金均为一般公共预算时，部门支出总表与一般公共预算支出表逐科目一致。",
    },
    why: Phrase {
        en: "Then both tables print the same money by the same codes. A code that only one of them has was folded into another, or mistyped.",
        zh: "此时两表按相同科目列示同一笔资金。只出现在一表中的科目，多为并入其他科目或编码有误。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit. A code with nothing but noughts may be missing.",
        zh: "最后一位数字的一个单位。金额全为0的科目可以缺省。",
    },
    example: Phrase {
        en: "21007 计划生育事务 0.35 stands in the summary, but not in the general public budget table.",
        zh: "21007计划生育事务0.35列在支出总表中，但一般公共预算支出表没有该科目。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let (Some(all), Some(general)) = (only(record, TableKind::ExpenditureSummary), only(record, TableKind::GeneralPublicBudgetExpenditure))
    else {
        return;
    };
    let empty = |table: Table| table.rows().all(|row| row.code().is_none());
    if empty(all) || empty(general) {
        return;
    }
    match all_is_general_budget(record) {
        Some(false) => {}
        None => report.subject(general.at(), |subject| subject.lacks(Path::document("budget_tables"))),
        Some(true) => report.subject(general.at(), |subject| match (by_code(all), by_code(general)) {
            _ if !all.has_unit() || !general.has_unit() => subject.lacks(general.at().key("unit")),
            (Some(ours), Some(theirs)) => compare((all, &ours), (general, &theirs), subject),
            (None, _) => subject.lacks(all.at().key("rows")),
            (_, None) => subject.lacks(general.at().key("rows")),
        }),
    }
}

type Codes<'a> = BTreeMap<&'a str, Row<'a>>;

/// Rows by code; `None` where a code is printed twice.
fn by_code(table: Table<'_>) -> Option<Codes<'_>> {
    let mut codes = BTreeMap::new();
    let twice = table.rows().filter_map(|row| Some((row.code()?, row))).any(|(code, row)| codes.insert(code, row).is_some());
    (!twice).then_some(codes)
}

fn compare<'a>(all: (Table<'a>, &Codes<'a>), general: (Table<'a>, &Codes<'a>), subject: &mut Subject<'_, 'a>) {
    for (code, row) in general.1 {
        let Some(twin) = all.1.get(code) else {
            alone(general.0, *row, all.0, subject);
            continue;
        };
        for column in &general.0.table.columns {
            if let (Some(one), Some(other)) = (general.0.figure(*row, &column.key), all.0.figure(*twin, &column.key)) {
                subject.same(row.title(), one, other);
            }
        }
    }
    for (_, row) in all.1.iter().filter(|(code, _)| !general.1.contains_key(*code)) {
        alone(all.0, *row, general.0, subject);
    }
}

/// A code with money that the other table does not have.
fn alone<'a>(table: Table<'a>, row: Row<'a>, other: Table<'a>, subject: &mut Subject<'_, 'a>) {
    let Some(figure) = table.figure(row, "total").filter(|figure| !figure.printed.is_zero()) else { return };
    let (title, other) = (row.title(), other.table.title.as_str().unwrap_or(""));
    let message = subject.say(
        format_args!("{title}: {figure} is printed here, but {other} has no such code"),
        format_args!("{title}：此处列示{figure}，但{other}中没有该科目"),
    );
    subject.finds(Finding {
        inputs: vec![table.row_at(row).key("code"), figure.at],
        actual: Some(figure.to_string()),
        difference: Some(figure.printed),
        message,
        ..Finding::default()
    });
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let three = |sources, all, general| {
        Sample::new()
            .table(TableKind::RevenueSummary, "total general_public_budget", sources)
            .table(TableKind::ExpenditureSummary, "total basic project", all)
            .table(TableKind::GeneralPublicBudgetExpenditure, "total basic project", general)
    };
    let own = "- 合计 12 12";
    vec![
        holds("the same codes", three(own, "210 卫生健康支出 12 8 4", "210 卫生健康支出 12.0 8 4\n 213 农林水支出 0 0 0")),
        finds("another amount", three(own, "210 卫生健康支出 12.0 8 4", "210 卫生健康支出 12.5 8 4"))
            .expected("12万元", "12.5万元")
            .inputs(&["/budget_tables/2/rows/0/values/total", "/budget_tables/1/rows/0/values/total"])
            .times(1),
        finds("a code of one table only", three(own, "210 卫生健康支出 12 8 4\n 213 农林水支出 1 1 0", "210 卫生健康支出 12 8 4"))
            .inputs(&["/budget_tables/1/rows/1/code", "/budget_tables/1/rows/1/values/total"]),
        lacks("nobody says that all is general budget", three("- 合计 12 -", "210 卫生健康支出 12 8 4", "210 卫生健康支出 12 8 4")),
        lacks("a code twice", three(own, "210 卫生健康支出 12 8 4\n 210 卫生健康支出 12 8 4", "210 卫生健康支出 12 8 4")),
        silent("other money too", three("- 合计 15 12", "210 卫生健康支出 15 8 7", "210 卫生健康支出 12 8 4")),
        silent("one table only", Sample::new().table(TableKind::ExpenditureSummary, "total", "210 卫生健康支出 12")),
    ]
}
