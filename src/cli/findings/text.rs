//! Findings for people, in the manner of rustc: the document's lines with every input underlined.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};
use gongkai::check::{Language, Severity};

use super::{Finding, Page, Spot};
use crate::cli::report::shown;

/// Inputs that stand further apart are shown as two pieces of the document.
const APART: usize = 400;

/// Of one finding so many pieces of the document are shown.
const MOST_PIECES: usize = 8;

/// All findings of a document.
pub fn part(findings: &[Finding], page: &Page, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(width());
    findings.iter().map(|finding| renderer.render(&[group(finding, page, language)]) + "\n\n").collect()
}

/// Columns of the terminal; long lines are shown around what is underlined.
fn width() -> usize {
    const USUAL: usize = 120;
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|columns| *columns >= 40).unwrap_or(USUAL)
}

fn group<'a>(finding: &'a Finding, page: &'a Page, language: Language) -> Group<'a> {
    let check = finding.check;
    let chinese = language == Language::Chinese;
    let (level, name) = match finding.severity {
        Severity::Fail => (Level::ERROR, if chinese { "错误" } else { "fail" }),
        Severity::Warn => (Level::WARNING, if chinese { "警告" } else { "warn" }),
        Severity::Info => (Level::INFO, if chinese { "提示" } else { "info" }),
    };
    let title = format!("{}: {}", finding.rule.name, shown(&check.message));
    let mut group = level.with_name(name).primary_title(title).id(finding.rule.id).elements(snippets(finding, page, chinese));
    let pieces: Vec<String> = [
        check.expected.as_ref().map(|expected| format!("{} {}", if chinese { "应为" } else { "expected" }, shown(expected))),
        check.actual.as_ref().map(|actual| format!("{} {}", if chinese { "实为" } else { "found" }, shown(actual))),
        check.difference.map(|difference| format!("{} {difference}", if chinese { "相差" } else { "difference" })),
        check.tolerance.map(|tolerance| format!("{} {tolerance}", if chinese { "容差" } else { "tolerance" })),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !pieces.is_empty() {
        group = group.element(Element::from(Level::NOTE.no_name().message(pieces.join(if chinese { "，" } else { ", " }))));
    }
    if let Some(help) = help(finding, page, chinese) {
        group = group.element(Element::from(Level::HELP.with_name(if chinese { "建议" } else { "help" }).message(help)));
    }
    group
}

/// What to change, where one printed number would repair most.
fn help(finding: &Finding, page: &Page, chinese: bool) -> Option<String> {
    let pointer = finding.check.suggestion.as_ref()?;
    let place = finding.suggestion.map(|spot| (page.place(spot.start), shown(page.slice(spot.start, spot.end))));
    Some(match (place, chinese) {
        (Some((place, printed)), false) => format!("changing {printed} at {}:{} ({pointer}) would repair most", place.line, place.column),
        (Some((place, printed)), true) => {
            format!("修改第{}行第{}列的“{printed}”（{pointer}）可消除最多的不符", place.line, place.column)
        }
        (None, false) => format!("changing {pointer} would repair most"),
        (None, true) => format!("修改{pointer}可消除最多的不符"),
    })
}

fn snippets<'a>(finding: &'a Finding, page: &'a Page, chinese: bool) -> Vec<Element<'a>> {
    let mut spots = finding.spots.to_vec();
    spots.sort_by_key(|spot| (spot.start, spot.end));
    spots.dedup_by_key(|spot| (spot.start, spot.end));
    if spots.is_empty() {
        return vec![Element::from(annotate_snippets::Origin::path(finding.path))];
    }
    let mut pieces: Vec<Vec<Spot>> = Vec::new();
    for spot in spots {
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(|last| page.place(spot.start).line - page.place(last.start).line <= APART) => {
                piece.push(spot)
            }
            _ => pieces.push(vec![spot]),
        }
    }
    // What is printed against the sum comes first, wherever it stands.
    pieces.sort_by_key(|piece| !piece.iter().any(|spot| spot.input == 0));
    pieces.iter().take(MOST_PIECES).map(|piece| Element::from(snippet(finding, page, piece, chinese))).collect()
}

/// The lines from the first to the last of some spots that stand near each other.
fn snippet<'a>(finding: &'a Finding, page: &'a Page, spots: &[Spot], chinese: bool) -> Snippet<'a, Annotation<'a>> {
    let byte = |at: usize| page.byte(at);
    let (first, last) = (spots.iter().map(|spot| spot.start).min().unwrap_or(0), spots.iter().map(|spot| spot.end).max().unwrap_or(0));
    let start = page.text()[..byte(first)].rfind('\n').map_or(0, |at| at + 1);
    let end = page.text()[byte(last)..].find('\n').map_or(page.text().len(), |at| byte(last) + at);
    let annotations = spots.iter().map(|spot| {
        let own = spot.input == 0;
        let kind = if own { AnnotationKind::Primary } else { AnnotationKind::Context };
        let annotation = kind.span(byte(spot.start) - start..byte(spot.end) - start);
        match &finding.check.expected {
            Some(expected) if own && finding.check.difference.is_some() => {
                annotation.label(format!("{} {}", if chinese { "应为" } else { "expected" }, shown(expected)))
            }
            _ => annotation,
        }
    });
    Snippet::source(&page.text()[start..end]).line_start(page.place(first).line).path(finding.path).annotations(annotations)
}
