//! Puts a row's cells under their columns by what they hold, where counting would put them wrong.
//!
//! Cells and columns keep their order; blank cells fit anywhere; each text has a fitness for each column
//! (a sign under 指标性质, a number under 分值). The assignment of the highest total wins.

use super::context::Context;
use super::rows::CellText;
use crate::expression::{number, score, target};
use crate::grammar::{Role, fold_into};

/// A text under a column where it cannot belong.
const IMPOSSIBLE: i32 = -60;

/// For each cell the column it belongs to, and whether that is not simply its own place.
pub struct Assignment {
    /// Index into the columns.
    pub columns: Vec<Option<usize>>,
    /// Whether the cells were moved.
    pub moved: bool,
}

/// Assigns `cells` to `roles`. `own` is each cell's place by counting or by its grid column.
pub fn assign(cx: &Context, roles: &[Role], cells: &[CellText], own: &[Option<usize>]) -> Assignment {
    let kinds: Vec<Content> = cells.iter().map(|cell| Content::of(cx, cell)).collect();
    let counted: i32 = kinds
        .iter()
        .zip(own)
        .map(|(kind, place)| place.map_or(if kind.blank { 0 } else { IMPOSSIBLE }, |at| fitness(kind, roles[at])))
        .sum();
    let misfit = kinds.iter().zip(own).any(|(kind, place)| !kind.blank && place.is_none_or(|at| fitness(kind, roles[at]) <= -20));
    if !misfit {
        return Assignment { columns: own.to_vec(), moved: false };
    }
    let (best, columns) = search(&kinds, roles);
    if best > counted { Assignment { columns, moved: true } } else { Assignment { columns: own.to_vec(), moved: false } }
}

/// The best order-keeping assignment and its total.
fn search(kinds: &[Content], roles: &[Role]) -> (i32, Vec<Option<usize>>) {
    let (rows, width) = (kinds.len(), roles.len());
    // best[i][j]: the highest total for cells i.. under columns j..
    let mut best = vec![vec![0; width + 1]; rows + 1];
    for i in (0..rows).rev() {
        let lost = if kinds[i].blank { 0 } else { IMPOSSIBLE };
        best[i][width] = best[i + 1][width] + lost;
        for j in (0..width).rev() {
            let here = fitness(&kinds[i], roles[j]) + best[i + 1][j + 1];
            best[i][j] = here.max(best[i][j + 1]).max(best[i + 1][j] + lost);
        }
    }
    let mut columns = vec![None; rows];
    let (mut i, mut j) = (0, 0);
    while i < rows && j < width {
        if best[i][j] == fitness(&kinds[i], roles[j]) + best[i + 1][j + 1] && !kinds[i].blank {
            columns[i] = Some(j);
            i += 1;
            j += 1;
        } else if best[i][j] == best[i][j + 1] {
            j += 1;
        } else {
            i += 1;
        }
    }
    (best[0][0], columns)
}

/// What a cell holds, as far as columns can be told by it.
pub struct Content {
    blank: bool,
    placeholder: bool,
    level1: bool,
    level2: bool,
    sign: bool,
    number: bool,
    weight: bool,
    percent: bool,
    quantity: bool,
    unit: bool,
    known_unit: bool,
    measure: bool,
    basis: bool,
    scoring: bool,
    evidence: bool,
    head: bool,
    length: usize,
}

impl Content {
    fn of(cx: &Context, cell: &CellText) -> Self {
        let words = cx.words;
        let folded = cx.folded(&cell.raw);
        let noted = without_note(&folded);
        let text = cell.raw.joined(cx.text);
        let read = target::target(&text, words);
        let number = number::whole(&text);
        Self {
            blank: cell.raw.is_empty(),
            placeholder: cx.says_nothing(&cell.raw),
            level1: words.level1.contains_key(noted),
            level2: words.level2.contains_key(noted),
            sign: words.signs.before.iter().any(|(word, _)| fold_into(word) == folded),
            number: number.is_some(),
            weight: score::weight(&text).is_some_and(|(value, _)| value.0 <= 100.into()),
            percent: text.ends_with(['%', '％']),
            quantity: read.value.is_some() || read.date.is_some() || read.sign.is_some(),
            unit: number.is_none()
                && folded.chars().count() <= 8
                && !folded.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '。' | ';')),
            known_unit: number.is_none() && target::is_unit(&text, words),
            measure: words.quantitative.contains(&folded) || words.qualitative.contains(&folded),
            basis: words.bases.contains(&folded),
            scoring: words.scorings.contains(&folded) || score::full_score(&text).is_some(),
            evidence: words.evidences.contains(&folded),
            head: cx.words.columns.whole(&folded).is_some(),
            length: folded.chars().count(),
        }
    }
}

/// A level label without （必填） behind it.
pub fn without_note(folded: &str) -> &str {
    match folded.find('(').filter(|_| folded.ends_with(')')) {
        Some(at) if at > 0 && folded[at..].contains("填") => &folded[..at],
        _ => folded,
    }
}

/// How well a cell fits a column: 0 says nothing, below -20 is a contradiction.
fn fitness(kind: &Content, role: Role) -> i32 {
    if kind.blank {
        return 0;
    }
    if kind.placeholder {
        return 1;
    }
    let words = !kind.number && !kind.sign && !kind.measure;
    let when = |holds: bool, fits: i32, misfits: i32| if holds { fits } else { misfits };
    match role {
        Role::Head => when(kind.head, 20, IMPOSSIBLE),
        Role::Level1 => when(kind.level1, 40, -30),
        Role::Level2 => when(kind.level2, 40, -30),
        Role::Name | Role::GoalName => {
            when(words && !kind.basis && !kind.scoring && !kind.evidence, 12, -20) - when(kind.level1 || kind.level2, 8, 0)
        }
        // 定性 stands in place of a sign.
        Role::Operator => when(kind.sign, 40, when(kind.measure, 8, -40)),
        Role::Target => {
            when(kind.quantity, 20, when(kind.number, 20, when(kind.measure || kind.basis || kind.evidence, -30, 6)))
                - when(kind.length > 30, 8, 0)
        }
        Role::Unit => when(kind.known_unit, 14, when(kind.unit && !kind.sign && !kind.measure, 1, -30)),
        Role::Measure => when(kind.measure, 40, -30),
        // A weight has no per cent sign, where anything else does.
        Role::Weight => when(kind.weight, when(kind.percent, 4, 20), -40),
        Role::Scoring => when(kind.scoring, 24, when(kind.weight, 16, when(words, 4, -10))),
        Role::Basis => when(kind.basis, 24, when(kind.scoring || kind.evidence || kind.measure, -20, 4)),
        Role::Evidence => when(kind.evidence, 24, when(kind.basis || kind.scoring || kind.number, -20, 4)),
        Role::History => when(kind.quantity || kind.number, 14, when(kind.basis || kind.scoring || kind.evidence, -20, 3)),
        Role::Description | Role::Remark => when(words, 5, -8),
        Role::HistoryGroup => IMPOSSIBLE,
    }
}
