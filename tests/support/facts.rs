//! A record as facts and figures, one line per part: numbers, codes, units and enumerations as they
//! are, every other text by its length and hash, so that no sentence of a real document is kept here.

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value};
use sha2::{Digest, Sha256};

/// The facts of a record in reading order: a pointer, then `key=value` for all that is not null.
pub fn facts(record: &Value) -> Vec<String> {
    let mut out = Vec::new();
    let keys = ["layout", "title", "fiscal_year", "organization"];
    let head = keys.map(|key| format!("{key}={}", fact(key, &record[key])));
    out.push(format!("/ {}", head.join(" ")));
    for (n, project) in list(record, "projects") {
        form(&format!("/projects/{n}"), project, &mut out);
    }
    for (n, department) in list(record, "departments") {
        form(&format!("/departments/{n}"), department, &mut out);
    }
    for (n, table) in list(record, "budget_tables") {
        let pointer = format!("/budget_tables/{n}");
        form(&pointer, table, &mut out);
        sums(&pointer, table, &mut out);
    }
    out
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (usize, &'a Value)> {
    value[key].as_array().into_iter().flatten().enumerate()
}

/// One line for the plain keys and the size of each list, then one line per entry of each list.
fn form(pointer: &str, form: &Value, out: &mut Vec<String>) {
    let empty = Map::new();
    let keys = form.as_object().unwrap_or(&empty);
    let mut line = pointer.to_owned();
    for (key, value) in keys {
        match value {
            Value::Array(items) if items.is_empty() => {}
            Value::Array(items) => line += &format!(" {key}×{}", items.len()),
            Value::Null => {}
            Value::Object(map) if map.values().all(Value::is_null) => {}
            value => line += &format!(" {key}={}", fact(key, value)),
        }
    }
    out.push(line);
    for key in keys.keys() {
        for (n, entry) in list(form, key) {
            out.push(format!("{pointer}/{key}/{n} {}", inner(key, entry)));
        }
    }
}

/// The parts of an object that are not null.
fn inner(key: &str, value: &Value) -> String {
    let Value::Object(map) = value else {
        return fact(key, value);
    };
    let parts: Vec<String> = map
        .iter()
        .filter(|(_, value)| !value.is_null())
        .filter(|(_, value)| value.as_array().is_none_or(|items| !items.is_empty()))
        .filter(|(_, value)| value.as_object().is_none_or(|map| map.values().any(|v| !v.is_null())))
        .map(|(key, value)| format!("{key}={}", fact(key, value)))
        .collect();
    parts.join(" ")
}

fn fact(key: &str, value: &Value) -> String {
    match value {
        Value::String(text) if plain(key, text) => text.clone(),
        Value::String(text) => hashed(text),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| inner(key, item)).collect();
            format!("[{}]", items.join("; "))
        }
        Value::Object(_) => format!("({})", inner(key, value)),
        Value::Number(number) => decimal(number).to_string(),
        other => other.to_string(),
    }
}

fn decimal(number: &Number) -> Decimal {
    let number: Decimal = number.to_string().parse().expect("a decimal");
    number.normalize()
}

/// Whether a text is a figure, a code, a unit or a word of the forms themselves.
fn plain(key: &str, text: &str) -> bool {
    const FORM_WORDS: [&str; 17] = [
        "layout",
        "horizon",
        "level1",
        "level1_label",
        "level2",
        "level2_label",
        "measure",
        "operator",
        "unit",
        "date",
        "code",
        "kind",
        "form_kind",
        "side",
        "key",
        "number",
        "goal",
    ];
    if FORM_WORDS.contains(&key) {
        return true;
    }
    let figure = key == "raw" && text.contains(|c: char| c.is_ascii_digit());
    let label = key == "label" && text.contains(['年', '值', '目']) && !text.contains('、');
    (figure || label) && text.chars().count() <= 12
}

/// `#` and the first eight hexadecimal digits of SHA-256, `/` and the number of code points.
pub fn hashed(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    let hex: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("#{hex}/{}", text.chars().count())
}

/// The sum of each column over all rows of each side.
fn sums(pointer: &str, table: &Value, out: &mut Vec<String>) {
    for side in [Value::Null, "revenue".into(), "expenditure".into()] {
        let rows: Vec<&Value> = list(table, "rows").map(|(_, row)| row).filter(|row| row["side"] == side).collect();
        if rows.is_empty() {
            continue;
        }
        let mut line = format!("{pointer} sum of {} rows", rows.len());
        for (_, column) in list(table, "columns") {
            let key = column["key"].as_str().unwrap_or("");
            let numbers: Vec<Decimal> = rows.iter().filter_map(|row| row["values"][key].as_number()).map(decimal).collect();
            let sum: Decimal = numbers.iter().sum();
            line += &format!(" {key}={}({})", sum.normalize(), numbers.len());
        }
        out.push(line);
    }
}
