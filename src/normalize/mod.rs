//! Types what was read: raw values in, the contract's record out. Knows no layout.

mod budget;
mod department;
mod goal;
mod indicator;
mod markup;
mod project;
mod values;

use crate::grammar::{Layout, fold_into};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Finding, Severity};
use crate::model::leaf::Leaf;
use crate::model::parsed::{Pair, ParsedDocument, ParsedProject, Raw};
use crate::model::record::{BudgetTable, Department, Record, TableKind, Text};
use crate::model::span::{Span, Spans};

pub use markup::places as markup_places;
use values::Values;

/// The typed content of a document, and what typing added to its account.
#[derive(Debug, Default)]
pub struct Normalized {
    /// Title, year, organization, projects, departments and tables.
    pub record: Record,
    /// Recognised text that is no value.
    pub structure: Vec<(Span, Structure)>,
    /// What was repaired, untyped or not understood.
    pub findings: Vec<Finding>,
}

/// Types everything that was read out of `text`.
pub fn normalize(text: &str, layout: &Layout, parsed: ParsedDocument) -> Normalized {
    let body = parsed.projects.first().and_then(|project| body(text, layout, project));
    let mut values = Values::new(text, &layout.vocabulary, parsed.structure, parsed.findings);
    let record = Record {
        title: values.short(&parsed.title),
        fiscal_year: fiscal_year(&mut values, &parsed.title.spans(), &parsed.years),
        projects: parsed
            .projects
            .into_iter()
            .enumerate()
            .map(|(i, project)| values.within("projects", i, |values| project::project(values, project)))
            .collect(),
        departments: parsed
            .departments
            .into_iter()
            .enumerate()
            .map(|(i, form)| values.within("departments", i, |values| department::department(values, form)))
            .collect(),
        budget_tables: budget::tables(&mut values, parsed.tables),
        ..Record::default()
    };
    let body = body.map(|raw| values.short(&raw)).filter(|name| name.is_some());
    let organization = organization(&record, body);
    Normalized { record: Record { organization, ..record }, structure: values.structure, findings: values.findings }
}

/// The year of the title, else the one that forms and tables print first.
fn fiscal_year(values: &mut Values, title: &Spans, years: &[Span]) -> Leaf<u16> {
    let of_title = title.iter().find_map(|&span| values.year_in(span));
    let mut read: Vec<(Span, u16)> = years.iter().filter_map(|&span| Some((span, values.year(span)?))).collect();
    read.sort_by_key(|(span, _)| span.start);
    if let Some(first) = of_title.or(read.first().copied()) {
        if of_title.is_none()
            && let Some(other) = read.iter().find(|(_, year)| *year != first.1)
        {
            let message = format!("forms and tables name the years {} and {}; the first printed one was taken", first.1, other.1);
            values.findings.push(Finding {
                pointer: Some("/fiscal_year".to_owned()),
                ..Finding::new(Code::YearsDiffer, Severity::Warning, message, Some(other.0))
            });
        }
        return Leaf::at(first.1, Spans::from_elem(first.0, 1));
    }
    Leaf::default()
}

/// The publishing body: the department form's, the unit row's of the revenue table, or the first project's.
fn organization(record: &Record, body: Option<Text>) -> Text {
    let of_department = |departments: &[Department]| {
        departments.iter().find(|department| department.name.is_some()).map(|department| department.name.clone())
    };
    of_department(&record.departments)
        .or_else(|| unit_row(&record.budget_tables))
        .or_else(|| body.or_else(|| record.projects.first().map(|project| project.competent_department.clone())))
        .unwrap_or_default()
}

/// The row of table 二 with the shortest unit code.
fn unit_row(tables: &[BudgetTable]) -> Option<Text> {
    let table = tables.iter().find(|table| table.kind == TableKind::RevenueSummary)?;
    let coded = table.rows.iter().filter(|row| row.code.is_some() && row.name.is_some());
    coded.min_by_key(|row| row.code.as_str().map_or(usize::MAX, |code| code.chars().count())).map(|row| row.name.clone())
}

/// The value under the first project's 单位名称.
fn body(text: &str, layout: &Layout, project: &ParsedProject) -> Option<Raw> {
    let named = |pair: &&Pair| layout.vocabulary.body_labels.contains(fold_into(&pair.label.raw.joined(text)).trim_end_matches(':'));
    project.pairs.iter().filter(|pair| !pair.value.is_empty()).find(named).map(|pair| pair.value.clone())
}
