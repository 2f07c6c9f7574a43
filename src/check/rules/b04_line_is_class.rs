//! B04: a line of the summary is that class in the table by function.

use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::sides::{all_is_general, carried, lines, two_sided_of};
use crate::check::table::{Row, Table, only};
use crate::model::record::{Record, RowKind, Side, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B04",
    name: "line-is-class",
    severity: Severity::Fail,
    holds: Phrase {
        en: "A function's line in the summary is the amount of that class in the table by function.",
        zh: "收支总表中某类支出的金额等于按功能分类的支出表中该类的金额。",
    },
    why: Phrase {
        en: "Both tables print the same classes (类) of expenditure. An amount on a neighbouring line is a frequent slip.",
        zh: "两表列示的是同样的支出类级科目。常见错误是金额填错了行。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit. What is carried forward may be part of the class or not. The summary of appropriation is compared only where all of it is general public budget.",
        zh: "最后一位数字的一个单位。结转下年支出是否计入类级科目均可。财政拨款收支总表仅在全部为一般公共预算时比较。",
    },
    example: Phrase {
        en: "The summary prints 八、节能环保支出 3164.72 and 七、卫生健康支出 0; the table by function has 210 卫生健康支出 3164.72 only.",
        zh: "收支总表列八、节能环保支出3164.72，七、卫生健康支出0；支出表只有210卫生健康支出3164.72。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// The summary, and the table that says the same by function.
const PAIRS: [(TableKind, TableKind); 2] = [
    (TableKind::RevenueExpenditureSummary, TableKind::ExpenditureSummary),
    (TableKind::FiscalAppropriationSummary, TableKind::GeneralPublicBudgetExpenditure),
];

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (summary, by_function) in PAIRS {
        let (Some((summary, column)), Some(table)) = (two_sided_of(record, summary), only(record, by_function)) else { continue };
        let lines: Vec<Row> = lines(summary, Side::Expenditure).filter(|row| !carried(*row)).collect();
        let classes: Vec<Row> = table.rows().filter(|row| row.row.kind == RowKind::Class).collect();
        let general = by_function != TableKind::GeneralPublicBudgetExpenditure || all_is_general(summary, column);
        if lines.is_empty() || classes.is_empty() || !general {
            continue;
        }
        report.subject(summary.at(), |subject| {
            if !summary.has_unit() || !table.has_unit() {
                return subject.lacks(if summary.has_unit() { table.at() } else { summary.at() }.key("unit"));
            }
            compare(summary, column, &lines, table, &classes, subject);
        });
    }
}

fn compare<'a>(
    summary: Table<'a>,
    column: &'static str,
    lines: &[Row<'a>],
    table: Table<'a>,
    classes: &[Row<'a>],
    subject: &mut Subject<'_, 'a>,
) {
    let mut unmatched = false;
    for class in classes {
        let mut same = lines.iter().filter(|line| line.bare_name() == class.bare_name());
        let (Some(line), None) = (same.next(), same.next()) else {
            unmatched = true;
            subject.lacks(table.row_at(*class).key("name"));
            continue;
        };
        match (summary.figure(*line, column), table.figure(*class, "total")) {
            (Some(one), Some(other)) => {
                // 结转下年支出 is a column of one table and a line of the other.
                let forward = table.figure(*class, "carried_forward").map(|figure| figure.value()).unwrap_or_default();
                if one.value() == other.value().saturating_sub(forward) {
                    subject.holds();
                } else {
                    subject.same(line.name(), one, other);
                }
            }
            (None, Some(other)) if other.printed.is_zero() => subject.holds(),
            (None, _) => subject.lacks(summary.cell_at(*line, column)),
            (_, None) => subject.lacks(table.cell_at(*class, "total")),
        }
    }
    // A class by another name may be the line's own.
    if unmatched {
        return;
    }
    // A line with money that the other table has no class for.
    for line in lines.iter().filter(|line| line.is_numbered() && !classes.iter().any(|class| class.bare_name() == line.bare_name())) {
        let Some(figure) = summary.figure(*line, column).filter(|figure| !figure.printed.is_zero()) else { continue };
        let title = table.table.title.as_str().unwrap_or("");
        let message = subject.say(
            format_args!("{}: {figure} is printed, but {title} has no such class", line.name()),
            format_args!("{}：列示{figure}，但{title}中没有该类", line.name()),
        );
        subject.finds(crate::check::report::Finding {
            inputs: vec![summary.cell_at(*line, column)],
            expected: Some(figure.shown(rust_decimal::Decimal::ZERO)),
            actual: Some(figure.to_string()),
            difference: Some(figure.printed),
            message,
            ..Default::default()
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let pair = |lines, rows| {
        Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", lines).table(
            TableKind::ExpenditureSummary,
            "total basic carried_forward",
            rows,
        )
    };
    let health = "210 卫生健康支出 12.5 12.5 0\n 21011 行政事业单位医疗 12.5 12.5 0";
    let appropriation = |rows| {
        Sample::new().table(TableKind::FiscalAppropriationSummary, "budget", rows).table(
            TableKind::GeneralPublicBudgetExpenditure,
            "total",
            "210 卫生健康支出 12",
        )
    };
    vec![
        holds("the same class", pair(">- 六、教育支出 0\n >- 七、卫生健康支出 12.5", health)),
        holds("without what is carried forward", pair(">- 七、卫生健康支出 12", "210 卫生健康支出 13 12 1")),
        finds("the money is on the next line", pair(">- 七、卫生健康支出 0\n >- 八、节能环保支出 12.5", health))
            .expected("12.5万元", "0万元")
            .difference("-12.5")
            .inputs(&["/budget_tables/0/rows/0/values/budget", "/budget_tables/1/rows/0/values/total"])
            .times(2),
        finds(
            "the appropriation too, where it is all general budget",
            appropriation("<- 一、财政拨款 12\n <- 其中：一般公共预算拨款 12\n <- 收入合计 12\n >- 七、卫生健康支出 15"),
        ),
        silent(
            "an appropriation that is not all general budget",
            appropriation(
                "<- 一、财政拨款 15\n <- 其中：一般公共预算拨款 12\n <- 政府性基金预算拨款 3\n <- 收入合计 15\n >- 七、卫生健康支出 15",
            ),
        ),
        lacks("a class by another name", pair(">- 七、医疗卫生与计划生育支出 -", health)),
        lacks("a table without a unit", pair(">- 七、卫生健康支出 12.5", health).in_table(|table| table.unit = Default::default())),
        silent("one of the tables only", Sample::new().table(TableKind::ExpenditureSummary, "total", "210 卫生健康支出 12")),
    ]
}
