//! Rich Text Format (.rtf; often named .doc): bytes in, canonical text and pieces out. Told by what is inside, never by
//! a name.
//!
//! ```text
//! bytes → tokens → groups (what their text is) → stories (paragraphs, rows) → tables (columns) → grid
//! ```
//! Nothing recurses, everything is capped: a hostile file gives an error, in time and memory of its own size.

mod groups;
mod letters;
mod reader;
mod shape;
mod story;
mod tokens;
mod words;

use super::limits;
use super::{Decoded, Refusal};
use crate::model::document::Document;

/// Whether `bytes` are RTF.
pub fn is_rtf(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{\\rtf")
}

/// Reads RTF.
pub fn read(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let (grid, margins) = reader::Reader::default().read(bytes)?;
    let (mut text, pieces) = grid.finish();
    let margins = margins.print(&mut text);
    Ok(Decoded { document: Document { text, pieces, margins, findings: Vec::new() }, container: "rtf", encoding: None })
}

/// A file made to do harm, or so broken that it could.
fn hostile(what: impl Into<String>) -> Refusal {
    limits::hostile("rtf", what)
}
