//! Paragraphs, cells, rows and tables ([MS-DOC] 2.4.2, 2.4.3): characters and their properties in, the order of
//! beginnings and ends out.
//!
//! A row tells how it is drawn only in the mark at its end, so a story is walked once before anything is laid out.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::File;
use super::hostile;
use super::pages::paragraph_list;
use super::properties::ParagraphProperties;
use super::rows::RowShape;
use super::text::Change;
use crate::decode::Refusal;
use crate::decode::limits::MOST_TABLES as MOST_NESTED;

/// Tables of a document.
const MOST_TABLES: usize = 1 << 18;
/// Bytes of property lists looked at for each byte of the file, where several lists go on in the same one.
const MOST_LISTS: usize = 16;

/// A step through a story.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// A paragraph, by its index.
    Paragraph(u32),
    /// A table begins.
    TableBegins,
    /// A row, by its index.
    RowBegins(u32),
    /// A cell, by its index in the row.
    CellBegins(u32),
    /// The open cell ends.
    CellEnds,
    /// The open row ends.
    RowEnds,
    /// The open table ends.
    TableEnds,
}

/// A paragraph.
#[derive(Debug)]
pub struct Paragraph {
    /// Its first character.
    pub start: u32,
    /// Its mark: the character behind the last.
    pub mark: u32,
    /// Index of its style.
    pub style: u16,
    /// Index of its list.
    pub list: Option<u16>,
    /// Its level in the list.
    pub list_level: Option<u8>,
    /// Whether its mark ends a cell, not just a paragraph.
    pub ends_cell: bool,
}

/// A row.
#[derive(Debug, Default)]
pub struct Row {
    /// Its table.
    pub table: u32,
    /// How it is drawn, where its end says.
    pub shape: Option<Rc<RowShape>>,
    /// The mark at its end.
    pub mark: Option<u32>,
}

/// A story taken apart.
#[derive(Debug, Default)]
pub struct Outline {
    /// In reading order.
    pub events: Vec<Event>,
    /// By index.
    pub paragraphs: Vec<Paragraph>,
    /// By index.
    pub rows: Vec<Row>,
    /// By index: the edges of all cells of a table, from the left.
    pub tables: Vec<Edges>,
}

/// The edges of a table's cells.
#[derive(Debug, Default)]
pub struct Edges {
    edges: Vec<i16>,
    sorted: usize,
    last: Option<Rc<RowShape>>,
}

impl Edges {
    fn add(&mut self, shape: &Rc<RowShape>) {
        if self.last.as_ref().is_some_and(|last| Rc::ptr_eq(last, shape)) {
            return;
        }
        self.last = Some(shape.clone());
        self.edges.extend(&shape.edges);
        // Never much more than there are different edges.
        if self.edges.len() > 2 * self.sorted + 256 {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.edges.sort_unstable();
        self.edges.dedup();
        self.sorted = self.edges.len();
    }

    /// The grid column that begins at an edge.
    pub fn column(&self, edge: i16) -> u32 {
        self.edges.partition_point(|&other| other < edge) as u32
    }
}

#[derive(Debug)]
struct Level {
    table: u32,
    row: Option<u32>,
    cells: u32,
    in_cell: bool,
}

/// Takes a story apart.
pub struct Outliner<'a> {
    file: &'a File<'a>,
    outline: Outline,
    levels: Vec<Level>,
    /// What each property list came to.
    known: HashMap<u32, ParagraphProperties>,
    looked_at: usize,
}

impl<'a> Outliner<'a> {
    /// For any story of a file.
    pub fn new(file: &'a File<'a>) -> Self {
        Self { file, outline: Outline::default(), levels: Vec::new(), known: HashMap::new(), looked_at: 0 }
    }

    /// Takes the characters of a range apart.
    pub fn outline(mut self, story: Range<usize>) -> Result<Outline, Refusal> {
        let units = &self.file.text.units;
        let story = story.start.min(units.len())..story.end.min(units.len());
        let mut start = story.start;
        for position in story.clone() {
            let unit = units[position];
            let ends = match unit {
                0x0d | 0x07 => true,
                // Both a page break and the end of a section, which ends a paragraph.
                0x0c => self.ends_run(position),
                _ => false,
            };
            if ends {
                self.paragraph(start, position, unit)?;
                start = position + 1;
            }
        }
        if start < story.end {
            self.paragraph(start, story.end, 0)?;
        }
        self.close(0);
        self.outline.tables.iter_mut().for_each(Edges::sort);
        Ok(self.outline)
    }

    fn ends_run(&self, position: usize) -> bool {
        self.file.text.stretch(position).is_some_and(|stretch| {
            let run = self.file.paragraphs.at(stretch.at);
            run.is_some_and(|run| run.end == stretch.at + stretch.width as u32)
        })
    }

    fn paragraph(&mut self, start: usize, mark: usize, unit: u16) -> Result<(), Refusal> {
        let properties = self.properties(mark)?;
        let depth = properties.depth();
        if depth as usize > MOST_NESTED {
            return Err(hostile(format!("tables nested {depth} deep")));
        }
        self.close(depth as usize);
        let ends_row = depth > 0 && properties.ends_row();
        while self.levels.len() < depth as usize {
            let outer = self.levels.len();
            self.ensure(outer, true);
            self.table_begins()?;
        }
        self.ensure(depth as usize, !ends_row);
        if ends_row {
            self.row_ends(mark, &properties);
            return Ok(());
        }
        let ends_cell = depth > 0 && (unit == 0x07 || properties.ends_inner_cell());
        self.outline.events.push(Event::Paragraph(self.outline.paragraphs.len() as u32));
        self.outline.paragraphs.push(Paragraph {
            start: start as u32,
            mark: mark as u32,
            style: properties.style,
            list: properties.list,
            list_level: properties.list_level,
            ends_cell,
        });
        if ends_cell {
            self.cell_ends();
        }
        Ok(())
    }

    fn properties(&mut self, mark: usize) -> Result<ParagraphProperties, Refusal> {
        let Some(stretch) = self.file.text.stretch(mark) else {
            return Ok(ParagraphProperties::default());
        };
        let list = self.file.paragraphs.at(stretch.at).map_or(0, |run| run.list);
        let unchanged = stretch.change == Change::None;
        if let Some(properties) = self.known.get(&list).filter(|_| unchanged) {
            return Ok(properties.clone());
        }
        let mut properties = ParagraphProperties::default();
        if let Some((style, list)) = paragraph_list(self.file.word, list).filter(|_| list != 0) {
            properties.style = style;
            self.looked_at += properties.apply(list, self.file.data);
        }
        self.looked_at += properties.change(stretch.change, self.file.data);
        if self.looked_at > MOST_LISTS.saturating_mul(self.file.size).max(1 << 24) {
            return Err(hostile("property lists that thousands of paragraphs share"));
        }
        if unchanged {
            self.known.insert(list, properties.clone());
        }
        Ok(properties)
    }

    fn table_begins(&mut self) -> Result<(), Refusal> {
        let table = self.outline.tables.len();
        if table >= MOST_TABLES {
            return Err(hostile(format!("more than {MOST_TABLES} tables")));
        }
        self.outline.tables.push(Edges::default());
        self.outline.events.push(Event::TableBegins);
        self.levels.push(Level { table: table as u32, row: None, cells: 0, in_cell: false });
        Ok(())
    }

    /// Sees to it that the innermost of `depth` tables has an open row, and an open cell where one is wanted.
    fn ensure(&mut self, depth: usize, cell: bool) {
        let Some(level) = depth.checked_sub(1).and_then(|index| self.levels.get_mut(index)) else {
            return;
        };
        if level.row.is_none() {
            let row = self.outline.rows.len() as u32;
            self.outline.rows.push(Row { table: level.table, ..Row::default() });
            self.outline.events.push(Event::RowBegins(row));
            (level.row, level.cells) = (Some(row), 0);
        }
        if cell && !level.in_cell {
            self.outline.events.push(Event::CellBegins(level.cells));
            level.in_cell = true;
            level.cells += 1;
        }
    }

    fn cell_ends(&mut self) {
        if let Some(level) = self.levels.last_mut()
            && std::mem::take(&mut level.in_cell)
        {
            self.outline.events.push(Event::CellEnds);
        }
    }

    fn row_ends(&mut self, mark: usize, properties: &ParagraphProperties) {
        self.cell_ends();
        let Some(level) = self.levels.last_mut() else {
            return;
        };
        let Some(index) = level.row.take() else {
            return;
        };
        let row = &mut self.outline.rows[index as usize];
        row.mark = Some(mark as u32);
        row.shape = properties.row.clone();
        if let (Some(shape), Some(table)) = (&row.shape, self.outline.tables.get_mut(level.table as usize)) {
            table.add(shape);
        }
        self.outline.events.push(Event::RowEnds);
    }

    /// Ends the tables deeper than `depth`.
    fn close(&mut self, depth: usize) {
        while self.levels.len() > depth {
            self.cell_ends();
            if self.levels.pop().is_some_and(|level| level.row.is_some()) {
                self.outline.events.push(Event::RowEnds);
            }
            self.outline.events.push(Event::TableEnds);
        }
    }
}
