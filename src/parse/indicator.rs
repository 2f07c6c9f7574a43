//! Indicator tables in cells: headers of one row or several, levels carried down, rows found by content.
//!
//! ```text
//! table    = [ header , { header } ] , { row }
//! row      = [ head ] , [ level1 ] , [ level2 ] , [ name ] , … cells in the header's order
//! ```

use std::ops::Range;

use super::align::{self, without_note};
use super::context::Context;
use super::rows::{self, CellText, Item};
use super::titles;
use crate::grammar::{Field, Meaning, Role, Section};
use crate::model::coverage::Structure;
use crate::model::document::Place;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Cell, Glue, Label, Pair, ParsedIndicator, Raw};
use crate::model::record::Horizon;
use crate::model::span::{Span, is_blank};

/// A column of an indicator table.
#[derive(Debug, Clone)]
pub struct Column {
    /// What it holds.
    pub role: Role,
    /// Its header; empty where the header was lost.
    pub header: Raw,
    /// Its grid column, if certain.
    pub at: Option<u16>,
}

/// What the heading above a table says of its indicators.
#[derive(Debug, Clone, Default)]
pub struct Block {
    /// 长期目标1
    pub goal: Raw,
    /// 年度 or 长期.
    pub horizon: Option<(Horizon, Raw)>,
}

/// What a table gave.
#[derive(Debug, Default)]
pub struct Indicators {
    /// In printed order.
    pub indicators: Vec<ParsedIndicator>,
    /// 目标名称 beside a 三级指标.
    pub others: Vec<Pair>,
}

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
        if !enough || again || (torn && (group.certain || words.len() < 3)) {
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
    if !strange().all(|cell| could_head(cx, cell)) {
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
    let bare = without_note(&folded);
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

fn role(cx: &Context, cell: &CellText) -> Option<Role> {
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
    cx.words.level1.contains_key(without_note(&folded)) && (group.cells.len() >= 2 || group.certain)
}

/// One past the last piece of the table whose rows begin at `from`; `left` is the grid column of its first header.
pub fn end(cx: &Context, from: usize, left: Option<u16>) -> usize {
    let first = cx.tokens.partition_point(|token| token.piece < from);
    for token in &cx.tokens[first..] {
        if !token.leads {
            continue;
        }
        let piece = cx.pieces[token.piece];
        let ends = token.meaning().is_some_and(|meaning| ends_table(cx, token.piece, meaning, left))
            || (!piece.span.is_empty()
                && (piece.is_line() || piece.after_blank || piece.row().is_some())
                && (titles::at(cx, token.piece).is_some() || titles::year_line(cx.text, piece.span).is_some() && piece.is_line()));
        if ends {
            return token.piece;
        }
    }
    cx.pieces.len()
}

fn ends_table(cx: &Context, index: usize, meaning: Meaning, left: Option<u16>) -> bool {
    let piece = cx.pieces[index];
    let certain = matches!(meaning, Meaning::Section(section) if section != Section::Structure)
        || matches!(meaning, Meaning::Field(Field::Notes | Field::DepartmentName));
    match piece.place {
        Place::Line => !super::running::is_header(cx, piece.span) && !reads_as_row(cx, piece.span),
        Place::CellLine => false,
        Place::LooseCell if piece.after_blank => meaning != Meaning::Section(Section::Structure) || header(cx, index).is_none(),
        // An indicator may be named like a label: it stands behind the blank cells of its levels.
        Place::LooseCell => certain && !index.checked_sub(1).is_some_and(|before| cx.pieces[before].span.is_empty()),
        Place::GridCell { row, .. } => {
            let first = (0..index).rev().take_while(|&i| cx.pieces[i].row() == Some(row)).all(|i| cx.pieces[i].span.is_empty());
            let inner = left.is_some_and(|left| piece.column() > Some(left));
            first && !inner && (meaning != Meaning::Section(Section::Structure) || header(cx, index).is_none())
        }
    }
}

/// Whether a line that begins with a label's words is a row of a wide table: 资金总额 ≤5万元 历史标准 10
fn reads_as_row(cx: &Context, span: Span) -> bool {
    let words = || span.of(cx.text).split(is_blank).filter(|word| !word.is_empty()).skip(1).map(crate::grammar::fold_into);
    words().any(|word| cx.words.bases.contains(&word) || cx.words.scorings.contains(&word) || cx.words.evidences.contains(&word))
        && words().any(|word| crate::expression::target::target(&word, cx.words).value.is_some())
}

/// Reads the rows in `range`. Trailing lines are left to the caller: returns one past the last piece read.
pub fn table(cx: &mut Context, block: &Block, columns: &[Column], range: Range<usize>, out: &mut Indicators) -> usize {
    for column in columns {
        cx.mark_raw(&column.header, Structure::Header);
    }
    let last = range.clone().rev().find(|&i| !cx.pieces[i].is_line()).unwrap_or(range.start);
    let tail = (last + 1..range.end).find(|&i| cx.pieces[i].after_blank).unwrap_or(range.end);
    let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
    let mut levels = Levels::default();
    let shape = rows::Shape { columns: columns.len(), level1: roles.iter().position(|role| *role == Role::Level1), ends_in_text: false };
    for item in rows::shaped(cx, range.start..tail, shape) {
        match item {
            Item::Stray(index) => {
                if titles::is_note(cx, cx.pieces[index].span) {
                    cx.mark(cx.pieces[index].span, Structure::Note);
                }
            }
            Item::Row(cells) => row(cx, block, columns, &roles, &cells, &mut levels, out),
        }
    }
    tail
}

/// The level labels in force.
#[derive(Debug, Default)]
pub struct Levels {
    /// 一级
    pub level1: Raw,
    /// 二级
    pub level2: Raw,
}

fn row(cx: &mut Context, block: &Block, columns: &[Column], roles: &[Role], cells: &[CellText], levels: &mut Levels, out: &mut Indicators) {
    let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
    let Some(first) = filled.first() else { return };
    let span = first.raw.extent();
    let heads = filled.iter().filter(|cell| role(cx, cell).is_some()).count();
    if heads >= 2 && heads == filled.len() || heads > 3 && heads * 2 > filled.len() {
        // The header again, at the top of a new page.
        filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
        return;
    }
    if cx.words.totals.contains(&cx.folded(&first.raw)) {
        // 合计 under the weights is no indicator.
        filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Label));
        return;
    }
    let by_grid = columns.iter().all(|column| column.at.is_some()) && cells.iter().all(|cell| cell.column.is_some());
    let own: Vec<Option<usize>> = cells
        .iter()
        .enumerate()
        .map(
            |(i, cell)| if by_grid { columns.iter().position(|column| column.at == cell.column) } else { (i < columns.len()).then_some(i) },
        )
        .collect();
    let assignment = align::assign(cx, roles, cells, &own);
    if assignment.moved {
        cx.find(
            Code::RowShifted,
            Severity::Warning,
            "a row's cells do not stand under their headers; each was put under the column that fits what it holds",
            span,
        );
    } else if !by_grid && cells.len() < columns.len() {
        let message = format!("a row has {} cells under {} headers", cells.len(), columns.len());
        cx.find(Code::RowCollapsed, Severity::Info, message, span);
    }
    let mut values: Vec<Raw> = vec![Raw::default(); columns.len()];
    for (cell, column) in cells.iter().zip(&assignment.columns) {
        match column {
            Some(at) if values[*at].is_empty() => values[*at] = cell.raw.clone(),
            _ if !cell.raw.is_empty() => {
                let message = format!("a row has more cells than the {} headers; this one has no column", columns.len());
                cx.find(Code::RowOverfull, Severity::Warning, message, cell.raw.extent());
            }
            _ => {}
        }
    }
    indicators(cx, block, columns, values, levels, out);
}

/// The indicators of one row: none for a row that only names a level, several where cells hold several lines.
pub fn indicators(cx: &mut Context, block: &Block, columns: &[Column], values: Vec<Raw>, levels: &mut Levels, out: &mut Indicators) {
    let (mut name, mut goal_name) = (Raw::default(), Raw::default());
    let mut rest: Vec<Cell> = Vec::new();
    for (column, value) in columns.iter().zip(values) {
        let silent = cx.says_nothing(&value);
        if silent && column.role != Role::History {
            cx.mark_raw(&value, Structure::Placeholder);
            if !matches!(column.role, Role::Name | Role::GoalName | Role::Level1 | Role::Level2 | Role::Head) {
                rest.push(Cell { role: column.role, header: column.header.clone(), value: Raw::default() });
            }
            continue;
        }
        match column.role {
            Role::Head => cx.mark_raw(&value, Structure::Header),
            Role::Level1 => {
                levels.level1 = label(cx, &value);
                levels.level2 = Raw::default();
            }
            Role::Level2 => levels.level2 = label(cx, &value),
            Role::Name => name = value,
            Role::GoalName => goal_name = value,
            role => rest.push(Cell { role, header: column.header.clone(), value }),
        }
    }
    let target = rest.iter().any(|cell| cell.role == Role::Target && !cell.value.is_empty());
    if name.is_empty() {
        name = std::mem::take(&mut goal_name);
    }
    if name.is_empty() && !target {
        // A row that names a level only; anything else it holds is placeholder or residue.
        return;
    }
    if cx.words.totals.contains(&cx.folded(&name)) {
        // 合计 under the weights is no indicator.
        cx.mark_raw(&name, Structure::Label);
        rest.iter().for_each(|cell| cx.mark_raw(&cell.value, Structure::Label));
        return;
    }
    for cell in rest.extract_if(.., |cell| cell.role == Role::Remark && !cell.header.is_empty() && !cell.value.is_empty()) {
        out.others.push(Pair { field: Field::Other, label: Label { raw: cell.header, ..Label::default() }, value: cell.value });
    }
    if !goal_name.is_empty() {
        out.others.push(Pair { field: Field::Other, label: goal_label(columns), value: goal_name });
    }
    let parts = numbered(cx, &name);
    if parts.len() > 1 {
        several(cx, block, parts, rest, levels, out);
        return;
    }
    let name = parts.into_iter().next().unwrap_or_default();
    if name.is_empty() && !target {
        return;
    }
    rest.insert(0, Cell { role: Role::Name, header: Raw::default(), value: name });
    out.indicators.push(indicator(block, levels.level1.clone(), levels.level2.clone(), rest));
}

fn goal_label(columns: &[Column]) -> Label {
    let header = columns.iter().find(|column| column.role == Role::GoalName).map(|column| column.header.clone());
    Label { raw: header.unwrap_or_default(), ..Label::default() }
}

/// An indicator under the labels in force.
pub fn indicator(block: &Block, level1: Raw, level2: Raw, cells: Vec<Cell>) -> ParsedIndicator {
    ParsedIndicator { goal: block.goal.clone(), horizon: block.horizon.clone(), level1, level2, cells }
}

/// A level label without its note, which is marked.
pub fn label(cx: &mut Context, value: &Raw) -> Raw {
    cx.mark_raw(value, Structure::Label);
    let folded = cx.folded(value);
    if without_note(&folded).len() == folded.len() {
        return value.clone();
    }
    let mut bare = Raw::default();
    for (glue, span) in &value.parts {
        let text = span.of(cx.text);
        match text.find(['（', '(']) {
            Some(at) => {
                bare.push(*glue, Span::new(span.start as usize, span.start as usize + at).trimmed(cx.text));
                break;
            }
            None => bare.push(*glue, *span),
        }
    }
    bare
}

/// The names in a cell: 指标1：… 指标2：… on lines of their own are several. The heads are marked.
fn numbered(cx: &mut Context, name: &Raw) -> Vec<Raw> {
    let mut parts: Vec<Raw> = Vec::new();
    for (glue, span) in &name.parts {
        match numbered_head(cx, *span) {
            Some(rest) => {
                cx.mark(Span { start: span.start, end: rest.start }.trimmed(cx.text), Structure::Label);
                parts.push(Raw::line(rest));
            }
            None => match parts.last_mut() {
                Some(part) => part.push(Glue::Wrap, *span),
                None => parts.push(Raw { parts: [(*glue, *span)].into_iter().collect() }),
            },
        }
    }
    parts
}

/// The text behind 指标1： at the start of a line.
pub fn numbered_head(cx: &Context, span: Span) -> Option<Span> {
    let text = span.of(cx.text);
    let head = cx.words.indicator_heads.iter().find_map(|head| text.strip_prefix(head.as_str()))?;
    let head = head.trim_start_matches(is_blank);
    let digits = head.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    if digits.len() == head.len() {
        return None;
    }
    let rest = digits.trim_start_matches(is_blank).strip_prefix(['：', ':', '；', ';', '、', '.', '．', '，', ','])?;
    Some(Span::new(span.end as usize - rest.len(), span.end as usize).trimmed(cx.text))
}

/// A cell of several numbered names: the values' lines go with them if there are as many.
fn several(cx: &mut Context, block: &Block, names: Vec<Raw>, rest: Vec<Cell>, levels: &Levels, out: &mut Indicators) {
    let count = names.len();
    for (index, name) in names.into_iter().enumerate() {
        let mut cells = vec![Cell { role: Role::Name, header: Raw::default(), value: name.clone() }];
        for cell in &rest {
            let lines = cell.value.parts.len();
            let value = if lines == count { Raw::line(cell.value.parts[index].1) } else { Raw::default() };
            if lines != count && lines > 0 && index == 0 {
                let message = format!("{count} names stand beside {lines} lines of values in one row; they cannot be paired");
                cx.find(Code::PairingImpossible, Severity::Warning, message, cell.value.extent());
            }
            cells.push(Cell { role: cell.role, header: cell.header.clone(), value });
        }
        let target = cells.iter().any(|cell| cell.role == Role::Target && !cell.value.is_empty());
        if !name.is_empty() || target {
            out.indicators.push(indicator(block, levels.level1.clone(), levels.level2.clone(), cells));
        }
    }
}
