//! ```text
//! amount = [ before ] , number , [ "(" ] , [ unit ] , [ ")" ] , [ behind ]
//! before = "人民币" | "约" | … ;   unit = "万元" | "万" | … ;   behind = "整" | …
//! ```
//! 35万元 · 7.5 · 1,234.50元 · 50万

use super::number::number;
use crate::grammar::Vocabulary;
use crate::model::number::Number;

/// An amount as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount<'a> {
    /// The number and its text.
    pub value: (Number, &'a str),
    /// The unit as the vocabulary spells it, and its text.
    pub unit: Option<(&'a str, &'a str)>,
}

/// The whole text as an amount.
pub fn amount<'a>(text: &'a str, vocabulary: &'a Vocabulary) -> Option<Amount<'a>> {
    let money = &vocabulary.money;
    let mut rest = text.trim();
    while let Some(behind) = money.before.behind(rest) {
        rest = behind.trim_start();
    }
    let (after, value) = number(rest).ok()?;
    let printed = &rest[..rest.len() - after.len()];
    let after = after.trim_start_matches([' ', '\u{3000}', '(', '（']);
    let (unit, after) = match money.printed.of(after) {
        Some((word, unit, behind)) => (Some((unit.as_str(), &after[..word.len()])), behind),
        None => (None, after),
    };
    let closed = |text: &'a str| text.trim_matches([' ', '\u{3000}', ')', '）', '。', ';', '；']);
    let done = money.behind.iter().find_map(|word| closed(after).strip_prefix(word.as_str())).unwrap_or(after);
    closed(done).is_empty().then_some(Amount { value: (value, printed), unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammars;

    #[test]
    fn number_and_unit() {
        let grammars = Grammars::builtin().expect("grammars");
        for (text, value, unit) in [
            ("35万元", "35", Some("万元")),
            ("7.5", "7.5", None),
            ("1,234.50 元", "1234.5", Some("元")),
            ("50万", "50", Some("万元")),
            ("2.15亿元", "2.15", Some("亿元")),
            ("人民币 35（万元）整", "35", Some("万元")),
            ("8圆整。", "8", Some("元")),
        ] {
            let read = amount(text, &grammars.unknown.vocabulary).expect(text);
            assert_eq!((read.value.0.to_string().as_str(), read.unit.map(|u| u.0)), (value, unit), "{text}");
        }
    }

    #[test]
    fn words_are_no_amount() {
        let grammars = Grammars::builtin().expect("grammars");
        for text in ["", "无", "35人", "约定", "35万元左右的款项", "详见附件"] {
            assert_eq!(amount(text, &grammars.unknown.vocabulary), None, "{text}");
        }
    }
}
