//! What is written for a key: its first spelling, the layout's own before the vocabulary's.

use std::collections::{BTreeMap, HashMap};

use super::fold::fold_into;
use super::source::{LayoutFile, VocabularyFile};
use super::vocabulary::{Field, Mark, Role, Section};

/// The spellings that are written, and the marks they are found again by.
#[derive(Debug, Default)]
pub struct Printed {
    fields: BTreeMap<Field, String>,
    sections: BTreeMap<Section, String>,
    columns: BTreeMap<Role, String>,
    marks: BTreeMap<Mark, String>,
    /// Folded spelling → mark.
    found: HashMap<String, Mark>,
}

impl Printed {
    pub(super) fn of(vocabulary: &VocabularyFile, layout: &LayoutFile) -> Self {
        Self {
            fields: first(&vocabulary.fields, &layout.fields),
            sections: first(&vocabulary.sections, &layout.sections),
            columns: first(&vocabulary.columns, &layout.columns),
            marks: layout.marks.clone(),
            found: layout.marks.iter().map(|(mark, spelling)| (fold_into(spelling), *mark)).collect(),
        }
    }

    /// The label of a field.
    pub fn field(&self, field: Field) -> &str {
        self.fields.get(&field).map_or("", String::as_str)
    }

    /// The head of a section.
    pub fn section(&self, section: Section) -> &str {
        self.sections.get(&section).map_or("", String::as_str)
    }

    /// The header of an indicator column.
    pub fn column(&self, role: Role) -> &str {
        self.columns.get(&role).map_or("", String::as_str)
    }

    /// The words of a mark.
    pub fn mark(&self, mark: Mark) -> &str {
        self.marks.get(&mark).map_or("", String::as_str)
    }

    /// The mark that the whole of `text` is.
    pub fn marked(&self, text: &str) -> Option<Mark> {
        self.found.get(&fold_into(text)).copied()
    }
}

fn first<K: Ord + Copy>(shared: &BTreeMap<K, Vec<String>>, own: &BTreeMap<K, Vec<String>>) -> BTreeMap<K, String> {
    shared.iter().chain(own).filter_map(|(key, list)| Some((*key, list.first()?.clone()))).collect()
}
