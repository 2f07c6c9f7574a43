//! One document, and how documents are read: the arguments and steps that the commands share.

use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::decode::{self, Encoding};
use gongkai::grammar::Grammars;
use gongkai::model::document::Document;
use gongkai::pipeline::Options;

use super::archives::Archives;
use super::grammars::folder::Folder;
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

    #[command(flatten)]
    pub archives: Archives,

    #[command(flatten)]
    pub folder: Folder,
}

/// The one file that a command looks at.
#[derive(Debug, Args)]
pub struct One {
    /// A file, - for standard input, or a member of an archive (a.zip!/folder/b.doc)
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
    pub fn setup(&self) -> Result<Setup, Stop> {
        Ok(Setup {
            encoding: self.encoding.map(|encoding| encoding.name().to_owned()),
            provenance: false,
            max_bytes: self.max_bytes,
            pretty: false,
            findings: None,
            grammars: self.folder.files()?,
        })
    }

    /// The library's options.
    pub fn options(&self) -> Result<Options, Stop> {
        let setup = self.setup()?;
        let grammars = Grammars::with(setup.grammars.clone()).map_err(Stop::Grammars)?;
        Ok(setup.with(grammars, self.encoding))
    }

    /// What is not read; `outputs` are the files that this run writes.
    pub fn limits(&self, outputs: Vec<Identity>) -> Limits {
        self.archives.limits(self.max_bytes, outputs)
    }
}

impl One {
    /// The file and its bytes.
    pub fn load(&self) -> Result<Loaded, Stop> {
        let read::Document { path, raw_name, content, .. } = self.document()?;
        match content {
            Ok(bytes) => Ok(Loaded { path, raw_name, bytes }),
            Err(problem) => Err(Stop::Document(report::line(&path, &problem.message, problem.code))),
        }
    }

    fn document(&self) -> Result<read::Document, Stop> {
        let given = self.file.to_string_lossy();
        let stop = |found: &str| Stop::Run(format!("{}: expected one file, found {found}", report::shown(&given)));
        let below = |path: &Path| read::documents(vec![path.to_owned()], self.reading.limits(Vec::new()));
        if let Some(archive) = archive_of(&self.file) {
            return below(&archive).find(|document| document.path == given).ok_or_else(|| stop("no such member of the archive"));
        }
        must_exist(&self.file)?;
        if self.file.is_dir() {
            return Err(stop("a folder"));
        }
        let mut documents = below(&self.file);
        match (documents.next(), documents.next()) {
            (Some(document), None) => Ok(document),
            (Some(first), Some(_)) => Err(stop(&format!("an archive; name a member of it, such as {}", report::shown(&first.path)))),
            (None, _) => Err(stop("none")),
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

/// The archive on disk that a path names a member of.
fn archive_of(path: &Path) -> Option<PathBuf> {
    let text = path.to_str().filter(|_| !path.exists())?;
    let archive = text.match_indices("!/").map(|(at, _)| Path::new(&text[..at])).find(|archive| archive.is_file());
    archive.map(Path::to_owned)
}
