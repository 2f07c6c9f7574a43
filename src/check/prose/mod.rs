//! Values inside sentences: the texts of a project, and grammars that read quantities, dates, products and sums in them.
//!
//! Whatever could be read in two ways is read as nothing: rules speak only of what is certain.

pub mod cut;
pub mod date;
pub mod equality;
pub mod list;
pub mod named;
pub mod numbered;
pub mod product;
pub mod quantity;
pub mod spelling;
pub mod token;

use super::path::Path;
use crate::model::record::{Horizon, Project};

/// Longer texts are no sentences that somebody wrote; rules compare within a text, so this bounds their work.
const LONGEST: usize = 20_000;

/// More texts than any form has.
const MOST: usize = 100;

/// One text of a project.
#[derive(Debug, Clone, Copy)]
pub struct Prose<'a> {
    /// Where it stands.
    pub at: Path<'a>,
    /// What it says.
    pub text: &'a str,
    /// The one year that it speaks of, where no sentence names another.
    pub year: Option<u16>,
}

/// The texts of the project of that number: narrative sections, then goals.
pub fn texts<'a>(index: usize, project: &'a Project, year: Option<u16>) -> Vec<Prose<'a>> {
    let at = Path::project(index);
    let own = &project.narrative;
    let sections = [
        ("overview", &own.overview),
        ("content", &own.content),
        ("funding_arrangement", &own.funding_arrangement),
        ("plan", &own.plan),
        ("results", &own.results),
        ("calculation", &own.calculation),
        ("notes", &own.notes),
    ];
    let narrative =
        sections.into_iter().filter_map(|(key, text)| Some(Prose { at: at.key("narrative").key(key), text: text.as_str()?, year }));
    let goals = project.goals.iter().enumerate().filter_map(|(n, goal)| {
        let (start, end) = (goal.start_year.value, goal.end_year.value.or(goal.start_year.value));
        let annual = goal.horizon.value == Some(Horizon::Annual);
        let year = if start.is_some() { start.filter(|_| start == end) } else { year.filter(|_| annual) };
        Some(Prose { at: at.at("goals", n).key("text"), text: goal.text.as_str()?, year })
    });
    narrative.chain(goals).filter(|prose| prose.text.len() <= LONGEST).take(MOST).collect()
}

/// The year of a project's form.
pub fn year_of(record: &crate::model::record::Record, project: &Project) -> Option<u16> {
    project.fiscal_year.value.or(record.fiscal_year.value)
}
