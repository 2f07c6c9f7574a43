//! Forms with indicators: project forms and department forms alike.

use super::path::Path;
use crate::model::record::{Indicator, Record};

/// The indicators of one form.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// Where the form stands.
    pub at: Path<'a>,
    /// In printed order.
    pub indicators: &'a [Indicator],
}

impl<'a> Form<'a> {
    /// Where an indicator stands.
    pub fn indicator(self, index: usize) -> Path<'a> {
        self.at.at("indicators", index)
    }
}

/// All forms, projects first.
pub fn forms(record: &Record) -> impl Iterator<Item = Form<'_>> {
    let projects = record.projects.iter().enumerate().map(|(n, form)| Form { at: Path::project(n), indicators: &form.indicators });
    let departments = record.departments.iter().enumerate().map(|(n, form)| Form { at: Path::department(n), indicators: &form.indicators });
    projects.chain(departments)
}
