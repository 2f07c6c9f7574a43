//! Exact decimal numbers that print as JSON numbers and are read back from the digits of one.

use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A decimal as printed in a document; never a binary float. At most 28 significant digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl Number {
    /// Reads plain decimal notation; `None` where it would have to be rounded or is no number.
    pub fn exact(text: &str) -> Option<Self> {
        // from_str_exact refuses what it cannot hold, but takes "1e3" and "_": only digits, one sign and one point are ours.
        let plain = text.bytes().enumerate().all(|(i, b)| b.is_ascii_digit() || b == b'.' || (i == 0 && (b == b'-' || b == b'+')));
        if !plain {
            return None;
        }
        Decimal::from_str_exact(text).ok().map(Self)
    }

    /// The product, `None` where it does not fit.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        self.0.checked_mul(factor).map(Self)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(self.0.mantissa().unsigned_abs());
        // "-0" is no amount.
        if digits == "0" {
            return f.write_str("0");
        }
        let scale = self.0.scale() as usize;
        let zeros = digits.bytes().rev().take(scale).take_while(|digit| *digit == b'0').count();
        let (digits, scale) = (&digits[..digits.len() - zeros], scale - zeros);
        let (whole, fraction) = digits.split_at(digits.len().saturating_sub(scale));
        f.write_str(if self.0.is_sign_negative() { "-" } else { "" })?;
        f.write_str(if whole.is_empty() { "0" } else { whole })?;
        if scale > 0 {
            write!(f, ".{fraction:0>scale$}")?;
        }
        Ok(())
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0.mantissa()) {
            Ok(whole) if self.0.scale() == 0 => serializer.serialize_i64(whole),
            _ => {
                let text = self.to_string();
                let raw: &RawValue = serde_json::from_str(&text).map_err(serde::ser::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

/// From JSON text only: a [`serde_json::Value`] has rounded its numbers already.
impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let refused = || D::Error::custom(format_args!("expected a decimal of at most 28 digits without an exponent, found {raw}"));
        Self::exact(raw.get()).ok_or_else(refused)
    }
}

impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_the_exact_decimal_as_a_json_number() {
        for (text, json) in
            [("2582.46", "2582.46"), ("48.10", "48.1"), ("0.00", "0"), ("-98780.12", "-98780.12"), ("100", "100"), ("0.1", "0.1")]
        {
            let number = Number::exact(text).expect("a number");
            assert_eq!(serde_json::to_string(&number).expect("json"), json);
        }
    }

    #[test]
    fn is_read_back_by_its_digits() {
        for text in ["2582.46", "0", "-98780.12", "0.1000000000000000055511151231", "7922816251426433759354395033.5", "9007199254740993"] {
            let number: Number = serde_json::from_str(text).expect("a number");
            assert_eq!(serde_json::to_string(&number).expect("json"), text);
        }
        for text in ["1e3", "\"12\"", "null", "[1]", "true", "0.12345678901234567890123456789012345"] {
            assert!(serde_json::from_str::<Number>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_plain_decimal_notation() {
        for text in ["1e3", "", "1_000", "inf", "12,3", "1.2.3", "99999999999999999999999999999999"] {
            assert_eq!(Number::exact(text), None, "{text}");
        }
    }

    #[test]
    fn no_dependency_has_switched_on_arbitrary_precision() {
        // With that feature a Value keeps the digits as text and this comparison would hold.
        let value: serde_json::Value = serde_json::from_str("0.10000000000000000000000001").expect("json");
        assert_eq!(value.to_string(), "0.1");
    }
}
