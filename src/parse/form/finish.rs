//! Hands a form over to the document: a project's or a department's, the title without the name in front of it.

use super::Form;
use crate::grammar::{Field, fold_into};
use crate::model::coverage::Structure;
use std::cmp::Ordering;

use crate::model::parsed::{Glue, Label, Pair, ParsedDocument, Raw};
use crate::model::record::Horizon;
use crate::model::span::{Span, is_blank};
use crate::parse::context::Context;
use crate::parse::inner;
use crate::parse::titles;

impl Form {
    /// Hands the form over to the document.
    pub fn finish(mut self, cx: &mut Context, document: &mut ParsedDocument) {
        if self.is_empty() {
            return;
        }
        document.years.extend(self.project.year);
        if self.is_department {
            self.department.unit = self.project.unit;
            self.department.pairs = self.project.pairs;
            self.department.indicators = self.project.indicators;
            document.departments.push(self.department);
            return;
        }
        if !self.many.is_empty() {
            document.projects.append(&mut self.many);
            return;
        }
        self.name_in_title(cx);
        self.cut_front(cx);
        let goal_year = self
            .project
            .goals
            .iter()
            .find(|goal| goal.horizon == Some(Horizon::Annual))
            .and_then(|goal| goal.label.years.first().copied())
            .or(self.goal_year);
        if self.project.year.is_none() {
            self.project.year = goal_year;
            document.years.extend(goal_year);
        }
        document.projects.push(self.project);
    }

    /// The title holds the project's name where the layout says so and no label does: X of X项目绩效目标表.
    fn name_in_title(&mut self, cx: &mut Context) {
        let title = &self.project.form_title;
        if title.is_empty() || self.project.pairs.iter().any(|pair| pair.field == Field::Name) {
            return;
        }
        let folded = cx.folded(title);
        let Some(own) = cx.layout.behind_name.iter().filter(|own| folded.ends_with(own.as_str())).max_by_key(|own| own.len()) else {
            return;
        };
        let (name, rest) = split_behind(cx, title, own.chars().count());
        let (year, name) = match name.parts.first().map(|(_, first)| years_before(cx, *first)) {
            Some(past) => split_before(&name, past),
            None => (Raw::default(), name),
        };
        if !name.is_empty() {
            cx.mark_raw(&year, Structure::Title);
            self.project.form_title = rest;
            self.project.pairs.insert(0, Pair { field: Field::Name, label: Label::default(), value: name });
        }
    }

    /// The project's name printed in front of the form's title is no part of the title.
    fn cut_front(&mut self, cx: &mut Context) {
        let name = self.project.pairs.iter().find(|pair| pair.field == Field::Name).map(|pair| cx.folded(&pair.value)).unwrap_or_default();
        let alike = |text: &str| {
            let folded = fold_into(text);
            !folded.is_empty()
                && !name.is_empty()
                && (folded.starts_with(name.as_ref())
                    || name.starts_with(&folded)
                    || shared(&folded, &name) * 2 >= name.chars().count().max(folded.chars().count()))
        };
        for line in std::mem::take(&mut self.front) {
            let text = line.of(cx.text);
            if alike(&text[inner::numbered(text)..]) {
                cx.mark(line, Structure::Title);
            }
        }
        let Some((_, title)) = self.project.form_title.parts.first().copied() else { return };
        let text = title.of(cx.text);
        // The title proper begins at its year, or behind the name.
        let mut years = titles::years_in(cx.text, title)
            .into_iter()
            .map(|year| (year.start - title.start) as usize)
            .filter(|&at| at > 0 && alike(&text[..at]));
        let by_year = years.next_back();
        let by_name = || {
            let mut folded = 0;
            let wanted = name.chars().count();
            let at = text
                .char_indices()
                .find(|(_, c)| {
                    folded += usize::from(!crate::model::span::is_blank(*c));
                    folded > wanted
                })
                .map(|(at, _)| at)?;
            (wanted > 0 && fold_into(&text[..at]) == name).then_some(at)
        };
        if let Some(at) = by_year.or_else(by_name) {
            let cut = Span::new(title.start as usize + at, title.end as usize);
            cx.mark(Span { start: title.start, end: cut.start }.trimmed(cx.text), Structure::Title);
            self.project.form_title.parts[0].1 = cut.trimmed(cx.text);
        }
    }
}

/// A title before and from its last `count` characters on, blanks not counted.
fn split_behind(cx: &Context, title: &Raw, count: usize) -> (Raw, Raw) {
    let mut left = count;
    for (glue_at, (_, span)) in title.parts.iter().enumerate().rev() {
        let text = span.of(cx.text);
        let printed = text.chars().filter(|c| !is_blank(*c)).count();
        if printed < left {
            left -= printed;
            continue;
        }
        let at = text.char_indices().rev().filter(|(_, c)| !is_blank(*c)).nth(left - 1).map_or(0, |(at, _)| at);
        let cut = span.start as usize + at;
        let (mut before, mut behind) = (Raw::default(), Raw::default());
        for (index, (glue, span)) in title.parts.iter().enumerate() {
            match index.cmp(&glue_at) {
                Ordering::Less => before.push(*glue, *span),
                Ordering::Equal => {
                    before.push(*glue, Span::new(span.start as usize, cut).trimmed(cx.text));
                    behind.push(Glue::Wrap, Span::new(cut, span.end as usize));
                }
                Ordering::Greater => behind.push(*glue, *span),
            }
        }
        return (before, behind);
    }
    (Raw::default(), title.clone())
}

/// The bytes of 2023年度 at the start of a title.
fn years_before(cx: &Context, line: Span) -> usize {
    let text = line.of(cx.text);
    let year = titles::year_in(cx.text, line).filter(|year| year.start == line.start);
    let Some(year) = year else { return 0 };
    let rest = text[(year.end - year.start) as usize..].trim_start_matches('年').trim_start_matches('度');
    text.len() - rest.len()
}

/// A value from byte `past` of its first line on.
fn split_before(raw: &Raw, past: usize) -> (Raw, Raw) {
    let (mut before, mut behind) = (Raw::default(), Raw::default());
    for (index, (glue, span)) in raw.parts.iter().enumerate() {
        let cut = if index == 0 { span.start as usize + past } else { span.start as usize };
        before.push(*glue, Span::new(span.start as usize, cut));
        behind.push(*glue, Span::new(cut, span.end as usize));
    }
    (before, behind)
}

/// Characters that two texts share from the start.
fn shared(one: &str, two: &str) -> usize {
    one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count()
}
