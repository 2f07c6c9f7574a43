//! Every value of every gold document stands where its provenance says, and every value that was
//! read from the text has provenance.
//!
//! Slices of the canonical text, layout dropped (blanks, wraps, tags, entities, control characters),
//! give texts back exactly; of a number, year or date they show the digits; an enumeration points at
//! its label. Without provenance may be what is computed (`yuan`, `scale`, kinds, column keys) or
//! inherited (`unit`).

mod support;

use std::collections::BTreeMap;

use serde_json::Value;
use support::corpus::{Document, documents};
use support::extract::{options, read_with_places};

/// Words of the contract, not of the document.
const ENUMERATIONS: [&str; 7] = ["horizon", "level1", "level2", "measure", "operator", "side", "is_new_asset"];
/// Computed, a constant of the form, or (`side`) said by the column a cell stands in.
const DERIVED: [&str; 7] = ["side", "yuan", "scale", "form_kind", "kind", "key", "unit_inherited"];

struct Read {
    name: String,
    /// The canonical text by code points.
    text: Vec<char>,
    record: Value,
    places: BTreeMap<String, Vec<[usize; 2]>>,
}

fn read(document: &Document) -> Read {
    let record = read_with_places(&document.bytes);
    let decoded = gongkai::decode::decode(&document.bytes, options(true).encoding)
        .unwrap_or_else(|refusal| panic!("{}: {}", document.name, refusal.message));
    let places =
        serde_json::from_value(record["provenance"].clone()).unwrap_or_else(|error| panic!("{}: provenance: {error}", document.name));
    Read { name: document.name.clone(), text: decoded.document.text.chars().collect(), record, places }
}

impl Read {
    fn slices(&self, places: &[[usize; 2]]) -> String {
        places.iter().flat_map(|&[start, end]| &self.text[start..end]).collect()
    }
}

/// Runs a check over all gold documents and panics with all it complains about.
fn over_all(check: impl Fn(&Read, &mut Vec<String>)) {
    let mut complaints = Vec::new();
    for document in documents() {
        let read = read(&document);
        let mut own = Vec::new();
        check(&read, &mut own);
        let more = own.len().saturating_sub(8);
        complaints.extend(own.into_iter().take(8).map(|line| format!("{}{line}", read.name)));
        if more > 0 {
            complaints.push(format!("{}: … and {more} more", read.name));
        }
    }
    assert!(complaints.is_empty(), "{} complaint(s)\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_place_lies_in_the_text_and_belongs_to_a_value() {
    over_all(|read, complaints| {
        for (pointer, places) in &read.places {
            let value = read.record.pointer(pointer);
            if value.is_none_or(|value| value.is_null() || value.is_object() || value.is_array()) {
                complaints.push(format!("{pointer} is no value"));
            }
            // Sign, value and unit of a target may stand in columns of another order; its text has them in this one.
            let in_columns = pointer.ends_with("/target/raw");
            let mut last = 0;
            for &[start, end] in places {
                if start >= end || end > read.text.len() || start < last && !in_columns {
                    complaints.push(format!("{pointer} has the places {places:?}"));
                    break;
                }
                last = end;
            }
            if places.is_empty() {
                complaints.push(format!("{pointer} has no place"));
            }
        }
    });
}

#[test]
fn the_slices_give_the_values_back() {
    over_all(|read, complaints| {
        for (pointer, places) in &read.places {
            let Some(value) = read.record.pointer(pointer) else {
                continue;
            };
            let slice = read.slices(places);
            if !agrees(key(pointer), value, &slice) {
                complaints.push(format!("{pointer} is {value}, its place says {slice:?}"));
            }
        }
    });
}

#[test]
fn every_value_that_was_read_has_a_place() {
    over_all(|read, complaints| {
        for part in ["title", "fiscal_year", "organization", "projects", "departments", "budget_tables"] {
            leaves(&format!("/{part}"), &read.record[part], &mut |pointer, value| {
                if !read.places.contains_key(pointer) && !derived(&read.record, pointer) {
                    complaints.push(format!("{pointer} is {value} and has no place"));
                }
            });
        }
    });
}

fn key(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or("")
}

fn leaves(pointer: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (n, item) in items.iter().enumerate() {
                leaves(&format!("{pointer}/{n}"), item, visit);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                leaves(&format!("{pointer}/{key}"), item, visit);
            }
        }
        _ => visit(pointer, value),
    }
}

/// Whether nobody printed this value at one place.
fn derived(record: &Value, pointer: &str) -> bool {
    let key = key(pointer);
    let sibling = |name: &str| {
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        record.pointer(&format!("{parent}/{name}")).unwrap_or(&Value::Null)
    };
    match key {
        // Without a label of its own there is nothing to point at.
        "level1" => sibling("level1_label").is_null(),
        "level2" => sibling("level2_label").is_null(),
        // Taken from a sibling table.
        "unit" => sibling("unit_inherited") == &Value::Bool(true),
        _ => DERIVED.contains(&key),
    }
}

/// Whether a slice of the text says what the value says.
fn agrees(key: &str, value: &Value, slice: &str) -> bool {
    let bare = bare(slice);
    match value {
        _ if ENUMERATIONS.contains(&key) => !bare.is_empty(),
        Value::String(date) if key == "date" => date.split('-').map(number).eq(numbers(&bare)),
        Value::String(text) => bare == without_blanks(text),
        Value::Number(_) if key == "scale" => bare.contains(['万', '亿']) == (value != 1),
        Value::Number(_) => numbers(&bare).iter().any(|n| n.is_some() && *n == value.as_f64()),
        _ => !bare.is_empty(),
    }
}

/// A slice without its layout.
fn bare(slice: &str) -> String {
    let mut out = String::new();
    let mut rest = slice;
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at);
        out += before;
        let close = after.find('>').unwrap_or(0);
        let name = after[1..close.max(1)].trim_matches('/').split(' ').next().unwrap_or("");
        let known = ["p", "br", "span", "div", "b", "strong", "font"];
        if close > 0 && known.contains(&name.trim().to_ascii_lowercase().as_str()) {
            rest = &after[close + 1..];
        } else {
            out.push('<');
            rest = &after[1..];
        }
    }
    out += rest;
    let entities = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&ge;", "≥"), ("&le;", "≤"), ("&quot;", "\""), ("&amp;", "&")];
    for (entity, plain) in entities {
        out = out.replace(entity, plain);
    }
    without_blanks(&out)
}

fn without_blanks(text: &str) -> String {
    let layout = |c: char| c.is_whitespace() || matches!(c, '\0' | '\u{200b}'..='\u{200d}' | '\u{feff}');
    text.chars().filter(|c| !layout(*c)).collect()
}

/// The numbers of a text, full-width digits and separators of thousands folded.
fn numbers(text: &str) -> Vec<Option<f64>> {
    let folded: Vec<char> = text.chars().map(folded).collect();
    let digit = |n: usize| folded.get(n).is_some_and(char::is_ascii_digit);
    let mut out = Vec::new();
    let mut current = String::new();
    for (n, &c) in folded.iter().enumerate() {
        let before = n > 0 && digit(n - 1);
        match c {
            '0'..='9' => current.push(c),
            '.' if before && digit(n + 1) => current.push(c),
            ',' if before && digit(n + 1) => {}
            _ => {
                if !current.is_empty() {
                    out.push(number(&std::mem::take(&mut current)));
                }
                if c == '-' && !before && digit(n + 1) {
                    current.push(c);
                }
            }
        }
    }
    if !current.is_empty() {
        out.push(number(&current));
    }
    out
}

fn folded(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        other => other,
    }
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok()
}
