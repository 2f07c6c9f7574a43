//! `gongkai worker`: what other commands start to read documents in; nobody types it.

use std::process::ExitCode;

use clap::Args;

use super::report::Stop;
use crate::isolate;

/// Read documents for another gongkai (frames on standard input and output)
#[derive(Debug, Args)]
pub struct Worker {}

impl Worker {
    /// Serves until its input ends.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        isolate::serve().map_err(|error| Stop::Run(format!("expected messages of another gongkai, found: {error}")))?;
        Ok(ExitCode::SUCCESS)
    }
}
