//! The TOML files of `grammars/` as they are written, and what is wrong with one that cannot be read.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use super::Begins;
use super::vocabulary::{BudgetColumn, Field, Mark, Role, Section, TableColumn};
use crate::model::record::{Horizon, Level1, Level2, TableKind};

/// A grammar file that cannot be used, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrammarError {
    /// The file.
    pub path: String,
    /// Line, column, what was expected and what was found.
    pub message: String,
}

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}

impl std::error::Error for GrammarError {}

type Spellings<K> = BTreeMap<K, Vec<String>>;

/// `grammars/vocabulary.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VocabularyFile {
    pub fields: Spellings<Field>,
    pub goals: Spellings<Horizon>,
    pub sections: Spellings<Section>,
    pub columns: Spellings<Role>,
    pub tables: Spellings<TableColumn>,
    pub rows: RowsFile,
    pub level1: Spellings<Level1>,
    pub level2: Spellings<Level2>,
    pub signs: SignsFile,
    pub units: UnitsFile,
    pub words: WordsFile,
    pub titles: TitlesFile,
    pub budget: BudgetFile,
}

/// Row labels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowsFile {
    pub expenditures: Vec<String>,
}

/// Comparison signs and words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignsFile {
    pub at_least: Vec<String>,
    pub at_most: Vec<String>,
    pub more: Vec<String>,
    pub less: Vec<String>,
    pub equal: Vec<String>,
    pub at_least_behind: Vec<String>,
    pub at_most_behind: Vec<String>,
    pub about_before: Vec<String>,
    pub about_between: Vec<String>,
    pub about_behind: Vec<String>,
    pub by_behind: Vec<String>,
}

/// Units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitsFile {
    pub money: BTreeMap<String, u32>,
    pub base: Vec<String>,
    pub joints: Vec<String>,
}

/// Word lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsFile {
    pub placeholders: Vec<String>,
    pub quantitative: Vec<String>,
    pub qualitative: Vec<String>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
    pub totals: Vec<String>,
    pub bases: Vec<String>,
    pub scorings: Vec<String>,
    pub evidences: Vec<String>,
    pub qualities: Vec<String>,
    pub notes: Vec<String>,
    pub body_labels: Vec<String>,
    pub item_heads: Vec<String>,
    pub indicator_heads: Vec<String>,
}

/// Words of titles.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TitlesFile {
    pub project: Vec<String>,
    pub self_evaluation: Vec<String>,
    pub department: Vec<String>,
    pub booklet: Vec<String>,
    pub document: Vec<String>,
}

/// Budget tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BudgetFile {
    pub kinds: Vec<KindFile>,
    pub columns: Spellings<BudgetColumn>,
    pub sides: SidesFile,
}

/// A kind of table and the words its title must hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindFile {
    pub kind: TableKind,
    pub words: Vec<String>,
}

/// Words that tell a line's side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SidesFile {
    pub revenue: Vec<String>,
    pub expenditure: Vec<String>,
}

/// `grammars/<layout>.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutFile {
    pub id: String,
    pub name: String,
    pub evidence: BTreeMap<String, i32>,
    pub forms: FormsFile,
    #[serde(default)]
    pub marks: BTreeMap<Mark, String>,
    #[serde(default)]
    pub fields: Spellings<Field>,
    #[serde(default)]
    pub goals: Spellings<Horizon>,
    #[serde(default)]
    pub sections: Spellings<Section>,
    #[serde(default)]
    pub columns: Spellings<Role>,
    pub indicators: IndicatorsFile,
}

/// Where forms begin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormsFile {
    pub begins: Begins,
}

/// The usual indicator columns.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndicatorsFile {
    pub order: Vec<Role>,
}

impl VocabularyFile {
    /// Reads `text`, which stands in `path`.
    pub fn read(path: &str, text: &str) -> Result<Self, GrammarError> {
        read(path, text)
    }
}

impl LayoutFile {
    /// Reads `text`, which stands in `path`.
    pub fn read(path: &str, text: &str) -> Result<Self, GrammarError> {
        read(path, text)
    }
}

fn read<T: for<'a> Deserialize<'a>>(path: &str, text: &str) -> Result<T, GrammarError> {
    // toml's own message shows line, column and the line itself.
    toml::from_str(text).map_err(|error| GrammarError { path: path.to_owned(), message: error.to_string() })
}
