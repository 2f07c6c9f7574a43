//! What is written for a key: its first spelling, the layout's own before the vocabulary's.

use std::collections::{BTreeMap, HashMap};

use super::fold::fold_into;
use super::keys::{Field, Mark, Role, Section};
use super::reader::List;
use super::source::Words;

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
    pub(super) fn of(files: &[&Words], marks: &[(Mark, String)]) -> Self {
        Self {
            fields: first(files.iter().map(|file| &file.fields)),
            sections: first(files.iter().map(|file| &file.sections)),
            columns: first(files.iter().map(|file| &file.columns)),
            marks: marks.iter().cloned().collect(),
            found: marks.iter().map(|(mark, spelling)| (fold_into(spelling), *mark)).collect(),
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

/// The first spelling of each key in the last file that has one.
fn first<'a, K: Ord + Copy + 'a>(files: impl Iterator<Item = &'a List<K>>) -> BTreeMap<K, String> {
    let own = |list: &'a List<K>| {
        let mut own: BTreeMap<K, String> = BTreeMap::new();
        for (key, spelling) in list {
            own.entry(*key).or_insert_with(|| spelling.text.clone());
        }
        own
    };
    files.flat_map(own).collect()
}
