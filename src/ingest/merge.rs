//! Several stores into one: every document once, every name as it is listed, as if one run had read it all.

use std::collections::HashSet;
use std::path::Path;

use gongkai::write::Trouble;
use rusqlite::{Connection, OpenFlags};

use super::commit::tables;
use super::store::{Kind, LEDGER, Store};
use super::{files, schema};
use gongkai::write::parquet::part_name;

/// Adds the store at `from` to `store`, which has the same kind; documents and names that stand there stay as they are.
pub fn merge(store: &mut Store, from: &Path) -> Result<(), Trouble> {
    let merged = match Kind::of(from) {
        Kind::Sqlite if store.batch.is_some() => Err(Trouble::other("expected a folder of Parquet files, found a database")),
        Kind::Parquet if store.batch.is_none() => Err(Trouble::other("expected a database, found a folder of Parquet files")),
        Kind::Sqlite => rows(store, from).and_then(|()| store.commit()),
        Kind::Parquet => parts(store, from).and_then(|()| store.commit()),
    };
    merged.map_err(|trouble| trouble.at(from))
}

/// Attached under this name; outside of the transaction, as SQLite wants it.
fn attached(store: &mut Store, database: &Path, body: impl FnOnce(&mut Store) -> Result<(), Trouble>) -> Result<(), Trouble> {
    // Asked first: attaching would make an empty database where there is none.
    let version =
        Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE)?
            .query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0))?;
    if version != schema::VERSION {
        return Err(Trouble::other(format!("expected a store of version {}, found {version}", schema::VERSION)));
    }
    store.seal()?;
    store.ledger.execute("ATTACH ?1 AS shard", [database.to_string_lossy()])?;
    store.ledger.execute_batch("BEGIN IMMEDIATE")?;
    body(store)?;
    store.seal()?;
    store.ledger.execute_batch("DETACH shard; BEGIN IMMEDIATE")?;
    Ok(())
}

fn rows(store: &mut Store, from: &Path) -> Result<(), Trouble> {
    attached(store, from, |store| {
        store.ledger.execute_batch(
            "CREATE TEMP TABLE incoming AS
               SELECT document_sha256 FROM shard.documents EXCEPT SELECT document_sha256 FROM main.documents;",
        )?;
        for table in tables() {
            store.ledger.execute_batch(&format!(
                "INSERT INTO main.\"{0}\" SELECT * FROM shard.\"{0}\" WHERE document_sha256 IN (SELECT document_sha256 FROM incoming)",
                table.name
            ))?;
        }
        store.ledger.execute_batch("DROP TABLE incoming")?;
        entries(store)
    })
}

fn parts(store: &mut Store, from: &Path) -> Result<(), Trouble> {
    attached(store, &from.join(LEDGER), |store| {
        let known = {
            let mut statement = store.ledger.prepare("SELECT DISTINCT sha256 FROM main.ledger WHERE stored = 1")?;
            statement.query_map([], |row| row.get(0))?.collect::<Result<HashSet<String>, _>>()?
        };
        let other = Connection::open_with_flags(from.join(LEDGER), OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        for (n, table) in tables().enumerate() {
            for part in files::listed(&other, table)? {
                if let Some(batch) = &mut store.batch {
                    batch.add(n, &from.join(table.name).join(part_name(part)), &known)?;
                }
            }
        }
        entries(store)
    })
}

/// The names; what both list stays as the store has it.
fn entries(store: &Store) -> Result<(), Trouble> {
    let columns = "path, sha256, file, member, raw_name, bytes, outcome, error_code, error_message, extractor_version, grammar,
        grammar_sha256, reader, stored, projects, departments, indicators, budget_tables, diagnostics, state, read_at";
    store.ledger.execute(
        &format!("INSERT OR IGNORE INTO main.ledger SELECT {columns}, ?1, ?1, ?1 FROM shard.ledger ORDER BY path, sha256"),
        [store.run()],
    )?;
    Ok(())
}
