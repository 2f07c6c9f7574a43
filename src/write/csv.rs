//! The tables as CSV files that can be opened in a spreadsheet.
//!
//! UTF-8 with a mark (spreadsheets take unmarked text for GBK), CRLF, RFC 4180 quotes. A text that a spreadsheet would
//! take for a formula gets an apostrophe in front, and so does one that begins with an apostrophe: taking one leading
//! apostrophe off every text that has one gives the texts back.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use csv::{Terminator, Writer, WriterBuilder};

use super::Sink;
use super::schema::{Cell, Table};
use super::tables::{Id, TABLES};
use super::trouble::Trouble;
use crate::model::number::Number;

/// What a text must not begin with: the signs that spreadsheets calculate from, in both widths, and what they skip
/// before looking for one.
const ACTIVE: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\''];

/// A file for each table.
pub(super) struct Files(Vec<Writer<BufWriter<File>>>);

impl Files {
    /// Opens them in a folder, each with its header.
    pub(super) fn create(folder: &Path) -> Result<Self, Trouble> {
        TABLES.iter().map(|table| open(folder, table)).collect::<Result<_, _>>().map(Self)
    }
}

fn open(folder: &Path, table: &Table) -> Result<Writer<BufWriter<File>>, Trouble> {
    let mut file = BufWriter::new(File::create_new(folder.join(file_name(table)))?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(file);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    Ok(writer)
}

/// The file of a table.
pub(super) fn file_name(table: &Table) -> String {
    format!("{}.csv", table.name)
}

/// A text as a cell that no spreadsheet calculates.
pub fn inert(text: &str) -> Cow<'_, str> {
    if text.starts_with(ACTIVE) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn written<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(""),
        Cell::Text(text) => inert(text),
        Cell::Integer(value) => Cow::Owned(value.to_string()),
        Cell::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        // A number calculates to itself, also a negative one.
        Cell::Number(number) => Cow::Owned(Number(*number).to_string()),
    }
}

impl Sink for Files {
    fn row(&mut self, table: Id, cells: Vec<Cell<'_>>) -> Result<(), Trouble> {
        Ok(self.0[table as usize].write_record(cells.iter().map(|cell| written(cell).into_owned()))?)
    }

    fn document_ends(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Trouble> {
        for writer in self.0 {
            let file = writer.into_inner().map_err(|error| error.into_error())?;
            file.into_inner().map_err(|error| error.into_error())?.sync_all()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_begins_like_a_formula_and_every_text_comes_back() {
        for text in ["=1+1", "+86", "-", "@x", "\t=1", "\r=1", "\n=1", "＝1", "'quoted", "''", ">=", "48.1万人", "", "a=b"] {
            let cell = inert(text);
            let active = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
            assert!(!active(&cell), "{cell}");
            assert_eq!(cell.strip_prefix('\'').unwrap_or(&cell), text);
        }
    }
}
