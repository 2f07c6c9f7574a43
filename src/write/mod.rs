//! Records in, tables out: SQLite, Parquet and CSV, or one JSON file per document. Knows the record and where to write,
//! and nothing of how a document is read.
//!
//! What the tables are is said once, in `src/write/tables/`; what a row of them holds, in `src/write/rows.rs`. The
//! formats know neither.

pub mod csv;
pub mod dictionary;
mod documents;
mod output;
pub mod package;
pub mod parquet;
pub mod place;
pub mod rows;
pub mod schema;
pub mod sqlite;
pub mod tables;
mod trouble;
mod yuan;

pub use output::Output;
pub use trouble::{Nature, Trouble};

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use schema::Cell;
use tables::Id;

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object on each line of a file.
    Jsonl,
    /// A folder with one JSON file for each document.
    Json,
    /// A folder with a folder of Parquet files for each table.
    Parquet,
    /// A SQLite database.
    Sqlite,
    /// A folder with a CSV file for each table.
    Csv,
}

/// All formats by name.
const FORMATS: [(&str, Format); 5] =
    [("jsonl", Format::Jsonl), ("json", Format::Json), ("parquet", Format::Parquet), ("sqlite", Format::Sqlite), ("csv", Format::Csv)];

impl Format {
    /// What a name says that is to be written there; JSON Lines where it says nothing.
    pub fn of_name(path: &Path) -> Self {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
        match ending.as_str() {
            "json" => Self::Json,
            "parquet" => Self::Parquet,
            "sqlite" | "sqlite3" | "db" => Self::Sqlite,
            "csv" => Self::Csv,
            _ => Self::Jsonl,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = FORMATS.iter().find(|(name, _)| *name == text);
        found.map(|(_, format)| *format).ok_or_else(|| format!("expected jsonl, json, parquet, sqlite or csv, found {text:?}"))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(FORMATS.iter().find(|(_, format)| format == self).map_or("", |(name, _)| name))
    }
}

/// Where rows go.
trait Sink {
    /// One more row; rows of a document come together, parents before children.
    fn row(&mut self, table: Id, cells: Vec<Cell<'_>>) -> Result<(), Trouble>;

    /// The last document has no more rows.
    fn document_ends(&mut self) -> Result<(), Trouble>;

    /// Makes all of it last.
    fn finish(self: Box<Self>) -> Result<(), Trouble>;
}
