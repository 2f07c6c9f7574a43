//! Reads tokens one by one and tells the open story what they mean.

use std::rc::Rc;

use super::groups::{Ends, Group, Text};
use super::hostile;
use super::letters::Fonts;
use super::shape::Shape;
use super::story::{Kind, Story};
use super::tokens::{Token, Tokens};
use super::words;
use crate::decode::Refusal;
use crate::decode::docx::numbering::open_ended;
use crate::decode::docx::symbols::symbol;
use crate::decode::grid::Grid;
use crate::decode::limits::{self, MOST_GROUPS, MOST_MARGINS};
use crate::decode::margins::Margins;
use crate::model::span::is_blank;

/// What was read so far.
#[derive(Default)]
pub struct Reader {
    fonts: Fonts,
    group: Group,
    outer: Vec<Group>,
    story: Story,
    /// Stories around this one.
    around: Vec<Story>,
    notes: Vec<Story>,
    margins: Margins,
    grid: Grid,
    section: usize,
    /// Bytes of text that wait for the rest of their character.
    bytes: Vec<u8>,
    /// The first half of a character, by `\u`.
    half: Option<u16>,
    /// Characters to pass over behind `\u`.
    spare: usize,
    /// Whether `\*` stands before the next word.
    starred: bool,
    /// The number of the open paragraph, as far as it was read.
    number: String,
    pictures: usize,
    picture: &'static str,
    /// The font that `\plain` gives back.
    plain: i32,
}

impl Reader {
    /// Reads a file.
    pub fn read(mut self, bytes: &[u8]) -> Result<(Grid, Margins), Refusal> {
        let mut tokens = Tokens::new(bytes);
        self.group.spare = 1;
        while let Some(token) = tokens.next() {
            match token {
                Token::Open => self.opens()?,
                Token::Close if self.outer.len() == 1 => return self.ends(),
                Token::Close => self.closes()?,
                Token::Word("bin", count) => tokens.pass_over(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0)),
                Token::Word(word, number) => self.word(word, number)?,
                Token::Symbol(symbol) => self.symbol(symbol)?,
                Token::Byte(byte) => self.byte(byte),
                Token::Text(text) => self.text(text),
            }
        }
        Err(limits::damaged("rtf", format!("it ends inside {} open group(s)", self.outer.len())))
    }

    fn ends(mut self) -> Result<(Grid, Margins), Refusal> {
        self.flush();
        self.story.ends()?;
        self.print()?;
        for mut note in std::mem::take(&mut self.notes) {
            std::mem::swap(&mut self.story.blocks, &mut note.blocks);
            self.print()?;
        }
        Ok((self.grid, self.margins))
    }

    fn opens(&mut self) -> Result<(), Refusal> {
        self.flush();
        (self.spare, self.starred) = (0, false);
        if self.outer.len() >= MOST_GROUPS {
            return Err(hostile(format!("groups nested more than {MOST_GROUPS} deep")));
        }
        let inner = self.group.inner();
        self.outer.push(std::mem::replace(&mut self.group, inner));
        Ok(())
    }

    fn closes(&mut self) -> Result<(), Refusal> {
        self.flush();
        (self.spare, self.starred) = (0, false);
        match self.group.ends {
            Ends::Nothing => {}
            Ends::Field => {
                if let Some(drawn) = self.story.fields.mark("end") {
                    self.push(&drawn);
                }
            }
            Ends::Story => self.story_ends()?,
            Ends::Picture => self.picture_ends(),
            Ends::Number => self.number_ends(),
        }
        self.group = self.outer.pop().unwrap_or_default();
        Ok(())
    }

    fn story_begins(&mut self, kind: Kind) {
        if !self.group.shows() || self.group.ends != Ends::Nothing {
            self.group.text = Text::Away;
            return;
        }
        (self.group.ends, self.group.text) = (Ends::Story, Text::Shown);
        self.group.depth = 0;
        self.group.shape = Rc::default();
        self.around.push(std::mem::replace(&mut self.story, Story::new(kind)));
    }

    fn story_ends(&mut self) -> Result<(), Refusal> {
        self.story.ends()?;
        let outer = self.around.pop().unwrap_or_default();
        let story = std::mem::replace(&mut self.story, outer);
        match story.kind {
            Kind::Text => {}
            Kind::Note => self.notes.push(story),
            Kind::Box => self.story.anchor(story.blocks),
            Kind::Margin(slot) => {
                let mut page = Grid::default();
                story.blocks.iter().for_each(|block| page.add(block));
                self.margins.add(self.section, slot, page.finish().0);
                if self.margins.size() > MOST_MARGINS {
                    return Err(hostile(format!("more than {MOST_MARGINS} bytes of page headers and footers")));
                }
            }
        }
        Ok(())
    }

    fn picture_ends(&mut self) {
        self.pictures += 1;
        let mark = format!("[image: image{}.{}]", self.pictures, self.picture);
        if !self.group.hidden && !self.group.deleted {
            self.story.push(&mark);
        }
    }

    /// A paragraph's number is text; a bullet is layout.
    fn number_ends(&mut self) {
        let number = std::mem::take(&mut self.number);
        let label = number.trim_matches(is_blank);
        if !label.chars().any(char::is_alphanumeric) {
            return;
        }
        self.story.push(label);
        if number.ends_with(' ') || open_ended(label) {
            self.story.push(" ");
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) -> Result<(), Refusal> {
        let starred = std::mem::take(&mut self.starred);
        if word == "u" {
            self.unicode(number.unwrap_or(0));
            return Ok(());
        }
        if let Some(text) = words::character(word) {
            self.flush();
            if self.spare > 0 {
                self.spare -= 1;
            } else {
                self.push(text);
            }
            return Ok(());
        }
        self.flush();
        self.spare = 0;
        if word == "ud" {
            // The part in Unicode of a text that stands twice.
            self.group.text = self.outer.iter().rev().nth(1).map_or(Text::Shown, |group| group.text);
            return Ok(());
        }
        if self.group.text == Text::Away {
            return Ok(());
        }
        if starred && !words::is_known(word) {
            self.group.text = Text::Away;
            return Ok(());
        }
        if Shape::knows(word) {
            Rc::make_mut(&mut self.group.shape).takes(word, number.unwrap_or(0))?;
            return Ok(());
        }
        self.destination(word);
        self.format(word, number);
        self.structure(word)
    }

    /// Words that say what a group is.
    fn destination(&mut self, word: &str) {
        if let Some(text) = words::destination(word) {
            self.group.text = text;
            if text == Text::Number && self.group.ends == Ends::Nothing {
                self.group.ends = Ends::Number;
            }
            return;
        }
        if let Some(slot) = words::margin(word) {
            return self.story_begins(Kind::Margin(slot));
        }
        match word {
            "footnote" => self.story_begins(Kind::Note),
            "shptxt" | "dptxbxtext" => self.story_begins(Kind::Box),
            "field" if self.group.ends == Ends::Nothing => {
                self.story.fields.mark("begin");
                self.group.ends = Ends::Field;
            }
            "fldrslt" => {
                self.story.fields.mark("separate");
            }
            "pict" => {
                let seen = self.group.shows() && self.group.ends == Ends::Nothing;
                self.group.text = if seen { Text::Picture } else { Text::Away };
                self.group.ends = if seen { Ends::Picture } else { Ends::Nothing };
                self.picture = "bin";
            }
            _ => self.picture = words::picture(word).unwrap_or(self.picture),
        }
    }

    /// Words that say how text is written.
    fn format(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        let value = number.unwrap_or(0);
        match word {
            "uc" => self.group.spare = usize::try_from(value).unwrap_or(0).min(16),
            "ansicpg" => self.fonts.document_is(value),
            "deff" => (self.plain, self.group.font) = (value, value),
            "f" if self.group.text == Text::Fonts => self.fonts.font_begins(value),
            "f" => self.group.font = value,
            "fcharset" => self.fonts.font_charset(value),
            "cpg" => self.fonts.font_page(value),
            "plain" => (self.group.font, self.group.hidden, self.group.deleted) = (self.plain, false, false),
            "v" => self.group.hidden = on,
            "deleted" => self.group.deleted = on,
            "pard" => self.group.depth = 0,
            "intbl" => self.group.depth = if on { self.group.depth.max(1) } else { 0 },
            "itap" => self.group.depth = usize::try_from(value).unwrap_or(0),
            _ => {}
        }
    }

    /// Words that end something.
    fn structure(&mut self, word: &str) -> Result<(), Refusal> {
        if !matches!(self.group.text, Text::Shown | Text::Number) {
            return Ok(());
        }
        let inner = self.group.depth.max(2);
        match word {
            // A deleted mark joins its paragraph with the next.
            "par" if self.group.deleted => {}
            "par" => self.story.paragraph_ends(self.group.depth)?,
            "sect" => {
                self.story.paragraph_ends(self.group.depth)?;
                self.section += 1;
            }
            "cell" => self.story.cell_ends(1)?,
            "nestcell" => self.story.cell_ends(inner)?,
            "row" => self.story.row_ends(1, &self.group.shape)?,
            "nestrow" => self.story.row_ends(inner, &self.group.shape)?,
            _ => return Ok(()),
        }
        self.print()
    }

    fn symbol(&mut self, symbol: u8) -> Result<(), Refusal> {
        if symbol == b'*' {
            self.starred = true;
            return Ok(());
        }
        if self.spare > 0 {
            self.spare -= 1;
            return Ok(());
        }
        match symbol {
            b'\\' | b'{' | b'}' => self.bytes.push(symbol),
            b'~' => self.character("\u{a0}"),
            b'_' => self.character("-"),
            // A place to break a word, and other marks that are no characters.
            b'-' | b'|' | b':' => {}
            b'\n' | b'\r' => return self.word("par", None),
            b'\t' => self.character("\t"),
            _ => {}
        }
        Ok(())
    }

    fn character(&mut self, text: &str) {
        self.flush();
        self.push(text);
    }

    fn byte(&mut self, byte: u8) {
        match self.spare {
            0 => self.bytes.push(byte),
            _ => self.spare -= 1,
        }
    }

    fn text(&mut self, text: &[u8]) {
        if self.group.text == Text::Picture || self.group.text == Text::Away {
            return;
        }
        for &byte in text {
            match byte {
                b'\r' | b'\n' | 0 => {}
                _ => self.byte(byte),
            }
        }
    }

    /// `\u`: a character, or half of one.
    fn unicode(&mut self, number: i32) {
        let half = self.half.take();
        self.flush_bytes();
        self.spare = self.group.spare;
        // Numbers above 32767 are written as negative ones, or as they are.
        let unit = (number & 0xffff) as u16;
        match (half, unit) {
            (_, 0xd800..0xdc00) => self.half = Some(unit),
            (Some(high), 0xdc00..=0xdfff) => {
                let text: String = char::decode_utf16([high, unit]).map(|unit| unit.unwrap_or('\u{fffd}')).collect();
                self.push(&text);
            }
            _ => match self.fonts.symbols(self.group.font).and_then(|font| symbol(font, u32::from(unit))) {
                Some(c) => self.push(c.encode_utf8(&mut [0; 4])),
                None => self.push(&String::from_utf16_lossy(&[unit])),
            },
        }
    }

    /// Hands on the bytes that have come together.
    fn flush(&mut self) {
        self.half = None;
        self.flush_bytes();
    }

    fn flush_bytes(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        if self.group.text == Text::Fonts {
            self.fonts.font_name(&bytes);
            return;
        }
        let text = match self.fonts.symbols(self.group.font) {
            Some(font) => bytes.iter().filter_map(|&byte| symbol(font, 0xf000 + u32::from(byte))).collect(),
            None => self.fonts.decode(&bytes, self.group.font),
        };
        self.push(&text);
    }

    fn push(&mut self, text: &str) {
        let known = |c: char| c != '\u{ad}' && (!c.is_control() || matches!(c, '\t' | '\n'));
        let kept;
        let text = if text.chars().all(known) {
            text
        } else {
            kept = text.chars().filter(|&c| known(c)).collect::<String>();
            &kept
        };
        match self.group.text {
            Text::Code => self.story.fields.code(text),
            _ if self.group.hidden || self.group.deleted => {}
            Text::Number => self.number.push_str(text),
            Text::Shown => self.story.push(text),
            _ => {}
        }
    }

    /// Puts what is whole onto the page.
    fn print(&mut self) -> Result<(), Refusal> {
        if self.story.kind == Kind::Text {
            for block in self.story.blocks.drain(..) {
                self.grid.add(&block);
            }
        }
        self.grid.fits().map_err(hostile)
    }
}
