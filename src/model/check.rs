//! What a consistency rule said of a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::Number;

/// How a rule ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It holds.
    Pass,
    /// The document cannot be right as printed.
    Fail,
    /// Suspicious.
    Warn,
    /// Worth knowing.
    Info,
    /// The document has nothing that the rule speaks of.
    #[default]
    NotApplicable,
    /// An input is missing or untyped: neither a pass nor a finding.
    InsufficientData,
}

impl Status {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::NotApplicable => "not_applicable",
            Self::InsufficientData => "insufficient_data",
        }
    }

    /// Whether it says that something is to be looked at.
    pub fn is_finding(self) -> bool {
        matches!(self, Self::Fail | Self::Warn | Self::Info)
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// One rule evaluated on one form, table or value of a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Id of the rule.
    pub rule: String,
    /// `pass`, `fail`, `warn`, `info`, `not_applicable` or `insufficient_data`.
    pub status: Status,
    /// For people.
    pub message: String,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub actual: Option<String>,
    /// What stands there minus what should, in the unit of what stands there.
    pub difference: Option<Number>,
    /// The difference that is allowed.
    pub tolerance: Option<Number>,
    /// JSON Pointers of the values compared; of a pass, the form or table it holds for.
    pub inputs: Vec<String>,
    /// Pointer of the printed cell whose change would repair most.
    pub suggestion: Option<String>,
    /// Parts of the inputs' texts that the finding is about, for those who show it under the text: an index into
    /// `inputs` and the part as it stands in the value.
    #[serde(skip)]
    pub quotes: Vec<(usize, String)>,
}
