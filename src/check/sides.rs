//! Tables that print revenue and expenditure beside each other: their sums, and lines by what they are called.

use super::table::{Row, Table, all, only};
use crate::model::record::{Record, RowKind, Side, TableKind};

/// Tables with two sides, and the column that their amounts stand in.
pub fn two_sided(record: &Record) -> impl Iterator<Item = (Table<'_>, &'static str)> {
    all(record)
        .filter(|table| table.table.rows.iter().any(|row| row.side.is_some()))
        .filter_map(|table| Some((table, table.main_column()?)))
}

/// The two-sided table of a kind, where there is one only.
pub fn two_sided_of(record: &Record, kind: TableKind) -> Option<(Table<'_>, &'static str)> {
    let table = only(record, kind)?;
    two_sided(record).find(|(own, _)| own.index == table.index)
}

/// The lines of a side that are no sums.
pub fn lines(table: Table<'_>, side: Side) -> impl Iterator<Item = Row<'_>> {
    table.side(side).filter(|row| row.row.kind != RowKind::Total)
}

/// The sum of a side: 收入合计, 支出总计. This year's sum stands for it where nothing is carried over.
pub fn grand(table: Table<'_>, side: Side) -> Option<Row<'_>> {
    let last = table.side(side).filter(|row| row.row.kind == RowKind::Total && !of_year(*row)).last();
    last.or_else(|| year_sum(table, side).filter(|_| !lines(table, Side::Revenue).chain(lines(table, Side::Expenditure)).any(carried)))
}

/// The sum of a side's year: 本年收入合计, 本年支出合计; the only sum of a side on which nothing is carried over.
pub fn year_total(table: Table<'_>, side: Side) -> Option<Row<'_>> {
    year_sum(table, side).or_else(|| grand(table, side).filter(|_| !lines(table, side).any(carried)))
}

fn year_sum(table: Table<'_>, side: Side) -> Option<Row<'_>> {
    table.side(side).find(|row| row.row.kind == RowKind::Total && of_year(*row))
}

fn of_year(row: Row) -> bool {
    row.bare_name().starts_with("本年")
}

/// 上年结余结转, 结转下年: money of another year.
pub fn carried(row: Row) -> bool {
    let name = row.bare_name();
    ["结转", "结余"].iter().any(|word| name.contains(word)) && ["上年", "下年", "年初", "年末"].iter().any(|word| name.contains(word))
}

/// 一、财政拨款: the line that its sources divide.
pub fn is_appropriation(row: Row) -> bool {
    matches!(row.bare_name().as_str(), "财政拨款" | "财政拨款收入" | "本年财政拨款" | "财政拨款(补助)收入")
}

/// 其中：一般公共预算拨款, 政府性基金预算拨款, 国有资本经营预算拨款: sources of the appropriation.
pub fn is_source(row: Row) -> bool {
    let name = row.bare_name();
    let budget = ["一般公共预算", "政府性基金", "国有资本经营预算"].iter().any(|word| name.starts_with(word));
    budget && name.contains("拨款") && !carried(row)
}

/// Whether the year's revenue is the appropriation and nothing else; `None` where a number is missing.
pub fn all_is_appropriation(table: Table, column: &'static str) -> Option<bool> {
    let year = table.figure(year_total(table, Side::Revenue)?, column)?;
    let line = lines(table, Side::Revenue).find(|row| is_appropriation(*row))?;
    let appropriation = table.figure(line, column)?;
    let inherited = lines(table, Side::Revenue).filter(|row| carried(*row)).filter_map(|row| table.figure(row, column));
    Some(appropriation.value() == year.value() && inherited.into_iter().all(|figure| figure.printed.is_zero()))
}

/// Whether all revenue is of the general public budget.
pub fn all_is_general(table: Table, column: &'static str) -> bool {
    let general = lines(table, Side::Revenue).find(|row| is_source(*row) && row.bare_name().starts_with("一般公共预算"));
    let total = grand(table, Side::Revenue);
    let figures = general.zip(total).and_then(|(general, total)| Some((table.figure(general, column)?, table.figure(total, column)?)));
    figures.is_some_and(|(general, total)| general.value() == total.value())
}

/// Whether all the document's money is of the general public budget; `None` where no table says it.
pub fn all_is_general_budget(record: &Record) -> Option<bool> {
    let by_unit = only(record, TableKind::RevenueSummary).and_then(|table| {
        let total = table.total()?;
        let (all, general) = (table.figure(total, "total")?, table.figure(total, "general_public_budget")?);
        Some(all.value() == general.value())
    });
    let by_side = || {
        let (table, column) = two_sided_of(record, TableKind::RevenueExpenditureSummary)?;
        let general = lines(table, Side::Revenue).find(|row| is_source(*row) && row.bare_name().starts_with("一般公共预算"))?;
        let (all, general) = (table.figure(grand(table, Side::Revenue)?, column)?, table.figure(general, column)?);
        Some(all.value() == general.value())
    };
    by_unit.or_else(by_side)
}
