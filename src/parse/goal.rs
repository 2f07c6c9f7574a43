//! Goals: one under its label, or several side by side under a head.
//!
//! ```text
//! goal    = label , text
//! columns = [ head ] , label , label , { label } , text , text , { text }
//! list    = "目标名称" , "目标说明" , { name , text }
//! ```

use super::context::Context;
use super::rows::{Item, rows};
use super::text::{self, Part};
use super::tokens::{Kind, Token};
use crate::grammar::{Meaning, TableColumn};
use crate::model::coverage::Structure;
use crate::model::document::Place;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Label, ParsedGoal, Raw};
use crate::model::record::Horizon;

/// Reads the goal labels at token `at` and what stands under them; moves `at` past it.
pub fn goals(
    cx: &mut Context,
    at: &mut usize,
    end: usize,
    wrap: Option<usize>,
    running: bool,
    head: Option<Label>,
    out: &mut Vec<ParsedGoal>,
) {
    let labels = labels(cx, *at, end);
    for &token in &labels {
        let raw = cx.tokens[token].label().map(|label| label.raw.clone()).unwrap_or_default();
        cx.mark_raw(&raw, Structure::Label);
    }
    let read = |cx: &Context, token: usize| match &cx.tokens[token].kind {
        Kind::Label(Meaning::Goal(horizon), label) => (Some(*horizon), (**label).clone()),
        _ => (None, Label::default()),
    };
    if let [only] = labels[..] {
        let (horizon, label) = read(cx, only);
        *at = only;
        let parts = text::parts(cx, at, end, running);
        push(cx, out, horizon, label, text::join(cx, &parts, wrap));
        return;
    }
    // 总⏎体⏎目⏎标 beside a single column is its head.
    let vertical = |raw: &Raw| raw.parts.len() >= 3 && raw.parts.iter().all(|(_, span)| span.of(cx.text).chars().nth(1).is_none());
    let beside = labels.len() == 2 && read(cx, labels[1]).0 != Some(Horizon::Overall) && vertical(&read(cx, labels[0]).1.raw);
    let headed = head.is_none() && (labels.len() >= 3 || beside) && read(cx, labels[0]).0 == Some(Horizon::Overall);
    let columns = if headed { &labels[1..] } else { &labels[..] };
    let head = head.or_else(|| headed.then(|| read(cx, labels[0]).1));
    let last = labels[labels.len() - 1];
    *at = last;
    let texts = if cx.pieces[cx.tokens[last].piece].row().is_some() {
        by_column(cx, columns, at, end)
    } else {
        flattened(cx, columns.len(), at, end, running)
    };
    match texts {
        Texts::Columns(texts) => {
            for (&token, parts) in columns.iter().zip(texts) {
                let (horizon, label) = read(cx, token);
                push(cx, out, horizon, label, text::join(cx, &parts, wrap));
            }
        }
        Texts::Unknown(parts) if parts.is_empty() => {}
        Texts::Unknown(parts) => {
            let raw = text::join(cx, &parts, wrap);
            let message = format!(
                "{} goals stand side by side, but the text prints {} paragraph(s) under them: which belongs to which is not known",
                columns.len(),
                parts.len()
            );
            cx.find(Code::GoalColumnsUnknown, Severity::Warning, message, raw.extent());
            push(cx, out, Some(Horizon::Overall), Label { years: Default::default(), ..head.unwrap_or_default() }, raw);
        }
    }
}

fn push(cx: &mut Context, out: &mut Vec<ParsedGoal>, horizon: Option<Horizon>, label: Label, text: Raw) {
    if cx.says_nothing(&text) {
        cx.mark_raw(&text, Structure::Placeholder);
        return;
    }
    out.push(ParsedGoal { horizon, label, name: Raw::default(), text, items: None });
}

/// The goal labels that stand beside each other: no value, no empty cell between them.
fn labels(cx: &Context, at: usize, end: usize) -> Vec<usize> {
    let mut labels = vec![at];
    let row = cx.pieces[cx.tokens[at].piece].row();
    let mut next = at + 1;
    while next < end {
        let token = &cx.tokens[next];
        let same_row = row.is_some() && cx.pieces[token.piece].row() == row;
        match token.kind {
            Kind::Label(Meaning::Goal(_), _) if row.is_none() || same_row => labels.push(next),
            Kind::Empty if same_row => {}
            _ => break,
        }
        next += 1;
    }
    labels
}

enum Texts {
    Columns(Vec<Vec<Part>>),
    Unknown(Vec<Part>),
}

/// In a grid each text stands in its label's column, in the rows below.
fn by_column(cx: &Context, labels: &[usize], at: &mut usize, end: usize) -> Texts {
    let columns: Vec<u16> = labels.iter().filter_map(|&token| cx.pieces[cx.tokens[token].piece].column()).collect();
    let own = cx.pieces[cx.tokens[*at].piece].row();
    let mut texts = vec![Vec::new(); columns.len()];
    let mut current = 0;
    let mut rows = Vec::new();
    *at += 1;
    while *at < end {
        let token = &cx.tokens[*at];
        let piece = cx.pieces[token.piece];
        if let Some(row) = piece.row() {
            if Some(row) != own && !rows.contains(&row) {
                // Another row of texts only while it has no label of its own.
                let labelled =
                    cx.tokens[*at..end].iter().take_while(|t| cx.pieces[t.piece].row() == Some(row)).any(|t| t.meaning().is_some());
                if labelled
                    || super::indicator::header(cx, token.piece).is_some()
                    || super::titles::at(cx, token.piece).is_some()
                    || super::indicator::begins_without_header(cx, token.piece)
                {
                    break;
                }
                rows.push(row);
            }
            if !token.span.is_empty() {
                let shifted = first_text(cx, token.piece) < columns.first().copied();
                current = match columns.iter().position(|&column| Some(column) == piece.column()).filter(|_| !shifted) {
                    Some(own) => own,
                    // A row that lost the blank cell under the head: as many texts as labels, in order.
                    None => in_order(cx, token.piece, columns.len())
                        .unwrap_or_else(|| columns.iter().rposition(|&column| Some(column) <= piece.column()).unwrap_or(0)),
                };
            }
        } else if token.meaning().is_some() || piece.after_blank {
            break;
        }
        if !token.span.is_empty()
            && let Some(parts) = texts.get_mut(current)
        {
            parts.push(Part { span: token.span, piece: token.piece });
        }
        *at += 1;
    }
    Texts::Columns(texts)
}

/// The grid column of the first text in a cell's row.
fn first_text(cx: &Context, piece: usize) -> Option<u16> {
    let row = cx.pieces[piece].row();
    let begin = (0..piece).rev().take_while(|&i| cx.pieces[i].row() == row).last().unwrap_or(piece);
    (begin..=piece).find(|&i| !cx.pieces[i].span.is_empty()).and_then(|i| cx.pieces[i].column())
}

/// Which text of its row a cell is, where the row holds as many texts as there are columns.
fn in_order(cx: &Context, piece: usize, columns: usize) -> Option<usize> {
    let row = cx.pieces[piece].row();
    let begin = (0..piece).rev().take_while(|&i| cx.pieces[i].row() == row).last().unwrap_or(piece);
    let texts: Vec<usize> =
        (begin..cx.pieces.len()).take_while(|&i| cx.pieces[i].row() == row).filter(|&i| !cx.pieces[i].span.is_empty()).collect();
    (texts.len() == columns).then(|| texts.iter().position(|&i| i == piece)).flatten()
}

/// In flattened text the columns are known only where there is one paragraph or one cell for each.
fn flattened(cx: &Context, columns: usize, at: &mut usize, end: usize, running: bool) -> Texts {
    let first = *at + 1;
    let parts = text::parts(cx, at, end, running);
    if let Some(cells) = loose_row(cx, columns, &cx.tokens[first..*at]) {
        return Texts::Columns(cells);
    }
    // Cells of a further row, …… for one, are no goals.
    let row = first + one_row(cx, &cx.tokens[first..*at]);
    if let Some(cells) = (row < *at).then(|| loose_row(cx, columns, &cx.tokens[first..row])).flatten() {
        *at = row;
        return Texts::Columns(cells);
    }
    let mut cells: Vec<Vec<Part>> = Vec::new();
    for part in &parts {
        match cells.last_mut() {
            Some(cell) if cx.pieces[part.piece].place != Place::LooseCell => cell.push(*part),
            _ => cells.push(vec![*part]),
        }
    }
    let begins_in_cell = parts.first().is_some_and(|part| cx.pieces[part.piece].place == Place::LooseCell);
    if begins_in_cell && cells.len() == columns {
        return Texts::Columns(cells);
    }
    if parts.len() == columns { Texts::Columns(parts.into_iter().map(|part| vec![part]).collect()) } else { Texts::Unknown(parts) }
}

/// How many of the tokens stand before the second row of loose cells.
fn one_row(cx: &Context, tokens: &[Token]) -> usize {
    let begins = |token: &Token| cx.pieces[token.piece].place == Place::LooseCell && cx.pieces[token.piece].after_blank;
    tokens.iter().skip(1).position(begins).map_or(tokens.len(), |at| at + 1)
}

/// Loose cells keep their blank ones: one cell for each column, perhaps behind the blank one under the head.
fn loose_row(cx: &Context, columns: usize, tokens: &[Token]) -> Option<Vec<Vec<Part>>> {
    let mut cells: Vec<Vec<Part>> = Vec::new();
    for token in tokens.iter() {
        if cx.pieces[token.piece].place == Place::LooseCell && token.leads {
            cells.push(Vec::new());
        }
        if token.span.is_empty() {
            continue;
        }
        let cell = cells.last_mut()?;
        let from = if token.leads { cx.pieces[token.piece].span.start.min(token.span.start) } else { token.span.start };
        let span = crate::model::span::Span { start: from, ..token.span };
        match cell.last_mut() {
            // Words that only look like a label inside their line.
            Some(part) if part.piece == token.piece => part.span = part.span.to(span),
            _ => cell.push(Part { span, piece: token.piece }),
        }
    }
    if cells.len() == columns + 1 && cells[0].is_empty() {
        cells.remove(0);
    }
    (cells.len() == columns && columns > 0).then_some(cells)
}

/// Reads 目标名称 / 目标说明 rows in the pieces `from..to`.
pub fn list(cx: &mut Context, head: &Label, from: usize, to: usize, out: &mut Vec<ParsedGoal>) {
    for item in rows(cx, from..to, 2) {
        let Item::Row(cells) = item else { continue };
        let blank_name = cells.len() == 2 && cells[0].raw.is_empty();
        let filled: Vec<Raw> = cells.into_iter().map(|cell| cell.raw).filter(|raw| !raw.is_empty()).collect();
        let header = |raw: &Raw| {
            matches!(
                cx.words.tables.whole(&raw.joined(cx.text)).map(|found| found.meaning),
                Some(TableColumn::GoalName | TableColumn::GoalText)
            )
        };
        if !filled.is_empty() && filled.iter().all(header) {
            filled.iter().for_each(|raw| cx.mark_raw(raw, Structure::Header));
            continue;
        }
        let mut filled = filled.into_iter();
        let name = if blank_name { Some(Raw::default()) } else { filled.next() };
        let (Some(name), text) = (name, filled.next().unwrap_or_default()) else { continue };
        if cx.says_nothing(&name) && cx.says_nothing(&text) {
            cx.mark_raw(&name, Structure::Placeholder);
            cx.mark_raw(&text, Structure::Placeholder);
            continue;
        }
        let mut paragraphs = Raw::default();
        for (_, span) in &text.parts {
            paragraphs.push(crate::model::parsed::Glue::Paragraph, *span);
        }
        out.push(ParsedGoal {
            horizon: Some(Horizon::Overall),
            label: Label { years: Default::default(), ..head.clone() },
            name,
            text: paragraphs,
            items: None,
        });
    }
}
