//! Indicators: levels by the vocabulary, targets, weights and earlier values by their expressions.

use crate::expression::reading::{self, Part};
use crate::expression::{number, score, target};
use crate::grammar::{Role, fold_into, folded};
use crate::model::coverage::Structure;
use crate::model::leaf::Leaf;
use crate::model::parsed::{Glue, ParsedIndicator, Raw};
use crate::model::record::{Earlier, Indicator, Level1, Level2, Measure, Target, Text};
use crate::model::span::{Span, Spans};

use super::values::Values;

/// Types an indicator.
pub fn indicator(values: &mut Values, parsed: ParsedIndicator) -> Indicator {
    let none = Raw::default();
    let cell = |role: Role| parsed.cells.iter().find(|cell| cell.role == role).map_or(&none, |cell| &cell.value);
    let (scoring, weight) = scoring(values, cell(Role::Scoring), cell(Role::Weight));
    let history =
        parsed.cells.iter().filter(|cell| cell.role == Role::History).map(|cell| earlier(values, &cell.header, &cell.value)).collect();
    let mut indicator = Indicator {
        goal: values.label(&parsed.goal),
        horizon: parsed.horizon.map(|(horizon, raw)| Leaf::at(horizon, raw.spans())).unwrap_or_default(),
        level1_label: values.label(&parsed.level1),
        level2_label: values.label(&parsed.level2),
        name: values.short(cell(Role::Name)),
        target: match cell(Role::Reading) {
            printed if printed.is_empty() => joined_target(values, cell(Role::Operator), cell(Role::Target), cell(Role::Unit)),
            printed => read_target(values, cell(Role::Target), printed),
        },
        measure: measure(values, cell(Role::Measure)),
        weight,
        scoring,
        description: values.short(cell(Role::Description)),
        basis: values.short(cell(Role::Basis)),
        evidence: values.short(cell(Role::Evidence)),
        history,
        ..Indicator::default()
    };
    levels(values, &mut indicator);
    indicator
}

fn levels(values: &Values, indicator: &mut Indicator) {
    let read = |label: &Text| label.as_str().map(fold_into);
    let level1 = read(&indicator.level1_label).map(|label| values.words.level1.get(&label).copied().unwrap_or(Level1::Other));
    let level2 = read(&indicator.level2_label).map(|label| values.words.level2_of(&label).unwrap_or(Level2::Other));
    indicator.level1 = level1.map(|level| Leaf::at(level, indicator.level1_label.spans.clone())).unwrap_or_default();
    indicator.level2 = level2.map(|level| Leaf::at(level, indicator.level2_label.spans.clone())).unwrap_or_default();
    // 满意度 standing alone under another level 1 gives both.
    if level2 == Some(Level2::RecipientSatisfaction) && level1 != Some(Level1::Satisfaction) {
        indicator.level1 = Leaf::at(Level1::Satisfaction, indicator.level2_label.spans.clone());
        indicator.level1_label = Text::default();
    }
}

fn measure(values: &Values, raw: &Raw) -> Leaf<Measure> {
    let folded = fold_into(&raw.joined(values.text));
    let measure = match () {
        () if values.words.quantitative.contains(&folded) => Measure::Quantitative,
        () if values.words.qualitative.contains(&folded) => Measure::Qualitative,
        () => return Leaf::default(),
    };
    Leaf::at(measure, raw.spans())
}

/// Weight and scoring text: a number in either column is the weight, a sentence may say it.
fn scoring(values: &mut Values, scoring: &Raw, weight: &Raw) -> (Text, Leaf<crate::model::number::Number>) {
    let column = values.number_of(weight, score::weight);
    if column.is_some() {
        values.structure.extend(weight.spans().into_iter().map(|span| (span, Structure::Unit)));
    }
    let text = values.short(scoring);
    let Some(printed) = text.value.as_deref() else { return (text, column) };
    if let Some((value, part)) = score::weight(printed) {
        // 分 behind the number names its unit.
        values.structure.extend(scoring.spans().into_iter().map(|span| (span, Structure::Unit)));
        let spans = values.slice(scoring, printed, part);
        let own = Leaf::at(value, spans);
        return (Text::default(), if column.is_some() { column } else { own });
    }
    let stated = score::full_score(printed, values.words).map(|(value, part)| Leaf::at(value, values.slice(scoring, printed, part)));
    let weight = if column.is_some() { column } else { stated.unwrap_or_default() };
    (text, weight)
}

/// A target out of one cell, or of operator, value and unit cells.
fn joined_target(values: &Values, operator: &Raw, value: &Raw, unit: &Raw) -> Target {
    let mut whole = Raw::default();
    for part in [operator, value, unit] {
        whole.append(Glue::Wrap, part.clone());
    }
    let printed = values.short(value);
    if printed.is_none() {
        // A sign or unit without a value is printed, but no target.
        return if whole.is_empty() { Target::default() } else { without_value(values, operator, unit, &whole) };
    }
    let mut target = read(values, value, printed, operator.is_empty() && unit.is_empty());
    if whole != *value {
        target.raw = values.short(&whole);
    }
    if let Some(printed) = values.short(operator).as_str()
        && let Some(sign) = values.words.signs.folded.get(&folded(printed))
    {
        target.operator = Text::at(sign.printed().to_owned(), operator.spans());
    }
    apply_unit(values, unit, &mut target);
    target
}

fn without_value(values: &Values, operator: &Raw, unit: &Raw, whole: &Raw) -> Target {
    let mut target = Target { raw: values.short(whole), ..Target::default() };
    let read = values
        .short(operator)
        .value
        .and_then(|sign| values.words.signs.before.iter().find(|(word, _)| *word == sign).map(|(_, sign)| *sign));
    target.operator = read.map(|sign| Text::at(sign.printed().to_owned(), operator.spans())).unwrap_or_default();
    apply_unit(values, unit, &mut target);
    target
}

/// The unit of a cell of its own, its scale taken off.
fn apply_unit(values: &Values, raw: &Raw, target: &mut Target) {
    let unit = values.short(raw);
    let Some(printed) = unit.value.as_deref() else { return };
    if target.date.is_some() {
        return;
    }
    let bare = printed.strip_prefix(['(', '（']).and_then(|inner| inner.strip_suffix([')', '）'])).unwrap_or(printed);
    let (scale, rest) = target::scale(bare, values.words);
    if target.value.is_some() && scale != 1 && target.scale.value.is_none_or(|own| own == 1) {
        target.scale = Leaf::at(scale, values.slice(raw, printed, &bare[..bare.len() - rest.len()]));
    }
    if !rest.is_empty() {
        target.unit = Text::at(rest.to_owned(), values.slice(raw, printed, rest));
    }
}

/// A target whose reading is printed beside it.
fn read_target(values: &Values, raw: &Raw, printed: &Raw) -> Target {
    let mut target = Target { raw: values.short(raw), ..Target::default() };
    for &(_, span) in &printed.parts {
        let Some((part, value)) = reading::part(span.of(values.text)) else { continue };
        let place = Raw::line(Span::new(span.end as usize - value.len(), span.end as usize));
        let read = |read: fn(&str) -> Option<crate::model::number::Number>| values.number_of(&place, |text| Some((read(text)?, text)));
        match part {
            Part::Operator => target.operator = values.short(&place),
            Part::Value => target.value = read(number::whole),
            Part::ValueMax => target.value_max = read(number::whole),
            Part::Scale => target.scale = value.parse().map(|scale| Leaf::at(scale, place.spans())).unwrap_or_default(),
            Part::Unit => target.unit = values.short(&place),
            Part::Date => target.date = values.short(&place),
            Part::Text => target.text = values.short(&place),
        }
    }
    target
}

/// A target as one cell says it.
fn single(values: &Values, raw: &Raw) -> Target {
    read(values, raw, values.short(raw), true)
}

/// A target out of its text; `alone` where no other cell holds its sign or unit.
fn read(values: &Values, raw: &Raw, text: Text, alone: bool) -> Target {
    let Some(printed) = text.value.as_deref() else { return Target::default() };
    if alone && target::is_month(printed) {
        return Target { raw: text.clone(), text, ..Target::default() };
    }
    let read = target::target(printed, values.words);
    let place = |part: &str| values.slice(raw, printed, part);
    Target {
        operator: read.sign.map(|(sign, part)| Text::at(sign.printed().to_owned(), place(part))).unwrap_or_default(),
        value: read.value.map(|(value, part)| Leaf::at(value, place(part))).unwrap_or_default(),
        value_max: read.value_max.map(|(value, part)| Leaf::at(value, place(part))).unwrap_or_default(),
        unit: read.unit.map(|part| Text::at(part.to_owned(), place(part))).unwrap_or_default(),
        scale: read.scale.map(Leaf::derived).unwrap_or_default(),
        date: read.date.map(|(iso, part)| Text::at(iso, place(part))).unwrap_or_default(),
        text: read.text.map(|part| Text::at(part.to_owned(), place(part))).unwrap_or_default(),
        raw: text.clone(),
    }
}

/// An earlier value: as printed, typed where it is a quantity.
fn earlier(values: &Values, header: &Raw, raw: &Raw) -> Earlier {
    let label = values.label(header);
    let year = header
        .extent()
        .and_then(|span| values.year_in(span))
        .map(|(span, year)| Leaf::at(year, Spans::from_elem(span, 1)))
        .unwrap_or_default();
    let read = single(values, raw);
    Earlier { label, year, raw: read.raw, value: read.value, unit: read.unit, scale: read.scale }
}
