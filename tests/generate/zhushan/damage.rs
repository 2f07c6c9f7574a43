//! From pieces to bytes, with the damage that real exports show.
//! Every damage is chosen so that a careful reader still gets the same record.

use super::sheet::{Piece, Sheet};
use proptest::prelude::*;

/// How the text becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    Gb18030,
    Utf16Le,
}

/// One damage; the number picks among the places where it can happen.
#[derive(Clone, Debug)]
pub enum Damage {
    /// Further blank lines between two rows.
    WiderRows(u16),
    /// A blank line inside a full row of a table.
    SplitRow(u16),
    /// No blank line between two full rows of a table.
    JoinedRows(u16),
    /// A blank line at the start of the document, or one less.
    Opening,
    /// A foreign sentence between two tables or forms.
    Foreign(u16, String),
}

/// Damage of the whole document.
#[derive(Clone, Debug)]
pub struct Wear {
    pub encoding: Encoding,
    pub crlf: bool,
    /// Blanks at the ends of some lines.
    pub trailing: bool,
    /// 0: the seed's blank lines; else a source for other numbers of blank lines.
    pub noise: u32,
    pub damages: Vec<Damage>,
}

/// All kinds of wear, most documents with little of it.
pub fn wear() -> BoxedStrategy<Wear> {
    let damage = prop_oneof![
        3 => any::<u16>().no_shrink().prop_map(Damage::WiderRows),
        2 => any::<u16>().no_shrink().prop_map(Damage::SplitRow),
        2 => any::<u16>().no_shrink().prop_map(Damage::JoinedRows),
        1 => Just(Damage::Opening),
        2 => (any::<u16>().no_shrink(), super::vocabulary::foreign_sentence()).prop_map(|(at, text)| Damage::Foreign(at, text)),
    ];
    let encoding = prop_oneof![
        10 => Just(Encoding::Utf8),
        2 => Just(Encoding::Utf8Bom),
        2 => Just(Encoding::Gb18030),
        1 => Just(Encoding::Utf16Le),
    ];
    (
        encoding,
        prop::bool::weighted(0.15),
        prop::bool::weighted(0.3),
        prop_oneof![2 => Just(0u32), 1 => (1u32..).no_shrink()],
        prop_oneof![3 => Just(vec![]), 4 => prop::collection::vec(damage, 1..5)],
    )
        .prop_map(|(encoding, crlf, trailing, noise, damages)| Wear { encoding, crlf, trailing, noise, damages })
        .boxed()
}

/// A small deterministic source of numbers: the same wear always gives the same text.
struct Dice(u32);

impl Dice {
    fn roll(&mut self, sides: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % sides
    }
}

/// Where the row-level damages fall, by index of the piece.
#[derive(Default)]
struct Places {
    wider: Vec<usize>,
    split: Vec<usize>,
    joined: Vec<usize>,
    foreign: Vec<(usize, String)>,
}

fn full(piece: &Piece) -> Option<usize> {
    match piece {
        Piece::Row { cells, data: true } if cells.len() > 1 && cells.iter().all(|c| !c.is_empty() && !c.contains('\n')) => {
            Some(cells.len())
        }
        _ => None,
    }
}

fn places(sheet: &Sheet, damages: &[Damage], notes: &mut Vec<&'static str>) -> Places {
    let all = &sheet.pieces;
    let at = |keep: &dyn Fn(usize) -> bool| (0..all.len()).filter(|&i| keep(i)).collect::<Vec<_>>();
    let is_row = |i: usize| matches!(all.get(i), Some(Piece::Row { .. }));
    let rows = at(&|i| is_row(i) && is_row(i + 1));
    let splits = at(&|i| full(&all[i]).is_some());
    let joins = at(&|i| full(&all[i]).is_some() && all.get(i + 1).and_then(full) == full(&all[i]));
    let anchors = at(&|i| matches!(all[i], Piece::Anchor) && i + 1 < all.len());
    let pick = |list: &[usize], n: u16| (!list.is_empty()).then(|| list[usize::from(n) % list.len()]);
    let mut out = Places::default();
    // A lost and an added blank line near each other would leave nothing to tell rows apart by.
    let splitting = damages.iter().any(|d| matches!(d, Damage::SplitRow(_)));
    for damage in damages {
        match damage {
            Damage::WiderRows(n) => out.wider.extend(pick(&rows, *n)),
            Damage::SplitRow(n) if sheet.native() => out.split.extend(pick(&splits, *n)),
            Damage::JoinedRows(n) if sheet.native() && !splitting => out.joined.extend(pick(&joins, *n)),
            Damage::Foreign(n, text) => {
                if let Some(place) = pick(&anchors, *n).filter(|p| out.foreign.iter().all(|(q, _)| p != q)) {
                    out.foreign.push((place, text.clone()));
                }
            }
            _ => {}
        }
    }
    out.foreign.sort_by_key(|(place, _)| *place);
    for (name, hit) in [
        ("wider rows", !out.wider.is_empty()),
        ("blank line inside a row", !out.split.is_empty()),
        ("blank line between rows lost", !out.joined.is_empty()),
        ("foreign sentence", !out.foreign.is_empty()),
    ] {
        notes.extend(hit.then_some(name));
    }
    out
}

/// Prints the sheet; the second value lists the foreign sentences in printing order.
pub fn printed(sheet: &Sheet, wear: &Wear, notes: &mut Vec<&'static str>) -> (String, Vec<String>) {
    let places = places(sheet, &wear.damages, notes);
    let opening = wear.damages.iter().any(|d| matches!(d, Damage::Opening));
    let mut dice = Dice(wear.noise);
    let mut out = String::new();
    // Tika starts the seed's kind of document with an empty line.
    if sheet.native() != opening {
        out.push('\n');
    }
    for (at, piece) in sheet.pieces.iter().enumerate() {
        match piece {
            Piece::Row { cells, .. } if sheet.native() => {
                for (cell, text) in cells.iter().enumerate() {
                    let text = if wear.noise == 0 { text.clone() } else { loosened(text, &mut dice) };
                    out.push_str(&format!("\t{text}\n"));
                    if places.split.contains(&at) && cell == at % (cells.len() - 1) {
                        out.push('\n');
                    }
                }
                if !places.joined.contains(&at) {
                    out.push('\n');
                }
            }
            Piece::Row { cells, .. } => {
                out.push_str(&cells.join("\t"));
                out.push('\n');
            }
            Piece::Line(text) => {
                // An indent at the start of a paragraph is layout.
                if wear.noise != 0 && text.ends_with('。') && dice.roll(8) == 0 {
                    out.push_str("　　");
                }
                out.push_str(text);
                out.push('\n');
            }
            Piece::Gap(lines) => {
                let more = if wear.noise == 0 { 0 } else { dice.roll(3) as usize };
                out.push_str(&"\n".repeat(lines + more));
            }
            Piece::Soft(lines) => {
                let count = if wear.noise == 0 { *lines } else { dice.roll(*lines as u32 + 2) as usize };
                if sheet.native() {
                    out.push_str(&"\n".repeat(count));
                }
            }
            Piece::Anchor => {
                for (_, text) in places.foreign.iter().filter(|(place, _)| *place == at) {
                    out.push_str(&format!("\n{text}\n\n"));
                }
            }
        }
        if places.wider.contains(&at) {
            out.push_str("\n\n");
        }
    }
    if wear.trailing {
        out = trailing(&out, &mut dice);
    }
    (out, places.foreign.into_iter().map(|(_, text)| text).collect())
}

/// Paragraphs of a long cell with indents or blank lines between them.
fn loosened(text: &str, dice: &mut Dice) -> String {
    // Short cells hold wrapped labels, which an author does not indent.
    if text.len() < 120 {
        return text.to_owned();
    }
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push_str(["\n", "\n", "\n  ", "\n\n", "\n　　"][dice.roll(5) as usize]);
        out.push_str(line);
    }
    out
}

/// Blanks at the ends of some lines, as the seed has them.
fn trailing(text: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(line);
        match dice.roll(12) {
            0 | 1 => out.push(' '),
            2 => out.push_str("    "),
            3 if !line.trim().is_empty() => out.push('　'),
            _ => {}
        }
        out.push('\n');
    }
    out
}

/// The bytes of the document.
pub fn encoded(text: &str, wear: &Wear) -> Vec<u8> {
    let text = if wear.crlf { text.replace('\n', "\r\n") } else { text.to_owned() };
    match wear.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Gb18030 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        Encoding::Utf16Le => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}
