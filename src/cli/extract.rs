//! `gongkai extract`: documents in, one JSON object each out, in the order of the paths.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::Args;
use gongkai::model::record::{Failure, Outcome};
use gongkai::write::Format;

use super::destination::{Destination, Written};
use super::isolation::Isolation;
use super::one::Reading;
use super::output;
use super::progress::Progress;
use super::report::{self, Stop, Tally};
use super::{must_exist, ordered};
use crate::isolate::{Name, Workers};
use crate::read::{self, Document, Identity};

/// Read documents and print one JSON object for each (JSON Lines)
///
/// Folders are read with everything below them, in the order of the paths' bytes; links are followed. The output is in
/// the order of the input, whatever --jobs is. Inside folders, hidden files and files that are no documents by their
/// name (readme, .json, .md, …) are skipped; pictures are skipped by their content. A path given by itself is read.
///
/// Archives (zip, tar, tar.gz, tar.xz, tar.zst, gz, xz, zst, 7z, told by their content) are read in place like folders,
/// also within one another: the path of a member is outer.zip!/inner.zip!/folder/name.doc.
///
/// Documents are read in worker processes, so that none can end the run: what crashes, exhausts --max-memory or exceeds
/// --timeout fails, and the others go on.
///
/// Documents that could not be read are named on standard error and counted in the summary, and the others go on;
/// --failures gives them, and the skipped ones, a record of their own: outcome "failed" or "skipped", "error" saying why.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Extract {
    /// Files, folders, archives, or - for standard input
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

    #[command(flatten)]
    isolation: Isolation,

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
  gongkai extract 2024.zip more.tar.gz -o records.jsonl
  gongkai extract a.txt b.txt | jq '.projects[].name'
  curl -s https://example.org/form.txt | gongkai extract --pretty -
  gongkai extract --failures in/ | jq -r 'select(.error) | [.source.path, .error.code] | @tsv'

Exit codes: 0 all read, 1 some failed, 2 could not run (bad arguments, no such path, no documents,
output not writable).";

/// What one document leaves behind.
struct Done {
    outcome: Outcome,
    written: Written,
    complaint: Option<String>,
    is_member: bool,
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
        let workers = self.isolation.workers(&self.reading, self.provenance, self.pretty)?;
        let documents = read::documents(self.paths.clone(), self.reading.limits(outputs));
        let documents = documents.map(|document| (document.content.as_ref().map_or(0, Vec::len), document));
        let progress = Progress::over(&self.paths, self.shows_progress());
        let mut tally = Tally::default();
        let ended = ordered::run(
            self.jobs(),
            documents,
            |document| self.one(document, &workers),
            |done| {
                let done = done?;
                tally.count(done.outcome);
                if let Some(complaint) = done.complaint {
                    progress.aside(|| report::error(&complaint));
                }
                progress.advance(done.is_member);
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

    fn one(&self, document: Document, workers: &Workers) -> Result<Done, Stop> {
        let Document { path, raw_name, content, .. } = document;
        let name = Name { path: &path, raw_name: raw_name.as_deref() };
        let reading = match content {
            Ok(bytes) => workers.read(name, &bytes),
            Err(problem) => {
                let outcome = if problem.skipped { Outcome::Skipped } else { Outcome::Failed };
                workers.unread(name, None, Failure { code: problem.code.to_owned(), message: problem.message }, outcome)
            }
        };
        let reading = reading.map_err(|error| {
            let path = report::shown(&path);
            Stop::Run(format!("{path}: expected a worker process to read it, found: {error}"))
        })?;
        let outcome = reading.outcome;
        let failure = reading.error.filter(|_| outcome == Outcome::Failed);
        let complaint = failure.map(|failure| report::line(&path, &failure.message, &failure.code));
        let unread = matches!(outcome, Outcome::Failed | Outcome::Skipped);
        let written = if unread && !self.failures { Written::Nothing } else { Written::of(self.format(), reading.json)? };
        Ok(Done { outcome, written, complaint, is_member: path.contains("!/") })
    }

    fn format(&self) -> Format {
        self.to.unwrap_or_else(|| self.output.as_deref().map_or(Format::Jsonl, Format::of_name))
    }
}
