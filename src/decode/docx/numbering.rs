//! Automatic numbering: which numeral Word prints in front of a paragraph (一、 （二） 3. 1.2).
//!
//! Bullets are layout and print nothing here. Lists that share a definition count on in each other, as in Word.

use std::collections::{HashMap, HashSet};

use super::numerals::numeral;
use super::styles::Styles;
use super::xml::{self, Element};
use crate::decode::Refusal;

/// Levels of a list.
const LEVELS: usize = 9;
/// Characters of a label: a longer one would be an attack.
const LONGEST: usize = 64;

/// The lists of a document and how far each has counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    /// By definition: the last number of each level.
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    /// Lists and levels whose own start was taken.
    started: HashSet<(u32, usize)>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The numbering style that defines it instead.
    style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: u32,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, u32>,
}

/// How one level of a list counts and shows its number.
#[derive(Debug, Clone)]
pub struct Level {
    start: u32,
    format: String,
    text: String,
    follow: Follow,
    legal: bool,
    /// Restarts only after a level above this one.
    restart: Option<usize>,
    style: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Follow {
    Tab,
    Space,
    Nothing,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), follow: Follow::Tab, legal: false, restart: None, style: None }
    }
}

/// Where the reader of the part stands.
#[derive(Default)]
struct Place {
    definition: Option<u32>,
    list: Option<u32>,
    level: Option<usize>,
    /// Inside `lvl`, not merely `lvlOverride`.
    in_level: bool,
}

impl Numbering {
    /// Reads the numbering part.
    pub fn read(text: &str) -> Result<Self, Refusal> {
        let mut numbering = Self::default();
        let mut place = Place::default();
        xml::elements(text, |local, element| numbering.element(local, element, &mut place))?;
        Ok(numbering)
    }

    /// Defines a list outright; another container's lists count here too.
    pub fn define(&mut self, id: u32, levels: Vec<Level>) {
        let definition = self.definitions.entry(id).or_default();
        for (slot, level) in definition.levels.iter_mut().zip(levels) {
            *slot = level;
        }
    }

    /// Defines a use of a list: where its levels start, and which of them are its own.
    pub fn list(&mut self, number: u32, definition: u32, starts: Vec<(usize, u32)>, levels: Vec<(usize, Level)>) {
        let (starts, levels) = (starts.into_iter().collect(), levels.into_iter().collect());
        self.lists.insert(number, List { definition, levels, starts });
    }

    fn element(&mut self, local: &str, element: &Element, place: &mut Place) {
        let value = element.attribute("val");
        let number = || value.as_ref()?.trim().parse::<u32>().ok();
        let level = || element.attribute("ilvl")?.trim().parse().ok().filter(|&level: &usize| level < LEVELS);
        match local {
            "abstractNum" => {
                let id = element.attribute("abstractNumId").and_then(|id| id.trim().parse().ok());
                *place = Place { definition: id, ..Place::default() };
                if let Some(id) = id {
                    self.definitions.insert(id, Definition::default());
                }
            }
            "num" => {
                let id = element.attribute("numId").and_then(|id| id.trim().parse().ok());
                *place = Place { list: id, ..Place::default() };
                if let Some(id) = id {
                    self.lists.insert(id, List::default());
                }
            }
            "abstractNumId" => {
                if let (Some(list), Some(definition)) = (place.list.and_then(|id| self.lists.get_mut(&id)), number()) {
                    list.definition = definition;
                }
            }
            "numStyleLink" => {
                if let Some(definition) = place.definition.and_then(|id| self.definitions.get_mut(&id)) {
                    definition.style = value.map(|id| id.into_owned());
                }
            }
            "lvlOverride" => (place.level, place.in_level) = (level(), false),
            "startOverride" => {
                if let (Some(list), Some(level), Some(start)) = (place.list.and_then(|id| self.lists.get_mut(&id)), place.level, number()) {
                    list.starts.insert(level, start);
                }
            }
            "lvl" => {
                (place.level, place.in_level) = (level().or(place.level), true);
                if let (Some(list), Some(level)) = (place.list.and_then(|id| self.lists.get_mut(&id)), place.level) {
                    list.levels.insert(level, Level::default());
                }
            }
            _ if place.in_level => {
                if let Some(level) = self.level_mut(place) {
                    level.take(local, value.as_deref());
                }
            }
            _ => {}
        }
    }

    fn level_mut(&mut self, place: &Place) -> Option<&mut Level> {
        let at = place.level?;
        match (place.definition, place.list) {
            (Some(id), _) => self.definitions.get_mut(&id)?.levels.get_mut(at),
            (_, Some(id)) => self.lists.get_mut(&id)?.levels.get_mut(&at),
            _ => None,
        }
    }

    /// Counts a paragraph of list `number`; gives the label that Word prints before it. `style` is the style that the
    /// numbering comes from, which may tell the level.
    pub fn label(&mut self, styles: &Styles, number: u32, level: Option<u8>, style: Option<&str>) -> Option<String> {
        let list = self.lists.get(&number)?;
        let id = self.definition(styles, list.definition);
        let definition = self.definitions.get(&id)?;
        let by_style = || definition.levels.iter().position(|level| level.style.is_some() && level.style.as_deref() == style);
        let at = level.map(usize::from).or_else(by_style).unwrap_or(0).min(LEVELS - 1);
        let levels: [&Level; LEVELS] = std::array::from_fn(|i| list.levels.get(&i).unwrap_or(&definition.levels[i]));
        let counts = self.counters.entry(id).or_default();
        let own_start = list.starts.get(&at).copied().filter(|_| self.started.insert((number, at)));
        counts[at] = Some(match (own_start, counts[at]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => levels[at].start,
        });
        for (above, level) in levels.iter().enumerate().take(at) {
            counts[above].get_or_insert(level.start);
        }
        for below in at + 1..LEVELS {
            if levels[below].restart.is_none_or(|restart| at < restart) {
                counts[below] = None;
            }
        }
        let counts = *counts;
        label(&levels, &counts, at)
    }

    /// The definition that counts: a linked style's, where there is one.
    fn definition(&self, styles: &Styles, id: u32) -> u32 {
        let linked = || {
            let style = self.definitions.get(&id)?.style.as_deref()?;
            let number = styles.numbering(Some(style)).0?;
            Some(self.lists.get(&number)?.definition)
        };
        linked().unwrap_or(id)
    }
}

impl Level {
    /// Takes a property by its name in the numbering part.
    pub fn take(&mut self, local: &str, value: Option<&str>) {
        let number = || value?.trim().parse::<u32>().ok();
        match (local, value) {
            ("start", _) => self.start = number().unwrap_or(1),
            ("numFmt", Some(format)) => self.format = format.chars().take(LONGEST).collect(),
            ("lvlText", Some(text)) => self.text = text.chars().take(LONGEST).collect(),
            ("suff", Some("space")) => self.follow = Follow::Space,
            ("suff", Some("nothing")) => self.follow = Follow::Nothing,
            ("isLgl", value) => self.legal = !matches!(value, Some("0" | "false" | "off")),
            ("lvlRestart", _) => self.restart = number().map(|level| level as usize),
            ("pStyle", Some(style)) => self.style = Some(style.to_owned()),
            // A hidden number is not printed.
            ("vanish", None | Some("1" | "true" | "on")) => self.format = "bullet".to_owned(),
            _ => {}
        }
    }
}

/// `第%1条` with its numbers, and what parts it from the text.
fn label(levels: &[&Level; LEVELS], counts: &[Option<u32>; LEVELS], at: usize) -> Option<String> {
    let level = levels[at];
    if level.format == "bullet" || level.text.is_empty() {
        return None;
    }
    let mut label = String::new();
    let mut characters = level.text.chars().peekable();
    while let Some(c) = characters.next() {
        let named = characters.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| c == '%' && (1..=LEVELS as u32).contains(digit));
        let Some(digit) = named else {
            label.push(c);
            continue;
        };
        characters.next();
        let other = digit as usize - 1;
        let format = if level.legal { "decimal" } else { &levels[other].format };
        label.extend(counts[other].and_then(|count| numeral(format, count)));
    }
    if level.follow == Follow::Space || level.follow == Follow::Tab && open_ended(&label) {
        label.push(' ');
    }
    Some(label).filter(|label| !label.trim().is_empty())
}

/// Whether a label needs a gap before the text: "1" and "第一条" do, "一、" and "①" do not.
pub fn open_ended(label: &str) -> bool {
    label.ends_with(|c: char| c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c))
}
