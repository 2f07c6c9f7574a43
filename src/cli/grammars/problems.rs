//! What is wrong with grammar files, each problem under its line.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use gongkai::grammar::{GrammarError, Place, Problem};

use crate::cli::report::shown;

/// More than these are not shown: they are often one mistake.
const MOST: usize = 30;

/// The problems for people, with colours that [`anstream`] takes out where they are not wanted.
pub fn page(error: &GrammarError) -> String {
    let renderer = Renderer::styled().decor_style(DecorStyle::Ascii);
    let mut page: Vec<String> = error.problems.iter().take(MOST).map(|problem| renderer.render(&report(problem))).collect();
    if error.problems.len() > MOST {
        page.push(format!("… and {} more", error.problems.len() - MOST));
    }
    page.join("\n\n")
}

fn report(problem: &Problem) -> Vec<Group<'_>> {
    let group = Level::ERROR.primary_title(shown(&problem.message)).element(snippet(&problem.place, AnnotationKind::Primary, None));
    let group = match &problem.other {
        Some((place, why)) => group.element(snippet(place, AnnotationKind::Context, Some(why.clone()))),
        None => group,
    };
    let group = match &problem.help {
        Some(help) => group.element(Level::HELP.message(shown(help))),
        None => group,
    };
    vec![group]
}

fn snippet<'a>(place: &'a Place, kind: AnnotationKind, label: Option<String>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let text = &place.file.text;
    let start = place.span.start.min(text.len());
    let end = place.span.end.clamp(start, text.len());
    // A whole section would be shown to its end.
    let line_end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let span = kind.span(start..end.min(line_end)).label(label);
    Snippet::source(text.as_str()).path(shown(&place.file.path)).annotation(span)
}
