//! The reader of .docx files, up to the pieces it gives.

mod builder;
mod content;
mod hostile;
mod numbered;
mod property;
mod tables;
