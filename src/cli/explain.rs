//! `gongkai explain`: why one document was read as it was, and what was not understood.

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args;
use gongkai::grammar::ENOUGH;
use gongkai::model::finding::Diagnostic;
use gongkai::model::record::{Outcome, Record, Source};
use gongkai::model::span::{CodePoints, Span};
use gongkai::pipeline::{self, Basis};
use gongkai::recognize;
use serde::Serialize;

use super::claims::{Claim, claims};
use super::explained;
use super::one::One;
use super::output::Output;
use super::painted::{Paint, Part};
use super::places::{Place, Places};
use super::report::{self, Stop};
use crate::isolate::{named, panics};

/// Show why a document was read as it was: evidence for each layout, the grammar line of each label, residue
///
/// Evidence are phrases that a layout's grammar names, each with its weight (a negative one speaks against the layout)
/// and the line:column of its first occurrence. Labels and headers come with the file and line of the grammar that knows
/// them. Coverage accounts for every non-blank character: claimed by a value, structural (a label, header or note that the
/// grammar knows), or unclaimed and listed as residue; the text shows them in colours, or marked where there are none.
#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    one: One,

    /// Print one JSON object instead
    #[arg(long)]
    json: bool,
}

/// All there is to say about the reading of a document.
#[derive(Debug, Serialize)]
pub struct Explanation {
    pub source: Source,
    pub outcome: Outcome,
    pub layout: String,
    /// For people.
    pub layout_name: String,
    /// The layout that fits as well.
    pub ambiguous: Option<String>,
    pub lines: usize,
    /// The file of the layout.
    pub layout_file: String,
    /// Evidence that a layout needs.
    pub threshold: i32,
    /// Best first.
    pub evidence: Vec<Evidence>,
    /// What was understood, and by which line of a grammar.
    pub claims: Vec<Claim>,
    #[serde(skip)]
    pub text: Vec<Part>,
    pub coverage: Counts,
    pub residue: Vec<Residue>,
    pub diagnostics: Vec<Placed>,
}

/// What speaks for and against one layout.
#[derive(Debug, Serialize)]
pub struct Evidence {
    pub layout: String,
    pub name: String,
    pub score: i32,
    pub found: Vec<Phrase>,
    /// What its grammar names and the document lacks.
    pub missing: Vec<Missing>,
}

/// A phrase where it first stands.
#[derive(Debug, Serialize)]
pub struct Phrase {
    pub phrase: String,
    pub weight: i32,
    #[serde(flatten)]
    pub place: Place,
    /// Where the grammar names it.
    pub grammar: String,
}

/// A phrase that is not there.
#[derive(Debug, Serialize)]
pub struct Missing {
    pub phrase: String,
    pub weight: i32,
}

/// Non-blank characters.
#[derive(Debug, Serialize)]
pub struct Counts {
    pub characters: usize,
    pub claimed: usize,
    pub structural: usize,
    pub structural_kinds: BTreeMap<String, usize>,
    pub unclaimed: usize,
}

/// Text that nothing expected.
#[derive(Debug, Serialize)]
pub struct Residue {
    #[serde(flatten)]
    pub place: Place,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

/// A diagnostic with its place for people.
#[derive(Debug, Serialize)]
pub struct Placed {
    #[serde(flatten)]
    pub diagnostic: Diagnostic,
    /// Null where it is about the whole document.
    pub place: Option<Place>,
}

impl Explain {
    /// Explains it.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let loaded = self.one.load()?;
        let options = self.one.reading.options()?;
        let (record, basis) = panics::caught(|| pipeline::explain(&loaded.bytes, &options)).map_err(Stop::Document)?;
        let record = named(record, loaded.name());
        if let Some(complaint) = report::complaint(&record) {
            return Err(Stop::Document(complaint));
        }
        let explanation = explain(record, &basis)?;
        let mut output = Output::to(None)?;
        output.write(self.written(&explanation)?.as_bytes())?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }

    fn written(&self, explanation: &Explanation) -> Result<String, Stop> {
        if !self.json {
            let colours = anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never;
            return Ok(report::for_stdout(explained::for_people(explanation, Paint::for_people(colours))));
        }
        let json = serde_json::to_string(explanation).map_err(|error| Stop::Run(error.to_string()))?;
        Ok(json + "\n")
    }
}

fn explain(record: Record, basis: &Basis) -> Result<Explanation, Stop> {
    let text = &basis.text;
    let points = CodePoints::new(text);
    let places = Places::new(text, &points);
    let recognition = basis.recognition.as_ref().ok_or_else(|| Stop::Document("expected a layout, found none".to_owned()))?;
    let claims = claims(&record, basis, &recognition.layout, &points, &places);
    let coverage = record.coverage;
    Ok(Explanation {
        text: super::painted::parts(text, &claims),
        claims,
        threshold: ENOUGH,
        layout_file: recognition.layout.source.path.clone(),
        layout_name: recognition.layout.name.clone(),
        ambiguous: recognition.ambiguous.clone(),
        lines: text.lines().count(),
        evidence: recognition.evidence.iter().map(|evidence| weighed(evidence, &points, &places)).collect(),
        residue: coverage
            .residue
            .into_iter()
            .map(|residue| Residue { place: places.of(residue.start), start: residue.start, end: residue.end, text: residue.text })
            .collect(),
        coverage: Counts {
            characters: coverage.characters,
            claimed: coverage.claimed,
            structural: coverage.structural,
            structural_kinds: coverage.structural_kinds,
            unclaimed: coverage.unclaimed,
        },
        diagnostics: record.diagnostics.into_iter().map(|diagnostic| placed(diagnostic, &places)).collect(),
        source: record.source,
        outcome: record.outcome,
        layout: record.layout,
    })
}

fn weighed(evidence: &recognize::Evidence, points: &CodePoints, places: &Places) -> Evidence {
    let place = |at: usize| places.of(points.pair(Span::new(at, at))[0]);
    let written = |phrase: &str| {
        let at = evidence.layout.evidence.iter().position(|(known, _)| known == phrase);
        at.and_then(|at| evidence.layout.evidence_places.get(at)).map(|place| place.file_line()).unwrap_or_default()
    };
    let phrase = |(phrase, weight, at): &(String, i32, usize)| Phrase {
        phrase: phrase.clone(),
        weight: *weight,
        place: place(*at),
        grammar: written(phrase),
    };
    let mut found: Vec<Phrase> = evidence.found.iter().map(phrase).collect();
    found.sort_by_key(|phrase| phrase.place);
    let layout = &evidence.layout;
    let is_found = |phrase: &str| found.iter().any(|found| found.phrase == phrase);
    let missing = layout.evidence.iter().filter(|(phrase, _)| !is_found(phrase));
    let missing = missing.map(|(phrase, weight)| Missing { phrase: phrase.clone(), weight: *weight });
    Evidence { layout: layout.id.clone(), name: layout.name.clone(), score: evidence.score, missing: missing.collect(), found }
}

fn placed(diagnostic: Diagnostic, places: &Places) -> Placed {
    let place = diagnostic.span.map(|[start, _]| places.of(start));
    Placed { diagnostic, place }
}
