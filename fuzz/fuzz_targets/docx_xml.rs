//! Any XML as the parts of a Word file: NUL parts document, styles, numbering and footnotes.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

const PARTS: [&str; 4] = ["document", "styles", "numbering", "footnotes"];

fuzz_target!(|bytes: &[u8]| {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in PARTS.iter().zip(bytes.split(|&byte| byte == 0)) {
        zip.start_file(format!("word/{name}.xml"), stored)
            .expect("a part");
        zip.write_all(part).expect("its bytes");
    }
    let file = zip.finish().expect("a ZIP").into_inner();
    if let Ok(decoded) = gongkai::decode::decode(&file, None) {
        gongkai_fuzz::sound(&decoded.document);
    }
});
