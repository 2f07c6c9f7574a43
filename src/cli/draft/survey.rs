//! What a region's documents print: labels and headers that the vocabulary knows, label-like cells that it does not, titles.

use std::collections::{BTreeMap, BTreeSet};

use gongkai::grammar::{Grammars, Layout, Role, Vocabulary, fold_into};
use gongkai::model::document::{Piece, Place};
use gongkai::model::record::Outcome;
use gongkai::model::span::{CodePoints, is_blank};
use gongkai::pipeline::{self, Basis, Options};
use gongkai::recognize;

use crate::cli::claims::{Claim, claims};
use crate::cli::places::Places;
use crate::cli::report::{self, Stop};

/// A spelling as the documents print it.
#[derive(Debug, Default)]
pub struct Seen {
    /// `fields.name`, where the vocabulary knows it.
    pub key: Option<String>,
    /// File and line of each occurrence.
    pub places: Vec<String>,
    /// The documents it stands in.
    pub documents: BTreeSet<usize>,
    /// What stands behind it, where it is not known.
    pub example: String,
}

/// Everything that was seen, by the spelling as printed.
#[derive(Debug, Default)]
pub struct Survey {
    /// Canonical texts.
    pub texts: Vec<String>,
    /// Labels and heads of sections.
    pub labels: BTreeMap<String, Seen>,
    /// Headers of indicator tables.
    pub columns: BTreeMap<String, Seen>,
    /// Headers of budget tables.
    pub budget: BTreeMap<String, Seen>,
    /// Titles of forms, known ones with their key.
    pub titles: BTreeMap<String, Seen>,
    /// The columns of the first header on one row, and its place.
    pub order: Option<(Vec<Role>, String)>,
    /// Forms whose name stands before their title, and the others.
    pub name_first: usize,
    /// See `name_first`.
    pub title_first: usize,
    /// Documents that a layout reads already, and which.
    pub known: Vec<(String, String)>,
    /// The most that speaks for another layout in any of the documents.
    pub rival: i32,
}

impl Survey {
    /// Adds a document.
    pub fn add(&mut self, path: &str, bytes: &[u8], bare: &Options, grammars: &Grammars) -> Result<(), Stop> {
        let (record, basis) = pipeline::explain(bytes, bare);
        if let Some(failure) = &record.error {
            return Err(Stop::Document(report::line(path, &failure.message, &failure.code)));
        }
        let layout = &bare.grammars.unknown;
        let points = CodePoints::new(&basis.text);
        let places = Places::new(&basis.text, &points);
        let claims = claims(&record, &basis, layout, &points, &places);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let document = self.texts.len();
        let mut page = Page { survey: self, document, name, basis: &basis, layout, points: &points, places: &places };
        page.known(&claims);
        page.titles(&claims);
        let headers = page.headers();
        page.unknown(&headers);
        let recognition = recognize::recognize(&basis.text, grammars);
        self.rival = self.rival.max(recognition.evidence.first().map_or(0, |best| best.score));
        if !recognition.unknown && pipeline::extract(bytes, &Options::new(grammars.clone())).outcome == Outcome::Complete {
            self.known.push((path.to_owned(), recognition.layout.id.clone()));
        }
        self.texts.push(basis.text);
        Ok(())
    }
}

/// One document while it is looked at.
struct Page<'a> {
    survey: &'a mut Survey,
    document: usize,
    name: &'a str,
    basis: &'a Basis,
    layout: &'a Layout,
    points: &'a CodePoints<'a>,
    places: &'a Places,
}

impl Page<'_> {
    fn place(&self, start: usize) -> String {
        format!("{}:{}", report::shown(self.name), self.places.of(start).line)
    }

    fn of(&self, piece: &Piece) -> &str {
        piece.span.of(&self.basis.text)
    }

    fn place_of(&self, piece: &Piece) -> String {
        self.place(self.points.pair(piece.span)[0])
    }

    /// Labels and headers that the vocabulary knows.
    fn known(&mut self, claims: &[Claim]) {
        for claim in claims.iter().filter(|claim| matches!(claim.kind, Some("label" | "section" | "header"))) {
            let Some(line) = &claim.grammar else { continue };
            let list = line.key.split('.').next().unwrap_or("");
            let into = match list {
                "fields" | "goals" | "sections" => &mut self.survey.labels,
                "columns" => &mut self.survey.columns,
                "budget" => &mut self.survey.budget,
                _ => continue,
            };
            let text = claim.text.trim_matches(|c: char| is_blank(c) || matches!(c, ':' | '：')).to_owned();
            let place = format!("{}:{}", report::shown(self.name), claim.place.line);
            let seen = into.entry(text).or_default();
            seen.key = Some(line.key.clone());
            seen.note(self.document, place);
        }
    }

    /// Titles of forms, and whether names stand before them.
    fn titles(&mut self, claims: &[Claim]) {
        let words = &self.layout.vocabulary.titles;
        let holds = |text: &str, words: &[String]| words.iter().any(|word| text.contains(word.as_str()));
        let ends = |text: &str, words: &[String]| words.iter().any(|word| text.ends_with(word.as_str()));
        const LONGEST: usize = 60;
        for piece in self.basis.pieces.clone() {
            let text = self.of(&piece).to_owned();
            let folded = fold_into(&text);
            if text.chars().count() > LONGEST
                || text.contains(['。', '，', '；', '：'])
                || !ends(&folded, &words.ends)
                || !holds(&folded, &words.form)
            {
                continue;
            }
            let known = holds(&folded, &words.department) || ends(&folded, &words.project);
            let place = self.place_of(&piece);
            let seen = self.survey.titles.entry(text).or_default();
            seen.key = known.then(|| "titles.project".to_owned());
            seen.note(self.document, place);
        }
        let first = |wanted: &dyn Fn(&Claim) -> bool| claims.iter().find(|claim| wanted(claim)).map(|claim| claim.start);
        let name = first(&|claim| claim.grammar.as_ref().is_some_and(|line| line.key == "fields.name") && claim.kind.is_some());
        let title = first(&|claim| claim.pointers.iter().any(|pointer| pointer.ends_with("/form_title")));
        match (name, title) {
            (Some(name), Some(title)) if name < title => self.survey.name_first += 1,
            _ => self.survey.title_first += 1,
        }
    }

    /// Rows of column headers: their pieces by index. Unknown headers among known ones are asked for.
    fn headers(&mut self) -> BTreeSet<usize> {
        let words = &self.layout.vocabulary;
        let mut headers = BTreeSet::new();
        for row in rows(&self.basis.pieces) {
            let cells: Vec<(usize, String)> = row
                .clone()
                .flat_map(|at| cells(self.of(&self.basis.pieces[at]), &self.basis.pieces[at]).into_iter().map(move |cell| (at, cell)))
                .collect();
            let role = |text: &str| words.columns.whole(text).map(|found| found.meaning);
            let roles: Vec<Option<Role>> = cells.iter().map(|(_, text)| role(text)).collect();
            let known = roles.iter().flatten().count();
            let levels = roles.iter().flatten().filter(|role| matches!(role, Role::Level1 | Role::Level2 | Role::Name)).count();
            if known < 3 || levels == 0 || known * 2 < cells.len() {
                continue;
            }
            headers.extend(row);
            let place = cells.first().map(|(at, _)| self.place_of(&self.basis.pieces[*at])).unwrap_or_default();
            for ((at, text), role) in cells.iter().zip(&roles).filter(|(cell, role)| role.is_some() || label_like(&cell.1)) {
                let place = self.place_of(&self.basis.pieces[*at]);
                let seen = self.survey.columns.entry(text.clone()).or_default();
                seen.key = seen.key.take().or_else(|| role.map(|role| format!("columns.{}", snake(role))));
                seen.note(self.document, place);
            }
            let order: Vec<Role> = roles.iter().copied().flatten().collect();
            let whole = order.len() == roles.len()
                && order.contains(&Role::Name)
                && order.contains(&Role::Target)
                && !order.contains(&Role::HistoryGroup);
            if whole && self.survey.order.is_none() {
                self.survey.order = Some((order, place));
            }
        }
        headers
    }

    /// Label-like cells that the vocabulary does not know.
    fn unknown(&mut self, headers: &BTreeSet<usize>) {
        let pieces = &self.basis.pieces;
        for row in rows(pieces) {
            if headers.contains(&row.start) || self.is_indicator(&pieces[row.start]) {
                continue;
            }
            // A cell behind a label is its value.
            let mut labelled = false;
            let pairs = row.clone().any(|at| self.is_known(self.of(&pieces[at])));
            for at in row.clone() {
                let text = self.of(&pieces[at]).to_owned();
                if text.is_empty() {
                    continue;
                }
                let value = std::mem::take(&mut labelled);
                if self.is_known(&text) {
                    labelled = true;
                } else if let Some((label, behind)) = before_colon(&text).filter(|(_, behind)| !self.is_money(behind)) {
                    let behind = if behind.is_empty() { self.value_behind(at, row.end) } else { behind.to_owned() };
                    self.ask(at, label, behind);
                } else if !value && pairs && pieces[at].row().is_some() && label_like(&text) && at + 1 < row.end {
                    let behind = self.value_behind(at, row.end);
                    self.ask(at, &text, behind);
                    labelled = true;
                }
            }
        }
    }

    fn value_behind(&self, at: usize, end: usize) -> String {
        self.basis.pieces.get(at + 1).filter(|_| at + 1 < end).map(|piece| self.of(piece).to_owned()).unwrap_or_default()
    }

    fn ask(&mut self, at: usize, label: &str, behind: String) {
        if !label_like(label) || self.is_known(label) {
            return;
        }
        let place = self.place_of(&self.basis.pieces[at]);
        let seen = self.survey.labels.entry(label.to_owned()).or_default();
        if seen.example.is_empty() {
            seen.example = behind;
        }
        seen.note(self.document, place);
    }

    /// A row of an indicator table begins with a level word.
    fn is_indicator(&self, piece: &Piece) -> bool {
        let words = &self.layout.vocabulary;
        let folded = fold_into(self.of(piece));
        words.levels.whole(&folded).is_some() || words.columns.whole(&folded).is_some()
    }

    /// 单位：万元 declares the unit of a table.
    fn is_money(&self, text: &str) -> bool {
        self.layout.vocabulary.money.yuan.contains_key(text)
    }

    fn is_known(&self, text: &str) -> bool {
        is_word(&self.layout.vocabulary, text)
    }
}

impl Seen {
    fn note(&mut self, document: usize, place: String) {
        if self.documents.insert(document) || !self.places.contains(&place) {
            self.places.push(place);
        }
    }
}

/// Whether the vocabulary has the word, in whatever list.
pub fn is_word(words: &Vocabulary, text: &str) -> bool {
    let label = words.labels.whole(text).is_some() || words.columns.whole(text).is_some() || words.tables.whole(text).is_some();
    let before = before_colon(text).is_some_and(|(label, _)| words.labels.whole(label).is_some());
    let folded = fold_into(text);
    let in_heads = |heads: &[String]| {
        heads.iter().any(|head| folded.strip_prefix(&fold_into(head)).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())))
    };
    let value = words.levels.whole(text).is_some() || words.is_placeholder(text) || words.budget_columns.whole(text).is_some();
    let usual = [&words.bases, &words.scorings, &words.evidences, &words.totals, &words.quantitative, &words.qualitative];
    let line = words.notes.iter().any(|note| folded.starts_with(note.trim_end_matches(':')));
    label
        || before
        || value
        || line
        || in_heads(&words.item_heads)
        || in_heads(&words.indicator_heads)
        || usual.iter().any(|set| set.contains(&folded))
}

/// Cells of one row as far as the document tells, or one line.
fn rows(pieces: &[Piece]) -> Vec<std::ops::Range<usize>> {
    let mut rows: Vec<std::ops::Range<usize>> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let goes_on = at > 0
            && match (pieces[at - 1].place, piece.place) {
                (Place::GridCell { row: before, .. }, Place::GridCell { row, .. }) => before == row,
                (Place::LooseCell, Place::LooseCell) => !piece.after_blank,
                (Place::GridCell { .. } | Place::LooseCell | Place::CellLine, Place::CellLine) => true,
                _ => false,
            };
        match rows.last_mut() {
            Some(row) if goes_on => row.end = at + 1,
            _ => rows.push(at..at + 1),
        }
    }
    rows
}

/// The words of a line, or the cell.
fn cells(text: &str, piece: &Piece) -> Vec<String> {
    match piece.is_line() {
        true => text.split(is_blank).filter(|word| !word.is_empty()).map(str::to_owned).collect(),
        false => (!text.is_empty()).then(|| text.to_owned()).into_iter().collect(),
    }
}

/// A column's key as the files spell it.
pub fn snake(role: Role) -> String {
    let mut out = String::new();
    for c in format!("{role:?}").chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A label before a colon, and what stands behind it.
fn before_colon(text: &str) -> Option<(&str, &str)> {
    let at = text.find([':', '：'])?;
    let behind = text[at..].trim_start_matches([':', '：']).trim_matches(is_blank);
    Some((text[..at].trim_matches(is_blank), behind))
}

/// A few Chinese characters, perhaps with brackets: no sentence, no number.
fn label_like(text: &str) -> bool {
    const LONGEST: usize = 16;
    let mut han = 0;
    for c in text.chars() {
        match c {
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '（' | '）' | '(' | ')' | '、' | '/' | '％' | '%' | '“' | '”' => {}
            c if is_blank(c) => {}
            _ => return false,
        }
    }
    (2..=LONGEST).contains(&han)
}
