//! Large documents cost what their size says: processor time from 10 KB to some hundred KB, of documents with many forms, and
//! of single forms whose table or text is long.
//!
//! Time is noisy and large documents miss caches, so the bound is wide: it finds what is done for each row with each row.

use gongkai::grammar::Grammars;
use gongkai::pipeline::{Options, extract};

use crate::clock::spent;
use crate::growth::exponent;
use crate::vary::stocks;
use crate::word;

/// Bytes of text, each four times those before.
const SIZES: [usize; 4] = [10_000, 40_000, 160_000, 640_000];

/// A square would be 2.
const EXPONENT: f64 = 1.15;

/// Measured so often before a cost counts as too high.
const ATTEMPTS: usize = 3;

/// What is wrong with the growth of a document, given by size.
fn complaint(name: &str, options: &Options, document: impl Fn(usize) -> (usize, Vec<u8>)) -> Option<String> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let mut fitted = 0.0;
    for size in SIZES {
        let (size, bytes) = document(size);
        points.push((size as f64, f64::INFINITY));
        for _ in 0..ATTEMPTS {
            let last = points.len() - 1;
            points[last].1 = points[last].1.min(seconds(&bytes, options));
            fitted = if points.len() > 1 { exponent(&points) } else { 0.0 };
            if fitted <= EXPONENT && points.len() > 1 {
                break;
            }
        }
        // What grows like a square is not waited for.
        if fitted > 1.5 {
            break;
        }
    }
    let costs: Vec<String> = points.iter().map(|(size, time)| format!("{size:.0} bytes {:.1} ms", time * 1e3)).collect();
    let line = format!("{name}: {fitted:.3}, {}", costs.join(", "));
    println!("{line}");
    (fitted > EXPONENT).then_some(line)
}

/// The seconds that this thread takes to read a document.
fn seconds(bytes: &[u8], options: &Options) -> f64 {
    let read = || assert!(!serde_json::to_vec(&extract(bytes, options)).expect("a line").is_empty());
    spent(read).as_secs_f64()
}

fn options() -> Options {
    Options::new(Grammars::builtin().expect("the built-in grammars"))
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "cost grows faster than size to the power of {EXPONENT}:\n{}", complaints.join("\n"));
}

#[test]
fn many_forms_cost_as_much_as_each_of_them() {
    let options = options();
    let mut complaints = Vec::new();
    for stock in stocks() {
        let text = |size| stock.each(size).swap_remove(0);
        complaints.extend(complaint(&format!("{} text", stock.layout), &options, |size| (text(size).len(), text(size).into_bytes())));
        complaints.extend(complaint(&format!("{} docx", stock.layout), &options, |size| (text(size).len(), word::docx(&text(size), 0))));
    }
    assert_none(&complaints);
}

#[test]
#[ignore = "takes minutes: every document of the corpus, grown"]
fn many_forms_of_any_document_cost_as_much_as_each_of_them() {
    let options = options();
    let mut complaints = Vec::new();
    for stock in stocks() {
        for nth in 0..stock.each(1).len() {
            let text = |size| stock.each(size).swap_remove(nth);
            let name = format!("{} {nth}", stock.layout);
            complaints.extend(complaint(&format!("{name} text"), &options, |size| (text(size).len(), text(size).into_bytes())));
            complaints.extend(complaint(&format!("{name} docx"), &options, |size| (text(size).len(), word::docx(&text(size), 0))));
        }
    }
    assert_none(&complaints);
}

/// A form whose rows of indicators, or whose goal, are as long as is asked for; the cells of a row joined as given.
struct Long {
    name: &'static str,
    head: &'static str,
    row: fn(usize) -> String,
}

const LONG: [Long; 6] = [
    Long {
        name: "rows with TABs",
        head: "项目支出绩效目标表\n项目名称\t校舍维修\n主管部门\t教育局\n一级指标\t二级指标\t三级指标\t指标值\n",
        row: |n| format!("产出指标\t数量指标\t维修第{n}所学校的校舍\t≥{}栋\n", n % 9 + 1),
    },
    Long {
        name: "rows of loose cells",
        head: "项目支出绩效目标表\n\n\t项目名称\n\t校舍维修\n\n\t主管部门\n\t教育局\n\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\n",
        row: |n| format!("\t产出指标\n\t数量指标\n\t维修第{n}所学校的校舍\n\t≥{}栋\n\n", n % 9 + 1),
    },
    Long {
        name: "running rows",
        head: "项目支出绩效目标表\n项目名称 校舍维修\n主管部门 教育局\n一级指标 二级指标 三级指标 指标值\n",
        row: |n| format!("产出指标 数量指标 维修第{n}所学校的校舍 ≥{}栋\n", n % 9 + 1),
    },
    Long {
        name: "running rows with names around their values",
        head: "项目支出绩效目标表\n项目名称 校舍维修\n主管部门 教育局\n一级指标 二级指标 三级指标 指标值\n",
        row: |n| format!("维修第{n}所学校的校舍和食堂\n产出指标 数量指标 ≥{}栋\n以及围墙的数量\n", n % 9 + 1),
    },
    Long {
        name: "one cell of many sentences",
        head: "项目支出绩效目标表\n项目名称\t校舍维修\n主管部门\t教育局\n年度总体目标\t",
        row: |n| format!("目标{n}：完成第{n}所学校{}栋校舍的维修，支出{n}.5万元。", n % 9 + 1),
    },
    Long {
        name: "a goal of many lines",
        head: "项目支出绩效目标表\n项目名称 校舍维修\n主管部门 教育局\n年度总体目标\n",
        row: |n| format!("完成第{n}所学校{}栋校舍的维修，按计划支出{n}.5万元，使学生能在安全的校舍中上课。\n", n % 9 + 1),
    },
];

impl Long {
    fn text(&self, size: usize) -> String {
        let mut text = self.head.to_owned();
        for n in 1.. {
            if text.len() >= size {
                break;
            }
            text.push_str(&(self.row)(n));
        }
        text
    }
}

#[test]
fn a_long_table_or_text_in_one_form_costs_what_its_length_says() {
    let options = options();
    let mut complaints = Vec::new();
    for long in LONG {
        let text = |size| long.text(size);
        complaints.extend(complaint(&format!("{}, text", long.name), &options, |size| (text(size).len(), text(size).into_bytes())));
        complaints.extend(complaint(&format!("{}, docx", long.name), &options, |size| (text(size).len(), word::docx(&text(size), 0))));
    }
    assert_none(&complaints);
}
