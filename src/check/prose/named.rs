//! ```text
//! named = name , [ "为" | "是" | "达" | "共" | "：" ] , quantity
//! name  = the words from the beginning of the clause, without 预计 and the like; what is measured: …数, …率, …额, …款, or 为 behind it
//! ```
//! 预计参加人数为24500人 · 体育场用水量3100方

use super::Prose;
use super::quantity::{Quantity, same_unit};
use super::spelling::one_name;
use super::token::{Kind, Token, between, sentences};

const OPENINGS: &[&str] = &["预计", "计划", "全年", "本年度", "本年", "当年", "其中", "年度"];
const LINKS: &[&str] = &["为", "是", "达", "共", "有"];
const MEASURES: &[char] = &['数', '量', '率', '额', '款', '费', '准', '积', '程', '度', '本'];

/// Shorter names are the names of many things.
const SHORTEST: usize = 5;

/// More names than any text has: each is compared with each.
const MOST: usize = 200;

/// A quantity that has a name.
#[derive(Debug, Clone)]
pub struct Named<'t> {
    /// Its name.
    pub name: &'t str,
    /// Its value.
    pub quantity: Quantity<'t>,
    /// The year that it is for.
    pub year: Option<u16>,
    /// From the name to the unit.
    pub text: &'t str,
}

/// The named quantities of a text. A name that has two values in one text is nobody's.
pub fn named<'a>(prose: &Prose<'a>) -> Vec<Named<'a>> {
    let mut all: Vec<Named> = Vec::new();
    for sentence in sentences(&prose.tokens) {
        let mut year = prose.year;
        for (at, token) in sentence.iter().enumerate() {
            match token.kind {
                // By June and in all are two quantities.
                Kind::Date(date) if date.month.is_some() => year = None,
                Kind::Date(date) => year = date.year.filter(|_| date.until.is_none()),
                Kind::Quantity(quantity) => {
                    let Some(words) = at.checked_sub(1).map(|before| &sentence[before]) else { continue };
                    let opens = at < 2 || matches!(sentence[at - 2].kind, Kind::Comma | Kind::Date(_) | Kind::Colon);
                    let single = !sentence.get(at + 1).is_some_and(|token| matches!(token.kind, Kind::Times | Kind::Sign | Kind::Plus));
                    if let Some(name) = measured(words).filter(|_| opens && single && !quantity.unit.is_empty()) {
                        all.push(Named { name, quantity, year, text: between(prose.text, words, token).trim() });
                    }
                }
                _ => {}
            }
        }
    }
    all.truncate(MOST);
    let twice = |one: &Named| all.iter().any(|other| alike(one, other) && other.quantity != one.quantity);
    let kept: Vec<bool> = all.iter().map(|one| !twice(one)).collect();
    all.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(one, _)| one).collect()
}

/// What words before a number say it measures.
pub fn measured<'t>(words: &Token<'t>) -> Option<&'t str> {
    (words.kind == Kind::Words).then_some(())?;
    let mut name = words.text.trim();
    while let Some(rest) = OPENINGS.iter().find_map(|word| name.strip_prefix(word)) {
        name = rest;
    }
    let linked = LINKS.iter().find_map(|word| name.strip_suffix(word));
    let name = linked.unwrap_or(name);
    // 共计 and 合计 are of what stands before them.
    let sum = ["共", "合计", "总计"].iter().any(|word| name.starts_with(word));
    let measured = linked.is_some() || name.ends_with(MEASURES);
    (measured && !sum && name.chars().count() >= SHORTEST).then_some(name)
}

/// Whether both speak of the same quantity: the same unit, and names that differ in the spelling of a place at most.
pub fn alike(one: &Named, other: &Named) -> bool {
    same_unit(one.quantity.unit, other.quantity.unit) && one.year == other.year && names_alike(one.name, other.name)
}

fn names_alike(one: &str, other: &str) -> bool {
    one == other || one_name(one, other)
}

/// Whether the values agree, as precisely as the coarser one is printed.
pub fn agree(one: &Quantity, other: &Quantity) -> bool {
    let digit =
        |quantity: &Quantity| if quantity.scale > rust_decimal::Decimal::ONE { quantity.last_digit() } else { rust_decimal::Decimal::ZERO };
    one.worth().saturating_sub(other.worth()).abs() <= digit(one).max(digit(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::path::Path;

    fn read(text: &'static str) -> Vec<(&'static str, String, Option<u16>)> {
        let all = named(&Prose::new(Path::DOCUMENT, text, Some(2024)));
        all.into_iter().map(|one| (one.name, one.quantity.shown(), one.year)).collect()
    }

    #[test]
    fn quantities_and_their_names() {
        assert_eq!(
            read("2022年，预计参加技能培训人数为24500人，每人每年补贴为180元，共计培训金额为4140900元。"),
            [("参加技能培训人数", "24500人".to_owned(), Some(2022)), ("每人每年补贴", "180元".to_owned(), Some(2022))]
        );
        assert_eq!(read("体育场用水量3100方, 共用3辆"), [("体育场用水量", "3100方".to_owned(), Some(2024))]);
    }

    #[test]
    fn what_has_no_name_of_its_own_is_left_alone() {
        for text in ["用水量不少于3100方", "新建5个", "大楼用水量10方，大楼用水量20方", "6月大楼用水量10方", "人数20人"]
        {
            assert!(read(text).iter().all(|(_, _, year)| year.is_none()), "{text}: {:?}", read(text));
        }
    }
}
