//! Values as they are written, so that they are read back as they are: a line end inside a short value is a line tag,
//! and what would be taken for markup is written as entities.

use std::fmt::Write;

use crate::model::record::Text;

/// A value of one paragraph; `None` where there is none.
pub fn short(value: &Text) -> Option<String> {
    value.as_str().map(|text| escaped(text).replace('\n', "<br/>"))
}

/// A value of several paragraphs.
pub fn paragraphs(value: &Text) -> Vec<String> {
    value.as_str().map(|text| text.split('\n').map(escaped).collect()).unwrap_or_default()
}

/// A label, which is read without markup.
pub fn label(value: &Text) -> Option<String> {
    value.as_str().map(legible)
}

/// Without what XML cannot hold.
pub fn legible(text: &str) -> String {
    text.chars().map(|c| if is_legible(c) { c } else { '\u{fffd}' }).collect()
}

fn is_legible(c: char) -> bool {
    matches!(c, '\t' | '\n') || (c >= ' ' && c != '\u{fffe}' && c != '\u{ffff}')
}

/// Only what would be read as markup is an entity: `<昆明市…办法>` and `<5%` stay as they are.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        match c {
            '&' if next.is_some_and(|c| c.is_ascii_alphabetic() || c == '#') => out.push_str("&amp;"),
            '<' if next.is_some_and(|c| c.is_ascii_alphabetic() || c == '/') => out.push_str("&lt;"),
            '\n' => out.push(c),
            // A TAB parts cells; invisible characters are dropped where they stand bare.
            c if c == '\t' || !is_legible(c) || matches!(c, '\u{200b}' | '\u{feff}') => {
                // Writing to a String cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        for (text, written) in [
            ("<昆明市…办法>", "<昆明市…办法>"),
            ("<=5%", "<=5%"),
            ("R&D", "R&amp;D"),
            ("甲 & 乙", "甲 & 乙"),
            ("<p>", "&lt;p>"),
            ("甲\t乙\u{1}", "甲&#9;乙&#1;"),
        ] {
            assert_eq!(escaped(text), written, "{text}");
        }
    }
}
