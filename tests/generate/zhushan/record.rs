//! A whole document: record, rendering choices, the case made from both, and its strategy.

use super::budget::{self, Table};
use super::budget_page::Context;
use super::damage::{self, Wear, wear};
use super::department::{Department, department};
use super::maybe::maybe;
use super::project::{Project, project};
use super::sheet::{Shape, Sheet};
use super::vocabulary::{bureau, place};
use crate::generate::Case;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What the document says.
#[derive(Clone, Debug)]
pub struct Record {
    pub org: String,
    pub year: i32,
    /// The document's own title: 0 none, 1 dated, 2 dated on two lines, 3 without a year.
    pub title: u8,
    /// A list of the tables' titles before them.
    pub contents: bool,
    pub tables: Vec<Table>,
    /// 项目绩效目标公开表（九） stands before the first form.
    pub section: bool,
    pub projects: Vec<Project>,
    pub department: Option<Department>,
}

/// How the document is printed.
#[derive(Clone, Debug)]
pub struct Choices {
    pub shape: Shape,
    pub width: u8,
    pub wrap: bool,
    pub thousands: bool,
    pub blank: &'static str,
    pub wear: Wear,
}

impl Record {
    fn title_lines(&self) -> Vec<String> {
        let (org, year) = (&self.org, self.year);
        match self.title {
            1 => vec![format!("{org}{year}年部门预算公开")],
            2 => vec![org.clone(), format!("{year}年部门预算信息公开")],
            3 => vec![format!("{org}部门预算公开")],
            _ => vec![],
        }
    }

    fn fiscal_year(&self) -> Option<i32> {
        let dated = matches!(self.title, 1 | 2) || !self.projects.is_empty() || self.tables.iter().any(Table::dated);
        dated.then_some(self.year)
    }

    /// The form's body, else the unit row of table 二, else the first project's department.
    fn organization(&self) -> Option<String> {
        let named = self.department.as_ref().and_then(|department| department.name.clone());
        let mut units = self.tables.iter().filter(|table| table.kind == 2 && !table.is_empty()).map(|_| self.org.clone());
        let competent = self.projects.first().and_then(|project| project.competent.clone());
        named.or_else(|| units.next_back()).or(competent)
    }

    /// The unit of the nearest table that prints one.
    fn sibling(&self, at: usize) -> Option<&'static str> {
        let printing = self.tables.iter().enumerate().filter(|(_, table)| table.prints_unit());
        printing.min_by_key(|(i, _)| i.abs_diff(at)).and_then(|(_, table)| table.style.unit)
    }

    /// Removes combinations of which nobody could say how they should be read.
    fn settled(mut self, choices: &Choices) -> Self {
        // Nothing says whether a form without a unit line takes the tables' unit, or they its.
        let declared = self.tables.iter().find(|table| table.prints_unit()).and_then(|table| table.style.unit);
        if let Some(department) = self.department.as_mut().filter(|_| !self.tables.is_empty()) {
            department.unit = department.unit.or(declared).filter(|_| declared.is_some());
        }
        let org = self.org.clone();
        if self.organization().is_none()
            && let Some(first) = self.projects.first_mut()
        {
            first.competent = Some(org);
        }
        if choices.shape != Shape::Native {
            // A wrapped cell that is not the last of its row has no known column in TAB text.
            for goals in self.projects.iter_mut().filter_map(|project| project.goals.as_mut()) {
                while goals.mid.len() > 1 {
                    goals.annual.extend(goals.mid.pop());
                }
            }
            if let Some((long, _, _)) = self.department.as_mut().and_then(|department| department.overall.as_mut()) {
                long.truncate(1);
            }
        }
        self
    }
}

/// Prints the record and states what must be read from it.
pub fn case(record: Record, choices: &Choices) -> Case {
    let record = record.settled(choices);
    let mut notes = notes(&record, choices);
    let mut sheet = Sheet {
        shape: choices.shape,
        width: choices.width,
        wrap: choices.wrap,
        thousands: choices.thousands,
        blank: choices.blank,
        pieces: vec![],
    };
    let context = Context { org: &record.org, year: record.year, width: choices.width };
    let title = record.title_lines();
    for line in &title {
        sheet.line(line.clone());
        sheet.gap(1);
    }
    if record.contents {
        sheet.line("目录");
        sheet.gap(1);
        for table in &record.tables {
            sheet.line(table.title(&context));
            sheet.gap(1);
        }
    }
    for table in &record.tables {
        table.print(&mut sheet, &context);
    }
    if !record.projects.is_empty() && record.section {
        sheet.line(sheet.label("项目绩效目标公开表（九）"));
        sheet.gap(1);
    }
    for (at, project) in record.projects.iter().enumerate() {
        // A bare name line is only safe below the section's head: elsewhere it joins the text above.
        project.print(&mut sheet, at == 0 && record.section);
    }
    if let Some(department) = &record.department {
        department.print(&mut sheet);
    }
    let (text, residue) = damage::printed(&sheet, &choices.wear, &mut notes);
    let native = sheet.native();
    let tables: Vec<Value> = record.tables.iter().enumerate().map(|(at, table)| table.expected(&context, record.sibling(at))).collect();
    let expected = json!({
        "layout": "zhushan",
        "title": if title.is_empty() { Value::Null } else { json!(title.concat()) },
        "fiscal_year": record.fiscal_year(),
        "organization": record.organization(),
        "projects": record.projects.iter().map(|project| project.expected(native)).collect::<Vec<_>>(),
        "departments": record.department.iter().map(Department::expected).collect::<Vec<_>>(),
        "budget_tables": tables,
        "residue": residue,
    });
    Case { bytes: damage::encoded(&text, &choices.wear), text, expected, notes }
}

fn notes(record: &Record, choices: &Choices) -> Vec<&'static str> {
    let wear = &choices.wear;
    let styles = || record.tables.iter().map(|table| &table.style);
    [
        (choices.shape == Shape::Native, "native"),
        (choices.shape != Shape::Native, "tabbed"),
        (choices.width == 1, "half-width labels"),
        (choices.width == 2, "full-width labels"),
        (choices.thousands, "thousands separators"),
        (!choices.blank.is_empty(), "marks in blank cells"),
        (wear.crlf, "CRLF"),
        (wear.trailing, "trailing blanks"),
        (wear.noise != 0, "other blank lines"),
        (wear.encoding != damage::Encoding::Utf8, "other encoding"),
        (record.title != 0, "document title"),
        (record.contents, "table of contents"),
        (styles().any(|style| style.pages), "title and header again on a further page"),
        (styles().any(|style| style.unit.is_none()), "unit line missing"),
        (styles().any(|style| style.number != 0), "other title number"),
        (styles().any(|style| style.front != 0), "agency or year before a title"),
        (styles().any(|style| style.trailing != 0), "trailing empty rows"),
        (record.tables.iter().any(|table| table.is_empty()), "empty table"),
    ]
    .into_iter()
    .filter_map(|(hit, note)| hit.then_some(note))
    .collect()
}

fn choices() -> BoxedStrategy<Choices> {
    let shape = prop_oneof![
        7 => Just(Shape::Native),
        3 => any::<(bool, bool)>().prop_map(|(span, lead)| Shape::Tabbed { span, lead }),
    ];
    let width = prop_oneof![5 => Just(0u8), 1 => Just(1u8), 1 => Just(2u8)];
    let blank = prop_oneof![6 => Just(""), 1 => Just("—"), 1 => Just("-")];
    (shape, width, prop::bool::weighted(0.85), prop::bool::weighted(0.12), blank, wear())
        .prop_map(|(shape, width, wrap, thousands, blank, wear)| Choices { shape, width, wrap, thousands, blank, wear })
        .boxed()
}

fn tables(org: &str, unit: &'static str) -> BoxedStrategy<Vec<Table>> {
    let org = org.to_owned();
    let each = move |weight: f64| (1u8..=8).map(|kind| maybe(weight, budget::table(kind, unit, org.clone()))).collect::<Vec<_>>();
    let some = prop_oneof![2 => each(0.01), 3 => each(0.35), 1 => each(0.98)];
    let ranks = prop_oneof![8 => Just(vec![0u8; 8]), 1 => prop::collection::vec(0u8..8, 8)];
    (some, ranks)
        .prop_map(|(tables, ranks)| {
            let mut tables: Vec<Table> = tables.into_iter().flatten().collect();
            tables.sort_by_key(|table| ranks[usize::from(table.kind) - 1]);
            tables
        })
        .boxed()
}

fn record() -> BoxedStrategy<Record> {
    (place(), bureau(), 2018i32..=2027, budget::unit())
        .no_shrink()
        .prop_flat_map(|(place, bureau, year, unit)| {
            let org = format!("{place}{bureau}");
            let one = project(year, org.clone());
            let some = |range| prop::collection::vec(one.clone(), range);
            let projects = prop_oneof![7 => some(0..3), 2 => some(0..6), 1 => some(0..13)];
            (
                tables(&org, unit),
                projects,
                maybe(0.4, department(year, org.clone())),
                prop_oneof![6 => Just(0u8), 1 => 1u8..=3],
                (prop::bool::weighted(0.85), prop::bool::weighted(0.15)),
            )
                .prop_map(move |(tables, projects, department, title, (section, contents))| Record {
                    org: org.clone(),
                    year,
                    title,
                    contents: contents && tables.len() >= 3,
                    tables,
                    section,
                    projects,
                    department,
                })
        })
        .boxed()
}

/// Documents of the Zhushan layout.
pub fn zhushan() -> impl Strategy<Value = Case> {
    // Choices first: they shrink in a few steps, and a plain rendering is easier to read.
    (choices(), record())
        .prop_filter("a document holds something", |(_, record)| {
            !record.tables.is_empty() || !record.projects.is_empty() || record.department.is_some()
        })
        .prop_map(|(choices, record)| case(record, &choices))
}
