//! What property lists come to: a paragraph's place in tables and lists, whether characters are text at all.

use std::rc::Rc;

use super::bytes::{self, u16_at};
use super::rows::RowShape;
use super::sprm::{Sprm, sprms};
use super::text::Change;

/// Jumps from one property list into another.
const MOST_JUMPS: usize = 4;

/// Of a paragraph.
#[derive(Debug, Clone, Default)]
pub struct ParagraphProperties {
    /// Index of its style.
    pub style: u16,
    in_table: bool,
    level: u32,
    row_end: bool,
    inner_cell: bool,
    inner_row: bool,
    /// Index of its list; 0 for none.
    pub list: Option<u16>,
    /// Its level in the list.
    pub list_level: Option<u8>,
    /// How the row that it ends is drawn.
    pub row: Option<Rc<RowShape>>,
}

impl ParagraphProperties {
    /// Tables around the paragraph.
    pub fn depth(&self) -> u32 {
        self.level.max(u32::from(self.in_table || self.row_end))
    }

    /// Whether it ends a row.
    pub fn ends_row(&self) -> bool {
        if self.depth() > 1 { self.inner_row } else { self.row_end || self.inner_row }
    }

    /// Whether it ends a cell of an inner table.
    pub fn ends_inner_cell(&self) -> bool {
        self.inner_cell && self.depth() > 1
    }

    /// Applies a property list; gives the bytes looked at. Long lists are kept in the Data stream.
    pub fn apply(&mut self, list: &[u8], data: &[u8]) -> usize {
        let mut looked_at = list.len();
        let mut row = RowShape::default();
        let mut next = self.walk(list, &mut row);
        for _ in 0..MOST_JUMPS {
            let Some(at) = next.take() else {
                break;
            };
            // PrcData ([MS-DOC] 2.9.210)
            let length = usize::from(u16_at(data, at).unwrap_or(0));
            let list = bytes::some_of(data, at.saturating_add(2), length);
            looked_at += list.len();
            next = self.walk(list, &mut row);
        }
        if row != RowShape::default() {
            self.row = Some(Rc::new(row));
        }
        looked_at
    }

    /// Applies a list up to its end, or up to where it goes on elsewhere.
    fn walk(&mut self, list: &[u8], row: &mut RowShape) -> Option<usize> {
        let mut next = None;
        for sprm in sprms(list) {
            match sprm.code {
                // sprmPHugePapx replaces what follows; sprmPTableProps stands among others.
                0x6645 | 0x6646 => return Some(sprm.long() as usize),
                0x646b => next = Some(sprm.long() as usize),
                code if code >> 10 & 7 == 5 => row.take(&sprm),
                _ => self.take(&sprm),
            }
        }
        next
    }

    fn take(&mut self, sprm: &Sprm) {
        let on = sprm.byte() != 0;
        match sprm.code {
            0x4600 => self.style = sprm.short(),
            0x2416 => self.in_table = on,
            0x2417 => self.row_end = on,
            0x6649 => self.level = sprm.long(),
            0x664a => self.level = self.level.saturating_add_signed(sprm.long() as i32),
            0x244b => self.inner_cell = on,
            0x244c => self.inner_row = on,
            0x260a => self.list_level = Some(sprm.byte()).filter(|&level| level < 9),
            0x460b => self.list = Some(list_index(sprm.short())),
            _ => {}
        }
    }

    /// Applies what a fast save changed.
    pub fn change(&mut self, change: Change, data: &[u8]) -> usize {
        match change {
            // isprm of Prm0 ([MS-DOC] 2.9.215)
            Change::One(0x18, value) => self.in_table = value != 0,
            Change::One(0x19, value) => self.row_end = value != 0,
            Change::List(list) => return self.apply(list, data),
            _ => {}
        }
        0
    }
}

/// sprmPIlfo: negative indices are lists whose number is not shown ([MS-DOC] 2.6.2).
fn list_index(value: u16) -> u16 {
    if value < 0x07ff { value } else { 0 }
}

/// A switch that may leave things to the style ([MS-DOC] 2.9.323).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Toggle {
    /// As the style says.
    #[default]
    Style,
    /// The opposite.
    Opposite,
    /// On.
    On,
    /// Off.
    Off,
}

impl Toggle {
    fn of(value: u8) -> Self {
        match value {
            0 => Toggle::Off,
            0x80 => Toggle::Style,
            0x81 => Toggle::Opposite,
            _ => Toggle::On,
        }
    }

    /// What it comes to over a style.
    pub fn over(self, style: bool) -> bool {
        match self {
            Toggle::Style => style,
            Toggle::Opposite => !style,
            Toggle::On => true,
            Toggle::Off => false,
        }
    }
}

/// Of characters.
#[derive(Debug, Clone, Copy, Default)]
pub struct CharacterProperties {
    /// Whether they stand for something else.
    pub special: bool,
    /// Whether a tracked change deleted them.
    pub deleted: bool,
    /// Whether they are hidden.
    pub hidden: Toggle,
    /// Index of their style.
    pub style: Option<u16>,
    /// Where the picture is that they stand for, in the Data stream.
    pub picture: Option<u32>,
    /// Whether that is no picture but the data of a field.
    pub field_data: bool,
    /// The font's index and the character that they stand for.
    pub symbol: Option<(u16, u16)>,
}

impl CharacterProperties {
    /// Applies a property list.
    pub fn apply(&mut self, list: &[u8]) {
        for sprm in sprms(list) {
            let on = sprm.byte() != 0;
            match sprm.code {
                0x0800 => self.deleted = on,
                0x0806 => self.field_data = on,
                0x0855 => self.special = on,
                0x083c => self.hidden = Toggle::of(sprm.byte()),
                0x4a30 => self.style = Some(sprm.short()),
                0x6a03 => (self.special, self.picture) = (true, Some(sprm.long())),
                0x6a09 => {
                    self.special = true;
                    self.symbol = Some((sprm.short(), u16_at(sprm.operand, 2).unwrap_or(0)));
                }
                _ => {}
            }
        }
    }

    /// Applies what a fast save changed.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::One(0x41, value) => self.deleted = value != 0,
            Change::One(0x5c, value) => self.hidden = Toggle::of(value),
            Change::One(0x75, value) => self.special = value != 0,
            Change::List(list) => self.apply(list),
            _ => {}
        }
    }
}
