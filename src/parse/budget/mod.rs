//! Budget tables: by unit, by code, or revenue and expenditure beside each other.
//!
//! ```text
//! table = title , [ unit-line ] , { header } , [ placeholders ] , { row } , { note }
//! row   = [ code ] , name , { amount } | name , amount , name , amount
//! ```

mod heads;
mod horizontal;
mod running;

use std::ops::Range;

use heads::{columns, fold_heads, two_sided};

use crate::expression::number;
use crate::grammar::{BudgetColumn, fold_into};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{ParsedRow, ParsedTable, Raw};
use crate::model::record::{Side, TableKind};
use crate::model::span::{Span, is_blank};
use crate::parse::context::Context;
use crate::parse::rows::{CellText, Item, rows};
use crate::parse::titles;

/// Reads the table whose title stands in pieces `index..end`; returns it and the piece after it.
pub fn table(cx: &mut Context, index: usize, end: usize, kind: TableKind) -> (ParsedTable, usize) {
    let mut title = Raw::default();
    for piece in index..end {
        title.push(crate::model::parsed::Glue::Wrap, cx.pieces[piece].span);
    }
    let span = title.extent().unwrap_or_default();
    let mut table = ParsedTable {
        kind,
        number: titles::table_number(cx, span),
        year: titles::year_in(cx.text, span),
        title,
        unit: None,
        columns: Vec::new(),
        rows: Vec::new(),
    };
    let stop = stop(cx, end);
    let body = declared(cx, end..stop, &mut table);
    let celled = body.clone().any(|i| cx.pieces[i].is_cell());
    let next = if celled { in_cells(cx, body, &mut table) } else { running::table(cx, body, &mut table) };
    (table, next)
}

/// Where the table ends at the latest: the next title or form.
fn stop(cx: &Context, from: usize) -> usize {
    (from..cx.pieces.len())
        .find(|&index| {
            let piece = cx.pieces[index];
            // In a sheet a title has a row of its own, perhaps with no blank line above.
            if !piece.span.is_empty() && piece.row().is_some() && !piece.after_blank {
                return titles::at(cx, index).is_some() || numbers_title(cx, index);
            }
            if piece.span.is_empty() || !(piece.is_line() || piece.after_blank) {
                return false;
            }
            titles::at(cx, index).is_some() || numbers_title(cx, index) || begins_form(cx, index)
        })
        .unwrap_or(cx.pieces.len())
}

/// A line that numbers the next table: 表二 above its title.
fn numbers_title(cx: &Context, index: usize) -> bool {
    titles::number_line(cx, index).is_some()
        && (index + 1..cx.pieces.len()).find(|&i| !cx.pieces[i].span.is_empty()).is_some_and(|next| titles::at(cx, next).is_some())
}

/// A form that follows without a title: its first label, which no budget table has.
fn begins_form(cx: &Context, index: usize) -> bool {
    use crate::grammar::{Field, Meaning, Section};
    let token = cx.tokens.get(cx.token_of(index)).filter(|token| token.piece == index && token.leads);
    match token.and_then(|token| token.meaning()) {
        // 部门名称：甲局 beside 单位：万元 is the line above the header.
        Some(Meaning::Field(Field::DepartmentName)) => !declares_beside(cx, index),
        Some(Meaning::Field(Field::Basis | Field::Mandate)) => true,
        Some(Meaning::Field(Field::CompetentDepartment)) => cx.of(index) != "预算单位",
        Some(Meaning::Section(section)) => !matches!(section, Section::Structure),
        Some(Meaning::Field(Field::Name)) => {
            // 项目名称 heads a form where a name stands beside it, a column where headers do.
            let next = cx.pieces[index + 1..].iter().find(|piece| !piece.span.is_empty());
            next.is_some_and(|piece| cx.words.budget_columns.whole(piece.span.of(cx.text)).is_none())
        }
        _ => false,
    }
}

/// Whether the row or the lines of the piece declare the unit: nothing of a form does that.
fn declares_beside(cx: &Context, index: usize) -> bool {
    const WIDEST: usize = 8;
    let row = cx.pieces[index].row();
    let beside = (index + 1..cx.pieces.len()).take(WIDEST).take_while(|&at| match row {
        Some(row) => cx.pieces[at].row() == Some(row),
        None => !cx.pieces[at].after_blank,
    });
    std::iter::once(index).chain(beside).any(|at| titles::unit_line(cx, cx.pieces[at].span).is_some())
}

/// Takes the unit line, which stands in cells or on a line above the header.
fn declared(cx: &mut Context, range: Range<usize>, table: &mut ParsedTable) -> Range<usize> {
    let mut start = range.start;
    for index in range.clone() {
        let span = cx.pieces[index].span;
        if span.is_empty() {
            continue;
        }
        match titles::unit_line(cx, span) {
            Some(unit) if table.unit.is_none() => {
                cx.mark(span, Structure::Unit);
                table.unit = Some(unit);
                start = index + 1;
            }
            _ => break,
        }
    }
    // Blank cells before the unit are its own row.
    start..range.end
}

/// A leaf column while headers are folded together.
#[derive(Debug, Clone)]
struct Leaf {
    role: BudgetColumn,
    header: Raw,
    at: Option<u16>,
}

fn in_cells(cx: &mut Context, range: Range<usize>, table: &mut ParsedTable) -> usize {
    let last = range.clone().rev().find(|&i| cx.pieces[i].is_cell()).unwrap_or(range.start);
    // Headers first, with rows cut at blank lines only; then the data, cut by the number of columns.
    const MOST_LINES: usize = 6;
    let mut skipped = 0;
    let mut heads: Vec<Vec<CellText>> = Vec::new();
    let mut begin = range.start;
    let items = rows(cx, range.start..last + 1, usize::MAX);
    for (at, item) in items.iter().enumerate() {
        let cells = match item.clone() {
            Item::Row(cells) => cells,
            Item::Stray(piece) if heads.is_empty() => {
                stray(cx, piece);
                begin = piece + 1;
                continue;
            }
            // Between two rows of headers: no part of them.
            Item::Stray(piece) => {
                stray(cx, piece);
                continue;
            }
        };
        let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
        let end = cells.last().map_or(begin, |cell| cell.piece + 1);
        if filled.is_empty() {
            begin = end;
            continue;
        }
        if let Some(unit) = filled.iter().find_map(|cell| titles::unit_line(cx, cell.raw.extent()?)).filter(|_| filled.len() <= 2) {
            table.unit = table.unit.or(Some(unit));
            filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Unit));
            begin = end;
            continue;
        }
        let known = filled.iter().take_while(|cell| role(cx, cell).is_some()).count();
        // 合计 alone under a header is a row with blank amounts.
        let total = filled.len() == 1 && !heads.is_empty() && role(cx, filled[0]) == Some(BudgetColumn::Total);
        let heading =
            known == filled.len() && !total || (known * 2 > filled.len() && known >= 2 && !cells.iter().any(|cell| is_amount(cx, cell)));
        let amounts = cells.iter().any(|cell| is_amount(cx, cell));
        // 本年政府性基金预算支出 over 合计, 基本支出, …: a group that no line names, above headers that are all named.
        let heading =
            heading || known >= 1 && !total && !amounts && heads.is_empty() && filled.len() > 1 && heads_follow(cx, &items[at + 1..]);
        if !heading && heads.is_empty() && !amounts && skipped < MOST_LINES && known * 2 < filled.len().max(2) {
            // A line between title and header, such as the reporting unit: no part of the table.
            skipped += 1;
            if let Some(year) = filled.iter().find_map(|cell| titles::year_line(cx.text, cell.raw.extent()?)) {
                table.year = table.year.or(Some(year));
                filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Title));
            }
            begin = end;
            continue;
        }
        if !heading {
            // A lost blank line: headers and the first rows in one group. Take the headers.
            if known >= 2 && heads.len() < 3 && cells.len() > known {
                let split = filled.get(known).map_or(end, |cell| cell.piece);
                let mut own: Vec<CellText> = cells.iter().take_while(|cell| cell.piece < split).cloned().collect();
                while own.last().is_some_and(|cell| cell.raw.is_empty()) && heads.is_empty() {
                    own.pop();
                }
                begin = own.last().map_or(begin, |cell| cell.piece + 1);
                heads.push(own);
            }
            break;
        }
        heads.push(cells);
        begin = end;
    }
    for cell in heads.iter().flatten() {
        cx.mark_raw(&cell.raw, Structure::Header);
    }
    let leaves = fold_heads(cx, heads);
    let sides = two_sided(&leaves);
    if table.kind == TableKind::ThreePublicExpenses
        && !leaves.iter().any(|leaf| leaf.role == BudgetColumn::Name)
        && let Some(read) = horizontal::rows(cx, range.start..last + 1)
    {
        (table.columns, table.rows) = read;
        return behind(cx, last, range.end);
    }
    table.unit = table.unit.or_else(|| declared_by_heads(cx, &leaves));
    columns(cx, &leaves, sides, table);
    for item in rows(cx, begin..last + 1, leaves.len().max(1)) {
        match item {
            Item::Stray(piece) => stray(cx, piece),
            Item::Row(cells) if leaves.is_empty() => {
                placeholders(cx, &cells);
            }
            Item::Row(cells) => row(cx, &leaves, sides, &cells, table),
        }
    }
    behind(cx, last, range.end)
}

/// Whether the next row that says anything holds only headers.
fn heads_follow(cx: &Context, items: &[Item]) -> bool {
    let filled = |item: &Item| match item {
        Item::Row(cells) => {
            Some(cells.iter().filter(|cell| !cell.raw.is_empty()).cloned().collect::<Vec<_>>()).filter(|cells| !cells.is_empty())
        }
        Item::Stray(_) => None,
    };
    items.iter().find_map(filled).is_some_and(|cells| cells.len() >= 2 && cells.iter().all(|cell| role(cx, cell).is_some()))
}

/// Lines behind the table: notes are its own, anything else is not. Gives the first piece that is not.
fn behind(cx: &mut Context, last: usize, end: usize) -> usize {
    let mut next = last + 1;
    // A note right below the table, without a blank line, is its own too.
    while next < end && !cx.pieces[next].after_blank && !titles::is_note(cx, cx.pieces[next].span) {
        next += 1;
    }
    while next < end && titles::is_note(cx, cx.pieces[next].span) {
        cx.mark(cx.pieces[next].span, Structure::Note);
        next += 1;
    }
    next
}

fn stray(cx: &mut Context, piece: usize) {
    let span = cx.pieces[piece].span;
    if titles::is_note(cx, span) {
        cx.mark(span, Structure::Note);
    } else if titles::unit_line(cx, span).is_some() {
        cx.mark(span, Structure::Unit);
    }
}

fn role(cx: &Context, cell: &CellText) -> Option<BudgetColumn> {
    let text = cell.raw.joined(cx.text);
    if text.len() > 90 {
        return None;
    }
    let found = cx.words.budget_columns.whole(&text).or_else(|| cx.words.budget_columns.whole(&text[..unit_behind(cx, &text)?.0]));
    found.map(|found| found.meaning)
}

/// The unit in brackets behind a header, 预算数（万元）: where the bracket opens, and where the unit stands.
fn unit_behind(cx: &Context, text: &str) -> Option<(usize, Range<usize>)> {
    let open = text.rfind(['（', '('])?;
    let from = open + text[open..].chars().next()?.len_utf8();
    let inner = text[from..].trim_end().strip_suffix(['）', ')'])?;
    cx.words.money.yuan.contains_key(inner).then(|| (open, from..from + inner.len()))
}

/// The unit that the headers say, where no line above them does.
fn declared_by_heads(cx: &Context, leaves: &[Leaf]) -> Option<Span> {
    let unit = |leaf: &Leaf| {
        let [(_, span)] = leaf.header.parts[..] else { return None };
        let (_, place) = unit_behind(cx, span.of(cx.text))?;
        let start = span.start as usize;
        Some(Span::new(start + place.start, start + place.end))
    };
    leaves.iter().find_map(unit)
}

fn is_amount(cx: &Context, cell: &CellText) -> bool {
    let text = cell.raw.joined(cx.text);
    number::whole(&text).is_some() || cx.words.is_placeholder(&text)
}

/// Marks rows that hold only ** and 1 2 3.
fn placeholders(cx: &mut Context, cells: &[CellText]) -> bool {
    let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
    let counter = |cell: &&CellText| {
        let text = fold_into(&cell.raw.joined(cx.text));
        cx.words.placeholders.contains(&text) || (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let marks = filled.iter().all(counter)
        && (filled.iter().any(|cell| cell.raw.joined(cx.text).trim().contains('*'))
            || filled.iter().filter(|cell| number::whole(&cell.raw.joined(cx.text)).is_some()).count() >= 2 && counts_up(cx, &filled));
    if marks {
        filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Placeholder));
    }
    marks
}

fn counts_up(cx: &Context, cells: &[&CellText]) -> bool {
    let numbers: Vec<u32> = cells.iter().filter_map(|cell| fold_into(&cell.raw.joined(cx.text)).parse().ok()).collect();
    numbers.first() == Some(&1) && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}

fn row(cx: &mut Context, leaves: &[Leaf], sides: Option<usize>, cells: &[CellText], table: &mut ParsedTable) {
    if cells.iter().all(|cell| cell.raw.is_empty()) || placeholders(cx, cells) {
        return;
    }
    let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
    if let [only] = filled[..] {
        // 无, or a sentence that says so, where the first row would stand.
        if only.raw.extent().is_some_and(|span| titles::is_note(cx, span)) {
            cx.mark_raw(&only.raw, Structure::Note);
            return;
        }
        if cx.says_nothing(&only.raw) {
            cx.mark_raw(&only.raw, Structure::Placeholder);
            return;
        }
    }
    if filled.len() >= 2
        && filled.iter().all(|cell| role(cx, cell).is_some())
        && filled.iter().any(|cell| matches!(role(cx, cell), Some(BudgetColumn::Code | BudgetColumn::Name | BudgetColumn::Budget)))
        && !filled.iter().any(|cell| is_amount(cx, cell))
    {
        filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
        return;
    }
    let by_grid = leaves.iter().all(|leaf| leaf.at.is_some()) && cells.iter().all(|cell| cell.column.is_some());
    let mut values: Vec<Raw> = vec![Raw::default(); leaves.len()];
    let offset = if by_grid { 0 } else { offset(cx, leaves, cells) };
    for (index, cell) in cells.iter().enumerate() {
        let place = if by_grid {
            leaves.iter().position(|leaf| leaf.at == cell.column)
        } else {
            Some(index + offset).filter(|&i| i < leaves.len())
        };
        match place {
            Some(place) => values[place] = cell.raw.clone(),
            None if !cell.raw.is_empty() => {
                cx.find(
                    Code::RowOverfull,
                    Severity::Warning,
                    format!("a row has more cells than the {} headers", leaves.len()),
                    cell.raw.extent(),
                );
            }
            None => {}
        }
    }
    match sides {
        None => one(cx, leaves, &values, None, table),
        Some(second) => {
            one(cx, &leaves[..second], &values[..second], Some(Side::Revenue), table);
            one(cx, &leaves[second..], &values[second..], Some(Side::Expenditure), table);
        }
    }
}

/// A row whose blank code cell was lost begins with its name.
fn offset(cx: &Context, leaves: &[Leaf], cells: &[CellText]) -> usize {
    let code_first = leaves.first().is_some_and(|leaf| leaf.role == BudgetColumn::Code);
    let named_first = cells.first().is_some_and(|cell| !cell.raw.is_empty() && !is_code(&cx.folded(&cell.raw)));
    usize::from(code_first && named_first && cells.len() < leaves.len())
}

fn is_code(folded: &str) -> bool {
    !folded.is_empty() && folded.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
}

/// Takes the code off a name that it is printed in front of: `2050101行政运行`, `[20501]教育管理事务`.
fn without_code(cx: &mut Context, row: &mut ParsedRow) {
    let Some((_, first)) = row.name.parts.first_mut() else { return };
    let text = first.of(cx.text);
    let inner = text.trim_start_matches(['[', '【', '［']);
    let name = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = inner.len() - name.len();
    let rest = name.trim_start_matches(|c: char| is_blank(c) || matches!(c, '-' | '—' | ']' | '】' | '］'));
    // 301医院 and 2023年 are names; a class of three digits is one only where something parts it from its name.
    let parted = rest.len() < name.len();
    let code = matches!(digits, 5 | 7) || digits == 3 && (parted || rest.ends_with("支出"));
    if !code || rest.is_empty() || !rest.starts_with(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '年') {
        return;
    }
    let start = first.start as usize + text.len() - inner.len();
    let marks = [Span::new(first.start as usize, start), Span::new(start + digits, first.end as usize - rest.len())];
    row.code = Raw::line(Span::new(start, start + digits));
    first.start = first.end - rest.len() as u32;
    marks.into_iter().for_each(|span| cx.mark(span.trimmed(cx.text), Structure::Label));
}

/// One side of a row.
fn one(cx: &mut Context, leaves: &[Leaf], values: &[Raw], side: Option<Side>, table: &mut ParsedTable) {
    let mut row = ParsedRow { side: side.map(|side| (side, Raw::default())), ..ParsedRow::default() };
    for (leaf, value) in leaves.iter().zip(values) {
        match leaf.role {
            BudgetColumn::Code => row.code = value.clone(),
            BudgetColumn::Name => row.name = value.clone(),
            _ => row.values.push(value.clone()),
        }
    }
    if row.name.is_empty() && !row.code.is_empty() && !is_code(&cx.folded(&row.code)) {
        // 合计 over both columns.
        row.name = std::mem::take(&mut row.code);
    }
    let coded = leaves.iter().any(|leaf| leaf.role == BudgetColumn::Code) && table.kind != TableKind::RevenueSummary;
    if coded && row.code.is_empty() {
        without_code(cx, &mut row);
    }
    if cx.says_nothing(&row.name) && row.code.is_empty() {
        // A side without a name is no row; amounts there are residue.
        for value in row.values.iter().chain([&row.name]) {
            if cx.says_nothing(value) {
                cx.mark_raw(&value.clone(), Structure::Placeholder);
            }
        }
        return;
    }
    table.rows.push(row);
}
