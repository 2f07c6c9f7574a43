//! ```text
//! numbered = item 1 , item 2 , … , closing                  (the only numbering of its text)
//! item     = n , ( "." | "．" | "、" ) , … , amount , [ "：" , … ]        (the amount before a colon, else the only one)
//! closing  = ( "；" | "。" | newline ) , [ "以上" … ] , ( "合计" | "共计" | "总计" ) , … , amount
//! ```
//! 1.监管20万元；2.审计5万元：…；合计支出25万元

use super::list::{List, lets_be_part};
use super::quantity::Quantity;
use super::token::{Kind, Token};

const CLOSINGS: [&str; 3] = ["合计", "共计", "总计"];
/// What may stand before 合计 in the clause that closes a list.
const OPENINGS: [&str; 6] = ["以上", "上述", "各项", "四项", "支出", "经费"];
/// Other numberings: where they are mixed, nobody knows what is summed.
const OTHERS: [&str; 8] = ["一、", "二、", "（一）", "（二）", "(一)", "①", "第一", "其一"];
const LONGEST: usize = 12;

/// The list of a text whose numbered parts are closed by 合计.
pub fn numbered<'s, 't>(text: &str, tokens: &'s [Token<'t>]) -> Option<List<'s, 't>> {
    // Most texts have none: nothing else is looked at.
    if !CLOSINGS.iter().any(|word| text.contains(word)) || OTHERS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let starts: Vec<(usize, u32)> = (0..tokens.len()).filter_map(|at| Some((at, number(tokens, at)?))).collect();
    let in_order = starts.iter().enumerate().all(|(n, (_, number))| *number as usize == n + 1);
    (starts.len() > 1 && in_order).then_some(())?;
    let last = starts.last()?.0;
    let close = (last + 1..tokens.len()).find(|at| closes(tokens, *at))?;
    let sum = &tokens[close + 1];
    let whole = *sum.quantity()?;
    // An amount before the first part may be one more part; a second closing makes the first doubtful.
    let before = tokens[..starts[0].0].iter().filter_map(Token::quantity).filter(|amount| amount.is_money());
    let again = (close + 1..tokens.len()).any(|at| closes(tokens, at));
    (!again && before.into_iter().all(|amount| amount.worth() == whole.worth())).then_some(())?;
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([close]);
    let parts: Option<Vec<_>> = starts.iter().zip(ends).map(|((from, _), to)| amount(&tokens[*from..to])).collect();
    let parts = parts?;
    let written = parts.iter().map(|(_, part)| part).chain([&whole]).any(|part| part.unit == "元");
    written.then_some(List { whole: (sum, whole), parts })
}

/// The number of the part that begins at a token.
fn number(tokens: &[Token], at: usize) -> Option<u32> {
    let opens = at.checked_sub(1).is_none_or(|before| matches!(tokens[before].kind, Kind::Line | Kind::Stop | Kind::Colon));
    let token = tokens.get(at).filter(|_| opens)?;
    match token.kind {
        Kind::Words => {
            let text = token.text.trim_start();
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            text[digits..].starts_with(['.', '．']).then(|| text[..digits].parse().ok())?
        }
        Kind::Quantity(number) if number.unit.is_empty() && tokens.get(at + 1)?.kind == Kind::Pause => token.text.trim().parse().ok(),
        _ => None,
    }
}

/// Whether a clause begins here that says what a list sums to.
fn closes(tokens: &[Token], at: usize) -> bool {
    let opens = at.checked_sub(1).is_none_or(|before| matches!(tokens[before].kind, Kind::Line | Kind::Stop));
    let (Some(words), Some(amount)) = (tokens.get(at).filter(|token| opens && token.kind == Kind::Words), tokens.get(at + 1)) else {
        return false;
    };
    let text = words.text.trim();
    let plain = OPENINGS.iter().fold(text, |text, word| text.strip_prefix(word).unwrap_or(text));
    let named = CLOSINGS.iter().any(|word| plain.starts_with(word)) && text.chars().count() <= LONGEST;
    named && lets_be_part(text) && amount.quantity().is_some_and(Quantity::is_money)
}

/// What a part costs: the amount before its colon, or its only one.
fn amount<'s, 't>(part: &'s [Token<'t>]) -> Option<(&'s Token<'t>, Quantity<'t>)> {
    let money = |token: &&Token| token.quantity().is_some_and(|amount| amount.is_money() || amount.cost_of().is_some());
    let mut amounts = part.iter().enumerate().filter(|(_, token)| money(token));
    let (at, token) = amounts.next()?;
    let headed = part.get(at + 1).is_some_and(|next| next.kind == Kind::Colon);
    let single = amounts.next().is_none() && !part.iter().any(|token| token.kind == Kind::Rough);
    let quantity = *token.quantity().filter(|amount| amount.is_money())?;
    let plain = part[..at].iter().all(|token| lets_be_part(token.text));
    ((headed || single) && plain).then_some((token, quantity))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> Option<(usize, bool)> {
        numbered(text, &tokens(text)).map(|list| (list.parts.len(), list.holds()))
    }

    #[test]
    fn parts_that_a_sum_closes() {
        assert_eq!(read("1.监管服务20万元；2.审计咨询5万元；合计25万元。"), Some((2, true)));
        assert_eq!(read("1.监管服务37万：巡查20万；整治17万；\n2.培训5万元；\n3.到各镇检查2万元；\n合计支出44万元。"), Some((3, true)));
        assert_eq!(read("1、监管20万元；\n2、审计5万元；\n以上共计26万元"), Some((2, false)));
    }

    #[test]
    fn what_may_be_summed_otherwise_is_no_list() {
        for text in [
            "1.监管20万元；2.审计5万元。",
            "1.监管20万元；2.审计；合计25万元",
            "1.监管20万元，其中巡查5万元；2.审计5万元；合计30万元",
            "1.监管20万元；3.审计5万元；合计30万元",
            "一、经费：1.监管20万元；2.审计5万元；二、培训3万元；合计28万元",
            "人员经费10万元。1.监管20万元；2.审计5万元；合计35万元",
            "1.监管20万元；2.审计约5万元；合计30万元",
            "1.监管每人200元；2.审计5万元；合计30万元",
            "1.监管20万元；2.场地3万元，设备2万元，合计5万元",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
