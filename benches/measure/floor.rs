//! What reading cannot do without: the file read, hashed, decoded (text) or inflated and taken apart as XML (Word), and the
//! record, which is there already, written as JSON.

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read};

use gongkai::model::record::Record;
use quick_xml::Reader;
use quick_xml::events::Event;
use sha2::{Digest, Sha256};

use super::files::Files;

/// The floor of the files, their records being known.
pub fn floor(files: &Files, records: &[Record]) {
    let mut line = Vec::new();
    for (path, record) in files.paths.iter().zip(records) {
        let bytes = fs::read(path).expect("a document");
        black_box(Sha256::digest(&bytes));
        match files.container {
            "docx" => events(&bytes),
            _ => decoded(&bytes, record.source.encoding.as_deref()),
        }
        line.clear();
        serde_json::to_writer(&mut line, record).expect("a line");
        black_box(&line);
    }
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
