//! The same document as text and in every container gives the same record: corpus documents whose rows are certain are
//! drawn as tables in the ways that forms are drawn, written into each container, and read back.

use gongkai::decode::decode;
use gongkai::grammar::Grammars;
use gongkai::model::document::{Document, Place};
use gongkai::model::record::Record;
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

use crate::drawn::{Content, Drawing, draw};
use crate::pens;

/// Cell-per-line documents in which a blank line is nothing but the end of a row.
const LOOSE: [&str; 16] = [
    "beijing/03-weather-cell-per-line",
    "changsha/03-reading-cell-per-line",
    "fuzhou/05-forest-cell-per-line",
    "xian/05-air-monitoring-cell-per-line",
    "yantai/05-village-doctors-cell-per-line",
    "korla/07-cell-per-line-civil-affairs",
    "kunming/01-plain-school-meals",
    "kunming/02-two-line-title-river-chiefs",
    "kunming/04-three-culture-projects",
    "kunming/05-other-order-farmland",
    "kunming/06-enumerated-labels-gb18030",
    "kunming/08-utf16le-operators-forest-fire",
    "kunming/11-only-a-table-archives",
    "shapotou/09-sport-cell-per-line",
    "shapotou/14-disabled-cell-per-line-unnumbered",
    "zhushan/03-civil-affairs-department",
];

/// Documents with a line that touches a row and is none of its cells' (a page mark, a note), which a drawing puts into the cell.
const TORN: [&str; 2] = ["beijing/04-buses-cells-on-every-row", "changsha/06-sport-two-units"];

const LAYOUTS: [&str; 9] = ["beijing", "changsha", "fuzhou", "korla", "kunming", "shapotou", "xian", "yantai", "zhushan"];

fn folder(layout: &str) -> String {
    format!("{}/corpus/{layout}", env!("CARGO_MANIFEST_DIR"))
}

/// Documents of the corpus that can be drawn: their rows are TAB-separated or certain otherwise, or they have none.
pub fn documents() -> Vec<(String, Vec<u8>, Document)> {
    let mut documents = Vec::new();
    for layout in LAYOUTS {
        for entry in std::fs::read_dir(folder(layout)).expect("the corpus").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            let bytes = std::fs::read(&path).expect("a document");
            let Ok(decoded) = decode(&bytes, None) else {
                continue;
            };
            let document = decoded.document;
            let places = || document.pieces.iter().map(|piece| piece.place);
            let torn = TORN.iter().any(|torn| path.display().to_string().contains(torn));
            let certain = !torn && !places().any(|place| place == Place::LooseCell);
            let name = path.display().to_string();
            if certain || LOOSE.iter().any(|known| name.contains(known)) {
                documents.push((name, bytes, document));
            }
        }
    }
    documents.sort_by(|one, other| one.0.cmp(&other.0));
    documents
}

pub fn read(record: &Record) -> Value {
    let json = serde_json::to_value(record).expect("JSON");
    Value::Array(
        ["projects", "departments", "budget_tables", "title", "fiscal_year", "organization", "layout"]
            .iter()
            .map(|key| json[key].clone())
            .collect(),
    )
}

/// The first difference between two values, for people.
pub fn difference(at: &str, text: &Value, word: &Value) -> Option<String> {
    match (text, word) {
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            one.iter().zip(other).enumerate().find_map(|(i, (one, other))| difference(&format!("{at}/{i}"), one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.iter().find_map(|(key, one)| difference(&format!("{at}/{key}"), one, &other[key]))
        }
        _ if text == word => None,
        _ => Some(format!(
            "{at}: text {} word {}",
            text.to_string().chars().take(200).collect::<String>(),
            word.to_string().chars().take(200).collect::<String>()
        )),
    }
}

type Pen = fn(&[Content]) -> Vec<u8>;

/// Containers and what writes them.
const PENS: [(&str, Pen); 4] = [("docx", pens::docx), ("doc", pens::doc), ("html", pens::html), ("rtf", pens::rtf)];

fn compare(chosen: fn(&str) -> bool, drawing: Drawing) {
    let options = Options::new(Grammars::builtin().expect("the layouts"));
    let mut documents = documents();
    assert!(documents.len() >= 15 + LOOSE.len(), "only {} documents with rows", documents.len());
    documents.retain(|(path, ..)| chosen(path));
    let mut differences = Vec::new();
    for (path, bytes, document) in &documents {
        let text = read(&extract(bytes, &options));
        let drawn = draw(document, drawing);
        for (container, pen) in PENS {
            let other = extract(&pen(&drawn), &options);
            assert_eq!(other.source.container.as_deref(), Some(container), "{path}");
            differences.extend(difference("", &text, &read(&other)).map(|difference| format!("{path} as {container}\n  {difference}")));
        }
    }
    assert!(differences.is_empty(), "{} of {}\n{}", differences.len(), PENS.len() * documents.len(), differences.join("\n"));
}

#[test]
fn rows_drawn_cell_by_cell() {
    compare(|_| true, Drawing::Plain);
}

/// The README states how many documents [`rows_drawn_cell_by_cell`] compares; all of them are equal, or it fails.
#[test]
fn the_number_stated_is_the_number_compared() {
    let count = documents().len();
    let all = LAYOUTS.iter().flat_map(|layout| std::fs::read_dir(folder(layout)).expect("the corpus").flatten());
    let all = all.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "txt")).count();
    for (page, sentence) in [
        ("README.md", format!("{count} of the {all} documents of the corpus")),
        ("README.zh-CN.md", format!("{all} 份样例中的 {count} 份")),
    ] {
        let path = format!("{}/{page}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a page").replace('\n', " ").replace("  ", " ");
        assert!(text.contains(&sentence), "{page} does not say: {sentence}");
    }
}

#[test]
fn rows_drawn_with_merges() {
    compare(|path| !LOOSE.iter().any(|loose| path.contains(loose)), Drawing::Merged);
}

#[test]
fn rows_drawn_as_tables_inside_cells() {
    compare(|path| path.contains("tab-project") || path.contains("tab-department"), Drawing::Nested);
}
