//! The command line: one file per command, each a thin user of the library.
//!
//! Only here are files, the terminal and the library brought together; results go to standard output, everything
//! said about the run to standard error.

mod archives;
mod check;
mod claims;
mod destination;
mod draft;
mod explain;
mod explained;
mod extract;
mod findings;
mod grammars;
mod ingest;
mod inspect;
mod isolation;
mod language;
mod ledger;
mod log;
mod one;
mod ordered;
mod output;
mod painted;
mod places;
mod progress;
mod render;
mod report;
mod rules;
mod schema;
mod select;
mod shard;
mod size;
mod text;
mod worker;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::isolate::panics;
use report::Stop;

/// Read budget disclosures of Chinese government bodies into one exact JSON schema.
///
/// Text exports of budget tables, project forms (项目支出绩效目标表) and department forms (部门整体支出绩效目标表) go in; one JSON
/// object per document comes out, the same shape for every region.
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, max_term_width = 100, after_help = EXAMPLES, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  gongkai extract disclosures/ -o records.jsonl   a folder, one JSON object per line
  gongkai extract --pretty form.txt               one document, for people
  gongkai check disclosures/                      what does not fit together in them
  gongkai explain form.txt                        why it was read as it was, and what was not understood
  gongkai render form.txt -o form.docx            the record as a Word form, with remarks as comments
  gongkai schema > gongkai.schema.json            what the objects look like

Exit codes:
  0  every document was read
  1  some documents failed; the others were read (check: findings that --fail-on names)
  2  the command could not run: bad arguments, no such path, no documents, output not writable
  3  check: some documents could not be read";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Ingest(ingest::Ingest),
    Ledger(ledger::Ledger),
    Merge(ledger::Merge),
    Check(check::CheckCommand),
    Rules(rules::Rules),
    Explain(explain::Explain),
    Render(render::Render),
    Text(text::Text),
    Inspect(inspect::Inspect),
    Draft(draft::Draft),
    Grammars(grammars::Grammars),
    Schema(schema::Schema),
    #[command(hide = true)]
    Worker(worker::Worker),
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    panics::hush();
    let ended = panics::caught(|| match &arguments.command {
        Command::Extract(command) => command.run(),
        Command::Ingest(command) => command.run(),
        Command::Ledger(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Render(command) => command.run(),
        Command::Text(command) => command.run(),
        Command::Inspect(command) => command.run(),
        Command::Draft(command) => command.run(),
        Command::Grammars(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Worker(command) => command.run(),
    });
    match ended.unwrap_or_else(|panic| Err(Stop::Run(panic))) {
        Ok(code) => code,
        // Whoever read the output has seen enough: `gongkai … | head`.
        Err(Stop::ReaderGone) => ExitCode::SUCCESS,
        Err(Stop::Grammars(error)) => {
            report::grammar_error(&error);
            ExitCode::from(2)
        }
        Err(Stop::Unsound(error)) => {
            report::grammar_error(&error);
            ExitCode::FAILURE
        }
        Err(Stop::Document(message)) => {
            report::error(&message);
            ExitCode::FAILURE
        }
        Err(Stop::Run(message)) => {
            report::error(&message);
            ExitCode::from(2)
        }
    }
}

/// Refuses a path that does not exist before anything is done.
fn must_exist(path: &Path) -> Result<(), Stop> {
    let gone = |error: &std::io::Error| matches!(error.kind(), std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory);
    match std::fs::metadata(path) {
        Err(error) if path != Path::new("-") && gone(&error) => {
            Err(Stop::Run(format!("{}: expected a file or a folder, found nothing there", report::shown(&path.to_string_lossy()))))
        }
        _ => Ok(()),
    }
}
