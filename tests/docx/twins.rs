//! The same document as text and as Word gives the same record: corpus documents whose rows are certain are drawn as
//! Word tables, row by row and in the ways that Word has of drawing them, and read back.

use gongkai::decode::decode;
use gongkai::grammar::Grammars;
use gongkai::model::document::{Document, Place};
use gongkai::model::record::Record;
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

use crate::builder::{docx, p, tbl, tc, tr};

/// What a table row of a text holds: grid column, paragraphs.
type Row = Vec<(u16, Vec<String>)>;

enum Part {
    Line(String),
    Gap,
    Table(Vec<Row>),
}

/// The lines and tables of a text.
fn parts(document: &Document) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut open = None;
    for piece in &document.pieces {
        let text = piece.span.of(&document.text).to_owned();
        match piece.place {
            Place::GridCell { row, column } => {
                if piece.after_blank || !matches!(parts.last(), Some(Part::Table(_))) {
                    parts.push(Part::Table(Vec::new()));
                }
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                if open != Some(row) || rows.is_empty() {
                    rows.push(Vec::new());
                }
                open = Some(row);
                rows.last_mut().expect("a row").push((column, vec![text]));
            }
            Place::LooseCell => {
                if !matches!(parts.last(), Some(Part::Table(_))) {
                    parts.push(Part::Table(Vec::new()));
                }
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                if piece.after_blank || rows.is_empty() {
                    rows.push(Vec::new());
                }
                let row = rows.last_mut().expect("a row");
                row.push((row.len() as u16, vec![text]));
            }
            Place::Line if !piece.after_blank && !text.ends_with("目标表") && matches!(parts.last(), Some(Part::Table(_))) => {
                // A further line of a cell: it touches the row, and is no title of the next form.
                let Some(Part::Table(rows)) = parts.last_mut() else {
                    continue;
                };
                let cell = rows.last_mut().and_then(|row| row.iter_mut().rev().find(|(_, lines)| !lines[0].is_empty()));
                cell.expect("a cell").1.push(text);
            }
            _ => {
                if piece.after_blank {
                    parts.push(Part::Gap);
                }
                parts.push(Part::Line(text));
            }
        }
    }
    parts
}

/// Every grid column a cell of its own.
fn plain(rows: &[Row]) -> String {
    let cell = |lines: &[String]| tc("", &lines.iter().map(|line| p(line)).collect::<String>());
    tbl(&rows.iter().map(|row| tr(&row.iter().map(|(_, lines)| cell(lines)).collect::<Vec<_>>())).collect::<Vec<_>>())
}

/// Blank cells behind a label or its value become their span, and blank first cells the merge of the one above: as forms
/// are drawn. Data rows keep their cells.
fn merged(rows: &[Row]) -> String {
    let blank = |row: &Row, at: usize| row.get(at).is_none_or(|(_, lines)| lines[0].is_empty());
    let filled = |row: &Row| (0..row.len()).filter(|&at| !blank(row, at)).count();
    let covered = |index: usize| index > 0 && rows.get(index).is_some_and(|row| blank(row, 0) && filled(row) > 0);
    let mut drawn = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let pairs = !blank(row, 0) && filled(row) <= 4 && row.len() - filled(row) >= 2;
        let mut cells = Vec::new();
        let mut at = 0;
        while at < row.len() {
            let merge = match (at, covered(index), covered(index + 1)) {
                (0, true, _) => "<w:vMerge/>",
                (0, false, true) => "<w:vMerge w:val=\"restart\"/>",
                _ => "",
            };
            let span = if pairs { 1 + (at + 1..row.len()).take_while(|&next| blank(row, next)).count() } else { 1 };
            let content: String = row[at].1.iter().map(|line| p(line)).collect();
            cells.push(tc(&format!("<w:gridSpan w:val=\"{span}\"/>{merge}"), &content));
            at += span;
        }
        drawn.push(tr(&cells));
    }
    tbl(&drawn)
}

/// The rows beside one label as a table inside its cell, as Zhushan's forms are drawn.
fn nested(rows: &[Row]) -> String {
    let paragraphs = |lines: &[String]| lines.iter().map(|line| p(line)).collect::<String>();
    let mut drawn = Vec::new();
    for group in rows.chunk_by(|_, row| row[0].1[0].is_empty()) {
        let label = &group[0][0].1;
        if group.len() == 1 || label[0].is_empty() || group.iter().any(|row| row.len() < 2) {
            drawn.extend(group.iter().map(|row| tr(&row.iter().map(|(_, lines)| tc("", &paragraphs(lines))).collect::<Vec<_>>())));
            continue;
        }
        let inner: Vec<String> =
            group.iter().map(|row| tr(&row[1..].iter().map(|(_, lines)| tc("", &paragraphs(lines))).collect::<Vec<_>>())).collect();
        drawn.push(tr(&[tc("", &paragraphs(label)), tc("<w:gridSpan w:val=\"8\"/>", &format!("{}<w:p/>", tbl(&inner)))]));
    }
    tbl(&drawn)
}

fn word(parts: &[Part], table: impl Fn(&[Row]) -> String) -> Vec<u8> {
    let body: String = parts
        .iter()
        .map(|part| match part {
            Part::Line(text) => p(text),
            Part::Gap => p(""),
            Part::Table(rows) => table(rows),
        })
        .collect();
    docx(&body)
}

/// Cell-per-line documents in which a blank line is nothing but the end of a row.
const LOOSE: [&str; 16] = [
    "beijing/03-weather-cell-per-line",
    "changsha/03-reading-cell-per-line",
    "fuzhou/05-forest-cell-per-line",
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
    "xian/05-air-monitoring-cell-per-line",
    "yantai/05-village-doctors-cell-per-line",
    "zhushan/03-civil-affairs-department",
];

/// Documents of the corpus whose tables are rows of TAB-separated cells, or whose rows are certain otherwise.
fn documents() -> Vec<(String, Vec<u8>, Document)> {
    let mut documents = Vec::new();
    for layout in ["beijing", "changsha", "fuzhou", "korla", "kunming", "shapotou", "xian", "yantai", "zhushan"] {
        let folder = format!("{}/corpus/{layout}", env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(folder).expect("the corpus").flatten() {
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
            let rows = places().any(|place| matches!(place, Place::GridCell { .. })) && !places().any(|place| place == Place::LooseCell);
            let name = path.display().to_string();
            if rows || LOOSE.iter().any(|known| name.contains(known)) {
                documents.push((name, bytes, document));
            }
        }
    }
    documents.sort_by(|one, other| one.0.cmp(&other.0));
    documents
}

fn read(record: &Record) -> Value {
    let json = serde_json::to_value(record).expect("JSON");
    Value::Array(
        ["projects", "departments", "budget_tables", "title", "fiscal_year", "organization", "layout"]
            .iter()
            .map(|key| json[key].clone())
            .collect(),
    )
}

/// The first difference between two values, for people.
fn difference(at: &str, text: &Value, word: &Value) -> Option<String> {
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

fn compare(chosen: fn(&str) -> bool, table: impl Fn(&[Row]) -> String) -> Vec<String> {
    let options = Options::new(Grammars::builtin().expect("the layouts"));
    let mut documents = documents();
    assert!(documents.len() >= 15 + LOOSE.len(), "only {} documents with rows", documents.len());
    documents.retain(|(path, ..)| chosen(path));
    documents
        .iter()
        .filter_map(|(path, bytes, document)| {
            let word = word(&parts(document), &table);
            let text = read(&extract(bytes, &options));
            let word = read(&extract(&word, &options));
            difference("", &text, &word).map(|difference| format!("{path}\n  {difference}"))
        })
        .collect()
}

#[test]
fn rows_drawn_cell_by_cell() {
    let differences = compare(|_| true, plain);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn rows_drawn_with_merges() {
    let differences = compare(|path| !LOOSE.iter().any(|loose| path.contains(loose)), merged);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn rows_drawn_as_tables_inside_cells() {
    let chosen = |path: &str| path.contains("tab-project") || path.contains("tab-department");
    let differences = compare(chosen, nested);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
