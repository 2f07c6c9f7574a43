//! Walks through the elements of a part and tells its flow what they mean.
//!
//! Kept: runs, insertions, hyperlinks, content controls, field results, formulas' characters, ruby bases, text boxes
//! (behind their paragraph), pictures as `[image: name]`, of alternate contents the first choice. Passed over:
//! deletions, field codes, hidden text, ruby annotations, comments, section properties. Which page headers and footers
//! these name is kept.

use std::collections::{HashMap, HashSet};

use super::flow::{Flow, Goes, Step};
use super::hostile;
use super::numbering::Numbering;
use super::package::Relation;
use super::properties::{CellProperties, ParagraphProperties, RowProperties, Toggle, run_style};
use super::styles::Styles;
use super::xml::{self, Cursor, Element, Event, Known, Ns};
use crate::decode::Refusal;
use crate::decode::grid::Grid;
use crate::decode::limits::MOST_TABLES;
use crate::decode::margins::Slot;

/// Reads parts one after the other onto one page.
pub struct Body<'a> {
    pub(super) styles: &'a Styles,
    pub(super) numbering: Numbering,
    pub(super) relations: HashMap<String, Relation>,
    /// Foot- and endnotes that the text refers to, by id.
    pub(super) notes: [HashSet<String>; 2],
    /// Page headers and footers: section, place and relation.
    pub(super) margins: Vec<(usize, Slot, String)>,
    sections: usize,
    grid: Grid,
    flows: Vec<Flow>,
    pub(super) open: Vec<Kind>,
    /// Alternate contents around this place, and whether one was taken.
    choices: Vec<bool>,
    tables: usize,
    /// Blanks of the open `t` that count only if something follows them; `None` before its first character.
    pub(super) held: Option<String>,
}

/// What an open element is, for its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Other,
    Paragraph,
    Run,
    /// `t`, and whether its outer blanks count.
    Text(bool),
    Code,
    Table,
    /// With the number of flows around it: deleted rows and covered cells open one that ends with them.
    Row(usize),
    /// As a row.
    Cell(usize),
    TextBox,
    Choices,
}

/// The property lists of one part, each read once.
#[derive(Default)]
struct Lists<'t> {
    /// Whether they hide the run.
    runs: Known<'t, bool>,
    paragraphs: Known<'t, Paragraph>,
    cells: Known<'t, CellProperties>,
    rows: Known<'t, RowProperties>,
    tables: Known<'t, ()>,
}

struct Paragraph {
    properties: ParagraphProperties,
    ends_section: bool,
}

impl Paragraph {
    fn read(list: &str) -> Result<Self, Refusal> {
        Ok(Self { properties: ParagraphProperties::read(list)?, ends_section: list.contains("sectPr") })
    }
}

impl<'a> Body<'a> {
    /// An empty page.
    pub fn new(styles: &'a Styles, numbering: Numbering, relations: HashMap<String, Relation>) -> Self {
        Self {
            styles,
            numbering,
            relations,
            notes: Default::default(),
            margins: Vec::new(),
            sections: 0,
            grid: Grid::default(),
            flows: Vec::new(),
            open: Vec::new(),
            choices: Vec::new(),
            tables: 0,
            held: None,
        }
    }

    /// What was read since the last page was taken.
    pub fn page(&mut self) -> Grid {
        std::mem::take(&mut self.grid)
    }

    /// Reads a part whose root is `root`.
    pub fn read(&mut self, text: &str, root: &str) -> Result<(), Refusal> {
        self.flows = vec![Flow::new(Goes::Out)];
        let (mut cursor, mut lists) = (Cursor::new(text), Lists::default());
        let mut begun = false;
        loop {
            match cursor.next()? {
                Event::Open(element) if !begun => {
                    if element.ns != Ns::Word || element.local() != root {
                        return Err(super::damaged(format!(
                            "expected the part's root to be a Word {root}, found {}",
                            element.local().chars().take(40).collect::<String>()
                        )));
                    }
                    begun = true;
                    self.open.push(Kind::Other);
                }
                Event::Open(element) => {
                    if let Some(kind) = self.opens(&mut cursor, &mut lists, &element)? {
                        self.open.push(kind);
                    }
                }
                Event::Close => self.closes()?,
                Event::Text(text) => self.text(text),
                Event::Char(c) => self.text(c.encode_utf8(&mut [0; 4])),
                Event::End => break,
            }
        }
        if !begun {
            return Err(super::damaged(format!("the part has no Word {root} in it")));
        }
        self.flow().ends();
        self.print()
    }

    /// The innermost flow.
    pub(super) fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::new(Goes::Out));
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// What an element opens; `None` where it was passed over whole.
    fn opens<'t>(&mut self, cursor: &mut Cursor<'t>, lists: &mut Lists<'t>, element: &Element<'t>) -> Result<Option<Kind>, Refusal> {
        match element.ns {
            Ns::Word => self.opens_word(cursor, lists, element),
            Ns::Math if element.local() == "t" => Ok(Some(Kind::Text(true))),
            Ns::Markup => match element.local() {
                "AlternateContent" => {
                    self.choices.push(false);
                    Ok(Some(Kind::Choices))
                }
                "Choice" | "Fallback" if self.choices.last().copied().unwrap_or(false) => cursor.skip().map(|_| None),
                "Choice" | "Fallback" => {
                    if let Some(taken) = self.choices.last_mut() {
                        *taken = true;
                    }
                    Ok(Some(Kind::Other))
                }
                _ => Ok(Some(Kind::Other)),
            },
            Ns::Drawing if element.local() == "blip" => self.image(element, &["embed", "link"]),
            Ns::Vml if element.local() == "imagedata" => self.image(element, &["id", "relid", "href"]),
            _ => Ok(Some(Kind::Other)),
        }
    }

    fn opens_word<'t>(&mut self, cursor: &mut Cursor<'t>, lists: &mut Lists<'t>, element: &Element<'t>) -> Result<Option<Kind>, Refusal> {
        let kind = match element.local() {
            "t" => {
                self.held = None;
                Kind::Text(element.keeps_blanks())
            }
            "r" => {
                self.flow().hidden = false;
                Kind::Run
            }
            "rPr" => {
                let (_, hidden) = cursor.list(element, &mut lists.runs, |list| self.hides(list))?;
                self.flow().hidden = *hidden;
                return Ok(None);
            }
            "p" => {
                self.flow().paragraph_begins();
                Kind::Paragraph
            }
            "pPr" => {
                let (list, properties) = cursor.list(element, &mut lists.paragraphs, Paragraph::read)?;
                return self.paragraph_is(list, properties).map(|()| None);
            }
            "tc" if self.flow().takes_cell() => {
                self.flow().cell_begins();
                Kind::Cell(self.flows.len())
            }
            "tcPr" => {
                let (_, properties) = cursor.list(element, &mut lists.cells, CellProperties::read)?;
                let step = self.flow().cell_is(*properties);
                return self.then(step);
            }
            "tr" if self.flow().takes_row() => {
                self.flow().row_begins();
                Kind::Row(self.flows.len())
            }
            "trPr" => {
                let (_, properties) = cursor.list(element, &mut lists.rows, RowProperties::read)?;
                let step = self.flow().row_is(properties.before, properties.dropped);
                return self.then(step);
            }
            "tbl" if self.flow().takes_table() => {
                self.deeper()?;
                self.flow().table_begins();
                Kind::Table
            }
            "txbxContent" => {
                self.deeper()?;
                self.flows.push(Flow::new(Goes::Behind));
                Kind::TextBox
            }
            "instrText" => Kind::Code,
            "footnoteReference" | "endnoteReference" => {
                let end = usize::from(element.local() == "endnoteReference");
                if !self.flow().hidden && self.flow().goes != Goes::Away {
                    self.notes[end].extend(element.attribute("id").map(|id| id.into_owned()));
                }
                Kind::Other
            }
            "footnote" | "endnote" => {
                let end = usize::from(element.local() == "endnote");
                if !element.attribute("id").is_some_and(|id| self.notes[end].contains(&*id)) {
                    return cursor.skip().map(|_| None);
                }
                Kind::Other
            }
            "sectPr" => {
                let list = cursor.skip()?;
                return self.section_is(list).map(|()| None);
            }
            "del" | "moveFrom" | "delText" | "delInstrText" | "rt" | "rubyPr" | "sdtPr" | "sdtEndPr" | "ffData" | "fldData"
            | "smartTagPr" | "customXmlPr" => return cursor.skip().map(|_| None),
            "tblPr" | "tblPrEx" | "tblGrid" => return cursor.list(element, &mut lists.tables, |_| Ok(())).map(|_| None),
            other => {
                self.character(other, element);
                Kind::Other
            }
        };
        Ok(Some(kind))
    }

    fn hides(&self, list: &str) -> Result<bool, Refusal> {
        match Toggle::vanish(list)? {
            Toggle::Unset if self.styles.hides && list.contains("rStyle") => {
                Ok(run_style(list)?.is_some_and(|style| self.styles.hidden(&style)))
            }
            hidden => Ok(hidden == Toggle::On),
        }
    }

    fn paragraph_is(&mut self, list: &str, Paragraph { properties, ends_section }: &Paragraph) -> Result<(), Refusal> {
        if *ends_section {
            self.section_is(list)?;
        }
        let style = properties.style.as_deref();
        let (number, level, from) = match properties.number {
            Some(number) => (Some(number), properties.level, style),
            None if self.styles.numbers => {
                let (number, level, from) = self.styles.numbering(style);
                (number, properties.level.or(level), from)
            }
            None => (None, None, None),
        };
        // A paragraph without a mark takes the next one's number.
        let counts = self.flow().goes != Goes::Away && !properties.joined;
        let label = number.filter(|&number| number > 0 && counts).and_then(|number| self.numbering.label(self.styles, number, level, from));
        self.flow().paragraph_is(properties, label);
        Ok(())
    }

    /// Section properties: the end of a section, and which headers and footers its pages have.
    fn section_is(&mut self, list: &str) -> Result<(), Refusal> {
        let Self { margins, sections, .. } = self;
        xml::elements(list, |local, element| {
            let kind = element.attribute("type");
            let slot = match (local, kind.as_deref()) {
                ("headerReference", Some("even")) => Slot::EvenHeader,
                ("headerReference", Some("first")) => Slot::FirstHeader,
                ("headerReference", _) => Slot::Header,
                ("footerReference", Some("even")) => Slot::EvenFooter,
                ("footerReference", Some("first")) => Slot::FirstFooter,
                ("footerReference", _) => Slot::Footer,
                _ => return,
            };
            margins.extend(element.attribute("id").map(|id| (*sections, slot, id.into_owned())));
        })?;
        *sections += 1;
        Ok(())
    }

    fn then(&mut self, step: Step) -> Result<Option<Kind>, Refusal> {
        if let Step::Discard = step {
            self.flows.push(Flow::new(Goes::Away));
        }
        Ok(None)
    }

    fn deeper(&mut self) -> Result<(), Refusal> {
        self.tables += 1;
        if self.tables > MOST_TABLES {
            return Err(hostile(format!("more than {MOST_TABLES} tables or text boxes inside each other")));
        }
        Ok(())
    }

    fn closes(&mut self) -> Result<(), Refusal> {
        match self.open.pop().unwrap_or(Kind::Other) {
            Kind::Other | Kind::Text(_) | Kind::Code => return Ok(()),
            Kind::Run => self.flow().hidden = false,
            Kind::Paragraph => self.flow().paragraph_ends(),
            Kind::Choices => {
                self.choices.pop();
            }
            Kind::Table => {
                self.tables -= 1;
                self.flow().table_ends();
            }
            Kind::Row(flows) => {
                self.flows.truncate(flows);
                self.flow().row_ends();
            }
            Kind::Cell(flows) => {
                self.flows.truncate(flows);
                self.flow().cell_ends().map_err(hostile)?;
            }
            Kind::TextBox => {
                self.tables -= 1;
                let mut flow = self.flows.pop().unwrap_or_default();
                flow.ends();
                if flow.goes == Goes::Behind && !self.flow().hidden {
                    self.flow().anchor(flow.blocks);
                }
            }
        }
        self.print()
    }

    /// Puts what is whole onto the page.
    fn print(&mut self) -> Result<(), Refusal> {
        let Self { flows, grid, .. } = self;
        let Some(flow) = flows.last_mut() else {
            return Ok(());
        };
        match flow.goes {
            Goes::Out => flow.blocks.drain(..).for_each(|block| grid.add(&block)),
            Goes::Away => flow.blocks.clear(),
            Goes::Behind => {}
        }
        grid.fits().map_err(hostile)
    }
}
