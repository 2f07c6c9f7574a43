//! The .doc reader.

mod builder;
mod content;
#[path = "../docx/builder.rs"]
#[allow(dead_code, reason = "only what draws bodies is used here")]
mod docx;
mod hostile;
mod property;
mod tables;
mod word6;
