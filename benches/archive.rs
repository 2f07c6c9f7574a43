//! Writes documents to measure with into a folder, or a ZIP where the name ends so: of each layout and container that are asked
//! for `--documents` each, the same ones for the same seed. Needs no network.
//!
//!     cargo bench --profile dev --bench archive -- OUT [--layout ID] [--container text|docx] [--documents N] [--seed N]
//!                                                      [--bytes N] [--xml N]
//!
//! Names are <layout>/<container>/000001.txt. `--bytes` is the least size of a text, `--xml` the kilobytes of XML around a Word
//! file's words: real forms have up to 650.

mod documents;
#[allow(dead_code)]
#[path = "../tests/generate/mod.rs"]
mod generate;

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use documents::sets;
use documents::settings::wanted;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn main() {
    // cargo adds --bench to what a benchmark is given.
    let out = std::env::args().nth(1).filter(|out| !out.starts_with("--")).expect("the first argument names a folder or a .zip");
    let mut zip = out.ends_with(".zip").then(|| ZipWriter::new(BufWriter::new(File::create(&out).expect("an archive"))));
    let (mut count, mut bytes) = (0, 0);
    for set in sets(&wanted(2000)) {
        let ending = if set.container == "text" { "txt" } else { set.container };
        for (nth, document) in set.documents.iter().enumerate() {
            let name = format!("{}/{}/{:06}.{ending}", set.layout, set.container, nth + 1);
            match &mut zip {
                Some(zip) => pack(zip, &name, document),
                None => write(&Path::new(&out).join(name), document),
            }
            (count, bytes) = (count + 1, bytes + document.len());
        }
    }
    if let Some(zip) = zip {
        zip.finish().expect("the archive's end").flush().expect("the archive written");
    }
    println!("{out}: {count} documents, {:.1} MB", bytes as f64 / 1e6);
}

fn write(path: &Path, document: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(path, document).expect("a document written");
}

fn pack(zip: &mut ZipWriter<BufWriter<File>>, name: &str, document: &[u8]) {
    zip.start_file(name, SimpleFileOptions::default()).expect("a member");
    zip.write_all(document).expect("its bytes");
}
