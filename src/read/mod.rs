//! Paths in, the bytes of each document out, with the name it goes by. Knows files and folders and nothing of budgets.
//!
//! Nothing found on the way is dropped in silence: what cannot or should not be read comes out as a [`Problem`] under
//! its name. Archives will be further places that an [`Entry`] can be loaded from.

mod file;
mod folder;
mod name;

use std::path::{Path, PathBuf};

pub use file::Identity;

/// One thing to read, not opened yet.
#[derive(Debug)]
pub struct Entry {
    /// What it is called in the output: the path as given, joined with the path below it, with `/`.
    pub path: String,
    /// The undecoded name, escaped, where it had to be decoded.
    pub raw_name: Option<String>,
    place: Result<Place, Problem>,
}

#[derive(Debug)]
enum Place {
    File(PathBuf),
    StandardInput,
}

/// Why something has no bytes to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Stable and documented.
    pub code: &'static str,
    /// What was expected and what was found.
    pub message: String,
    /// Whether it is no document at all, rather than one that cannot be read.
    pub skipped: bool,
}

/// What is not read whatever it is.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Files of more bytes are refused.
    pub max_bytes: u64,
    /// The files that this run writes, which are not its input.
    pub outputs: Vec<Identity>,
}

impl Problem {
    fn failed(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: false }
    }

    fn skipped(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: true }
    }
}

/// Everything below the given paths: in the given order, each folder in the order of its paths' bytes. `-` is
/// standard input.
pub fn walk(paths: Vec<PathBuf>) -> impl Iterator<Item = Entry> {
    paths.into_iter().flat_map(|path| root(&path))
}

fn root(path: &Path) -> Box<dyn Iterator<Item = Entry>> {
    if path == Path::new("-") {
        let entry = Entry { path: "-".to_owned(), raw_name: None, place: Ok(Place::StandardInput) };
        return Box::new(std::iter::once(entry));
    }
    if path.is_dir() {
        return Box::new(folder::entries(path));
    }
    // A file named by hand is read whatever its name says.
    Box::new(std::iter::once(Entry::new(path, Ok(Place::File(path.to_owned())))))
}

impl Entry {
    fn new(path: &Path, place: Result<Place, Problem>) -> Self {
        let (path, raw_name) = name::shown(path);
        Self { path, raw_name, place }
    }

    /// Its bytes.
    pub fn load(&self, limits: &Limits) -> Result<Vec<u8>, Problem> {
        match &self.place {
            Ok(Place::File(path)) => file::load(path, limits),
            Ok(Place::StandardInput) => file::whole(&mut std::io::stdin().lock(), 0, limits.max_bytes),
            Err(problem) => Err(problem.clone()),
        }
    }
}
