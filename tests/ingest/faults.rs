//! A full disk, rights taken away, two runs at once: each is said, and the next run makes it good.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::run::{FORM, Folder, Run, command, gongkai, json};
use crate::store::{STORES, contents, ingest, other, sources, summary};

#[test]
fn a_full_disk_is_said_with_75_and_the_next_run_goes_on() {
    for store in STORES {
        let folder = Folder::new();
        sources(&folder);
        ingest(&folder, store, &["--batch", "3"]).ending(1);
        let expected = contents(&folder.path(store));
        let mut full = 0;
        for blocks in [0, 1, 20, 60, 120, 200, 300] {
            let store = format!("{blocks}-{store}");
            // The signal ignored, a write beyond the limit fails as on a full disk.
            let limited = Command::new("sh")
                .args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()])
                .arg(command().get_program())
                .args(["ingest", &folder.name("in"), "--into", &folder.name(&store), "--no-isolate", "--batch", "3"])
                .output();
            let run = Run::from(limited.expect("sh starts"));
            if run.code != Some(1) {
                assert_eq!(run.code, Some(75), "{blocks}: {} {}", run.text(), run.stderr);
                let told = json(run.text().lines().last().expect("a summary"));
                assert!(told["error"].is_string() && told["complete"] == false, "{told}");
                full += 1;
            }
            ingest(&folder, &store, &[]).ending(1);
            contents(&folder.path(&store)).assert_equals(&expected, &store);
        }
        assert!(full >= 3, "the disk was full {full} times");
    }
}

#[test]
fn a_second_run_on_a_busy_store_says_so_and_stops() {
    for store in STORES {
        let folder = Folder::new();
        folder.file("in/a.txt", FORM);
        let path = folder.name(store);
        // The first waits for its document.
        let mut first = command();
        first.args(["ingest", "-", "--into", &path, "--no-isolate"]);
        let first = first.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut first = first.expect("the program starts");
        let mut said = BufReader::new(first.stderr.take().expect("a pipe"));
        let mut line = String::new();
        said.read_line(&mut line).expect("an event");
        assert!(line.contains("started"), "{line}");
        let second = ingest(&folder, store, &[]).ending(75);
        assert!(second.stderr.contains("another run"), "{}", second.stderr);
        assert_eq!(gongkai(["ledger", &path]).ending(0).text(), "", "reading is free");
        first.stdin.take().expect("a pipe").write_all(FORM.as_bytes()).expect("its document");
        let ended = first.wait_with_output().expect("it ends");
        assert_eq!(ended.status.code(), Some(0));
        ingest(&folder, store, &[]).ending(0);
        let found = contents(&folder.path(store));
        assert_eq!((found.of("documents").len(), found.of("ledger").len()), (1, 2));
    }
}

/// The program, run by somebody without special rights; `None`, with a notice, where that cannot be.
fn unprivileged(folder: &Folder) -> Option<Vec<PathBuf>> {
    if !rustix::process::geteuid().is_root() {
        return Some(vec![command().get_program().into()]);
    }
    let probe = Command::new("setpriv").args(["--reuid=65534", "--regid=65534", "--clear-groups", "true"]).status();
    if !probe.is_ok_and(|status| status.success()) {
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "this test needs setpriv, or to run without special rights");
        eprintln!("skipped: run by root, and setpriv cannot give its rights up");
        return None;
    }
    // Where the program was built may not be open to everybody.
    let program = folder.path("gongkai");
    fs::copy(command().get_program(), &program).expect("a copy");
    fs::set_permissions(folder.path(""), Permissions::from_mode(0o777)).expect("rights");
    let give_up = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    Some(give_up.iter().map(PathBuf::from).chain([program]).collect())
}

#[test]
fn rights_taken_away_are_said_with_2_and_given_back_the_next_run_goes_on() {
    let folder = Folder::new();
    let Some(program) = unprivileged(&folder) else { return };
    folder.file("in/a.txt", FORM).file("in/b.txt", other(2020));
    let run = |store: &str| {
        let output = Command::new(&program[0])
            .args(&program[1..])
            .args(["ingest", &folder.name("in"), "--into", &folder.name(store), "--no-isolate"])
            .output();
        Run::from(output.expect("the program starts"))
    };
    let rights = |name: &str, mode: u32| fs::set_permissions(folder.path(name), Permissions::from_mode(mode)).expect("rights");
    for (store, place) in [("place/store.sqlite", "place"), ("tables.parquet", "tables.parquet")] {
        if place == "place" {
            fs::create_dir(folder.path(place)).expect("a folder");
            rights(place, 0o777);
        }
        // Unreadable documents are quarantined and read when they can be.
        rights("in/b.txt", 0o000);
        let told = summary(&run(store).ending(1));
        assert_eq!(told["quarantined"], 1);
        rights("in/b.txt", 0o644);
        let before = contents(&folder.path(store));
        for closed in if place == "place" { vec![place] } else { vec!["tables.parquet/documents", place] } {
            rights(closed, 0o555);
            let run = run(store).ending(2);
            assert!(
                run.stderr.contains("ermission denied") || run.stderr.contains("readonly") || run.stderr.contains("unable to open"),
                "{}",
                run.stderr
            );
            rights(closed, 0o777);
        }
        assert_eq!(before.of("documents").len(), 1);
        let told = summary(&run(store).ending(0));
        assert_eq!(told["quarantined"], 0, "{told}");
        assert_eq!(contents(&folder.path(store)).of("documents").len(), 2);
    }
}
