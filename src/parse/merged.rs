//! Sheets that fill merged cells: pieces in, the copies of a merged cell out.
//!
//! ```text
//! title | title | title            name | value | value | name | value | value
//! head  | row   | 20               head | row   | 15
//! ```
//! A copy becomes a blank cell in its place, so that no other cell moves. Only rows of one text, and rows that a label
//! begins, are known to repeat; equal cells of other tables are values of their own.

use super::context::Context;
use crate::expression::amount::amount;
use crate::grammar::{Field, Meaning, TableColumn};
use crate::model::coverage::Structure;
use crate::model::document::{Piece, Place};

/// Blanks the copies of merged cells.
pub fn without_repeats(cx: &mut Context) {
    let mut start = 0;
    let mut above: Option<(u16, String)> = None;
    while start < cx.pieces.len() {
        let Place::GridCell { row, .. } = cx.pieces[start].place else {
            above = None;
            start += 1;
            continue;
        };
        let end = start + cx.pieces[start..].iter().take_while(|piece| piece.row() == Some(row)).count();
        let filled: Vec<usize> = (start..end).filter(|&i| !cx.pieces[i].span.is_empty()).collect();
        let head = filled.first().map(|&first| (cx.pieces[first].column().unwrap_or_default(), cx.of(first).to_owned()));
        let copies = copies(cx, &filled, above.as_ref());
        above = head;
        for index in copies {
            let span = cx.pieces[index].span;
            cx.mark(span, Structure::Label);
            cx.pieces[index].span.end = span.start;
        }
        start = end;
    }
}

/// The cells of a row that say again what the cell before them says, or the first cell of the row above.
fn copies(cx: &Context, filled: &[usize], above: Option<&(u16, String)>) -> Vec<usize> {
    const FEWEST: usize = 3;
    let [first, ..] = filled else { return Vec::new() };
    let same = |pair: &[usize]| pair[0] + 1 == pair[1] && cx.of(pair[0]) == cx.of(pair[1]);
    let down = above.is_some_and(|(column, text)| Some(*column) == cx.pieces[*first].column() && text == cx.of(*first));
    if !down && !filled.windows(2).any(same) {
        return Vec::new();
    }
    // 金额 is printed once for each column.
    let number = |index: usize| {
        let text = cx.of(index);
        amount(text, cx.words).is_some()
            || text.len() <= 30 && cx.words.tables.whole(text).is_some_and(|found| found.meaning == TableColumn::Amount)
    };
    if filled.len() >= FEWEST && filled.windows(2).all(same) && !number(*first) {
        return filled[1..].to_vec();
    }
    let meaning = |piece: &Piece| {
        let text = piece.span.of(cx.text);
        if text.len() > 90 { None } else { cx.words.labels.whole(text).map(|found| found.meaning) }
    };
    let Some(mut label) = meaning(&cx.pieces[*first]) else { return Vec::new() };
    // Where amounts have labels of their own, each label takes one.
    let amounts = |index: &&usize| matches!(meaning(&cx.pieces[**index]), Some(Meaning::Field(field)) if field.is_amount());
    let pairs = filled.iter().filter(amounts).count() >= 2;
    let mut copies = Vec::new();
    if down && (matches!(label, Meaning::Section(_) | Meaning::Goal(_)) || matches!(label, Meaning::Field(field) if field.is_text())) {
        copies.push(*first);
    }
    for pair in filled.windows(2) {
        // Equal numbers beside each other are columns, unless a label that takes one short value stands before them.
        let one = matches!(label, Meaning::Field(field) if (!field.is_amount() || pairs) && field != Field::Other);
        if same(pair) && (one || !number(pair[1])) {
            copies.push(pair[1]);
        } else if let Some(found) = meaning(&cx.pieces[pair[1]]) {
            label = found;
        }
    }
    copies
}
