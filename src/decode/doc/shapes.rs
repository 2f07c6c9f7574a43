//! What is drawn beside the text ([MS-DOC] 2.9.172, [MS-ODRAW]): which shape is anchored where, and which of them are
//! pictures or have a text box of their own.

use std::collections::HashMap;
use std::ops::Range;

use super::bytes::{plc, u8_at, u16_at, u32_at};
use super::pictures;

/// pib: the property that makes a shape a picture.
const PICTURE: u16 = 0x0104;

/// The shapes of the main text.
#[derive(Debug, Default)]
pub struct Shapes {
    /// Character position to shape.
    anchors: HashMap<u32, u32>,
    /// Shape to image.
    pictures: HashMap<u32, u32>,
    /// The kinds of the stored images.
    kinds: Vec<u8>,
}

impl Shapes {
    /// Reads PlcSpaMom and the drawing layer.
    pub fn read(anchors: &[u8], drawings: &[u8]) -> Self {
        let mut shapes =
            Self { anchors: plc(anchors, 26).filter_map(|(at, _, shape)| Some((at, u32_at(shape, 0)?))).collect(), ..Self::default() };
        if !shapes.anchors.is_empty() {
            shapes.walk(drawings);
        }
        shapes
    }

    /// The shape that is anchored at a character.
    pub fn at(&self, position: usize) -> Option<u32> {
        self.anchors.get(&u32::try_from(position).ok()?).copied()
    }

    /// Identity and kind of the image that a shape shows.
    pub fn picture(&self, shape: u32) -> Option<(u32, &'static str)> {
        let image = *self.pictures.get(&shape)?;
        let kind = self.kinds.get((image as usize).checked_sub(1)?);
        // Apart from the inline pictures, which are known by their place.
        Some((u32::MAX - image, kind.map_or("bin", |&kind| pictures::stored(kind))))
    }

    /// Steps through all records, into every container: nothing needs to know how deep it is.
    fn walk(&mut self, drawings: &[u8]) {
        let (mut at, mut shape) = (0, 0);
        // Each drawing of the document has a byte before it.
        let first = u32_at(drawings, 4).map_or(0, |length| (length as usize).saturating_add(8));
        while let (Some(head), Some(kind), Some(length)) = (u16_at(drawings, at), u16_at(drawings, at + 2), u32_at(drawings, at + 4)) {
            if at >= first && kind != 0xf002 && u16_at(drawings, at + 3) == Some(0xf002) {
                at += 1;
                continue;
            }
            let body = at + 8;
            match kind {
                0xf007 => self.kinds.extend(u8_at(drawings, body)),
                0xf00a => shape = u32_at(drawings, body).unwrap_or(0),
                0xf00b => self.properties(shape, drawings, body, usize::from(head >> 4)),
                _ => {}
            }
            let inside = head & 0x0f == 0x0f;
            at = if inside { body } else { body.saturating_add(length as usize) };
        }
    }

    fn properties(&mut self, shape: u32, drawings: &[u8], at: usize, count: usize) {
        for i in 0..count {
            let at = at + 6 * i;
            match (u16_at(drawings, at), u32_at(drawings, at + 2)) {
                (Some(code), Some(image)) if code & 0x3fff == PICTURE && image > 0 => {
                    self.pictures.insert(shape, image);
                }
                (Some(_), Some(_)) => {}
                _ => break,
            }
        }
    }
}

/// Shape and characters of each text box ([MS-DOC] 2.8.32); the last entry stands for none.
pub fn boxes(table: &[u8], story: &Range<usize>) -> Vec<(u32, Range<usize>)> {
    let real = (table.len().saturating_sub(4) / 26).saturating_sub(1);
    let mut boxes: Vec<_> = plc(table, 22)
        .take(real)
        .filter_map(|(start, end, entry)| {
            let place = story.start + start as usize..(story.start + end as usize).min(story.end);
            (place.start < place.end).then_some((u32_at(entry, 14)?, place))
        })
        .collect();
    // Boxes that overlap would be read many times over.
    let mut reached = story.start;
    boxes.retain(|(_, place)| {
        let fine = place.start >= reached;
        reached = reached.max(place.end);
        fine
    });
    boxes
}
