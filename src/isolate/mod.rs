//! Bytes of a document in, its record as a line of JSON out, whatever the document does to the process that reads it.
//!
//! Documents are read in worker processes, which are this same program, bounded in memory and time, and replaced when they
//! die: stack overflow, failed allocation and endless loops cannot be caught otherwise. Where the input is trusted they
//! are read in this process, by the same calls. Knows the library, and neither files nor the terminal.

pub mod findings;
mod frame;
mod here;
pub mod panics;
mod process;
mod watchdog;
mod worker;

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use gongkai::check::Language;
use gongkai::decode::Encoding;
use gongkai::grammar::{Grammars, SourceFile};
use gongkai::model::record::{Failure, Outcome, Source};
use gongkai::pipeline::{self, Options};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use here::{named, record};
use process::{Death, Process};
use watchdog::Watchdog;
pub use worker::serve;

/// Everything that decides how documents are read and written, in a form that can be sent to a worker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Setup {
    /// Name of the encoding, where it is known.
    pub encoding: Option<String>,
    /// Whether every value's place is wanted.
    pub provenance: bool,
    /// Documents of more bytes are refused.
    pub max_bytes: u64,
    /// Whether the JSON is indented for people.
    pub pretty: bool,
    /// Whether the findings are wanted instead of the record, and in which language.
    pub findings: Option<Language>,
    /// A user's own grammars.
    pub grammars: Vec<SourceFile>,
}

/// What one document may take.
#[derive(Debug, Clone, Copy)]
pub struct WorkerLimits {
    /// Bytes of address space of the process that reads it.
    pub memory: u64,
    /// Time from handing it over to having its record.
    pub timeout: Duration,
}

/// What became of one document.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Its record as JSON without a line end after it, or its [`findings::Findings`] where these are wanted.
    pub json: Vec<u8>,
    /// As in the record.
    pub outcome: Outcome,
    /// As in the record.
    pub error: Option<Failure>,
}

/// What a document goes by.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Name<'a> {
    /// `source.path`
    pub path: &'a str,
    /// `source.raw_name`
    pub raw_name: Option<&'a str>,
}

/// Reads documents; shared by the threads that hand them over, each of which has a worker of its own while it waits.
pub struct Workers {
    setup: Setup,
    place: Place,
}

enum Place {
    Here(Box<Options>),
    Processes { limits: WorkerLimits, watchdog: Watchdog, idle: Mutex<Vec<Process>>, program: process::Program },
}

impl Setup {
    /// The library's options.
    pub fn options(&self) -> Result<Options, String> {
        let grammars = Grammars::with(self.grammars.clone()).map_err(|error| error.to_string())?;
        let encoding = self.encoding.as_deref().map(str::parse::<Encoding>).transpose().map_err(|error| error.to_string())?;
        Ok(self.with(grammars, encoding))
    }

    /// The library's options with grammars that are compiled already.
    pub fn with(&self, grammars: Grammars, encoding: Option<Encoding>) -> Options {
        let provenance = self.provenance || self.findings.is_some();
        let checks = Some(self.findings.unwrap_or_default());
        Options { encoding, provenance, checks, max_bytes: self.max_bytes, ..Options::new(grammars) }
    }
}

impl Workers {
    /// Reads in worker processes. Each starts with the first document that finds no other idle, so nothing runs yet.
    pub fn isolated(setup: Setup, limits: WorkerLimits) -> Self {
        Self::of(process::Program::this(), setup, limits)
    }

    fn of(program: process::Program, setup: Setup, limits: WorkerLimits) -> Self {
        let place = Place::Processes { limits, watchdog: Watchdog::default(), idle: Mutex::default(), program };
        Self { setup, place }
    }

    /// Reads in this process, on the thread that asks.
    pub fn in_process(setup: Setup) -> Result<Self, String> {
        let place = Place::Here(Box::new(setup.options()?));
        Ok(Self { setup, place })
    }

    /// Reads one document. An error is none of the document: no worker could be started.
    pub fn read(&self, name: Name<'_>, bytes: &[u8]) -> io::Result<Reading> {
        match &self.place {
            Place::Here(options) => here::read(name, bytes, options, &self.setup),
            Place::Processes { limits, watchdog, idle, program } => loop {
                let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
                let mut process = waiting.map_or_else(|| Process::start(program, &self.setup, limits), Ok)?;
                let used = process.is_used();
                match process.read(name, bytes, watchdog, limits) {
                    Ok(reading) => {
                        idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
                        return Ok(reading);
                    }
                    // What earlier documents left behind, or somebody's kill, is not this document's fault.
                    Err(death) if used && !matches!(death, Death::TimedOut) => {}
                    Err(death) => return self.unread(name, Some(bytes), death.failure(limits), Outcome::Failed),
                }
            },
        }
    }

    /// The record of a document that was not read, for the reason given. `bytes` are what is known of it.
    pub fn unread(&self, name: Name<'_>, bytes: Option<&[u8]>, failure: Failure, outcome: Outcome) -> io::Result<Reading> {
        let source = Source {
            path: name.path.to_owned(),
            raw_name: name.raw_name.map(str::to_owned),
            sha256: bytes.map(|bytes| pipeline::hex(&Sha256::digest(bytes))),
            bytes: bytes.map(|bytes| bytes.len() as u64),
            ..Source::default()
        };
        here::written(pipeline::failed(source, failure, outcome), self.setup.pretty)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    const NAME: Name<'_> = Name { path: "a.zip!/表.txt", raw_name: None };

    /// Workers that are this shell script.
    fn workers(script: &str, timeout: Duration) -> Workers {
        let program = process::Program { path: "/bin/sh".into(), arguments: vec!["-c".into(), script.into()] };
        let setup = Setup { encoding: None, provenance: false, max_bytes: 1 << 20, pretty: false, findings: None, grammars: Vec::new() };
        Workers::of(program, setup, WorkerLimits { memory: 1 << 30, timeout })
    }

    fn error(script: &str) -> Failure {
        let reading = workers(script, Duration::from_secs(600)).read(NAME, b"bytes").expect("a shell");
        assert_eq!(reading.outcome, Outcome::Failed);
        let record: serde_json::Value = serde_json::from_slice(&reading.json).expect("JSON");
        assert_eq!((&record["source"]["path"], &record["source"]["bytes"]), (&"a.zip!/表.txt".into(), &5.into()));
        reading.error.expect("an error")
    }

    #[test]
    fn the_end_of_a_worker_says_what_its_document_did() {
        for (script, code, word) in [
            ("kill -SEGV $$", "crashed", "signal 11"),
            ("exit 3", "crashed", "3"),
            ("echo 'thread main has overflowed its stack' >&2; kill -ABRT $$", "crashed", "stack overflow"),
            ("echo 'memory allocation of 99 bytes failed' >&2; kill -ABRT $$", "out-of-memory", "--max-memory"),
            ("echo nonsense; exec cat >/dev/null", "crashed", "ends the process"),
        ] {
            let error = error(script);
            assert_eq!(error.code, code, "{script}");
            assert!(error.message.contains(word), "{}", error.message);
        }
    }

    #[test]
    fn a_worker_that_never_answers_is_given_up() {
        let reading = workers("exec tail -f /dev/null", Duration::from_millis(20)).read(NAME, &[b' '; 1 << 20]).expect("a shell");
        assert_eq!(reading.error.map(|error| error.code).as_deref(), Some("timed-out"));
    }

    #[test]
    fn a_worker_that_does_not_start_is_no_documents_fault() {
        let mut workers = workers("", Duration::from_secs(1));
        if let Place::Processes { program, .. } = &mut workers.place {
            program.path = "/nowhere/gongkai".into();
        }
        let error = workers.read(NAME, b"bytes").expect_err("nothing is there");
        assert!(error.to_string().contains("/nowhere/gongkai"), "{error}");
    }

    #[test]
    fn readings_in_this_process_are_the_same_calls() {
        let setup = Setup {
            encoding: Some("gbk".to_owned()),
            provenance: false,
            max_bytes: 1 << 20,
            pretty: true,
            findings: None,
            grammars: Vec::new(),
        };
        let reading = Workers::in_process(setup).expect("the grammars").read(NAME, b"text").expect("read");
        assert_eq!(reading.outcome, Outcome::Unknown);
        assert!(reading.json.starts_with(b"{\n"));
    }
}
