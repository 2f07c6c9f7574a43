//! Gives tables their rows back: a range of pieces in, rows of cells and stray lines out.
//!
//! Grid cells say their row. Loose cells (one per line) are cut at blank lines, which also stand inside
//! rows and are sometimes missing between them: the number of columns decides then.

use std::ops::Range;

use super::context::Context;
use crate::grammar::Role;
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

/// What a full row looks like.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Number of its cells.
    pub columns: usize,
    /// Which of them holds the level 1 word, in an indicator table.
    pub level1: Option<usize>,
    /// Whether its last cell is a text of paragraphs, which blank lines may part.
    pub ends_in_text: bool,
}

/// The rows among `range`, where a full row has `columns` cells.
pub fn rows(cx: &Context, range: Range<usize>, columns: usize) -> Vec<Item> {
    shaped(cx, range, Shape { columns, level1: None, ends_in_text: false })
}

/// The rows among `range`, where a full row has this shape.
pub fn shaped(cx: &Context, range: Range<usize>, shape: Shape) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    // Loose cells since the last certain break, each with whether a blank line precedes it.
    let mut loose: Vec<(bool, CellText)> = Vec::new();
    let mut grid: Option<u32> = None;
    for index in range.clone() {
        let piece = cx.pieces[index];
        let cell = CellText { raw: Raw::line(piece.span), piece: index, column: piece.column() };
        match piece.place {
            Place::GridCell { row, .. } => {
                flush(cx, &mut loose, shape, &mut items);
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
            // A line with no cell before it goes on in none.
            Place::Line if stray(cx, index, &range, &loose, shape) || loose.is_empty() && !matches!(items.last(), Some(Item::Row(_))) => {
                flush(cx, &mut loose, shape, &mut items);
                grid = None;
                items.push(Item::Stray(index));
            }
            Place::Line => more(&mut loose, &mut items, Glue::Paragraph, cell),
        }
    }
    flush(cx, &mut loose, shape, &mut items);
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
fn stray(cx: &Context, index: usize, range: &Range<usize>, loose: &[(bool, CellText)], shape: Shape) -> bool {
    if super::titles::passed(cx, index).is_some() {
        return true;
    }
    if loose.is_empty() {
        // Behind a certain row: a wrapped cell touches it, a note or a sentence under a short cell is none.
        const SHORT: usize = 60;
        let span = cx.pieces[index].span;
        let above = cx.pieces[range.start..index].iter().rev().find(|piece| !piece.span.is_empty());
        let above = above.map_or("", |piece| piece.span.of(cx.text));
        let foreign = super::titles::is_note(cx, span)
            || super::inner::names_next(cx, index)
            || cx.is_sentence(span) && above.len() < SHORT && super::context::ends_open(above);
        return cx.pieces[index].after_blank || index == range.start || foreign;
    }
    if !cx.pieces[index].after_blank {
        return false;
    }
    // A cell of closed sentences may go on behind a blank line, outside indicator tables.
    let above = loose.last().and_then(|(_, cell)| cell.raw.parts.last()).map_or("", |(_, part)| part.of(cx.text));
    if shape.ends_in_text || shape.level1.is_none() && above.chars().count() > 12 && !super::context::ends_open(above) {
        return false;
    }
    // A blank line before and after it: between rows, if the row before it is full or the next begins anew.
    let next = cx.pieces[index + 1..range.end].iter().find(|piece| !piece.is_line());
    let since = loose.iter().rposition(|(blank, _)| *blank).map_or(loose.len(), |start| loose.len() - start);
    next.is_none_or(|piece| piece.after_blank) && (since >= shape.columns || cx.is_sentence(cx.pieces[index].span))
}

/// Cuts loose cells into rows.
fn flush(cx: &Context, loose: &mut Vec<(bool, CellText)>, shape: Shape, items: &mut Vec<Item>) {
    if loose.is_empty() {
        return;
    }
    let mut ends = Vec::new();
    if shape.columns == usize::MAX {
        ends = at_blanks(loose);
    } else {
        // A header printed again stands between rows, never in one.
        let mut stretch = 0;
        for (from, to) in headers(cx, loose, shape) {
            ends.extend(best_cut(cx, &loose[stretch..from], shape).into_iter().map(|at| stretch + at));
            ends.push(to);
            stretch = to;
        }
        ends.extend(best_cut(cx, &loose[stretch..], shape).into_iter().map(|at| stretch + at));
    }
    let mut begin = 0;
    let mut cells = loose.drain(..).map(|(_, cell)| cell);
    for end in ends {
        items.push(Item::Row(cells.by_ref().take(end - begin).collect()));
        begin = end;
    }
}

/// Headers of an indicator table among its rows: runs of column words, and the blank cells under an upper row's others.
fn headers(cx: &Context, loose: &[(bool, CellText)], shape: Shape) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    if shape.level1.is_none() {
        return found;
    }
    let role = |at: usize| {
        let text = loose[at].1.raw.joined(cx.text);
        if text.is_empty() || text.len() > 90 { None } else { cx.words.columns.whole(&text).map(|found| found.meaning) }
    };
    let mut at = 0;
    while at < loose.len() {
        let run = (at..loose.len()).take_while(|&i| role(i).is_some()).count();
        if run < 3 || !matches!(role(at), Some(Role::Head | Role::Level1)) {
            at += 1;
            continue;
        }
        let mut to = at + run;
        if found.last().is_some_and(|(_, end)| *end == at) {
            let under = shape.columns.saturating_sub(run);
            to += loose[to..].iter().take(under).take_while(|(_, cell)| cell.raw.is_empty()).count();
        }
        found.push((at, to));
        at = to;
    }
    found
}

/// Rows end where a blank line stands.
fn at_blanks(loose: &[(bool, CellText)]) -> Vec<usize> {
    (1..=loose.len()).filter(|&i| i == loose.len() || loose[i].0).collect()
}

/// Where rows end so that as little as possible has to be explained: rows of another length than the
/// header's, blank lines inside a row, rows that begin without a blank line.
fn best_cut(cx: &Context, loose: &[(bool, CellText)], shape: Shape) -> Vec<usize> {
    let columns = shape.columns.max(1);
    const INNER_BLANK: u32 = 10;
    const NO_BLANK: u32 = 15;
    const SHORT: u32 = 25;
    const LONG: u32 = 40;
    const BEGINS_INSIDE: u32 = 60;
    let count = loose.len();
    if count == 0 {
        return Vec::new();
    }
    let longest = columns + 4;
    let begins = row_beginnings(cx, loose, shape.level1);
    // cost[i]: the least cost of cutting the first i cells; from[i]: where their last row begins.
    let mut cost = vec![u32::MAX; count + 1];
    let mut from = vec![0; count + 1];
    cost[0] = 0;
    for start in 0..count {
        if cost[start] == u32::MAX {
            continue;
        }
        let boundary = match () {
            () if start == 0 || loose[start].0 => 0,
            () if begins[start] => NO_BLANK / 2,
            () => NO_BLANK,
        };
        let mut inside = 0;
        for end in start + 1..=(start + longest).min(count) {
            let last = end - 1;
            if last > start && loose[last].0 {
                inside += if begins[last] { BEGINS_INSIDE } else { INNER_BLANK };
            }
            let length = end - start;
            let missing = match length.cmp(&columns) {
                std::cmp::Ordering::Equal => 0,
                std::cmp::Ordering::Less => SHORT + (columns - length) as u32 / 2,
                std::cmp::Ordering::Greater => LONG + 20 * (length - columns) as u32,
            };
            let total = cost[start] + boundary + inside + missing;
            if total < cost[end] {
                cost[end] = total;
                from[end] = start;
            }
        }
    }
    let mut ends = vec![count];
    while from[ends[ends.len() - 1]] > 0 {
        ends.push(from[ends[ends.len() - 1]]);
    }
    ends.reverse();
    ends
}

/// What a cell says of where its row begins.
struct Says {
    level1: bool,
    level2: bool,
    nothing: bool,
}

fn says(cx: &Context, cell: &CellText) -> Says {
    let folded = cx.folded(&cell.raw);
    let bare = cx.words.without_note(&folded);
    Says { level1: cx.words.level1.contains_key(bare), level2: cx.words.level2.contains_key(bare), nothing: cx.says_nothing(&cell.raw) }
}

/// Which cells look like a row's first: the level words stand where they must.
fn row_beginnings(cx: &Context, loose: &[(bool, CellText)], level1: Option<usize>) -> Vec<bool> {
    let Some(column @ (0 | 1)) = level1 else { return vec![false; loose.len()] };
    let cells: Vec<Says> = loose.iter().map(|(_, cell)| says(cx, cell)).collect();
    let level1 = |at: usize| cells.get(at).is_some_and(|cell| cell.level1);
    let level2 = |at: usize| cells.get(at).is_some_and(|cell| cell.level2);
    let goes_on = |at: usize| loose.get(at).is_some_and(|(blank, _)| !blank);
    let begins = |index: usize| {
        if column == 1 {
            return cells[index].nothing && goes_on(index + 1) && level1(index + 1) && !level2(index + 1);
        }
        // 满意度指标 is also a level 2 word: it begins a row only behind a text and a blank line.
        let after_text = loose[index].0 && index.checked_sub(1).is_some_and(|before| !loose[before].1.raw.is_empty() || !loose[before].0);
        // Right behind a level 1 word it is that row's level 2.
        let under = index.checked_sub(1).is_some_and(level1);
        level1(index) && (after_text && !under || !level2(index)) || cells[index].nothing && goes_on(index + 1) && level2(index + 1)
    };
    (0..loose.len()).map(begins).collect()
}
