//! The output is in the order of the input: whatever the number of jobs, whatever the file system lists first.

use std::fs;

use crate::run::{FORM, Folder, corpus, gongkai, gongkai_reading};

#[test]
fn one_two_and_eight_jobs_give_the_same_bytes() {
    let run = |jobs: &str| gongkai(["extract", "--provenance", "--failures", "--jobs", jobs, "corpus"]).ending(0);
    let one = run("1");
    assert!(one.records().len() > 60);
    for jobs in ["2", "8"] {
        let more = run(jobs);
        assert!(more.stdout == one.stdout, "--jobs {jobs} differs");
        assert_eq!(more.stderr, one.stderr);
    }
}

#[test]
fn the_order_of_the_file_system_does_not_matter() {
    let copy = |reverse: bool| {
        let folder = Folder::new();
        let mut paths = corpus();
        if reverse {
            paths.reverse();
        }
        for path in paths {
            let name = path.file_name().expect("a name").to_string_lossy();
            folder.file(&name, fs::read(&path).expect("a document"));
        }
        let run = gongkai(["extract", &folder.name("")]).ending(0);
        run.text().replace(&folder.name(""), "")
    };
    assert!(copy(false) == copy(true));
}

#[test]
fn documents_are_sorted_by_the_bytes_of_their_paths() {
    let folder = Folder::new();
    for name in ["a.txt", "a/b.txt", "a-b.txt", "B.txt", "a/c/d.txt", "a/a.txt", "预.txt", "é.txt"] {
        folder.file(&format!("in/{name}"), FORM);
    }
    let run = gongkai(["extract", &folder.name("in")]).ending(0);
    let records = run.records();
    let paths: Vec<_> = records.iter().map(|r| r["source"]["path"].as_str()).collect();
    let mut sorted = paths.clone();
    sorted.sort();
    assert_eq!(paths, sorted);
    assert_eq!(paths.len(), 8);
}

#[test]
fn paths_come_as_given_and_in_the_given_order() {
    let folder = Folder::new();
    folder.file("in/x/a.txt", FORM).file("b.txt", FORM);
    let (within, file) = (folder.name("in/"), folder.name("b.txt"));
    let run = gongkai(["extract", &file, &within, &file]).ending(0);
    let records = run.records();
    let paths: Vec<_> = records.iter().map(|r| r["source"]["path"].as_str()).collect();
    let below = format!("{within}x/a.txt");
    assert_eq!(paths, [Some(&*file), Some(&*below), Some(&*file)]);
}

#[test]
fn standard_input_is_one_document_among_others() {
    let file = "corpus/korla/02-three-forms-water.txt";
    let run = gongkai_reading(FORM.as_bytes(), &["extract", file, "-"]).ending(0);
    let records = run.records();
    assert_eq!(records[0]["source"]["path"], file);
    assert_eq!(records[1]["source"]["path"], "-");
    assert_eq!(records[1]["layout"], "korla");
}
