//! The characters of a document in the order of its piece table ([MS-DOC] 2.8.35, 2.9.38), fast-saved or not.

use std::ops::Range;

use super::bytes::{self, plc, u8_at, u16_at, u32_at};
use super::{damaged, hostile};
use crate::decode::Refusal;

/// How often the pieces may use the same bytes over.
const MOST_OVERLAP: usize = 4;

/// All stories' characters as UTF-16 units, one after the other.
#[derive(Debug, Default)]
pub struct Text<'a> {
    /// The units; a character position is an index here.
    pub units: Vec<u16>,
    pieces: Vec<Piece>,
    /// Property lists that fast saves put on whole pieces.
    lists: Vec<&'a [u8]>,
}

/// A run of characters that stand together in the file.
#[derive(Debug)]
struct Piece {
    /// Its characters.
    place: Range<usize>,
    /// Where they are in the WordDocument stream.
    at: usize,
    /// Bytes of a character.
    width: usize,
    /// What a fast save changed in it.
    change: u16,
}

/// A change that a fast save put on a whole piece ([MS-DOC] 2.9.209).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// None.
    None,
    /// One property, in the numbering of old, and its value.
    One(u8, u8),
    /// A property list.
    List(&'a [u8]),
}

/// Characters of one piece.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    /// Where its first character is in the stream.
    pub at: u32,
    /// Bytes of a character.
    pub width: usize,
    /// Characters left in the piece.
    pub left: usize,
    /// What a fast save changed.
    pub change: Change<'a>,
}

impl<'a> Text<'a> {
    /// Reads the CLX.
    pub fn read(clx: &'a [u8], word: &[u8]) -> Result<Self, Refusal> {
        let mut text = Self::default();
        let mut at = 0;
        let table = loop {
            match u8_at(clx, at) {
                Some(1) => {
                    let length = usize::from(u16_at(clx, at + 1).unwrap_or(0));
                    text.lists.push(bytes::some_of(clx, at + 3, length));
                    at += 3 + length;
                }
                Some(2) => {
                    let length = u32_at(clx, at + 1).unwrap_or(0) as usize;
                    break bytes::some_of(clx, at + 5, length);
                }
                _ => return Err(damaged("its piece table is missing")),
            }
        };
        for (start, end, piece) in plc(table, 8) {
            if start as usize != text.units.len() || end <= start {
                // Positions that do not follow each other: what was read up to here stands.
                break;
            }
            if !text.take((end - start) as usize, piece, word)? {
                break;
            }
        }
        Ok(text)
    }

    /// Characters that stand together, two bytes each.
    pub fn whole(units: Vec<u16>) -> Self {
        let place = 0..units.len();
        Self { units, pieces: vec![Piece { place, at: 0, width: 2, change: 0 }], lists: Vec::new() }
    }

    /// Adds a piece; whether all of it was there.
    fn take(&mut self, count: usize, piece: &[u8], word: &[u8]) -> Result<bool, Refusal> {
        let place = u32_at(piece, 2).unwrap_or(0);
        let change = u16_at(piece, 6).unwrap_or(0);
        let narrow = place & 0x4000_0000 != 0;
        let (at, width) = match (place & 0x3fff_ffff) as usize {
            place if narrow => (place / 2, 1),
            place => (place, 2),
        };
        let found = bytes::some_of(word, at, count.saturating_mul(width));
        let start = self.units.len();
        if (start + found.len() / width).saturating_mul(width) > word.len().saturating_mul(MOST_OVERLAP) {
            return Err(hostile("pieces of text that overlap many times"));
        }
        if narrow {
            self.units.extend(found.iter().map(|&byte| western(byte)));
        } else {
            self.units.extend(found.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])));
        }
        self.pieces.push(Piece { place: start..self.units.len(), at, width, change });
        Ok(self.units.len() - start == count)
    }

    /// The piece at a character position.
    pub fn stretch(&self, position: usize) -> Option<Stretch<'a>> {
        let index = self.pieces.partition_point(|piece| piece.place.end <= position);
        let piece = self.pieces.get(index)?;
        let offset = position.checked_sub(piece.place.start)?;
        Some(Stretch {
            at: u32::try_from(piece.at + offset * piece.width).ok()?,
            width: piece.width,
            left: piece.place.end - position,
            change: self.change(piece.change),
        })
    }

    fn change(&self, change: u16) -> Change<'a> {
        match (change, change & 1) {
            (0, _) => Change::None,
            (_, 0) => Change::One((change >> 1 & 0x7f) as u8, (change >> 8) as u8),
            _ => self.lists.get(usize::from(change >> 1)).map_or(Change::None, |list| Change::List(list)),
        }
    }
}

/// A character of a compressed piece: Windows-1252 ([MS-DOC] 2.9.73).
fn western(byte: u8) -> u16 {
    const HIGH: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90,
        0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => u16::from(byte),
    }
}
