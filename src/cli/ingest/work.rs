//! What is done with one document beside the others: it is hashed, looked up, and read if nobody knows it.

use std::sync::{Mutex, PoisonError};

use gongkai::model::record::Record;
use gongkai::pipeline::hex;
use gongkai::write::Trouble;
use sha2::{Digest, Sha256};

use super::{Again, Ingest};
use crate::cli::report::{Stop, shown};
use crate::cli::shard::Shard;
use crate::ingest::{Ended, Entry, Known, Ledger, Seen};
use crate::isolate::{Name, Workers};
use crate::read::Document;

/// What a document turned out to be.
pub enum Found {
    /// Another shard's.
    Elsewhere,
    /// Without bytes to read.
    Problem(Box<Entry>),
    /// Read before.
    Known(Seen, Ended),
    /// To be read, in a run that only says so.
    ToRead,
    /// Read now.
    Read(Seen, Box<Record>),
}

/// Why a run cannot go on.
pub enum Halt {
    /// The store.
    Store(Trouble),
    /// Anything else.
    Run(Stop),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Store(trouble)
    }
}

/// What the threads share.
pub struct Work<'a> {
    pub workers: Workers,
    /// The ledger as it was at the last commit; nothing is known where there is none.
    pub ledger: Option<Mutex<Ledger>>,
    pub reader: String,
    pub arguments: &'a Ingest,
}

impl Work<'_> {
    /// Looks at one document.
    pub fn one(&self, document: Document) -> Result<Found, Halt> {
        let Document { path, raw_name, content, .. } = document;
        let mut seen = Seen { path, raw_name, sha256: String::new(), bytes: None };
        let bytes = match content {
            Ok(bytes) => bytes,
            Err(problem) => {
                let mine = self.is_mine(&Sha256::digest(seen.path.as_bytes()));
                let entry = || Entry::problem(&seen, problem.skipped, problem.code, &problem.message);
                return Ok(if mine { Found::Problem(Box::new(entry())) } else { Found::Elsewhere });
            }
        };
        let digest = Sha256::digest(&bytes);
        if !self.is_mine(&digest) {
            return Ok(Found::Elsewhere);
        }
        seen.sha256 = hex(&digest);
        seen.bytes = Some(bytes.len() as u64);
        match self.is_known(&seen)? {
            Some(ended) => Ok(Found::Known(seen, ended)),
            None if self.arguments.dry_run => Ok(Found::ToRead),
            None => self.read(seen, &bytes),
        }
    }

    fn is_mine(&self, digest: &[u8]) -> bool {
        self.arguments.shard.as_ref().is_none_or(|shard: &Shard| shard.holds(digest))
    }

    /// What became of it when it was read before, unless it is to be read again.
    fn is_known(&self, seen: &Seen) -> Result<Option<Ended>, Halt> {
        let Some(ledger) = &self.ledger else { return Ok(None) };
        let known = ledger.lock().unwrap_or_else(PoisonError::into_inner).known(&seen.sha256, &self.reader)?;
        let again = |current: bool| match self.arguments.reprocess {
            None => false,
            Some(Again::Older) => !current,
            Some(Again::All) => true,
        };
        Ok(match known {
            Known::New => None,
            Known::Read { current } => (!again(current)).then_some(Ended::Unchanged),
            Known::Skipped { current } => (!again(current)).then_some(Ended::Skipped),
            Known::Failed { current } => (!self.arguments.retry && !again(current)).then_some(Ended::Quarantined),
        })
    }

    fn read(&self, seen: Seen, bytes: &[u8]) -> Result<Found, Halt> {
        let cannot = |what: &str, found: &dyn std::fmt::Display| {
            Halt::Run(Stop::Run(format!("{}: expected {what}, found: {found}", shown(&seen.path))))
        };
        let name = Name { path: &seen.path, raw_name: seen.raw_name.as_deref() };
        let reading = self.workers.read(name, bytes).map_err(|error| cannot("a worker process to read it", &error))?;
        let record = serde_json::from_slice(&reading.json).map_err(|error| cannot("a record from the worker", &error))?;
        Ok(Found::Read(seen, Box::new(record)))
    }
}
