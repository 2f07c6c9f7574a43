//! Text that was read out of a page column by column: which value belongs to which name is not known, and not guessed.
//!
//! ```text
//! table  = name , name , name , … , value , value , value , …      pairs = label , label , label , … , value , value , …
//! ```

use std::ops::Range;

use super::context::Context;
use super::titles;
use super::tokens::Kind;
use crate::expression::target;
use crate::grammar::Meaning;
use crate::model::document::Piece;
use crate::model::span::Span;

/// What is said of a table read column by column.
pub const TABLE: &str = "the text prints names and values in columns, one below the other; which belongs to which is not known";

/// So many values, or labels, directly below each other are a column.
const COLUMN: usize = 3;

/// Whether the lines of a table hold a column of values: as many quantities below each other as no row has.
pub fn column_of_values(cx: &Context, pieces: &[Piece]) -> Option<Span> {
    let value = |piece: &Piece| piece.is_line() && is_value(cx, piece.span);
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| value(piece)).count();
        // What leads to the column are names without values.
        let names = || pieces[..at].iter().rev().take(COLUMN).take_while(|piece| piece.is_line() && !has_value(cx, piece.span)).count();
        if run >= COLUMN && names() == COLUMN {
            return Some(pieces[at].span.to(pieces[at + run - 1].span));
        }
        at += run.max(1);
    }
    None
}

/// Whether the words of a header stand below each other, one on each line.
pub fn column_of_headers(cx: &Context, index: usize) -> bool {
    let word = |piece: &Piece| piece.is_line() && cx.words.columns.whole(piece.span.of(cx.text)).is_some();
    cx.pieces[index..].iter().take(COLUMN).filter(|piece| word(piece)).count() == COLUMN
}

/// A quantity with a sign or unit, or a date, and nothing else on its line.
fn is_value(cx: &Context, span: Span) -> bool {
    let read = target::target(span.of(cx.text), cx.words);
    read.date.is_some() || read.value.is_some() && (read.sign.is_some() || read.unit.is_some())
}

/// Whether a line ends in a value of its own.
fn has_value(cx: &Context, span: Span) -> bool {
    let text = span.of(cx.text);
    let behind = text.rsplit(crate::model::span::is_blank).next().unwrap_or("");
    is_value(cx, span) || behind.len() < text.len() && target::target(behind, cx.words).value.is_some()
}

/// A run of labels without values, and the lines behind it that would be theirs: tokens, and the first behind them.
pub fn column_of_labels(cx: &Context, at: usize, end: usize) -> Option<(Range<usize>, Range<usize>)> {
    let bare = |token: usize| {
        let token = &cx.tokens[token];
        let label = token.leads && cx.pieces[token.piece].is_line() && token.span.end >= cx.pieces[token.piece].span.end;
        label && matches!(token.meaning(), Some(Meaning::Field(field)) if !field.is_text())
    };
    let labels = (at..end).take_while(|&token| bare(token)).count();
    let first = at + labels;
    let value = |token: &usize| {
        let token = &cx.tokens[*token];
        let piece = cx.pieces[token.piece];
        token.kind == Kind::Text
            && piece.is_line()
            && token.leads
            && titles::at(cx, token.piece).is_none()
            && titles::year_at(cx, token.piece).is_none()
            && titles::unit_line(cx, token.span).is_none()
            && !titles::is_note(cx, token.span)
            && !super::running::is_header(cx, token.span)
            && !super::running::begins_without_header(cx, token.piece)
    };
    let values = (first..end).take_while(value).count();
    // One label below the other may be blank cells; two values cannot both belong to the last.
    (labels >= COLUMN && values >= 2).then(|| (at..first, first..first + values.min(labels)))
}
