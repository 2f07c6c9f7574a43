//! Reads the XML of one part, event by event: text in; elements with their namespace out.
//!
//! Refuses what no Word writes and attackers do: document types, entities, bottomless nesting. Nothing recurses.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::reader::Reader;

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
    start: BytesStart<'a>,
    /// Its namespace.
    pub ns: Ns,
}

impl Element<'_> {
    /// Its name without the prefix.
    pub fn local(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The attribute of this name, whatever its prefix.
    pub fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        attribute(&self.start, local)
    }

    /// Whether it has no attributes at all.
    pub fn is_bare(&self) -> bool {
        self.start.attributes_raw().is_empty()
    }
}

fn attribute<'a>(start: &'a BytesStart, local: &str) -> Option<Cow<'a, str>> {
    // Checks compare every attribute with every other: quadratic on a hostile tag.
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.local_name().into_inner() == local)?;
    match found.normalized_value(XmlVersion::Implicit1_0) {
        Ok(value) => Some(Cow::Owned(value.into_owned())),
        Err(_) => Some(Cow::Owned(found.value.into_owned())),
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
    Text(Cow<'a, str>),
    /// A character by its number, or one of the five that XML itself needs.
    Char(char),
    /// The part is over.
    End,
}

/// A place in a part.
pub struct Cursor<'a> {
    reader: Reader<&'a [u8]>,
    text: &'a str,
    depth: usize,
    /// Prefixes in force, innermost last, each with the depth it was declared at.
    names: Vec<(usize, String, Ns)>,
    /// The last prefix looked up: nearly always the next one too.
    last: Option<(String, Ns)>,
}

impl<'a> Cursor<'a> {
    /// Before the first element of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, text, depth: 0, names: Vec::new(), last: None }
    }

    /// The next event.
    pub fn next(&mut self) -> Result<Event<'a>, Refusal> {
        loop {
            let event = match self.reader.read_event() {
                Ok(Raw::Start(start) | Raw::Empty(start)) => Event::Open(self.open(start)?),
                Ok(Raw::End(_)) => {
                    self.close();
                    Event::Close
                }
                Ok(Raw::Text(text)) => Event::Text(text.into_inner()),
                Ok(Raw::CData(text)) => Event::Text(text.into_inner()),
                Ok(Raw::GeneralRef(reference)) => Event::Char(resolve(&reference)?),
                Ok(Raw::DocType(_)) => {
                    return Err(hostile("a document type declaration, which no Word file has"));
                }
                Ok(Raw::Eof) if self.depth > 0 => {
                    return Err(damaged(format!("the XML ends inside {} open element(s)", self.depth)));
                }
                Ok(Raw::Eof) => Event::End,
                Ok(_) => continue,
                Err(error) => {
                    return Err(damaged(format!("the XML breaks off at byte {}: {error}", self.reader.error_position())));
                }
            };
            return Ok(event);
        }
    }

    /// Passes over the rest of the element just opened and gives back its content.
    pub fn skip(&mut self, element: &Element) -> Result<&'a str, Refusal> {
        let span = self
            .reader
            .read_to_end(element.start.name())
            .map_err(|error| damaged(format!("the XML breaks off at byte {}: {error}", self.reader.error_position())))?;
        self.close();
        Ok(self.text.get(span.start as usize..span.end as usize).unwrap_or_default())
    }

    fn open(&mut self, start: BytesStart<'a>) -> Result<Element<'a>, Refusal> {
        self.depth += 1;
        if self.depth > MOST_NESTED {
            return Err(hostile(format!("elements nested more than {MOST_NESTED} deep")));
        }
        if start.attributes_raw().contains("xmlns") {
            self.declare(&start)?;
        }
        let name = start.name();
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        let ns = match &self.last {
            Some((last, ns)) if last == prefix => *ns,
            _ => {
                let ns = self.names.iter().rev().find(|(_, known, _)| known == prefix).map_or(Ns::Other, |(.., ns)| *ns);
                self.last = Some((prefix.to_owned(), ns));
                ns
            }
        };
        Ok(Element { start, ns })
    }

    fn declare(&mut self, start: &BytesStart) -> Result<(), Refusal> {
        self.last = None;
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let prefix = match key.strip_prefix("xmlns") {
                Some("") => "",
                Some(rest) if rest.starts_with(':') => &rest[1..],
                _ => continue,
            };
            if self.names.len() >= MOST_NAMES {
                return Err(hostile(format!("more than {MOST_NAMES} namespace declarations in force")));
            }
            self.names.push((self.depth, prefix.to_owned(), Ns::of(attribute.value.trim())));
        }
        Ok(())
    }

    fn close(&mut self) {
        while self.names.last().is_some_and(|(depth, ..)| *depth >= self.depth) {
            self.names.pop();
            self.last = None;
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Calls `each` for every element of `text` in reading order, whatever its namespace. What tracked changes keep of
/// the earlier state (`…Change`) is passed over.
pub fn elements(text: &str, mut each: impl FnMut(&str, &Element)) -> Result<(), Refusal> {
    let mut cursor = Cursor::new(text);
    loop {
        match cursor.next()? {
            Event::Open(element) if element.local().ends_with("Change") => {
                cursor.skip(&element)?;
            }
            Event::Open(element) => each(element.local(), &element),
            Event::End => return Ok(()),
            _ => {}
        }
    }
}

fn resolve(reference: &quick_xml::events::BytesRef) -> Result<char, Refusal> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => return Ok(c),
        Ok(None) => {}
        Err(_) => return Ok('\u{fffd}'),
    }
    Ok(match &**reference {
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
