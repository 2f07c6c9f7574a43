//! The ledger's own tables. Its columns are described in `docs/ingestion.md`.

/// Version of the store's layout, in `PRAGMA user_version`.
pub(super) const VERSION: i64 = 1;

/// Makes them.
pub(super) const DDL: &str = "
CREATE TABLE ledger (
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  member TEXT,
  raw_name TEXT,
  bytes INTEGER,
  outcome TEXT NOT NULL,
  error_code TEXT,
  error_message TEXT,
  extractor_version TEXT,
  grammar TEXT,
  grammar_sha256 TEXT,
  reader TEXT NOT NULL,
  stored INTEGER NOT NULL,
  projects INTEGER NOT NULL,
  departments INTEGER NOT NULL,
  indicators INTEGER NOT NULL,
  budget_tables INTEGER NOT NULL,
  diagnostics INTEGER NOT NULL,
  state TEXT NOT NULL,
  read_at TEXT NOT NULL,
  read_run INTEGER NOT NULL,
  first_run INTEGER NOT NULL,
  last_run INTEGER NOT NULL,
  PRIMARY KEY (path, sha256)
) WITHOUT ROWID;
CREATE INDEX ledger_sha256 ON ledger (sha256);
CREATE INDEX ledger_outcome ON ledger (outcome, state);
CREATE INDEX ledger_last_run ON ledger (last_run);
CREATE TABLE ledger_runs (
  run INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  reader TEXT NOT NULL,
  summary TEXT
);
CREATE TABLE ledger_files (
  table_name TEXT NOT NULL,
  part INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (table_name, part)
) WITHOUT ROWID;
";

/// What a database store shows in the place of the table `sources`.
pub(super) const SOURCES: &str = "
CREATE VIEW sources AS
  SELECT path, raw_name, nullif(sha256, '') AS document_sha256, bytes, outcome, error_code, error_message, state FROM ledger;
";
