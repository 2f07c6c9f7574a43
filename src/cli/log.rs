//! What scheduled runs say on standard error: one event on each line, for people or as JSON.

use clap::{Args, ValueEnum};
use tracing::Level;

/// How events are said.
#[derive(Debug, Args)]
pub struct Logging {
    /// Events on standard error as text or as JSON, one on each line
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    log_format: Format,

    /// Say more: an event for each document
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,

    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Logging {
    /// From now on.
    pub fn start(&self) {
        let level = match (self.verbose, self.quiet) {
            (true, _) => Level::DEBUG,
            (_, true) => Level::ERROR,
            _ => Level::INFO,
        };
        let events = tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(level).with_target(false);
        // Somebody who listens already hears it.
        let _ = match self.log_format {
            Format::Text => tracing::subscriber::set_global_default(events.with_ansi(false).finish()),
            Format::Json => tracing::subscriber::set_global_default(events.json().flatten_event(true).finish()),
        };
    }
}
