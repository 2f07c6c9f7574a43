//! Formatted disk pages ([MS-DOC] 2.9.32, 2.9.175): which property list belongs to which bytes of the text.

use std::collections::HashSet;

use super::bytes::{part, plc, u8_at, u16_at, u32_at};

/// Bytes of a page.
const PAGE: usize = 512;

/// Bytes of text with the same properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// The first byte, in the WordDocument stream.
    pub start: u32,
    /// Behind the last.
    pub end: u32,
    /// Where the property list is in the stream; 0 where there is none.
    pub list: u32,
}

/// What a page describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Paragraphs: PAPX.
    Paragraphs,
    /// Characters: CHPX.
    Characters,
    /// Paragraphs of Word 6 and 95.
    OldParagraphs,
}

/// All runs of the pages that a bin table names, in the order of the bytes.
#[derive(Debug, Default)]
pub struct Runs(Vec<Run>);

impl Runs {
    /// Reads the pages.
    pub fn read(bins: &[u8], word: &[u8], kind: Kind) -> Self {
        let mut runs = Vec::new();
        let mut seen = HashSet::new();
        let number = if kind == Kind::OldParagraphs { 2 } else { 4 };
        for (.., entry) in plc(bins, number) {
            let page = match u32_at(entry, 0) {
                Some(page) => (page & 0x003f_ffff) as usize,
                None => usize::from(u16_at(entry, 0).unwrap_or(0)),
            };
            // A page named twice would let a small file describe an endless text.
            if seen.insert(page)
                && let Some(bytes) = part(word, page * PAGE, PAGE)
            {
                runs.extend(page_runs(bytes, page * PAGE, kind));
            }
        }
        runs.sort_unstable_by_key(|run| run.start);
        Self(runs)
    }

    /// The run that a byte of the text is in.
    pub fn at(&self, byte: u32) -> Option<Run> {
        let index = self.0.partition_point(|run| run.start <= byte);
        let run = *self.0.get(index.checked_sub(1)?)?;
        (byte < run.end).then_some(run)
    }

    /// The runs that share bytes with a range.
    pub fn within(&self, start: u32, end: u32) -> impl Iterator<Item = Run> {
        let first = self.0.partition_point(|run| run.end <= start);
        let runs = self.0.get(first..).unwrap_or_default().iter().copied();
        runs.take_while(move |run| run.start < end)
    }

    /// Runs known from elsewhere.
    pub fn of(runs: Vec<Run>) -> Self {
        Self(runs)
    }

    /// Where the next run begins.
    pub fn next(&self, byte: u32) -> u32 {
        let index = self.0.partition_point(|run| run.start <= byte);
        self.0.get(index).map_or(u32::MAX, |run| run.start)
    }
}

fn page_runs(page: &[u8], at: usize, kind: Kind) -> impl Iterator<Item = Run> {
    let count = usize::from(page[PAGE - 1]);
    let width = match kind {
        Kind::Paragraphs => 13,
        Kind::OldParagraphs => 7,
        Kind::Characters => 1,
    };
    (0..count).filter_map(move |i| {
        let (start, end) = (u32_at(page, 4 * i)?, u32_at(page, 4 * i + 4)?);
        let offset = 2 * u32::from(u8_at(page, 4 * (count + 1) + width * i)?);
        let list = if offset == 0 { 0 } else { at as u32 + offset };
        (start < end).then_some(Run { start, end, list })
    })
}

/// A paragraph's style and property list, where its run says it is ([MS-DOC] 2.9.174).
pub fn paragraph_list(word: &[u8], at: u32) -> Option<(u16, &[u8])> {
    let at = at as usize;
    let list = match u8_at(word, at)? {
        0 => part(word, at + 2, 2 * usize::from(u8_at(word, at + 1)?))?,
        count => part(word, at + 1, 2 * usize::from(count) - 1)?,
    };
    Some((u16_at(list, 0)?, &list[2..]))
}

/// A character property list ([MS-DOC] 2.9.31).
pub fn character_list(word: &[u8], at: u32) -> Option<&[u8]> {
    let at = at as usize;
    part(word, at + 1, usize::from(u8_at(word, at)?))
}
