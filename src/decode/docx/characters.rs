//! What stands for characters: text nodes, elements such as `tab` and `sym`, pictures.

use std::borrow::Cow;

use super::body::{Body, Kind};
use super::symbols::symbol;
use super::xml::Element;
use crate::decode::Refusal;

impl Body<'_> {
    /// Elements that stand for a character.
    pub(super) fn character(&mut self, local: &str, element: &Element) {
        let text: Cow<str> = match local {
            "tab" | "ptab" => Cow::Borrowed("\t"),
            "br" | "cr" => Cow::Borrowed("\n"),
            "noBreakHyphen" => Cow::Borrowed("-"),
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
                let font = element.attribute("font").unwrap_or_default();
                code.and_then(|code| symbol(&font, code)).map_or(Cow::Borrowed(""), |c| Cow::Owned(c.to_string()))
            }
            "fldChar" => {
                let kind = element.attribute("fldCharType").unwrap_or_default();
                self.flow().fields.mark(&kind).map_or(Cow::Borrowed(""), Cow::Owned)
            }
            _ => return,
        };
        self.flow().push(&text);
    }

    pub(super) fn image(&mut self, element: &Element, ids: &[&str]) -> Result<Option<Kind>, Refusal> {
        let relation = ids.iter().find_map(|id| self.relations.get(&*element.attribute(id)?));
        let name = relation.map_or("", |relation| relation.target.rsplit('/').next().unwrap_or_default());
        // The mark must stay one mark.
        let name: String = name.chars().filter(|c| !c.is_control() && !matches!(c, '[' | ']')).take(100).collect();
        self.flow().push(&format!("[image: {name}]"));
        Ok(Some(Kind::Other))
    }

    pub(super) fn text(&mut self, text: &str) {
        match self.open.last() {
            Some(Kind::Text(outer_blanks)) => {
                let held;
                let text = if *outer_blanks {
                    text
                } else {
                    // An entity inside the text parts it into several pieces: only the outermost blanks go.
                    held = within(text, &mut self.held);
                    &held
                };
                // Line ends of the file are no line ends of the text; a soft hyphen is a place to break, no character.
                if text.contains(['\n', '\r', '\t', '\u{ad}']) {
                    let text: String = text.chars().filter(|&c| c != '\u{ad}').map(|c| if c.is_control() { ' ' } else { c }).collect();
                    self.flow().push(&text);
                } else {
                    self.flow().push(text);
                }
            }
            Some(Kind::Code) => self.flow().fields.code(text),
            _ => {}
        }
    }
}

/// What of the next piece of a `t` stands between its outer blanks.
fn within(text: &str, held: &mut Option<String>) -> String {
    const BLANKS: [char; 4] = [' ', '\n', '\r', '\t'];
    let Some(before) = held else {
        let text = text.trim_start_matches(BLANKS);
        if !text.is_empty() {
            *held = Some(String::new());
            return within(text, held);
        }
        return String::new();
    };
    let inner = text.trim_end_matches(BLANKS);
    let after = &text[inner.len()..];
    if inner.is_empty() {
        before.push_str(after);
        return String::new();
    }
    std::mem::replace(before, after.to_owned()) + inner
}
