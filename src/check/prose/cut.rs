//! ```text
//! clause = … , name , [ rest ] , [ "（" … "）" ] , [ link ] , number , …        (the number is the target of that name)
//!        | … , name , "率" | "数" | "量" | "额" | "度"                           (the name stops within the word)
//! rest   = … , measure                                                          (人数, 次数, 标准, …)
//! ```
//! Whole names of indicators in goals: a form that prints 参训学员 for 参训学员人数120人 has cut the name off.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::expression::number;
use crate::model::record::Indicator;

/// Full-width characters that the narrowest column cuts off behind, twice.
const NARROWEST: usize = 16;

/// Names of one form that end at the same width where a column cuts them off.
const SAME: usize = 3;

/// Characters that may be missing of a name.
const MOST_MISSING: usize = 8;

const CLAUSE_ENDS: &[char] = &['，', ',', '。', '；', ';', '：', ':', '、', '！', '\n', '“', '”'];
const LINKS: [&str; 8] = ["不低于", "不少于", "不超过", "达到", "达", "为", "是", "共"];
const MEASURES: [&str; 12] = ["数", "率", "量", "额", "度", "费用", "标准", "成本", "面积", "长度", "时间", "比例"];
const LAST: [char; 5] = ['率', '数', '量', '额', '度'];

/// Where a goal says an indicator's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// Which indicator.
    pub indicator: usize,
    /// The name as the goal has it; longer than the indicator's where that is cut off.
    pub whole: &'a str,
}

/// The names of a form that are long enough to have been cut off.
pub struct Names<'a> {
    indicators: &'a [Indicator],
    by_name: HashMap<&'a str, Vec<usize>>,
    /// Lengths of names in bytes.
    lengths: Vec<usize>,
}

/// Columns that a text takes in print: two for each Chinese character.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

impl<'a> Names<'a> {
    /// The names that end at a width where several do.
    pub fn of(indicators: &'a [Indicator]) -> Self {
        let named = || indicators.iter().enumerate().filter_map(|(n, indicator)| Some((n, indicator.name.as_str()?)));
        let mut widths: HashMap<usize, usize> = HashMap::new();
        named().for_each(|(_, name)| *widths.entry(width(name)).or_default() += 1);
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        for (n, name) in named() {
            let own = width(name);
            if own >= NARROWEST && widths.get(&own).is_some_and(|same| *same >= SAME) && !MEASURES.iter().any(|word| name.ends_with(word)) {
                by_name.entry(name).or_default().push(n);
            }
        }
        let mut lengths: Vec<usize> = by_name.keys().map(|name| name.len()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Self { indicators, by_name, lengths }
    }

    /// Names that several indicators have whose targets are in different units, in the order of the first.
    pub fn shared(&self) -> Vec<&[usize]> {
        let unit = |n: &usize| self.indicators[*n].target.unit.as_str();
        let differ = |all: &&Vec<usize>| all.iter().any(|n| unit(n).is_some() && unit(&all[0]).is_some() && unit(n) != unit(&all[0]));
        let mut shared: Vec<&[usize]> = self.by_name.values().filter(differ).map(Vec::as_slice).collect();
        shared.sort_unstable();
        shared
    }

    /// Where `text` says one of the names.
    pub fn said<'t>(&self, text: &'t str) -> Vec<Said<'t>> {
        if self.lengths.is_empty() {
            return Vec::new();
        }
        text.split(CLAUSE_ENDS).filter_map(|clause| self.in_clause(clause.trim())).collect()
    }

    fn in_clause<'t>(&self, clause: &'t str) -> Option<Said<'t>> {
        let last = clause.rfind(|c: char| c.is_ascii_digit()).map_or(0, |at| at + 1);
        let head = clause[..last].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        if let Some(worth) = worth(&clause[head.len()..])
            && let Some(said) = self.before(head, worth)
        {
            return Some(said);
        }
        let stem = clause.strip_suffix(LAST)?;
        let (start, all) = self.ending(stem)?;
        Some(Said { indicator: all[0], whole: &clause[start..] })
    }

    /// The name before a number, of an indicator whose target is that number.
    fn before<'t>(&self, head: &'t str, worth: Decimal) -> Option<Said<'t>> {
        let head = head.trim_end();
        let head = LINKS.iter().find_map(|link| head.strip_suffix(link)).unwrap_or(head);
        let head = match head.ends_with(['）', ')']) {
            true => &head[..head.rfind(['（', '('])?],
            false => head,
        };
        let ends = head.char_indices().rev().map(|(at, _)| at).take(MOST_MISSING);
        for end in std::iter::once(head.len()).chain(ends) {
            let (stem, rest) = head.split_at(end);
            let Some((start, all)) = self.ending(stem) else { continue };
            if !rest.is_empty() && !MEASURES.iter().any(|word| rest.ends_with(word)) {
                return None;
            }
            let indicator = *all.iter().find(|n| target(&self.indicators[**n]) == Some(worth))?;
            return Some(Said { indicator, whole: &head[start..] });
        }
        None
    }

    /// The longest name that a text ends with, and where it begins.
    fn ending(&self, text: &str) -> Option<(usize, &[usize])> {
        self.lengths.iter().rev().find_map(|length| {
            let start = text.len().checked_sub(*length).filter(|start| text.is_char_boundary(*start))?;
            Some((start, self.by_name.get(&text[start..])?.as_slice()))
        })
    }
}

fn worth(text: &str) -> Option<Decimal> {
    let (rest, number) = number::number(text).ok()?;
    let scale = match rest.trim_start().chars().next() {
        Some('万') => 10_000,
        Some('亿') => 100_000_000,
        _ => 1,
    };
    Some(number.0.saturating_mul(scale.into()))
}

fn target(indicator: &Indicator) -> Option<Decimal> {
    let target = &indicator.target;
    Some(target.value.value?.0.saturating_mul(target.scale.value?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::sample::Sample;

    fn form() -> Sample {
        Sample::project().indicators(
            "产出指标|数量指标|乡村道路日常养护|≥120公里|\n 产出指标|质量指标|2024年参加培训人|95%|\n 效益指标|社会效益指标|提高政策法规知晓|有所提高|",
        )
    }

    #[test]
    fn goals_that_say_more_of_a_name() {
        let form = form();
        let names = Names::of(&form.0.projects[0].indicators);
        let said = |text: &'static str| names.said(text).first().map(|said| (said.indicator, said.whole));
        assert_eq!(said("完成乡村道路日常养护里程120公里"), None);
        assert_eq!(said("全年乡村道路日常养护长度（含桥梁）达到120公里"), Some((0, "乡村道路日常养护长度")));
        assert_eq!(said("2024年参加培训人数比例95%以上"), Some((1, "2024年参加培训人数比例")));
        assert_eq!(said("提高政策法规知晓率，使"), Some((2, "提高政策法规知晓率")));
        assert_eq!(said("乡村道路日常养护120公里"), Some((0, "乡村道路日常养护")));
        assert_eq!(said("乡村道路日常养护长度80公里"), None);
    }

    #[test]
    fn names_of_many_widths_are_not_cut_off() {
        let form = Sample::project().indicators("产出指标|数量指标|乡村道路日常养护|≥120公里|\n 产出指标|质量指标|合格率|95%|");
        assert!(Names::of(&form.0.projects[0].indicators).said("乡村道路日常养护长度120公里").is_empty());
    }
}
