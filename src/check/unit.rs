//! ```text
//! amount = number , [ unit ] ;   unit = [ "千" | "万" | "百万" | "亿" ] , "元"
//! ```
//! Money in a record: units are as the contract spells them, whatever the document printed.

use crate::expression::number::number;
use crate::model::number::Number;

/// Yuan in one of this unit.
pub fn yuan(unit: &str) -> Option<u32> {
    match unit {
        "元" => Some(1),
        "千元" => Some(1_000),
        "万元" => Some(10_000),
        "百万元" => Some(1_000_000),
        "亿元" => Some(100_000_000),
        _ => None,
    }
}

/// The whole text as an amount, with its unit where that is printed.
pub fn amount(text: &str) -> Option<(Number, Option<&str>)> {
    let (rest, value) = number(text.trim()).ok()?;
    match rest.trim() {
        "" => Some((value, None)),
        unit => yuan(unit).map(|_| (value, Some(unit))),
    }
}
