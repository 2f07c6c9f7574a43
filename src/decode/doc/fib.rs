//! The file information block ([MS-DOC] 2.5): where everything is, and how much text of which kind there is.

use std::ops::Range;

use super::bytes::{self, u16_at, u32_at};
use super::damaged;
use crate::decode::Refusal;

/// Word 97 and later; 6 and 95 put other things in the same places.
const WORD_97: u16 = 0x00c0;

/// What the block says.
#[derive(Debug)]
pub struct Fib {
    /// Which of the table streams counts.
    pub table: usize,
    /// Characters of each story.
    lengths: [u32; 8],
    /// Place and length of each part of the table stream.
    parts: Vec<(u32, u32)>,
}

/// The stories that a document's characters are divided into, in this order.
#[derive(Debug, Clone, Copy)]
pub enum Story {
    /// The text itself.
    Main = 0,
    /// Footnotes.
    Footnotes = 1,
    /// Page headers and footers.
    Margins = 2,
    /// Endnotes.
    Endnotes = 5,
    /// Text boxes.
    Boxes = 6,
    /// Text boxes of page headers and footers.
    MarginBoxes = 7,
}

/// Parts of the table stream, by their index in FibRgFcLcb97 ([MS-DOC] 2.5.6).
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// STSH.
    Styles = 1,
    /// PlcfHdd.
    Margins = 11,
    /// PlcBteChpx.
    Characters = 12,
    /// PlcBtePapx.
    Paragraphs = 13,
    /// SttbfFfn.
    Fonts = 15,
    /// Clx.
    Pieces = 33,
    /// PlcSpaMom.
    Anchors = 40,
    /// OfficeArtContent.
    Drawings = 50,
    /// PlcftxbxTxt.
    Boxes = 56,
    /// PlfLst.
    Lists = 73,
    /// PlfLfo.
    Overrides = 74,
}

/// Which program's file it is.
#[derive(Debug, PartialEq, Eq)]
pub enum Age {
    /// Word 97 or later.
    Current,
    /// Word 6 or 95.
    Old,
}

/// Tells the version, and refuses encrypted files ([MS-DOC] 2.5.2).
pub fn age(word: &[u8]) -> Result<Age, Refusal> {
    let short = || damaged("its WordDocument stream has no file information");
    let (mark, version) = (u16_at(word, 0).ok_or_else(short)?, u16_at(word, 2).ok_or_else(short)?);
    let flags = u16_at(word, 10).ok_or_else(short)?;
    if !matches!(mark, 0xa5ec | 0xa5dc | 0xa699 | 0xa697 | 0xa698) {
        return Err(damaged(format!("its WordDocument stream begins with {mark:#06x}")));
    }
    if flags & 0x0100 != 0 {
        return Err(super::encrypted());
    }
    Ok(if mark == 0xa5ec && version >= WORD_97 { Age::Current } else { Age::Old })
}

impl Fib {
    /// Reads the block of Word 97 and later.
    pub fn read(word: &[u8]) -> Result<Self, Refusal> {
        let short = || damaged("its file information breaks off");
        let flags = u16_at(word, 10).ok_or_else(short)?;
        let longs = 32 + 2 + 2 * usize::from(u16_at(word, 32).ok_or_else(short)?);
        let long_count = usize::from(u16_at(word, longs).ok_or_else(short)?);
        let numbers = bytes::part(word, longs + 2, 4 * long_count).ok_or_else(short)?;
        let pairs = longs + 2 + 4 * long_count;
        let pair_count = usize::from(u16_at(word, pairs).ok_or_else(short)?);
        let parts = bytes::some_of(word, pairs + 2, 8 * pair_count)
            .chunks_exact(8)
            .map(|pair| (u32_at(pair, 0).unwrap_or(0), u32_at(pair, 4).unwrap_or(0)))
            .collect();
        // ccpText is the fourth number; the other stories follow it.
        let lengths = std::array::from_fn(|i| match u32_at(numbers, 4 * (3 + i)) {
            Some(length) if length <= i32::MAX as u32 => length,
            _ => 0,
        });
        Ok(Self { table: usize::from(flags & 0x0200 != 0), lengths, parts })
    }

    /// The characters of a story.
    pub fn story(&self, story: Story) -> Range<usize> {
        let index = story as usize;
        let start = self.lengths[..index].iter().map(|&length| length as usize).sum();
        start..start + self.lengths[index] as usize
    }

    /// A part of the table stream; what there is of it.
    pub fn part<'a>(&self, table: &'a [u8], part: Part) -> &'a [u8] {
        let (at, length) = self.parts.get(part as usize).copied().unwrap_or((0, 0));
        bytes::some_of(table, at as usize, length as usize)
    }

    /// Where a part ends in the table stream.
    pub fn end(&self, part: Part) -> usize {
        let (at, length) = self.parts.get(part as usize).copied().unwrap_or((0, 0));
        at as usize + length as usize
    }
}
