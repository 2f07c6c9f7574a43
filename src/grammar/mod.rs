//! Knowledge as data: the vocabulary and the layouts of `grammars/`, and a user's own, read from TOML and compiled for matching.
//!
//! A layout is the shared vocabulary with its own additions; what is spelled in a layout wins. Texts in, nothing is read from
//! disk here.

mod beginnings;
mod fold;
mod keys;
mod labels;
mod lexicon;
mod phrases;
mod printed;
mod problem;
mod reader;
mod source;
mod vocabulary;

use std::sync::{Arc, LazyLock};

use sha2::{Digest, Sha256};

pub use beginnings::Beginnings;
pub use fold::{Folded, fold, fold_into, folded};
pub use keys::{Begins, BudgetColumn, Field, Mark, Meaning, Role, Section, Sign, TableColumn, TitlePlace};
pub use labels::{Found, Labels};
pub use lexicon::Lexicon;
pub use phrases::{Phrases, Places};
pub use printed::Printed;
pub use problem::{GrammarError, Place, Problem, SourceFile};
pub use reader::Spelling;
pub use vocabulary::Vocabulary;

use source::{LayoutFile, Words};

/// Less evidence than this is none of a region: single phrases are common to many.
pub const ENOUGH: i32 = 3;

/// Compiled when it is first asked for: a document needs the words of its own layout only.
pub type Compiled<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// One regional layout, ready to read with.
#[derive(Debug)]
pub struct Layout {
    /// `kunming`, or a user's own.
    pub id: String,
    /// For people.
    pub name: String,
    /// Where a form begins.
    pub begins: Begins,
    /// Where its title stands.
    pub title: TitlePlace,
    /// What stands behind a project's name in its form's title, folded; empty where a label says the name.
    pub behind_name: Vec<String>,
    /// Whether its indicator tables have a column of project names: one table holds many projects.
    pub many_projects: bool,
    /// Phrases and what each weighs for (or against) this layout.
    pub evidence: Vec<(String, i32)>,
    /// Where each of those phrases is written.
    pub evidence_places: Vec<Place>,
    /// Column order of an indicator table that lost its header.
    pub order: Vec<Role>,
    /// Its words.
    pub vocabulary: Compiled<Vocabulary>,
    /// What is written for each key.
    pub printed: Compiled<Printed>,
    /// Identifies layout and vocabulary together.
    pub sha256: String,
    /// Its file.
    pub source: Arc<SourceFile>,
}

/// All layouts, and the words for documents of none.
#[derive(Debug, Clone)]
pub struct Grammars {
    /// In order of their ids.
    pub layouts: Vec<Arc<Layout>>,
    /// Reads what is standard in any region.
    pub unknown: Arc<Layout>,
    /// The evidence of all layouts.
    pub phrases: Arc<Compiled<Phrases>>,
}

/// The name of the file that extends the shared vocabulary.
pub const VOCABULARY_NAME: &str = "vocabulary.toml";

const VOCABULARY: (&str, &str) = ("grammars/vocabulary.toml", include_str!("../../grammars/vocabulary.toml"));
const LAYOUTS: [(&str, &str); 10] = [
    ("grammars/beijing.toml", include_str!("../../grammars/beijing.toml")),
    ("grammars/changsha.toml", include_str!("../../grammars/changsha.toml")),
    ("grammars/fuzhou.toml", include_str!("../../grammars/fuzhou.toml")),
    ("grammars/korla.toml", include_str!("../../grammars/korla.toml")),
    ("grammars/kunming.toml", include_str!("../../grammars/kunming.toml")),
    ("grammars/rendered.toml", include_str!("../../grammars/rendered.toml")),
    ("grammars/shapotou.toml", include_str!("../../grammars/shapotou.toml")),
    ("grammars/xian.toml", include_str!("../../grammars/xian.toml")),
    ("grammars/yantai.toml", include_str!("../../grammars/yantai.toml")),
    ("grammars/zhushan.toml", include_str!("../../grammars/zhushan.toml")),
];

impl Grammars {
    /// The layouts that are compiled in.
    pub fn builtin() -> Result<Self, GrammarError> {
        Self::with(Vec::new())
    }

    /// The layouts that are compiled in and a user's own: a layout of the same id takes the place of the one compiled in; a file
    /// named `vocabulary.toml` adds to the shared vocabulary.
    pub fn with(files: Vec<SourceFile>) -> Result<Self, GrammarError> {
        let compiled = |(path, text): (&str, &str)| Arc::new(SourceFile { path: path.to_owned(), text: text.to_owned() });
        let (extensions, own): (Vec<SourceFile>, Vec<SourceFile>) =
            files.into_iter().partition(|file| file_name(&file.path) == VOCABULARY_NAME);
        let sources: Vec<Arc<SourceFile>> = std::iter::once(compiled(VOCABULARY)).chain(extensions.into_iter().map(Arc::new)).collect();
        let mut problems = Vec::new();
        let shared: Arc<Vec<Words>> = Arc::new(sources.iter().filter_map(|file| kept(Words::read(file), &mut problems)).collect());
        let mut read: Vec<LayoutFile> = Vec::new();
        let own = own.into_iter().map(Arc::new).collect::<Vec<_>>();
        let mut ids: Vec<LayoutFile> = own.iter().filter_map(|file| kept(LayoutFile::read(file), &mut problems)).collect();
        same_id(&ids, &mut problems);
        for file in LAYOUTS.into_iter().map(compiled) {
            read.extend(kept(LayoutFile::read(&file), &mut problems).filter(|file| ids.iter().all(|own| own.id.text != file.id.text)));
        }
        if !problems.is_empty() {
            return Err(problems.into());
        }
        read.append(&mut ids);
        read.sort_by(|a, b| a.id.text.cmp(&b.id.text));
        let mut hash = Sha256::new();
        sources.iter().for_each(|file| hash.update(file.text.as_bytes()));
        let none = Arc::new(SourceFile { path: "unknown".to_owned(), text: String::new() });
        let phrases: Vec<Arc<Spelling>> = read.iter().flat_map(|file| &file.evidence).map(|(phrase, _)| Arc::clone(phrase)).collect();
        Ok(Self {
            phrases: Arc::new(LazyLock::new(Box::new(move || Phrases::compile(phrases.iter().map(|phrase| phrase.text.as_str()))))),
            layouts: read.into_iter().map(|file| Arc::new(layout(&hash, &shared, file))).collect(),
            unknown: Arc::new(Layout {
                id: "unknown".to_owned(),
                name: "no layout".to_owned(),
                begins: Begins::Title,
                title: TitlePlace::Before,
                behind_name: Vec::new(),
                many_projects: false,
                evidence: Vec::new(),
                evidence_places: Vec::new(),
                order: Vec::new(),
                sha256: hex(hash),
                vocabulary: LazyLock::new(Box::new(move || Vocabulary::compile(&shared.iter().collect::<Vec<_>>()))),
                printed: LazyLock::new(Box::new(Printed::default)),
                source: none,
            }),
        })
    }

    /// The layout that records are written in.
    pub fn rendered(&self) -> Option<&Arc<Layout>> {
        self.layouts.iter().find(|layout| layout.begins == Begins::Cells)
    }

    /// The layout of that id.
    pub fn layout(&self, id: &str) -> Option<&Arc<Layout>> {
        self.layouts.iter().find(|layout| layout.id == id)
    }

    /// The built-in files: the vocabulary, then the layouts.
    pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        std::iter::once(VOCABULARY).chain(LAYOUTS)
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn kept<T>(read: Result<T, GrammarError>, problems: &mut Vec<Problem>) -> Option<T> {
    read.map_err(|error| problems.extend(error.problems)).ok()
}

/// Two files of one folder cannot both be a layout's.
fn same_id(files: &[LayoutFile], problems: &mut Vec<Problem>) {
    for (n, file) in files.iter().enumerate() {
        if let Some(first) = files[..n].iter().find(|first| first.id.text == file.id.text) {
            problems.push(Problem {
                place: file.id.place.clone(),
                message: format!("expected an id that no other file has, found \"{}\" again", file.id.text),
                help: None,
                other: Some((first.id.place.clone(), "first written here".to_owned())),
            });
        }
    }
}

fn layout(shared_hash: &Sha256, shared: &Arc<Vec<Words>>, file: LayoutFile) -> Layout {
    let hash = shared_hash.clone().chain_update(file.source.text.as_bytes());
    let many_projects = file.words.columns.iter().any(|(role, _)| *role == Role::Project);
    let words = Arc::new(file.words);
    let files = (Arc::clone(shared), Arc::clone(&words));
    let own = (Arc::clone(shared), words, file.marks);
    Layout {
        vocabulary: LazyLock::new(Box::new(move || Vocabulary::compile(&files.0.iter().chain([&*files.1]).collect::<Vec<_>>()))),
        printed: LazyLock::new(Box::new(move || Printed::of(&own.0.iter().chain([&*own.1]).collect::<Vec<_>>(), &own.2))),
        sha256: hex(hash),
        id: file.id.text,
        name: file.name,
        begins: file.begins,
        title: file.title,
        behind_name: file.behind_name.iter().map(|words| fold_into(&words.text)).collect(),
        many_projects,
        evidence: file.evidence.iter().map(|(phrase, weight)| (phrase.text.clone(), *weight)).collect(),
        evidence_places: file.evidence.iter().map(|(phrase, _)| phrase.place.clone()).collect(),
        order: file.order,
        source: file.source,
    }
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
