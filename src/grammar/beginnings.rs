//! Words that texts begin with, in order of trial: only those of a text's first character are tried.

/// Words and what they mean.
#[derive(Debug, Clone)]
pub struct Beginnings<T> {
    /// By first character; within one in the order of trial.
    words: Vec<(char, String, T)>,
    /// Which first characters there are, by their last eight bits: most texts begin with none.
    firsts: [bool; 256],
}

impl<T> Beginnings<T> {
    /// The first word that `text` begins with, what it means, and the text behind it.
    pub fn of<'a>(&self, text: &'a str) -> Option<(&str, &T, &'a str)> {
        self.all(text).next()
    }

    /// All words that `text` begins with, in the order of trial.
    pub fn all<'w, 'a>(&'w self, text: &'a str) -> impl Iterator<Item = (&'w str, &'w T, &'a str)> {
        let first = text.chars().next();
        let known = first.filter(|first| self.firsts[low_bits(*first)]);
        let from = known.map_or(self.words.len(), |first| self.words.partition_point(|(own, ..)| *own < first));
        let tried = self.words[from..].iter().take_while(move |(own, ..)| Some(*own) == first);
        tried.filter_map(move |(_, word, meaning)| Some((word.as_str(), meaning, text.strip_prefix(word.as_str())?)))
    }
}

fn low_bits(c: char) -> usize {
    c as usize & 0xff
}

impl Beginnings<()> {
    /// The text behind the first word that it begins with.
    pub fn behind<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.of(text).map(|(_, (), behind)| behind)
    }
}

impl<T> FromIterator<(String, T)> for Beginnings<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(words: I) -> Self {
        let mut words: Vec<(char, String, T)> =
            words.into_iter().filter_map(|(word, meaning)| Some((word.chars().next()?, word, meaning))).collect();
        words.sort_by_key(|(first, ..)| *first);
        let mut firsts = [false; 256];
        words.iter().for_each(|(first, ..)| firsts[low_bits(*first)] = true);
        Self { words, firsts }
    }
}

impl FromIterator<String> for Beginnings<()> {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        words.into_iter().map(|word| (word, ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_in_order_of_trial_is_found() {
        let words: Beginnings<u8> =
            [("万人次", 1), ("万", 2), ("人", 3), ("万人", 4)].map(|(word, n)| (word.to_owned(), n)).into_iter().collect();
        for (text, found) in [
            ("万人次以上", Some((1, "以上"))),
            ("万元", Some((2, "元"))),
            ("万人", Some((2, "人"))),
            ("人", Some((3, ""))),
            ("元", None),
            ("", None),
        ] {
            assert_eq!(words.of(text).map(|(_, n, behind)| (*n, behind)), found, "{text}");
        }
        assert_eq!(words.all("万人").map(|(_, n, _)| *n).collect::<Vec<_>>(), [2, 4]);
    }
}
