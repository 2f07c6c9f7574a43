//! B01: both sides of a table of revenue and expenditure end in the same sum.

use crate::check::report::Report;
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};

use crate::check::sides::{grand, two_sided};
#[cfg(test)]
use crate::model::record::TableKind;
use crate::model::record::{Record, Side};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B01",
    name: "revenue-is-expenditure",
    severity: Severity::Fail,
    holds: Phrase { en: "Total revenue (收入合计) is total expenditure (支出合计).", zh: "收入合计等于支出合计。" },
    why: Phrase {
        en: "A budget balances: what is not spent is carried into next year and stands on the side of expenditure.",
        zh: "预算收支平衡：未支出部分作为结转下年列在支出方。",
    },
    tolerance: Phrase { en: "One unit of the last printed digit.", zh: "最后一位数字的一个单位。" },
    example: Phrase { en: "收入合计 3164.72, 支出合计 3146.72.", zh: "收入合计3164.72，支出合计3146.72。" },
    evaluate,
    #[cfg(test)]
    cases,
};

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for (table, column) in two_sided(record) {
        let totals = (grand(table, Side::Revenue), grand(table, Side::Expenditure));
        let (Some(revenue), Some(expenditure)) = totals else { continue };
        report.subject(table.at(), |subject| match (table.figure(revenue, column), table.figure(expenditure, column)) {
            (Some(one), Some(other)) => subject.same(format_args!("{} = {}", revenue.name(), expenditure.name()), one, other),
            (None, _) => subject.lacks(table.cell_at(revenue, column)),
            (_, None) => subject.lacks(table.cell_at(expenditure, column)),
        });
    }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", rows);
    vec![
        holds("the same sum", table("<- 收入合计 3164.72\n >- 支出合计 3164.72")),
        holds(
            "this year's sums may differ",
            table("<- 本年收入合计 10\n >- 本年支出合计 12\n <- 上年结转 2\n <- 收入总计 12\n >- 支出总计 12"),
        ),
        finds("a slip in one of them", table("<- 收入合计 3164.72\n >- 支出合计 3146.72"))
            .expected("3146.72万元", "3164.72万元")
            .difference("18")
            .inputs(&["/budget_tables/0/rows/0/values/budget", "/budget_tables/0/rows/1/values/budget"]),
        lacks("a sum that is not printed", table("<- 收入合计 3164.72\n >- 支出合计 -")),
        silent(
            "this year's sums only, with money left over from the last one",
            table("<- 本年收入合计 10\n >- 本年支出合计 12\n <- 上年结转 2"),
        ),
        silent("no sums", table("<- 财政拨款 10\n >- 教育支出 10")),
    ]
}
