//! Findings as SARIF 2.1.0. Lines and columns are of the canonical text, columns in Unicode code points.

use gongkai::check::{Language, RULES, Rule, Severity};
use gongkai::pipeline::VERSION;
use serde_json::{Value, json};

use super::{Finding, Page, Spot};

/// Behind the last result.
pub const TAIL: &str = "]}]}\n";

/// Everything before the first result.
pub fn head(language: Language) -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| described(rule, language)).collect();
    let driver = json!({ "name": "gongkai", "version": VERSION, "rules": rules });
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"unicodeCodePoints\",\"results\":["
    )
}

fn described(rule: &Rule, language: Language) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": { "text": rule.holds.in_language(language) },
        "fullDescription": { "text": rule.why.in_language(language) },
        "help": { "text": gongkai::check::page::explanation(rule, language) },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "error",
        Severity::Warn => "warning",
        Severity::Info => "note",
    }
}

/// The results of one document, parted by commas.
pub fn part(findings: &[Finding], page: &Page) -> serde_json::Result<String> {
    let results: Result<Vec<String>, _> = findings.iter().map(|finding| serde_json::to_string(&result(finding, page))).collect();
    Ok(results?.join(","))
}

fn result(finding: &Finding, page: &Page) -> Value {
    let place = |spot: &Spot| {
        let (start, end) = (page.place(spot.start), page.place(spot.end));
        json!({
            "physicalLocation": {
                "artifactLocation": { "uri": uri(finding.path) },
                "region": {
                    "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
                    "charOffset": spot.start, "charLength": spot.end - spot.start,
                },
            },
            "logicalLocations": [{ "fullyQualifiedName": finding.check.inputs[spot.input] }],
        })
    };
    let nowhere = || json!({ "physicalLocation": { "artifactLocation": { "uri": uri(finding.path) } } });
    let locations = finding.spots.first().map_or_else(nowhere, place);
    let related: Vec<Value> = finding.spots.iter().skip(1).map(place).collect();
    let index = RULES.iter().position(|rule| rule.id == finding.rule.id);
    json!({
        "ruleId": finding.rule.id,
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": { "text": finding.check.message },
        "locations": [locations],
        "relatedLocations": related,
        "properties": {
            "expected": finding.check.expected, "actual": finding.check.actual, "difference": finding.check.difference,
            "suggestion": finding.check.suggestion,
        },
    })
}

/// A path as a URI reference: everything but plain characters is escaped.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
