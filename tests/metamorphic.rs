//! The real documents changed in known ways: the records change accordingly and in nothing else.
//!
//! Places, sectors and figures replaced; rows and forms dropped, doubled, reordered; documents joined;
//! cells per line against rows per line; other encodings, line ends and blanks at line ends.
//! Skipped where the folder of the real documents is absent, required with `CI=true`.

mod support;

use encoding_rs::GB18030;
use serde_json::Value;
use support::change::{follow_in_yuan, forms, map_leaves, other_figures, replaced};
use support::compare::{differences, report};
use support::extract::{content, read};
use support::rows::{blank, blocks, coded_rows, doubled, neighbours, rows, swapped, without};
use support::seeds::seed_text;

const ALL: [&str; 5] = ["000", "001", "002", "003", "004"];

/// Collects what went wrong, so that one run shows all of it.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn compare(&mut self, what: &str, text: impl AsRef<[u8]>, expected: &Value) {
        let record = read(text.as_ref());
        let mut found = content(&record);
        found["unclaimed"] = record["coverage"]["unclaimed"].clone();
        let mut expected = expected.clone();
        expected["unclaimed"] = 0.into();
        if let Some(report) = report(&differences(&expected, &found)) {
            self.0.push(format!("{what}: {report}"));
        }
    }
}

impl Drop for Complaints {
    fn drop(&mut self) {
        if !self.0.is_empty() && !std::thread::panicking() {
            let few: Vec<&str> = self.0.iter().take(6).map(String::as_str).collect();
            panic!("{} change(s) read wrongly, the first are\n{}", self.0.len(), few.join("\n"));
        }
    }
}

fn each(numbers: &[&str], mut check: impl FnMut(&str, &str, &Value)) {
    for number in numbers {
        if let Some(text) = seed_text(number) {
            check(number, &text, &content(&read(text.as_bytes())));
        }
    }
}

fn words_replaced(pairs: &[(&str, &str)]) {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        let mut expected = record.clone();
        map_leaves(&mut expected, "", &|_, leaf| {
            if let Value::String(text) = leaf {
                *text = replaced(text, pairs);
            }
        });
        complaints.compare(number, replaced(text, pairs), &expected);
    });
}

#[test]
fn another_county_is_read_alike() {
    words_replaced(&[
        ("沙坡头", "柳泉庄"),
        ("中卫", "雁湖"),
        ("库尔勒", "松石岭"),
        ("呈贡", "青禾"),
        ("昆明", "临江"),
        ("马金", "白石"),
        ("竹山", "平禾"),
        ("高新区", "度假区"),
    ]);
}

#[test]
fn another_sector_is_read_alike() {
    words_replaced(&[
        ("医疗保险", "学前教育"),
        ("医疗保障", "水土保持"),
        ("卫生健康", "农林科技"),
        ("医保", "学籍"),
        ("社保", "路网"),
        ("参保", "入园"),
        ("居民", "农户"),
        ("就医", "就读"),
        ("报销", "养护"),
        ("门诊", "校舍"),
        ("住院", "灌溉"),
    ]);
}

#[test]
fn other_figures_are_read_alike() {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        let changed = other_figures(text);
        let mut expected = record.clone();
        map_leaves(&mut expected, "", &|key, leaf| match leaf {
            Value::String(text) => *text = other_figures(text),
            Value::Number(number) if key != "scale" && key != "yuan" => {
                *leaf = serde_json::from_str(&other_figures(&number.to_string())).expect("a number");
            }
            _ => {}
        });
        follow_in_yuan(&mut expected);
        complaints.compare(number, changed, &expected);
    });
}

fn list<'a>(record: &'a mut Value, pointer: &str) -> &'a mut Vec<Value> {
    let list = record.pointer_mut(pointer).and_then(Value::as_array_mut);
    list.unwrap_or_else(|| panic!("no list {pointer}"))
}

#[test]
fn the_rows_found_in_the_text_are_those_of_the_record() {
    each(&ALL, |number, text, record| {
        let found = rows(number, text);
        let forms = ["projects", "departments"].map(|key| record[key].as_array());
        let forms = forms.into_iter().flatten().flatten();
        let known: usize = forms.filter_map(|form| form["indicators"].as_array()).map(Vec::len).sum();
        // Rows that the real running text wraps over several lines are left alone.
        let least = if number == "003" { known / 2 } else { known };
        assert!((least..=known).contains(&found.len()), "{number}: {} rows, not {known}", found.len());
    });
}

#[test]
fn an_indicator_row_dropped_is_an_indicator_less() {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        for row in rows(number, text).iter().filter(|row| row.free) {
            let mut expected = record.clone();
            list(&mut expected, &row.list).remove(row.index);
            complaints.compare(&format!("{number} without line {}", row.lines.start + 1), without(text, &row.lines), &expected);
        }
    });
}

#[test]
fn an_indicator_row_doubled_is_an_indicator_twice() {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        for row in rows(number, text) {
            let mut expected = record.clone();
            let indicators = list(&mut expected, &row.list);
            indicators.insert(row.index, indicators[row.index].clone());
            complaints.compare(&format!("{number} with line {} twice", row.lines.start + 1), doubled(text, &row.lines), &expected);
        }
    });
}

#[test]
fn indicator_rows_in_another_order_are_indicators_in_another_order() {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        for pair in rows(number, text).windows(2) {
            let [a, b] = pair else { continue };
            if a.list != b.list || !(a.movable && b.movable && neighbours(text, &a.lines, &b.lines)) {
                continue;
            }
            let mut expected = record.clone();
            list(&mut expected, &a.list).swap(a.index, b.index);
            complaints.compare(
                &format!("{number} with line {} after the next row", a.lines.start + 1),
                swapped(text, &a.lines, &b.lines),
                &expected,
            );
        }
    });
}

#[test]
fn budget_rows_dropped_and_doubled_are_rows_less_and_more() {
    let mut complaints = Complaints::default();
    each(&["004"], |_, text, record| {
        let mut places = Vec::new();
        for (t, table) in record["budget_tables"].as_array().into_iter().flatten().enumerate() {
            for (n, row) in table["rows"].as_array().into_iter().flatten().enumerate() {
                if let Some(code) = row["code"].as_str() {
                    places.push((format!("/budget_tables/{t}/rows"), n, code.to_owned()));
                }
            }
        }
        let printed = coded_rows(text);
        let codes = |(_, code): &(_, String)| code.clone();
        assert!(printed.iter().map(codes).eq(places.iter().map(|(_, _, code)| code.clone())));
        for ((lines, code), (pointer, n, _)) in printed.iter().zip(&places) {
            let mut expected = record.clone();
            list(&mut expected, pointer).remove(*n);
            complaints.compare(&format!("004 without {code}"), without(text, lines), &expected);
            let mut expected = record.clone();
            let rows = list(&mut expected, pointer);
            rows.insert(*n, rows[*n].clone());
            complaints.compare(&format!("004 with {code} twice"), doubled(text, lines), &expected);
        }
    });
}

#[test]
fn forms_dropped_and_reordered_are_projects_dropped_and_reordered() {
    let mut complaints = Complaints::default();
    each(&["001", "003"], |number, text, record| {
        let parts = forms(text);
        assert_eq!(Some(parts.len()), record["projects"].as_array().map(Vec::len));
        for n in 0..parts.len() {
            let mut fewer = parts.clone();
            fewer.remove(n);
            let mut expected = record.clone();
            list(&mut expected, "/projects").remove(n);
            complaints.compare(&format!("{number} without form {n}"), fewer.concat(), &expected);
        }
        let mut backwards = parts;
        backwards.reverse();
        let mut expected = record.clone();
        list(&mut expected, "/projects").reverse();
        complaints.compare(&format!("{number} backwards"), backwards.join("\n"), &expected);
    });
}

#[test]
fn a_document_behind_itself_is_everything_twice() {
    let mut complaints = Complaints::default();
    each(&["001", "003", "004"], |number, text, record| {
        let mut expected = record.clone();
        for pointer in ["/projects", "/departments", "/budget_tables"] {
            let all = list(&mut expected, pointer);
            all.extend(all.clone());
        }
        complaints.compare(number, format!("{text}\n{text}"), &expected);
    });
}

#[test]
fn a_table_of_one_cell_per_line_reads_as_one_of_one_row_per_line() {
    let mut complaints = Complaints::default();
    each(&["000"], |number, text, record| {
        let lines: Vec<&str> = text.lines().collect();
        // A sheet prints the columns that a wide header cell covers as blanks, or not at all.
        for covered in ["\t\t\t\t\t\t", ""] {
            let mut out = String::new();
            for block in blocks(&lines) {
                if block.cells.is_empty() {
                    out += &lines[block.lines].join("\n");
                    out += "\n\n";
                } else {
                    let row = block.cells.join("\t");
                    out += &row.replacen("绩效指标\t评", &format!("绩效指标{covered}\t评"), 1);
                    out += "\n";
                }
            }
            complaints.compare(&format!("{number} with {} covered cells", covered.len()), out, record);
        }
    });
}

#[test]
fn a_table_of_one_row_per_line_reads_as_one_of_one_cell_per_line() {
    let mut complaints = Complaints::default();
    each(&["001"], |number, text, record| {
        let mut out = String::new();
        let mut table = false;
        for line in text.lines() {
            let mut cells: Vec<&str> = line.split('\t').collect();
            if cells.len() < 9 {
                out += &format!("{line}\n");
                continue;
            }
            table = (table && !cells[0].starts_with("预算单位")) || cells[0] == "一级指标";
            if !table {
                // What spreadsheets print as blanks beside a wide cell is no cell in a document.
                cells.retain(|cell| !cell.is_empty());
            } else if !blank(cells[0]) && !cells[0].ends_with("指标") {
                // The row that lost its first two TABs gets them back.
                cells.retain(|cell| !cell.is_empty());
                cells.splice(0..0, ["", ""]);
            }
            for cell in cells {
                out += &format!("\t{cell}\n");
            }
            out += "\n";
        }
        complaints.compare(number, out, record);
    });
}

#[test]
fn encodings_line_ends_and_blanks_at_line_ends_change_nothing() {
    let mut complaints = Complaints::default();
    each(&ALL, |number, text, record| {
        let crlf = text.replace('\n', "\r\n");
        complaints.compare(&format!("{number} with CRLF"), &crlf, record);
        complaints.compare(&format!("{number} with a byte order mark"), format!("\u{feff}{text}"), record);
        let (bytes, _, lossy) = GB18030.encode(text);
        assert!(!lossy);
        complaints.compare(&format!("{number} as GB18030"), bytes, record);
        let (bytes, _, _) = GB18030.encode(&crlf);
        complaints.compare(&format!("{number} as GB18030 with CRLF"), bytes, record);
        let wide = std::iter::once(0xfeff).chain(text.encode_utf16());
        complaints.compare(&format!("{number} as UTF-16LE"), wide.flat_map(u16::to_le_bytes).collect::<Vec<u8>>(), record);
        for tail in [" ", "    ", "\u{3000}"] {
            let blanks: String =
                text.lines().map(|line| if blank(line) { format!("{line}\n") } else { format!("{line}{tail}\n") }).collect();
            complaints.compare(&format!("{number} with {tail:?} at line ends"), blanks, record);
        }
    });
}
