//! Documents as they are drawn: the lines and tables of a text in, tables with spans, merges and tables in their cells
//! out. Which container they are written into is none of this.

use gongkai::model::document::{Document, Place};

/// A drawn cell.
#[derive(Debug, Clone)]
pub struct Cell {
    pub span: usize,
    pub merge: Merge,
    pub content: Vec<Content>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    None,
    Begins,
    Continues,
}

/// What stands on a page, or in a cell.
#[derive(Debug, Clone)]
pub enum Content {
    Paragraph(String),
    Table(Table),
}

/// Rows of cells.
pub type Table = Vec<Vec<Cell>>;

/// What a table row of a text holds: grid column, paragraphs.
type Row = Vec<(u16, Vec<String>)>;

/// A part of a text.
enum Part {
    Line(String),
    Gap,
    Table(Vec<Row>),
}

/// The lines and tables of a text.
fn parts(document: &Document) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open = None;
    for piece in &document.pieces {
        let text = piece.span.of(&document.text).to_owned();
        match piece.place {
            Place::GridCell { row, column } => {
                if piece.after_blank || !matches!(parts.last(), Some(Part::Table(_))) {
                    parts.push(Part::Table(Vec::new()));
                }
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                if open != Some(row) || rows.is_empty() {
                    rows.push(Vec::new());
                }
                open = Some(row);
                rows.last_mut().expect("a row").push((column, vec![text]));
            }
            Place::LooseCell => {
                if !matches!(parts.last(), Some(Part::Table(_))) {
                    parts.push(Part::Table(Vec::new()));
                }
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                if piece.after_blank || rows.is_empty() {
                    rows.push(Vec::new());
                }
                let row = rows.last_mut().expect("a row");
                row.push((row.len() as u16, vec![text]));
            }
            Place::Line if !piece.after_blank && !text.ends_with("目标表") && matches!(parts.last(), Some(Part::Table(_))) => {
                // A further line of a cell: it touches the row, and is no title of the next form.
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                let cell = rows.last_mut().and_then(|row| row.iter_mut().rev().find(|(_, lines)| !lines[0].is_empty()));
                cell.expect("a cell").1.push(text);
            }
            _ => {
                if piece.after_blank {
                    parts.push(Part::Gap);
                }
                parts.push(Part::Line(text));
            }
        }
    }
    parts
}

/// How the rows of a text are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// Every grid column a cell of its own.
    Plain,
    /// Blank cells behind a label or its value become their span, and blank first cells the merge of the one above: as
    /// forms are drawn. Data rows keep their cells.
    Merged,
    /// The rows beside one label are a table inside its cell, as forms of flattened tables are drawn.
    Nested,
}

/// A text as it would be drawn.
pub fn draw(document: &Document, drawing: Drawing) -> Vec<Content> {
    let table = match drawing {
        Drawing::Plain => plain,
        Drawing::Merged => merged,
        Drawing::Nested => nested,
    };
    let part = |part| match part {
        Part::Line(text) => Content::Paragraph(text),
        Part::Gap => Content::Paragraph(String::new()),
        Part::Table(rows) => Content::Table(table(&rows)),
    };
    parts(document).into_iter().map(part).collect()
}

fn cell(lines: &[String]) -> Cell {
    Cell { span: 1, merge: Merge::None, content: lines.iter().cloned().map(Content::Paragraph).collect() }
}

fn cells(row: &[(u16, Vec<String>)]) -> Vec<Cell> {
    row.iter().map(|(_, lines)| cell(lines)).collect()
}

fn plain(rows: &[Row]) -> Table {
    rows.iter().map(|row| cells(row)).collect()
}

fn merged(rows: &[Row]) -> Table {
    let blank = |row: &Row, at: usize| row.get(at).is_none_or(|(_, lines)| lines[0].is_empty());
    let filled = |row: &Row| (0..row.len()).filter(|&at| !blank(row, at)).count();
    let covered = |index: usize| index > 0 && rows.get(index).is_some_and(|row| blank(row, 0) && filled(row) > 0);
    let mut drawn = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let pairs = !blank(row, 0) && filled(row) <= 4 && row.len() - filled(row) >= 2;
        let mut cells = Vec::new();
        let mut at = 0;
        while at < row.len() {
            let merge = match (at, covered(index), covered(index + 1)) {
                (0, true, _) => Merge::Continues,
                (0, false, true) => Merge::Begins,
                _ => Merge::None,
            };
            let span = if pairs { 1 + (at + 1..row.len()).take_while(|&next| blank(row, next)).count() } else { 1 };
            cells.push(Cell { span, merge, ..cell(&row[at].1) });
            at += span;
        }
        drawn.push(cells);
    }
    drawn
}

fn nested(rows: &[Row]) -> Table {
    let mut drawn = Vec::new();
    for group in rows.chunk_by(|_, row| row[0].1[0].is_empty()) {
        let label = &group[0][0].1;
        if group.len() == 1 || label[0].is_empty() || group.iter().any(|row| row.len() < 2) {
            drawn.extend(group.iter().map(|row| cells(row)));
            continue;
        }
        let inner = group.iter().map(|row| cells(&row[1..])).collect();
        let content = vec![Content::Table(inner), Content::Paragraph(String::new())];
        drawn.push(vec![cell(label), Cell { span: 8, merge: Merge::None, content }]);
    }
    drawn
}
