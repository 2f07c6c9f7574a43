//! Tables in cells whose first column says the same on every row: the columns below the header stand one further right.
//!
//! ```text
//! header = "一级指标" , "二级指标" , "三级指标" , …
//! row    = "绩效指标" , level1 , level2 , name , …
//! ```

use std::ops::Range;

use super::context::Context;
use super::indicator::Column;
use crate::grammar::{Role, folded};
use crate::model::parsed::Raw;

/// Whether a row of cells begins at piece `index` with the head word, a level 1 word in the cell beside it.
pub fn begins_row(cx: &Context, index: usize) -> bool {
    const LONGEST: usize = 30;
    let (piece, Some(next)) = (cx.pieces[index], cx.pieces.get(index + 1)) else { return false };
    let beside = piece.is_cell() && next.is_cell() && next.row() == piece.row() && !(next.row().is_none() && next.after_blank);
    let word = cx.of(index);
    beside
        && word.len() <= LONGEST
        && cx.words.level1.contains_key(&folded(cx.of(index + 1)))
        && cx.words.columns.whole(word).is_some_and(|found| found.meaning == Role::Head)
}

/// The columns as the rows in `range` have them.
pub fn settled(cx: &Context, columns: &[Column], range: Range<usize>) -> Vec<Column> {
    let Some(Role::Level1) = columns.first().map(|column| column.role) else { return columns.to_vec() };
    let Some(first) = range.clone().find(|&at| begins_row(cx, at)) else { return columns.to_vec() };
    let row = cx.pieces[first].row();
    let same = |at: &usize| cx.pieces[*at].row() == row && (row.is_some() || *at == first || !cx.pieces[*at].after_blank);
    let cells = (first..range.end).take_while(same).filter(|&at| cx.pieces[at].is_cell()).count();
    let mut roles: Vec<Role> = columns.iter().map(|column| column.role).collect();
    let mut settled = columns.to_vec();
    if cells > columns.len() {
        // The header has no cell for the word.
        settled.insert(0, Column { role: Role::Head, header: Raw::default(), at: None });
        settled.iter_mut().for_each(|column| column.at = None);
        return settled;
    }
    let own = [Role::Head, Role::Level1, Role::Level2];
    roles.iter_mut().zip(own).for_each(|(role, own)| *role = own);
    settled.iter_mut().zip(roles).for_each(|(column, role)| column.role = role);
    settled
}
