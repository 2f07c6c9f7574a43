//! The few properties that decide what is text and where it stands. Formatting is never looked at: a property list
//! is parsed only where a byte scan finds one of the words that matter in it.

use super::xml::{self, Element};
use crate::decode::Refusal;

/// A switch that may be left to the style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Toggle {
    /// Not said.
    #[default]
    Unset,
    /// On.
    On,
    /// Off.
    Off,
}

impl Toggle {
    fn of(element: &Element) -> Self {
        match element.attribute("val").as_deref() {
            Some("0" | "false" | "off" | "none") => Toggle::Off,
            _ => Toggle::On,
        }
    }

    /// Whether run properties hide the text.
    pub fn vanish(list: &str) -> Result<Self, Refusal> {
        let mut hidden = Toggle::Unset;
        if list.contains("vanish") {
            xml::elements(list, |local, element| {
                if local == "vanish" {
                    hidden = Toggle::of(element);
                }
            })?;
        }
        Ok(hidden)
    }
}

fn number<T: std::str::FromStr>(element: &Element) -> Option<T> {
    element.attribute("val")?.trim().parse().ok()
}

/// The style that run properties name.
pub fn run_style(list: &str) -> Result<Option<String>, Refusal> {
    let mut style = None;
    xml::elements(list, |local, element| {
        if local == "rStyle" {
            style = element.attribute("val").map(|id| id.into_owned());
        }
    })?;
    Ok(style)
}

/// Of a paragraph.
#[derive(Debug, Default)]
pub struct ParagraphProperties {
    /// Its style.
    pub style: Option<String>,
    /// Its numbering; 0 for none.
    pub number: Option<u32>,
    /// Its numbering level.
    pub level: Option<u8>,
    /// Whether its mark was deleted: the next paragraph goes on in it.
    pub joined: bool,
}

impl ParagraphProperties {
    /// Reads `pPr`.
    pub fn read(list: &str) -> Result<Self, Refusal> {
        let mut properties = Self::default();
        if !["Style", "numPr", "del", "moveFrom"].iter().any(|word| list.contains(word)) {
            return Ok(properties);
        }
        xml::elements(list, |local, element| match local {
            "pStyle" => properties.style = element.attribute("val").map(|id| id.into_owned()),
            "numId" => properties.number = number(element),
            "ilvl" => properties.level = number(element).filter(|&level| level < 9),
            "del" | "moveFrom" => properties.joined = true,
            _ => {}
        })?;
        Ok(properties)
    }
}

/// Of a table row.
#[derive(Debug, Default)]
pub struct RowProperties {
    /// Grid columns before its first cell.
    pub before: u32,
    /// Whether it is hidden or deleted.
    pub dropped: bool,
}

impl RowProperties {
    /// Reads `trPr`.
    pub fn read(list: &str) -> Result<Self, Refusal> {
        let mut properties = Self::default();
        xml::elements(list, |local, element| match local {
            "gridBefore" => properties.before = number(element).unwrap_or(0),
            "del" => properties.dropped = true,
            "hidden" => properties.dropped = Toggle::of(element) == Toggle::On,
            _ => {}
        })?;
        Ok(properties)
    }
}

/// How a cell takes part in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// Not at all.
    #[default]
    None,
    /// It begins one.
    Begins,
    /// It is covered by the cell before it.
    Continues,
}

impl Merge {
    fn of(element: &Element) -> Self {
        match element.attribute("val").as_deref() {
            Some("restart" | "rest") => Merge::Begins,
            _ => Merge::Continues,
        }
    }
}

/// Of a table cell.
#[derive(Debug, Clone, Copy)]
pub struct CellProperties {
    /// Grid columns it takes.
    pub span: u32,
    /// Downwards.
    pub vertical: Merge,
    /// To the right.
    pub horizontal: Merge,
    /// Whether it was deleted.
    pub dropped: bool,
}

impl Default for CellProperties {
    fn default() -> Self {
        Self { span: 1, vertical: Merge::None, horizontal: Merge::None, dropped: false }
    }
}

impl CellProperties {
    /// Reads `tcPr`.
    pub fn read(list: &str) -> Result<Self, Refusal> {
        let mut properties = Self::default();
        if !["gridSpan", "Merge", "cellDel"].iter().any(|word| list.contains(word)) {
            return Ok(properties);
        }
        xml::elements(list, |local, element| match local {
            "gridSpan" => properties.span = number(element).unwrap_or(1),
            "vMerge" => properties.vertical = Merge::of(element),
            "hMerge" => properties.horizontal = Merge::of(element),
            "cellDel" => properties.dropped = true,
            _ => {}
        })?;
        Ok(properties)
    }
}
