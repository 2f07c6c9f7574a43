//! A store as it stands: all its rows, without the times and run numbers that no two runs share.

use std::fs;
use std::path::Path;

use gongkai::write::tables::TABLES;
use rusqlite::Connection;
use serde_json::Value;

use crate::read::{self, Row};
use crate::run::{FORM, Folder, Run, gongkai, json};

/// A document like the usual one, and another for each number.
pub fn other(n: u32) -> String {
    format!("{FORM}\n本页由{n}号打印。\n")
}

/// The two kinds of stores, by name.
pub const STORES: [&str; 2] = ["store.sqlite", "store.parquet"];

/// Every row of every table, sorted, with the table's name.
#[derive(Debug, PartialEq, Eq)]
pub struct Contents(pub Vec<(String, Row)>);

/// What the store at `path` holds; whatever lies about in it that does not belong to it is a failure.
pub fn contents(path: &Path) -> Contents {
    let ledger = if path.is_dir() { path.join("ledger.sqlite") } else { path.to_owned() };
    let database = Connection::open(&ledger).expect("a ledger");
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
    let mut rows = Vec::new();
    for table in TABLES.into_iter().filter(|table| table.name != "sources") {
        let of_table = if path.is_dir() { read::parts_of(path, table.name) } else { read::rows_of(&database, table.name) };
        rows.extend(of_table.into_iter().map(|row| (table.name.to_owned(), row)));
    }
    for mut row in read::rows_of(&database, "ledger") {
        row.retain(|column, _| !["read_at", "read_run", "first_run", "last_run"].contains(&column.as_str()));
        rows.push(("ledger".to_owned(), row));
    }
    if path.is_dir() {
        tidy(path, &database);
    } else {
        let broken: i64 = database.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("a check");
        assert_eq!(broken, 0, "foreign keys hold");
    }
    rows.sort();
    Contents(rows)
}

/// The files of a folder are those of the ledger and the package.
fn tidy(path: &Path, database: &Connection) {
    let mut listed: Vec<String> = read::rows_of(database, "ledger_files")
        .iter()
        .map(|row| {
            format!("{}/part-{:0>5}.parquet", row["table_name"].as_deref().expect("a table"), row["part"].as_deref().expect("a part"))
        })
        .collect();
    listed.sort();
    let files = walkdir::WalkDir::new(path).min_depth(1).into_iter().map(|entry| entry.expect("an entry"));
    let files = files.filter(|entry| entry.file_type().is_file() && entry.path().extension().is_some_and(|ending| ending == "parquet"));
    let mut found: Vec<String> =
        files.map(|entry| entry.path().strip_prefix(path).expect("inside").to_string_lossy().into_owned()).collect();
    found.sort();
    assert_eq!(found, listed, "no file but those of the ledger");
    let package = json(&fs::read_to_string(path.join("datapackage.json")).expect("a package"));
    let resources = package["resources"].as_array().expect("resources");
    let mut named: Vec<String> = resources
        .iter()
        .flat_map(|resource| resource["path"].as_array().expect("paths").iter().map(|path| path.as_str().expect("a path").to_owned()))
        .collect();
    named.sort();
    assert_eq!(named, listed, "the package names the files");
}

impl Contents {
    /// Rows of one table.
    pub fn of(&self, table: &str) -> Vec<&Row> {
        self.0.iter().filter(|(name, _)| name == table).map(|(_, row)| row).collect()
    }

    /// Says where two stores differ.
    pub fn assert_equals(&self, other: &Self, what: &str) {
        assert_eq!(self.0.len(), other.0.len(), "{what}: rows");
        for (a, b) in self.0.iter().zip(&other.0) {
            assert_eq!(a, b, "{what}");
        }
    }

    /// Name, outcome and state of each entry, by the last part of the path.
    pub fn entries(&self) -> Vec<(String, String, String)> {
        let text = |row: &Row, column: &str| row[column].clone().unwrap_or_default();
        let last = |path: String| path.rsplit('/').next().unwrap_or_default().to_owned();
        self.of("ledger").iter().map(|row| (last(text(row, "path")), text(row, "outcome"), text(row, "state"))).collect()
    }
}

/// The run's summary: the last line of standard output. Its numbers add up.
pub fn summary(run: &Run) -> Value {
    let line = run.text().lines().last().unwrap_or_else(|| panic!("a summary: {}", run.stderr));
    let summary = json(line);
    let number = |key: &str| summary[key].as_u64().unwrap_or_else(|| panic!("{key} in {line}"));
    assert_eq!(number("inputs"), number("stored") + number("unchanged") + number("skipped") + number("quarantined"), "{line}");
    assert_eq!(summary["exit_code"].as_i64(), run.code.map(i64::from), "{line}");
    summary
}

/// Numbers of a summary.
pub fn numbers<const N: usize>(summary: &Value, keys: [&str; N]) -> [u64; N] {
    keys.map(|key| summary[key].as_u64().expect("a number"))
}

/// Ingests in one go.
pub fn ingest(folder: &Folder, store: &str, more: &[&str]) -> Run {
    let (source, store) = (folder.name("in"), folder.name(store));
    let mut arguments = vec!["ingest", &source, "--into", &store, "--no-isolate"];
    arguments.extend(more);
    gongkai(arguments)
}

/// Sources of all kinds: documents, two of them alike, an archive with a name in GBK, what is none, and what fails.
pub fn sources(folder: &Folder) {
    for (n, path) in crate::run::corpus().into_iter().step_by(7).enumerate() {
        folder.file(&format!("in/{n:02}.txt"), fs::read(path).expect("a document"));
    }
    folder.file("in/twin-a.txt", FORM).file("in/sub/twin-b.txt", FORM);
    folder.file("in/empty.txt", "").file("in/readme.md", "about").file("in/picture.dat", b"\x89PNG\r\n\x1a\n0000");
    folder.file("in/archive.zip", archive());
    folder.file("in/broken.zip", &archive()[..200]);
}

/// A ZIP with stored members, one of them named in GBK without a mark.
fn archive() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in [("a.txt", other(2021)), ("XX.txt", other(2019)), ("twin.txt", FORM.to_owned())] {
        writer.start_file(name, options).expect("a member");
        std::io::Write::write_all(&mut writer, text.as_bytes()).expect("its bytes");
    }
    let mut bytes = writer.finish().expect("an archive").into_inner();
    // 表 in GBK, in the member's header and in the directory.
    for at in 0..bytes.len() - 2 {
        if &bytes[at..at + 2] == b"XX" {
            bytes[at..at + 2].copy_from_slice(b"\xb1\xed");
        }
    }
    bytes
}
