//! The phrases of all layouts' evidence, found in one pass over a text.

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::lexicon::Lexicon;

/// Phrases, and the automaton that finds them.
#[derive(Debug)]
pub struct Phrases {
    /// Each phrase's number.
    numbers: Lexicon<usize>,
    automaton: Option<AhoCorasick>,
}

impl Phrases {
    /// Compiles phrases.
    pub fn compile<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<&str> = phrases.collect();
        all.sort_unstable();
        all.dedup();
        Self {
            numbers: all.iter().enumerate().map(|(number, phrase)| ((*phrase).to_owned(), number)).collect(),
            // A state machine of all transitions would find them faster, but takes as long to build as 100 documents to search.
            // A set too large for an automaton is searched for phrase by phrase.
            automaton: AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&all).ok(),
        }
    }

    /// Where each phrase first stands in `text`.
    pub fn places<'a>(&'a self, text: &'a str) -> Places<'a> {
        let first = self.automaton.as_ref().map(|automaton| {
            let mut first = vec![None; self.numbers.len()];
            for found in automaton.find_overlapping_iter(text) {
                let place = &mut first[found.pattern().as_usize()];
                *place = place.or(Some(found.start()));
            }
            first
        });
        Places { phrases: self, text, first }
    }
}

/// Which phrases a text holds.
#[derive(Debug)]
pub struct Places<'a> {
    phrases: &'a Phrases,
    text: &'a str,
    first: Option<Vec<Option<usize>>>,
}

impl Places<'_> {
    /// The byte at which a phrase first stands.
    pub fn of(&self, phrase: &str) -> Option<usize> {
        match (&self.first, self.phrases.numbers.get(phrase)) {
            (Some(first), Some(&number)) => first[number],
            _ => memchr::memmem::find(self.text.as_bytes(), phrase.as_bytes()),
        }
    }
}
