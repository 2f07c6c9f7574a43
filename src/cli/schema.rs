//! `gongkai schema`: the JSON Schema of the records.

use std::process::ExitCode;

use clap::Args;

use super::output::Output;
use super::report::Stop;

/// Print the JSON Schema (2020-12) that every record satisfies
///
/// Generated from the types that the records are written from. Every key is always present, but "provenance" only where
/// it was asked for; what a document does not say is null or [].
#[derive(Debug, Args)]
pub struct Schema {}

impl Schema {
    /// Prints it.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let schema = gongkai::model::schema::record();
        let mut output = Output::to(None)?;
        output.write(format!("{schema:#}\n").as_bytes())?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}
