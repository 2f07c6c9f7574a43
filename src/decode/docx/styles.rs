//! What styles say that text depends on: numbering, and whether it is hidden.

use std::collections::HashMap;

use super::properties::{ParagraphProperties, Toggle};
use super::xml::{Cursor, Event};
use crate::decode::Refusal;

/// The styles of a document by id.
#[derive(Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The paragraph style of paragraphs that name none.
    usual: Option<String>,
    /// Whether any style numbers its paragraphs.
    pub numbers: bool,
    /// Whether any style hides its text.
    pub hides: bool,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    number: Option<u32>,
    level: Option<u8>,
    hidden: Toggle,
}

/// Styles may be based on each other in a circle.
const MOST_BASES: usize = 32;

impl Styles {
    /// Reads the styles part.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut styles = Self::default();
        let mut cursor = Cursor::new(text);
        let mut id = String::new();
        loop {
            let element = match cursor.next()? {
                Event::Open(element) => element,
                Event::End => return Ok(styles),
                _ => continue,
            };
            match element.local() {
                "style" => {
                    id = element.attribute("styleId").unwrap_or_default().into_owned();
                    styles.styles.insert(id.clone(), Style::default());
                    let usual = element.attribute("default").is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
                    if usual && element.attribute("type").is_some_and(|kind| kind == "paragraph") {
                        styles.usual = Some(id.clone());
                    }
                }
                "basedOn" => {
                    if let Some(style) = styles.styles.get_mut(&id) {
                        style.based_on = element.attribute("val").map(|base| base.into_owned());
                    }
                }
                "pPr" => {
                    let own = ParagraphProperties::read(cursor.skip()?)?;
                    styles.numbers |= own.number.is_some();
                    if let Some(style) = styles.styles.get_mut(&id) {
                        (style.number, style.level) = (own.number, own.level);
                    }
                }
                "rPr" => {
                    let hidden = Toggle::vanish(cursor.skip()?)?;
                    styles.hides |= hidden == Toggle::On;
                    if let Some(style) = styles.styles.get_mut(&id) {
                        style.hidden = hidden;
                    }
                }
                "docDefaults" | "latentStyles" | "tblStylePr" => {
                    cursor.skip()?;
                }
                _ => {}
            }
        }
    }

    /// Numbering and level that a paragraph has from its style, and the style that gives them.
    pub fn numbering<'a>(&'a self, style: Option<&'a str>) -> (Option<u32>, Option<u8>, Option<&'a str>) {
        let mut level = None;
        for (id, style) in self.line(style.or(self.usual.as_deref())) {
            level = level.or(style.level);
            if style.number.is_some() {
                return (style.number, level, Some(id));
            }
        }
        (None, level, None)
    }

    /// Whether a style hides its text.
    pub fn hidden(&self, style: &str) -> bool {
        self.hides
            && self.line(Some(style)).find(|(_, style)| style.hidden != Toggle::Unset).is_some_and(|(_, style)| style.hidden == Toggle::On)
    }

    /// A style and those it is based on.
    fn line<'a>(&'a self, first: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = first;
        std::iter::from_fn(move || {
            let (id, style) = self.styles.get_key_value(next?)?;
            next = style.based_on.as_deref();
            Some((id.as_str(), style))
        })
        .take(MOST_BASES)
    }
}
