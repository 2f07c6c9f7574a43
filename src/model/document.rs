//! The waist of the hourglass: what every container becomes before anybody asks what it means.
//!
//! A document is its canonical text and, in reading order, the pieces that text is made of: lines and
//! table cells. How sure the container is about rows and columns is part of each piece.

use super::finding::Finding;
use super::span::Span;

/// A decoded document.
#[derive(Debug, Default)]
pub struct Document {
    /// The canonical text: LF line ends, no byte order mark. All spans point into it.
    pub text: String,
    /// Lines and cells in reading order.
    pub pieces: Vec<Piece>,
    /// Lines of page headers and footers: the last lines of the text, in no piece.
    pub margins: Vec<Span>,
    /// What decoding found.
    pub findings: Vec<Finding>,
}

impl Document {
    /// The canonical text without the page headers and footers at its end.
    pub fn body(&self) -> &str {
        let end = self.margins.first().map_or(self.text.len(), |first| first.start as usize);
        &self.text[..end]
    }
}

/// What is known of a piece's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line of its own, or a further paragraph of the cell before it: the text does not say which.
    Line,
    /// A table cell on a line of its own. Rows are known only by blank lines, which also stand inside cells.
    LooseCell,
    /// A table cell whose row and column are certain.
    GridCell {
        /// Counts the rows of the whole document.
        row: u32,
        /// 0-based grid column.
        column: u16,
    },
    /// A further paragraph that certainly belongs to the cell before it.
    CellLine,
}

/// One line or table cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its text without the blanks at the ends; empty for an empty cell.
    pub span: Span,
    /// Where it stands.
    pub place: Place,
    /// Whether a blank line (or the start of the document) precedes it.
    pub after_blank: bool,
}

impl Piece {
    /// Whether a cell begins here.
    pub fn is_cell(&self) -> bool {
        matches!(self.place, Place::LooseCell | Place::GridCell { .. })
    }

    /// Whether it is plain running text.
    pub fn is_line(&self) -> bool {
        self.place == Place::Line
    }

    /// The certain row, if any.
    pub fn row(&self) -> Option<u32> {
        match self.place {
            Place::GridCell { row, .. } => Some(row),
            _ => None,
        }
    }

    /// The certain column, if any.
    pub fn column(&self) -> Option<u16> {
        match self.place {
            Place::GridCell { column, .. } => Some(column),
            _ => None,
        }
    }
}
