//! Tables as any reader sees them: names of columns, and every value as text, `None` for null.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{Decimal128Type, Int32Type, Int64Type};
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use gongkai::model::number::Number;
use gongkai::write::tables::TABLES;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use rust_decimal::Decimal;

pub type Row = BTreeMap<String, Option<String>>;

/// All rows of all tables, by table, in the order of their keys.
pub type Tables = BTreeMap<&'static str, Vec<Row>>;

/// Every table of a database.
pub fn sqlite(path: &Path) -> Tables {
    let database = Connection::open(path).expect("a database");
    let check: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
    let broken: i64 = database.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(broken, 0, "foreign keys hold");
    sorted(TABLES.iter().map(|table| (table.name, rows_of(&database, table.name))).collect())
}

/// All rows of a table or a query.
pub fn rows_of(database: &Connection, table: &str) -> Vec<Row> {
    let mut statement = database.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let row = |row: &rusqlite::Row<'_>| {
        let value = |n: usize| match row.get_ref(n).expect("a value") {
            ValueRef::Null => None,
            ValueRef::Integer(value) => Some(value.to_string()),
            ValueRef::Text(text) => Some(std::str::from_utf8(text).expect("UTF-8").to_owned()),
            other => panic!("{table}: neither text nor integer: {other:?}"),
        };
        Ok(names.iter().enumerate().map(|(n, name)| (name.clone(), value(n))).collect::<Row>())
    };
    statement.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect()
}

/// Every table of a folder of Parquet files.
pub fn parquet(folder: &Path) -> Tables {
    sorted(TABLES.iter().map(|table| (table.name, parts_of(folder, table.name))).collect())
}

/// All rows of the parts of a table.
pub fn parts_of(folder: &Path, table: &str) -> Vec<Row> {
    let mut parts: Vec<_> = fs::read_dir(folder.join(table)).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    parts.sort();
    assert!(!parts.is_empty(), "{table} has no part");
    parts.iter().flat_map(|part| part_rows(part)).collect()
}

/// The rows of one Parquet file.
pub fn part_rows(part: &Path) -> Vec<Row> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(part).expect("a part")).expect("a Parquet file");
    let batches = reader.build().expect("a reader").map(|batch| batch.expect("rows"));
    let rows = |batch: arrow_array::RecordBatch| {
        let schema = batch.schema();
        let row = |n| schema.fields().iter().zip(batch.columns()).map(|(field, column)| (field.name().clone(), cell(column, n))).collect();
        (0..batch.num_rows()).map(row).collect::<Vec<Row>>()
    };
    batches.flat_map(rows).collect()
}

fn cell(column: &ArrayRef, n: usize) -> Option<String> {
    if column.is_null(n) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(n).to_owned(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(n).to_string(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(n).to_string(),
        DataType::Boolean => i32::from(column.as_boolean().value(n)).to_string(),
        DataType::Decimal128(38, 10) => {
            let unscaled = column.as_primitive::<Decimal128Type>().value(n);
            Number(Decimal::try_from_i128_with_scale(unscaled, 10).expect("28 digits").normalize()).to_string()
        }
        other => panic!("a column of {other}"),
    })
}

/// Every table of a folder of CSV files, read with nothing but RFC 4180 and the rule of the apostrophe.
pub fn csv(folder: &Path) -> Tables {
    let rows = |table: &gongkai::write::schema::Table| {
        let bytes = fs::read(folder.join(format!("{}.csv", table.name))).expect("a file");
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a byte-order mark");
        let mut reader = csv::Reader::from_reader(bytes);
        let names = reader.headers().expect("a header").clone();
        let row = |record: csv::StringRecord| {
            let pair = |(name, value): (&str, &str)| {
                let value = match value {
                    "" => None,
                    "true" => Some("1".to_owned()),
                    "false" => Some("0".to_owned()),
                    text => Some(text.strip_prefix('\'').unwrap_or(text).to_owned()),
                };
                (name.to_owned(), value)
            };
            names.iter().zip(&record).map(pair).collect()
        };
        reader.records().map(|record| row(record.expect("a row"))).collect::<Vec<Row>>()
    };
    sorted(TABLES.iter().map(|table| (table.name, rows(table))).collect())
}

/// Without the columns that only one format has.
pub fn common(mut tables: Tables) -> Tables {
    for table in TABLES {
        let rows = tables.get_mut(table.name).into_iter().flatten();
        for row in rows {
            row.retain(|name, _| table.columns.iter().any(|column| column.name == name));
        }
    }
    tables
}

fn sorted(mut tables: Tables) -> Tables {
    for table in TABLES {
        let key = |row: &Row| -> Vec<(usize, Option<String>)> {
            // Positions sort as numbers: by length, then by digits.
            table.key.iter().map(|name| row[*name].clone()).map(|value| (value.as_ref().map_or(0, String::len), value)).collect()
        };
        tables.entry(table.name).and_modify(|rows| rows.sort_by_key(key));
    }
    tables
}
