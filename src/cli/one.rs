//! One document, and how documents are read: the arguments and steps that the commands share.

use std::path::PathBuf;

use clap::Args;
use gongkai::decode::{self, Encoding};
use gongkai::model::document::Document;
use gongkai::model::record::{Failure, Outcome, Record, Source};
use gongkai::pipeline::{self, Options};

use super::grammars::folder::Folder;
use super::report::{self, Stop};
use super::{must_exist, panics, size};
use crate::read::{self, Entry, Limits, Problem};

/// How documents are read.
#[derive(Debug, Args)]
pub struct Reading {
    /// The text's encoding, where you know it: utf-8, gb18030 (gbk), utf-16le, utf-16be, big5
    ///
    /// Without it, each document's encoding is found by itself.
    #[arg(long, value_name = "E")]
    pub encoding: Option<Encoding>,

    /// Refuse documents of more bytes (such as 500000, 64K, 16M, 1G)
    #[arg(long, value_name = "N", default_value = "1G", value_parser = size::bytes)]
    pub max_bytes: u64,

    #[command(flatten)]
    pub folder: Folder,
}

/// The one file that a command looks at.
#[derive(Debug, Args)]
pub struct One {
    /// A file, or - for standard input
    pub file: PathBuf,

    #[command(flatten)]
    pub reading: Reading,
}

impl Reading {
    /// The library's options.
    pub fn options(&self) -> Result<Options, Stop> {
        let grammars = self.folder.load()?;
        Ok(Options { encoding: self.encoding, max_bytes: self.max_bytes, ..Options::new(grammars) })
    }
}

impl One {
    /// The file and its bytes.
    pub fn load(&self) -> Result<(Entry, Vec<u8>), Stop> {
        must_exist(&self.file)?;
        let shown = report::shown(&self.file.to_string_lossy());
        if self.file.is_dir() {
            return Err(Stop::Run(format!("{shown}: expected one file, found a folder")));
        }
        let Some(entry) = read::walk(vec![self.file.clone()]).next() else {
            return Err(Stop::Run(format!("{shown}: expected one file, found none")));
        };
        match entry.load(&Limits { max_bytes: self.reading.max_bytes, outputs: Vec::new() }) {
            Ok(bytes) => Ok((entry, bytes)),
            Err(problem) => Err(Stop::Document(report::line(&entry.path, &problem.message, problem.code))),
        }
    }

    /// The decoded document.
    pub fn decoded(&self) -> Result<Document, Stop> {
        let (entry, bytes) = self.load()?;
        let refused = |message: &str, code: &str| Stop::Document(report::line(&entry.path, message, code));
        let decoded =
            panics::caught(|| decode::decode(&bytes, self.reading.encoding)).map_err(|panic| refused(&panic, "internal-error"))?;
        decoded.map(|decoded| decoded.document).map_err(|refusal| refused(&refusal.message, refusal.code))
    }
}

/// The record of one entry, whatever became of it.
pub fn record(entry: &Entry, content: Result<&[u8], Problem>, options: &Options) -> Record {
    let record = match content {
        Ok(bytes) => located(pipeline::extract(bytes, options)),
        Err(problem) => {
            let outcome = if problem.skipped { Outcome::Skipped } else { Outcome::Failed };
            pipeline::failed(Source::default(), Failure { code: problem.code.to_owned(), message: problem.message }, outcome)
        }
    };
    named(record, entry)
}

/// The record with the name of its document.
pub fn named(mut record: Record, entry: &Entry) -> Record {
    record.source.path.clone_from(&entry.path);
    record.source.raw_name.clone_from(&entry.raw_name);
    record
}

/// A panic is worth little without its place, which only the command's hook knows.
fn located(record: Record) -> Record {
    match (&record.error, panics::place()) {
        (Some(failure), Some(place)) if failure.code == "internal-error" => {
            let failure = Failure { message: format!("{} at {place}", failure.message), ..failure.clone() };
            pipeline::failed(record.source, failure, Outcome::Failed)
        }
        _ => record,
    }
}
