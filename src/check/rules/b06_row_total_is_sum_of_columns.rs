//! B06: a row's total is the sum of the columns beside it.

use crate::check::equation::Equation;
use crate::check::figure::Figure;
use crate::check::report::{Report, Subject};
use crate::check::rule::{Phrase, Rule, Severity};
#[cfg(test)]
use crate::check::sample::{Case, Sample, finds, holds, lacks, silent};
use crate::check::table::{Row, Table, all};
use crate::model::record::{Record, TableKind};

/// The rule.
pub static RULE: Rule = Rule {
    id: "B06",
    name: "row-total-is-sum-of-columns",
    severity: Severity::Fail,
    holds: Phrase { en: "A row's total is the sum of the columns that divide it.", zh: "每行的合计等于其各分栏之和。" },
    why: Phrase {
        en: "The columns say what the total consists of. A row that fails alone is a slip in that row; where its code's sum fails too, the number at the crossing is named.",
        zh: "各分栏说明合计的构成。仅一行不符时，该行有误；若同一科目的上下级之和也不符，则指出交叉处的数字。",
    },
    tolerance: Phrase {
        en: "One unit of the last printed digit for each part that is not nought. A blank counts as 0; where a column prints its noughts, or leaves no other row blank, it is a number that was lost. Whether 结转下年支出 is part of the total is left open.",
        zh: "每个非零加数允许最后一位数字的一个单位。空白按0计算；栏内零值均已列示或别无空白时，空白视为漏缺。结转下年支出是否计入合计，不作要求。",
    },
    example: Phrase {
        en: "21015 医疗保障管理事务: 总计 50, 基本支出 50, 项目支出 4: 50 + 4 = 54, but 50 is printed.",
        zh: "21015 医疗保障管理事务：总计50，基本支出50，项目支出4：50 + 4 = 54，但列示为50。",
    },
    evaluate,
    #[cfg(test)]
    cases,
};

/// Columns that divide a row's total, by what the table shows.
fn parts(kind: TableKind) -> &'static [&'static str] {
    match kind {
        TableKind::RevenueSummary => &[
            "general_public_budget",
            "government_fund",
            "state_capital",
            "special_account",
            "business",
            "operating",
            "other_funds",
            "carried_over",
        ],
        TableKind::ExpenditureSummary
        | TableKind::GeneralPublicBudgetExpenditure
        | TableKind::GovernmentFundExpenditure
        | TableKind::StateCapitalExpenditure => {
            &["basic", "project", "operating", "other", "transfer_up", "subsidy_down", "carried_forward"]
        }
        TableKind::GeneralPublicBudgetBasicExpenditure => &["personnel", "public"],
        _ => &[],
    }
}

fn evaluate<'a>(record: &'a Record, report: &mut Report<'a>) {
    for table in all(record) {
        let parts = parts(table.table.kind);
        let columns: Vec<&'static str> = parts.iter().copied().filter(|part| table.has(part)).collect();
        if columns.len() < 2 || !table.has("total") || table.table.rows.is_empty() {
            continue;
        }
        // A further column may be a part too, or a part of a part: nobody knows what the total consists of.
        let unknown = table.table.columns.iter().find(|column| column.key != "total" && !columns.contains(&column.key.as_str()));
        report.subject(table.at(), |subject| match unknown {
            Some(column) => subject.lacks(table.at().key("columns").key(&column.key)),
            None => {
                let printed: Vec<&str> = columns.iter().copied().filter(|column| table.leaves_no_blanks(column)).collect();
                table.rows().for_each(|row| adds_up(table, row, &columns, &printed, subject));
            }
        });
    }
}

fn adds_up<'a>(table: Table<'a>, row: Row<'a>, columns: &[&'static str], printed: &[&'static str], subject: &mut Subject<'_, 'a>) {
    let parts: Vec<Figure> = columns.iter().filter_map(|column| table.figure(row, column)).collect();
    let Some(total) = table.figure(row, "total") else {
        // A line without any number says nothing.
        if !parts.is_empty() {
            subject.lacks(table.cell_at(row, "total"));
        }
        return;
    };
    let lost = printed.iter().find(|column| !row.prints(column));
    if let Some(lost) = lost.filter(|_| !Equation::new(total, parts.clone()).holds()) {
        return subject.lacks(table.cell_at(row, lost));
    }
    if parts.is_empty() {
        return subject.lacks(table.cell_at(row, columns[0]));
    }
    let whole = Equation::new(total, parts);
    let equation = if whole.holds() { whole } else { without_forward(table, row, whole) };
    subject.equation(row.title(), equation, None);
}

/// What is carried forward is no part of the total where the other columns are all of it.
fn without_forward<'a>(table: Table<'a>, row: Row<'a>, whole: Equation<'a>) -> Equation<'a> {
    let forward = table.cell_at(row, "carried_forward");
    let own = Equation::new(whole.whole, whole.parts.iter().copied().filter(|part| part.at != forward).collect());
    if own.holds() { own } else { whole }
}

#[cfg(test)]
fn cases() -> Vec<Case> {
    let table = |rows| Sample::new().table(TableKind::ExpenditureSummary, "total basic project carried_forward", rows);
    let with_other = |kind, columns| Sample::new().table(kind, columns, "- 合计 10 4 6");
    vec![
        holds("each row adds up", table("- 合计 54.00 50.00 4.00 0\n 210 卫生健康支出 54.00 50.00 4.00 -")),
        holds("what is carried forward may be part of the total", table("- 合计 55 50 4 1")),
        holds("or not", table("- 合计 54 50 4 10")),
        finds("a project left out of the total", table("- 合计 54.00 50.00 4.00 0\n 210 卫生健康支出 50.00 50.00 4.00 0"))
            .expected("54万元", "50万元")
            .difference("-4")
            .inputs(&[
                "/budget_tables/0/rows/1/values/total",
                "/budget_tables/0/rows/1/values/basic",
                "/budget_tables/0/rows/1/values/project",
                "/budget_tables/0/rows/1/values/carried_forward",
            ])
            .times(1),
        finds(
            "the columns of basic expenditure",
            with_other(TableKind::GeneralPublicBudgetBasicExpenditure, "total personnel public").in_table(|table| {
                table.rows[0].values.0[0].1 = crate::check::sample::figure("17");
            }),
        ),
        lacks("a row that was cut off", table("- 合计 - - 685.0 0\n 2120303 小城镇 600 0 - -")),
        lacks("a blank where noughts are printed", table("- 合计 54 50 - 0\n 211 节能环保支出 40 - 30 0")),
        lacks("a row without a total", table("- 合计 - 50 4 0")),
        lacks("a column that may or may not be a part", with_other(TableKind::ExpenditureSummary, "total basic project project_2")),
        silent("a table of one column", Sample::new().table(TableKind::ExpenditureSummary, "total", "- 合计 10")),
        silent("a two-sided table", Sample::new().table(TableKind::RevenueExpenditureSummary, "budget", "<- 财政拨款 10")),
    ]
}
