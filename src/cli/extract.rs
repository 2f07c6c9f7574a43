//! `gongkai extract`: documents in, one JSON object each out, in the order of the paths.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::Args;
use gongkai::model::record::{Outcome, Record};
use gongkai::pipeline::Options;
use gongkai::write::Format;

use super::destination::{Destination, Written};
use super::one::{Reading, record};
use super::output;
use super::progress::Progress;
use super::report::{self, Stop, Tally};
use super::{must_exist, ordered};
use crate::read::{self, Entry, Identity, Limits, Problem};

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

    /// Write to NAME, a file or a folder, which appears whole or not at all
    ///
    /// Its ending chooses the format: .json, .parquet and .csv name folders, .sqlite and .db a database, everything else
    /// a file of JSON Lines.
    #[arg(short, long, value_name = "NAME")]
    output: Option<PathBuf>,

    /// The format, whatever the name: jsonl, json (a file per document), parquet, sqlite, csv
    ///
    /// docs/tables.md describes the tables of the last three.
    #[arg(long, value_name = "FORMAT")]
    to: Option<Format>,

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
  gongkai extract disclosures/ -o records.sqlite
  gongkai extract disclosures/ --to parquet -o tables/
  gongkai extract a.txt b.txt | jq '.projects[].name'
  curl -s https://example.org/form.txt | gongkai extract --pretty -
  gongkai extract --failures in/ | jq -r 'select(.error) | [.source.path, .error.code] | @tsv'

Exit codes: 0 all read, 1 some failed, 2 could not run (bad arguments, no such path, no documents,
output not writable).";

type Content = Result<Vec<u8>, Problem>;

/// What one document leaves behind.
struct Done {
    outcome: Outcome,
    written: Written,
    complaint: Option<String>,
}

impl Extract {
    /// Reads everything.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let outputs = output::identities(self.output.as_deref());
        self.check(&outputs)?;
        let mut output = Destination::open(self.format(), self.output.as_deref())?;
        let tally = self.read(outputs, &mut output)?;
        if tally.is_empty() {
            let places = self.paths.iter().map(|path| path.to_string_lossy());
            let places = report::shown(&places.collect::<Vec<_>>().join(", "));
            let message = format!("{places}: expected documents to read, found none");
            return Err(Stop::Run(message));
        }
        output.finish()?;
        if !self.quiet {
            report::note(&tally.summary());
        }
        Ok(tally.code())
    }

    fn check(&self, outputs: &[Identity]) -> Result<(), Stop> {
        let standard = self.paths.iter().filter(|path| *path == Path::new("-"));
        if standard.count() > 1 {
            let message = "-: expected standard input once, found it several times";
            return Err(Stop::Run(message.to_owned()));
        }
        for path in &self.paths {
            must_exist(path)?;
            let found = std::fs::metadata(path).ok();
            let file = found.and_then(|found| Identity::of(&found));
            // What is named as both would be lost.
            if file.is_some_and(|file| outputs.contains(&file)) {
                let path = report::shown(&path.to_string_lossy());
                let message = "expected another file to write to, found the document to read";
                return Err(Stop::Run(format!("{path}: {message}")));
            }
        }
        Ok(())
    }

    /// Reads the documents and writes their records.
    fn read(&self, outputs: Vec<Identity>, output: &mut Destination) -> Result<Tally, Stop> {
        let mut options = self.reading.options()?;
        options.provenance = self.provenance;
        let max_bytes = self.reading.max_bytes;
        let limits = Limits { max_bytes, outputs };
        let loaded = read::walk(self.paths.clone()).map(|entry| {
            let content = entry.load(&limits);
            (content.as_ref().map_or(0, Vec::len), (entry, content))
        });
        let progress = Progress::over(&self.paths, self.shows_progress());
        let mut tally = Tally::default();
        let ended = ordered::run(
            self.jobs(),
            loaded,
            |(entry, content)| self.one(&entry, content, &options),
            |done| {
                let done = done?;
                tally.count(done.outcome);
                if let Some(complaint) = done.complaint {
                    progress.aside(|| report::error(&complaint));
                }
                progress.advance();
                output.write(&done.written)
            },
        );
        progress.finish();
        ended.map(|()| tally)
    }

    fn jobs(&self) -> usize {
        let jobs = self.jobs.or_else(|| available_parallelism().ok());
        jobs.map_or(1, NonZeroUsize::get)
    }

    fn shows_progress(&self) -> bool {
        // On a terminal the records themselves show how far it is.
        let records_show = self.output.is_none() && std::io::stdout().is_terminal();
        !self.quiet && !self.no_progress && !records_show
    }

    fn one(&self, entry: &Entry, content: Content, options: &Options) -> Result<Done, Stop> {
        let record = record(entry, content.as_deref().map_err(Clone::clone), options);
        let outcome = record.outcome;
        let unread = matches!(outcome, Outcome::Failed | Outcome::Skipped);
        let complaint = report::complaint(&record).filter(|_| outcome == Outcome::Failed);
        let written = match self.format() {
            _ if unread && !self.failures => Written::Nothing,
            Format::Jsonl => Written::Line(self.line(&record).map_err(|error| {
                let path = report::shown(&entry.path);
                Stop::Run(format!("{path}: expected to write its record: {error}"))
            })?),
            _ => Written::Record(Box::new(record)),
        };
        Ok(Done { outcome, written, complaint })
    }

    fn format(&self) -> Format {
        self.to.unwrap_or_else(|| self.output.as_deref().map_or(Format::Jsonl, Format::of_name))
    }

    fn line(&self, record: &Record) -> serde_json::Result<Vec<u8>> {
        let mut line = match self.pretty {
            true => serde_json::to_vec_pretty(record)?,
            false => serde_json::to_vec(record)?,
        };
        line.push(b'\n');
        Ok(line)
    }
}
