//! Where a piece of text stands: half-open byte ranges of the canonical text, and their translation
//! into the code-point offsets that the contract speaks of.

use smallvec::SmallVec;

/// A half-open byte range of the canonical text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// The places of one value; nearly always one.
pub type Spans = SmallVec<[Span; 1]>;

impl Span {
    /// The range `start..end`, in bytes; empty where the end lies before the start.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end.max(start) as u32 }
    }

    /// What spans are ordered by, as one number: sorting many of them compares once for each two.
    pub fn key(self) -> u64 {
        u64::from(self.start) << 32 | u64::from(self.end)
    }

    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Its text.
    pub fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range without the blanks at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let inner = self.of(text);
        let behind = inner.trim_start_matches(is_blank);
        let start = self.start as usize + inner.len() - behind.len();
        Span::new(start, start + behind.trim_end_matches(is_blank).len())
    }
}

/// A blank for layout purposes: Unicode white space and the invisible characters that exports leave behind.
pub fn is_blank(c: char) -> bool {
    // Most characters, asked first.
    !('\u{3001}'..='\u{fefe}').contains(&c)
        && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{0}'))
}

/// Translates byte offsets of one text into code-point offsets.
///
/// Keeps one running count for every `STEP` bytes, so that a look-up reads at most `STEP` bytes.
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<u32>,
}

/// Few enough that a byte can count them, and so many that whole registers of bytes are counted at once.
const STEP: usize = 128;

impl<'a> CodePoints<'a> {
    /// Counts `text` once.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(count);
            count += u32::from(starts(chunk));
        }
        Self { text, marks }
    }

    /// The number of code points before byte `offset`.
    pub fn at(&self, offset: u32) -> usize {
        let offset = offset as usize;
        let mark = (offset / STEP).min(self.marks.len().saturating_sub(1));
        let counted = self.marks.get(mark).copied().unwrap_or(0);
        counted as usize + usize::from(starts(&self.text.as_bytes()[mark * STEP..offset]))
    }

    /// A span as the pair of code-point offsets that the contract prints.
    pub fn pair(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// Of at most `STEP` bytes, those that begin a code point.
fn starts(bytes: &[u8]) -> u8 {
    bytes.iter().map(|&b| u8::from((b as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_counted_in_code_points() {
        let text = "项目a名称".repeat(200);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte as u32), count);
        }
        assert_eq!(points.at(text.len() as u32), 1000);
    }

    #[test]
    fn trimming_takes_every_kind_of_blank() {
        let text = " \u{3000}\t名 称\u{a0}\u{200b} ";
        assert_eq!(Span::new(0, text.len()).trimmed(text).of(text), "名 称");
    }
}
