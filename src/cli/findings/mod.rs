//! Findings for people and for other programs: each with its places in the canonical text.

mod github;
mod json;
mod sarif;
mod text;

use gongkai::check::{Language, Rule, Severity};
use gongkai::model::check::Check;
use gongkai::model::span::CodePoints;

use super::places::{Place, Places};
use super::select::Selector;
use crate::isolate::findings::{Placed, Spot, Text};

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
    pub spots: &'a [Spot],
    /// The printed cell whose change would repair most.
    pub suggestion: Option<Spot>,
}

/// The text that findings are shown in.
pub struct Page<'a> {
    text: Text<'a>,
    places: Places,
}

impl<'a> Page<'a> {
    /// Lays out `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text: Text::new(text), places: Places::new(text, &CodePoints::new(text)) }
    }

    /// All of it.
    pub fn text(&self) -> &'a str {
        self.text.text
    }

    /// Line and column of a code point.
    pub fn place(&self, at: usize) -> Place {
        self.places.of(at)
    }

    /// The byte that a code point begins at.
    pub fn byte(&self, at: usize) -> usize {
        self.text.byte(at)
    }

    /// The text between two code points.
    pub fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.slice(start, end)
    }
}

/// Those findings of a document that are asked for.
pub fn findings<'a>(placed: &'a [Placed], path: &'a str, wanted: impl Fn(&Rule, Severity) -> bool) -> Vec<Finding<'a>> {
    let finding = |placed: &'a Placed| {
        let Placed { check, spots, suggestion } = placed;
        let severity = Severity::of(check.status)?;
        let rule = gongkai::check::RULES.iter().find(|rule| rule.id == check.rule)?;
        wanted(rule, severity).then_some(Finding { path, rule, severity, check, spots, suggestion: *suggestion })
    };
    placed.iter().filter_map(finding).collect()
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
