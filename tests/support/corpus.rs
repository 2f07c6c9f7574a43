//! The gold documents of `corpus/`: bytes as they are on disk, and the record read out by hand.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{BIG5, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use serde_json::Value;

/// One gold document.
pub struct Document {
    /// `kunming/01-plain-school-meals`
    pub name: String,
    /// The folder it stands in.
    pub layout: String,
    pub bytes: Vec<u8>,
    pub gold: Value,
}

/// A path inside the repository.
pub fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Entries of a folder in the order of their names.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let listing = fs::read_dir(folder).unwrap_or_else(|error| panic!("a folder {}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listing.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    paths
}

/// A file's name without its ending.
pub fn stem(path: &Path) -> String {
    path.file_stem().expect("a file name").to_string_lossy().into_owned()
}

/// The layouts that have gold documents.
pub fn layouts() -> Vec<String> {
    let folders = entries(&here("corpus"));
    folders.iter().filter(|path| path.is_dir()).map(|path| stem(path)).collect()
}

/// All gold documents: every `.txt` that has a `.json` of the same name beside it.
pub fn documents() -> Vec<Document> {
    let mut list = Vec::new();
    for layout in layouts() {
        for path in entries(&here("corpus").join(&layout)) {
            let twin = path.with_extension("json");
            if path.extension().is_none_or(|ending| ending != "txt") || !twin.exists() {
                continue;
            }
            let gold = fs::read(&twin).expect("a readable gold record");
            list.push(Document {
                name: format!("{layout}/{}", stem(&path)),
                layout: layout.clone(),
                bytes: fs::read(&path).expect("a readable document"),
                gold: serde_json::from_slice(&gold).unwrap_or_else(|error| panic!("{}: {error}", twin.display())),
            });
        }
    }
    list
}

impl Document {
    /// The text by the encoding that the gold record names, LF line ends, no byte order mark:
    /// decoded without any help of the extractor.
    pub fn text(&self) -> String {
        let encoding = match self.gold["encoding"].as_str() {
            Some("UTF-8") => UTF_8,
            Some("GB18030" | "GBK") => GB18030,
            Some("UTF-16LE") => UTF_16LE,
            Some("UTF-16BE") => UTF_16BE,
            Some("Big5") => BIG5,
            other => panic!("{}: unknown encoding {other:?}", self.name),
        };
        let (text, _) = encoding.decode_with_bom_removal(&self.bytes);
        text.replace("\r\n", "\n").replace('\r', "\n")
    }
}
