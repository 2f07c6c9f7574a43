//! The documents of `corpus/checks/`: made up so that each rule holds in one, does not in another, and lacks a value in a
//! third. Beside each stands what a reader says of it: a line for each check, as rule, status, first input and difference.
//!
//! Findings are listed all, what holds or lacks a value only where the document is there for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::support::corpus::{entries, here, stem};
use super::support::extract::read;

/// Rules and the outcome that no document can give them, and why.
const IMPOSSIBLE: [(&str, &str, &str); 0] = [];

fn documents() -> Vec<PathBuf> {
    entries(&here("corpus/checks")).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect()
}

/// The lines of the expectation beside a document.
fn expected(document: &Path) -> Vec<String> {
    let path = document.with_extension("expected");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(text.starts_with("# "), "{} says why the document is there", path.display());
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

fn line(check: &Value) -> String {
    let text = |key: &str| check[key].as_str().unwrap_or("").to_owned();
    let first = check["inputs"][0].as_str().filter(|input| !input.is_empty()).unwrap_or("/").to_owned();
    let difference = if check["difference"].is_null() { String::new() } else { format!(" {}", check["difference"]) };
    format!("{} {} {first}{difference}", text("rule"), text("status"))
}

fn is_finding(line: &str) -> bool {
    matches!(line.split(' ').nth(1), Some("fail" | "warn" | "info"))
}

/// How often each line stands in a list.
fn counted(lines: &[String]) -> BTreeMap<&str, usize> {
    lines.iter().fold(BTreeMap::new(), |mut counts, line| {
        *counts.entry(line.as_str()).or_default() += 1;
        counts
    })
}

#[test]
fn the_rules_say_of_the_documents_what_a_reader_says() {
    let mut complaints = Vec::new();
    for document in documents() {
        let record = read(&std::fs::read(&document).expect("a readable document"));
        let found: Vec<String> = record["checks"].as_array().into_iter().flatten().map(line).collect();
        let expected = expected(&document);
        let (found, expected) = (counted(&found), counted(&expected));
        let name = stem(&document);
        for (line, count) in &expected {
            let times = found.get(line).copied().unwrap_or(0);
            if times < *count {
                complaints.push(format!("{name} - {line}"));
            }
        }
        for (line, count) in found.iter().filter(|(line, _)| is_finding(line)) {
            if expected.get(line).copied().unwrap_or(0) < *count {
                complaints.push(format!("{name} + {line}"));
            }
        }
    }
    assert!(complaints.is_empty(), "{} line(s): - expected, + found\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn every_rule_holds_somewhere_is_broken_somewhere_and_lacks_a_value_somewhere() {
    let lines: Vec<String> = documents().iter().flat_map(|document| expected(document)).collect();
    let seen: BTreeSet<(&str, &str)> = lines
        .iter()
        .map(|line| {
            let mut words = line.split(' ');
            let (rule, status) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            (rule, if is_finding(line) { "finding" } else { status })
        })
        .collect();
    let mut complaints = Vec::new();
    for rule in gongkai::check::RULES {
        for outcome in ["pass", "finding", "insufficient_data"] {
            let impossible = IMPOSSIBLE.iter().any(|(id, of, _)| *id == rule.id && *of == outcome);
            if !seen.contains(&(rule.id, outcome)) && !impossible {
                complaints.push(format!("{} has no document of corpus/checks with {outcome}", rule.id));
            }
        }
    }
    let known = |id: &str| gongkai::check::RULES.iter().any(|rule| rule.id == id);
    complaints.extend(seen.iter().filter(|(id, _)| !known(id)).map(|(id, _)| format!("{id} is no rule")));
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}
