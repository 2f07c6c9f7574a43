//! Word 6 and 95: bytes in the writer's code page, a piece table only after fast saves, one-byte property codes.
//!
//! What they say is rewritten in the terms of Word 97, so that one outline and one flow serve both. Tables are read;
//! what hides or deletes characters, text boxes' places and numbering are not.

use std::ops::Range;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS, WINDOWS_1252};

use super::bytes::{self, plc, u8_at, u16_at, u32_at};
use super::fib::Story;
use super::pages::{Kind, Run, Runs};
use super::text::Text;
use super::{damaged, hostile};
use crate::decode::Refusal;

/// How often the pieces may use the same bytes over.
const MOST_OVERLAP: usize = 4;

/// A document in the terms of Word 97.
#[derive(Debug, Default)]
pub struct Rewritten {
    /// All stories' characters.
    pub units: Vec<u16>,
    /// Paragraph properties by character position, two bytes a character.
    pub runs: Vec<Run>,
    /// The property lists that the runs point into.
    pub lists: Vec<u8>,
    /// Where each story begins, in characters, and the last one ends.
    stories: Vec<usize>,
}

/// How characters are stored.
#[derive(Debug, Clone, Copy)]
enum Code {
    Wide,
    Pages(&'static Encoding),
}

impl Rewritten {
    /// Reads the WordDocument stream.
    pub fn read(word: &[u8]) -> Result<Self, Refusal> {
        let lengths: Vec<u32> = (0..8).map(|i| u32_at(word, 0x34 + 4 * i).unwrap_or(0)).collect();
        let pieces = pieces(word, &lengths)?;
        let total: usize = pieces.iter().map(Range::len).sum();
        if total > word.len().saturating_mul(MOST_OVERLAP) {
            return Err(hostile("pieces of text that overlap many times"));
        }
        let code = code(word, &pieces);
        let width = if matches!(code, Code::Wide) { 2 } else { 1 };
        let mut ends = Vec::new();
        let mut sum = 0usize;
        for length in lengths {
            ends.push(sum);
            sum = sum.saturating_add(length as usize);
        }
        ends.push(sum);
        let bins = part(word, 0xc0);
        let old = Runs::read(bins, word, Kind::OldParagraphs);
        let mut last = (0, 0);
        let mut all = Self { lists: vec![0; 2], ..Self::default() };
        let mut stories = ends.into_iter().peekable();
        let mut position = 0;
        for piece in pieces {
            let mut runs = old.within(piece.start as u32, piece.end as u32);
            let mut open: Option<Run> = None;
            let mut at = piece.start;
            while at < piece.end {
                while stories.next_if(|&start| start <= position).is_some() {
                    all.stories.push(all.units.len());
                }
                if open.is_none_or(|run| at as u32 >= run.end) {
                    all.close(open.take());
                    open = runs.next().map(|run| Run {
                        list: translate(word, run.list, &mut last, &mut all.lists),
                        start: 2 * all.units.len() as u32,
                        ..run
                    });
                }
                let taken = character(word.get(at..piece.end).unwrap_or_default(), code, &mut all.units);
                at += taken;
                position += taken / width;
            }
            all.close(open);
        }
        let end = all.units.len();
        all.stories.resize(9, end);
        Ok(all)
    }

    fn close(&mut self, run: Option<Run>) {
        let end = 2 * self.units.len() as u32;
        self.runs.extend(run.map(|run| Run { end, ..run }).filter(|run| run.start < run.end));
    }

    /// The characters of a story.
    pub fn story(&self, story: Story) -> Range<usize> {
        self.stories[story as usize]..self.stories[story as usize + 1]
    }

    /// The characters as one piece.
    pub fn text(&mut self) -> Text<'static> {
        Text::whole(std::mem::take(&mut self.units))
    }
}

/// The part whose place and length stand at `at`.
fn part(word: &[u8], at: usize) -> &[u8] {
    let number = |at| u32_at(word, at).unwrap_or(0) as usize;
    bytes::some_of(word, number(at), number(at + 4))
}

/// The places of the text in the stream.
fn pieces(word: &[u8], lengths: &[u32]) -> Result<Vec<Range<usize>>, Refusal> {
    let flags = u16_at(word, 10).unwrap_or(0);
    let within = |start: usize, length: usize| start.min(word.len())..start.saturating_add(length).min(word.len());
    let width = if flags & 0x1000 != 0 { 2 } else { 1 };
    let clx = bytes::some_of(word, u32_at(word, 0x160).unwrap_or(0) as usize, u32_at(word, 0x164).unwrap_or(0) as usize);
    if flags & 0x0004 == 0 || clx.is_empty() {
        let start = u32_at(word, 0x18).ok_or_else(|| damaged("its file information breaks off"))?;
        let length: usize = lengths.iter().map(|&length| length as usize).sum();
        let piece = within(start as usize, length.saturating_mul(width));
        return Ok(vec![piece]);
    }
    let mut at = 0;
    while u8_at(clx, at) == Some(1) {
        at += 3 + usize::from(u16_at(clx, at + 1).unwrap_or(0));
    }
    let table = bytes::some_of(clx, at + 5, u32_at(clx, at + 1).unwrap_or(0) as usize);
    Ok(plc(table, 8)
        .map(|(start, end, piece)| {
            let length = end.saturating_sub(start) as usize;
            within(u32_at(piece, 2).unwrap_or(0) as usize, length.saturating_mul(width))
        })
        .collect())
}

/// Tells the code page: by the language of the writing program, and for others by how the bytes pair.
fn code(word: &[u8], pieces: &[Range<usize>]) -> Code {
    if u16_at(word, 10).unwrap_or(0) & 0x1000 != 0 {
        return Code::Wide;
    }
    Code::Pages(match u16_at(word, 6).unwrap_or(0) {
        0x0804 | 0x1004 => GBK,
        0x0404 | 0x0c04 => BIG5,
        0x0411 => SHIFT_JIS,
        0x0412 => EUC_KR,
        _ => {
            let (mut high, mut paired) = (0usize, 0usize);
            for piece in pieces {
                for run in word.get(piece.clone()).unwrap_or_default().split(|&byte| byte < 0xa1) {
                    high += run.len();
                    paired += run.len() / 2 * 2;
                }
            }
            if high > 0 && paired * 10 >= high * 9 { GBK } else { WINDOWS_1252 }
        }
    })
}

/// Adds the first character of `bytes`; gives the bytes it took.
fn character(bytes: &[u8], code: Code, units: &mut Vec<u16>) -> usize {
    match (code, bytes) {
        (Code::Wide, [low, high, ..]) => {
            units.push(u16::from_le_bytes([*low, *high]));
            2
        }
        (Code::Pages(_), [byte @ ..0x80, ..]) => {
            units.push(u16::from(*byte));
            1
        }
        (Code::Pages(pages), [_, ..]) => {
            let width = if bytes.len() > 1 && pages != WINDOWS_1252 { 2 } else { 1 };
            let (text, _) = pages.decode_without_bom_handling(&bytes[..width]);
            units.extend(text.encode_utf16());
            width
        }
        _ => 1,
    }
}

/// Rewrites a property list, as a PAPX of Word 97.
/// The list rewritten last and its new place are remembered.
fn translate(word: &[u8], list: u32, last: &mut (u32, u32), lists: &mut Vec<u8>) -> u32 {
    if list == 0 || list == last.0 {
        return if list == 0 { 0 } else { last.1 };
    }
    let length = usize::from(u8_at(word, list as usize).unwrap_or(0)) * 2;
    let old = bytes::some_of(word, list as usize + 1, length);
    let mut new = vec![0, 0];
    for (code, operand) in old_properties(old.get(2..).unwrap_or_default()) {
        let modern = match code {
            24 => 0x2416u16,
            25 => 0x2417,
            188 | 190 => 0xd606,
            197 => 0x5624,
            198 => 0x5625,
            _ => continue,
        };
        new.extend(modern.to_le_bytes());
        new.extend(operand);
    }
    new.truncate(510);
    new.resize(new.len() + new.len() % 2, 0);
    let at = lists.len() as u32;
    lists.extend([0, (new.len() / 2) as u8]);
    lists.extend(new);
    *last = (list, at);
    at
}

/// Codes and operands; operands of counted length keep their count.
fn old_properties(list: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u8_at(rest, 0)?;
        let length = match code {
            3 | 12 | 15 | 23 | 52 | 191 => 1 + usize::from(u8_at(rest, 1)?),
            188 | 190 => 1 + usize::from(u16_at(rest, 1)?),
            2 | 16..=19 | 21 | 22 | 26..=28 | 30..=36 | 38..=43 | 45..=49 | 182..=184 | 189 => 2,
            195 | 197 | 198 => 2,
            20 | 192 | 194 | 196 | 200 => 4,
            193 | 199 => 5,
            187 => 12,
            _ => 1,
        };
        let operand = bytes::part(rest, 1, length)?;
        rest = &rest[1 + length..];
        Some((code, operand))
    })
}
