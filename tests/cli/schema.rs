//! The published schema describes what is printed: all of it, and nothing else.

use serde_json::Value;

use crate::run::{Folder, gongkai, json};

fn validator() -> jsonschema::Validator {
    let printed = gongkai(["schema"]).ending(0);
    let schema = json(printed.text());
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).expect("a sound schema")
}

fn assert_valid(validator: &jsonschema::Validator, record: &Value) {
    let faults = validator.iter_errors(record);
    let faults: Vec<_> = faults.map(|f| format!("{}: {f}", f.instance_path())).collect();
    assert!(faults.is_empty(), "{}: {faults:#?}", record["source"]["path"]);
}

#[test]
fn every_record_of_the_corpus_satisfies_it() {
    let validator = validator();
    for more in [&[][..], &["--provenance", "--failures"]] {
        let run = gongkai([&["extract", "corpus"], more].concat()).ending(0);
        let records = run.records();
        assert!(records.len() >= 60);
        records.iter().for_each(|record| assert_valid(&validator, record));
        let with = records.iter().filter(|record| record.get("provenance").is_some());
        assert_eq!(with.count() > 0, !more.is_empty());
    }
}

#[test]
fn records_of_failed_and_skipped_documents_satisfy_it() {
    let folder = Folder::new();
    folder.file("in/empty.txt", "").file("in/a.zip", "PK\x03\x04").file("in/readme", "x");
    let run = gongkai(["extract", "--failures", &folder.name("in")]).ending(1);
    let validator = validator();
    assert_eq!(run.records().len(), 3);
    run.records().iter().for_each(|record| assert_valid(&validator, record));
}

#[test]
fn a_missing_or_an_unknown_key_is_no_record() {
    let validator = validator();
    let run = gongkai(["extract", "corpus/korla/01-plain-school-repairs.txt"]);
    let record = &run.records()[0];
    for pointer in ["", "/source", "/projects/0", "/projects/0/indicators/0/target", "/coverage"] {
        let keys = record.pointer(pointer).and_then(Value::as_object);
        for key in keys.expect("an object").keys() {
            let mut less = record.clone();
            let object = less.pointer_mut(pointer).and_then(Value::as_object_mut);
            object.expect("an object").remove(key);
            assert!(!validator.is_valid(&less), "{pointer}/{key} can be left out");
        }
        let mut more = record.clone();
        more.pointer_mut(pointer).expect("an object")["surprise"] = Value::Null;
        assert!(!validator.is_valid(&more), "{pointer} takes any key");
    }
}
