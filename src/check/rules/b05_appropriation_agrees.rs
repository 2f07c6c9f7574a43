//! B05: where all money is appropriation, tables one and four agree line by line.

use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use std::collections::BTreeMap;

use crate::check::report::Finding;
use crate::check::sides::{all_is_appropriation, two_sided_of};
use crate::check::table::{Row, Table};
use crate::model::record::{Record, Side, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B05",
    name: "appropriation-agrees",
    severity: Severity::Fail,
    holds: Phrase {
        en: "Where all money is appropriation, the summary of revenue and expenditure and the summary of appropriation agree line by line.",
        zh: "全部收入均为财政拨款时，部门收支总表与财政拨款收支总表逐行一致。",
    },
    why: Phrase {
        en: "Then both tables print the same money. A number on a neighbouring line of one of them is a frequent slip.",
        zh: "此时两表列示的是同一笔资金。常见错误是其中一表的金额填错了行。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit; blank counts as 0.", zh: "最后一位数字的一个单位；空白按0计算。"
    },
    example: Phrase {
        en: "七、卫生健康支出 3164.72 in one table and 0 in the other, where 八、节能环保支出 is 3164.72.",
        zh: "一表中七、卫生健康支出3164.72，另一表中为0，而八、节能环保支出为3164.72。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    let (Some(one), Some(other)) =
        (two_sided_of(record, TableKind::RevenueExpenditureSummary), two_sided_of(record, TableKind::FiscalAppropriationSummary))
    else {
        return;
    };
    match all_is_appropriation(one.0, one.1) {
        Some(true) => report.subject(other.0.at(), |subject| {
            if one.0.has_unit() && other.0.has_unit() { compare(one, other, subject) } else { subject.lacks(other.0.at().key("unit")) }
        }),
        Some(false) => {}
        None => report.subject(other.0.at(), |subject| subject.lacks(one.0.at().key("rows"))),
    }
}

fn compare<'a>(one: (Table<'a>, &'static str), other: (Table<'a>, &'static str), subject: &mut Subject<'_, 'a>) {
    let (ours, theirs) = (by_name(one.0), by_name(other.0));
    for (key, row) in &theirs {
        let (Some(row), Some(Some(twin))) = (row, ours.get(key)) else { continue };
        match (other.0.figure(*row, other.1), one.0.figure(*twin, one.1)) {
            (Some(found), Some(expected)) => subject.same(row.name(), found, expected),
            (None, Some(expected)) if !expected.printed.is_zero() => subject.lacks(other.0.cell_at(*row, other.1)),
            (Some(found), None) if !found.printed.is_zero() => {
                let message = subject.say(
                    format_args!("{}: {found} is printed, but nothing in the other table", row.name()),
                    format_args!("{}：列示{found}，但另一表为空白", row.name()),
                );
                subject.finds(Finding {
                    inputs: vec![other.0.cell_at(*row, other.1)],
                    expected: Some("0".to_owned()),
                    actual: Some(found.to_string()),
                    difference: Some(found.printed),
                    message,
                    ..Finding::default()
                });
            }
            _ => {}
        }
    }
}

/// Lines by side and name, `None` where a name is printed twice.
fn by_name(table: Table<'_>) -> BTreeMap<(Side, String), Option<Row<'_>>> {
    let mut names = BTreeMap::new();
    for side in [Side::Revenue, Side::Expenditure] {
        for row in table.side(side) {
            names.entry((side, row.bare_name())).and_modify(|row| *row = None).or_insert(Some(row));
        }
    }
    names
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let pair = |one, other| {
        Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", one).table(
            TableKind::FiscalAppropriationSummary,
            "budget",
            other,
        )
    };
    let one = "<- 一、财政拨款 12\n <- 本年收入合计 12\n >- 七、卫生健康支出 12\n >- 八、节能环保支出 0";
    vec![
        holds("the same lines under other numbers", pair(one, "<- 一、财政拨款 12\n >- 六、卫生健康支出 12\n >- 八、节能环保支出 -")),
        finds("the money is on the next line", pair(one, "<- 一、财政拨款 12\n >- 七、卫生健康支出 0\n >- 八、节能环保支出 12"))
            .expected("12万元", "0万元")
            .inputs(&["/budget_tables/1/rows/1/values/budget", "/budget_tables/0/rows/2/values/budget"])
            .times(2),
        lacks(
            "nobody says that all is appropriation",
            pair("<- 一、财政拨款 -\n <- 本年收入合计 12\n >- 七、卫生健康支出 12", "<- 一、财政拨款 12"),
        ),
        silent(
            "not all is appropriation",
            pair("<- 一、财政拨款 12\n <- 三、其他资金 3\n <- 本年收入合计 15\n >- 七、卫生健康支出 15", "<- 一、财政拨款 12"),
        ),
        silent("one table only", Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", one)),
    ]
}
