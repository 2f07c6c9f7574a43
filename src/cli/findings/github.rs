//! Findings as annotations of GitHub Actions: one command a line.

use std::fmt::Write;

use gongkai::check::Severity;

use super::{Finding, Page};

/// All findings of a document.
pub fn part(findings: &[Finding], page: &Page) -> String {
    findings.iter().fold(String::new(), |mut out, finding| {
        let level = match finding.severity {
            Severity::Fail => "error",
            Severity::Warn => "warning",
            Severity::Info => "notice",
        };
        let mut place = format!("file={}", property(finding.path));
        if let Some(spot) = finding.spots.first() {
            let (start, end) = (page.place(spot.start), page.place(spot.end));
            // Writing to a String cannot fail.
            let _ = write!(place, ",line={},endLine={},col={}", start.line, end.line, start.column);
            if start.line == end.line {
                let _ = write!(place, ",endColumn={}", end.column);
            }
        }
        let title = property(&format!("{} {}", finding.rule.id, finding.rule.name));
        let _ = writeln!(out, "::{level} {place},title={title}::{}", data(&finding.check.message));
        out
    })
}

/// The message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a command, which ends at a comma.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
