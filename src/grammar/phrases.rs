//! The phrases of all layouts' evidence, found in one pass over a text.

use super::beginnings::Beginnings;
use super::lexicon::Lexicon;

/// Phrases, found by their first characters.
#[derive(Debug)]
pub struct Phrases {
    /// Each phrase's number.
    numbers: Lexicon<usize>,
    beginnings: Beginnings<usize>,
}

impl Phrases {
    /// Prepares phrases.
    pub fn compile<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<&str> = phrases.collect();
        all.sort_unstable();
        all.dedup();
        let numbered = || all.iter().enumerate().map(|(number, phrase)| ((*phrase).to_owned(), number));
        Self { numbers: numbered().collect(), beginnings: numbered().collect() }
    }

    /// Where each phrase first stands in `text`.
    pub fn places<'a>(&'a self, text: &'a str) -> Places<'a> {
        let mut first = vec![None; self.numbers.len()];
        for (at, _) in text.char_indices() {
            for (_, &number, _) in self.beginnings.all(&text[at..]) {
                first[number] = first[number].or(Some(at));
            }
        }
        Places { phrases: self, text, first }
    }
}

/// Which phrases a text holds.
#[derive(Debug)]
pub struct Places<'a> {
    phrases: &'a Phrases,
    text: &'a str,
    first: Vec<Option<usize>>,
}

impl Places<'_> {
    /// The byte at which a phrase first stands.
    pub fn of(&self, phrase: &str) -> Option<usize> {
        match self.phrases.numbers.get(phrase) {
            Some(&number) => self.first[number],
            // A layout that came from elsewhere.
            None => memchr::memmem::find(self.text.as_bytes(), phrase.as_bytes()),
        }
    }
}
