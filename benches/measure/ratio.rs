//! The time of the extractor as a multiple of its floor, on one thread, in rounds of one after the other.

use std::time::Duration;

use gongkai::model::record::Record;
use gongkai::pipeline::{Options, extract};

use super::clock::spent;
use super::files::Files;
use super::floor::floor;
use super::whole;

/// Times of the median round, and the ratios of the best one and of that.
pub struct Ratio {
    pub floor: Duration,
    pub extract: Duration,
    pub best: f64,
    pub median: f64,
}

pub fn measured(files: &Files, options: &Options, rounds: usize) -> Ratio {
    let read = |path| extract(&std::fs::read(path).expect("a document"), options);
    let records: Vec<Record> = files.paths.iter().map(read).collect();
    expect_layout(files, &records);
    let round = |_| (spent(|| floor(files, &records)), spent(|| whole(&files.paths, options)));
    let mut rounds: Vec<(Duration, Duration)> = (0..rounds.max(1)).map(round).collect();
    let ratio = |times: &(Duration, Duration)| times.1.as_secs_f64() / times.0.as_secs_f64();
    rounds.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    let median = rounds[rounds.len() / 2];
    Ratio { floor: median.0, extract: median.1, best: ratio(&rounds[0]), median: ratio(&median) }
}

/// What is read as something else is cheap, and would flatter.
fn expect_layout(files: &Files, records: &[Record]) {
    let other = records.iter().filter(|record| record.layout != files.layout).count();
    if other * 20 > records.len() {
        eprintln!("{} {}: {other} of {} documents are read as another layout", files.layout, files.container, records.len());
    }
}
