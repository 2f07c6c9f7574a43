//! Phrases that tell a region's documents from those of others: printed in each of them, and in as few others as can be known.

use gongkai::grammar::{ENOUGH, Grammars};
use gongkai::model::span::is_blank;

use super::survey::{Seen, Survey};

/// A phrase, its weight and where it stands.
pub struct Phrase {
    pub text: String,
    pub weight: i32,
    pub place: String,
}

/// At most so many phrases.
const MOST: usize = 12;

/// The phrases, heaviest first; together they outweigh what speaks for any other layout.
pub fn phrases(survey: &Survey, grammars: &Grammars) -> Vec<Phrase> {
    let everywhere = |text: &str| survey.texts.iter().all(|page| page.contains(text));
    let weighed_elsewhere = |text: &str| {
        grammars
            .layouts
            .iter()
            .flat_map(|layout| &layout.evidence)
            .any(|(phrase, weight)| *weight > 0 && (text.contains(phrase.as_str()) || phrase.contains(text)))
    };
    let mut phrases: Vec<Phrase> = title(survey).into_iter().collect();
    let mut add = |text: &str, seen: &Seen, weight: i32| {
        if text.chars().count() >= 4 && !text.contains(is_blank) && everywhere(text) && !weighed_elsewhere(text) {
            phrases.push(Phrase { text: text.to_owned(), weight, place: seen.places.first().cloned().unwrap_or_default() });
        }
    };
    // What the vocabulary does not know is the region's own; a header is rarer than a label.
    survey.columns.iter().for_each(|(text, seen)| add(text, seen, if seen.key.is_none() { 4 } else { 2 }));
    survey.budget.iter().for_each(|(text, seen)| add(text, seen, 1));
    survey.labels.iter().for_each(|(text, seen)| add(text, seen, if seen.key.is_none() { 3 } else { 1 }));
    phrases.sort_by(|a, b| {
        b.weight.cmp(&a.weight).then_with(|| b.text.chars().count().cmp(&a.text.chars().count())).then_with(|| a.text.cmp(&b.text))
    });
    // A label may be a header too.
    let mut seen = std::collections::HashSet::new();
    phrases.retain(|phrase| seen.insert(phrase.text.clone()));
    phrases.truncate(MOST);
    let sum: i32 = phrases.iter().map(|phrase| phrase.weight).sum();
    let wanted = ENOUGH.max(survey.rival + 2);
    if let Some(first) = phrases.first_mut().filter(|_| sum < wanted) {
        first.weight += wanted - sum;
    }
    phrases
}

/// The longest text that a title of every document holds, without years and names before them.
pub fn title(survey: &Survey) -> Option<Phrase> {
    let mut titles = survey.titles.iter();
    let (first, seen) = titles.next()?;
    let own = first.rsplit(|c: char| c.is_ascii_digit() || matches!(c, '年' | '度')).next().unwrap_or(first).trim();
    let characters: Vec<char> = own.chars().collect();
    let common = |text: &str| survey.texts.iter().all(|page| page.contains(text));
    // The end of a title is what regions share least.
    let phrase = (0..characters.len()).map(|from| characters[from..].iter().collect::<String>()).find(|text| common(text))?;
    let place = seen.places.first().cloned().unwrap_or_default();
    (phrase.chars().count() >= 4 && !phrase.contains(is_blank)).then_some(Phrase { text: phrase, weight: 4, place })
}
