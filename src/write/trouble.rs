//! Why something could not be written, and whether trying again later can help.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

use parquet::errors::ParquetError;
use rusqlite::ErrorCode;

/// What kind of trouble it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// No room is left, or a limit on the size of files is reached.
    Full,
    /// Somebody else uses it.
    Busy,
    /// Nobody reads what is written.
    ReaderGone,
    /// Anything else.
    Other,
}

/// A failed write: what was expected and what was found, on one line.
#[derive(Debug)]
pub struct Trouble {
    /// Whether trying again can help.
    pub nature: Nature,
    message: String,
}

impl Trouble {
    /// Trouble of no special kind.
    pub fn other(message: impl Into<String>) -> Self {
        Self { nature: Nature::Other, message: message.into() }
    }

    /// Somebody else is at it.
    pub fn busy(message: impl Into<String>) -> Self {
        Self { nature: Nature::Busy, message: message.into() }
    }

    /// The same trouble, and where it was met.
    #[must_use]
    pub fn at(self, path: &Path) -> Self {
        Self { message: format!("{}: {}", path.display(), self.message), ..self }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Trouble {}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        let nature = match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Nature::Full,
            ErrorKind::BrokenPipe => Nature::ReaderGone,
            _ => Nature::Other,
        };
        Self { nature, message: format!("expected to write, found: {error}") }
    }
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        let nature = match error.sqlite_error_code() {
            // SQLite reports a file size limit as a failed write.
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => Nature::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Nature::Busy,
            _ => Nature::Other,
        };
        Self { nature, message: format!("expected the database to take it, found: {error}") }
    }
}

impl From<ParquetError> for Trouble {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(inner) => match inner.downcast::<io::Error>() {
                Ok(error) => (*error).into(),
                Err(other) => Self::other(format!("expected to write Parquet, found: {other}")),
            },
            other => Self::other(format!("expected to write Parquet, found: {other}")),
        }
    }
}

impl From<csv::Error> for Trouble {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::other(format!("expected to write CSV, found: {other:?}")),
        }
    }
}

impl From<arrow_schema::ArrowError> for Trouble {
    fn from(error: arrow_schema::ArrowError) -> Self {
        Self::other(format!("expected a table, found: {error}"))
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { io::Error::from(error).into() } else { Self::other(format!("expected to write JSON, found: {error}")) }
    }
}
