//! Random documents of each layout, printed with random damage, are read back as they were meant.
//!
//! `GONGKAI_CASES` is the number of documents per layout (500), `GONGKAI_SEED` chooses others.
//! `GONGKAI_DUMP=FOLDER cargo test --test property -- --ignored` writes them out to be looked at.

mod generate;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::panic::catch_unwind;
use std::path::Path;

use generate::{Case, layouts};
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use support::compare::{Difference, differences, report};
use support::extract::{content, read, residue};

const SHRINKING_STEPS: usize = 2000;

#[test]
fn kunming_documents_are_read_back() {
    documents_are_read_back("kunming");
}

#[test]
fn korla_documents_are_read_back() {
    documents_are_read_back("korla");
}

#[test]
fn shapotou_documents_are_read_back() {
    documents_are_read_back("shapotou");
}

#[test]
fn zhushan_documents_are_read_back() {
    documents_are_read_back("zhushan");
}

#[test]
#[ignore = "writes the documents to the folder that GONGKAI_DUMP names"]
fn documents_are_written_out() {
    let folder = std::env::var("GONGKAI_DUMP").expect("GONGKAI_DUMP names a folder");
    for (layout, strategy) in layouts() {
        let folder = Path::new(&folder).join(layout);
        std::fs::create_dir_all(&folder).expect("a folder to write to");
        let mut runner = runner();
        for n in 1..=cases() {
            let case = tree(&strategy, &mut runner).current();
            let file = folder.join(format!("{n:04}.txt"));
            let record = format!("{:#}\n", case.expected);
            std::fs::write(&file, &case.bytes).expect("a document written");
            std::fs::write(file.with_extension("json"), record).expect("a record written");
        }
    }
}

fn setting(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a number, not {text:?}")))
}

fn cases() -> u64 {
    setting("GONGKAI_CASES", 500)
}

fn runner() -> TestRunner {
    TestRunner::new(Config { rng_seed: RngSeed::Fixed(setting("GONGKAI_SEED", 1)), failure_persistence: None, ..Config::default() })
}

fn tree(strategy: &BoxedStrategy<Case>, runner: &mut TestRunner) -> Box<dyn ValueTree<Value = Case>> {
    strategy.new_tree(runner).expect("a case")
}

fn documents_are_read_back(layout: &str) {
    let strategy = layouts().into_iter().find(|(name, _)| *name == layout).expect("a layout").1;
    let mut runner = runner();
    let (mut failing, mut pointers) = (0, BTreeMap::<String, usize>::new());
    let mut shortest: Option<Box<dyn ValueTree<Value = Case>>> = None;
    for _ in 0..cases() {
        let tree = tree(&strategy, &mut runner);
        let case = tree.current();
        let found = wrong(&case);
        if found.is_empty() {
            continue;
        }
        failing += 1;
        let mut kinds: Vec<String> = found.iter().map(|d| pattern(&d.pointer)).collect();
        kinds.sort();
        kinds.dedup();
        for kind in kinds {
            *pointers.entry(kind).or_default() += 1;
        }
        if shortest.as_ref().is_none_or(|other| case.text.len() < other.current().text.len()) {
            shortest = Some(tree);
        }
    }
    if let Some(mut tree) = shortest {
        let case = shrunk(&mut *tree);
        panic!("{}", explained(layout, failing, &pointers, &case));
    }
}

/// Where the record differs from what was meant; a panic is one such place.
fn wrong(case: &Case) -> Vec<Difference> {
    match catch_unwind(|| read(&case.bytes)) {
        Ok(record) => {
            let mut found = content(&record);
            found["residue"] = residue(&record).into();
            differences(&case.expected, &found)
        }
        Err(_) => vec![Difference { pointer: String::new(), expected: "a record".to_owned(), found: "a panic".to_owned() }],
    }
}

/// A pointer with its numbers taken out.
fn pattern(pointer: &str) -> String {
    let part = |part: &str| {
        let number = part.starts_with(|c: char| c.is_ascii_digit());
        if number { "N".to_owned() } else { part.to_owned() }
    };
    pointer.split('/').map(part).collect::<Vec<String>>().join("/")
}

/// The smallest document found that still fails.
fn shrunk(tree: &mut dyn ValueTree<Value = Case>) -> Case {
    let mut smallest = tree.current();
    let mut further = tree.simplify();
    for _ in 0..SHRINKING_STEPS {
        if !further {
            break;
        }
        let case = tree.current();
        further = if wrong(&case).is_empty() {
            tree.complicate()
        } else {
            smallest = case;
            tree.simplify()
        };
    }
    smallest
}

fn explained(layout: &str, failing: usize, pointers: &BTreeMap<String, usize>, case: &Case) -> String {
    let mut most: Vec<(&String, &usize)> = pointers.iter().collect();
    most.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let mut out = format!("{failing} of {} {layout} documents are read differently; most often\n", cases());
    for (pointer, count) in most.into_iter().take(10) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  {count:4} × {pointer}");
    }
    let why = report(&wrong(case)).unwrap_or_default();
    let _ = write!(out, "the shortest one, made smaller:\n{case}{why}");
    out
}

#[test]
fn the_generator_gives_every_key_and_no_blank_text() {
    fn check(value: &Value) {
        match value {
            Value::String(text) => {
                assert!(!text.trim().is_empty(), "absent is null");
                assert_eq!(text, text.trim());
            }
            Value::Array(items) => items.iter().for_each(check),
            Value::Object(map) => map.values().for_each(check),
            _ => {}
        }
    }
    for (_, strategy) in layouts() {
        let mut runner = runner();
        for _ in 0..20 {
            check(&tree(&strategy, &mut runner).current().expected);
        }
    }
}
