//! The style sheet ([MS-DOC] 2.9.271): the few properties that text has from its style.

use super::bytes::{self, u16_at};
use super::properties::{CharacterProperties, ParagraphProperties};

/// Styles based on each other; Word itself stops at eleven.
const MOST_BASES: usize = 16;
/// istdNil.
const NO_STYLE: u16 = 0x0fff;

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
    /// Whether each of them hides its text.
    hides: Vec<bool>,
}

#[derive(Debug, Default)]
struct Style {
    base: u16,
    list: Option<u16>,
    list_level: Option<u8>,
    characters: CharacterProperties,
}

impl Styles {
    /// Reads the style sheet.
    pub fn read(sheet: &[u8]) -> Self {
        let info = usize::from(u16_at(sheet, 0).unwrap_or(0));
        let count = usize::from(u16_at(sheet, 2).unwrap_or(0));
        let base = usize::from(u16_at(sheet, 4).unwrap_or(0));
        let mut styles = Vec::new();
        let mut at = 2 + info;
        for _ in 0..count {
            let Some(length) = u16_at(sheet, at) else {
                break;
            };
            let length = usize::from(length);
            styles.push(style(bytes::some_of(sheet, at + 2, length), base).unwrap_or_default());
            at += 2 + length + length % 2;
        }
        let mut styles = Self { styles, hides: Vec::new() };
        styles.hides = (0..count as u16).map(|style| styles.comes_to_hide(style)).collect();
        styles
    }

    /// List and level that a paragraph has from its style, and the style that gives them.
    pub fn list(&self, style: u16) -> (Option<u16>, Option<u8>, u16) {
        let mut level = None;
        for (index, style) in self.line(style) {
            level = level.or(style.list_level);
            if style.list.is_some() {
                return (style.list, level, index);
            }
        }
        (None, level, style)
    }

    /// Whether a style hides its text.
    pub fn hides(&self, style: u16) -> bool {
        self.hides.get(usize::from(style)).copied().unwrap_or(false)
    }

    fn comes_to_hide(&self, style: u16) -> bool {
        let mut chain: Vec<&Style> = self.line(style).map(|(_, style)| style).collect();
        let mut hidden = false;
        while let Some(style) = chain.pop() {
            hidden = style.characters.hidden.over(hidden);
        }
        hidden
    }

    /// A style and those it is based on.
    fn line(&self, first: u16) -> impl Iterator<Item = (u16, &Style)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let index = next;
            let style = self.styles.get(usize::from(index)).filter(|_| index != NO_STYLE)?;
            next = style.base;
            Some((index, style))
        })
        .take(MOST_BASES)
    }
}

/// STD ([MS-DOC] 2.9.258): fixed part, name, then one property list for each kind of property.
fn style(definition: &[u8], base: usize) -> Option<Style> {
    let kind = u16_at(definition, 2)?;
    let lists = u16_at(definition, 4)? & 0x0f;
    let mut style = Style { base: kind >> 4, ..Style::default() };
    let mut at = base + 2 + 2 * usize::from(u16_at(definition, base)?) + 2;
    for index in 0..lists {
        at += at % 2;
        let Some(length) = u16_at(definition, at) else {
            break;
        };
        let list = bytes::some_of(definition, at + 2, usize::from(length));
        at += 2 + usize::from(length);
        match (kind & 0x0f, index) {
            (1, 0) => {
                let mut properties = ParagraphProperties::default();
                properties.apply(list.get(2..).unwrap_or_default(), &[]);
                (style.list, style.list_level) = (properties.list, properties.list_level);
            }
            (1, 1) | (2, 0) => style.characters.apply(list),
            _ => {}
        }
    }
    Some(style)
}
