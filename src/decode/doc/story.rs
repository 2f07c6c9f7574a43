//! Lays a story out: its outline in, blocks out. Runs of characters become text, as the .docx reader would have it.

use std::collections::HashMap;
use std::ops::Range;

use super::File;
use super::paragraphs::{Event, Outline, Outliner, Paragraph, Row};
use super::properties::CharacterProperties;
use super::text::Stretch;
use crate::decode::Refusal;
use crate::decode::docx::flow::{Flow, Goes, Step};
use crate::decode::docx::numbering::Numbering;
use crate::decode::docx::properties::{CellProperties, ParagraphProperties};
use crate::decode::docx::styles::Styles as NoStyles;
use crate::decode::docx::symbols::symbol;
use crate::decode::grid::Grid;

/// What goes on from one story to the next.
#[derive(Debug, Default)]
pub struct Counters {
    /// How far each list has counted.
    pub numbering: Numbering,
    /// Pictures seen, by their place, and their numbers.
    pictures: HashMap<u32, usize>,
}

impl Counters {
    /// Before the first story.
    pub fn new(numbering: Numbering) -> Self {
        Self { numbering, pictures: HashMap::new() }
    }
}

/// A story on its way to the page.
struct Telling<'a> {
    file: &'a File<'a>,
    outline: &'a Outline,
    counters: &'a mut Counters,
    flow: Flow,
    rows: Vec<u32>,
    /// Text that waits for the run's end.
    text: String,
    /// The first half of a character whose second half stands in the next run.
    half: Option<u16>,
}

/// Lays the characters of a range out: onto the page, or into blocks for whoever anchors them.
pub fn tell(file: &File, story: Range<usize>, counters: &mut Counters, mut page: Option<&mut Grid>) -> Result<Flow, Refusal> {
    let outline = Outliner::new(file).outline(story)?;
    let goes = if page.is_some() { Goes::Out } else { Goes::Behind };
    let mut telling =
        Telling { file, outline: &outline, counters, flow: Flow::new(goes), rows: Vec::new(), text: String::new(), half: None };
    // Tables open around what is passed over, and whether that ends with the cell.
    let mut away: Option<(usize, bool)> = None;
    let mut depth = 0;
    for event in &outline.events {
        match event {
            Event::TableBegins => depth += 1,
            Event::TableEnds => depth -= 1,
            _ => {}
        }
        match (away, event) {
            (Some((at, true)), Event::CellEnds) if at == depth => away = None,
            (Some((at, _)), Event::RowEnds) if at == depth => away = None,
            (Some(_), _) => continue,
            _ => {}
        }
        if let Step::Discard = telling.step(*event)? {
            away = Some((depth, matches!(event, Event::CellBegins(_))));
        }
        if let Some(page) = page.as_deref_mut() {
            telling.flow.blocks.drain(..).for_each(|block| page.add(&block));
            page.fits().map_err(super::hostile)?;
        }
    }
    telling.flow.ends();
    let mut flow = telling.flow;
    if let Some(page) = page {
        flow.blocks.drain(..).for_each(|block| page.add(&block));
    }
    Ok(flow)
}

impl Telling<'_> {
    fn step(&mut self, event: Event) -> Result<Step, Refusal> {
        match event {
            Event::Paragraph(index) => {
                if let Some(paragraph) = self.outline.paragraphs.get(index as usize) {
                    self.paragraph(paragraph);
                }
            }
            Event::TableBegins => self.flow.table_begins(),
            Event::TableEnds => self.flow.table_ends(),
            Event::RowBegins(index) => {
                self.rows.push(index);
                self.flow.row_begins();
                let (before, dropped) = self.row(index);
                return Ok(self.flow.row_is(before, dropped));
            }
            Event::RowEnds => {
                self.rows.pop();
                self.flow.row_ends();
            }
            Event::CellBegins(index) => {
                self.flow.cell_begins();
                let properties = self.cell(index as usize);
                return Ok(self.flow.cell_is(properties));
            }
            Event::CellEnds => self.flow.cell_ends().map_err(super::hostile)?,
        }
        Ok(Step::Done)
    }

    /// Grid columns before a row, and whether it is no text.
    fn row(&self, index: u32) -> (u32, bool) {
        let Some(row) = self.outline.rows.get(index as usize) else {
            return (0, false);
        };
        let gone = row.mark.is_some_and(|mark| {
            let properties = self.file.characters_at(mark as usize).0;
            properties.deleted || self.file.hides(&properties)
        });
        let first = row.shape.as_ref().and_then(|shape| shape.edges.first());
        (first.map_or(0, |&edge| self.column(row, edge)), gone)
    }

    fn cell(&self, index: usize) -> CellProperties {
        let row = self.rows.last().and_then(|&row| self.outline.rows.get(row as usize));
        let Some((row, shape)) = row.and_then(|row| Some((row, row.shape.as_ref()?))) else {
            return CellProperties::default();
        };
        let (vertical, horizontal) = shape.merges(index);
        let span = match shape.edges.get(index..index + 2) {
            Some([left, right]) => self.column(row, *right).saturating_sub(self.column(row, *left)),
            _ => 1,
        };
        CellProperties { span: span.max(1), vertical, horizontal, dropped: false }
    }

    fn column(&self, row: &Row, edge: i16) -> u32 {
        self.outline.tables.get(row.table as usize).map_or(0, |table| table.column(edge))
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.flow.paragraph_begins();
        let (mark, _) = self.file.characters_at(paragraph.mark as usize);
        let joined = mark.deleted && !paragraph.ends_cell;
        let label = if joined { None } else { self.label(paragraph) };
        let properties = ParagraphProperties { joined, ..ParagraphProperties::default() };
        self.flow.paragraph_is(&properties, label);
        let mut position = paragraph.start as usize;
        let end = paragraph.mark as usize;
        while position < end {
            let (properties, length) = self.file.characters_at(position);
            let run = position..position.saturating_add(length.max(1)).min(end);
            position = run.end;
            if !properties.deleted {
                self.flow.hidden = self.file.hides(&properties);
                self.run(run, &properties);
            }
        }
        self.half = None;
        self.flow.paragraph_ends();
    }

    fn label(&mut self, paragraph: &Paragraph) -> Option<String> {
        let (list, level, style) = match paragraph.list {
            Some(list) => (Some(list), paragraph.list_level, paragraph.style),
            None => {
                let (list, level, style) = self.file.styles.list(paragraph.style);
                (list, paragraph.list_level.or(level), style)
            }
        };
        let list = list.filter(|&list| list > 0)?;
        let style = style.to_string();
        self.counters.numbering.label(&NoStyles::default(), u32::from(list), level, Some(&style))
    }

    /// Characters with the same properties.
    fn run(&mut self, run: Range<usize>, properties: &CharacterProperties) {
        let file = self.file;
        let units = file.text.units.get(run.clone()).unwrap_or_default();
        let half = self.half.take();
        let (units, next) = match units.split_last() {
            Some((&last, before)) if (0xd800..0xdc00).contains(&last) => (before, Some(last)),
            _ => (units, None),
        };
        let mut position = run.start - usize::from(half.is_some()).min(run.start);
        for unit in char::decode_utf16(half.into_iter().chain(units.iter().copied())) {
            let c = unit.unwrap_or('\u{fffd}');
            self.character(c, position, properties);
            position += c.len_utf16();
        }
        self.half = next;
        self.flush();
    }

    fn character(&mut self, c: char, position: usize, properties: &CharacterProperties) {
        match c {
            '\u{13}' => self.mark("begin"),
            '\u{14}' => self.mark("separate"),
            '\u{15}' => self.mark("end"),
            '\u{1}' if properties.special && !properties.field_data => {
                if let Some(picture) = properties.picture {
                    self.picture(picture, super::pictures::kind(self.file.data, picture));
                }
            }
            '\u{8}' if properties.special => self.anchor(position),
            '(' if properties.special && properties.symbol.is_some() => {
                let (font, code) = properties.symbol.unwrap_or_default();
                let font = self.file.fonts.get(usize::from(font)).map_or("", String::as_str);
                self.text.extend(symbol(font, u32::from(code)));
            }
            '\u{b}' | '\u{c}' | '\u{e}' | '\n' => self.text.push('\n'),
            '\u{1e}' => self.text.push('-'),
            '\t' => self.text.push('\t'),
            // Places to break a word, marks of notes and other machinery.
            '\u{0}'..='\u{1f}' | '\u{ad}' => {}
            c if c.is_control() => self.text.push(' '),
            c => self.text.push(c),
        }
    }

    /// Hands the text on that has come together.
    fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        if self.flow.fields.in_code() {
            self.flow.fields.code(&self.text);
        } else {
            self.flow.push(&self.text);
        }
        self.text.clear();
    }

    fn mark(&mut self, kind: &str) {
        self.flush();
        if let Some(drawn) = self.flow.fields.mark(kind) {
            self.flow.push(&drawn);
        }
    }

    fn picture(&mut self, id: u32, kind: &str) {
        let pictures = &mut self.counters.pictures;
        // Numbered as Word names them when it saves the document as .docx.
        let next = pictures.len() + 1;
        let number = *pictures.entry(id).or_insert(next);
        self.text.push_str(&format!("[image: image{number}.{kind}]"));
    }

    /// What is drawn beside the text: a picture, or a box with text of its own.
    fn anchor(&mut self, position: usize) {
        let Some(shape) = self.file.shapes.at(position) else {
            return;
        };
        if let Some((picture, kind)) = self.file.shapes.picture(shape) {
            self.picture(picture, kind);
        }
        if !self.flow.hidden
            && let Some(blocks) = self.file.boxes.borrow_mut().remove(&shape)
        {
            self.flush();
            self.flow.anchor(blocks);
        }
    }
}

impl File<'_> {
    /// Properties of a character, and how many characters from there on share them.
    pub(super) fn characters_at(&self, position: usize) -> (CharacterProperties, usize) {
        let mut properties = CharacterProperties::default();
        let Some(Stretch { at, width, left, change }) = self.text.stretch(position) else {
            return (properties, usize::MAX);
        };
        let run = self.characters.at(at);
        let end = run.map_or_else(|| self.characters.next(at), |run| run.end);
        if let Some(list) = run.filter(|run| run.list != 0).and_then(|run| super::pages::character_list(self.word, run.list)) {
            properties.apply(list);
        }
        properties.change(change);
        let shared = (end - at).div_ceil(width as u32) as usize;
        (properties, shared.min(left))
    }

    /// Whether characters are hidden, by themselves or by their style.
    pub(super) fn hides(&self, properties: &CharacterProperties) -> bool {
        properties.hidden.over(properties.style.is_some_and(|style| self.styles.hides(style)))
    }
}
