//! Where records go: lines to a file or to standard output, or tables.

use std::path::Path;

use gongkai::model::record::Record;
use gongkai::write::{self, Format, Nature, Trouble};

use super::output::Output;
use super::report::{Stop, shown};

/// An opened output of `extract`.
pub enum Destination {
    Lines(Output),
    Tables(write::Output),
}

/// What one document puts there.
pub enum Written {
    Nothing,
    Line(Vec<u8>),
    Record(Box<Record>),
}

impl Written {
    /// What a record, given as JSON, puts there in this format.
    pub fn of(format: Format, mut json: Vec<u8>) -> Result<Self, Stop> {
        if format == Format::Jsonl {
            json.push(b'\n');
            return Ok(Self::Line(json));
        }
        let record = serde_json::from_slice(&json);
        let record = record.map_err(|error| Stop::Run(format!("expected a record from the worker, found: {error}")))?;
        Ok(Self::Record(Box::new(record)))
    }
}

impl Destination {
    /// Opens the place for this format.
    pub fn open(format: Format, path: Option<&Path>) -> Result<Self, Stop> {
        if format == Format::Jsonl {
            return Output::to(path).map(Self::Lines);
        }
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Err(Stop::Run(format!("--to {format}: expected -o with the name of what to write, found none")));
        };
        write::Output::create(format, path).map(Self::Tables).map_err(|trouble| stop(&trouble))
    }

    /// Writes what a document left.
    pub fn write(&mut self, written: &Written) -> Result<(), Stop> {
        match (self, written) {
            (Self::Lines(output), Written::Line(line)) => output.write(line),
            (Self::Tables(output), Written::Record(record)) => output.record(record).map_err(|trouble| stop(&trouble)),
            _ => Ok(()),
        }
    }

    /// Makes it stay.
    pub fn finish(self) -> Result<(), Stop> {
        match self {
            Self::Lines(output) => output.finish(),
            Self::Tables(output) => output.finish().map_err(|trouble| stop(&trouble)),
        }
    }
}

fn stop(trouble: &Trouble) -> Stop {
    match trouble.nature {
        Nature::ReaderGone => Stop::ReaderGone,
        _ => Stop::Run(shown(&trouble.to_string())),
    }
}
