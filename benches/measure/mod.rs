//! What is measured of reading documents: the ratio to a floor, the gain of a second thread, peak memory.

mod clock;
pub mod files;
pub mod floor;
pub mod memory;
pub mod ratio;
pub mod threads;

use std::hint::black_box;
use std::path::PathBuf;

use gongkai::pipeline::{Options, extract};

/// Reads the files and writes their records, each over the one before.
pub fn whole<'a>(paths: impl IntoIterator<Item = &'a PathBuf>, options: &Options) {
    let mut line = Vec::new();
    for path in paths {
        let bytes = std::fs::read(path).expect("a document");
        line.clear();
        serde_json::to_writer(&mut line, &extract(&bytes, options)).expect("a line");
        black_box(&line);
    }
}
