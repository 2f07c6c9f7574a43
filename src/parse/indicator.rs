//! Indicator tables in cells: headers of one row or several, levels carried down, rows found by content.
//!
//! ```text
//! table    = [ header , { header } ] , { row }
//! row      = [ head ] , [ level1 ] , [ level2 ] , [ name ] , … cells in the header's order
//! ```

use std::ops::Range;

use super::align;
use super::constant;
use super::context::Context;
use super::header::role;
pub use super::header::{begins_without_header, header, leaves, usual};
use super::rows::{self, CellText, Item};
use super::titles;
use super::torn;
use crate::expression::target;
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

/// One past the last piece of the table whose rows begin at `from`; `left` is the grid column of its first header.
pub fn end(cx: &Context, from: usize, left: Option<u16>) -> usize {
    let first = cx.tokens.partition_point(|token| token.piece < from);
    for token in &cx.tokens[first..] {
        if !token.leads {
            continue;
        }
        let piece = cx.pieces[token.piece];
        if titles::passed(cx, token.piece).is_some()
            || piece.is_line() && super::centred::is_row(cx, piece.span)
            || constant::begins_row(cx, token.piece)
        {
            continue;
        }
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
        Place::Line => {
            !super::running::is_header(cx, piece.span) && !reads_as_row(cx, piece.span) && !stands_between_rows(cx, index, meaning)
        }
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
        && words().any(|word| target::target(&word, cx.words).value.is_some())
}

/// Whether a line that begins with an amount's label is an indicator's: a value behind it, and the next level's word below it.
fn stands_between_rows(cx: &Context, index: usize, meaning: Meaning) -> bool {
    let amount = matches!(meaning, Meaning::Field(field) if field.is_amount() || field == Field::Other);
    let value = cx.of(index).rsplit(is_blank).next().unwrap_or("");
    amount
        && value.len() < cx.of(index).len()
        && target::target(value, cx.words).value.is_some()
        && cx.pieces.get(index + 1).is_some_and(|next| next.is_line() && super::running::level_begins(cx, index + 1))
}

/// Reads the rows in `range`. Trailing lines are left to the caller: returns one past the last piece read.
pub fn table(cx: &mut Context, block: &Block, columns: &[Column], range: Range<usize>, out: &mut Indicators) -> usize {
    let columns = &constant::settled(cx, columns, range.clone());
    for column in columns {
        cx.mark_raw(&column.header, Structure::Header);
    }
    let last = range.clone().rev().find(|&i| !cx.pieces[i].is_line()).unwrap_or(range.start);
    let tail = (last + 1..range.end).find(|&i| cx.pieces[i].after_blank).unwrap_or(range.end);
    let roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
    let mut levels = Levels::default();
    let shape = rows::Shape { columns: columns.len(), level1: roles.iter().position(|role| *role == Role::Level1), ends_in_text: false };
    for item in torn::whole(cx, &roles, rows::shaped(cx, range.start..tail, shape)) {
        match item {
            Item::Stray(index) => {
                if titles::is_note(cx, cx.pieces[index].span) {
                    cx.mark(cx.pieces[index].span, Structure::Note);
                } else if super::inner::names_next(cx, index) {
                    cx.mark(cx.pieces[index].span, Structure::Title);
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
        rest.iter()
            .filter(|cell| cx.says_nothing(&cell.value))
            .map(|cell| cell.value.clone())
            .collect::<Vec<Raw>>()
            .iter()
            .for_each(|value| cx.mark_raw(value, Structure::Placeholder));
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
    let parts = if parts.len() == 1 && stands_stacked(cx, &name, &rest) { lines(&name) } else { parts };
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
    if cx.words.without_note(&folded).len() == folded.len() {
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

/// Whether the lines of a cell are names of their own: beside as many values, each of which says all of itself.
fn stands_stacked(cx: &Context, name: &Raw, rest: &[Cell]) -> bool {
    let Some(target) = rest.iter().find(|cell| cell.role == Role::Target) else { return false };
    let count = target.value.parts.len();
    let read = |text: &str| {
        let read = target::target(text, cx.words);
        (read.value.is_some() && (read.unit.is_some() || read.sign.is_some()) || read.date.is_some(), read.text.is_some())
    };
    let (mut values, mut words) = (0, 0);
    for (_, span) in &target.value.parts {
        let text = span.of(cx.text);
        let quality = text.chars().count() > 2 && cx.words.qualities.iter().any(|word| text.contains(word.as_str()));
        match read(text) {
            _ if text.ends_with(['、', '，', ',', '；', ';']) => return false,
            (true, _) => values += 1,
            (_, true) if quality => words += 1,
            _ => return false,
        }
    }
    count > 1 && name.parts.len() == count && values > 0 && values + words == count && !read(&target.value.joined(cx.text)).0
}

/// Each line of a cell by itself.
fn lines(raw: &Raw) -> Vec<Raw> {
    raw.parts.iter().map(|(_, span)| Raw::line(*span)).collect()
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
