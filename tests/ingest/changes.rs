//! One run after the other: only what is new or changed is read; what is gone is marked; what failed is read again when
//! asked.

use std::fs;

use crate::run::{FORM, Folder, gongkai};
use crate::store::{STORES, contents, ingest, numbers, other, sources, summary};

fn database(folder: &Folder, store: &str) -> rusqlite::Connection {
    let path = folder.path(store);
    rusqlite::Connection::open(if path.is_dir() { path.join("ledger.sqlite") } else { path }).expect("a ledger")
}

#[test]
fn a_second_run_reads_nothing_and_changes_nothing() {
    let folder = Folder::new();
    sources(&folder);
    for store in STORES {
        let first = summary(&ingest(&folder, store, &[]).ending(1));
        let before = contents(&folder.path(store));
        let second = summary(&ingest(&folder, store, &[]).ending(1));
        assert_eq!(numbers(&second, ["stored", "unchanged"]), [0, numbers(&first, ["stored"])[0]]);
        assert_eq!(numbers(&second, ["inputs", "skipped", "quarantined"]), numbers(&first, ["inputs", "skipped", "quarantined"]));
        contents(&folder.path(store)).assert_equals(&before, store);
    }
}

#[test]
fn changed_bytes_are_a_new_document_and_the_old_one_stays_marked_as_replaced() {
    let folder = Folder::new();
    for store in STORES {
        folder.file("in/a.txt", FORM).file("in/b.txt", other(2020));
        ingest(&folder, store, &[]).ending(0);
        folder.file("in/a.txt", other(2021));
        let told = summary(&ingest(&folder, store, &[]).ending(0));
        assert_eq!(numbers(&told, ["stored", "unchanged", "disappeared"]), [1, 1, 0]);
        let found = contents(&folder.path(store));
        let mut states: Vec<_> = found.entries().into_iter().map(|(name, _, state)| format!("{name} {state}")).collect();
        states.sort();
        assert_eq!(states, ["a.txt present", "a.txt replaced", "b.txt present"]);
        assert_eq!(found.of("documents").len(), 3);
    }
}

#[test]
fn what_disappeared_is_marked_and_comes_back() {
    let folder = Folder::new();
    for store in STORES {
        sources(&folder);
        ingest(&folder, store, &[]).ending(1);
        let whole = contents(&folder.path(store));
        fs::rename(folder.path("in/archive.zip"), folder.path("away")).expect("a file");
        let told = summary(&ingest(&folder, store, &[]).ending(1));
        assert_eq!(numbers(&told, ["disappeared", "stored"]), [3, 0]);
        let found = contents(&folder.path(store));
        assert_eq!(found.of("documents"), whole.of("documents"), "nothing is deleted");
        assert_eq!(found.entries().iter().filter(|entry| entry.2 == "disappeared").count(), 3);
        // A run over something else says nothing of it.
        folder.file("other/x.txt", FORM);
        gongkai(["ingest", &folder.name("other/x.txt"), "--into", &folder.name(store), "--no-isolate"]).ending(0);
        fs::rename(folder.path("away"), folder.path("in/archive.zip")).expect("a file");
        ingest(&folder, store, &[]).ending(1);
        let back = contents(&folder.path(store));
        assert_eq!(back.entries().iter().filter(|entry| entry.2 == "disappeared").count(), 0);
        assert_eq!(back.of("ledger").len(), whole.of("ledger").len() + 1);
    }
}

#[test]
fn an_empty_folder_is_taken_for_a_disk_that_is_not_there() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM);
    ingest(&folder, "store.sqlite", &[]).ending(0);
    fs::remove_file(folder.path("in/a.txt")).expect("a file");
    let run = ingest(&folder, "store.sqlite", &[]).ending(2);
    assert!(run.stderr.contains("found none"), "{}", run.stderr);
    assert_eq!(contents(&folder.path("store.sqlite")).entries()[0].2, "present");
}

#[test]
fn members_of_an_archive_that_cannot_be_opened_are_not_taken_for_gone() {
    let folder = Folder::new();
    sources(&folder);
    ingest(&folder, "store.sqlite", &[]).ending(1);
    folder.file("in/archive.zip", "PK\x03\x04 and nothing more of it");
    let told = summary(&ingest(&folder, "store.sqlite", &[]).ending(1));
    assert_eq!(numbers(&told, ["disappeared"]), [0], "{told}");
}

#[test]
fn what_an_older_version_read_is_read_again_when_asked() {
    let folder = Folder::new();
    sources(&folder);
    for store in STORES {
        ingest(&folder, store, &["--batch", "4"]).ending(1);
        let expected = contents(&folder.path(store));
        // As if an older version had read half of it.
        database(&folder, store).execute("UPDATE ledger SET reader = '0.0.1-old' WHERE sha256 < '8'", []).expect("an update");
        let told = summary(&ingest(&folder, store, &[]).ending(1));
        assert_eq!(numbers(&told, ["stored"]), [0]);
        let told = summary(&ingest(&folder, store, &["--reprocess", "--batch", "4"]).ending(1));
        let [stored, unchanged] = numbers(&told, ["stored", "unchanged"]);
        assert!(stored > 0 && unchanged > 0, "{told}");
        contents(&folder.path(store)).assert_equals(&expected, "reprocessed");
        let told = summary(&ingest(&folder, store, &["--reprocess=all"]).ending(1));
        // Of the same bytes under several names one is read.
        let [stored, unchanged] = numbers(&told, ["stored", "unchanged"]);
        assert!(stored > unchanged && stored == contents(&folder.path(store)).of("documents").len() as u64, "{told}");
        contents(&folder.path(store)).assert_equals(&expected, "reprocessed once more");
    }
}

#[test]
fn a_document_that_takes_too_long_is_quarantined_and_stored_when_it_is_retried() {
    let folder = Folder::new();
    folder.file("in/long.txt", FORM.repeat(600)).file("in/short.txt", "");
    for store in STORES {
        let (source, store) = (folder.name("in"), folder.name(store));
        let told = summary(&gongkai(["ingest", &source, "--into", &store, "--timeout", "1ms"]).ending(1));
        assert_eq!(numbers(&told, ["quarantined"]), [2]);
        let listed = gongkai(["ledger", &store, "--outcome", "failed", "--json"]).ending(0);
        assert_eq!(listed.records()[0]["error_code"], "timed-out");
        let told = summary(&gongkai(["ingest", &source, "--into", &store]).ending(1));
        assert_eq!(numbers(&told, ["quarantined"]), [2], "it is not tried again unasked");
        let told = summary(&gongkai(["ingest", "--retry", "--into", &store]).ending(1));
        assert_eq!(numbers(&told, ["stored", "quarantined"]), [1, 1]);
        assert_eq!(contents(std::path::Path::new(&store)).of("documents").len(), 1);
    }
}
