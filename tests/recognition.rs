//! Which layout reads what: each gold document its own, each form of a mixed file its own, and mere mentions none.

mod support;

use std::time::{Duration, Instant};

use gongkai::grammar::Grammars;
use gongkai::pipeline::{Options, extract};
use gongkai::recognize::recognize;
use serde_json::Value;
use support::compare::{differences, report};
use support::corpus::{Document, documents};
use support::extract::read;

fn document(name: &str) -> Document {
    documents().into_iter().find(|document| document.name == name).unwrap_or_else(|| panic!("no gold document {name}"))
}

fn joined(names: &[&str]) -> (String, Vec<Value>) {
    let texts: Vec<String> = names.iter().map(|name| document(name).text()).collect();
    let alone = texts.iter().map(|text| read(text.as_bytes())).collect();
    (texts.join("\n"), alone)
}

/// Reads the documents as one file: each form as in its own file.
fn assert_read_form_by_form(names: &[&str]) -> Value {
    let (text, alone) = joined(names);
    let whole = read(text.as_bytes());
    let expected: Vec<Value> = alone.iter().flat_map(|record| record["projects"].as_array().cloned().unwrap_or_default()).collect();
    let differs = report(&differences(&Value::Array(expected), &whole["projects"]));
    assert!(differs.is_none(), "{names:?}: {}", differs.unwrap_or_default());
    assert_eq!(whole["coverage"]["unclaimed"], 0, "{names:?}: {}", whole["coverage"]["residue"]);
    whole
}

#[test]
fn every_gold_document_is_clearly_in_its_layout() {
    let grammars = Grammars::builtin().expect("the built-in grammars");
    for document in documents() {
        let found = recognize(&document.text(), &grammars);
        assert_eq!(found.layout.id, document.layout, "{}", document.name);
        assert_eq!(found.ambiguous, None, "{}", document.name);
    }
}

#[test]
fn a_file_of_two_layouts_is_read_form_by_form() {
    const FIRST: &str = "kunming/01-plain-school-meals";
    const SECOND: &str = "shapotou/01-plain-school-canteens";
    assert_eq!(assert_read_form_by_form(&[FIRST, SECOND])["layout"], "kunming");
    assert_eq!(assert_read_form_by_form(&[SECOND, FIRST])["layout"], "shapotou");
    assert_read_form_by_form(&["yantai/01-medical-assistance", "xian/02-legal-aid-weights"]);
    assert_read_form_by_form(&["xian/07-heritage-names-around-values", "yantai/02-heating-two-pages"]);
    assert_read_form_by_form(&["korla/01-plain-school-repairs", "xian/02-legal-aid-weights"]);
    assert_read_form_by_form(&["fuzhou/01-inland-rivers", "shapotou/01-plain-school-canteens", "fuzhou/02-parking-title-wrapped"]);
    assert_read_form_by_form(&["changsha/01-data-bureau-tab-rows", "yantai/04-school-guards-tab-rows"]);
}

#[test]
fn the_layout_of_a_mixed_file_is_that_of_most_forms() {
    let one_and_two = ["xian/02-legal-aid-weights", "yantai/02-heating-two-pages"];
    assert_eq!(assert_read_form_by_form(&one_and_two)["layout"], "yantai");
    assert_eq!(assert_read_form_by_form(&[one_and_two[1], one_and_two[0]])["layout"], "yantai");
}

#[test]
fn texts_that_only_mention_a_layouts_words_are_in_none() {
    for text in [
        "各单位要认真填报政策和项目预算绩效目标表，年度预算资金总额与上年结转分开反映。",
        "绩效指标性质、本年绩效指标值、绩效度量单位三列须逐行填写，不得空缺。",
        "部门专项业务经费绩效目标表中的指标内容应当量化，实施期资金总额与年度资金总额口径一致。",
        "请在表中填写专项资金情况（万元），并说明指标值类型和指标值内容。",
    ] {
        let record = read(text.as_bytes());
        assert_eq!((record["outcome"].as_str(), record["layout"].as_str()), (Some("unknown"), Some("unknown")), "{text}");
        assert_eq!(record["projects"], serde_json::json!([]), "{text}");
    }
}

#[test]
fn recognising_costs_less_than_reading() {
    let grammars = Grammars::builtin().expect("the built-in grammars");
    let options = Options::new(grammars.clone());
    let texts: Vec<String> = documents().iter().map(Document::text).collect();
    // The least of some runs: what else the machine does only adds.
    let least = |run: &dyn Fn()| {
        let time = |_| {
            let begun = Instant::now();
            run();
            begun.elapsed()
        };
        (0..5).map(time).min().unwrap_or(Duration::MAX)
    };
    let recognising = least(&|| texts.iter().for_each(|text| drop(recognize(text, &grammars))));
    let reading = least(&|| texts.iter().for_each(|text| drop(extract(text.as_bytes(), &options))));
    assert!(recognising * 4 < reading, "{recognising:?} to recognise, {reading:?} to read and recognise");
}
