//! The five real documents, against facts that were read out of them by hand: every form, goal,
//! indicator, target, weight, row and sum, texts by their hashes (`tests/seeds/*.facts`).
//!
//! Skipped where the folder of the real documents is absent, required with `CI=true`.

mod support;

use std::fs;

use serde_json::Value;
use support::corpus::here;
use support::extract::{read, residue};
use support::facts::facts;
use support::seeds::seed;

#[test]
fn the_kunming_form_is_read_completely() {
    read_completely("000");
}

#[test]
fn the_three_korla_forms_are_read_completely() {
    read_completely("001");
}

#[test]
fn the_kunming_form_without_a_table_header_is_read_completely() {
    read_completely("002");
}

#[test]
fn the_two_shapotou_forms_are_read_completely() {
    read_completely("003");
}

#[test]
fn the_zhushan_tables_and_forms_are_read_completely() {
    read_completely("004");
}

fn read_completely(number: &str) {
    let Some(bytes) = seed(number) else { return };
    let record = read(&bytes);
    let path = here("tests/seeds").join(format!("{number}.facts"));
    let text = fs::read_to_string(&path).expect("the facts of a real document");
    let expected: Vec<&str> = text.lines().filter(|line| !line.starts_with("# ")).collect();
    let found = facts(&record);
    let differing = difference(&expected, &found);
    assert!(differing.is_empty(), "{} line(s) differ\n{}", differing.len(), differing.join("\n"));
    assert_eq!(record["coverage"]["unclaimed"], 0, "left over: {:?}", residue(&record));
    assert_eq!(record["coverage"]["residue"], Value::Array(Vec::new()));
    assert_eq!(record["source"]["encoding"], "UTF-8");
}

/// Lines of one list alone, by the pointer they begin with.
fn difference(expected: &[&str], found: &[String]) -> Vec<String> {
    let missing = expected.iter().filter(|line| !found.iter().any(|other| other == *line));
    let added = found.iter().filter(|line| !expected.contains(&line.as_str()));
    let mut out: Vec<(String, String)> = missing
        .map(|line| (line.split(' ').next().unwrap_or("").to_owned(), format!("  - {line}")))
        .chain(added.map(|line| (line.split(' ').next().unwrap_or("").to_owned(), format!("  + {line}"))))
        .collect();
    if out.is_empty() && expected.len() != found.len() {
        out.push((String::new(), format!("{} lines expected, {} found", expected.len(), found.len())));
    }
    out.sort();
    out.into_iter().map(|(_, line)| line).collect()
}
