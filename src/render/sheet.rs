//! Tables before they are Word's: rows of cells with their spans, merges and inner tables, and how each looks.

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// The head of a table.
    Head,
    /// A label or header.
    Label,
    /// A value.
    #[default]
    Value,
    /// A number: to the right.
    Number,
    /// A word or two: in the middle.
    Middle,
    /// What only programs need.
    Small,
}

/// Whether a cell is merged with those above and below.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// It stands alone.
    #[default]
    None,
    /// It begins a merge.
    Begins,
    /// It belongs to the cell above.
    Continues,
}

/// A cell.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its paragraphs.
    pub lines: Vec<String>,
    /// The columns it takes, where they are more than one.
    pub more: usize,
    /// Its vertical merge.
    pub merge: Merge,
    /// How it looks.
    pub look: Look,
    /// A table inside.
    pub table: Option<Table>,
    /// What reviewers are told about it.
    pub remarks: Vec<String>,
}

/// A row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Its cells; together they are as wide as the table.
    pub cells: Vec<Cell>,
    /// Whether it is printed again on each page.
    pub repeats: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// How wide each column is beside the others.
    pub columns: Vec<usize>,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

impl Cell {
    /// A cell of one line.
    pub fn new(look: Look, text: impl Into<String>) -> Self {
        Self { lines: vec![text.into()], look, ..Self::default() }
    }

    /// A label or header.
    pub fn label(text: &str) -> Self {
        Self::new(Look::Label, text)
    }

    /// A value; blank where there is none.
    pub fn value(text: Option<String>) -> Self {
        Self { lines: text.into_iter().collect(), ..Self::default() }
    }

    /// A number; blank where there is none.
    pub fn number(text: Option<String>) -> Self {
        Self { look: Look::Number, ..Self::value(text) }
    }

    /// With another look.
    pub fn looking(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// Over `columns` columns.
    pub fn over(self, columns: usize) -> Self {
        Self { more: columns.saturating_sub(1), ..self }
    }

    /// With remarks.
    pub fn about(mut self, remarks: Vec<String>) -> Self {
        self.remarks.extend(remarks);
        self
    }
}

impl Row {
    /// A row of these cells.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, repeats: false }
    }

    /// A row that is printed again on each page.
    pub fn head(cells: Vec<Cell>) -> Self {
        Self { cells, repeats: true }
    }
}

impl Table {
    /// A table with these columns and no row.
    pub fn new(columns: Vec<usize>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn push(&mut self, row: Row) {
        self.rows.push(row);
    }
}
