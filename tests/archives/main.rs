//! Archives are read in place, whatever they hold and whatever is wrong with them.
//!
//! Every archive is made by the test that reads it. Each test runs the built program.

mod broken;
mod limits;
mod make;
mod nested;
mod packed;
#[allow(dead_code, reason = "shared with the tests of the command")]
#[path = "../cli/run.rs"]
mod run;
mod zipped;

use run::{Folder, gongkai};

/// Path behind the folder, outcome and error code of each record that reading `name` gives.
fn ends(folder: &Folder, name: &str, more: &[&str]) -> Vec<(String, String)> {
    let path = folder.name(name);
    let mut arguments = vec!["extract", "--failures", "--no-isolate", &path];
    arguments.extend(more);
    let run = gongkai(arguments);
    let root = folder.name("");
    let end = |record: serde_json::Value| {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let path = text(&record["source"]["path"]).replace(&root, "");
        let code = text(&record["error"]["code"]);
        (path, if code.is_empty() { text(&record["outcome"]) } else { code })
    };
    let records = run.records().into_iter().map(end).collect::<Vec<_>>();
    let failed = run.stderr.lines().filter(|line| line.starts_with("error: ")).count();
    assert_eq!(run.code, Some(i32::from(failed > 0)), "{}", run.stderr);
    records
}

/// The same with borrowed texts, to compare.
fn pairs(ends: &[(String, String)]) -> Vec<(&str, &str)> {
    ends.iter().map(|(path, end)| (&**path, &**end)).collect()
}
