//! A text of several layouts is decided form by form: which stretch of it is in which layout.
//!
//! ```text
//! text = { form }      form = ( title | "项目名称" ) , … up to the next one
//! ```
//! Forms that no layout has evidence for go with their neighbours. Asked only where two layouts have evidence at all.

use std::ops::Range;
use std::sync::Arc;

use super::{ENOUGH, Evidence, Recognition, weigh};
use crate::grammar::{Begins, Field, Layout, Meaning, fold_into};
use crate::model::span::is_blank;

/// The stretches of `text` and their layouts, in order; one where a single layout reads all of it.
pub fn stretches(text: &str, recognition: &Recognition) -> Vec<(Range<usize>, Arc<Layout>)> {
    let whole = || vec![(0..text.len(), recognition.layout.clone())];
    // What speaks against a layout in another form does not count in its own.
    let for_it = |evidence: &&Evidence| evidence.found.iter().map(|(_, weight, _)| (*weight).max(0)).sum::<i32>() >= ENOUGH;
    let candidates: Vec<Arc<Layout>> = recognition
        .evidence
        .iter()
        .filter(for_it)
        .filter(|evidence| evidence.layout.begins != Begins::Cells)
        .map(|evidence| evidence.layout.clone())
        .collect();
    if recognition.unknown || recognition.layout.begins == Begins::Cells || candidates.len() < 2 {
        return whole();
    }
    let forms = forms(text, &recognition.layout);
    let decided: Vec<Option<usize>> = forms.iter().map(|form| decide(&text[form.clone()], &candidates)).collect();
    let mut found: Vec<(Range<usize>, Arc<Layout>)> = Vec::new();
    for (index, form) in forms.iter().enumerate() {
        let layout = settle(&forms, &decided, index).map_or(&recognition.layout, |at| &candidates[at]);
        match found.last_mut() {
            Some((range, last)) if last.id == layout.id => range.end = form.end,
            _ => found.push((form.clone(), layout.clone())),
        }
    }
    if found.is_empty() { whole() } else { found }
}

/// The layout of a form: enough evidence, and clearly more than for any other.
fn decide(form: &str, candidates: &[Arc<Layout>]) -> Option<usize> {
    let mut scores: Vec<(i32, usize)> = candidates
        .iter()
        .enumerate()
        .map(|(at, layout)| (weigh(|phrase| memchr::memmem::find(form.as_bytes(), phrase.as_bytes()), layout).score, at))
        .collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let (best, second) = (scores[0], scores[1]);
    (best.0 >= ENOUGH && best.0 > second.0).then_some(best.1)
}

/// A form's own layout; a title alone goes with the form below it, everything else with the one above.
fn settle(forms: &[Range<usize>], decided: &[Option<usize>], index: usize) -> Option<usize> {
    const TITLE: usize = 240;
    let above = || decided[..index].iter().rev().find_map(|layout| *layout);
    let below = || decided[index..].iter().find_map(|layout| *layout);
    decided[index]
        .or_else(|| if forms[index].len() <= TITLE { decided.get(index + 1).copied().flatten().or_else(above) } else { above() })
        .or_else(below)
}

/// The text cut where a title or 项目名称 begins a line.
fn forms(text: &str, layout: &Layout) -> Vec<Range<usize>> {
    let mut cuts = vec![0];
    let mut at = 0;
    // The lines above: perhaps a title of the form that begins below them.
    let (mut paragraph, mut closed) = (0..0, true);
    for line in text.split_inclusive('\n') {
        let next = text[at + line.len()..].lines().next().unwrap_or_default();
        if at > 0 && (opens(line, layout) || is_torn_title(line, next, layout)) {
            let titled = is_title(&text[paragraph.clone()], layout);
            cuts.push(if titled { paragraph.start } else { at });
        }
        let end = at + line.len();
        if line.chars().all(is_blank) {
            closed = true;
        } else {
            paragraph = if closed { at..end } else { paragraph.start..end };
            closed = false;
        }
        at = end;
    }
    cuts.dedup();
    cuts.push(text.len());
    cuts.windows(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect()
}

/// One or two lines that name a year, end as titles do and say no sentence.
fn is_title(lines: &str, layout: &Layout) -> bool {
    const LONGEST: usize = 400;
    let plain = lines.len() <= LONGEST && lines.contains('年') && !lines.contains(['。', '；', '\t', '：', ':', ' ']);
    // A table without blank lines is one paragraph, as long as the document: only what is short is folded.
    let ends = |folded: &str| layout.vocabulary.titles.document.iter().any(|word| folded.ends_with(word.as_str()));
    plain && lines.trim().lines().count() <= 2 && ends(&fold_into(lines))
}

/// A title that goes on in a second line: …项目绩效⏎目标表
fn is_torn_title(line: &str, next: &str, layout: &Layout) -> bool {
    const REST: usize = 30;
    let rest = next.trim_matches(is_blank);
    let bare = line.trim_matches(is_blank);
    let torn = !bare.is_empty() && rest.len() <= REST && rest.ends_with('表') && !opens(next, layout);
    torn && !bare.contains([' ', '\t', '：', ':', '。']) && opens(&format!("{bare}{rest}"), layout)
}

fn opens(line: &str, layout: &Layout) -> bool {
    const LONGEST: usize = 240;
    let words = &layout.vocabulary;
    let bare = line.trim_matches(is_blank);
    if bare.is_empty() {
        return false;
    }
    if bare.len() <= LONGEST && bare.ends_with(['表', '）', ')']) {
        let folded = fold_into(bare);
        if words.titles.project.iter().any(|end| folded.ends_with(end.as_str())) && !folded.contains([',', '。']) {
            return true;
        }
    }
    let ends = |end: usize| bare[end..].starts_with(|c: char| is_blank(c) || matches!(c, ':' | '：')) || end == bare.len();
    words.labels.longest(bare, 0, &ends).is_some_and(|found| found.meaning == Meaning::Field(Field::Name))
}

/// The layout that reads most forms of a text, by what each stretch gave; the first where two give as many.
pub fn prevailing(counts: &[(Arc<Layout>, usize)]) -> Option<Arc<Layout>> {
    let total = |layout: &Arc<Layout>| counts.iter().filter(|(own, _)| own.id == layout.id).map(|(_, count)| count).sum::<usize>();
    let mut best: Option<(usize, &Arc<Layout>)> = None;
    for (layout, _) in counts {
        let count = total(layout);
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, layout));
        }
    }
    best.map(|(_, layout)| layout.clone())
}
