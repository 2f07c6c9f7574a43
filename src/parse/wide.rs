//! Wide indicator tables in running text: one row per line, its cells parted by blanks, blank cells gone.
//!
//! ```text
//! table = header-line , { header-line } , { row | rest }
//! row   = word , { blank , word }        rest = the end of a name, or its beginning, on a line of its own
//! ```
//! Words find their columns by what they hold; a row whose words fit no columns is left unclaimed.

use super::align;
use super::context::Context;
use super::indicator::{self, Block, Column, Indicators, Levels};
use super::rows::CellText;
use super::running;
use super::titles;
use crate::expression::target;
use crate::grammar::Role;
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Glue, Raw};
use crate::model::record::{Level1, Level2};
use crate::model::span::{Span, is_blank};

/// Fewer columns than this are read name by name instead.
pub const WIDE: usize = 6;

/// The columns that the header lines from piece `index` on name, and the piece behind them.
pub fn columns(cx: &mut Context, index: usize) -> Option<(Vec<Column>, usize)> {
    let mut found = Vec::new();
    let mut end = index;
    while end < cx.pieces.len() && cx.pieces[end].is_line() && running::is_header(cx, cx.pieces[end].span) {
        for word in words(cx, cx.pieces[end].span) {
            let role = cx.words.columns.whole(word.of(cx.text))?.meaning;
            found.push(Column { role, header: Raw::line(word), at: None });
        }
        end += 1;
    }
    let columns = indicator::leaves(found);
    if columns.len() < WIDE {
        return None;
    }
    for piece in index..end {
        cx.mark(cx.pieces[piece].span, Structure::Header);
    }
    Some((columns, end))
}

/// The words of a line.
pub fn words(cx: &Context, span: Span) -> Vec<Span> {
    let place = |word: &str| {
        let at = crate::expression::place(cx.text, word);
        Span::new(at.start, at.end)
    };
    span.of(cx.text).split(is_blank).filter(|word| !word.is_empty()).map(place).collect()
}

/// Reads these lines.
pub fn table(cx: &mut Context, block: &Block, columns: &[Column], range: impl Iterator<Item = usize>, out: &mut Indicators) {
    let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
    let mut levels = Levels::default();
    let mut lines: Vec<Line> = Vec::new();
    for index in range {
        let span = cx.pieces[index].span;
        if running::is_header(cx, span) {
            cx.mark(span, Structure::Header);
        } else if titles::is_note(cx, span) {
            cx.mark(span, Structure::Note);
        } else if !cx.is_sentence(span) || words(cx, span).len() > 2 {
            let line = read(cx, &roles, span, cx.pieces[index].after_blank);
            lines.push(line);
        }
    }
    attach(&roles, &mut lines);
    settle_levels(cx, &roles, &mut lines);
    for line in lines {
        if line.values.iter().all(Raw::is_empty) {
            continue;
        }
        indicator::indicators(cx, block, columns, line.values, &mut levels, out);
    }
}

/// 成本指标 and 满意度指标 are words of both levels. Alone on their line they are level 1 only where a level 2
/// of theirs follows.
fn settle_levels(cx: &Context, roles: &[Role], lines: &mut [Line]) {
    let place = |role: Role| roles.iter().position(|own| *own == role);
    let (Some(one), Some(two)) = (place(Role::Level1), place(Role::Level2)) else { return };
    let word = |line: &Line, at: usize| {
        line.values.get(at).filter(|raw| !cx.says_nothing(raw)).map(|raw| cx.words.without_note(&cx.folded(raw)).to_owned())
    };
    let mut in_force: Option<Level1> = None;
    for index in 0..lines.len() {
        let (first, second) = (word(&lines[index], one), word(&lines[index], two));
        let Some(first) = first else { continue };
        let level = cx.words.level1.get(&first).copied();
        let own_child = |child: Option<&Level2>| match level {
            Some(Level1::Cost) => matches!(child, Some(Level2::EconomicCost | Level2::SocialCost | Level2::EcologicalCost)),
            _ => matches!(child, Some(Level2::RecipientSatisfaction)),
        };
        let next = lines[index + 1..].iter().find_map(|line| word(line, one).or_else(|| word(line, two)));
        let follows = own_child(next.and_then(|next| cx.words.level2.get(&next)));
        let both = second.is_none() && cx.words.level2.contains_key(&first);
        if both && (in_force == level || !follows) {
            lines[index].values.swap(one, two);
            continue;
        }
        in_force = level;
    }
}

struct Line {
    values: Vec<Raw>,
    /// A single text: part of a name whose row stands on another line.
    rest: Option<Span>,
    after_blank: bool,
}

/// Joins a sign with its number and a number with its unit, where they have no columns of their own: ≥ 95 %
fn quantities(cx: &Context, roles: &[Role], words: Vec<Span>) -> Vec<Span> {
    let signs = !roles.contains(&Role::Operator);
    let units = !roles.contains(&Role::Unit);
    let mut joined: Vec<Span> = Vec::with_capacity(words.len());
    for word in words {
        let text = word.of(cx.text);
        let before = joined.last().map(|last| last.of(cx.text)).unwrap_or_default();
        let digits = text.starts_with(|c: char| c.is_ascii_digit());
        let signed = cx.words.signs.before.iter().any(|(sign, _)| sign == before);
        let number_before = before.trim_start_matches(|c: char| !c.is_ascii_digit()).chars().next().is_some()
            && target::target(before, cx.words).unit.is_none()
            && target::target(before, cx.words).sign.is_some();
        match joined.last_mut() {
            Some(last) if signs && signed && digits || units && number_before && target::is_unit(text, cx.words) => *last = last.to(word),
            _ => joined.push(word),
        }
    }
    joined
}

/// Puts a line's words under the columns.
fn read(cx: &mut Context, roles: &[Role], span: Span, after_blank: bool) -> Line {
    let mut cells: Vec<CellText> =
        quantities(cx, roles, words(cx, span)).into_iter().map(|word| CellText { raw: Raw::line(word), piece: 0, column: None }).collect();
    let level = |cx: &Context, cell: &CellText| {
        let folded = cx.folded(&cell.raw);
        let bare = cx.words.without_note(&folded);
        cx.words.level1.contains_key(bare) || cx.words.level2.contains_key(bare)
    };
    if cells.len() == 1 && !level(cx, &cells[0]) {
        return Line { values: Vec::new(), rest: Some(span), after_blank };
    }
    loop {
        let nowhere = vec![None; cells.len()];
        let assignment = align::assign(cx, roles, &cells, &nowhere);
        match assignment.columns.iter().position(Option::is_none) {
            // A word too many: names and texts hold blanks themselves.
            Some(lost) if cells.len() > 1 => {
                let at = lost.max(1);
                let word = cells.remove(at);
                if let (Some(first), Some(last)) = (cells[at - 1].raw.extent(), word.raw.extent()) {
                    cells[at - 1].raw = Raw::line(first.to(last));
                }
            }
            _ => {
                let mut values = vec![Raw::default(); roles.len()];
                for (cell, column) in cells.into_iter().zip(assignment.columns) {
                    if let Some(column) = column {
                        values[column] = cell.raw;
                    }
                }
                let filled = values.iter().filter(|value| !value.is_empty()).count();
                if filled < roles.len() && values.iter().zip(roles).any(|(value, role)| *role == Role::Target && !value.is_empty()) {
                    cx.find(Code::RowShifted, Severity::Info, "a line of running text prints fewer words than there are columns; each was put under the column that fits what it holds", Some(span));
                }
                return Line { values, rest: None, after_blank };
            }
        }
    }
}

/// Gives the parts of torn names to their rows: before a row that has no name, else behind the row above.
fn attach(roles: &[Role], lines: &mut [Line]) {
    let Some(name) = roles.iter().position(|role| *role == Role::Name) else { return };
    for index in 0..lines.len() {
        let Some(span) = lines[index].rest else { continue };
        let nameless = lines.get(index + 1).is_some_and(|next| {
            !next.values.is_empty()
                && !next.after_blank
                && next.values[name].is_empty()
                && next.values.iter().zip(roles).any(|(value, role)| *role == Role::Target && !value.is_empty())
        });
        if nameless {
            lines[index + 1].values[name] = Raw::line(span);
            continue;
        }
        if lines[index].after_blank {
            continue;
        }
        let above = lines[..index].iter_mut().rev().find(|line| !line.values.is_empty());
        if let Some(above) = above.filter(|line| !line.values[name].is_empty()) {
            above.values[name].push(Glue::Wrap, span);
        }
    }
}
