//! Every non-blank character of the canonical text is claimed by a value, structural, or residue.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::span::{CodePoints, Span};

/// The account of a document's characters.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Non-blank characters of the canonical text.
    pub characters: usize,
    /// Inside the span of some value.
    pub claimed: usize,
    /// Labels, headers, placeholders, notes and page marks that a grammar line recognised.
    pub structural: usize,
    /// Everything else.
    pub unclaimed: usize,
    /// Structural characters by kind.
    pub structural_kinds: BTreeMap<String, usize>,
    /// Where the unclaimed characters stand.
    pub residue: Vec<Residue>,
}

/// Text that no grammar line expected.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Residue {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The text between.
    pub text: String,
}

/// What kind of structure a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Structure {
    /// The name of a value.
    Label,
    /// The head of a section.
    Section,
    /// A column header.
    Header,
    /// A title that is no value of its own.
    Title,
    /// 空, ——, **, 1 2 3 under a header.
    Placeholder,
    /// 注：…
    Note,
    /// A page number or a picture's mark.
    PageMark,
    /// A page header or footer.
    PageHeader,
    /// 单位：万元
    Unit,
    /// The value of a label that could not be read as its type; a diagnostic quotes it.
    Untyped,
    /// Control characters that exports leave behind.
    Control,
}

impl Structure {
    /// Its name in `structural_kinds`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::Section => "section",
            Self::Header => "header",
            Self::Title => "title",
            Self::Placeholder => "placeholder",
            Self::Note => "note",
            Self::PageMark => "page_mark",
            Self::PageHeader => "page_header",
            Self::Unit => "unit",
            Self::Untyped => "untyped",
            Self::Control => "control",
        }
    }
}

/// Counts `text` against the values' spans and the structural ones; a character in both is claimed.
pub fn account(text: &str, points: &CodePoints, mut claimed: Vec<Span>, mut structural: Vec<(Span, Structure)>) -> Coverage {
    claimed.sort_unstable();
    structural.sort_unstable();
    let mut coverage = Coverage::default();
    let mut kinds: BTreeMap<Structure, usize> = BTreeMap::new();
    let (mut c, mut s) = (Cover::new(claimed.iter().map(|&span| (span, ()))), Cover::new(structural.iter().copied()));
    let mut open: Option<(usize, usize)> = None;
    let mut residue: Vec<Span> = Vec::new();
    for (at, character) in text.char_indices() {
        if character.is_whitespace() {
            continue;
        }
        coverage.characters += 1;
        if c.holds(at as u32).is_some() {
            coverage.claimed += 1;
        } else if let Some(kind) = s.holds(at as u32) {
            coverage.structural += 1;
            *kinds.entry(kind).or_default() += 1;
        } else {
            coverage.unclaimed += 1;
            let end = at + character.len_utf8();
            open = match open {
                // Residue goes on over blanks of one line.
                Some((start, last)) if !text[last..at].contains(|b: char| !b.is_whitespace() || b == '\n' || b == '\t') => {
                    Some((start, end))
                }
                Some((start, last)) => {
                    residue.push(Span::new(start, last));
                    Some((at, end))
                }
                None => Some((at, end)),
            };
        }
    }
    if let Some((start, end)) = open {
        residue.push(Span::new(start, end));
    }
    coverage.structural_kinds = kinds.into_iter().map(|(kind, count)| (kind.name().to_owned(), count)).collect();
    coverage.residue = residue
        .into_iter()
        .map(|span| {
            let [start, end] = points.pair(span);
            Residue { start, end, text: span.of(text).to_owned() }
        })
        .collect();
    coverage
}

/// Walks sorted, possibly overlapping spans forward.
struct Cover<K, I: Iterator<Item = (Span, K)>> {
    spans: std::iter::Peekable<I>,
    current: Option<(Span, K)>,
}

impl<K: Copy, I: Iterator<Item = (Span, K)>> Cover<K, I> {
    fn new(spans: I) -> Self {
        Self { spans: spans.peekable(), current: None }
    }

    fn holds(&mut self, at: u32) -> Option<K> {
        loop {
            if let Some((span, kind)) = self.current
                && at < span.end
            {
                return (at >= span.start).then_some(kind);
            }
            // Take the next span, keeping the longer where several begin before this place.
            self.current = self.spans.next();
            self.current?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claimed_structural_and_unclaimed_add_up() {
        let text = "名称：甲乙 丙\n丁";
        let points = CodePoints::new(text);
        let claimed = vec![Span::new(9, 15)];
        let structural = vec![(Span::new(0, 9), Structure::Label)];
        let coverage = account(text, &points, claimed, structural);
        assert_eq!((coverage.characters, coverage.claimed, coverage.structural, coverage.unclaimed), (7, 2, 3, 2));
        let found: Vec<_> = coverage.residue.iter().map(|r| (r.start, r.end, r.text.as_str())).collect();
        assert_eq!(found, [(6, 7, "丙"), (8, 9, "丁")]);
    }

    #[test]
    fn overlapping_spans_count_once() {
        let text = "一二三四五";
        let points = CodePoints::new(text);
        let claimed = vec![Span::new(0, 6), Span::new(0, 12), Span::new(3, 9)];
        let coverage = account(text, &points, claimed, vec![(Span::new(9, 15), Structure::Note)]);
        assert_eq!((coverage.claimed, coverage.structural, coverage.unclaimed), (4, 1, 0));
    }
}
