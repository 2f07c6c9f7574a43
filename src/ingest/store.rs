//! An opened store: made where there is none, mended where a run died, locked as long as it is open.

use std::fs;
use std::path::{Path, PathBuf};

use gongkai::model::record::Record;
use gongkai::write::sqlite::{self, APPLICATION};
use gongkai::write::tables::TABLES;
use gongkai::write::{Trouble, rows};
use rusqlite::{Connection, params};

use super::commit::Batch;
use super::entry::{Entry, Seen};
use super::lock::Lock;
use super::summary::Ended;
use super::{files, ledger, schema};

/// The ledger's name in a folder.
pub(super) const LEDGER: &str = "ledger.sqlite";

/// What a store is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One database file.
    Sqlite,
    /// A folder of Parquet files with a ledger.
    Parquet,
}

impl Kind {
    /// What stands at a path, or what its name says should.
    pub fn of(path: &Path) -> Self {
        let named = path.extension().is_some_and(|ending| ending == "parquet") || path.as_os_str().as_encoded_bytes().ends_with(b"/");
        if path.is_dir() || (named && !path.is_file()) { Self::Parquet } else { Self::Sqlite }
    }
}

/// A store that this run alone writes to.
pub struct Store {
    path: PathBuf,
    pub(super) ledger: Connection,
    /// The Parquet files being written; a database takes rows itself.
    pub(super) batch: Option<Batch>,
    run: i64,
    reader: String,
    /// Last, so that it is given back when everything is closed.
    _lock: Lock,
}

impl Store {
    /// Opens the store at `path`.
    pub fn open(path: &Path, kind: Kind) -> Result<Self, Trouble> {
        let place = || match kind {
            Kind::Sqlite => {
                let name = path.file_name().ok_or_else(|| Trouble::other("expected a file name, found none"))?;
                let lock = Lock::take(&path.with_file_name(format!("{}.lock", name.to_string_lossy())))?;
                Ok((lock, path.to_owned()))
            }
            Kind::Parquet => {
                must_be_store(path)?;
                fs::create_dir_all(path)?;
                Ok((Lock::take(&path.join("ledger.lock"))?, path.join(LEDGER)))
            }
        };
        let (lock, database) = place().map_err(|trouble: Trouble| trouble.at(path))?;
        let opened = || {
            let ledger = connect(&database)?;
            create(&ledger, kind)?;
            let batch = match kind {
                Kind::Sqlite => None,
                Kind::Parquet => {
                    files::recover(path, &ledger)?;
                    Some(Batch::new(path, &ledger)?)
                }
            };
            Ok(Self { path: path.to_owned(), ledger, batch, run: 0, reader: String::new(), _lock: lock })
        };
        opened().map_err(|trouble: Trouble| trouble.at(path))
    }

    /// A new run, by this reader.
    pub fn start_run(&mut self, reader: &str) -> Result<(), Trouble> {
        let insert = "INSERT INTO ledger_runs (started_at, reader) VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1)";
        let start = || {
            self.ledger.execute(insert, [reader])?;
            Ok(self.ledger.last_insert_rowid())
        };
        self.run = start().map_err(|error: rusqlite::Error| Trouble::from(error).at(&self.path))?;
        reader.clone_into(&mut self.reader);
        self.begin()
    }

    /// Its number.
    pub fn run(&self) -> i64 {
        self.run
    }

    fn begin(&mut self) -> Result<(), Trouble> {
        self.ledger.execute_batch("BEGIN IMMEDIATE").map_err(|error| Trouble::from(error).at(&self.path))
    }

    /// Something that has no bytes: its entry.
    pub fn problem(&mut self, entry: &Entry) -> Result<(), Trouble> {
        ledger::write(&self.ledger, entry, &self.reader, self.run).map_err(|trouble| trouble.at(&self.path))
    }

    /// Bytes that were read before: they are listed under this name.
    pub fn known(&mut self, seen: &Seen) -> Result<Ended, Trouble> {
        let known = || {
            if let Some(entry) = ledger::entry(&self.ledger, seen)? {
                ledger::met(&self.ledger, seen, self.run)?;
                return Ok(Ended::of(&entry).unwrap_or(Ended::Unchanged));
            }
            let other = ledger::other_name(&self.ledger, &seen.sha256)?;
            let other = other.ok_or_else(|| Trouble::other(format!("expected an entry of {}, found none", seen.sha256)))?;
            let own = Entry::problem(seen, false, "", "");
            let entry = Entry { path: own.path, file: own.file, member: own.member, raw_name: own.raw_name, ..other };
            self.copy(&entry)?;
            Ok(Ended::of(&entry).unwrap_or(Ended::Stored { rows: false }))
        };
        known().map_err(|trouble: Trouble| trouble.at(&self.path))
    }

    /// Lists bytes under a further name, with what their other entries say.
    fn copy(&self, entry: &Entry) -> Result<(), Trouble> {
        let insert = "INSERT INTO ledger SELECT ?1, sha256, ?2, ?3, ?4, bytes, outcome, error_code, error_message, extractor_version,
            grammar, grammar_sha256, reader, stored, projects, departments, indicators, budget_tables, diagnostics, 'present',
            read_at, read_run, ?6, ?6
          FROM ledger WHERE sha256 = ?5 LIMIT 1";
        let values = params![entry.path, entry.file, entry.member, entry.raw_name, entry.sha256, self.run];
        self.ledger.prepare_cached(insert)?.execute(values)?;
        Ok(())
    }

    /// A document that was read: its entry, and its rows in the place of those that an earlier run stored.
    pub fn record(&mut self, seen: &Seen, record: &Record) -> Result<Ended, Trouble> {
        self.take(seen, record).map_err(|trouble| trouble.at(&self.path))
    }

    fn take(&mut self, seen: &Seen, record: &Record) -> Result<Ended, Trouble> {
        let mut entry = Entry::of(seen, record);
        let by = ledger::stored_by(&self.ledger, &seen.sha256)?;
        let stands = by.is_some();
        let readable = !entry.is_failed() && !entry.is_skipped();
        if by == Some(self.run) {
            // The same bytes were under way twice.
            return self.known(seen);
        }
        // What an older version could read stays until a newer one can read it too.
        entry.stored = readable || stands;
        if readable {
            if stands {
                self.remove(&seen.sha256)?;
            }
            self.rows(seen, record)?;
        }
        ledger::write(&self.ledger, &entry, &self.reader, self.run)?;
        Ok(Ended::of(&entry).unwrap_or(Ended::Stored { rows: true }))
    }

    fn remove(&mut self, sha256: &str) -> Result<(), Trouble> {
        match &mut self.batch {
            Some(batch) => batch.remove(sha256),
            None => drop(self.ledger.prepare_cached("DELETE FROM documents WHERE document_sha256 = ?1")?.execute([sha256])?),
        }
        Ok(())
    }

    fn rows(&mut self, seen: &Seen, record: &Record) -> Result<(), Trouble> {
        let mut ended = Ok(());
        rows::rows(record, &seen.sha256, &mut |table, cells| {
            if ended.is_ok() {
                ended = match &mut self.batch {
                    Some(batch) => batch.row(table, &cells),
                    None => sqlite::insert(&self.ledger, table.table(), &cells),
                };
            }
        });
        ended
    }

    /// Makes everything since the last commit last, all of it or nothing.
    pub fn commit(&mut self) -> Result<(), Trouble> {
        self.seal().map_err(|trouble| trouble.at(&self.path))?;
        self.begin()
    }

    pub(super) fn seal(&mut self) -> Result<(), Trouble> {
        let changed = match self.batch.take() {
            Some(batch) => batch.finish(&self.ledger)?,
            None => false,
        };
        self.ledger.execute_batch("COMMIT")?;
        if Kind::of(&self.path) == Kind::Parquet {
            if changed {
                files::publish(&self.path, &self.ledger)?;
            }
            self.batch = Some(Batch::new(&self.path, &self.ledger)?);
        }
        Ok(())
    }

    /// Ends a run that met everything below `sources`: what it has not met is marked. Gives how many names disappeared.
    pub fn mark_unmet(&mut self, sources: &[String]) -> Result<u64, Trouble> {
        ledger::mark_unmet(&self.ledger, sources, self.run).map_err(|trouble| trouble.at(&self.path))
    }

    /// Ends the run.
    pub fn finish(mut self, summary: &str) -> Result<(), Trouble> {
        let update = "UPDATE ledger_runs SET finished_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), summary = ?2 WHERE run = ?1";
        let path = self.path.clone();
        let mut finish = || {
            self.ledger.execute(update, params![self.run, summary])?;
            self.seal()?;
            rest(&self.ledger);
            if self.batch.take().is_some() {
                fs::remove_dir_all(self.path.join(files::STAGING))?;
            }
            Ok(())
        };
        finish().map_err(|trouble: Trouble| trouble.at(&path))
    }
}

/// At rest a database is one file, which readers can open wherever it lies; where somebody reads, this is left to the
/// next run.
pub(super) fn rest(ledger: &Connection) {
    let _ = ledger.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()));
}

fn connect(path: &Path) -> Result<Connection, Trouble> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    must_be_ours(&connection)?;
    // Readers and this writer do not wait for each other.
    connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    connection.execute_batch("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn number(connection: &Connection, query: &str) -> Result<i64, Trouble> {
    Ok(connection.query_row(query, [], |row| row.get(0))?)
}

fn must_be_ours(connection: &Connection) -> Result<(), Trouble> {
    let (tables, version) = (number(connection, "SELECT count(*) FROM sqlite_schema")?, number(connection, "PRAGMA user_version")?);
    let ours = number(connection, "PRAGMA application_id")? == i64::from(APPLICATION);
    match (tables, ours, version) {
        (0, _, _) | (_, true, schema::VERSION) => Ok(()),
        (_, true, 0) => Err(Trouble::other("expected a store of `gongkai ingest`, found tables that `gongkai extract` wrote")),
        (_, true, other) => Err(Trouble::other(format!("expected a store of version {}, found version {other}", schema::VERSION))),
        _ => Err(Trouble::other("expected a store of `gongkai ingest` or nothing, found another database")),
    }
}

fn create(ledger: &Connection, kind: Kind) -> Result<(), Trouble> {
    if number(ledger, "PRAGMA user_version")? != 0 {
        return Ok(());
    }
    let of_documents: Vec<_> = TABLES.into_iter().filter(|table| table.name != "sources").collect();
    ledger.execute_batch(&format!("BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {}", schema::VERSION))?;
    ledger.execute_batch(schema::DDL)?;
    if kind == Kind::Sqlite {
        sqlite::create(ledger, &of_documents)?;
        ledger.execute_batch(schema::SOURCES)?;
    }
    Ok(ledger.execute_batch("COMMIT")?)
}

/// A folder is a store, or empty, or not ours to write to.
fn must_be_store(path: &Path) -> Result<(), Trouble> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    let names: Vec<_> = entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<Result<_, _>>()?;
    if names.iter().any(|name| name == LEDGER) || names.iter().all(|name| name == "ledger.lock") {
        return Ok(());
    }
    Err(Trouble::other("expected a store of `gongkai ingest` or an empty folder, found a folder without a ledger"))
}
