//! `gongkai inspect`: the pieces that one document was decoded into, before anybody asks what they mean.

use std::process::ExitCode;

use clap::Args;
use gongkai::model::document::{Document, Piece, Place};
use gongkai::model::span::CodePoints;

use super::one::One;
use super::output::Output;
use super::places::Places;
use super::report::Stop;

/// Print the lines and table cells that the document was decoded into, one a line
///
/// KIND PLACE BLANK SPAN TEXT, separated by blanks:
///
///   KIND   line  running text, or a further paragraph of the cell before it (the text does not say)
///          cell  a table cell on a line of its own; its row and column are not certain
///          grid  a table cell whose row and column are certain
///          more  a further paragraph that certainly belongs to the cell before it
///          page  a line of a page header or footer, behind everything else
///   PLACE  the line of the text; for grid row.column, rows counted through the document, columns from 0
///   BLANK  * where a blank line (or the start) stands before it, else .
///   SPAN   start..end in code points of the text that `gongkai text` prints
///   TEXT   as a JSON string; "" is an empty cell
#[derive(Debug, Args)]
#[command(verbatim_doc_comment, after_help = EXAMPLE)]
pub struct Inspect {
    #[command(flatten)]
    one: One,
}

const EXAMPLE: &str = r#"Example:
  line 1    * 0..16        "某县教育局2022年部门预算公开"
  cell 3    * 18..22       "一级指标"
  grid 4.1  . 41..45       "产出指标""#;

impl Inspect {
    /// Prints them.
    pub fn run(&self) -> Result<ExitCode, Stop> {
        let document = self.one.decoded()?;
        let points = CodePoints::new(&document.text);
        let places = Places::new(&document.text, &points);
        let mut output = Output::to(None)?;
        for piece in &document.pieces {
            output.write(shown(kind(piece.place), piece, &document, &points, &places).as_bytes())?;
        }
        for &line in &document.margins {
            let piece = Piece { span: line, place: Place::Line, after_blank: line == document.margins[0] };
            output.write(shown("page", &piece, &document, &points, &places).as_bytes())?;
        }
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn kind(place: Place) -> &'static str {
    match place {
        Place::Line => "line",
        Place::LooseCell => "cell",
        Place::GridCell { .. } => "grid",
        Place::CellLine => "more",
    }
}

fn shown(kind: &str, piece: &Piece, document: &Document, points: &CodePoints, places: &Places) -> String {
    let [start, end] = points.pair(piece.span);
    let place = match piece.place {
        Place::GridCell { row, column } => format!("{row}.{column}"),
        _ => places.of(start).line.to_string(),
    };
    let blank = if piece.after_blank { '*' } else { '.' };
    let span = format!("{start}..{end}");
    let text = serde_json::Value::from(piece.span.of(&document.text));
    format!("{kind} {place:<6} {blank} {span:<13} {text}\n")
}
