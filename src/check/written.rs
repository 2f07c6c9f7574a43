//! The texts of forms, one after the other: names, goals, narratives, and what stands in the cells of indicators.

use super::path::Path;
use crate::model::record::{Department, Goal, Indicator, Project, Record, Text};

/// A form of either kind.
#[derive(Clone, Copy)]
pub enum Form<'a> {
    /// 项目绩效目标表
    Project(usize, &'a Project),
    /// 部门整体支出绩效目标表
    Department(usize, &'a Department),
}

/// What kind of text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A name, or a target in words: one line.
    Name,
    /// Sentences.
    Prose,
    /// A cell in which either may stand.
    Cell,
}

/// A text and where it stands.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    /// Its pointer.
    pub at: Path<'a>,
    /// As read.
    pub leaf: &'a Text,
    /// Its value.
    pub text: &'a str,
    /// Its kind.
    pub length: Length,
}

/// All forms, projects first.
pub fn forms(record: &Record) -> impl Iterator<Item = Form<'_>> {
    let projects = record.projects.iter().enumerate().map(|(n, form)| Form::Project(n, form));
    projects.chain(record.departments.iter().enumerate().map(|(n, form)| Form::Department(n, form)))
}

impl<'a> Form<'a> {
    /// Where it stands.
    pub fn at(self) -> Path<'a> {
        match self {
            Form::Project(n, _) => Path::project(n),
            Form::Department(n, _) => Path::department(n),
        }
    }

    /// Its goals.
    pub fn goals(self) -> &'a [Goal] {
        match self {
            Form::Project(_, form) => &form.goals,
            Form::Department(_, form) => &form.goals,
        }
    }

    /// Its indicators.
    pub fn indicators(self) -> &'a [Indicator] {
        match self {
            Form::Project(_, form) => &form.indicators,
            Form::Department(_, form) => &form.indicators,
        }
    }

    /// Shows every text to `visit`.
    pub fn texts(self, mut visit: impl FnMut(Written<'a>)) {
        let at = self.at();
        let mut show = |at: Path<'a>, leaf: &'a Text, length: Length| {
            if let Some(text) = leaf.as_str() {
                visit(Written { at, leaf, text, length });
            }
        };
        match self {
            Form::Project(_, form) => project(at, form, &mut show),
            Form::Department(_, form) => department(at, form, &mut show),
        }
        for (n, goal) in self.goals().iter().enumerate() {
            show(at.at("goals", n).key("name"), &goal.name, Length::Prose);
            show(at.at("goals", n).key("text"), &goal.text, Length::Prose);
        }
        for (n, indicator) in self.indicators().iter().enumerate() {
            let at = at.at("indicators", n);
            show(at.key("name"), &indicator.name, Length::Name);
            show(at.key("target").key("text"), &indicator.target.text, Length::Name);
            show(at.key("description"), &indicator.description, Length::Cell);
            show(at.key("basis"), &indicator.basis, Length::Cell);
            show(at.key("scoring"), &indicator.scoring, Length::Cell);
            show(at.key("evidence"), &indicator.evidence, Length::Cell);
        }
    }
}

fn project<'a>(at: Path<'a>, form: &'a Project, show: &mut impl FnMut(Path<'a>, &'a Text, Length)) {
    show(at.key("name"), &form.name, Length::Name);
    show(at.key("profile"), &form.profile, Length::Prose);
    let own = &form.narrative;
    let sections = [
        ("basis", &own.basis),
        ("overview", &own.overview),
        ("content", &own.content),
        ("funding_arrangement", &own.funding_arrangement),
        ("plan", &own.plan),
        ("results", &own.results),
        ("calculation", &own.calculation),
        ("notes", &own.notes),
    ];
    sections.into_iter().for_each(|(key, text)| show(at.key("narrative").key(key), text, Length::Prose));
}

fn department<'a>(at: Path<'a>, form: &'a Department, show: &mut impl FnMut(Path<'a>, &'a Text, Length)) {
    show(at.key("name"), &form.name, Length::Name);
    show(at.key("mandate"), &form.mandate, Length::Prose);
    show(at.key("annual_tasks"), &form.annual_tasks, Length::Prose);
    for (n, row) in form.projects.iter().enumerate() {
        show(at.at("projects", n).key("name"), &row.name, Length::Name);
        show(at.at("projects", n).key("description"), &row.description, Length::Prose);
    }
}
