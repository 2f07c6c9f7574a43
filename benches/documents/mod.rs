//! Documents to measure with, seeded: those of the corpus, varied, and random ones of the layouts that have a strategy; as texts in
//! the encodings that they come in, and as Word files with the formatting that word processors write around every cell.

#[path = "../../tests/support/corpus.rs"]
#[allow(dead_code)]
mod corpus;
pub mod settings;
// tests/cost takes other parts of it.
#[allow(dead_code)]
pub mod vary;
pub mod word;

use crate::generate;
use encoding_rs::GB18030;
use proptest::strategy::{BoxedStrategy, Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use vary::{Dice, Stock};

/// What documents to make.
#[derive(Clone)]
pub struct Wanted {
    /// For each layout and container.
    pub count: usize,
    pub seed: u64,
    /// One layout, or all.
    pub layout: Option<String>,
    /// `text` or `docx`, or both.
    pub container: Option<String>,
    /// The least size of a text in bytes.
    pub bytes: usize,
    /// The XML around a Word file's text, in kilobytes.
    pub xml: usize,
}

/// The bytes of documents of one layout in one container.
pub struct Set {
    pub layout: String,
    pub container: &'static str,
    pub documents: Vec<Vec<u8>>,
}

/// The documents of each layout and container; the same ones for the same seed.
pub fn sets(wanted: &Wanted) -> impl Iterator<Item = Set> {
    let stocks = vary::stocks().into_iter().filter(|stock| wanted.layout.as_ref().is_none_or(|layout| *layout == stock.layout));
    stocks.flat_map(|stock| {
        let texts = texts(&stock, wanted);
        let containers = ["text", "docx"].into_iter().filter(|one| wanted.container.as_ref().is_none_or(|container| container == one));
        let drawn = |container| match container {
            "docx" => texts.iter().map(|text| word::docx(text, wanted.xml)).collect(),
            _ => texts.iter().enumerate().map(|(nth, text)| encoded(text, nth)).collect(),
        };
        containers.map(|container| Set { layout: stock.layout.clone(), container, documents: drawn(container) }).collect::<Vec<_>>()
    })
}

/// Every second text is a random document, where the layout has a strategy and no size is asked for.
fn texts(stock: &Stock, wanted: &Wanted) -> Vec<String> {
    let mut dice = Dice::new(wanted.seed);
    let config = Config { rng_seed: RngSeed::Fixed(wanted.seed), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let strategy: Option<BoxedStrategy<generate::Case>> =
        generate::layouts().into_iter().find(|(layout, _)| *layout == stock.layout && wanted.bytes == 0).map(|(_, strategy)| strategy);
    let text = |nth: usize| match &strategy {
        Some(strategy) if nth % 2 == 1 => strategy.new_tree(&mut runner).expect("a case").current().text,
        _ => stock.document(wanted.bytes, &mut dice),
    };
    (0..wanted.count).map(text).collect()
}

/// Of ten texts six in UTF-8, three in GB18030, one in UTF-16.
fn encoded(text: &str, nth: usize) -> Vec<u8> {
    match nth % 10 {
        3 | 6 | 9 => GB18030.encode(text).0.into_owned(),
        5 => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        _ => text.as_bytes().to_vec(),
    }
}
