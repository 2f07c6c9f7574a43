//! Names of one cell below each other, and behind them the values of the cell beside it: puts each value behind its name.
//!
//! ```text
//! group = name , name , { name } , blank , value , value , { value }        as many values as names
//! ```
//! Names are those that say their number (指标1：); where the counts differ nothing is moved.

use super::context::Context;
use super::indicator::numbered_head;
use super::running;
use crate::expression::target;
use crate::model::document::Piece;
use crate::model::span::is_blank;

/// The lines of a table in the order in which they belong together.
pub fn paired(cx: &Context, pieces: &[Piece]) -> Vec<Piece> {
    let mut ordered = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        match group(cx, &pieces[at..]) {
            Some((names, count)) => {
                let values = &pieces[at + names.len()..at + names.len() + count];
                let heads: Vec<usize> = (0..names.len()).filter(|&i| numbered_head(cx, names[i].span).is_some()).collect();
                for (nth, &head) in heads.iter().enumerate() {
                    let next = heads.get(nth + 1).copied().unwrap_or(names.len());
                    ordered.extend_from_slice(&names[head..next]);
                    // Behind a blank line a line is a value, and never the rest of a name.
                    ordered.push(Piece { after_blank: true, ..values[nth] });
                }
                at += names.len() + count;
            }
            None => {
                ordered.push(pieces[at]);
                at += 1;
            }
        }
    }
    ordered
}

/// The lines of names at the start of `pieces`, and how many values stand behind them.
fn group<'p>(cx: &Context, pieces: &'p [Piece]) -> Option<(&'p [Piece], usize)> {
    let head = |piece: &Piece| numbered_head(cx, piece.span).is_some();
    if !pieces.first().is_some_and(head) {
        return None;
    }
    let touching = 1 + pieces[1..].iter().take_while(|piece| piece.is_line() && !piece.after_blank).count();
    let heads = pieces[..touching].iter().filter(|piece| head(piece)).count();
    if heads < 2 || pieces[..touching].iter().any(|piece| ends_in_value(cx, piece)) {
        return None;
    }
    let ends = |piece: &Piece| head(piece) || !piece.is_line() || running::is_header(cx, piece.span) || is_level(cx, piece);
    let behind = pieces[touching..].iter().take_while(|piece| !ends(piece)).count();
    // The values of one cell touch each other.
    let apart = pieces[touching..touching + behind].iter().skip(1).any(|piece| piece.after_blank);
    (behind == heads && !apart).then_some((&pieces[..touching], behind))
}

/// Whether the line's last word is a value: then it is a row, and no name of a stack.
fn ends_in_value(cx: &Context, piece: &Piece) -> bool {
    let text = piece.span.of(cx.text);
    let Some(last) = text.rsplit(is_blank).next().filter(|last| last.len() < text.len()) else { return false };
    let read = target::target(last, cx.words);
    read.value.is_some() || read.date.is_some() || numbered_head(cx, piece.span).is_some_and(|rest| rest.of(cx.text).contains(is_blank))
}

fn is_level(cx: &Context, piece: &Piece) -> bool {
    let index = cx.pieces.partition_point(|own| own.span.start < piece.span.start);
    cx.pieces.get(index).is_some_and(|own| own.span == piece.span) && running::level_begins(cx, index)
}
