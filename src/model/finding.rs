//! What the reader repaired, could not type or found damaged.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::span::Span;

/// The stable list of diagnostic codes; `docs/diagnostics.md` describes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Bytes that the encoding does not have became U+FFFD.
    UndecodableBytes,
    /// Text that no grammar line recognised.
    Residue,
    /// A year that is not four digits in 1990..2100.
    InvalidYear,
    /// A number cell that does not read as a number.
    UntypedNumber,
    /// An amount that does not read as an amount.
    UntypedAmount,
    /// Forms and tables name different years; the first printed one was taken.
    YearsDiffer,
    /// A row's cells were put under their columns by what they hold.
    RowShifted,
    /// A row has fewer cells than its header.
    RowCollapsed,
    /// A row has more cells than its header; the ones too many are residue.
    RowOverfull,
    /// An indicator table without a header was read by the layout's usual column order.
    HeaderLost,
    /// A column header that no vocabulary line names; its cells are residue.
    HeaderUnknown,
    /// Flattened text prints fewer values than there are columns.
    ColumnsUnknown,
    /// The goals stand side by side in columns that the text no longer tells apart.
    GoalColumnsUnknown,
    /// Names and values cannot be paired.
    PairingImpossible,
    /// The same label was printed twice in one form with different values; the first was taken.
    LabelRepeated,
    /// No layout fits this document.
    UnknownLayout,
    /// Two layouts fit this document equally well.
    AmbiguousLayout,
    /// The document could not be read at all.
    Unreadable,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A repair without loss.
    Info,
    /// Something is null or residue that a reader of the document might fill in.
    Warning,
    /// The document is damaged here.
    Error,
}

/// A finding with the place as bytes of the canonical text; offsets become code points when written.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What was found.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// Place, expectation and finding in words.
    pub message: String,
    /// JSON Pointer of the value concerned, where there is one.
    pub pointer: Option<String>,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Finding {
    /// A finding about a place in the text.
    pub fn new(code: Code, severity: Severity, message: impl Into<String>, span: Option<Span>) -> Self {
        Self { code, severity, message: message.into(), pointer: None, span }
    }
}

/// A finding as the contract prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Diagnostic {
    /// One of the documented codes.
    pub code: Code,
    /// `info`, `warning` or `error`.
    pub severity: Severity,
    /// For people.
    pub message: String,
    /// JSON Pointer into this object, or null.
    pub pointer: Option<String>,
    /// Half-open code-point offsets of the canonical text, or null.
    pub span: Option<[usize; 2]>,
}
