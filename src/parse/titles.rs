//! Recognises the lines that open something: titles of forms and budget tables, year and unit lines, notes.
//!
//! ```text
//! title     = [ words ] , "绩效目标表" | … , [ number ]
//! table     = words , "表" , [ number ]         number = "（一）" | "1"
//! year-line = "(" , year , "年" , [ "度" ] , ")"
//! unit-line = … , "单位：" , unit
//! ```

use super::context::Context;
use super::tokens::enumerator;
use crate::grammar::{Folded, TitlePlace, fold, fold_into};
use crate::model::record::TableKind;
use crate::model::span::{Span, is_blank};

/// What a line opens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Title {
    /// A project form.
    Project {
        /// 自评
        self_evaluation: bool,
        /// 公开表（九）: heads forms that have titles of their own.
        chapter: bool,
    },
    /// A department form.
    Department,
    /// A budget table.
    Table(TableKind),
}

/// A title and how many pieces it takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// What it opens.
    pub title: Title,
    /// One past its last piece.
    pub end: usize,
}

const LONGEST_TITLE: usize = 70;

/// The title that begins at piece `index`, over one line or two.
pub fn at(cx: &Context, index: usize) -> Option<Found> {
    if !alone(cx, index) {
        return None;
    }
    let text = cx.of(index);
    if let Some(title) = title(cx, text) {
        return Some(Found { title, end: index + 1 });
    }
    if let Some(found) = named(cx, index) {
        return Some(found);
    }
    // A title torn over two lines that touch.
    let next = index + 1;
    let piece = cx.pieces.get(next)?;
    if !piece.is_line()
        || piece.after_blank
        || !cx.pieces[index].is_line()
        || super::context::width(text) < 20
        || text.contains(['：', ':', ' ', '。'])
        || !cx.of(next).contains('表')
    {
        return None;
    }
    let torn = format!("{text}{}", cx.of(next));
    // 绩效目标表 below a line with the year, or below one that stops in the middle of a title, is the end of that title.
    let open = || {
        cx.words.titles.project.contains(&fold_into(cx.of(next)))
            && (year_in(cx.text, cx.pieces[index].span).is_some() || cx.layout.behind_name.is_empty() && ends_open_title(cx, text))
    };
    (title(cx, cx.of(next)).is_none() || open()).then(|| title(cx, &torn))?.map(|title| Found { title, end: next + 1 })
}

/// Whether a line stops in the middle of a title: behind 项目支出预算, which a title goes on from.
fn ends_open_title(cx: &Context, line: &str) -> bool {
    let folded = fold_into(line);
    cx.words.titles.budget.iter().any(|word| folded.ends_with(word.as_str()))
}

/// A project's name on the line that touches the form's own title, where titles hold names.
fn named(cx: &Context, index: usize) -> Option<Found> {
    let (piece, next) = (cx.pieces[index], cx.pieces.get(index + 1)?);
    if cx.layout.behind_name.is_empty() || !piece.is_line() || !next.is_line() || next.after_blank || piece.span.is_empty() {
        return None;
    }
    let name = piece.span.of(cx.text);
    // The name on a line of its own, or a wrapped line of it.
    const WRAPPED: usize = 24;
    let behind = fold_into(cx.of(index + 1));
    let own =
        cx.layout.behind_name.iter().any(|own| behind == *own || behind.ends_with(own.as_str()) && super::context::width(name) >= WRAPPED);
    let plain = !name.contains(['：', ':', '。', '；', ' ', '\u{3000}']) && year_line(cx.text, piece.span).is_none();
    let found = (own && plain).then(|| title(cx, cx.of(index + 1))).flatten()?;
    Some(Found { title: found, end: index + 2 })
}

/// Where titles stand behind their forms: the piece behind the title or year line at `index`.
pub fn passed(cx: &Context, index: usize) -> Option<usize> {
    if cx.layout.title != TitlePlace::Behind || !cx.pieces[index].is_line() {
        return None;
    }
    at(cx, index).map(|found| found.end).or_else(|| year_at(cx, index).map(|(_, next)| next))
}

/// Whether a piece stands alone: a line, or the only cell of its row that says anything.
pub fn alone(cx: &Context, index: usize) -> bool {
    let piece = cx.pieces[index];
    if piece.span.is_empty() {
        return false;
    }
    match piece.row() {
        None => true,
        Some(row) => {
            let same = |i: &usize| cx.pieces[*i].row() == Some(row);
            // Wider rows are no title's.
            const WIDEST: usize = 64;
            let before = (0..index).rev().take_while(same).take(WIDEST);
            let after = (index + 1..cx.pieces.len()).take_while(same).take(WIDEST);
            before.chain(after).all(|i| cx.pieces[i].span.is_empty())
        }
    }
}

fn title(cx: &Context, text: &str) -> Option<Title> {
    if text.chars().count() > LONGEST_TITLE || text.contains(['。', '；', '！']) {
        return None;
    }
    let folded = fold_into(text);
    let titles = &cx.words.titles;
    // （空表） may stand behind the number or before it.
    let shown = titles.empty.iter().find_map(|word| folded.strip_suffix(word.as_str())).unwrap_or(&folded);
    let (bare, numbered) = without_number(shown);
    let ends = |text: &str, words: &[String]| words.iter().any(|word| text.ends_with(word.as_str()));
    let holds = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
    let table = titles.empty.iter().find_map(|word| bare.strip_suffix(word.as_str())).unwrap_or(bare);
    if !ends(table, &titles.ends) {
        return None;
    }
    // "表3 …" has its number in front; a sentence that mentions a table has a comma.
    if table.contains(',') {
        return None;
    }
    if holds(table, &titles.form) {
        if holds(table, &titles.department) {
            return Some(Title::Department);
        }
        if ends(table, &titles.project) {
            let self_evaluation = holds(table, &titles.self_evaluation);
            return Some(Title::Project { self_evaluation, chapter: numbered && ends(table, &titles.chapter) });
        }
        return None;
    }
    if !holds(table, &titles.budget) || ends(bare, &titles.booklet) {
        return None;
    }
    let kind = cx.words.budget_kinds.iter().find(|kind| kind.words.iter().all(|word| table.contains(word.as_str())));
    Some(Title::Table(kind.map_or(TableKind::Other, |kind| kind.kind)))
}

/// The folded title without its number.
fn without_number(folded: &str) -> (&str, bool) {
    // （九-2） is the second form of table nine.
    let is_number = |inner: &str| {
        inner.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            && inner.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十-".contains(c))
    };
    if let Some(open) = folded.rfind('(')
        && let Some(inner) = folded[open + 1..].strip_suffix(')')
        && is_number(inner)
    {
        return (&folded[..open], true);
    }
    let behind = folded.trim_end_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    if behind.len() < folded.len() && behind.ends_with('表') {
        return (behind, true);
    }
    (folded, false)
}

/// A line that only numbers the table below it: 表二, 公开表3, 附件1, 预算01表.
pub fn number_line(cx: &Context, index: usize) -> Option<Span> {
    const LONGEST: usize = 8;
    let span = cx.pieces[index].span;
    let text = span.of(cx.text);
    if text.is_empty() || text.chars().count() > LONGEST || !alone(cx, index) {
        return None;
    }
    let counts = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
    let from = text.find(counts)?;
    let number = &text[from..];
    let length = number.find(|c| !counts(c)).unwrap_or(number.len());
    let (before, behind) = (fold_into(&text[..from]), fold_into(&number[length..]));
    let known = matches!(
        (before.as_str(), behind.as_str()),
        ("表" | "附表" | "附件" | "公开表" | "预算表" | "表(" | "附件(" | "附表(", "" | ":" | ")" | "):")
            | ("公开" | "预算" | "部门" | "部门公开", "表")
    );
    known.then(|| Span::new(span.start as usize + from, span.start as usize + from + length))
}

/// The line right above piece `index` that numbers it, and the number.
pub fn number_above(cx: &Context, index: usize) -> Option<(usize, Span)> {
    let above = (0..index).rev().take(16).find(|&i| !cx.pieces[i].span.is_empty())?;
    number_line(cx, above).map(|number| (above, number))
}

/// The number printed in a table's title: behind it in brackets, or before it (三、… 表3 …).
pub fn table_number(cx: &Context, span: Span) -> Option<Span> {
    let text = cx.text;
    let line = span.of(text);
    let is_number = |c: char| is_digit(c) || "一二三四五六七八九十".contains(c);
    let place = |from: usize, to: usize| {
        let number = Span::new(span.start as usize + from, span.start as usize + to).trimmed(text);
        let inner = number.of(text);
        (!inner.is_empty() && inner.chars().all(is_number)).then_some(number)
    };
    // （空表） behind the number says nothing of it.
    let empty = |line: &str| cx.words.titles.empty.iter().any(|word| fold_into(line).ends_with(word.as_str()));
    let closing = line.rfind(['（', '(']).filter(|_| empty(line)).map_or(line, |at| &line[..at]).trim_end();
    if closing.ends_with(['）', ')'])
        && let Some(open) = closing.rfind(['（', '('])
    {
        let from = open + closing[open..].chars().next().map_or(1, char::len_utf8);
        let to = closing.len() - closing.chars().next_back().map_or(1, char::len_utf8);
        if let Some(number) = place(from, to) {
            return Some(number);
        }
    }
    for prefix in &cx.words.titles.numbered {
        if let Some(rest) = line.strip_prefix(prefix.as_str()) {
            let rest = rest.trim_start_matches(is_blank);
            let from = line.len() - rest.len();
            let length = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
            if let Some(number) = place(from, from + length) {
                return Some(number);
            }
        }
    }
    if enumerator(line).is_some() {
        let from = line.find(is_number)?;
        let length = line[from..].find(|c| !is_number(c))?;
        return place(from, from + length);
    }
    let from = closing.rfind(|c| !is_number(c)).map(|at| at + closing[at..].chars().next().map_or(1, char::len_utf8))?;
    (closing[..from].ends_with('表')).then(|| place(from, closing.len())).flatten()
}

fn is_digit(c: char) -> bool {
    fold(c).is_ascii_digit()
}

/// The first year printed in `span`.
pub fn year_in(text: &str, span: Span) -> Option<Span> {
    years_in(text, span).first().copied()
}

/// The years printed in `span`: four digits in range, before 年.
pub fn years_in(text: &str, span: Span) -> Vec<Span> {
    let characters: Vec<_> = Folded::new(&text[..span.end as usize], span.start as usize).collect();
    let year = |(at, window): (usize, &[(char, usize, usize)])| {
        let digits = window[..4].iter().all(|(c, ..)| c.is_ascii_digit());
        let before = at > 0 && characters[at - 1].0.is_ascii_digit();
        let year = Span::new(window[0].1, window[3].2);
        (digits && !before && window[4].0 == '年' && crate::expression::number::year(year.of(text)).is_some()).then_some(year)
    };
    characters.windows(5).enumerate().filter_map(year).collect()
}

/// A line that only says the form's year: (2023年), （　2022　年度）, 2022年度
pub fn year_line(text: &str, span: Span) -> Option<Span> {
    // A year, its brackets and the blanks around them.
    const LONGEST: usize = 60;
    if span.of(text).len() > LONGEST {
        return None;
    }
    let folded = fold_into(span.of(text));
    let bare = folded.trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let digits = bare.trim_end_matches('度').trim_end_matches('年');
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) || bare.len() == 4 && folded.len() == 4 {
        return None;
    }
    year_in(text, span).or_else(|| {
        // (2023) without 年
        let first = Folded::new(&text[..span.end as usize], span.start as usize).find(|(c, ..)| c.is_ascii_digit())?;
        let last = Folded::new(&text[..span.end as usize], span.start as usize).filter(|(c, ..)| c.is_ascii_digit()).last()?;
        let year = Span::new(first.1, last.2);
        crate::expression::number::year(year.of(text)).map(|_| year)
    })
}

/// The year that the line at `index` says, also where it is torn over two lines; and the piece after it.
pub fn year_at(cx: &Context, index: usize) -> Option<(Span, usize)> {
    if !alone(cx, index) {
        return None;
    }
    let span = cx.pieces[index].span;
    let text = span.of(cx.text);
    // （2024年⏎度）
    let open = text.starts_with(['（', '(']) && !text.ends_with(['）', ')']) && text.chars().count() <= 12;
    if let Some(next) = cx.pieces.get(index + 1).filter(|next| open && next.is_line() && !next.after_blank)
        && let Some(year) = year_line(cx.text, span.to(next.span))
    {
        return Some((year, index + 2));
    }
    year_line(cx.text, span).map(|year| (year, index + 1))
}

/// The unit that a line declares: 单位：万元 · 金额单位:元 · 单位名称：… 单位：万元
pub fn unit_line(cx: &Context, span: Span) -> Option<Span> {
    let line = span.of(cx.text);
    let mut at = 0;
    while let Some(found) = line[at..].find('单') {
        at += found + '单'.len_utf8();
        let Some(rest) = line[at..].trim_start_matches(is_blank).strip_prefix('位') else { continue };
        let rest = rest.trim_start_matches(is_blank);
        let Some(rest) = rest.strip_prefix([':', '：']) else { continue };
        let rest = rest.trim_start_matches(is_blank);
        let from = line.len() - rest.len();
        let unit = rest.trim_end_matches(|c: char| is_blank(c) || matches!(c, ')' | '）'));
        // 万 元 in a wide line; nothing longer is a unit.
        const LONGEST: usize = 24;
        if unit.len() <= LONGEST && cx.words.money.yuan.contains_key(fold_into(unit).as_str()) {
            return Some(Span::new(span.start as usize + from, span.start as usize + from + unit.len()));
        }
    }
    None
}

/// The unit of a label whose line another one parted from it: （万元）
pub fn bare_unit(cx: &Context, span: Span) -> Option<Span> {
    let line = span.of(cx.text);
    let inner = line.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?.trim_matches(is_blank);
    let at = crate::expression::place(cx.text, inner);
    cx.words.money.yuan.contains_key(inner).then(|| Span::new(at.start, at.end))
}

/// Whether a line is a note: 注：…
pub fn is_note(cx: &Context, span: Span) -> bool {
    let line = span.of(cx.text);
    let start: String = line.chars().filter(|c| !is_blank(*c)).take(8).map(fold).collect();
    cx.words.notes.iter().any(|note| start.starts_with(note.as_str()))
}
