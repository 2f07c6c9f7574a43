//! A reading comes in; a number comes out that is the higher the more it looks like a Chinese document.
//! Zero is what plain ASCII gets: neither for nor against a reading.

use super::Decoded;
use super::frequent::{COMMON_SIMPLIFIED, COMMON_TRADITIONAL, FREQUENT_SIMPLIFIED, FREQUENT_TRADITIONAL};

const COMMON: i8 = 3;
const FREQUENT: i8 = 2;
const RARE: i8 = -1;
const FOREIGN: i64 = -3;
const CONTROL: i64 = -4;
const FAULT: i64 = -6;

const FIRST_HANZI: u32 = 0x4E00;
const HANZI: usize = 0x5200;

static WEIGHTS: [i8; HANZI] = {
    let mut table = [RARE; HANZI];
    mark(&mut table, FREQUENT_TRADITIONAL, FREQUENT);
    mark(&mut table, FREQUENT_SIMPLIFIED, FREQUENT);
    mark(&mut table, COMMON_TRADITIONAL, COMMON);
    mark(&mut table, COMMON_SIMPLIFIED, COMMON);
    table
};

const fn mark(table: &mut [i8; HANZI], characters: &str, weight: i8) {
    let bytes = characters.as_bytes();
    let mut i = 0;
    // Every Hanzi of the tables is three bytes of UTF-8; `str::chars` cannot be called in a constant.
    while i + 2 < bytes.len() {
        let high = (bytes[i] as usize & 0x0F) << 12;
        let middle = (bytes[i + 1] as usize & 0x3F) << 6;
        let low = bytes[i + 2] as usize & 0x3F;
        table[(high | middle | low) - FIRST_HANZI as usize] = weight;
        i += 3;
    }
}

/// How much a reading looks like a Chinese document. `wide`: it is of UTF-16, where an ASCII character is evidence
/// (in the other encodings every reading shares them).
pub(super) fn likeness(reading: &Decoded, wide: bool) -> i64 {
    let ascii = if wide { 2 } else { 0 };
    let characters: i64 = reading.text.chars().map(|c| weight(c, ascii)).sum();
    characters + FAULT * reading.fault_count as i64
}

fn weight(c: char, ascii: i64) -> i64 {
    match c {
        '\t' | '\n' | ' '..='~' => ascii,
        '\0' => -ascii,
        // Page breaks, the DOS end of file, the escape: `odd_controls` lets them pass too.
        '\u{B}' | '\u{C}' | '\u{1A}' | '\u{1B}' => 0,
        '\u{1}'..='\u{1F}' | '\u{7F}'..='\u{9F}' => CONTROL,
        // Accents of pinyin and the signs people type: · × ÷ ° ± ² ³ §.
        '\u{A0}'..='\u{FF}' => 2,
        '\u{101}' | '\u{113}' | '\u{11B}' | '\u{12B}' | '\u{14D}' | '\u{16B}' | '\u{1CE}'..='\u{1DC}' => 1,
        // Text in other scripts need not be a misreading: as bad as rare Hanzi, no worse.
        '\u{391}'..='\u{451}' | '\u{600}'..='\u{6FF}' => i64::from(RARE),
        '\u{2010}'..='\u{2044}' | '\u{2103}' | '\u{2160}'..='\u{217B}' | '\u{2190}'..='\u{2193}' => 1,
        '\u{2264}'..='\u{2267}' | '\u{2460}'..='\u{249B}' | '\u{2500}'..='\u{257F}' => 1,
        '\u{25A0}'..='\u{25CF}' | '\u{2605}' | '\u{2606}' | '\u{2611}' | '\u{2713}' | '\u{2714}' => 1,
        '\u{3000}'..='\u{3017}' | '\u{FF01}'..='\u{FF5E}' | '\u{FFE5}' => 2,
        '\u{4E00}'..='\u{9FFF}' => i64::from(WEIGHTS[(c as u32 - FIRST_HANZI) as usize]),
        // Its place is counted as a fault, or stood in the input as itself.
        '\u{FFFD}' => 0,
        _ => FOREIGN,
    }
}

/// Whether a decoded text is none: too many control characters and faults, and no Chinese to outweigh them.
pub(super) fn is_binary(decoded: &Decoded) -> bool {
    let bytes = decoded.text.as_bytes();
    let nuls = memchr::memchr(0, bytes).map_or(0, |first| memchr::memchr_iter(0, &bytes[first..]).count());
    if nuls == bytes.len() {
        return true;
    }
    let odd = odd_controls(bytes) + decoded.fault_count;
    // The constant keeps one stray byte in a cell of two digits from being a refusal; the length in bytes comes
    // first because it is known, and at least that in characters.
    let allowed = |characters: usize| 2 + (characters - nuls) / 10;
    odd > allowed(bytes.len() / 4 + nuls) && odd > allowed(decoded.text.chars().count()) && likeness(decoded, false) <= 0
}

/// Control characters no text has: all but NUL (padding), TAB to CR, the DOS end of file and the escape.
fn odd_controls(bytes: &[u8]) -> usize {
    let odd = |b: u8| (b.wrapping_sub(1) < 8) | (b.wrapping_sub(14) < 12) | (b.wrapping_sub(28) < 4) | (b == 127);
    // Chunks whose count fits a byte: the compiler then counts many bytes at once.
    let count = |chunk: &[u8]| usize::from(chunk.iter().map(|&b| u8::from(odd(b))).sum::<u8>());
    bytes.chunks(255).map(count).sum()
}
