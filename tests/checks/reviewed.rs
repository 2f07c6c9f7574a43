//! The findings in the five real documents, reviewed by hand (`tests/seeds/*.findings`): rule, status, pointers and numbers,
//! never a sentence.

use super::support::corpus::here;
use super::support::extract::read;
use super::support::seeds::seed;

#[test]
fn the_real_documents_have_the_findings_that_were_reviewed() {
    let mut complaints = Vec::new();
    for number in ["000", "001", "002", "003", "004"] {
        let Some(bytes) = seed(number) else { return };
        let record = read(&bytes);
        let found: Vec<String> = record["checks"].as_array().into_iter().flatten().filter_map(line).collect();
        let path = here("tests/seeds").join(format!("{number}.findings"));
        let reviewed = std::fs::read_to_string(&path).expect("the reviewed findings");
        let reviewed: Vec<&str> = reviewed.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        complaints.extend(reviewed.iter().filter(|line| !found.iter().any(|own| own == *line)).map(|line| format!("{number} - {line}")));
        complaints.extend(found.iter().filter(|line| !reviewed.contains(&line.as_str())).map(|line| format!("{number} + {line}")));
    }
    assert!(complaints.is_empty(), "{} line(s)\n{}", complaints.len(), complaints.join("\n"));
}

/// Rule, status, difference, how many inputs and the first two, and the suggestion.
fn line(check: &serde_json::Value) -> Option<String> {
    let text = |key: &str| check[key].as_str().unwrap_or("-").to_owned();
    let status = text("status");
    if !matches!(status.as_str(), "fail" | "warn" | "info") {
        return None;
    }
    let inputs: Vec<&str> = check["inputs"].as_array().into_iter().flatten().filter_map(|input| input.as_str()).collect();
    let first = inputs.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let difference = if check["difference"].is_null() { "-".to_owned() } else { check["difference"].to_string() };
    Some(format!("{} {status} {difference} {}: {first} -> {}", text("rule"), inputs.len(), text("suggestion")))
}
