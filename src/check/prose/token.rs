//! ```text
//! text  = { date | quantity | mark | words }
//! mark  = "×" | "*" | "乘以" | "+" | "＋" | "加上" | "=" | "＝" | "。" | "；" | newline | "，" | "、" | "：" | "（" | "）" | "-" …
//! words = anything else, up to where one of these begins
//! ```
//! Digits of an ordinal, of a document number, or behind a letter are words: 第38次, 〔2022〕9号, K12.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::map;

use super::date::{Date, date};
use super::quantity::{Quantity, is_numeral, quantity};
use crate::expression::number;

/// What a part of a text is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind<'t> {
    /// 24500人
    Quantity(Quantity<'t>),
    /// 约300人, 100人以上, 2～3期: a number that nothing can be computed with.
    Rough,
    /// 2022年9月
    Date(Date),
    /// × and 乘以
    Times,
    /// + and 加
    Plus,
    /// = only: ≈ is no equality
    Equals,
    /// Other signs between numbers.
    Sign,
    /// The end of a line.
    Line,
    /// 。；！
    Stop,
    /// ，
    Comma,
    /// 、
    Pause,
    /// ：
    Colon,
    /// （
    Open,
    /// ）
    Close,
    /// Everything else.
    Words,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token<'t> {
    /// What it is.
    pub kind: Kind<'t>,
    /// As it stands.
    pub text: &'t str,
}

impl<'t> Token<'t> {
    /// Its quantity, if it is one.
    pub fn quantity(&self) -> Option<&Quantity<'t>> {
        match &self.kind {
            Kind::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// Whether a number or date stands here, of whatever certainty.
    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Quantity(_) | Kind::Rough)
    }

    /// Whether a sentence or line ends here.
    pub fn ends(&self) -> bool {
        matches!(self.kind, Kind::Stop | Kind::Line)
    }
}

/// Words before or behind a number that make it a rough one.
const ROUGH_BEFORE: &[&str] = &[
    "约",
    "近",
    "超过",
    "超",
    "达到",
    "不少于",
    "不低于",
    "不高于",
    "不超过",
    "至少",
    "至多",
    "最多",
    "以上",
    "大于",
    "小于",
    "低于",
    "高于",
    "突破",
    "左右",
    "平均",
];
const ROUGH_BEHIND: &[&str] = &["以上", "以下", "以内", "左右", "余", "多", "起", "上下", "之间"];

/// The mark that begins with `first`, and what stands behind it.
fn mark(i: &str, first: char) -> Option<(&str, Kind<'_>)> {
    let mut rest = &i[first.len_utf8()..];
    let kind = match first {
        '×' | '*' | '＊' => Kind::Times,
        '+' | '＋' => Kind::Plus,
        '=' | '＝' => Kind::Equals,
        '>' | '<' | '≥' | '≤' | '≈' | '÷' | '/' | '-' | '－' => Kind::Sign,
        '\n' => Kind::Line,
        '。' | '；' | ';' | '！' => Kind::Stop,
        '，' | ',' => Kind::Comma,
        '、' => Kind::Pause,
        '：' | ':' => Kind::Colon,
        // Half-width brackets are written beside the full-width ones.
        '（' | '(' => Kind::Open,
        '）' | ')' => Kind::Close,
        '乘' | '加' | '除' | '减' | '扣' => {
            let (second, kind) = match first {
                '乘' => ('以', Kind::Times),
                '加' => ('上', Kind::Plus),
                '除' => ('以', Kind::Sign),
                '减' => ('去', Kind::Sign),
                _ => ('除', Kind::Sign),
            };
            rest = rest.strip_prefix(second)?;
            kind
        }
        _ => return None,
    };
    Some((rest, kind))
}

/// Whether a number or date can begin so: the places where one is tried.
fn opens_value(c: char) -> bool {
    number::is_digit(c) || matches!(c, '-' | '－' | '−') || is_numeral(c)
}

/// The characters that values and marks begin with.
const OPENINGS: [char; 73] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '０', '１', '２', '３', '４', '５', '６', '７', '８', '９', '-', '－', '−', '零',
    '〇', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '廿', '卅', '×', '*', '＊', '+', '＋', '=', '＝',
    '>', '<', '≥', '≤', '≈', '÷', '/', '\n', '。', '；', ';', '！', '，', ',', '、', '：', ':', '（', '(', '）', ')', '乘', '加', '除',
    '减', '扣',
];

/// Their low bytes: three of four other characters are told from them by one look.
static LOW_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < OPENINGS.len() {
        table[OPENINGS[at] as usize & 0xff] = true;
        at += 1;
    }
    table
};

fn value(i: &str) -> Option<(&str, Kind<'_>)> {
    alt((map(date, Kind::Date), map(quantity, Kind::Quantity))).parse(i).ok()
}

/// A text, part by part; the parts together are the text but for blanks.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut words = 0;
    let mut chars = text.chars();
    loop {
        let here = chars.as_str();
        let Some(c) = chars.next() else { break };
        let looked_at = LOW_BYTES[c as usize & 0xff];
        let Some((rest, kind)) = (if looked_at { part(text, here, c) } else { None }) else { continue };
        let (start, end) = (text.len() - here.len(), text.len() - rest.len());
        push_words(&mut tokens, &text[words..start]);
        tokens.push(Token { kind, text: &text[start..end] });
        words = end;
        chars = rest.chars();
    }
    push_words(&mut tokens, &text[words..]);
    tokens
}

fn push_words<'t>(tokens: &mut Vec<Token<'t>>, text: &'t str) {
    if !text.trim().is_empty() {
        tokens.push(Token { kind: Kind::Words, text });
    }
}

/// The value or mark that `here`, the end of the text, begins with, its first character being `c`; and what follows it.
fn part<'t>(text: &'t str, here: &'t str, c: char) -> Option<(&'t str, Kind<'t>)> {
    if !opens_value(c) {
        return mark(here, c);
    }
    let before = &text[..text.len() - here.len()];
    let digit = number::is_digit(c);
    let last = before.chars().next_back();
    // Within an ordinal, a code or a document number nothing is counted.
    let within = last.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '第' | '〔' | '[' | '［' | '.' | '．' | '〕' | ']'));
    let goes_on = last.is_some_and(|c| is_numeral(c) || matches!(c, '万' | '亿' | '第' | '几' | '数'));
    if (digit && within) || (is_numeral(c) && goes_on) {
        return None;
    }
    let Some((rest, kind)) = value(here) else { return mark(here, c) };
    let Kind::Quantity(read) = kind else { return Some((rest, kind)) };
    if !digit && goes_on {
        return None;
    }
    if read.unit.is_empty() && rest.starts_with(['号', '楼', '.', '．', '〕', ']']) {
        return None;
    }
    let behind = range(rest);
    Some(if behind.len() < rest.len() || is_rough(before, rest) { (behind, Kind::Rough) } else { (rest, kind) })
}

/// Whether the words around a number make it a rough one.
fn is_rough(before: &str, rest: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{3000}']);
    ROUGH_BEFORE.iter().any(|word| before.ends_with(word)) || ROUGH_BEHIND.iter().any(|word| rest.starts_with(word))
}

/// Behind `～3期` of `2～3期`.
fn range(rest: &str) -> &str {
    let dash = ['-', '－', '—', '–', '~', '～', '至'];
    match rest.strip_prefix(dash).map(quantity) {
        Some(Ok((behind, _))) => behind,
        _ => rest,
    }
}

/// Parts of a text up to the end of each sentence or line.
pub fn sentences<'s, 't>(tokens: &'s [Token<'t>]) -> impl Iterator<Item = &'s [Token<'t>]> {
    tokens.split(Token::ends).filter(|sentence| !sentence.is_empty())
}

/// The text from one part to another of the same text.
pub fn between<'t>(text: &'t str, first: &Token<'t>, last: &Token<'t>) -> &'t str {
    let (from, to) = (crate::expression::place(text, first.text), crate::expression::place(text, last.text));
    &text[from.start..to.end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let shape = |token: &Token| match token.kind {
            Kind::Quantity(quantity) => format!("[{}]", quantity.shown()),
            Kind::Rough => "[~]".to_owned(),
            Kind::Date(_) => "[date]".to_owned(),
            _ => token.text.to_owned(),
        };
        tokens(text).iter().map(shape).collect()
    }

    #[test]
    fn the_parts_of_a_sentence() {
        assert_eq!(shape("2022年，补助24500人，每人180元。"), "[date]，补助[24500人]，每人[180元]。");
        assert_eq!(shape("52.5元/人）*281304人=14768460元"), "[52.5元/人]）*[281304人]=[14768460元]");
        assert_eq!(shape("100人乘以1.5万元=150万元"), "[100人]乘以[1.5万元]=[150万元]");
    }

    #[test]
    fn whatever_a_value_or_mark_begins_with_is_looked_at() {
        for c in '\0'..='\u{ffff}' {
            let marks = ["", "以", "上", "去", "除"].iter().any(|second| mark(&format!("{c}{second}"), c).is_some());
            assert!(!(marks || opens_value(c)) || OPENINGS.contains(&c), "{c:?}");
        }
    }

    #[test]
    fn ordinals_codes_and_rough_numbers_are_not_counted_with() {
        assert_eq!(shape("第38次，〔2022〕9号，K12，D7幢19楼"), "第38次，〔2022〕9号，K12，D7幢19楼");
        assert_eq!(shape("约300人，100人以上，300余家，2～3期"), "约[~]，[~]以上，[~]余家，[~]");
    }

    #[test]
    fn nothing_of_a_text_is_lost() {
        for text in ["", "，，", "三百二十户、廿一人", "a1=2＝３万万"] {
            let joined: String = tokens(text).iter().map(|token| token.text).collect();
            assert_eq!(joined, text);
        }
    }
}
