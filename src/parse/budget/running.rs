//! Budget tables in running text out of a PDF: one row per line, words parted by blanks, blank cells gone.

use std::ops::Range;

use super::heads::{columns, two_sided};
use super::{Leaf, is_amount, is_code, placeholders, role};
use crate::expression::number;
use crate::grammar::{BudgetColumn, fold_into};
use crate::model::coverage::Structure;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{ParsedRow, ParsedTable, Raw};
use crate::model::record::Side;
use crate::model::span::{Span, is_blank};
use crate::parse::context::Context;
use crate::parse::rows::CellText;
use crate::parse::titles;
use crate::parse::tokens::enumerator;

/// A table in running text: one row per line, words parted by blanks.
pub(super) fn table(cx: &mut Context, range: Range<usize>, table: &mut ParsedTable) -> usize {
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
        if placeholders(cx, &cells)
            || (cells.len() >= 2
                && cells.iter().all(|cell| role(cx, cell).is_some() && !is_amount(cx, cell))
                && heads.iter().any(|head| head.len() == cells.len()))
        {
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
        let row: Vec<Leaf> = cells
            .iter()
            .map(|cell| Leaf { role: role(cx, cell).unwrap_or(BudgetColumn::Groups), header: cell.raw.clone(), at: None })
            .collect();
        if leaves.is_empty() {
            leaves = row;
            continue;
        }
        // Codes and names of a lower row stand before what is above; other columns take their group's place.
        let (first, rest): (Vec<Leaf>, Vec<Leaf>) =
            row.into_iter().partition(|leaf| matches!(leaf.role, BudgetColumn::Code | BudgetColumn::Name));
        leaves.retain(|leaf| !(leaf.role == BudgetColumn::Code && first.iter().any(|own| own.role == BudgetColumn::Code)));
        let group = leaves
            .iter()
            .rposition(|leaf| leaf.role == BudgetColumn::Groups && cx.folded(&leaf.header) != "功能分类科目")
            .unwrap_or(leaves.len());
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
    text.split(is_blank)
        .filter(|word| !word.is_empty())
        .map(|word| {
            let at = crate::expression::place(cx.text, word);
            Span::new(at.start, at.end)
        })
        .collect()
}

/// Reads one line; false where it is no row.
fn running_row(cx: &mut Context, leaves: &[Leaf], sides: Option<usize>, words: &[Span], table: &mut ParsedTable) -> bool {
    // Runs of words, each with the numbers behind it.
    let mut runs: Vec<(Vec<Span>, Vec<Span>)> = Vec::new();
    for (index, &word) in words.iter().enumerate() {
        let text = word.of(cx.text);
        let amount = number::whole(text).is_some() || matches!(text, "-" | "—" | "——");
        let code_here = index == 0
            && leaves.first().is_some_and(|leaf| leaf.role == BudgetColumn::Code)
            && words.len() > 1
            && number::whole(words[1].of(cx.text)).is_none();
        match runs.last_mut() {
            Some((_, numbers)) if amount && !code_here => numbers.push(word),
            Some((names, numbers)) if numbers.is_empty() && !(sides.is_some() && enumerator(text).is_some()) => names.push(word),
            _ if amount && !code_here => return false,
            _ => runs.push((vec![word], Vec::new())),
        }
    }
    let wanted = table.columns.len();
    if sides.is_none() {
        let [(names, numbers)] = &runs[..] else { return false };
        let mut names = &names[..];
        let mut row = ParsedRow::default();
        if leaves.first().is_some_and(|leaf| leaf.role == BudgetColumn::Code)
            && names.len() > 1
            && is_code(&fold_into(names[0].of(cx.text)))
        {
            row.code = Raw::line(names[0]);
            names = &names[1..];
        }
        row.name = Raw::line(names[0].to(names[names.len() - 1]));
        if numbers.len() != wanted {
            if numbers.is_empty() && wanted != 1 {
                return false;
            }
            cx.find(
                Code::ColumnsUnknown,
                Severity::Warning,
                format!("a line prints {} of {wanted} amounts; which columns they belong to is not known", numbers.len()),
                row.name.extent(),
            );
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
        let revenue = if runs.len() == 2 {
            index == 0
        } else {
            !cx.words.expenditure.iter().any(|word| folded.contains(word.as_str()))
                && cx.words.revenue.iter().any(|word| folded.contains(word.as_str()))
        };
        let side = if revenue { Side::Revenue } else { Side::Expenditure };
        let values =
            (0..wanted).map(|i| numbers.get(i).filter(|_| numbers.len() == wanted).map(|&n| Raw::line(n)).unwrap_or_default()).collect();
        table.rows.push(ParsedRow { side: Some((side, Raw::default())), code: Raw::default(), name, values });
    }
    true
}
