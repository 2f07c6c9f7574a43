//! Documents to measure with: random ones of each layout, seeded, as text and as Word files with the formatting that
//! word processors write around every cell.

mod word;

use crate::generate;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// The bytes of documents of one layout in one container.
pub struct Set {
    pub layout: &'static str,
    pub container: &'static str,
    pub documents: Vec<Vec<u8>>,
}

/// `count` documents for each layout and container; the same ones for the same `seed`.
pub fn sets(count: usize, seed: u64) -> Vec<Set> {
    let mut sets = Vec::new();
    for (layout, strategy) in generate::layouts() {
        let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(seed), failure_persistence: None, ..Config::default() });
        let cases: Vec<generate::Case> = (0..count).map(|_| strategy.new_tree(&mut runner).expect("a case").current()).collect();
        let words = cases.iter().map(|case| word::docx(&case.text)).collect();
        sets.push(Set { layout, container: "text", documents: cases.into_iter().map(|case| case.bytes).collect() });
        sets.push(Set { layout, container: "docx", documents: words });
    }
    sets
}
