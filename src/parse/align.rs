//! Puts a row's cells under their columns by what they hold, where counting would put them wrong.
//!
//! Cells and columns keep their order; blank cells fit anywhere; each text has a fitness for each column
//! (a sign under 指标性质, a number under 分值). The assignment of the highest total wins.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::context::Context;
use super::rows::CellText;
use crate::expression::{number, score, target};
use crate::grammar::{Role, Vocabulary};

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
    let counted = || kinds.iter().zip(own).map(|(kind, place)| place.map_or(kind.lost(), |at| fitness(kind, roles[at])));
    if counted().all(|fitness| fitness > -20) {
        return Assignment { columns: own.to_vec(), moved: false };
    }
    let counted: i32 = counted().sum();
    let (best, columns) = search(&kinds, roles);
    if best > counted { Assignment { columns, moved: true } } else { Assignment { columns: own.to_vec(), moved: false } }
}

/// The best order-keeping assignment and its total.
fn search(kinds: &[Content], roles: &[Role]) -> (i32, Vec<Option<usize>>) {
    let (rows, width) = (kinds.len(), roles.len());
    // best[i][j]: the highest total for cells i.. under columns j..
    let mut best = vec![vec![0; width + 1]; rows + 1];
    for i in (0..rows).rev() {
        let lost = kinds[i].lost();
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

/// What a cell holds, as far as columns can be told by it. Each question is answered once, when it is first asked.
struct Content<'a> {
    words: &'a Vocabulary,
    folded: Cow<'a, str>,
    text: Cow<'a, str>,
    blank: bool,
    placeholder: bool,
    length: usize,
    number: OnceCell<bool>,
    quantity: OnceCell<bool>,
    scoring: OnceCell<bool>,
    known_unit: OnceCell<bool>,
}

impl<'a> Content<'a> {
    fn of(cx: &Context<'a>, cell: &CellText) -> Self {
        let folded = cx.folded(&cell.raw);
        Self {
            words: cx.words,
            text: cell.raw.joined(cx.text),
            blank: cell.raw.is_empty(),
            placeholder: cx.says_nothing(&cell.raw),
            length: folded.chars().count(),
            folded,
            number: OnceCell::new(),
            quantity: OnceCell::new(),
            scoring: OnceCell::new(),
            known_unit: OnceCell::new(),
        }
    }

    /// What it costs to put it under no column.
    fn lost(&self) -> i32 {
        if self.blank { 0 } else { IMPOSSIBLE }
    }

    fn level1(&self) -> bool {
        self.words.level1.contains_key(self.words.without_note(&self.folded))
    }

    fn level2(&self) -> bool {
        self.words.level2.contains_key(self.words.without_note(&self.folded))
    }

    /// 读者满意度: no word of the vocabulary, but of a level's kind.
    fn like_level2(&self) -> bool {
        const LONGEST: usize = 10;
        self.length <= LONGEST && self.words.level2_of(&self.folded).is_some()
    }

    fn sign(&self) -> bool {
        // A sign is a word or two.
        self.length <= 8 && self.words.signs.folded.contains_key(&self.folded)
    }

    fn number(&self) -> bool {
        *self.number.get_or_init(|| number::whole(&self.text).is_some())
    }

    fn weight(&self) -> bool {
        score::weight(&self.text).is_some_and(|(value, _)| value.0 <= 100.into())
    }

    fn quantity(&self) -> bool {
        *self.quantity.get_or_init(|| {
            let read = target::target(&self.text, self.words);
            read.value.is_some() || read.date.is_some() || read.sign.is_some()
        })
    }

    /// Short enough for a unit, and no sentence.
    fn unit(&self) -> bool {
        !self.number() && self.length <= 8 && !self.folded.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | '。' | ';'))
    }

    fn known_unit(&self) -> bool {
        *self.known_unit.get_or_init(|| !self.number() && target::is_unit(&self.text, self.words))
    }

    fn measure(&self) -> bool {
        self.words.quantitative.contains(&self.folded) || self.words.qualitative.contains(&self.folded)
    }

    fn basis(&self) -> bool {
        self.words.bases.contains(&self.folded)
    }

    fn scoring(&self) -> bool {
        *self.scoring.get_or_init(|| self.words.scorings.contains(&self.folded) || score::full_score(&self.text, self.words).is_some())
    }

    fn evidence(&self) -> bool {
        self.words.evidences.contains(&self.folded)
    }

    fn head(&self) -> bool {
        self.words.columns.whole(&self.folded).is_some()
    }

    /// Neither a number nor one of the words that stand for a column of their own.
    fn words(&self) -> bool {
        !self.number() && !self.sign() && !self.measure()
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
    let when = |holds: bool, fits: i32, misfits: i32| if holds { fits } else { misfits };
    match role {
        Role::Head => when(kind.head(), 20, IMPOSSIBLE),
        Role::Level1 => when(kind.level1(), 40, -30),
        Role::Level2 => when(kind.level2(), 40, when(kind.like_level2(), -4, -30)),
        // A sign is no name, whatever else is in the row.
        Role::Name | Role::GoalName if kind.sign() => IMPOSSIBLE - 10,
        Role::Name | Role::GoalName => {
            when(kind.words() && !kind.basis() && !kind.scoring() && !kind.evidence(), 12, -20) - when(kind.level1() || kind.level2(), 8, 0)
        }
        // 定性 stands in place of a sign.
        Role::Operator => when(kind.sign(), 40, when(kind.measure(), 8, -40)),
        Role::Target => {
            let fits = match () {
                () if kind.quantity() || kind.number() => 20,
                () if kind.measure() || kind.basis() || kind.evidence() => -30,
                () => 6,
            };
            fits - when(kind.length > 30, 8, 0)
        }
        Role::Unit => match () {
            () if kind.known_unit() => 14,
            () => when(kind.unit() && !kind.sign() && !kind.measure(), 1, -30),
        },
        Role::Measure => when(kind.measure(), 40, -30),
        // A weight has no per cent sign, where anything else does.
        Role::Weight => when(kind.weight(), when(kind.text.ends_with(['%', '％']), 4, 20), -40),
        Role::Scoring => match () {
            () if kind.scoring() => 24,
            () if kind.weight() => 16,
            () => when(kind.words(), 4, -10),
        },
        Role::Basis => match () {
            () if kind.basis() => 24,
            () => when(kind.scoring() || kind.evidence() || kind.measure(), -20, 4),
        },
        Role::Evidence => match () {
            () if kind.evidence() => 24,
            () => when(kind.basis() || kind.scoring() || kind.number(), -20, 4),
        },
        Role::History => match () {
            () if kind.quantity() || kind.number() => 14,
            () => when(kind.basis() || kind.scoring() || kind.evidence(), -20, 3),
        },
        Role::Description | Role::Remark => when(kind.words(), 5, -8),
        Role::Project | Role::ProjectUnit | Role::ProjectGoal => when(kind.words(), 4, -10) - when(kind.level1() || kind.level2(), 20, 0),
        Role::ProjectCode => when(kind.number(), 10, -2),
        Role::ProjectTotal => when(kind.number(), 30, -30),
        Role::HistoryGroup | Role::Reading => IMPOSSIBLE,
    }
}
