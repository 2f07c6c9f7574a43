//! “三公”经费 in one row: the lines of the usual table stand as headers above their amounts.
//!
//! ```text
//! table = [ { year-header } ] , header , [ header ] , amount , { amount }
//! ```
//! Comes out as the usual table does: one row for each header, one column for each year.

use std::ops::Range;

use super::{is_amount, placeholders, role};
use crate::expression::number;
use crate::grammar::BudgetColumn;
use crate::model::coverage::Structure;
use crate::model::parsed::{ParsedRow, Raw};
use crate::parse::context::Context;
use crate::parse::rows::{CellText, Item, rows as rows_of};

type Read = (Vec<(String, Raw)>, Vec<ParsedRow>);

/// The columns and rows in `range`; `None` where it is no such table.
pub(super) fn rows(cx: &mut Context, range: Range<usize>) -> Option<Read> {
    const FEWEST: usize = 3;
    let mut heads: Vec<Vec<CellText>> = Vec::new();
    let mut amounts: Vec<CellText> = Vec::new();
    for item in rows_of(cx, range, usize::MAX) {
        let Item::Row(cells) = item else { continue };
        let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        if filled.is_empty()
            || filled.iter().any(|cell| cell.raw.extent().is_some_and(|span| crate::parse::titles::unit_line(cx, span).is_some()))
        {
            continue;
        }
        if !heads.is_empty() && placeholders(cx, &cells) {
            continue;
        }
        if filled.iter().all(|cell| is_amount(cx, cell)) {
            let numbers = filled.iter().filter(|cell| number::whole(&cell.raw.joined(cx.text)).is_some()).count();
            if numbers == 0 || !amounts.is_empty() {
                return None;
            }
            amounts = cells;
        } else if amounts.is_empty() {
            heads.push(cells);
        } else {
            return None;
        }
    }
    let years: Vec<CellText> = match heads.first() {
        Some(top) if heads.len() > 1 && top.iter().all(|cell| cell.raw.is_empty() || role(cx, cell) == Some(BudgetColumn::Budget)) => {
            heads.remove(0)
        }
        _ => Vec::new(),
    };
    let place = |cells: &[CellText], at: usize| cells.get(at).map(|cell| cell.raw.clone()).unwrap_or_default();
    let left = |cells: &[CellText], at: usize| (0..=at).rev().map(|i| place(cells, i)).find(|raw| !raw.is_empty()).unwrap_or_default();
    if heads.is_empty() || heads.len() > 2 || amounts.len() < FEWEST || heads.iter().any(|head| head.len() > amounts.len()) {
        return None;
    }
    let mut columns: Vec<(String, Raw)> = Vec::new();
    let mut found: Vec<ParsedRow> = Vec::new();
    for (at, amount) in amounts.iter().enumerate() {
        let lowest = heads.last().map(|head| place(head, at)).unwrap_or_default();
        // 小计 says the sum of what stands above it.
        let sum = cx.folded(&lowest) == "小计";
        let name = if lowest.is_empty() || sum { left(&heads[0], at) } else { lowest.clone() };
        if name.is_empty() {
            return None;
        }
        let year = left(&years, at);
        let column = match columns.iter().position(|(_, label)| *label == year) {
            Some(column) => column,
            None => {
                columns.push((if columns.is_empty() { "budget".to_owned() } else { format!("budget_{}", columns.len() + 1) }, year));
                columns.len() - 1
            }
        };
        let same = cx.folded(&name);
        let row = match found.iter().position(|row| cx.folded(&row.name) == same).filter(|_| column > 0) {
            Some(row) => row,
            None => {
                found.push(ParsedRow { name: name.clone(), ..ParsedRow::default() });
                found.len() - 1
            }
        };
        found[row].values.resize(column, Raw::default());
        found[row].values.push(amount.raw.clone());
    }
    found.iter_mut().for_each(|row| row.values.resize(columns.len(), Raw::default()));
    for cell in heads.iter().chain([&years]).flatten() {
        cx.mark_raw(&cell.raw, Structure::Header);
    }
    Some((columns, found))
}
