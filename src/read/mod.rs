//! Paths in, the bytes of each document out, with the name it goes by. Knows files, folders and archives, and nothing of
//! budgets.
//!
//! Nothing found on the way is dropped in silence: what cannot or should not be read comes out as a [`Problem`] under
//! its name. A thread reads ahead, as far as a bounded number of bytes.

mod ahead;
mod file;
mod folder;
mod name;

use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use ahead::Documents;
pub use file::Identity;

/// One document, or what stands in its place.
#[derive(Debug)]
pub struct Document {
    /// What it is called in the output: the path as given, joined with the path below it, with `/`; a member of an
    /// archive as `archive.zip!/inner.zip!/folder/name.doc`.
    pub path: String,
    /// The undecoded name, escaped, where it had to be decoded.
    pub raw_name: Option<String>,
    /// Of the file on disk that it is, or stands in. `None` for standard input and what is no file.
    pub stamp: Option<Stamp>,
    /// Its bytes, or why there are none.
    pub content: Result<Vec<u8>, Problem>,
}

/// What tells at little cost that a file on disk has probably not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its size.
    pub bytes: u64,
    /// When it was last written, where the system tells.
    pub modified: Option<SystemTime>,
}

/// One thing on disk, not opened yet.
#[derive(Debug)]
struct Entry {
    path: String,
    raw_name: Option<String>,
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
#[derive(Debug, Clone)]
pub struct Limits {
    /// Documents of more bytes are refused.
    pub max_bytes: u64,
    /// Unpacked bytes that one archive on disk may have, with all archives in it.
    pub max_total_bytes: u64,
    /// Unpacked bytes for each packed one, beyond some that every member may have.
    pub max_ratio: u64,
    /// Members that one archive on disk may have, with those of all archives in it.
    pub max_members: u64,
    /// Archives in one another.
    pub max_depth: u32,
    /// The files that this run writes, which are not its input.
    pub outputs: Vec<Identity>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { max_bytes: 256 << 20, max_total_bytes: 64 << 30, max_ratio: 250, max_members: 1_000_000, max_depth: 3, outputs: Vec::new() }
    }
}

impl Problem {
    fn failed(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: false }
    }

    fn skipped(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: true }
    }

    /// Whether the file was not opened because the caller knows it.
    pub fn is_unchanged(&self) -> bool {
        self.code == UNCHANGED
    }
}

/// Code of the problem that a file the caller knows has.
const UNCHANGED: &str = "unchanged";

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        metadata.is_file().then(|| Self { bytes: metadata.len(), modified: metadata.modified().ok() })
    }
}

impl Document {
    fn weight(&self) -> usize {
        self.content.as_ref().map_or(0, Vec::len)
    }
}

/// Everything below the given paths: in the given order, each folder in the order of its paths' bytes, each archive in
/// its own order. `-` is standard input.
pub fn documents(paths: Vec<PathBuf>, limits: Limits) -> Documents {
    documents_unless(paths, limits, |_, _| false)
}

/// The same; a file on disk (an archive as a whole) of which `unchanged` says by its path and stamp that the caller
/// knows it is not opened: its [`Problem::is_unchanged`].
pub fn documents_unless(paths: Vec<PathBuf>, limits: Limits, unchanged: impl Fn(&str, &Stamp) -> bool + Send + 'static) -> Documents {
    ahead::start(move |sink| {
        for entry in walk(paths) {
            if sink(entry.read(&limits, &unchanged)).is_break() {
                return;
            }
        }
    })
}

/// How many files there are below the given paths, archives not opened.
pub fn count(paths: Vec<PathBuf>) -> impl Iterator<Item = ()> {
    walk(paths).map(|_| ())
}

fn walk(paths: Vec<PathBuf>) -> impl Iterator<Item = Entry> {
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

    fn read(self, limits: &Limits, unchanged: &dyn Fn(&str, &Stamp) -> bool) -> Document {
        let Self { path, raw_name, place } = self;
        let mut stamp = None;
        let content = place.and_then(|place| match place {
            Place::StandardInput => file::whole(&mut std::io::stdin().lock(), 0, limits.max_bytes),
            Place::File(file) => {
                stamp = std::fs::metadata(&file).ok().as_ref().and_then(Stamp::of);
                match &stamp {
                    Some(stamp) if unchanged(&path, stamp) => {
                        Err(Problem::skipped(UNCHANGED, "its size and time are those of an earlier run"))
                    }
                    _ => file::load(&file, limits),
                }
            }
        });
        Document { path, raw_name, stamp, content }
    }
}
