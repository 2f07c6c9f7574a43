//! Page headers and footers: what stands in each of them comes in, section by section; lines at the end of the
//! canonical text come out.
//!
//! A header is printed on every page, beside the text and never in it: its lines stand behind everything else, apart
//! from the pieces, each distinct one once. The order is that of the sections, and the same for every container.

use std::collections::HashSet;

use crate::model::span::{Span, is_blank};

/// Where on which pages a text stands, in the order in which it is printed here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The header of left pages.
    EvenHeader,
    /// The header of all other pages.
    Header,
    /// The footer of left pages.
    EvenFooter,
    /// The footer of all other pages.
    Footer,
    /// The header of a section's first page.
    FirstHeader,
    /// The footer of a section's first page.
    FirstFooter,
    /// A box drawn beside a header or footer; which one is not known.
    Box,
}

/// What was found so far.
#[derive(Debug, Default)]
pub struct Margins {
    found: Vec<(usize, Slot, String)>,
}

impl Margins {
    /// Takes the text of one header or footer.
    pub fn add(&mut self, section: usize, slot: Slot, text: String) {
        self.found.push((section, slot, text));
    }

    /// Bytes of text taken so far.
    pub fn size(&self) -> usize {
        self.found.iter().map(|(.., text)| text.len()).sum()
    }

    /// Writes the lines behind `text`, and tells where each of them is.
    pub fn print(mut self, text: &mut String) -> Vec<Span> {
        self.found.sort_by_key(|&(section, slot, _)| (section, slot));
        let mut seen = HashSet::new();
        let mut spans = Vec::new();
        for line in self.found.iter().flat_map(|(.., text)| text.split('\n')).map(|line| line.trim_matches(is_blank)) {
            if line.is_empty() || !seen.insert(line) {
                continue;
            }
            if spans.is_empty() && !text.is_empty() {
                text.push('\n');
            }
            let start = text.len();
            text.push_str(line);
            spans.push(Span::new(start, text.len()));
            text.push('\n');
        }
        spans
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distinct_lines_stand_once_behind_the_text_in_the_order_of_sections() {
        let mut margins = Margins::default();
        margins.add(1, Slot::Header, "某局\n\n".to_owned());
        margins.add(0, Slot::Footer, "— 1 —".to_owned());
        margins.add(0, Slot::Header, " 某局 \t ".to_owned());
        let mut text = "正文\n".to_owned();
        let spans = margins.print(&mut text);
        assert_eq!(text, "正文\n\n某局\n— 1 —\n");
        assert_eq!(spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>(), ["某局", "— 1 —"]);
    }

    #[test]
    fn no_header_leaves_the_text_alone() {
        let mut margins = Margins::default();
        margins.add(0, Slot::Header, "\n \u{3000}\n".to_owned());
        let mut text = "正文\n".to_owned();
        assert_eq!(margins.print(&mut text), []);
        assert_eq!(text, "正文\n");
    }
}
