//! What the command promises: exit codes, standard output and standard error, for good and bad input.
//!
//! Each test runs the built program; nothing here knows how it is made.

mod bad_input;
mod check;
mod commands;
mod draft;
mod explain;
mod grammars;
mod isolate;
mod order;
mod output;
mod render;
mod rules;
mod run;
mod schema;
