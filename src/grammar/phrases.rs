//! The phrases of all layouts' evidence, found in one pass over a text.

use super::beginnings::Beginnings;
use super::lexicon::Lexicon;

/// Phrases, found by their first characters.
#[derive(Debug)]
pub struct Phrases {
    /// Each phrase's number.
    numbers: Lexicon<usize>,
    beginnings: Beginnings<usize>,
    /// Which pairs of characters phrases begin with, hashed: nearly every place of a text begins none.
    pairs: Vec<bool>,
}

/// How many pairs are told apart.
const PAIRS: usize = 1 << 12;

fn pair(first: char, second: char) -> usize {
    (first as usize ^ (second as usize) << 5) & (PAIRS - 1)
}

impl Phrases {
    /// Prepares phrases.
    pub fn compile<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut all: Vec<&str> = phrases.collect();
        all.sort_unstable();
        all.dedup();
        let numbered = || all.iter().enumerate().map(|(number, phrase)| ((*phrase).to_owned(), number));
        let mut pairs = vec![false; PAIRS];
        for phrase in &all {
            let mut characters = phrase.chars();
            match (characters.next(), characters.next()) {
                (Some(first), Some(second)) => pairs[pair(first, second)] = true,
                // One character alone may stand before any other.
                _ => pairs.fill(true),
            }
        }
        Self { numbers: numbered().collect(), beginnings: numbered().collect(), pairs }
    }

    /// Where each phrase first stands in `text`.
    pub fn places<'a>(&'a self, text: &'a str) -> Places<'a> {
        let mut first = vec![None; self.numbers.iter().count()];
        let mut characters = text.char_indices().peekable();
        while let Some((at, c)) = characters.next() {
            let next = characters.peek().map_or('\0', |(_, next)| *next);
            if self.pairs[pair(c, next)] {
                for (_, &number, _) in self.beginnings.all(&text[at..]) {
                    first[number] = first[number].or(Some(at));
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_where_they_first_stand_inside_each_other_too() {
        let phrases = Phrases::compile(["绩效目标", "目标", "标", "项目"].into_iter());
        let places = phrases.places("的绩效目标，目标");
        for (phrase, place) in
            [("绩效目标", Some(3)), ("目标", Some(9)), ("标", Some(12)), ("项目", None), ("，目", Some(15)), ("甲", None)]
        {
            assert_eq!(places.of(phrase), place, "{phrase}");
        }
        let places = Phrases::compile(["绩效目标"].into_iter());
        assert_eq!(places.places("绩效目绩效目标").of("绩效目标"), Some(9));
    }
}
