//! Word files of 1997 to 2003 (.doc; from Word, WPS or a converter): bytes in, canonical text and pieces out. Told by
//! what is inside, never by a name. Comments are left out, as in .docx files.
//!
//! ```text
//! container → file information → characters, property runs, styles, lists → outline of each story → flow → grid
//! ```
//! Nothing recurses, everything is capped: a hostile file gives an error, in time and memory of its own size.

mod bytes;
mod container;
mod fib;
mod lists;
mod pages;
mod paragraphs;
mod pictures;
mod properties;
mod rows;
mod shapes;
mod sprm;
mod story;
mod styles;
mod text;
mod word6;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use self::container::Streams;
use self::fib::{Age, Fib, Part, Story};
use self::pages::{Kind, Runs};
use self::shapes::Shapes;
use self::story::Counters;
use self::styles::Styles;
use self::text::Text;
use self::word6::Rewritten;
use super::docx::numbering::Numbering;
use super::grid::{Block, Grid};
use super::limits;
use super::margins::{Margins, Slot};
use super::{Decoded, Refusal};
use crate::model::document::Document;

/// Everything that the stories are told from.
#[derive(Debug)]
struct File<'a> {
    size: usize,
    word: &'a [u8],
    data: &'a [u8],
    text: Text<'a>,
    paragraphs: Runs,
    characters: Runs,
    styles: Styles,
    fonts: Vec<String>,
    shapes: Shapes,
    /// Text boxes that wait for their anchor, by shape.
    boxes: RefCell<HashMap<u32, Vec<Block>>>,
}

impl File<'_> {
    /// A story without the empty paragraph that guards its end ([MS-DOC] 2.3): the main text has none.
    fn unguarded(&self, story: Range<usize>) -> Range<usize> {
        match self.text.units.get(story.clone()) {
            Some([.., 0x0d, 0x0d]) => story.start..story.end - 1,
            _ => story,
        }
    }
}

/// Whether `bytes` are an OLE container, which a .doc is.
pub fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}

/// Reads an OLE container as a Word file.
pub fn read(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let streams = Streams::open(bytes)?;
    let (page, margins) = match fib::age(&streams.word)? {
        Age::Current => current(&streams)?,
        Age::Old => (old(&streams.word)?, Margins::default()),
    };
    let (mut text, pieces) = page.finish();
    let margins = margins.print(&mut text);
    Ok(Decoded { document: Document { text, pieces, margins, findings: Vec::new() }, container: "doc", encoding: None })
}

/// Reads a document of Word 97 or later.
fn current(streams: &Streams) -> Result<(Grid, Margins), Refusal> {
    let fib = Fib::read(&streams.word)?;
    let named = &streams.tables[fib.table];
    // Some writers name the wrong one.
    let table = if named.is_empty() { &streams.tables[1 - fib.table] } else { named };
    let word = &streams.word;
    let file = File {
        size: word.len() + table.len() + streams.data.len(),
        word,
        data: &streams.data,
        text: Text::read(fib.part(table, Part::Pieces), word)?,
        paragraphs: Runs::read(fib.part(table, Part::Paragraphs), word, Kind::Paragraphs),
        characters: Runs::read(fib.part(table, Part::Characters), word, Kind::Characters),
        styles: Styles::read(fib.part(table, Part::Styles)),
        fonts: fonts(fib.part(table, Part::Fonts)),
        shapes: Shapes::read(fib.part(table, Part::Anchors), fib.part(table, Part::Drawings)),
        boxes: RefCell::default(),
    };
    let lists = (fib.part(table, Part::Lists), fib.part(table, Part::Overrides));
    let numbering = lists::read(lists.0, lists.1, table, fib.end(Part::Lists));
    let mut counters = Counters::new(numbering);
    let boxes = shapes::boxes(fib.part(table, Part::Boxes), &fib.story(Story::Boxes));
    let shown: Vec<u32> = boxes.iter().map(|(shape, _)| *shape).collect();
    for (shape, place) in boxes {
        let flow = story::tell(&file, file.unguarded(place), &mut counters, None)?;
        file.boxes.borrow_mut().entry(shape).or_default().extend(flow.blocks);
    }
    let mut page = Grid::default();
    story::tell(&file, fib.story(Story::Main), &mut counters, Some(&mut page))?;
    // Boxes inside groups have no anchor of their own.
    for shape in shown {
        let blocks = file.boxes.borrow_mut().remove(&shape).unwrap_or_default();
        blocks.iter().for_each(|block| page.add(block));
    }
    for story in [Story::Footnotes, Story::Endnotes] {
        let place = file.unguarded(fib.story(story));
        story::tell(&file, place, &mut counters, Some(&mut page))?;
    }
    page.fits().map_err(hostile)?;
    let margins = margins(&file, &fib, fib.part(table, Part::Margins), &mut counters)?;
    Ok((page, margins))
}

/// The page headers and footers ([MS-DOC] 2.8.23): six stories for each section, behind six that part notes from the
/// text.
fn margins(file: &File, fib: &Fib, stories: &[u8], counters: &mut Counters) -> Result<Margins, Refusal> {
    const SLOTS: [Slot; 6] = [Slot::EvenHeader, Slot::Header, Slot::EvenFooter, Slot::Footer, Slot::FirstHeader, Slot::FirstFooter];
    let whole = fib.story(Story::Margins);
    let mut margins = Margins::default();
    // Stories that overlap would be read many times over.
    let mut reached = whole.start;
    for (index, (start, end, _)) in bytes::plc(stories, 0).enumerate() {
        let story = whole.start.saturating_add(start as usize)..whole.start.saturating_add(end as usize).min(whole.end);
        if index < SLOTS.len() || story.start < reached || story.is_empty() {
            continue;
        }
        reached = story.end;
        let mut page = Grid::default();
        story::tell(file, story, counters, Some(&mut page))?;
        margins.add(index / SLOTS.len(), SLOTS[index % SLOTS.len()], page.finish().0);
    }
    let mut page = Grid::default();
    story::tell(file, file.unguarded(fib.story(Story::MarginBoxes)), counters, Some(&mut page))?;
    margins.add(usize::MAX, Slot::Box, page.finish().0);
    Ok(margins)
}

/// Reads a document of Word 6 or 95.
fn old(word: &[u8]) -> Result<Grid, Refusal> {
    let mut rewritten = Rewritten::read(word)?;
    let file = File {
        size: word.len(),
        data: &[],
        text: rewritten.text(),
        paragraphs: Runs::of(std::mem::take(&mut rewritten.runs)),
        word: &rewritten.lists,
        characters: Runs::default(),
        styles: Styles::default(),
        fonts: Vec::new(),
        shapes: Shapes::default(),
        boxes: RefCell::default(),
    };
    let mut counters = Counters::new(Numbering::default());
    let mut page = Grid::default();
    for story in [Story::Main, Story::Footnotes, Story::Endnotes, Story::Boxes] {
        story::tell(&file, rewritten.story(story), &mut counters, Some(&mut page))?;
    }
    page.fits().map_err(hostile)?;
    Ok(page)
}

/// The names of the fonts ([MS-DOC] 2.9.273).
fn fonts(table: &[u8]) -> Vec<String> {
    let mut fonts = Vec::new();
    let mut at = 4;
    while let Some(length) = bytes::u8_at(table, at) {
        let font = bytes::some_of(table, at + 1, usize::from(length));
        let name = bytes::utf16(font.get(39..).unwrap_or_default());
        fonts.push(name.split('\0').next().unwrap_or_default().to_owned());
        at += 1 + usize::from(length);
    }
    fonts
}

/// A file made to do harm, or so broken that it could.
fn hostile(what: impl Into<String>) -> Refusal {
    limits::hostile("doc", what)
}

/// A file that breaks off or contradicts itself.
fn damaged(what: impl Into<String>) -> Refusal {
    limits::damaged("doc", what)
}

fn encrypted() -> Refusal {
    let message = "expected a Word file that anybody can open, found one that is encrypted with a password".to_owned();
    Refusal { code: "encrypted", message, skipped: false, container: Some("doc") }
}

fn unsupported(what: &str, container: Option<&'static str>) -> Refusal {
    let message = format!("expected text or a Word file, found {what}");
    Refusal { code: "unsupported-container", message, skipped: false, container }
}
