//! The files of a Parquet store and the ledger's list of them: what the list names is brought to its place, what it does
//! not name is removed. Doing this twice, or being killed in the middle and doing it again, changes nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use gongkai::write::parquet::part_name;
use gongkai::write::schema::Table;
use gongkai::write::{Trouble, package, place};
use rusqlite::Connection;
use tracing::debug;

use super::commit::tables;

/// The folder in the store that files are written in until they count.
pub(super) const STAGING: &str = ".staging";

/// The numbers of a table's files that count, in order.
pub(super) fn listed(ledger: &Connection, table: &Table) -> Result<Vec<usize>, Trouble> {
    let mut statement = ledger.prepare_cached("SELECT part FROM ledger_files WHERE table_name = ?1 ORDER BY part")?;
    let parts = statement.query_map([table.name], |row| row.get::<_, i64>(0))?.collect::<Result<Vec<_>, _>>()?;
    Ok(parts.into_iter().filter_map(|part| usize::try_from(part).ok()).collect())
}

/// After a start: what a killed run left behind is finished or taken away.
pub(super) fn recover(store: &Path, ledger: &Connection) -> Result<(), Trouble> {
    publish(store, ledger)?;
    match fs::remove_dir_all(store.join(STAGING)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Brings every file that counts to its place and removes those that no longer do.
pub(super) fn publish(store: &Path, ledger: &Connection) -> Result<(), Trouble> {
    let mut names = Vec::new();
    for table in tables() {
        let (folder, staging) = (store.join(table.name), store.join(STAGING).join(table.name));
        fs::create_dir_all(&folder)?;
        let counting: BTreeSet<String> = listed(ledger, table)?.into_iter().map(part_name).collect();
        for name in &counting {
            let (from, to) = (staging.join(name), folder.join(name));
            if !to.exists() {
                fs::rename(&from, &to)
                    .map_err(|error| Trouble::other(format!("expected the file that the ledger names, found: {error}")).at(&to))?;
                debug!(file = %to.display(), "published");
            }
        }
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if !counting.contains(&*entry.file_name().to_string_lossy()) {
                fs::remove_file(entry.path())?;
                debug!(file = %entry.path().display(), "removed");
            }
        }
        place::sync_folder(&folder);
        names.push(counting.into_iter().map(|name| format!("{}/{name}", table.name)).collect::<Vec<_>>());
    }
    describe(store, ledger, &names)
}

fn describe(store: &Path, ledger: &Connection, names: &[Vec<String>]) -> Result<(), Trouble> {
    let tables: Vec<&Table> = tables().collect();
    let mut filled = Vec::new();
    for &table in &tables {
        let query = "SELECT coalesce(sum(rows), 0) FROM ledger_files WHERE table_name = ?1";
        if ledger.query_row(query, [table.name], |row| row.get::<_, i64>(0))? > 0 {
            filled.push(table);
        }
    }
    write_if_new(&store.join("datapackage.json"), format!("{:#}\n", package::of_parquet(&tables, names)).as_bytes())?;
    write_if_new(&store.join("README.md"), package::card(&filled).as_bytes())
}

fn write_if_new(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    Ok(place::write_file(path, bytes)?)
}
