//! A survey as a grammar file: what is known in comments, what is proposed in TOML, what is not known as questions.

use std::fmt::Write;

use gongkai::grammar::{Grammars, Spelling};

use super::evidence::phrases;
use super::survey::{Seen, Survey, snake};
use crate::cli::report::shown;

/// Places of one spelling that are shown.
const MOST_PLACES: usize = 3;

/// The whole file.
pub fn page(id: &str, survey: &Survey, grammars: &Grammars) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write(id, survey, grammars, &mut page);
    page
}

fn write(id: &str, survey: &Survey, grammars: &Grammars, page: &mut String) -> std::fmt::Result {
    let count = survey.texts.len();
    let plural = if count == 1 { "" } else { "s" };
    writeln!(
        page,
        "# Proposed by gongkai draft from {count} document{plural}. Lines with # ? are questions; the format: docs/grammars.md"
    )?;
    writeln!(page, "id = {}", quoted(id))?;
    let name = super::evidence::title(survey).map_or_else(|| id.to_owned(), |title| title.text);
    writeln!(page, "name = {}", quoted(&name))?;
    evidence(survey, grammars, page)?;
    forms(survey, page)?;
    if let Some((order, place)) = &survey.order {
        let names: Vec<String> = order.iter().map(|role| quoted(&snake(*role))).collect();
        writeln!(page, "\n[indicators]\n# The columns where a header is lost. {place}\norder = [{}]", names.join(", "))?;
    }
    words("fields", "field", &survey.labels, grammars, page)?;
    words("columns", "column", &survey.columns, grammars, page)?;
    words("budget.columns", "column", &survey.budget, grammars, page)
}

fn evidence(survey: &Survey, grammars: &Grammars, page: &mut String) -> std::fmt::Result {
    writeln!(page, "\n[evidence]\n# Phrases that every document here prints. Keep those that no other region does.")?;
    let phrases = phrases(survey, grammars);
    for phrase in &phrases {
        writeln!(page, "{} = {}  # {}", quoted(&phrase.text), phrase.weight, phrase.place)?;
    }
    if phrases.is_empty() {
        writeln!(page, "# ? No phrase stands in all documents: are they of one region? This one stands in for it.")?;
        writeln!(page, "{} = 3", quoted("?"))?;
    }
    Ok(())
}

fn forms(survey: &Survey, page: &mut String) -> std::fmt::Result {
    let begins = if survey.name_first > survey.title_first { "name" } else { "title" };
    writeln!(page, "\n[forms]")?;
    for (title, seen) in &survey.titles {
        if seen.key.is_some() {
            writeln!(page, "# title {}  {}", brackets(title), places(seen))?;
        }
    }
    writeln!(page, "begins = {}", quoted(begins))?;
    let unknown: Vec<_> = survey.titles.iter().filter(|(_, seen)| seen.key.is_none()).collect();
    if !unknown.is_empty() {
        writeln!(page, "\n[titles]")?;
    }
    for (title, seen) in unknown {
        writeln!(
            page,
            "# ? {} {}× {} — the title of a project's form? Then how it ends:",
            brackets(title),
            seen.places.len(),
            places(seen)
        )?;
        writeln!(page, "# project = [{}]", quoted(title))?;
    }
    Ok(())
}

/// Known spellings as comments, unknown ones as questions with the nearest known spelling.
fn words(
    section: &'static str,
    what: &str,
    all: &std::collections::BTreeMap<String, Seen>,
    grammars: &Grammars,
    page: &mut String,
) -> std::fmt::Result {
    if all.is_empty() {
        return Ok(());
    }
    writeln!(page, "\n[{section}]")?;
    let mut known: Vec<(&String, &String, &Seen)> = all.iter().filter_map(|(text, seen)| Some((seen.key.as_ref()?, text, seen))).collect();
    known.sort_by_key(|(key, text, _)| (*key, *text));
    for (key, text, seen) in known {
        writeln!(page, "# {key} {}  {}", brackets(text), places(seen))?;
    }
    for (text, seen) in all.iter().filter(|(_, seen)| seen.key.is_none()) {
        let before = if seen.example.is_empty() { String::new() } else { format!(", before {}", brackets(&cut(&seen.example))) };
        writeln!(page, "# ? {} {}× e.g. {}{before} — which {what}?", brackets(text), seen.places.len(), places(seen))?;
        let like = nearest(section, text, grammars);
        let (key, like) = like.map_or(("other", String::new()), |near| (near.key, format!("  # as {}", shown(&near.text))));
        writeln!(page, "# {key} = [{}]{like}", quoted(text))?;
    }
    Ok(())
}

/// The known spelling most like a text.
fn nearest<'a>(section: &str, text: &str, grammars: &'a Grammars) -> Option<&'a Spelling> {
    const ALIKE: f64 = 0.5;
    let known = grammars.unknown.vocabulary.spellings.iter().filter(|spelling| spelling.list == section);
    let likeness = known.map(|spelling| (strsim::sorensen_dice(text, &spelling.text), &**spelling));
    likeness.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, spelling)| spelling)
}

fn places(seen: &Seen) -> String {
    let more = if seen.places.len() > MOST_PLACES { " …" } else { "" };
    format!("{}{more}", seen.places.iter().take(MOST_PLACES).cloned().collect::<Vec<_>>().join(" "))
}

/// A text in a comment, on one line.
fn brackets(text: &str) -> String {
    format!("「{}」", shown(&text.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn cut(text: &str) -> String {
    const MOST: usize = 20;
    text.chars().take(MOST).chain(text.chars().nth(MOST).map(|_| '…')).collect()
}

fn quoted(text: &str) -> String {
    let one_line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::from("\"");
    for c in one_line.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
