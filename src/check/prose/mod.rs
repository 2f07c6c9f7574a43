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

use self::token::{Token, tokens};
use super::path::Path;
use crate::model::record::{Horizon, Project, Record};

/// Longer texts are no sentences that somebody wrote; rules compare within a text, so this bounds their work.
const LONGEST: usize = 20_000;

/// More texts than any form has.
const MOST: usize = 100;

/// One text of a project.
#[derive(Debug)]
pub struct Prose<'a> {
    /// Where it stands.
    pub at: Path<'a>,
    /// What it says.
    pub text: &'a str,
    /// The one year that it speaks of, where no sentence names another.
    pub year: Option<u16>,
    /// Its parts.
    pub tokens: Vec<Token<'a>>,
}

impl<'a> Prose<'a> {
    /// A text taken apart.
    pub fn new(at: Path<'a>, text: &'a str, year: Option<u16>) -> Self {
        Self { at, text, year, tokens: tokens(text) }
    }
}

/// The texts of the project of that number: narrative sections, then goals. Rules ask the report for them, which keeps them.
pub fn texts(record: &Record, index: usize) -> Vec<Prose<'_>> {
    let (at, project) = (Path::project(index), &record.projects[index]);
    let year = year_of(record, project);
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
    let narrative = sections.into_iter().filter_map(|(key, text)| Some((at.key("narrative").key(key), text.as_str()?, year)));
    let goals = project.goals.iter().enumerate().filter_map(|(n, goal)| {
        let (start, end) = (goal.start_year.value, goal.end_year.value.or(goal.start_year.value));
        let annual = goal.horizon.value == Some(Horizon::Annual);
        let year = if start.is_some() { start.filter(|_| start == end) } else { year.filter(|_| annual) };
        Some((at.at("goals", n).key("text"), goal.text.as_str()?, year))
    });
    let sentences = narrative.chain(goals).filter(|(_, text, _)| text.len() <= LONGEST);
    sentences.take(MOST).map(|(at, text, year)| Prose::new(at, text, year)).collect()
}

/// The year of a project's form.
pub fn year_of(record: &Record, project: &Project) -> Option<u16> {
    project.fiscal_year.value.or(record.fiscal_year.value)
}
