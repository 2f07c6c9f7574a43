//! Findings for people and for other programs: each with its places in the canonical text.

mod github;
mod json;
mod sarif;
mod text;

use gongkai::check::{Language, Rule, Severity};
use gongkai::model::check::Check;
use gongkai::model::record::Record;
use gongkai::model::span::CodePoints;

use super::places::{Place, Places};
use super::select::Selector;

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the lines of the document with the values underlined
    Text,
    /// One JSON object for each finding, one a line
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// A finding and where it stands.
pub struct Finding<'a> {
    /// The document's path, on one line.
    pub path: &'a str,
    pub rule: &'static Rule,
    pub severity: Severity,
    pub check: &'a Check,
    /// Where the inputs stand, in their order; an input that is printed nowhere has none.
    pub spots: Vec<Spot>,
    /// The printed cell whose change would repair most.
    pub suggestion: Option<Spot>,
}

/// A stretch of the canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Which input of the finding stands here.
    pub input: usize,
    /// Code points.
    pub start: usize,
    pub end: usize,
}

/// The text that findings are shown in.
pub struct Page<'a> {
    pub text: &'a str,
    /// The byte that each code point begins at, and the end.
    bytes: Vec<u32>,
    places: Places,
}

impl<'a> Page<'a> {
    /// Lays out `text`.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        Self { text, bytes, places: Places::new(text, &CodePoints::new(text)) }
    }

    /// Line and column of a code point.
    pub fn place(&self, at: usize) -> Place {
        self.places.of(at)
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

/// The findings of a record that are asked for, each with its places.
pub fn findings<'a>(record: &'a Record, path: &'a str, page: &Page, wanted: impl Fn(&Rule, Severity) -> bool) -> Vec<Finding<'a>> {
    let finding = |check: &'a Check| {
        let severity = Severity::of(check.status)?;
        let rule = gongkai::check::RULES.iter().find(|rule| rule.id == check.rule)?;
        wanted(rule, severity).then(|| Finding {
            path,
            rule,
            severity,
            check,
            spots: check.inputs.iter().enumerate().flat_map(|(input, pointer)| spots(record, page, check, input, pointer)).collect(),
            suggestion: check.suggestion.as_ref().and_then(|pointer| located(record, pointer, 0).into_iter().next()),
        })
    };
    record.checks.iter().filter_map(finding).collect()
}

/// Where an input stands: the parts of it that are meant, or all of it.
fn spots(record: &Record, page: &Page, check: &Check, input: usize, pointer: &str) -> Vec<Spot> {
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
fn quoted(page: &Page, whole: &[Spot], part: &str) -> Option<Spot> {
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

/// Writes findings in a format: what comes first, each document's part, what comes last.
pub struct Writer {
    format: Format,
    language: Language,
    colour: bool,
}

impl Writer {
    /// For one run.
    pub fn new(format: Format, language: Language, colour: bool) -> Self {
        Self { format, language, colour }
    }

    /// Before the first document.
    pub fn head(&self) -> String {
        if self.format == Format::Sarif { sarif::head(self.language) } else { String::new() }
    }

    /// The findings of one document; parts of different documents are put together by [`Writer::joint`].
    pub fn part(&self, findings: &[Finding], page: &Page) -> serde_json::Result<String> {
        match self.format {
            Format::Text => Ok(text::part(findings, page, self.language, self.colour)),
            Format::Json => json::part(findings, page),
            Format::Sarif => sarif::part(findings, page),
            Format::Github => Ok(github::part(findings, page)),
        }
    }

    /// Between the parts of two documents.
    pub fn joint(&self) -> &'static str {
        if self.format == Format::Sarif { "," } else { "" }
    }

    /// Behind the last document.
    pub fn tail(&self) -> &'static str {
        if self.format == Format::Sarif { sarif::TAIL } else { "" }
    }
}

/// A selection: what is shown, and what makes the run fail.
#[derive(Debug, Clone)]
pub struct Selection {
    pub select: Vec<Selector>,
    pub ignore: Vec<Selector>,
    pub fail_on: Vec<Selector>,
}

impl Selection {
    /// Whether a finding is shown.
    pub fn shows(&self, rule: &Rule, severity: Severity) -> bool {
        let selected = self.select.is_empty() || self.select.iter().any(|selector| selector.means(rule, severity));
        selected && !self.ignore.iter().any(|selector| selector.means(rule, severity))
    }

    /// Whether a shown finding makes the run fail.
    pub fn fails(&self, rule: &Rule, severity: Severity) -> bool {
        self.fail_on.iter().any(|selector| selector.reaches(rule, severity))
    }
}
