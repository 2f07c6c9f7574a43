//! What reading a document costs beside what cannot be avoided, measured side by side in one run, on one thread.
//!
//! `cargo bench --bench floors [-- --documents N --rounds N --seed N --layout L --container C]` prints, for each layout and container, the time of the
//! extractor as a multiple of its floor: the same files read, hashed, decoded (text) or inflated and run through
//! quick-xml's event loop (Word), and the records that were already extracted written as JSON.

mod documents;
#[allow(dead_code)]
#[path = "../tests/generate/mod.rs"]
mod generate;
mod settings;

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use gongkai::grammar::Grammars;
use gongkai::model::record::Record;
use gongkai::pipeline::{Options, extract};
use quick_xml::Reader;
use quick_xml::events::Event;
use settings::{setting, wanted};
use sha2::{Digest, Sha256};

struct Measured {
    floor: Duration,
    extract: Duration,
}

fn main() {
    let (count, rounds, seed) = (setting("--documents", 500), setting("--rounds", 7), setting("--seed", 1));
    let options = Options::new(Grammars::builtin().expect("the built-in grammars"));
    let folder = tempfile::tempdir().expect("a folder for the documents");
    println!("layout     container  documents  KB each  floor/s  extract/s   ratio: best  median");
    for set in documents::sets(count, seed as u64) {
        if !wanted("--layout", set.layout) || !wanted("--container", set.container) {
            continue;
        }
        let paths: Vec<PathBuf> =
            (0..set.documents.len()).map(|n| folder.path().join(format!("{}-{}-{n}", set.layout, set.container))).collect();
        let mut bytes = 0;
        for (path, document) in paths.iter().zip(&set.documents) {
            bytes += document.len();
            fs::write(path, document).expect("a document written");
        }
        let records: Vec<Record> = set.documents.iter().map(|document| extract(document, &options)).collect();
        let mut measured: Vec<Measured> =
            (0..rounds).map(|_| Measured { floor: floor(set.container, &paths, &records), extract: whole(&paths, &options) }).collect();
        measured.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
        let middle = &measured[measured.len() / 2];
        let rate = |time: Duration| paths.len() as f64 / time.as_secs_f64();
        println!(
            "{:10} {:9} {:10} {:8.1} {:8.0} {:10.0} {:13.2} {:7.2}",
            set.layout,
            set.container,
            paths.len(),
            bytes as f64 / 1024.0 / paths.len() as f64,
            rate(middle.floor),
            rate(middle.extract),
            ratio(&measured[0]),
            ratio(middle)
        );
    }
}

fn ratio(measured: &Measured) -> f64 {
    measured.extract.as_secs_f64() / measured.floor.as_secs_f64()
}

fn whole(paths: &[PathBuf], options: &Options) -> Duration {
    let start = Instant::now();
    let mut line = Vec::new();
    for path in paths {
        let bytes = fs::read(path).expect("a document");
        line.clear();
        serde_json::to_writer(&mut line, &extract(&bytes, options)).expect("a line");
        black_box(&line);
    }
    start.elapsed()
}

fn floor(container: &str, paths: &[PathBuf], records: &[Record]) -> Duration {
    let start = Instant::now();
    let mut line = Vec::new();
    for (path, record) in paths.iter().zip(records) {
        let bytes = fs::read(path).expect("a document");
        black_box(Sha256::digest(&bytes));
        match container {
            "docx" => events(&bytes),
            _ => decoded(&bytes, record.source.encoding.as_deref()),
        }
        line.clear();
        serde_json::to_writer(&mut line, record).expect("a line");
        black_box(&line);
    }
    start.elapsed()
}

/// The text in UTF-8, its encoding being known.
fn decoded(bytes: &[u8], encoding: Option<&str>) {
    let encoding = encoding_rs::Encoding::for_label(encoding.unwrap_or("utf-8").as_bytes()).unwrap_or(encoding_rs::UTF_8);
    if encoding == encoding_rs::UTF_8 {
        black_box(simdutf8::basic::from_utf8(bytes).map(str::to_owned).ok());
    } else {
        black_box(encoding.decode(bytes).0.into_owned());
    }
}

/// The document's XML, inflated and taken apart.
fn events(bytes: &[u8]) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut xml = Vec::new();
    zip.by_name("word/document.xml").expect("its document").read_to_end(&mut xml).expect("its XML");
    let mut reader = Reader::from_reader(xml.as_slice());
    let mut events = 0usize;
    while !matches!(reader.read_event().expect("an event"), Event::Eof) {
        events += 1;
    }
    black_box(events);
}
