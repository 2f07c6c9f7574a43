//! A budget table as rules see it: rows by code and by name, figures with their places, parents and children.

use std::collections::HashMap;
use std::fmt;

use super::equation::Equation;
use super::figure::Figure;
use super::path::Path;
use crate::check::unit;
use crate::model::leaf::Leaf;
use crate::model::number::Number;
use crate::model::record::{BudgetRow, BudgetTable, Record, RowKind, Side, TableKind};

/// One table and its number.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// Its position in the record.
    pub index: usize,
    /// As read.
    pub table: &'a BudgetTable,
}

/// One row and its number.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    /// Its position in the table.
    pub index: usize,
    /// As read.
    pub row: &'a BudgetRow,
}

/// All tables of a kind.
pub fn tables(record: &Record, kind: TableKind) -> impl Iterator<Item = Table<'_>> {
    all(record).filter(move |table| table.table.kind == kind)
}

/// All tables.
pub fn all(record: &Record) -> impl Iterator<Item = Table<'_>> {
    record.budget_tables.iter().enumerate().map(|(index, table)| Table { index, table })
}

/// The table of a kind, where there is one only: of two, nobody knows which is meant.
pub fn only(record: &Record, kind: TableKind) -> Option<Table<'_>> {
    let mut found = tables(record, kind);
    found.next().filter(|_| found.next().is_none())
}

impl<'a> Table<'a> {
    /// Where it stands.
    pub fn at(self) -> Path<'a> {
        Path::table(self.index)
    }

    /// Where a row stands.
    pub fn row_at(self, row: Row<'a>) -> Path<'a> {
        self.at().at("rows", row.index)
    }

    /// Where an amount stands.
    pub fn cell_at(self, row: Row<'a>, column: &'a str) -> Path<'a> {
        self.row_at(row).key("values").key(column)
    }

    /// The amount of a row in a column.
    pub fn figure(self, row: Row<'a>, column: &'a str) -> Option<Figure<'a>> {
        let figure = Figure::of(self.cell_at(row, column), row.amount(column)?)?;
        let unit = self.table.unit.as_str();
        let factor = unit.and_then(unit::yuan);
        Some(match factor {
            Some(factor) => Figure { unit, factor: factor.into(), ..figure },
            None => figure,
        })
    }

    /// Whether its amounts can be compared with those of another table.
    pub fn has_unit(self) -> bool {
        self.table.unit.as_str().and_then(unit::yuan).is_some()
    }

    /// Whether there is such a column.
    pub fn has(self, column: &str) -> bool {
        self.table.columns.iter().any(|own| own.key == column)
    }

    /// Whether a blank in a column is a number that was lost, not a nought: where the column prints its noughts, or no other
    /// row leaves it blank.
    pub fn leaves_no_blanks(self, column: &str) -> bool {
        let mut blanks = 0;
        for row in self.rows() {
            match row.row.values.0.iter().find(|(key, _)| **key == *column).and_then(|(_, leaf)| leaf.value) {
                Some(number) if number.0.is_zero() => return true,
                Some(_) => {}
                None => blanks += 1,
            }
        }
        blanks <= 1 && self.table.rows.len() > 1
    }

    /// The place that keeps a sum from being certain: a part that was lost, where more is printed than the parts are.
    pub fn lost(self, equation: &Equation, rows: &[Row<'a>], column: &'a str) -> Option<Path<'a>> {
        let short = !equation.holds() && equation.sum() < equation.whole.value();
        let blank = || rows.iter().find(|row| self.figure(**row, column).is_none());
        let blank = if short { blank().filter(|_| self.leaves_no_blanks(column)) } else { None };
        blank.map(|row| self.cell_at(*row, column))
    }

    /// The column that a row's whole amount stands in.
    pub fn main_column(self) -> Option<&'static str> {
        ["total", "budget"].into_iter().find(|key| self.has(key))
    }

    /// Its rows.
    pub fn rows(self) -> impl Iterator<Item = Row<'a>> {
        self.table.rows.iter().enumerate().map(|(index, row)| Row { index, row })
    }

    /// The rows of one side.
    pub fn side(self, side: Side) -> impl Iterator<Item = Row<'a>> {
        self.rows().filter(move |row| row.row.side.value == Some(side))
    }

    /// The 合计 row of a table that has one side.
    pub fn total(self) -> Option<Row<'a>> {
        let mut totals = self.rows().filter(|row| row.row.kind == RowKind::Total && row.row.side.is_none());
        totals.next().filter(|_| totals.next().is_none())
    }

    /// For each row the row that its code is part of: the one with the longest code that its own begins with.
    ///
    /// `None` where a code is printed twice: its children cannot be told apart.
    pub fn parents(self) -> Option<Vec<Option<usize>>> {
        let mut by_code: HashMap<&str, usize> = HashMap::new();
        for row in self.rows() {
            if let Some(code) = row.code()
                && by_code.insert(code, row.index).is_some()
            {
                return None;
            }
        }
        let parent = |row: Row<'a>| {
            let code = row.code()?;
            // Codes are digits, so every byte ends a character.
            (1..code.len()).rev().find_map(|length| by_code.get(&code[..length]).copied())
        };
        Some(self.rows().map(parent).collect())
    }
}

impl<'a> Row<'a> {
    /// Its code, where it is one: digits only.
    pub fn code(self) -> Option<&'a str> {
        self.row.code.as_str().filter(|code| (3..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()))
    }

    /// What stands in a column.
    fn amount(self, column: &str) -> Option<&'a Leaf<Number>> {
        self.row.values.0.iter().find(|(key, _)| **key == *column).map(|(_, leaf)| leaf)
    }

    /// Whether it prints a number in a column.
    pub fn prints(self, column: &str) -> bool {
        self.amount(column).is_some_and(Leaf::is_some)
    }

    /// Its name.
    pub fn name(self) -> &'a str {
        self.row.name.as_str().unwrap_or("")
    }

    /// How messages call it; written only where there is one.
    pub fn title(self) -> Title<'a> {
        Title(self)
    }

    /// Whether an enumerator stands before its name: 七、卫生健康支出.
    pub fn is_numbered(self) -> bool {
        let name = crate::grammar::fold_into(self.name());
        !name.starts_with("其中") && bare(&name) != name
    }

    /// Its name without the enumerator before it and without blanks: 廿一、其他支出 is 其他支出.
    pub fn bare_name(self) -> String {
        bare(self.name())
    }
}

/// A row's code and name.
pub struct Title<'a>(Row<'a>);

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code) = self.0.row.code.as_str() {
            write!(f, "{code} ")?;
        }
        f.write_str(self.0.name())
    }
}

/// A name without the enumerator and 其中 before it, and without blanks.
pub fn bare(name: &str) -> String {
    let folded = crate::grammar::fold_into(name);
    let mut rest = folded.as_str();
    loop {
        let before = rest;
        rest = rest.strip_prefix("其中:").unwrap_or(rest);
        let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百廿卅".contains(c);
        let behind = rest.trim_start_matches(['(', ')']).trim_start_matches(numeral).trim_start_matches(')');
        if behind.len() < rest.len()
            && let Some(inner) = behind.strip_prefix(['、', '.', ','])
        {
            rest = inner;
        } else if behind.len() < rest.len() && rest.starts_with('(') && rest[..rest.len() - behind.len()].ends_with(')') {
            rest = behind;
        }
        if rest == before {
            return rest.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerators_are_no_part_of_a_name() {
        for (name, expected) in [
            ("廿一、其他支出", "其他支出"),
            ("1、因公出国（境）费", "因公出国(境)费"),
            ("其中：公务用车运行维护费", "公务用车运行维护费"),
            ("（一）基本支出", "基本支出"),
            ("三公经费", "三公经费"),
            ("一般公共服务支出", "一般公共服务支出"),
            ("二十、灾害防治及应急管理支出", "灾害防治及应急管理支出"),
        ] {
            assert_eq!(bare(name), expected, "{name}");
        }
    }
}
