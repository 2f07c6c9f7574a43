//! Which layout a text is in, by the phrases that its grammar names as evidence.

mod stretches;

use std::sync::Arc;

pub use stretches::{prevailing, stretches};

use crate::grammar::{ENOUGH, Grammars, Layout};

/// What speaks for one layout.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The layout.
    pub layout: Arc<Layout>,
    /// Sum of the weights.
    pub score: i32,
    /// Each phrase found, its weight and the byte it first stands at.
    pub found: Vec<(String, i32, usize)>,
}

/// The layout that reads a text, and the evidence for and against each.
#[derive(Debug, Clone)]
pub struct Recognition {
    /// The best layout, or the one for texts of none.
    pub layout: Arc<Layout>,
    /// Whether none fits.
    pub unknown: bool,
    /// Another layout that fits as well.
    pub ambiguous: Option<String>,
    /// Best first.
    pub evidence: Vec<Evidence>,
}

/// Weighs every layout.
pub fn recognize(text: &str, grammars: &Grammars) -> Recognition {
    let places = grammars.phrases.places(text);
    let mut evidence: Vec<Evidence> = grammars.layouts.iter().map(|layout| weigh(|phrase| places.of(phrase), layout)).collect();
    evidence.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.layout.id.cmp(&b.layout.id)));
    let best = evidence.first().filter(|best| best.score >= ENOUGH);
    let ambiguous =
        best.and_then(|best| evidence.get(1).filter(|second| second.score == best.score)).map(|second| second.layout.id.clone());
    Recognition {
        layout: best.map_or_else(|| grammars.unknown.clone(), |best| best.layout.clone()),
        unknown: best.is_none(),
        ambiguous,
        evidence,
    }
}

/// What speaks for a layout; `place` gives the byte at which a phrase first stands.
fn weigh(place: impl Fn(&str) -> Option<usize>, layout: &Arc<Layout>) -> Evidence {
    let found: Vec<(String, i32, usize)> =
        layout.evidence.iter().filter_map(|(phrase, weight)| place(phrase).map(|at| (phrase.clone(), *weight, at))).collect();
    Evidence { layout: layout.clone(), score: found.iter().map(|(_, weight, _)| weight).sum(), found }
}
