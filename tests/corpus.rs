//! One test per gold document of `corpus/`: `cargo test --test corpus -- kunming/01` runs one.
//!
//! The record equals the gold one key by key, the residue and the encoding are those expected, every
//! character is accounted for, and the output is valid under the published schema.

mod support;

use std::process::ExitCode;
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use support::compare::{differences, report};
use support::corpus::{Document, documents};
use support::extract::{content, read, read_with_places, residue};

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let schema = schemars::schema_for!(gongkai::model::record::Record);
    jsonschema::validator_for(schema.as_value()).expect("the published schema is a schema")
});

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let trials = documents().into_iter().flat_map(trials).collect();
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The document by its name, and what must hold for any document.
fn trials(document: Document) -> Vec<Trial> {
    let document = Arc::new(document);
    let trial = |suffix: &str, check: fn(&Document) -> Result<(), Failed>| {
        let (name, document) = (format!("{}{suffix}", document.name), Arc::clone(&document));
        Trial::test(name, move || check(&document))
    };
    vec![
        trial("", equals_its_gold_record),
        trial(" (every character is accounted for)", adds_up),
        trial(" (valid under the published schema)", is_valid),
    ]
}

fn equals_its_gold_record(document: &Document) -> Result<(), Failed> {
    let record = read(&document.bytes);
    let mut gold = document.gold.clone();
    let gold_keys = gold.as_object_mut().ok_or("the gold record is no object")?;
    gold_keys.remove("why");
    let mut found = content(&record);
    let found_keys = found.as_object_mut().ok_or("the record is no object")?;
    found_keys.insert("encoding".into(), record["source"]["encoding"].clone());
    found_keys.insert("residue".into(), residue(&record).into());
    match report(&differences(&gold, &found)) {
        Some(report) => Err(report.into()),
        None => Ok(()),
    }
}

fn adds_up(document: &Document) -> Result<(), Failed> {
    let record = read(&document.bytes);
    let count = |key: &str| record["coverage"][key].as_u64().unwrap_or(u64::MAX);
    let text = document.text();
    let printed = text.chars().filter(|c| !c.is_whitespace()).count() as u64;
    let (claimed, structural, unclaimed) = (count("claimed"), count("structural"), count("unclaimed"));
    if claimed + structural + unclaimed != count("characters") || count("characters") != printed {
        return Err(format!(
            "{claimed} claimed + {structural} structural + {unclaimed} unclaimed, {} counted by the extractor, {printed} in the text",
            count("characters")
        )
        .into());
    }
    let kinds = record["coverage"]["structural_kinds"].as_object();
    let by_kind: u64 = kinds.into_iter().flatten().filter_map(|(_, n)| n.as_u64()).sum();
    if by_kind != structural {
        return Err(format!("{structural} structural, {by_kind} by kind").into());
    }
    let left: Vec<char> = text.chars().collect();
    for piece in record["coverage"]["residue"].as_array().into_iter().flatten() {
        let at = |key: &str| piece[key].as_u64().unwrap_or(0) as usize;
        let slice: String = left[at("start")..at("end")].iter().collect();
        if piece["text"] != Value::String(slice.clone()) {
            return Err(format!("residue {piece} stands at {slice:?}").into());
        }
    }
    Ok(())
}

fn is_valid(document: &Document) -> Result<(), Failed> {
    let record = read_with_places(&document.bytes);
    let errors: Vec<String> = SCHEMA.iter_errors(&record).take(5).map(|error| format!("{}: {error}", error.instance_path())).collect();
    if errors.is_empty() { Ok(()) } else { Err(errors.join("\n").into()) }
}
