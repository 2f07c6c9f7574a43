//! What stands in the JSON stands in the tables, value by value, and in each format alike.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::value::RawValue;

use crate::read::{self, Row, Tables};
use crate::run::{FORM, Folder, gongkai};

/// Every value of a record that is not null, as its JSON text, by JSON Pointer; empty lists are left out.
fn leaves(json: &str, pointer: &str, out: &mut BTreeMap<String, String>) {
    let read = "what is printed is JSON";
    match json.as_bytes().first() {
        Some(b'{') => {
            let object: BTreeMap<String, Box<RawValue>> = serde_json::from_str(json).expect(read);
            object.iter().for_each(|(key, value)| leaves(value.get(), &format!("{pointer}/{key}"), out));
        }
        Some(b'[') => {
            let list: Vec<Box<RawValue>> = serde_json::from_str(json).expect(read);
            list.iter().enumerate().for_each(|(n, value)| leaves(value.get(), &format!("{pointer}/{n}"), out));
        }
        _ if json == "null" => {}
        _ => {
            out.insert(pointer.to_owned(), json.to_owned());
        }
    }
}

/// The key of an amount that a column such as `total_raw` holds.
fn amount<'a>(name: &str, column: &'a str) -> Option<&'a str> {
    match column.strip_prefix(name)? {
        "" => Some("value"),
        rest => rest.strip_prefix('_').filter(|rest| ["raw", "unit", "yuan"].contains(rest)),
    }
}

/// Where a column's value stands below the pointer of its row; `None` for keys and what was computed.
fn path(table: &str, column: &str) -> Option<String> {
    const NARRATIVE: [&str; 8] = ["basis", "overview", "content", "funding_arrangement", "plan", "results", "calculation", "notes"];
    const POSITIONS: [&str; 10] = [
        "document_sha256",
        "position",
        "pointer",
        "project",
        "department",
        "indicator",
        "department_fund",
        "budget_table",
        "budget_row",
        "beyond_decimal",
    ];
    if (POSITIONS.contains(&column) && !matches!(table, "diagnostics" | "documents"))
        || column.ends_with("_fen")
        || (column.ends_with("_yuan") && !matches!(table, "projects" | "procurement"))
    {
        return None;
    }
    if table == "projects" {
        if NARRATIVE.contains(&column) {
            return Some(format!("narrative/{column}"));
        }
        for name in ["total", "fiscal", "other"] {
            if let Some(key) = amount(name, column) {
                return Some(format!("funds/{name}/{key}"));
            }
        }
    }
    if let Some(key) = amount("amount", column).filter(|_| table == "procurement") {
        return Some(format!("amount/{key}"));
    }
    let key = match (table, column) {
        ("documents", "document_sha256") => "source/sha256",
        ("documents", "path") => "source/path",
        ("documents", "raw_name") => "source/raw_name",
        ("documents", "bytes") => "source/bytes",
        ("documents", "container") => "source/container",
        ("documents", "encoding") => "source/encoding",
        ("documents", "extractor_version") => "extractor/version",
        ("documents", "grammar") => "extractor/grammar",
        ("documents", "grammar_sha256") => "extractor/grammar_sha256",
        ("documents", "error_code") => "error/code",
        ("documents", "error_message") => "error/message",
        ("documents", "characters" | "claimed" | "structural" | "unclaimed" | "structural_kinds" | "residue") => {
            return Some(format!("coverage/{column}"));
        }
        ("indicators", "target_raw") => "target/raw",
        ("indicators", "operator") => "target/operator",
        ("indicators", "target") => "target/value",
        ("indicators", "target_max") => "target/value_max",
        ("indicators", "unit") => "target/unit",
        ("indicators", "scale") => "target/scale",
        ("indicators", "target_date") => "target/date",
        ("indicators", "target_text") => "target/text",
        ("funding", "kind" | "row" | "row_label" | "amounts") | ("budget_values", _) => return None,
        ("diagnostics", "position" | "document_sha256" | "span_start" | "span_end") => return None,
        _ => column,
    };
    Some(key.to_owned())
}

/// The values of a row by their place in the record.
fn place(table: &'static gongkai::write::schema::Table, row: &Row, n: usize, out: &mut BTreeMap<String, String>) {
    use gongkai::write::schema::Kind;
    let root = match table.name {
        "documents" => String::new(),
        "checks" | "diagnostics" => format!("/{}/{n}", table.name),
        _ => row["pointer"].clone().expect("a pointer"),
    };
    let json = |kind: Kind, value: &str| match kind {
        Kind::Text => serde_json::to_string(value).expect("JSON"),
        Kind::Boolean => (value == "1").to_string(),
        _ => value.to_owned(),
    };
    for column in table.columns {
        if let (Some(value), Some(path)) = (&row[column.name], path(table.name, column.name)) {
            leaves(&json(column.kind, value), &format!("{root}/{path}"), out);
        }
    }
    match table.name {
        // A row of the form is told by its first amount, or by the line that stands for none.
        "funding" => {
            if let Some(label) = &row["row_label"] {
                let form_row = root.split("/amounts/").next().expect("a row");
                out.insert(format!("{form_row}/label"), serde_json::to_string(label).expect("JSON"));
            }
        }
        "budget_values" => {
            if let Some(value) = &row["value"] {
                out.insert(root, value.clone());
            }
        }
        "diagnostics" => {
            for (at, name) in ["span_start", "span_end"].iter().enumerate() {
                if let Some(value) = &row[*name] {
                    out.insert(format!("{root}/span/{at}"), value.clone());
                }
            }
        }
        _ => {}
    }
}

/// The records that the tables hold, by document.
fn records(tables: &Tables) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut out: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for table in gongkai::write::tables::TABLES.into_iter().filter(|table| table.name != "sources") {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for row in &tables[table.name] {
            let sha256 = row["document_sha256"].as_deref().expect("a document");
            let n = counts.entry(sha256).or_default();
            place(table, row, *n, out.entry(sha256.to_owned()).or_default());
            *n += 1;
        }
    }
    out
}

fn extract(folder: &Folder, name: &str) {
    gongkai(["extract", "corpus", "--provenance", "--failures", "-o", &folder.name(name)]).ending(0);
}

#[test]
fn every_value_of_every_record_is_in_the_tables_and_nothing_else() {
    let folder = Folder::new();
    extract(&folder, "out.sqlite");
    let found = records(&read::sqlite(&folder.path("out.sqlite")));
    let run = gongkai(["extract", "corpus", "--provenance", "--failures"]).ending(0);
    let mut documents = 0;
    let mut seen = std::collections::BTreeSet::new();
    for line in run.text().lines() {
        let mut expected = BTreeMap::new();
        leaves(line, "", &mut expected);
        let Some(sha256) = expected.get("/source/sha256").map(|text| text.trim_matches('"').to_owned()) else { continue };
        if !seen.insert(sha256.clone()) {
            continue;
        }
        documents += 1;
        let found = &found[&sha256];
        for (pointer, value) in &expected {
            // Keys of a map stand in the pointer twice; its text holds it once.
            assert_eq!(found.get(pointer), Some(value), "{} {pointer}", expected["/source/path"]);
        }
        for pointer in found.keys() {
            assert!(expected.contains_key(pointer), "{} {pointer} is invented", expected["/source/path"]);
        }
    }
    assert!(documents > 50 && documents == found.len(), "{documents} of {}", found.len());
}

#[test]
fn parquet_csv_and_sqlite_hold_the_same_rows() {
    let folder = Folder::new();
    for name in ["out.sqlite", "out.parquet", "out.csv"] {
        extract(&folder, name);
    }
    let expected = read::common(read::sqlite(&folder.path("out.sqlite")));
    for (found, name) in [(read::parquet(&folder.path("out.parquet")), "parquet"), (read::csv(&folder.path("out.csv")), "csv")] {
        let found = read::common(found);
        for (table, rows) in &expected {
            assert_eq!(found[table].len(), rows.len(), "{name} {table}");
            for (a, b) in rows.iter().zip(&found[table]) {
                assert_eq!(a, b, "{name} {table}");
            }
        }
    }
    let filled = |table: &str| assert!(!expected[table].is_empty(), "no rows of {table}");
    ["projects", "departments", "goals", "indicators", "funding", "budget_values", "diagnostics", "procurement"]
        .iter()
        .for_each(|t| filled(t));
}

#[test]
fn sums_in_fen_are_those_in_yuan() {
    let folder = Folder::new();
    extract(&folder, "out.sqlite");
    let tables = read::sqlite(&folder.path("out.sqlite"));
    let mut sums = 0;
    for row in &tables["projects"] {
        let (Some(yuan), fen) = (&row["total_yuan"], &row["total_fen"]) else { continue };
        let (whole, cents) = yuan.split_once('.').unwrap_or((yuan, ""));
        let expected = format!("{whole}{cents:0<2}");
        assert_eq!(fen.as_deref(), Some(expected.trim_start_matches('0')).filter(|text| !text.is_empty()).or(Some("0")), "{yuan}");
        sums += 1;
    }
    assert!(sums > 30, "{sums}");
}

#[test]
fn a_text_that_looks_like_a_formula_calculates_nothing_in_csv() {
    let folder = Folder::new();
    let form = FORM.lines().map(|line| {
        if line.starts_with("项目名称") {
            line.replacen("项目名称\t\t", "项目名称\t\t=HYPERLINK(1)", 1)
        } else {
            line.to_owned()
        }
    });
    folder.file("a.txt", form.collect::<Vec<_>>().join("\n"));
    let target = folder.name("out");
    gongkai(["extract", &folder.name("a.txt"), "--to", "csv", "-o", &target]).ending(0);
    let text = std::fs::read_to_string(folder.path("out/projects.csv")).expect("a file");
    assert!(text.contains(",'=HYPERLINK(1)"), "{text}");
    let mut cells = 0;
    for table in gongkai::write::tables::TABLES {
        let mut reader = csv::Reader::from_path(Path::new(&target).join(format!("{}.csv", table.name))).expect("a file");
        for record in reader.records() {
            for (cell, column) in record.expect("a row").iter().zip(table.columns) {
                let number = !matches!(column.kind, gongkai::write::schema::Kind::Text | gongkai::write::schema::Kind::Json);
                assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}.{}: {cell}", table.name, column.name);
                cells += 1;
            }
        }
    }
    assert!(cells > 100);
    // The reader that knows the rule gets the name back.
    let name = read::csv(&folder.path("out"))["projects"][0]["name"].clone();
    assert!(name.is_some_and(|name| name.starts_with("=HYPERLINK(1)")));
}

#[test]
fn the_same_bytes_under_two_names_are_one_document_and_two_sources() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM).file("in/b.txt", FORM).file("in/c.txt", "").file("in/d.json", "{}");
    for name in ["out.sqlite", "out.parquet"] {
        gongkai(["extract", &folder.name("in"), "--failures", "-o", &folder.name(name)]).ending(1);
    }
    for tables in [read::sqlite(&folder.path("out.sqlite")), read::parquet(&folder.path("out.parquet"))] {
        let ends: Vec<_> = tables["sources"].iter().map(|row| (row["outcome"].as_deref(), row["document_sha256"].is_some())).collect();
        assert_eq!(ends, [(Some("complete"), true), (Some("complete"), true), (Some("failed"), true), (Some("skipped"), false)]);
        assert_eq!(tables["documents"].len(), 2);
        assert_eq!(tables["projects"].len(), 1);
    }
}
