//! The five real documents, which lie outside the repository: tests over them are skipped, and say
//! so, where the folder is absent; with `CI=true` they must be there. `GONGKAI_SEEDS` names another folder.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use super::corpus::{entries, here};

const FOLDER: &str = "../shared/seeds";

/// A real document by the number that its file name begins with.
pub fn seed(number: &str) -> Option<Vec<u8>> {
    let named = std::env::var("GONGKAI_SEEDS").ok();
    let folder = named.map_or_else(|| here(FOLDER), PathBuf::from);
    if !folder.is_dir() {
        let required = std::env::var("CI").is_ok_and(|value| value == "true");
        assert!(!required, "CI=true, but there is no folder {FOLDER}");
        // Straight to the stream: what a test prints otherwise is shown only when it fails.
        let _ = writeln!(std::io::stderr(), "skipped: there is no folder {FOLDER}");
        return None;
    }
    let path = entries(&folder)
        .into_iter()
        .find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(number)))
        .unwrap_or_else(|| panic!("no document {number} in {FOLDER}"));
    Some(fs::read(path).expect("a readable document"))
}

/// A real document as text.
pub fn seed_text(number: &str) -> Option<String> {
    seed(number).map(|bytes| String::from_utf8(bytes).expect("the real documents are UTF-8"))
}
