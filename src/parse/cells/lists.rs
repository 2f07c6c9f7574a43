//! Goals and indicators: a header, then a row each.

use super::rows::Row;
use super::{Reader, pairs};
use crate::grammar::{Mark, Meaning, Role};
use crate::model::coverage::Structure;
use crate::model::parsed::{Cell, Label, ParsedGoal, ParsedIndicator, Raw};
use crate::model::record::Horizon;

impl Reader<'_> {
    /// Label, name and text; below a goal, without a label, the parts it is numbered in.
    pub(super) fn goals(&mut self, rows: &[Row]) -> Vec<ParsedGoal> {
        let Some((head, body)) = rows.split_first() else { return Vec::new() };
        self.mark_all(head, Structure::Header);
        let mut goals: Vec<ParsedGoal> = Vec::new();
        for row in body {
            let (label, second, text) = (row.cell(0), row.cell(1), row.cell(2));
            if !label.is_empty() {
                let (horizon, label) = self.goal_label(&label);
                goals.push(ParsedGoal { horizon, label, name: second, text, items: None });
            } else if let Some(goal) = goals.last_mut() {
                let items = goal.items.get_or_insert_default();
                if !self.is_none(&second) {
                    items.push((second, text));
                }
            }
        }
        goals
    }

    fn goal_label(&mut self, raw: &Raw) -> (Option<Horizon>, Label) {
        if self.is_none(raw) {
            return (None, Label::default());
        }
        self.mark(raw, Structure::Label);
        let start = raw.extent().map_or(0, |span| span.start as usize);
        let end = raw.extent().map_or(0, |span| span.end as usize);
        let found = self.words.labels.longest(&self.text[..end], start, &|at| at == end);
        match found.map(|found| (found.meaning, found.years)) {
            Some((Meaning::Goal(horizon), years)) => (Some(horizon), Label { raw: raw.clone(), years, unit: None }),
            _ => (None, Label::default()),
        }
    }

    /// One table of indicators: what is in force for all of it, the columns, the rows.
    pub(super) fn indicators(&mut self, rows: &[Row]) -> Vec<ParsedIndicator> {
        let (goal, horizon) = self.in_force(&rows[0]);
        let Some(heads) = rows.get(1) else { return Vec::new() };
        let width = rows.iter().map(Row::width).max().unwrap_or(0);
        self.mark_all(heads, Structure::Header);
        let roles: Vec<Option<Role>> = (0..width).map(|column| self.role(&heads.cell(column))).collect();
        let first = roles.iter().position(|role| *role == Some(Role::HistoryGroup));
        // The earlier values have their labels in a row of their own.
        let (labels, body) = match first {
            Some(_) => (rows.get(2), rows.get(3..).unwrap_or_default()),
            None => (None, &rows[2..]),
        };
        let mut carried = [Raw::default(), Raw::default()];
        let mut indicators = Vec::new();
        for row in body {
            let mut cells = Vec::new();
            for (column, role) in roles.iter().enumerate() {
                let value = row.cell(column);
                let earlier = first.is_some_and(|first| column >= first);
                match role {
                    _ if earlier => {
                        let header = labels.map(|row| row.cell(column)).unwrap_or_default();
                        cells.push(Cell { role: Role::History, header, value });
                    }
                    Some(Role::Level1) => self.carry(&mut carried[0], value),
                    Some(Role::Level2) => self.carry(&mut carried[1], value),
                    Some(role) => {
                        if *role == Role::Reading {
                            self.mark(&value, Structure::Label);
                        }
                        cells.push(Cell { role: *role, header: heads.cell(column), value });
                    }
                    None => {}
                }
            }
            let [level1, level2] = carried.clone();
            indicators.push(ParsedIndicator { goal: goal.clone(), horizon: horizon.clone(), level1, level2, cells });
        }
        indicators
    }

    /// The goal block and the time that a table of indicators stands under.
    fn in_force(&mut self, head: &Row) -> (Raw, Option<(Horizon, Raw)>) {
        let (mut goal, mut horizon) = (Raw::default(), None);
        for (label, value) in pairs(head) {
            self.mark(&label, Structure::Label);
            match self.marked(&label) {
                Some(Mark::Horizon) => {
                    if let Some(Meaning::Goal(found)) = self.meaning(&value) {
                        self.mark(&value, Structure::Section);
                        horizon = Some((found, value));
                    }
                }
                Some(Mark::Block) => goal = value,
                _ => {}
            }
        }
        (goal, horizon)
    }

    fn role(&self, raw: &Raw) -> Option<Role> {
        self.words.columns.whole(&raw.joined(self.text)).map(|found| found.meaning)
    }

    /// A merged cell holds for the rows below it.
    fn carry(&mut self, carried: &mut Raw, value: Raw) {
        if self.is_none(&value) {
            *carried = Raw::default();
        } else if !value.is_empty() {
            *carried = value;
        }
    }
}
