//! Random documents with the record that has to be read from them, one strategy per layout.

mod forms;
mod zhushan;

use std::fmt;

use proptest::strategy::{BoxedStrategy, Strategy};
use serde_json::Value;

/// A document and what has to come out of it.
#[derive(Clone)]
pub struct Case {
    pub bytes: Vec<u8>,
    /// The document before it was encoded.
    pub text: String,
    pub expected: Value,
    /// What was done to the document.
    pub notes: Vec<&'static str>,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text.replace("\r\n", "\n");
        let text = text.replace('\t', "⇥").replace('\u{3000}', "□");
        writeln!(f, "printed with: {}", self.notes.join(", "))?;
        writeln!(f, "----- document (TAB as ⇥, U+3000 as □)\n{text}-----")
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The layouts and their documents.
pub fn layouts() -> [(&'static str, BoxedStrategy<Case>); 4] {
    [
        ("kunming", forms::kunming().boxed()),
        ("korla", forms::korla().boxed()),
        ("shapotou", forms::shapotou().boxed()),
        ("zhushan", zhushan::zhushan().boxed()),
    ]
}
