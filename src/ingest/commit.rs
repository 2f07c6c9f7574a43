//! The Parquet files of one commit: written and synced under a name that no reader looks at, then put into the ledger.

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use gongkai::write::parquet::{Part, Parts, part_name};
use gongkai::write::schema::{Cell, Table};
use gongkai::write::tables::{Id, TABLES};
use gongkai::write::{Trouble, place};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReaderBuilder, RowSelection, RowSelector};
use rusqlite::{Connection, params};
use tracing::debug;

use super::files::{STAGING, listed};

/// The tables of a store; names are in the ledger.
pub(super) fn tables() -> impl Iterator<Item = &'static Table> {
    TABLES.into_iter().filter(|table| table.name != "sources")
}

/// What one commit adds and takes away.
pub(super) struct Batch {
    store: PathBuf,
    parts: Vec<Parts>,
    removed: HashSet<String>,
    /// Files that count already.
    listed: Vec<Vec<usize>>,
    rows: u64,
}

impl Batch {
    pub(super) fn new(store: &Path, ledger: &Connection) -> Result<Self, Trouble> {
        let mut parts = Vec::new();
        let mut counting = Vec::new();
        for table in tables() {
            let staging = store.join(STAGING).join(table.name);
            fs::create_dir_all(&staging)?;
            let there = listed(ledger, table)?;
            let next = there.last().map_or(0, |last| last + 1);
            parts.push(Parts::new(table, next, move |number| staging.join(part_name(number))));
            counting.push(there);
        }
        Ok(Self { store: store.to_owned(), parts, removed: HashSet::new(), listed: counting, rows: 0 })
    }

    /// Adds a row.
    pub(super) fn row(&mut self, table: Id, cells: &[Cell<'_>]) -> Result<(), Trouble> {
        self.rows += 1;
        self.parts[table as usize].row(cells)
    }

    /// The rows of a document that stand in files already do not count any more.
    pub(super) fn remove(&mut self, sha256: &str) {
        self.removed.insert(sha256.to_owned());
    }

    /// Adds the rows of another store's file, but those of some documents; gives how many.
    pub(super) fn add(&mut self, table: usize, file: &Path, but: &HashSet<String>) -> Result<(), Trouble> {
        self.rows += copy(file, &mut self.parts[table], but)?;
        Ok(())
    }

    /// Syncs the files and enters them into the ledger's open transaction. Whether there is anything new.
    pub(super) fn finish(mut self, ledger: &Connection) -> Result<bool, Trouble> {
        let first = self.listed.iter().all(Vec::is_empty);
        if self.rows == 0 && self.removed.is_empty() && !first {
            return Ok(false);
        }
        if !self.removed.is_empty() {
            self.rewrite(ledger)?;
        }
        for (table, parts) in tables().zip(self.parts) {
            for part in parts.finish(first)? {
                let insert = "INSERT INTO ledger_files VALUES (?1, ?2, ?3)";
                ledger.prepare_cached(insert)?.execute(params![table.name, number(&part), i64::try_from(part.rows).unwrap_or(i64::MAX)])?;
                debug!(file = %part.path.display(), "synced");
            }
            place::sync_folder(&self.store.join(STAGING).join(table.name));
        }
        Ok(true)
    }

    /// Files that hold rows of removed documents are written again without them.
    fn rewrite(&mut self, ledger: &Connection) -> Result<(), Trouble> {
        for ((table, parts), listed) in tables().zip(&mut self.parts).zip(&self.listed) {
            for &part in listed {
                let file = self.store.join(table.name).join(part_name(part));
                if holds(&file, &self.removed)? {
                    copy(&file, parts, &self.removed)?;
                    ledger.execute("DELETE FROM ledger_files WHERE table_name = ?1 AND part = ?2", params![table.name, part as i64])?;
                }
            }
        }
        Ok(())
    }
}

/// The number in a part's name.
fn number(part: &Part) -> i64 {
    let digits = part.path.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.strip_prefix("part-"));
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(-1)
}

/// For each row of a file, whether its document is one of `documents`.
fn of_these(file: &Path, documents: &HashSet<String>) -> Result<Vec<bool>, Trouble> {
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(file).map_err(|error| Trouble::from(error).at(file))?)?;
    let only = ProjectionMask::columns(builder.parquet_schema(), ["document_sha256"]);
    let mut found = Vec::new();
    for batch in builder.with_projection(only).build()? {
        let batch = batch?;
        found.extend(batch.column(0).as_string::<i32>().iter().map(|sha256| sha256.is_some_and(|sha256| documents.contains(sha256))));
    }
    Ok(found)
}

fn holds(file: &Path, documents: &HashSet<String>) -> Result<bool, Trouble> {
    Ok(of_these(file, documents)?.contains(&true))
}

/// Copies the rows of a file but those of some documents.
fn copy(file: &Path, to: &mut Parts, but: &HashSet<String>) -> Result<u64, Trouble> {
    let of_these = of_these(file, but)?;
    let selectors = of_these.chunk_by(|a, b| a == b).map(|run| match run[0] {
        true => RowSelector::skip(run.len()),
        false => RowSelector::select(run.len()),
    });
    let selection = RowSelection::from(selectors.collect::<Vec<_>>());
    let builder = ParquetRecordBatchReaderBuilder::try_new(File::open(file)?)?;
    let mut rows = 0;
    for batch in builder.with_row_selection(selection).build()? {
        let batch = batch?;
        rows += batch.num_rows() as u64;
        to.batch(&batch)?;
    }
    Ok(rows)
}
