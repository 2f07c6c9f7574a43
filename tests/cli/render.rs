//! `gongkai render`: records and documents in, Word files out that are read back.

use std::fs;

use serde_json::Value;

use crate::run::{Folder, gongkai, json};

const FORM: &str = "corpus/kunming/01-plain-school-meals.txt";

fn content(record: &Value) -> Value {
    serde_json::json!([record["projects"], record["departments"], record["budget_tables"]])
}

#[test]
fn a_document_becomes_a_word_file_that_is_read_back() {
    let folder = Folder::new();
    let run = gongkai(["render", FORM, "-o", &folder.name("form.docx")]).ending(0);
    assert!(run.stdout.is_empty() && run.stderr.is_empty(), "{}", run.stderr);
    let before = gongkai(["extract", FORM]).ending(0);
    let after = gongkai(["extract", &folder.name("form.docx")]).ending(0);
    assert_eq!(content(&before.records()[0]), content(&after.records()[0]));
    assert_eq!(after.records()[0]["layout"], "rendered");
}

#[test]
fn a_record_gives_the_same_file_as_its_document() {
    let folder = Folder::new();
    for pretty in [&[][..], &["--pretty"]] {
        gongkai([&["extract", FORM, "-o", &folder.name("record.jsonl")], pretty].concat()).ending(0);
        let of_record = gongkai(["render", &folder.name("record.jsonl"), "--to", "docx"]).ending(0);
        let of_document = gongkai(["render", FORM]).ending(0);
        assert!(of_record.stdout.starts_with(b"PK") && of_record.stdout == of_document.stdout);
    }
}

#[test]
fn several_records_become_a_folder_of_files() {
    let folder = Folder::new();
    let records = folder.name("records.jsonl");
    gongkai(["extract", FORM, "corpus/korla/01-plain-school-repairs.txt", "-o", &records]).ending(0);
    gongkai(["render", &records, "-o", &folder.name("review")]).ending(0);
    let mut names: Vec<String> = fs::read_dir(folder.name("review"))
        .expect("a folder")
        .map(|entry| entry.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert_eq!(names, ["1-01-plain-school-meals.docx", "2-01-plain-school-repairs.docx"]);
    let second = gongkai(["render", &records, "--record", "2"]).ending(0);
    assert_eq!(second.stdout, fs::read(folder.name("review/2-01-plain-school-repairs.docx")).expect("the file"));
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::new();
    let records = folder.name("records.jsonl");
    gongkai(["extract", FORM, FORM, "-o", &records]).ending(0);
    let run = gongkai(["render", &records]).ending(2);
    assert!(run.stderr.contains("expected -o FOLDER for 2 records"), "{}", run.stderr);
    let run = gongkai(["render", &records, "--record", "3"]).ending(2);
    assert!(run.stderr.contains("expected a record 3, found 2"), "{}", run.stderr);
    folder.file("bad.json", "{\"schema_version\":\"1\",\"surprise\":1}");
    let run = gongkai(["render", &folder.name("bad.json")]).ending(1);
    assert!(run.stderr.contains("unknown field `surprise`") && run.stderr.contains("[no-record]"), "{}", run.stderr);
    folder.file("empty.txt", "");
    gongkai(["render", &folder.name("empty.txt")]).ending(1);
    let own = fs::read_to_string(&records).expect("the records");
    let one = own.lines().next().expect("a record");
    folder.file("one.json", one);
    let run = gongkai(["render", &folder.name("one.json"), "-o", &folder.name("one.json")]).ending(2);
    assert!(run.stderr.contains("found the one that is read"), "{}", run.stderr);
    assert_eq!(json(&fs::read_to_string(folder.name("one.json")).expect("the record"))["schema_version"], "1");
    let future = one.replacen("\"schema_version\":\"1\"", "\"schema_version\":\"2\"", 1);
    folder.file("future.json", future);
    let run = gongkai(["render", &folder.name("future.json")]).ending(1);
    assert!(run.stderr.contains("found version \"2\""), "{}", run.stderr);
}
