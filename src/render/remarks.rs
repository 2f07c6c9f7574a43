//! What is said about the values of a record, by JSON Pointer: diagnostics and checks that did not pass.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::check::{Check, Status};
use crate::model::finding::Diagnostic;
use crate::model::record::Record;

/// Remarks by the pointer they are about.
#[derive(Debug, Default)]
pub struct Remarks {
    by_pointer: BTreeMap<String, Vec<String>>,
}

impl Remarks {
    /// Those of a record.
    pub fn of(record: &Record) -> Self {
        let mut remarks = Self::default();
        for diagnostic in &record.diagnostics {
            if let Some(pointer) = &diagnostic.pointer {
                remarks.add(pointer, of_diagnostic(diagnostic));
            }
        }
        for check in record.checks.iter().filter(|check| speaks(check)) {
            // Where something can be changed it is said there, else at every value that was compared.
            let places: Vec<&String> = check.suggestion.as_ref().map_or_else(|| check.inputs.iter().collect(), |pointer| vec![pointer]);
            for pointer in places {
                remarks.add(pointer, of_check(check));
            }
        }
        remarks
    }

    fn add(&mut self, pointer: &str, remark: String) {
        let own = self.by_pointer.entry(pointer.to_owned()).or_default();
        if !own.contains(&remark) {
            own.push(remark);
        }
    }

    /// The remarks about the value at `pointer` alone.
    pub fn at(&self, pointer: &str) -> Vec<String> {
        self.by_pointer.get(pointer).cloned().unwrap_or_default()
    }

    /// The remarks about `pointer` and everything below it.
    pub fn within(&self, pointer: &str) -> Vec<String> {
        let below = |key: &str| key.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.by_pointer
            .range(pointer.to_owned()..)
            .take_while(|(key, _)| key.starts_with(pointer))
            .filter(|(key, _)| below(key))
            .flat_map(|(_, remarks)| remarks.clone())
            .collect()
    }
}

/// Whether a check has something to say to a reviewer.
pub fn speaks(check: &Check) -> bool {
    matches!(check.status, Status::Fail | Status::Warn)
}

/// A diagnostic in one line.
pub fn of_diagnostic(diagnostic: &Diagnostic) -> String {
    format!("[{}] {}: {}", name(&diagnostic.code), name(&diagnostic.severity), diagnostic.message)
}

/// A check in one line.
pub fn of_check(check: &Check) -> String {
    let mut line = format!("[{}] {}: {}", check.rule, check.status, check.message);
    for (word, value) in [("expected", &check.expected), ("actual", &check.actual)] {
        if let Some(value) = value {
            line.push_str(&format!("; {word} {value}"));
        }
    }
    line
}

/// The name that a code or severity has in JSON.
pub fn name<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
