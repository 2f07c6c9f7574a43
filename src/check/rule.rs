//! What a rule is: what should hold, why, how strictly, an example, and the function that looks.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::report::Report;
#[cfg(test)]
use super::sample::Case;
use crate::model::check::Status;
use crate::model::record::Record;

/// The language that messages are written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 中文
    Chinese,
}

/// The same words in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    /// English.
    pub en: &'static str,
    /// 中文
    pub zh: &'static str,
}

impl Phrase {
    /// The words of a language.
    pub fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::Chinese => self.zh,
        }
    }
}

/// How much a finding matters; a rule's findings are at most of its own severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Suspicious.
    Warn,
    /// Cannot be right as printed.
    Fail,
}

impl Severity {
    /// The status of a finding of this severity.
    pub fn status(self) -> Status {
        match self {
            Self::Info => Status::Info,
            Self::Warn => Status::Warn,
            Self::Fail => Status::Fail,
        }
    }

    /// The severity of a finding; `None` for what is none.
    pub fn of(status: Status) -> Option<Self> {
        match status {
            Status::Info => Some(Self::Info),
            Status::Warn => Some(Self::Warn),
            Status::Fail => Some(Self::Fail),
            _ => None,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.status().name())
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "info" => Ok(Self::Info),
            "warn" => Ok(Self::Warn),
            "fail" => Ok(Self::Fail),
            _ => Err("expected fail, warn or info".to_owned()),
        }
    }
}

/// One consistency rule.
pub struct Rule {
    /// For ever.
    pub id: &'static str,
    /// What should hold, as a name.
    pub name: &'static str,
    /// Of its worst finding.
    pub severity: Severity,
    /// What should hold.
    pub holds: Phrase,
    /// Why it should, and what it usually means where it does not.
    pub why: Phrase,
    /// How strictly numbers are compared, or what is let pass.
    pub tolerance: Phrase,
    /// A finding as it may stand in a document.
    pub example: Phrase,
    /// Looks at a document.
    pub evaluate: for<'a> fn(&'a Record, &mut Report<'a>),
    /// Records and what the rule says of them.
    #[cfg(test)]
    pub cases: fn() -> Vec<Case>,
}
