//! ```text
//! amount = [ "人民币" | "约" | "¥" | "￥" ] , number , [ scale ] , [ "元" ] , [ "整" ]
//! scale  = "万" | "亿" | "千" | "百万"
//! ```
//! 35万元 · 7.5 · 1,234.50元 · 50万

use super::number::number;
use crate::model::number::Number;

/// An amount as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount<'a> {
    /// The number and its text.
    pub value: (Number, &'a str),
    /// The unit as the vocabulary spells it, and its text.
    pub unit: Option<(&'static str, &'a str)>,
}

/// Scales and the unit that each stands for, longest first.
const UNITS: [(&str, &str); 9] = [
    ("百万元", "百万元"),
    ("万元", "万元"),
    ("亿元", "亿元"),
    ("千元", "千元"),
    ("元整", "元"),
    ("万", "万元"),
    ("亿", "亿元"),
    ("圆", "元"),
    ("元", "元"),
];

/// The whole text as an amount.
pub fn amount(text: &str) -> Option<Amount<'_>> {
    let mut rest = text.trim();
    for word in ["人民币", "约", "¥", "￥"] {
        rest = rest.strip_prefix(word).unwrap_or(rest).trim_start();
    }
    let (after, value) = number(rest).ok()?;
    let printed = &rest[..rest.len() - after.len()];
    let after = after.trim_start_matches([' ', '\u{3000}', '(', '（']);
    let (unit, after) = match UNITS.iter().find(|(word, _)| after.starts_with(word)) {
        Some((word, unit)) => (Some((*unit, &after[..word.len()])), &after[word.len()..]),
        None => (None, after),
    };
    let done = after.trim_matches([' ', '\u{3000}', ')', '）', '。', ';', '；', '整']).is_empty();
    done.then_some(Amount { value: (value, printed), unit })
}

/// How many yuan one `unit` is.
pub fn yuan(unit: &str) -> Option<u32> {
    Some(match unit {
        "元" => 1,
        "千元" => 1000,
        "万元" => 10_000,
        "百万元" => 1_000_000,
        "亿元" => 100_000_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_unit() {
        for (text, value, unit) in [
            ("35万元", "35", Some("万元")),
            ("7.5", "7.5", None),
            ("1,234.50 元", "1234.5", Some("元")),
            ("50万", "50", Some("万元")),
            ("2.15亿元", "2.15", Some("亿元")),
        ] {
            let read = amount(text).expect(text);
            assert_eq!((read.value.0.to_string().as_str(), read.unit.map(|u| u.0)), (value, unit), "{text}");
        }
    }

    #[test]
    fn words_are_no_amount() {
        for text in ["", "无", "35人", "约定", "35万元左右的款项", "详见附件"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
