//! Pieces of certain place back into tables: rows of cells, and the rows that stand inside a row's cell.
//!
//! A table inside a cell ends where nothing shows, so the label beside it says how many rows it has.

use crate::model::document::{Document, Place};
use crate::model::parsed::{Glue, Raw};

/// A row and what stands in it.
#[derive(Debug, Default)]
pub(super) struct Row {
    number: u32,
    /// Whether a table on the page begins here.
    opens: bool,
    cells: Vec<(u16, Raw)>,
    /// The rows of the tables inside its cells.
    pub inner: Vec<Row>,
}

impl Row {
    /// The cell at a column; empty where there is none.
    pub fn cell(&self, column: usize) -> Raw {
        let found = self.cells.iter().find(|(own, _)| usize::from(*own) == column);
        found.map(|(_, raw)| raw.clone()).unwrap_or_default()
    }

    /// One more than its last column.
    pub fn width(&self) -> usize {
        self.cells.iter().map(|(column, _)| usize::from(*column) + 1).max().unwrap_or(0)
    }

    /// How many rows the table inside it has: 共 12 行 below its label.
    fn announced(&self, text: &str) -> usize {
        let [(_, label)] = &self.cells[..] else { return 0 };
        let [_, (_, span)] = label.parts[..] else { return 0 };
        let count = span.of(text).strip_prefix("共 ").and_then(|rest| rest.strip_suffix(" 行"));
        count.and_then(|count| count.parse().ok()).unwrap_or(0)
    }

    /// Its cells that say something.
    pub fn filled(&self) -> impl Iterator<Item = &Raw> {
        self.cells.iter().map(|(_, raw)| raw).filter(|raw| !raw.is_empty())
    }
}

/// The tables of the page, row by row.
pub(super) fn tables(document: &Document) -> Vec<Vec<Row>> {
    let mut tables: Vec<Vec<Row>> = Vec::new();
    // How many rows are still to come of the table inside the last row.
    let mut inside = 0;
    for row in rows(document) {
        match tables.last_mut() {
            Some(table) if !row.opens => match table.last_mut().filter(|_| inside > 0) {
                Some(outer) => {
                    inside -= 1;
                    outer.inner.push(row);
                }
                None => {
                    inside = row.announced(&document.text);
                    table.push(row);
                }
            },
            _ => {
                inside = 0;
                tables.push(vec![row]);
            }
        }
    }
    tables
}

fn rows(document: &Document) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for piece in &document.pieces {
        match piece.place {
            Place::GridCell { row, column } => {
                if rows.last().is_none_or(|own| own.number != row) {
                    rows.push(Row { number: row, opens: piece.after_blank, ..Row::default() });
                }
                if let Some(own) = rows.last_mut() {
                    own.cells.push((column, Raw::line(piece.span)));
                }
            }
            Place::CellLine => {
                if let Some((_, raw)) = rows.last_mut().and_then(|own| own.cells.last_mut()) {
                    raw.push(Glue::Paragraph, piece.span);
                }
            }
            Place::Line | Place::LooseCell => {}
        }
    }
    rows
}
