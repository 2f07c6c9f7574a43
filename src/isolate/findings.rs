//! What `gongkai check` shows of one document: a record and its canonical text in, its findings and where their inputs stand
//! out, in a form that goes through a pipe.

use gongkai::model::check::Check;
use gongkai::model::record::Record;
use serde::{Deserialize, Serialize};

/// The findings of one document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Findings {
    /// The canonical text; empty where nothing was found.
    pub text: String,
    /// In the order of the record.
    pub list: Vec<Placed>,
}

/// A finding and where it stands.
#[derive(Debug, Serialize, Deserialize)]
pub struct Placed {
    pub check: Check,
    /// Where the inputs stand, in their order; an input that is printed nowhere has none.
    pub spots: Vec<Spot>,
    /// The printed cell whose change would repair most.
    pub suggestion: Option<Spot>,
}

/// A stretch of the canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Which input of the finding stands here.
    pub input: usize,
    /// Code points.
    pub start: usize,
    pub end: usize,
}

/// A text whose code points can be looked up.
#[derive(Debug)]
pub struct Text<'a> {
    pub text: &'a str,
    /// The byte that each code point begins at, and the end.
    bytes: Vec<u32>,
}

impl<'a> Text<'a> {
    /// Counts the code points.
    pub fn new(text: &'a str) -> Self {
        Self { text, bytes: text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect() }
    }

    /// The byte that a code point begins at.
    pub fn byte(&self, at: usize) -> usize {
        self.bytes.get(at).copied().unwrap_or(self.text.len() as u32) as usize
    }

    /// The text between two code points.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        &self.text[self.byte(start)..self.byte(end)]
    }
}

impl Findings {
    /// Those of a record with provenance, which was read from `text`.
    pub fn of(record: &Record, text: String) -> Self {
        let found = |check: &&Check| check.status.is_finding();
        if !record.checks.iter().any(|check| found(&check)) {
            return Self::default();
        }
        let page = Text::new(&text);
        let place = |check: &Check| Placed {
            spots: check.inputs.iter().enumerate().flat_map(|(input, pointer)| spots(record, &page, check, input, pointer)).collect(),
            suggestion: check.suggestion.as_ref().and_then(|pointer| located(record, pointer, 0).into_iter().next()),
            check: check.clone(),
        };
        let list = record.checks.iter().filter(found).map(place).collect();
        Self { list, text }
    }
}

/// Where an input stands: the parts of it that are meant, or all of it.
fn spots(record: &Record, page: &Text, check: &Check, input: usize, pointer: &str) -> Vec<Spot> {
    let whole = located(record, pointer, input);
    let quotes = check.quotes.iter().filter(|(of, _)| *of == input);
    let parts: Vec<Spot> = quotes.filter_map(|(_, part)| quoted(page, &whole, part)).collect();
    if parts.is_empty() { whole } else { parts }
}

/// Where a value stands; where it is printed nowhere by itself, its form's name or its table's title.
fn located(record: &Record, pointer: &str, input: usize) -> Vec<Spot> {
    let Some(provenance) = &record.provenance else { return Vec::new() };
    let spots = |ranges: &[[usize; 2]]| ranges.iter().map(|[start, end]| Spot { input, start: *start, end: *end }).collect();
    if let Some(ranges) = provenance.get(pointer) {
        return spots(ranges);
    }
    // A finding about how the text was read is about the place of a diagnostic.
    if let Some(number) = pointer.strip_prefix("/diagnostics/") {
        let said = number.parse().ok().and_then(|number: usize| record.diagnostics.get(number));
        return said.and_then(|diagnostic| diagnostic.span).map(|[start, end]| Spot { input, start, end }).into_iter().collect();
    }
    // What could not be read has a diagnostic in place of a value.
    let said = record.diagnostics.iter().find(|diagnostic| diagnostic.pointer.as_deref() == Some(pointer));
    if let Some([start, end]) = said.and_then(|diagnostic| diagnostic.span) {
        return vec![Spot { input, start, end }];
    }
    let below = format!("{pointer}/");
    let mut parts = provenance.range(below.clone()..).take_while(|(key, _)| key.starts_with(&below));
    if let Some(first) = parts.clone().find(|(key, _)| key.ends_with("/name") || key.ends_with("/title") || key.ends_with("/raw")) {
        return spots(&first.1[..first.1.len().min(1)]);
    }
    if let Some((_, ranges)) = parts.next() {
        return spots(&ranges[..ranges.len().min(1)]);
    }
    let form: Vec<&str> = pointer.split('/').take(3).collect();
    let heads = ["title", "name", "form_title"].map(|key| format!("{}/{key}", form.join("/")));
    heads.iter().find_map(|head| provenance.get(head)).map(|ranges| spots(ranges)).unwrap_or_default()
}

/// The place of `part` within the stretches of a value; line wraps and blanks are passed over.
fn quoted(page: &Text, whole: &[Spot], part: &str) -> Option<Spot> {
    let printed = |(_, c): &(usize, char)| !c.is_whitespace();
    let all: Vec<(usize, char)> = whole
        .iter()
        .flat_map(|spot| page.slice(spot.start, spot.end).chars().enumerate().map(|(n, c)| (spot.start + n, c)))
        .filter(printed)
        .collect();
    let part: Vec<char> = part.chars().filter(|c| !c.is_whitespace()).collect();
    let window = all.windows(part.len().max(1)).find(|window| window.iter().map(|(_, c)| c).eq(&part))?;
    let (first, last) = (window.first()?, window.last()?);
    Some(Spot { input: whole.first()?.input, start: first.0, end: last.0 + 1 })
}
