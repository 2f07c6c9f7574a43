//! Killed at any moment: the next run ends with the store of an undisturbed one, row for row.
//!
//! No clock decides when: a run dies after it has said so many bytes (its pipe holds little, so that it waits at that
//! place), or when a file it writes grows beyond so many blocks. Both come from a seed.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::process::{Command, ExitStatus, Stdio};

use crate::run::{Folder, command};
use crate::store::{Contents, contents, ingest, sources, summary};

/// Numbers that look random and are the same each time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn arguments(folder: &Folder, store: &str) -> Vec<String> {
    let fixed = ["--no-isolate", "--verbose", "--batch", "3", "--jobs", "2"].map(str::to_owned);
    ["ingest".to_owned(), folder.name("in"), "--into".to_owned(), folder.name(store)].into_iter().chain(fixed).collect()
}

/// Kills the run when it has said `bytes` bytes.
fn kill_after(bytes: u64, folder: &Folder, store: &str) -> ExitStatus {
    let mut child = command();
    let child = child.args(arguments(folder, store)).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program starts");
    let mut said = child.stderr.take().expect("a pipe");
    rustix::pipe::fcntl_setpipe_size(&said, 4096).expect("a small pipe");
    std::io::copy(&mut said.by_ref().take(bytes), &mut std::io::sink()).expect("what it says");
    child.kill().expect("it is killed");
    child.wait().expect("it ends")
}

/// Lets the run write no file of more than this many blocks; the system kills it at the first byte beyond.
fn kill_beyond(blocks: u64, folder: &Folder, store: &str) -> ExitStatus {
    let limited = Command::new("sh")
        .args(["-c", "ulimit -c 0; ulimit -f \"$0\"; exec \"$@\""])
        .arg(blocks.to_string())
        .arg(command().get_program())
        .args(arguments(folder, store))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    limited.expect("sh starts")
}

fn undisturbed(folder: &Folder, store: &str) -> (Contents, u64) {
    let run = ingest(folder, store, &["--verbose", "--batch", "3", "--jobs", "2"]).ending(1);
    (contents(&folder.path(store)), run.stderr.len() as u64)
}

/// 25 moments by what is said and 25 by what is written, each followed by a whole run; every fifth store is killed three
/// times over.
fn fifty_moments(store: &str, seed: u64, most_blocks: u64) {
    let folder = Folder::new();
    sources(&folder);
    let (expected, said) = undisturbed(&folder, store);
    let mut seed = Seed(seed);
    let mut killed = 0;
    for moment in 0..50 {
        let store = format!("{moment}-{store}");
        for _ in 0..if moment % 5 == 0 { 3 } else { 1 } {
            let status = match moment % 2 {
                0 => kill_after(seed.below(said), &folder, &store),
                _ => kill_beyond(seed.below(most_blocks), &folder, &store),
            };
            killed += u32::from(status.signal().is_some());
        }
        let told = summary(&ingest(&folder, &store, &["--batch", "5"]).ending(1));
        assert_eq!(told["complete"], true, "moment {moment}: {told}");
        contents(&folder.path(&store)).assert_equals(&expected, &format!("moment {moment}"));
    }
    assert!(killed >= 40, "{killed} runs were killed before their end");
}

#[test]
fn a_database_killed_at_fifty_moments_ends_as_if_undisturbed() {
    fifty_moments("store.sqlite", 20_260_501, 400);
}

#[test]
fn a_folder_of_parquet_killed_at_fifty_moments_ends_as_if_undisturbed() {
    fifty_moments("store.parquet", 20_260_502, 250);
}

#[test]
fn a_reprocessing_run_killed_while_it_replaces_ends_as_if_undisturbed() {
    for store in crate::store::STORES {
        let folder = Folder::new();
        sources(&folder);
        let (expected, said) = undisturbed(&folder, store);
        let mut seed = Seed(7);
        for _ in 0..6 {
            let mut child = command();
            child.args(arguments(&folder, store)).arg("--reprocess=all").stdout(Stdio::null()).stderr(Stdio::piped());
            let mut child = child.spawn().expect("the program starts");
            let mut pipe = child.stderr.take().expect("a pipe");
            rustix::pipe::fcntl_setpipe_size(&pipe, 4096).expect("a small pipe");
            std::io::copy(&mut pipe.by_ref().take(seed.below(said)), &mut std::io::sink()).expect("what it says");
            child.kill().expect("it is killed");
            child.wait().expect("it ends");
            ingest(&folder, store, &[]).ending(1);
            contents(&folder.path(store)).assert_equals(&expected, store);
        }
    }
}
