//! The small languages inside cells: numbers, amounts, dates, targets, scores.
//!
//! Each file opens with its grammar; text in, typed values with their places (relative to that text) out.

pub mod amount;
pub mod date;
pub mod items;
pub mod number;
pub mod reading;
pub mod score;
pub mod target;

/// What every grammar here returns: the rest of the text, and the value.
pub type Parsed<'a, T> = nom::IResult<&'a str, T>;

/// The place of `part`, a slice of `whole`.
pub fn place(whole: &str, part: &str) -> std::ops::Range<usize> {
    let start = part.as_ptr() as usize - whole.as_ptr() as usize;
    start..start + part.len()
}
