//! The descriptions beside the tables are true: the dictionary, `datapackage.json`, and the card.

use std::fs;

use gongkai::write::dictionary;
use gongkai::write::tables::TABLES;
use serde_json::Value;

use crate::run::{Folder, gongkai, json};

#[test]
fn the_data_dictionary_is_that_of_the_tables() {
    let page = fs::read_to_string("docs/tables.md").expect("docs/tables.md");
    let (head, rest) = page.split_once("<!-- tables -->\n\n").expect("a mark before the tables");
    let (shown, tail) = rest.split_once("<!-- /tables -->").expect("a mark behind the tables");
    let expected = dictionary::markdown();
    if std::env::var_os("UPDATE").is_some() {
        fs::write("docs/tables.md", format!("{head}<!-- tables -->\n\n{expected}<!-- /tables -->{tail}")).expect("docs/tables.md");
        return;
    }
    for (a, b) in shown.lines().zip(expected.lines()) {
        assert_eq!(a, b, "docs/tables.md differs; UPDATE=1 cargo test --test tables dictionary writes it");
    }
    assert_eq!(shown.lines().count(), expected.lines().count());
}

#[test]
fn every_column_is_described_and_no_two_are_called_alike() {
    for table in TABLES {
        let mut names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        assert!(!table.meaning.is_empty() && table.columns.iter().all(|column| !column.meaning.is_empty()), "{}", table.name);
        let described = table.key.iter().chain(table.indexed).all(|name| names.contains(name));
        assert!(described, "{} has a key or an index of no column", table.name);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len(), "{}", table.name);
    }
}

/// Paths and field names of each resource.
fn resources(package: &Value) -> Vec<(Vec<String>, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let one = |resource: &Value| {
        let paths = match &resource["path"] {
            Value::Array(paths) => paths.iter().map(text).collect(),
            path => vec![text(path)],
        };
        let fields = resource["schema"]["fields"].as_array().expect("fields");
        (paths, fields.iter().map(|field| text(&field["name"])).collect())
    };
    package["resources"].as_array().expect("resources").iter().map(one).collect()
}

#[test]
fn the_package_names_every_file_and_every_column_of_it() {
    let folder = Folder::new();
    for name in ["out.csv", "out.parquet"] {
        gongkai(["extract", "corpus", "-o", &folder.name(name)]).ending(0);
        let here = folder.path(name);
        let package = json(&fs::read_to_string(here.join("datapackage.json")).expect("a package"));
        let mut named = Vec::new();
        for (paths, fields) in resources(&package) {
            for path in paths {
                let columns: Vec<String> = if name == "out.csv" {
                    let text = fs::read_to_string(here.join(&path)).expect("a file");
                    let header = text.trim_start_matches('\u{feff}').split("\r\n").next().expect("a header");
                    header.split(',').map(str::to_owned).collect()
                } else {
                    let file = fs::File::open(here.join(&path)).expect("a part");
                    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(file).expect("Parquet");
                    reader.schema().fields().iter().map(|field| field.name().clone()).collect()
                };
                assert_eq!(columns, fields, "{path}");
                named.push(path);
            }
        }
        let walk = walkdir::WalkDir::new(&here).into_iter().map(|entry| entry.expect("an entry"));
        let files = walk.filter(|entry| entry.file_type().is_file()).count();
        let beside = if name == "out.csv" { 1 } else { 2 };
        assert_eq!(files, named.len() + beside, "{named:?}");
    }
}
