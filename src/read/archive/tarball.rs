//! tar: a stream of headers and members. Long names (GNU, PAX) are put together by the reader; a name says nowhere what it
//! is written in, so those before it decide with it.

use std::cell::Cell;
use std::io::{self, Read};

use tar::EntryType;

use super::budget::Metered;
use super::names::Names;
use super::{Called, Size, Stream, Walk, Walked, no_file};

/// Bytes of headers and long names before one member; the reader holds them.
const MOST_BEFORE: u64 = 1 << 20;

/// A stream of which only so much may be read at a time.
struct Leashed<'r> {
    stream: &'r mut dyn Read,
    left: &'r Cell<u64>,
}

impl Read for Leashed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other("a name or header of more than a mebibyte"));
        }
        let most = usize::try_from(self.left.get()).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.stream.read(&mut buffer[..most])?;
        self.left.set(self.left.get() - read as u64);
        Ok(read)
    }
}

pub fn read(walk: &mut Walk<'_, '_>, called: &Called, stream: &mut dyn Read, depth: u32) -> Walked {
    let left = Cell::new(MOST_BEFORE);
    let mut archive = tar::Archive::new(Leashed { stream, left: &left });
    let mut names = Names::default();
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return walk.damage(called.clone(), &error),
    };
    for entry in entries {
        let mut entry = match entry {
            Ok(entry) => entry,
            Err(error) => return walk.damage(called.clone(), &error),
        };
        left.set(u64::MAX);
        let kind = entry.header().entry_type();
        let raw = entry.path_bytes().into_owned();
        names.see(&raw);
        let name = names.decode(raw.strip_prefix(b"./").unwrap_or(&raw));
        let member = called.member(name);
        let refused = walk.enter(&member)?;
        let size = Size { exact: Some(entry.size()), packed: None };
        let walked = match (kind, refused) {
            (EntryType::Directory, _) => Stream::Whole,
            (_, Some(problem)) => walk.fail(member, problem)?,
            (EntryType::Regular | EntryType::Continuous, None) => walk.member(member, &mut entry, size, depth)?,
            // Its holes are bytes that nobody packed.
            (EntryType::GNUSparse, None) => walk.member(member, &mut Metered { inner: &mut entry, budget: walk.budget }, size, depth)?,
            (EntryType::Symlink | EntryType::Link, None) => walk.fail(member, no_file("a link"))?,
            (_, None) => walk.fail(member, no_file("something that is no file"))?,
        };
        if walked == Stream::Broken {
            return Ok(Stream::Broken);
        }
        // What is left of it is read here, so that the leash only holds the next headers.
        if let Err(error) = io::copy(&mut entry, &mut io::sink()) {
            return walk.damage(called.clone(), &error);
        }
        left.set(MOST_BEFORE);
    }
    Ok(Stream::Whole)
}
