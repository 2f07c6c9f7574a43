//! Findings as JSON Lines: the check as the record has it, the rule's name and severity, and every place.

use gongkai::model::check::Check;
use serde::Serialize;

use super::{Finding, Page};
use crate::cli::places::Place;

#[derive(Serialize)]
struct Line<'a> {
    path: &'a str,
    name: &'a str,
    severity: &'a str,
    #[serde(flatten)]
    check: &'a Check,
    places: Vec<Spotted<'a>>,
}

#[derive(Serialize)]
struct Spotted<'a> {
    pointer: &'a str,
    #[serde(flatten)]
    place: Place,
    start: usize,
    end: usize,
    text: &'a str,
}

/// All findings of a document.
pub fn part(findings: &[Finding], page: &Page) -> serde_json::Result<String> {
    findings.iter().map(|finding| Ok(serde_json::to_string(&line(finding, page))? + "\n")).collect()
}

fn line<'a>(finding: &'a Finding, page: &Page<'a>) -> Line<'a> {
    let spotted = finding.spots.iter().map(|spot| Spotted {
        pointer: &finding.check.inputs[spot.input],
        place: page.place(spot.start),
        start: spot.start,
        end: spot.end,
        text: page.slice(spot.start, spot.end),
    });
    Line {
        path: finding.path,
        name: finding.rule.name,
        severity: finding.severity.status().name(),
        check: finding.check,
        places: spotted.collect(),
    }
}
