//! One document, and how documents are read: the arguments and steps that the commands share.

use std::path::PathBuf;

use clap::Args;
use gongkai::decode::{self, Encoding};
use gongkai::model::document::Document;
use gongkai::pipeline::Options;

use super::report::{self, Stop};
use super::{must_exist, size};
use crate::isolate::{Name, Setup, panics};
use crate::read::{self, Identity, Limits};

/// How documents are read.
#[derive(Debug, Args)]
pub struct Reading {
    /// The text's encoding, where you know it: utf-8, gb18030 (gbk), utf-16le, utf-16be, big5
    ///
    /// Without it, each document's encoding is found by itself.
    #[arg(long, value_name = "E")]
    pub encoding: Option<Encoding>,

    /// Refuse documents of more bytes (such as 500000, 64K, 16M, 1G)
    #[arg(long, value_name = "N", default_value = "256M", value_parser = size::bytes)]
    pub max_bytes: u64,
}

/// The one file that a command looks at.
#[derive(Debug, Args)]
pub struct One {
    /// A file, or - for standard input
    pub file: PathBuf,

    #[command(flatten)]
    pub reading: Reading,
}

/// One document with its bytes.
pub struct Loaded {
    path: String,
    raw_name: Option<String>,
    /// All of them.
    pub bytes: Vec<u8>,
}

impl Loaded {
    /// What it goes by.
    pub fn name(&self) -> Name<'_> {
        Name { path: &self.path, raw_name: self.raw_name.as_deref() }
    }
}

impl Reading {
    /// How a worker is to read.
    pub fn setup(&self) -> Setup {
        Setup {
            encoding: self.encoding.map(|encoding| encoding.name().to_owned()),
            provenance: false,
            max_bytes: self.max_bytes,
            pretty: false,
        }
    }

    /// The library's options.
    pub fn options(&self) -> Result<Options, Stop> {
        self.setup().options().map_err(Stop::Run)
    }

    /// What is not read; `outputs` are the files that this run writes.
    pub fn limits(&self, outputs: Vec<Identity>) -> Limits {
        Limits { max_bytes: self.max_bytes, outputs, ..Limits::default() }
    }
}

impl One {
    /// The file and its bytes.
    pub fn load(&self) -> Result<Loaded, Stop> {
        must_exist(&self.file)?;
        let shown = report::shown(&self.file.to_string_lossy());
        if self.file.is_dir() {
            return Err(Stop::Run(format!("{shown}: expected one file, found a folder")));
        }
        let Some(document) = read::documents(vec![self.file.clone()], self.reading.limits(Vec::new())).next() else {
            return Err(Stop::Run(format!("{shown}: expected one file, found none")));
        };
        let read::Document { path, raw_name, content, .. } = document;
        match content {
            Ok(bytes) => Ok(Loaded { path, raw_name, bytes }),
            Err(problem) => Err(Stop::Document(report::line(&path, &problem.message, problem.code))),
        }
    }

    /// The decoded document.
    pub fn decoded(&self) -> Result<Document, Stop> {
        let loaded = self.load()?;
        let refused = |message: &str, code: &str| Stop::Document(report::line(&loaded.path, message, code));
        let decoded =
            panics::caught(|| decode::decode(&loaded.bytes, self.reading.encoding)).map_err(|panic| refused(&panic, "internal-error"))?;
        decoded.map(|decoded| decoded.document).map_err(|refusal| refused(&refusal.message, refusal.code))
    }
}
