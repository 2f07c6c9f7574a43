//! Bytes in, [`Document`] out. No budget word is known here.

mod doc;
mod docx;
pub mod encoding;
pub mod grid;
mod html;
mod limits;
mod margins;
mod quoted;
mod rtf;
mod text;

use crate::model::document::Document;
use crate::model::finding::{Code, Finding, Severity};
use crate::model::span::Span;

pub use encoding::Encoding;

/// Why bytes are no document, with a stable code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// `empty`, `unsupported-container`, `not-a-document`, `encrypted`, `damaged-file` or `hostile-file`.
    pub code: &'static str,
    /// What was expected and what was found.
    pub message: String,
    /// Whether it never was a document (a picture), rather than one that cannot be read.
    pub skipped: bool,
    /// The container recognised, in the contract's words.
    pub container: Option<&'static str>,
}

/// A document and what its bytes were.
#[derive(Debug)]
pub struct Decoded {
    /// The text and its pieces.
    pub document: Document,
    /// In the contract's words.
    pub container: &'static str,
    /// IANA name, for text.
    pub encoding: Option<&'static str>,
}

/// Reads the bytes of one document.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Result<Decoded, Refusal> {
    if docx::is_zip(bytes) {
        return docx::read(bytes);
    }
    if doc::is_ole(bytes) {
        return doc::read(bytes);
    }
    if rtf::is_rtf(bytes) {
        return rtf::read(bytes);
    }
    let mut decoded = encoding::decode_declared(bytes, forced, html::declared(bytes)).map_err(refusal)?;
    if let Some(kind) = html::wrapped(&decoded.text) {
        let message = format!("expected text, a page of HTML or a Word file, found {kind}");
        return Err(Refusal { code: "unsupported-container", message, skipped: false, container: None });
    }
    let is_html = html::is_html(&decoded.text);
    let mut findings = Vec::new();
    if let Some(first) = decoded.faults.first() {
        let at = decoded.text.char_indices().nth(first.char_offset).map_or(decoded.text.len(), |(at, _)| at);
        let message = format!(
            "{} place(s) could not be decoded as {}; the first is byte {} ({:02x?}), shown as U+FFFD",
            decoded.fault_count,
            decoded.encoding,
            first.byte_offset,
            first.bytes()
        );
        findings.push(Finding::new(Code::UndecodableBytes, Severity::Warning, message, Some(Span::new(at, at + '\u{fffd}'.len_utf8()))));
    }
    if is_html {
        // Where a page could not be decoded is known of its source only.
        findings.iter_mut().for_each(|finding| finding.span = None);
        let document = html::read(&decoded.text)?;
        return Ok(Decoded { document: Document { findings, ..document }, container: "html", encoding: Some(decoded.encoding) });
    }
    let mut inside = Vec::new();
    if decoded.faults.is_empty()
        && let Some((plain, ends)) = quoted::unquoted(&decoded.text)
    {
        (decoded.text, inside) = (plain, ends);
    }
    let pieces = text::pieces(&decoded.text, &inside);
    let document = Document { text: decoded.text, pieces, findings, ..Document::default() };
    Ok(Decoded { document, container: "text", encoding: Some(decoded.encoding) })
}

fn refusal(refusal: encoding::Refusal) -> Refusal {
    match refusal {
        encoding::Refusal::Empty => {
            Refusal { code: "empty", message: "expected a document, found no bytes".to_owned(), skipped: false, container: None }
        }
        encoding::Refusal::Binary(kind) => {
            let container = [("OLE2", "doc"), ("ZIP", "docx"), ("PDF", "pdf"), ("RTF", "rtf")]
                .iter()
                .find(|(mark, _)| kind.contains(mark))
                .map(|(_, name)| *name);
            let skipped = ["image", "PNG", "JPEG", "GIF", "BMP", "TIFF", "WebP"].iter().any(|mark| kind.contains(mark));
            let (code, wanted) =
                if skipped { ("not-a-document", "a document") } else { ("unsupported-container", "text in a known encoding") };
            Refusal { code, message: format!("expected {wanted}, found {kind}"), skipped, container }
        }
    }
}
