//! The same bytes give the same record: read twice, with and without provenance, in any order and on
//! any number of threads.

mod support;

use std::thread;

use support::corpus::{Document, documents};
use support::extract::{line, read, read_with_places};

/// The lines of all documents, read from the last to the first.
fn backwards(documents: &[Document]) -> Vec<String> {
    let mut lines: Vec<String> = documents.iter().rev().map(|document| line(&document.bytes, true)).collect();
    lines.reverse();
    lines
}

fn forwards(documents: &[Document]) -> Vec<String> {
    documents.iter().map(|document| line(&document.bytes, true)).collect()
}

fn assert_equal(documents: &[Document], expected: &[String], found: &[String]) {
    for ((document, a), b) in documents.iter().zip(expected).zip(found) {
        assert!(a == b, "{} is read differently", document.name);
    }
    assert_eq!(expected.len(), found.len());
}

#[test]
fn a_document_is_read_the_same_twice_and_in_any_order() {
    let documents = documents();
    let first = forwards(&documents);
    assert_equal(&documents, &first, &forwards(&documents));
    assert_equal(&documents, &first, &backwards(&documents));
}

#[test]
fn a_document_is_read_the_same_on_any_number_of_threads() {
    let documents = documents();
    let alone = forwards(&documents);
    for threads in [2, 8] {
        let share = documents.len().div_ceil(threads);
        let found: Vec<String> = thread::scope(|scope| {
            let workers: Vec<_> = documents.chunks(share).map(|part| scope.spawn(move || forwards(part))).collect();
            workers.into_iter().flat_map(|worker| worker.join().expect("no panic")).collect()
        });
        assert_equal(&documents, &alone, &found);
    }
}

#[test]
fn asking_for_provenance_changes_nothing_else() {
    for document in documents() {
        let without = read(&document.bytes);
        let mut with = read_with_places(&document.bytes);
        let places = with.as_object_mut().and_then(|record| record.remove("provenance"));
        assert!(places.is_some_and(|places| places.is_object()), "{} has no provenance", document.name);
        assert!(without == with, "{} is read differently with provenance", document.name);
        assert!(without.get("provenance").is_none(), "{} has provenance unasked", document.name);
    }
}
