//! Budget tables: what they are in labelled cells, then keys, headers and rows; revenue and expenditure beside each
//! other where a row of their own says so.
//!
//! ```text
//! table = head , { label , value } , [ sides ] , keys , headers , { row }
//! row   = [ side ] , [ code ] , name , { amount } , [ [ code ] , name , { amount } ]
//! ```

use std::ops::Range;

use super::rows::Row;
use super::{Reader, pairs, place};
use crate::grammar::{Mark, fold_into};
use crate::model::coverage::Structure;
use crate::model::parsed::{ParsedRow, ParsedTable, Raw};
use crate::model::record::{Side, TableKind};

/// The columns of one side.
struct Half {
    side: Option<(Side, Raw)>,
    side_at: Option<usize>,
    code: Option<usize>,
    name: Option<usize>,
    values: Vec<usize>,
}

impl Reader<'_> {
    pub(super) fn budget_table(&mut self, rows: &[Row]) {
        let title = rows[0].cell(1);
        let year = title.extent().and_then(|span| crate::parse::titles::year_in(self.text, span));
        let mut table =
            ParsedTable { kind: TableKind::Other, number: None, year, title, unit: None, columns: Vec::new(), rows: Vec::new() };
        self.parsed.years.extend(year);
        let keys = rows.iter().position(|row| self.marked(&row.cell(0)) == Some(Mark::Key)).unwrap_or(rows.len());
        let sides = rows[..keys].last().filter(|row| self.marked(&row.cell(0)) == Some(Mark::Revenue));
        for row in &rows[1..keys.max(1) - usize::from(sides.is_some())] {
            pairs(row).into_iter().for_each(|(label, value)| self.about(&mut table, &label, &value));
        }
        if let [keys, heads, body @ ..] = &rows[keys..] {
            self.mark_all(keys, Structure::Header);
            self.mark_all(heads, Structure::Header);
            let halves = self.halves(sides, keys, heads);
            if let Some(first) = halves.first() {
                table.columns = first.values.iter().map(|&at| (keys.cell(at).joined(self.text).into_owned(), heads.cell(at))).collect();
            }
            let two_sided = halves.len() > 1;
            table.rows = body.iter().flat_map(|row| self.sides_of(row, &halves, two_sided)).collect();
        }
        self.parsed.tables.push(table);
    }

    fn about(&mut self, table: &mut ParsedTable, label: &Raw, value: &Raw) {
        self.mark(label, Structure::Label);
        match self.marked(label) {
            Some(Mark::Kind) => {
                self.mark(value, Structure::Title);
                let printed = fold_into(&value.joined(self.text));
                let kind = self.words.budget_kinds.iter().find(|kind| kind.words.iter().all(|word| printed.contains(word.as_str())));
                table.kind = kind.map_or(TableKind::Other, |kind| kind.kind);
            }
            Some(Mark::Number) => table.number = place(value),
            Some(Mark::Unit) => {
                self.mark(value, Structure::Unit);
                table.unit = place(value);
            }
            Some(Mark::Inherited) => self.mark(value, Structure::Unit),
            _ => {}
        }
    }

    /// The columns of the whole table, or of either side.
    fn halves(&mut self, sides: Option<&Row>, keys: &Row, heads: &Row) -> Vec<Half> {
        let width = heads.width();
        let Some(sides) = sides else { return vec![self.half(0..width, None, keys, heads)] };
        let second = (1..sides.width()).find(|&column| !sides.cell(column).is_empty()).unwrap_or(width);
        let (left, right) = (self.side(&sides.cell(0)), self.side(&sides.cell(second)));
        vec![self.half(0..second, left, keys, heads), self.half(second..width, right, keys, heads)]
    }

    fn half(&self, columns: Range<usize>, side: Option<(Side, Raw)>, keys: &Row, heads: &Row) -> Half {
        let mut half = Half { side, side_at: None, code: None, name: None, values: Vec::new() };
        for column in columns {
            let key = keys.cell(column);
            if !key.is_empty() && self.marked(&key) != Some(Mark::Key) {
                half.values.push(column);
                continue;
            }
            match self.marked(&heads.cell(column)) {
                Some(Mark::Side) => half.side_at = Some(column),
                Some(Mark::Code) => half.code = Some(column),
                Some(Mark::Name) => half.name = Some(column),
                _ => {}
            }
        }
        half
    }

    fn sides_of(&mut self, row: &Row, halves: &[Half], two_sided: bool) -> Vec<ParsedRow> {
        let cell = |column: Option<usize>| column.map(|column| row.cell(column)).unwrap_or_default();
        let mut read = Vec::new();
        for half in halves {
            let values: Vec<Raw> = half.values.iter().map(|&column| row.cell(column)).collect();
            let (code, name) = (cell(half.code), cell(half.name));
            // A side that prints nothing is no row.
            if two_sided && code.is_empty() && name.is_empty() && values.iter().all(Raw::is_empty) {
                continue;
            }
            let side = half.side.clone().or_else(|| self.side(&cell(half.side_at)));
            read.push(ParsedRow { side, code, name, values });
        }
        read
    }
}
