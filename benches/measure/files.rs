//! Documents of one layout in one container, as files.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::documents::Set;

/// The files, and their folder for as long as they are read.
pub struct Files {
    pub layout: String,
    pub container: &'static str,
    pub paths: Vec<PathBuf>,
    pub bytes: usize,
    pub folder: TempDir,
}

impl Files {
    /// The documents of a set, each written to a file.
    pub fn of(set: &Set) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the documents");
        let paths: Vec<PathBuf> = (0..set.documents.len()).map(|nth| folder.path().join(format!("{nth:06}.{}", set.container))).collect();
        for (path, document) in paths.iter().zip(&set.documents) {
            fs::write(path, document).expect("a document written");
        }
        let bytes = set.documents.iter().map(Vec::len).sum();
        Self { layout: set.layout.clone(), container: set.container, paths, bytes, folder }
    }
}
