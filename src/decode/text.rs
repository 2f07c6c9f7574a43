//! Gives text exports their lines and cells back: canonical text in, pieces in reading order out.
//!
//! Three shapes occur, and mix within one file:
//! ```text
//! ⇥cell                 one cell per line (out of Word): a leading TAB, a blank line after each row
//! cell ⇥ cell ⇥ ⇥ cell  one row per line (out of a sheet)
//! words words           running text (out of a PDF), or a further paragraph of the cell before
//! ```
//! Knows nothing of budgets.

use memchr::memchr;

use crate::model::document::{Piece, Place};
use crate::model::span::{Span, is_blank};

/// The pieces of `text`. `inside`: the bytes of line ends that stand inside cells.
pub fn pieces(text: &str, inside: &[usize]) -> Vec<Piece> {
    let mut lines: Vec<Line> = Lines { text, at: 0, inside }.map(|span| line(text, span)).collect();
    without_trailing_tabs(text, &mut lines);
    let mut pieces = Vec::with_capacity(lines.len());
    let mut after_blank = true;
    let mut row = 0;
    let widest = usual_width(text, &lines);
    let mut open: Option<(u32, u16)> = None;
    for (index, line) in lines.iter().enumerate() {
        let first = pieces.len();
        if line.shape != Shape::Row && line.shape != Shape::Words {
            open = None;
        }
        match line.shape {
            Shape::Blank => {
                after_blank = true;
                continue;
            }
            Shape::Words => pieces.push(piece(text, line.span, Place::Line)),
            // "⇥word" is a whole cell, or a row whose first cell is blank and whose trailing TABs were cut:
            // the lines that touch it tell.
            Shape::OneTab if !within_rows(&lines, index) => cell(text, line.span, Place::LooseCell, &mut pieces),
            Shape::OneTab | Shape::Row => {
                // A row broken inside a cell goes on where it stopped.
                let (place, skipped) = match open.filter(|(_, column)| ends_row(text, line.span, usize::from(*column), widest)) {
                    Some((broken, column)) => ((broken, column), true),
                    None => {
                        row += 1;
                        ((row, 0), false)
                    }
                };
                let mut start = line.span.start as usize;
                let mut last = place;
                for (index, printed) in line.span.of(text).split('\t').enumerate() {
                    let span = Span::new(start, start + printed.len());
                    last = (place.0, place.1.saturating_add(u16::try_from(index).unwrap_or(u16::MAX)));
                    let at = if skipped && index == 0 { Place::CellLine } else { Place::GridCell { row: last.0, column: last.1 } };
                    cell(text, span, at, &mut pieces);
                    start += printed.len() + 1;
                }
                // Only a cell of some length is broken over lines, never a number.
                const SHORTEST: usize = 6;
                let text = pieces[pieces.len() - 1].span.of(text);
                let words = text.chars().filter(|c| !c.is_ascii()).take(SHORTEST).count();
                open = (words >= SHORTEST || words > 1 && is_item(text)).then_some(last);
            }
        }
        if let Some(begun) = pieces.get_mut(first) {
            begun.after_blank = after_blank;
        }
        after_blank = false;
    }
    pieces
}

/// Where no line parts two texts by a TAB there is no sheet, and TABs behind the text are trailing blanks.
fn without_trailing_tabs(text: &str, lines: &mut [Line]) {
    let parts = |line: &Line| {
        let inner = line.span.of(text).trim_matches(is_blank);
        memchr(b'\t', inner.as_bytes()).is_some()
    };
    if lines.iter().any(|known| known.shape == Shape::Row && parts(known)) {
        return;
    }
    for known in lines.iter_mut().filter(|known| known.shape == Shape::Row) {
        let kept = known.span.of(text).trim_end_matches(is_blank).len();
        *known = line(text, Span::new(known.span.start as usize, known.span.start as usize + kept));
    }
}

/// The number of cells that most rows have.
fn usual_width(text: &str, lines: &[Line]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for line in lines.iter().filter(|line| line.shape == Shape::Row) {
        *counts.entry(memchr::memchr_iter(b'\t', line.span.of(text).as_bytes()).count() + 1).or_insert(0usize) += 1;
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

/// Whether a line ends the row that stopped in grid column `column`: words, then only the blank cells it lacks.
fn ends_row(text: &str, span: Span, column: usize, width: usize) -> bool {
    let line = span.of(text);
    let tabs = memchr::memchr_iter(b'\t', line.as_bytes()).count();
    let words = line.find('\t').unwrap_or(line.len());
    !line[..words].trim().is_empty() && line[words..].trim().is_empty() && tabs > 0 && column > 0 && column + tabs + 1 == width
}

/// Whether a text is the first of a list: 1.… （1）… ①…
fn is_item(text: &str) -> bool {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < text.len() && behind.starts_with(['.', '、', '．']) || text.starts_with(['（', '(', '①'])
}

/// A cell and, where line ends stand inside it, its further lines.
fn cell(text: &str, span: Span, place: Place, pieces: &mut Vec<Piece>) {
    let mut start = span.start as usize;
    for (index, line) in span.of(text).split('\n').enumerate() {
        let place = if index == 0 { place } else { Place::CellLine };
        pieces.push(piece(text, Span::new(start, start + line.len()), place));
        start += line.len() + 1;
    }
}

fn piece(text: &str, span: Span, place: Place) -> Piece {
    Piece { span: span.trimmed(text), place, after_blank: false }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Blank,
    Words,
    OneTab,
    Row,
}

#[derive(Clone, Copy)]
struct Line {
    span: Span,
    shape: Shape,
}

fn line(text: &str, span: Span) -> Line {
    let inner = span.of(text);
    let shape = match memchr(b'\t', inner.as_bytes()) {
        None if inner.chars().all(is_blank) => Shape::Blank,
        None => Shape::Words,
        Some(tab) => {
            let more = memchr(b'\t', &inner.as_bytes()[tab + 1..]).is_some();
            let leading = inner[..tab].chars().all(is_blank);
            if leading && !more { Shape::OneTab } else { Shape::Row }
        }
    };
    Line { span, shape }
}

/// Whether a line with one leading TAB touches a line that is certainly a row.
fn within_rows(lines: &[Line], index: usize) -> bool {
    // A long run of such lines is one cell per line whatever stands around it.
    const FEW: usize = 4;
    let row = |neighbour: Option<&Line>| neighbour.is_some_and(|line| line.shape == Shape::Row);
    let ambiguous = |line: &&Line| line.shape == Shape::OneTab;
    let before = lines[..index].iter().rev().take(FEW).find(|line| !ambiguous(line));
    let after = lines[index + 1..].iter().take(FEW).find(|line| !ambiguous(line));
    row(before) || row(after)
}

struct Lines<'a> {
    text: &'a str,
    at: usize,
    /// Line ends that end no line.
    inside: &'a [usize],
}

impl Iterator for Lines<'_> {
    type Item = Span;
    fn next(&mut self) -> Option<Span> {
        if self.at >= self.text.len() {
            return None;
        }
        let rest = &self.text.as_bytes()[self.at..];
        let mut length = memchr(b'\n', rest).unwrap_or(rest.len());
        while let Some((_, further)) = self.inside.split_first().filter(|(first, _)| **first == self.at + length) {
            self.inside = further;
            length += 1;
            length += memchr(b'\n', &rest[length..]).unwrap_or(rest.len() - length);
        }
        let span = Span::new(self.at, self.at + length);
        self.at += length + 1;
        Some(span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        pieces(text, &[])
            .iter()
            .map(|piece| {
                let mark = match piece.place {
                    Place::Line => "line".to_owned(),
                    Place::LooseCell => "cell".to_owned(),
                    Place::GridCell { row, column } => format!("{row}.{column}"),
                    Place::CellLine => "more".to_owned(),
                };
                format!("{mark}{}:{}", if piece.after_blank { "*" } else { "" }, piece.span.of(text))
            })
            .collect()
    }

    #[test]
    fn one_cell_per_line() {
        assert_eq!(shown("\t一\n \t二\nmore\n\n\t\n"), ["cell*:一", "cell:二", "line:more", "cell*:"]);
    }

    #[test]
    fn one_row_per_line() {
        assert_eq!(shown("a\t\tb\n\tc\n"), ["1.0*:a", "1.1:", "1.2:b", "2.0:", "2.1:c"]);
    }

    #[test]
    fn running_text() {
        assert_eq!(shown("\n a b \n\u{3000}\nc"), ["line*:a b", "line*:c"]);
    }
}
