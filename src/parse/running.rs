//! Indicator tables in running text out of a PDF: levels, names and values torn over lines.
//!
//! ```text
//! table     = { header | level , [ note ] | indicator }
//! level     = "产出指标" | …            (torn inside the word)      note = "（必填" … "）"
//! indicator = [ "指标" , n , "：" ] , name , ( blank | wrap ) , value , [ rest of the name ]
//! ```

use std::ops::Range;

use super::around::{self, Seen};
use super::context::{Context, width};
use super::indicator::{Block, Indicators, indicator, numbered_head};
use super::stacked;
use crate::expression::target;
use crate::grammar::{Role, fold_into};
use crate::model::coverage::Structure;
use crate::model::document::Piece;
use crate::model::parsed::{Cell, Glue, Raw};
use crate::model::span::{Span, is_blank};

/// Whether the line is a header: at least two column words and nothing else.
pub fn is_header(cx: &Context, span: Span) -> bool {
    let words: Vec<&str> = span.of(cx.text).split(is_blank).filter(|word| !word.is_empty()).collect();
    words.len() >= 2 && words.len() <= 16 && words.iter().all(|word| cx.words.columns.whole(word).is_some())
}

/// Whether a table may begin at this line without a header: with a level word.
pub fn begins_without_header(cx: &Context, index: usize) -> bool {
    if !cx.pieces[index].is_line() {
        return false;
    }
    let mut words = cx.of(index).split(is_blank).filter(|word| !word.is_empty());
    let first = words.next().map(fold_into).unwrap_or_default();
    let known = |word: &str| {
        cx.words.is_placeholder(word) || cx.words.level2.contains_key(&fold_into(word)) || numbered_head(cx, piece_of(cx, word)).is_some()
    };
    cx.words.level1.contains_key(&first) && cx.words.is_full_level(&first) && words.next().is_none_or(known)
}

/// Whether a level's full word begins at this line, torn over further ones or not: 经济效益⏎指标
pub fn level_begins(cx: &Context, index: usize) -> bool {
    const MOST_LINES: usize = 4;
    let last = (index + MOST_LINES).min(cx.pieces.len() - 1);
    let from = cx.pieces[index].span.start as usize;
    let ends = |end: usize| cx.text[end..].chars().next().is_none_or(|c| is_blank(c) || matches!(c, '（' | '('));
    let found = cx.words.levels.longest(&cx.text[..cx.pieces[last].span.end as usize], from, &ends);
    found.is_some_and(|found| cx.words.is_full_level(&fold_into(&cx.text[from..found.end])))
}

/// The place of a word of the text.
fn piece_of(cx: &Context, word: &str) -> Span {
    let at = crate::expression::place(cx.text, word);
    Span::new(at.start, at.end)
}

/// Reads the lines of `range`.
pub fn table(cx: &mut Context, block: &Block, range: Range<usize>, out: &mut Indicators) {
    let pieces = stacked::paired(cx, &cx.pieces[range]);
    let heads = pieces.iter().any(|piece| numbered_head(cx, piece.span).is_some());
    let mut reader =
        Reader { cx, block, out, pieces, heads, level1: Raw::default(), level2: Raw::default(), open: None, seen: Seen::default() };
    let first = reader.out.indicators.len();
    let mut at = 0;
    while at < reader.pieces.len() {
        at = reader.line(at);
    }
    reader.close();
    let seen = std::mem::take(&mut reader.seen);
    around::settle(cx, &seen, &mut out.indicators[first..]);
}

struct Open {
    name: Raw,
    value: Raw,
    /// Whether the value stands on a line of its own.
    own_line: bool,
}

struct Reader<'r, 'a> {
    cx: &'r mut Context<'a>,
    block: &'r Block,
    out: &'r mut Indicators,
    pieces: Vec<Piece>,
    heads: bool,
    level1: Raw,
    level2: Raw,
    open: Option<Open>,
    seen: Seen,
}

impl Reader<'_, '_> {
    /// Reads the line at `at` and returns the next one.
    fn line(&mut self, at: usize) -> usize {
        let span = self.pieces[at].span;
        if super::titles::is_note(self.cx, span) {
            self.close();
            self.cx.mark(span, Structure::Note);
            return at + 1;
        }
        // （必填） below the row that its level's word stands on.
        let (noted, behind) = self.note(at, span.start as usize);
        if behind > span.start as usize && behind >= self.pieces[noted].span.end as usize {
            return noted + 1;
        }
        let waits = self.open.as_ref().is_some_and(|open| open.value.is_empty());
        let column = !waits
            && self.cx.words.columns.whole(span.of(self.cx.text)).is_some()
            && self.cx.words.levels.whole(span.of(self.cx.text)).is_none();
        if is_header(self.cx, span) || column {
            self.cx.mark(span, Structure::Header);
            return at + 1;
        }
        let (next, rest) = self.levels(at, span.start as usize);
        let Some(rest) = rest else { return next };
        let first = next - 1;
        if rest.start != span.start || first != at {
            // The rest of a line that began with level words.
            self.content(rest, true, next);
        } else {
            self.content(span, self.pieces[at].after_blank, next);
        }
        next
    }

    /// Reads level words from byte `from` on. Gives the next line and what is left of the last one.
    fn levels(&mut self, at: usize, from: usize) -> (usize, Option<Span>) {
        let (mut at, mut from) = (at, from);
        loop {
            let end = self.pieces[at].span.end;
            let Some(found) = self.level(at, from) else {
                let rest = Span::new(from, end as usize).trimmed(self.cx.text);
                return (at + 1, (!rest.is_empty()).then_some(rest));
            };
            self.close();
            let (last, after) = self.note(found.last, found.end);
            let on_row = after < self.pieces[last].span.end as usize;
            self.enter(found, on_row);
            if after >= self.pieces[last].span.end as usize {
                if last + 1 >= self.pieces.len() {
                    return (last + 1, None);
                }
                return (last + 1, None);
            }
            (at, from) = (last, after);
        }
    }

    /// A level word at byte `from` of line `at`, perhaps torn over lines.
    fn level(&self, at: usize, from: usize) -> Option<Level> {
        const MOST_LINES: usize = 6;
        let text = self.cx.text;
        let reach = self.pieces[(at + MOST_LINES).min(self.pieces.len() - 1)].span.end as usize;
        let line_end = |end: usize| text[end..].split('\n').next().unwrap_or("").trim_matches(is_blank).is_empty();
        let ends = |end: usize| {
            let behind = &text[end..];
            line_end(end) || behind.starts_with(is_blank) || behind.starts_with(['（', '('])
        };
        let found = self.cx.words.levels.longest(&text[..reach], from, &ends)?;
        let spelled = fold_into(&text[from..found.end]);
        // Short words (成本, 满意度) also end a name that is wrapped: they must stand alone.
        if !self.cx.words.is_full_level(&spelled) {
            let alone = line_end(found.end) && from == self.pieces[at].span.start as usize
                || text[found.end..].trim_start_matches(is_blank).starts_with(['（', '('])
                || self.next_is_head(found.end);
            let wrapped = self.open.as_ref().is_some_and(|open| open.value.is_empty()) && !self.pieces[at].after_blank;
            if !alone || wrapped {
                return None;
            }
        }
        let last = (at..self.pieces.len()).take_while(|&i| (self.pieces[i].span.start as usize) < found.end).last().unwrap_or(at);
        let mut raw = Raw::default();
        for i in at..=last {
            let span = self.pieces[i].span;
            let start = if i == at { from } else { span.start as usize };
            raw.push(Glue::Wrap, Span::new(start, found.end.min(span.end as usize)).trimmed(text));
        }
        Some(Level { raw, last, end: found.end, spelled })
    }

    /// Whether 指标1： stands next on the same line.
    fn next_is_head(&self, end: usize) -> bool {
        let line = self.cx.text[end..].split('\n').next().unwrap_or("");
        let span = Span::new(end, end + line.len()).trimmed(self.cx.text);
        numbered_head(self.cx, span).is_some()
    }

    /// Skips （必填 … ） behind a level word, torn or not. Gives the last line it reaches and the byte after it.
    fn note(&mut self, last: usize, end: usize) -> (usize, usize) {
        const MOST_LINES: usize = 4;
        let text = self.cx.text;
        let (mut line, mut from) = (last, end);
        let rest = |line: usize, from: usize, pieces: &[Piece]| Span::new(from, (pieces[line].span.end as usize).max(from)).trimmed(text);
        let mut begun = rest(line, from, &self.pieces);
        if begun.is_empty() && line + 1 < self.pieces.len() {
            line += 1;
            from = self.pieces[line].span.start as usize;
            begun = rest(line, from, &self.pieces);
        }
        if !begun.of(text).starts_with(['（', '(']) {
            return (last, end);
        }
        let mut parts = Vec::new();
        for index in line..(line + MOST_LINES).min(self.pieces.len()) {
            let span = if index == line { begun } else { self.pieces[index].span };
            if let Some(close) = span.of(text).find(['）', ')']) {
                let close = span.start as usize + close + span.of(text)[close..].chars().next().map_or(1, char::len_utf8);
                parts.push(Span::new(span.start as usize, close));
                let whole: String = parts.iter().map(|part| part.of(text)).collect();
                if !self.cx.words.is_level_note(&whole) {
                    return (last, end);
                }
                parts.iter().for_each(|part| self.cx.mark(*part, Structure::Note));
                return (index, close);
            }
            parts.push(span);
        }
        (last, end)
    }

    fn enter(&mut self, level: Level, on_row: bool) {
        self.cx.mark_raw(&level.raw, Structure::Label);
        let (one, two) = (self.cx.words.level1.contains_key(&level.spelled), self.cx.words.level2.contains_key(&level.spelled));
        // 成本指标 and 满意度指标 are level 1 where a level 2 of theirs follows, else level 2.
        let is_first = one && (!two || self.own_level2_follows(&level));
        let place = 2 * self.seen.rows.len() + usize::from(on_row);
        self.seen.labels.push(around::Label { is_first, raw: level.raw.clone(), place });
        if is_first {
            self.level1 = level.raw;
            self.level2 = Raw::default();
        } else {
            self.level2 = level.raw;
        }
    }

    fn own_level2_follows(&self, level: &Level) -> bool {
        let mut next = level.last;
        let mut from = level.end;
        // Past a note: look at the next line that holds a level word.
        for _ in 0..4 {
            if from >= self.pieces[next].span.end as usize {
                next += 1;
                if next >= self.pieces.len() {
                    return false;
                }
                from = self.pieces[next].span.start as usize;
            }
            let blank = self.cx.text[from..].len() - self.cx.text[from..].trim_start_matches(is_blank).len();
            if let Some(found) = self.level(next, from + blank) {
                use crate::model::record::{Level1, Level2};
                let parent = self.cx.words.level1.get(&level.spelled);
                let child = self.cx.words.level2.get(&found.spelled);
                return match parent {
                    Some(Level1::Cost) => matches!(child, Some(Level2::EconomicCost | Level2::SocialCost | Level2::EcologicalCost)),
                    Some(Level1::Satisfaction) => matches!(child, Some(Level2::RecipientSatisfaction)),
                    _ => child.is_some(),
                };
            }
            if !self.cx.text[from..].starts_with(['（', '(']) {
                return false;
            }
            from = self.pieces[next].span.end as usize;
        }
        false
    }

    /// A line, or the rest of one, that is no level word.
    fn content(&mut self, span: Span, after_blank: bool, next: usize) {
        if let Some(rest) = numbered_head(self.cx, span) {
            self.close();
            self.cx.mark(Span { start: span.start, end: rest.start }.trimmed(self.cx.text), Structure::Label);
            self.seen.rows.push(around::number(self.cx, span, rest));
            self.begin(rest);
            return;
        }
        if super::tokens::mark(span.of(self.cx.text)).is_some() {
            self.cx.mark(span, Structure::Placeholder);
            return;
        }
        let text = span.of(self.cx.text);
        let digits = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        if digits && after_blank && self.open.as_ref().is_none_or(|open| !open.value.is_empty()) {
            self.cx.mark(span, Structure::PageMark);
            return;
        }
        if !after_blank && self.ends_unit(span) {
            return;
        }
        match &self.open {
            None if !self.heads => self.begin(span),
            None => {}
            Some(open) if open.value.is_empty() => self.go_on(span, after_blank, next),
            Some(open) => {
                let wraps = !after_blank && !open.own_line && !self.cx.is_sentence(span);
                // The rest of a name whose value stands in the middle of its lines.
                let wraps_around = open.own_line && !self.cx.is_sentence(span) && self.heads;
                if self.heads && (wraps || wraps_around) {
                    self.add_name(span);
                } else if !self.heads {
                    if wraps && self.tail(span).is_none() {
                        self.add_name(span);
                    } else {
                        self.close();
                        self.begin(span);
                    }
                }
            }
        }
    }

    fn begin(&mut self, span: Span) {
        let mut open = Open { name: Raw::default(), value: Raw::default(), own_line: false };
        match self.tail(span) {
            Some((name, value)) => {
                open.name.push(Glue::Wrap, name);
                open.value.push(Glue::Wrap, value);
            }
            None => open.name.push(Glue::Wrap, span),
        }
        self.open = Some(open);
    }

    /// A line under a name that has no value yet.
    fn go_on(&mut self, span: Span, after_blank: bool, next: usize) {
        let text = span.of(self.cx.text);
        let whole = target::target(text, self.cx.words);
        let is_quantity = whole.value.is_some() || whole.date.is_some() || whole.sign.is_some();
        if is_quantity && (!text.contains(is_blank) || whole.text.is_none()) {
            self.set_value(span, true);
        } else if let Some((name, value)) = self.tail(span) {
            self.add_name(name);
            self.set_value(value, false);
        } else if after_blank
            || !self.value_follows(next)
            || self.is_quality(text) && !self.pieces.get(next).is_some_and(|piece| piece.after_blank || self.reads_as_value(piece.span))
        {
            if self.cx.is_sentence(span) && after_blank {
                return;
            }
            self.set_value(span, true);
        } else {
            self.add_name(span);
        }
    }

    /// A value torn inside its unit or date goes on in this line: 36分⏎钟, 2023年12月⏎20日前
    fn ends_unit(&mut self, span: Span) -> bool {
        let Some(open) = &mut self.open else { return false };
        let before = open.value.joined(self.cx.text);
        let joined = format!("{before}{}", span.of(self.cx.text));
        let (own, whole) = (target::target(&before, self.cx.words), target::target(&joined, self.cx.words));
        let dated = whole.date.is_some() && own.date.is_none();
        let longer = dated
            || whole.value.is_some()
                && (own.value.is_none()
                    || whole.unit.map_or(0, str::len) > own.unit.map_or(0, str::len)
                    || own.sign.is_none() && whole.sign.is_some());
        if longer {
            open.value.push(Glue::Wrap, span);
        }
        longer
    }

    /// A few words that say a quality: 效果显著
    fn is_quality(&self, text: &str) -> bool {
        const LONGEST: usize = 16;
        width(text) <= LONGEST && self.cx.words.qualities.iter().any(|word| text.contains(word.as_str()))
    }

    fn reads_as_value(&self, span: Span) -> bool {
        let text = span.of(self.cx.text);
        let read = target::target(text, self.cx.words);
        self.is_quality(text) || read.value.is_some() || read.date.is_some()
    }

    /// Whether the line at `next` can still be this indicator's value: no head, no level word, no header.
    fn value_follows(&self, next: usize) -> bool {
        let Some(piece) = self.pieces.get(next) else { return false };
        let span = piece.span;
        numbered_head(self.cx, span).is_none()
            && self.level(next, span.start as usize).is_none()
            && !is_header(self.cx, span)
            && (self.heads || self.tail(span).is_none())
    }

    fn add_name(&mut self, span: Span) {
        if let Some(open) = &mut self.open {
            open.name.push(Glue::Wrap, span);
        }
    }

    fn set_value(&mut self, span: Span, own_line: bool) {
        if let Some(open) = &mut self.open {
            open.value.push(Glue::Wrap, span);
            open.own_line = own_line;
        }
    }

    /// Parts a line into name and value at the last blank, where what follows can be a value.
    fn tail(&self, span: Span) -> Option<(Span, Span)> {
        let text = span.of(self.cx.text);
        let mut best = None;
        for (at, _) in text.char_indices().filter(|(_, c)| is_blank(*c)) {
            let value = Span::new(span.start as usize + at, span.end as usize).trimmed(self.cx.text);
            let name = Span::new(span.start as usize, span.start as usize + at).trimmed(self.cx.text);
            let read = target::target(value.of(self.cx.text), self.cx.words);
            if read.value.is_some() || read.date.is_some() {
                // The longest quantity: "≧ 88%" is one value.
                return (!name.is_empty()).then_some((name, value));
            }
            best = Some((name, value));
        }
        const LONGEST_WORDS: usize = 40;
        best.filter(|(name, value)| {
            !name.is_empty()
                && !value.is_empty()
                && width(value.of(self.cx.text)) <= LONGEST_WORDS
                && !name.of(self.cx.text).ends_with(['，', ',', '、'])
        })
        .filter(|(_, value)| !value.of(self.cx.text).is_ascii() || value.of(self.cx.text).contains(|c: char| c.is_ascii_digit()))
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut value = open.value;
        if self.cx.says_nothing(&value) {
            self.cx.mark_raw(&value, Structure::Placeholder);
            value = Raw::default();
        }
        let mut name = open.name;
        if self.cx.says_nothing(&name) {
            self.cx.mark_raw(&name, Structure::Placeholder);
            name = Raw::default();
        }
        if name.is_empty() && value.is_empty() {
            return;
        }
        if self.cx.words.totals.contains(&self.cx.folded(&name)) {
            self.cx.mark_raw(&name, Structure::Label);
            self.cx.mark_raw(&value, Structure::Label);
            return;
        }
        let cells = vec![
            Cell { role: Role::Name, header: Raw::default(), value: name },
            Cell { role: Role::Target, header: Raw::default(), value },
        ];
        self.seen.kept.push(self.seen.rows.len().saturating_sub(1));
        self.out.indicators.push(indicator(self.block, self.level1.clone(), self.level2.clone(), cells));
    }
}

struct Level {
    raw: Raw,
    last: usize,
    end: usize,
    spelled: String,
}
