//! `gongkai grammars`: the layouts there are, a layout to copy, and whether a folder of one's own is sound.

mod check;
mod compare;
pub mod folder;
pub mod problems;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use gongkai::grammar::{Grammars as Layouts, VOCABULARY_NAME};

use super::output::Output;
use super::report::{Stop, shown};

/// List, print and check the grammars of regional layouts
///
/// A grammar is a TOML file that names the labels, sections and columns of one region's form. The built-in ones are part of
/// the program; --grammars DIR adds your own. `gongkai draft` proposes one from documents.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Grammars {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  gongkai grammars list
  gongkai grammars show korla > my/region.toml    a start to copy; change its id
  gongkai grammars show vocabulary                the words that every layout knows
  gongkai grammars check my/                      are the files sound, do their examples come out as expected";

#[derive(Debug, Subcommand)]
enum Command {
    List(List),
    Show(Show),
    Check(check::Check),
}

/// List the layouts: id, name, and the file each is read from
#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    folder: folder::Folder,
}

/// Print the file of a layout, or of the shared vocabulary
#[derive(Debug, Args)]
struct Show {
    /// A layout's id, or "vocabulary"
    id: String,

    #[command(flatten)]
    folder: folder::Folder,
}

impl Grammars {
    /// Runs the command that was asked for.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        match &self.command {
            Command::List(command) => command.run(),
            Command::Show(command) => command.run(),
            Command::Check(command) => command.run(),
        }
    }
}

impl List {
    fn run(&self) -> Result<ExitCode, Stop> {
        let grammars = self.folder.load()?;
        let width = grammars.layouts.iter().map(|layout| layout.id.len()).max().unwrap_or(0);
        let lines = grammars.layouts.iter().map(|layout| {
            let file = &layout.source.path;
            let built_in = Layouts::files().any(|(path, text)| path == file && text == layout.source.text);
            let from = if built_in { "built in".to_owned() } else { shown(file) };
            format!("{:width$}  {}  ({from})\n", layout.id, shown(&layout.name))
        });
        print(&lines.collect::<String>())
    }
}

impl Show {
    fn run(&self) -> Result<ExitCode, Stop> {
        let grammars = self.folder.load()?;
        let vocabulary = || {
            let name = VOCABULARY_NAME.trim_end_matches(".toml");
            Layouts::files().find(|_| self.id == name).map(|(_, text)| text)
        };
        let layout = grammars.layout(&self.id).map(|layout| layout.source.text.as_str());
        let Some(text) = layout.or_else(vocabulary) else {
            let known: Vec<&str> = grammars.layouts.iter().map(|layout| layout.id.as_str()).collect();
            let message = format!("expected one of {}, vocabulary; found \"{}\"", known.join(", "), shown(&self.id));
            return Err(Stop::Run(message));
        };
        print(text)
    }
}

fn print(text: &str) -> Result<ExitCode, Stop> {
    let mut output = Output::to(None)?;
    output.write(text.as_bytes())?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}
