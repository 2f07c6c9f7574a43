//! What is written as a Word file is read back as the same record: of the corpus, of generated documents, of the real
//! ones, and of records that only a test makes up.

#[allow(dead_code, reason = "what has to be read is held by another test")]
mod generate;
mod support;

use generate::layouts;
use gongkai::grammar::Grammars;
use gongkai::model::record::Record;
use gongkai::pipeline;
use gongkai::render;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use support::compare::differences;
use support::corpus::documents;
use support::extract::options;
use support::seeds::seed;

const GENERATED_PER_LAYOUT: usize = 40;

fn written(record: &Record) -> Vec<u8> {
    let grammars = Grammars::builtin().expect("grammars");
    render::docx(record, grammars.rendered().expect("the layout of records")).expect("a Word file")
}

fn content(record: &Record) -> Value {
    let whole = serde_json::to_value(record).expect("a record is JSON");
    ["title", "projects", "departments", "budget_tables"].iter().map(|key| ((*key).to_owned(), whole[key].clone())).collect()
}

/// What differs once a record was written and read again.
fn lost(record: &Record) -> Vec<String> {
    let bytes = written(record);
    let again = pipeline::extract(&bytes, &options(false));
    let mut lost: Vec<String> = differences(&content(record), &content(&again)).iter().map(|found| format!("{found:?}")).collect();
    if again.layout != "rendered" || again.source.container.as_deref() != Some("docx") {
        lost.push(format!("read as {} of {:?}: {:?}", again.layout, again.source.container, again.error));
    }
    lost.extend(again.coverage.residue.iter().map(|piece| format!("left over: {}", piece.text)));
    lost
}

fn assert_nothing_lost(name: &str, record: &Record) {
    let lost = lost(record);
    assert!(lost.is_empty(), "{name}: {} thing(s) differ\n{}", lost.len(), lost.join("\n"));
}

fn report(all: &[(String, Vec<String>)]) {
    let shown: Vec<String> = all.iter().map(|(name, lost)| format!("{name}\n  {}", lost[..lost.len().min(6)].join("\n  "))).collect();
    assert!(all.is_empty(), "{} record(s) are read back differently\n{}", all.len(), shown[..shown.len().min(12)].join("\n"));
}

#[test]
fn every_record_of_the_corpus_is_read_back() {
    let documents = documents();
    assert!(documents.len() >= 60);
    let lost = documents.iter().map(|document| (document.name.clone(), lost(&pipeline::extract(&document.bytes, &options(false)))));
    report(&lost.filter(|(_, lost)| !lost.is_empty()).collect::<Vec<_>>());
}

#[test]
fn the_records_of_the_real_documents_are_read_back() {
    for number in ["000", "001", "002", "003", "004"] {
        let Some(bytes) = seed(number) else { return };
        assert_nothing_lost(number, &pipeline::extract(&bytes, &options(false)));
    }
}

#[test]
fn the_records_of_generated_documents_are_read_back() {
    let mut all = Vec::new();
    for (layout, strategy) in layouts() {
        let config = Config { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new(config);
        for n in 0..GENERATED_PER_LAYOUT {
            let case = strategy.new_tree(&mut runner).expect("a case").current();
            let lost = lost(&pipeline::extract(&case.bytes, &options(false)));
            if !lost.is_empty() {
                all.push((format!("{layout} {n}"), lost));
            }
        }
    }
    report(&all);
}
