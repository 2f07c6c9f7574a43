//! What a run says: logs, metrics, the summary file, the ledger's listing.

use std::fs;

use crate::run::{FORM, Folder, gongkai, json};
use crate::store::{ingest, sources, summary};

#[test]
fn logs_are_one_json_object_on_each_line() {
    let folder = Folder::new();
    sources(&folder);
    let run = ingest(&folder, "store.sqlite", &["--log-format", "json", "--verbose"]).ending(1);
    let events: Vec<_> = run.stderr.lines().map(json).collect();
    let said = |message: &str| events.iter().filter(|event| event["message"] == message).count();
    assert_eq!((said("started"), said("finished")), (1, 1));
    assert!(said("read") > 5);
    let warned = events.iter().find(|event| event["level"] == "WARN").expect("a warning");
    assert!(warned["path"].is_string() && warned["code"].is_string(), "{warned}");
    assert_eq!(run.text().lines().count(), 1, "standard output is the summary");
    let quiet = ingest(&folder, "store.sqlite", &["-q"]).ending(1);
    assert_eq!(quiet.stderr, "");
}

#[test]
fn summary_and_metrics_are_written_to_files_also_when_the_run_could_not_run() {
    let folder = Folder::new();
    sources(&folder);
    let (to, metrics) = (folder.name("summary.json"), folder.name("gongkai.prom"));
    let more = ["--summary", &to, "--metrics", &metrics];
    let run = ingest(&folder, "store.sqlite", &more).ending(1);
    assert_eq!(json(&fs::read_to_string(&to).expect("a summary")), summary(&run));
    let text = fs::read_to_string(&metrics).expect("metrics");
    let told = summary(&run);
    for outcome in ["stored", "unchanged", "skipped", "quarantined"] {
        let line = format!("gongkai_ingest_inputs{{outcome=\"{outcome}\"}} {}\n", told[outcome]);
        assert!(text.contains(&line), "{line} in {text}");
    }
    for line in text.lines() {
        let value = line.rsplit(' ').next().unwrap_or("");
        assert!(line.starts_with("# ") || (line.starts_with("gongkai_") && value.parse::<f64>().is_ok()), "{line}");
    }
    fs::create_dir(folder.path("gone")).expect("a folder");
    let gone = folder.name("gone/in");
    let store = folder.name("store.sqlite");
    gongkai(["ingest", &gone, "--into", &store, "--metrics", &metrics]).ending(2);
    let text = fs::read_to_string(&metrics).expect("metrics");
    assert!(text.contains("gongkai_ingest_exit_code 2\n") && text.contains("gongkai_ingest_complete 0\n"), "{text}");
}

#[test]
fn the_ledger_is_listed_by_outcome_and_state() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM).file("in/b\u{1b}[31m.txt", "");
    ingest(&folder, "store.sqlite", &[]).ending(1);
    let store = folder.name("store.sqlite");
    let all = gongkai(["ledger", &store]).ending(0);
    assert_eq!(all.text().lines().count(), 2);
    assert!(!all.text().contains('\u{1b}'), "a name is no escape sequence");
    let failed = gongkai(["ledger", &store, "--outcome", "failed", "--json"]).ending(0);
    let failed = failed.records();
    assert_eq!((failed.len(), failed[0]["error_code"].as_str(), failed[0]["state"].as_str()), (1, Some("empty"), Some("present")));
    assert_eq!(gongkai(["ledger", &store, "--state", "disappeared"]).ending(0).text(), "");
    let run = gongkai(["ledger", &folder.name("in")]).ending(2);
    assert!(run.stderr.contains("expected a store"), "{}", run.stderr);
}
