//! ```text
//! date = year , mark , month , mark , day , [ "日" ]
//! mark = "年" | "月" | "-" | "." | "/"
//! ```
//! 2022年12月31日 · 2022-12-31 · 2022.12.31

use nom::Parser;
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of, space0};
use nom::combinator::{map_opt, opt};

use super::Parsed;
use super::number::is_digit;

fn field<'a>(least: usize, most: usize) -> impl Parser<&'a str, Output = u16, Error = nom::error::Error<&'a str>> {
    map_opt(take_while_m_n(least, most, is_digit), |digits: &str| digits.chars().map(crate::grammar::fold).collect::<String>().parse().ok())
}

/// A full date, as ISO 8601.
pub fn date(i: &str) -> Parsed<'_, String> {
    let marked = |marks: &'static str| (space0, one_of(marks), space0);
    let (rest, (year, _, month, _, day, _)) =
        (field(4, 4), marked("年-./"), field(1, 2), marked("月-./"), field(1, 2), opt((space0, char('日')))).parse(i)?;
    let valid = (1990..=2100).contains(&year) && day >= 1 && day <= days(year, month);
    if valid {
        Ok((rest, format!("{year:04}-{month:02}-{day:02}")))
    } else {
        Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Verify)))
    }
}

fn days(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spellings() {
        for text in ["2022年12月31日", "2022-12-31", "2022.12.31", "2022/12/31", "2022年 12月 31日"] {
            assert_eq!(date(text), Ok(("", "2022-12-31".to_owned())), "{text}");
        }
    }

    #[test]
    fn no_such_day() {
        for text in ["2022年2月30日", "2022年13月1日", "2022年12月", "22-12-31", "2023.02.29"] {
            assert!(date(text).is_err(), "{text}");
        }
    }
}
