//! Reads the XML of one part, event by event: text in; elements with their namespace out.
//!
//! Refuses what no Word writes and attackers do: document types, entities, bottomless nesting. Nothing recurses.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use memchr::memmem::Finder;
use quick_xml::XmlVersion;
use quick_xml::events::BytesRef;
use quick_xml::events::attributes::Attributes;

use super::tags::{Broken, Tag, Tags, Token, fault};
use super::{damaged, hostile};
use crate::decode::Refusal;
use crate::decode::limits::{MOST_NAMES, MOST_NESTED};

/// The namespaces that matter here, transitional and strict alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ns {
    /// WordprocessingML.
    Word,
    /// Markup compatibility: alternate contents.
    Markup,
    /// Formulas.
    Math,
    /// DrawingML: pictures.
    Drawing,
    /// VML: older pictures.
    Vml,
    /// Any other.
    Other,
}

impl Ns {
    fn of(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main" | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Ns::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Ns::Markup,
            "http://schemas.openxmlformats.org/officeDocument/2006/math" | "http://purl.oclc.org/ooxml/officeDocument/math" => Ns::Math,
            "http://schemas.openxmlformats.org/drawingml/2006/main" | "http://purl.oclc.org/ooxml/drawingml/main" => Ns::Drawing,
            "urn:schemas-microsoft-com:vml" => Ns::Vml,
            _ => Ns::Other,
        }
    }
}

/// A start tag.
#[derive(Debug)]
pub struct Element<'a> {
    tag: Tag<'a>,
    /// Bytes of its prefix and the colon.
    prefix: usize,
    /// Its namespace.
    pub ns: Ns,
}

impl<'a> Element<'a> {
    /// Its name without the prefix.
    pub fn local(&self) -> &'a str {
        &self.tag.content[self.prefix..self.tag.name]
    }

    /// The attribute of this name, whatever its prefix.
    pub fn attribute(&self, local: &str) -> Option<Cow<'a, str>> {
        // Checks compare every attribute with every other: quadratic on a hostile tag.
        let mut attributes = Attributes::new(self.tag.content, self.tag.name);
        let found = attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == local)?;
        Some(found.normalized_value(XmlVersion::Implicit1_0).unwrap_or(found.value))
    }

    /// Whether blanks at the edges of its text count.
    pub fn keeps_blanks(&self) -> bool {
        match &self.tag.content[self.tag.name..] {
            "" => false,
            " xml:space=\"preserve\"" => true,
            _ => self.attribute("space").is_some_and(|space| space == "preserve"),
        }
    }

    /// Its name with the prefix.
    fn name(&self) -> &'a str {
        &self.tag.content[..self.tag.name]
    }
}

/// What comes next.
#[derive(Debug)]
pub enum Event<'a> {
    /// An element begins; an empty one ends at once.
    Open(Element<'a>),
    /// The innermost element ends.
    Close,
    /// Characters.
    Text(&'a str),
    /// A character by its number, or one of the five that XML itself needs.
    Char(char),
    /// The part is over.
    End,
}

/// A place in a part.
pub struct Cursor<'a> {
    tags: Tags<'a>,
    text: &'a str,
    /// Prefixes in force, innermost last, each with the depth it was declared at.
    names: Vec<(usize, &'a str, Ns)>,
    /// The last prefix looked up: nearly always the next one too.
    last: Option<(&'a str, Ns)>,
    xmlns: Finder<'static>,
}

impl<'a> Cursor<'a> {
    /// Before the first element of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { tags: Tags::new(text), text, names: Vec::new(), last: None, xmlns: Finder::new("xmlns") }
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Event<'a>, Refusal> {
        Ok(match self.token()? {
            Token::Open(tag) => Event::Open(self.open(tag)?),
            Token::Close => {
                self.close();
                Event::Close
            }
            Token::Text(text) => Event::Text(text),
            Token::Reference(reference) => Event::Char(resolve(reference)?),
            Token::DocType => return Err(hostile("a document type declaration, which no Word file has")),
            Token::End if self.tags.depth() > 0 => return Err(self.unended()),
            Token::End => Event::End,
        })
    }

    /// Passes over the rest of the element just opened and gives back its content.
    pub fn skip(&mut self) -> Result<&'a str, Refusal> {
        let (start, depth) = (self.tags.place(), self.tags.depth());
        loop {
            match self.token()? {
                Token::Close if self.tags.depth() < depth => {
                    self.close();
                    return Ok(self.tags.since(start));
                }
                Token::End => return Err(self.unended()),
                _ => {}
            }
        }
    }

    /// As [`Self::skip`], with what the content comes to; `read` is asked only for what is not `known`.
    pub fn list<'k, T>(
        &mut self,
        element: &Element<'a>,
        known: &'k mut Known<'a, T>,
        read: impl FnOnce(&'a str) -> Result<T, Refusal>,
    ) -> Result<(&'a str, &'k T), Refusal> {
        known.look_for_the_end_of(element.name());
        // A content that was read once is well formed, wherever it stands.
        let again = self.tags.ahead(&known.end, LONGEST_KNOWN).and_then(|content| Some((content, *known.places.get(content)?)));
        let (content, place) = match again {
            Some((content, place)) => {
                self.tags.jump(content, known.end.needle());
                self.close();
                (content, place)
            }
            None => {
                let content = self.skip()?;
                (content, known.place(content, read)?)
            }
        };
        Ok((content, &known.values[place]))
    }

    fn token(&mut self) -> Result<Token<'a>, Refusal> {
        self.tags.next().map_err(|Broken| {
            let (place, reason) = fault(self.text);
            damaged(format!("the XML breaks off at byte {place}: {reason}"))
        })
    }

    fn unended(&self) -> Refusal {
        damaged(format!("the XML ends inside {} open element(s)", self.tags.depth()))
    }

    fn open(&mut self, tag: Tag<'a>) -> Result<Element<'a>, Refusal> {
        if self.tags.depth() > MOST_NESTED {
            return Err(hostile(format!("elements nested more than {MOST_NESTED} deep")));
        }
        let (name, attributes) = tag.content.split_at(tag.name);
        if !attributes.is_empty() && self.xmlns.find(attributes.as_bytes()).is_some() {
            self.declare(tag)?;
        }
        let colon = name.bytes().position(|byte| byte == b':');
        let prefix = &name[..colon.unwrap_or(0)];
        let ns = match self.last {
            Some((last, ns)) if last == prefix => ns,
            _ => {
                let ns = self.names.iter().rev().find(|(_, known, _)| *known == prefix).map_or(Ns::Other, |(.., ns)| *ns);
                self.last = Some((prefix, ns));
                ns
            }
        };
        Ok(Element { tag, prefix: colon.map_or(0, |colon| colon + 1), ns })
    }

    fn declare(&mut self, tag: Tag<'a>) -> Result<(), Refusal> {
        self.last = None;
        for attribute in Attributes::new(tag.content, tag.name).with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            if self.names.len() >= MOST_NAMES {
                return Err(hostile(format!("more than {MOST_NAMES} namespace declarations in force")));
            }
            self.names.push((self.tags.depth(), prefix, Ns::of(attribute.value.trim())));
        }
        Ok(())
    }

    /// Forgets what the element that ended had declared.
    fn close(&mut self) {
        while self.names.last().is_some_and(|(depth, ..)| *depth > self.tags.depth()) {
            self.names.pop();
            self.last = None;
        }
    }
}

/// What the contents of one kind of element come to. Word processors write the same few lists of properties thousands of
/// times: each is parsed once, and found again by its bytes.
pub struct Known<'a, T> {
    places: HashMap<&'a str, usize, RandomState>,
    values: Vec<T>,
    /// The name last asked for, and its end tag.
    name: &'a str,
    end: Finder<'static>,
}

/// Longer lists than real ones are parsed each time: looking for their ends would take time that grows with the square.
const LONGEST_KNOWN: usize = 4096;
/// More different lists than real files have are forgotten again.
const MOST_KNOWN: usize = 4096;

impl<T> Default for Known<'_, T> {
    fn default() -> Self {
        Self { places: HashMap::default(), values: Vec::new(), name: "", end: Finder::new("") }
    }
}

impl<'a, T> Known<'a, T> {
    fn look_for_the_end_of(&mut self, name: &'a str) {
        if self.name != name {
            (self.name, self.end) = (name, Finder::new(&format!("</{name}>")).into_owned());
        }
    }

    fn place(&mut self, content: &'a str, read: impl FnOnce(&'a str) -> Result<T, Refusal>) -> Result<usize, Refusal> {
        if let Some(place) = self.places.get(content) {
            return Ok(*place);
        }
        if self.values.len() >= MOST_KNOWN {
            self.places.clear();
            self.values.clear();
        }
        let place = self.values.len();
        self.values.push(read(content)?);
        self.places.insert(content, place);
        Ok(place)
    }
}

/// Calls `each` for every element of `text` in reading order, whatever its namespace. What tracked changes keep of
/// the earlier state (`…Change`) is passed over.
pub fn elements(text: &str, mut each: impl FnMut(&str, &Element)) -> Result<(), Refusal> {
    let mut cursor = Cursor::new(text);
    loop {
        match cursor.next()? {
            Event::Open(element) if element.local().ends_with("Change") => {
                cursor.skip()?;
            }
            Event::Open(element) => each(element.local(), &element),
            Event::End => return Ok(()),
            _ => {}
        }
    }
}

fn resolve(reference: &str) -> Result<char, Refusal> {
    match BytesRef::new(reference).resolve_char_ref() {
        Ok(Some(c)) => return Ok(c),
        Ok(None) => {}
        Err(_) => return Ok('\u{fffd}'),
    }
    Ok(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        other => {
            return Err(hostile(format!("the entity &{};, which no Word file declares", other.chars().take(40).collect::<String>())));
        }
    })
}

#[cfg(test)]
mod tests;
