//! All containers: the same document gives the same record in each of them, page headers stand apart, and hostile files
//! are refused.

#[path = "../doc/builder.rs"]
#[allow(dead_code, reason = "only what draws documents is used here")]
mod doc;
#[path = "../docx/builder.rs"]
#[allow(dead_code, reason = "only what draws documents is used here")]
mod docx;
#[path = "../generate/mod.rs"]
#[allow(dead_code, reason = "only the documents are used here")]
mod generate;

mod drawn;
mod html;
mod limits;
mod margins;
mod pens;
mod property;
mod rtf;
mod samples;
mod twins;
