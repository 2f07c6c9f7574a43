//! What a table is, as data: the database's DDL, the Arrow schema, the CSV header, `datapackage.json` and the data
//! dictionary `docs/tables.md` are all drawn from these descriptions, and from nothing else.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Serialize;

use crate::model::leaf::Leaf;
use crate::model::number::Number;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text as printed.
    Text,
    /// A list or object, as the text of its JSON; `[]` or `{}` where there is nothing.
    Json,
    /// A count or a position.
    Integer,
    /// A year of four digits.
    Year,
    /// True or false.
    Boolean,
    /// An exact decimal number as printed.
    Decimal,
    /// An exact sum in yuan.
    Yuan,
    /// The position of a row of that table in the same document.
    Row(&'static str),
}

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Snake case, unique in its table.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null.
    pub nullable: bool,
    /// In English, with the Chinese term where there is one.
    pub meaning: &'static str,
}

/// One table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// Snake case, plural.
    pub name: &'static str,
    /// What one row is.
    pub meaning: &'static str,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// In order.
    pub columns: &'static [Column],
    /// Columns that people look rows up by, apart from the key.
    pub indexed: &'static [&'static str],
}

impl Table {
    /// Whether its rows belong to a row of `documents`.
    pub fn of_document(&self) -> bool {
        self.name != "documents" && self.columns[0].name == "document_sha256"
    }

    /// Whether some column is a decimal number.
    pub fn has_decimals(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.kind, Kind::Decimal | Kind::Yuan))
    }
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Absent.
    Null,
    /// A text.
    Text(Cow<'a, str>),
    /// An integer.
    Integer(i64),
    /// True or false.
    Boolean(bool),
    /// An exact decimal.
    Number(Decimal),
}

impl Cell<'_> {
    /// Whether a column may hold it.
    pub fn fits(&self, column: &Column) -> bool {
        match (self, column.kind) {
            (Self::Null, _) => column.nullable,
            (Self::Text(_), Kind::Text | Kind::Json)
            | (Self::Integer(_), Kind::Integer | Kind::Year | Kind::Row(_))
            | (Self::Boolean(_), Kind::Boolean)
            | (Self::Number(_), Kind::Decimal | Kind::Yuan) => true,
            _ => false,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<usize> for Cell<'_> {
    fn from(value: usize) -> Self {
        // No document has 2^63 of anything.
        i64::try_from(value).map_or(Self::Null, Self::Integer)
    }
}

impl From<u64> for Cell<'_> {
    fn from(value: u64) -> Self {
        i64::try_from(value).map_or(Self::Null, Self::Integer)
    }
}

impl From<u16> for Cell<'_> {
    fn from(value: u16) -> Self {
        Self::Integer(value.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(value: u32) -> Self {
        Self::Integer(value.into())
    }
}

impl From<Number> for Cell<'_> {
    fn from(number: Number) -> Self {
        Self::Number(number.0.normalize())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<'a> From<&'a Option<String>> for Cell<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_ref().into()
    }
}

impl<'a> From<&'a Leaf<String>> for Cell<'a> {
    fn from(leaf: &'a Leaf<String>) -> Self {
        leaf.value.as_ref().into()
    }
}

macro_rules! copied {
    ($($type:ty),*) => {$(
        impl From<&Leaf<$type>> for Cell<'_> {
            fn from(leaf: &Leaf<$type>) -> Self { leaf.value.into() }
        }
    )*};
}
copied!(Number, u16, u32, bool);

/// The word of an enumeration as JSON has it; null where there is none.
pub(super) fn word<T: Serialize>(value: &T) -> Cell<'static> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Cell::Text(Cow::Owned(word)),
        _ => Cell::Null,
    }
}

/// A list or object as JSON.
pub(super) fn json<T: Serialize>(value: &T) -> Cell<'static> {
    // What is written here are strings and integers: nothing that JSON does not have.
    serde_json::to_string(value).map_or(Cell::Null, |text| Cell::Text(Cow::Owned(text)))
}

/// Describes a table and the function that makes one of its rows: each column stands beside what fills it.
macro_rules! table {
    (
        $(#[doc = $about:literal])*
        $constant:ident = $name:literal, $meaning:literal, key [$($key:literal),*], indexed [$($indexed:literal),*];
        $function:ident($($argument:ident: $type:ty),*);
        $($column:literal: $kind:ident $(($target:literal))? $($null:ident)* = $value:expr, $column_meaning:expr;)*
    ) => {
        $(#[doc = $about])*
        pub const $constant: $crate::write::schema::Table = $crate::write::schema::Table {
            name: $name,
            meaning: $meaning,
            key: &[$($key),*],
            indexed: &[$($indexed),*],
            columns: &[$($crate::write::schema::Column {
                name: $column,
                kind: $crate::write::schema::Kind::$kind $(($target))?,
                nullable: { const NULL: &[&str] = &[$(stringify!($null)),*]; !NULL.is_empty() },
                meaning: $column_meaning,
            }),*],
        };

        pub(in $crate::write) fn $function<'a>($($argument: $type),*) -> Vec<$crate::write::schema::Cell<'a>> {
            vec![$($value.into()),*]
        }
    };
}
pub(super) use table;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_fits_columns_of_its_kind_only() {
        let column = |kind, nullable| Column { name: "a", kind, nullable, meaning: "" };
        assert!(Cell::Null.fits(&column(Kind::Text, true)) && !Cell::Null.fits(&column(Kind::Text, false)));
        assert!(Cell::Number(Decimal::ONE).fits(&column(Kind::Yuan, false)));
        assert!(!Cell::Integer(1).fits(&column(Kind::Decimal, true)) && !Cell::from("1").fits(&column(Kind::Year, true)));
    }

    #[test]
    fn words_are_those_of_the_json() {
        assert_eq!(word(&crate::model::record::Level2::EconomicCost), Cell::from("economic_cost"));
        assert_eq!(word(&Option::<bool>::None), Cell::Null);
    }
}
