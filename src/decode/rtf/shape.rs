//! Rows and how they are drawn: edges of cells in, grid columns and merges out. The columns of a table are the places
//! between all edges of its rows, as in .doc files.

use crate::decode::Refusal;
use crate::decode::docx::flow::{Flow, Goes, Step};
use crate::decode::docx::properties::{CellProperties, Merge};
use crate::decode::grid::Block;

use super::hostile;

/// Cells that a row may be drawn with; Word stops at 63.
const MOST_CELLS: usize = 512;

/// How a cell is drawn.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    /// Its right edge.
    edge: i32,
    vertical: Merge,
    horizontal: Merge,
}

/// How a row is drawn: what `\trowd` begins.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    left: i32,
    cells: Vec<Cell>,
    /// The cell that the next edge ends.
    open: Cell,
}

impl Shape {
    /// A word between `\trowd` and the row's end; whether it was one of these.
    pub fn takes(&mut self, word: &str, number: i32) -> Result<bool, Refusal> {
        match word {
            "trowd" => *self = Self::default(),
            "trleft" => self.left = number,
            "clvmgf" => self.open.vertical = Merge::Begins,
            "clvmrg" => self.open.vertical = Merge::Continues,
            "clmgf" => self.open.horizontal = Merge::Begins,
            "clmrg" => self.open.horizontal = Merge::Continues,
            "cellx" => {
                if self.cells.len() == MOST_CELLS {
                    return Err(hostile(format!("a table row of more than {MOST_CELLS} cells")));
                }
                // Edges that go back are damage.
                let before = self.cells.last().map_or(self.left, |cell| cell.edge);
                let cell = std::mem::take(&mut self.open);
                self.cells.push(Cell { edge: number.max(before), ..cell });
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Whether a word belongs to the drawing of rows.
    pub fn knows(word: &str) -> bool {
        matches!(word, "trowd" | "trleft" | "clvmgf" | "clvmrg" | "clmgf" | "clmrg" | "cellx")
    }

    /// The first cells: a row that has fewer than its drawing does not keep the rest.
    fn first(&self, count: usize) -> Self {
        Self { left: self.left, cells: self.cells.iter().take(count).copied().collect(), open: Cell::default() }
    }

    fn edges(&self) -> impl Iterator<Item = i32> {
        std::iter::once(self.left).chain(self.cells.iter().map(|cell| cell.edge)).filter(|_| !self.cells.is_empty())
    }
}

/// A row that is whole.
#[derive(Debug)]
pub struct Row {
    shape: Shape,
    cells: Vec<Vec<Block>>,
}

impl Row {
    /// Cells and the drawing in force at their end.
    pub fn new(mut cells: Vec<Vec<Block>>, shape: &Shape) -> Self {
        let blank = |cell: &Vec<Block>| cell.iter().all(|block| matches!(block, Block::Paragraph(text) if text.trim().is_empty()));
        // LibreOffice ends rows with tables in them by an empty cell too many.
        while !shape.cells.is_empty() && cells.len() > shape.cells.len() && cells.last().is_some_and(blank) {
            cells.pop();
        }
        Self { shape: shape.first(cells.len()), cells }
    }
}

/// Lays a table out.
pub fn table(rows: Vec<Row>) -> Result<Vec<Block>, Refusal> {
    let mut edges: Vec<i32> = rows.iter().flat_map(|row| row.shape.edges()).collect();
    edges.sort_unstable();
    edges.dedup();
    let column = |edge: i32| edges.partition_point(|&other| other < edge) as u32;
    let mut flow = Flow::new(Goes::Behind);
    flow.table_begins();
    for Row { shape, cells } in rows {
        flow.row_begins();
        let mut left = shape.left;
        if !shape.cells.is_empty() {
            flow.row_is(column(left), false);
        }
        for (index, blocks) in cells.into_iter().enumerate() {
            let mut properties = CellProperties::default();
            if let Some(cell) = shape.cells.get(index) {
                properties.span = column(cell.edge).saturating_sub(column(left)).max(1);
                (properties.vertical, properties.horizontal) = (cell.vertical, cell.horizontal);
                left = cell.edge;
            }
            flow.cell_begins();
            if let Step::Done = flow.cell_is(properties) {
                flow.place(blocks);
            }
            flow.cell_ends().map_err(hostile)?;
        }
        flow.row_ends();
    }
    flow.table_ends();
    Ok(flow.blocks)
}
