//! What archives of documents may cost: the arguments that commands share.

use clap::Args;

use super::size;
use crate::read::{Identity, Limits};

/// Limits of archives; those of members hold with all archives in the one on disk.
#[derive(Debug, Clone, Copy, Args)]
pub struct Archives {
    /// Archives opened in one another; a Word file is none
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub max_depth: u32,

    /// Members that an archive may have
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    pub max_members: u64,

    /// Bytes that an archive may unpack to
    #[arg(long, value_name = "N", default_value = "64G", value_parser = size::bytes)]
    pub max_total_bytes: u64,

    /// Unpacked bytes for each packed one, of an archive beyond its first 64M and of a member beyond its first 16M
    #[arg(long, value_name = "N", default_value_t = 250)]
    pub max_ratio: u64,
}

impl Archives {
    /// What is not read; `outputs` are the files that this run writes.
    pub fn limits(&self, max_bytes: u64, outputs: Vec<Identity>) -> Limits {
        let Self { max_depth, max_members, max_total_bytes, max_ratio } = *self;
        Limits { max_bytes, max_total_bytes, max_ratio, max_members, max_depth, outputs }
    }
}
