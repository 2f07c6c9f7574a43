//! Rows of a sheet whose cells hold line ends come apart: puts the pieces of such a row back into one.
//!
//! ```text
//! ⇥ ⇥ 路灯维          row    = part , { line , part }
//! 护数量 ⇥ ≥12盏 ⇥ …   part   = cells , the last of which goes on in the first of the next part
//! ```
//! A row is put together only where the parts have exactly as many cells as the table's rows, and where the second part
//! does not begin as a row does.

use super::context::Context;
use crate::grammar::Role;
use crate::model::document::Place;

/// A narrower sheet has too many lines that would fit by chance.
const NARROWEST: usize = 5;
/// A header names at least so many columns.
const HEADER: usize = 3;

/// Gives broken rows their cells back.
pub fn rows(cx: &mut Context) {
    let width = width(cx);
    if width < NARROWEST {
        return;
    }
    let mut in_table = false;
    let mut at = 0;
    while at < cx.pieces.len() {
        let end = line_end(cx, at);
        if heads_table(cx, at, end) {
            in_table = true;
        } else if cx.pieces[at].is_line() && cx.pieces[at].after_blank {
            in_table = false;
        }
        at = match whole(cx, at, end, width, in_table) {
            Some(last) => {
                join(cx, at, end, last);
                last
            }
            None => end,
        };
    }
}

/// The number of cells that most rows have.
fn width(cx: &Context) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    let mut at = 0;
    while at < cx.pieces.len() {
        let end = line_end(cx, at);
        if cx.pieces[at].row().is_some() {
            *counts.entry(end - at).or_insert(0usize) += 1;
        }
        at = end;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

/// One past the last piece of the row, or line, that begins at `at`.
fn line_end(cx: &Context, at: usize) -> usize {
    match cx.pieces[at].row() {
        Some(row) => at + cx.pieces[at..].iter().take_while(|piece| piece.row() == Some(row)).count(),
        None => at + 1,
    }
}

fn heads_table(cx: &Context, at: usize, end: usize) -> bool {
    let role = |index: usize| -> Option<Role> {
        let text = cx.of(index);
        if text.is_empty() || text.len() > 90 { None } else { cx.words.columns.whole(text).map(|found| found.meaning) }
    };
    end - at >= HEADER && (at..end).filter(|&index| role(index).is_some()).count() >= HEADER
}

/// Where the row ends whose first part stands at `at..end`, if it is broken.
fn whole(cx: &Context, at: usize, end: usize, width: usize, in_table: bool) -> Option<usize> {
    const MOST_PARTS: usize = 8;
    let label = |text: &str| text.len() <= 90 && cx.words.labels.whole(text).is_some();
    let is_row = cx.pieces[at].row().is_some();
    // A line is the first part only where it goes on as a label: 项目资金⏎（万元）
    let torn_label = || {
        let joined = format!("{}{}", cx.of(at), cx.pieces.get(end).map_or("", |next| next.span.of(cx.text)));
        cx.pieces[at].is_line() && label(&joined) && cx.pieces.get(end).is_some_and(|next| next.row().is_some())
    };
    let begun = is_row && end - at < width && (in_table || label(cx.of(at)));
    if !begun && !torn_label() || cx.of(end - 1).is_empty() || !in_table && is_number(cx.of(end - 1)) {
        return None;
    }
    let (mut cells, mut next) = (end - at, end);
    for _ in 0..MOST_PARTS {
        let piece = cx.pieces.get(next).filter(|piece| !piece.after_blank && !piece.span.is_empty())?;
        let more = line_end(cx, next);
        let text = piece.span.of(cx.text);
        if piece.place == Place::LooseCell || begins_row(cx, text) || is_number(text) {
            return None;
        }
        cells += more - next - 1;
        next = more;
        if cells == width {
            return piece.row().is_some().then_some(next);
        }
        if cells > width || cx.of(next - 1).is_empty() {
            return None;
        }
    }
    None
}

/// Whether a text is the first of a row of its own: a label, a level, a sum, a column's header.
fn begins_row(cx: &Context, text: &str) -> bool {
    if text.len() > 90 {
        return false;
    }
    let folded = crate::grammar::fold_into(text);
    let bare = cx.words.without_note(&folded);
    // Short words (数量, 成本) also end a name.
    let level = cx.words.is_full_level(bare) && (cx.words.level1.contains_key(bare) || cx.words.level2.contains_key(bare));
    let heads = cx.words.labels.whole(text).is_some() || cx.words.columns.whole(text).is_some() || cx.words.tables.whole(text).is_some();
    level || heads || cx.words.totals.contains(&folded)
}

fn is_number(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%'))
}

/// Makes one row of the parts in `at..last`, the first of which ends at `end`.
fn join(cx: &mut Context, at: usize, end: usize, last: usize) {
    let row = (at..last).find_map(|index| cx.pieces[index].row()).unwrap_or_default();
    let mut column = 0u16;
    let mut part = None;
    for index in at..last {
        let own = cx.pieces[index].row();
        let begins_part = index >= end && (own.is_none() || own != part);
        part = if index < end { None } else { own };
        if index == at {
            cx.pieces[index].place = Place::GridCell { row, column };
        } else if begins_part {
            cx.pieces[index].place = Place::CellLine;
        } else {
            column = column.saturating_add(1);
            cx.pieces[index].place = Place::GridCell { row, column };
        }
    }
}
