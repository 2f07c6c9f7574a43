//! Documents of labelled cells, as records are written: each table says in its first cell what it holds, each value
//! stands in the cell beside or below its label. No text is searched for labels, so a value may say anything.
//!
//! ```text
//! document = record , { project | department | goals | indicators | budget-table } , review
//! project  = head , { label , value , [ label , value ] | label , table }
//! ```
//! Goals and indicators belong to the form before them.

mod budget;
mod form;
mod lists;
mod rows;

use crate::grammar::{Layout, Mark, Meaning, Printed, Vocabulary};
use crate::model::coverage::Structure;
use crate::model::document::Document;
use crate::model::parsed::{ParsedDocument, ParsedGoal, ParsedIndicator, Raw};
use crate::model::span::Span;

use rows::Row;

/// What the parsers of the tables share.
struct Reader<'a> {
    text: &'a str,
    words: &'a Vocabulary,
    printed: &'a Printed,
    parsed: ParsedDocument,
    /// Whether the form read last is a department's.
    of_department: bool,
}

/// Reads a document whose layout is labelled cells.
pub fn document(document: &Document, layout: &Layout) -> ParsedDocument {
    let mut reader = Reader {
        text: document.body(),
        words: &layout.vocabulary,
        printed: &layout.printed,
        parsed: ParsedDocument::default(),
        of_department: false,
    };
    for table in rows::tables(document) {
        reader.table(&table);
    }
    reader.parsed
}

impl Reader<'_> {
    fn table(&mut self, rows: &[Row]) {
        let Some(head) = rows.first() else { return };
        let label = head.cell(0);
        let Some(mark) = self.marked(&label) else { return };
        self.mark(&label, Structure::Title);
        match mark {
            Mark::Record => self.record(rows),
            Mark::Project => self.project(rows),
            Mark::Department => self.department(rows),
            Mark::Goals => {
                let goals = self.goals(&rows[1..]);
                if let Some(own) = self.own_goals() {
                    own.extend(goals);
                }
            }
            Mark::Indicators => {
                let indicators = self.indicators(rows);
                if let Some(own) = self.own_indicators() {
                    own.extend(indicators);
                }
            }
            Mark::BudgetTable => self.budget_table(rows),
            Mark::Review => rows.iter().for_each(|row| self.mark_all(row, Structure::Note)),
            _ => {}
        }
    }

    fn own_goals(&mut self) -> Option<&mut Vec<ParsedGoal>> {
        match self.of_department {
            true => self.parsed.departments.last_mut().map(|form| &mut form.goals),
            false => self.parsed.projects.last_mut().map(|form| &mut form.goals),
        }
    }

    fn own_indicators(&mut self) -> Option<&mut Vec<ParsedIndicator>> {
        match self.of_department {
            true => self.parsed.departments.last_mut().map(|form| &mut form.indicators),
            false => self.parsed.projects.last_mut().map(|form| &mut form.indicators),
        }
    }

    /// The table about the document: only its title is a value of its own, all else follows from the forms.
    fn record(&mut self, rows: &[Row]) {
        for (label, value) in rows.iter().flat_map(pairs) {
            let mark = self.marked(&label);
            self.mark(&label, Structure::Label);
            match mark {
                Some(Mark::Title) => self.parsed.title = value,
                Some(Mark::FiscalYear | Mark::Organization | Mark::Source | Mark::Origin) => self.mark(&value, Structure::Note),
                _ => {}
            }
        }
    }

    /// What a label marks, by its first line.
    fn marked(&self, label: &Raw) -> Option<Mark> {
        self.printed.marked(label.parts.first()?.1.of(self.text))
    }

    fn meaning(&self, label: &Raw) -> Option<Meaning> {
        self.words.labels.whole(label.parts.first()?.1.of(self.text)).map(|found| found.meaning)
    }

    fn mark(&mut self, raw: &Raw, kind: Structure) {
        self.parsed.structure.extend(raw.parts.iter().map(|&(_, span)| (span, kind)));
    }

    fn mark_all(&mut self, row: &Row, kind: Structure) {
        row.filled().for_each(|raw| self.mark(raw, kind));
        row.inner.iter().for_each(|row| self.mark_all(row, kind));
    }

    /// Whether a cell says that there is no value where a blank would mean something else.
    fn is_none(&mut self, raw: &Raw) -> bool {
        let none = self.marked(raw) == Some(Mark::None);
        if none {
            self.mark(raw, Structure::Placeholder);
        }
        none
    }
}

/// Labels and their values: in the first and second cell, in the third and fourth …
fn pairs(row: &Row) -> Vec<(Raw, Raw)> {
    let labels = (0..row.width()).step_by(2).map(|column| (row.cell(column), row.cell(column + 1)));
    labels.filter(|(label, _)| !label.is_empty()).collect()
}

/// Where a value stands that is one word.
fn place(raw: &Raw) -> Option<Span> {
    raw.extent()
}
