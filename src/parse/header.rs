//! Headers of indicator tables in cells: rows of headers in, leaf columns out; where a header was lost, the usual ones.
//!
//! ```text
//! header = header-row , { header-row }
//! ```
//! A header that the vocabulary lacks keeps its column, so that no other one moves.

use super::context::Context;
use super::indicator::Column;
use super::rows::CellText;
use crate::grammar::Role;
use crate::model::coverage::Structure;
use crate::model::document::Place;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Glue, Raw};

/// A header of one row or several.
#[derive(Debug, Clone)]
pub struct Header {
    /// The leaf columns.
    pub columns: Vec<Column>,
    /// Everything in it that the vocabulary names.
    pub printed: Vec<Raw>,
    /// Headers that it does not name: each takes its column, whose cells have no key.
    pub unknown: Vec<Raw>,
    /// The piece after it.
    pub end: usize,
}

impl Header {
    /// Marks what is known and says what is not.
    pub fn account(&self, cx: &mut Context) {
        self.printed.iter().for_each(|raw| cx.mark_raw(raw, Structure::Header));
        for raw in &self.unknown {
            let message = format!("no column of indicator tables is headed \"{}\"; its cells are not read", raw.joined(cx.text));
            cx.find(Code::HeaderUnknown, Severity::Warning, message, raw.extent());
        }
    }
}

/// The header that begins at piece `index`.
pub fn header(cx: &Context, index: usize) -> Option<Header> {
    if !cx.pieces[index].is_cell() || !opens_row(cx, index) {
        return None;
    }
    let mut found: Vec<Column> = Vec::new();
    let mut unknown: Vec<Raw> = Vec::new();
    let titled = group(cx, index).cells.len() == 1;
    let mut end = index;
    while end < cx.pieces.len() {
        let group = group(cx, end);
        let words: Vec<(Role, &CellText)> =
            group.cells.iter().filter(|cell| !cell.raw.is_empty()).map_while(|cell| Some((role(cx, cell)?, cell))).collect();
        let filled = group.cells.iter().filter(|cell| !cell.raw.is_empty()).count();
        let levels = words.iter().filter(|(role, _)| matches!(role, Role::Level1 | Role::Level2 | Role::Name | Role::Target)).count();
        // The first row names at least two columns; rows under it only column words.
        let begins = levels >= 1 || words.first().is_some_and(|(role, _)| *role == Role::Head);
        // A blank line may stand inside a header of loose cells.
        let enough = if found.is_empty() { begins && (words.len() >= 2 || !group.certain) } else { !words.is_empty() };
        let wide = if words.len() < filled { with_unknown(cx, &group, &found) } else { None };
        if let Some((wide, strange)) = wide {
            found.extend(wide);
            unknown.extend(strange);
            end = group.end;
            continue;
        }
        let torn = words.len() < filled;
        // The same header once more is the next page's.
        let again = words.iter().any(|(role, _)| {
            matches!(role, Role::Level1 | Role::Name | Role::Evidence | Role::Weight) && found.iter().any(|column| column.role == *role)
        });
        // The last headers behind a blank line, the first row right behind them.
        const WIDE: usize = 5;
        let last = found.len() >= WIDE && group.cells.first().is_some_and(|cell| !cell.raw.is_empty());
        if !enough || again || (torn && (group.certain || words.len() < 3 && !last)) {
            break;
        }
        found.extend(words.iter().map(|(role, cell)| Column { role: *role, header: cell.raw.clone(), at: cell.column }));
        if torn {
            // The blank line behind the header was lost: the first row follows in the same group.
            end = group.cells.iter().filter(|cell| !cell.raw.is_empty()).nth(words.len()).map_or(group.end, |cell| cell.piece);
            break;
        }
        end = group.end;
    }
    let named = |role: Role| found.iter().any(|column| column.role == role);
    let sound =
        found.len() >= 2 && (named(Role::Level1) || named(Role::Level2) || named(Role::Name)) && (named(Role::Target) || named(Role::Name));
    // The row under a header over others has blank cells under the others of the upper row.
    let beside = found
        .iter()
        .position(|column| matches!(column.role, Role::GoalName | Role::Level1))
        .filter(|_| found[0].role == Role::Head)
        .map_or(0, |first| first.saturating_sub(1));
    for _ in 0..beside {
        if cx.pieces.get(end).is_some_and(|piece| piece.place == Place::LooseCell && piece.span.is_empty()) {
            end += 1;
        }
    }
    sound.then(|| {
        let printed = found.iter().map(|column| column.header.clone()).filter(|raw| !raw.is_empty()).collect();
        let mut columns = leaves(found);
        // A head on a row of its own is the table's title: the rows have no cell for it.
        let row = if end < cx.pieces.len() { group(cx, end).cells.len() } else { 0 };
        if titled && columns[0].role == Role::Head && row + 1 == columns.len() {
            columns.remove(0);
        }
        Header { printed, unknown, columns, end }
    })
}

/// The columns of a header row that the vocabulary does not name in full, and its unknown cells. A header behind
/// all known ones counts only where the next row has a cell for it: else it is the first row's.
fn with_unknown(cx: &Context, group: &Group, found: &[Column]) -> Option<(Vec<Column>, Vec<Raw>)> {
    let filled: Vec<(Option<Role>, &CellText)> =
        group.cells.iter().filter(|cell| !cell.raw.is_empty()).map(|cell| (role(cx, cell), cell)).collect();
    let known = filled.iter().filter(|(role, _)| role.is_some()).count();
    let strange = || filled.iter().filter(|(role, _)| role.is_none()).map(|(_, cell)| *cell);
    // A header begins with a known one: before it stands something else of the form. A single strange one before
    // many known ones heads a column too: 序号
    const MANY: usize = 4;
    let serial = group.certain && known >= MANY && known + 1 == filled.len();
    let begins_strange = filled.first().is_none_or(|(role, _)| role.is_none()) && !serial;
    if begins_strange && found.is_empty() || !strange().all(|cell| could_head(cx, cell)) {
        return None;
    }
    let column = |role: Role, cell: &CellText| Column { role, header: cell.raw.clone(), at: cell.column };
    // Beside 近两年指标值 stands this year's value, whatever it is called.
    if !found.is_empty() {
        let beside = filled.iter().any(|(role, _)| *role == Some(Role::HistoryGroup)) && known + 1 == filled.len();
        let target = !filled.iter().any(|(role, _)| *role == Some(Role::Target));
        return (beside && target)
            .then(|| (filled.iter().map(|(role, cell)| column(role.unwrap_or(Role::Target), cell)).collect(), Vec::new()));
    }
    let levels = filled.iter().filter(|(role, _)| matches!(role, Some(Role::Level1 | Role::Level2 | Role::Name | Role::Target))).count();
    let ends_known = filled.last().is_some_and(|(role, _)| role.is_some());
    let next = cx.pieces.get(group.end).filter(|piece| piece.is_cell()).map(|_| self::group(cx, group.end).cells.len());
    let sound = levels >= 2 && known >= 3 && known * 2 > filled.len() && (group.certain || ends_known || next == Some(group.cells.len()));
    sound.then(|| {
        let columns = filled.iter().map(|(role, cell)| match role {
            Some(role) => column(*role, cell),
            None => Column { role: Role::Remark, header: Raw::default(), at: cell.column },
        });
        (columns.collect(), strange().map(|cell| cell.raw.clone()).collect())
    })
}

/// Whether a cell that is no known header may be one: a few words, no level, no value.
fn could_head(cx: &Context, cell: &CellText) -> bool {
    const LONGEST: usize = 16;
    let folded = cx.folded(&cell.raw);
    let bare = cx.words.without_note(&folded);
    let text = cell.raw.joined(cx.text);
    let read = crate::expression::target::target(&text, cx.words);
    let value = read.value.is_some() || read.date.is_some() || read.sign.is_some();
    folded.chars().count() <= LONGEST
        && !value
        && !cx.words.is_placeholder(&text)
        && !cx.words.level1.contains_key(bare)
        && !cx.words.level2.contains_key(bare)
        && !folded.ends_with(['。', '；', ';'])
}

pub fn role(cx: &Context, cell: &CellText) -> Option<Role> {
    let text = cell.raw.joined(cx.text);
    if text.len() > 90 { None } else { cx.words.columns.whole(&text).map(|found| found.meaning) }
}

/// Whether only blank cells stand before this one in its row, and few of them.
fn opens_row(cx: &Context, index: usize) -> bool {
    const MOST_BLANKS: u16 = 4;
    let piece = cx.pieces[index];
    piece.column().is_none_or(|column| column <= MOST_BLANKS)
        && (0..index)
            .rev()
            .take_while(|&i| cx.pieces[i].row().is_some() && cx.pieces[i].row() == piece.row())
            .all(|i| cx.pieces[i].span.is_empty() || cx.words.columns.whole(cx.of(i)).is_some())
}

struct Group {
    cells: Vec<CellText>,
    end: usize,
    certain: bool,
}

/// The cells of one row as far as the container tells: a grid row, or loose cells up to a blank line.
fn group(cx: &Context, start: usize) -> Group {
    let mut cells: Vec<CellText> = Vec::new();
    let mut end = start;
    let row = cx.pieces[start].row();
    // No header is wider; what follows is not asked.
    const WIDEST: usize = 96;
    while end < cx.pieces.len() && cells.len() < WIDEST {
        let piece = cx.pieces[end];
        match piece.place {
            Place::GridCell { row: here, .. } if row != Some(here) => break,
            Place::LooseCell if row.is_some() || (end > start && piece.after_blank) => break,
            Place::Line if cells.is_empty() || piece.after_blank || row.is_some() => break,
            Place::Line | Place::CellLine => {
                if let Some(cell) = cells.last_mut() {
                    cell.raw.push(Glue::Wrap, piece.span);
                }
            }
            _ => cells.push(CellText { raw: Raw::line(piece.span), piece: end, column: piece.column() }),
        }
        end += 1;
    }
    Group { cells, end: end.max(start + 1), certain: row.is_some() }
}

/// Headers of several rows become one row of leaf columns: a header over others gives way to them.
pub fn leaves(mut found: Vec<Column>) -> Vec<Column> {
    // 指标值 over 近两年指标值 (over years) and 预期当年实现值.
    let targets: Vec<usize> = (0..found.len()).filter(|&i| found[i].role == Role::Target).collect();
    let grouped = found.iter().any(|column| column.role == Role::HistoryGroup)
        || (targets.len() == 2 && found.iter().any(|column| column.role == Role::History));
    if grouped {
        let history = found.iter().filter(|column| column.role == Role::History).cloned();
        let target = if targets.len() > 1 { targets.last().map(|&at| found[at].clone()) } else { None };
        let own: Vec<Column> = history.chain(target).collect();
        let place = targets.first().copied().unwrap_or(found.len());
        let keep = |column: &Column| !matches!(column.role, Role::History | Role::HistoryGroup | Role::Target);
        let mut leaves: Vec<Column> = found[..place].iter().filter(|column| keep(column)).cloned().collect();
        let behind: Vec<Column> = found[place..].iter().filter(|column| keep(column)).cloned().collect();
        leaves.extend(if targets.len() > 1 { own } else { own.into_iter().chain(targets.first().map(|&at| found[at].clone())).collect() });
        leaves.extend(behind);
        found = leaves;
    }
    // 绩效指标 over 一级指标 … 指标属性, with the other headers of its row printed first.
    let first = found.iter().position(|column| matches!(column.role, Role::GoalName | Role::Level1));
    if found.first().is_some_and(|column| column.role == Role::Head)
        && let Some(first) = first.filter(|&first| first > 1)
    {
        let children = found.split_off(first);
        found.remove(0);
        found.splice(0..0, children);
    }
    // Grid columns know their order. A sheet that prints a merged cell once has shifted ones: two in one place.
    let mut places: Vec<u16> = found.iter().filter_map(|column| column.at).collect();
    places.sort_unstable();
    if places.len() == found.len() && places.windows(2).all(|pair| pair[0] < pair[1]) {
        found.sort_by_key(|column| column.at);
    } else {
        found.iter_mut().for_each(|column| column.at = None);
    }
    found
}

/// The usual columns of the layout, where the header was lost.
pub fn usual(cx: &Context) -> Vec<Column> {
    cx.layout.order.iter().map(|&role| Column { role, header: Raw::default(), at: None }).collect()
}

/// Whether a row without a header begins at piece `index`: its first text is a level 1 word.
pub fn begins_without_header(cx: &Context, index: usize) -> bool {
    let piece = cx.pieces[index];
    if !piece.is_cell() || piece.span.is_empty() || cx.layout.order.is_empty() {
        return false;
    }
    let group = group(cx, index);
    let folded = group.cells.first().map(|cell| cx.folded(&cell.raw)).unwrap_or_default();
    cx.words.level1.contains_key(cx.words.without_note(&folded)) && (group.cells.len() >= 2 || group.certain)
}
