//! `gongkai text`: the canonical text of one document.

use std::process::ExitCode;

use clap::Args;

use super::one::One;
use super::output::Output;
use super::report::Stop;

/// Print the text that offsets refer to, and nothing else
///
/// Whatever the container and encoding were: UTF-8, LF line ends, no byte-order mark. "start" and "end" in coverage,
/// diagnostics and provenance count Unicode code points of this text, from 0, "end" exclusive.
#[derive(Debug, Args)]
pub struct Text {
    #[command(flatten)]
    one: One,
}

impl Text {
    /// Prints it.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let document = self.one.decoded()?;
        let mut output = Output::to(None)?;
        output.write(document.text.as_bytes())?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}
