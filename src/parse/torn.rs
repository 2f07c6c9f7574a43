//! Rows torn by the end of a page: what did not fit stands in a row of its own, under the cells that it goes on.
//!
//! ```text
//! row  = …  | 路灯维护 | ≥12盏（套 | 按照正常比 |        rest = | 数量 | ） | 例赋分 |
//! ```
//! A rest is told by what it completes: a word of the vocabulary, or a value. Rows that complete nothing stay rows.

use super::context::Context;
use super::rows::{CellText, Item};
use crate::expression::target;
use crate::grammar::{Role, fold_into};
use crate::model::parsed::Glue;

/// The rows with their rests.
pub fn whole(cx: &Context, roles: &[Role], items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match (out.last_mut(), item) {
            (Some(Item::Row(above)), Item::Row(below)) if completes(cx, roles, above, &below) => {
                for (cell, rest) in above.iter_mut().zip(below) {
                    if !rest.raw.is_empty() {
                        cell.raw.append(Glue::Wrap, rest.raw);
                    }
                }
            }
            (_, item) => out.push(item),
        }
    }
    out
}

/// Whether `below` is the rest of `above`.
fn completes(cx: &Context, roles: &[Role], above: &[CellText], below: &[CellText]) -> bool {
    if above.len() != roles.len() || below.len() != roles.len() {
        return false;
    }
    let mut proven = false;
    for ((role, above), below) in roles.iter().zip(above).zip(below) {
        if below.raw.is_empty() {
            continue;
        }
        let (own, rest) = (above.raw.joined(cx.text), below.raw.joined(cx.text));
        let known = |text: &str| {
            let folded = fold_into(text);
            match role {
                Role::Basis => cx.words.bases.contains(&folded),
                Role::Scoring => cx.words.scorings.contains(&folded),
                Role::Evidence => cx.words.evidences.contains(&folded),
                _ => false,
            }
        };
        let whole = format!("{own}{rest}");
        match role {
            Role::Name => {}
            _ if own.is_empty() => return false,
            Role::Basis | Role::Scoring | Role::Evidence => {
                if known(&rest) || known(&own) {
                    return false;
                }
                proven |= known(&whole);
            }
            Role::Target | Role::History => {
                let [rest, own, whole] = [&*rest, &*own, whole.as_str()].map(|text| target::target(text, cx.words));
                if rest.value.is_some() && rest.unit.is_some() || rest.sign.is_some() {
                    return false;
                }
                proven |= whole.value.is_some() && own.value.is_none() || whole.date.is_some() && own.date.is_none();
            }
            // Levels, weights and signs are too short to be torn.
            _ => return false,
        }
    }
    proven
}
