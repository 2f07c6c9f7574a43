//! ```text
//! number   = [ "-" ] , digits , { separator , digit , digit , digit } , [ point , digits ]
//! digits   = digit , { digit } ;            digit = "0".."9" | "０".."９"
//! separator = "," | "，" ;                   point = "." | "．"
//! ```
//! 2582.46 · 1,234.50 · ３１万

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::take_while1;
use nom::character::complete::{char, satisfy};
use nom::combinator::{not, opt, recognize, verify};
use nom::multi::many1_count;
use nom::sequence::{pair, preceded, terminated};

use rust_decimal::Decimal;

use super::Parsed;
use crate::model::number::Number;

/// A digit of either width. (nom's own `digit1` knows only ASCII.)
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn digits(i: &str) -> Parsed<'_, &str> {
    take_while1(is_digit)(i)
}

fn three(i: &str) -> Parsed<'_, &str> {
    let digit = || satisfy(is_digit);
    recognize(terminated((digit(), digit(), digit()), not(satisfy(is_digit)))).parse(i)
}

fn grouped(i: &str) -> Parsed<'_, &str> {
    let head = verify(digits, |head: &str| head.chars().count() <= 3);
    recognize(pair(head, many1_count(preceded(alt((char(','), char('，'))), three)))).parse(i)
}

fn fraction(i: &str) -> Parsed<'_, &str> {
    recognize(preceded(alt((char('.'), char('．'))), digits)).parse(i)
}

/// A number without sign, as the text that stands for it.
fn unsigned(i: &str) -> Parsed<'_, &str> {
    recognize(pair(alt((grouped, digits)), opt(fraction))).parse(i)
}

/// A number; the sign only where it stands right before the digits.
pub fn number(i: &str) -> Parsed<'_, Number> {
    // Most texts asked for are words, and most numbers plain digits.
    if !i.starts_with(|c| is_digit(c) || matches!(c, '-' | '－' | '−')) {
        return Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Digit)));
    }
    if let Some(found) = plain(i) {
        return Ok(found);
    }
    let sign = opt(alt((char('-'), char('－'), char('−'))));
    let (rest, (sign, text)) = pair(sign, unsigned).parse(i)?;
    let plain: String =
        sign.iter().map(|_| '-').chain(text.chars().filter(|c| !matches!(c, ',' | '，')).map(crate::grammar::fold)).collect();
    match Number::exact(&plain) {
        Some(number) => Ok((rest, number)),
        // More digits than a decimal holds: no number rather than a rounded one.
        None => Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Float))),
    }
}

/// ASCII digits and perhaps a point among them, few enough for one machine word and with nothing behind them that could
/// belong to the number.
fn plain(i: &str) -> Option<(&str, Number)> {
    const MOST: usize = 18;
    let bytes = i.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take(MOST + 1).take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(0);
    let fraction = if bytes.get(whole) == Some(&b'.') { digits(whole + 1) } else { 0 };
    let end = whole + if fraction > 0 { fraction + 1 } else { 0 };
    let goes_on = i[end..].starts_with(|c| is_digit(c) || matches!(c, '.' | '．' | ',' | '，'));
    if whole == 0 || whole + fraction > MOST || goes_on {
        return None;
    }
    let value = bytes[..end].iter().filter(|byte| **byte != b'.').fold(0, |value, byte| value * 10 + i64::from(byte - b'0'));
    Some((&i[end..], Number(Decimal::new(value, fraction as u32))))
}

/// The whole text as a number, blanks around it aside.
pub fn whole(text: &str) -> Option<Number> {
    match number(text.trim()) {
        Ok(("", number)) => Some(number),
        _ => None,
    }
}

/// The whole text as a share: `26%` and `26` are 26.
pub fn share(text: &str) -> Option<Number> {
    let (rest, number) = number(text.trim()).ok()?;
    matches!(rest.trim_start(), "" | "%" | "％").then_some(number)
}

/// A year: four digits in 1990..=2100 and nothing else but 年 and 度.
pub fn year(text: &str) -> Option<u16> {
    let folded = crate::grammar::fold_into(text);
    let digits = folded.trim_end_matches('度').trim_end_matches('年');
    let plain = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|year| plain && (1990..=2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_widths_and_signs() {
        for (text, plain) in [
            ("2582.46", "2582.46"),
            ("1,234.50", "1234.5"),
            ("３１", "31"),
            ("-98,780.12", "-98780.12"),
            ("110,387.976749", "110387.976749"),
            ("0.00", "0"),
        ] {
            assert_eq!(whole(text).map(|n| n.to_string()).as_deref(), Some(plain), "{text}");
        }
    }

    #[test]
    fn not_numbers() {
        for text in ["", "1,23", "12,3456", "1.2.3", "一", "12a", "inf", "1e5", "--1"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn years_are_four_digits_in_range() {
        assert_eq!(year("2022"), Some(2022));
        assert_eq!(year(" 2022 年度"), Some(2022));
        for text in ["2022022", "202", "1949", "3000", "2022-2023", ""] {
            assert_eq!(year(text), None, "{text}");
        }
    }
}
