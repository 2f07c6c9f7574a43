//! Folding for comparison: blanks dropped, widths and quotation marks made one, places kept.
//!
//! Only labels and keys are compared folded; values keep the text as printed.

use std::borrow::Cow;
use std::str::Chars;

use crate::model::span::is_blank;

/// The character that `c` is compared as.
pub fn fold(c: char) -> char {
    match c {
        // Most characters, asked first.
        '\u{4e00}'..='\u{9fff}' => c,
        '，' | '､' => ',',
        '“' | '”' | '„' | '＂' | '『' | '』' | '「' | '」' => '"',
        '‘' | '’' => '\'',
        '〔' | '［' | '【' | '〈' => '[',
        '〕' | '］' | '】' | '〉' => ']',
        '﹦' => '=',
        '﹥' => '>',
        '﹤' => '<',
        '∶' | '︰' | '﹕' => ':',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `text` folded, as one string.
pub fn fold_into(text: &str) -> String {
    folded(text).into_owned()
}

/// `text` folded; itself where folding changes nothing, as in most cells.
pub fn folded(text: &str) -> Cow<'_, str> {
    let mut folded = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // Letters, digits and Chinese characters, by their first byte: nothing of them is folded.
        match byte {
            0x21..=0x7e => {
                at += 1;
                continue;
            }
            0xe4..=0xe9 => {
                at += 3;
                continue;
            }
            _ => {}
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        let own = fold(c);
        let blank = is_blank(c);
        if own == c && !blank {
            continue;
        }
        folded.push_str(&text[copied..at - c.len_utf8()]);
        if !blank {
            folded.push(own);
        }
        copied = at;
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    folded.push_str(&text[copied..]);
    Cow::Owned(folded)
}

/// Walks a text folded, each character with its bytes.
#[derive(Debug, Clone)]
pub struct Folded<'a> {
    rest: Chars<'a>,
    /// The length of the text.
    end: usize,
}

impl<'a> Folded<'a> {
    /// From byte `at` of `text` on.
    pub fn new(text: &'a str, at: usize) -> Self {
        Self { rest: text[at..].chars(), end: text.len() }
    }
}

impl Iterator for Folded<'_> {
    /// The folded character, its first byte and one past its last.
    type Item = (char, usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let start = self.end - self.rest.as_str().len();
            let c = self.rest.next()?;
            if !is_blank(c) {
                return Some((fold(c), start, start + c.len_utf8()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_blanks_and_wraps_do_not_count() {
        assert_eq!(fold_into("部门（单位）\n名   称："), fold_into("部门(单位)名称:"));
    }
}
