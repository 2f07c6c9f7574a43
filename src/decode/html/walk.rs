//! Walks through the tree of a page and tells its flow what the elements mean.

use scraper::node::Element;
use scraper::{ElementRef, Html, Node};

use super::hostile;
use super::lists::List;
use super::look::{Look, look};
use super::tables::{Table, Taken, lays_out};
use super::words::Words;
use crate::decode::Refusal;
use crate::decode::docx::flow::Flow;
use crate::decode::docx::numbering::open_ended;
use crate::decode::docx::properties::{CellProperties, Merge};
use crate::decode::grid::Grid;
use crate::decode::limits::MOST_TABLES;
use crate::decode::margins::{Margins, Slot};

/// What a walk has come to.
#[derive(Default)]
struct Walker {
    flow: Flow,
    grid: Grid,
    margins: Margins,
    /// The pages around a header or footer.
    outer: Vec<(Flow, Grid)>,
    /// Open elements.
    open: Vec<Look>,
    /// Open tables; `None` for those that only lay the page out.
    tables: Vec<Option<Table>>,
    lists: Vec<List>,
    words: Words,
    /// Line ends that count only if something follows them.
    breaks: usize,
    /// The number of an item, before its text.
    label: Option<String>,
    /// Elements around this place whose text is as typed.
    typed: usize,
}

/// Lays a page out.
pub fn walk(html: &Html, words: Words) -> Result<(Grid, Margins), Refusal> {
    let mut walker = Walker { words, ..Walker::default() };
    let mut node = html.tree.root();
    loop {
        let inside = match node.value() {
            Node::Element(element) => ElementRef::wrap(node).map_or(Ok(false), |whole| walker.opens(element, whole))?,
            Node::Text(text) => {
                walker.text(text);
                false
            }
            Node::Document | Node::Fragment => true,
            _ => false,
        };
        if inside && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        if inside && node.value().is_element() {
            walker.closes()?;
        }
        loop {
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else {
                return walker.ends();
            };
            node = parent;
            if node.value().is_element() {
                walker.closes()?;
            }
        }
    }
}

impl Walker {
    fn ends(mut self) -> Result<(Grid, Margins), Refusal> {
        self.line_ends();
        self.flow.ends();
        self.print()?;
        Ok((self.grid, self.margins))
    }

    /// Whether what is inside an element is to be walked through.
    fn opens(&mut self, element: &Element, whole: ElementRef) -> Result<bool, Refusal> {
        let mut look = look(element);
        match look {
            Look::Away => return Ok(false),
            Look::Inline => {}
            Look::Break => {
                self.breaks += 1;
                self.words.line_begins();
                return Ok(false);
            }
            Look::Picture => {
                self.as_is(&picture(element.attr("src").unwrap_or_default()));
                return Ok(false);
            }
            Look::Field => {
                if matches!(element.attr("type").unwrap_or("text"), "text" | "number" | "date" | "tel" | "email" | "url") {
                    self.text(element.attr("value").unwrap_or_default());
                }
                return Ok(false);
            }
            Look::Number => {
                self.number(element, &whole.text().collect::<String>());
                return Ok(false);
            }
            Look::Tabs(count) => {
                self.as_is(&"\t".repeat(count));
                return Ok(false);
            }
            Look::Paragraph => {
                self.line_ends();
                self.flow.paragraph_begins();
            }
            Look::Item => {
                self.line_ends();
                self.label = self.lists.last_mut().and_then(|list| list.item(element));
            }
            Look::Typed => {
                self.line_ends();
                self.typed += 1;
            }
            Look::List => {
                self.line_ends();
                self.lists.push(List::new(element));
            }
            Look::Header | Look::Footer => {
                self.line_ends();
                self.outer.push((std::mem::take(&mut self.flow), std::mem::take(&mut self.grid)));
            }
            Look::Table => {
                self.line_ends();
                self.table_begins(whole)?;
            }
            Look::Block | Look::Rows => self.line_ends(),
            Look::Row | Look::Cell => {
                self.line_ends();
                if !self.table_part(look, element)? {
                    look = Look::Block;
                }
            }
        }
        self.open.push(look);
        self.print()?;
        Ok(true)
    }

    fn closes(&mut self) -> Result<(), Refusal> {
        let look = self.open.pop().unwrap_or(Look::Inline);
        if look == Look::Inline {
            return Ok(());
        }
        self.line_ends();
        match look {
            Look::Typed => self.typed -= 1,
            Look::Item => self.label = None,
            Look::Header | Look::Footer => {
                self.flow.ends();
                self.print()?;
                if let Some((flow, grid)) = self.outer.pop() {
                    self.flow = flow;
                    let page = std::mem::replace(&mut self.grid, grid);
                    let slot = if look == Look::Header { Slot::Header } else { Slot::Footer };
                    self.margins.add(0, slot, page.finish().0);
                }
            }
            Look::Table => self.table_ends(),
            Look::List => drop(self.lists.pop()),
            Look::Rows => self.table().into_iter().for_each(Table::rows_end),
            Look::Row => {
                while let Some(taken) = self.table().and_then(Table::behind_cells) {
                    self.take(taken)?;
                }
                if let Some(table) = self.table() {
                    table.row_ends();
                }
                self.flow.row_ends();
            }
            Look::Cell => self.cell_ends()?,
            _ => {}
        }
        self.print()
    }

    fn table(&mut self) -> Option<&mut Table> {
        self.tables.last_mut()?.as_mut()
    }

    fn table_begins(&mut self, whole: ElementRef) -> Result<(), Refusal> {
        if lays_out(whole) || !self.flow.takes_table() {
            self.tables.push(None);
            return Ok(());
        }
        self.tables.push(Some(Table::default()));
        if self.tables.len() > MOST_TABLES {
            return Err(hostile(format!("more than {MOST_TABLES} tables inside each other")));
        }
        self.flow.table_begins();
        Ok(())
    }

    fn table_ends(&mut self) {
        if self.tables.pop().flatten().is_some() {
            self.flow.table_ends();
        }
    }

    /// A row or a cell begins; whether it is one of a table.
    fn table_part(&mut self, look: Look, element: &Element) -> Result<bool, Refusal> {
        let fits = if look == Look::Row { self.flow.takes_row() } else { self.flow.takes_cell() };
        if !fits || self.table().is_none() {
            return Ok(false);
        }
        if look == Look::Row {
            self.flow.row_begins();
            self.table().into_iter().for_each(Table::row_begins);
            return Ok(true);
        }
        while let Some(taken) = self.table().and_then(Table::before_cell) {
            self.take(taken)?;
        }
        let (span, below) = self.table().map_or((1, false), |table| table.cell(element));
        self.flow.cell_begins();
        let vertical = if below { Merge::Begins } else { Merge::None };
        self.flow.cell_is(CellProperties { span, vertical, ..CellProperties::default() });
        Ok(true)
    }

    /// Columns without a cell of their own.
    fn take(&mut self, taken: Taken) -> Result<(), Refusal> {
        let (span, vertical) = match taken {
            Taken::Covered(span) => (span, Merge::Continues),
            Taken::Empty(span) => (span, Merge::None),
        };
        self.flow.cell_begins();
        self.flow.cell_is(CellProperties { span, vertical, ..CellProperties::default() });
        self.cell_ends()?;
        self.print()
    }

    fn cell_ends(&mut self) -> Result<(), Refusal> {
        self.flow.cell_ends().map_err(hostile)
    }

    fn text(&mut self, text: &str) {
        if self.typed > 0 {
            self.begun();
            self.flow.push(&text.replace('\r', ""));
            return;
        }
        if text.chars().all(|c| c.is_ascii_whitespace()) {
            // Between words it is a blank; it begins nothing.
            self.words.add(text);
            return;
        }
        self.begun();
        let text = self.words.add(text);
        self.flow.push(&text);
    }

    fn as_is(&mut self, text: &str) {
        self.begun();
        let gap = self.words.add("x").len() > 1;
        if gap {
            self.flow.push(" ");
        }
        self.flow.push(text);
        self.words.add_as_is(text);
    }

    /// What waited for the text that comes now.
    fn begun(&mut self) {
        if self.breaks > 0 {
            self.flow.push(&"\n".repeat(std::mem::take(&mut self.breaks)));
        }
        if let Some(label) = self.label.take() {
            self.flow.push(&label);
        }
    }

    /// A paragraph's number, as Word writes it into the text. Bullets are layout.
    fn number(&mut self, element: &Element, text: &str) {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let number = text.trim_matches(crate::model::span::is_blank);
        if !["wingdings", "symbol"].iter().any(|font| style.contains(font)) && number.chars().any(char::is_alphanumeric) {
            self.as_is(number);
            if open_ended(number) {
                self.flow.push(" ");
            }
            self.words.line_begins();
        }
    }

    /// The open paragraph ends. The last of its line ends is that end.
    fn line_ends(&mut self) {
        if self.breaks > 0 {
            self.flow.push(&"\n".repeat(self.breaks - 1));
            self.breaks = 0;
        }
        self.words.line_begins();
        self.flow.paragraph_ends();
    }

    /// Puts what is whole onto the page.
    fn print(&mut self) -> Result<(), Refusal> {
        let Self { flow, grid, .. } = self;
        flow.blocks.drain(..).for_each(|block| grid.add(&block));
        grid.fits().map_err(hostile)
    }
}

/// The mark of a picture: the last part of its address.
fn picture(source: &str) -> String {
    let source = if source.trim_start().starts_with("data:") { "" } else { source };
    let name = source.split(['?', '#']).next().unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    // The mark must stay one mark.
    let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '[' | ']')).take(100).collect();
    format!("[image: {name}]")
}
