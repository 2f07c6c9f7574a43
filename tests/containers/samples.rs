//! Documents of the corpus that LibreOffice saved in other containers (`scripts/word-samples.sh`): the same document
//! gives the same record in each, the same cells, and its block notation.

use gongkai::decode::decode;
use gongkai::grammar::Grammars;
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

/// Sample and the text it was drawn from.
const SAMPLES: [(&str, &str); 6] = [
    ("changsha-merged", "changsha/01-data-bureau-tab-rows"),
    ("yantai-plain", "yantai/04-school-guards-tab-rows"),
    ("korla-merged", "korla/02-three-forms-water"),
    ("zhushan-nested-project", "zhushan/06-agriculture-tab-project"),
    ("zhushan-nested-department", "zhushan/07-veterans-tab-department"),
    ("shapotou-plain", "shapotou/12-school-tab-two-forms"),
];

/// The containers that a sample is kept in: RTF and HTML are large, and kept of two.
fn kinds(sample: &str) -> &'static [&'static str] {
    let all = &["docx", "doc", "rtf", "html"];
    if matches!(sample, "shapotou-plain" | "zhushan-nested-department") { all } else { &all[..2] }
}

fn file(path: &str) -> Vec<u8> {
    let path = format!("{}/corpus/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn record(bytes: &[u8]) -> Vec<Value> {
    let options = Options::new(Grammars::builtin().expect("the layouts"));
    let record = serde_json::to_value(extract(bytes, &options)).expect("JSON");
    let keys = ["projects", "departments", "budget_tables", "title", "fiscal_year", "organization", "layout", "outcome"];
    keys.iter().map(|key| record[key].clone()).collect()
}

#[test]
fn a_document_gives_the_same_record_in_every_container() {
    for (sample, text) in SAMPLES {
        let text = record(&file(&format!("{text}.txt")));
        for kind in kinds(sample) {
            assert_eq!(text, record(&file(&format!("containers/{sample}.{kind}"))), "{sample}.{kind}");
        }
    }
}

#[test]
fn a_document_has_the_same_cells_in_every_word_file() {
    for (sample, _) in SAMPLES {
        let cells = |kind: &str| {
            let document = decode(&file(&format!("containers/{sample}.{kind}")), None).expect("a document").document;
            document
                .pieces
                .iter()
                .map(|piece| (piece.place, piece.after_blank, piece.span.of(&document.text).to_owned()))
                .collect::<Vec<_>>()
        };
        for kind in kinds(sample).iter().filter(|kind| **kind != "html") {
            assert_eq!(cells(kind), cells("docx"), "{sample}.{kind}");
        }
    }
}

#[test]
fn page_headers_stand_behind_the_text() {
    // Two were saved without page headers.
    for (sample, _) in SAMPLES.into_iter().filter(|(sample, _)| !matches!(*sample, "changsha-merged" | "yantai-plain")) {
        for kind in kinds(sample) {
            let document = decode(&file(&format!("containers/{sample}.{kind}")), None).expect("a document").document;
            let lines: Vec<&str> = document.margins.iter().map(|line| line.of(&document.text)).collect();
            assert_eq!(lines[0], "预算绩效公开", "{sample}.{kind}");
            assert!(lines.len() == 2 && lines[1].starts_with('—') && lines[1].ends_with('—'), "{sample}.{kind}: {lines:?}");
            assert!(!document.body().contains("预算绩效公开"), "{sample}.{kind}");
        }
    }
}

#[test]
fn samples_have_their_block_notation() {
    for (sample, _) in SAMPLES {
        let expected = file(&format!("containers/{sample}.inspect"));
        for kind in ["docx", "doc"] {
            let path = format!("{}/corpus/containers/{sample}.{kind}", env!("CARGO_MANIFEST_DIR"));
            let inspect = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai")).args(["inspect", &path]).output();
            let shown = inspect.expect("the command runs").stdout;
            assert_eq!(String::from_utf8_lossy(&shown), String::from_utf8_lossy(&expected), "{sample}.{kind}");
        }
    }
}
