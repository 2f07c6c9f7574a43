//! Goals: label, name and text; the numbered parts in rows of their own where the text alone does not show them.

use super::sheet::{Cell, Look, Merge, Row, Table};
use super::{Writer, text};
use crate::expression::items;
use crate::grammar::Mark;
use crate::model::record::{Goal, GoalItem, Horizon};

impl Writer<'_> {
    pub(super) fn goals(&self, goals: &[Goal], path: &str) -> Option<Table> {
        if goals.is_empty() {
            return None;
        }
        let mut table = Table::new(vec![20, 20, 60]);
        table.push(self.head(Mark::Goals, 3));
        table.push(Row::head([Mark::GoalLabel, Mark::GoalName, Mark::GoalText].map(|mark| self.label(mark)).into()));
        for (at, goal) in goals.iter().enumerate() {
            let pointer = format!("{path}/goals/{at}");
            let parts = self.parts(goal);
            let merge = if parts.is_some() { Merge::Begins } else { Merge::None };
            let label = Cell { merge, ..Cell::label(&self.goal_label(goal)) };
            let body = Cell { lines: text::paragraphs(&goal.text), ..Cell::default() };
            table.push(Row::new(vec![label, Cell::value(text::label(&goal.name)), self.said_within(body, &pointer)]));
            for part in parts.into_iter().flatten() {
                let continues = Cell { merge: Merge::Continues, ..Cell::label("") };
                table.push(Row::new([vec![continues], part.into()].concat()));
            }
        }
        Some(table)
    }

    /// 年度目标（2023年） · 长期目标（截止2026年）
    fn goal_label(&self, goal: &Goal) -> String {
        let word = match goal.horizon.value {
            Some(Horizon::Annual) => "年度目标",
            Some(Horizon::MidTerm) => "中期目标",
            Some(Horizon::LongTerm) => "长期目标",
            Some(Horizon::Overall) => "总体目标",
            None => return self.mark(Mark::None).to_owned(),
        };
        match (goal.start_year.value, goal.end_year.value) {
            (Some(start), Some(end)) if start == end => format!("{word}（{start}年）"),
            (Some(start), Some(end)) => format!("{word}（{start}年-{end}年）"),
            (None, Some(end)) => format!("{word}（截止{end}年）"),
            (Some(start), None) => format!("{word}（{start}年）"),
            (None, None) => word.to_owned(),
        }
    }

    /// The parts, where reading the text again would not find the same.
    fn parts(&self, goal: &Goal) -> Option<Vec<[Cell; 2]>> {
        if self.found_again(goal) {
            return None;
        }
        let part = |item: &GoalItem| {
            let body = Cell { lines: text::paragraphs(&item.text), ..Cell::default() };
            [Cell::value(text::label(&item.label)), body]
        };
        let parts: Vec<[Cell; 2]> = goal.items.iter().map(part).collect();
        // That there are none is said too.
        Some(if parts.is_empty() { vec![[Cell::new(Look::Value, self.mark(Mark::None)), Cell::default()]] } else { parts })
    }

    fn found_again(&self, goal: &Goal) -> bool {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        for line in text::paragraphs(&goal.text) {
            let heads = items::heads(&line, &self.layout.vocabulary);
            let first = heads.first().map_or(line.len(), |head| head.at);
            if let Some((_, parts)) = found.last_mut() {
                parts.push(line[..first].trim().to_owned());
            }
            for (at, head) in heads.iter().enumerate() {
                let end = heads.get(at + 1).map_or(line.len(), |next| next.at);
                found.push((line[head.at..head.label].to_owned(), vec![line[head.text..end].trim().to_owned()]));
            }
        }
        let joined = |parts: &[String]| parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>();
        let same = |(label, parts): &(String, Vec<String>), item: &GoalItem| {
            item.label.as_str() == Some(label) && text::paragraphs(&item.text) == joined(parts)
        };
        found.len() == goal.items.len() && found.iter().zip(&goal.items).all(|(found, item)| same(found, item))
    }
}
