//! Goals: years from their labels, items from 目标1：…

use crate::expression::items;
use crate::model::leaf::Leaf;
use crate::model::parsed::{ParsedGoal, Raw};
use crate::model::record::{Goal, GoalItem, Horizon};
use crate::model::span::Span;

use super::values::Values;

/// Types a goal. `fiscal_year` is taken by an annual goal whose label prints none.
pub fn goal(values: &mut Values, goal: ParsedGoal, fiscal_year: &Leaf<u16>) -> Goal {
    let years = &goal.label.years;
    let label = goal.label.raw.joined(values.text);
    // 长期目标（截止2026年）names an end only.
    let until = values.words.until.iter().any(|word| label.contains(word.as_str()));
    let (mut start_year, mut end_year) =
        (values.year_leaf(years.first().copied().filter(|_| !until)), values.year_leaf(years.last().copied()));
    if years.is_empty() && goal.horizon == Some(Horizon::Annual) {
        (start_year, end_year) = (fiscal_year.clone(), fiscal_year.clone());
    }
    let horizon = goal.horizon.map(|horizon| Leaf::at(horizon, goal.label.raw.spans())).unwrap_or_default();
    let text = values.paragraphs(&goal.text);
    let items = match goal.items {
        Some(printed) => printed.iter().map(|(label, text)| item(values, label, text)).collect(),
        None => items(values, &goal.text),
    };
    Goal { horizon, name: values.label(&goal.name), start_year, end_year, text, items }
}

/// The numbered parts of a text: 目标1：… 目标2、…
fn items(values: &Values, raw: &Raw) -> Vec<GoalItem> {
    let mut items: Vec<(Span, Raw)> = Vec::new();
    for &(glue, span) in &raw.parts {
        let text = span.of(values.text);
        let heads = items::heads(text, values.words);
        let part = |from: usize, to: usize| Span::new(span.start as usize + from, span.start as usize + to).trimmed(values.text);
        // A line that goes on with the part above it.
        let first = heads.first().map_or(text.len(), |head| head.at);
        if let Some((_, parts)) = items.last_mut() {
            parts.push(glue, part(0, first));
        }
        for (index, head) in heads.iter().enumerate() {
            let end = heads.get(index + 1).map_or(text.len(), |next| next.at);
            items.push((part(head.at, head.label), Raw::line(part(head.text, end))));
        }
    }
    items.into_iter().map(|(label, text)| item(values, &Raw::line(label), &text)).collect()
}

fn item(values: &Values, label: &Raw, text: &Raw) -> GoalItem {
    GoalItem { label: values.label(label), text: values.paragraphs(text) }
}
