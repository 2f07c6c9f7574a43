//! The ledger: what was read, under which name, by what, and what became of it.

use std::path::Path;

use gongkai::write::Trouble;
use rusqlite::{Connection, OpenFlags, OptionalExtension, params};

use super::entry::{Entry, Seen};

/// What the ledger knows of bytes before they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    New,
    /// They are no document.
    Skipped {
        /// By the extractor and the grammars of this run.
        current: bool,
    },
    /// They could be read.
    Read {
        /// By the extractor and the grammars of this run.
        current: bool,
    },
    /// They could not be read.
    Failed {
        /// By the extractor and the grammars of this run.
        current: bool,
    },
}

/// What of the ledger is listed.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// Only this outcome.
    pub outcome: Option<String>,
    /// Only this state.
    pub state: Option<String>,
}

/// A ledger to ask, beside the run that writes it.
#[derive(Debug)]
pub struct Ledger(Connection);

impl Ledger {
    /// Opens the ledger of the store at `path` for reading; `None` where there is none yet.
    pub fn of(path: &Path) -> Result<Option<Self>, Trouble> {
        let path = if path.is_dir() { path.join(super::store::LEDGER) } else { path.to_owned() };
        if !path.is_file() {
            return Ok(None);
        }
        let open = || {
            let connection = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .or_else(|_| Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY))?;
            connection.execute_batch("PRAGMA query_only = ON; PRAGMA busy_timeout = 5000")?;
            let found = "SELECT count(*) FROM sqlite_schema WHERE name = 'ledger'";
            let is_store = connection.query_row(found, [], |row| row.get::<_, i64>(0))? > 0;
            Ok(is_store.then_some(Self(connection)))
        };
        open().map_err(|error: rusqlite::Error| Trouble::from(error).at(&path))
    }

    /// What is known of these bytes; `reader` is what would read them now.
    pub fn known(&self, sha256: &str, reader: &str) -> Result<Known, Trouble> {
        let mut statement = self.0.prepare_cached("SELECT outcome, reader = ?2 FROM ledger WHERE sha256 = ?1 LIMIT 1")?;
        let found = statement.query_row(params![sha256, reader], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)));
        Ok(match found.optional()? {
            None => Known::New,
            Some((outcome, current)) => match outcome.as_str() {
                "failed" => Known::Failed { current },
                "skipped" => Known::Skipped { current },
                _ => Known::Read { current },
            },
        })
    }

    /// The files on disk that hold a quarantined document.
    pub fn quarantined_files(&self) -> Result<Vec<String>, Trouble> {
        let query = "SELECT DISTINCT file FROM ledger WHERE outcome = 'failed' AND state = 'present' ORDER BY file";
        let mut statement = self.0.prepare(query)?;
        let files = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(files)
    }

    /// Calls `show` with every entry asked for, in the order of their names.
    pub fn list(&self, listed: &Listed, mut show: impl FnMut(&Entry) -> bool) -> Result<(), Trouble> {
        let query = "SELECT * FROM ledger WHERE (?1 IS NULL OR outcome = ?1) AND (?2 IS NULL OR state = ?2) ORDER BY path, sha256";
        let mut statement = self.0.prepare(query)?;
        let mut rows = statement.query(params![listed.outcome, listed.state])?;
        while let Some(row) = rows.next()? {
            if !show(&Entry::read(row)?) {
                break;
            }
        }
        Ok(())
    }
}

/// The entry of these bytes under this name.
pub(super) fn entry(connection: &Connection, seen: &Seen) -> Result<Option<Entry>, Trouble> {
    let mut statement = connection.prepare_cached("SELECT * FROM ledger WHERE path = ?1 AND sha256 = ?2")?;
    Ok(statement.query_row(params![seen.path, seen.sha256], Entry::read).optional()?)
}

/// Some entry of these bytes, under whatever name.
pub(super) fn other_name(connection: &Connection, sha256: &str) -> Result<Option<Entry>, Trouble> {
    let mut statement = connection.prepare_cached("SELECT * FROM ledger WHERE sha256 = ?1 LIMIT 1")?;
    Ok(statement.query_row([sha256], Entry::read).optional()?)
}

/// The run that stored the rows of this document, if they are in the store.
pub(super) fn stored_by(connection: &Connection, sha256: &str) -> Result<Option<i64>, Trouble> {
    let mut statement = connection.prepare_cached("SELECT read_run FROM ledger WHERE sha256 = ?1 AND stored = 1 LIMIT 1")?;
    Ok(statement.query_row([sha256], |row| row.get(0)).optional()?)
}

/// The name was met again, with the same bytes.
pub(super) fn met(connection: &Connection, seen: &Seen, run: i64) -> Result<(), Trouble> {
    let update = "UPDATE ledger SET last_run = ?3, state = 'present' WHERE path = ?1 AND sha256 = ?2";
    connection.prepare_cached(update)?.execute(params![seen.path, seen.sha256, run])?;
    Ok(())
}

/// Writes an entry, and what it says of its bytes into the entries of their other names.
pub(super) fn write(connection: &Connection, entry: &Entry, reader: &str, run: i64) -> Result<(), Trouble> {
    let sha256 = entry.sha256.as_deref().unwrap_or("");
    let counts = [entry.projects, entry.departments, entry.indicators, entry.budget_tables, entry.diagnostics].map(|count| count as i64);
    let [projects, departments, indicators, tables, diagnostics] = counts;
    let insert = "INSERT INTO ledger VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19,
        'present', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?20, ?20, ?20)
      ON CONFLICT DO UPDATE SET last_run = excluded.last_run, state = 'present', raw_name = excluded.raw_name, reader = excluded.reader,
        outcome = excluded.outcome, error_code = excluded.error_code, error_message = excluded.error_message";
    connection.prepare_cached(insert)?.execute(params![
        entry.path,
        sha256,
        entry.file,
        entry.member,
        entry.raw_name,
        entry.bytes.map(|bytes| bytes as i64),
        entry.outcome,
        entry.error_code,
        entry.error_message,
        entry.extractor_version,
        entry.grammar,
        entry.grammar_sha256,
        reader,
        entry.stored,
        projects,
        departments,
        indicators,
        tables,
        diagnostics,
        run
    ])?;
    if sha256.is_empty() {
        return Ok(());
    }
    let update = "UPDATE ledger SET outcome = ?2, error_code = ?3, error_message = ?4, extractor_version = ?5, grammar = ?6,
        grammar_sha256 = ?7, reader = ?8, stored = ?9, projects = ?10, departments = ?11, indicators = ?12, budget_tables = ?13,
        diagnostics = ?14, read_run = ?15, read_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE sha256 = ?1";
    connection.prepare_cached(update)?.execute(params![
        sha256,
        entry.outcome,
        entry.error_code,
        entry.error_message,
        entry.extractor_version,
        entry.grammar,
        entry.grammar_sha256,
        reader,
        entry.stored,
        projects,
        departments,
        indicators,
        tables,
        diagnostics,
        run
    ])?;
    Ok(())
}

/// Marks what a complete run over `sources` has not met: replaced where its name holds other bytes now, else
/// disappeared. What lies in a folder or archive that could not be read is left as it is. Gives the number of those that
/// disappeared.
pub(super) fn mark_unmet(connection: &Connection, sources: &[String], run: i64) -> Result<u64, Trouble> {
    let update = "UPDATE ledger SET state = CASE WHEN EXISTS
        (SELECT 1 FROM ledger AS now WHERE now.path = ledger.path AND now.last_run = ?2) THEN 'replaced' ELSE 'disappeared' END
      WHERE state = 'present' AND last_run <> ?2
        AND (path = ?1 OR substr(path, 1, length(?1) + 2) = ?1 || '!/'
          OR substr(path, 1, length(rtrim(?1, '/')) + 1) = rtrim(?1, '/') || '/')
        AND NOT EXISTS (SELECT 1 FROM ledger AS unread WHERE unread.last_run = ?2 AND unread.sha256 = '' AND unread.outcome = 'failed'
          AND ledger.sha256 <> ''
          AND (ledger.path = unread.path OR substr(ledger.path, 1, length(unread.path) + 1) = unread.path || '/'
            OR substr(ledger.path, 1, length(unread.path) + 2) = unread.path || '!/'))";
    let gone = "SELECT count(*) FROM ledger WHERE state = 'disappeared'";
    let count = |connection: &Connection| connection.query_row(gone, [], |row| row.get::<_, i64>(0));
    let before = count(connection)?;
    for source in sources {
        connection.prepare_cached(update)?.execute(params![source, run])?;
    }
    Ok((count(connection)? - before).unsigned_abs())
}
