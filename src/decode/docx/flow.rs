//! One flow of paragraphs and tables: the body, or a text box in one of its paragraphs.
//!
//! Keeps track of rows, cells and merges while elements go by, and holds paragraphs back until they are whole.

use super::fields::Fields;
use super::properties::{CellProperties, Merge, ParagraphProperties};
use crate::decode::grid::Block;
use crate::decode::limits::{MOST_COLUMNS, WIDEST_SPAN};

/// An open flow.
#[derive(Debug, Default)]
pub struct Flow {
    /// Blocks that wait for the paragraph around this flow to end, or for nobody.
    pub blocks: Vec<Block>,
    /// What happens to them.
    pub goes: Goes,
    /// Fields open in it.
    pub fields: Fields,
    /// Whether the open run is hidden.
    pub hidden: bool,
    paragraph: Option<Paragraph>,
    /// The text of a paragraph whose mark was deleted.
    carried: String,
    tables: Vec<Table>,
}

/// Where a flow's blocks go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Goes {
    /// Onto the page at once.
    #[default]
    Out,
    /// Behind the paragraph it is anchored in.
    Behind,
    /// Nowhere: deleted rows, cells covered by a merge.
    Away,
}

#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    label: Option<String>,
    joined: bool,
    behind: Vec<Block>,
}

#[derive(Debug, Default)]
struct Table {
    row: Option<Row>,
    /// Columns of the row before at which a vertical merge stands.
    merged: Vec<u32>,
}

#[derive(Debug, Default)]
struct Row {
    column: u32,
    begun: bool,
    dropped: bool,
    cells: u32,
    cell: Option<Cell>,
    merged: Vec<u32>,
}

#[derive(Debug, Default)]
struct Cell {
    begun: bool,
    properties: CellProperties,
}

/// What a step leaves to do.
pub enum Step {
    /// Nothing.
    Done,
    /// What follows, up to the end of the row or cell, is no text.
    Discard,
}

impl Flow {
    /// An empty flow.
    pub fn new(goes: Goes) -> Self {
        Self { goes, ..Self::default() }
    }

    /// Whether a table may begin here, a row, or a cell.
    pub fn takes_table(&self) -> bool {
        self.tables.last().is_none_or(|table| table.row.as_ref().is_some_and(|row| row.cell.is_some()))
    }

    /// See [`Self::takes_table`].
    pub fn takes_row(&self) -> bool {
        self.tables.last().is_some_and(|table| table.row.is_none())
    }

    /// See [`Self::takes_table`].
    pub fn takes_cell(&self) -> bool {
        self.row().is_some_and(|row| row.cell.is_none() && !row.dropped)
    }

    fn row(&self) -> Option<&Row> {
        self.tables.last()?.row.as_ref()
    }

    fn row_mut(&mut self) -> Option<&mut Row> {
        self.tables.last_mut()?.row.as_mut()
    }

    /// Adds characters to the open paragraph, which begins with them where none is open.
    pub fn push(&mut self, text: &str) {
        if !self.hidden && !self.fields.in_code() {
            self.paragraph.get_or_insert_default().text.push_str(text);
        }
    }

    /// A paragraph begins.
    pub fn paragraph_begins(&mut self) {
        self.paragraph_ends();
        let text = std::mem::take(&mut self.carried);
        self.paragraph = Some(Paragraph { text, ..Paragraph::default() });
    }

    /// Its properties, and the numbering label that they come to.
    pub fn paragraph_is(&mut self, properties: &ParagraphProperties, label: Option<String>) {
        let paragraph = self.paragraph.get_or_insert_default();
        paragraph.joined = properties.joined;
        paragraph.label = label;
    }

    /// Puts blocks behind the open paragraph.
    pub fn anchor(&mut self, mut blocks: Vec<Block>) {
        self.paragraph.get_or_insert_default().behind.append(&mut blocks);
    }

    /// Puts blocks that are whole into the open cell, or onto the page.
    pub fn place(&mut self, mut blocks: Vec<Block>) {
        self.paragraphs_end();
        self.cell_is_begun();
        self.blocks.append(&mut blocks);
    }

    /// The open paragraph ends, if one is open.
    pub fn paragraph_ends(&mut self) {
        let Some(paragraph) = self.paragraph.take() else {
            return;
        };
        self.fields.paragraph_ends();
        self.hidden = false;
        self.cell_is_begun();
        if paragraph.joined && paragraph.behind.is_empty() {
            self.carried = paragraph.text;
            return;
        }
        let mut text = paragraph.text;
        // A number before nothing is shown in a cell (a numbered column) and noise on the page.
        let shown = !self.tables.is_empty() || !text.trim().is_empty();
        if let Some(label) = paragraph.label.filter(|_| shown) {
            text.insert_str(0, &label);
        }
        self.blocks.push(Block::Paragraph(text));
        self.blocks.extend(paragraph.behind);
    }

    /// Ends the open paragraph, and one that was to go on.
    fn paragraphs_end(&mut self) {
        self.paragraph_ends();
        if !self.carried.is_empty() {
            let text = std::mem::take(&mut self.carried);
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// A table begins.
    pub fn table_begins(&mut self) {
        self.paragraphs_end();
        self.cell_is_begun();
        self.tables.push(Table::default());
        self.blocks.push(Block::TableBegins);
    }

    /// The open table ends.
    pub fn table_ends(&mut self) {
        self.paragraphs_end();
        self.tables.pop();
        self.blocks.push(Block::TableEnds);
    }

    /// A row begins.
    pub fn row_begins(&mut self) {
        self.paragraphs_end();
        if let Some(table) = self.tables.last_mut() {
            table.row = Some(Row::default());
        }
    }

    /// The open row's properties.
    pub fn row_is(&mut self, before: u32, dropped: bool) -> Step {
        match self.row_mut() {
            Some(row) if row.cells == 0 && !row.dropped => {
                row.column = before.min(WIDEST_SPAN);
                row.dropped = dropped;
                if dropped { Step::Discard } else { Step::Done }
            }
            _ => Step::Done,
        }
    }

    /// The open row ends.
    pub fn row_ends(&mut self) {
        self.paragraphs_end();
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let Some(row) = table.row.take().filter(|row| !row.dropped) else {
            return;
        };
        table.merged = row.merged;
        if !row.begun {
            self.blocks.push(Block::RowBegins);
        }
        self.blocks.push(Block::RowEnds);
    }

    /// A cell begins.
    pub fn cell_begins(&mut self) {
        self.paragraphs_end();
        if let Some(row) = self.row_mut() {
            row.cells += 1;
            row.cell = Some(Cell::default());
        }
    }

    /// The open cell's properties.
    pub fn cell_is(&mut self, properties: CellProperties) -> Step {
        let Some(table) = self.tables.last_mut() else {
            return Step::Done;
        };
        let Some(row) = &mut table.row else {
            return Step::Done;
        };
        let Some(cell) = row.cell.as_mut().filter(|cell| !cell.begun) else {
            return Step::Done;
        };
        // A cell that continues what nobody began stands for itself.
        let covered = properties.vertical == Merge::Continues && table.merged.contains(&row.column)
            || properties.horizontal == Merge::Continues && row.cells > 1;
        let dropped = properties.dropped;
        cell.properties = properties;
        if covered && !dropped {
            self.cell_is_begun();
        }
        if covered || dropped { Step::Discard } else { Step::Done }
    }

    /// Prints the start of the open cell, and of its row, once its properties are known.
    fn cell_is_begun(&mut self) {
        let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) else {
            return;
        };
        let Some(cell) = row.cell.as_mut().filter(|cell| !cell.begun && !cell.properties.dropped) else {
            return;
        };
        cell.begun = true;
        if cell.properties.vertical != Merge::None {
            row.merged.push(row.column);
        }
        if !std::mem::replace(&mut row.begun, true) {
            self.blocks.push(Block::RowBegins);
        }
        self.blocks.push(Block::CellBegins(u16::try_from(row.column).unwrap_or(u16::MAX)));
    }

    /// The open cell ends; an error is what a row has too much of.
    pub fn cell_ends(&mut self) -> Result<(), String> {
        self.paragraphs_end();
        self.cell_is_begun();
        let Some(row) = self.row_mut() else {
            return Ok(());
        };
        let Some(cell) = row.cell.take() else {
            return Ok(());
        };
        if cell.begun {
            row.column += cell.properties.span.clamp(1, WIDEST_SPAN);
            if row.column > MOST_COLUMNS {
                return Err(format!("a table row of more than {MOST_COLUMNS} grid columns"));
            }
            self.blocks.push(Block::CellEnds);
        }
        Ok(())
    }

    /// The flow is over.
    pub fn ends(&mut self) {
        self.paragraphs_end();
    }
}
