//! Numbers of list items, as browsers print them: `<ol>` and its items in, `3.` out. Bullets are layout.

use scraper::node::Element;

/// A list that is open.
#[derive(Debug)]
pub struct List {
    next: i64,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Bullets,
    Decimal,
    Letters(char),
}

impl List {
    /// Opens a list.
    pub fn new(element: &Element) -> Self {
        let style = element.attr("style").unwrap_or_default();
        let kind = match (element.name(), element.attr("type")) {
            ("ol", _) if style.contains("list-style") && style.contains("none") => Kind::Bullets,
            ("ol", Some("a")) => Kind::Letters('a'),
            ("ol", Some("A")) => Kind::Letters('A'),
            ("ol", _) => Kind::Decimal,
            _ => Kind::Bullets,
        };
        Self { next: number(element, "start").unwrap_or(1), kind }
    }

    /// The next item's number.
    pub fn item(&mut self, element: &Element) -> Option<String> {
        let number = number(element, "value").unwrap_or(self.next);
        self.next = number.saturating_add(1);
        match self.kind {
            Kind::Bullets => None,
            Kind::Letters(first) if (1..=26).contains(&number) => {
                char::from_u32(first as u32 + number as u32 - 1).map(|letter| format!("{letter}."))
            }
            _ => Some(format!("{number}.")),
        }
    }
}

fn number(element: &Element, name: &str) -> Option<i64> {
    element.attr(name)?.trim().parse().ok()
}
