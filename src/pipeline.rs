//! The spine: bytes of one document in, its record out. No file system, no printing, no globals.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sha2::{Digest, Sha256};

use crate::check;
use crate::decode::{self, Encoding, Refusal};
use crate::grammar::{Begins, Grammars};
use crate::model::coverage::{self, Structure};
use crate::model::document::{Document, Piece};
use crate::model::finding::{Code, Diagnostic, Finding, Severity};
use crate::model::leaf::{Pointer, Trace};
use crate::model::parsed::{Named, ParsedDocument};
use crate::model::record::{Extractor, Failure, Outcome, Provenance, Record, Source};
use crate::model::span::{CodePoints, Span};
use crate::normalize::{self, Normalized};
use crate::parse;
use crate::recognize;

/// How a document is read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The layouts to choose from.
    pub grammars: Grammars,
    /// The encoding, where it is known.
    pub encoding: Option<Encoding>,
    /// Whether every value's place is wanted.
    pub provenance: bool,
    /// The language that consistency rules report in; `None` leaves them out.
    pub checks: Option<check::Language>,
    /// Documents of more bytes are refused.
    pub max_bytes: u64,
}

/// Version of the extractor.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Bytes that one document may have by default: 1 GiB.
pub const MAX_BYTES: u64 = 1 << 30;

impl Options {
    /// The given layouts, everything else as usual.
    pub fn new(grammars: Grammars) -> Self {
        Self { grammars, encoding: None, provenance: false, checks: Some(check::Language::English), max_bytes: MAX_BYTES }
    }
}

/// Reads one document. `source.path` and `source.raw_name` are the caller's to fill in.
///
/// Never panics: what panics inside is this document's failure, with the code `internal-error`.
pub fn extract(bytes: &[u8], options: &Options) -> Record {
    let source = Source { sha256: Some(hex(&Sha256::digest(bytes))), bytes: Some(bytes.len() as u64), ..Source::default() };
    guarded(source.clone(), || attempt(bytes, source, options, None))
}

/// What a record was read from and by: for explanations.
#[derive(Debug, Default)]
pub struct Basis {
    /// The canonical text.
    pub text: String,
    /// Its lines and cells.
    pub pieces: Vec<Piece>,
    /// The layout and what speaks for it.
    pub recognition: Option<recognize::Recognition>,
    /// Values and the labels that they stand under.
    pub named: Vec<Named>,
    /// Recognised text that is no value.
    pub structure: Vec<(Span, Structure)>,
}

/// Reads one document and keeps what the record leaves out.
pub fn explain(bytes: &[u8], options: &Options) -> (Record, Basis) {
    let source = Source { sha256: Some(hex(&Sha256::digest(bytes))), bytes: Some(bytes.len() as u64), ..Source::default() };
    let mut basis = Basis::default();
    let record = guarded(source.clone(), || attempt(bytes, source, options, Some(&mut basis)));
    (record, basis)
}

fn guarded(source: Source, body: impl FnOnce() -> Record) -> Record {
    // Nothing outlives the document that a panic could leave half done.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        let said = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let message = format!("expected to read the document, found an error of the program itself: {}", said.unwrap_or("no message"));
        failed(source, Failure { code: "internal-error".to_owned(), message }, Outcome::Failed)
    })
}

fn attempt(bytes: &[u8], source: Source, options: &Options, basis: Option<&mut Basis>) -> Record {
    if bytes.len() as u64 > options.max_bytes {
        let message = format!("expected at most {} bytes, found {}", options.max_bytes, bytes.len());
        return failed(source, Failure { code: "too-large".to_owned(), message }, Outcome::Failed);
    }
    let decoded = match decode::decode(bytes, options.encoding) {
        Ok(decoded) => decoded,
        Err(refusal) => return refused(source, refusal),
    };
    let source = Source { container: Some(decoded.container.to_owned()), encoding: decoded.encoding.map(str::to_owned), ..source };
    read(&decoded.document, source, options, basis)
}

/// Recognise, parse, normalise, account, check.
fn read(document: &Document, source: Source, options: &Options, mut basis: Option<&mut Basis>) -> Record {
    let mut recognition = recognize::recognize(document.body(), &options.grammars);
    let mut parsed = forms(document, &mut recognition);
    let written = recognition.layout.begins == Begins::Cells;
    if !recognition.unknown && !written && parsed.projects.is_empty() && parsed.departments.is_empty() && parsed.tables.is_empty() {
        // A text that only mentions a layout's words is in no layout.
        recognition = recognize::Recognition { layout: options.grammars.unknown.clone(), unknown: true, ambiguous: None, ..recognition };
        parsed = parse::parse(document, &recognition.layout);
    }
    let layout = &recognition.layout;
    if let Some(basis) = &mut basis {
        basis.named = parsed.named();
    }
    let Normalized { record, mut structure, mut findings } = normalize::normalize(&document.text, layout, parsed);
    findings.extend(document.findings.iter().cloned());
    if recognition.unknown {
        findings.push(Finding::new(
            Code::UnknownLayout,
            Severity::Info,
            "no layout's evidence was found; only standard forms and tables were read",
            None,
        ));
    }
    if let Some(other) = &recognition.ambiguous {
        findings.push(Finding::new(
            Code::AmbiguousLayout,
            Severity::Warning,
            format!("the layout {other} fits as well as {}", layout.id),
            None,
        ));
    }
    structure.extend(controls(&document.text));
    structure.extend(document.margins.iter().map(|&line| (line, Structure::PageHeader)));
    if let Some(basis) = basis {
        basis.text.clone_from(&document.text);
        basis.pieces.clone_from(&document.pieces);
        basis.recognition = Some(recognition.clone());
        basis.structure.clone_from(&structure);
    }
    let points = CodePoints::new(&document.text);
    let (claimed, provenance) = places(&record, &points, options.provenance);
    let markup = if options.checks.is_some() { normalize::markup_places(&document.text) } else { Vec::new() };
    let beside = check::Beside::new(&layout.vocabulary, &document.text, &structure, markup);
    let coverage = coverage::account(&document.text, &points, claimed, structure);
    let outcome = outcome(&recognition, &coverage, &findings);
    let mut diagnostics = diagnostics(findings, &points);
    if let Some(residue) = residue(&coverage) {
        let start = residue.span.map(|span| span[0]);
        diagnostics.insert(diagnostics.partition_point(|one| one.span.map(|span| span[0]) <= start), residue);
    }
    let record = Record {
        schema_version: "1".to_owned(),
        source,
        extractor: Extractor { version: VERSION.to_owned(), grammar: Some(layout.id.clone()), grammar_sha256: Some(layout.sha256.clone()) },
        outcome,
        layout: layout.id.clone(),
        diagnostics,
        coverage,
        provenance,
        ..record
    };
    let checks = options.checks.map(|language| check::check(&record, &beside, language)).unwrap_or_default();
    Record { checks, ..record }
}

/// Each form is read with its own layout; the document's is that of most forms.
fn forms(document: &Document, recognition: &mut recognize::Recognition) -> ParsedDocument {
    let stretches = recognize::stretches(document.body(), recognition);
    if let [(_, layout)] = &stretches[..] {
        recognition.layout = layout.clone();
        return parse::parse(document, layout);
    }
    let mut whole = ParsedDocument::default();
    let mut counts = Vec::with_capacity(stretches.len());
    for (nth, (stretch, layout)) in stretches.into_iter().enumerate() {
        let begin = document.pieces.partition_point(|piece| (piece.span.start as usize) < stretch.start);
        let end = document.pieces.partition_point(|piece| (piece.span.start as usize) < stretch.end);
        let parsed = parse::part(document.body(), &document.pieces[begin..end], &layout);
        counts.push((layout, parsed.forms()));
        if nth == 0 { whole = parsed } else { whole.append(parsed) }
    }
    // What fits as well elsewhere was decided form by form.
    recognition.ambiguous = None;
    recognition.layout = recognize::prevailing(&counts).unwrap_or_else(|| recognition.layout.clone());
    whole
}

/// Control and zero-width characters that exports leave behind: no text of anybody.
fn controls(text: &str) -> Vec<(Span, Structure)> {
    let control = |c: &char| matches!(c, '\0' | '\u{feff}' | '\u{200b}'..='\u{200d}');
    // By their first bytes, which of other characters only full-width signs (EF) and some quotation marks (E2) have.
    let bytes = text.as_bytes();
    memchr::memchr3_iter(0, 0xef, 0xe2, bytes)
        .filter(|&at| bytes[at] == 0 || matches!(bytes[at + 1], 0xbb | 0x80))
        .filter_map(|at| text[at..].chars().next().filter(control).map(|c| (Span::new(at, at + c.len_utf8()), Structure::Control)))
        .collect()
}

/// Every place that a value stands in; by pointer where that is wanted.
fn places(record: &Record, points: &CodePoints, wanted: bool) -> (Vec<Span>, Option<Provenance>) {
    let mut claimed = Vec::new();
    let mut provenance = wanted.then(Provenance::default);
    let mut path = if wanted { Pointer::default() } else { Pointer::unread() };
    record.trace(&mut path, &mut |pointer, spans| {
        claimed.extend_from_slice(spans);
        if let Some(provenance) = &mut provenance {
            provenance.insert(pointer.to_owned(), spans.iter().map(|&span| points.pair(span)).collect());
        }
    });
    (claimed, provenance)
}

fn outcome(recognition: &recognize::Recognition, coverage: &coverage::Coverage, findings: &[Finding]) -> Outcome {
    let untyped = |finding: &Finding| {
        matches!(
            finding.code,
            Code::InvalidYear | Code::UntypedNumber | Code::UntypedAmount | Code::PairingImpossible | Code::UndecodableBytes
        )
    };
    match () {
        () if recognition.unknown => Outcome::Unknown,
        () if coverage.unclaimed > 0 || findings.iter().any(untyped) => Outcome::Partial,
        () => Outcome::Complete,
    }
}

/// What no rule expected, in one diagnostic: the pieces themselves are in the coverage.
fn residue(coverage: &coverage::Coverage) -> Option<Diagnostic> {
    let first = coverage.residue.first()?;
    Some(Diagnostic {
        code: Code::Residue,
        severity: Severity::Warning,
        message: format!(
            "{} character(s) in {} place(s) were read by no rule; the first place is this",
            coverage.unclaimed,
            coverage.residue.len()
        ),
        pointer: Some("/coverage/residue".to_owned()),
        span: Some([first.start, first.end]),
    })
}

fn diagnostics(mut findings: Vec<Finding>, points: &CodePoints) -> Vec<Diagnostic> {
    // In reading order; what concerns the whole document comes first.
    findings.sort_by_key(|finding| (finding.span.map(|span| span.start), finding.code));
    findings
        .into_iter()
        .map(|finding| Diagnostic {
            code: finding.code,
            severity: finding.severity,
            message: finding.message,
            pointer: finding.pointer,
            span: finding.span.map(|span| points.pair(span)),
        })
        .collect()
}

fn refused(source: Source, refusal: Refusal) -> Record {
    let outcome = if refusal.skipped { Outcome::Skipped } else { Outcome::Failed };
    let source = Source { container: refusal.container.map(str::to_owned), ..source };
    failed(source, Failure { code: refusal.code.to_owned(), message: refusal.message }, outcome)
}

/// The record of a document that could not be read.
pub fn failed(source: Source, failure: Failure, outcome: Outcome) -> Record {
    let severity = if outcome == Outcome::Failed { Severity::Error } else { Severity::Info };
    let diagnostic = Diagnostic {
        code: Code::Unreadable,
        severity,
        message: format!("{}: {}", failure.code, failure.message),
        pointer: None,
        span: None,
    };
    Record {
        schema_version: "1".to_owned(),
        source,
        extractor: Extractor { version: VERSION.to_owned(), grammar: None, grammar_sha256: None },
        outcome,
        error: Some(failure),
        layout: "unknown".to_owned(),
        diagnostics: vec![diagnostic],
        ..Record::default()
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_that_documents_failure() {
        let source = Source { bytes: Some(7), ..Source::default() };
        let record = guarded(source, || panic!("row {} of {}", 3, 2));
        assert_eq!((record.outcome, record.source.bytes), (Outcome::Failed, Some(7)));
        let failure = record.error.expect("an error");
        assert_eq!(failure.code, "internal-error");
        assert!(failure.message.ends_with("row 3 of 2"), "{}", failure.message);
    }
}
