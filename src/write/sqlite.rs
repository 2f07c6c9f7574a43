//! The tables as a SQLite database: the DDL out of their descriptions, and rows into it.
//!
//! Exact decimals are text; sums in yuan have an integer number of fen beside them, for sums that SQLite can add.

use std::fs::File;
use std::path::Path;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};

use super::Sink;
use super::schema::{Cell, Column, Kind, Table};
use super::tables::{Id, TABLES};
use super::trouble::Trouble;
use super::yuan;
use crate::model::number::Number;

/// Marks a database as written by this program; `PRAGMA application_id` shows it.
pub const APPLICATION: i32 = 0x676f_6e67;

/// Documents in one transaction.
const BATCH: usize = 500;

/// The name of the column with the fen of a column of yuan.
pub fn fen_name(column: &Column) -> String {
    format!("{}_fen", column.name.strip_suffix("_yuan").unwrap_or(column.name))
}

/// The statements that make a table and its indices.
pub fn ddl(table: &Table) -> String {
    let mut lines = Vec::new();
    for column in table.columns {
        let (kind, null) = (type_name(column.kind), if column.nullable { "" } else { " NOT NULL" });
        lines.push(format!("  \"{}\" {kind}{null}", column.name));
        if column.kind == Kind::Yuan {
            lines.push(format!("  \"{}\" INTEGER", fen_name(column)));
        }
    }
    lines.push(format!("  PRIMARY KEY ({})", table.key.join(", ")));
    if table.of_document() {
        lines.push("  FOREIGN KEY (document_sha256) REFERENCES documents (document_sha256) ON DELETE CASCADE".to_owned());
    }
    for column in table.columns {
        if let Kind::Row(parent) = column.kind {
            lines.push(format!(
                "  FOREIGN KEY (document_sha256, {}) REFERENCES {parent} (document_sha256, position) ON DELETE CASCADE",
                column.name
            ));
        }
    }
    // Rows lie in the order of their key: one copy of it, and the rows of a document beside each other.
    let mut statements = format!("CREATE TABLE \"{}\" (\n{}\n) WITHOUT ROWID;\n", table.name, lines.join(",\n"));
    for column in table.indexed {
        statements.push_str(&format!("CREATE INDEX \"{0}_{column}\" ON \"{0}\" (\"{column}\");\n", table.name));
    }
    statements
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Json | Kind::Decimal | Kind::Yuan => "TEXT",
        Kind::Integer | Kind::Year | Kind::Boolean | Kind::Row(_) => "INTEGER",
    }
}

/// Makes these tables in an empty database.
pub fn create(database: &Connection, tables: &[&Table]) -> Result<(), Trouble> {
    for table in tables {
        database.execute_batch(&ddl(table))?;
    }
    Ok(())
}

/// Adds one row.
pub fn insert(database: &Connection, table: &Table, cells: &[Cell<'_>]) -> Result<(), Trouble> {
    let mut values: Vec<Bound<'_>> = Vec::with_capacity(cells.len() + 3);
    for (cell, column) in cells.iter().zip(table.columns) {
        values.push(Bound::of(cell));
        if column.kind == Kind::Yuan {
            let fen = if let Cell::Number(number) = cell { yuan::fen(*number) } else { None };
            values.push(fen.map_or(Bound::Null, Bound::Integer));
        }
    }
    let places = vec!["?"; values.len()].join(",");
    let mut statement = database.prepare_cached(&format!("INSERT INTO \"{}\" VALUES ({places})", table.name))?;
    statement.execute(rusqlite::params_from_iter(values))?;
    Ok(())
}

/// A cell as the database takes it.
enum Bound<'a> {
    Null,
    Text(&'a str),
    Exact(String),
    Integer(i64),
}

impl<'a> Bound<'a> {
    fn of(cell: &'a Cell<'_>) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Text(text) => Self::Text(text),
            Cell::Integer(value) => Self::Integer(*value),
            Cell::Boolean(value) => Self::Integer((*value).into()),
            Cell::Number(number) => Self::Exact(Number(*number).to_string()),
        }
    }
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Exact(text) => ValueRef::Text(text.as_bytes()),
            Self::Integer(value) => ValueRef::Integer(*value),
        }))
    }
}

/// A database that is written from nothing and whole in the end: nobody reads it before.
pub(super) struct Database {
    connection: Connection,
    documents: usize,
}

impl Database {
    /// Opens the empty file at `path`.
    pub(super) fn create(path: &Path) -> Result<Self, Trouble> {
        let connection = Connection::open(path)?;
        // The file takes its name only when it is whole and synced: until then nothing has to survive.
        connection.execute_batch(&format!(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = {APPLICATION}; PRAGMA foreign_keys = ON;"
        ))?;
        connection.set_prepared_statement_cache_capacity(64);
        create(&connection, &TABLES)?;
        connection.execute_batch("BEGIN")?;
        Ok(Self { connection, documents: 0 })
    }
}

impl Sink for Database {
    fn row(&mut self, table: Id, cells: Vec<Cell<'_>>) -> Result<(), Trouble> {
        insert(&self.connection, table.table(), &cells)
    }

    fn document_ends(&mut self) -> Result<(), Trouble> {
        self.documents += 1;
        if self.documents.is_multiple_of(BATCH) {
            self.connection.execute_batch("COMMIT; BEGIN")?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Trouble> {
        self.connection.execute_batch("COMMIT")?;
        let path = self.connection.path().map(str::to_owned);
        self.connection.close().map_err(|(_, error)| error)?;
        if let Some(path) = path {
            File::open(path)?.sync_all()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_takes_its_own_ddl_and_knows_every_parent() {
        let database = Connection::open_in_memory().expect("a database");
        create(&database, &TABLES).expect("tables");
        database.execute_batch("PRAGMA foreign_keys = ON; INSERT INTO documents SELECT 'x','p',NULL,NULL,NULL,NULL,'1','0',NULL,NULL,'complete',NULL,NULL,'l',NULL,NULL,NULL,0,0,0,0,'{}','[]',NULL").expect("a document");
        let orphan = database.execute("INSERT INTO checks SELECT 'y',0,'F01','pass','',NULL,NULL,NULL,NULL,'[]',NULL", []);
        assert!(orphan.is_err(), "a check of no document");
        assert_eq!(database.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get::<_, i64>(0)), Ok(0));
    }
}
