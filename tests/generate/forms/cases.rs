//! Cases: a record, settled under the rendering choices, its bytes and its expected value.

use proptest::prelude::*;

use super::damage::Choices;
use super::expected::document;
use super::pen::Pen;
use super::record::Record;
use crate::generate::Case;

fn case(mut record: Record, choices: Choices, write: fn(&mut Record, &mut Pen<'_>)) -> Case {
    let mut pen = Pen::new(&choices);
    write(&mut record, &mut pen);
    let expected = document(&record, &pen.residue);
    let bytes = pen.bytes();
    Case { bytes, expected, notes: pen.notes, text: pen.text }
}

/// Documents of the Kunming layout.
pub fn kunming() -> impl Strategy<Value = Case> {
    (super::kunming::record(), super::kunming::choices()).prop_map(|(record, choices)| case(record, choices, super::kunming::write))
}

/// Documents of the Korla layout.
pub fn korla() -> impl Strategy<Value = Case> {
    (super::korla::record(), super::korla::choices()).prop_map(|(record, choices)| case(record, choices, super::korla::write))
}

/// Documents of the Shapotou layout.
pub fn shapotou() -> impl Strategy<Value = Case> {
    (super::shapotou::record(), super::shapotou::choices()).prop_map(|(record, choices)| case(record, choices, super::shapotou::write))
}
