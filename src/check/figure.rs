//! A printed number that rules compare: where it stands, what it is worth, and how precisely it is printed.

use std::fmt;

use rust_decimal::Decimal;

use super::path::Path;
use crate::check::unit;
use crate::model::leaf::Leaf;
use crate::model::number::Number;
use crate::model::record::Amount;

/// A printed number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure<'a> {
    /// Where it stands.
    pub at: Path<'a>,
    /// As printed, with its trailing zeros.
    pub printed: Decimal,
    /// Its unit, where it has one.
    pub unit: Option<&'a str>,
    /// What one printed unit is worth where numbers of different units are compared.
    pub factor: Decimal,
}

impl<'a> Figure<'a> {
    /// The number of a leaf, in its table's own unit.
    pub fn of(at: Path<'a>, leaf: &Leaf<Number>) -> Option<Self> {
        leaf.value.map(|number| Figure { at, printed: number.0, unit: None, factor: Decimal::ONE })
    }

    /// The number of a leaf in a unit of money, to be compared in yuan; `None` without either.
    pub fn money(at: Path<'a>, leaf: &Leaf<Number>, unit: Option<&'a str>) -> Option<Self> {
        let factor = unit::yuan(unit?)?;
        Some(Figure { unit, factor: factor.into(), ..Figure::of(at, leaf)? })
    }

    /// An amount, to be compared in yuan; `None` where it has no unit or was not read.
    pub fn amount(at: Path<'a>, amount: Option<&'a Amount>) -> Option<Self> {
        let amount = amount?;
        Figure::money(at.key("value"), &amount.value, amount.unit.as_str())
    }

    /// What it is worth. Sums of what no budget can hold stay at the greatest number: reading must not stop at them.
    pub fn value(&self) -> Decimal {
        self.printed.saturating_mul(self.factor)
    }

    /// What one unit of its last printed digit is worth.
    pub fn last_digit(&self) -> Decimal {
        Decimal::new(1, self.printed.scale()).saturating_mul(self.factor)
    }

    /// `worth` in the unit that this number is printed in.
    pub fn in_its_unit(&self, worth: Decimal) -> Decimal {
        if self.factor == Decimal::ONE { worth } else { worth.checked_div(self.factor).unwrap_or(worth) }
    }

    /// `worth` as it would be printed here.
    pub fn shown(&self, worth: Decimal) -> String {
        format!("{}{}", Number(self.in_its_unit(worth)), self.unit.unwrap_or(""))
    }
}

/// What figures are worth together.
pub fn total(figures: &[Figure]) -> Decimal {
    sum(figures.iter().map(Figure::value))
}

/// The sum of numbers, at most the greatest.
pub fn sum(numbers: impl Iterator<Item = Decimal>) -> Decimal {
    numbers.fold(Decimal::ZERO, Decimal::saturating_add)
}

impl fmt::Display for Figure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", Number(self.printed), self.unit.unwrap_or(""))
    }
}
