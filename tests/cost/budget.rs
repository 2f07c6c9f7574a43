//! Instructions per document, against those recorded in `benches/instructions.toml`: no change makes reading slower, or faster,
//! unseen. `UPDATE=1 cargo test --test cost budget` records them anew.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::process::Command;

use gongkai::grammar::Grammars;
use gongkai::pipeline::Options;
use serde::{Deserialize, Serialize};

use crate::callgrind::{counted, counts};
use crate::{corpus, word};

const RECORDED: &str = "benches/instructions.toml";

/// How far a count may be from the recorded one, in percent.
const BAND: u64 = 5;

/// Documents of each layout, the first ones of its corpus.
const DOCUMENTS: usize = 3;

#[derive(Serialize, Deserialize)]
struct Recorded {
    /// What the counts depend on beside the code.
    toolchain: String,
    text: BTreeMap<String, u64>,
    docx: BTreeMap<String, u64>,
}

/// Documents of one layout in one container.
struct Set {
    layout: String,
    container: &'static str,
    documents: Vec<Vec<u8>>,
}

fn sets() -> Vec<Set> {
    let mut layouts: BTreeMap<String, Vec<corpus::Document>> = BTreeMap::new();
    for document in corpus::documents() {
        layouts.entry(document.layout.clone()).or_default().push(document);
    }
    let mut sets = Vec::new();
    for (layout, mut documents) in layouts {
        documents.truncate(DOCUMENTS);
        let words = documents.iter().map(|document| word::docx(&document.text(), 0)).collect();
        let texts = documents.into_iter().map(|document| document.bytes).collect();
        sets.push(Set { layout: layout.clone(), container: "text", documents: texts });
        sets.push(Set { layout, container: "docx", documents: words });
    }
    sets
}

fn toolchain() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output().expect("rustc says its version");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").trim().to_owned();
    let profile = if cfg!(debug_assertions) { "dev" } else { "release" };
    format!("rustc {} {}, profile {profile}", line("release:"), line("host:"))
}

#[test]
fn a_document_costs_the_instructions_that_are_recorded() {
    let Some(counts) = counts("budget::work") else { return };
    let sets = sets();
    assert_eq!(counts.len(), sets.len(), "one count for each layout and container");
    let mut found = Recorded { toolchain: toolchain(), text: BTreeMap::new(), docx: BTreeMap::new() };
    for (set, count) in sets.iter().zip(counts) {
        let container = if set.container == "text" { &mut found.text } else { &mut found.docx };
        container.insert(set.layout.clone(), count / set.documents.len() as u64);
    }
    let path = corpus::here(RECORDED);
    if env::var_os("UPDATE").is_some() {
        let head = "# Instructions per document, of the first three of each layout in corpus/, counted by tests/cost/budget.rs.\n";
        let body = toml::to_string(&found).expect("counts as TOML");
        fs::write(&path, format!("{head}# `UPDATE=1 cargo test --test cost budget` writes this file.\n{body}")).expect("counts recorded");
        return;
    }
    let recorded: Recorded = toml::from_str(&fs::read_to_string(&path).expect(RECORDED)).expect(RECORDED);
    let other = recorded.toolchain != found.toolchain;
    if other && env::var("CI").is_err() {
        eprintln!("skipped: {RECORDED} is of {}, this is {}", recorded.toolchain, found.toolchain);
        return;
    }
    let complaints = [complaints("text", &recorded.text, &found.text), complaints("docx", &recorded.docx, &found.docx)].concat();
    assert!(
        complaints.is_empty(),
        "instructions per document are not within {BAND} % of {RECORDED}:\n{}\nrecorded with {}, counted with {}\n\
         where that is meant, `UPDATE=1 cargo test --test cost budget` records them anew, and the commit says why",
        complaints.join("\n"),
        recorded.toolchain,
        found.toolchain
    );
}

/// Counts that are out of their band, and layouts that are on one side only.
fn complaints(container: &str, recorded: &BTreeMap<String, u64>, found: &BTreeMap<String, u64>) -> Vec<String> {
    let mut complaints: Vec<String> =
        recorded.keys().filter(|layout| !found.contains_key(*layout)).map(|layout| format!("{layout} {container}: no document")).collect();
    for (layout, &now) in found {
        match recorded.get(layout) {
            None => complaints.push(format!("{layout} {container}: {now}, not recorded")),
            Some(&then) if now.abs_diff(then) * 100 > then * BAND => {
                let percent = (now as f64 / then as f64 - 1.0) * 100.0;
                complaints.push(format!("{layout} {container}: {now} instead of {then}, {percent:+.1} %"));
            }
            Some(_) => {}
        }
    }
    complaints
}

#[test]
fn a_count_that_is_off_by_more_than_the_band_is_told() {
    let one = |count: u64| BTreeMap::from([("a".to_owned(), count)]);
    assert!(complaints("text", &one(1000), &one(1050)).is_empty());
    assert_eq!(complaints("text", &one(1000), &one(1051)), ["a text: 1051 instead of 1000, +5.1 %"]);
    assert_eq!(complaints("text", &one(1000), &one(900)), ["a text: 900 instead of 1000, -10.0 %"]);
    assert_eq!(complaints("text", &one(1000), &BTreeMap::new()), ["a text: no document"]);
    assert_eq!(complaints("docx", &BTreeMap::new(), &one(1)), ["a docx: 1, not recorded"]);
}

#[test]
#[ignore = "what is counted: run under callgrind by the test above"]
fn work() {
    let options = Options::new(Grammars::builtin().expect("the built-in grammars"));
    // What is made once and kept is no document's cost.
    let _ = gongkai::pipeline::extract("项目名称".as_bytes(), &options);
    for set in sets() {
        counted(&set.documents, &options);
    }
}
