//! `gongkai render`: records, or a document that is read first, written as Word files.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use gongkai::model::record::{Outcome, Record};
use gongkai::render;

use super::one::One;
use super::output::Output;
use super::panics;
use super::report::{self, Stop};
use crate::isolate::record;

/// Write records as Word forms, for people who review in Word
///
/// FILE holds records as `gongkai extract` prints them (one object, or one a line), or is a document, which is read
/// first; its content tells. All regions get one layout: forms, goals, indicators and budget tables with real merges and
/// tables inside tables. Diagnostics and checks that did not pass are comments on the values they are about; the last
/// table repeats them and holds every text that no value has. What is written is read back as the same record.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Render {
    #[command(flatten)]
    one: One,

    /// Write to FILE, which appears whole or not at all; where there are several records, a folder [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// The format
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "docx")]
    to: Format,

    /// Only the Nth record of FILE
    #[arg(long, value_name = "N")]
    record: Option<NonZeroUsize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Word 2007 and later
    Docx,
}

const EXAMPLES: &str = "\
Examples:
  gongkai render form.txt -o form.docx
  gongkai extract --provenance in/ -o records.jsonl && gongkai render records.jsonl -o review/
  gongkai render records.jsonl --record 3 -o third.docx";

impl Render {
    /// Writes the files.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let shown = report::shown(&self.one.file.to_string_lossy());
        let mut records = self.records(&shown)?;
        if let Some(number) = self.record {
            let count = records.len();
            let found = (number.get() <= count).then(|| records.swap_remove(number.get() - 1));
            let missing = || Stop::Run(format!("{shown}: expected a record {number}, found {count} record(s)"));
            records = vec![found.ok_or_else(missing)?];
        }
        let target = self.output.as_deref().filter(|path| *path != Path::new("-"));
        match (&records[..], target) {
            ([only], Some(path)) if !path.is_dir() => self.write(only, Some(path))?,
            ([only], None) if !std::io::stdout().is_terminal() => self.write(only, None)?,
            ([_], None) => {
                return Err(Stop::Run("expected -o FILE, or a file or pipe to write a Word file to, found a terminal".to_owned()));
            }
            (_, Some(folder)) => self.write_all(&records, folder)?,
            (several, None) => {
                let message = format!("{shown}: expected -o FOLDER for {} records, or --record N for one of them", several.len());
                return Err(Stop::Run(message));
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// The records that the file holds, or that are read from it.
    fn records(&self, shown: &str) -> Result<Vec<Record>, Stop> {
        let loaded = self.one.load()?;
        let bytes = &loaded.bytes;
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        // No disclosure begins with a brace; every record does.
        if text.trim_ascii_start().starts_with(b"{") {
            let records: Result<Vec<Record>, _> = serde_json::Deserializer::from_slice(text).into_iter().collect();
            let records = records.map_err(|error| {
                Stop::Document(report::line(
                    loaded.name().path,
                    &format!("expected records as `gongkai extract` prints them: {error}"),
                    "no-record",
                ))
            })?;
            return match records.iter().find(|record| record.schema_version != "1") {
                Some(other) => {
                    Err(Stop::Document(format!("{shown}: expected records of schema version 1, found version {:?}", other.schema_version)))
                }
                None => Ok(records),
            };
        }
        let record = record(loaded.name(), bytes, &self.one.reading.options()?);
        match report::complaint(&record).filter(|_| matches!(record.outcome, Outcome::Failed | Outcome::Skipped)) {
            Some(complaint) => Err(Stop::Document(complaint)),
            None => Ok(vec![record]),
        }
    }

    fn write_all(&self, records: &[Record], folder: &Path) -> Result<(), Stop> {
        std::fs::create_dir_all(folder).map_err(|error| {
            let folder = report::shown(&folder.to_string_lossy());
            Stop::Run(format!("{folder}: expected a folder to write {} files to, found: {error}", records.len()))
        })?;
        let digits = records.len().to_string().len();
        for (at, record) in records.iter().enumerate() {
            let mut name = OsString::from(format!("{:0digits$}-", at + 1));
            name.push(stem(&record.source.path));
            name.push(".docx");
            self.write(record, Some(&folder.join(name)))?;
        }
        Ok(())
    }

    fn write(&self, record: &Record, path: Option<&Path>) -> Result<(), Stop> {
        let same = |path: &Path| path.canonicalize().is_ok_and(|path| self.one.file.canonicalize().is_ok_and(|file| file == path));
        if let Some(path) = path.filter(|path| same(path)) {
            let path = report::shown(&path.to_string_lossy());
            return Err(Stop::Run(format!("{path}: expected another file to write to, found the one that is read")));
        }
        let options = self.one.reading.options()?;
        let layout =
            options.grammars.rendered().ok_or_else(|| Stop::Run("expected the layout of written records, found none".to_owned()))?;
        let Format::Docx = self.to;
        let written = panics::caught(|| render::docx(record, layout)).and_then(|written| written);
        let bytes = written.map_err(|error| Stop::Document(report::line(&record.source.path, &error, "internal-error")))?;
        let mut output = Output::to(path)?;
        output.write(&bytes)?;
        output.finish()
    }
}

/// A document's name without its folders and ending, fit for a file's name.
fn stem(path: &str) -> String {
    const MOST: usize = 60;
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let fit = stem.chars().filter(|c| !c.is_control() && !r#"<>:"|?*"#.contains(*c)).take(MOST);
    fit.collect()
}
