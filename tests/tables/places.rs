//! Which format is written where: by the name, or as asked; one JSON file for each document.

use std::fs;

use serde_json::Value;

use crate::run::{FORM, Folder, gongkai, json};

#[test]
fn the_name_chooses_the_format_unless_it_is_asked_for() {
    let folder = Folder::new();
    let file = "corpus/korla/01-plain-school-repairs.txt";
    for name in ["a.jsonl", "a.json", "a.parquet", "a.sqlite", "a.db", "a.csv", "a"] {
        gongkai(["extract", file, "-o", &folder.name(name)]).ending(0);
    }
    for (name, to) in [("b.csv", "sqlite"), ("b", "csv"), ("c.sqlite", "jsonl")] {
        gongkai(["extract", file, "--to", to, "-o", &folder.name(name)]).ending(0);
    }
    let starts = |name: &str, with: &[u8]| assert!(fs::read(folder.path(name)).expect("a file").starts_with(with), "{name}");
    for name in ["a.jsonl", "a", "c.sqlite"] {
        starts(name, b"{\"schema_version\"");
    }
    for name in ["a.sqlite", "a.db", "b.csv"] {
        starts(name, b"SQLite format 3\0");
    }
    starts("a.parquet/projects/part-00000.parquet", b"PAR1");
    starts("a.csv/projects.csv", "\u{feff}document_sha256,".as_bytes());
    starts("b/projects.csv", "\u{feff}".as_bytes());
    assert_eq!(fs::read_dir(folder.path("a.json")).expect("a folder").count(), 1);
}

#[test]
fn tables_need_a_name_and_a_known_format() {
    let run = gongkai(["extract", "corpus", "--to", "parquet"]).ending(2);
    assert_eq!(run.stderr, "error: --to parquet: expected -o with the name of what to write, found none\n");
    let run = gongkai(["extract", "corpus", "--to", "excel"]).ending(2);
    assert!(run.stderr.contains("expected jsonl, json, parquet, sqlite or csv, found \"excel\""), "{}", run.stderr);
}

#[test]
fn each_document_has_its_json_file_also_where_names_are_alike() {
    let folder = Folder::new();
    folder.file("in/a/x.txt", FORM).file("in/b/x.txt", FORM).file("in/预算 表.txt", FORM);
    let (input, target) = (folder.name("in"), folder.name("out.json"));
    let again = folder.name("in/a/x.txt");
    let arguments = ["extract", &input, &again, "-o", &target];
    gongkai(arguments).ending(0);
    let mut found: Vec<Value> = Vec::new();
    for entry in fs::read_dir(&target).expect("a folder") {
        found.push(json(&fs::read_to_string(entry.expect("an entry").path()).expect("a file")));
    }
    let mut expected = gongkai(["extract", &input, &again]).ending(0).records();
    let path = |record: &Value| record["source"]["path"].as_str().expect("a path").to_owned();
    found.sort_by_key(path);
    expected.sort_by_key(path);
    assert_eq!(found, expected);
    assert_eq!(found.len(), 4);
    let names = |folder: &std::path::Path| {
        let mut names: Vec<_> = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    let first = names(&folder.path("out.json"));
    assert!(first.iter().any(|name| name.to_string_lossy().starts_with("预算 表.txt-")), "{first:?}");
    gongkai(arguments).ending(0);
    assert_eq!(names(&folder.path("out.json")), first, "the same input has the same names");
}
