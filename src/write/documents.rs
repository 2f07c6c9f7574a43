//! One JSON file per document, under a name that every file system takes and that no other document has.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::trouble::Trouble;
use crate::model::record::Record;

/// Bytes of a document's own name that are kept: file systems take 255, and some count UTF-16.
const LONGEST: usize = 96;

/// A folder of JSON files.
pub(super) struct Documents(PathBuf);

impl Documents {
    /// In this folder.
    pub(super) fn create(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// Writes one file.
    pub(super) fn record(&mut self, record: &Record) -> Result<(), Trouble> {
        let mut text = serde_json::to_vec_pretty(record)?;
        text.push(b'\n');
        let mut file = self.file(&record.source.path)?;
        Ok(file.write_all(&text)?)
    }

    fn file(&self, path: &str) -> Result<File, Trouble> {
        // The same path can be given twice.
        for time in 1_u64.. {
            let name = name(path, time);
            match File::create_new(self.0.join(name)) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                opened => return Ok(opened?),
            }
        }
        Err(Trouble::other("expected a free name, found none"))
    }
}

/// `预算-3f2a….json`: the last part of the path, and the SHA-256 of the whole, since many documents are called alike.
fn name(path: &str, time: u64) -> String {
    let last = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let safe = |c: char| if c.is_control() || "<>:\"|?*".contains(c) { '_' } else { c };
    let mut stem: String = last.chars().map(safe).collect();
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_matches(['.', ' ', '-']);
    let digest: String = Sha256::digest(path.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let again = if time == 1 { String::new() } else { format!("-{time}") };
    format!("{}-{digest}{again}.json", if stem.is_empty() { "document" } else { stem })
}

/// Whether a file name is one of those written here.
pub(super) fn is_ours(name: &str) -> bool {
    let digest = |part: &str| part.len() == 16 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let Some(stem) = name.strip_suffix(".json") else { return false };
    stem.rsplit('-').take(2).any(digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_no_two_paths_have_the_same() {
        let long = "预".repeat(200);
        let paths = ["a/b.txt", "c/b.txt", "b.txt", "..", "a/CON", "x\u{7}:*?.txt", "a.zip!/目录/文件.doc", "-", &long, ""];
        let mut names: Vec<String> = paths.iter().map(|path| name(path, 1)).collect();
        names.push(name("b.txt", 2));
        for name in &names {
            assert!(name.len() < 200 && !name.starts_with(['.', '-']) && is_ours(name), "{name}");
            assert!(!name.contains(['/', '\\', ':', '*', '?', '\u{7}']), "{name}");
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), paths.len() + 1);
        assert!(!is_ours("notes.json") && !is_ours("a-0123456789abcdef.txt"));
    }
}
