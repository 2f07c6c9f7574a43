//! Drops the HTML that exports leave in cells: known elements and entities only, so that `<昆明市…办法>` stays text.

use std::borrow::Cow;

use crate::model::span::Span;

const ELEMENTS: [&str; 16] = ["p", "br", "span", "div", "b", "strong", "i", "em", "u", "font", "td", "tr", "sup", "sub", "o:p", "a"];
const ENTITIES: [(&str, &str); 14] = [
    ("&nbsp;", "\u{a0}"),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&ge;", "≥"),
    ("&le;", "≤"),
    ("&ldquo;", "“"),
    ("&rdquo;", "”"),
    ("&lsquo;", "‘"),
    ("&rsquo;", "’"),
    ("&mdash;", "—"),
    ("&hellip;", "…"),
    ("&middot;", "·"),
    // Last: what it gives is not decoded again.
    ("&amp;", "&"),
];

/// `text` without tags of known elements, entities decoded, NULs dropped. Paragraph and line tags become line ends.
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&', '\0', '\u{feff}', '\u{200b}']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((length, breaks)) = tag(rest) {
            if breaks {
                break_line(&mut plain);
            }
            rest = &rest[length..];
        } else if let Some((length, decoded)) = entity(rest) {
            plain.push_str(&decoded);
            rest = &rest[length..];
        } else {
            if !matches!(c, '\0' | '\u{feff}' | '\u{200b}') {
                plain.push(c);
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    // Blanks between paragraphs are layout.
    let lines: Vec<&str> =
        plain.split('\n').map(|line| line.trim_matches(crate::model::span::is_blank)).filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join("\n"))
}

/// Where tags of known elements and entities stand.
pub fn places(text: &str) -> Vec<Span> {
    const LONGEST: usize = 400;
    let place = |at: usize| {
        let end = (at + LONGEST..).find(|end| *end >= text.len() || text.is_char_boundary(*end))?;
        let rest = text.get(at..end).unwrap_or(&text[at..]);
        let length = tag(rest).map(|(length, _)| length).or_else(|| Some(entity(rest)?.0))?;
        Some(Span::new(at, at + length))
    };
    memchr::memchr2_iter(b'<', b'&', text.as_bytes()).filter_map(place).collect()
}

fn break_line(plain: &mut String) {
    if !plain.is_empty() && !plain.ends_with('\n') {
        plain.push('\n');
    }
}

/// Length of a tag of a known element at the start of `text`, and whether it breaks the line.
fn tag(text: &str) -> Option<(usize, bool)> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String =
        inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == ':').take(8).collect::<String>().to_ascii_lowercase();
    let behind = &inner[name.len()..];
    if !ELEMENTS.contains(&name.as_str()) || !behind.starts_with(['>', ' ', '/']) {
        return None;
    }
    const LONGEST_TAG: usize = 400;
    let close = text.find('>').filter(|&at| at < LONGEST_TAG)?;
    Some((close + 1, matches!(name.as_str(), "p" | "br" | "div" | "tr")))
}

fn entity(text: &str) -> Option<(usize, Cow<'static, str>)> {
    if let Some((name, decoded)) = ENTITIES.iter().find(|(name, _)| text.starts_with(name)) {
        return Some((name.len(), Cow::Borrowed(decoded)));
    }
    let digits = text.strip_prefix("&#")?;
    let end = digits.find(';').filter(|&end| end <= 7)?;
    let code = match digits[..end].strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits[..end].parse(),
    };
    let c = code.ok().and_then(char::from_u32)?;
    Some((end + 3, Cow::Owned(c.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_of_tags_and_entities() {
        let text = "<p>甲&nbsp;乙</p>，<昆明市某办法>，<=5，A&B";
        let found: Vec<&str> = places(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["<p>", "&nbsp;", "</p>"]);
        assert!(places(&"<p ".repeat(5000)).is_empty());
    }

    #[test]
    fn known_elements_go_and_everything_else_stays() {
        for (text, expected) in [
            ("<p>甲</p> <p>乙</p>", "甲\n乙"),
            ("<昆明市…办法>", "<昆明市…办法>"),
            ("<=5万元", "<=5万元"),
            ("a&lt;b&amp;lt;", "a<b&lt;"),
            ("<p style=\"a\">甲<br/>乙", "甲\n乙"),
            ("&ge;5200人次", "≥5200人次"),
            ("甲&nbsp;", "甲"),
            ("<program>", "<program>"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }
}
