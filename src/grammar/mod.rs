//! Knowledge as data: the vocabulary and the layouts of `grammars/`, read from TOML and compiled for matching.
//!
//! A layout is the shared vocabulary with its own additions; what is spelled in a layout wins.

mod fold;
mod labels;
mod printed;
mod source;
mod vocabulary;

use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use fold::{Folded, fold, fold_into};
pub use labels::{Found, Labels};
pub use printed::Printed;
pub use source::GrammarError;
pub use vocabulary::{BudgetColumn, Field, Mark, Meaning, Role, Section, Sign, TableColumn, Vocabulary};

use source::{LayoutFile, VocabularyFile};

/// Where a project form begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// At its title.
    Title,
    /// At its 项目名称.
    Name,
    /// At a table whose first cell says so; everything is labelled cells.
    Cells,
}

/// One regional layout, ready to read with.
#[derive(Debug)]
pub struct Layout {
    /// `kunming`, or a user's own.
    pub id: String,
    /// For people.
    pub name: String,
    /// Where a form begins.
    pub begins: Begins,
    /// Phrases and what each weighs for (or against) this layout.
    pub evidence: Vec<(String, i32)>,
    /// Column order of an indicator table that lost its header.
    pub order: Vec<Role>,
    /// Its words.
    pub vocabulary: Vocabulary,
    /// What is written for each key.
    pub printed: Printed,
    /// Identifies layout and vocabulary together.
    pub sha256: String,
}

/// All layouts, and the words for documents of none.
#[derive(Debug, Clone)]
pub struct Grammars {
    /// In order of their ids.
    pub layouts: Vec<Arc<Layout>>,
    /// Reads what is standard in any region.
    pub unknown: Arc<Layout>,
}

const VOCABULARY: &str = include_str!("../../grammars/vocabulary.toml");
const LAYOUTS: [(&str, &str); 5] = [
    ("grammars/korla.toml", include_str!("../../grammars/korla.toml")),
    ("grammars/kunming.toml", include_str!("../../grammars/kunming.toml")),
    ("grammars/rendered.toml", include_str!("../../grammars/rendered.toml")),
    ("grammars/shapotou.toml", include_str!("../../grammars/shapotou.toml")),
    ("grammars/zhushan.toml", include_str!("../../grammars/zhushan.toml")),
];

const UNKNOWN: &str = "id = \"unknown\"\nname = \"no layout\"\n[evidence]\n[forms]\nbegins = \"title\"\n[indicators]\norder = []\n";

impl Grammars {
    /// The layouts that are compiled in.
    pub fn builtin() -> Result<Self, GrammarError> {
        let vocabulary = VocabularyFile::read("grammars/vocabulary.toml", VOCABULARY)?;
        let layouts = LAYOUTS.iter().map(|(path, text)| layout(&vocabulary, path, text).map(Arc::new)).collect::<Result<_, _>>()?;
        let unknown = Arc::new(layout(&vocabulary, "unknown", UNKNOWN)?);
        Ok(Self { layouts, unknown })
    }

    /// The layout that records are written in.
    pub fn rendered(&self) -> Option<&Arc<Layout>> {
        self.layouts.iter().find(|layout| layout.begins == Begins::Cells)
    }

    /// The layout of that id.
    pub fn layout(&self, id: &str) -> Option<&Arc<Layout>> {
        self.layouts.iter().find(|layout| layout.id == id)
    }
}

fn layout(vocabulary: &VocabularyFile, path: &str, text: &str) -> Result<Layout, GrammarError> {
    let file = LayoutFile::read(path, text)?;
    let mut hash = Sha256::new();
    hash.update(VOCABULARY.as_bytes());
    hash.update(text.as_bytes());
    let sha256 = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Layout {
        vocabulary: Vocabulary::compile(path, vocabulary, &file)?,
        printed: Printed::of(vocabulary, &file),
        id: file.id,
        name: file.name,
        begins: file.forms.begins,
        evidence: file.evidence.into_iter().collect(),
        order: file.indicators.order,
        sha256,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_grammars_are_sound() {
        let grammars = Grammars::builtin().expect("built-in grammars");
        assert_eq!(grammars.layouts.len(), 5);
        assert!(grammars.layouts.iter().all(|layout| !layout.order.is_empty()));
    }
}
