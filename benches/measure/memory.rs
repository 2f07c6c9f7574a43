//! Peak memory: this program run once more, to read the files and nothing else.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use gongkai::pipeline::Options;

use super::files::Files;
use super::whole;

/// The argument before the folder that the second program reads.
pub const READ: &str = "--read-only";

/// The highest resident memory in MB of a program that reads the files one by one; none where the system does not say.
pub fn peak(files: &Files) -> Option<f64> {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program).arg(READ).arg(files.folder.path()).output().expect("the program once more");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse::<f64>().ok().map(|kilobytes| kilobytes / 1000.0)
}

/// Reads everything in the folder and prints the highest resident memory in KB.
pub fn read(folder: &str, options: &Options) {
    let paths: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder of documents").map(|entry| entry.expect("a document").path()).collect();
    whole(&paths, options);
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("?");
    println!("{}", peak.trim().trim_end_matches(" kB"));
}
