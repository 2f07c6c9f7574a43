//! Values under a label: short ones in a cell or on a line, and texts of many paragraphs.

use super::centred;
use super::context::{Context, width};
use super::indicator;
use super::running;
use super::titles;
use super::tokens::{Kind, Token, enumerator};
use crate::grammar::{Field, Meaning, Section};
use crate::model::document::Place;
use crate::model::parsed::{Glue, Raw};
use crate::model::span::Span;

/// The short value behind the label at token `at`; moves `at` past it.
pub fn short(cx: &Context, at: &mut usize, end: usize, amount: bool) -> Raw {
    let label = &cx.tokens[*at];
    let labelled = cx.pieces[label.piece];
    let mut value = Raw::default();
    let mut seen_empty = false;
    *at += 1;
    while *at < end {
        let token = &cx.tokens[*at];
        let piece = cx.pieces[token.piece];
        match token.kind {
            Kind::Label(..) => break,
            Kind::Empty => {
                let same_row = piece.row() == labelled.row() && (piece.row().is_some() || !piece.after_blank);
                if !same_row || (!value.is_empty() && piece.row().is_none()) {
                    break;
                }
                seen_empty = true;
            }
            Kind::Text => {
                let takes = match piece.place {
                    _ if !token.leads => value.is_empty(),
                    Place::GridCell { .. } => value.is_empty() && piece.row() == labelled.row(),
                    Place::LooseCell => {
                        value.is_empty()
                            && !labelled.is_line()
                            && !(piece.after_blank
                                && (seen_empty || titles::at(cx, token.piece).is_some() || indicator::header(cx, token.piece).is_some()))
                    }
                    Place::CellLine => !value.is_empty(),
                    Place::Line => line(cx, token, &value, labelled.is_line(), amount),
                };
                if !takes {
                    break;
                }
                value.push(Glue::Wrap, token.span);
            }
        }
        *at += 1;
    }
    value
}

/// Whether a line goes on with a short value, or begins it below its label.
fn line(cx: &Context, token: &Token, value: &Raw, in_line: bool, amount: bool) -> bool {
    let piece = cx.pieces[token.piece];
    let opens = titles::at(cx, token.piece).is_some()
        || (value.is_empty() || piece.after_blank) && titles::year_line(cx.text, token.span).is_some()
        || titles::unit_line(cx, token.span).is_some()
        || running::is_header(cx, token.span)
        || running::begins_without_header(cx, token.piece);
    if opens || cx.is_sentence(token.span) || width(token.span.of(cx.text)) > 120 {
        return false;
    }
    if value.is_empty() {
        // A label alone on its line, the value below it.
        let fits = !amount || crate::expression::amount::amount(token.span.of(cx.text), cx.words).is_some();
        return in_line && fits;
    }
    !piece.after_blank && !amount
}

/// Whether a token ends a text. In a cell any label does; among lines only those that head something.
fn stops(cx: &Context, token: &Token, goals_in_lines: bool) -> bool {
    let piece = cx.pieces[token.piece];
    let Some(meaning) = token.meaning() else {
        if !token.leads || token.span.is_empty() {
            return false;
        }
        return titles::at(cx, token.piece).is_some() && titles::passed(cx, token.piece).is_none()
            || (cx.running && running::begins_without_header(cx, token.piece))
            || (piece.is_line()
                && (running::is_header(cx, token.span)
                    || titles::year_line(cx.text, token.span).is_some() && titles::passed(cx, token.piece).is_none()))
            || centred::is_row(cx, token.span)
            || indicator::header(cx, token.piece).is_some()
            || (piece.is_cell() && indicator::begins_without_header(cx, token.piece));
    };
    if piece.is_cell() {
        return true;
    }
    // On a line of running text a label may be the text's own first word: only heads count.
    let alone = token.span.end >= piece.span.end;
    let colon = token.span.of(cx.text).ends_with([':', '：']);
    match meaning {
        Meaning::Section(Section::Structure) => {
            alone || running::is_header(cx, piece.span) || goals_in_lines && cx.running && goal_follows(cx, token)
        }
        Meaning::Section(_) => true,
        Meaning::Goal(_) => goals_in_lines && (alone || colon || cx.running) || alone && title_follows(cx, token),
        Meaning::Field(field) if field.is_text() => alone || colon || cx.running && token.leads,
        Meaning::Field(Field::Name | Field::DepartmentName) => alone || colon,
        Meaning::Field(Field::ImplementingUnit) => alone || colon,
        // In a form that is all running text the next pair may follow a text.
        Meaning::Field(Field::CompetentDepartment | Field::FundsTotal) => goals_in_lines && token.leads,
        Meaning::Field(_) => false,
    }
}

/// Whether a form's title stands right behind a label: 九、项目绩效目标 above 项目绩效目标表.
fn title_follows(cx: &Context, token: &Token) -> bool {
    let past = cx.pieces.partition_point(|piece| piece.span.start < token.span.end);
    (past..cx.pieces.len()).find(|&next| !cx.pieces[next].span.is_empty()).is_some_and(|next| titles::at(cx, next).is_some())
}

/// Whether a goal's label stands behind a head on the same line: 项目目标 总体目标 …
fn goal_follows(cx: &Context, token: &Token) -> bool {
    let next = cx.tokens.get(cx.tokens.partition_point(|other| other.span.start <= token.span.start));
    next.is_some_and(|next| next.piece == token.piece && matches!(next.meaning(), Some(Meaning::Goal(_))))
}

/// A page number on a line of its own: a few digits between blank lines.
pub fn is_page_number(cx: &Context, index: usize) -> bool {
    let text = cx.of(index);
    let apart = cx.pieces[index].after_blank && cx.pieces.get(index + 1).is_none_or(|next| next.after_blank);
    apart && cx.pieces[index].is_line() && !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A paragraph or line of a text.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Its characters.
    pub span: Span,
    /// The piece it stands in.
    pub piece: usize,
}

/// The paragraphs behind the label at token `at`; moves `at` to the token that ends them.
pub fn parts(cx: &Context, at: &mut usize, end: usize, goals_in_lines: bool) -> Vec<Part> {
    let labelled = cx.pieces[cx.tokens[*at].piece];
    let mut parts: Vec<Part> = Vec::new();
    *at += 1;
    while *at < end {
        let token = &cx.tokens[*at];
        let piece = cx.pieces[token.piece];
        if token.leads && labelled.is_cell() && within_cell(cx, token, parts.last()) {
            parts.push(Part { span: Span { end: token.span.end, ..piece.span }, piece: token.piece });
            *at += 1;
            continue;
        }
        if token.leads && stops(cx, token, goals_in_lines || labelled.is_cell()) {
            break;
        }
        if let Some(row) = labelled.row()
            && let Some(here) = piece.row()
            && here != row
            && (!parts.is_empty() || piece.after_blank)
            && !goes_on_below(cx, token.piece, parts.last())
        {
            // In a sheet a text ends with its row, or with the next one that holds nothing but its rest.
            break;
        }
        if labelled.row().is_some() && piece.is_line() && piece.after_blank && cx.is_sentence(token.span) && parts.is_empty() {
            break;
        }
        if is_page_number(cx, token.piece) {
            *at += 1;
            continue;
        }
        if let Some(behind) = titles::passed(cx, token.piece) {
            *at = cx.token_of(behind).max(*at + 1);
            continue;
        }
        if !token.span.is_empty() {
            match parts.last_mut() {
                // Words that only look like a label inside their line.
                Some(part) if part.piece == token.piece && !token.leads => part.span = part.span.to(token.span),
                // The number before a word that only looks like a label belongs to the text.
                _ if token.leads => {
                    parts.push(Part { span: Span { start: piece.span.start.min(token.span.start), ..token.span }, piece: token.piece })
                }
                _ => parts.push(Part { span: token.span, piece: token.piece }),
            }
        }
        *at += 1;
    }
    parts
}

/// Whether a row holds nothing but the rest of the text above it: a page ended inside its cell. `index` is in that row.
fn goes_on_below(cx: &Context, index: usize, before: Option<&Part>) -> bool {
    let Some(before) = before else { return false };
    let row = cx.pieces[index].row();
    let same = |i: &usize| cx.pieces[*i].row() == row;
    let first = (0..index).rev().take_while(same).last().unwrap_or(index);
    let mut filled = (first..cx.pieces.len()).take_while(same).filter(|&i| !cx.pieces[i].span.is_empty());
    let (only, more) = (filled.next(), filled.next());
    let above = before.span.of(cx.text);
    more.is_none()
        && super::context::ends_open(above)
        && only.is_some_and(|only| {
            cx.pieces[only].column().is_some_and(|column| column > 0)
                && cx.pieces[only].column() == cx.pieces[before.piece].column()
                && cx.words.columns.whole(cx.of(only)).is_none()
        })
}

/// Whether a label and its words stand inside the text of a cell: on a line that touches the cell's lines, or behind
/// an enumerator as the cell's first words. Labels of the form have cells of their own.
fn within_cell(cx: &Context, token: &Token, before: Option<&Part>) -> bool {
    let piece = cx.pieces[token.piece];
    let words_follow = token.span.end < piece.span.end;
    let colon = token.span.of(cx.text).ends_with([':', '：']);
    let label = match token.meaning() {
        Some(Meaning::Field(_) | Meaning::Goal(_)) => true,
        Some(Meaning::Section(_)) => colon,
        None => false,
    };
    if !label || !words_follow {
        return false;
    }
    match piece.place {
        Place::Line => before.is_some_and(|part| part.piece + 1 == token.piece && !piece.after_blank),
        Place::LooseCell => before.is_none() && piece.span.start < token.span.start,
        _ => false,
    }
}

/// Joins paragraphs: lines hard-wrapped at `wrap` run together, others stand below each other.
pub fn join(cx: &Context, parts: &[Part], wrap: Option<usize>) -> Raw {
    let mut raw = Raw::default();
    // Lines of a cell are its paragraphs.
    let cut = cx.wrapped.filter(|_| parts.first().is_some_and(|part| cx.pieces[part.piece].is_line()));
    for (index, part) in parts.iter().enumerate() {
        let glue = match (wrap, index.checked_sub(1).map(|before| parts[before])) {
            (Some(widest), Some(before)) if !begins_paragraph(cx, part.span, before.span, widest) => Glue::Wrap,
            // Outside tables a long line that stops in the middle of a sentence is wrapped.
            (None, Some(before)) if cut.is_some_and(|full| cuts(cx, before, *part, full)) => Glue::Wrap,
            // The rest of a sheet's cell on the next page.
            (None, Some(before))
                if cx.pieces[part.piece].row().is_some() && cx.pieces[part.piece].row() != cx.pieces[before.piece].row() =>
            {
                Glue::Wrap
            }
            (None, Some(before)) if cx.running && runs_on(cx, part.span, before.span) => Glue::Wrap,
            _ => Glue::Paragraph,
        };
        raw.push(glue, part.span);
    }
    raw
}

/// Whether a line of a text outside tables is cut at the full width: it stops in the middle of a sentence.
fn cuts(cx: &Context, before: Part, part: Part, full: super::context::Cut) -> bool {
    let lines = cx.pieces[before.piece].is_line() && cx.pieces[part.piece].is_line() && before.piece + 1 == part.piece;
    let above = before.span.of(cx.text);
    lines
        && !cx.pieces[part.piece].after_blank
        && full.is_full(above)
        && super::context::ends_open(above)
        && item_head(cx, part.span.of(cx.text)).is_none()
}

/// Whether `before` is a line of running text that goes on in `span`.
fn runs_on(cx: &Context, span: Span, before: Span) -> bool {
    const FULL: usize = 60;
    let above = before.of(cx.text);
    super::context::ends_open(above) && width(above) >= FULL && item_head(cx, span.of(cx.text)).is_none()
}

fn begins_paragraph(cx: &Context, span: Span, before: Span, widest: usize) -> bool {
    let text = span.of(cx.text);
    let above = before.of(cx.text);
    let head = item_head(cx, text).is_some()
        || enumerator(text).is_some() && !super::context::ends_open(above)
        || text.starts_with(['①', '②', '③', '④', '⑤', '⑥', '★', '●', '◆']);
    head || (!super::context::ends_open(above) && width(above) + 10 < widest)
}

/// Length of 目标1：  at the start of a paragraph, the separator included.
pub fn item_head(cx: &Context, text: &str) -> Option<(usize, usize)> {
    let head = cx.words.item_heads.iter().find(|head| text.starts_with(head.as_str()))?;
    let rest = &text[head.len()..];
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c));
    if behind.len() == rest.len() {
        return None;
    }
    let label = text.len() - behind.len();
    let separated = behind.trim_start_matches([' ', '\u{3000}']).strip_prefix(['：', ':', '、', '.', '．', '；', ';', '，', ',', ' '])?;
    Some((label, text.len() - separated.len()))
}
