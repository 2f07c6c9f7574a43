//! The limits of all readers of containers, in one place, and the refusals of files that exceed them.
//!
//! A document may have any size that the caller allows (`--max-bytes`); these limits bound what its bytes can grow
//! into, in memory and in time. Each is far above what real documents have. docs/limits.md is for users.

use super::Refusal;

/// Entries of an archive; Word files have one for each picture and some twenty more.
pub const MOST_ENTRIES: usize = 20_000;
/// Bytes that one part of an archive may unpack to; the largest real ones have a tenth of this.
pub const MOST_BYTES: u64 = 256 << 20;
/// Bytes that every part may have, however well it was packed.
pub const FREE_BYTES: u64 = 16 << 20;
/// Beyond those, unpacked bytes for each packed one. Tables of equal rows come near a hundred; a bomb has a thousand.
pub const MOST_RATIO: u64 = 250;

/// Bytes of canonical text; the largest real one has a hundredth of this.
pub const MOST_TEXT: usize = 256 << 20;
/// Lines and cells of a document.
pub const MOST_PIECES: usize = 8 << 20;
/// Bytes of page headers and footers; real ones are a line each.
pub const MOST_MARGINS: usize = 16 << 20;

/// Grid columns of a row; Word itself stops at 63.
pub const MOST_COLUMNS: u32 = 4096;
/// Columns that one cell or gap may span; more is a damaged number and counts as this.
pub const WIDEST_SPAN: u32 = 256;
/// Tables inside each other, text boxes inside each other.
pub const MOST_TABLES: usize = 128;

/// XML elements within elements; real documents stay under a hundred.
pub const MOST_NESTED: usize = 4096;
/// Namespace declarations in force at one place; real documents have about forty.
pub const MOST_NAMES: usize = 512;

/// Bytes of a page of HTML: each may become a hundred in memory.
pub const MOST_HTML: usize = 64 << 20;
/// Elements of a page.
pub const MOST_ELEMENTS: usize = 2 << 20;
/// Elements of a page within elements: browsers stop here too.
pub const MOST_OPEN: usize = 512;
/// Attributes of one element: each is compared with all others.
pub const MOST_ATTRIBUTES: usize = 1024;

/// Groups of RTF within groups; real files stay under fifty.
pub const MOST_GROUPS: usize = 4096;

/// What a reader expects, by its container.
fn expected(container: &str) -> &'static str {
    match container {
        "html" => "a page of HTML",
        "rtf" => "an RTF file",
        _ => "a Word file",
    }
}

/// A file made to do harm, or so broken that it could.
pub fn hostile(container: &'static str, what: impl Into<String>) -> Refusal {
    let message = format!("expected {} as programs write them, found {}", expected(container), what.into());
    Refusal { code: "hostile-file", message, skipped: false, container: Some(container) }
}

/// A file that breaks off or contradicts itself.
pub fn damaged(container: &'static str, what: impl Into<String>) -> Refusal {
    let message = format!("expected {} that is whole, but {}", expected(container), what.into());
    Refusal { code: "damaged-file", message, skipped: false, container: Some(container) }
}
