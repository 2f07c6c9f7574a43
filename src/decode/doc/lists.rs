//! Automatic numbering ([MS-DOC] 2.9.131, 2.9.147): the lists of a .doc, told to the engine that counts for .docx.

use super::bytes::{self, u8_at, u16_at, u32_at};
use crate::decode::docx::numbering::{Level, Numbering};

/// Reads PlfLst and PlfLfo. The levels of the lists stand in `table` from `levels` on, behind PlfLst.
pub fn read(lists: &[u8], overrides: &[u8], table: &[u8], levels: usize) -> Numbering {
    let mut numbering = Numbering::default();
    let mut at = levels;
    for list in bytes::some_of(lists, 2, 28 * usize::from(u16_at(lists, 0).unwrap_or(0))).chunks_exact(28) {
        let count = if list[26] & 1 != 0 { 1 } else { 9 };
        let id = u32_at(list, 0).unwrap_or(0);
        let mut found = Vec::new();
        for index in 0..count {
            let Some((mut level, length)) = level(table, at) else {
                break;
            };
            // rgistdPara: the style that goes with the level.
            if let Some(style) = u16_at(list, 8 + 2 * index).filter(|&style| style != 0x0fff) {
                level.take("pStyle", Some(&style.to_string()));
            }
            found.push(level);
            at += length;
        }
        numbering.define(id, found);
    }
    overridden(&mut numbering, overrides);
    numbering
}

/// The uses of the lists, which paragraphs refer to by number from 1.
fn overridden(numbering: &mut Numbering, overrides: &[u8]) {
    let count = u32_at(overrides, 0).unwrap_or(0) as usize;
    let uses = bytes::some_of(overrides, 4, count.saturating_mul(16));
    let mut at = 4 + uses.len();
    for (index, list) in uses.chunks_exact(16).enumerate() {
        let (mut starts, mut own) = (Vec::new(), Vec::new());
        at += 4;
        for _ in 0..list[12] {
            let (Some(start), Some(flags)) = (u32_at(overrides, at), u32_at(overrides, at + 4)) else {
                break;
            };
            at += 8;
            let number = (flags & 0x0f) as usize;
            if flags & 0x20 != 0 {
                let Some((level, length)) = level(overrides, at) else {
                    break;
                };
                own.push((number, level));
                at += length;
            } else if flags & 0x10 != 0 {
                starts.push((number, start));
            }
        }
        let id = u32_at(list, 0).unwrap_or(0);
        numbering.list(index as u32 + 1, id, starts, own);
    }
}

/// LVL ([MS-DOC] 2.9.150), and how many bytes it takes.
fn level(table: &[u8], at: usize) -> Option<(Level, usize)> {
    let fixed = bytes::part(table, at, 28)?;
    let lists = usize::from(fixed[24]) + usize::from(fixed[25]);
    let text = at + 28 + lists;
    let length = usize::from(u16_at(table, text)?);
    let characters = bytes::part(table, text + 2, 2 * length)?;
    let mut level = Level::default();
    level.take("start", Some(&u32_at(fixed, 0)?.to_string()));
    level.take("numFmt", Some(format(fixed[4])));
    level.take("lvlText", Some(&pattern(characters, &fixed[6..15])));
    level.take("suff", Some(["tab", "space", "nothing"].get(usize::from(fixed[15])).copied().unwrap_or("tab")));
    if fixed[5] & 0x04 != 0 {
        level.take("isLgl", None);
    }
    // fNoRestart: counts on, or restarts only after a level further out.
    if fixed[5] & 0x08 != 0 {
        level.take("lvlRestart", Some(&u8_at(fixed, 26)?.to_string()));
    }
    Some((level, 28 + lists + 2 + 2 * length))
}

/// `第%1条`: the characters whose places are listed (from 1) are levels.
fn pattern(characters: &[u8], places: &[u8]) -> String {
    let mut pattern = String::new();
    for (at, unit) in characters.chunks_exact(2).enumerate() {
        let named = places.iter().any(|&place| usize::from(place) == at + 1);
        if named && unit[1] == 0 && unit[0] < 9 {
            pattern.push('%');
            pattern.push(char::from(b'1' + unit[0]));
        } else {
            pattern.push_str(&bytes::utf16(unit));
        }
    }
    pattern
}

/// MSONFC ([MS-OSHARED] 2.2.1.3) in the words of .docx.
fn format(code: u8) -> &'static str {
    match code {
        0 => "decimal",
        1 => "upperRoman",
        2 => "lowerRoman",
        3 => "upperLetter",
        4 => "lowerLetter",
        10 => "ideographDigital",
        11 => "japaneseCounting",
        14 => "decimalFullWidth",
        16 => "japaneseLegal",
        17 => "japaneseDigitalTenThousand",
        18 => "decimalEnclosedCircle",
        19 => "decimalFullWidth2",
        22 => "decimalZero",
        23 => "bullet",
        26 => "decimalEnclosedFullstop",
        27 => "decimalEnclosedParen",
        28 => "decimalEnclosedCircleChinese",
        29 => "ideographEnclosedCircle",
        30 => "ideographTraditional",
        31 => "ideographZodiac",
        33 => "taiwaneseCounting",
        34 => "ideographLegalTraditional",
        35 => "taiwaneseCountingThousand",
        36 => "taiwaneseDigital",
        37 => "chineseCounting",
        38 => "chineseLegalSimplified",
        39 => "chineseCountingThousand",
        255 => "none",
        _ => "decimal",
    }
}
