//! What is wrong with a grammar file: the places, what was expected there and what was found.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A grammar file as it was handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// `grammars/kunming.toml`, or the path of a user's own.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A piece of a grammar file.
#[derive(Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column, both from 1, the column in code points.
    pub fn line_column(&self) -> (usize, usize) {
        let before = &self.file.text[..self.span.start.min(self.file.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// The file and the line in it, as editors and terminals link it.
    pub fn file_line(&self) -> String {
        format!("{}:{}", self.file.path, self.line_column().0)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.file.path)
    }
}

impl fmt::Debug for Place {
    // The file's text would drown everything else.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What was expected and what was found.
    pub message: String,
    /// What to write instead, where that can be guessed.
    pub help: Option<String>,
    /// Another place that has to do with it, and how.
    pub other: Option<(Place, String)>,
}

/// Grammar files that cannot be used: everything that is wrong with them, in the order of files and lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrammarError {
    /// At least one.
    pub problems: Vec<Problem>,
}

impl From<Vec<Problem>> for GrammarError {
    fn from(mut problems: Vec<Problem>) -> Self {
        problems.sort_by(|a, b| (&a.place.file.path, a.place.span.start).cmp(&(&b.place.file.path, b.place.span.start)));
        Self { problems }
    }
}

impl fmt::Display for GrammarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.problems.iter().enumerate() {
            let end = if n == 0 { "" } else { "\n" };
            write!(f, "{end}{}: {}", problem.place, problem.message)?;
            if let Some(help) = &problem.help {
                write!(f, "; {help}")?;
            }
            if let Some((place, why)) = &problem.other {
                write!(f, " ({why}: {place})")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for GrammarError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let file = Arc::new(SourceFile { path: "a.toml".to_owned(), text: "id = \"a\"\n名 = 1\n".to_owned() });
        let place = |needle: &str| {
            let at = file.text.find(needle).expect("there");
            Place { file: file.clone(), span: at..at + needle.len() }.to_string()
        };
        assert_eq!((place("id"), place("名"), place("1")), ("a.toml:1:1".to_owned(), "a.toml:2:1".to_owned(), "a.toml:2:5".to_owned()));
    }
}
