//! Random project forms of the Kunming, Korla and Shapotou layouts and what has to be read from them.
//!
//! A case is a pure function of a record and of rendering choices, so a failing one shrinks to a
//! readable document. Nothing here reads `grammars/`: it would share their blind spots.

mod cases;
mod damage;
mod expected;
mod korla;
mod korla_text;
mod kunming;
mod kunming_text;
mod pen;
mod phrases;
mod record;
mod shapotou;
mod shapotou_running;
mod target;
mod targets;
mod vocabulary;
mod wrap;

pub use cases::{korla, kunming, shapotou};
