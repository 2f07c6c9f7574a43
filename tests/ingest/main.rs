//! What `gongkai ingest` promises: every document once, every name accounted for, whatever happens to the run.

#[path = "../cli/run.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod run;

#[path = "../tables/read.rs"]
#[allow(dead_code, reason = "shared with the tests of tables")]
mod read;

mod accounts;
mod changes;
#[cfg(target_os = "linux")]
mod faults;
#[cfg(target_os = "linux")]
mod kills;
mod reports;
mod shards;
mod store;
