//! Budget tables: by unit, by code, or revenue and expenditure beside each other.
//!
//! ```text
//! table = title , [ unit-line ] , { header } , [ placeholders ] , { row } , { note }
//! row   = [ code ] , name , { amount } | name , amount , name , amount
//! ```

use std::ops::Range;

use super::context::Context;
use super::rows::{CellText, Item, rows};
use super::titles;
use crate::expression::number;
use crate::grammar::{BudgetColumn, fold_into};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{ParsedRow, ParsedTable, Raw};
use crate::model::record::{Side, TableKind};
use crate::model::span::{Span, is_blank};

/// Reads the table whose title stands in pieces `index..end`; returns it and the piece after it.
pub fn table(cx: &mut Context, index: usize, end: usize, kind: TableKind) -> (ParsedTable, usize) {
    let mut title = Raw::default();
    for piece in index..end {
        title.push(crate::model::parsed::Glue::Wrap, cx.pieces[piece].span);
    }
    let span = title.extent().unwrap_or_default();
    let mut table = ParsedTable {
        kind,
        number: titles::table_number(cx.text, span),
        year: titles::year_in(cx.text, span),
        title,
        unit: None,
        columns: Vec::new(),
        rows: Vec::new(),
    };
    let stop = stop(cx, end);
    let body = declared(cx, end..stop, &mut table);
    let celled = body.clone().any(|i| cx.pieces[i].is_cell());
    let next = if celled { in_cells(cx, body, &mut table) } else { running(cx, body, &mut table) };
    (table, next)
}

/// Where the table ends at the latest: the next title or form.
fn stop(cx: &Context, from: usize) -> usize {
    (from..cx.pieces.len())
        .find(|&index| {
            let piece = cx.pieces[index];
            if piece.span.is_empty() || !(piece.is_line() || piece.after_blank) {
                return false;
            }
            titles::at(cx, index).is_some() || begins_form(cx, index)
        })
        .unwrap_or(cx.pieces.len())
}

/// A form that follows without a title: its first label, which no budget table has.
fn begins_form(cx: &Context, index: usize) -> bool {
    use crate::grammar::{Field, Meaning, Section};
    let token = cx.tokens.get(cx.token_of(index)).filter(|token| token.piece == index && token.leads);
    match token.and_then(|token| token.meaning()) {
        Some(Meaning::Field(Field::DepartmentName | Field::Basis | Field::Mandate)) => true,
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
    let mut heads: Vec<Vec<CellText>> = Vec::new();
    let mut begin = range.start;
    for item in rows(cx, range.start..last + 1, usize::MAX) {
        let Item::Row(cells) = item else { break };
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
        let heading = known == filled.len() && !total || (known * 2 > filled.len() && known >= 2 && !cells.iter().any(|cell| is_amount(cx, cell)));
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
    // Lines behind the table: notes are its own, anything else is not.
    let mut next = last + 1;
    while next < range.end && !cx.pieces[next].after_blank {
        next += 1;
    }
    while next < range.end && titles::is_note(cx, cx.pieces[next].span) {
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
    if text.len() > 90 { None } else { cx.words.budget_columns.whole(&text).map(|found| found.meaning) }
}

fn is_amount(cx: &Context, cell: &CellText) -> bool {
    let text = cell.raw.joined(cx.text);
    number::whole(&text).is_some() || cx.words.is_placeholder(&text)
}

/// Folds header rows: what stands above fills, in order, the blank places of the row below.
fn fold_heads(cx: &Context, heads: Vec<Vec<CellText>>) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    for cells in heads {
        let mut row: Vec<Option<Leaf>> = cells
            .iter()
            .map(|cell| (!cell.raw.is_empty()).then(|| Leaf { role: role(cx, cell).unwrap_or(BudgetColumn::Groups), header: cell.raw.clone(), at: cell.column }))
            .collect();
        if row.iter().flatten().all(|leaf| leaf.role == BudgetColumn::Groups) && leaves.is_empty() {
            continue;
        }
        if leaves.is_empty() {
            leaves = row.into_iter().flatten().collect();
            continue;
        }
        // A group gives way to the columns under it; a header that is printed again below is the same one.
        let below: Vec<BudgetColumn> = row.iter().flatten().map(|leaf| leaf.role).collect();
        let mut above: Vec<Leaf> = leaves.drain(..).filter(|leaf| leaf.role != BudgetColumn::Groups && !(below.contains(&leaf.role) && matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name))).collect();
        let mut places: Vec<_> = above.iter().chain(row.iter().flatten()).map(|leaf| leaf.at).collect();
        places.sort_unstable();
        // A sheet that prints a merged cell once has two headers in one place.
        if places.iter().all(Option::is_some) && places.windows(2).all(|pair| pair[0] < pair[1]) {
            leaves = above.into_iter().chain(row.into_iter().flatten()).collect();
            leaves.sort_by_key(|leaf| leaf.at);
            continue;
        }
        row.iter_mut().flatten().chain(&mut above).for_each(|leaf| leaf.at = None);
        let mut above = above.into_iter();
        for place in row {
            leaves.extend(place.or_else(|| above.next()));
        }
        leaves.extend(above);
    }
    leaves
}

/// Name and amounts, twice: where the second side begins.
fn two_sided(leaves: &[Leaf]) -> Option<usize> {
    let names: Vec<usize> = (0..leaves.len()).filter(|&i| leaves[i].role == BudgetColumn::Name).collect();
    match names[..] {
        [0, second] => Some(second),
        _ => None,
    }
}

/// The contract's columns: one for each amount header, unique keys.
fn columns(cx: &Context, leaves: &[Leaf], sides: Option<usize>, table: &mut ParsedTable) {
    let own = &leaves[..sides.unwrap_or(leaves.len())];
    let amounts: Vec<&Leaf> = own.iter().filter(|leaf| !matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name)).collect();
    for leaf in &amounts {
        let key = match leaf.role {
            BudgetColumn::Budget if amounts.len() > 1 => "total".to_owned(),
            role => key(cx, role, &leaf.header),
        };
        let taken = |key: &str| table.columns.iter().any(|(known, _)| known == key);
        let unique = if taken(&key) { (2..).map(|n| format!("{key}_{n}")).find(|key| !taken(key)).unwrap_or_default() } else { key };
        table.columns.push((unique, leaf.header.clone()));
    }
}

fn key(cx: &Context, role: BudgetColumn, header: &Raw) -> String {
    let name = match role {
        BudgetColumn::Budget => "budget",
        BudgetColumn::Total => "total",
        BudgetColumn::GeneralPublicBudget => "general_public_budget",
        BudgetColumn::GovernmentFund => "government_fund",
        BudgetColumn::StateCapital => "state_capital",
        BudgetColumn::SpecialAccount => "special_account",
        BudgetColumn::OtherFunds => "other_funds",
        BudgetColumn::CarriedOver => "carried_over",
        BudgetColumn::Basic => "basic",
        BudgetColumn::Project => "project",
        BudgetColumn::Operating => "operating",
        BudgetColumn::Other => "other",
        BudgetColumn::CarriedForward => "carried_forward",
        BudgetColumn::Personnel => "personnel",
        BudgetColumn::Public => "public",
        BudgetColumn::TransferUp => "transfer_up",
        BudgetColumn::SubsidyDown => "subsidy_down",
        BudgetColumn::Business => "business",
        BudgetColumn::Groups if cx.folded(header) == "财政拨款" => "fiscal_appropriation",
        BudgetColumn::Code | BudgetColumn::Name | BudgetColumn::Groups => "unnamed",
    };
    name.to_owned()
}

/// Marks rows that hold only ** and 1 2 3.
fn placeholders(cx: &mut Context, cells: &[CellText]) -> bool {
    let filled: Vec<&CellText> = cells.iter().filter(|cell| !cell.raw.is_empty()).collect();
    let counter = |cell: &&CellText| {
        let text = fold_into(&cell.raw.joined(cx.text));
        cx.words.placeholders.contains(&text) || (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let marks = filled.iter().all(counter) && (filled.iter().any(|cell| cell.raw.joined(cx.text).trim().contains('*')) || filled.iter().filter(|cell| number::whole(&cell.raw.joined(cx.text)).is_some()).count() >= 2 && counts_up(cx, &filled));
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
    if let [only] = filled[..]
        && only.raw.extent().is_some_and(|span| titles::is_note(cx, span))
    {
        cx.mark_raw(&only.raw, Structure::Note);
        return;
    }
    if filled.len() >= 2 && filled.iter().all(|cell| role(cx, cell).is_some()) && filled.iter().any(|cell| matches!(role(cx, cell), Some(BudgetColumn::Code | BudgetColumn::Name | BudgetColumn::Budget))) && !filled.iter().any(|cell| is_amount(cx, cell)) {
        filled.iter().for_each(|cell| cx.mark_raw(&cell.raw, Structure::Header));
        return;
    }
    let by_grid = leaves.iter().all(|leaf| leaf.at.is_some()) && cells.iter().all(|cell| cell.column.is_some());
    let mut values: Vec<Raw> = vec![Raw::default(); leaves.len()];
    let offset = if by_grid { 0 } else { offset(cx, leaves, cells) };
    for (index, cell) in cells.iter().enumerate() {
        let place = if by_grid { leaves.iter().position(|leaf| leaf.at == cell.column) } else { Some(index + offset).filter(|&i| i < leaves.len()) };
        match place {
            Some(place) => values[place] = cell.raw.clone(),
            None if !cell.raw.is_empty() => {
                cx.find(Code::RowOverfull, Severity::Warning, format!("a row has more cells than the {} headers", leaves.len()), cell.raw.extent());
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

/// A table in running text: one row per line, words parted by blanks.
fn running(cx: &mut Context, range: Range<usize>, table: &mut ParsedTable) -> usize {
    let mut heads: Vec<Vec<CellText>> = Vec::new();
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut sides = None;
    for index in range.clone() {
        let span = cx.pieces[index].span;
        if let Some(unit) = titles::unit_line(cx, span) {
            table.unit = table.unit.or(Some(unit));
            cx.mark(span, Structure::Unit);
            continue;
        }
        if titles::is_note(cx, span) {
            cx.mark(span, Structure::Note);
            continue;
        }
        let words = words(cx, span);
        let cells: Vec<CellText> = words.iter().map(|&word| CellText { raw: Raw::line(word), piece: index, column: None }).collect();
        if leaves.is_empty() && cells.iter().all(|cell| role(cx, cell).is_some()) || spaced_heads(cx, span) {
            cx.mark(span, Structure::Header);
            if !spaced_heads(cx, span) {
                heads.push(cells);
            }
            continue;
        }
        if heads.is_empty() {
            // Before any header there is no table yet.
            if cx.is_sentence(span) || cx.pieces[index].after_blank && table.rows.is_empty() && index > range.start {
                return index;
            }
            continue;
        }
        if leaves.is_empty() {
            leaves = running_leaves(cx, &heads);
            sides = two_sided(&leaves);
            columns(cx, &leaves, sides, table);
        }
        if placeholders(cx, &cells) || (cells.len() >= 2 && cells.iter().all(|cell| role(cx, cell).is_some() && !is_amount(cx, cell)) && heads.iter().any(|head| head.len() == cells.len())) {
            cx.mark(span, Structure::Header);
            continue;
        }
        if cx.is_sentence(span) || !running_row(cx, &leaves, sides, &words, table) && cx.pieces[index].after_blank {
            continue;
        }
    }
    if leaves.is_empty() && !heads.is_empty() {
        leaves = running_leaves(cx, &heads);
        let sides = two_sided(&leaves);
        columns(cx, &leaves, sides, table);
    }
    range.end
}

/// 收      入   支           出
fn spaced_heads(cx: &Context, span: Span) -> bool {
    let folded = fold_into(span.of(cx.text));
    matches!(folded.as_str(), "收入支出" | "收入" | "支出" | "其中")
}

/// Header lines lose the places of their groups: what follows a group's children is appended in reading order.
fn running_leaves(cx: &Context, heads: &[Vec<CellText>]) -> Vec<Leaf> {
    let mut leaves: Vec<Leaf> = Vec::new();
    for cells in heads {
        let row: Vec<Leaf> = cells.iter().map(|cell| Leaf { role: role(cx, cell).unwrap_or(BudgetColumn::Groups), header: cell.raw.clone(), at: None }).collect();
        if leaves.is_empty() {
            leaves = row;
            continue;
        }
        // Codes and names of a lower row stand before what is above; other columns take their group's place.
        let (first, rest): (Vec<Leaf>, Vec<Leaf>) = row.into_iter().partition(|leaf| matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name));
        leaves.retain(|leaf| !(leaf.role == BudgetColumn::Code && first.iter().any(|own| own.role == BudgetColumn::Code)));
        let group = leaves.iter().rposition(|leaf| leaf.role == BudgetColumn::Groups && cx.folded(&leaf.header) != "功能分类科目").unwrap_or(leaves.len());
        let behind = leaves.split_off(group);
        leaves.extend(rest);
        leaves.extend(behind.into_iter().skip(1));
        leaves.splice(0..0, first);
    }
    leaves.retain(|leaf| leaf.role != BudgetColumn::Groups);
    leaves
}

fn words(cx: &Context, span: Span) -> Vec<Span> {
    let text = span.of(cx.text);
    text.split(is_blank).filter(|word| !word.is_empty()).map(|word| {
        let at = crate::expression::place(cx.text, word);
        Span::new(at.start, at.end)
    }).collect()
}

/// Reads one line; false where it is no row.
fn running_row(cx: &mut Context, leaves: &[Leaf], sides: Option<usize>, words: &[Span], table: &mut ParsedTable) -> bool {
    // Runs of words, each with the numbers behind it.
    let mut runs: Vec<(Vec<Span>, Vec<Span>)> = Vec::new();
    for (index, &word) in words.iter().enumerate() {
        let text = word.of(cx.text);
        let amount = number::whole(text).is_some() || matches!(text, "-" | "—" | "——");
        let code_here = index == 0 && leaves.first().is_some_and(|leaf| leaf.role == BudgetColumn::Code) && words.len() > 1 && number::whole(words[1].of(cx.text)).is_none();
        match runs.last_mut() {
            Some((_, numbers)) if amount && !code_here => numbers.push(word),
            Some((names, numbers)) if numbers.is_empty() && !(sides.is_some() && super::tokens::enumerator(text).is_some()) => names.push(word),
            _ if amount && !code_here => return false,
            _ => runs.push((vec![word], Vec::new())),
        }
    }
    let wanted = table.columns.len();
    if sides.is_none() {
        let [(names, numbers)] = &runs[..] else { return false };
        let mut names = &names[..];
        let mut row = ParsedRow::default();
        if leaves.first().is_some_and(|leaf| leaf.role == BudgetColumn::Code) && names.len() > 1 && is_code(&fold_into(names[0].of(cx.text))) {
            row.code = Raw::line(names[0]);
            names = &names[1..];
        }
        row.name = Raw::line(names[0].to(names[names.len() - 1]));
        if numbers.len() != wanted {
            if numbers.is_empty() && wanted != 1 {
                return false;
            }
            cx.find(Code::ColumnsUnknown, Severity::Warning, format!("a line prints {} of {wanted} amounts; which columns they belong to is not known", numbers.len()), row.name.extent());
        }
        row.values = (0..wanted).map(|i| if numbers.len() == wanted { Raw::line(numbers[i]) } else { Raw::default() }).collect();
        table.rows.push(row);
        return true;
    }
    for (index, (names, numbers)) in runs.iter().enumerate() {
        if numbers.len() > wanted {
            return false;
        }
        let name = Raw::line(names[0].to(names[names.len() - 1]));
        let folded = cx.folded(&name);
        // Two on a line are left and right; one alone is told by its words.
        let revenue = if runs.len() == 2 { index == 0 } else { !cx.words.expenditure.iter().any(|word| folded.contains(word.as_str())) && cx.words.revenue.iter().any(|word| folded.contains(word.as_str())) };
        let side = if revenue { Side::Revenue } else { Side::Expenditure };
        let values = (0..wanted).map(|i| numbers.get(i).filter(|_| numbers.len() == wanted).map(|&n| Raw::line(n)).unwrap_or_default()).collect();
        table.rows.push(ParsedRow { side: Some((side, Raw::default())), code: Raw::default(), name, values });
    }
    true
}
