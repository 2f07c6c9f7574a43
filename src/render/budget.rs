//! Budget tables: what each is, its unit, keys and headers, and its rows; revenue and expenditure beside each other
//! where every row has a side.

use super::sheet::{Cell, Look, Row, Table};
use super::{Writer, shown, text};
use crate::grammar::Mark;
use crate::model::record::{BudgetRow, BudgetTable, Side, TableKind};

/// What stands before the amounts of a row, or of its side.
#[derive(Debug, Clone, Copy)]
struct Before {
    side: bool,
    code: bool,
}

impl Before {
    fn width(self) -> usize {
        usize::from(self.side) + usize::from(self.code) + 1
    }
}

impl Writer<'_> {
    pub(super) fn budget_table(&self, own: &BudgetTable, path: &str) -> Table {
        let two_sided = !own.rows.is_empty() && own.rows.iter().all(|row| row.side.is_some());
        let before = Before {
            side: !two_sided && own.rows.iter().any(|row| row.side.is_some()),
            code: own.rows.iter().any(|row| row.code.is_some()),
        };
        let half = before.width() + own.columns.len();
        let mut widths: Vec<usize> = Vec::new();
        for _ in 0..if two_sided { 2 } else { 1 } {
            widths.extend(before.side.then_some(6));
            widths.extend(before.code.then_some(12));
            widths.push(30);
            widths.extend(own.columns.iter().map(|_| 14));
        }
        // The title needs a cell beside the head.
        while widths.len() < 2 {
            widths.push(14);
        }
        let mut table = Table::new(widths);
        self.about_table(&mut table, own, path);
        self.heads(&mut table, own, before, two_sided);
        let columns = table.columns.len();
        let rows = own.rows.iter().enumerate().map(|(at, row)| (format!("{path}/rows/{at}"), row));
        if !two_sided {
            for (pointer, row) in rows {
                let cells = self.cells(own, row, before, &pointer);
                table.push(filled(cells, columns));
            }
            return table;
        }
        // Line by line, left side then right side.
        let mut left: Option<Vec<Cell>> = None;
        let blank = || vec![Cell::default(); half];
        for (pointer, row) in rows {
            let cells = self.cells(own, row, before, &pointer);
            match row.side.value {
                Some(Side::Revenue) => {
                    if let Some(alone) = left.replace(cells) {
                        table.push(Row::new([alone, blank()].concat()));
                    }
                }
                _ => table.push(Row::new([left.take().unwrap_or_else(blank), cells].concat())),
            }
        }
        if let Some(alone) = left {
            table.push(Row::new([alone, blank()].concat()));
        }
        table
    }

    fn about_table(&self, table: &mut Table, own: &BudgetTable, path: &str) {
        let rest = table.columns.len() - 1;
        let title = Cell::value(text::label(&own.title)).looking(Look::Head).about(self.remarks.at(path));
        let title = self.said(title, &format!("{path}/title"));
        table.push(Row::head(vec![Cell::new(Look::Head, self.mark(Mark::BudgetTable)), title.over(rest)]));
        let mut line = |mark: Mark, value: Option<String>, key: &str| {
            if value.is_some() {
                let value = self.said(Cell::value(value), &format!("{path}/{key}"));
                table.push(Row::new(vec![self.label(mark), value.over(rest)]));
            }
        };
        line(Mark::Kind, self.kind(own.kind), "kind");
        line(Mark::Number, text::label(&own.number), "number");
        let unit = if own.unit_inherited { Mark::Inherited } else { Mark::Unit };
        line(unit, text::label(&own.unit), "unit");
    }

    /// The words by which a title is known to be of this kind.
    fn kind(&self, kind: TableKind) -> Option<String> {
        self.layout.vocabulary.budget_kinds.iter().find(|known| known.kind == kind).map(|known| known.words.join("、"))
    }

    fn heads(&self, table: &mut Table, own: &BudgetTable, before: Before, two_sided: bool) {
        let columns = table.columns.len();
        let half = before.width() + own.columns.len();
        if two_sided {
            let side = |mark: Mark| self.label(mark).over(half);
            table.push(Row::head(vec![side(Mark::Revenue), side(Mark::Expenditure)]));
        }
        let (mut keys, mut heads) = (Vec::new(), Vec::new());
        for second in [false, true].into_iter().take(if two_sided { 2 } else { 1 }) {
            let first = if second { "" } else { self.mark(Mark::Key) };
            keys.push(Cell::new(Look::Small, first));
            keys.extend(vec![Cell::new(Look::Small, ""); before.width() - 1]);
            keys.extend(own.columns.iter().map(|column| Cell::new(Look::Small, text::legible(&column.key))));
            heads.extend(before.side.then(|| self.label(Mark::Side)));
            heads.extend(before.code.then(|| self.label(Mark::Code)));
            heads.push(self.label(Mark::Name));
            heads.extend(own.columns.iter().map(|column| Cell::value(text::label(&column.label)).looking(Look::Label)));
        }
        for cells in [keys, heads] {
            table.push(Row { repeats: true, ..filled(cells, columns) });
        }
    }

    fn cells(&self, table: &BudgetTable, row: &BudgetRow, before: Before, pointer: &str) -> Vec<Cell> {
        let mut cells: Vec<Cell> = before.side.then(|| self.side_of(row.side.value)).into_iter().collect();
        cells.extend(before.code.then(|| self.said(Cell::value(text::label(&row.code)), &format!("{pointer}/code"))));
        let name = Cell::value(text::short(&row.name)).about(self.remarks.at(pointer));
        cells.push(self.said(name, &format!("{pointer}/name")).about(self.remarks.at(&format!("{pointer}/values"))));
        cells.extend(table.columns.iter().map(|column| {
            let value = row.values.0.iter().find(|(key, _)| **key == *column.key).and_then(|(_, value)| shown(value));
            self.said(Cell::number(value), &format!("{pointer}/values/{}", column.key))
        }));
        cells
    }
}

/// A row as wide as its table.
fn filled(mut cells: Vec<Cell>, columns: usize) -> Row {
    cells.resize(columns.max(cells.len()), Cell::default());
    Row::new(cells)
}
