//! Changes of a text and the same changes of its record.

use serde_json::Value;

use super::rows::blank;

/// Every string and number of a record, with its key.
pub fn map_leaves(value: &mut Value, key: &str, change: &impl Fn(&str, &mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| map_leaves(item, key, change)),
        Value::Object(map) => map.iter_mut().for_each(|(key, item)| map_leaves(item, key, change)),
        leaf => change(key, leaf),
    }
}

/// Replaces a word by one of the same length, also where a line ends within it.
pub fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    let mut all: Vec<char> = text.chars().collect();
    for (from, to) in pairs {
        let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
        assert_eq!(from.len(), to.len());
        for start in 0..all.len() {
            let printed = (start..all.len()).filter(|&n| n == start || all[n] != '\n');
            let places: Vec<usize> = printed.take(from.len()).collect();
            if places.iter().map(|&n| all[n]).eq(from.iter().copied()) {
                places.iter().zip(&to).for_each(|(&n, &c)| all[n] = c);
            }
        }
    }
    all.into_iter().collect()
}

/// Other digits for figures of three and more digits before the point, years excepted; zeros stay.
pub fn other_figures(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        out += &rest[..at];
        rest = &rest[at..];
        let figure = |c: char| c.is_ascii_digit() || c == '.';
        let end = rest.find(|c| !figure(c)).unwrap_or(rest.len());
        let (number, tail) = rest.split_at(end);
        let whole = number.split('.').next().unwrap_or("");
        let year = whole.len() == 4 && (whole.starts_with("19") || whole.starts_with("20"));
        let other = |c: char| match c {
            '1'..='8' => char::from(c as u8 + 1),
            '9' => '1',
            other => other,
        };
        if whole.len() > 2 && !year {
            out.extend(number.chars().map(other));
        } else {
            out += number;
        }
        rest = tail;
    }
    out + rest
}

/// Sets each yuan to value × 10000 or value, as its unit says.
pub fn follow_in_yuan(expected: &mut Value) {
    if let Value::Object(map) = expected
        && map.contains_key("yuan")
    {
        let factor = match map["unit"].as_str() {
            Some("万元") => 10000.0,
            Some("元") => 1.0,
            _ => return,
        };
        let yuan = (map["value"].as_f64().unwrap_or(0.0) * factor * 100.0).round() / 100.0;
        map.insert("yuan".to_owned(), yuan.into());
    }
    match expected {
        Value::Array(items) => items.iter_mut().for_each(follow_in_yuan),
        Value::Object(map) => map.values_mut().for_each(follow_in_yuan),
        _ => {}
    }
}

/// The text in parts, each beginning with a line that ends in 表 at its left margin.
pub fn forms(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for line in text.lines() {
        if line.trim_end().ends_with('表') && !blank(out.last().expect("never empty")) {
            out.push(String::new());
        }
        let last = out.last_mut().expect("never empty");
        last.push_str(line);
        last.push('\n');
    }
    out
}
