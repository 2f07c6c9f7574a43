//! Runs the program and keeps what it said.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// What one run left behind.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub stdout: Vec<u8>,
    pub stderr: String,
}

impl Run {
    /// Standard output as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).expect("standard output is UTF-8")
    }

    /// Standard output as JSON Lines.
    pub fn records(&self) -> Vec<Value> {
        self.text().lines().map(json).collect()
    }

    /// Outcome and error code of each record, by the path's last part.
    pub fn ends(&self) -> Vec<(String, String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let last = |path: &Value| text(path).rsplit('/').next().unwrap_or_default().to_owned();
        let end = |record: &Value| {
            let (outcome, code) = (&record["outcome"], &record["error"]["code"]);
            (last(&record["source"]["path"]), text(outcome), text(code))
        };
        self.records().iter().map(end).collect()
    }

    /// Asserts the exit code, showing standard error where it differs.
    pub fn ending(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}", self.stderr);
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let stderr = String::from_utf8(output.stderr).expect("standard error is UTF-8");
        Self { code: output.status.code(), stdout: output.stdout, stderr }
    }
}

pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The program, to run from the repository's root.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    // A backtrace is the developer's, not part of what is said.
    command.env_remove("RUST_BACKTRACE").stdin(Stdio::null());
    command
}

/// Runs it with these arguments.
pub fn gongkai<I: IntoIterator<Item: AsRef<OsStr>>>(arguments: I) -> Run {
    let output = command().args(arguments).output();
    output.expect("the program starts").into()
}

/// Runs it with `input` on standard input.
pub fn gongkai_reading(input: &[u8], arguments: &[&str]) -> Run {
    let mut child = command();
    child.args(arguments).stdin(Stdio::piped());
    child.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(input).expect("the program reads its input");
    drop(pipe);
    child.wait_with_output().expect("the program ends").into()
}

/// A folder of the test's own.
pub struct Folder(TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    /// Its path, or that of something in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The same as an argument.
    pub fn name(&self, name: &str) -> String {
        self.path(name).to_str().expect("UTF-8").to_owned()
    }

    /// Writes a file, with the folders above it.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
        self
    }

    /// The names of everything directly in it.
    pub fn list(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

/// A form that is read without residue.
pub const FORM: &str = include_str!("../../corpus/korla/01-plain-school-repairs.txt");

/// Every document of the corpus.
pub fn corpus() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let paths = files.map(|entry| entry.expect("an entry").into_path());
    paths.filter(|path| path.extension() == Some(OsStr::new("txt"))).collect()
}
