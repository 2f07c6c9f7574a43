//! Tables of a page: where cells stand that span columns and rows, and which tables only lay the page out.

use scraper::node::Element;
use scraper::{ElementRef, Node};

use super::look::{Look, look};
use crate::decode::limits::WIDEST_SPAN;

/// Rows that one cell may span, as in browsers.
const MOST_ROWS: u32 = 65_534;

/// A cell of an earlier row that reaches into the rows below.
#[derive(Debug, Clone, Copy)]
struct Cover {
    column: u32,
    span: u32,
    rows: u32,
}

/// An open table.
#[derive(Debug, Default)]
pub struct Table {
    /// From the left.
    covers: Vec<Cover>,
    /// The first of them that the open row has not passed.
    next: usize,
    reached: u32,
    /// Cells of the open row that reach below.
    begun: Vec<Cover>,
}

/// Columns that a cell of an earlier row, or nothing, takes in the open row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// So many by a cell from above.
    Covered(u32),
    /// So many by nothing.
    Empty(u32),
}

impl Table {
    /// A row begins.
    pub fn row_begins(&mut self) {
        (self.next, self.reached) = (0, 0);
    }

    /// What stands at the place reached before the next cell can.
    pub fn before_cell(&mut self) -> Option<Taken> {
        while let Some(cover) = self.covers.get(self.next) {
            if cover.column > self.reached {
                return None;
            }
            self.next += 1;
            if cover.column == self.reached {
                self.reached += cover.span;
                return Some(Taken::Covered(cover.span));
            }
        }
        None
    }

    /// A cell begins; its columns, and whether it reaches below.
    pub fn cell(&mut self, element: &Element) -> (u32, bool) {
        let span = number(element, "colspan").unwrap_or(1).clamp(1, WIDEST_SPAN);
        let rows = match number(element, "rowspan") {
            // To the end of the group.
            Some(0) => MOST_ROWS,
            rows => rows.unwrap_or(1).min(MOST_ROWS),
        };
        if rows > 1 {
            self.begun.push(Cover { column: self.reached, span, rows });
        }
        self.reached += span;
        (span, rows > 1)
    }

    /// What stands behind the last cell of the open row.
    pub fn behind_cells(&mut self) -> Option<Taken> {
        if let Some(taken) = self.before_cell() {
            return Some(taken);
        }
        let cover = self.covers.get(self.next)?;
        let gap = cover.column - self.reached;
        self.reached = cover.column;
        Some(Taken::Empty(gap))
    }

    /// The open row ends.
    pub fn row_ends(&mut self) {
        self.covers.append(&mut self.begun);
        self.covers.iter_mut().for_each(|cover| cover.rows -= 1);
        self.covers.retain(|cover| cover.rows > 0);
        self.covers.sort_by_key(|cover| cover.column);
    }

    /// A group of rows ends, and no cell reaches out of it.
    pub fn rows_end(&mut self) {
        self.covers.clear();
    }
}

/// A number as browsers read it: the digits that an attribute begins with.
fn number(element: &Element, name: &str) -> Option<u32> {
    let text = element.attr(name)?.trim().trim_start_matches('+');
    let digits = text.bytes().take_while(u8::is_ascii_digit);
    digits.fold(None, |number, digit| Some(number.unwrap_or(0u32).saturating_mul(10).saturating_add(u32::from(digit - b'0'))))
}

/// Whether a table only lays the page out: it has one column, and other tables in it.
pub fn lays_out(table: ElementRef) -> bool {
    if table.value().attr("role") == Some("presentation") {
        return true;
    }
    let mut inner = false;
    let groups = table.child_elements().flat_map(|child| match look(child.value()) {
        Look::Rows => child.child_elements().collect(),
        _ => vec![child],
    });
    for row in groups.filter(|row| look(row.value()) == Look::Row) {
        let mut cells = row.child_elements().filter(|cell| look(cell.value()) == Look::Cell);
        let first = cells.next();
        if cells.next().is_some() {
            return false;
        }
        inner = inner || first.is_some_and(|cell| cell.descendants().any(|node| is_table(node.value())));
    }
    inner
}

fn is_table(node: &Node) -> bool {
    node.as_element().is_some_and(|element| element.name() == "table")
}
