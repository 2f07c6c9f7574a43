//! Pages of HTML (saved by browsers, Word, WPS and LibreOffice; also those named .doc or .xls): decoded text in,
//! canonical text and pieces out. Told by what the text begins with, never by a name.
//!
//! ```text
//! text → tokens → tree as browsers build it → walk (elements → flow of blocks) → grid (text and pieces)
//! ```
//! Nothing recurses, everything is capped: a hostile page gives an error, in time and memory of its own size.

mod lists;
mod look;
mod sniff;
mod tables;
mod tree;
mod walk;
mod words;

pub use self::sniff::{declared, is_html, wrapped};

use super::Refusal;
use super::limits;
use crate::model::document::Document;

/// Reads the text of a page.
pub fn read(text: &str) -> Result<Document, Refusal> {
    let html = tree::tree(text)?;
    let (grid, margins) = walk::walk(&html, words::Words::new(sniff::ends_lines_at_blanks(text)))?;
    let (mut text, pieces) = grid.finish();
    let margins = margins.print(&mut text);
    Ok(Document { text, pieces, margins, findings: Vec::new() })
}

/// A page made to do harm.
fn hostile(what: impl Into<String>) -> Refusal {
    limits::hostile("html", what)
}
