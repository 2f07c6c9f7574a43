//! The leaves: texts, numbers, years, amounts, enumerations, each with its place.

use smallvec::SmallVec;

use crate::expression::{amount, number};
use crate::grammar::{Folded, Vocabulary};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Finding, Severity};
use crate::model::leaf::{Leaf, Pointer};
use crate::model::number::Number;
use crate::model::parsed::{Glue, Raw};
use crate::model::record::{Amount, Text};
use crate::model::span::{Span, Spans, is_blank};

use super::markup;

/// The text, the words, and where findings go.
pub struct Values<'a> {
    /// The canonical text.
    pub text: &'a str,
    /// The layout's words.
    pub words: &'a Vocabulary,
    /// Recognised text that is no value.
    pub structure: Vec<(Span, Structure)>,
    /// What could not be typed.
    pub findings: Vec<Finding>,
    path: Pointer,
}

impl<'a> Values<'a> {
    /// Starts at the document.
    pub fn new(text: &'a str, words: &'a Vocabulary, structure: Vec<(Span, Structure)>, findings: Vec<Finding>) -> Self {
        Self { text, words, structure, findings, path: Pointer::default() }
    }

    /// Runs `body` at `key/index`.
    pub fn within<R>(&mut self, key: &str, index: usize, body: impl FnOnce(&mut Self) -> R) -> R {
        let mut path = std::mem::take(&mut self.path);
        let result = path.key(key, |path| {
            path.index(index, |path| {
                self.path = path.clone();
                body(self)
            })
        });
        self.path = path;
        result
    }

    /// A finding about the value under `key`.
    pub fn find(&mut self, code: Code, severity: Severity, key: &str, message: String, span: Option<Span>) {
        let pointer = self.path.key(key, |path| path.as_str().to_owned());
        self.findings.push(Finding { code, severity, message, pointer: Some(pointer), span });
    }

    /// Marks a value that could not be typed: recognised, but no value of the record.
    fn untyped(&mut self, raw: &Raw) {
        for (_, span) in &raw.parts {
            self.structure.push((*span, Structure::Untyped));
        }
    }

    /// A short value: its lines run together.
    pub fn short(&self, raw: &Raw) -> Text {
        self.read(raw, |_, before, after| if latin(before) && latin(after) { " " } else { "" })
    }

    /// A text: its paragraphs below each other.
    pub fn paragraphs(&self, raw: &Raw) -> Text {
        self.read(raw, |glue, before, after| match glue {
            Glue::Paragraph => "\n",
            Glue::Wrap if latin(before) && latin(after) => " ",
            Glue::Wrap => "",
        })
    }

    fn read(&self, raw: &Raw, between: impl Fn(Glue, Option<char>, Option<char>) -> &'static str) -> Text {
        let mut value = String::new();
        for (glue, span) in &raw.parts {
            let part = markup::plain(span.of(self.text));
            let part = part.trim_matches(is_blank);
            if part.is_empty() {
                continue;
            }
            if !value.is_empty() {
                value.push_str(between(*glue, value.chars().next_back(), part.chars().next()));
            }
            value.push_str(part);
        }
        if value.is_empty() { Text::default() } else { Text::at(value, raw.spans()) }
    }

    /// A label: blanks between Chinese characters and digits are layout.
    pub fn label(&self, raw: &Raw) -> Text {
        let mut value = String::new();
        let mut spans = Spans::new();
        for (_, span) in &raw.parts {
            let text = span.of(self.text);
            let mut open: Option<usize> = None;
            for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
                match open {
                    None if !is_blank(c) => open = Some(at),
                    Some(start) if is_blank(c) => {
                        let word = &text[start..at];
                        if latin(value.chars().next_back()) && latin(word.chars().next()) && !value.ends_with(|c: char| c.is_ascii_digit())
                        {
                            value.push(' ');
                        }
                        value.push_str(word);
                        spans.push(Span::new(span.start as usize + start, span.start as usize + at));
                        open = None;
                    }
                    _ => {}
                }
            }
        }
        let value = value.trim_end_matches([':', '：']).to_owned();
        if value.is_empty() {
            return Text::default();
        }
        if let Some(last) = spans.last_mut() {
            let text = last.of(self.text);
            let kept = text.trim_end_matches([':', '：']).len();
            *last = Span::new(last.start as usize, last.start as usize + kept);
        }
        spans.retain(|span| !span.is_empty());
        Text::at(value, spans)
    }

    /// A number cell.
    pub fn number(&mut self, key: &str, raw: &Raw) -> Leaf<Number> {
        self.typed(key, raw, "a number", Code::UntypedNumber, number::whole)
    }

    /// An amount of a table whose cells may print their unit.
    pub fn sum(&mut self, key: &str, raw: &Raw) -> Leaf<Number> {
        let words = self.words;
        self.typed(key, raw, "a number", Code::UntypedNumber, |text| amount::amount(text, words).map(|amount| amount.value.0))
    }

    /// A number that `read` finds in a cell, with the digits it stands in; no finding where there is none.
    pub fn number_of(&self, raw: &Raw, read: impl Fn(&str) -> Option<(Number, &str)>) -> Leaf<Number> {
        let text = self.short(raw);
        let found = text.as_str().and_then(|text| read(text).map(|(value, part)| Leaf::at(value, self.slice(raw, text, part))));
        found.unwrap_or_default()
    }

    /// A share in per cent.
    pub fn share(&mut self, key: &str, raw: &Raw) -> Leaf<Number> {
        self.typed(key, raw, "a share", Code::UntypedNumber, number::share)
    }

    /// A year cell.
    pub fn year_cell(&mut self, key: &str, raw: &Raw) -> Leaf<u16> {
        self.typed(key, raw, "a year of four digits between 1990 and 2100", Code::InvalidYear, number::year)
    }

    fn typed<T>(&mut self, key: &str, raw: &Raw, expected: &str, code: Code, read: impl Fn(&str) -> Option<T>) -> Leaf<T> {
        let Some(text) = self.short(raw).value else { return Leaf::default() };
        if self.words.is_placeholder(&text) {
            for (_, span) in &raw.parts {
                self.structure.push((*span, Structure::Placeholder));
            }
            return Leaf::default();
        }
        match read(&text) {
            Some(value) => Leaf::at(value, raw.spans()),
            None => {
                self.find(code, Severity::Warning, key, format!("expected {expected}, found \"{}\"", clipped(&text)), raw.extent());
                self.untyped(raw);
                Leaf::default()
            }
        }
    }

    /// The year that `span` is.
    pub fn year(&self, span: Span) -> Option<u16> {
        number::year(span.of(self.text))
    }

    /// The first year printed within `span`.
    pub fn year_in(&self, span: Span) -> Option<(Span, u16)> {
        let characters: SmallVec<[(char, usize, usize); 64]> = Folded::new(&self.text[..span.end as usize], span.start as usize).collect();
        characters.windows(4).enumerate().find_map(|(at, window)| {
            let whole = window.iter().all(|(c, ..)| c.is_ascii_digit())
                && !(at > 0 && characters[at - 1].0.is_ascii_digit())
                && characters.get(at + 4).is_none_or(|(c, ..)| !c.is_ascii_digit());
            let place = Span::new(window[0].1, window[3].2);
            whole.then(|| Some((place, self.year(place)?))).flatten()
        })
    }

    /// A year printed in a label.
    pub fn year_leaf(&self, span: Option<Span>) -> Leaf<u16> {
        span.and_then(|span| Some(Leaf::at(self.year(span)?, Spans::from_elem(span, 1)))).unwrap_or_default()
    }

    /// An amount; `declared` is the unit of its label or its table.
    pub fn amount(&mut self, key: &str, raw: &Raw, declared: Option<Span>) -> Option<Amount> {
        let text = self.short(raw);
        let printed = text.value.clone()?;
        if self.words.is_placeholder(&printed) {
            for (_, span) in &raw.parts {
                self.structure.push((*span, Structure::Placeholder));
            }
            return None;
        }
        let spans = raw.spans();
        let Some(read) = amount::amount(&printed, self.words) else {
            self.find(
                Code::UntypedAmount,
                Severity::Warning,
                key,
                format!("expected an amount of money, found \"{}\"", clipped(&printed)),
                raw.extent(),
            );
            let unit = self.unit(declared);
            return Some(Amount { raw: text, unit, ..Amount::default() });
        };
        let place = |part: &str| self.slice(raw, &printed, part);
        let value = Leaf::at(read.value.0, place(read.value.1));
        let unit = match read.unit {
            Some((unit, part)) => Text::at(unit.to_owned(), place(part)),
            None => self.unit(declared),
        };
        let factor = unit.as_str().and_then(|unit| self.words.money.yuan.get(unit).copied());
        let yuan = factor.and_then(|factor| read.value.0.times(factor.into())).map(Leaf::derived).unwrap_or_default();
        Some(Amount { raw: Text::at(printed, spans), value, unit, yuan })
    }

    /// A declared unit of money.
    pub fn unit(&self, span: Option<Span>) -> Text {
        span.map(|span| Text::at(crate::grammar::fold_into(span.of(self.text)), Spans::from_elem(span, 1))).unwrap_or_default()
    }

    /// Where `part`, a slice of the value `whole` of `raw`, stands in the document; all of it where wraps part it.
    pub fn slice(&self, raw: &Raw, whole: &str, part: &str) -> Spans {
        if let [(_, span)] = raw.parts[..]
            && span.of(self.text).trim_matches(is_blank) == whole
        {
            let place = crate::expression::place(whole, part);
            let span = span.trimmed(self.text);
            return Spans::from_elem(Span::new(span.start as usize + place.start, span.start as usize + place.end), 1);
        }
        // Where markup or a wrap stands in between: the part itself, if it is printed once.
        let mut found = raw.parts.iter().flat_map(|(_, span)| span.of(self.text).match_indices(part).map(move |(at, _)| (*span, at)));
        if let (Some((span, at)), None, false) = (found.next(), found.next(), part.is_empty()) {
            return Spans::from_elem(Span::new(span.start as usize + at, span.start as usize + at + part.len()), 1);
        }
        raw.spans()
    }
}

/// Letters and digits of Latin writing: two such words need a blank between them.
fn latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphabetic())
}

/// A text short enough for a message.
pub fn clipped(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST).chain(['…']).collect() }
}
