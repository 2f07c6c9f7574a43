//! What the test crates share: the corpus, the extractor as a function, and readable comparison.
#![allow(dead_code, unused_imports, reason = "each test crate uses its own part of this")]

pub mod change;
pub mod compare;
pub mod corpus;
pub mod extract;
pub mod facts;
pub mod rows;
pub mod seeds;
