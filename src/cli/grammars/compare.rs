//! An example's expected record against the one that was read: what is given must be so, what is not given may be anything.

use gongkai::model::number::Number;
use serde_json::Value;

/// A place where the two differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// JSON Pointer.
    pub pointer: String,
    /// As the example says.
    pub expected: String,
    /// As it was read.
    pub found: String,
}

/// All differences, in the order of the example.
pub fn differences(expected: &Value, found: &Value) -> Vec<Difference> {
    let mut list = Vec::new();
    walk("", expected, found, &mut list);
    list
}

fn walk(pointer: &str, expected: &Value, found: &Value, list: &mut Vec<Difference>) {
    match (expected, found) {
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                let below = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                match found.get(key) {
                    Some(found) => walk(&below, value, found, list),
                    None => list.push(Difference { pointer: below, expected: shown(value), found: "no such key in the schema".to_owned() }),
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) => {
            for (n, (expected, found)) in expected.iter().zip(found).enumerate() {
                walk(&format!("{pointer}/{n}"), expected, found, list);
            }
            let at = expected.len().min(found.len());
            if expected.len() != found.len() {
                list.push(Difference { pointer: format!("{pointer}/{at}"), expected: counted(expected, at), found: counted(found, at) });
            }
        }
        _ if same(expected, found) => {}
        _ => list.push(Difference { pointer: pointer.to_owned(), expected: shown(expected), found: shown(found) }),
    }
}

/// How many entries there are, and the first that the other list lacks.
fn counted(list: &[Value], at: usize) -> String {
    let first = list.get(at).map(|value| format!(", here {}", shown(value))).unwrap_or_default();
    format!("{} entries{first}", list.len())
}

/// 48.10 and 48.1 are the same number.
fn same(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.to_string(), b.to_string());
            a == b || Number::exact(&a).is_some_and(|a| Number::exact(&b) == Some(a))
        }
        _ => expected == found,
    }
}

/// A value on one line, long ones cut.
fn shown(value: &Value) -> String {
    const MOST: usize = 160;
    let text = value.to_string();
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn pointers(expected: Value, found: Value) -> Vec<String> {
        let mut pointers: Vec<String> = differences(&expected, &found).into_iter().map(|difference| difference.pointer).collect();
        // Whether objects keep the order they were written in is a feature that any dependency can switch on.
        pointers.sort();
        pointers
    }

    #[test]
    fn only_what_is_given_is_compared() {
        let found = json!({"layout": "a", "projects": [{"name": "甲", "code": "1", "funds": {"total": {"value": 48.1}}}]});
        assert_eq!(pointers(json!({"projects": [{"name": "甲", "funds": {"total": {"value": 48.10}}}]}), found.clone()), [""; 0]);
        assert_eq!(pointers(json!({"projects": [{"name": "乙", "code": null}]}), found.clone()), ["/projects/0/code", "/projects/0/name"]);
        assert_eq!(pointers(json!({"porjects": []}), found.clone()), ["/porjects"]);
        assert_eq!(pointers(json!({"projects": []}), found.clone()), ["/projects/0"]);
        assert_eq!(pointers(json!({"projects": [{"name": "甲"}, {}]}), found.clone()), ["/projects/1"]);
        assert_eq!(pointers(json!({"projects": {"name": "甲"}}), found), ["/projects"]);
    }
}
