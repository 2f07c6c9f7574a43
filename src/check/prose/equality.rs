//! ```text
//! equality = term , { "+" , term } , "=" , quantity
//! term     = factor , { "×" , factor }
//! factor   = [ words ] , [ "（" ] , [ words ] , quantity , [ words ] , [ "）" ]
//! ```
//! 52.5元/人*281304人=14768460元 · 100人乘以1.5万元=150万元 · 3万+会议费1万元=4万元

use rust_decimal::Decimal;

use super::quantity::{Quantity, same_unit};
use super::token::{Kind, Token};

/// Time words: a cost for each of them is a cost of less than a year.
const TIMES: &[&str] = &["月", "天", "日", "次", "期", "学期", "季度", "小时", "人次", "场", "场次"];

/// A sum or product that is written out.
#[derive(Debug)]
pub struct Equality<'s, 't> {
    /// Products that are added up.
    pub terms: Vec<Vec<Quantity<'t>>>,
    /// What is printed behind the sign.
    pub result: Quantity<'t>,
    /// From the first factor to the result.
    pub ends: (&'s Token<'t>, &'s Token<'t>),
    /// Whether it can be read in this way only, and its units fit.
    pub certain: bool,
}

impl Equality<'_, '_> {
    /// What the left side is worth, in the unit of the result; `None` for what no budget can hold.
    pub fn worth(&self) -> Option<Decimal> {
        let product = |term: &Vec<Quantity>| term.iter().try_fold(Decimal::ONE, |product, factor| product.checked_mul(factor.worth()));
        self.terms.iter().map(product).try_fold(Decimal::ZERO, |sum, term| sum.checked_add(term?))
    }

    /// The product is off by less than this: one unit of the last digit of the result, and what the counts were rounded by.
    pub fn tolerance(&self) -> Decimal {
        self.terms.iter().map(|term| rounding(term)).fold(self.result.last_digit(), Decimal::saturating_add)
    }

    /// Whether it holds as printed.
    pub fn holds(&self) -> bool {
        self.worth().is_some_and(|worth| worth.saturating_sub(self.result.worth()).abs() < self.tolerance())
    }

    /// Whether anything is multiplied.
    pub fn is_product(&self) -> bool {
        self.terms.iter().any(|term| term.len() > 1)
    }

    /// 12人 × 5元 + 3元
    pub fn shown(&self) -> String {
        let product = |term: &Vec<Quantity>| term.iter().map(Quantity::shown).collect::<Vec<_>>().join(" × ");
        self.terms.iter().map(product).collect::<Vec<_>>().join(" + ")
    }
}

/// By how much a product may be off because a count in 万 was rounded: 28万人 are 305,000 to 315,000.
pub fn rounding(term: &[Quantity]) -> Decimal {
    let worth = |skipped: usize| {
        let others = term.iter().enumerate().filter(|(n, _)| *n != skipped);
        others.fold(Decimal::ONE, |product, (_, factor)| product.saturating_mul(factor.worth()))
    };
    let rounded = term.iter().enumerate().filter(|(_, factor)| factor.scale > Decimal::ONE && !factor.is_money());
    let half = |factor: &Quantity| factor.last_digit().checked_div(Decimal::TWO).unwrap_or_default();
    rounded.map(|(n, factor)| half(factor).saturating_mul(worth(n))).fold(Decimal::ZERO, Decimal::saturating_add)
}

/// The equalities of one sentence.
pub fn equalities<'s, 't>(sentence: &'s [Token<'t>]) -> Vec<Equality<'s, 't>> {
    let signs = sentence.iter().enumerate().filter(|(_, token)| token.kind == Kind::Equals);
    signs.filter_map(|(at, _)| equality(sentence, at)).collect()
}

fn equality<'s, 't>(sentence: &'s [Token<'t>], at: usize) -> Option<Equality<'s, 't>> {
    let last = sentence.get(at + 1)?;
    let result = *last.quantity()?;
    // A further sign behind the result makes it part of something longer.
    let ends = !sentence.get(at + 2).is_some_and(|token| matches!(token.kind, Kind::Times | Kind::Plus | Kind::Sign));
    let (left, plain) = left_side(&sentence[..at]);
    let mut certain = ends && plain && !left.iter().any(|token| matches!(token.kind, Kind::Rough | Kind::Sign | Kind::Pause));
    let mut terms = Vec::new();
    for term in left.split(|token| token.kind == Kind::Plus) {
        let mut factors = Vec::new();
        for factor in term.split(|token| token.kind == Kind::Times) {
            let read: Vec<&Quantity> = factor.iter().filter_map(Token::quantity).collect();
            certain &= read.len() == 1;
            factors.push(**read.last()?);
        }
        terms.push(factors);
    }
    let first = left.iter().find(|token| token.is_number())?;
    (terms.len() > 1 || terms[0].len() > 1).then_some(())?;
    certain &= terms.iter().all(|term| fits(term, &result));
    Some(Equality { terms, result, ends: (first, last), certain })
}

/// What stands before the sign, back to a comma, a colon, another sign, or a bracket that it stands in; and whether no bracket
/// holds a sum of its own.
fn left_side<'s, 't>(before: &'s [Token<'t>]) -> (&'s [Token<'t>], bool) {
    let mut depth = 0;
    let mut plain = true;
    for (at, token) in before.iter().enumerate().rev() {
        match token.kind {
            Kind::Close => depth += 1,
            Kind::Open if depth == 0 => return (&before[at + 1..], plain),
            Kind::Open => depth -= 1,
            Kind::Comma | Kind::Colon | Kind::Equals if depth == 0 => return (&before[at + 1..], plain),
            Kind::Times | Kind::Plus | Kind::Comma | Kind::Colon | Kind::Equals if depth > 0 => plain = false,
            _ => {}
        }
    }
    (before, plain && depth == 0)
}

/// Whether the units of a product give that of the result.
fn fits(term: &[Quantity], result: &Quantity) -> bool {
    if !result.is_money() {
        return term.iter().any(|factor| factor.unit == result.unit) && term.iter().all(|factor| factor.cost_of().is_none());
    }
    let money: Vec<&Quantity> = term.iter().filter(|factor| factor.is_money() || factor.cost_of().is_some()).collect();
    let [money] = money[..] else { return false };
    let each = money.cost_of().unwrap_or_default();
    let counted = |unit: &str| term.iter().any(|factor| same_unit(factor.unit, unit));
    each.iter().all(|unit| !TIMES.contains(unit) || counted(unit))
}

#[cfg(test)]
mod tests {
    use super::super::token::{sentences, tokens};
    use super::*;

    fn read(text: &str) -> Vec<(String, bool, bool)> {
        let tokens = tokens(text);
        sentences(&tokens)
            .flat_map(equalities)
            .map(|equality| (format!("{} = {}", equality.shown(), equality.result.shown()), equality.certain, equality.holds()))
            .collect()
    }

    #[test]
    fn sums_and_products_with_words_between() {
        let one = |text: &str, certain, holds| assert_eq!(read(text), [(text.to_owned(), certain, holds)]);
        one("100人 × 1.5万元 = 150万元", true, true);
        one("100人 × 1.5万元 = 160万元", true, false);
        let long = "资金=（2022年标准52.5元/人）*2021年参保人数281304人=14768460元";
        assert_eq!(read(long), [("52.5元/人 × 281304人 = 14768460元".to_owned(), true, true)]);
        let sum = "工作经费8万元:支出（印刷费3万印刷传单+会议费1万元+差旅费4万元用于督导＝8万元）";
        assert_eq!(read(sum), [("3万 + 1万元 + 4万元 = 8万元".to_owned(), true, true)]);
        assert_eq!(read("管网42公里×6万元=252万元，设备5套×6.4万元=33万元").iter().map(|one| one.2).collect::<Vec<_>>(), [true, false]);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_certain() {
        for text in [
            "（3人+2人）×5元=25元",
            "约30人×5元=100元",
            "3个乡镇10人×0.6万元=7万元",
            "10人×0.6=7万元",
            "500元/人/月×10人=6万元",
            "10人×5元=60元×2",
        ] {
            assert!(read(text).iter().all(|(_, certain, _)| !certain), "{text}");
        }
    }

    #[test]
    fn counts_in_ten_thousands_are_rounded() {
        assert!(read("28.13万人×52.5元=14768460元")[0].2);
        assert!(read("2.7万平方米×21.6元=58.32万元")[0].2);
    }
}
