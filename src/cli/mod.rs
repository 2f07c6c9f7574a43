//! The command line: one file per command, each a thin user of the library.
//!
//! Only here are files, the terminal and the library brought together; results go to standard output, everything
//! said about the run to standard error.

mod check;
mod explain;
mod explained;
mod extract;
mod findings;
mod inspect;
mod language;
mod one;
mod ordered;
mod output;
mod panics;
mod places;
mod progress;
mod report;
mod rules;
mod schema;
mod select;
mod size;
mod text;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

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
  gongkai schema > gongkai.schema.json            what the objects look like

Exit codes:
  0  every document was read
  1  some documents failed; the others were read (check: findings that --fail-on names)
  2  the command could not run: bad arguments, no such path, no documents, output not writable
  3  check: some documents could not be read";

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Check(check::CheckCommand),
    Rules(rules::Rules),
    Explain(explain::Explain),
    Text(text::Text),
    Inspect(inspect::Inspect),
    Schema(schema::Schema),
}

/// Runs the command that the arguments ask for.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    panics::hush();
    let ended = panics::caught(|| match &arguments.command {
        Command::Extract(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Text(command) => command.run(),
        Command::Inspect(command) => command.run(),
        Command::Schema(command) => command.run(),
    });
    match ended.unwrap_or_else(|panic| Err(Stop::Run(panic))) {
        Ok(code) => code,
        // Whoever read the output has seen enough: `gongkai … | head`.
        Err(Stop::ReaderGone) => ExitCode::SUCCESS,
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
