//! Lays paragraphs and tables of known structure out: blocks in, canonical text and pieces out.
//!
//! ```text
//! a paragraph                    one line; a blank line stands where an empty paragraph or a table's edge does
//! cell ⇥ cell ⇥ ⇥ cell           one row; as many TABs as grid columns, so that spans keep their place
//! further paragraph of the cell  a line of its own inside the row
//! ```
//! A table inside a cell has its rows behind the text before it; a cell that begins with a table has no piece of
//! its own, so that the table's first cell follows the label beside it as it does in a sheet.

use super::limits::{MOST_PIECES, MOST_TEXT};
use crate::model::document::{Piece, Place};
use crate::model::span::{Span, is_blank};

/// A step through a document in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph; LF parts its lines.
    Paragraph(String),
    /// A table, on the page or inside the open cell.
    TableBegins,
    /// A row of the open table.
    RowBegins,
    /// A cell at a 0-based grid column.
    CellBegins(u16),
    /// End of the open cell.
    CellEnds,
    /// End of the open row.
    RowEnds,
    /// End of the open table.
    TableEnds,
}

/// What has been laid out so far.
#[derive(Debug)]
pub struct Grid {
    text: String,
    pieces: Vec<Piece>,
    rows: u32,
    /// Whether a blank line precedes what comes next.
    apart: bool,
    tables: Vec<Table>,
}

#[derive(Debug, Default)]
struct Table {
    row: u32,
    cell: Option<Cell>,
    /// The column that the row's open line has reached; `None` where it has none open.
    reached: Option<u16>,
}

#[derive(Debug)]
struct Cell {
    column: u16,
    /// Whether it has a piece of its own.
    printed: bool,
    /// Whether a table stood in it.
    broken: bool,
}

impl Default for Grid {
    fn default() -> Self {
        Self { text: String::new(), pieces: Vec::new(), rows: 0, apart: true, tables: Vec::new() }
    }
}

impl Grid {
    /// Whether text and pieces are of a size that can be held; what was found, if not.
    pub fn fits(&self) -> Result<(), String> {
        match self.text.len() > MOST_TEXT || self.pieces.len() > MOST_PIECES {
            true => Err(format!("more than {MOST_TEXT} bytes of text or {MOST_PIECES} cells and lines")),
            false => Ok(()),
        }
    }

    /// Canonical text and pieces.
    pub fn finish(self) -> (String, Vec<Piece>) {
        (self.text, self.pieces)
    }

    /// Takes the next block.
    pub fn add(&mut self, block: &Block) {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::TableBegins => self.table_begins(),
            Block::RowBegins => self.row_begins(),
            Block::CellBegins(column) => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell = Some(Cell { column: *column, printed: false, broken: false });
                }
            }
            Block::CellEnds => self.cell_ends(),
            Block::RowEnds => self.row_ends(),
            Block::TableEnds => {
                self.tables.pop();
                self.apart = self.tables.is_empty();
            }
        }
    }

    fn table_begins(&mut self) {
        self.apart = self.tables.is_empty();
        self.break_row();
        if let Some(cell) = self.open_cell() {
            cell.broken = true;
        }
        self.tables.push(Table::default());
    }

    fn row_begins(&mut self) {
        self.rows += 1;
        if let Some(table) = self.tables.last_mut() {
            *table = Table { row: self.rows, cell: None, reached: None };
        }
    }

    fn cell_ends(&mut self) {
        if self.open_cell().is_some_and(|cell| !cell.printed && !cell.broken) {
            self.print_cell("");
        }
        if let Some(table) = self.tables.last_mut() {
            table.cell = None;
        }
    }

    fn row_ends(&mut self) {
        self.break_row();
    }

    fn paragraph(&mut self, text: &str) {
        let in_cell = self.open_cell().is_some();
        for line in text.split('\n').map(|line| line.trim_matches(is_blank)) {
            match (in_cell, line.is_empty()) {
                (true, _) => self.cell_line(line),
                (false, true) => self.apart = true,
                (false, false) => self.line(line),
            }
        }
    }

    fn cell_line(&mut self, line: &str) {
        let Some(cell) = self.open_cell().filter(|_| !line.is_empty()) else {
            return;
        };
        if cell.broken {
            // Behind a table inside the cell: the table's last cell must not take it.
            self.apart = true;
            self.line(line);
        } else if cell.printed {
            self.text.push('\n');
            self.print(line, Place::CellLine);
        } else {
            self.print_cell(line);
        }
    }

    /// A line of its own.
    fn line(&mut self, line: &str) {
        self.break_row();
        self.part();
        self.print(line, Place::Line);
        self.text.push('\n');
    }

    /// The first line of the open cell, at its column.
    fn print_cell(&mut self, line: &str) {
        let Some(Table { row, cell: Some(cell), reached }) = self.tables.last_mut() else {
            return;
        };
        cell.printed = true;
        let (row, column) = (*row, cell.column);
        let at = reached.replace(column);
        if at.is_none() {
            self.part();
        }
        self.text.extend(std::iter::repeat_n('\t', usize::from(column.saturating_sub(at.unwrap_or(0)))));
        self.print(line, Place::GridCell { row, column });
    }

    fn print(&mut self, line: &str, place: Place) {
        let start = self.text.len();
        if matches!(place, Place::Line) || !line.contains('\t') {
            self.text.push_str(line);
        } else {
            // TABs part cells here.
            self.text.extend(line.chars().map(|c| if c == '\t' { ' ' } else { c }));
        }
        let after_blank = std::mem::take(&mut self.apart);
        self.pieces.push(Piece { span: Span::new(start, self.text.len()), place, after_blank });
    }

    /// Writes the blank line that is due.
    fn part(&mut self) {
        if self.apart && !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Ends the open line of the open row.
    fn break_row(&mut self) {
        if self.tables.last_mut().is_some_and(|table| table.reached.take().is_some()) {
            self.text.push('\n');
        }
    }

    fn open_cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.cell.as_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(blocks: &[Block]) -> (String, Vec<String>) {
        let mut grid = Grid::default();
        blocks.iter().for_each(|block| grid.add(block));
        let (text, pieces) = grid.finish();
        let shown = pieces
            .iter()
            .map(|piece| {
                let mark = match piece.place {
                    Place::GridCell { row, column } => format!("{row}.{column}"),
                    place => format!("{place:?}"),
                };
                format!("{mark}{}:{}", if piece.after_blank { "*" } else { "" }, piece.span.of(&text))
            })
            .collect();
        (text, shown)
    }

    fn words(text: &str) -> Block {
        Block::Paragraph(text.to_owned())
    }

    #[test]
    fn rows_keep_their_columns_and_cells_their_paragraphs() {
        use Block::{CellBegins, CellEnds, RowBegins, RowEnds, TableBegins, TableEnds};
        let (text, pieces) = laid(&[
            words("title"),
            words(""),
            words("a\nb"),
            TableBegins,
            RowBegins,
            CellBegins(1),
            words("one"),
            words(""),
            words("two\tmore"),
            CellEnds,
            CellBegins(4),
            CellEnds,
            RowEnds,
            RowBegins,
            CellBegins(0),
            words("x"),
            CellEnds,
            RowEnds,
            TableEnds,
            words("end"),
        ]);
        assert_eq!(text, "title\n\na\nb\n\n\tone\ntwo more\t\t\t\nx\n\nend\n");
        assert_eq!(pieces, ["Line*:title", "Line*:a", "Line:b", "1.1*:one", "CellLine:two more", "1.4:", "2.0:x", "Line*:end"]);
    }

    #[test]
    fn a_table_in_a_cell_follows_the_text_before_it() {
        use Block::{CellBegins, CellEnds, RowBegins, RowEnds, TableBegins, TableEnds};
        let inner = [TableBegins, RowBegins, CellBegins(0), words("n"), CellEnds, CellBegins(1), words("m"), CellEnds, RowEnds, TableEnds];
        let mut blocks = vec![TableBegins, RowBegins, CellBegins(0), words("label"), CellEnds, CellBegins(1)];
        blocks.extend(inner);
        blocks.extend([words(""), words("behind"), CellEnds, CellBegins(2), words("z"), CellEnds, RowEnds, TableEnds]);
        let (text, pieces) = laid(&blocks);
        assert_eq!(text, "label\nn\tm\n\nbehind\n\t\tz\n");
        assert_eq!(pieces, ["1.0*:label", "2.0:n", "2.1:m", "Line*:behind", "1.2:z"]);
    }
}
