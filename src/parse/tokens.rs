//! Tells labels from the rest: pieces in, tokens out.
//!
//! ```text
//! line  = [ enumerator ] , label , ( end | colon | blank ) , { text , [ blank , label , … ] }
//! cell  = label , ( end | colon , text ) | text | nothing
//! ```
//! 项目名称 ⇥ … · 单位名称：… · 主管部门及代码 甲局 实施单位 乙站 · 绩⏎效⏎指⏎标

use super::context::Context;
use crate::expression::amount::amount;
use crate::grammar::{Begins, Meaning, Section};
use crate::model::coverage::Structure;
use crate::model::document::{Piece, Place};
use crate::model::parsed::{Label, Raw};
use crate::model::span::{Span, is_blank};

/// A label, a text or an empty cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its characters; from the first to the last line of a torn label.
    pub span: Span,
    /// The piece it begins in.
    pub piece: usize,
    /// Whether it is the first of its piece.
    pub leads: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A label of the vocabulary.
    Label(Meaning, Box<Label>),
    /// Any other text.
    Text,
    /// A cell without text.
    Empty,
}

impl Token {
    /// What the label means, if it is one.
    pub fn meaning(&self) -> Option<Meaning> {
        match &self.kind {
            Kind::Label(meaning, _) => Some(*meaning),
            _ => None,
        }
    }

    /// The label, if it is one.
    pub fn label(&self) -> Option<&Label> {
        match &self.kind {
            Kind::Label(_, label) => Some(label),
            _ => None,
        }
    }
}

/// Reads all pieces. Page marks and pictures are structure and leave no token.
pub fn tokens(cx: &mut Context) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(cx.pieces.len());
    let mut index = 0;
    let mut in_pairs = false;
    while index < cx.pieces.len() {
        let piece = cx.pieces[index];
        if piece.after_blank {
            in_pairs = false;
        }
        index = match label_at(cx, index).filter(|found| !goes_on_list(cx, index, found, tokens.last())) {
            Some(found) => {
                if let Some(enumerator) = found.enumerator {
                    cx.mark(enumerator, Structure::Label);
                }
                in_pairs = split(cx, index, found.last, Some(found), &mut tokens);
                next(cx, &tokens, index)
            }
            None if piece.is_line() && in_pairs => {
                // The second line of a two-pair row: 医疗保障局 实施单位 乙站
                in_pairs = split(cx, index, index, None, &mut tokens);
                index + 1
            }
            None => {
                let kind = if piece.span.is_empty() { Kind::Empty } else { Kind::Text };
                tokens.push(Token { kind, span: piece.span, piece: index, leads: true });
                index + 1
            }
        };
    }
    tokens
}

/// The piece after those that the last tokens took.
fn next(cx: &Context, tokens: &[Token], index: usize) -> usize {
    let end = tokens.last().map_or(0, |token| token.span.end);
    let mut next = index + 1;
    while next < cx.pieces.len() && cx.pieces[next].span.start < end {
        next += 1;
    }
    next
}

struct Labelled {
    meaning: Meaning,
    label: Label,
    /// The last piece the label reaches into.
    last: usize,
    /// Where the rest of that piece begins.
    rest: usize,
    /// 一、 before it.
    enumerator: Option<Span>,
}

/// A label at the start of a piece.
fn label_at(cx: &Context, index: usize) -> Option<Labelled> {
    let piece = cx.pieces[index];
    if piece.span.is_empty() {
        return None;
    }
    let start = piece.span.start as usize;
    found_at(cx, index, start, true).or_else(|| {
        let text = piece.span.of(cx.text);
        let past = enumerator(text)?;
        let skipped = start + past;
        let found = found_at(cx, index, skipped, false)?;
        // Behind an enumerator only a whole line is a label: "1.项目内容丰富" is text.
        let whole = found.rest >= cx.pieces[found.last].span.end as usize || cx.text[..found.rest].ends_with([':', '：']);
        whole.then(|| Labelled { enumerator: Some(Span::new(start, skipped).trimmed(cx.text)), ..found })
    })
}

fn found_at(cx: &Context, index: usize, start: usize, bare: bool) -> Option<Labelled> {
    let piece = cx.pieces[index];
    let reach = reach(cx, index);
    let glued = |end: usize| amount_follows(cx, index, end);
    let ends = |end: usize| ends_label(cx, index, end, bare) || glued(end);
    let text = &cx.text[..reach];
    let found = cx.words.labels.longest(text, start, &ends)?;
    if !ends_label(cx, index, found.end, bare) && !matches!(found.meaning, Meaning::Field(field) if field.is_amount()) {
        return None;
    }
    let last = (index..cx.pieces.len()).take_while(|&i| (cx.pieces[i].span.start as usize) < found.end).last().unwrap_or(index);
    // A blank may part a label from its value only where a short value or a goal follows.
    let blank_follows = cx.text[found.end..].starts_with(is_blank) && found.end < cx.pieces[last].span.end as usize;
    let colon_follows = cx.text[found.end..].trim_start_matches([' ', '\u{3000}']).starts_with([':', '：']);
    if blank_follows && !colon_follows {
        let allowed = match found.meaning {
            // Where no table has cells, a text may stand behind its label.
            Meaning::Field(field) if field.is_text() => cx.running && bare && cx.layout.begins == Begins::Title,
            Meaning::Field(field) => piece.is_line() || field.is_amount(),
            Meaning::Goal(_) | Meaning::Section(_) => piece.is_line(),
        };
        if !allowed {
            return None;
        }
    }
    let mut raw = Raw::default();
    for i in index..=last {
        let span = cx.pieces[i].span;
        let from = if i == index { start } else { span.start as usize };
        raw.push(crate::model::parsed::Glue::Wrap, Span::new(from, found.end.min(span.end as usize)).trimmed(cx.text));
    }
    let mut rest = found.end;
    let behind = &cx.text[rest..cx.pieces[last].span.end.max(rest as u32) as usize];
    let past_colon = behind.trim_start_matches(is_blank);
    if let Some(colon) = past_colon.strip_prefix([':', '：']) {
        rest += behind.len() - colon.len();
        // The colon belongs to the label.
        raw.extend_to(rest);
    }
    Some(Labelled { meaning: found.meaning, label: Label { raw, years: found.years, unit: found.unit }, last, rest, enumerator: None })
}

/// How far a torn label may reach: over the lines that may belong to this piece.
fn reach(cx: &Context, index: usize) -> usize {
    const MOST_LINES: usize = 9;
    let follows = |piece: &Piece| match piece.place {
        Place::CellLine => true,
        // Inside a cell a label is not torn over blank lines; vertical labels of running text are.
        // A blank line may stand inside a loose cell; vertical labels of running text have them too.
        Place::Line => cx.pieces[index].row().is_none(),
        _ => false,
    };
    let more = cx.pieces[index + 1..].iter().take(MOST_LINES).take_while(|piece| follows(piece)).count();
    cx.pieces[index + more].span.end as usize
}

/// A label ends at the end of a line, before a colon, or before a blank.
fn ends_label(cx: &Context, index: usize, end: usize, bare: bool) -> bool {
    let first = cx.pieces[index].span;
    let torn = end > first.end as usize;
    let rest = &cx.text[end..];
    // Reads only up to the next character of the line: lines may be long and hold many labels.
    let next = rest.chars().find(|c| matches!(c, '\n' | '\t') || !is_blank(*c));
    let colon = matches!(next, Some(':' | '：'));
    let gap = rest.starts_with(is_blank);
    match next {
        None | Some('\n' | '\t') => true,
        // The last line of a torn label holds nothing else, or is followed by a clear gap.
        _ if torn => colon || gap && cx.pieces[index].is_line(),
        _ => colon || bare && gap,
    }
}

/// Whether the rest of a cell is an amount, without a colon before it: 其中：财政拨款126.8万元
fn amount_follows(cx: &Context, index: usize, end: usize) -> bool {
    let piece = cx.pieces[index];
    if !piece.is_cell() || end >= piece.span.end as usize || !cx.text[end..].starts_with(|c: char| crate::grammar::fold(c).is_ascii_digit())
    {
        return false;
    }
    amount(&cx.text[end..piece.span.end as usize], cx.words).is_some()
}

/// Whether an enumerated label is the next item of a list whose item before it is plain text: （1）… and （2）年度目标：…
fn goes_on_list(cx: &Context, index: usize, found: &Labelled, before: Option<&Token>) -> bool {
    let (Some(own), Some(before)) = (found.enumerator, before) else { return false };
    let alone = found.rest >= cx.pieces[found.last].span.end as usize;
    if alone || before.kind != Kind::Text || !before.leads || cx.pieces[index].after_blank || cx.pieces[index].is_cell() {
        return false;
    }
    let above = before.span.of(cx.text);
    let Some(length) = enumerator(above) else { return false };
    // The number, and the marks around it with one digit for the numerals.
    let parts = |text: &str| -> (Option<usize>, String) {
        let number: String = text.chars().filter(|c| c.is_ascii_digit() || COUNTS.contains(*c)).collect();
        let marks = text
            .chars()
            .filter(|c| !number.contains(*c) && !is_blank(*c))
            .chain(number.chars().map(|c| if c.is_ascii_digit() { '1' } else { '一' }).take(1));
        (count(&number), marks.collect())
    };
    let (last, style) = parts(&above[..length]);
    let (next, own_style) = parts(own.of(cx.text));
    style == own_style && last.is_some_and(|last| next == Some(last + 1))
}

const COUNTS: &str = "一二三四五六七八九十";

/// An Arabic number, or a Chinese one up to 99.
fn count(number: &str) -> Option<usize> {
    let digit = |c: char| COUNTS.chars().position(|known| known == c).map(|at| at + 1);
    if let Ok(number) = number.parse() {
        return Some(number);
    }
    match number.chars().collect::<Vec<_>>()[..] {
        [one] => digit(one),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', ones] => Some(10 * digit(tens)? + digit(ones)?),
        _ => None,
    }
}

/// Length of 一、 （一） 1. 1、 and the blanks behind it.
pub fn enumerator(text: &str) -> Option<usize> {
    let number = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c)).len();
    let open = text.strip_prefix(['（', '(']);
    let inner = open.unwrap_or(text);
    let behind = &inner[inner.len() - number(inner)..];
    if behind.len() == inner.len() || inner.len() - behind.len() > 12 {
        return None;
    }
    let closed = if open.is_some() { behind.strip_prefix(['）', ')']) } else { behind.strip_prefix(['、', '.', '．', '，', ' ']) }?;
    // 5.852公里 is a number.
    if behind.starts_with(['.', '．']) && closed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let closed = closed.strip_prefix('、').unwrap_or(closed);
    Some(text.len() - closed.trim_start_matches(is_blank).len())
}

/// Pushes a label and what follows it on its line, which may hold further pairs. Says whether a value is open.
fn split(cx: &Context, index: usize, last: usize, found: Option<Labelled>, tokens: &mut Vec<Token>) -> bool {
    let end = cx.pieces[last].span.end as usize;
    let line = cx.pieces[index].is_line();
    let mut leads = true;
    let (mut at, pairs) = match found {
        Some(found) => {
            // Only short values share their line with another pair.
            let pairs = line
                && match found.meaning {
                    Meaning::Field(field) => !field.is_text(),
                    // 项目资金（万元） 年度资金总额： 35
                    Meaning::Section(section) => section == Section::Structure,
                    // 总体目标 中期目标 年度目标
                    Meaning::Goal(_) => true,
                };
            let span = found.label.raw.extent().unwrap_or_default();
            tokens.push(Token { kind: Kind::Label(found.meaning, Box::new(found.label)), span, piece: index, leads });
            leads = false;
            (found.rest, pairs)
        }
        None => (cx.pieces[index].span.start as usize, true),
    };
    // Heads of goals beside each other: 实施期目标 年度目标
    if line && matches!(tokens.last().and_then(Token::meaning), Some(Meaning::Goal(_))) && !leads {
        while let Some(found) = found_at(cx, last, end - cx.text[at..end].trim_start_matches(is_blank).len(), true)
            .filter(|found| found.last == last && matches!(found.meaning, Meaning::Goal(_)) && only_goals(cx, found.rest, end))
        {
            let span = found.label.raw.extent().unwrap_or_default();
            tokens.push(Token { kind: Kind::Label(found.meaning, Box::new(found.label)), span, piece: last, leads: false });
            at = found.rest;
        }
    }
    let mut begun = at;
    let push_text = |from: usize, to: usize, leads: &mut bool, tokens: &mut Vec<Token>| {
        let span = Span::new(from.min(to), to).trimmed(cx.text);
        if !span.is_empty() {
            tokens.push(Token { kind: Kind::Text, span, piece: last, leads: std::mem::take(leads) });
        }
    };
    let heads = |token: Option<&Token>| matches!(token.and_then(Token::meaning), Some(Meaning::Section(_) | Meaning::Goal(_)));
    let of_goals = matches!(tokens.last().and_then(Token::meaning), Some(Meaning::Goal(_)));
    let mut behind_head = heads(tokens.last()) && !leads;
    while pairs && at < end {
        if of_goals && !behind_head {
            // Only labels right behind each other head columns of goals; further words are a goal's text.
            break;
        }
        if !std::mem::take(&mut behind_head) {
            let Some(gap) = cx.text[at..end].find(is_blank) else { break };
            at += gap;
        }
        at = end - cx.text[at..end].trim_start_matches(is_blank).len();
        let Some(found) = found_at(cx, last, at, true).filter(|found| found.last == last && shares_line(found.meaning, tokens.last()))
        else {
            continue;
        };
        behind_head = of_goals;
        push_text(begun, at, &mut leads, tokens);
        let span = found.label.raw.extent().unwrap_or_default();
        tokens.push(Token {
            kind: Kind::Label(found.meaning, Box::new(found.label)),
            span,
            piece: last,
            leads: std::mem::take(&mut leads),
        });
        at = found.rest;
        begun = at;
    }
    push_text(begun, end, &mut leads, tokens);
    pairs
}

/// Whether nothing but labels of goals stands in `at..end`.
fn only_goals(cx: &Context, at: usize, end: usize) -> bool {
    let rest = cx.text[at..end].trim_matches(is_blank);
    rest.split(is_blank)
        .filter(|word| !word.is_empty())
        .all(|word| matches!(cx.words.labels.whole(word).map(|found| found.meaning), Some(Meaning::Goal(_))))
}

/// Whether a label may stand behind another one on its line: a short pair's, or a goal's behind the head of goals.
fn shares_line(meaning: Meaning, before: Option<&Token>) -> bool {
    match meaning {
        Meaning::Field(field) => !field.is_text() && !matches!(before.and_then(Token::meaning), Some(Meaning::Goal(_))),
        Meaning::Goal(_) => matches!(before.and_then(Token::meaning), Some(Meaning::Section(Section::Structure) | Meaning::Goal(_))),
        Meaning::Section(_) => false,
    }
}

/// Lines that are page marks, pictures or dots: structure wherever they stand.
pub fn mark(text: &str) -> Option<Structure> {
    let text = text.trim_matches(is_blank);
    let begins = |c: char| {
        matches!(crate::grammar::fold(c), '—' | '-' | '–' | '―' | '一' | '…' | '.' | '。' | '·' | '⋯' | '第' | '共' | 'P' | '0'..='9')
    };
    if !text.starts_with(begins) {
        return None;
    }
    let bare = text.trim_matches(|c: char| is_blank(c) || matches!(c, '—' | '-' | '–' | '－' | '―' | '一'));
    let digits = |text: &str| !text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    // — 28 —, - 15 -: a dash on both sides.
    if digits(bare)
        && text.len() > bare.len()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && !text.ends_with(|c: char| c.is_ascii_digit())
    {
        return Some(Structure::PageMark);
    }
    if !text.is_empty() && text.chars().all(|c| matches!(c, '…' | '.' | '。' | '·' | '⋯')) && text.chars().count() >= 2 {
        return Some(Structure::Placeholder);
    }
    page_of_pages(text).then_some(Structure::PageMark)
}

/// 第 3 页 · 第3页，共45页 · 第 3 页 共 45 页 · 3 / 45 · Page 3 of 45
fn page_of_pages(text: &str) -> bool {
    // No such line is longer: 第 1234 页，共 1234 页 with blanks between.
    const LONGEST: usize = 64;
    if text.len() > LONGEST {
        return false;
    }
    let folded = crate::grammar::fold_into(text);
    let shape: String = folded.chars().fold(String::new(), |mut shape, c| {
        let c = if c.is_ascii_digit() { '9' } else { c };
        if !(c == '9' && shape.ends_with('9')) {
            shape.push(c);
        }
        shape
    });
    matches!(
        shape.as_str(),
        "第9页"
            | "第9页,共9页"
            | "第9页共9页"
            | "第9页/共9页"
            | "第9页(共9页)"
            | "共9页第9页"
            | "共9页,第9页"
            | "9/9"
            | "Page9of9"
            | "-第9页-"
            | "—第9页—"
            | "第9页。"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerators() {
        for (text, rest) in [("一、项目名称", "项目名称"), ("（二）立项依据", "立项依据"), ("3.实施", "实施"), ("十一、 其他", "其他")]
        {
            assert_eq!(enumerator(text).map(|n| &text[n..]), Some(rest));
        }
        for text in ["项目", "2022年", "12", "5.852公里"] {
            assert_eq!(enumerator(text), None, "{text}");
        }
    }

    #[test]
    fn page_marks() {
        for text in ["— 28 —", "- 15 -", "第 3 页，共 45 页", "—3—", "3 / 45"] {
            assert_eq!(mark(text), Some(Structure::PageMark), "{text}");
        }
        for text in ["28", "-15", "第3页内容", "2022-2023"] {
            assert_eq!(mark(text), None, "{text}");
        }
    }
}
