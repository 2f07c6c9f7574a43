//! An ignored test of this program, run under callgrind: what each of its calls of `counted` cost.

use std::env;
use std::fs;
use std::hint::black_box;
use std::process::Command;

use gongkai::pipeline::{Options, extract};

/// Reads the documents and writes their records: everything that is counted, and nothing else is.
pub fn counted(documents: &[Vec<u8>], options: &Options) {
    toggled(documents, options);
}

/// Switches counting on while it runs. What dumps must be a function within: callgrind takes one such option for a function.
#[inline(never)]
fn toggled(documents: &[Vec<u8>], options: &Options) {
    dumped(documents, options);
    black_box(documents);
}

#[inline(never)]
fn dumped(documents: &[Vec<u8>], options: &Options) {
    let mut line = Vec::new();
    for document in documents {
        line.clear();
        serde_json::to_writer(&mut line, &extract(black_box(document), options)).expect("a line");
        black_box(&line);
    }
}

/// The instructions of each call of `counted` in the ignored test of that name; none where valgrind is not installed.
pub fn counts(test: &str) -> Option<Vec<u64>> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        let required = env::var("CI").is_ok_and(|value| value == "true");
        assert!(!required, "CI=true, but valgrind is not installed: expected it on the PATH");
        eprintln!("skipped: valgrind is not installed");
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder for counts");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*toggled*", "--dump-after=*dumped*"])
        .arg(format!("--callgrind-out-file={}/counts", folder.path().display()))
        .arg(env::current_exe().expect("this program"))
        .args(["--exact", test, "--ignored", "--test-threads=1"])
        // Variables stand on the stack: their number would move what is read.
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        .output()
        .expect("valgrind starts");
    assert!(output.status.success(), "{test} under callgrind: {}", String::from_utf8_lossy(&output.stderr));
    // Behind the numbered dumps stands one more, of what came after the last call.
    let dump = |nth: usize| fs::read_to_string(folder.path().join(format!("counts.{nth}"))).ok();
    let counts: Vec<u64> = (1..).map_while(dump).map(|dump| total(&dump)).collect();
    assert!(!counts.is_empty(), "callgrind saw no call in {test}: {}", String::from_utf8_lossy(&output.stderr));
    Some(counts)
}

fn total(dump: &str) -> u64 {
    let line = dump.lines().find_map(|line| line.strip_prefix("summary:").or(line.strip_prefix("totals:")));
    line.and_then(|count| count.trim().parse().ok()).unwrap_or_else(|| panic!("a dump of callgrind without its total: {dump}"))
}
