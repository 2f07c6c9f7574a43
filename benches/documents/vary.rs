//! Documents of the corpus, varied: other figures, other names, other years, another number of forms.
//!
//! Takes a layout's gold documents, gives texts that nobody printed, the same ones for the same seed. Sums still hold in
//! most of them, as they do in most disclosures: amounts grow by one factor, and only every fourth form has digits changed.

use std::collections::{BTreeMap, BTreeSet};

use proptest::test_runner::{Config, RngSeed, TestRng, TestRunner};
use serde_json::Value;

use super::corpus;

/// The keys of a record whose values are names.
const NAMES: [&str; 5] = ["name", "organization", "implementing_unit", "competent_department", "leader"];

/// A layout's documents, and the names of all of them by key: what one region prints, no other does.
pub struct Stock {
    pub layout: String,
    documents: Vec<Source>,
    names: BTreeMap<&'static str, Vec<String>>,
}

struct Source {
    text: String,
    /// Names that stand in it as printed, and the keys that they stand under.
    names: Vec<(String, &'static str)>,
}

/// Names by key.
type Names = BTreeMap<&'static str, BTreeSet<String>>;

/// A sequence of numbers, the same one for the same seed.
pub struct Dice(TestRng);

impl Dice {
    /// The dice of a seed.
    pub fn new(seed: u64) -> Self {
        let config = Config { rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..Config::default() };
        Self(TestRunner::new(config).rng().clone())
    }

    /// A number below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        use proptest::prelude::Rng;
        (self.0.next_u64() % sides.max(1) as u64) as usize
    }

    /// One of several.
    pub fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// The gold documents of `corpus/`, layout by layout.
pub fn stocks() -> Vec<Stock> {
    let mut layouts: BTreeMap<String, (Vec<Source>, Names)> = BTreeMap::new();
    for document in corpus::documents() {
        let text = document.text();
        let (sources, all) = layouts.entry(document.layout).or_default();
        let mut names = Names::new();
        collect(&document.gold, &mut names);
        for printed in names.values_mut() {
            printed.retain(|name| text.contains(name.as_str()));
        }
        for (key, names) in &names {
            all.entry(key).or_default().extend(names.iter().cloned());
        }
        let names = names.into_iter().flat_map(|(key, names)| names.into_iter().map(move |name| (name, key))).collect();
        sources.push(Source { text, names });
    }
    let listed = |names: Names| names.into_iter().map(|(key, names)| (key, names.into_iter().collect())).collect();
    layouts.into_iter().map(|(layout, (documents, names))| Stock { layout, documents, names: listed(names) }).collect()
}

impl Stock {
    /// Varied copies of one of the documents: one to six, or where a size is asked for as many as `least` bytes take.
    pub fn document(&self, least: usize, dice: &mut Dice) -> String {
        self.copies(dice.of(&self.documents), least, dice)
    }

    /// Documents of a size, one out of each document of the corpus.
    pub fn each(&self, least: usize) -> Vec<String> {
        self.documents.iter().map(|source| self.copies(source, least, &mut Dice::new(1))).collect()
    }

    fn copies(&self, source: &Source, least: usize, dice: &mut Dice) -> String {
        let forms = 1 + dice.below(6) * dice.below(2);
        let (years, factor) = (dice.below(7), *dice.of(&[1, 2, 3, 5, 7]));
        let mut text = String::new();
        let mut form = 0;
        while text.len() < least || (least == 0 && form < forms) {
            let varied = figures(&self.renamed(source, dice), years, factor);
            // A sum that fails is looked into, and that costs: by chance it would cost one size of a growing document more.
            let misprint = least == 0 && dice.below(4) == 0;
            text.push_str(&if misprint { misprinted(&varied, dice) } else { varied });
            text.push('\n');
            form += 1;
        }
        text
    }

    fn renamed(&self, source: &Source, dice: &mut Dice) -> String {
        let mut text = source.text.clone();
        for (name, key) in &source.names {
            if dice.below(2) == 0 {
                let other: &String = dice.of(&self.names[key]);
                text = text.replace(name.as_str(), other);
            }
        }
        text
    }
}

/// Every name of a record: short enough to be one, long enough to be told from other words.
fn collect(value: &Value, names: &mut Names) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        Value::Object(map) => {
            for (key, value) in map {
                match (NAMES.iter().find(|name| *name == key), value.as_str()) {
                    (Some(key), Some(name)) if (2..40).contains(&name.chars().count()) && !name.contains(['\n', '\t']) => {
                        names.entry(key).or_default().insert(name.to_owned());
                    }
                    // Indicators and rows of tables are told by their labels, which stay.
                    _ if key == "indicators" || key == "budget_tables" => {}
                    _ => collect(value, names),
                }
            }
        }
        _ => {}
    }
}

/// The text with its years moved on and its amounts (numbers with decimals) grown by a factor.
fn figures(text: &str, years: usize, factor: u64) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        let number = &rest[start..];
        let length = number.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(number.len());
        let (number, after) = number.split_at(length);
        out.push_str(&figure(number, years, factor));
        rest = after;
    }
    out.push_str(rest);
    out
}

fn figure(number: &str, years: usize, factor: u64) -> String {
    if let (4, Ok(year @ 2015..=2030)) = (number.len(), number.parse::<usize>()) {
        return (year + years - 3).to_string();
    }
    let parts: Vec<&str> = number.split('.').collect();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match (&parts[..], digits.parse::<u64>()) {
        // Numbered lines (1.2.3) and lists (1,2) are no amounts.
        (&[whole, decimals], Ok(value)) if !whole.is_empty() && (1..=6).contains(&decimals.len()) && value < 1 << 50 => {
            let grown = format!("{:0width$}", value * factor, width = digits.len());
            let (whole, decimals) = grown.split_at(grown.len() - decimals.len());
            format!("{whole}.{decimals}")
        }
        _ => number.to_owned(),
    }
}

/// One to five digits that are not the ones printed.
fn misprinted(text: &str, dice: &mut Dice) -> String {
    let digits: Vec<usize> = text.bytes().enumerate().filter(|(_, byte)| (b'1'..=b'9').contains(byte)).map(|(at, _)| at).collect();
    let mut text = text.to_owned();
    if !digits.is_empty() {
        for _ in 0..=dice.below(5) {
            let at = *dice.of(&digits);
            text.replace_range(at..=at, &(1 + dice.below(9)).to_string());
        }
    }
    text
}
