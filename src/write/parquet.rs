//! The tables as Parquet: one folder for each, in it numbered parts of at most 512 MB.
//!
//! Settings are fixed and nothing of the clock or the machine is written: the same rows give the same bytes.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, BooleanBuilder, Decimal128Builder, Int32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use rust_decimal::Decimal;

use super::Sink;
use super::schema::{Cell, Kind, Table};
use super::tables::{Id, TABLES};
use super::trouble::Trouble;
use crate::model::number::Number;

/// All digits that a 128-bit decimal has.
pub const PRECISION: u8 = 38;
/// Of these, behind the point.
pub const SCALE: i8 = 10;
/// The column with numbers that have more digits than that, in tables with decimals.
pub const BEYOND: &str = "beyond_decimal";

/// Bytes after which a part is closed; row groups are far smaller than what is left to 512 MB.
const PART: usize = 480_000_000;
/// Encoded bytes after which a row group is closed.
const GROUP: usize = 8 << 20;
/// Rows of a row group at most.
const GROUP_ROWS: usize = 131_072;
/// Rows, and bytes of text, that are encoded at a time.
const BATCH_ROWS: usize = 4096;
const BATCH_BYTES: usize = 1 << 20;

/// The Arrow schema of a table.
pub fn schema(table: &Table) -> Schema {
    let mut fields: Vec<Field> =
        table.columns.iter().map(|column| Field::new(column.name, data_type(column.kind), column.nullable)).collect();
    if table.has_decimals() {
        fields.push(Field::new(BEYOND, DataType::Utf8, true));
    }
    Schema::new(fields)
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Json => DataType::Utf8,
        Kind::Integer | Kind::Row(_) => DataType::Int64,
        Kind::Year => DataType::Int32,
        Kind::Boolean => DataType::Boolean,
        Kind::Decimal | Kind::Yuan => DataType::Decimal128(PRECISION, SCALE),
    }
}

/// The name of a table's part.
pub fn part_name(number: usize) -> String {
    format!("part-{number:05}.parquet")
}

/// A finished part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it was written.
    pub path: PathBuf,
    /// Rows in it.
    pub rows: u64,
}

/// Writes a table's rows to one part after the other.
pub struct Parts {
    table: &'static Table,
    schema: SchemaRef,
    /// The path of the part with this number.
    name: Box<dyn Fn(usize) -> PathBuf>,
    next: usize,
    limit: usize,
    columns: Vec<Builder>,
    beyond: StringBuilder,
    buffered: (usize, usize),
    open: Option<(ArrowWriter<BufWriter<File>>, PathBuf, u64)>,
    done: Vec<Part>,
}

impl Parts {
    /// Parts of a table from the number `first` on, at the paths that `name` gives.
    pub fn new(table: &'static Table, first: usize, name: impl Fn(usize) -> PathBuf + 'static) -> Self {
        let columns = table.columns.iter().map(|column| Builder::new(column.kind)).collect();
        let (schema, name) = (Arc::new(schema(table)), Box::new(name));
        let (beyond, buffered) = (StringBuilder::new(), (0, 0));
        Self { table, schema, name, next: first, limit: PART, columns, beyond, buffered, open: None, done: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), Trouble> {
        let mut beyond = serde_json::Map::new();
        for ((cell, builder), column) in cells.iter().zip(&mut self.columns).zip(self.table.columns) {
            debug_assert!(cell.fits(column), "{}.{} does not take {cell:?}", self.table.name, column.name);
            if let Some(number) = builder.push(cell) {
                beyond.insert(column.name.to_owned(), serde_json::Value::String(number.to_string()));
            }
            if let Cell::Text(text) = cell {
                self.buffered.1 += text.len();
            }
        }
        self.beyond.append_option((!beyond.is_empty()).then(|| serde_json::Value::Object(beyond).to_string()));
        self.buffered.0 += 1;
        if self.buffered.0 >= BATCH_ROWS || self.buffered.1 >= BATCH_BYTES { self.encode() } else { Ok(()) }
    }

    /// Adds rows that are in columns already, such as those of another part.
    pub fn batch(&mut self, batch: &RecordBatch) -> Result<(), Trouble> {
        self.encode()?;
        self.write(batch)
    }

    fn encode(&mut self) -> Result<(), Trouble> {
        if self.buffered.0 == 0 {
            return Ok(());
        }
        self.buffered = (0, 0);
        let mut columns: Vec<ArrayRef> = self.columns.iter_mut().map(Builder::finish).collect();
        let beyond: ArrayRef = Arc::new(self.beyond.finish());
        if self.table.has_decimals() {
            columns.push(beyond);
        }
        let batch = RecordBatch::try_new(self.schema.clone(), columns)?;
        self.write(&batch)
    }

    fn write(&mut self, batch: &RecordBatch) -> Result<(), Trouble> {
        let limit = self.limit;
        let (writer, _, rows) = self.part()?;
        writer.write(batch)?;
        *rows += batch.num_rows() as u64;
        if writer.in_progress_size() >= GROUP {
            writer.flush()?;
        }
        if writer.bytes_written() + writer.in_progress_size() >= limit {
            self.close()?;
        }
        Ok(())
    }

    fn part(&mut self) -> Result<&mut (ArrowWriter<BufWriter<File>>, PathBuf, u64), Trouble> {
        if self.open.is_none() {
            let path = (self.name)(self.next);
            self.next += 1;
            let file = BufWriter::new(File::create(&path)?);
            let options = ArrowWriterOptions::new().with_properties(properties()?).with_skip_arrow_metadata(true);
            self.open = Some((ArrowWriter::try_new_with_options(file, self.schema.clone(), options)?, path, 0));
        }
        self.open.as_mut().ok_or_else(|| Trouble::other("expected an open part, found none"))
    }

    fn close(&mut self) -> Result<(), Trouble> {
        if let Some((writer, path, rows)) = self.open.take() {
            let file = writer.into_inner()?.into_inner().map_err(|error| error.into_error())?;
            file.sync_all()?;
            self.done.push(Part { path, rows });
        }
        Ok(())
    }

    /// Closes the last part. With `some`, there is a part even where there was no row, so that readers find the columns.
    pub fn finish(mut self, some: bool) -> Result<Vec<Part>, Trouble> {
        self.encode()?;
        if some && self.done.is_empty() {
            self.part()?;
        }
        self.close()?;
        Ok(self.done)
    }
}

fn properties() -> Result<WriterProperties, Trouble> {
    Ok(WriterProperties::builder()
        .set_created_by("gongkai".to_owned())
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(3)?))
        .set_max_row_group_row_count(Some(GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .build())
}

/// Collects a column's values.
enum Builder {
    Text(StringBuilder),
    Long(Int64Builder),
    Short(Int32Builder),
    Boolean(BooleanBuilder),
    Decimal(Decimal128Builder),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Json => Self::Text(StringBuilder::new()),
            Kind::Integer | Kind::Row(_) => Self::Long(Int64Builder::new()),
            Kind::Year => Self::Short(Int32Builder::new()),
            Kind::Boolean => Self::Boolean(BooleanBuilder::new()),
            Kind::Decimal | Kind::Yuan => Self::Decimal(Decimal128Builder::new().with_data_type(DataType::Decimal128(PRECISION, SCALE))),
        }
    }

    /// Adds a value; gives back the number that has more digits than the column.
    fn push(&mut self, cell: &Cell<'_>) -> Option<Number> {
        match (self, cell) {
            (Self::Text(column), Cell::Text(text)) => column.append_value(text),
            (Self::Long(column), Cell::Integer(value)) => column.append_value(*value),
            (Self::Short(column), Cell::Integer(value)) => column.append_option(i32::try_from(*value).ok()),
            (Self::Boolean(column), Cell::Boolean(value)) => column.append_value(*value),
            (Self::Decimal(column), Cell::Number(number)) => {
                let unscaled = unscaled(*number);
                column.append_option(unscaled);
                return unscaled.is_none().then_some(Number(*number));
            }
            (Self::Text(column), _) => column.append_null(),
            (Self::Long(column), _) => column.append_null(),
            (Self::Short(column), _) => column.append_null(),
            (Self::Boolean(column), _) => column.append_null(),
            (Self::Decimal(column), _) => column.append_null(),
        }
        None
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(column) => ArrayBuilder::finish(column),
            Self::Long(column) => ArrayBuilder::finish(column),
            Self::Short(column) => ArrayBuilder::finish(column),
            Self::Boolean(column) => ArrayBuilder::finish(column),
            Self::Decimal(column) => ArrayBuilder::finish(column),
        }
    }
}

/// The number times 10^[`SCALE`], where that is whole and has at most [`PRECISION`] digits.
fn unscaled(number: Decimal) -> Option<i128> {
    let number = number.normalize();
    let missing = u32::try_from(SCALE).ok()?.checked_sub(number.scale())?;
    let unscaled = number.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    (unscaled.unsigned_abs() < 10_u128.pow(PRECISION.into())).then_some(unscaled)
}

/// A folder for each table.
pub(super) struct Folders(Vec<Parts>);

impl Folders {
    /// Makes them in a folder.
    pub(super) fn create(folder: &Path) -> Result<Self, Trouble> {
        let open = |table: &&'static Table| {
            let own = folder.join(table.name);
            fs::create_dir(&own)?;
            Ok(Parts::new(table, 0, move |number| own.join(part_name(number))))
        };
        TABLES.iter().map(open).collect::<Result<_, Trouble>>().map(Self)
    }

    /// The parts of each table, which are finished.
    pub(super) fn close(self) -> Result<Vec<Vec<Part>>, Trouble> {
        self.0.into_iter().map(|parts| parts.finish(true)).collect()
    }
}

impl Sink for Folders {
    fn row(&mut self, table: Id, cells: Vec<Cell<'_>>) -> Result<(), Trouble> {
        self.0[table as usize].row(&cells)
    }

    fn document_ends(&mut self) -> Result<(), Trouble> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), Trouble> {
        self.close().map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Number::exact(text).expect("a number").0
    }

    #[test]
    fn numbers_are_exact_or_stand_beside_the_column() {
        assert_eq!(unscaled(decimal("48.10")), Some(481_000_000_000));
        assert_eq!(unscaled(decimal("-0.0000000001")), Some(-1));
        assert_eq!(unscaled(decimal("9999999999999999999999999999")), Some(9_999_999_999_999_999_999_999_999_999 * 10_000_000_000));
        assert_eq!((unscaled(decimal("0.00000000001")), unscaled(decimal("10000000000000000000000000000"))), (None, None));
        let mut column = Builder::new(Kind::Decimal);
        assert_eq!(column.push(&Cell::Number(decimal("0.00000000001"))), Some(Number(decimal("0.00000000001"))));
    }

    #[test]
    fn a_part_that_is_full_is_followed_by_the_next() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().to_owned();
        let mut parts = Parts::new(Id::Checks.table(), 3, move |number| own.join(part_name(number)));
        parts.limit = 200_000;
        let message = |n: u64| format!("{:x}", (n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).repeat(3);
        for n in 0..40_000 {
            let mut cells = vec![Cell::Null; Id::Checks.table().columns.len()];
            for (at, cell) in [(0, "d".into()), (1, n.into()), (2, "F01".into()), (3, "pass".into()), (9, "[]".into())] {
                cells[at] = cell;
            }
            cells[4] = message(n).into();
            parts.row(&cells).expect("a row");
        }
        let done = parts.finish(true).expect("parts");
        assert!(done.len() > 2, "{done:?}");
        assert_eq!(done.iter().map(|part| part.rows).sum::<u64>(), 40_000);
        assert_eq!(done[1].path, folder.path().join("part-00004.parquet"));
        let sizes = done.iter().map(|part| fs::metadata(&part.path).expect("a part").len());
        assert!(sizes.max().expect("parts") < 2_000_000);
    }
}
