//! What a consistency rule said of a document.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::Number;

/// One rule evaluated on one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Id of the rule.
    pub rule: String,
    /// `pass`, `fail`, `warn`, `info`, `not_applicable` or `insufficient_data`.
    pub status: String,
    /// For people.
    pub message: String,
    /// What should stand there.
    pub expected: Option<String>,
    /// What stands there.
    pub actual: Option<String>,
    /// Their difference.
    pub difference: Option<Number>,
    /// The difference that is allowed.
    pub tolerance: Option<Number>,
    /// JSON Pointers of the values compared.
    pub inputs: Vec<String>,
    /// Pointer of the printed cell whose change would repair most.
    pub suggestion: Option<String>,
}
