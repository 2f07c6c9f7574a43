//! Records are read back from their JSON as they were written: read and written again, not one byte differs.

#[allow(dead_code, reason = "what has to be read is held by another test")]
mod generate;
mod support;

use generate::layouts;
use gongkai::model::number::Number;
use gongkai::model::record::Record;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use support::corpus::documents;
use support::extract::line;
use support::seeds::seed;

const GENERATED_PER_LAYOUT: usize = 60;

fn assert_reads_back(name: &str, line: &str) {
    let record: Record = serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}"));
    let again = serde_json::to_string(&record).expect("a record is JSON");
    assert!(again == *line, "{name} is written differently\n{line}\n{again}");
}

fn sample() -> String {
    let document = documents().into_iter().find(|document| document.name.starts_with("zhushan/01")).expect("a document of the corpus");
    line(&document.bytes, false)
}

/// What is wrong with a record that was changed so.
fn refusal(from: &str, to: &str) -> String {
    let sample = sample();
    assert!(sample.contains(from), "{from} does not stand in {sample}");
    let changed = sample.replacen(from, to, 1);
    serde_json::from_str::<Record>(&changed).expect_err("no record").to_string()
}

#[test]
fn every_record_of_the_corpus() {
    let documents = documents();
    assert!(documents.len() >= 60);
    for document in documents {
        for provenance in [false, true] {
            assert_reads_back(&document.name, &line(&document.bytes, provenance));
        }
    }
}

#[test]
fn the_records_of_the_real_documents() {
    for number in ["000", "001", "002", "003", "004"] {
        let Some(bytes) = seed(number) else { return };
        assert_reads_back(number, &line(&bytes, true));
    }
}

#[test]
fn records_of_failed_and_unknown_documents() {
    for bytes in [&b""[..], b"%PDF-1.7", b"PK\x03\x04", "没有表格".as_bytes(), &[0xff; 40]] {
        assert_reads_back(&format!("{bytes:?}"), &line(bytes, true));
    }
}

#[test]
fn records_of_generated_documents() {
    for (layout, strategy) in layouts() {
        let config = Config { rng_seed: RngSeed::Fixed(3), failure_persistence: None, ..Config::default() };
        let mut runner = TestRunner::new(config);
        for n in 0..GENERATED_PER_LAYOUT {
            let case = strategy.new_tree(&mut runner).expect("a case").current();
            assert_reads_back(&format!("{layout} {n}"), &line(&case.bytes, true));
        }
    }
}

proptest! {
    #[test]
    fn any_decimal_by_its_digits(mantissa in -(1_i128 << 95)..(1_i128 << 95), scale in 0_u32..=28) {
        let number = Number(rust_decimal::Decimal::from_i128_with_scale(mantissa, scale));
        let text = serde_json::to_string(&number).expect("json");
        let again: Number = serde_json::from_str(&text).expect("a number");
        prop_assert_eq!(again, number);
        prop_assert_eq!(serde_json::to_string(&again).expect("json"), text);
    }
}

#[test]
fn a_key_that_the_contract_does_not_have_is_an_error() {
    assert!(refusal("\"schema_version\":", "\"surprise\":1,\"schema_version\":").contains("unknown field `surprise`"));
    assert!(refusal("\"number\":", "\"nummer\":1,\"number\":").contains("unknown field `nummer`"));
}

#[test]
fn a_list_that_is_missing_is_an_error() {
    assert!(refusal("\"departments\":[],", "").contains("missing field `departments`"));
}

#[test]
fn an_amount_that_would_be_rounded_is_an_error() {
    let amount = "\"total\":";
    assert!(refusal(amount, "\"total\":0.12345678901234567890123456789012,\"x\":").contains("at most 28 digits"));
    assert!(refusal(amount, "\"total\":1e3,\"x\":").contains("found 1e3"));
    assert!(refusal(amount, "\"total\":\"1\",\"x\":").contains("found \"1\""));
}

#[test]
fn a_row_with_two_values_in_one_column_is_an_error() {
    assert!(refusal("\"values\":{", "\"values\":{\"total\":1,\"total\":1,").contains("two values in one row"));
}
