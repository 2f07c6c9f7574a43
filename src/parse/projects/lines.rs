//! The wide table of many projects in running text: a project's cells on a line of their own, its rows below.

use std::ops::Range;

use super::{Owner, Reader, own_columns, words};
use crate::expression::number;
use crate::grammar::{Field, Role, fold_into};
use crate::model::coverage::Structure;
use crate::model::document::Piece;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::{Glue, Label, ParsedGoal, Raw};
use crate::model::record::Horizon;
use crate::model::span::{Span, is_blank};
use crate::parse::context::Context;
use crate::parse::indicator::{Block, Column, Indicators};
use crate::parse::{impossible, titles, wide};

impl Reader<'_, '_> {
    /// Running text: the lines of each project are gathered over the pages, then read as one table.
    pub(super) fn lines(&mut self, range: Range<usize>) {
        let columns = own_columns(self.columns);
        let mut gathered: Vec<usize> = Vec::new();
        let mut open_goal = false;
        let mut at = range.start;
        while at < range.end {
            let span = self.cx.pieces[at].span;
            let (index, next) = (at, at + 1);
            at = next;
            if let Some(found) = titles::at(self.cx, index) {
                (index..found.end).for_each(|at| self.cx.mark(self.cx.pieces[at].span, Structure::Title));
                at = found.end;
                continue;
            }
            if words(self.cx, index).is_some_and(|(words, _)| !words.is_empty()) {
                self.cx.mark(span, Structure::Header);
                continue;
            }
            let structural = titles::unit_line(self.cx, span).is_some()
                || titles::is_note(self.cx, span)
                || titles::year_line(self.cx.text, span).is_some()
                || self.repeats(span);
            if structural {
                self.between(index);
                continue;
            }
            if let Some(owner) = self.owner(span) {
                if self.cx.words.totals.contains(&self.cx.folded(&owner.name)) {
                    self.cx.mark(span, Structure::Label);
                    continue;
                }
                if !self.goes_on(&owner) {
                    self.flush(&columns, &mut gathered);
                    self.bare_unit(&owner);
                }
                self.enter(owner);
                open_goal = gathered.is_empty();
                continue;
            }
            let row = begins_with_level(self.cx, span);
            open_goal &= !row;
            if open_goal {
                self.goal_line(span);
            } else {
                gathered.push(index);
            }
        }
        self.flush(&columns, &mut gathered);
    }

    /// A project with a code and nothing else, before one without a code or with a longer one, was a unit's row.
    fn bare_unit(&mut self, next: &Owner) {
        let code = self.field(Role::ProjectCode, Field::Other);
        let Some(last) = self.projects.last().filter(|last| last.indicators.is_empty() && last.goals.is_empty()) else { return };
        let pick = |field: Field| last.pairs.iter().find(|pair| pair.field == field).map(|pair| pair.value.clone()).unwrap_or_default();
        let own = last.pairs.iter().rev().find(|pair| pair.field == code).map(|pair| pair.value.clone()).unwrap_or_default();
        if own.is_empty() || !next.code.is_empty() && !self.cx.folded(&next.code).starts_with(&*self.cx.folded(&own)) {
            return;
        }
        let owner = Owner { code: own, name: pick(Field::Name), total: pick(Field::FundsTotal), ..Owner::default() };
        self.projects.pop();
        self.head_unit(owner);
    }

    fn flush(&mut self, columns: &[Column], gathered: &mut Vec<usize>) {
        let mut found = Indicators::default();
        let lines = std::mem::take(gathered);
        let pieces: Vec<Piece> = lines.iter().map(|&at| self.cx.pieces[at]).collect();
        if let Some(span) = impossible::column_of_values(self.cx, &pieces) {
            self.cx.find(Code::PairingImpossible, Severity::Warning, impossible::TABLE, Some(span));
            return;
        }
        wide::table(self.cx, &Block::default(), columns, lines.into_iter(), &mut found);
        if self.projects.is_empty() && !found.indicators.is_empty() {
            self.projects.push(self.form.clone());
        }
        self.take(found);
    }

    /// A line of project cells: `[code] name amount [goal]`, and no sign or level word.
    fn owner(&self, span: Span) -> Option<Owner> {
        const MOST_WORDS: usize = 5;
        let words = wide::words(self.cx, span);
        if words.len() < 2 || words.len() > MOST_WORDS || begins_with_level(self.cx, span) {
            return None;
        }
        let amount = words.iter().rposition(|word| is_amount(word.of(self.cx.text)))?;
        let signs = words.iter().any(|word| self.cx.words.signs.before.iter().any(|(sign, _)| sign == word.of(self.cx.text)));
        if amount == 0 || signs || amount + 2 < words.len() {
            return None;
        }
        let coded = amount > 1 && words[0].of(self.cx.text).bytes().all(|byte| byte.is_ascii_alphanumeric());
        let name = words[usize::from(coded)].to(words[amount - 1]);
        let owner = Owner {
            code: if coded { Raw::line(words[0]) } else { Raw::default() },
            name: Raw::line(name),
            total: Raw::line(words[amount]),
            goal: words.get(amount + 1).map(|word| Raw::line(*word)).unwrap_or_default(),
            ..Owner::default()
        };
        Some(owner)
    }

    /// A line of the goal's text under its project.
    fn goal_line(&mut self, span: Span) {
        let label = self.columns.iter().find(|column| column.role == Role::ProjectGoal).map(|column| column.header.clone());
        let (Some(project), Some(raw)) = (self.projects.last_mut(), label) else { return };
        match project.goals.last_mut() {
            Some(goal) => goal.text.push(Glue::Wrap, span),
            None => project.goals.push(ParsedGoal {
                horizon: Some(Horizon::Overall),
                label: Label { raw, ..Label::default() },
                text: Raw::line(span),
                ..ParsedGoal::default()
            }),
        }
    }
}

/// 120.00 · 1,203.5: a plain number with decimals.
fn is_amount(text: &str) -> bool {
    text.contains('.') && text.starts_with(|c: char| c.is_ascii_digit()) && number::whole(text).is_some()
}

fn begins_with_level(cx: &Context, span: Span) -> bool {
    let first = span.of(cx.text).split(is_blank).next().map(fold_into).unwrap_or_default();
    cx.words.level1.contains_key(&first) || cx.words.level2.contains_key(&first)
}
