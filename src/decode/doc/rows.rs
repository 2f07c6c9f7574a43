//! The definition of a table row ([MS-DOC] 2.6.3, 2.9.317): where its cells begin and how they are merged.

use super::bytes::{i16_at, u8_at, u16_at};
use super::sprm::Sprm;
use crate::decode::docx::properties::Merge;

/// Cells of a row; Word itself stops at 63.
const MOST_CELLS: usize = 255;

/// How a row is drawn.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RowShape {
    /// Left edges of the cells, and the right one of the last, in twentieths of a point.
    pub edges: Vec<i16>,
    cells: Vec<Cell>,
    half_gap: i16,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Cell {
    down: Merge,
    right: Merge,
}

impl RowShape {
    /// Merges of the cell with this index: downwards, to the right.
    pub fn merges(&self, index: usize) -> (Merge, Merge) {
        self.cells.get(index).map_or((Merge::None, Merge::None), |cell| (cell.down, cell.right))
    }

    /// Takes a table property.
    pub fn take(&mut self, sprm: &Sprm) {
        let operand = sprm.operand;
        let first = usize::from(sprm.byte());
        let limit = usize::from(u8_at(operand, 1).unwrap_or(0)).min(self.cells.len());
        match sprm.code {
            0xd608 => self.define(operand, 20),
            0xd606 => self.define(operand, 10),
            // sprmTDxaLeft, sprmTDxaGapHalf
            0x9601 => {
                let from = self.edges.first().copied().unwrap_or(0).wrapping_add(self.half_gap);
                let by = (sprm.short() as i16).wrapping_sub(from);
                self.shift(0, by);
            }
            0x9602 => {
                let gap = sprm.short() as i16;
                let by = self.half_gap.wrapping_sub(gap);
                if let Some(edge) = self.edges.first_mut() {
                    *edge = edge.wrapping_add(by);
                }
                self.half_gap = gap;
            }
            // sprmTMerge, sprmTSplit
            0x5624 => self.merge(first, limit),
            0x5625 => self.each(first, limit, |cell| cell.right = Merge::None),
            // sprmTVertMerge
            0xd62b => {
                let down = down(u16::from(u8_at(operand, 1).unwrap_or(0)));
                self.each(first, first + 1, |cell| cell.down = down);
            }
            // sprmTInsert, sprmTDelete, sprmTDxaCol
            0x7621 => self.insert(first, usize::from(u8_at(operand, 1).unwrap_or(0)), i16_at(operand, 2)),
            0x5622 => self.delete(first, limit),
            0x7623 => self.widen(first, limit, i16_at(operand, 2).unwrap_or(0)),
            _ => {}
        }
    }

    fn define(&mut self, operand: &[u8], width: usize) {
        let count = usize::from(u8_at(operand, 0).unwrap_or(0));
        self.edges = (0..=count).map_while(|i| i16_at(operand, 1 + 2 * i)).collect();
        let cells = 1 + 2 * (count + 1);
        // Fewer definitions than cells are usual; the rest has none of its own.
        self.cells = (0..count)
            .map(|i| match u16_at(operand, cells + width * i) {
                Some(flags) if width == 20 => Cell { down: down(flags >> 5), right: right(flags) },
                Some(flags) => Cell { down: Merge::None, right: right(flags) },
                None => Cell::default(),
            })
            .collect();
    }

    fn each(&mut self, first: usize, limit: usize, mut change: impl FnMut(&mut Cell)) {
        let limit = limit.min(self.cells.len());
        if let Some(cells) = self.cells.get_mut(first..limit) {
            cells.iter_mut().for_each(&mut change);
        }
    }

    fn merge(&mut self, first: usize, limit: usize) {
        self.each(first, limit, |cell| cell.right = Merge::Continues);
        self.each(first, first + 1, |cell| cell.right = Merge::Begins);
    }

    fn insert(&mut self, first: usize, count: usize, width: Option<i16>) {
        let count = count.min(MOST_CELLS.saturating_sub(self.cells.len()));
        let width = width.unwrap_or(0);
        if self.edges.is_empty() {
            self.edges.push(0);
        }
        while self.cells.len() < first.min(MOST_CELLS - count) {
            self.push_cell(width);
        }
        for at in first..first + count {
            self.cells.insert(at.min(self.cells.len()), Cell::default());
            let at = at.min(self.edges.len() - 1);
            self.edges.insert(at, self.edges[at]);
            self.shift(at + 1, width);
        }
    }

    fn push_cell(&mut self, width: i16) {
        self.cells.push(Cell::default());
        let last = self.edges.last().copied().unwrap_or(0);
        self.edges.push(last.wrapping_add(width));
    }

    fn delete(&mut self, first: usize, limit: usize) {
        if first < limit && limit < self.edges.len() {
            let by = self.edges[first].wrapping_sub(self.edges[limit]);
            self.cells.drain(first..limit);
            self.edges.drain(first..limit);
            self.shift(first, by);
        }
    }

    fn widen(&mut self, first: usize, limit: usize, width: i16) {
        for at in first..limit.min(self.edges.len().saturating_sub(1)) {
            let now = self.edges[at + 1].wrapping_sub(self.edges[at]);
            self.shift(at + 1, width.wrapping_sub(now));
        }
    }

    fn shift(&mut self, first: usize, by: i16) {
        for edge in self.edges.iter_mut().skip(first) {
            *edge = edge.wrapping_add(by);
        }
    }
}

/// vertMerge of TCGRF ([MS-DOC] 2.9.322): fVertMerge, fVertRestart.
fn down(bits: u16) -> Merge {
    match bits & 3 {
        0 => Merge::None,
        1 => Merge::Continues,
        _ => Merge::Begins,
    }
}

/// horzMerge: fFirstMerged, fMerged.
fn right(bits: u16) -> Merge {
    match bits & 3 {
        0 => Merge::None,
        1 => Merge::Begins,
        _ => Merge::Continues,
    }
}
