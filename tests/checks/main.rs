//! The consistency rules over whole documents: clean ones raise nothing, one changed number is found by the rule that owns
//! it, the real documents have the findings that were reviewed by hand, and the page of rules is up to date.

#[path = "../support/mod.rs"]
mod support;

mod clean;
mod corpus;
mod dice;
mod faults;
mod hostile;
mod page;
mod promised;
mod reviewed;
mod tables;
