//! ```text
//! date  = [ year , "年" , [ "度" ] ] , month , "月" , [ day , "日" | "份" ] , [ "底" ]
//! years = year , [ ( "-" | "—" | "–" | "至" ) , year ] , "年" , [ "度" ]
//! ```
//! 2022年9月份 · 9月底前 · 2022年12月31日 · 2022-2023年

use nom::Parser;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::one_of;
use nom::combinator::{map_opt, not, opt};
use nom::sequence::{preceded, terminated};

use crate::expression::{Parsed, number};

/// A day, a month, a year, or a span of years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Date {
    /// Four digits.
    pub year: Option<u16>,
    /// The last year of a span.
    pub until: Option<u16>,
    /// 1 to 12.
    pub month: Option<u16>,
    /// 1 to 31.
    pub day: Option<u16>,
}

impl Date {
    /// Whether both can be the same day: what one does not say agrees with anything.
    pub fn agrees(&self, other: &Date) -> bool {
        let fits = |one: Option<u16>, other: Option<u16>| one.is_none() || other.is_none() || one == other;
        fits(self.year, other.year) && fits(self.month, other.month) && fits(self.day, other.day)
    }
}

fn year(i: &str) -> Parsed<'_, u16> {
    map_opt(take_while_m_n(4, 4, |c: char| c.is_ascii_digit()), number::year).parse(i)
}

fn below(most: u16) -> impl Fn(&str) -> Parsed<'_, u16> {
    move |i| {
        map_opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit()), |digits: &str| {
            digits.parse().ok().filter(|value| (1..=most).contains(value))
        })
        .parse(i)
    }
}

fn calendar(i: &str) -> Parsed<'_, Date> {
    let own_year = opt(terminated(year, (tag("年"), opt(tag("度")), opt(tag(" ")))));
    let day = alt((map_opt(terminated(below(31), tag("日")), |day| Some(Some(day))), map_opt(opt(tag("份")), |_| Some(None))));
    let (rest, (year, month, _, day, _)) = (own_year, below(12), tag("月"), day, opt(tag("底"))).parse(i)?;
    Ok((rest, Date { year, until: None, month: Some(month), day }))
}

fn years(i: &str) -> Parsed<'_, Date> {
    let until = opt(preceded((opt(tag("年")), one_of("-—–至~～")), year));
    let (rest, (year, until, _, _)) = (year, until, tag("年"), opt(tag("度"))).parse(i)?;
    // 2022年12 is cut off: no year of its own.
    let (rest, _) = not(one_of("0123456789")).parse(rest).map(|(_, done)| (rest, done))?;
    Ok((rest, Date { year: Some(year), until, ..Date::default() }))
}

/// A date as sentences write it.
pub fn date(i: &str) -> Parsed<'_, Date> {
    // Most numbers are none: 年, 月 or the dash of a span would stand behind their digits.
    let digits = i.bytes().take(5).take_while(u8::is_ascii_digit).count();
    let dated = match digits {
        1 | 2 => i[digits..].starts_with('月'),
        4 => i[digits..].starts_with(['年', '-', '—', '–', '至', '~', '～']),
        _ => false,
    };
    if !dated {
        return Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Digit)));
    }
    alt((calendar, years)).parse(i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_years() {
        let read = |text| date(text).map(|(rest, date)| (date.year, date.until, date.month, date.day, rest));
        assert_eq!(read("2022年9月份由"), Ok((Some(2022), None, Some(9), None, "由")));
        assert_eq!(read("9月底前"), Ok((None, None, Some(9), None, "前")));
        assert_eq!(read("2022年12月31日"), Ok((Some(2022), None, Some(12), Some(31), "")));
        assert_eq!(read("2022-2023年，"), Ok((Some(2022), Some(2023), None, None, "，")));
        assert!(date("13月").is_err());
        assert!(date("27所").is_err());
    }
}
