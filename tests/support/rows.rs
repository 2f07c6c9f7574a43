//! Finds the rows of the real documents in their text, without the extractor: which lines print which
//! entry of which list of the record.

use std::ops::Range;

/// Lines of one cell-per-line row, or of one paragraph.
pub struct Block {
    pub lines: Range<usize>,
    /// The cells, where the block begins with a TAB.
    pub cells: Vec<String>,
}

/// A printed row and the entry that is read from it.
pub struct Row {
    pub lines: Range<usize>,
    /// JSON Pointer of the list.
    pub list: String,
    pub index: usize,
    /// It carries no label that rows below it need.
    pub free: bool,
    /// It may change places with the next row if that one may, too.
    pub movable: bool,
}

/// Whether nothing is printed here.
pub fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// The blocks between empty lines; a line with nothing but a TAB is an empty cell.
pub fn blocks(lines: &[&str]) -> Vec<Block> {
    let empty = |line: &str| blank(line) && !line.contains('\t');
    let mut out = Vec::new();
    let mut start = 0;
    for end in 0..=lines.len() {
        if end < lines.len() && !empty(lines[end]) {
            continue;
        }
        if start < end {
            out.push(Block { lines: start..end, cells: cells(&lines[start..end]) });
        }
        start = end + 1;
    }
    out
}

fn cells(lines: &[&str]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        let cell = line.split_once('\t').filter(|(before, _)| blank(before));
        match (cell, out.last_mut()) {
            (Some((_, cell)), _) => out.push(cell.trim().to_owned()),
            (None, Some(last)) => {
                last.push('\n');
                last.push_str(line.trim());
            }
            // A title right above the first row.
            (None, None) => {}
        }
    }
    out
}

/// The rows of one of the real documents, by its number.
pub fn rows(number: &str, text: &str) -> Vec<Row> {
    let lines: Vec<&str> = text.lines().collect();
    match number {
        "000" | "002" => kunming(&lines),
        "001" => korla(&lines),
        "003" => shapotou(&lines),
        _ => zhushan(&lines),
    }
}

fn row(lines: Range<usize>, list: String, index: usize, free: bool) -> Row {
    Row { lines, list, index, free, movable: free }
}

fn kunming(lines: &[&str]) -> Vec<Row> {
    let blocks = blocks(lines).into_iter();
    let named = |block: &Block| {
        let cells = &block.cells;
        cells.len() == 10 && cells[..2].iter().all(|cell| blank(cell)) && !blank(&cells[2])
    };
    let rows = blocks.filter(named).enumerate();
    rows.map(|(n, block)| row(block.lines, "/projects/0/indicators".to_owned(), n, true)).collect()
}

fn korla(lines: &[&str]) -> Vec<Row> {
    let mut out = Vec::new();
    let (mut project, mut index, mut inside) = (0, 0, false);
    for (n, line) in lines.iter().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells[0] == "一级指标" {
            (inside, index) = (true, 0);
        } else if cells.len() < 9 {
            project += usize::from(inside);
            inside = false;
        } else if inside {
            let free = cells[..2].iter().all(|cell| blank(cell));
            out.push(row(n..n + 1, format!("/projects/{project}/indicators"), index, free));
            index += 1;
        }
    }
    out
}

fn shapotou(lines: &[&str]) -> Vec<Row> {
    let mut out = Vec::new();
    let (mut project, mut index) = (0, 0);
    let empty = |n: usize| lines.get(n).is_none_or(|line| blank(line));
    for (n, line) in lines.iter().enumerate() {
        let line = line.trim();
        if line.starts_with("项目名称") && index > 0 {
            (project, index) = (project + 1, 0);
        }
        let Some(rest) = line.strip_prefix("指标").filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        // Alone between empty lines, its value behind a blank.
        if empty(n - 1) && empty(n + 1) && rest.contains(' ') {
            out.push(row(n..n + 1, format!("/projects/{project}/indicators"), index, true));
        }
        index += 1;
    }
    out
}

fn zhushan(lines: &[&str]) -> Vec<Row> {
    let mut out = Vec::new();
    let (mut forms, mut index, mut department) = (0_usize, 0, 0);
    for block in blocks(lines) {
        let cells = &block.cells;
        let label = |n: usize| cells[n].ends_with("指标") && !cells[n].contains("级指标");
        let first = cells.first().map_or("", String::as_str);
        if first == "项目名称" && cells.len() == 4 {
            (forms, index) = (forms + 1, 0);
        } else if cells.len() == 8 && !blank(first) && label(1) && label(2) {
            out.push(row(block.lines, format!("/projects/{}/indicators", forms - 1), index, true));
            index += 1;
        } else if matches!(cells.len(), 6 | 8) && blank(first) && label(2) && !blank(&cells[3]) {
            let mut row = row(block.lines, "/departments/0/indicators".to_owned(), department, blank(&cells[1]));
            // Behind a 满意度 that stands alone the level 1 of other rows would be another.
            row.movable = row.free && !cells[2].starts_with("满意度");
            out.push(row);
            department += 1;
        }
    }
    out
}

/// The rows of the budget tables that begin with a code, in printed order.
pub fn coded_rows(text: &str) -> Vec<(Range<usize>, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let code = |cell: &String| (3..=7).contains(&cell.len()) && cell.bytes().all(|b| b.is_ascii_digit());
    let coded = blocks(&lines).into_iter().filter(|block| block.cells.len() >= 5 && block.cells.first().is_some_and(code));
    coded.map(|mut block| (block.lines, block.cells.swap_remove(0))).collect()
}

/// The text without some lines and the empty line after them.
pub fn without(text: &str, lines: &Range<usize>) -> String {
    let kept = text.lines().enumerate().filter(|(n, _)| !with_gap(text, lines).contains(n));
    join(kept.map(|(_, line)| line))
}

/// The text with some lines twice.
pub fn doubled(text: &str, lines: &Range<usize>) -> String {
    let all: Vec<&str> = text.lines().collect();
    let part = with_gap(text, lines);
    let again = all[..part.end].iter().chain(&all[part.start..]);
    join(again.copied())
}

/// The text with two neighbours in the other order.
pub fn swapped(text: &str, a: &Range<usize>, b: &Range<usize>) -> String {
    let all: Vec<&str> = text.lines().collect();
    let (first, second) = (with_gap(text, a), with_gap(text, b));
    assert_eq!(first.end, second.start, "neighbours");
    let order = [0..first.start, second.clone(), first, second.end..all.len()];
    join(order.into_iter().flat_map(|part| all[part].iter().copied()))
}

/// Whether two rows stand one after the other.
pub fn neighbours(text: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    with_gap(text, a).end == b.start
}

fn with_gap(text: &str, lines: &Range<usize>) -> Range<usize> {
    let gap = text.lines().nth(lines.end).is_some_and(str::is_empty);
    lines.start..lines.end + usize::from(gap)
}

fn join<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}
