//! Choices out of one seed, and a page that remembers where its numbers stand.

use std::ops::Range;

/// A stream of choices (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.next() % most.max(1)
    }

    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len() as u64) as usize]
    }

    /// Some of a list, in its order, at least one.
    pub fn some<'a, T>(&mut self, list: &'a [T], percent: u64) -> Vec<&'a T> {
        let mut out: Vec<&T> = list.iter().filter(|_| self.chance(percent)).collect();
        if out.is_empty() {
            out.push(self.pick(list));
        }
        out
    }

    /// `whole` in so many parts, none of them nought.
    pub fn parts(&mut self, whole: u64, count: usize) -> Vec<u64> {
        let mut rest = whole;
        let mut out = Vec::new();
        for left in (1..count as u64).rev() {
            let most = (rest - left).max(1);
            let part = self.between(1, (most * 2 / (left + 1)).max(1)).min(most);
            out.push(part);
            rest -= part;
        }
        out.push(rest);
        out
    }
}

/// A number or word that a fault may change, and the rules that should notice.
#[derive(Clone, Debug)]
pub struct Slot {
    pub range: Range<usize>,
    pub owners: &'static [&'static str],
    /// What stands there instead; where there is nothing, one digit is changed to another.
    pub to: Option<String>,
}

/// A document in the making.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub text: String,
    pub slots: Vec<Slot>,
}

impl Page {
    pub fn put(&mut self, text: &str) {
        self.text += text;
    }

    pub fn line(&mut self, text: &str) {
        self.put(text);
        self.put("\n");
    }

    /// A number that rules own.
    pub fn number(&mut self, number: &str, owners: &'static [&'static str]) {
        let start = self.text.len();
        self.put(number);
        if !owners.is_empty() && number.bytes().any(|byte| byte.is_ascii_digit()) {
            self.slots.push(Slot { range: start..self.text.len(), owners, to: None });
        }
    }

    /// Words in whose place others may stand, each with the rules that own it.
    pub fn word(&mut self, text: &str, others: &[(&'static [&'static str], String)]) {
        let start = self.text.len();
        self.put(text);
        let range = start..self.text.len();
        let wrong = others.iter().filter(|(_, to)| to != text);
        self.slots.extend(wrong.map(|(owners, to)| Slot { range: range.clone(), owners, to: Some(to.clone()) }));
    }

    /// The last number that was put may also become another one.
    pub fn or(&mut self, number: &str, owners: &'static [&'static str], to: String) {
        let range = self.text.len() - number.len()..self.text.len();
        self.slots.push(Slot { range, owners, to: Some(to) });
    }
}

/// Hundredths as a decimal.
pub fn money(hundredths: u64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}
