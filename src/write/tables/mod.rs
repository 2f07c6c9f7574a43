//! The tables, one file for each part of the record; every key of the contract lands in one of them.

mod budget;
mod departments;
mod documents;
mod findings;
mod projects;
mod targets;

use super::schema::Table;

pub(super) use budget::{Value, budget_row, budget_table, budget_value};
pub(super) use departments::{department, department_fund, department_fund_year, department_project};
pub(super) use documents::{document, source};
pub(super) use findings::{check, diagnostic};
pub(super) use projects::{Funding, funding, procurement, project};
pub(super) use targets::{goal, history, indicator};

/// All tables, parents before their children.
pub const TABLES: [&Table; 17] = [
    &documents::DOCUMENTS,
    &projects::PROJECTS,
    &departments::DEPARTMENTS,
    &targets::GOALS,
    &targets::INDICATORS,
    &targets::INDICATOR_HISTORY,
    &projects::FUNDING,
    &projects::PROCUREMENT,
    &departments::DEPARTMENT_FUNDS,
    &departments::DEPARTMENT_FUND_YEARS,
    &departments::DEPARTMENT_PROJECTS,
    &budget::BUDGET_TABLES,
    &budget::BUDGET_ROWS,
    &budget::BUDGET_VALUES,
    &findings::CHECKS,
    &findings::DIAGNOSTICS,
    &documents::SOURCES,
];

/// The place of a table in [`TABLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the table says what it is")]
pub enum Id {
    Documents,
    Projects,
    Departments,
    Goals,
    Indicators,
    IndicatorHistory,
    Funding,
    Procurement,
    DepartmentFunds,
    DepartmentFundYears,
    DepartmentProjects,
    BudgetTables,
    BudgetRows,
    BudgetValues,
    Checks,
    Diagnostics,
    Sources,
}

impl Id {
    /// Its description.
    pub fn table(self) -> &'static Table {
        TABLES[self as usize]
    }
}

/// Where a row stands in its document.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    /// The document.
    pub sha256: &'a str,
    /// Counted through the document, from 0.
    pub position: i64,
    /// The JSON Pointer of what the row says.
    pub pointer: String,
}

/// The form that a goal or an indicator stands in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Form {
    /// The project form.
    pub project: Option<i64>,
    /// The department form.
    pub department: Option<i64>,
}

pub(super) const DOCUMENT: &str = "SHA-256 of the document's bytes";
pub(super) const POSITION: &str = "Counted through the document, from 0";
pub(super) const POINTER: &str = "JSON Pointer of the row in the document's record";
