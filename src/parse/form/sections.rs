//! What stands under the heads of a form: tables of indicators, amounts, purchases, goals, and a department's blocks.

use super::{Form, Shape};
use crate::grammar::{Field, Meaning, Section, fold_into};
use crate::model::coverage::Structure;
use crate::model::parsed::{Label, Pair};
use crate::model::record::Horizon;
use crate::parse::context::Context;
use crate::parse::indicator::{self, Block};
use crate::parse::tokens::{Kind, enumerator};
use crate::parse::{amounts, department, goal, running, text, titles};

impl Form {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn section(
        &mut self,
        cx: &mut Context,
        at: usize,
        end: usize,
        section: Section,
        label: Label,
        piece: usize,
        shape: Shape,
    ) -> usize {
        let after = at + 1;
        match section {
            Section::Structure => {
                let heads_table =
                    indicator::header(cx, piece).is_some() || cx.pieces[piece].is_line() && running::is_header(cx, cx.pieces[piece].span);
                if let Some(next) = heads_table.then(|| self.table_here(cx, piece, &Block::default(), shape)).flatten() {
                    return cx.token_of(next);
                }
                cx.mark_raw(&label.raw, Structure::Section);
                if let Some(next) = self.headed_table(cx, at, end, &label) {
                    return cx.token_of(next);
                }
                if let Some(unit) = label.unit {
                    self.project.unit = self.project.unit.or(Some(unit));
                }
                after
            }
            Section::IndicatorsAnnual | Section::IndicatorsLongTerm => {
                cx.mark_raw(&label.raw, Structure::Section);
                let horizon = if section == Section::IndicatorsAnnual { Horizon::Annual } else { Horizon::LongTerm };
                let block =
                    Block { goal: self.department.blocks.last().cloned().unwrap_or_default(), horizon: Some((horizon, label.raw.clone())) };
                // The label may be the head cell of the header's own row, or stand above it.
                let own = indicator::header(cx, piece).map(|_| piece);
                let below = cx.tokens.get(after).filter(|_| after < end).map(|token| token.piece);
                match own.or(below).and_then(|piece| self.table_here(cx, piece, &block, shape)) {
                    Some(next) => cx.token_of(next),
                    None => after,
                }
            }
            Section::FundingSources | Section::Expenditures => {
                cx.mark_raw(&label.raw, Structure::Section);
                let stop = self.section_end(cx, after, end);
                let (from, to) = (self.first_piece(cx, after, piece), cx.tokens.get(stop).map_or(cx.pieces.len(), |token| token.piece));
                let known = self.year_columns.clone();
                let words = cx.words;
                let usual = |text: &str| {
                    let folded = fold_into(text);
                    let bare = enumerator(text).map(|n| fold_into(&text[n..]));
                    words.expenditure_rows.contains(&folded)
                        || bare.is_some_and(|bare| words.expenditure_rows.contains(&bare))
                        || section == Section::FundingSources
                };
                let mut read = amounts::amounts(cx, from..to, &known, usual);
                for (header, value) in read.remarks.drain(..) {
                    if cx.says_nothing(&value) {
                        cx.mark_raw(&value, Structure::Placeholder);
                    } else {
                        self.project.pairs.push(Pair { field: Field::Other, label: Label { raw: header, ..Label::default() }, value });
                    }
                }
                if section == Section::FundingSources {
                    self.year_columns = read.columns;
                    self.project.funding_sources.extend(read.rows);
                } else {
                    self.project.expenditures.extend(read.rows);
                    let calculation = cx
                        .tokens
                        .get(stop)
                        .filter(|_| stop < end)
                        .is_some_and(|token| token.meaning() == Some(Meaning::Field(Field::Calculation)));
                    if calculation && !read.after.is_empty() {
                        let value = amounts::paragraphs(cx, &read.after);
                        let label = cx.tokens[stop].label().cloned().unwrap_or_default();
                        self.pair(cx, Field::Calculation, label, value);
                    }
                }
                stop
            }
            Section::Procurement => {
                cx.mark_raw(&label.raw, Structure::Section);
                let stop = self.section_end(cx, after, end);
                let (from, to) = (self.first_piece(cx, after, piece), cx.tokens.get(stop).map_or(cx.pieces.len(), |token| token.piece));
                let (rows, unit) = amounts::procurement(cx, from..to);
                self.project.procurement.extend(rows);
                self.project.procurement_unit = unit;
                stop
            }
            Section::GoalList => {
                let heads_columns = cx.tokens.get(after).is_some_and(|token| matches!(token.meaning(), Some(Meaning::Goal(_))));
                cx.mark_raw(&label.raw, Structure::Section);
                if heads_columns {
                    return after;
                }
                let stop = self.section_end(cx, after, end);
                let (from, to) = (self.first_piece(cx, after, piece), cx.tokens.get(stop).map_or(cx.pieces.len(), |token| token.piece));
                goal::list(cx, &label, from, to, &mut self.project.goals);
                stop
            }
            Section::DepartmentFunds | Section::DepartmentProjects => {
                self.is_department = true;
                cx.mark_raw(&label.raw, Structure::Section);
                let stop = self.section_end(cx, after, end);
                let to = cx.tokens.get(stop).map_or(cx.pieces.len(), |token| token.piece);
                if section == Section::DepartmentFunds {
                    department::funds(cx, piece..to, &mut self.department.funds);
                } else {
                    department::projects(cx, piece..to, &mut self.department.projects);
                }
                stop
            }
            Section::DepartmentGoals => {
                self.is_department = true;
                cx.mark_raw(&label.raw, Structure::Section);
                let goal_follows = cx.tokens[after..end]
                    .iter()
                    .find(|token| token.kind != Kind::Empty)
                    .is_some_and(|token| matches!(token.meaning(), Some(Meaning::Goal(_))));
                if !goal_follows {
                    return after;
                }
                let mut next = after;
                while next < end && cx.tokens[next].kind == Kind::Empty {
                    next += 1;
                }
                goal::goals(cx, &mut next, end, shape.wrap, shape.running, Some(label), &mut self.department.goals);
                next
            }
            Section::BlockLongTerm | Section::BlockAnnual => {
                self.is_department = true;
                let mut next = at;
                let parts = text::parts(cx, &mut next, end, shape.running);
                let text = text::join(cx, &parts, shape.wrap);
                let horizon = if section == Section::BlockLongTerm { Horizon::LongTerm } else { Horizon::Annual };
                cx.mark_raw(&label.raw, Structure::Label);
                self.department.blocks.push(label.raw.clone());
                department::block(cx, &mut self.department.goals, horizon, label, text);
                next
            }
        }
    }

    /// Where the table under a head begins: in the head's own row, or behind it.
    fn first_piece(&self, cx: &Context, after: usize, piece: usize) -> usize {
        let row = cx.pieces[piece].row();
        match row {
            Some(_) => {
                let words = cx.words.tables.whole(cx.of(piece)).is_some();
                if words { piece } else { piece + 1 }
            }
            None => cx.tokens.get(after).map_or(cx.pieces.len(), |token| token.piece),
        }
    }

    /// The token that ends a section of rows: the next head, text field or title.
    fn section_end(&self, cx: &Context, from: usize, end: usize) -> usize {
        for at in from..end {
            let token = &cx.tokens[at];
            if !token.leads {
                continue;
            }
            let ends = match token.meaning() {
                Some(Meaning::Section(Section::Structure)) => true,
                Some(Meaning::Section(section)) => section != Section::DepartmentFunds,
                Some(Meaning::Goal(_)) => true,
                Some(Meaning::Field(field)) => field.is_text() || field == Field::DepartmentName,
                None => !token.span.is_empty() && titles::at(cx, token.piece).is_some(),
            };
            if ends {
                return at;
            }
        }
        end
    }
}
