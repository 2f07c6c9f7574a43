//! What reading costs, counted in instructions by callgrind: a count stays what it is while other programs run, a time
//! does not. The counts are of the profile that tests are built in, so they hold changes against each other; how fast a release
//! is, `benches/floors.rs` measures. Where documents grow too large for callgrind, processor time is what is left, with wide bounds.
//!
//! Without valgrind what counts is skipped and says so; with `CI=true` it must be there.

mod budget;
mod callgrind;
#[path = "../../benches/measure/clock.rs"]
mod clock;
#[allow(dead_code)]
#[path = "../support/corpus.rs"]
mod corpus;
mod growth;
mod time;
#[allow(dead_code)]
#[path = "../../benches/documents/vary.rs"]
mod vary;
#[path = "../../benches/documents/word.rs"]
mod word;
