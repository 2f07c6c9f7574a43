//! An explanation in words, with colour where it goes to a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use super::claims::Claim;
use super::explain::{Counts, Evidence, Explanation, Placed, Residue};
use super::painted::{Paint, Part};
use super::places::Place;
use super::report::shown;

const HEAD: Style = Style::new().bold();
const FOR: Style = AnsiColor::Green.on_default();
const AGAINST: Style = AnsiColor::Red.on_default();
const FAINT: Style = Style::new().dimmed();

/// Residue and messages are cut here on the screen; --json has them whole.
const LONGEST: usize = 80;

/// The whole page, styled; [`anstream`] takes the styles out where they are not wanted.
pub fn for_people(explanation: &Explanation, paint: Paint) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write(explanation, paint, &mut page);
    page
}

fn write(explanation: &Explanation, paint: Paint, page: &mut String) -> std::fmt::Result {
    let Explanation { source, layout, layout_name, lines, .. } = explanation;
    let outcome = serde_json::to_value(explanation.outcome).unwrap_or_default();
    writeln!(page, "{HEAD}{}{HEAD:#}", shown(&source.path))?;
    writeln!(page, "  layout    {HEAD}{layout}{HEAD:#}  {layout_name}  {FAINT}({}){FAINT:#}", shown(&explanation.layout_file))?;
    if let Some(other) = &explanation.ambiguous {
        writeln!(page, "            {AGAINST}{other} fits as well{AGAINST:#}")?;
    }
    writeln!(page, "  outcome   {}", outcome.as_str().unwrap_or_default())?;
    let (container, encoding) = (source.container.as_deref().unwrap_or("-"), source.encoding.as_deref().unwrap_or("-"));
    writeln!(page, "  source    {container}, {encoding}, {} bytes, {lines} lines", source.bytes.unwrap_or_default())?;
    let threshold = explanation.threshold;
    writeln!(page, "\n{HEAD}Evidence{HEAD:#} (weight, line:column of the first occurrence, phrase; a layout needs {threshold})")?;
    explanation.evidence.iter().try_for_each(|evidence| layout_evidence(evidence, evidence.layout == *layout, page))?;
    labels(&explanation.claims, page)?;
    counts(&explanation.coverage, page)?;
    residues(&explanation.residue, page)?;
    diagnostics(&explanation.diagnostics, page)?;
    text(&explanation.text, paint, page)
}

/// The words that the grammar knows, each with the line that says so.
fn labels(claims: &[Claim], page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n{HEAD}Labels{HEAD:#} (line:column, text, meaning, line of the grammar)")?;
    let known = claims.iter().filter(|claim| claim.kind.is_some());
    for (claim, line) in known.filter_map(|claim| Some((claim, claim.grammar.as_ref()?))) {
        let (place, text) = (at(Some(claim.place)), cut(&claim.text.split_whitespace().collect::<String>()));
        writeln!(page, "  {place:>8}  {text}  {FAINT}{}  {}:{}{FAINT:#}", line.key, shown(&line.file), line.line)?;
    }
    Ok(())
}

fn text(parts: &[Part], paint: Paint, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n{HEAD}Text{HEAD:#} ({})", paint.legend())?;
    paint.write(parts, page)
}

fn layout_evidence(evidence: &Evidence, chosen: bool, page: &mut String) -> std::fmt::Result {
    let Evidence { layout, score, name, .. } = evidence;
    let mark = if chosen { "*" } else { " " };
    writeln!(page, "{mark} {HEAD}{layout}{HEAD:#} {score}  {name}")?;
    for found in &evidence.found {
        let style = if found.weight < 0 { AGAINST } else { FOR };
        writeln!(
            page,
            "    {style}{:+}{style:#}  {:>8}  {}  {FAINT}{}{FAINT:#}",
            found.weight,
            at(Some(found.place)),
            shown(&found.phrase),
            shown(&found.grammar)
        )?;
    }
    let missing: Vec<String> =
        evidence.missing.iter().map(|missing| format!("{} ({:+})", shown(&missing.phrase), missing.weight)).collect();
    if !missing.is_empty() {
        writeln!(page, "    {FAINT}not there: {}{FAINT:#}", missing.join(", "))?;
    }
    Ok(())
}

fn counts(counts: &Counts, page: &mut String) -> std::fmt::Result {
    let Counts { characters, claimed, structural, unclaimed, .. } = counts;
    let kinds: Vec<String> = counts.structural_kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    writeln!(page, "\n{HEAD}Coverage{HEAD:#} of {characters} characters that are no blanks")?;
    writeln!(page, "  claimed     {claimed:>8}")?;
    writeln!(page, "  structural  {structural:>8}  {}", kinds.join(", "))?;
    writeln!(page, "  unclaimed   {unclaimed:>8}")
}

fn residues(residues: &[Residue], page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n{HEAD}Residue{HEAD:#} {}", if residues.is_empty() { "none" } else { "(line:column, text)" })?;
    residues.iter().try_for_each(|residue| writeln!(page, "  {:>8}  {}", at(Some(residue.place)), cut(&residue.text)))
}

fn diagnostics(diagnostics: &[Placed], page: &mut String) -> std::fmt::Result {
    writeln!(
        page,
        "\n{HEAD}Diagnostics{HEAD:#} {}",
        if diagnostics.is_empty() { "none" } else { "(line:column, severity, code, message)" }
    )?;
    for Placed { diagnostic, place } in diagnostics {
        let name = |value: serde_json::Result<serde_json::Value>| {
            value.ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        };
        let (severity, code) = (name(serde_json::to_value(diagnostic.severity)), name(serde_json::to_value(diagnostic.code)));
        writeln!(page, "  {:>8}  {severity} {HEAD}{code}{HEAD:#} {}", at(*place), shown(&diagnostic.message))?;
    }
    Ok(())
}

fn at(place: Option<Place>) -> String {
    place.map_or_else(|| "-".to_owned(), |place| format!("{}:{}", place.line, place.column))
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}… ({} characters)", shown(&text[..end]), text.chars().count()),
        None => shown(text),
    }
}
