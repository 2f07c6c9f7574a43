//! The extractor as the tests call it: bytes in, the record as a JSON value out.

use std::sync::LazyLock;

use gongkai::grammar::Grammars;
use gongkai::pipeline::{self, Options};
use serde_json::Value;

static GRAMMARS: LazyLock<Grammars> = LazyLock::new(|| Grammars::builtin().expect("the built-in grammars are valid"));

/// The built-in layouts, provenance as asked for.
pub fn options(provenance: bool) -> Options {
    Options { provenance, ..Options::new(GRAMMARS.clone()) }
}

/// The record as the one line of JSON that the command prints.
pub fn line(bytes: &[u8], provenance: bool) -> String {
    let record = pipeline::extract(bytes, &options(provenance));
    serde_json::to_string(&record).expect("a record is JSON")
}

/// The record without provenance.
pub fn read(bytes: &[u8]) -> Value {
    value(&line(bytes, false))
}

/// The record with the place of every value.
pub fn read_with_places(bytes: &[u8]) -> Value {
    value(&line(bytes, true))
}

fn value(line: &str) -> Value {
    serde_json::from_str(line).expect("the printed line is JSON")
}

/// What the record says, without what it was read from and how: the keys that a text decides.
pub fn content(record: &Value) -> Value {
    let keys = ["layout", "title", "fiscal_year", "organization", "projects", "departments", "budget_tables"];
    keys.iter().map(|key| ((*key).to_owned(), record[key].clone())).collect()
}

/// The texts of the residue, in reading order.
pub fn residue(record: &Value) -> Vec<String> {
    let list = record["coverage"]["residue"].as_array();
    list.into_iter().flatten().map(|piece| piece["text"].as_str().unwrap_or("").trim().to_owned()).collect()
}
