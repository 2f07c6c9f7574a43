//! `gongkai ledger` and `gongkai merge`: what a store holds by name, and several stores made one.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use gongkai::write::{Nature, Trouble};

use super::output::Output;
use super::report::{self, Stop, shown};
use crate::ingest::{self, Entry, Kind, Listed, Store};

/// List what a store has met: every name with its outcome, and the error of what is quarantined
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gongkai ledger gongkai.sqlite --outcome failed
  gongkai ledger tables.parquet --state disappeared --json | jq -r .path")]
pub struct Ledger {
    /// A store of `gongkai ingest`
    store: PathBuf,

    /// Only this outcome: complete, partial, unknown, failed, skipped
    #[arg(long, value_name = "OUTCOME", value_parser = ["complete", "partial", "unknown", "failed", "skipped"])]
    outcome: Option<String>,

    /// Only this state: present, replaced (other bytes have the name now), disappeared
    #[arg(long, value_name = "STATE", value_parser = ["present", "replaced", "disappeared"])]
    state: Option<String>,

    /// One JSON object on each line
    #[arg(long)]
    json: bool,
}

impl Ledger {
    /// Lists.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        super::must_exist(&self.store)?;
        let cannot = |trouble: Trouble| Stop::Run(shown(&trouble.to_string()));
        let Some(ledger) = ingest::Ledger::of(&self.store).map_err(cannot)? else {
            let store = shown(&self.store.to_string_lossy());
            return Err(Stop::Run(format!("{store}: expected a store of `gongkai ingest`, found no ledger in it")));
        };
        let mut output = Output::to(None)?;
        let mut ended = Ok(());
        let listed = Listed { outcome: self.outcome.clone(), state: self.state.clone() };
        let list = ledger.list(&listed, |entry| {
            ended = line(entry, self.json).and_then(|line| output.write(line.as_bytes()));
            ended.is_ok()
        });
        list.map_err(cannot)?;
        ended?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn line(entry: &Entry, json: bool) -> Result<String, Stop> {
    if json {
        let json = serde_json::to_string(entry).map_err(|error| Stop::Run(error.to_string()))?;
        return Ok(json + "\n");
    }
    let sha256 = entry.sha256.as_deref().map_or("-", |sha256| &sha256[..12.min(sha256.len())]);
    let error = match (&entry.error_code, &entry.error_message) {
        (Some(code), Some(message)) => format!("  [{code}] {}", shown(message)),
        _ => String::new(),
    };
    let Entry { outcome, state, path, .. } = entry;
    Ok(format!("{outcome:<8}  {state:<11}  {sha256:<12}  {}{error}\n", shown(path)))
}

/// Add stores to a store, as if one run had read everything: the parts of `ingest --shard`
///
/// All are of the same kind. A document or name that stands in the store already stays as it is. Merging one store into
/// a new one writes its Parquet files again, few and large.
#[derive(Debug, Args)]
pub struct Merge {
    /// Stores to add
    #[arg(required = true, value_name = "STORE")]
    stores: Vec<PathBuf>,

    /// The store that they are added to
    #[arg(long, value_name = "STORE")]
    into: PathBuf,
}

impl Merge {
    /// Merges.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        for store in &self.stores {
            super::must_exist(store)?;
        }
        match self.merge() {
            Ok(()) => Ok(ExitCode::SUCCESS),
            Err(trouble) => {
                report::error(&shown(&trouble.to_string()));
                let later = matches!(trouble.nature, Nature::Full | Nature::Busy);
                Ok(ExitCode::from(if later { 75 } else { 2 }))
            }
        }
    }

    fn merge(&self) -> Result<(), Trouble> {
        let kind = self.stores.first().map_or(Kind::Sqlite, |store| Kind::of(store));
        let into: &Path = &self.into;
        let mut store = Store::open(into, kind)?;
        store.start_run("merge")?;
        for from in &self.stores {
            ingest::merge(&mut store, from)?;
        }
        store.finish("{}")
    }
}
