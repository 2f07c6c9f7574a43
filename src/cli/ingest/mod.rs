//! `gongkai ingest`: what is new or changed goes into a store, exactly once, for runs that come by the clock.

mod own;
mod run;
mod work;

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::{Args, ValueEnum};

use super::isolation::Isolation;
use super::log;
use super::one::Reading;
use super::report::Stop;
use super::shard::Shard;
use crate::ingest::Kind;

/// Read what is new or changed into a store: a SQLite database or a folder of Parquet files
///
/// The store keeps a ledger of every name it has met, by path and SHA-256. A second run reads only what is new or changed;
/// the same bytes under two names are stored once and listed twice; names that are no more are marked. A run that is
/// killed leaves nothing half done: the next one takes up where the last commit was. One run at a time.
///
/// Documents that cannot be read are quarantined: listed in the ledger with their error, and read again with --retry.
/// The last line of standard output is the run's summary as JSON: inputs = stored + unchanged + skipped + quarantined.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Ingest {
    /// Files, folders and archives; with --retry those of the quarantined documents
    #[arg(value_name = "SOURCE", required_unless_present = "retry")]
    sources: Vec<PathBuf>,

    /// The store: NAME.sqlite, or NAME.parquet or NAME/ for a folder of Parquet files
    #[arg(long, value_name = "STORE")]
    into: PathBuf,

    /// What a new store is, whatever its name: sqlite or parquet
    #[arg(long, value_name = "FORMAT")]
    to: Option<To>,

    /// Also read again what an older version or older grammars read, or =all
    #[arg(long, value_name = "WHAT", num_args = 0..=1, require_equals = true, default_missing_value = "older")]
    reprocess: Option<Again>,

    /// Also read again what is quarantined
    #[arg(long)]
    retry: bool,

    /// Take only part I of N of the documents, by their content (from 0/N): one store for each part, merged later
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,

    /// Say what would be read, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Stop with exit code 3 when more than N documents are quarantined
    #[arg(long, value_name = "N")]
    max_failures: Option<u64>,

    /// Documents in one commit [default: 500; 10000 for Parquet]
    #[arg(long, value_name = "N")]
    batch: Option<NonZeroUsize>,

    /// Documents read at a time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    /// Keep the place of every value in the store
    #[arg(long)]
    provenance: bool,

    #[command(flatten)]
    reading: Reading,

    #[command(flatten)]
    isolation: Isolation,

    /// Also write the summary to FILE
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,

    /// Write Prometheus metrics to FILE (node_exporter textfile collector)
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,

    #[command(flatten)]
    log: log::Logging,

    /// Show no progress bar on the terminal
    #[arg(long)]
    no_progress: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai ingest /data/disclosures --into /data/gongkai.sqlite
  gongkai ingest inbox/*.zip --into tables.parquet --max-failures 100 --log-format json
  gongkai ingest --retry --into /data/gongkai.sqlite
  gongkai ingest /data --into part-$I.sqlite --shard $I/8
  gongkai merge part-*.sqlite --into all.sqlite

Exit codes: 0 all read, 1 some documents are quarantined, 2 could not run, 3 more quarantined than
--max-failures, 75 try again later (another run is at work on the store, or the disk is full).";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum To {
    Sqlite,
    Parquet,
}

/// What is read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Again {
    /// What another version or other grammars read.
    Older,
    /// Everything.
    All,
}

impl Ingest {
    /// Runs, and says how it ended, whatever happens.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        self.log.start();
        Ok(ExitCode::from(run::run(self)))
    }

    fn kind(&self) -> Kind {
        match self.to {
            Some(To::Parquet) => Kind::Parquet,
            Some(To::Sqlite) => Kind::Sqlite,
            None => Kind::of(&self.into),
        }
    }

    fn jobs(&self) -> usize {
        let jobs = self.jobs.or_else(|| available_parallelism().ok());
        jobs.map_or(1, NonZeroUsize::get)
    }

    fn batch(&self) -> usize {
        let usual = if self.kind() == Kind::Parquet { 10_000 } else { 500 };
        self.batch.map_or(usual, NonZeroUsize::get)
    }
}
