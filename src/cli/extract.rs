//! `gongkai extract`: documents in, one JSON object each out, in the order of the paths.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use gongkai::model::record::{Outcome, Record};
use gongkai::pipeline::Options;

use super::one::{Reading, record};
use super::output::{self, Output};
use super::progress::Progress;
use super::report::{self, Stop, Tally};
use super::{must_exist, ordered};
use crate::read::{self, Entry, Limits, Problem};

/// Read documents and print one JSON object for each (JSON Lines)
///
/// Folders are read with everything below them, in the order of the paths' bytes; links are followed. The output is in
/// the order of the input, whatever --jobs is. Inside folders, hidden files and files that are no documents by their
/// name (readme, .json, .md, …) are skipped; pictures are skipped by their content. A path given by itself is read.
///
/// Documents that could not be read are named on standard error and counted in the summary, and the others go on;
/// --failures gives them, and the skipped ones, a record of their own: outcome "failed" or "skipped", "error" saying why.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Extract {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Write to FILE, which appears whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Indent the objects for people
    #[arg(long)]
    pretty: bool,

    /// Say where every value stands: code-point offsets of the text that `gongkai text` prints
    #[arg(long)]
    provenance: bool,

    /// Also print records of documents that failed or were skipped
    #[arg(long)]
    failures: bool,

    /// Documents read at a time [default: one for each processor]
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    reading: Reading,

    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,

    /// Show no progress bar on the terminal
    #[arg(long)]
    no_progress: bool,
}

const EXAMPLES: &str = "\
Examples:
  gongkai extract disclosures/ -o records.jsonl
  gongkai extract a.txt b.txt | jq '.projects[].name'
  curl -s https://example.org/form.txt | gongkai extract --pretty -
  gongkai extract --failures in/ | jq -r 'select(.error) | [.source.path, .error.code] | @tsv'

Exit codes: 0 all read, 1 some failed, 2 could not run (bad arguments, no such path, no documents,
output not writable).";

/// What one document leaves behind.
struct Done {
    outcome: Outcome,
    line: Vec<u8>,
    complaint: Option<String>,
}

impl Extract {
    /// Reads everything.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        self.check()?;
        let options = Options {
            provenance: self.provenance,
            ..self.reading.options()?
        };
        let limits = Limits {
            max_bytes: self.reading.max_bytes,
            outputs: output::identities(self.output.as_deref()),
        };
        let mut output = Output::to(self.output.as_deref())?;
        let progress = Progress::over(
            &self.paths,
            !self.quiet && !self.no_progress && !self.prints_on_terminal(),
        );
        let loaded = read::walk(&self.paths).map(|entry| {
            let content = entry.load(&limits);
            (content.as_ref().map_or(0, Vec::len), (entry, content))
        });
        let mut tally = Tally::default();
        let result = ordered::run(
            self.jobs(),
            loaded,
            |(entry, content)| self.one(&entry, content, &options),
            |done| self.take(done?, &mut tally, &mut output, &progress),
        );
        progress.finish();
        result?;
        if tally.is_empty() {
            return Err(Stop::Run(format!(
                "expected documents to read, found none in {}",
                self.places()
            )));
        }
        output.finish()?;
        if !self.quiet {
            report::note(&tally.summary());
        }
        Ok(tally.code())
    }

    fn check(&self) -> Result<(), Stop> {
        if self
            .paths
            .iter()
            .filter(|path| *path == Path::new("-"))
            .count()
            > 1
        {
            return Err(Stop::Run(
                "-: expected standard input once, found it several times".to_owned(),
            ));
        }
        self.paths.iter().try_for_each(|path| must_exist(path))
    }

    fn jobs(&self) -> usize {
        self.jobs
            .or_else(|| std::thread::available_parallelism().ok())
            .map_or(1, NonZeroUsize::get)
    }

    fn prints_on_terminal(&self) -> bool {
        self.output.is_none() && std::io::IsTerminal::is_terminal(&std::io::stdout())
    }

    fn places(&self) -> String {
        self.paths
            .iter()
            .map(|path| report::shown(&path.to_string_lossy()))
            .collect::<Vec<_>>()
            .join(", ")
    }

    fn one(
        &self,
        entry: &Entry,
        content: Result<Vec<u8>, Problem>,
        options: &Options,
    ) -> Result<Done, Stop> {
        let record = record(entry, content.as_deref().map_err(Clone::clone), options);
        let wanted = self.failures || !matches!(record.outcome, Outcome::Failed | Outcome::Skipped);
        let line = if wanted {
            self.written(&record)?
        } else {
            Vec::new()
        };
        let complaint = if record.outcome == Outcome::Failed {
            report::complaint(&record)
        } else {
            None
        };
        Ok(Done {
            outcome: record.outcome,
            line,
            complaint,
        })
    }

    fn written(&self, record: &Record) -> Result<Vec<u8>, Stop> {
        let json = if self.pretty {
            serde_json::to_vec_pretty(record)
        } else {
            serde_json::to_vec(record)
        };
        let mut line = json.map_err(|error| {
            Stop::Run(format!(
                "{}: expected to write its record, found: {error}",
                record.source.path
            ))
        })?;
        line.push(b'\n');
        Ok(line)
    }

    fn take(
        &self,
        done: Done,
        tally: &mut Tally,
        output: &mut Output,
        progress: &Progress,
    ) -> Result<(), Stop> {
        tally.count(done.outcome);
        if let Some(complaint) = done.complaint {
            progress.aside(|| report::error(&complaint));
        }
        progress.advance();
        output.write(&done.line)
    }
}
