//! ```text
//! quantity = number , { blank } , [ scale ] , [ unit ]
//! number   = arabic | numeral              (arabic: src/expression/number.rs)
//! numeral  = ten , { digit | "十" | "百" | "千" | "廿" | "卅" | "零" } , scale or unit        (at least two characters)
//! scale    = "百万" | "千万" | "万" | "亿" | "千"
//! unit     = word , { ( "/" | "每" ) , word }
//! ```
//! 24500人 · 180元 · 52.5元/人 · 20万 · 三百二十户 · 廿一人

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::one_of;
use nom::combinator::{map, map_opt, opt, peek, recognize, verify};
use nom::multi::many0_count;
use nom::sequence::{pair, preceded};
use rust_decimal::Decimal;

use crate::expression::{Parsed, number};
use crate::model::number::Number;

/// Characters that count or measure.
const CHARACTERS: &str =
    "元人名位生户条个家所亩米台套辆座处次场期天日月年度方吨份件册卷页只头支路片部株盏块间班届项幢栋床张颗具架顶车村乡镇校%";

/// Longer words that do, by their first character.
fn words(first: char) -> &'static [&'static str] {
    match first {
        '平' => &["平方公里", "平方米"],
        '立' => &["立方米"],
        '千' => &["千瓦时"],
        '小' => &["小时"],
        '分' => &["分钟"],
        '公' => &["公里", "公斤"],
        '人' => &["人次"],
        '批' => &["批次"],
        '场' => &["场次"],
        '户' => &["户次"],
        '家' => &["家次"],
        '亩' => &["亩次"],
        '学' => &["学期"],
        '季' => &["季度"],
        _ => &[],
    }
}

/// A number in a sentence with what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity<'t> {
    /// As printed.
    pub number: Decimal,
    /// 10000 for 万.
    pub scale: Decimal,
    /// 人, 元/人/年, or empty.
    pub unit: &'t str,
}

impl<'t> Quantity<'t> {
    /// What it is worth, in its unit.
    pub fn worth(&self) -> Decimal {
        self.number.saturating_mul(self.scale)
    }

    /// What one unit of the last printed digit is worth.
    pub fn last_digit(&self) -> Decimal {
        Decimal::new(1, self.number.scale()).saturating_mul(self.scale)
    }

    /// An amount of money: 5元, 5万元, and 5万 where 元 goes without saying.
    pub fn is_money(&self) -> bool {
        self.unit == "元" || (self.unit.is_empty() && self.scale > Decimal::ONE)
    }

    /// What a unit cost is for, 元/人/年: 人 and 年.
    pub fn cost_of(&self) -> Option<Vec<&'t str>> {
        let mut words = self.unit.split(['/', '每']);
        (words.next() == Some("元")).then(|| words.filter(|word| !word.is_empty()).collect::<Vec<_>>()).filter(|words| !words.is_empty())
    }

    /// As a person would write it: 24500人, 35万元.
    pub fn shown(&self) -> String {
        self.shows(self.worth())
    }

    /// Another worth in the scale and unit of this one.
    pub fn shows(&self, worth: Decimal) -> String {
        let scale = match self.scale.to_string().as_str() {
            "1000" => "千",
            "10000" => "万",
            "1000000" => "百万",
            "10000000" => "千万",
            "100000000" => "亿",
            _ => "",
        };
        format!("{}{scale}{}", Number(worth.checked_div(self.scale).unwrap_or(worth)), self.unit)
    }
}

/// Words that count people are one word.
pub fn same_unit(one: &str, other: &str) -> bool {
    let plain = |word: &str| matches!(word, "人" | "名" | "位" | "生");
    one == other || (plain(one) && plain(other))
}

/// A word that counts or measures.
pub fn word(i: &str) -> Parsed<'_, &str> {
    let no_word = || nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Tag));
    let first = i.chars().next().ok_or_else(no_word)?;
    let longer = words(first).iter().find(|word| i.starts_with(**word)).map(|word| word.len());
    let length = longer.or_else(|| CHARACTERS.contains(first).then_some(first.len_utf8())).ok_or_else(no_word)?;
    Ok((&i[length..], &i[..length]))
}

fn unit(i: &str) -> Parsed<'_, &str> {
    recognize(pair(word, many0_count(preceded(one_of("/每"), word)))).parse(i)
}

fn scale(i: &str) -> Parsed<'_, Decimal> {
    let scales = [("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000), ("千", 1000)];
    let opens = i.starts_with(['百', '千', '万', '亿']) && !i.starts_with("千瓦");
    match scales.iter().find(|(word, _)| opens && i.starts_with(word)) {
        Some((word, worth)) => Ok((&i[word.len()..], Decimal::from(*worth))),
        None => Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Tag))),
    }
}

/// A digit of a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '廿' | '卅')
}

fn numeral(i: &str) -> Parsed<'_, Decimal> {
    // One character alone is more often a word (一般, 三大) than a number.
    let long = verify(take_while1(is_numeral), |text: &str| text.chars().count() > 1);
    let (rest, value) = map_opt(long, chinese).parse(i)?;
    let (_, _) = peek(alt((map(scale, |_| ()), map(unit, |_| ())))).parse(rest)?;
    Ok((rest, value))
}

/// The number that a Chinese numeral below ten thousand stands for.
fn chinese(text: &str) -> Option<Decimal> {
    let (mut sum, mut digit, mut last, mut gap) = (0u32, None, 10_000u32, false);
    for c in text.chars() {
        let (place, bundled) = match c {
            '十' => (10, 1),
            '廿' => (10, 2),
            '卅' => (10, 3),
            '百' => (100, 0),
            '千' => (1000, 0),
            '零' | '〇' => {
                (digit.is_none() && sum > 0 && !gap).then_some(())?;
                gap = true;
                continue;
            }
            _ => {
                let value = "一二三四五六七八九".chars().position(|own| own == c).map(|n| n as u32 + 1).or((c == '两').then_some(2))?;
                // 十四五 and 二三 are no numbers.
                if digit.replace(value).is_some() {
                    return None;
                }
                continue;
            }
        };
        let many = match (digit.take(), bundled) {
            (Some(many), 0 | 1) => many,
            (None, 1) if sum == 0 || gap => 1,
            (None, 2 | 3) => bundled,
            _ => return None,
        };
        (place < last).then_some(())?;
        (last, gap) = (place, false);
        sum += many * place;
    }
    Some(Decimal::from(sum + digit.unwrap_or(0))).filter(|_| last < 10_000)
}

/// A number with its scale and unit.
pub fn quantity(i: &str) -> Parsed<'_, Quantity<'_>> {
    let (rest, number) = if i.starts_with(is_numeral) { numeral(i)? } else { map(number::number, |number| number.0).parse(i)? };
    let rest = rest.trim_start_matches([' ', '\u{3000}']);
    let (rest, scale) = opt(scale).parse(rest)?;
    let (rest, unit) = opt(unit).parse(rest)?;
    Ok((rest, Quantity { number, scale: scale.unwrap_or(Decimal::ONE), unit: unit.unwrap_or("") }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_scales_and_units() {
        for (text, shown, rest) in [
            ("24500人，", "24500人", "，"),
            ("180元，", "180元", "，"),
            ("52.5元/人）", "52.5元/人", "）"),
            ("20万；", "20万", "；"),
            ("1.5万元=", "1.5万元", "="),
            ("1,268,400.00元", "1268400元", ""),
            ("三百二十户", "320户", ""),
            ("廿一人", "21人", ""),
            ("一千零五人", "1005人", ""),
            ("十二万元", "12万元", ""),
            ("215.36元/人/年", "215.36元/人/年", ""),
        ] {
            let (left, read) = quantity(text).expect(text);
            assert_eq!((read.shown().as_str(), left), (shown, rest), "{text}");
        }
    }

    #[test]
    fn words_with_numerals_in_them_are_no_numbers() {
        for text in ["一般公共预算", "十四五规划", "三大", "二三产业", "千家万户", "百十人"] {
            assert!(quantity(text).is_err(), "{text}");
        }
    }
}
