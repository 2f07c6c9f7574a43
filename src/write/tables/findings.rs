//! What rules and the reader said of a document.

use super::{At, DOCUMENT, POSITION};
use crate::model::check::Check;
use crate::model::finding::Diagnostic;
use crate::write::schema::{json, table, word};

table! {
    /// One row for each rule evaluated.
    CHECKS = "checks", "One row for each consistency rule evaluated on a document.",
    key ["document_sha256", "position"], indexed ["rule"];
    check(at: At<'a>, x: &'a Check);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "rule": Text = &x.rule, "Id of the rule";
    "status": Text = word(&x.status), "`pass`, `fail`, `warn`, `info`, `not_applicable` or `insufficient_data`";
    "message": Text = &x.message, "For people";
    "expected": Text or null = &x.expected, "What should stand there";
    "actual": Text or null = &x.actual, "What stands there";
    "difference": Decimal or null = x.difference, "Their difference";
    "tolerance": Decimal or null = x.tolerance, "The difference that is allowed";
    "inputs": Json = json(&x.inputs), "JSON Pointers of the values compared; rows of other tables have theirs in `pointer`";
    "suggestion": Text or null = &x.suggestion, "Pointer of the printed cell whose change would repair most";
}

table! {
    /// One row for each diagnostic.
    DIAGNOSTICS = "diagnostics", "One row for each thing that the reader repaired, could not type or found damaged.",
    key ["document_sha256", "position"], indexed ["code"];
    diagnostic(at: At<'a>, x: &'a Diagnostic);
    "document_sha256": Text = at.sha256, DOCUMENT;
    "position": Integer = at.position, POSITION;
    "code": Text = word(&x.code), "A stable code: docs/diagnostics.md";
    "severity": Text = word(&x.severity), "`info`, `warning` or `error`";
    "message": Text = &x.message, "For people";
    "pointer": Text or null = &x.pointer, "JSON Pointer of the value concerned";
    "span_start": Integer or null = x.span.map(|span| span[0]), "First code point of the canonical text";
    "span_end": Integer or null = x.span.map(|span| span[1]), "One past the last";
}
