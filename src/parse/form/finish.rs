//! Hands a form over to the document: a project's or a department's, the title without the name in front of it.

use super::Form;
use crate::grammar::{Field, fold_into};
use crate::model::coverage::Structure;
use crate::model::parsed::ParsedDocument;
use crate::model::record::Horizon;
use crate::model::span::Span;
use crate::parse::context::Context;
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

    /// The project's name printed in front of the form's title is no part of the title.
    fn cut_front(&mut self, cx: &mut Context) {
        let name = self.project.pairs.iter().find(|pair| pair.field == Field::Name).map(|pair| cx.folded(&pair.value)).unwrap_or_default();
        let alike = |text: &str| {
            let folded = fold_into(text);
            !folded.is_empty()
                && !name.is_empty()
                && (folded.starts_with(&name)
                    || name.starts_with(&folded)
                    || shared(&folded, &name) * 2 >= name.chars().count().max(folded.chars().count()))
        };
        for line in std::mem::take(&mut self.front) {
            if alike(line.of(cx.text)) {
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

/// Characters that two texts share from the start.
fn shared(one: &str, two: &str) -> usize {
    one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count()
}
