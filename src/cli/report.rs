//! What is said about a run on standard error: errors, the summary, and the exit code that goes with it.

use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use gongkai::grammar::GrammarError;
use gongkai::model::record::{Outcome, Record};

/// Why a command ends without a result.
#[derive(Debug)]
pub enum Stop {
    /// It could not run: what was expected and what was found.
    Run(String),
    /// It could not run: the grammars cannot be used.
    Grammars(GrammarError),
    /// It was asked whether grammars can be used, and they cannot.
    Unsound(GrammarError),
    /// Its one document could not be read.
    Document(String),
    /// Nobody reads the output any more.
    ReaderGone,
}

/// Prints an error: with colour on a terminal, plainly elsewhere.
pub fn error(message: &str) {
    const MARK: Style = AnsiColor::Red.on_default().bold();
    // Nowhere is left to complain to if this fails.
    let _ = writeln!(anstream::stderr(), "{MARK}error:{MARK:#} {message}");
}

/// Prints everything that is wrong with grammars, each problem under its line.
pub fn grammar_error(error: &GrammarError) {
    let _ = writeln!(anstream::stderr(), "{}", super::grammars::problems::page(error));
}

/// A page for standard output, its colours taken out where they are not wanted.
pub fn for_stdout(page: String) -> String {
    let colourless = anstream::AutoStream::choice(&std::io::stdout()) == anstream::ColorChoice::Never;
    if colourless { anstream::adapter::strip_str(&page).to_string() } else { page }
}

/// Prints a remark.
pub fn note(message: &str) {
    let _ = writeln!(anstream::stderr(), "{message}");
}

/// A path or message on one line: a file name may hold line ends and escape sequences.
pub fn shown(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] }).collect()
}

/// Path, what and why of a document that has no record.
pub fn complaint(record: &Record) -> Option<String> {
    let failure = record.error.as_ref()?;
    Some(line(&record.source.path, &failure.message, &failure.code))
}

/// Path, what and why on one line.
pub fn line(path: &str, message: &str, code: &str) -> String {
    format!("{}: {} [{code}]", shown(path), shown(message))
}

/// How many documents ended how.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    complete: u64,
    partial: u64,
    unknown: u64,
    failed: u64,
    skipped: u64,
}

impl Tally {
    /// Counts one more.
    pub fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Complete => &mut self.complete,
            Outcome::Partial => &mut self.partial,
            Outcome::Unknown => &mut self.unknown,
            Outcome::Failed => &mut self.failed,
            Outcome::Skipped => &mut self.skipped,
        } += 1;
    }

    /// Whether there was nothing at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// 0 where all were read, 1 where some failed.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(u8::from(self.failed > 0))
    }

    /// One line.
    pub fn summary(&self) -> String {
        let read = self.complete + self.partial + self.unknown;
        let plural = if read == 1 { "" } else { "s" };
        let Self { complete, partial, unknown, failed, skipped } = self;
        format!(
            "{read} document{plural} read ({complete} complete, {partial} partial, {unknown} of unknown layout), {failed} failed, {skipped} skipped"
        )
    }
}
