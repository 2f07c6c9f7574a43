//! A record in, its rows out, table by table in reading order. Knows the record and the tables, and no file format.

use super::schema::Cell;
use super::tables::{self, At, Form, Id};
use crate::model::record::{AmountRow, BudgetTable, Department, Goal, Indicator, Project, Record};

/// Calls `sink` with every row of the record's document; `sha256` is the document's identity.
pub fn rows<'a>(record: &'a Record, sha256: &'a str, sink: &mut dyn FnMut(Id, Vec<Cell<'a>>)) {
    sink(Id::Documents, tables::document(sha256, record));
    let mut walk = Walk { sha256, sink, positions: [0; tables::TABLES.len()] };
    for (n, project) in record.projects.iter().enumerate() {
        walk.project(n, project);
    }
    for (n, department) in record.departments.iter().enumerate() {
        walk.department(n, department);
    }
    for (n, table) in record.budget_tables.iter().enumerate() {
        walk.budget_table(n, table);
    }
    for check in &record.checks {
        walk.row(Id::Checks, "", |at| tables::check(at, check));
    }
    for diagnostic in &record.diagnostics {
        walk.row(Id::Diagnostics, "", |at| tables::diagnostic(at, diagnostic));
    }
}

/// The row of `sources` for the record read at this place of the input.
pub fn source<'a>(position: i64, record: &'a Record) -> Vec<Cell<'a>> {
    tables::source(position, record, record.source.sha256.as_deref())
}

struct Walk<'a, 's> {
    sha256: &'a str,
    sink: &'s mut dyn FnMut(Id, Vec<Cell<'a>>),
    positions: [i64; tables::TABLES.len()],
}

impl<'a> Walk<'a, '_> {
    /// One more row of a table; its position.
    fn row(&mut self, table: Id, pointer: &str, cells: impl FnOnce(At<'a>) -> Vec<Cell<'a>>) -> i64 {
        let position = self.positions[table as usize];
        self.positions[table as usize] += 1;
        let cells = cells(At { sha256: self.sha256, position, pointer: pointer.to_owned() });
        (self.sink)(table, cells);
        position
    }

    fn project(&mut self, n: usize, project: &'a Project) {
        let pointer = format!("/projects/{n}");
        let position = self.row(Id::Projects, &pointer, |at| tables::project(at, project));
        let form = Form { project: Some(position), department: None };
        self.goals(&pointer, form, &project.goals);
        self.indicators(&pointer, form, &project.indicators);
        self.funding(&format!("{pointer}/funding_sources"), position, "source", &project.funding_sources);
        self.funding(&format!("{pointer}/expenditures"), position, "expenditure", &project.expenditures);
        for (n, procurement) in project.procurement.iter().enumerate() {
            self.row(Id::Procurement, &format!("{pointer}/procurement/{n}"), |at| tables::procurement(at, position, procurement));
        }
    }

    fn funding(&mut self, pointer: &str, project: i64, kind: &'static str, list: &'a [AmountRow]) {
        for (row, of) in list.iter().enumerate() {
            let amount = |cell| tables::Funding { project, kind, row, of, cell };
            if of.amounts.is_empty() {
                self.row(Id::Funding, &format!("{pointer}/{row}"), |at| tables::funding(at, amount(None)));
            }
            for (n, cell) in of.amounts.iter().enumerate() {
                self.row(Id::Funding, &format!("{pointer}/{row}/amounts/{n}"), |at| tables::funding(at, amount(Some(cell))));
            }
        }
    }

    fn goals(&mut self, pointer: &str, form: Form, goals: &'a [Goal]) {
        for (n, goal) in goals.iter().enumerate() {
            self.row(Id::Goals, &format!("{pointer}/goals/{n}"), |at| tables::goal(at, form, goal));
        }
    }

    fn indicators(&mut self, pointer: &str, form: Form, indicators: &'a [Indicator]) {
        for (n, indicator) in indicators.iter().enumerate() {
            let pointer = format!("{pointer}/indicators/{n}");
            let position = self.row(Id::Indicators, &pointer, |at| tables::indicator(at, form, indicator));
            for (n, earlier) in indicator.history.iter().enumerate() {
                self.row(Id::IndicatorHistory, &format!("{pointer}/history/{n}"), |at| tables::history(at, position, earlier));
            }
        }
    }

    fn department(&mut self, n: usize, department: &'a Department) {
        let pointer = format!("/departments/{n}");
        let unit = department.unit.as_str();
        let position = self.row(Id::Departments, &pointer, |at| tables::department(at, department));
        for (n, fund) in department.funds.iter().enumerate() {
            let pointer = format!("{pointer}/funds/{n}");
            let row = self.row(Id::DepartmentFunds, &pointer, |at| tables::department_fund(at, position, unit, fund));
            for (n, year) in fund.history.iter().enumerate() {
                let pointer = format!("{pointer}/history/{n}");
                self.row(Id::DepartmentFundYears, &pointer, |at| tables::department_fund_year(at, row, unit, year));
            }
        }
        for (n, project) in department.projects.iter().enumerate() {
            let pointer = format!("{pointer}/projects/{n}");
            self.row(Id::DepartmentProjects, &pointer, |at| tables::department_project(at, position, unit, project));
        }
        let form = Form { project: None, department: Some(position) };
        self.goals(&pointer, form, &department.goals);
        self.indicators(&pointer, form, &department.indicators);
    }

    fn budget_table(&mut self, n: usize, table: &'a BudgetTable) {
        let pointer = format!("/budget_tables/{n}");
        let unit = table.unit.as_str();
        let position = self.row(Id::BudgetTables, &pointer, |at| tables::budget_table(at, table));
        for (n, row) in table.rows.iter().enumerate() {
            let pointer = format!("{pointer}/rows/{n}");
            let of = self.row(Id::BudgetRows, &pointer, |at| tables::budget_row(at, position, row));
            for (key, value) in &row.values.0 {
                let label = table.columns.iter().find(|column| *column.key == **key).map(|column| &column.label);
                let cell = tables::Value { row: of, key, label, value, unit };
                self.row(Id::BudgetValues, &format!("{pointer}/values/{key}"), |at| tables::budget_value(at, cell));
            }
        }
    }
}
