//! An archive in, its members out, one after the other, archives in archives as well. Nothing is unpacked to disk.
//!
//! A member is read as a file of a folder would be; where its bytes are an archive's, its own members take its place. What
//! is wrong with one member is that member's problem; where an archive breaks off, what came before it has been read.

mod budget;
mod kind;
mod names;
mod packed;
mod seven;
mod tarball;
mod zipped;

use std::fs::File;
use std::io::{self, Cursor, Read, Seek};

use super::ahead::Sink;
use super::{Document, Limits, Problem, Stamp, file, name};
use budget::{Budget, Counted, Halt, over};
pub use kind::HEAD;
use kind::Kind;

/// What a document or archive goes by.
#[derive(Debug, Clone)]
pub struct Called {
    pub path: String,
    pub raw_name: Option<String>,
}

/// Where the bytes of a whole archive lie.
trait Seekable: Read + Seek {}
impl<T: Read + Seek> Seekable for T {}

/// One file on disk, while its members are read.
struct Walk<'a, 's> {
    budget: &'a Budget<'a>,
    stamp: Option<Stamp>,
    sink: Sink<'s>,
    emitted: u64,
}

/// What is known of a member before it is read.
#[derive(Default, Clone, Copy)]
struct Size {
    /// What it certainly has, if it is whole.
    exact: Option<u64>,
    /// What it takes in the archive.
    packed: Option<u64>,
}

/// Whether what follows in the same stream can still be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stream {
    Whole,
    Broken,
}

type Walked = Result<Stream, Halt>;

/// Whether the file is an archive; a Word file, though a ZIP, is none.
pub fn is_archive(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.take(HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let archive = match kind::of(&head) {
        Some(Kind::Zip) => !zipped::is_document(file),
        found => found.is_some(),
    };
    file.rewind()?;
    Ok(archive)
}

/// Reads all members of the archive `file`.
pub fn read(called: Called, mut file: File, stamp: Option<Stamp>, limits: &Limits, sink: Sink<'_>) -> std::ops::ControlFlow<()> {
    let budget = Budget::new(limits);
    budget.has_packed(stamp.map_or(0, |stamp| stamp.bytes));
    let mut head = Vec::new();
    let opened = (&mut file).take(HEAD as u64).read_to_end(&mut head).and_then(|_| file.rewind());
    walk(called, &budget, stamp, sink, |walk, called| match (opened, kind::of(&head)) {
        (Err(error), _) => walk.fail(called, Problem::failed("unreadable", format!("expected a readable file, found: {error}"))),
        (Ok(()), Some(kind)) => walk.archive(called, kind, Source::Seek(&mut file), 1),
        // It changed under our hands.
        (Ok(()), None) => walk.member(called, &mut file, Size::default(), 0),
    })
}

/// Reads a stream, which is a document or an archive.
pub fn read_stream(called: Called, stream: &mut dyn Read, limits: &Limits, sink: Sink<'_>) -> std::ops::ControlFlow<()> {
    let budget = Budget::new(limits);
    let mut stream = Counted { inner: stream, budget: &budget };
    walk(called, &budget, None, sink, |walk, called| walk.member(called, &mut stream, Size::default(), 0))
}

fn walk<'a>(
    called: Called,
    budget: &'a Budget<'a>,
    stamp: Option<Stamp>,
    sink: Sink<'_>,
    body: impl FnOnce(&mut Walk<'a, '_>, Called) -> Walked,
) -> std::ops::ControlFlow<()> {
    let mut walk = Walk { budget, stamp, sink, emitted: 0 };
    let whole = called.clone();
    // The archive readers are other people's; a panic in one is the archive's problem, not the run's.
    let walked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| body(&mut walk, called)));
    let walked = walked.unwrap_or_else(|_| {
        let message = "expected to read the archive, found an error of the program itself: please report it";
        walk.fail(whole.clone(), Problem::failed("internal-error", message))
    });
    let deepest = budget.deepest();
    let ended = match walked {
        Err(Halt::Exceeded(problem)) => walk.fail(whole, problem),
        walked => walked,
    };
    let ended = ended.and_then(|_| deepest.map_or(Ok(Stream::Whole), |(called, problem)| walk.fail(called, problem)));
    if ended.is_err() { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
}

/// Where an archive's bytes come from.
enum Source<'r> {
    Seek(&'r mut dyn Seekable),
    Stream(&'r mut dyn Read),
}

impl<'r> Source<'r> {
    fn stream(self) -> Box<dyn Read + 'r> {
        match self {
            Source::Seek(source) => Box::new(io::BufReader::with_capacity(64 << 10, source)),
            Source::Stream(source) => Box::new(source),
        }
    }
}

impl Called {
    /// A member of this archive.
    fn member(&self, decoded: names::Decoded) -> Self {
        let names::Decoded { text, raw } = decoded;
        let raw_name = match (&self.raw_name, raw) {
            (None, raw) => raw,
            (Some(outer), raw) => Some(format!("{outer}!/{}", raw.unwrap_or_else(|| text.clone()))),
        };
        Self { path: format!("{}!/{text}", self.path), raw_name }
    }

    /// What its last part says.
    fn own_name(&self) -> &str {
        self.path.rsplit_once("!/").map_or(&*self.path, |(_, name)| name)
    }
}

impl<'a> Walk<'a, '_> {
    fn emit(&mut self, called: Called, content: Result<Vec<u8>, Problem>) -> Walked {
        self.emitted += 1;
        let Called { path, raw_name } = called;
        let document = Document { path, raw_name, stamp: self.stamp, content };
        if (self.sink)(document).is_break() { Err(Halt::Left) } else { Ok(Stream::Whole) }
    }

    fn fail(&mut self, called: Called, problem: Problem) -> Walked {
        self.emit(called, Err(problem))
    }

    /// What reading stopped at: the budget's end, or damage.
    fn damage(&mut self, called: Called, found: &dyn std::fmt::Display) -> Walked {
        self.budget.check()?;
        let message = format!("expected an archive that can be unpacked, found it damaged or cut off: {found}");
        self.fail(called, Problem::failed("damaged-archive", message))?;
        Ok(Stream::Broken)
    }

    /// Reads the members of an archive; `depth` archives are open, with this one.
    fn archive(&mut self, called: Called, kind: Kind, source: Source<'_>, depth: u32) -> Walked {
        if depth > self.budget.limits.max_depth {
            self.budget.too_deep(called);
            return Ok(Stream::Whole);
        }
        let before = self.emitted;
        let whole = called.clone();
        let walked = match (kind, source) {
            (Kind::Zip, Source::Seek(source)) => zipped::read(self, called, source, depth)?,
            (Kind::SevenZip, Source::Seek(source)) => seven::read(self, &called, source, depth)?,
            (Kind::Tar, source) => tarball::read(self, &called, &mut source.stream(), depth)?,
            (Kind::Packed(packing), source) => packed::read(self, &called, packing, source.stream(), depth)?,
            (Kind::Zip | Kind::SevenZip, Source::Stream(stream)) => return self.held(called, kind, stream, Size::default(), depth),
        };
        if self.emitted == before && !self.budget.is_too_deep() {
            self.fail(whole, Problem::failed("empty", "expected documents in the archive, found none"))?;
        }
        Ok(walked)
    }

    /// Reads one member: a document, or an archive of its own. `depth` archives are open.
    fn member(&mut self, called: Called, stream: &mut dyn Read, size: Size, depth: u32) -> Walked {
        let mut head = Vec::new();
        match stream.take(HEAD as u64).read_to_end(&mut head) {
            Err(error) if depth > 0 => return self.damage(called, &error),
            Err(error) => return self.fail(called, file::unreadable_stream(&error)),
            Ok(_) => {}
        }
        let kind = kind::of(&head);
        let mut stream = Cursor::new(head).chain(stream);
        match kind {
            Some(kind @ (Kind::Zip | Kind::SevenZip)) => self.held(called, kind, &mut stream, size, depth + 1),
            // What is wrong inside an archive does not yet concern the stream that it came from.
            Some(kind) => self.archive(called, kind, Source::Stream(&mut stream), depth + 1).map(|_| Stream::Whole),
            None if depth == 0 => {
                let content = file::whole(&mut stream, 0, self.budget.limits.max_bytes);
                self.emit(called, content)
            }
            None => match self.whole(&called, &mut stream, size)? {
                Ok(bytes) => self.emit(called, Ok(bytes)),
                Err((problem, ended)) => self.fail(called, problem).map(|_| ended),
            },
        }
    }

    /// An archive that is read from end to start, out of a stream: held in memory like a document.
    fn held(&mut self, called: Called, kind: Kind, stream: &mut dyn Read, size: Size, depth: u32) -> Walked {
        let bytes = match self.whole(&called, stream, size)? {
            Ok(bytes) => bytes,
            Err((problem, ended)) => return self.fail(called, problem).map(|_| ended),
        };
        let mut bytes = Cursor::new(bytes);
        if kind == Kind::Zip && zipped::is_document(&mut bytes) {
            return self.emit(called, Ok(bytes.into_inner()));
        }
        self.archive(called, kind, Source::Seek(&mut bytes), depth).map(|_| Stream::Whole)
    }

    /// All bytes of a member, or why not.
    fn whole(&mut self, called: &Called, stream: &mut dyn Read, size: Size) -> Result<Result<Vec<u8>, (Problem, Stream)>, Halt> {
        let (most, flag) = self.budget.room(size.packed);
        let too_large = |found: String| {
            let code = if flag == "--max-bytes" { "too-large" } else { "archive-limit" };
            (Problem::failed(code, format!("expected at most {most} bytes, found {found} ({flag} raises the limit)")), Stream::Whole)
        };
        if let Some(exact) = size.exact.filter(|exact| *exact > most) {
            return Ok(Err(too_large(exact.to_string())));
        }
        let mut bytes = Vec::with_capacity(size.exact.unwrap_or(0).min(1 << 20) as usize);
        let read = stream.take(most.saturating_add(1)).read_to_end(&mut bytes);
        self.budget.check()?;
        let damaged = |found: String| {
            let name = called.own_name();
            let message = format!("expected to unpack {name}, found it damaged or cut off: {found}");
            Ok(Err((Problem::failed("damaged-archive", message), Stream::Broken)))
        };
        if let Err(error) = read {
            return damaged(error.to_string());
        }
        if bytes.len() as u64 > most {
            return Ok(Err(too_large("more".to_owned())));
        }
        match size.exact {
            Some(exact) if exact != bytes.len() as u64 => damaged(format!("{} of its {exact} bytes", bytes.len())),
            _ => Ok(Ok(bytes)),
        }
    }

    /// Counts a member, and says why it is not read where its name tells.
    fn enter(&mut self, called: &Called) -> Result<Option<Problem>, Halt> {
        self.budget.count()?;
        Ok(name::of_no_member(called.own_name()))
    }
}

/// A member that is none: a link, a device.
fn no_file(found: &str) -> Problem {
    Problem::skipped("not-a-document", format!("expected a document, found {found}"))
}

/// A member that only its owner can read.
fn encrypted() -> Problem {
    Problem::failed("encrypted", "expected a member without a password, found it encrypted")
}

/// A member that no reader here unpacks.
fn unsupported(found: &str) -> Problem {
    Problem::failed("unsupported-container", format!("expected a member packed in a known way, found {found}"))
}

/// Memory that an unpacker may take for its dictionary: 256 MiB.
const DICTIONARY: u64 = 256 << 20;

fn dictionary(found: &dyn std::fmt::Display) -> Problem {
    over(format!("at most {DICTIONARY} bytes of memory for unpacking, found {found}"))
}
