//! `gongkai draft`: documents of a region that has no layout in, a grammar for it out, to be read over and kept.

mod evidence;
mod propose;
mod survey;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use gongkai::grammar::Grammars;
use gongkai::pipeline::Options;

use super::one::{One, Reading};
use super::output::Output;
use super::report::{self, Stop};
use survey::Survey;

/// Propose a grammar from a few documents of one region
///
/// Says which of their labels, sections and columns the shared vocabulary knows and where they stand, which phrases tell the
/// region from others, and asks, in comments, what it does not know. What it prints is a grammar that can be used as it is:
/// put it into a folder, answer the questions, and run `gongkai grammars check` on that folder.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Draft {
    /// Documents of one region, text or Word; three or more say more than one
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The layout's id: small Latin letters, digits, - and _
    #[arg(long, default_value = "my-region", value_parser = identifier)]
    id: String,

    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  mkdir my && gongkai draft --id fifth a.txt b.docx > my/fifth.toml
  gongkai grammars check my/
  gongkai extract --grammars my/ disclosures/";

fn identifier(text: &str) -> Result<String, String> {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if text.is_empty() || text == "unknown" || !text.bytes().all(plain) {
        return Err("expected small Latin letters, digits, - and _".to_owned());
    }
    Ok(text.to_owned())
}

impl Draft {
    /// Prints the proposal.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let reading = self.reading.options()?;
        // Only the vocabulary reads: what a neighbour's layout says of a label is not this region's.
        let bare = Options { grammars: Grammars { layouts: Vec::new(), ..reading.grammars.clone() }, ..reading.clone() };
        let mut survey = Survey::default();
        for file in &self.files {
            let one = One { file: file.clone(), reading: Reading { folder: Default::default(), ..self.reading } };
            let loaded = one.load()?;
            survey.add(loaded.name().path, &loaded.bytes, &bare, &reading.grammars)?;
        }
        for (name, layout) in &survey.known {
            report::note(&format!("note: {} is already read by the layout {layout}", report::shown(name)));
        }
        let page = propose::page(&self.id, &survey, &reading.grammars);
        let mut output = Output::to(None)?;
        output.write(page.as_bytes())?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}
