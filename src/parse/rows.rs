//! Gives tables their rows back: a range of pieces in, rows of cells and stray lines out.
//!
//! Grid cells say their row. Loose cells (one per line) are cut at blank lines, which also stand inside
//! rows and are sometimes missing between them: the number of columns decides then.

use std::ops::Range;

use super::context::Context;
use crate::model::document::Place;
use crate::model::parsed::{Glue, Raw};

/// A cell and its grid column, if that is certain.
#[derive(Debug, Clone, Default)]
pub struct CellText {
    /// Its lines.
    pub raw: Raw,
    /// The piece it begins in.
    pub piece: usize,
    /// 0-based grid column.
    pub column: Option<u16>,
}

/// A row, or a line that belongs to none.
#[derive(Debug, Clone)]
pub enum Item {
    /// Cells from left to right.
    Row(Vec<CellText>),
    /// A line between rows.
    Stray(usize),
}

/// The rows among `range`, where a full row has `columns` cells.
pub fn rows(cx: &Context, range: Range<usize>, columns: usize) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    // Loose cells since the last certain break, each with whether a blank line precedes it.
    let mut loose: Vec<(bool, CellText)> = Vec::new();
    let mut grid: Option<u32> = None;
    for index in range.clone() {
        let piece = cx.pieces[index];
        let cell = CellText { raw: Raw::line(piece.span), piece: index, column: piece.column() };
        match piece.place {
            Place::GridCell { row, .. } => {
                flush(cx, &mut loose, columns, &mut items);
                match items.last_mut() {
                    Some(Item::Row(cells)) if grid == Some(row) => cells.push(cell),
                    _ => items.push(Item::Row(vec![cell])),
                }
                grid = Some(row);
            }
            Place::LooseCell => {
                grid = None;
                loose.push((piece.after_blank, cell));
            }
            Place::CellLine => more(&mut loose, &mut items, Glue::Paragraph, cell),
            Place::Line if stray(cx, index, &range, &loose, columns) => {
                flush(cx, &mut loose, columns, &mut items);
                grid = None;
                items.push(Item::Stray(index));
            }
            Place::Line => more(&mut loose, &mut items, Glue::Paragraph, cell),
        }
    }
    flush(cx, &mut loose, columns, &mut items);
    items
}

/// Adds a line to the cell before it.
fn more(loose: &mut [(bool, CellText)], items: &mut [Item], glue: Glue, line: CellText) {
    let cell = match (loose.last_mut(), items.last_mut()) {
        (Some((_, cell)), _) => Some(cell),
        // A wrapped cell of a sheet: the last cell of the row that says anything.
        (None, Some(Item::Row(cells))) => cells.iter_mut().rev().find(|cell| !cell.raw.is_empty()),
        _ => None,
    };
    if let Some(cell) = cell {
        cell.raw.append(glue, line.raw);
    }
}

/// Whether a line stands between rows rather than in a cell.
fn stray(cx: &Context, index: usize, range: &Range<usize>, loose: &[(bool, CellText)], columns: usize) -> bool {
    if loose.is_empty() {
        // Behind a certain row: a wrapped cell touches it.
        return cx.pieces[index].after_blank || index == range.start;
    }
    if !cx.pieces[index].after_blank {
        return false;
    }
    // A blank line before and after it: between rows, if the row before it is full or the next begins anew.
    let next = cx.pieces[index + 1..range.end].iter().find(|piece| !piece.is_line());
    let since = loose.iter().rposition(|(blank, _)| *blank).map_or(loose.len(), |start| loose.len() - start);
    next.is_none_or(|piece| piece.after_blank) && (since >= columns || cx.is_sentence(cx.pieces[index].span))
}

/// Cuts loose cells into rows.
fn flush(cx: &Context, loose: &mut Vec<(bool, CellText)>, columns: usize, items: &mut Vec<Item>) {
    let mut groups: Vec<Vec<CellText>> = Vec::new();
    for (blank, cell) in loose.drain(..) {
        match groups.last_mut() {
            Some(group) if !blank => group.push(cell),
            _ => groups.push(vec![cell]),
        }
    }
    let mut at = 0;
    while at < groups.len() {
        let joined = parts_of_one_row(&groups[at..], columns);
        let cells: Vec<CellText> = groups[at..at + joined].iter_mut().flat_map(std::mem::take).collect();
        at += joined;
        items.extend(cut(cx, cells, columns).into_iter().map(Item::Row));
    }
}

/// How many groups make up the next row: several where a blank line stands inside it.
fn parts_of_one_row(groups: &[Vec<CellText>], columns: usize) -> usize {
    const MOST_PARTS: usize = 4;
    let mut cells = 0;
    for (count, group) in groups.iter().take(MOST_PARTS).enumerate() {
        if group.len() >= columns {
            break;
        }
        cells += group.len();
        if cells == columns {
            return count + 1;
        }
        if cells > columns {
            break;
        }
    }
    1
}

/// Cuts a group that is longer than a row: the blank line between rows was lost.
fn cut(cx: &Context, mut cells: Vec<CellText>, columns: usize) -> Vec<Vec<CellText>> {
    let mut rows = Vec::new();
    while columns > 0 && cells.len() > columns {
        let length = match cells.len() % columns {
            0 => columns,
            // A short row is among them: a row begins with a level 1 word, or where the remainder ends.
            extra => {
                let begins = |at: usize| cells.get(at).is_some_and(|cell| cx.words.level1.contains_key(&cx.folded(&cell.raw)));
                if begins(columns) || !begins(extra) { columns } else { extra }
            }
        };
        let rest = cells.split_off(length);
        rows.push(std::mem::replace(&mut cells, rest));
    }
    rows.push(cells);
    rows
}
