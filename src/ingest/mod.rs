//! A store that runs add to: what was read goes in exactly once, and a ledger says what became of every name.
//!
//! The ledger is a SQLite database. Where the store is a database too, it is the same one, and the rows of a document and
//! its ledger entry are one transaction. Where the store is a folder of Parquet files, the ledger in it says which files
//! count; all others are removed at the next start. Knows the library, and neither how documents are found nor how
//! they are read.

mod commit;
mod entry;
mod files;
mod ledger;
mod lock;
mod merge;
mod schema;
mod store;
mod summary;

pub use entry::{Entry, Seen};
pub use ledger::{Known, Ledger, Listed};
pub use merge::merge;
pub use store::{Kind, Store};
pub use summary::{Ended, Summary};
