//! Compares two JSON values, numbers by value, and says where they differ in few lines.

use std::fmt::Write;

use serde_json::Value;

/// One place where two values differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    pub pointer: String,
    pub expected: String,
    pub found: String,
}

/// All differences, by JSON Pointer.
///
/// In lists of unequal length only the part between the equal head and the equal tail is shown.
pub fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    let mut list = Vec::new();
    walk("", expected, found, &mut list);
    list
}

/// Whether two values say the same.
pub fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b))),
        _ => expected == found,
    }
}

fn walk(pointer: &str, expected: &Value, found: &Value, list: &mut Vec<Difference>) {
    if same(expected, found) {
        return;
    }
    match (expected, found) {
        (Value::Object(a), Value::Object(b)) => {
            for (key, a) in a {
                let below = format!("{pointer}/{key}");
                match b.get(key) {
                    Some(b) => walk(&below, a, b, list),
                    None => list.push(difference(below, shown(a), "(no such key)".to_owned())),
                }
            }
            for (key, b) in b.iter().filter(|(key, _)| !a.contains_key(*key)) {
                let below = format!("{pointer}/{key}");
                list.push(difference(below, "(no such key)".to_owned(), shown(b)));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (n, (a, b)) in a.iter().zip(b).enumerate() {
                walk(&format!("{pointer}/{n}"), a, b, list);
            }
        }
        (Value::Array(a), Value::Array(b)) => uneven(pointer, a, b, list),
        (Value::String(a), Value::String(b)) => {
            let (a, b) = apart(a, b);
            list.push(difference(pointer.to_owned(), a, b));
        }
        _ => list.push(difference(pointer.to_owned(), shown(expected), shown(found))),
    }
}

fn difference(pointer: String, expected: String, found: String) -> Difference {
    Difference { pointer, expected, found }
}

fn uneven(pointer: &str, a: &[Value], b: &[Value], list: &mut Vec<Difference>) {
    let head = a.iter().zip(b).take_while(|(a, b)| same(a, b)).count();
    let (a_rest, b_rest) = (&a[head..], &b[head..]);
    let tails = a_rest.iter().rev().zip(b_rest.iter().rev());
    let tail = tails.take_while(|(a, b)| same(a, b)).count();
    let part = |all: &[Value]| {
        let middle = &all[head..all.len() - tail];
        let mut out = format!("{} entries, here {}", all.len(), middle.len());
        for item in middle.iter().take(3) {
            out += "\n        ";
            out += &cut(&shown(item), 150);
        }
        out
    };
    list.push(difference(format!("{pointer}/{head}.."), part(a), part(b)));
}

/// A value on one line, long ones cut; what is null is left out.
pub fn shown(value: &Value) -> String {
    cut(&without_nulls(value).to_string(), 200)
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|a| !a.is_empty()))
            .map(|(key, value)| (key.clone(), without_nulls(value)))
            .collect(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Two texts from a little before the first character in which they differ.
fn apart(a: &str, b: &str) -> (String, String) {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let from = if same > 60 { same - 20 } else { 0 };
    let part = |text: &str| {
        let front = if from > 0 { "…" } else { "" };
        let rest: String = text.chars().skip(from).collect();
        format!("{front}{}", cut(&format!("{rest:?}"), 120))
    };
    (part(a), part(b))
}

/// The first differences as text for a failing test; `None` where there are none.
pub fn report(list: &[Difference]) -> Option<String> {
    const MOST: usize = 12;
    if list.is_empty() {
        return None;
    }
    let mut out = format!("{} difference(s)\n", list.len());
    for entry in list.iter().take(MOST) {
        let Difference { pointer, expected, found } = entry;
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  {pointer}\n    expected {expected}\n    found    {found}");
    }
    if list.len() > MOST {
        let _ = writeln!(out, "  … and {} more", list.len() - MOST);
    }
    Some(out)
}

/// Panics with the differences, if any.
pub fn assert_same(what: &str, expected: &Value, found: &Value) {
    if let Some(report) = report(&differences(expected, found)) {
        panic!("{what}: {report}");
    }
}
