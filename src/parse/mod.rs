//! Reads a recognised document: pieces and a layout in, what stands under which label out.
//!
//! ```text
//! document = [ title ] , { table | form | note | page-mark }
//! ```
//! Nothing here fails: what no grammar line expects stays unclaimed and shows in the coverage.

mod again;
mod align;
mod amounts;
mod around;
mod bare;
mod broken;
mod budget;
mod cells;
mod centred;
mod constant;
mod context;
mod department;
mod form;
mod goal;
mod header;
mod impossible;
mod indicator;
mod inner;
mod late;
mod merged;
mod projects;
mod rows;
mod running;
mod stacked;
mod text;
mod titles;
mod tokens;
mod torn;
mod wide;

use crate::grammar::{Begins, Field, Layout, Meaning, TitlePlace, fold_into};
use crate::model::coverage::Structure;
use crate::model::document::{Document, Piece};
use crate::model::parsed::{Glue, ParsedDocument, ParsedTable, Raw};
use crate::model::span::Span;

use context::Context;
use form::Form;
use titles::Title;

impl Context<'_> {
    /// The first token of piece `piece` or behind it.
    fn token_of(&self, piece: usize) -> usize {
        self.tokens.partition_point(|token| token.piece < piece)
    }

    /// The unbroken lines right before a title: perhaps the project's name.
    fn lines_before(&self, piece: usize) -> Vec<Span> {
        const MOST_LINES: usize = 3;
        self.pieces[..piece].iter().rev().take(MOST_LINES).take_while(|piece| piece.is_line()).map(|piece| piece.span).collect()
    }
}

/// Reads `document` with the words of `layout`.
pub fn parse(document: &Document, layout: &Layout) -> ParsedDocument {
    if layout.begins == Begins::Cells {
        return cells::document(document, layout);
    }
    part(document.body(), &document.pieces, layout)
}

/// Reads some pieces of a text with the words of `layout`.
pub fn part(text: &str, pieces: &[Piece], layout: &Layout) -> ParsedDocument {
    let mut cx = Context::new(text, pieces, layout);
    cx.tokens = tokens::tokens(&mut cx);
    inner::settle(&mut cx);
    let mut parsed = ParsedDocument::default();
    let mut at = title(&mut cx, &mut parsed);
    let count = cx.tokens.len();
    let mut open: Option<Form> = None;
    // Each turn reads on or closes a form; two turns at one place read nothing.
    let mut turns = (usize::MAX, 0);
    while at < count {
        turns = if turns.0 == at { (at, turns.1 + 1) } else { (at, 0) };
        if turns.1 > 2 {
            at += 1;
            continue;
        }
        let token = cx.tokens[at].clone();
        let piece = token.piece;
        if token.leads
            && let Some(found) = titles::at(&cx, piece)
        {
            if let Some(behind) = contents(&cx, piece) {
                let head = (0..piece).rev().find(|&above| !cx.pieces[above].span.is_empty()).filter(|&above| is_part(cx.of(above)));
                head.into_iter().for_each(|above| cx.mark(cx.pieces[above].span, Structure::Title));
                (piece..behind).for_each(|piece| cx.mark(cx.pieces[piece].span, Structure::Title));
                at = cx.token_of(behind).max(at + 1);
                continue;
            }
            if let Title::Table(kind) = found.title {
                close(&mut cx, &mut open, &mut parsed);
                let (mut table, next) = budget::table(&mut cx, piece, found.end, kind);
                if let Some((above, number)) = titles::number_above(&cx, piece) {
                    cx.mark(cx.pieces[above].span, Structure::Title);
                    table.number = table.number.or(Some(number));
                }
                parsed.years.extend(table.year);
                if let Some(table) = continued(&mut cx, &mut parsed, table, piece) {
                    parsed.tables.push(table);
                }
                at = cx.token_of(next).max(at + 1);
                continue;
            }
            // A title right behind a chapter's title heads the same form.
            if open.as_ref().is_none_or(|form| !form.is_empty()) {
                close(&mut cx, &mut open, &mut parsed);
            }
            let mut form = open.take().unwrap_or_default();
            form.front(cx.lines_before(piece));
            form.titled(&mut cx, piece, found.end, found.title);
            let from = cx.token_of(found.end);
            at = form.read(&mut cx, from, count);
            open = Some(form);
            continue;
        }
        let begins = token.meaning().is_some() || open.is_some() || year_begins(&cx, at) || table_begins(&cx, piece);
        if begins {
            if let (Some(form), Some(meaning)) = (&open, token.meaning())
                && form.begins_another(&cx, at, meaning)
            {
                close(&mut cx, &mut open, &mut parsed);
            }
            if open.as_ref().is_some_and(Form::has_body) && year_begins(&cx, at) {
                close(&mut cx, &mut open, &mut parsed);
            }
            let mut form = open.take().unwrap_or_default();
            let next = form.read(&mut cx, at, count);
            open = Some(form);
            at = next.max(at + usize::from(next == at && titles::at(&cx, piece).is_none() && !would_close(&cx, &open, at)));
            continue;
        }
        if titles::number_line(&cx, piece).is_some() {
            cx.mark(token.span, Structure::Title);
        }
        loose(&mut cx, token.span);
        at += 1;
    }
    close(&mut cx, &mut open, &mut parsed);
    parsed.structure = cx.structure;
    parsed.findings = cx.findings;
    parsed
}

/// Whether the token at which a form stopped begins another one.
fn would_close(cx: &Context, open: &Option<Form>, at: usize) -> bool {
    let Some(form) = open else { return false };
    cx.tokens[at].meaning().is_some_and(|meaning| form.begins_another(cx, at, meaning)) || (form.has_body() && year_begins(cx, at))
}

fn year_begins(cx: &Context, at: usize) -> bool {
    let token = &cx.tokens[at];
    // A year that stands behind its form begins nothing.
    cx.layout.title == TitlePlace::Before && token.leads && cx.pieces[token.piece].after_blank && titles::year_at(cx, token.piece).is_some()
}

fn table_begins(cx: &Context, piece: usize) -> bool {
    projects::header(cx, piece).is_some() || indicator::header(cx, piece).is_some() || indicator::begins_without_header(cx, piece)
}

fn close(cx: &mut Context, open: &mut Option<Form>, parsed: &mut ParsedDocument) {
    if let Some(form) = open.take() {
        form.finish(cx, parsed);
    }
}

/// A table of contents: titles one below the other that all come again. Gives the piece behind it.
fn contents(cx: &Context, piece: usize) -> Option<usize> {
    const LEAST: usize = 3;
    let mut listed: Vec<String> = Vec::new();
    let mut at = piece;
    while at < cx.pieces.len() {
        if cx.pieces[at].span.is_empty() {
            at += 1;
            continue;
        }
        let Some(found) = titles::at(cx, at) else { break };
        let title: String = (at..found.end).map(|piece| fold_into(cx.of(piece))).collect();
        if listed.contains(&title) {
            break;
        }
        listed.push(title);
        at = found.end;
    }
    let again = |title: &String| {
        (at..cx.pieces.len()).any(|piece| cx.pieces[piece].span.of(cx.text).len() < 300 && fold_into(cx.of(piece)) == *title)
    };
    (listed.len() >= LEAST && listed.iter().take(LEAST).all(again)).then_some(at)
}

/// Adds a table to the one before it where both have one title and the same columns: it went on on a further page.
/// Gives back any other table.
fn continued(cx: &mut Context, parsed: &mut ParsedDocument, table: ParsedTable, piece: usize) -> Option<ParsedTable> {
    let Some(before) = parsed.tables.last_mut() else { return Some(table) };
    let keys = |table: &ParsedTable| table.columns.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let last = before.rows.iter().flat_map(|row| row.values.iter().chain([&row.name])).filter_map(Raw::extent).map(|span| span.end).max();
    // Nothing else stands between: the row above the title is the last of the table before.
    let above = (0..piece).rev().find(|&at| !cx.pieces[at].span.is_empty()).map(|at| cx.pieces[at].span.end);
    let one = cx.folded(&before.title) == cx.folded(&table.title) && before.kind == table.kind && keys(before) == keys(&table);
    // Another body's table begins like the first one, with its 合计.
    let first = |table: &ParsedTable| table.rows.first().map(|row| cx.folded(&row.name));
    if !one || last.is_none() || last != above || table.rows.is_empty() || first(before) == first(&table) {
        return Some(table);
    }
    before.unit = before.unit.or(table.unit);
    before.rows.extend(table.rows);
    cx.mark_raw(&table.title, Structure::Title);
    table.columns.iter().for_each(|(_, header)| cx.mark_raw(header, Structure::Header));
    None
}

/// Text between forms and tables.
fn loose(cx: &mut Context, span: Span) {
    if span.is_empty() {
        return;
    }
    if titles::is_note(cx, span) {
        cx.mark(span, Structure::Note);
    } else if titles::unit_line(cx, span).is_some() {
        cx.mark(span, Structure::Unit);
    }
}

/// Whether a line ends in a word that titles end in.
fn ends_like_title(cx: &Context, line: &str) -> bool {
    let folded = fold_into(line);
    cx.words.titles.document.iter().any(|word| folded.ends_with(word.as_str()))
}

/// Reads the document's title: the lines before the first label, form title or table. Returns the token behind it.
fn title(cx: &mut Context, parsed: &mut ParsedDocument) -> usize {
    const MOST_LINES: usize = 4;
    let mut lines: Vec<Span> = Vec::new();
    let mut at = 0;
    while at < cx.tokens.len() && lines.len() <= MOST_LINES {
        let token = &cx.tokens[at];
        if token.span.is_empty() {
            at += 1;
            continue;
        }
        if let Some(end) = heads_document(cx, token.piece) {
            let until = cx.token_of(end);
            lines.extend((token.piece..end).map(|piece| cx.pieces[piece].span).filter(|span| !span.is_empty()));
            at = until;
            break;
        }
        let piece = cx.pieces[token.piece];
        if lines.is_empty() && titles::number_line(cx, token.piece).is_some() && !titles_follow(cx, token.piece) {
            // 附件1 above the document's title.
            cx.mark(token.span, Structure::Title);
            at += 1;
            continue;
        }
        let opens = token.meaning().is_some()
            || titles::at(cx, token.piece).is_some()
            || titles::year_at(cx, token.piece).is_some()
            || titles::unit_line(cx, token.span).is_some()
            || titles::number_line(cx, token.piece).is_some()
            || titles::is_note(cx, token.span)
            || table_begins(cx, token.piece)
            || (piece.row().is_some()
                && cx.pieces.get(token.piece + 1).is_some_and(|next| next.row() == piece.row() && !next.span.is_empty()));
        if opens {
            break;
        }
        if numbers_first(cx, token.piece) {
            // 一、校舍维修 above the first project is a head of its own.
            cx.mark(token.span, Structure::Title);
            at += 1;
            continue;
        }
        lines.push(token.span);
        at += 1;
    }
    let first_label = cx.tokens.get(at).and_then(|token| token.meaning());
    let form_follows = first_label.is_some() || at < cx.tokens.len();
    if lines.is_empty() {
        return 0;
    }
    if !form_follows {
        // A text without forms: its first line, if sentences follow.
        let headed = titles_text(cx, &lines);
        if headed {
            parsed.title.push(Glue::Wrap, lines[0]);
        }
        return usize::from(headed);
    }
    let name = cx
        .tokens
        .get(at + 1)
        .filter(|_| first_label == Some(Meaning::Field(Field::Name)))
        .map(|token| fold_into(token.span.of(cx.text)))
        .unwrap_or_default();
    // A colon parts a label from its value; a part or chapter is one of the text's.
    let plain = |line: &str| {
        line.chars().count() <= 80 && !line.contains(['。', '；', '！', '？', '：', ':']) && !line.ends_with(['，', ',']) && !is_part(line)
    };
    let fits = |span: &Span| {
        let line = span.of(cx.text);
        let folded = fold_into(line);
        let named = name.chars().count() > 3 && (folded.contains(&name) || name.contains(&folded));
        plain(line) && (named || titles::year_in(cx.text, *span).is_some() || ends_like_title(cx, line))
    };
    let mut taken = 0;
    // A line that says only the body's name belongs to a title that has a fitting line.
    let any = lines.iter().any(fits);
    for line in lines.iter().skip_while(|line| !plain(line.of(cx.text))) {
        if is_part(line.of(cx.text)) {
            break;
        }
        if fits(line) || any && plain(line.of(cx.text)) {
            parsed.title.push(Glue::Wrap, *line);
            taken += 1;
        }
    }
    if taken == 0 { 0 } else { at }
}

/// Whether a line numbers the project below it: 一、校舍维修.
fn numbers_first(cx: &Context, piece: usize) -> bool {
    inner::numbered(cx.of(piece)) > 0 && inner::names_next(cx, piece)
}

/// Whether a form's or table's title follows the piece.
fn titles_follow(cx: &Context, piece: usize) -> bool {
    (piece + 1..cx.pieces.len()).find(|&next| !cx.pieces[next].span.is_empty()).is_some_and(|next| titles::at(cx, next).is_some())
}

/// Whether the first of the lines heads the sentences below it.
fn titles_text(cx: &Context, lines: &[Span]) -> bool {
    let first = lines[0].of(cx.text);
    first.chars().count() <= 40
        && !first.contains(['。', '；', '！', '：', ':', '，', ','])
        && lines[1..].iter().any(|line| cx.is_sentence(*line))
}

/// 第一部分, 第二章, 目录: the head of a part, no title of the whole.
fn is_part(line: &str) -> bool {
    if fold_into(line) == "目录" {
        return true;
    }
    let Some(rest) = line.strip_prefix('第') else { return false };
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)).starts_with(['部', '章', '节'])
}

/// A form's title that only another form's title follows heads the document, not a form: X局2023年项目绩效目标公开表.
/// Gives the piece behind it.
fn heads_document(cx: &Context, piece: usize) -> Option<usize> {
    let found = titles::at(cx, piece)?;
    let next = (found.end..cx.pieces.len()).find(|&i| !cx.pieces[i].span.is_empty())?;
    let again = titles::at(cx, next)?;
    let heads = |title: Title| matches!(title, Title::Project { chapter: false, .. } | Title::Department);
    let own = fold_into(cx.of(piece));
    let differs = own != fold_into(cx.of(next)) && own.chars().count() > fold_into(cx.of(next)).chars().count().min(12);
    (heads(found.title) && !matches!(again.title, Title::Table(_)) && differs).then_some(found.end)
}
