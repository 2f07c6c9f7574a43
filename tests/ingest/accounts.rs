//! One run: every name in the ledger, every document once, and numbers that add up.

use crate::run::{FORM, Folder, gongkai, json};
use crate::store::{STORES, contents, ingest, numbers, other, sources, summary};

#[test]
fn both_kinds_of_store_hold_the_rows_that_extract_gives() {
    let folder = Folder::new();
    sources(&folder);
    gongkai(["extract", "-q", &folder.name("in"), "-o", &folder.name("out.sqlite")]).ending(1);
    let expected = crate::read::common(crate::read::sqlite(&folder.path("out.sqlite")));
    for store in STORES {
        let run = ingest(&folder, store, &["--batch", "3"]).ending(1);
        summary(&run);
        let found = contents(&folder.path(store));
        for (table, rows) in expected.iter().filter(|(table, _)| **table != "sources") {
            let mut found: Vec<_> = found.of(table).into_iter().cloned().collect();
            found.iter_mut().for_each(|row| row.retain(|column, _| rows.iter().all(|row| row.contains_key(column))));
            let mut rows = rows.clone();
            rows.sort();
            assert_eq!(found, rows, "{store} {table}");
        }
    }
}

#[test]
fn every_name_is_in_the_ledger_with_what_became_of_it() {
    let folder = Folder::new();
    sources(&folder);
    for store in STORES {
        let told = summary(&ingest(&folder, store, &[]).ending(1));
        let store = contents(&folder.path(store));
        let entries = store.entries();
        assert_eq!(told["inputs"].as_u64(), Some(entries.len() as u64));
        let outcome = |name: &str| entries.iter().find(|entry| entry.0 == name).map(|entry| entry.1.as_str());
        assert_eq!(outcome("twin-a.txt"), Some("complete"));
        assert_eq!(
            (outcome("empty.txt"), outcome("readme.md"), outcome("picture.dat")),
            (Some("failed"), Some("skipped"), Some("skipped"))
        );
        // The name in GBK was decoded, and is kept as it was.
        let member = store.of("ledger").into_iter().find(|row| row["member"].as_deref() == Some("表.txt")).expect("the member");
        assert!(member["raw_name"].as_deref().is_some_and(|raw| raw.ends_with("\\xb1\\xed.txt")), "{member:?}");
        assert!(member["file"].as_deref().is_some_and(|file| file.ends_with("in/archive.zip")));
        let broken = store.of("ledger").into_iter().find(|row| row["path"].as_deref().is_some_and(|path| path.contains("broken.zip")));
        assert_eq!(broken.and_then(|row| row["outcome"].as_deref()), Some("failed"));
    }
}

#[test]
fn the_same_bytes_under_three_names_are_stored_once_and_listed_three_times() {
    let folder = Folder::new();
    sources(&folder);
    for store in STORES {
        let told = summary(&ingest(&folder, store, &[]).ending(1));
        let store = contents(&folder.path(store));
        let names = store.of("ledger").into_iter().filter(|row| row["path"].as_deref().is_some_and(|path| path.contains("twin")));
        let documents: Vec<_> = names.map(|row| row["sha256"].clone()).collect();
        assert_eq!(documents.len(), 3);
        assert!(documents.iter().all(|sha256| *sha256 == documents[0]));
        let stored = store.of("documents").into_iter().filter(|row| row["document_sha256"] == documents[0]).count();
        assert_eq!(stored, 1);
        let [stored, duplicates] = numbers(&told, ["stored", "duplicates"]);
        assert_eq!(store.of("documents").len() as u64, stored - duplicates);
        assert!(duplicates >= 2);
    }
}

#[test]
fn a_dry_run_says_what_would_be_read_and_writes_nothing() {
    let folder = Folder::new();
    sources(&folder);
    let dry = summary(&ingest(&folder, "store.sqlite", &["--dry-run"]));
    assert_eq!(folder.list(), ["in"], "no store, no lock");
    assert!(numbers(&dry, ["stored"])[0] > 5 && dry["dry_run"] == true);
    ingest(&folder, "store.sqlite", &[]).ending(1);
    let before = contents(&folder.path("store.sqlite"));
    folder.file("in/new.txt", other(2018));
    let dry = summary(&ingest(&folder, "store.sqlite", &["--dry-run"]).ending(1));
    assert_eq!(numbers(&dry, ["stored"]), [1]);
    contents(&folder.path("store.sqlite")).assert_equals(&before, "after the dry run");
}

#[test]
fn at_rest_a_database_is_one_file_that_needs_no_log() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM);
    for _ in 0..2 {
        ingest(&folder, "store.sqlite", &[]).ending(0);
        assert_eq!(folder.list(), ["in", "store.sqlite", "store.sqlite.lock"]);
        let bytes = std::fs::read(folder.path("store.sqlite")).expect("a database");
        assert_eq!(bytes[18..20], [1, 1], "readers need to write nothing beside it");
    }
}

#[test]
fn a_store_among_its_own_sources_is_no_input() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM);
    for store in ["in/store.sqlite", "in/tables"] {
        for expected in [[1, 1, 0], [1, 0, 1]] {
            let to: &[&str] = if store.ends_with("tables") { &["--to", "parquet"] } else { &[] };
            let told = summary(&ingest(&folder, store, to));
            let inputs = numbers(&told, ["inputs", "stored", "unchanged"]);
            // The other store is an input like any file.
            assert!(inputs[0] >= expected[0] && inputs[1..] == expected[1..], "{store}: {told}");
        }
        std::fs::rename(folder.path(store), folder.path("away")).expect("a store");
        let _ = std::fs::remove_file(folder.path("away"));
        let _ = std::fs::remove_dir_all(folder.path("away"));
        let _ = std::fs::remove_file(folder.path(&format!("{store}.lock")));
    }
}

#[test]
fn more_failures_than_allowed_end_the_run_with_3_and_keep_what_was_read() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM).file("in/b.txt", "").file("in/c.txt", "\0").file("in/d.txt", other(2020));
    for store in STORES {
        let told = summary(&ingest(&folder, store, &["--max-failures", "0"]).ending(3));
        assert_eq!(told["complete"], false);
        assert_eq!(contents(&folder.path(store)).of("documents").len(), 1);
        let told = summary(&ingest(&folder, store, &["--max-failures", "5"]).ending(1));
        assert_eq!(numbers(&told, ["inputs", "unchanged"]), [4, 1]);
        assert_eq!(contents(&folder.path(store)).of("documents").len(), 2);
    }
}

#[test]
fn what_is_no_store_is_not_written_to() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM).file("notes.sqlite", "not a database").file("folder/letter.txt", "dear");
    gongkai(["extract", &folder.name("in"), "-o", &folder.name("out.sqlite")]).ending(0);
    for store in ["notes.sqlite", "folder", "out.sqlite", "gone/store.sqlite"] {
        let run = ingest(&folder, store, &[]).ending(2);
        let told = json(run.text().lines().last().expect("a summary"));
        assert!(told["error"].as_str().is_some_and(|error| error.contains("expected")), "{told}");
        assert!(run.stderr.contains("ERROR"), "{}", run.stderr);
    }
    assert_eq!(std::fs::read_to_string(folder.path("notes.sqlite")).expect("the notes"), "not a database");
    ingest(&folder, "store.sqlite", &[]).ending(0);
    let run = gongkai(["extract", &folder.name("in"), "-o", &folder.name("store.sqlite")]).ending(2);
    assert!(run.stderr.contains("found a store"), "{}", run.stderr);
}
