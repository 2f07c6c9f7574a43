//! One run from the first source to the summary.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Instant;

use gongkai::grammar::Grammars;
use gongkai::pipeline::{VERSION, hex};
use gongkai::write::{Nature, place};
use sha2::{Digest, Sha256};
use tracing::{debug, error, info, warn};

use super::Ingest;
use super::own::Own;
use super::work::{Found, Halt, Work};
use crate::cli::progress::Progress;
use crate::cli::report::{Stop, shown};
use crate::cli::{must_exist, ordered, output};
use crate::ingest::{Ended, Entry, Ledger, Seen, Store, Summary};
use crate::read;

/// Exit codes.
const QUARANTINED: u8 = 1;
const NOT_RUN: u8 = 2;
const TOO_MANY: u8 = 3;
const LATER: u8 = 75;

/// Runs and tells; the exit code.
pub fn run(arguments: &Ingest) -> u8 {
    let started = Instant::now();
    let mut run = Run { arguments, summary: Summary { dry_run: arguments.dry_run, ..Summary::default() }, enough: false, uncommitted: 0 };
    let ended = run.all();
    let mut summary = run.summary;
    summary.seconds = started.elapsed().as_secs();
    summary.exit_code = match &ended {
        Err(halt) => code(halt),
        Ok(()) if run.enough => TOO_MANY,
        Ok(()) => {
            if summary.quarantined > 0 {
                QUARANTINED
            } else {
                0
            }
        }
    };
    if let Err(halt) = ended {
        let message = said(halt);
        error!("{message}");
        summary.error = Some(message);
    }
    summary.complete = summary.error.is_none() && !run.enough;
    tell(arguments, &mut summary);
    summary.exit_code
}

fn code(halt: &Halt) -> u8 {
    match halt {
        Halt::Store(trouble) if matches!(trouble.nature, Nature::Full | Nature::Busy) => LATER,
        _ => NOT_RUN,
    }
}

fn said(halt: Halt) -> String {
    match halt {
        Halt::Store(trouble) => shown(&trouble.to_string()),
        Halt::Run(Stop::Run(message) | Stop::Document(message)) => message,
        Halt::Run(Stop::Grammars(error) | Stop::Unsound(error)) => error.to_string(),
        Halt::Run(Stop::ReaderGone) => "expected a reader, found none".to_owned(),
    }
}

/// The summary, wherever it is wanted; last of all on standard output.
fn tell(arguments: &Ingest, summary: &mut Summary) {
    let now = std::time::UNIX_EPOCH.elapsed().map_or(0, |time| time.as_secs());
    let texts = [(&arguments.summary, summary.line() + "\n"), (&arguments.metrics, summary.metrics(now))];
    for (path, text) in texts.iter().filter_map(|(path, text)| Some((path.as_deref()?, text))) {
        if let Err(error) = place::write_file(path, text.as_bytes()) {
            error!("{}: expected to write it, found: {error}", path.display());
            summary.exit_code = summary.exit_code.max(NOT_RUN);
        }
    }
    // Who does not read it has the exit code.
    let _ = writeln!(std::io::stdout(), "{}", summary.line());
}

struct Run<'a> {
    arguments: &'a Ingest,
    summary: Summary,
    /// More documents were quarantined than the run may have.
    enough: bool,
    uncommitted: usize,
}

impl Run<'_> {
    fn all(&mut self) -> Result<(), Halt> {
        let arguments = self.arguments;
        let sources = self.sources()?;
        let reader = reader(&arguments.reading.options().map_err(Halt::Run)?.grammars);
        let mut store = None;
        if !arguments.dry_run {
            let mut opened = Store::open(&arguments.into, arguments.kind())?;
            opened.start_run(&reader)?;
            self.summary.run = opened.run();
            store = Some(opened);
        }
        // Asked again: the store may have been made just now.
        let ledger = Ledger::of(&arguments.into)?.map(Mutex::new);
        info!(store = %arguments.into.display(), run = self.summary.run, "started");
        let workers = arguments.isolation.workers(&arguments.reading, arguments.provenance, false).map_err(Halt::Run)?;
        self.read(&sources, &Work { workers, ledger, reader, arguments }, &mut store)?;
        if let Some(store) = store {
            self.finish(store, &sources)?;
        }
        Ok(())
    }

    /// What is read: the sources given, or the files of what is quarantined.
    fn sources(&self) -> Result<Vec<PathBuf>, Halt> {
        if !self.arguments.sources.is_empty() {
            for source in &self.arguments.sources {
                must_exist(source).map_err(Halt::Run)?;
            }
            return Ok(self.arguments.sources.clone());
        }
        let files = match Ledger::of(&self.arguments.into)? {
            Some(ledger) => ledger.quarantined_files()?,
            None => Vec::new(),
        };
        Ok(files.into_iter().map(PathBuf::from).collect())
    }

    fn read(&mut self, sources: &[PathBuf], work: &Work<'_>, store: &mut Option<Store>) -> Result<(), Halt> {
        let arguments = self.arguments;
        let own = Own::of(&arguments.into, sources);
        let limits = arguments.reading.limits(output::identities(None));
        let documents = read::documents(sources.to_vec(), limits).filter(|document| !own.holds(&document.path));
        let documents = documents.map(|document| (document.content.as_ref().map_or(0, Vec::len), document));
        let progress = Progress::over(sources, !arguments.no_progress && !arguments.log.quiet);
        let mut halted = None;
        let ended = ordered::run(
            arguments.jobs(),
            documents,
            |document| (document.path.contains("!/"), work.one(document)),
            |(is_member, found)| {
                progress.advance(is_member);
                let taken = found.and_then(|found| progress.aside(|| self.take(found, store)));
                match taken {
                    Ok(()) if !self.enough => Ok(()),
                    Ok(()) => Err(Stop::ReaderGone),
                    Err(halt) => {
                        halted = Some(halt);
                        Err(Stop::ReaderGone)
                    }
                }
            },
        );
        progress.finish();
        match (halted, ended) {
            (Some(halt), _) => Err(halt),
            (None, Err(stop)) if !self.enough => Err(Halt::Run(stop)),
            _ => Ok(()),
        }
    }

    /// Enters one document.
    fn take(&mut self, found: Found, store: &mut Option<Store>) -> Result<(), Halt> {
        let ended = match (found, store.as_mut()) {
            (Found::Elsewhere, _) => {
                self.summary.elsewhere += 1;
                return Ok(());
            }
            (Found::Problem(entry), store) => {
                if let Some(store) = store {
                    store.problem(&entry)?;
                }
                problem(&entry)
            }
            (Found::Known(seen, _), Some(store)) => {
                let ended = store.known(&seen)?;
                debug!(path = seen.path, "known");
                ended
            }
            (Found::Known(_, ended), None) => ended,
            (Found::Read(seen, record), Some(store)) => {
                if let Some(failure) = record.error.as_ref().filter(|_| record.outcome == gongkai::model::record::Outcome::Failed) {
                    quarantined(&seen, &failure.code, &failure.message);
                } else {
                    debug!(path = seen.path, "read");
                }
                store.record(&seen, &record)?
            }
            (Found::Read(..) | Found::ToRead, _) => Ended::Stored { rows: true },
        };
        self.summary.count(ended);
        self.enough = self.arguments.max_failures.is_some_and(|most| self.summary.quarantined > most);
        self.uncommitted += 1;
        if self.uncommitted >= self.arguments.batch() {
            self.commit(store)?;
        }
        Ok(())
    }

    fn commit(&mut self, store: &mut Option<Store>) -> Result<(), Halt> {
        self.uncommitted = 0;
        if let Some(store) = store {
            debug!("commits");
            store.commit()?;
            info!(inputs = self.summary.inputs, "committed");
        }
        Ok(())
    }

    fn finish(&mut self, mut store: Store, sources: &[PathBuf]) -> Result<(), Halt> {
        if self.summary.inputs + self.summary.elsewhere == 0 && !sources.is_empty() {
            // An empty folder is more often a disk that is not there than the end of all documents.
            return Err(Halt::Run(Stop::Run("expected documents to read, found none".to_owned())));
        }
        if !self.enough {
            let names: Vec<String> = sources.iter().map(|source| source.to_string_lossy().into_owned()).collect();
            self.summary.disappeared = store.mark_unmet(&names)?;
        }
        self.summary.complete = !self.enough;
        debug!("finishes");
        store.finish(&self.summary.line())?;
        info!(inputs = self.summary.inputs, "finished");
        Ok(())
    }
}

fn problem(entry: &Entry) -> Ended {
    if entry.is_skipped() {
        return Ended::Skipped;
    }
    warn!(path = shown(&entry.path), code = entry.error_code, "quarantined: {}", shown(entry.error_message.as_deref().unwrap_or("")));
    Ended::Quarantined
}

fn quarantined(seen: &Seen, code: &str, message: &str) {
    warn!(path = shown(&seen.path), code, "quarantined: {}", shown(message));
}

/// Which program with which grammars reads: another reader may read the same bytes otherwise.
fn reader(grammars: &Grammars) -> String {
    let mut digest = Sha256::new();
    for layout in grammars.layouts.iter().chain([&grammars.unknown]) {
        digest.update(format!("{} {}\n", layout.id, layout.sha256));
    }
    format!("{VERSION}-{}", &hex(&digest.finalize())[..16])
}
