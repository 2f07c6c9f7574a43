//! Which findings are meant: by a rule's id, the letter of its chapter, its name, or a severity.

use std::str::FromStr;

use gongkai::check::{RULES, Rule, Severity};

/// One word of `--select`, `--ignore` or `--fail-on`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// Every finding.
    All,
    /// No finding.
    Never,
    /// Rules whose id begins so: `B06`, `B`.
    Id(String),
    /// The rule of that name.
    Name(String),
    /// Findings of that severity.
    Severity(Severity),
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let upper = text.to_ascii_uppercase();
        match text {
            "all" => return Ok(Self::All),
            "never" | "none" => return Ok(Self::Never),
            _ => {}
        }
        if let Ok(severity) = text.parse() {
            return Ok(Self::Severity(severity));
        }
        if RULES.iter().any(|rule| rule.name == text) {
            return Ok(Self::Name(text.to_owned()));
        }
        // A letter or a whole id: half an id would change its meaning with every new rule.
        let is = |rule: &&Rule| rule.id == upper || rule.id[..1] == upper;
        match RULES.iter().any(is) {
            true => Ok(Self::Id(upper)),
            false => {
                let meant = meant(text, &["fail", "warn", "info", "all", "never"]);
                let (one, other) = (
                    "expected a rule's id (B06), its letter (B) or its name, as `gongkai rules` lists them",
                    "fail, warn, info, all or never",
                );
                Err(format!("{one}, or {other}{meant}"))
            }
        }
    }
}

/// The id, name or further word that was meant by a misspelt one, as a remark behind an error; empty where nothing is like it.
pub fn meant(text: &str, words: &[&'static str]) -> String {
    const ALIKE: f64 = 0.8;
    // B6 is nearer to every other rule of its letter than to B06.
    let padded = match text.as_bytes() {
        [letter, digit] if digit.is_ascii_digit() => format!("{}0{}", letter.to_ascii_lowercase() as char, *digit as char),
        _ => text.to_ascii_lowercase(),
    };
    let known = RULES.iter().flat_map(|rule| [rule.id, rule.name]).chain(words.iter().copied());
    let likeness = known.map(|word| (strsim::jaro_winkler(&padded, &word.to_ascii_lowercase()), word));
    // The first of those that are equally alike: rules stand in the order of the list.
    let best = likeness.filter(|(likeness, _)| *likeness >= ALIKE).reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map_or_else(String::new, |(_, word)| format!("; did you mean {word}?"))
}

impl Selector {
    /// Whether it means a finding of `rule` with exactly this severity.
    pub fn means(&self, rule: &Rule, severity: Severity) -> bool {
        match self {
            Self::All => true,
            Self::Never => false,
            Self::Id(id) => rule.id.starts_with(id.as_str()),
            Self::Name(name) => rule.name == name,
            Self::Severity(own) => *own == severity,
        }
    }

    /// Whether it means a finding of `rule` of this severity or a worse one.
    pub fn reaches(&self, rule: &Rule, severity: Severity) -> bool {
        match self {
            Self::Severity(own) => severity >= *own,
            other => other.means(rule, severity),
        }
    }
}
