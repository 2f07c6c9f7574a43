//! Level labels that stand in the middle of their rows, where names say their number: a number that begins anew begins a level 2.
//!
//! ```text
//! 指标1：… | 数量指标 指标2：… | 指标3：… | 指标1：… | …        a group of rows, and the one label among them
//! ```
//! Only where every group has one label of its own; else the labels hold for what follows them, as usual.

use super::centred::natural;
use super::context::Context;
use super::late;
use crate::grammar::fold_into;
use crate::model::parsed::{ParsedIndicator, Raw};
use crate::model::record::{Level1, Level2};
use crate::model::span::Span;

/// What a table in running text prints of rows and labels.
#[derive(Debug, Default)]
pub struct Seen {
    /// The number each row says of itself.
    pub rows: Vec<u32>,
    /// Labels in printed order.
    pub labels: Vec<Label>,
    /// The row of each indicator.
    pub kept: Vec<usize>,
}

/// A label and its place in half rows: `2 * row + 1` on a row, `2 * row` before it.
#[derive(Debug)]
pub struct Label {
    pub is_first: bool,
    pub raw: Raw,
    pub place: usize,
}

/// The number in 指标2：, which ends before `rest`.
pub fn number(cx: &Context, span: Span, rest: Span) -> u32 {
    let head = Span { start: span.start, end: rest.start.max(span.start) };
    fold_into(head.of(cx.text)).chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// Gives the indicators the labels that they stand around, if they do.
pub fn settle(cx: &Context, seen: &Seen, indicators: &mut [ParsedIndicator]) {
    let Some(level2) = groups(cx, seen) else { return };
    let words = cx.words;
    let parents: Vec<&Label> = seen.labels.iter().filter(|label| label.is_first).collect();
    let places: Vec<usize> = parents.iter().map(|label| label.place).collect();
    let contradicts = |row: usize, label: usize| {
        let parent = words.level1.get(&cx.folded(&parents[label].raw)).copied();
        match level2[row].and_then(|raw| words.level2.get(&cx.folded(raw)).copied()) {
            Some(Level2::Cost) => !matches!(parent, Some(Level1::Output | Level1::Cost)),
            Some(child) => natural(child).is_some_and(|natural| Some(natural) != parent),
            None => false,
        }
    };
    let level1 = late::assign(seen.rows.len(), &places, contradicts);
    for (indicator, &row) in indicators.iter_mut().zip(&seen.kept) {
        indicator.level2 = level2[row].cloned().unwrap_or_default();
        let parent = level1.as_ref().map(|under| under[row]).filter(|&label| !contradicts(row, label));
        indicator.level1 = parent.map(|label| parents[label].raw.clone()).unwrap_or_default();
    }
}

/// The level 2 label of each row, where one stands in the middle of its group and every group has one.
fn groups<'s>(cx: &Context, seen: &'s Seen) -> Option<Vec<Option<&'s Raw>>> {
    let inside = |label: &Label| label.place % 2 == 1 && seen.rows.get(label.place / 2).is_some_and(|&number| number > 1);
    let mut labels = seen.labels.iter().filter(|label| !label.is_first).peekable();
    // Or the first label of level 1 stands behind the first row.
    let late = seen.labels.iter().find(|label| label.is_first).is_some_and(|label| label.place > 1);
    if !late && !seen.labels.iter().any(|label| !label.is_first && inside(label)) {
        return None;
    }
    let mut under = Vec::with_capacity(seen.rows.len());
    while under.len() < seen.rows.len() {
        let from = under.len();
        let to = (from + 1..seen.rows.len()).find(|&row| seen.rows[row] <= seen.rows[row - 1]).unwrap_or(seen.rows.len());
        let own = labels.next_if(|label| label.place < 2 * to)?;
        while labels.next_if(|label| label.place < 2 * to && cx.folded(&label.raw) == cx.folded(&own.raw)).is_some() {}
        if labels.peek().is_some_and(|label| label.place < 2 * to) {
            return None;
        }
        under.resize(to, Some(&own.raw));
    }
    labels.next().is_none().then_some(under)
}
