//! Tables whose cells lost their TABs: lines under a header that is printed one word per line become loose cells.
//!
//! ```text
//! table = column-word , { column-word } , cell , { cell }        each on a line of its own
//! ```
//! Blank cells left no trace there; rows are cut and cells put under their columns as in any table of loose cells.

use super::context::Context;
use super::titles;
use crate::grammar::{Field, Meaning, Role};
use crate::model::document::Place;

/// Fewer column words in a row are lines of running text.
const FEWEST: usize = 6;

/// Turns the lines of such tables into loose cells.
pub fn cells(cx: &mut Context) {
    let mut at = 0;
    while at < cx.pieces.len() {
        let roles: Vec<Role> =
            cx.pieces[at..].iter().take_while(|piece| piece.is_line()).map_while(|piece| role(cx, piece.span.of(cx.text))).collect();
        let levels = roles.contains(&Role::Level1) && (roles.contains(&Role::Name) || roles.contains(&Role::Target));
        if roles.len() < FEWEST || !levels {
            at += roles.len().max(1);
            continue;
        }
        let end = (at + roles.len()..cx.pieces.len()).find(|&index| ends(cx, index)).unwrap_or(cx.pieces.len());
        cx.pieces[at..end].iter_mut().filter(|piece| piece.is_line()).for_each(|piece| piece.place = Place::LooseCell);
        at = end;
    }
}

fn role(cx: &Context, text: &str) -> Option<Role> {
    if text.is_empty() || text.len() > 90 { None } else { cx.words.columns.whole(text).map(|found| found.meaning) }
}

/// Whether something other than a cell of the table stands at `index`.
fn ends(cx: &Context, index: usize) -> bool {
    let piece = cx.pieces[index];
    if !piece.is_line() {
        return true;
    }
    if !piece.after_blank {
        return false;
    }
    let text = piece.span.of(cx.text);
    titles::at(cx, index).is_some()
        || titles::year_line(cx.text, piece.span).is_some()
        || titles::is_note(cx, piece.span)
        || text.len() <= 90
            && cx.words.labels.whole(text).is_some_and(|found| {
                matches!(found.meaning, Meaning::Field(Field::Name | Field::CompetentDepartment | Field::DepartmentName | Field::Notes))
            })
}
