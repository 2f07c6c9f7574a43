//! Every non-blank character of the canonical text is claimed by a value, structural, or residue.

use std::collections::BTreeMap;
use std::ops::Range;

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
    claimed.sort_unstable_by_key(|span| span.key());
    structural.sort_unstable_by_key(|(span, kind)| (span.key(), *kind));
    let mut coverage = Coverage::default();
    let mut kinds: BTreeMap<Structure, usize> = BTreeMap::new();
    let mut residue: Vec<Span> = Vec::new();
    let mut values = Cover::new(claimed.iter().map(|&span| (span, ())));
    let mut structures = Cover::new(structural.iter().copied());
    let mut at = 0;
    while at < text.len() {
        let (value, value_ends) = values.holds(at, text.len());
        let (kind, kind_ends) = structures.holds(at, text.len());
        let end = if value.is_some() { value_ends } else { value_ends.min(kind_ends) };
        let stretch = &text[at..end];
        match (value, kind) {
            (Some(()), _) => coverage.claimed += printed(stretch),
            (None, Some(kind)) => *kinds.entry(kind).or_default() += printed(stretch),
            (None, None) => coverage.unclaimed += unclaimed(text, at..end, &mut residue),
        }
        at = end;
    }
    coverage.structural = kinds.values().sum();
    coverage.characters = coverage.claimed + coverage.structural + coverage.unclaimed;
    let counted = kinds.into_iter().filter(|(_, count)| *count > 0);
    coverage.structural_kinds = counted.map(|(kind, count)| (kind.name().to_owned(), count)).collect();
    coverage.residue = residue
        .into_iter()
        .map(|span| {
            let [start, end] = points.pair(span);
            Residue { start, end, text: span.of(text).to_owned() }
        })
        .collect();
    coverage
}

/// How many characters are no blanks.
fn printed(text: &str) -> usize {
    // Most characters are Chinese, and no blanks.
    text.chars().filter(|&c| c > '\u{3000}' || !c.is_whitespace()).count()
}

/// Counts a stretch that no span holds, and adds it to the residue, which goes on over blanks of one line.
fn unclaimed(text: &str, stretch: Range<usize>, residue: &mut Vec<Span>) -> usize {
    let mut count = 0;
    let start = stretch.start;
    for (at, c) in text[stretch].char_indices().filter(|(_, c)| !c.is_whitespace()) {
        count += 1;
        let own = Span::new(start + at, start + at + c.len_utf8());
        let blank = |b: char| b.is_whitespace() && b != '\n' && b != '\t';
        match residue.last_mut() {
            Some(last) if text[last.end as usize..own.start as usize].chars().all(blank) => last.end = own.end,
            _ => residue.push(own),
        }
    }
    count
}

/// Walks sorted, possibly overlapping spans forward.
struct Cover<K, I: Iterator<Item = (Span, K)>> {
    spans: I,
    current: Option<(Span, K)>,
}

impl<K: Copy, I: Iterator<Item = (Span, K)>> Cover<K, I> {
    fn new(mut spans: I) -> Self {
        let current = spans.next();
        Self { spans, current }
    }

    /// What holds the character at `at`, and up to where this stays so.
    fn holds(&mut self, at: usize, end: usize) -> (Option<K>, usize) {
        while let Some((span, kind)) = self.current {
            let (from, to) = ((span.start as usize).min(end), (span.end as usize).min(end));
            if at < to {
                return if from <= at { (Some(kind), to) } else { (None, from) };
            }
            // Of several that begin here the first is kept; the next one goes on where it ends.
            self.current = self.spans.next();
        }
        (None, end)
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
