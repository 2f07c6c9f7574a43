//! What pages do to a form: titles behind them, cells centred on their rows, columns side by side or one below the other.

use std::ops::Range;

use super::Form;
use crate::grammar::{Field, Meaning};
use crate::model::coverage::Structure;
use crate::model::document::Piece;
use crate::model::finding::{Code, Severity};
use crate::model::parsed::Raw;
use crate::parse::context::Context;
use crate::parse::indicator::{self, Column};
use crate::parse::tokens::{Kind, Token};
use crate::parse::{centred, impossible, running, stacked, titles};

impl Form {
    /// Labels below each other, and their values below them: the labels are recognised, the values stay unclaimed.
    pub(super) fn unpaired_labels(&mut self, cx: &mut Context, labels: Range<usize>, values: Range<usize>) -> usize {
        let first = cx.tokens[values.start].span;
        let last = cx.tokens[values.end - 1].span;
        let message = format!(
            "{} labels stand below each other, and {} lines below them: which is whose value is not known",
            labels.len(),
            values.len()
        );
        cx.find(Code::PairingImpossible, Severity::Warning, message, Some(first.to(last)));
        for at in labels {
            let label = cx.tokens[at].label().cloned().unwrap_or_default();
            cx.mark_raw(&label.raw, Structure::Label);
            if let Some(Meaning::Field(field)) = cx.tokens[at].meaning() {
                self.pair(cx, field, label, Raw::default());
            }
        }
        values.end
    }

    /// The columns of a table in running text whose cells are centred on their rows, and its first row.
    pub(super) fn centred_here(&self, cx: &Context, piece: usize) -> Option<(Vec<Column>, usize)> {
        let span = cx.pieces[piece].span;
        if !running::is_header(cx, span) && !centred::is_row(cx, span) {
            return None;
        }
        centred::columns(cx, piece, indicator::end(cx, piece + 1, None))
    }

    /// The lines of a table without the titles and years that stand behind each page of a form.
    pub(super) fn without_titles(&mut self, cx: &mut Context, range: Range<usize>) -> Vec<Piece> {
        let mut kept = Vec::with_capacity(range.len());
        let mut at = range.start;
        while at < range.end {
            match titles::passed(cx, at) {
                Some(next) => at = next,
                None => {
                    kept.push(cx.pieces[at]);
                    at += 1;
                }
            }
        }
        kept
    }

    /// Takes the titles and years among these pieces, where they stand behind the form.
    pub(super) fn titled_behind(&mut self, cx: &mut Context, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            let Some(next) = titles::passed(cx, at) else {
                at += 1;
                continue;
            };
            match titles::at(cx, at) {
                Some(found) => self.titled(cx, at, found.end, found.title),
                None => {
                    let year = titles::year_at(cx, at).map(|(year, _)| year);
                    self.project.year = self.project.year.or(year);
                    (at..next).for_each(|at| cx.mark(cx.pieces[at].span, Structure::Title));
                }
            }
            at = next;
        }
    }

    /// Whether an amount stands in the left of two columns, 实施期资金总额 beside 年度资金总额: its label comes again for the year.
    pub(super) fn of_whole_term(&self, cx: &Context, at: usize, next: usize, end: usize) -> bool {
        // Forms have some dozens of pairs: what goes on and on is none.
        const MOST: usize = 1000;
        let total = self.project.pairs.iter().take(MOST).position(|pair| pair.field == Field::FundsTotal);
        let beside = total.and_then(|total| self.project.pairs[..total].last()).is_some_and(|pair| pair.field == Field::Other);
        let twin = cx.tokens[next..end].iter().find(|token| token.kind != Kind::Empty);
        let (own, twin) = (cx.tokens[at].label(), twin.and_then(Token::label));
        beside && own.zip(twin).is_some_and(|(own, twin)| cx.folded(&own.raw) == cx.folded(&twin.raw))
    }
}

/// A table printed column by column: its headers are marked, everything else stays unclaimed.
pub(super) fn unpaired(cx: &mut Context, piece: usize, end: usize) -> Option<usize> {
    let values = impossible::column_of_values(cx, &stacked::paired(cx, &cx.pieces[piece..end]))?;
    cx.find(Code::PairingImpossible, Severity::Warning, impossible::TABLE, Some(values));
    for at in piece..end {
        let span = cx.pieces[at].span;
        if running::is_header(cx, span) || cx.pieces[at].is_line() && cx.words.columns.whole(span.of(cx.text)).is_some() {
            cx.mark(span, Structure::Header);
        }
    }
    Some(end)
}
