//! One story: the text itself, a footnote, a page header, a text box. Paragraphs and the ends of cells and rows come
//! in; blocks come out.

use super::hostile;
use super::shape::{Row, Shape, table};
use crate::decode::Refusal;
use crate::decode::docx::fields::Fields;
use crate::decode::grid::Block;
use crate::decode::limits::MOST_TABLES;
use crate::decode::margins::Slot;

/// Where a story goes once it is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Onto the page as it comes.
    #[default]
    Text,
    /// Behind all text.
    Note,
    /// Behind the paragraph that it is anchored in.
    Box,
    /// Page header or footer.
    Margin(Slot),
}

/// An open story.
#[derive(Debug, Default)]
pub struct Story {
    /// Where it goes.
    pub kind: Kind,
    /// Fields open in it.
    pub fields: Fields,
    /// What is whole.
    pub blocks: Vec<Block>,
    /// The open paragraph.
    text: String,
    behind: Vec<Block>,
    levels: Vec<Level>,
}

/// An open table.
#[derive(Debug, Default)]
struct Level {
    rows: Vec<Row>,
    cells: Vec<Vec<Block>>,
    cell: Vec<Block>,
}

impl Story {
    /// Opens a story.
    pub fn new(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Adds characters to the open paragraph.
    pub fn push(&mut self, text: &str) {
        if !self.fields.in_code() {
            self.text.push_str(text);
        }
    }

    /// Puts blocks behind the open paragraph.
    pub fn anchor(&mut self, mut blocks: Vec<Block>) {
        self.behind.append(&mut blocks);
    }

    /// The open paragraph ends, inside so many tables.
    pub fn paragraph_ends(&mut self, depth: usize) -> Result<(), Refusal> {
        self.at(depth)?;
        let text = std::mem::take(&mut self.text);
        self.place(Block::Paragraph(text));
        for block in std::mem::take(&mut self.behind) {
            self.place(block);
        }
        Ok(())
    }

    /// A cell ends.
    pub fn cell_ends(&mut self, depth: usize) -> Result<(), Refusal> {
        self.paragraph_ends(depth)?;
        if let Some(level) = self.levels.last_mut() {
            let cell = std::mem::take(&mut level.cell);
            level.cells.push(cell);
        }
        Ok(())
    }

    /// A row ends.
    pub fn row_ends(&mut self, depth: usize, shape: &Shape) -> Result<(), Refusal> {
        if !self.text.is_empty() || !self.behind.is_empty() {
            self.cell_ends(depth)?;
        }
        self.at(depth)?;
        if let Some(level) = self.levels.last_mut() {
            level.row_ends(shape);
        }
        Ok(())
    }

    /// The story is over.
    pub fn ends(&mut self) -> Result<(), Refusal> {
        if !self.text.is_empty() || !self.behind.is_empty() {
            self.paragraph_ends(0)?;
        }
        self.at(0)
    }

    fn place(&mut self, block: Block) {
        match self.levels.last_mut() {
            Some(level) => level.cell.push(block),
            None => self.blocks.push(block),
        }
    }

    /// Opens and ends tables until so many are open.
    fn at(&mut self, depth: usize) -> Result<(), Refusal> {
        if depth > MOST_TABLES {
            return Err(hostile(format!("more than {MOST_TABLES} tables inside each other")));
        }
        while self.levels.len() > depth {
            let mut level = self.levels.pop().unwrap_or_default();
            if !level.cells.is_empty() {
                // A row that nothing ended.
                level.row_ends(&Shape::default());
            }
            // Where no cell ever ended there is no table.
            let mut blocks = if level.rows.is_empty() { Vec::new() } else { table(level.rows)? };
            blocks.append(&mut level.cell);
            for block in blocks {
                self.place(block);
            }
        }
        self.levels.resize_with(depth, Level::default);
        Ok(())
    }
}

impl Level {
    fn row_ends(&mut self, shape: &Shape) {
        if !self.cell.is_empty() {
            self.cells.push(std::mem::take(&mut self.cell));
        }
        self.rows.push(Row::new(std::mem::take(&mut self.cells), shape));
    }
}
