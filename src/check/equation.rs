//! The sums of a document taken together: where several fail, which one printed number would repair most.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::figure::{Figure, total};
use super::path::Path;

/// One sum: the whole is its parts together, give or take the tolerance.
#[derive(Debug, Clone)]
pub struct Equation<'a> {
    /// What is printed as the sum.
    pub whole: Figure<'a>,
    /// What it is the sum of.
    pub parts: Vec<Figure<'a>>,
    /// Allowed difference, in worth.
    pub tolerance: Decimal,
    /// The entry of the report that says it fails.
    pub entry: Option<usize>,
}

impl<'a> Equation<'a> {
    /// The tolerance is one unit of the last digit printed anywhere in the sum for each part that is not nought.
    pub fn new(whole: Figure<'a>, parts: Vec<Figure<'a>>) -> Self {
        let digits = std::iter::once(&whole).chain(&parts).map(Figure::last_digit);
        let addends = parts.iter().filter(|part| !part.printed.is_zero()).count().max(1);
        let tolerance = digits.min().unwrap_or_default().saturating_mul(Decimal::from(addends));
        Self { whole, parts, tolerance, entry: None }
    }

    /// The sum of the parts.
    pub fn sum(&self) -> Decimal {
        total(&self.parts)
    }

    /// What is printed minus what should be.
    pub fn difference(&self) -> Decimal {
        self.whole.value().saturating_sub(self.sum())
    }

    /// Whether it holds as printed.
    pub fn holds(&self) -> bool {
        self.difference().abs() <= self.tolerance
    }

    /// A sum of one part of its own table, which holds: the same number printed twice.
    fn is_copy(&self) -> bool {
        matches!(&self.parts[..], [part] if part.at.beside(self.whole.at)) && self.difference().is_zero()
    }

    fn figures(&self) -> impl Iterator<Item = &Figure<'a>> {
        std::iter::once(&self.whole).chain(&self.parts)
    }
}

/// For each failing sum, by its entry, the printed number whose change would repair most of the failing ones.
///
/// A number counts the failing sums that one new value of it would repair, less the sums that this value would break. Only
/// a number that repairs more than any other, and more than it breaks, is named.
pub fn suggestions<'a>(equations: &[Equation<'a>]) -> Vec<(usize, Path<'a>)> {
    // Where so many fail, no single number is at fault; this also bounds the work on hostile input.
    const MOST: usize = 200;
    let system = System::new(equations);
    let failing = equations.iter().enumerate().filter_map(|(n, equation)| Some((n, equation.entry?)));
    failing.take(MOST).filter_map(|(n, entry)| Some((entry, system.suggestion(n)?))).collect()
}

/// The sums over numbers, where numbers that are copies of each other are one.
struct System<'e, 'a> {
    equations: &'e [Equation<'a>],
    /// For each sum, its numbers in order: 1 on the side of the whole, -1 among the parts.
    weights: Vec<Vec<(usize, i64)>>,
    differences: Vec<Decimal>,
    /// The sums that a number is in.
    uses: Vec<Vec<usize>>,
    /// The places that print it.
    places: Vec<Vec<Path<'a>>>,
    /// What each number gains, from the first time on that it is asked for.
    best: Vec<OnceCell<Option<i64>>>,
}

impl<'e, 'a> System<'e, 'a> {
    fn new(equations: &'e [Equation<'a>]) -> Self {
        let mut groups = Groups::default();
        let mut figures = Vec::new();
        for equation in equations {
            let own: Vec<usize> = equation.figures().map(|figure| groups.number(figure.at)).collect();
            if equation.is_copy() {
                groups.join(own[0], own[1]);
            }
            figures.push(own);
        }
        let count = groups.parent.len();
        let mut places: Vec<Vec<Path>> = vec![Vec::new(); count];
        for (path, own) in std::mem::take(&mut groups.own) {
            places[groups.root(own)].push(path);
        }
        let mut uses = vec![Vec::new(); count];
        let mut weights = vec![Vec::new(); equations.len()];
        for (n, own) in figures.iter().enumerate().filter(|(n, _)| !equations[*n].is_copy()) {
            let sides = std::iter::once(1).chain(std::iter::repeat(-1));
            let mut sum: Vec<(usize, i64)> = own.iter().map(|number| groups.root(*number)).zip(sides).collect();
            sum.sort_unstable();
            sum.dedup_by(|next, kept| {
                next.0 == kept.0 && {
                    kept.1 += next.1;
                    true
                }
            });
            sum.iter().for_each(|(number, _)| uses[*number].push(n));
            weights[n] = sum;
        }
        let differences = equations.iter().map(Equation::difference).collect();
        Self { equations, weights, differences, uses, places, best: vec![OnceCell::new(); count] }
    }

    /// The best number of one failing sum.
    fn suggestion(&self, n: usize) -> Option<Path<'a>> {
        let best = |number: usize| *self.best[number].get_or_init(|| self.best(number));
        let scored = self.weights[n].iter().filter_map(|(number, _)| Some((best(*number)?, *number)));
        let mut scored: Vec<(i64, usize)> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        match scored[..] {
            [(score, number), ..] if score > 0 && scored.get(1).is_none_or(|(second, _)| *second < score) => self.place(number),
            _ => None,
        }
    }

    /// The most that one new value of a number repairs, less what it breaks.
    fn best(&self, number: usize) -> Option<i64> {
        let failing = self.uses[number].iter().filter(|n| self.equations[**n].entry.is_some());
        // A number is in few sums; this bounds the work on hostile input.
        failing.take(20).filter_map(|&n| self.change(number, n)).map(|change| self.gain(number, change)).max()
    }

    /// By how often a number stands more on the side of the whole than among the parts.
    fn weight(&self, number: usize, n: usize) -> i64 {
        let sum = &self.weights[n];
        sum.binary_search_by_key(&number, |(own, _)| *own).map_or(0, |at| sum[at].1)
    }

    /// By how much the number must grow for sum `n` to hold.
    fn change(&self, number: usize, n: usize) -> Option<Decimal> {
        match self.weight(number, n) {
            1 => Some(-self.differences[n]),
            -1 => Some(self.differences[n]),
            weight => (-self.differences[n]).checked_div(weight.into()),
        }
    }

    fn gain(&self, number: usize, change: Decimal) -> i64 {
        let judged = self.uses[number].iter().map(|&n| {
            let (before, tolerance) = (self.differences[n], self.equations[n].tolerance);
            let after = before.saturating_add(change.saturating_mul(self.weight(number, n).into()));
            i64::from(after.abs() <= tolerance) - i64::from(before.abs() <= tolerance)
        });
        judged.sum()
    }

    /// Of the places that print a number, the one that most failing sums name.
    fn place(&self, number: usize) -> Option<Path<'a>> {
        let failing: Vec<&Equation> = self.uses[number].iter().map(|n| &self.equations[*n]).filter(|e| e.entry.is_some()).collect();
        let named = |path: &Path| failing.iter().filter(|equation| equation.figures().any(|figure| figure.at == *path)).count();
        self.places[number].iter().copied().take(50).max_by_key(|path| (named(path), std::cmp::Reverse(*path)))
    }
}

/// Numbers that are printed several times are joined.
#[derive(Default)]
struct Groups<'a> {
    own: BTreeMap<Path<'a>, usize>,
    parent: Vec<usize>,
}

impl<'a> Groups<'a> {
    fn number(&mut self, path: Path<'a>) -> usize {
        let next = self.parent.len();
        let own = *self.own.entry(path).or_insert(next);
        if own == next {
            self.parent.push(next);
        }
        own
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parent[number] != number {
            self.parent[number] = self.parent[self.parent[number]];
            number = self.parent[number];
        }
        number
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a] = b;
    }
}
