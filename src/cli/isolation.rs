//! Whether documents are read in worker processes, and what each may take: the arguments that long runs share.

use std::time::Duration;

use clap::Args;
use gongkai::check::Language;
use gongkai::grammar::Grammars;

use super::one::Reading;
use super::report::Stop;
use super::size;
use crate::isolate::{Setup, WorkerLimits, Workers};

/// How documents are kept from ending the run.
#[derive(Debug, Args)]
pub struct Isolation {
    /// Give up on a document after this time (such as 500ms, 30s, 5m); it fails with "timed-out"
    #[arg(long, value_name = "T", default_value = "60s", value_parser = size::duration, conflicts_with = "no_isolate")]
    pub timeout: Duration,

    /// Memory that reading one document may take; beyond, it fails with "out-of-memory"
    #[arg(long, value_name = "N", default_value = "2G", value_parser = size::memory, conflicts_with = "no_isolate")]
    pub max_memory: u64,

    /// Read in this process: slightly faster, but a document that overflows the stack or exhausts the memory ends the run
    #[arg(long)]
    pub no_isolate: bool,
}

impl Isolation {
    /// What reads the documents.
    pub fn workers(&self, reading: &Reading, provenance: bool, pretty: bool) -> Result<Workers, Stop> {
        self.started(Setup { provenance, pretty, ..reading.setup()? })
    }

    /// What finds what is wrong in the documents.
    pub fn checkers(&self, reading: &Reading, language: Language) -> Result<Workers, Stop> {
        self.started(Setup { findings: Some(language), ..reading.setup()? })
    }

    fn started(&self, setup: Setup) -> Result<Workers, Stop> {
        if !setup.grammars.is_empty() {
            // What is wrong with them is said once, before anything is read.
            Grammars::with(setup.grammars.clone()).map_err(Stop::Grammars)?;
        }
        if self.no_isolate {
            return Workers::in_process(setup).map_err(Stop::Run);
        }
        Ok(Workers::isolated(setup, WorkerLimits { memory: self.max_memory, timeout: self.timeout }))
    }
}
