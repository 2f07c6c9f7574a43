//! The wide table of many projects in cells: rows, what stands between pages, units with the sum of their projects.

use std::ops::Range;

use super::{Owner, Reader};
use crate::grammar::Role;
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::Raw;
use crate::parse::align;
use crate::parse::indicator::Levels;
use crate::parse::rows::{self, CellText, Item};

impl Reader<'_, '_> {
    pub(super) fn cells(&mut self, range: Range<usize>) {
        let mut levels = Levels::default();
        let mut from = range.start;
        for at in range.clone() {
            // What stands between the pages of a table goes on in no cell.
            if self.cx.pieces[at].is_line() && self.between(at) {
                self.rows(from..at, &mut levels);
                from = at + 1;
            }
        }
        self.rows(from..range.end, &mut levels);
    }

    fn rows(&mut self, range: Range<usize>, levels: &mut Levels) {
        let roles: Vec<Role> = self.columns.iter().map(|column| column.role).collect();
        let shape = rows::Shape { columns: self.printed().count(), level1: None, ends_in_text: false };
        let items = rows::shaped(self.cx, range, shape);
        let mut owners: Vec<(Owner, Vec<Raw>)> = Vec::new();
        for item in items {
            if let Item::Row(cells) = item {
                owners.extend(self.row(&roles, &cells));
            }
        }
        let codes: Vec<_> = owners.iter().map(|(owner, _)| self.cx.folded(&owner.code)).collect();
        for (index, (owner, values)) in owners.into_iter().enumerate() {
            let bare = values.iter().all(Raw::is_empty) && owner.goal.is_empty();
            let heads_unit = bare && !codes[index].is_empty() && codes.get(index + 1).is_some_and(|next| next.starts_with(&*codes[index]));
            if heads_unit && !owner.name.is_empty() {
                self.head_unit(owner);
                continue;
            }
            if self.enter(owner) {
                *levels = Levels::default();
            }
            self.indicators(values, levels);
        }
    }

    /// A unit's own row, with the sum of its projects.
    pub(super) fn head_unit(&mut self, owner: Owner) {
        for raw in [&owner.code, &owner.total, &owner.name] {
            self.cx.mark_raw(raw, Structure::Label);
        }
        self.unit = Some(owner.name);
    }

    /// The columns that the header prints, by their places among all.
    fn printed(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.columns.len()).filter(|&at| !self.columns[at].header.is_empty())
    }

    /// A row's cells under their columns: what they say of the project, and the rest.
    fn row(&mut self, roles: &[Role], cells: &[CellText]) -> Option<(Owner, Vec<Raw>)> {
        let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        let first = filled.first()?;
        let column_word = |cell: &&CellText| self.cx.words.columns.whole(&cell.raw.joined(self.cx.text)).is_some();
        if filled.len() >= 2 && filled.iter().all(column_word) {
            filled.iter().for_each(|cell| self.cx.mark_raw(&cell.raw, Structure::Header));
            return None;
        }
        if filled.len() == 1 && self.between(first.piece) {
            return None;
        }
        if filled.iter().any(|cell| self.cx.words.totals.contains(&self.cx.folded(&cell.raw))) && filled.len() <= 3 {
            filled.iter().for_each(|cell| self.cx.mark_raw(&cell.raw, Structure::Label));
            return None;
        }
        let values = self.placed(roles, cells);
        let mut owner = Owner::default();
        let mut rest = Vec::new();
        for (role, value) in roles.iter().zip(values) {
            match role {
                Role::Project => owner.name = value,
                Role::ProjectCode => owner.code = value,
                Role::ProjectUnit => owner.unit = value,
                Role::ProjectTotal => owner.total = value,
                Role::ProjectGoal => owner.goal = value,
                _ => rest.push(value),
            }
        }
        Some((owner, rest))
    }

    /// The cells in the order of the columns: by the grid, by counting, or by what they hold.
    fn placed(&mut self, roles: &[Role], cells: &[CellText]) -> Vec<Raw> {
        let columns = self.columns;
        let printed: Vec<usize> = self.printed().collect();
        let by_grid = printed.iter().all(|&at| columns[at].at.is_some()) && cells.iter().all(|cell| cell.column.is_some());
        let place = |(i, cell): (usize, &CellText)| {
            let own = if by_grid { printed.iter().copied().find(|&at| columns[at].at == cell.column) } else { printed.get(i).copied() };
            // 定性 where a sign could stand.
            own.map(|at| at + usize::from(columns[at].role == Role::Operator && self.is_measure(&cell.raw)))
        };
        let own: Vec<Option<usize>> = cells.iter().enumerate().map(place).collect();
        let assignment = align::assign(self.cx, roles, cells, &own);
        let span = cells.iter().find_map(|cell| cell.raw.extent());
        if assignment.moved {
            let message = "a row's cells do not stand under their headers; each was put under the column that fits what it holds";
            self.cx.find(Code::RowShifted, Severity::Warning, message, span);
        }
        let mut values = vec![Raw::default(); roles.len()];
        for (cell, column) in cells.iter().zip(&assignment.columns) {
            match column {
                Some(at) if values[*at].is_empty() => values[*at] = cell.raw.clone(),
                _ if !cell.raw.is_empty() => {
                    let message = format!("a row has more cells than the {} headers; this one has no column", columns.len());
                    self.cx.find(Code::RowOverfull, Severity::Warning, message, cell.raw.extent());
                }
                _ => {}
            }
        }
        values
    }

    fn is_measure(&self, raw: &Raw) -> bool {
        let folded = self.cx.folded(raw);
        self.columns.iter().any(|column| column.role == Role::Measure && column.header.is_empty())
            && (self.cx.words.qualitative.contains(&folded) || self.cx.words.quantitative.contains(&folded))
    }
}
