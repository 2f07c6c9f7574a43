//! Cells that a spreadsheet quoted on export: text in, text without those quotes and the line ends inside cells out.
//!
//! ```text
//! cell = '"' , { character | line-end | '""' } , '"'      behind a TAB, or before one at the start of a line
//! ```
//! Only what must have been quoted is taken for it: a cell that holds a line end or a doubled quote.

/// The text as its cells were before they were quoted, and the bytes at which line ends stand inside cells.
pub fn unquoted(text: &str) -> Option<(String, Vec<usize>)> {
    const LONGEST: usize = 1 << 16;
    let bytes = text.as_bytes();
    let mut plain = String::new();
    let mut inside = Vec::new();
    let mut copied = 0;
    for at in memchr::memchr_iter(b'"', bytes) {
        let behind_tab = at.checked_sub(1).is_some_and(|before| bytes[before] == b'\t');
        let opens = behind_tab || at == 0 || bytes[at - 1] == b'\n';
        if at < copied || !opens {
            continue;
        }
        let Some(length) = closing(&bytes[at + 1..(at + 1 + LONGEST).min(bytes.len())]) else { continue };
        let (from, to) = (at + 1, at + 1 + length);
        let content = &text[from..to];
        let behind = bytes.get(to + 1);
        let closes = matches!(behind, Some(b'\t')) || behind_tab && matches!(behind, None | Some(b'\n' | b'\r'));
        if !closes || content.contains('\t') || !(content.contains('\n') || content.contains("\"\"")) {
            continue;
        }
        plain.push_str(&text[copied..at]);
        let begin = plain.len();
        plain.push_str(&content.replace("\"\"", "\""));
        inside.extend(memchr::memchr_iter(b'\n', &plain.as_bytes()[begin..]).map(|at| begin + at));
        copied = to + 1;
    }
    (copied > 0).then(|| {
        plain.push_str(&text[copied..]);
        (plain, inside)
    })
}

/// Where the quote stands that closes a cell: the first that is not doubled.
fn closing(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(b'"', &bytes[at..])?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some(at);
        }
        at += 2;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_around_line_ends_and_doubled_quotes_are_layout() {
        let (plain, inside) = unquoted("a\t\"b\nc\"\td\n\"e \"\"f\"\"\"\tg\n").expect("quoted cells");
        assert_eq!((plain.as_str(), inside), ("a\tb\nc\td\ne \"f\"\tg\n", vec![3]));
    }

    #[test]
    fn other_quotes_are_text() {
        for text in ["a\t\"b\"\tc\n", "\"一\n二\"\n", "a\t\"b\nc\n", "a\t\"b\"c\nd\"\te\n", "\"三公\"经费\tb\n"] {
            assert_eq!(unquoted(text), None, "{text}");
        }
    }
}
