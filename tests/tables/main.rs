//! Tables: every value of every record lands in them, in every format, exactly, whole or not at all.

#[path = "../cli/run.rs"]
#[allow(dead_code, reason = "shared with the tests of the command line")]
mod run;

mod dictionary;
mod places;
mod read;
mod values;
mod whole;
