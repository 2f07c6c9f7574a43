//! 7z: blocks of members that are packed together; a damaged or encrypted block costs its own members and no others.

use std::io::{self, BufReader, Read};

use sevenz_rust2::{Archive, ArchiveEntry, BlockDecoder, EncoderMethod, Error, Password};

use super::budget::{Halt, Metered};
use super::names::Decoded;
use super::{Called, DICTIONARY, Problem, Seekable, Size, Stream, Walk, Walked, dictionary, encrypted, unsupported};

/// Its directory is held whole, and so is what it is unpacked with: packers take 8 MiB for that, 16 hold the names of some
/// hundred thousand documents.
const DIRECTORY_KB: usize = 16 << 10;
const DICTIONARY_KB: usize = (DICTIONARY >> 10) as usize;

pub fn read(walk: &mut Walk<'_, '_>, called: &Called, source: &mut dyn Seekable, depth: u32) -> Walked {
    let mut source = BufReader::new(source);
    let password = Password::empty();
    let archive = match Archive::read_with_memory_limit(&mut source, &password, DIRECTORY_KB) {
        Ok(archive) => archive,
        Err(error) => return problem(walk, called.clone(), &error),
    };
    for block in 0..archive.blocks.len() {
        let decoder = BlockDecoder::new_with_memory_limit(1, DICTIONARY_KB, block, &archive, &password, &mut source);
        let mut reading = Block { walk, archive: called, depth, seen: 0, halt: None };
        let ended = if is_encrypted(&archive, block) {
            Err(Error::PasswordRequired)
        } else {
            decoder.for_each_entries(&mut |entry, stream| Ok(reading.one(entry, stream)))
        };
        let seen = reading.seen;
        reading.halt.map_or(Ok(()), Err)?;
        // What stands behind a damaged member of its block cannot be unpacked.
        let block = BlockDecoder::new(1, block, &archive, &password, &mut source);
        let entries = block.entries().iter().skip(seen);
        let why = ended.err().unwrap_or_else(|| Error::Other("a member before it in the same block".into()));
        for entry in entries.filter(|entry| !entry.is_directory()) {
            walk.budget.count()?;
            problem(walk, named(called, entry), &why)?;
        }
    }
    empty_ones(walk, called, &archive, depth)
}

fn is_encrypted(archive: &Archive, block: usize) -> bool {
    archive.blocks[block].coders.iter().any(|coder| coder.encoder_method_id() == EncoderMethod::ID_AES256_SHA256)
}

fn named(archive: &Called, entry: &ArchiveEntry) -> Called {
    archive.member(Decoded { text: entry.name().replace('\\', "/"), raw: None })
}

/// One block while it is read.
struct Block<'w, 'a, 's> {
    walk: &'w mut Walk<'a, 's>,
    archive: &'w Called,
    depth: u32,
    seen: usize,
    halt: Option<Halt>,
}

impl Block<'_, '_, '_> {
    /// Reads one member; whether the next can be read.
    fn one(&mut self, entry: &ArchiveEntry, stream: &mut dyn Read) -> bool {
        self.seen += 1;
        let mut stream = Metered { inner: stream, budget: self.walk.budget };
        let walked = member(self.walk, self.archive, entry, &mut stream, self.depth);
        // What was not wanted is unpacked all the same, and counts.
        let drained = walked.and_then(|walked| match io::copy(&mut stream, &mut io::sink()) {
            Ok(_) => Ok(walked),
            Err(_) => self.walk.budget.check().map(|()| Stream::Broken),
        });
        match drained {
            Ok(stream) => stream == Stream::Whole,
            Err(halt) => {
                self.halt = Some(halt);
                false
            }
        }
    }
}

fn member(walk: &mut Walk<'_, '_>, archive: &Called, entry: &ArchiveEntry, stream: &mut dyn Read, depth: u32) -> Walked {
    let called = named(archive, entry);
    let refused = walk.enter(&called)?;
    match refused {
        _ if entry.is_directory() || entry.is_anti_item() => Ok(Stream::Whole),
        Some(problem) => walk.fail(called, problem),
        None => walk.member(called, stream, Size { exact: Some(entry.size()), packed: None }, depth),
    }
}

/// Members without bytes that stand in no block.
fn empty_ones(walk: &mut Walk<'_, '_>, called: &Called, archive: &Archive, depth: u32) -> Walked {
    for (entry, block) in archive.files.iter().zip(&archive.stream_map.file_block_index) {
        if block.is_none() {
            member(walk, called, entry, &mut io::empty(), depth)?;
        }
    }
    Ok(Stream::Whole)
}

fn problem(walk: &mut Walk<'_, '_>, called: Called, error: &Error) -> Walked {
    let problem: Problem = match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => encrypted(),
        Error::UnsupportedCompressionMethod(method) => unsupported(&format!("the method {method}")),
        Error::Unsupported(what) => unsupported(what),
        Error::MaxMemLimited { actaul_kb, .. } => dictionary(&format!("{actaul_kb} KiB")),
        // The reader prints its own errors as a programmer would.
        Error::Io(error, _) => return walk.damage(called, error),
        Error::Other(message) => return walk.damage(called, message),
        error => return walk.damage(called, error),
    };
    walk.fail(called, problem)
}
