//! `gongkai grammars check`: are a folder's grammars sound, and do the examples beside them come out as expected.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::Args;
use gongkai::grammar::{Grammars, Layout, VOCABULARY_NAME};
use gongkai::pipeline::Options;
use serde_json::Value;

use super::compare::{Difference, differences};
use super::folder::files;
use crate::cli::output::Output;
use crate::cli::report::{Stop, shown};
use crate::isolate::{Name, record};
use crate::read::{self, Limits};

/// Check the grammars of a folder and the examples that they carry
///
/// The examples of region.toml are the documents in region.examples/: beside each stands its expected record, NAME.json
/// beside NAME.txt (or .docx, .doc). A record may be partial: only the keys it gives are compared, and each list as far as
/// it goes into its entries, but in its length. "layout" is expected to be the grammar's own unless the record says
/// otherwise. Beside the schema's keys it may give "encoding", "residue" (the texts of the residue) and "why" (a remark).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// The folder with your layouts, and perhaps a vocabulary.toml
    dir: PathBuf,

    /// Look for the examples of a layout in EXAMPLES/ID/ instead
    #[arg(long, value_name = "EXAMPLES")]
    examples: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  gongkai grammars check my/
  gongkai grammars check grammars --examples corpus   the built-in ones, in the project's folder

Exit codes: 0 all sound, 1 a grammar is wrong or an example differs, 2 could not run.";

const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();

/// Differences of one example that are shown.
const MOST: usize = 20;

/// An example and what became of it.
enum Example {
    Same,
    Differs(Vec<Difference>),
    /// It cannot be compared.
    Broken(String),
}

impl Check {
    /// Checks everything and prints one line for each example.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let own = files(&self.dir)?;
        let paths: Vec<String> = own.iter().map(|file| file.path.clone()).collect();
        // What is wrong with a grammar is the answer here, not a reason that none can be given.
        let grammars = match Grammars::with(own) {
            Ok(grammars) => grammars,
            Err(error) => return Err(Stop::Unsound(error)),
        };
        let options = Options::new(grammars.clone());
        let (mut page, mut examples, mut bad) = (String::new(), 0, 0);
        for path in paths.iter().filter(|path| !path.ends_with(VOCABULARY_NAME)) {
            let Some(layout) = grammars.layouts.iter().find(|layout| layout.source.path == *path) else { continue };
            page += &format!("{}  {}  ({})\n", layout.id, shown(&layout.name), shown(path));
            let folder = match &self.examples {
                Some(folder) => folder.join(&layout.id),
                None => Path::new(path).with_extension("examples"),
            };
            let list = listed(&folder)?;
            if list.is_empty() {
                page += &format!("  no examples in {}\n", shown(&folder.to_string_lossy()));
            }
            for document in list {
                let outcome = compared(&document, layout, &options);
                examples += 1;
                bad += usize::from(!matches!(outcome, Example::Same));
                page += &written(&document, &outcome);
            }
        }
        let plural = if examples == 1 { "" } else { "s" };
        let sound = if paths.len() == 1 { "1 file is sound".to_owned() } else { format!("{} files are sound", paths.len()) };
        page += &format!("{sound}; {examples} example{plural}, {bad} not as expected\n");
        let mut output = Output::to(None)?;
        output.write(crate::cli::report::for_stdout(page).as_bytes())?;
        output.finish()?;
        Ok(ExitCode::from(u8::from(bad > 0)))
    }
}

fn written(document: &Path, outcome: &Example) -> String {
    let name = shown(&document.to_string_lossy());
    match outcome {
        Example::Same => format!("  {GOOD}ok{GOOD:#}       {name}\n"),
        Example::Broken(why) => format!("  {BAD}broken{BAD:#}   {name}: {why}\n"),
        Example::Differs(list) => {
            let mut text = format!("  {BAD}differs{BAD:#}  {name}\n");
            for Difference { pointer, expected, found } in list.iter().take(MOST) {
                text += &format!("    {pointer}\n      expected {}\n      found    {}\n", shown(expected), shown(found));
            }
            if list.len() > MOST {
                text += &format!("    … and {} more\n", list.len() - MOST);
            }
            text
        }
    }
}

/// The documents of a folder, and records without one; in the order of their names. No folder has none.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let failed = |error| Stop::Run(format!("{}: expected a folder of examples, found: {error}", shown(&folder.to_string_lossy())));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_file() && path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')) {
            paths.push(path);
        }
    }
    paths.sort();
    let is_record = |path: &Path| path.extension().is_some_and(|ending| ending == "json");
    let has_document = |record: &Path| paths.iter().any(|path| !is_record(path) && path.with_extension("json") == record);
    Ok(paths.iter().filter(|path| !is_record(path) || !has_document(path)).cloned().collect())
}

fn compared(document: &Path, layout: &Layout, options: &Options) -> Example {
    let twin = document.with_extension("json");
    if twin == document {
        return Example::Broken("expected its document beside it, found none".to_owned());
    }
    let expected = match fs::read(&twin).map_err(|error| error.to_string()).and_then(|bytes| parsed(&bytes)) {
        Ok(expected) => expected,
        Err(found) => return Example::Broken(format!("expected its record in {}, found: {found}", shown(&twin.to_string_lossy()))),
    };
    let Value::Object(mut expected) = expected else {
        return Example::Broken("expected a record, a JSON object, found another value".to_owned());
    };
    expected.remove("why");
    expected.entry("layout").or_insert_with(|| layout.id.clone().into());
    match found(document, options) {
        Ok(found) => match differences(&Value::Object(expected), &found) {
            list if list.is_empty() => Example::Same,
            list => Example::Differs(list),
        },
        Err(why) => Example::Broken(why),
    }
}

fn parsed(bytes: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// The record that is read, with the keys that only examples have.
fn found(document: &Path, options: &Options) -> Result<Value, String> {
    let max_bytes = options.max_bytes;
    let limits = Limits { max_bytes, max_total_bytes: max_bytes, max_ratio: 0, max_members: 0, max_depth: 0, outputs: Vec::new() };
    let entry = read::documents(vec![document.to_owned()], limits).next().ok_or("expected a document, found none")?;
    let bytes = entry.content.map_err(|problem| problem.message)?;
    let record = record(Name { path: &entry.path, raw_name: entry.raw_name.as_deref() }, &bytes, options);
    if let Some(failure) = &record.error {
        return Err(format!("{} [{}]", shown(&failure.message), failure.code));
    }
    let text = serde_json::to_string(&record).map_err(|error| error.to_string())?;
    let mut value = parsed(text.as_bytes())?;
    let residue = record.coverage.residue.iter().map(|residue| residue.text.trim().into()).collect::<Vec<Value>>();
    value["residue"] = residue.into();
    value["encoding"] = record.source.encoding.clone().into();
    Ok(value)
}
