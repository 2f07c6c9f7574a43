//! Cuts XML into tags and text: text in, tokens out. Knows no namespace and no name.
//!
//! Takes and refuses what quick-xml does, token for token (a test holds the two against each other), at a fraction of
//! its cost: no event is checked for UTF-8 again, no name copied. Rare markup is given to quick-xml itself.

use memchr::{memchr, memchr_iter, memchr2, memchr3, memchr3_iter};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// An element begins; an empty one ends at once.
    Open(Tag<'a>),
    /// The innermost element ends.
    Close,
    /// Characters.
    Text(&'a str),
    /// What stands between `&` and `;`.
    Reference(&'a str),
    /// A document type declaration.
    DocType,
    /// The text is over, perhaps inside an element.
    End,
}

/// What stands between `<` and `>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Name and attributes.
    pub content: &'a str,
    /// Bytes of the name.
    pub name: usize,
}

/// The text is no XML from here on; [`fault`] says why.
#[derive(Debug)]
pub struct Broken;

/// A place in a text.
pub struct Tags<'a> {
    text: &'a str,
    at: usize,
    /// Where the token before began.
    from: usize,
    /// Whether the element just opened is an empty one, whose end is still to come.
    empty: bool,
    open: Vec<Name>,
}

/// Where the name of an open element stands: smaller than a slice, since hostile files nest without end.
struct Name {
    start: u32,
    length: u32,
    /// Whether no quotation mark is in it, as in all real ones.
    plain: bool,
}

impl<'a> Tags<'a> {
    /// Before the first token of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), at: 0, from: 0, empty: false, open: Vec::new() }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Behind the last token.
    pub fn place(&self) -> usize {
        self.at
    }

    /// The text from `start` to the last token.
    pub fn since(&self, start: usize) -> &'a str {
        &self.text[start..self.from]
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'a>, Broken> {
        self.from = self.at;
        if std::mem::take(&mut self.empty) {
            self.open.pop();
            return Ok(Token::Close);
        }
        loop {
            self.from = self.at;
            let rest = &self.text.as_bytes()[self.at..];
            let Some(&first) = rest.first() else {
                return Ok(Token::End);
            };
            match (first, rest.get(1)) {
                (b'<', Some(b'/')) => return self.close(rest),
                (b'<', Some(b'!' | b'?')) => match self.rare()? {
                    Some(token) => return Ok(token),
                    None => continue,
                },
                (b'<', _) => return self.open(rest),
                (b'&', _) => return self.reference(rest),
                _ => {
                    let length = memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                    return Ok(Token::Text(self.take(length)));
                }
            }
        }
    }

    /// Passes over what stands from here to the end tag `end`, and over that: the caller knows that it is well formed.
    pub fn jump(&mut self, content: &str, end: &[u8]) {
        self.at += content.len() + end.len();
        self.open.pop();
    }

    /// What stands before the nearest `end`, if that is near.
    pub fn ahead(&self, end: &memchr::memmem::Finder, most: usize) -> Option<&'a str> {
        let rest = &self.text.as_bytes()[self.at..];
        if self.empty {
            return None;
        }
        let length = end.find(&rest[..rest.len().min(most)])?;
        Some(&self.text[self.at..self.at + length])
    }

    fn take(&mut self, length: usize) -> &'a str {
        let start = self.at;
        self.at += length;
        &self.text[start..self.at]
    }

    fn open(&mut self, rest: &[u8]) -> Result<Token<'a>, Broken> {
        let edge = 1 + rest[1..].iter().position(|&byte| is_blank(byte) || matches!(byte, b'>' | b'\'' | b'"')).ok_or(Broken)?;
        let end = if rest[edge] == b'>' { edge } else { tag_end(rest).ok_or(Broken)? };
        self.empty = rest[end - 1] == b'/' && end > 1;
        let start = self.at + 1;
        let tag = self.take(end + 1);
        let content = &tag[1..end - usize::from(self.empty)];
        let plain = !matches!(rest[edge], b'\'' | b'"');
        let name = if plain { content.len().min(edge - 1) } else { content.bytes().position(is_blank).unwrap_or(content.len()) };
        let narrow = |number: usize| u32::try_from(number).map_err(|_| Broken);
        self.open.push(Name { start: narrow(start)?, length: narrow(name)?, plain });
        Ok(Token::Open(Tag { content, name }))
    }

    fn close(&mut self, rest: &[u8]) -> Result<Token<'a>, Broken> {
        let Name { start, length, plain } = self.open.pop().ok_or(Broken)?;
        let name = &self.text.as_bytes()[start as usize..][..length as usize];
        let inner = &rest[2..];
        if plain && inner.starts_with(name) && inner.get(name.len()) == Some(&b'>') {
            self.at += 2 + name.len() + 1;
            return Ok(Token::Close);
        }
        let end = tag_end(inner).ok_or(Broken)?;
        self.at += 2 + end + 1;
        let (found, behind) = inner[..end].split_at(name.len().min(end));
        if found == name && behind.iter().copied().all(is_blank) { Ok(Token::Close) } else { Err(Broken) }
    }

    fn reference(&mut self, rest: &[u8]) -> Result<Token<'a>, Broken> {
        let end = memchr3(b';', b'&', b'<', &rest[1..]).filter(|&end| rest[1 + end] == b';').ok_or(Broken)?;
        let reference = self.take(end + 2);
        Ok(Token::Reference(&reference[1..=end]))
    }

    /// Comments, marked sections, processing instructions, document types.
    fn rare(&mut self) -> Result<Option<Token<'a>>, Broken> {
        let mut reader = Reader::from_str(&self.text[self.at..]);
        let event = reader.read_event().map_err(|_| Broken)?;
        let markup = self.take(reader.buffer_position() as usize);
        Ok(match event {
            Event::CData(_) => Some(Token::Text(&markup["<![CDATA[".len()..markup.len() - "]]>".len()])),
            Event::DocType(_) => Some(Token::DocType),
            _ => None,
        })
    }
}

/// Where the `>` of a tag stands that no quotation marks enclose.
fn tag_end(tag: &[u8]) -> Option<usize> {
    let first = memchr(b'>', tag)?;
    // As tags are: in pairs of double quotation marks, and no `>` between them.
    if memchr(b'\'', &tag[..first]).is_none() && memchr_iter(b'"', &tag[..first]).count().is_multiple_of(2) {
        return Some(first);
    }
    let mut quote = None;
    for at in memchr3_iter(b'>', b'\'', b'"', tag) {
        match quote {
            None if tag[at] == b'>' => return Some(at),
            None => quote = Some(tag[at]),
            Some(open) if open == tag[at] => quote = None,
            Some(_) => {}
        }
    }
    None
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Where quick-xml finds a text to be no XML, and why.
pub fn fault(text: &str) -> (u64, String) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return (text.len() as u64, "no reason known".to_owned()),
            Ok(_) => {}
            Err(error) => return (reader.error_position(), error.to_string()),
        }
    }
}
