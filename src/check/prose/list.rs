//! ```text
//! list  = amount , "：" , [ "（" ] , part , { separator , part } , [ "）" ] , end
//! part  = [ words ] , amount , { "，" | words }
//! separator = "；" | "、" | "，"                     (one kind throughout, "；" where there is one)
//! ```
//! 工作经费37万：监管20万；整治5万；服务12万元；

use rust_decimal::Decimal;

use super::quantity::Quantity;
use super::token::{Kind, Token};

/// Words that make an amount no part of a sum: the cost of one of several, or of another year.
const NO_PARTS: &[&str] = &["每", "均", "单价", "标准", "其中", "上年", "去年", "结余", "结转", "不含", "另", "含", "包括"];

/// An amount and the amounts that it is made of.
#[derive(Debug)]
pub struct List<'s, 't> {
    /// What is printed as the sum.
    pub whole: (&'s Token<'t>, Quantity<'t>),
    /// What it is the sum of.
    pub parts: Vec<(&'s Token<'t>, Quantity<'t>)>,
}

impl List<'_, '_> {
    /// The sum of the parts.
    pub fn sum(&self) -> Decimal {
        self.parts.iter().fold(Decimal::ZERO, |sum, (_, part)| sum.saturating_add(part.worth()))
    }

    /// One unit of the last printed digit for each part.
    pub fn tolerance(&self) -> Decimal {
        let digits = self.parts.iter().map(|(_, part)| part.last_digit()).chain([self.whole.1.last_digit()]);
        let finest = digits.min().unwrap_or_default();
        // Whole numbers of 万 are exact beside each other: only what is printed with decimals was rounded.
        let rounded = self.parts.iter().chain([&self.whole]).any(|(_, part)| part.number.scale() > 0);
        if rounded { finest.saturating_mul(Decimal::from(self.parts.len())) } else { Decimal::ZERO }
    }

    /// Whether it holds as printed.
    pub fn holds(&self) -> bool {
        self.sum().saturating_sub(self.whole.1.worth()).abs() <= self.tolerance()
    }
}

/// The lists of one line.
pub fn lists<'s, 't>(line: &'s [Token<'t>]) -> Vec<List<'s, 't>> {
    (0..line.len()).filter_map(|at| list(line, at)).collect()
}

fn list<'s, 't>(line: &'s [Token<'t>], at: usize) -> Option<List<'s, 't>> {
    let whole = *line[at].quantity().filter(|whole| whole.is_money())?;
    (line.get(at + 1)?.kind == Kind::Colon).then_some(())?;
    let body = line.get(at + 2..)?;
    let body = match body.first()?.kind {
        Kind::Open => {
            let end = body.iter().position(|token| token.kind == Kind::Close)?;
            &body[1..end]
        }
        _ => body,
    };
    let known = |token: &Token| {
        matches!(
            token.kind,
            Kind::Quantity(_)
                | Kind::Words
                | Kind::Stop
                | Kind::Comma
                | Kind::Pause
                | Kind::Rough
                | Kind::Date(_)
                | Kind::Open
                | Kind::Close
        )
    };
    body.iter().all(known).then_some(())?;
    let parts = parts(body)?;
    let written = std::iter::once(&whole).chain(parts.iter().map(|(_, part)| part)).any(|part| part.unit == "元");
    (written && parts.len() > 1).then_some(List { whole: (&line[at], whole), parts })
}

/// One amount in each part; `None` where a part has none, or several.
fn parts<'s, 't>(body: &'s [Token<'t>]) -> Option<Vec<(&'s Token<'t>, Quantity<'t>)>> {
    let amounts = |part: &'s [Token<'t>]| -> Vec<(&'s Token<'t>, Quantity<'t>)> {
        part.iter().filter_map(|token| Some((token, *token.quantity().filter(|amount| amount.is_money())?))).collect()
    };
    let costs = body.iter().any(|token| token.quantity().is_some_and(|amount| amount.cost_of().is_some()));
    let named: Vec<&[Token]> = body.split(|token| token.kind == Kind::Stop).filter(|part| !part.is_empty()).collect();
    let separated = if named.len() > 1 { named } else { body.split(|token| matches!(token.kind, Kind::Pause | Kind::Comma)).collect() };
    let read: Option<Vec<_>> = separated
        .iter()
        .map(|part| match amounts(part)[..] {
            [amount] if is_part(part, amount.0) => Some(amount),
            _ => None,
        })
        .collect();
    read.filter(|_| !costs)
}

/// Whether the words before the amount let it be a part of a sum.
fn is_part(part: &[Token], amount: &Token) -> bool {
    part.iter().take_while(|token| !std::ptr::eq(*token, amount)).all(|token| lets_be_part(token.text))
}

/// Whether words before an amount say nothing that makes it no part of a sum.
pub fn lets_be_part(words: &str) -> bool {
    !NO_PARTS.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> Vec<(usize, bool)> {
        let tokens = tokens(text);
        lists(&tokens).iter().map(|list| (list.parts.len(), list.holds())).collect()
    }

    #[test]
    fn amounts_and_their_parts() {
        assert_eq!(read("工作经费37万：监管20万；整治5万；咨询2万元；服务10万；"), [(4, true)]);
        assert_eq!(read("工作经费38万：监管20万；整治5万；咨询2万元；服务10万；"), [(4, false)]);
        assert_eq!(read("经费14万元：（交通费6万元，用于对300余家机构稽查；培训费3万元，用于支出；印刷费5万元，用于印刷)；"), [(3, true)]);
        assert_eq!(read("管理费8万元：（维护费4万元、支付维护费4万元）；"), [(2, true)]);
    }

    #[test]
    fn what_may_be_more_or_less_than_parts_is_no_list() {
        for text in [
            "监测25.2万元：21个断面×12次×1000元；",
            "培训9万元：每人400元；场地2万元；",
            "培训9万元：教材3万元；宣传；场地2万元",
            "培训9万元：教材3万元，其中印刷1万元；场地2万元",
            "培训9万元：教材9万元",
            "设备30万元，其中改装18万元",
            "培训9万元：教材3万元，场地2万元，专家5人",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
