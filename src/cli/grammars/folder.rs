//! A user's folder of grammars: its `*.toml` in the order of their names, added to those that are compiled in.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use gongkai::grammar::{Grammars, SourceFile};

use crate::cli::report::{Stop, shown};

/// Where further grammars are.
#[derive(Debug, Default, Clone, Args)]
pub struct Folder {
    /// Also read with the layouts of DIR: its *.toml files; one with the id of a built-in layout replaces it, a
    /// vocabulary.toml adds to the words that every layout knows
    #[arg(long, value_name = "DIR")]
    grammars: Option<PathBuf>,
}

/// No grammar is longer; whatever is was not meant to be one.
const MOST_BYTES: u64 = 4 << 20;

impl Folder {
    /// The built-in layouts and those of the folder.
    pub fn load(&self) -> Result<Grammars, Stop> {
        Grammars::with(self.files()?).map_err(Stop::Grammars)
    }

    /// The files of the folder, none where no folder was named.
    pub fn files(&self) -> Result<Vec<SourceFile>, Stop> {
        self.grammars.as_deref().map_or_else(|| Ok(Vec::new()), files)
    }
}

/// The grammar files of a folder.
pub fn files(folder: &Path) -> Result<Vec<SourceFile>, Stop> {
    let name = shown(&folder.to_string_lossy());
    let failed = |expected: &str, found: &dyn std::fmt::Display| Stop::Run(format!("{name}: expected {expected}, found {found}"));
    if folder.is_file() {
        return Err(failed("a folder of grammars", &"a file; name the folder that it stands in"));
    }
    let listing = fs::read_dir(folder).map_err(|error| failed("a folder of grammars", &error))?;
    let mut paths = Vec::new();
    for entry in listing {
        let path = entry.map_err(|error| failed("a folder of grammars", &error))?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.extension().is_some_and(|ending| ending == "toml") && path.is_file() {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        return Err(failed("grammars, *.toml", &"none"));
    }
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> Result<SourceFile, Stop> {
    let name = path.to_string_lossy().into_owned();
    let failed = |found: String| Stop::Run(format!("{}: expected a grammar in UTF-8, found {found}", shown(&name)));
    let length = fs::metadata(path).map_err(|error| failed(error.to_string()))?.len();
    if length > MOST_BYTES {
        return Err(failed(format!("{length} bytes; at most {MOST_BYTES} are read")));
    }
    let bytes = fs::read(path).map_err(|error| failed(error.to_string()))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile { path: name, text }),
        Err(error) => Err(failed(format!("another encoding from byte {} on", error.utf8_error().valid_up_to()))),
    }
}
