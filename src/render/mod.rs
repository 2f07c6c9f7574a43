//! A record out as a Word file: one layout for every region, written to be reviewed and read back as the same record.
//!
//! ```text
//! record → tables (what is said where, each value with its remarks) → Word
//! ```
//! Pure: a record and the words of the layout in, bytes out; the same record gives the same bytes.

mod budget;
mod department;
mod goals;
mod indicators;
mod project;
mod remarks;
mod review;
mod sheet;
mod text;
mod word;

use crate::grammar::{Field, Layout, Mark, Role, Section};
use crate::model::leaf::Leaf;
use crate::model::record::Record;

use remarks::Remarks;
use sheet::{Cell, Look, Row, Table};

/// Writes `record` as a Word file with the words of `layout`.
pub fn docx(record: &Record, layout: &Layout) -> Result<Vec<u8>, String> {
    word::docx(tables(record, layout))
}

/// What the tables share.
struct Writer<'a> {
    layout: &'a Layout,
    remarks: Remarks,
}

fn tables(record: &Record, layout: &Layout) -> Vec<Table> {
    let writer = Writer { layout, remarks: Remarks::of(record) };
    let mut tables = vec![writer.about(record)];
    for (at, table) in record.budget_tables.iter().enumerate() {
        tables.push(writer.budget_table(table, &format!("/budget_tables/{at}")));
    }
    for (at, department) in record.departments.iter().enumerate() {
        let path = format!("/departments/{at}");
        tables.push(writer.department(department, &path));
        tables.extend(writer.goals(&department.goals, &path));
        tables.extend(writer.indicators(&department.indicators, &path));
    }
    for (at, project) in record.projects.iter().enumerate() {
        let path = format!("/projects/{at}");
        tables.push(writer.project(project, &path));
        tables.extend(writer.goals(&project.goals, &path));
        tables.extend(writer.indicators(&project.indicators, &path));
    }
    tables.push(writer.review(record));
    tables
}

impl Writer<'_> {
    fn mark(&self, mark: Mark) -> &str {
        self.layout.printed.mark(mark)
    }

    fn label(&self, mark: Mark) -> Cell {
        Cell::label(self.mark(mark))
    }

    fn field(&self, field: Field) -> Cell {
        Cell::label(self.layout.printed.field(field))
    }

    fn section(&self, section: Section) -> Cell {
        Cell::label(self.layout.printed.section(section))
    }

    fn column(&self, role: Role) -> Cell {
        Cell::label(self.layout.printed.column(role))
    }

    /// The head of a table over all of its columns.
    fn head(&self, mark: Mark, columns: usize) -> Row {
        Row::head(vec![Cell::new(Look::Head, self.mark(mark)).over(columns)])
    }

    /// A value with its remarks.
    fn said(&self, cell: Cell, pointer: &str) -> Cell {
        cell.about(self.remarks.at(pointer))
    }

    /// A value with its remarks and those of everything below it.
    fn said_within(&self, cell: Cell, pointer: &str) -> Cell {
        cell.about(self.remarks.within(pointer))
    }

    fn about(&self, record: &Record) -> Table {
        const COLUMNS: usize = 4;
        let mut table = Table::new(vec![12, 38, 12, 38]);
        table.push(Row::new(vec![Cell::new(Look::Head, self.mark(Mark::Record)).over(COLUMNS)]));
        let title = self.said(Cell::value(text::short(&record.title)), "/title");
        table.push(Row::new(vec![self.label(Mark::Title), title.over(COLUMNS - 1)]));
        let year = self.said(Cell::value(shown(&record.fiscal_year)), "/fiscal_year");
        let organization = Cell::value(text::short(&record.organization));
        table.push(Row::new(vec![self.label(Mark::FiscalYear), year, self.label(Mark::Organization), organization]));
        let source = Cell::value(Some(text::legible(&record.source.path)));
        let origin = Cell::value(Some(text::legible(&record.layout)));
        table.push(Row::new(vec![self.label(Mark::Source), source, self.label(Mark::Origin), origin]));
        table
    }
}

/// A year or number as it is written.
fn shown<T: ToString>(leaf: &Leaf<T>) -> Option<String> {
    leaf.value.as_ref().map(ToString::to_string)
}
