//! What only a department form has: funds by side and year, its projects, numbered goal blocks.
//!
//! ```text
//! funds = { header } , { [ side ] , label , current , share , { earlier } }
//! side  = "收入构成" | "支出构成"
//! ```

use std::ops::Range;

use super::amounts::words;
use super::context::Context;
use super::rows::{CellText, Item, Shape, rows, shaped};
use super::titles;
use crate::expression::number;
use crate::grammar::{Meaning, TableColumn};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Label, ParsedFund, ParsedGoal, Raw};
use crate::model::record::{Horizon, Side};

fn meaning(cx: &Context, cell: &CellText) -> Option<TableColumn> {
    let text = cell.raw.joined(cx.text);
    if text.len() > 60 { None } else { cx.words.tables.whole(&text).map(|found| found.meaning) }
}

/// A year alone in a header cell.
fn is_year(cx: &Context, cell: &CellText) -> bool {
    number::year(&cell.raw.joined(cx.text)).is_some()
}

/// Whether a cell is a column header, a year, or the label of a section.
fn heads(cx: &Context, cell: &CellText) -> bool {
    let column =
        matches!(meaning(cx, cell), Some(TableColumn::Current | TableColumn::Share | TableColumn::Recent | TableColumn::TotalFunds));
    let section = || cx.words.labels.whole(&cell.raw.joined(cx.text)).is_some_and(|found| matches!(found.meaning, Meaning::Section(_)));
    column || is_year(cx, cell) || section()
}

/// Reads 部门总体资金情况 in `range`.
pub fn funds(cx: &mut Context, range: Range<usize>, out: &mut Vec<ParsedFund>) {
    let mut years: Vec<CellText> = Vec::new();
    let mut side: Option<(Side, Raw)> = None;
    // Two columns of labels, two of this year, one for each earlier year; the section's label is one more.
    let count = range.clone().filter(|&i| cx.pieces[i].is_cell() && number::year(cx.of(i)).is_some() && cx.of(i).contains('年')).count();
    let width = width(cx, range.clone(), 5 + count);
    for item in rows(cx, range, width) {
        let (cells, running) = match item {
            Item::Row(cells) => (cells, false),
            Item::Stray(piece) if titles::is_note(cx, cx.pieces[piece].span) || cx.is_sentence(cx.pieces[piece].span) => continue,
            Item::Stray(piece) => (words(cx, piece), true),
        };
        let filled: Vec<CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).cloned().collect();
        if filled.is_empty() {
            continue;
        }
        if out.is_empty() && filled.iter().all(|cell| heads(cx, cell)) {
            for cell in &filled {
                cx.mark_raw(&cell.raw, Structure::Header);
                if is_year(cx, cell) {
                    years.push(cell.clone());
                }
            }
            continue;
        }
        let mut label: Option<usize> = None;
        for (index, cell) in cells.iter().enumerate() {
            let text = cell.raw.joined(cx.text);
            if cell.raw.is_empty() || cx.words.is_placeholder(&text) || number::share(&text).is_some() {
                if label.is_some() {
                    break;
                }
                continue;
            }
            let named = match meaning(cx, cell) {
                Some(TableColumn::Revenue) => Some(Side::Revenue),
                Some(TableColumn::Expenditure) => Some(Side::Expenditure),
                _ => None,
            };
            match named {
                Some(found) if label.is_none() => {
                    cx.mark_raw(&cell.raw, Structure::Label);
                    side = Some((found, cell.raw.clone()));
                }
                _ if heads(cx, cell) => cx.mark_raw(&cell.raw, Structure::Section),
                _ => label = Some(index),
            }
        }
        let Some(label) = label else { continue };
        let wanted = 2 + years.len();
        if running && cells.len() != label + 1 + wanted {
            let message =
                format!("a line prints {} of {wanted} amounts; which columns they belong to is not known", cells.len() - label - 1);
            cx.find(Code::ColumnsUnknown, Severity::Warning, message, cells[label].raw.extent());
        }
        // In running text blank cells left no trace.
        let cells = if running && cells.len() != label + 1 + wanted { cells[..=label].to_vec() } else { cells };
        let value = |place: usize| {
            let raw = cells.get(label + 1 + place).map(|cell| cell.raw.clone()).unwrap_or_default();
            if cx.says_nothing(&raw) { Raw::default() } else { raw }
        };
        let history = years.iter().enumerate().map(|(i, year)| (year.raw.clone(), value(2 + i))).collect();
        out.push(ParsedFund { side: side.clone(), label: cells[label].raw.clone(), current: value(0), share: value(1), history });
        for cell in &cells[label + 1..] {
            if cx.says_nothing(&cell.raw) {
                cx.mark_raw(&cell.raw.clone(), Structure::Placeholder);
            }
        }
    }
}

/// How many cells a full row has where cells stand one per line: the blank ones under the section's label may be lost.
fn width(cx: &Context, range: Range<usize>, usual: usize) -> usize {
    let mut widest = 0;
    let mut start = range.start;
    for index in range.clone() {
        let ends = index + 1 == range.end || cx.pieces[index + 1].after_blank;
        if ends {
            let numbers = (start..=index).filter(|&i| number::share(cx.of(i)).is_some()).count();
            let cells = index + 1 - start;
            if numbers >= 2 && cells <= usual && cells > numbers {
                widest = widest.max(cells);
            }
            start = index + 1;
        }
    }
    // Where no row is full, only blank lines part them.
    if widest == 0 || widest == usual { usual } else { usize::MAX }
}

/// Reads 项目支出情况 in `range`: name, type, total, annual, description.
pub fn projects(cx: &mut Context, range: Range<usize>, out: &mut Vec<[Raw; 5]>) {
    const COLUMNS: [TableColumn; 5] = [
        TableColumn::ProjectName,
        TableColumn::ProjectType,
        TableColumn::TotalBudget,
        TableColumn::AnnualBudget,
        TableColumn::ProjectDescription,
    ];
    let mut header: Vec<Option<TableColumn>> = std::iter::once(None).chain(COLUMNS.map(Some)).collect();
    let shape = Shape { columns: header.len(), level1: None, ends_in_text: true };
    for item in shaped(cx, range, shape) {
        let cells = match item {
            Item::Row(cells) => cells,
            Item::Stray(piece) => {
                line(cx, piece, out);
                continue;
            }
        };
        let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        if filled.is_empty() {
            continue;
        }
        let found: Vec<Option<TableColumn>> =
            cells.iter().map(|cell| meaning(cx, cell).filter(|column| COLUMNS.contains(column))).collect();
        if found.iter().flatten().count() >= 2 && found.iter().flatten().count() + 1 >= filled.len() {
            filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
            header = found;
            continue;
        }
        // A row that lost the blank cell under the section's label begins one column late.
        let shift = usize::from(cells.len() + 1 == header.len() && !cells[0].raw.is_empty() && header[0].is_none());
        let value = |column: TableColumn| {
            let at = header.iter().position(|known| *known == Some(column))?;
            let raw = cells.get(at.checked_sub(shift)?)?.raw.clone();
            (!cx.says_nothing(&raw)).then_some(raw)
        };
        let row = COLUMNS.map(|column| value(column).unwrap_or_default());
        for cell in &cells {
            if cx.says_nothing(&cell.raw) {
                cx.mark_raw(&cell.raw.clone(), Structure::Placeholder);
            }
        }
        if row.iter().any(|raw| !raw.is_empty()) {
            out.push(row);
        }
    }
}

/// A project on one line of running text: its two budgets part the name and type from the description.
fn line(cx: &mut Context, piece: usize, out: &mut Vec<[Raw; 5]>) {
    let cells = words(cx, piece);
    if cells.len() >= 2 && cells.iter().all(|cell| meaning(cx, cell).is_some() || heads(cx, cell)) {
        cells.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
        return;
    }
    let number = |at: usize| number::whole(&cells[at].raw.joined(cx.text)).is_some();
    let numbers: Vec<usize> = (0..cells.len()).filter(|&at| number(at)).collect();
    let [total, annual] = numbers[..] else { return };
    if total < 2 || annual != total + 1 {
        return;
    }
    let join = |cells: &[CellText]| {
        let ends = cells.first().zip(cells.last()).and_then(|(first, last)| Some(first.raw.extent()?.to(last.raw.extent()?)));
        ends.map(Raw::line).unwrap_or_default()
    };
    let value = |at: usize| cells[at].raw.clone();
    out.push([join(&cells[..total - 1]), value(total - 1), value(total), value(annual), join(&cells[annual + 1..])]);
}

/// A numbered goal block: 长期目标1：…
pub fn block(cx: &mut Context, goals: &mut Vec<ParsedGoal>, horizon: Horizon, label: Label, text: Raw) {
    if cx.says_nothing(&text) {
        cx.mark_raw(&text, Structure::Placeholder);
        return;
    }
    goals.push(ParsedGoal { horizon: Some(horizon), name: label.raw.clone(), label, text, items: None });
}
