//! No document can end the run: what crashes, hangs or exhausts the memory of its worker fails, and the others are read.

use std::process::Stdio;

use crate::run::{FORM, Folder, command, gongkai};

#[test]
fn workers_and_this_process_give_the_same_bytes() {
    let isolated = gongkai(["extract", "--provenance", "--failures", "corpus"]).ending(0);
    let here = gongkai(["extract", "--provenance", "--failures", "--no-isolate", "corpus"]).ending(0);
    assert!(isolated.records().len() > 60);
    assert!(isolated.stdout == here.stdout, "--no-isolate differs");
    assert_eq!(isolated.stderr, here.stderr);
    let pretty = |more: &[&str]| gongkai([&["extract", "--pretty", "corpus/korla/01-plain-school-repairs.txt"], more].concat()).ending(0);
    assert_eq!(pretty(&[]).stdout, pretty(&["--no-isolate"]).stdout);
}

#[test]
fn a_document_that_needs_more_memory_than_it_may_fails_alone() {
    let folder = Folder::new();
    folder.file("a.txt", FORM).file("b.txt", FORM.repeat((150 << 20) / FORM.len())).file("c.txt", FORM);
    let run = gongkai(["extract", "--failures", "--jobs", "1", "--max-memory", "128M", &folder.name("")]).ending(1);
    let end = |name: &str, outcome: &str, code: &str| (name.to_owned(), outcome.to_owned(), code.to_owned());
    let expected = [end("a.txt", "complete", "-"), end("b.txt", "failed", "out-of-memory"), end("c.txt", "complete", "-")];
    assert_eq!(run.ends(), expected);
    assert!(run.stderr.contains("--max-memory"), "{}", run.stderr);
    let source = &run.records()[1]["source"];
    assert!(source["sha256"].as_str().is_some_and(|sum| sum.len() == 64), "it can be found again by its content");
}

#[test]
fn a_document_that_takes_too_long_fails_alone() {
    let folder = Folder::new();
    folder.file("a.txt", FORM.repeat((100 << 20) / FORM.len()));
    let run = gongkai(["extract", "--failures", "--timeout", "1ms", &folder.name("a.txt")]).ending(1);
    assert_eq!(run.ends(), [("a.txt".to_owned(), "failed".to_owned(), "timed-out".to_owned())]);
    assert!(run.stderr.contains("within 1ms"), "{}", run.stderr);
}

#[test]
fn limits_that_mean_nothing_are_refused() {
    for arguments in [&["--timeout", "0"][..], &["--max-memory", "1M"], &["--no-isolate", "--timeout", "5s"]] {
        gongkai([&["extract", "corpus"], arguments].concat()).ending(2);
    }
}

/// Workers of a running program, by the system's list of processes.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let entries = std::fs::read_dir("/proc").expect("processes");
    let number = |entry: std::io::Result<std::fs::DirEntry>| entry.ok()?.file_name().to_str()?.parse::<u32>().ok();
    let is_child = |pid: &u32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        let behind = stat.rsplit_once(") ").map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        behind.split(' ').nth(1).is_some_and(|found| found == parent.to_string())
    };
    entries.filter_map(number).filter(is_child).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_killed_worker_is_replaced_and_no_document_is_lost() {
    use std::io::{BufRead, BufReader};

    // Enough that records come out while documents are still read.
    let folder = Folder::new();
    for n in 0..400 {
        folder.file(&format!("in/{n:03}.txt"), FORM);
    }
    let mut child = command();
    child.args(["extract", "--jobs", "1", &folder.name("in")]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    // A full pipe stops the program in the middle, however slow this test is.
    assert!(lines.next().is_some_and(|line| line.is_ok()));
    let workers = children(child.id());
    assert_eq!(workers.len(), 1, "one job has one worker");
    kill(workers[0]);
    assert_eq!(lines.count(), 399, "the document under way was read again");
    assert!(child.wait().expect("it ends").success());
}

#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_a_killed_program() {
    use std::io::{BufRead, BufReader};
    use std::time::{Duration, Instant};

    let folder = Folder::new();
    // Half a minute of work, which nobody will wait for.
    folder.file("a.txt", FORM).file("b.txt", FORM.repeat((200 << 20) / FORM.len()));
    let mut child = command();
    child.args(["extract", "--jobs", "1", &folder.name("")]).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().expect("the program starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let workers = std::iter::repeat_with(|| children(child.id())).find(|workers| !workers.is_empty()).expect("a worker");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    assert!(lines.next().is_none_or(|line| line.is_ok()));
    let start = Instant::now();
    while runs(workers[0]) {
        assert!(start.elapsed() < Duration::from_secs(20), "worker {} goes on", workers[0]);
        std::thread::yield_now();
    }
}

/// Whether it is there and has not ended.
#[cfg(target_os = "linux")]
fn runs(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"));
    stat.is_ok_and(|stat| !stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z')))
}

#[cfg(target_os = "linux")]
fn kill(process: u32) {
    let killed = std::process::Command::new("kill").args(["-9", &process.to_string()]).status();
    assert!(killed.expect("kill").success());
}
