//! Bytes of a file come in; text with LF line ends comes out, with the encoding it was read as and every place
//! that could not be read. Files that are no text are refused by what they look like.
//!
//! The decision is our own: general detectors call UTF-8 with one bad byte GBK, a cut character windows-1252, and
//! never see UTF-16 without a mark. Must not know: files, containers, what a budget is (beyond which characters are
//! frequent in one).

mod choose;
mod frequent;
mod likeness;
mod magic;
mod transcode;

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

/// Text read from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text: LF line ends (CRLF and lone CR became LF), no byte-order mark.
    pub text: String,
    /// The encoding it was read as, by its IANA name.
    pub encoding: &'static str,
    /// The places that could not be decoded, in order; the first [`MAX_FAULTS`] of them.
    pub faults: Vec<Fault>,
    /// How many places could not be decoded, listed or not.
    pub fault_count: usize,
}

/// How many faults a [`Decoded`] lists, so that a file of nothing but bad bytes cannot exhaust memory.
pub const MAX_FAULTS: usize = 10_000;

/// Bytes that could not be decoded; one U+FFFD stands for them in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Where the bad bytes begin in the input (byte-order marks counted).
    pub byte_offset: usize,
    /// Where the U+FFFD stands in the text, in code points.
    pub char_offset: usize,
    bad: [u8; 4],
    length: u8,
}

impl Fault {
    /// The bad bytes: one to four.
    pub fn bytes(&self) -> &[u8] {
        &self.bad[..usize::from(self.length)]
    }
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// They are a file of another kind: what it looks like.
    Binary(&'static str),
    /// There is nothing in them (a byte-order mark at most).
    Empty,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Binary(kind) => write!(f, "not a text file: looks like {kind}"),
            Refusal::Empty => f.write_str("the file is empty"),
        }
    }
}

impl std::error::Error for Refusal {}

/// An encoding this reader can be told to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030, and with it its subsets GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Big5 with the Hong Kong supplement.
    Big5,
}

impl Encoding {
    /// The IANA name.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GB18030",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Big5 => "Big5",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is none of the supported encodings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEncoding(pub String);

impl fmt::Display for UnknownEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.0;
        write!(f, "unknown encoding {name:?}; known are utf-8, gb18030 (gbk, gb2312), utf-16le, utf-16be, big5")
    }
}

impl std::error::Error for UnknownEncoding {}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let plain: String = name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).map(|c| c.to_ascii_lowercase()).collect();
        match plain.as_str() {
            "utf8" | "utf8sig" | "cp65001" | "65001" | "unicode11utf8" => Ok(Encoding::Utf8),
            "gb18030" | "gbk" | "xgbk" | "gb2312" | "gb231280" | "euccn" | "hzgb" | "cp936" | "ms936" | "windows936" | "936"
            | "cp54936" | "54936" | "chinese" | "csgb2312" => Ok(Encoding::Gb18030),
            // A mark in the file still turns the order round.
            "utf16" | "utf16le" | "ucs2" | "ucs2le" | "unicode" | "cp1200" | "1200" => Ok(Encoding::Utf16Le),
            "utf16be" | "ucs2be" | "unicodefffe" | "cp1201" | "1201" => Ok(Encoding::Utf16Be),
            "big5" | "big5hkscs" | "big5eten" | "cp950" | "ms950" | "windows950" | "950" | "xxbig5" | "csbig5" => Ok(Encoding::Big5),
            _ => Err(UnknownEncoding(name.to_owned())),
        }
    }
}

/// Reads bytes as text.
///
/// `forced` replaces the decision about the encoding, not the refusal of files with a known signature; and UTF-16
/// of either order follows the file's byte-order mark.
pub fn decode(bytes: &[u8], forced: Option<Encoding>) -> Result<Decoded, Refusal> {
    decode_declared(bytes, forced, None)
}

/// As [`decode`], with the encoding that the file says it is in: evidence like any other, since pages are saved again
/// in other encodings.
pub fn decode_declared(bytes: &[u8], forced: Option<Encoding>, declared: Option<Encoding>) -> Result<Decoded, Refusal> {
    if let Some(kind) = magic::kind(bytes) {
        return Err(Refusal::Binary(kind));
    }
    let (marked, skip) = choose::mark(bytes);
    let body = &bytes[skip..];
    if body.is_empty() {
        return Err(Refusal::Empty);
    }
    let decoded = match forced {
        Some(encoding) => transcode::transcode(body, skip, choose::obeying_mark(encoding, marked)),
        None => read(body, skip, marked, declared),
    };
    if forced.is_none() && likeness::is_binary(&decoded) {
        return Err(Refusal::Binary("binary data"));
    }
    Ok(decoded)
}

fn read(body: &[u8], skip: usize, marked: Option<Encoding>, declared: Option<Encoding>) -> Decoded {
    // Validated once: the text found here is copied, not decoded a second time.
    let utf8 = simdutf8::basic::from_utf8(body).ok();
    match (choose::choose(body, utf8.is_some(), marked, declared), utf8) {
        (Encoding::Utf8, Some(text)) => transcode::plain(text),
        (encoding, _) => transcode::transcode(body, skip, encoding),
    }
}
