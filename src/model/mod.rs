//! The types between the rooms: the document, what the grammars read from it, and the published record.

pub mod check;
pub mod coverage;
pub mod document;
pub mod finding;
pub mod kinds;
pub mod leaf;
pub mod number;
pub mod parsed;
pub mod record;
pub mod schema;
pub mod span;
pub mod values;
