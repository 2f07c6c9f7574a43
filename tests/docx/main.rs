//! The reader of Word files, up to the pieces it gives; and whole records against their text twins.

mod builder;
mod content;
mod hostile;
mod numbered;
mod property;
mod tables;
mod twins;
