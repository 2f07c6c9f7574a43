//! Folded words and what they mean, looked up whole. Most texts that are asked for are no word: their length alone says so.

/// Words and their meanings.
#[derive(Debug, Clone)]
pub struct Lexicon<T> {
    /// In the order of the words.
    words: Vec<(String, T)>,
    /// Bit n: some word has n bytes, and the last bit: as many or more.
    lengths: u128,
}

impl<T> Lexicon<T> {
    /// What a folded word means.
    pub fn get(&self, word: &str) -> Option<&T> {
        if self.lengths & length(word) == 0 {
            return None;
        }
        let at = self.words.binary_search_by(|(known, _)| known.as_str().cmp(word)).ok()?;
        Some(&self.words[at].1)
    }

    /// Whether it is one of the words.
    pub fn contains_key(&self, word: &str) -> bool {
        self.get(word).is_some()
    }

    /// Every word and its meaning.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.words.iter().map(|(word, meaning)| (word.as_str(), meaning))
    }
}

impl Lexicon<()> {
    /// Whether it is one of the words.
    pub fn contains(&self, word: &str) -> bool {
        self.contains_key(word)
    }
}

fn length(word: &str) -> u128 {
    1 << word.len().min(127)
}

impl<T> FromIterator<(String, T)> for Lexicon<T> {
    /// Of equal words the last counts.
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut words: Vec<(String, T)> = words.into_iter().collect();
        words.sort_by(|a, b| a.0.cmp(&b.0));
        words.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                std::mem::swap(later, first);
            }
            same
        });
        let lengths = words.iter().fold(0, |lengths, (word, _)| lengths | length(word));
        Self { words, lengths }
    }
}

impl FromIterator<String> for Lexicon<()> {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_the_last_meaning_counts() {
        let long = "长".repeat(50);
        let words: Lexicon<u8> =
            [("产出", 1), ("效益", 2), ("产出", 3), (long.as_str(), 4)].map(|(word, n)| (word.to_owned(), n)).into_iter().collect();
        for (word, meaning) in [("产出", Some(3)), ("效益", Some(2)), ("成本", None), ("产出指标", None), ("", None), (&long, Some(4))]
        {
            assert_eq!(words.get(word).copied(), meaning, "{word}");
        }
        assert_eq!(words.get(&"短".repeat(50)), None);
    }
}
