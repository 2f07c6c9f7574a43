//! Budget tables: kinds of rows by their codes, units taken from the nearest sibling that declares one.

use std::sync::Arc;

use crate::grammar::fold_into;
use crate::model::leaf::Leaf;
use crate::model::parsed::{ParsedRow, ParsedTable};
use crate::model::record::{self, BudgetRow, BudgetTable, Column, RowKind, Text};
use crate::model::span::{Span, Spans};

use super::values::Values;

/// Types all tables of a document.
pub fn tables(values: &mut Values, parsed: Vec<ParsedTable>) -> Vec<BudgetTable> {
    let units: Vec<Option<Span>> = parsed.iter().map(|table| table.unit).collect();
    let siblings = nearest(&units);
    parsed
        .into_iter()
        .enumerate()
        .map(|(index, table)| values.within("budget_tables", index, |values| typed(values, table, siblings[index])))
        .collect()
}

/// For each table the unit that its nearest sibling declares, the one before where two are as near.
fn nearest(units: &[Option<Span>]) -> Vec<Option<Span>> {
    let declared: Vec<(usize, Span)> = units.iter().enumerate().filter_map(|(at, unit)| Some((at, (*unit)?))).collect();
    let sibling = |index: usize| {
        let behind = declared.partition_point(|(at, _)| *at < index);
        let before = behind.checked_sub(1).map(|at| declared[at]);
        let after = declared[behind..].iter().find(|(at, _)| *at != index).copied();
        match (before, after) {
            (Some((left, unit)), Some((right, _))) if index - left <= right - index => Some(unit),
            (_, Some((_, unit))) | (Some((_, unit)), None) => Some(unit),
            (None, None) => None,
        }
    };
    (0..units.len()).map(sibling).collect()
}

fn typed(values: &mut Values, table: ParsedTable, sibling: Option<Span>) -> BudgetTable {
    let unit = table.unit.or(sibling);
    let keys: Vec<Arc<str>> = table.columns.iter().map(|(key, _)| Arc::from(key.as_str())).collect();
    BudgetTable {
        kind: table.kind,
        number: table.number.map(|span| Text::at(span.of(values.text).to_owned(), Spans::from_elem(span, 1))).unwrap_or_default(),
        title: values.short(&table.title),
        unit: values.unit(unit),
        unit_inherited: table.unit.is_none() && unit.is_some(),
        columns: table.columns.iter().map(|(key, label)| Column { key: key.clone(), label: values.label(label) }).collect(),
        rows: table.rows.into_iter().enumerate().map(|(i, parsed)| values.within("rows", i, |values| row(values, parsed, &keys))).collect(),
    }
}

fn row(values: &mut Values, parsed: ParsedRow, keys: &[Arc<str>]) -> BudgetRow {
    let code = values.label(&parsed.code);
    let name = values.short(&parsed.name);
    let kind = kind(values, &code, &name);
    let cells =
        keys.iter().zip(parsed.values.iter()).map(|(key, raw)| (key.clone(), values.number(&format!("values/{key}"), raw))).collect();
    BudgetRow {
        side: parsed.side.map(|(side, raw)| Leaf::at(side, raw.spans())).unwrap_or_default(),
        kind,
        code,
        name,
        values: record::Values(cells),
    }
}

fn kind(values: &Values, code: &Text, name: &Text) -> RowKind {
    if name.as_str().is_some_and(|name| values.words.totals.contains(&fold_into(name))) {
        return RowKind::Total;
    }
    let digits = code.as_str().filter(|code| code.bytes().all(|b| b.is_ascii_digit())).map(str::len);
    match digits {
        Some(3) => RowKind::Class,
        Some(5) => RowKind::Subclass,
        Some(7) => RowKind::Item,
        _ => RowKind::Line,
    }
}
