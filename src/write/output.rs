//! Records to one place in one format: whole or not at all, each document once however often its bytes come.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use tempfile::{NamedTempFile, TempDir};

use super::schema::Cell;
use super::tables::{Id, TABLES};
use super::{Format, Sink, Trouble, csv, documents, package, parquet, place, rows, sqlite};
use crate::model::record::Record;

/// An output of tables, or of one file per document; it takes its place in [`Output::finish`].
pub struct Output {
    target: PathBuf,
    draft: Draft,
    form: Form,
}

enum Draft {
    File(NamedTempFile),
    Folder(TempDir),
}

enum Form {
    Documents(documents::Documents),
    Tables(Tables),
}

struct Tables {
    sink: Kept,
    /// Documents that stand in the tables already.
    seen: HashSet<u128>,
    sources: i64,
}

/// Parquet is asked for its parts in the end; the others are only finished.
enum Kept {
    Parquet(parquet::Folders),
    Other(Box<dyn Sink>),
}

impl Output {
    /// An output at `path`; what stands there stays until the new one is whole, and is refused where it is none of ours.
    pub fn create(format: Format, path: &Path) -> Result<Self, Trouble> {
        let opened = || {
            let target = place::resolved(path)?;
            must_be_ours(format, &target)?;
            let draft = match format {
                Format::Sqlite => Draft::File(place::draft_file(&target)?),
                _ => Draft::Folder(place::draft_folder(&target)?),
            };
            let form = form(format, draft.path())?;
            Ok(Self { target, draft, form })
        };
        opened().map_err(|trouble: Trouble| trouble.at(path))
    }

    /// Writes one record.
    pub fn record(&mut self, record: &Record) -> Result<(), Trouble> {
        let written = match &mut self.form {
            Form::Documents(documents) => documents.record(record),
            Form::Tables(tables) => tables.record(record),
        };
        written.map_err(|trouble| trouble.at(&self.target))
    }

    /// Syncs what was written and gives it its name.
    pub fn finish(self) -> Result<(), Trouble> {
        let Self { target, draft, form } = self;
        let named = || {
            match form {
                Form::Documents(_) => place::sync_files(draft.path())?,
                Form::Tables(tables) => tables.finish(draft.path())?,
            }
            match draft {
                Draft::File(file) => place::replace_file(file, &target)?,
                Draft::Folder(folder) => place::replace_folder(folder, &target)?,
            }
            Ok(())
        };
        named().map_err(|trouble: Trouble| trouble.at(&target))
    }
}

impl Draft {
    fn path(&self) -> &Path {
        match self {
            Self::File(file) => file.path(),
            Self::Folder(folder) => folder.path(),
        }
    }
}

fn form(format: Format, draft: &Path) -> Result<Form, Trouble> {
    let sink = match format {
        Format::Json => return Ok(Form::Documents(documents::Documents::create(draft))),
        Format::Parquet => Kept::Parquet(parquet::Folders::create(draft)?),
        Format::Csv => Kept::Other(Box::new(csv::Files::create(draft)?)),
        Format::Sqlite => Kept::Other(Box::new(sqlite::Database::create(draft)?)),
        Format::Jsonl => return Err(Trouble::other("expected a format of tables, found jsonl")),
    };
    Ok(Form::Tables(Tables { sink, seen: HashSet::new(), sources: 0 }))
}

impl Tables {
    fn record(&mut self, record: &Record) -> Result<(), Trouble> {
        let sink: &mut dyn Sink = match &mut self.sink {
            Kept::Parquet(folders) => folders,
            Kept::Other(sink) => sink.as_mut(),
        };
        let mut ended = Ok(());
        if let Some(sha256) = record.source.sha256.as_deref().filter(|sha256| self.seen.insert(identity(sha256))) {
            rows::rows(record, sha256, &mut |table: Id, cells: Vec<Cell<'_>>| {
                if ended.is_ok() {
                    ended = sink.row(table, cells);
                }
            });
        }
        ended?;
        sink.row(Id::Sources, rows::source(self.sources, record))?;
        self.sources += 1;
        sink.document_ends()
    }

    fn finish(self, folder: &Path) -> Result<(), Trouble> {
        let described = match self.sink {
            Kept::Parquet(folders) => {
                let parts = folders.close()?;
                let names = parts.iter().zip(TABLES).map(|(parts, table)| names(table.name, parts)).collect::<Vec<_>>();
                for table in TABLES {
                    place::sync_folder(&folder.join(table.name));
                }
                let filled = parts.iter().zip(TABLES).filter(|(parts, _)| parts.iter().any(|part| part.rows > 0));
                let filled: Vec<_> = filled.map(|(_, table)| table).collect();
                place::write_file(&folder.join(CARD), package::card(&filled).as_bytes())?;
                package::of_parquet(&TABLES, &names)
            }
            Kept::Other(sink) => {
                sink.finish()?;
                if folder.is_file() {
                    return Ok(());
                }
                package::of_csv()
            }
        };
        Ok(place::write_file(&folder.join(PACKAGE), format!("{described:#}\n").as_bytes())?)
    }
}

const PACKAGE: &str = "datapackage.json";
const CARD: &str = "README.md";

fn names(table: &str, parts: &[parquet::Part]) -> Vec<String> {
    let name = |part: &parquet::Part| part.path.file_name().map(|name| format!("{table}/{}", name.to_string_lossy()));
    parts.iter().filter_map(name).collect()
}

/// Half of a SHA-256 is as unique as all of it, for as many documents as there are.
fn identity(sha256: &str) -> u128 {
    sha256.get(..32).and_then(|half| u128::from_str_radix(half, 16).ok()).unwrap_or(0)
}

/// Refuses to replace what this program did not write, and stores, which are more than one run's output.
fn must_be_ours(format: Format, target: &Path) -> Result<(), Trouble> {
    let Ok(found) = fs::metadata(target) else { return Ok(()) };
    if format == Format::Sqlite {
        return match found.is_file() {
            true if is_store(target) => Err(Trouble::other("expected a new name, found a store of `gongkai ingest`")),
            true => Ok(()),
            false => Err(Trouble::other("expected a file or nothing, found something else")),
        };
    }
    if !found.is_dir() {
        return Err(Trouble::other(format!("expected a folder or nothing to write {format} to, found something else")));
    }
    for entry in fs::read_dir(target)? {
        let name = entry?.file_name();
        if !is_of(format, &name) {
            let name = name.to_string_lossy().escape_debug().to_string();
            return Err(Trouble::other(format!("expected an empty folder or an earlier output of this format, found {name} in it")));
        }
    }
    Ok(())
}

fn is_of(format: Format, name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    match format {
        Format::Json => documents::is_ours(name),
        Format::Csv => name == PACKAGE || TABLES.iter().any(|table| name == csv::file_name(table)),
        _ => name == PACKAGE || name == CARD || TABLES.iter().any(|table| name == table.name),
    }
}

/// Whether a file is a database that runs add to.
fn is_store(path: &Path) -> bool {
    let ask = || {
        let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        database.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'ledger'", [], |row| row.get::<_, i64>(0))
    };
    ask().is_ok_and(|found| found > 0)
}
