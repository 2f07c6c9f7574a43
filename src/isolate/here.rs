//! One document read in this process: what a worker does, and what `--no-isolate` does without one.

use std::io;

use gongkai::model::record::{Failure, Outcome, Record};
use gongkai::pipeline::{self, Options};

use super::findings::Findings;
use super::{Name, Reading, Setup, panics};

/// The record of one document as JSON, or its findings where these are wanted.
pub fn read(name: Name<'_>, bytes: &[u8], options: &Options, setup: &Setup) -> io::Result<Reading> {
    if setup.findings.is_some() { found(bytes, options) } else { written(record(name, bytes, options), setup.pretty) }
}

fn found(bytes: &[u8], options: &Options) -> io::Result<Reading> {
    let (record, basis) = pipeline::explain(bytes, options);
    let record = located(record);
    let json = serde_json::to_vec(&Findings::of(&record, basis.text))?;
    Ok(Reading { json, outcome: record.outcome, error: record.error })
}

/// The record of one document.
pub fn record(name: Name<'_>, bytes: &[u8], options: &Options) -> Record {
    named(located(pipeline::extract(bytes, options)), name)
}

/// The record with the name of its document.
pub fn named(mut record: Record, name: Name<'_>) -> Record {
    name.path.clone_into(&mut record.source.path);
    record.source.raw_name = name.raw_name.map(str::to_owned);
    record
}

pub fn written(record: Record, pretty: bool) -> io::Result<Reading> {
    let json = if pretty { serde_json::to_vec_pretty(&record)? } else { serde_json::to_vec(&record)? };
    Ok(Reading { json, outcome: record.outcome, error: record.error })
}

/// A panic is worth little without its place, which only the program's hook knows.
fn located(record: Record) -> Record {
    match (&record.error, panics::place()) {
        (Some(failure), Some(place)) if failure.code == "internal-error" => {
            let failure = Failure { message: format!("{} at {place}", failure.message), ..failure.clone() };
            pipeline::failed(record.source, failure, Outcome::Failed)
        }
        _ => record,
    }
}
