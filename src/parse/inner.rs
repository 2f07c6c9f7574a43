//! Labels inside values: tokens in, the same tokens out, but words that only repeat a label of their form are text again.
//!
//! ```text
//! text  = label , { paragraph | [ enumerator ] , label , ":" , words }
//! value = label-cell , label-cell                 经费来源 ⇥ 财政拨款
//! ```
//! A form prints each of its labels in one way: in a cell, alone on its line, or before its value. The same label printed
//! more poorly inside a text (（一）项目名称：… under 项目基本概况) names nothing.

use std::collections::HashMap;

use super::context::Context;
use super::tokens::{Kind, Token, enumerator};
use crate::grammar::{Field, Meaning, fold, fold_into};
use crate::model::document::Place;
use crate::model::span::Span;

/// Makes the label tokens that stand inside values texts.
pub fn settle(cx: &mut Context) {
    let mut inner = values(cx);
    inner.extend(repeated(cx));
    if inner.is_empty() {
        return;
    }
    inner.sort_unstable();
    inner.dedup();
    let mut inner = inner.into_iter().peekable();
    let mut kept: Vec<Token> = Vec::with_capacity(cx.tokens.len());
    for (at, mut token) in std::mem::take(&mut cx.tokens).into_iter().enumerate() {
        if inner.next_if_eq(&at).is_some() {
            let piece = cx.pieces[token.piece];
            token.kind = Kind::Text;
            token.span = Span { end: token.span.end.max(piece.span.end), ..piece.span };
            kept.push(token);
            continue;
        }
        let swallowed = !token.leads && kept.last().is_some_and(|before| before.piece == token.piece && before.span.end >= token.span.end);
        if !swallowed {
            kept.push(token);
        }
    }
    cx.tokens = kept;
}

/// How well a label is printed: in a cell before alone on a line before in front of its value.
fn rank(cx: &Context, token: &Token) -> u8 {
    let piece = cx.pieces[token.piece];
    let alone = token.span.end >= piece.span.end;
    match piece.place {
        Place::LooseCell | Place::GridCell { .. } if alone => 2,
        Place::CellLine | Place::Line if !alone => 0,
        _ => 1,
    }
}

/// The marks of the number before a label: 一、 and 二、 are one style, （一） and 1. are others.
fn style(cx: &Context, token: &Token) -> (bool, Option<char>) {
    let number = Span { start: cx.pieces[token.piece].span.start, end: token.span.start }.of(cx.text);
    let arabic = number.contains(|c: char| c.is_ascii_digit());
    (arabic, number.chars().map(fold).find(|c| matches!(c, '(' | '、' | '.' | ',')))
}

/// The labels that head a text, a form or its unit, and so could end a text.
fn heads(cx: &Context, token: &Token) -> Option<Field> {
    let Some(Meaning::Field(field)) = token.meaning().filter(|_| token.leads) else { return None };
    let body = || token.label().is_some_and(|label| cx.words.body_labels.contains(&cx.folded(&label.raw)));
    (field.is_text() || matches!(field, Field::Name) || field == Field::ImplementingUnit && !body()).then_some(field)
}

/// Labels on lines of an open text whose form prints the same label better elsewhere.
fn repeated(cx: &Context) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < cx.tokens.len() {
        let (own, to) = stretch(cx, from);
        let usual = own.map(|own| style(cx, &cx.tokens[own]));
        // Where labels stand in front of their values, one without a value says nothing of the next line.
        let apart = own.is_some_and(|own| rank(cx, &cx.tokens[own]) > 0);
        let how = |token: &Token| (rank(cx, token), usual.is_none_or(|usual| style(cx, token) == usual));
        let mut best: HashMap<Field, (u8, bool)> = HashMap::new();
        let note = |best: &mut HashMap<Field, (u8, bool)>, field: Field, how: (u8, bool)| {
            best.entry(field).and_modify(|known| *known = how.max(*known)).or_insert(how);
        };
        for token in cx.tokens[from..to].iter().filter(|token| cx.pieces[token.piece].is_line()) {
            if let Some(field) = heads(cx, token) {
                note(&mut best, field, how(token));
            }
        }
        // The token of an open text's label, where no word of the text has come yet, and whether a text is open.
        let (mut begun, mut open) = (None, false);
        for (at, token) in cx.tokens.iter().enumerate().take(to).skip(from) {
            let Some(meaning) = token.meaning().filter(|_| token.leads) else {
                begun = begun.filter(|_| token.span.is_empty());
                continue;
            };
            let head = heads(cx, token);
            let line = cx.pieces[token.piece].is_line();
            let poorer = head.is_some_and(|field| best.get(&field).is_some_and(|best| how(token) < *best));
            let first = apart && begun.is_some() && rank(cx, token) == 0 && head.is_some_and(|field| field != Field::Profile);
            if open && line && (poorer || first) {
                found.push(at);
                begun = None;
                continue;
            }
            if let Some(field) = head.filter(|_| !line) {
                // A cell's label only says how the lines behind it are to be read.
                note(&mut best, field, how(token));
            }
            if open && line && head.is_none() && matches!(meaning, Meaning::Field(_)) {
                begun = None;
                continue;
            }
            open = matches!(meaning, Meaning::Field(field) if field.is_text());
            begun = (open && rank(cx, token) > 0).then_some(at);
        }
        from = to;
    }
    found
}

/// The 项目名称 of the form that begins at `from`, and one past its tokens: a form goes on where the same name is only
/// repeated before its value.
fn stretch(cx: &Context, from: usize) -> (Option<usize>, usize) {
    let count = cx.tokens.len();
    let names = |at: &usize| cx.tokens[*at].leads && cx.tokens[*at].meaning() == Some(Meaning::Field(Field::Name));
    let Some(own) = (from..count).find(names) else { return (None, count) };
    let name = name_at(cx, own);
    let repeats = |at: usize| rank(cx, &cx.tokens[at]) < rank(cx, &cx.tokens[own]) && alike(&name, &name_at(cx, at));
    (Some(own), (own + 1..count).filter(names).find(|&at| !repeats(at)).unwrap_or(count))
}

/// The folded value behind a label.
pub fn name_at(cx: &Context, at: usize) -> String {
    let value = cx.tokens[at + 1..].iter().find(|token| !token.span.is_empty()).filter(|token| token.kind == Kind::Text);
    value.map(|value| fold_into(value.span.of(cx.text))).unwrap_or_default()
}

/// Whether one name holds the other.
fn alike(one: &str, two: &str) -> bool {
    let long = |name: &str| name.chars().count() > 2;
    long(one) && long(two) && (one.contains(two) || two.contains(one))
}

/// Labels that are the value of the label before them: 经费来源 ⇥ 财政拨款, and in a goal's own cell 总体目标：….
fn values(cx: &Context) -> Vec<usize> {
    let follows = |at: usize| {
        let (label, token) = (&cx.tokens[at - 1], &cx.tokens[at]);
        let (before, piece) = (cx.pieces[label.piece], cx.pieces[token.piece]);
        let beside = match (before.place, piece.place) {
            (Place::LooseCell, Place::LooseCell) => !piece.after_blank,
            (Place::GridCell { row: one, .. }, Place::GridCell { row: two, .. }) => one == two,
            _ => false,
        };
        if !token.leads || !label.leads || !beside || label.span.end < before.span.end {
            return false;
        }
        let words = piece.span.end > token.span.end;
        match (label.meaning(), token.meaning()) {
            (Some(Meaning::Goal(_)), Some(Meaning::Goal(_) | Meaning::Field(_))) => words,
            (Some(Meaning::Field(Field::FundingSource)), Some(Meaning::Field(field))) => field.is_amount() && !words && ends_row(cx, at),
            _ => false,
        }
    };
    (1..cx.tokens.len()).filter(|&at| follows(at)).collect()
}

/// Whether the token is the last of its row that says anything.
fn ends_row(cx: &Context, at: usize) -> bool {
    let row = cx.pieces[cx.tokens[at].piece].row();
    let rest = cx.tokens[at + 1..].iter().map(|token| cx.pieces[token.piece]);
    let same =
        |piece: &crate::model::document::Piece| if row.is_some() { piece.row() == row } else { piece.is_cell() && !piece.after_blank };
    rest.take_while(same).all(|piece| piece.span.is_empty())
}

/// Whether a line only names the project whose 项目名称 follows: 二、校舍维修项目 above 项目名称 校舍维修项目.
pub fn names_next(cx: &Context, piece: usize) -> bool {
    const NEAR: usize = 3;
    let line = cx.of(piece);
    if !cx.pieces[piece].is_line() || line.is_empty() || line.len() > 300 {
        return false;
    }
    let from = cx.tokens.partition_point(|token| token.piece <= piece);
    let near = &cx.tokens[from..cx.tokens.len().min(from + NEAR)];
    let Some(label) = near.iter().position(|token| token.meaning() == Some(Meaning::Field(Field::Name))) else { return false };
    let between = near[..label].iter().all(|token| token.span.is_empty() || cx.pieces[token.piece].is_line());
    between && alike(&name_at(cx, from + label), &fold_into(&line[numbered(line)..]))
}

/// Length of what numbers a project or a title: 二、 （三） 4. 项目一： 附件2： 附：
pub fn numbered(line: &str) -> usize {
    if let Some(past) = enumerator(line) {
        return past;
    }
    let counts = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let behind = |word: &str| {
        let rest = line.strip_prefix(word)?;
        let past = rest.trim_start_matches(counts);
        let separators: &[char] = if past.len() < rest.len() { &['：', ':', '、', '.', ' ', '\u{3000}'] } else { &['：', ':'] };
        past.strip_prefix(separators).filter(|_| word != "项目" || past.len() < rest.len())
    };
    ["项目", "附件", "附表", "附"].into_iter().find_map(behind).map_or(0, |rest| line.len() - rest.trim_start().len())
}
