//! An output of several files appears whole or not at all, is the same when it is written again, and replaces nothing
//! that is not its own.

use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{Folder, gongkai};

/// Every file below a folder with its bytes.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry"));
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().strip_prefix(folder).expect("inside").to_owned(), fs::read(entry.path()).expect("a file"))).collect()
}

#[test]
fn written_again_on_more_threads_it_is_the_same_byte_by_byte() {
    let folder = Folder::new();
    for name in ["out.parquet", "out.csv", "out.json", "out.sqlite"] {
        let target = folder.name(name);
        gongkai(["extract", "corpus", "--failures", "--jobs", "1", "-o", &target]).ending(0);
        let first = files(&folder.path(name));
        gongkai(["extract", "corpus", "--failures", "--jobs", "8", "-o", &target]).ending(0);
        let second = files(&folder.path(name));
        assert!(!first.is_empty());
        assert!(first == second, "{name} differs");
    }
    assert_eq!(folder.list(), ["out.csv", "out.json", "out.parquet", "out.sqlite"], "nothing is left beside them");
}

#[test]
fn a_folder_that_holds_something_else_is_refused_and_left_alone() {
    let folder = Folder::new();
    folder.file("mine/letter.txt", "dear");
    for to in ["parquet", "csv", "json"] {
        let run = gongkai(["extract", "corpus", "--to", to, "-o", &folder.name("mine")]).ending(2);
        assert!(run.stderr.contains("found letter.txt in it"), "{}", run.stderr);
    }
    let run = gongkai(["extract", "corpus", "--to", "sqlite", "-o", &folder.name("mine")]).ending(2);
    assert!(run.stderr.contains("expected a file or nothing"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(folder.path("mine/letter.txt")).expect("the letter"), "dear");
    assert_eq!(folder.list(), ["mine"]);
}

#[test]
fn what_an_earlier_run_wrote_is_not_read_as_documents() {
    let folder = Folder::new();
    folder.file("in/a.txt", crate::run::FORM);
    for _ in 0..2 {
        let run = gongkai(["extract", &folder.name("in"), "--to", "csv", "-o", &folder.name("in/tables")]).ending(0);
        assert!(run.stderr.starts_with("1 document read"), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_while_writing_leaves_what_stood_there() {
    for name in ["out.parquet", "out.csv", "out.sqlite"] {
        let folder = Folder::new();
        gongkai(["extract", "corpus/korla", "-o", &folder.name(name)]).ending(0);
        let before = files(&folder.path(name));
        // The system kills whoever writes a file of more than 8 blocks of 512 or 1024 bytes.
        let limited = std::process::Command::new("sh")
            .args(["-c", "ulimit -f 8; exec \"$0\" extract corpus -o \"$1\""])
            .arg(crate::run::command().get_program())
            .arg(folder.path(name))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        assert_ne!(limited.expect("sh starts").status.code(), Some(0));
        assert!(files(&folder.path(name)) == before, "{name} has changed");
    }
}
