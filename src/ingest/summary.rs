//! What a run did, in numbers that add up: one line of JSON, Prometheus metrics, and the exit code.

use std::fmt::Write;

use serde::Serialize;

use super::entry::Entry;

/// How one input ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Its document is in the store by this run; `rows` unless it stood there under another name.
    Stored {
        /// Whether rows were written.
        rows: bool,
    },
    /// It was in the store already.
    Unchanged,
    /// It is no document.
    Skipped,
    /// It could not be read.
    Quarantined,
}

impl Ended {
    /// How an entry ended that has no rows; `None` for one that has.
    pub(super) fn of(entry: &Entry) -> Option<Self> {
        match () {
            () if entry.is_failed() => Some(Self::Quarantined),
            () if entry.is_skipped() => Some(Self::Skipped),
            () => None,
        }
    }
}

/// The account of a run.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Summary {
    /// Number of the run in the ledger; 0 in a dry run.
    pub run: i64,
    /// Names met: always `stored + unchanged + skipped + quarantined`.
    pub inputs: u64,
    /// Names whose document this run stored or listed.
    pub stored: u64,
    /// Of these, names of bytes that stood in the store already.
    pub duplicates: u64,
    /// Names whose bytes were in the store under them.
    pub unchanged: u64,
    /// No documents.
    pub skipped: u64,
    /// Not readable; `gongkai ledger STORE --outcome failed` lists them.
    pub quarantined: u64,
    /// Names that are no more.
    pub disappeared: u64,
    /// Documents of other shards, which are no inputs of this one.
    pub elsewhere: u64,
    /// Whether nothing was written.
    pub dry_run: bool,
    /// Whether the run came to its end.
    pub complete: bool,
    /// Why it did not.
    pub error: Option<String>,
    /// As the process ends.
    pub exit_code: u8,
    /// How long it took.
    pub seconds: u64,
}

impl Summary {
    /// Counts one input.
    pub fn count(&mut self, ended: Ended) {
        self.inputs += 1;
        match ended {
            Ended::Stored { rows } => {
                self.stored += 1;
                self.duplicates += u64::from(!rows);
            }
            Ended::Unchanged => self.unchanged += 1,
            Ended::Skipped => self.skipped += 1,
            Ended::Quarantined => self.quarantined += 1,
        }
    }

    /// One line of JSON.
    pub fn line(&self) -> String {
        // Numbers and texts always are JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Prometheus text, as node_exporter's textfile collector reads it; `at` is the time of the run's end.
    pub fn metrics(&self, at: u64) -> String {
        let mut text = String::new();
        let mut gauge = |name: &str, help: &str, values: &[(&str, u64)]| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "# HELP gongkai_ingest_{name} {help}\n# TYPE gongkai_ingest_{name} gauge");
            for (labels, value) in values {
                let _ = writeln!(text, "gongkai_ingest_{name}{labels} {value}");
            }
        };
        gauge(
            "inputs",
            "Inputs of the last run by how they ended.",
            &[
                ("{outcome=\"stored\"}", self.stored),
                ("{outcome=\"unchanged\"}", self.unchanged),
                ("{outcome=\"skipped\"}", self.skipped),
                ("{outcome=\"quarantined\"}", self.quarantined),
            ],
        );
        gauge("disappeared", "Names that the last run did not meet any more.", &[("", self.disappeared)]);
        gauge("complete", "Whether the last run came to its end.", &[("", self.complete.into())]);
        gauge("exit_code", "Exit code of the last run.", &[("", self.exit_code.into())]);
        gauge("duration_seconds", "How long the last run took.", &[("", self.seconds)]);
        gauge("last_run_timestamp_seconds", "When the last run ended.", &[("", at)]);
        text
    }
}
