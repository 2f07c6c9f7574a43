//! Paths in, the bytes of each document out, with the name it goes by. Knows files, folders and archives, and nothing of
//! budgets.
//!
//! Nothing found on the way is dropped in silence: what cannot or should not be read comes out as a [`Problem`] under
//! its name. A thread reads ahead, as far as a bounded number of bytes.

mod ahead;
mod archive;
mod file;
mod folder;
mod name;

use std::fs::Metadata;
use std::ops::ControlFlow;
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
    #[allow(dead_code, reason = "for callers that keep what they read")]
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

impl Problem {
    fn failed(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: false }
    }

    fn skipped(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), skipped: true }
    }

    /// Whether the file was not opened because the caller knows it.
    #[allow(dead_code, reason = "for callers that keep what they read")]
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
            if entry.read(&limits, &unchanged, sink).is_break() {
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

    fn read(self, limits: &Limits, unchanged: &dyn Fn(&str, &Stamp) -> bool, sink: ahead::Sink<'_>) -> ControlFlow<()> {
        let Self { path, raw_name, place } = self;
        let mut stamp = None;
        let content = match place {
            Err(problem) => Err(problem),
            Ok(Place::StandardInput) => {
                return archive::read_stream(archive::Called { path, raw_name }, &mut std::io::stdin().lock(), limits, sink);
            }
            Ok(Place::File(on_disk)) => file::open(&on_disk, limits).and_then(|(mut file, metadata)| {
                stamp = Stamp::of(&metadata);
                if stamp.is_some_and(|stamp| unchanged(&path, &stamp)) {
                    return Err(Problem::skipped(UNCHANGED, "its size and time are those of an earlier run"));
                }
                match archive::is_archive(&mut file) {
                    Ok(true) => Ok(Content::Archive(file)),
                    Ok(false) => file::whole(&mut file, metadata.len(), limits.max_bytes).map(Content::Document),
                    Err(error) => Err(file::unreadable(&on_disk, &error)),
                }
            }),
        };
        match content {
            Ok(Content::Archive(file)) => archive::read(archive::Called { path, raw_name }, file, stamp, limits, sink),
            Ok(Content::Document(bytes)) => sink(Document { path, raw_name, stamp, content: Ok(bytes) }),
            Err(problem) => sink(Document { path, raw_name, stamp, content: Err(problem) }),
        }
    }
}

enum Content {
    Document(Vec<u8>),
    Archive(std::fs::File),
}
