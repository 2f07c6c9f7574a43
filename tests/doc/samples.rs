//! Documents of the corpus that LibreOffice saved as Word files (`scripts/word-samples.sh`): the same document as text,
//! .docx and .doc gives the same record, and the .doc its block notation.

use gongkai::decode::decode;
use gongkai::grammar::Grammars;
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

/// Sample and the text it was drawn from.
const SAMPLES: [(&str, &str); 6] = [
    ("changsha-merged", "changsha/01-data-bureau-tab-rows"),
    ("korla-merged", "korla/02-three-forms-water"),
    ("zhushan-nested-project", "zhushan/06-agriculture-tab-project"),
    ("zhushan-nested-department", "zhushan/07-veterans-tab-department"),
    ("shapotou-plain", "shapotou/12-school-tab-two-forms"),
    ("yantai-plain", "yantai/04-school-guards-tab-rows"),
];

fn file(path: &str) -> Vec<u8> {
    let path = format!("{}/corpus/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn record(bytes: &[u8]) -> Vec<Value> {
    let options = Options::new(Grammars::builtin().expect("the layouts"));
    let record = serde_json::to_value(extract(bytes, &options)).expect("JSON");
    let keys = ["projects", "departments", "budget_tables", "layout"];
    keys.iter().map(|key| record[key].clone()).collect()
}

#[test]
fn text_docx_and_doc_give_the_same_record() {
    for (sample, text) in SAMPLES {
        let text = record(&file(&format!("{text}.txt")));
        assert_eq!(text, record(&file(&format!("containers/{sample}.doc"))), "{sample}.doc");
        assert_eq!(text, record(&file(&format!("containers/{sample}.docx"))), "{sample}.docx");
    }
}

#[test]
fn doc_and_docx_have_the_same_cells() {
    for (sample, _) in SAMPLES {
        let cells = |kind: &str| {
            let document = decode(&file(&format!("containers/{sample}.{kind}")), None).expect("a Word file").document;
            document
                .pieces
                .iter()
                .map(|piece| (piece.place, piece.after_blank, piece.span.of(&document.text).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(cells("doc"), cells("docx"), "{sample}");
    }
}

#[test]
fn docs_have_their_block_notation() {
    for (sample, _) in SAMPLES {
        let path = format!("{}/corpus/containers/{sample}.doc", env!("CARGO_MANIFEST_DIR"));
        let inspect = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai")).args(["inspect", &path]).output();
        let shown = inspect.expect("the command runs").stdout;
        let expected = file(&format!("containers/{sample}.inspect"));
        assert_eq!(String::from_utf8_lossy(&shown), String::from_utf8_lossy(&expected), "{sample}");
    }
}
