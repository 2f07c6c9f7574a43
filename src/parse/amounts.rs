//! Rows of amounts by year: 项目资金来源 and 项目支出明细, and rows of 项目采购.
//!
//! ```text
//! table = { row-head | year-label | "金额" | "备注" } , { label , { number } }
//! ```
//! Nested tables come flattened, with their empty cells gone: a row that prints fewer numbers than
//! there are columns keeps its numbers, but not their columns.

use std::ops::Range;

use super::context::Context;
use super::rows::{CellText, Item, rows};
use super::titles;
use crate::expression::amount::amount;
use crate::expression::number;
use crate::grammar::TableColumn;
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Glue, ParsedAmountRow, Raw};
use crate::model::span::Span;

/// What the pieces of a section gave.
#[derive(Debug, Default)]
pub struct Amounts {
    /// Labels of the amount columns; empty ones where only 金额 is printed.
    pub columns: Vec<Raw>,
    /// The rows.
    pub rows: Vec<ParsedAmountRow>,
    /// Text behind the last row that is no row.
    pub after: Vec<usize>,
    /// Header and cell of each remark.
    pub remarks: Vec<(Raw, Raw)>,
}

/// Reads the section in `range`. `known`: columns of the table above, for a header that prints only 金额.
pub fn amounts(cx: &mut Context, range: Range<usize>, known: &[Raw], usual: impl Fn(&str) -> bool) -> Amounts {
    let grid = range.clone().any(|i| cx.pieces[i].row().is_some() && cx.pieces[i].column() > Some(0) && !cx.pieces[i].span.is_empty());
    if grid { in_grid(cx, range, known) } else { flattened(cx, range, known, usual) }
}

fn column(cx: &Context, text: &str) -> Option<TableColumn> {
    if text.len() > 60 { None } else { cx.words.tables.whole(text).map(|found| found.meaning) }
}

fn in_grid(cx: &mut Context, range: Range<usize>, known: &[Raw]) -> Amounts {
    let mut amounts = Amounts::default();
    // Grid column and label of each amount column, and of the remarks.
    let mut years: Vec<(u16, Raw)> = Vec::new();
    let mut sums: Vec<u16> = Vec::new();
    let mut row_head: Option<u16> = None;
    let mut remark: Option<(u16, Raw)> = None;
    for item in rows(cx, range, usize::MAX) {
        let cells = match item {
            Item::Row(cells) => cells,
            Item::Stray(piece) => {
                amounts.after.push(piece);
                continue;
            }
        };
        let filled: Vec<_> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        let heads: Vec<_> = filled.iter().map(|cell| column(cx, &cell.raw.joined(cx.text))).collect();
        let yearly = heads.contains(&Some(TableColumn::YearAmount)) && !filled.iter().any(|cell| is_amount(cx, &cell.raw));
        let heading = !filled.is_empty() && (heads.iter().all(Option::is_some) || yearly) && amounts.rows.is_empty();
        if heading {
            for (cell, head) in filled.iter().zip(&heads) {
                if head.is_some() {
                    cx.mark_raw(&cell.raw, Structure::Header);
                }
                match (head, cell.column) {
                    (Some(TableColumn::YearAmount | TableColumn::AnnualBudget | TableColumn::Current), Some(at)) => {
                        years.push((at, cell.raw.clone()))
                    }
                    (Some(TableColumn::Amount), Some(at)) => sums.push(at),
                    (Some(TableColumn::RowHead), at) => row_head = at,
                    (Some(TableColumn::Remark), Some(at)) => remark = Some((at, cell.raw.clone())),
                    _ => {}
                }
            }
            continue;
        }
        let Some(first) = filled.first() else { continue };
        let columns: Vec<(u16, Raw)> = if !years.is_empty() {
            years.clone()
        } else {
            sums.iter().enumerate().map(|(i, &at)| (at, inherited(known, sums.len(), i))).collect()
        };
        if columns.is_empty() {
            amounts.after.push(first.piece);
            continue;
        }
        // A row that lost the blank cell under the section's label stands one column to the left.
        let shift = row_head.zip(first.column).map_or(0, |(head, own)| head.saturating_sub(own));
        let own = |at: u16| {
            cells
                .iter()
                .find(|cell| cell.column.is_some() && cell.column == at.checked_sub(shift))
                .map(|cell| cell.raw.clone())
                .unwrap_or_default()
        };
        let row =
            ParsedAmountRow { label: first.raw.clone(), amounts: columns.iter().map(|(at, label)| (label.clone(), own(*at))).collect() };
        if let Some((at, header)) = &remark {
            amounts.remarks.push((header.clone(), own(*at)));
        }
        amounts.rows.push(row);
        amounts.columns = columns.into_iter().map(|(_, label)| label).collect();
    }
    amounts
}

/// Whether a cell holds an amount and nothing else, its unit printed or not.
fn is_amount(cx: &Context, raw: &Raw) -> bool {
    let text = raw.joined(cx.text);
    // A year is a header here.
    number::year(&text).is_none() && amount(&text, cx.words).is_some()
}

fn inherited(known: &[Raw], count: usize, index: usize) -> Raw {
    if known.len() == count { known[index].clone() } else { Raw::default() }
}

fn flattened(cx: &mut Context, range: Range<usize>, known: &[Raw], usual: impl Fn(&str) -> bool) -> Amounts {
    let mut amounts = Amounts::default();
    let mut sums = 0;
    let mut begun = false;
    let mut remark: Option<Raw> = None;
    // Pieces of labels since the last number: the last ones may be the text behind the table.
    let mut pending: Vec<usize> = Vec::new();
    for index in range {
        let span = cx.pieces[index].span;
        if span.is_empty() {
            continue;
        }
        let text = span.of(cx.text);
        // A line of running text may hold the whole header.
        let words: Vec<&str> = text.split_whitespace().collect();
        let heads: Vec<TableColumn> = words.iter().map_while(|word| column(cx, word)).collect();
        if !begun && words.len() > 1 && heads.len() == words.len() {
            cx.mark(span, Structure::Header);
            for (word, head) in words.iter().zip(heads) {
                let at = crate::expression::place(cx.text, word);
                match head {
                    TableColumn::YearAmount | TableColumn::AnnualBudget | TableColumn::Current => {
                        amounts.columns.push(Raw::line(Span::new(at.start, at.end)))
                    }
                    TableColumn::Amount => sums += 1,
                    TableColumn::Remark => remark = Some(Raw::line(Span::new(at.start, at.end))),
                    _ => {}
                }
            }
            continue;
        }
        let head = column(cx, text).filter(|_| !begun);
        if let Some(head) = head {
            cx.mark(span, Structure::Header);
            match head {
                TableColumn::YearAmount | TableColumn::AnnualBudget | TableColumn::Current => amounts.columns.push(Raw::line(span)),
                TableColumn::Amount => sums += 1,
                TableColumn::Remark => remark = Some(Raw::line(span)),
                _ => {}
            }
            continue;
        }
        begun = true;
        if titles::is_note(cx, span) {
            cx.mark(span, Structure::Note);
            continue;
        }
        // A clause behind a full row is its remark, where remarks have a column. Other words may be a row without amounts.
        if let (Some(header), Some(row)) = (&remark, amounts.rows.last())
            && row.amounts.len() == amounts.columns.len().max(sums)
            && !row.amounts.is_empty()
            && !names_row(cx, span)
            && text.contains(['，', '。', '；', ','])
            && words.last().is_none_or(|word| amount(word, cx.words).is_none())
        {
            amounts.remarks.push((header.clone(), Raw::line(span)));
            continue;
        }
        // One line may hold a whole row.
        // A dash is a blank amount, which flattened text has kept.
        let is_amount = |word: &&&str| amount(word, cx.words).is_some() || ["-", "—", "——", "－"].iter().any(|dash| *dash == **word);
        let numbers = words.iter().rev().take_while(is_amount).count();
        let place = |word: &str| {
            let at = crate::expression::place(cx.text, word);
            Span::new(at.start, at.end)
        };
        if numbers > 0 && numbers < words.len() {
            let label = place(words[0]).to(place(words[words.len() - numbers - 1]));
            amounts.rows.push(ParsedAmountRow { label: Raw::line(label), amounts: Vec::new() });
        } else if numbers == 0 {
            amounts.rows.push(ParsedAmountRow { label: Raw::line(span), amounts: Vec::new() });
            pending.push(index);
            continue;
        }
        pending.clear();
        for word in &words[words.len() - numbers..] {
            if let Some(row) = amounts.rows.last_mut() {
                row.amounts.push((Raw::default(), Raw::line(place(word))));
            }
        }
    }
    if amounts.columns.is_empty() {
        amounts.columns = (0..sums).map(|i| inherited(known, sums, i)).collect();
    }
    // Labels without a value at the end that no vocabulary line names are the text behind the table.
    let trailing = pending.iter().position(|&index| !usual(cx.of(index))).map_or(0, |first| pending.len() - first);
    amounts.after = pending.split_off(pending.len() - trailing);
    let rows = amounts.rows.len() - trailing;
    amounts.rows.truncate(rows);
    for row in &mut amounts.rows {
        if row.amounts.len() == amounts.columns.len() {
            for (amount, label) in row.amounts.iter_mut().zip(&amounts.columns) {
                amount.0 = label.clone();
            }
        } else if !row.amounts.is_empty() {
            let message = format!(
                "a row prints {} of {} amounts; flattened text does not say under which columns",
                row.amounts.len(),
                amounts.columns.len()
            );
            let span = row.label.extent();
            cx.findings.push(crate::model::finding::Finding::new(Code::ColumnsUnknown, Severity::Info, message, span));
        }
    }
    amounts
}

/// Whether a text names a row of amounts: 1、财政拨款补助, 合计, 工资福利支出.
fn names_row(cx: &Context, span: Span) -> bool {
    let text = span.of(cx.text);
    let folded = crate::grammar::fold_into(text);
    super::tokens::enumerator(text).is_some()
        || folded.starts_with("其中")
        || cx.words.totals.contains(&folded)
        || cx.words.expenditure_rows.contains(&folded)
}

/// Reads the rows of 项目采购 in `range`: item, new asset, quantity, amount.
pub fn procurement(cx: &mut Context, range: Range<usize>) -> (Vec<[Raw; 4]>, Option<Span>) {
    let mut found = Vec::new();
    let mut unit = None;
    for item in rows(cx, range, 4) {
        let (cells, running) = match item {
            Item::Row(cells) => (cells, false),
            Item::Stray(piece) => (words(cx, piece), true),
        };
        let filled: Vec<_> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        if filled.is_empty() {
            continue;
        }
        let heads: Vec<_> = filled.iter().filter_map(|cell| cx.words.tables.whole(&cell.raw.joined(cx.text))).collect();
        if heads.len() == filled.len() {
            unit = unit.or_else(|| heads.iter().find_map(|head| head.unit).map(|unit| shifted(cx, &filled, unit)));
            filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
            continue;
        }
        if running && !(cells.len() == 4 && is_amount(cx, &cells[3].raw)) {
            // A line of running text that is no full row.
            continue;
        }
        let offset = cells.len().saturating_sub(4).min(cells.iter().position(|cell| !cell.raw.is_empty()).unwrap_or(0));
        let cell = |i: usize| cells.get(offset + i).map(|cell| cell.raw.clone()).unwrap_or_default();
        found.push([cell(0), cell(1), cell(2), cell(3)]);
    }
    (found, unit)
}

/// The words of a line as cells: in running text a row has nothing else between them.
pub fn words(cx: &Context, piece: usize) -> Vec<CellText> {
    let text = cx.of(piece);
    let place = |word: &str| {
        let at = crate::expression::place(cx.text, word);
        CellText { raw: Raw::line(Span::new(at.start, at.end)), piece, column: None }
    };
    text.split(crate::model::span::is_blank).filter(|word| !word.is_empty()).map(place).collect()
}

/// The unit's place in the document: it was found in a header's joined text.
fn shifted(cx: &Context, filled: &[&CellText], unit: Span) -> Span {
    let holder = filled.iter().filter_map(|cell| cell.raw.extent()).find(|span| {
        let text = span.of(cx.text);
        text.get(unit.start as usize..unit.end as usize).is_some_and(|inner| inner.ends_with('元'))
    });
    holder.map_or(unit, |span| Span { start: span.start + unit.start, end: span.start + unit.end })
}

/// Adds paragraphs of pieces to a value.
pub fn paragraphs(cx: &Context, pieces: &[usize]) -> Raw {
    let mut raw = Raw::default();
    for &piece in pieces {
        raw.push(Glue::Paragraph, cx.pieces[piece].span);
    }
    raw
}
