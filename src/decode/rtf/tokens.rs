//! The signs of RTF: bytes in, groups, control words and text out.
//!
//! ```text
//! token = "{" | "}" | "\" letter+ ["-"] digit* [" "] | "\'" hex hex | "\" other | text
//! ```

use memchr::memchr3;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\word12`
    Word(&'a str, Option<i32>),
    /// `\~`
    Symbol(u8),
    /// `\'d6`
    Byte(u8),
    /// Bytes that stand for themselves; line ends among them are none of the text.
    Text(&'a [u8]),
}

/// A place in the bytes.
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Digits of a number that are read; more are no number of this format.
const LONGEST_NUMBER: usize = 10;

impl<'a> Tokens<'a> {
    /// Before the first of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Passes over the bytes of a picture.
    pub fn pass_over(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'a>> {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol();
        }
        let word = std::str::from_utf8(&rest[..letters]).unwrap_or_default();
        let sign = usize::from(rest.get(letters) == Some(&b'-'));
        let digits = rest[letters + sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += letters;
        let mut number = None;
        if digits > 0 {
            let shown = &rest[letters..letters + sign + digits.min(LONGEST_NUMBER)];
            let value = std::str::from_utf8(shown).unwrap_or_default().parse::<i64>().unwrap_or(0);
            number = Some(value.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32);
            self.at += sign + digits;
        }
        // A blank ends the word and belongs to it.
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        Some(Token::Word(word, number))
    }

    fn symbol(&mut self) -> Option<Token<'a>> {
        let symbol = *self.bytes.get(self.at)?;
        self.at += 1;
        if symbol != b'\'' {
            return Some(Token::Symbol(symbol));
        }
        let digit = |byte: Option<&u8>| byte.and_then(|&byte| char::from(byte).to_digit(16));
        match (digit(self.bytes.get(self.at)), digit(self.bytes.get(self.at + 1))) {
            (Some(high), Some(low)) => {
                self.at += 2;
                Some(Token::Byte((high * 16 + low) as u8))
            }
            // No byte: what stands there is text.
            _ => Some(Token::Text(&[])),
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let first = *self.bytes.get(self.at)?;
        self.at += 1;
        match first {
            b'{' => Some(Token::Open),
            b'}' => Some(Token::Close),
            b'\\' => self.control(),
            _ => {
                let start = self.at - 1;
                let rest = &self.bytes[self.at..];
                self.at += memchr3(b'{', b'}', b'\\', rest).unwrap_or(rest.len());
                Some(Token::Text(&self.bytes[start..self.at]))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_bytes() {
        let text = b"{\\rtf1\\u-23614 ?\\'d6\\'q0\\~a\\bin99999999999999x}\\";
        let tokens: Vec<Token> = Tokens::new(text).collect();
        let expected = [
            Token::Open,
            Token::Word("rtf", Some(1)),
            Token::Word("u", Some(-23614)),
            Token::Text(b"?"),
            Token::Byte(0xd6),
            Token::Text(b""),
            Token::Text(b"q0"),
            Token::Symbol(b'~'),
            Token::Text(b"a"),
            Token::Word("bin", Some(i32::MAX)),
            Token::Text(b"x"),
            Token::Close,
        ];
        assert_eq!(tokens, expected);
    }
}
