//! The data dictionary: the tables of `docs/tables.md`, drawn from their descriptions.

use std::fmt::Write;

use super::schema::{Column, Kind};
use super::sqlite::fen_name;
use super::tables::TABLES;

/// All tables as Markdown.
pub fn markdown() -> String {
    let mut text = String::new();
    for table in TABLES {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "### `{}`\n\n{} Key: {}.\n", table.name, table.meaning, quoted(table.key));
        let _ = writeln!(text, "| column | type | null | what |\n| --- | --- | --- | --- |");
        for column in table.columns {
            let null = if column.nullable { "yes" } else { "" };
            let _ = writeln!(text, "| `{}` | {} | {null} | {} |", column.name, kind(column), column.meaning);
        }
        text.push('\n');
    }
    text
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn kind(column: &Column) -> String {
    match column.kind {
        Kind::Text => "text".to_owned(),
        Kind::Json => "JSON text".to_owned(),
        Kind::Integer => "integer".to_owned(),
        Kind::Year => "year".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Decimal => "decimal".to_owned(),
        Kind::Yuan => format!("decimal; SQLite also `{}`", fen_name(column)),
        Kind::Row(parent) => format!("position in `{parent}`"),
    }
}
