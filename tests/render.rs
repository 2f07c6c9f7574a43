//! What is written as a Word file is read back as the same record: of the corpus, of generated documents, of the real
//! ones, and of records that only a test makes up.

#[allow(dead_code, reason = "what has to be read is held by another test")]
mod generate;
mod support;

use std::io::Read;

use generate::layouts;
use gongkai::grammar::Grammars;
use gongkai::model::coverage::Residue;
use gongkai::model::finding::{Code, Diagnostic, Severity};
use gongkai::model::leaf::Leaf;
use gongkai::model::number::Number;
use gongkai::model::record::{Check, Goal, GoalItem, Record, Target, Text};
use gongkai::pipeline;
use gongkai::render;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;
use support::compare::differences;
use support::corpus::{documents, entries, here, stem};
use support::extract::options;
use support::seeds::seed;

const GENERATED_PER_LAYOUT: usize = 40;

fn written(record: &Record) -> Vec<u8> {
    let grammars = Grammars::builtin().expect("grammars");
    render::docx(record, grammars.rendered().expect("the layout of records")).expect("a Word file")
}

fn content(record: &Record) -> Value {
    let whole = serde_json::to_value(record).expect("a record is JSON");
    ["title", "projects", "departments", "budget_tables"].iter().map(|key| ((*key).to_owned(), whole[key].clone())).collect()
}

/// What differs once a record was written and read again.
fn lost(record: &Record) -> Vec<String> {
    let bytes = written(record);
    let again = pipeline::extract(&bytes, &options(false));
    let mut lost: Vec<String> = differences(&content(record), &content(&again)).iter().map(|found| format!("{found:?}")).collect();
    if again.layout != "rendered" || again.source.container.as_deref() != Some("docx") {
        lost.push(format!("read as {} of {:?}: {:?}", again.layout, again.source.container, again.error));
    }
    lost.extend(again.coverage.residue.iter().map(|piece| format!("left over: {}", piece.text)));
    lost
}

fn assert_nothing_lost(name: &str, record: &Record) {
    let lost = lost(record);
    assert!(lost.is_empty(), "{name}: {} thing(s) differ\n{}", lost.len(), lost.join("\n"));
}

fn report(all: &[(String, Vec<String>)]) {
    let shown: Vec<String> = all.iter().map(|(name, lost)| format!("{name}\n  {}", lost[..lost.len().min(6)].join("\n  "))).collect();
    assert!(all.is_empty(), "{} record(s) are read back differently\n{}", all.len(), shown[..shown.len().min(12)].join("\n"));
}

#[test]
fn every_record_of_the_corpus_is_read_back() {
    let documents = documents();
    assert!(documents.len() >= 60);
    let lost = documents.iter().map(|document| (document.name.clone(), lost(&pipeline::extract(&document.bytes, &options(false)))));
    report(&lost.filter(|(_, lost)| !lost.is_empty()).collect::<Vec<_>>());
}

#[test]
fn the_records_of_the_real_documents_are_read_back() {
    for number in ["000", "001", "002", "003", "004"] {
        let Some(bytes) = seed(number) else { return };
        assert_nothing_lost(number, &pipeline::extract(&bytes, &options(false)));
    }
}

#[test]
fn the_records_of_generated_documents_are_read_back() {
    let mut all = Vec::new();
    for (layout, strategy) in layouts() {
        let config = Config { rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new(config);
        for n in 0..GENERATED_PER_LAYOUT {
            let case = strategy.new_tree(&mut runner).expect("a case").current();
            let lost = lost(&pipeline::extract(&case.bytes, &options(false)));
            if !lost.is_empty() {
                all.push((format!("{layout} {n}"), lost));
            }
        }
    }
    report(&all);
}

fn sample() -> Record {
    let document = documents().into_iter().find(|document| document.name.starts_with("zhushan/06")).expect("a document of the corpus");
    pipeline::extract(&document.bytes, &options(false))
}

fn said(text: &str) -> Text {
    Text::derived(text.to_owned())
}

#[test]
fn values_that_look_like_labels_tables_or_markup_stay_what_they_are() {
    let mut record = sample();
    let project = &mut record.projects[0];
    project.narrative.basis = said("项目名称：甲\n绩效指标\n一级指标 二级指标\n<p>乙</p> R&D &lt;丙&gt;\n共 3 行");
    project.name = said("预算表<br/>\n（未填）\t&amp;");
    project.leader = said("甲\u{1}乙\u{200b}丙");
    project.attribute = said("项目编码");
    project.indicators[0].name = said("审阅说明");
    project.indicators[0].level1 = Leaf::default();
    project.indicators[0].level1_label = Text::default();
    project.indicators[0].level2 = Leaf::default();
    project.indicators[0].level2_label = Text::default();
    assert_nothing_lost("a record of odd values", &record);
}

#[test]
fn what_reading_a_target_or_goal_again_would_not_find_is_written_out() {
    let mut record = sample();
    let project = &mut record.projects[0];
    let target = &mut project.indicators[0].target;
    target.raw = said("逐步提高95元/户左右的");
    target.operator = said(">=");
    target.value = Leaf::derived(Number::exact("95").expect("a number"));
    target.value_max = Leaf::derived(Number::exact("1234567890123.4567").expect("a number"));
    target.scale = Leaf::derived(10_000);
    target.unit = said("元/户");
    target.text = Text::default();
    let other = &mut project.indicators[1].target;
    *other = Target { raw: said("98%"), ..Target::default() };
    let goal = &mut project.goals[0];
    goal.text = said("完成目标1：甲，目标2：乙。\n目标3：丙");
    goal.items = vec![GoalItem { label: said("目标2"), text: said("乙。\n目标3：丙") }];
    let more = Goal { text: said("目标1：甲；"), horizon: Leaf::default(), ..Goal::default() };
    project.goals.push(more);
    assert_nothing_lost("a record read otherwise", &record);
}

#[test]
fn comments_change_nothing_that_is_read() {
    let mut record = sample();
    let plain = written(&record);
    let mut pointers = Vec::new();
    collect("", &serde_json::to_value(&record).expect("json"), &mut pointers);
    assert!(pointers.len() > 200);
    record.diagnostics = pointers.into_iter().map(diagnostic).collect();
    record.checks = vec![Check {
        rule: "F04".to_owned(),
        status: gongkai::model::check::Status::Fail,
        message: "两数不等".to_owned(),
        inputs: vec!["/projects/0/funds/total".to_owned()],
        ..Check::default()
    }];
    let commented = written(&record);
    assert_nothing_lost("a record with a remark on every value", &record);
    assert!(part(&plain, "word/comments.xml").len() < 2000);
    let comments = part(&commented, "word/comments.xml");
    for said in [
        "两数不等",
        "看看/projects/0/name。",
        "看看/projects/0/indicators/0/target/raw。",
        "看看/projects/0/funding_sources/0/amounts/0/value。",
    ] {
        assert!(comments.contains(said), "no comment says {said}");
    }
}

#[test]
fn what_no_value_holds_stands_on_the_last_page() {
    let mut record = sample();
    record.coverage.unclaimed = 7;
    record.coverage.residue = vec![Residue { start: 5, end: 12, text: "谁也不认得的话".to_owned() }];
    record.diagnostics = vec![diagnostic("/projects/0/name".to_owned())];
    let body = part(&written(&record), "word/document.xml");
    for said in ["未识别 7（1 处）", "5–12：谁也不认得的话", "看看/projects/0/name。"] {
        assert!(body.contains(said), "nowhere stands {said}");
    }
}

#[test]
fn the_record_of_a_failed_document_is_written_and_read_as_nothing() {
    let record = pipeline::extract(b"%PDF-1.7", &options(false));
    assert!(record.error.is_some());
    assert_nothing_lost("a failed document", &record);
}

#[test]
fn the_same_record_gives_the_same_bytes_on_any_thread() {
    let record = sample();
    let first = written(&record);
    written(&pipeline::extract(b"x", &options(false)));
    assert!(first == written(&record));
    let elsewhere = std::thread::scope(|scope| scope.spawn(|| written(&record)).join().expect("no panic"));
    assert!(first == elsewhere);
}

#[test]
fn tables_have_heads_that_repeat_and_real_merges() {
    let body = part(&written(&sample()), "word/document.xml");
    for markup in
        ["<w:tblHeader />", "<w:gridSpan w:val=\"3\" />", "<w:vMerge w:val=\"restart\" />", "<w:vMerge w:val=\"continue\" />", "宋体"]
    {
        assert!(body.contains(markup), "no {markup}");
    }
    // A table inside a cell.
    assert!(body.contains("</w:tcPr><w:tbl>"));
}

/// The Word files of `corpus/containers/rendered/` are what is written now; scripts/rendered makes them anew.
#[test]
fn the_word_files_of_the_corpus_are_written_like_that() {
    let folder = here("corpus/containers/rendered");
    let files: Vec<_> = entries(&folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    assert!(files.len() >= 5);
    for path in files {
        let name = stem(&path).replacen('-', "/", 1);
        let document = documents().into_iter().find(|document| document.name == name).expect("its document");
        let mut record = pipeline::extract(&document.bytes, &options(false));
        record.source.path = format!("corpus/{name}.txt");
        let bytes = std::fs::read(&path).expect("a readable file");
        assert!(bytes == written(&record), "{} is written differently now", path.display());
        let shown =
            std::process::Command::new(env!("CARGO_BIN_EXE_gongkai")).arg("inspect").arg(&path).output().expect("the program starts");
        let notation = std::fs::read(path.with_extension("inspect")).expect("its block notation");
        assert!(shown.stdout == notation, "{} is decoded differently now", path.display());
    }
}

fn diagnostic(pointer: String) -> Diagnostic {
    let message = format!("看看{pointer}。");
    Diagnostic { code: Code::RowShifted, severity: Severity::Info, message, pointer: Some(pointer), span: None }
}

/// Pointers of all values of the forms and tables.
fn collect(at: &str, value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            let keys =
                object.iter().filter(|(key, _)| !at.is_empty() || matches!(key.as_str(), "projects" | "departments" | "budget_tables"));
            keys.for_each(|(key, value)| collect(&format!("{at}/{key}"), value, out));
        }
        Value::Array(list) => list.iter().enumerate().for_each(|(n, value)| collect(&format!("{at}/{n}"), value, out)),
        _ => out.push(at.to_owned()),
    }
}

/// A part of a Word file as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a ZIP");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("XML");
    text
}
