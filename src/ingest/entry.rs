//! One line of the ledger.

use gongkai::model::record::{Outcome, Record};
use rusqlite::Row;
use serde::Serialize;

/// A document under a name, as a run has met it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its name; members of archives as `archive.zip!/name`.
    pub path: String,
    /// The undecoded name, escaped, where it had to be decoded.
    pub raw_name: Option<String>,
    /// SHA-256 of its bytes; empty where they could not be read.
    pub sha256: String,
    /// Their number.
    pub bytes: Option<u64>,
}

/// What the ledger says of a name and what was under it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Entry {
    /// The whole name.
    pub path: String,
    /// The file on disk.
    pub file: String,
    /// The member of that archive.
    pub member: Option<String>,
    /// The undecoded name, escaped, where it had to be decoded.
    pub raw_name: Option<String>,
    /// Of the bytes; null where they could not be read.
    pub sha256: Option<String>,
    /// Their number.
    pub bytes: Option<u64>,
    /// `complete`, `partial`, `unknown`, `failed`, `skipped`.
    pub outcome: String,
    /// Why it failed or was skipped.
    pub error_code: Option<String>,
    /// Why, in words.
    pub error_message: Option<String>,
    /// What read it.
    pub extractor_version: Option<String>,
    /// By which grammar.
    pub grammar: Option<String>,
    /// In which version.
    pub grammar_sha256: Option<String>,
    /// Whether its rows are in the store.
    pub stored: bool,
    /// Project forms in it.
    pub projects: usize,
    /// Department forms.
    pub departments: usize,
    /// Indicators of both.
    pub indicators: usize,
    /// Budget tables.
    pub budget_tables: usize,
    /// Diagnostics.
    pub diagnostics: usize,
    /// `present`, `replaced` by other bytes under the name, `disappeared`.
    pub state: String,
    /// When it was read.
    pub read_at: String,
    /// The first run that met it.
    pub first_run: i64,
    /// The last one.
    pub last_run: i64,
}

impl Entry {
    /// What a record leaves in the ledger.
    pub fn of(seen: &Seen, record: &Record) -> Self {
        let count = |list: &[gongkai::model::record::Indicator]| list.len();
        let error = record.error.as_ref();
        Self {
            extractor_version: Some(record.extractor.version.clone()),
            grammar: record.extractor.grammar.clone(),
            grammar_sha256: record.extractor.grammar_sha256.clone(),
            outcome: word(record.outcome).to_owned(),
            error_code: error.map(|error| error.code.clone()),
            error_message: error.map(|error| error.message.clone()),
            projects: record.projects.len(),
            departments: record.departments.len(),
            indicators: record.projects.iter().map(|project| count(&project.indicators)).sum::<usize>()
                + record.departments.iter().map(|department| count(&department.indicators)).sum::<usize>(),
            budget_tables: record.budget_tables.len(),
            diagnostics: record.diagnostics.len(),
            ..Self::unread(seen)
        }
    }

    /// What something without bytes leaves.
    pub fn problem(seen: &Seen, skipped: bool, code: &str, message: &str) -> Self {
        Self {
            outcome: word(if skipped { Outcome::Skipped } else { Outcome::Failed }).to_owned(),
            error_code: Some(code.to_owned()),
            error_message: Some(message.to_owned()),
            ..Self::unread(seen)
        }
    }

    fn unread(seen: &Seen) -> Self {
        let (file, member) = match seen.path.split_once("!/") {
            Some((file, member)) => (file.to_owned(), Some(member.to_owned())),
            None => (seen.path.clone(), None),
        };
        Self {
            path: seen.path.clone(),
            file,
            member,
            raw_name: seen.raw_name.clone(),
            sha256: Some(seen.sha256.clone()).filter(|sha256| !sha256.is_empty()),
            bytes: seen.bytes,
            ..Self::default()
        }
    }

    /// Whether it is to be looked at.
    pub fn is_failed(&self) -> bool {
        self.outcome == word(Outcome::Failed)
    }

    /// Whether it is no document.
    pub fn is_skipped(&self) -> bool {
        self.outcome == word(Outcome::Skipped)
    }

    /// A row of `SELECT * FROM ledger`.
    pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let count = |name: &str| row.get::<_, i64>(name).map(|count| usize::try_from(count).unwrap_or(0));
        Ok(Self {
            path: row.get("path")?,
            file: row.get("file")?,
            member: row.get("member")?,
            raw_name: row.get("raw_name")?,
            sha256: row.get::<_, Option<String>>("sha256")?.filter(|sha256| !sha256.is_empty()),
            bytes: row.get::<_, Option<i64>>("bytes")?.and_then(|bytes| bytes.try_into().ok()),
            outcome: row.get("outcome")?,
            error_code: row.get("error_code")?,
            error_message: row.get("error_message")?,
            extractor_version: row.get("extractor_version")?,
            grammar: row.get("grammar")?,
            grammar_sha256: row.get("grammar_sha256")?,
            stored: row.get("stored")?,
            projects: count("projects")?,
            departments: count("departments")?,
            indicators: count("indicators")?,
            budget_tables: count("budget_tables")?,
            diagnostics: count("diagnostics")?,
            state: row.get("state")?,
            read_at: row.get("read_at")?,
            first_run: row.get("first_run")?,
            last_run: row.get("last_run")?,
        })
    }
}

/// The outcome as the record has it.
fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Complete => "complete",
        Outcome::Partial => "partial",
        Outcome::Unknown => "unknown",
        Outcome::Failed => "failed",
        Outcome::Skipped => "skipped",
    }
}
