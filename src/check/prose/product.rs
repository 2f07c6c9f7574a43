//! ```text
//! product = count , { other } , cost , { words | "，" } , sum-word , { words } , amount
//! cost    = "每" , unit , [ [ "每" ] , "年" ] , words , amount | amount , "/" , unit | an amount that the form calls a unit cost
//! sum-word = "共计" | "合计" | "总计" | "共需" | "小计"
//! ```
//! 24500人，每人每年补助180元，共计4410000元 · 13条线路，每条年租费12000元，合计156000元

use nom::Parser;
use nom::bytes::complete::tag;
use nom::multi::many1;
use nom::sequence::preceded;
use rust_decimal::Decimal;

use super::equality::rounding;
use super::quantity::{Quantity, same_unit, word};
use super::token::{Kind, Token};
use crate::expression::Parsed;

const SUM_WORDS: &[&str] = &["共计", "合计", "总计", "共需", "小计"];

/// A count, what one costs, and what all are said to cost.
#[derive(Debug)]
pub struct Product<'s, 't> {
    /// What may be counted: several where the text does not say which.
    pub counts: Vec<(&'s Token<'t>, Quantity<'t>)>,
    /// What one costs.
    pub cost: (&'s Token<'t>, Quantity<'t>),
    /// What is printed as the product.
    pub total: (&'s Token<'t>, Quantity<'t>),
}

impl Product<'_, '_> {
    /// What that count costs.
    pub fn worth(&self, count: usize) -> Option<Decimal> {
        self.counts.get(count)?.1.worth().checked_mul(self.cost.1.worth())
    }

    /// That product is off by less than this.
    pub fn tolerance(&self, count: usize) -> Decimal {
        self.total.1.last_digit().saturating_add(rounding(&[self.counts[count].1, self.cost.1]))
    }

    /// Whether it holds for one of the counts.
    pub fn holds(&self) -> bool {
        (0..self.counts.len())
            .any(|count| self.worth(count).is_some_and(|worth| worth.saturating_sub(self.total.1.worth()).abs() < self.tolerance(count)))
    }
}

/// The products that a text states; `known` are amounts that the form calls the cost of one unit.
pub fn products<'s, 't>(tokens: &'s [Token<'t>], known: &[(Decimal, &'t str)]) -> Vec<Product<'s, 't>> {
    let stated = |at: usize| {
        let (cost, unit) = cost(tokens, at, known)?;
        let total = total(&tokens[at + 1..])?;
        let counts = counts(&tokens[..at], unit);
        (!counts.is_empty()).then_some(Product { counts, cost: (&tokens[at], cost), total })
    };
    (0..tokens.len()).filter_map(stated).collect()
}

/// The cost at that place, and what it is the cost of.
fn cost<'t>(tokens: &[Token<'t>], at: usize, known: &[(Decimal, &'t str)]) -> Option<(Quantity<'t>, &'t str)> {
    let cost = *tokens[at].quantity()?;
    if let Some(units) = cost.cost_of() {
        return Some((cost, one_unit(&units)?));
    }
    cost.is_money().then_some(())?;
    let before = at.checked_sub(1).map(|before| &tokens[before]).filter(|token| token.kind == Kind::Words);
    match before.and_then(|words| words.text.find('每').map(|each| &words.text[each..])) {
        Some(words) => {
            let (rest, units) = each(words).ok()?;
            // 每人补助，每月180元: another 每 further on, or a cost of less than a year.
            let yearly = !["每", "月", "日", "天", "季", "次", "期"].iter().any(|word| rest.contains(word));
            yearly.then_some((cost, one_unit(&units)?))
        }
        None => {
            let mut units = known.iter().filter(|(value, _)| *value == cost.worth()).map(|(_, unit)| *unit);
            let unit = units.next()?;
            units.all(|other| same_unit(other, unit)).then_some((cost, unit))
        }
    }
}

fn each(i: &str) -> Parsed<'_, Vec<&str>> {
    many1(preceded(tag("每"), word)).parse(i)
}

/// The one unit that is no year.
fn one_unit<'t>(units: &[&'t str]) -> Option<&'t str> {
    let mut others = units.iter().filter(|unit| **unit != "年");
    let unit = others.next()?;
    let time = ["月", "天", "日", "次", "期", "学期", "季度", "小时", "分钟", "度"].contains(unit);
    (others.next().is_none() && !time).then_some(unit)
}

/// The amount that the sentence calls the sum, before it names any other number.
fn total<'s, 't>(behind: &'s [Token<'t>]) -> Option<(&'s Token<'t>, Quantity<'t>)> {
    let mut summing = false;
    for token in behind {
        match token.kind {
            Kind::Words => summing |= SUM_WORDS.iter().any(|word| token.text.trim_start().starts_with(word)),
            Kind::Comma if !summing => {}
            Kind::Quantity(amount) => return Some((token, amount)).filter(|_| summing && amount.is_money()),
            _ => return None,
        }
    }
    None
}

/// The counts of that unit: those of the sentence, else of what stands before it.
fn counts<'s, 't>(before: &'s [Token<'t>], unit: &str) -> Vec<(&'s Token<'t>, Quantity<'t>)> {
    let read = |tokens: &'s [Token<'t>]| {
        let mut counts: Vec<(&Token, Quantity)> = Vec::new();
        for token in tokens {
            let Some(count) = token.quantity().filter(|count| same_unit(count.unit, unit)) else { continue };
            if !counts.iter().any(|(_, own)| own.worth() == count.worth()) {
                counts.push((token, *count));
            }
        }
        counts
    };
    let start = before.iter().rposition(Token::ends).map_or(0, |end| end + 1);
    let own = read(&before[start..]);
    if own.is_empty() { read(&before[..start]) } else { own }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read<'t>(text: &'t str, known: &[(Decimal, &'t str)]) -> Vec<(usize, bool)> {
        let tokens = tokens(text);
        products(&tokens, known).iter().map(|product| (product.counts.len(), product.holds())).collect()
    }

    #[test]
    fn stated_products() {
        assert_eq!(read("学员24500人，每人每年补贴为180元，共计培训金额为4140900元", &[]), [(1, false)]);
        assert_eq!(read("租用13条线路，每条年租费12000元 ，合计156000元", &[]), [(1, true)]);
        assert_eq!(read("为16.8万人投保，保费标准为2元/人/年，合计33.6万元", &[]), [(1, true)]);
        assert_eq!(read("96人，每人每年补助2.4万元，合计230.4万元", &[]), [(1, true)]);
        let known = [(Decimal::from(5), "人")];
        assert_eq!(read("补助100人。拨付5元作办公费，共计600元", &known), [(1, false)]);
        assert_eq!(read("补助100人。拨付5元作办公费，共计600元", &[]), []);
    }

    #[test]
    fn what_is_not_certain_is_not_read_or_has_several_counts() {
        assert_eq!(read("100人，每人每月300元，共计30000元", &[]), []);
        assert_eq!(read("100人，每人500元，聘请专家10人，合计8万元", &[]), []);
        assert_eq!(read("5000人，其中困难500人，每人200元，共计9万元", &[]), [(2, false)]);
        assert_eq!(read("约100人，每人500元，合计8万元", &[]), []);
    }
}
