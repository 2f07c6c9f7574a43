//! ```text
//! target   = [ sign ] , [ about ] , quantity , [ about ] , [ sign-behind ]
//!          | [ sign | "于" ] , date , [ "前" ]
//!          | [ sign ] , words
//! quantity = number , [ unit ] , [ dash , number ] , [ scale ] , [ "余" ] , [ unit ]
//! scale    = "万" | "亿" | …
//! unit     = base , { joint , base }
//! ```
//! ≥48.10万人 · 90%以上 · 不低于1元 · ≤197.36元/人/年 · 10-15项 · 2022年12月31日 · 效果显著

use super::date::date;
use super::number::number;
use crate::grammar::{Beginnings, Sign, Vocabulary, fold};
use crate::model::number::Number;

/// A target as read out of one cell; the slices are of that cell's text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Target<'a> {
    /// The comparison and the words that say it.
    pub sign: Option<(Sign, &'a str)>,
    /// The number and its digits.
    pub value: Option<(Number, &'a str)>,
    /// The upper end of a range.
    pub value_max: Option<(Number, &'a str)>,
    /// 10000, 100000000 or 1 with a value.
    pub scale: Option<u32>,
    /// The unit without the scale.
    pub unit: Option<&'a str>,
    /// ISO date and its text.
    pub date: Option<(String, &'a str)>,
    /// A target in words.
    pub text: Option<&'a str>,
}

/// Reads a whole cell. Words that are no quantity are a text; nothing is left over.
pub fn target<'a>(text: &'a str, vocabulary: &Vocabulary) -> Target<'a> {
    let text = text.trim();
    if text.is_empty() {
        return Target::default();
    }
    let (sign, rest) = sign(text, vocabulary);
    // The stop behind a value parts it from the next one of a list, and says nothing: ≥95%；
    let bare = rest.trim_end_matches(['；', ';', '，', ',', '。', '、', '.', '．']).trim_end();
    dated(bare, sign, vocabulary)
        .or_else(|| quantity(bare, sign, vocabulary))
        // A printed sign is a sign also before words; a word such as 不低于 belongs to its sentence.
        .unwrap_or_else(|| match sign {
            Some((_, word)) if !word.contains(|c: char| c.is_alphabetic()) && !rest.is_empty() && !several(rest, vocabulary) => {
                Target { sign, text: Some(rest), ..Target::default() }
            }
            _ => Target { text: Some(text), ..Target::default() },
        })
}

/// Whether a text holds more than one value: ≤1次；≤1次
fn several(text: &str, vocabulary: &Vocabulary) -> bool {
    text.contains(['；', ';', '、', '，', ','])
        || vocabulary.signs.before.iter().any(|(sign, _)| !sign.contains(char::is_alphabetic) && text.contains(sign.as_str()))
}

/// A sign before the number.
fn sign<'a>(text: &'a str, vocabulary: &Vocabulary) -> (Option<(Sign, &'a str)>, &'a str) {
    match vocabulary.signs.leading.of(text) {
        Some((word, sign, behind)) => (Some((*sign, &text[..word.len()])), behind.trim_start()),
        None => (None, text),
    }
}

fn dated<'a>(text: &'a str, sign: Option<(Sign, &'a str)>, vocabulary: &Vocabulary) -> Option<Target<'a>> {
    let bare = text.strip_prefix(['于', '在']).unwrap_or(text).trim_start();
    let (rest, iso) = date(bare).ok()?;
    let printed = &bare[..bare.len() - rest.len()];
    let rest = rest.trim();
    let by = vocabulary.signs.by_behind.iter().any(|word| word == rest);
    if !by && (!rest.is_empty() || bare.len() < text.len()) {
        return None;
    }
    let sign = sign.or(by.then_some((Sign::AtMost, rest)));
    Some(Target { sign, date: Some((iso, printed)), ..Target::default() })
}

fn quantity<'a>(text: &'a str, sign: Option<(Sign, &'a str)>, vocabulary: &Vocabulary) -> Option<Target<'a>> {
    let about = without(text, &vocabulary.signs.about_before);
    let (rest, first) = numeral(about.trim_start(), true)?;
    let single = after_number(rest, vocabulary).map(|(scale, unit, behind)| (None, scale, unit, behind));
    let (second, scale, unit, behind) = match range(rest, vocabulary) {
        Some((second, rest)) => {
            let (scale, unit, behind) = after_number(rest, vocabulary)?;
            (Some(second), scale, unit, behind)
        }
        None => single?,
    };
    if behind.is_some() && sign.is_some() && behind.map(|b| b.0) != sign.map(|s| s.0) {
        return None;
    }
    // A bare year is a time, not a quantity of years.
    let yearlike = |n: &(Number, &str)| n.1.len() == 4 && super::number::year(n.1).is_some();
    if unit == Some("年") && sign.is_none() && yearlike(&first) && second.as_ref().is_none_or(yearlike) {
        return None;
    }
    Some(Target { sign: sign.or(behind), value: Some(first), value_max: second, scale: Some(scale), unit, ..Target::default() })
}

/// Whether a cell holds a year and the number of a month, and nothing else: 2024.12
pub fn is_month(printed: &str) -> bool {
    let Some((year, month)) = printed.trim().split_once(['.', '．']) else { return false };
    super::number::year(year).is_some() && month.len() <= 2 && month.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

fn numeral(text: &str, signed: bool) -> Option<(&str, (Number, &str))> {
    // Only the first number of a target can be negative: -5%. Before the second a dash is one too many.
    if !signed && text.starts_with(['-', '－', '−']) {
        return None;
    }
    let (rest, value) = number(text).ok()?;
    Some((rest, (value, &text[..text.len() - rest.len()])))
}

/// The second end of a range; the first may carry the unit too (10项-15项).
fn range<'a>(rest: &'a str, vocabulary: &Vocabulary) -> Option<((Number, &'a str), &'a str)> {
    let dashed = |rest: &'a str| {
        let rest = rest.trim_start();
        let behind = vocabulary.signs.range_between.behind(rest)?;
        let (after, second) = numeral(behind.trim_start(), false)?;
        Some((second, after))
    };
    // 1.2万-1.5万人
    let scaled = || {
        let (own, behind) = scale(rest.trim_start(), vocabulary);
        let (second, after) = dashed(behind).filter(|_| own > 1)?;
        (scale(after, vocabulary).0 == own).then_some((second, after))
    };
    dashed(rest).or_else(scaled).or_else(|| {
        let unit = unit(rest, vocabulary)?;
        let (second, after) = dashed(&rest[unit.len()..])?;
        after.starts_with(unit).then_some((second, after))
    })
}

type Behind<'a> = (u32, Option<&'a str>, Option<(Sign, &'a str)>);

/// Scale, unit and sign behind a number; `None` where anything else stands there.
fn after_number<'a>(rest: &'a str, vocabulary: &Vocabulary) -> Option<Behind<'a>> {
    let rest = without(rest.trim(), &vocabulary.signs.about_between);
    // 35（万元）
    let rest = rest
        .strip_prefix(['(', '（'])
        .and_then(|inner| inner.strip_suffix([')', '）']))
        .filter(|inner| !inner.contains(['(', '（']))
        .unwrap_or(rest);
    let (scale, rest) = scale(rest, vocabulary);
    let rest = without_included(without(rest.trim_start(), &vocabulary.signs.about_between));
    // 以上 behind the unit, the longest unit first: 3个月以内, 90%以上.
    let endings = std::iter::once(("", None)).chain(vocabulary.signs.behind.iter().map(|(word, sign)| (word.as_str(), Some(*sign))));
    let last = rest.chars().next_back().map(fold);
    for (word, sign) in endings {
        if !word.is_empty() && word.chars().next_back().map(fold) != last {
            continue;
        }
        let Some(before) = strip_folded(rest, word) else { continue };
        let printed = &rest[before.len()..];
        let before = without_included(strip_last(before.trim_end(), &vocabulary.signs.about_behind));
        let bare = before.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）'])).unwrap_or(before);
        if bare.is_empty() {
            return Some((scale, None, sign.map(|sign| (sign, printed))));
        }
        if unit(bare, vocabulary).is_some_and(|unit| unit.len() == bare.len()) || is_short_word(bare, vocabulary) {
            return Some((scale, Some(bare), sign.map(|sign| (sign, printed))));
        }
    }
    None
}

/// 95%以上（含95%）: what the bracket says is part of the limit before it.
fn without_included(text: &str) -> &str {
    let open = text.rfind(['（', '(']).filter(|_| text.ends_with(['）', ')']));
    match open {
        Some(at) if text[at..].trim_start_matches(['（', '(']).starts_with('含') => text[..at].trim_end(),
        _ => text,
    }
}

/// What stands before `word` at the end of `text`, whatever width its brackets have.
fn strip_folded<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let count = word.chars().count();
    let at = if count == 0 { text.len() } else { text.char_indices().rev().nth(count - 1)?.0 };
    text[at..].chars().map(crate::grammar::fold).eq(word.chars().map(crate::grammar::fold)).then_some(&text[..at])
}

/// 万 or 亿 where it scales the number: 万元 is 10000 元. 万亿 does not occur.
pub fn scale<'a>(text: &'a str, vocabulary: &Vocabulary) -> (u32, &'a str) {
    vocabulary.scales.of(text).map_or((1, text), |(_, scale, behind)| (*scale, behind))
}

/// Whether the whole text is a unit that the vocabulary has, its scale included.
pub fn is_unit(text: &str, vocabulary: &Vocabulary) -> bool {
    let (_, bare) = scale(text.trim(), vocabulary);
    unit(bare, vocabulary).is_some_and(|unit| unit.len() == bare.len())
}

/// A unit that the vocabulary does not have: one or two characters that say no time and no limit, or a few Latin letters.
fn is_short_word(text: &str, vocabulary: &Vocabulary) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '°' | '²' | '³' | 'μ' | 'Ω' | '2' | '3');
    if text.chars().all(latin) && text.len() <= 8 && text.starts_with(|c: char| c.is_alphabetic() || c == '°') {
        return true;
    }
    text.chars().count() <= 2
        && text.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
        && !vocabulary.no_unit.iter().any(|word| text.contains(word.as_str()))
}

/// The longest compound unit that `text` begins with.
fn unit<'a>(text: &'a str, vocabulary: &Vocabulary) -> Option<&'a str> {
    let mut length = base(text, vocabulary)?;
    loop {
        let rest = &text[length..];
        let joint = vocabulary.joints.all(rest).find_map(|(joint, (), behind)| Some(joint.len() + base(behind, vocabulary)?));
        match joint.or_else(|| bracketed(rest, vocabulary)) {
            Some(more) => length += more,
            None => return Some(&text[..length]),
        }
    }
}

/// 台（套）
fn bracketed(rest: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let inner = rest.strip_prefix(['（', '('])?;
    let length = base(inner, vocabulary)?;
    let close = inner[length..].chars().next().filter(|c| matches!(c, ')' | '）'))?;
    Some(rest.len() - inner.len() + length + close.len_utf8())
}

fn base(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    // 元/万人: a scale may stand inside a compound unit.
    let (_, inner) = scale(text, vocabulary);
    let (found, (), behind) = vocabulary.units.of(inner)?;
    let counted = if behind.starts_with('次') && !found.ends_with('次') { '次'.len_utf8() } else { 0 };
    Some(text.len() - inner.len() + found.len() + counted)
}

fn without<'a>(text: &'a str, words: &Beginnings<()>) -> &'a str {
    words.behind(text).unwrap_or(text)
}

fn strip_last<'a>(text: &'a str, words: &[String]) -> &'a str {
    words.iter().find_map(|word| text.strip_suffix(word.as_str())).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Grammars;

    fn shown(text: &str) -> String {
        let grammars = Grammars::builtin().expect("grammars");
        let t = target(text, &grammars.unknown.vocabulary);
        let number = |n: &Option<(Number, &str)>| n.as_ref().map(|n| n.0.to_string()).unwrap_or_default();
        format!(
            "{}|{}|{}|{}|{}|{}|{}",
            t.sign.map(|s| s.0.printed()).unwrap_or_default(),
            number(&t.value),
            number(&t.value_max),
            t.scale.map(|s| s.to_string()).unwrap_or_default(),
            t.unit.unwrap_or_default(),
            t.date.map(|d| d.0).unwrap_or_default(),
            t.text.unwrap_or_default()
        )
    }

    #[test]
    fn quantities() {
        for (text, expected) in [
            (">=48.10万人", ">=|48.1||10000|人||"),
            ("≤197.36元/人/年", "<=|197.36||1|元/人/年||"),
            ("≧100人次", ">=|100||1|人次||"),
            ("90%以上", ">=|90||1|%||"),
            ("不低于1元", ">=|1||1|元||"),
            ("32.5万", "|32.5||10000|||"),
            ("10-15项", "|10|15|1|项||"),
            ("2～3期", "|2|3|1|期||"),
            ("约5.5万人次", "|5.5||10000|人次||"),
            ("≥ 85 %", ">=|85||1|%||"),
            ("≥12.00(次)", ">=|12||1|次||"),
            ("24小时内", "<=|24||1|小时||"),
            ("≥2次/年", ">=|2||1|次/年||"),
            ("＝100％", "=|100||1|％||"),
            ("2.4万件（套）", "|2.4||10000|件（套）||"),
            ("5人以上", ">=|5||1|人||"),
            ("15000元", "|15000||1|元||"),
            ("≤3个工作日", "<=|3||1|个工作日||"),
            ("2400元/公里/年", "|2400||1|元/公里/年||"),
            ("-5%", "|-5||1|%||"),
            ("≥-3%", ">=|-3||1|%||"),
            ("90%（含）以上", ">=|90||1|%||"),
            ("95％以上（含95％）", ">=|95||1|％||"),
            ("80%-90%（含）", "|80|90|1|%||"),
            ("大于等于３人", ">=|3||1|人||"),
            ("》95%", ">|95||1|%||"),
            ("﹦100%", "=|100||1|%||"),
            ("100元/m2", "|100||1|元/m2||"),
            ("≥95%；", ">=|95||1|%||"),
            ("＞＝95﹪", ">=|95||1|﹪||"),
            ("90%（含90%）以上", ">=|90||1|%||"),
            ("=1000元/人.月", "=|1000||1|元/人.月||"),
            ("≯5%", "<=|5||1|%||"),
            ("≤2024.12", "<=|2024.12||1|||"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_and_words() {
        for (text, expected) in [
            ("2022年12月31日", "|||||2022-12-31|"),
            ("2022年12月31日前", "<=|||||2022-12-31|"),
            ("2022年12月31日前完成", "<=|||||2022-12-31|"),
            ("于2022年12月31日前", "<=|||||2022-12-31|"),
            ("不晚于2023年11月30日", "<=|||||2023-11-30|"),
            ("截止2023年12月31日", "<=|||||2023-12-31|"),
            ("不晚于年底", "||||||不晚于年底"),
            ("±5%", "||||||±5%"),
            ("--", "||||||--"),
            ("效果显著", "||||||效果显著"),
            ("2022年12月", "||||||2022年12月"),
            ("12月底前", "||||||12月底前"),
            ("1600人、200人", "||||||1600人、200人"),
            ("每季度1次", "||||||每季度1次"),
            ("每季度结束后的,", "||||||每季度结束后的,"),
            ("长期", "||||||长期"),
            ("≤1次；≤1次", "||||||≤1次；≤1次"),
            ("显著提升。", "||||||显著提升。"),
            ("", "||||||"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
