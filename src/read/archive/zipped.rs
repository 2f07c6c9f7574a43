//! ZIP: the directory at its end is gone through entry by entry and never held. Where it is missing, the archive was cut
//! off, and what stands before the cut is read from the start.

use std::io::{BufReader, Read, Seek};

use zip::CompressionMethod;
use zip::read::{Config, ZipFileEntry, ZipReadOptions, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

use super::budget::{Halt, Metered};
use super::names::{Decoded, Names};
use super::{Called, Seekable, Size, Stream, Walk, Walked, encrypted, no_file, unsupported};

/// Parts that only documents made of parts have.
const OF_DOCUMENTS: [&[u8]; 5] = [b"[Content_Types].xml", b"_rels/.rels", b"META-INF/manifest.xml", b"word/document.xml", b"OFD.xml"];

/// Whether the ZIP is a document made of parts (Word, Excel, OpenDocument, OFD).
pub fn is_document(source: &mut dyn Seekable) -> bool {
    let named = |name: &[u8]| OF_DOCUMENTS.iter().any(|part| part.eq_ignore_ascii_case(name));
    let Ok(mut archive) = ZipIterable::try_new(BufReader::new(&mut *source), Config::default()) else {
        let first = first_name(source);
        return named(&first) || first == b"mimetype" || [&b"word/"[..], b"docProps/", b"xl/"].iter().any(|part| first.starts_with(part));
    };
    let Ok(entries) = archive.files() else { return false };
    entries.map_while(Result::ok).enumerate().any(|(at, entry)| named(entry.name_raw()) || (at == 0 && entry.name_raw() == b"mimetype"))
}

/// The name in the first local header.
fn first_name(source: &mut dyn Seekable) -> Vec<u8> {
    let mut head = [0; 286];
    let read = source.rewind().and_then(|()| source.read(&mut head)).unwrap_or(0);
    let head = &head[..read];
    let length = head.get(26..28).map_or(0, |length| usize::from(u16::from_le_bytes([length[0], length[1]])));
    head.get(30..).map_or(Vec::new(), |rest| rest[..length.min(rest.len())].to_vec())
}

pub fn read(walk: &mut Walk<'_, '_>, called: Called, source: &mut dyn Seekable, depth: u32) -> Walked {
    let mut archive = match ZipIterable::try_new(BufReader::new(&mut *source), Config::default()) {
        Ok(archive) => archive,
        Err(ZipError::UnsupportedArchive(found)) => return walk.fail(called, unsupported(found)),
        Err(error) => return cut_off(walk, &called, source, depth, &error),
    };
    let names = match archive.files() {
        Ok(entries) => names(entries),
        Err(error) => return walk.damage(called, &error),
    };
    let entries = match archive.files() {
        Ok(entries) => entries,
        Err(error) => return walk.damage(called, &error),
    };
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => one(walk, &called, &names, entry, entries.reader_mut(), depth)?,
            Err(error) => return walk.damage(called, &error),
        };
    }
    Ok(Stream::Whole)
}

/// What the names without a word about their encoding are written in.
fn names<'e>(entries: impl Iterator<Item = zip::result::ZipResult<ZipFileEntry<'e>>>) -> Names {
    let mut names = Names::default();
    for entry in entries.map_while(Result::ok) {
        if !says_utf8(&entry) {
            names.see(entry.name_raw());
        }
    }
    names
}

fn says_utf8(entry: &ZipFileEntry<'_>) -> bool {
    const LANGUAGE_ENCODING: u16 = 1 << 11;
    entry.flags().as_u16() & LANGUAGE_ENCODING != 0 && std::str::from_utf8(entry.name_raw()).is_ok()
}

fn named(called: &Called, names: &Names, raw: &[u8], utf8: bool) -> Called {
    let name = if utf8 { Decoded { text: String::from_utf8_lossy(raw).into_owned(), raw: None } } else { names.decode(raw) };
    // Old packers for Windows write their own separator; a name that was decoded has no other `\`.
    called.member(Decoded { text: name.text.replace('\\', "/"), ..name })
}

fn one<R: Read + Seek>(
    walk: &mut Walk<'_, '_>,
    archive: &Called,
    names: &Names,
    entry: ZipFileEntry<'_>,
    source: &mut R,
    depth: u32,
) -> Result<(), Halt> {
    let called = named(archive, names, entry.name_raw(), says_utf8(&entry));
    let refused = walk.enter(&called)?;
    if called.path.ends_with('/') {
        return Ok(());
    }
    let refused = refused.or_else(|| refusal(&entry));
    if let Some(problem) = refused {
        return walk.fail(called, problem).map(|_| ());
    }
    let size = Size { exact: Some(entry.size()), packed: Some(entry.compressed_size()) };
    match entry.with_reader(source, ZipReadOptions::new()) {
        Ok(file) => walk.member(called, &mut Metered { inner: file, budget: walk.budget }, size, depth),
        Err(error) => walk.damage(called, &error),
    }
    .map(|_| ())
}

fn refusal(entry: &ZipFileEntry<'_>) -> Option<super::Problem> {
    match entry.compression() {
        _ if entry.is_symlink() => Some(no_file("a link")),
        _ if entry.encrypted() => Some(encrypted()),
        CompressionMethod::Stored | CompressionMethod::Deflated | CompressionMethod::Deflate64 | CompressionMethod::Zstd => None,
        method => Some(unsupported(&format!("the method {method}"))),
    }
}

/// The members before the cut, then one problem.
fn cut_off(walk: &mut Walk<'_, '_>, called: &Called, source: &mut dyn Seekable, depth: u32, why: &ZipError) -> Walked {
    if let Err(error) = source.rewind() {
        return walk.damage(called.clone(), &error);
    }
    let mut stream = BufReader::new(source);
    loop {
        let file = match read_zipfile_from_stream(&mut stream) {
            Ok(Some(file)) => file,
            // The directory itself is what is damaged.
            Ok(None) => return walk.damage(called.clone(), why),
            Err(error) => return walk.damage(called.clone(), &format!("{why}; the members before the damage were read, up to: {error}")),
        };
        let mut names = Names::default();
        names.see(file.name_raw());
        let member = named(called, &names, file.name_raw(), false);
        let refused = walk.enter(&member)?;
        if member.path.ends_with('/') {
            continue;
        }
        let size = Size { exact: Some(file.size()), packed: Some(file.compressed_size()) };
        let walked = match refused {
            Some(problem) => walk.fail(member, problem)?,
            None => walk.member(member, &mut Metered { inner: file, budget: walk.budget }, size, depth)?,
        };
        // The member that the cut goes through is the one problem.
        if walked == Stream::Broken {
            return Ok(Stream::Broken);
        }
    }
}
