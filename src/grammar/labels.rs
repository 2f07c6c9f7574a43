//! A trie of label spellings: finds the longest label that begins at a place, across blanks and wraps.
//!
//! ```text
//! spelling = { literal | "{year}" | "{years}" | "{n}" | "{unit}" }
//! ```
//! 预算年度({year})目标 · 长期目标{n} · 项目资金({unit})

use smallvec::SmallVec;

use super::fold::{Folded, folded};
use crate::model::span::Span;

/// What may stand in a spelling for what differs.
pub const PLACEHOLDERS: [&str; 4] = ["{year}", "{years}", "{n}", "{unit}"];

/// One step of a spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Char(char),
    Year,
    Years,
    Count,
    Unit,
}

#[derive(Debug, Clone)]
struct Node<T> {
    /// In the order of the characters.
    next: Vec<(char, usize)>,
    placeholders: Vec<(Step, usize)>,
    /// What the spelling that ends here means, and its number.
    meaning: Option<(T, u32)>,
}

/// Spellings and what they mean.
#[derive(Debug, Clone)]
pub struct Labels<T> {
    nodes: Vec<Node<T>>,
}

/// A label found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// What it means.
    pub meaning: T,
    /// The number of its spelling: an index into [`super::Vocabulary::spellings`].
    pub spelling: u32,
    /// One past its last byte.
    pub end: usize,
    /// Years printed in it.
    pub years: SmallVec<[Span; 2]>,
    /// Unit printed in it.
    pub unit: Option<Span>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { next: Vec::new(), placeholders: Vec::new(), meaning: None }
    }
}

impl<T: Clone + PartialEq> Default for Labels<T> {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl<T: Clone + PartialEq> Labels<T> {
    /// Adds a spelling by its number; a later one wins.
    pub fn add(&mut self, spelling: &str, meaning: T, number: u32) {
        let mut node = 0;
        let folded = folded(spelling);
        let mut rest = &*folded;
        while let Some((step, behind)) = step(rest) {
            node = self.step(node, step);
            rest = behind;
        }
        self.nodes[node].meaning = Some((meaning, number));
    }

    /// The node that a step leads to, made where there is none.
    fn step(&mut self, node: usize, step: Step) -> usize {
        let new = self.nodes.len();
        let here = &mut self.nodes[node];
        match step {
            Step::Char(c) => match here.next.binary_search_by_key(&c, |(known, _)| *known) {
                Ok(found) => return here.next[found].1,
                Err(place) => here.next.insert(place, (c, new)),
            },
            _ => match here.placeholders.iter().find(|(known, _)| *known == step) {
                Some((_, next)) => return *next,
                None => {
                    here.placeholders.push((step, new));
                    // Tried from the widest on: {years} before {year}.
                    here.placeholders.sort_unstable_by(|a, b| b.cmp(a));
                }
            },
        }
        self.nodes.push(Node::default());
        new
    }

    /// The longest label that begins at byte `at` of `text` and satisfies `ends` (told the byte after it).
    pub fn longest(&self, text: &str, at: usize, ends: &dyn Fn(usize) -> bool) -> Option<Found<T>> {
        let mut best = None;
        self.walk(0, Folded::new(text, at), at, &State::default(), ends, &mut best);
        best
    }

    /// What the whole of `text` means, if it is a label.
    pub fn whole(&self, text: &str) -> Option<Found<T>> {
        self.longest(text, 0, &|end| text[end..].chars().all(|c| crate::model::span::is_blank(c) || matches!(c, ':' | '：')))
    }

    fn walk(
        &self,
        mut node: usize,
        mut rest: Folded,
        mut end: usize,
        state: &State,
        ends: &dyn Fn(usize) -> bool,
        best: &mut Option<Found<T>>,
    ) {
        // Nodes with placeholders that were passed: tried behind the characters, the last one first.
        let mut passed: SmallVec<[(usize, Folded); 2]> = SmallVec::new();
        loop {
            let here = &self.nodes[node];
            if let Some((meaning, spelling)) = &here.meaning
                && best.as_ref().is_none_or(|found| found.end < end)
                && ends(end)
            {
                *best = Some(Found { meaning: meaning.clone(), spelling: *spelling, end, years: state.years.clone(), unit: state.unit });
            }
            if !here.placeholders.is_empty() {
                passed.push((node, rest.clone()));
            }
            if here.next.is_empty() {
                break;
            }
            let Some((c, _, after)) = rest.next() else { break };
            let Ok(found) = here.next.binary_search_by_key(&c, |(known, _)| *known) else { break };
            (node, end) = (here.next[found].1, after);
        }
        for (node, rest) in passed.into_iter().rev() {
            for &(step, next) in &self.nodes[node].placeholders {
                let (mut rest, mut state) = (rest.clone(), state.clone());
                if let Some(end) = placeholder(step, &mut rest, &mut state) {
                    self.walk(next, rest, end, &state, ends, best);
                }
            }
        }
    }
}

#[derive(Clone, Default)]
struct State {
    years: SmallVec<[Span; 2]>,
    unit: Option<Span>,
}

/// Reads what a placeholder stands for; `None` where something else stands there.
fn placeholder(step: Step, rest: &mut Folded, state: &mut State) -> Option<usize> {
    match step {
        Step::Char(_) => None,
        Step::Year => year(rest, state),
        Step::Years => {
            let first = year(rest, state)?;
            let mut second = rest.clone();
            match second.next() {
                Some(('-' | '—' | '~' | '至' | '–' | '到' | '－' | '～', ..)) => {
                    // "——" is one dash.
                    let mut dash = second.clone();
                    if let Some(('-' | '—', ..)) = dash.next() {
                        second = dash;
                    }
                    let end = year(&mut second, state)?;
                    *rest = second;
                    Some(end)
                }
                _ => Some(first),
            }
        }
        Step::Count => {
            let mut end = None;
            loop {
                let mut ahead = rest.clone();
                match ahead.next() {
                    Some((c, _, after)) if c.is_ascii_digit() || "一二三四五六七八九十".contains(c) => {
                        end = Some(after);
                        *rest = ahead;
                    }
                    _ => return end,
                }
            }
        }
        Step::Unit => {
            let mut taken = String::new();
            let mut bounds: Option<(usize, usize)> = None;
            loop {
                let mut ahead = rest.clone();
                match ahead.next() {
                    Some((c, start, after)) if "元万亿千百".contains(c) => {
                        taken.push(c);
                        bounds = Some((bounds.map_or(start, |b| b.0), after));
                        *rest = ahead;
                    }
                    _ => break,
                }
            }
            let (start, end) = bounds.filter(|_| taken.ends_with('元'))?;
            state.unit = Some(Span::new(start, end));
            Some(end)
        }
    }
}

/// Four digits and perhaps 年.
fn year(rest: &mut Folded, state: &mut State) -> Option<usize> {
    let mut begun = None;
    let mut end = 0;
    let mut value = 0;
    for _ in 0..4 {
        let (c, start, after) = rest.next()?;
        value = value * 10 + c.to_digit(10)?;
        begun = begun.or(Some(start));
        end = after;
    }
    if !(1990..=2100).contains(&value) {
        return None;
    }
    state.years.push(Span::new(begun?, end));
    let mut ahead = rest.clone();
    if let Some(('年', _, after)) = ahead.next() {
        *rest = ahead;
        end = after;
    }
    Some(end)
}

/// The first step of a folded spelling, and the spelling behind it.
fn step(spelling: &str) -> Option<(Step, &str)> {
    let mut rest = spelling.chars();
    let c = rest.next()?;
    if c == '{' {
        let named = PLACEHOLDERS.into_iter().zip([Step::Year, Step::Years, Step::Count, Step::Unit]);
        if let Some(found) = named.into_iter().find_map(|(name, step)| Some((step, spelling.strip_prefix(name)?))) {
            return Some(found);
        }
    }
    Some((Step::Char(c), rest.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels<u8> {
        let mut labels = Labels::default();
        for (index, spelling) in
            ["项目名称", "项目资金({unit})", "项目资金", "预算年度({year})目标", "总体目标({years})", "总体目标", "长期目标{n}"]
                .iter()
                .enumerate()
        {
            labels.add(spelling, index as u8, index as u32);
        }
        labels
    }

    #[test]
    fn the_longest_spelling_wins() {
        let text = "项目资金（ 万元 ）：";
        let found = labels().whole(text).expect("a label");
        assert_eq!((found.meaning, found.unit.map(|unit| unit.of(text))), (1, Some("万元")));
    }

    #[test]
    fn years_are_read_out_of_the_label() {
        for (text, years) in [("总体目标(2022年-2023年)", 2), ("总体目标（２０２２年）", 1), ("总体目标", 0), ("总体目标（2022-2024）", 2)]
        {
            assert_eq!(labels().whole(text).map(|found| found.years.len()), Some(years), "{text}");
        }
    }

    #[test]
    fn blanks_and_wraps_inside_a_label_do_not_count() {
        assert_eq!(labels().whole("项 目\n名\u{3000}称").map(|found| found.meaning), Some(0));
    }

    #[test]
    fn a_label_with_more_behind_it_is_not_whole() {
        assert_eq!(labels().whole("项目名称甲"), None);
        assert_eq!(labels().whole("长期目标12").map(|found| found.meaning), Some(6));
    }
}
