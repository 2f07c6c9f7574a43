//! A foreign sentence between two fields is residue: it is found there, and no value changes.
//!
//! It is put, on a line of its own between empty lines, at every boundary that the text's structure
//! shows (at most [`MOST`] a document). Left out, because it would be part of a free text there or
//! nobody could tell: beside paragraphs and wrapped lines; before the first row or form (a title); after
//! a cell that ends in words where cells stand one per line (an empty line is no structure there);
//! after the goal and name rows of a sheet; around page marks and category labels of running text.

mod support;

use support::compare::{differences, report};
use support::corpus::documents;
use support::extract::{content, read, residue};
use support::rows::{Block, blank, blocks};
use support::seeds::seed_text;

const SENTENCE: &str = "此行与本表无关，仅供内部传阅使用。";
const MOST: usize = 24;

/// What stands before and behind a boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Boundary {
    /// Two rows of a table, one row per line.
    SheetRows,
    /// Two rows of a table, one cell per line, the first closed by a number or a blank cell.
    CellRows,
    /// Two label–value lines.
    Pairs,
    /// Two complete indicators of running text.
    Indicators,
    /// A table's last row and the title of the next table or form.
    Title,
}

/// The boundaries of a text: the line that the sentence goes before.
fn boundaries(text: &str) -> Vec<(usize, Boundary)> {
    let lines: Vec<&str> = text.lines().collect();
    let blocks = blocks(&lines);
    let mut out = Vec::new();
    let mut begun = false;
    let width = |n: Option<usize>| n.and_then(|n| blocks.get(n)).map(|block| block.cells.len());
    for (at, pair) in blocks.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        // A row that an empty line tears looks like two short ones: three of one width are rows.
        let own = Some(before.cells.len());
        let run = width(at.checked_sub(1)) == own || width(Some(at + 2)) == own;
        // Rows of a sheet stand in one block.
        for n in before.lines.clone().skip(1) {
            if begun_by(lines[n - 1]) && sheet_row(lines[n - 1]) && sheet_row(lines[n]) {
                out.push((n, Boundary::SheetRows));
            }
            begun |= begun_by(lines[n - 1]);
        }
        begun |= begun_by(lines[before.lines.end - 1]);
        if let Some(boundary) = between(&lines, before, after).filter(|boundary| begun && (run || *boundary != Boundary::CellRows)) {
            out.push((after.lines.start, boundary));
        }
    }
    out
}

/// Whether a form or table has begun here: what comes before is the document's title.
fn begun_by(line: &str) -> bool {
    ["项目名称", "预算单位", "一级指标", "科目", "预算数", "单位编码"].iter().any(|label| line.contains(label)) || sheet_row(line)
}

fn between(lines: &[&str], before: &Block, after: &Block) -> Option<Boundary> {
    let last = lines[before.lines.end - 1];
    let first = lines[after.lines.start];
    let alone = before.lines.len() == 1 && after.lines.len() == 1;
    if alone && pair(last) && pair(first) {
        return Some(Boundary::Pairs);
    }
    if alone && indicator(last) && indicator(first) {
        return Some(Boundary::Indicators);
    }
    let (a, b) = (&before.cells, &after.cells);
    if title(first) && (sheet_row(last) || (a.len() >= 4 && closed(a))) {
        return Some(Boundary::Title);
    }
    let table = a.len() >= 5 || (a.len() == 4 && a.iter().skip(1).step_by(2).all(|cell| blank(cell) || number(cell)));
    (table && a.len() == b.len() && closed(a) && rows_of_cells(lines, before) && rows_of_cells(lines, after)).then_some(Boundary::CellRows)
}

/// A row of an indicator or budget table, or a row of fields that ends in blank cells.
fn sheet_row(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').collect();
    let text = ["目标", "名称", "依据", "说明", "任务", "职能", "概述", "内容", "理由", "方向"];
    let wide = cells.iter().filter(|cell| !blank(cell)).count() < 4 && text.iter().any(|label| line.contains(label));
    cells.len() >= 5 && !blank(line) && !wide && !line.starts_with('"')
}

/// Whether the last cell of a row cannot go on behind an empty line.
fn closed(cells: &[String]) -> bool {
    let full = cells.iter().filter(|cell| !blank(cell)).count() > 0;
    full && cells.last().is_some_and(|cell| blank(cell) || cell == "空" || number(cell))
}

/// Whether every line of the block is a cell of its own.
fn rows_of_cells(lines: &[&str], block: &Block) -> bool {
    lines[block.lines.clone()].iter().all(|line| line.contains('\t')) && block.cells.len() == block.lines.len()
}

fn number(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'))
}

/// A label–value line of a narrative or of running text, with a value.
fn pair(line: &str) -> bool {
    let line = line.trim();
    let unit = ["单位名称", "组织机构代码", "地址", "联系电话", "法人代表", "经费来源"];
    let named = unit.iter().any(|label| {
        let rest = line.strip_prefix(label).map(|rest| rest.trim_start_matches(['：', ':']));
        rest.is_some_and(|rest| !blank(rest) && rest.len() < line.len() - label.len())
    });
    let double = |a: &str, b: &str| line.starts_with(a) && line.contains(b) && line.split_whitespace().count() == 4;
    named || double("主管部门及代码", "实施单位") || double("项目属性", "项目期")
}

/// An indicator of running text with its value on the same line, which ends in a figure or unit.
fn indicator(line: &str) -> bool {
    let line = line.trim();
    let numbered = line.strip_prefix("指标").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let value = line.rsplit(' ').next().unwrap_or("");
    numbered && value.len() < line.len() && value.contains(|c: char| c.is_ascii_digit()) && value.chars().count() < 12
}

/// The title of a table or form.
fn title(line: &str) -> bool {
    let line = line.trim();
    let end = line.find(['（', '(']).filter(|&at| at > 0).unwrap_or(line.len());
    line[..end].ends_with('表') && line.chars().count() < 40 && !line.contains(['，', '。', '\t'])
}

fn with_sentence(text: &str, before: usize) -> String {
    let mut out = String::new();
    for (n, line) in text.lines().enumerate() {
        if n == before {
            out += &format!("\n{SENTENCE}\n\n");
        }
        out += line;
        out.push('\n');
    }
    out
}

/// What is wrong with a text at the boundaries of one kind.
fn complaints(name: &str, text: &str, kind: Boundary, found: &mut Vec<String>) -> usize {
    let record = read(text.as_bytes());
    let places: Vec<usize> = boundaries(text).into_iter().filter(|(_, other)| *other == kind).map(|(n, _)| n).collect();
    let step = places.len().div_ceil(MOST).max(1);
    let mut count = 0;
    for &n in places.iter().step_by(step) {
        count += 1;
        let changed = read(with_sentence(text, n).as_bytes());
        let known = residue(&record);
        let mut left = residue(&changed);
        let before = left.len();
        left.retain(|piece| piece != SENTENCE);
        if before - left.len() != 1 || left != known {
            found.push(format!("{name}:{} residue is {:?}", n + 1, residue(&changed)));
        } else if let Some(report) = report(&differences(&content(&record), &content(&changed))) {
            found.push(format!("{name}:{} {report}", n + 1));
        }
    }
    count
}

fn a_foreign_sentence_is_residue_at(kind: Boundary) {
    let (mut found, mut count) = (Vec::new(), 0);
    for document in documents() {
        count += complaints(&document.name, &document.text(), kind, &mut found);
    }
    for number in ["000", "001", "002", "003", "004"] {
        if let Some(text) = seed_text(number) {
            count += complaints(number, &text, kind, &mut found);
        }
    }
    assert!(count > 10, "only {count} boundaries of the kind {kind:?}");
    let few: Vec<&str> = found.iter().take(10).map(String::as_str).collect();
    assert!(found.is_empty(), "{} of {count} boundaries are read wrongly, the first are\n{}", found.len(), few.join("\n"));
}

#[test]
fn a_foreign_sentence_between_the_rows_of_a_sheet_is_residue() {
    a_foreign_sentence_is_residue_at(Boundary::SheetRows);
}

#[test]
fn a_foreign_sentence_between_rows_of_one_cell_per_line_is_residue() {
    a_foreign_sentence_is_residue_at(Boundary::CellRows);
}

#[test]
fn a_foreign_sentence_between_label_value_lines_is_residue() {
    a_foreign_sentence_is_residue_at(Boundary::Pairs);
}

#[test]
fn a_foreign_sentence_between_indicators_of_running_text_is_residue() {
    a_foreign_sentence_is_residue_at(Boundary::Indicators);
}

#[test]
fn a_foreign_sentence_before_the_next_title_is_residue() {
    a_foreign_sentence_is_residue_at(Boundary::Title);
}

#[test]
#[ignore = "prints the boundaries of the documents, to be looked at"]
fn boundaries_are_printed() {
    for document in documents() {
        let text = document.text();
        for (n, boundary) in boundaries(&text) {
            let line = |n: usize| text.lines().nth(n).unwrap_or("");
            println!("{}:{} {boundary:?} before {:?}", document.name, n + 1, line(n));
        }
    }
}
