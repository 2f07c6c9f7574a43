//! Sums in yuan and in fen: by the declared unit, exact or not at all.

use rust_decimal::Decimal;

use crate::model::leaf::Leaf;
use crate::model::number::Number;

/// A sum in yuan, where its unit is known and the product fits.
pub(super) fn yuan(value: &Leaf<Number>, unit: Option<&str>) -> Option<Number> {
    let factor = match unit? {
        "元" => 1,
        "万元" => 10_000,
        "亿元" => 100_000_000,
        _ => return None,
    };
    value.value?.times(Decimal::from(factor))
}

/// A sum of yuan in whole fen; `None` where it is not whole or does not fit.
pub(super) fn fen(yuan: Decimal) -> Option<i64> {
    let fen = yuan.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    if fen.scale() == 0 { i64::try_from(fen.mantissa()).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::exact(text).expect("a number")
    }

    #[test]
    fn sums_are_exact_or_absent() {
        let sum = Leaf::derived(number("2582.46"));
        assert_eq!(yuan(&sum, Some("万元")), Some(number("25824600")));
        assert_eq!((yuan(&sum, None), yuan(&sum, Some("美元"))), (None, None));
        assert_eq!(fen(number("25824600.07").0), Some(2_582_460_007));
        assert_eq!(fen(number("-0.01").0), Some(-1));
        for text in ["0.001", "99999999999999999999", "7922816251426433759354395033.5"] {
            assert_eq!(fen(number(text).0), None, "{text}");
        }
    }
}
