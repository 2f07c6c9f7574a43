//! Which line of a grammar claimed which part of a text: values by the label they stand under, structure by its own words.

use std::collections::{BTreeMap, HashMap};

use gongkai::grammar::{Labels, Layout, Spelling, Vocabulary, fold_into};
use gongkai::model::coverage::Structure;
use gongkai::model::leaf::{Pointer, Trace};
use gongkai::model::parsed::{NamedBy, Raw};
use gongkai::model::record::Record;
use gongkai::model::span::{CodePoints, Span};
use gongkai::pipeline::Basis;
use serde::Serialize;

use super::places::{Place, Places};

/// A part of the text that was understood.
#[derive(Debug, Serialize)]
pub struct Claim {
    #[serde(flatten)]
    pub place: Place,
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// "claimed" by values or "structural".
    #[serde(rename = "as")]
    pub role: &'static str,
    /// Kind of structure: label, section, header …
    pub kind: Option<&'static str>,
    /// JSON Pointers of the values.
    pub pointers: Vec<String>,
    /// The label or header that the values stand under.
    pub under: Option<String>,
    /// Null where a shape was recognised, not a word: a page mark, 一、
    pub grammar: Option<Line>,
}

/// A line of a grammar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    pub file: String,
    pub line: usize,
    pub column: usize,
    /// `fields.name`
    pub key: String,
    pub spelling: String,
}

impl From<&Spelling> for Line {
    fn from(spelling: &Spelling) -> Self {
        let (line, column) = spelling.place.line_column();
        let key = format!("{}.{}", spelling.list, spelling.key);
        Self { file: spelling.place.file.path.clone(), line, column, key, spelling: spelling.text.clone() }
    }
}

/// The words of the layout that read the document.
struct Words<'a> {
    vocabulary: &'a Vocabulary,
    /// List, and the folded spelling.
    by_text: HashMap<(&'static str, String), &'a Spelling>,
}

/// Every part of the text that was understood, in reading order; values and structure may share a part.
pub fn claims(record: &Record, basis: &Basis, layout: &Layout, points: &CodePoints, places: &Places) -> Vec<Claim> {
    let spellings = layout.vocabulary.spellings.iter().map(|spelling| ((spelling.list, fold_into(&spelling.text)), &**spelling));
    let words = Words { vocabulary: &layout.vocabulary, by_text: spellings.collect() };
    let text = &basis.text;
    let claim = |span: Span, role: &'static str| {
        let [start, end] = points.pair(span);
        let text = span.of(text).to_owned();
        Claim { place: places.of(start), start, end, text, role, kind: None, pointers: Vec::new(), under: None, grammar: None }
    };
    let mut out: Vec<Claim> = Vec::new();
    for (span, kind, grammar) in words.structure(text, &basis.structure) {
        out.push(Claim { kind: Some(kind.name()), grammar, ..claim(span, "structural") });
    }
    let under = labels(basis);
    for ((start, end), pointers) in values(record) {
        let span = Span::new(start, end);
        let label = under.range(..=start).next_back().filter(|(_, (last, _))| end <= *last).map(|(_, (_, at))| &basis.named[*at]);
        let own = pointers.iter().find_map(|pointer| words.own(pointer, span.of(text)));
        let grammar = own.or_else(|| words.named(label?.by, &label?.label.joined(text)));
        let under = label.map(|named| named.label.joined(text));
        out.push(Claim {
            pointers,
            under: under.map(|label| label.to_string()),
            grammar: grammar.map(Line::from),
            ..claim(span, "claimed")
        });
    }
    out.sort_by_key(|claim| (claim.start, claim.end, claim.role));
    out
}

/// The values that stand in each part of the text.
fn values(record: &Record) -> BTreeMap<(usize, usize), Vec<String>> {
    let mut values: BTreeMap<(usize, usize), Vec<String>> = BTreeMap::new();
    record.trace(&mut Pointer::default(), &mut |pointer, spans| {
        for span in spans {
            values.entry((span.start as usize, span.end as usize)).or_default().push(pointer.to_owned());
        }
    });
    values
}

/// Where each line of a value begins → where it ends, and which of the named values it is.
fn labels(basis: &Basis) -> BTreeMap<usize, (usize, usize)> {
    let parts = |(at, raw): (usize, &Raw)| {
        raw.spans().into_iter().map(move |span| (span.start as usize, (span.end as usize, at))).collect::<Vec<_>>()
    };
    basis.named.iter().map(|named| &named.value).enumerate().flat_map(parts).collect()
}

impl<'a> Words<'a> {
    fn whole<T: Clone + PartialEq>(&self, labels: &Labels<T>, text: &str) -> Option<&'a Spelling> {
        labels.whole(text).and_then(|found| self.vocabulary.spellings.get(found.spelling as usize)).map(|spelling| &**spelling)
    }

    fn listed(&self, list: &'static str, text: &str) -> Option<&'a Spelling> {
        self.by_text.get(&(list, fold_into(text))).copied()
    }

    /// A label by the words it was found by.
    fn named(&self, by: NamedBy, label: &str) -> Option<&'a Spelling> {
        match by {
            NamedBy::Label => self.whole(&self.vocabulary.labels, label),
            NamedBy::Column => self.whole(&self.vocabulary.columns, label),
            NamedBy::BudgetColumn => self.whole(&self.vocabulary.budget_columns, label),
        }
    }

    /// Values that are words of the vocabulary themselves.
    fn own(&self, pointer: &str, text: &str) -> Option<&'a Spelling> {
        match pointer.rsplit('/').next()? {
            "level1" | "level1_label" => self.listed("level1", text).or_else(|| self.listed("level2", text)),
            "level2" | "level2_label" => self.listed("level2", text),
            "operator" => self.listed("signs", text),
            "form_title" => self.within("titles", text),
            "unit" => self.listed("units", text),
            _ => None,
        }
    }

    /// The longest spelling of a list that the text holds.
    fn within(&self, list: &'static str, text: &str) -> Option<&'a Spelling> {
        let folded = fold_into(text);
        let held = self.by_text.iter().filter(|((of, word), _)| *of == list && folded.contains(word.as_str()));
        held.max_by_key(|((_, word), spelling)| (word.len(), std::cmp::Reverse(spelling.place.span.start))).map(|(_, spelling)| *spelling)
    }

    /// Structure with the words that recognised it; a torn label is one.
    fn structure(&self, text: &str, structure: &[(Span, Structure)]) -> Vec<(Span, Structure, Option<Line>)> {
        const MOST_LINES: usize = 10;
        let mut spans: Vec<(Span, Structure)> = structure.iter().copied().filter(|(span, _)| !span.is_empty()).collect();
        spans.sort_unstable();
        spans.dedup();
        let mut out = Vec::new();
        let mut at = 0;
        while at < spans.len() {
            let (first, kind) = spans[at];
            let goes_on = |pair: &[(Span, Structure)]| {
                pair[1].1 == kind
                    && pair[0].0.end <= pair[1].0.start
                    && text[pair[0].0.end as usize..pair[1].0.start as usize].chars().all(char::is_whitespace)
            };
            let more = spans[at..].windows(2).take(MOST_LINES).take_while(|pair| goes_on(pair)).count();
            let torn = (0..=more).rev().find_map(|more| {
                let span = first.to(spans[at + more].0);
                Some((more, span, self.spelled(kind, span.of(text))?))
            });
            match torn {
                Some((more, span, spelling)) => {
                    out.push((span, kind, Some(Line::from(spelling))));
                    at += more;
                }
                None => out.extend(self.word_by_word(kind, first, text)),
            }
            at += 1;
        }
        out
    }

    /// A line of several words: each with its own line of the grammar, or all in one where none has any.
    fn word_by_word(&self, kind: Structure, span: Span, text: &str) -> Vec<(Span, Structure, Option<Line>)> {
        let words = span.of(text).split(char::is_whitespace).filter(|word| !word.is_empty());
        let places = words.map(|word| {
            let place = gongkai::expression::place(text, word);
            Span::new(place.start, place.end)
        });
        let found: Vec<_> = places.map(|place| (place, kind, self.spelled(kind, place.of(text)).map(Line::from))).collect();
        if found.len() > 1 && found.iter().any(|(_, _, line)| line.is_some()) { found } else { vec![(span, kind, None)] }
    }

    fn spelled(&self, kind: Structure, text: &str) -> Option<&'a Spelling> {
        let words = self.vocabulary;
        let label = || self.whole(&words.labels, text);
        let column = || self.whole(&words.columns, text);
        let table = || self.whole(&words.tables, text);
        let budget = || self.whole(&words.budget_columns, text);
        let level = || self.whole(&words.levels, text);
        match kind {
            Structure::Label => label().or_else(level).or_else(|| self.listed("rows", text)).or_else(|| self.head(text)).or_else(column),
            Structure::Section => label().or_else(table).or_else(column),
            Structure::Header => column().or_else(table).or_else(budget).or_else(label),
            Structure::Title => self.within("titles", text),
            Structure::Placeholder => self.listed("words", text),
            Structure::Note => self.head(text),
            Structure::Unit => self.within("units", text).filter(|spelling| spelling.key == "money"),
            Structure::PageMark | Structure::PageHeader | Structure::Untyped | Structure::Control => None,
        }
    }

    /// A word that a text begins with: 指标 of 指标1：, 注： of a note.
    fn head(&self, text: &str) -> Option<&'a Spelling> {
        let folded = fold_into(text);
        let heads = self
            .vocabulary
            .spellings
            .iter()
            .filter(|spelling| matches!(spelling.key, "item_heads" | "indicator_heads" | "notes" | "totals"));
        heads
            .filter(|spelling| folded.starts_with(&fold_into(&spelling.text)))
            .max_by_key(|spelling| spelling.text.len())
            .map(|spelling| &**spelling)
    }
}
