//! A document twice as long costs twice as much: the cost of growing documents, and the exponent that fits it.
//!
//! The sizes here are those that callgrind reads within a minute; `tests/cost/time.rs` goes on to a megabyte, and
//! `scripts/bench --sizes` to ten.

use gongkai::grammar::Grammars;
use gongkai::pipeline::Options;

use crate::callgrind::{counted, counts};
use crate::vary::{Dice, Stock, stocks};
use crate::word;

/// Bytes of text in a document, each twice those before.
const SIZES: [usize; 3] = [10_000, 20_000, 40_000];

/// Cost grows at most with this power of the size.
const EXPONENT: f64 = 1.05;

#[test]
fn a_text_twice_as_long_costs_twice_as_much() {
    assert_linear("growth::texts");
}

#[test]
fn a_word_file_twice_as_long_costs_twice_as_much() {
    assert_linear("growth::words");
}

fn assert_linear(work: &str) {
    let Some(counts) = counts(work) else { return };
    let grown = grown();
    assert_eq!(counts.len(), grown.len() * SIZES.len(), "one count for each layout and size");
    let mut complaints = Vec::new();
    for ((layout, texts), counts) in grown.iter().zip(counts.chunks(SIZES.len())) {
        let points: Vec<(f64, f64)> = texts.iter().map(|text| text.len() as f64).zip(counts.iter().map(|&count| count as f64)).collect();
        let exponent = exponent(&points);
        let line = format!("{layout:10} {exponent:.3} {points:?}");
        println!("{line}");
        if exponent > EXPONENT {
            complaints.push(line);
        }
    }
    assert!(complaints.is_empty(), "cost grows faster than size: exponent, (bytes, instructions)\n{}", complaints.join("\n"));
}

/// The slope of the line through the logarithms that leaves the least squares.
pub fn exponent(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let points: Vec<(f64, f64)> = points.iter().map(|(size, cost)| (size.ln(), cost.ln())).collect();
    let mean = (points.iter().map(|point| point.0).sum::<f64>() / count, points.iter().map(|point| point.1).sum::<f64>() / count);
    let across: f64 = points.iter().map(|point| (point.0 - mean.0) * (point.1 - mean.1)).sum();
    across / points.iter().map(|point| (point.0 - mean.0).powi(2)).sum::<f64>()
}

#[test]
fn the_exponent_of_a_square_is_two() {
    let of = |cost: fn(f64) -> f64| exponent(&[10.0, 20.0, 40.0, 80.0].map(|size| (size, cost(size))));
    assert!((of(|size| 3.0 * size * size) - 2.0).abs() < 1e-9);
    assert!((of(|size| 3.0 * size) - 1.0).abs() < 1e-9);
}

#[test]
#[ignore = "what is counted: run under callgrind by a test above"]
fn texts() {
    read(|text| text.into_bytes());
}

#[test]
#[ignore = "what is counted: run under callgrind by a test above"]
fn words() {
    read(|text| word::docx(&text, 0));
}

fn read(drawn: impl Fn(String) -> Vec<u8>) {
    let options = Options::new(Grammars::builtin().expect("the built-in grammars"));
    for text in grown().into_iter().flat_map(|(_, texts)| texts) {
        counted(&[drawn(text)], &options);
    }
}

/// The same document of each layout in each size.
fn grown() -> Vec<(String, [String; SIZES.len()])> {
    let texts = |stock: &Stock| SIZES.map(|size| stock.document(size, &mut Dice::new(1)));
    stocks().iter().map(|stock| (stock.layout.clone(), texts(stock))).collect()
}
