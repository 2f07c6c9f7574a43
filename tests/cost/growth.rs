//! A document twice as long costs twice as much: the cost of growing documents, and the exponent that fits it.
//!
//! The sizes here are those that callgrind reads within a minute; `scripts/bench --sizes` goes on to 10 MB.

use gongkai::grammar::Grammars;
use gongkai::pipeline::Options;

use crate::callgrind::{counted, counts};
use crate::vary::{Dice, stocks};
use crate::word;

/// Bytes of text in a document, each twice those before.
const SIZES: [usize; 4] = [10_000, 20_000, 40_000, 80_000];

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
    let layouts: Vec<String> = stocks().into_iter().map(|stock| stock.layout).collect();
    assert_eq!(counts.len(), layouts.len() * SIZES.len(), "one count for each layout and size");
    let mut complaints = Vec::new();
    for (layout, counts) in layouts.iter().zip(counts.chunks(SIZES.len())) {
        let exponent = exponent(&SIZES.map(|size| size as f64), &counts.iter().map(|&count| count as f64).collect::<Vec<_>>());
        let line = format!("{layout:10} {exponent:.3} {counts:?}");
        println!("{line}");
        if exponent > EXPONENT {
            complaints.push(line);
        }
    }
    assert!(complaints.is_empty(), "cost grows faster than size: exponent and instructions at {SIZES:?} bytes\n{}", complaints.join("\n"));
}

/// The slope of the line through the logarithms that leaves the least squares.
fn exponent(sizes: &[f64], costs: &[f64]) -> f64 {
    let count = sizes.len() as f64;
    let points: Vec<(f64, f64)> = sizes.iter().map(|size| size.ln()).zip(costs.iter().map(|cost| cost.ln())).collect();
    let mean = (points.iter().map(|point| point.0).sum::<f64>() / count, points.iter().map(|point| point.1).sum::<f64>() / count);
    let across: f64 = points.iter().map(|point| (point.0 - mean.0) * (point.1 - mean.1)).sum();
    across / points.iter().map(|point| (point.0 - mean.0).powi(2)).sum::<f64>()
}

#[test]
fn the_exponent_of_a_square_is_two() {
    let sizes = [10.0, 20.0, 40.0, 80.0];
    assert!((exponent(&sizes, &sizes.map(|size| 3.0 * size * size)) - 2.0).abs() < 1e-9);
    assert!((exponent(&sizes, &sizes.map(|size| 3.0 * size)) - 1.0).abs() < 1e-9);
}

#[test]
#[ignore = "what is counted: run under callgrind by a test above"]
fn texts() {
    grow(|text| text.into_bytes());
}

#[test]
#[ignore = "what is counted: run under callgrind by a test above"]
fn words() {
    grow(|text| word::docx(&text, 0));
}

fn grow(drawn: impl Fn(String) -> Vec<u8>) {
    let options = Options::new(Grammars::builtin().expect("the built-in grammars"));
    for stock in stocks() {
        for size in SIZES {
            let text = stock.grown(0, size, &mut Dice::new(1));
            counted(&[drawn(text)], &options);
        }
    }
}
