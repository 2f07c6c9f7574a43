//! Titles printed again at the top of a form's further pages: takes them out of the pieces, so that the form goes on.
//!
//! ```text
//! title , year , labels … , header , rows , title , [ year ] , [ header ] , rows
//! ```
//! A form of its own has labels, or begins with a level that the rows above already left.

use super::context::Context;
use super::titles::{self, Title};
use super::{indicator, running};
use crate::grammar::{Begins, Role, TitlePlace, fold_into};
use crate::model::coverage::Structure;
use crate::model::span::Span;

/// Marks and takes out the titles, and the years below them, that go on with the form above.
pub fn titles(cx: &mut Context) {
    // Where forms begin with a name, their titles stand in their middle.
    if cx.layout.title != TitlePlace::Before || cx.layout.begins != Begins::Title {
        return;
    }
    let mut above: Option<(String, usize)> = None;
    let mut taken: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < cx.pieces.len() {
        let could = cx.of(at).ends_with(['表', '）', ')']);
        let Some(found) = could.then(|| titles::at(cx, at)).flatten() else {
            at += 1;
            continue;
        };
        let own = fold_into(&(at..found.end).map(|index| cx.of(index)).collect::<String>());
        let rest = behind(cx, found.end);
        let goes_on = matches!(found.title, Title::Project { .. })
            && above.as_ref().is_some_and(|(title, from)| *title == own && continues(cx, *from..at, rest));
        if goes_on {
            taken.extend((at..rest).filter(|&index| !cx.pieces[index].span.is_empty()));
        } else {
            above = Some((own, found.end));
        }
        at = rest.max(found.end);
    }
    if taken.is_empty() {
        return;
    }
    let (mut index, mut taken, mut apart) = (0, taken.into_iter().peekable(), false);
    let pieces = std::mem::take(&mut cx.pieces);
    for mut piece in pieces {
        if taken.next_if_eq(&index).is_some() {
            cx.mark(piece.span, Structure::Title);
            apart = true;
        } else {
            piece.after_blank |= std::mem::take(&mut apart);
            cx.pieces.push(piece);
        }
        index += 1;
    }
}

/// The piece behind a title's year line and the blank cells of its row.
fn behind(cx: &Context, end: usize) -> usize {
    let filled = |from: usize| (from..cx.pieces.len()).find(|&index| !cx.pieces[index].span.is_empty());
    let Some(next) = filled(end) else { return end };
    match titles::year_at(cx, next) {
        Some((_, past)) => filled(past).unwrap_or(past),
        None => next,
    }
}

/// Whether the rows of the table above go on at piece `next`.
fn continues(cx: &Context, above: std::ops::Range<usize>, next: usize) -> bool {
    let Some(piece) = cx.pieces.get(next) else { return false };
    let line_header = piece.is_line() && running::is_header(cx, piece.span);
    let mut column = None;
    let first = match indicator::header(cx, next) {
        Some(header) => {
            column = header.columns.iter().find(|column| column.role == Role::Level1).and_then(|column| column.at);
            header.end
        }
        None if line_header => next + 1,
        None if piece.is_line() && running::level_begins(cx, next) || indicator::begins_without_header(cx, next) => next,
        None => return false,
    };
    // The table above has begun, and not yet ended.
    let own_column = |index: usize| column.is_none() || cx.pieces[index].column() == column;
    let level1 = |index: usize| level1(cx, cx.pieces[index].span).filter(|_| own_column(index));
    let seen: Vec<String> = above.filter_map(level1).collect();
    let Some(last) = seen.last() else { return false };
    let own = (first..cx.pieces.len()).find(|&index| !cx.pieces[index].span.is_empty()).and_then(level1);
    own.is_none_or(|own| own == *last || !seen.contains(&own))
}

/// The full word of a level 1 at the start of a cell or line.
fn level1(cx: &Context, span: Span) -> Option<String> {
    let word = span.of(cx.text).split(crate::model::span::is_blank).next().filter(|word| word.len() <= 60)?;
    let folded = fold_into(word);
    (cx.words.is_full_level(&folded) && cx.words.level1.contains_key(&folded)).then_some(folded)
}
