//! One project or department form: label–value pairs, goals, tables, in whatever order they stand.
//!
//! ```text
//! form = [ title ] , [ year-line ] , { pair | text | goal | indicators | amounts | rows | note }
//! ```
//! A form ends where another begins: at a title, or where its first label comes again.

mod finish;
mod pages;
mod sections;

use crate::grammar::{Begins, Field, Meaning, Role, TitlePlace, fold_into};
use crate::model::coverage::Structure;
use crate::model::document::Place;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Label, Pair, ParsedDepartment, ParsedProject, Raw};
use crate::model::record::Horizon;
use crate::model::span::Span;
use crate::parse::centred;
use crate::parse::context::Context;
use crate::parse::goal;
use crate::parse::impossible;
use crate::parse::indicator::{self, Block, Column, Indicators};
use crate::parse::inner;
use crate::parse::projects;
use crate::parse::running;
use crate::parse::text;
use crate::parse::titles::{self, Title};
use crate::parse::tokens::Kind;
use crate::parse::wide;

/// A form while it is read; which kind it is shows late.
#[derive(Debug, Default)]
pub struct Form {
    /// What a project form holds, pairs and indicators of both kinds.
    pub project: ParsedProject,
    /// What only a department form holds.
    pub department: ParsedDepartment,
    /// Whether it is a department form.
    pub is_department: bool,
    /// Lines before the title that may be the project's name.
    front: Vec<Span>,
    begun: bool,
    /// Year columns of 项目资金来源, for a table below it that prints only 金额.
    year_columns: Vec<Raw>,
    /// The year in the label of an annual goal, also where its text is blank.
    goal_year: Option<Span>,
    /// The projects of one table that holds many.
    many: Vec<ParsedProject>,
}

impl Form {
    /// A form that begins with the title at pieces `index..end`.
    pub fn titled(&mut self, cx: &mut Context, index: usize, end: usize, title: Title) {
        let mut raw = Raw::default();
        for piece in index..end {
            let mut span = cx.pieces[piece].span;
            if let Some(past) = Some(inner::numbered(span.of(cx.text))).filter(|past| *past > 0 && piece == index) {
                cx.mark(Span::new(span.start as usize, span.start as usize + past).trimmed(cx.text), Structure::Label);
                span.start += past as u32;
            }
            raw.push(crate::model::parsed::Glue::Wrap, span);
        }
        match title {
            Title::Department => {
                self.is_department = true;
                cx.mark_raw(&raw, Structure::Title);
                self.note_year(cx, &raw);
            }
            Title::Project { chapter: true, .. } => cx.mark_raw(&raw, Structure::Title),
            Title::Project { self_evaluation, .. } => {
                self.project.self_evaluation |= self_evaluation;
                if self.project.form_title.is_empty() {
                    self.note_year(cx, &raw);
                    self.project.form_title = raw;
                } else {
                    cx.mark_raw(&raw, Structure::Title);
                }
            }
            Title::Table(_) => {}
        }
    }

    fn note_year(&mut self, cx: &Context, raw: &Raw) {
        let year = raw.extent().and_then(|span| titles::year_in(cx.text, span));
        self.project.year = self.project.year.or(year);
    }

    /// Whether the form has what only stands behind its first labels.
    pub fn has_body(&self) -> bool {
        !self.many.is_empty()
            || !self.project.goals.is_empty()
            || !self.project.indicators.is_empty()
            || !self.project.funding_sources.is_empty()
    }

    fn has(&self, field: Field) -> bool {
        self.project.pairs.iter().any(|pair| pair.field == field)
    }

    /// Whether anything was read at all.
    pub fn is_empty(&self) -> bool {
        !self.begun && self.project.form_title.is_empty() && !self.is_department
    }

    /// Lines printed right before the title.
    pub fn front(&mut self, lines: Vec<Span>) {
        self.front.extend(lines);
    }

    /// Whether a further form begins at the label with this meaning.
    pub fn begins_another(&self, cx: &Context, at: usize, meaning: Meaning) -> bool {
        let Meaning::Field(field) = meaning else { return false };
        match field {
            Field::DepartmentName if self.is_empty() => false,
            Field::DepartmentName => !self.is_department || self.has(Field::DepartmentName) && self.has_body(),
            Field::Name if self.is_department => false,
            // The same name again at the top of the form's own table.
            Field::Name if self.is_named_again(cx, at) => false,
            Field::Name if cx.layout.begins == Begins::Name => self.has(Field::Name) || self.has_body(),
            Field::Name | Field::CompetentDepartment | Field::Code => self.has_body() && self.has(field),
            _ => false,
        }
    }

    /// Whether the label at token `at` only repeats the name of a form that has come no further than its narrative.
    fn is_named_again(&self, cx: &Context, at: usize) -> bool {
        let own = self.project.pairs.iter().find(|pair| pair.field == Field::Name).map(|pair| cx.folded(&pair.value));
        cx.layout.begins == Begins::Name && !self.has_body() && own.is_some_and(|own| !own.is_empty() && own == inner::name_at(cx, at))
    }

    /// Reads on from token `at`; returns the token at which something else begins.
    pub fn read(&mut self, cx: &mut Context, mut at: usize, end: usize) -> usize {
        let first = cx.tokens.get(at).map_or(cx.pieces.len(), |token| token.piece);
        let running = cx.last_cell.is_none_or(|last| last < first);
        let shape = Shape { running, wrap: cx.wrap.filter(|_| running) };
        while at < end {
            let token = cx.tokens[at].clone();
            if token.leads
                && let Some(header) = projects::header(cx, token.piece)
            {
                self.begun = true;
                let (found, next) = projects::table(cx, &header, &self.project);
                self.many.extend(found);
                at = cx.token_of(next).max(at + 1);
                continue;
            }
            if let Some(meaning) = token.meaning() {
                if self.begins_another(cx, at, meaning) && token.leads {
                    return at;
                }
                self.begun = true;
                if let Some((labels, values)) = impossible::column_of_labels(cx, at, end) {
                    at = self.unpaired_labels(cx, labels, values);
                    continue;
                }
                let next = self.labelled(cx, at, end, meaning, shape);
                if cx.layout.title == TitlePlace::Behind {
                    let behind = cx.tokens.get(next).map_or(cx.pieces.len(), |token| token.piece);
                    self.titled_behind(cx, token.piece..behind);
                }
                at = next;
                continue;
            }
            if token.span.is_empty() || !token.leads {
                at += 1;
                continue;
            }
            if let Some(next) = titles::passed(cx, token.piece).filter(|_| self.begun) {
                self.titled_behind(cx, token.piece..next);
                at = cx.token_of(next).max(at + 1);
                continue;
            }
            if let Some(found) = titles::at(cx, token.piece) {
                let again = matches!(found.title, Title::Project { .. })
                    && (cx.layout.begins == Begins::Name || !self.begun)
                    && !self.has_body()
                    && !self.is_department;
                if !again {
                    return at;
                }
                self.front(cx.lines_before(token.piece));
                self.titled(cx, token.piece, found.end, found.title);
                at = cx.token_of(found.end);
                continue;
            }
            match self.unlabelled(cx, token.piece, token.span, shape) {
                Next::Piece(piece) => {
                    if cx.layout.title == TitlePlace::Behind {
                        self.titled_behind(cx, token.piece..piece);
                    }
                    at = cx.token_of(piece).max(at + 1);
                }
                Next::Ends => return at,
            }
        }
        at
    }

    /// A text that no label explains: a header, a year or unit line, a note, or residue.
    fn unlabelled(&mut self, cx: &mut Context, piece: usize, span: Span, shape: Shape) -> Next {
        if let Some(next) = self.table_here(cx, piece, &Block::default(), shape) {
            self.begun = true;
            return Next::Piece(next);
        }
        if let Some((year, next)) = titles::year_at(cx, piece) {
            if self.has_body() {
                return Next::Ends;
            }
            self.project.year = self.project.year.or(Some(year));
            (piece..next).for_each(|piece| cx.mark(cx.pieces[piece].span, Structure::Title));
            return Next::Piece(next);
        }
        if let Some(unit) = titles::unit_line(cx, span).or_else(|| titles::bare_unit(cx, span)) {
            self.project.unit = self.project.unit.or(Some(unit));
            cx.mark(span, Structure::Unit);
        } else if titles::is_note(cx, span) {
            cx.mark(span, Structure::Note);
        } else if titles::number_line(cx, piece).is_some() || self.is_title_of_next(cx, piece) || inner::names_next(cx, piece) {
            cx.mark(span, Structure::Title);
        } else if text::is_page_number(cx, piece) {
            cx.mark(span, Structure::PageMark);
        } else if cx.words.is_placeholder(span.of(cx.text)) {
            cx.mark(span, Structure::Placeholder);
        }
        Next::Piece(piece + 1)
    }

    /// Reads an indicator table that begins at `piece`, with its header or without.
    fn table_here(&mut self, cx: &mut Context, piece: usize, block: &Block, shape: Shape) -> Option<usize> {
        if impossible::column_of_headers(cx, piece) {
            return pages::unpaired(cx, piece, indicator::end(cx, piece, None));
        }
        let mut found = Indicators::default();
        let next = if let Some(header) = indicator::header(cx, piece) {
            header.account(cx);
            let end = indicator::end(cx, header.end, header.columns[0].at);
            indicator::table(cx, block, &header.columns, header.end..end, &mut found)
        } else if indicator::begins_without_header(cx, piece) {
            let end = indicator::end(cx, piece, None);
            cx.find(
                Code::HeaderLost,
                Severity::Warning,
                "an indicator table has no header; its columns are the layout's usual ones",
                Some(cx.pieces[piece].span),
            );
            indicator::table(cx, block, &indicator::usual(cx), piece..end, &mut found)
        } else if cx.pieces[piece].is_line()
            && let Some((columns, rows)) = self.centred_here(cx, piece)
        {
            let end = indicator::end(cx, rows.max(piece), None);
            (piece..rows).for_each(|at| cx.mark(cx.pieces[at].span, Structure::Header));
            let pieces = self.without_titles(cx, rows..end);
            centred::table(cx, block, &columns, pieces, &mut found);
            end
        } else if cx.pieces[piece].is_line()
            && (running::is_header(cx, cx.pieces[piece].span) || shape.running && running::begins_without_header(cx, piece))
        {
            let end = indicator::end(cx, piece + 1, None);
            if let Some(next) = pages::unpaired(cx, piece, end) {
                return Some(next);
            }
            let lost = cx.layout.order.len() >= wide::WIDE && !running::is_header(cx, cx.pieces[piece].span);
            match wide::columns(cx, piece).or_else(|| lost.then(|| (indicator::usual(cx), piece))) {
                Some((columns, rows)) => wide::table(cx, block, &columns, rows..end, &mut found),
                None => running::table(cx, block, piece..end, &mut found),
            }
            end
        } else {
            return None;
        };
        self.project.indicators.append(&mut found.indicators);
        self.project.pairs.append(&mut found.others);
        Some(next.max(piece + 1))
    }

    /// Reads what stands under the label at token `at`; returns the next token.
    fn labelled(&mut self, cx: &mut Context, at: usize, end: usize, meaning: Meaning, shape: Shape) -> usize {
        let mut next = at;
        let piece = cx.tokens[at].piece;
        let label = cx.tokens[at].label().cloned().unwrap_or_default();
        match meaning {
            Meaning::Field(field) if field.is_text() => {
                cx.mark_raw(&label.raw, Structure::Label);
                let mut parts = text::parts(cx, &mut next, end, shape.running);
                self.title_of_next(cx, &mut parts, next);
                leave_name_of_next(cx, &mut parts, next);
                let value = text::join(cx, &parts, shape.wrap);
                self.pair(cx, field, label, value);
            }
            Meaning::Field(Field::Functions) => {
                cx.mark_raw(&label.raw, Structure::Label);
                // Several cells, each [code]name.
                loop {
                    let before = next;
                    let value = text::short(cx, &mut next, end, false);
                    if value.is_empty() {
                        break;
                    }
                    cx.mark_raw(&value, Structure::Label);
                    self.pair(cx, Field::Functions, label.clone(), value);
                    let more = cx.tokens.get(next).is_some_and(|token| {
                        next < end
                            && token.kind == Kind::Text
                            && cx.pieces[token.piece].is_cell()
                            && begins_with_code(token.span.of(cx.text))
                    });
                    if !more || next == before {
                        break;
                    }
                    next -= 1;
                }
            }
            Meaning::Field(field) => {
                self.is_department |= field == Field::DepartmentName;
                cx.mark_raw(&label.raw, Structure::Label);
                let value = text::short(cx, &mut next, end, field.is_amount());
                let field = if self.of_whole_term(cx, at, next, end) { Field::Other } else { field };
                self.pair(cx, field, label, value);
            }
            Meaning::Goal(horizon) => {
                if horizon == Horizon::Annual {
                    self.goal_year = self.goal_year.or(label.years.first().copied());
                }
                let out = if self.is_department { &mut self.department.goals } else { &mut self.project.goals };
                goal::goals(cx, &mut next, end, shape.wrap, shape.running, None, out);
            }
            Meaning::Section(section) => next = self.section(cx, at, end, section, label, piece, shape),
        }
        next.max(at + 1)
    }

    /// 绩效指标 torn in a cell of its own is the head cell of the header beside it.
    fn headed_table(&mut self, cx: &mut Context, at: usize, end: usize, label: &Label) -> Option<usize> {
        let own = cx.pieces[cx.tokens[at].piece];
        let next = cx.tokens.get(at + 1).filter(|_| at + 1 < end)?.piece;
        let head = cx.words.columns.whole(&label.raw.joined(cx.text)).is_some_and(|found| found.meaning == Role::Head);
        if !head || own.place != Place::LooseCell || cx.pieces[next].place != Place::LooseCell {
            return None;
        }
        let header = indicator::header(cx, next).filter(|header| header.columns[0].role != Role::Head)?;
        header.account(cx);
        let left = header.columns[0].at;
        let columns: Vec<Column> =
            std::iter::once(Column { role: Role::Head, header: Raw::default(), at: None }).chain(header.columns).collect();
        let stop = indicator::end(cx, header.end, left);
        let mut found = Indicators::default();
        let read = indicator::table(cx, &Block::default(), &columns, header.end..stop, &mut found);
        self.project.indicators.append(&mut found.indicators);
        self.project.pairs.append(&mut found.others);
        Some(read)
    }

    fn pair(&mut self, cx: &mut Context, field: Field, label: Label, value: Raw) {
        if cx.says_nothing(&value) {
            cx.mark_raw(&value, Structure::Placeholder);
            if self.has(field) {
                return;
            }
            self.project.pairs.push(Pair { field, label, value: Raw::default() });
            return;
        }
        self.project.pairs.push(Pair { field, label, value });
    }

    /// Whether a line between two projects is the title of the next one, which begins at its 项目名称.
    fn is_title_of_next(&self, cx: &Context, piece: usize) -> bool {
        const NEAR: usize = 3;
        let line = cx.of(piece);
        let after = cx.token_of(piece) + 1;
        let near = cx.tokens[after.min(cx.tokens.len())..].iter().take(NEAR);
        let name_follows = near
            .take_while(|token| token.span.is_empty() || cx.pieces[token.piece].is_line())
            .any(|token| token.meaning() == Some(Meaning::Field(Field::Name)));
        let dated = titles::year_in(cx.text, cx.pieces[piece].span).is_some();
        cx.layout.begins == Begins::Name
            && cx.pieces[piece].is_line()
            && name_follows
            && !cx.is_sentence(cx.pieces[piece].span)
            && !line.contains(['；', '，', '：'])
            && (dated || crate::parse::ends_like_title(cx, line))
    }

    /// The title lines of the next project stand at the end of this one's last text: they are no part of it.
    fn title_of_next(&self, cx: &mut Context, parts: &mut Vec<text::Part>, next: usize) {
        let Some(token) = cx.tokens.get(next) else { return };
        if cx.layout.begins != Begins::Name || token.meaning() != Some(Meaning::Field(Field::Name)) || !self.has(Field::Name) {
            return;
        }
        let name = cx
            .tokens
            .get(next + 1)
            .filter(|token| token.kind == Kind::Text)
            .map(|token| fold_into(token.span.of(cx.text)))
            .unwrap_or_default();
        let mut taken = 0;
        while taken < 3 && parts.len() > 1 {
            let part = parts[parts.len() - 1];
            let line = part.span.of(cx.text);
            let folded = fold_into(&line[inner::numbered(line)..]);
            let named = name.chars().count() > 3 && (folded.contains(&name) || name.contains(&folded));
            let dated = titles::year_in(cx.text, part.span).is_some() && crate::parse::ends_like_title(cx, line);
            if cx.is_sentence(part.span) || line.contains(['；', '，']) || line[inner::numbered(line)..].contains('：') || !(named || dated)
            {
                break;
            }
            cx.mark(part.span, Structure::Title);
            parts.pop();
            taken += 1;
        }
    }
}

/// The project's name printed in front of the next form's title is no part of the text before it.
fn leave_name_of_next(cx: &Context, parts: &mut Vec<text::Part>, next: usize) {
    const NEAR: usize = 8;
    let Some(title) = cx.tokens.get(next).filter(|token| token.meaning().is_none() && titles::at(cx, token.piece).is_some()) else {
        return;
    };
    let named = cx.tokens[next..].iter().take(NEAR).position(|token| token.meaning() == Some(Meaning::Field(Field::Name)));
    let name = named
        .and_then(|at| cx.tokens[next + at + 1..].iter().take(2).find(|token| token.kind == Kind::Text))
        .map(|token| fold_into(token.span.of(cx.text)));
    let (Some(name), Some(last)) = (name, parts.last()) else { return };
    let line = last.span.of(cx.text);
    let folded = fold_into(&line[inner::numbered(line)..]);
    let alike = folded.chars().count() > 2 && (name.starts_with(&folded) || folded.starts_with(&name));
    if alike && cx.pieces[last.piece].is_line() && last.piece < title.piece {
        parts.pop();
    }
}

/// `[205]教育支出`, `20502 普通教育`
fn begins_with_code(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text.starts_with(['[', '［', '【']) || matches!(digits, 3 | 5 | 7) && digits < text.len()
}

#[derive(Debug, Clone, Copy)]
struct Shape {
    running: bool,
    wrap: Option<usize>,
}

enum Next {
    Piece(usize),
    Ends,
}
