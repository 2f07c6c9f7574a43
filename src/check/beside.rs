//! What rules are told beside the record: the words of the layout, and what was recognised but is no value (notes,
//! placeholders, pictures, left-over HTML), each with its place. Places are only compared, never looked up in a text.

use crate::grammar::Vocabulary;
use crate::model::coverage::Structure;
use crate::model::record::{Record, Text};
use crate::model::span::Span;

use super::path::Path;

/// A piece of text that is no value.
pub type Piece<'a> = (Span, &'a str);

/// What the record leaves out of a document.
#[derive(Debug, Clone)]
pub struct Beside<'a> {
    /// The words that the document was read with.
    pub words: &'a Vocabulary,
    /// 注：…
    pub notes: Vec<Piece<'a>>,
    /// 空, **, ……
    pub placeholders: Vec<Piece<'a>>,
    /// [image: …]
    pub pictures: Vec<Piece<'a>>,
    /// Tags and entities of HTML that stand in the text.
    pub markup: Vec<Piece<'a>>,
}

impl<'a> Beside<'a> {
    /// Nothing but the words.
    pub fn nothing(words: &'a Vocabulary) -> Self {
        Self { words, notes: Vec::new(), placeholders: Vec::new(), pictures: Vec::new(), markup: Vec::new() }
    }

    /// What is structure, or markup, in `text`; everything in printed order.
    pub fn new(words: &'a Vocabulary, text: &'a str, structure: &[(Span, Structure)], markup: Vec<Span>) -> Self {
        let mut beside = Self::nothing(words);
        beside.markup = markup.into_iter().map(|span| (span, span.of(text))).collect();
        for (span, kind) in structure {
            let piece = span.trimmed(text);
            let list = match kind {
                Structure::Note => &mut beside.notes,
                Structure::Placeholder => &mut beside.placeholders,
                Structure::PageMark if piece.of(text).starts_with("[image:") => &mut beside.pictures,
                _ => continue,
            };
            if !piece.is_empty() {
                list.push((piece, piece.of(text)));
            }
        }
        for list in [&mut beside.notes, &mut beside.placeholders, &mut beside.pictures] {
            list.sort_unstable();
            list.dedup();
        }
        beside
    }
}

/// The pieces that lie in a value.
pub fn within<'p, 'a>(pieces: &'p [Piece<'a>], value: &Text) -> impl Iterator<Item = &'p Piece<'a>> {
    value.spans.iter().flat_map(move |span| {
        let first = pieces.partition_point(|(piece, _)| piece.start < span.start);
        pieces[first..].iter().take_while(move |(piece, _)| piece.start < span.end)
    })
}

/// Where the forms and tables of a document begin, in printed order.
pub struct Beginnings<'a>(Vec<Beginning<'a>>);

/// Where a form or table begins, and the value that it begins with.
struct Beginning<'a> {
    start: u32,
    at: Path<'a>,
    head: Path<'a>,
}

impl<'a> Beginnings<'a> {
    /// Of all forms and tables whose place is known.
    pub fn of(record: &'a Record) -> Self {
        let begins = |at: Path<'a>, texts: &[(&'static str, &Text)]| {
            let starts = texts.iter().filter_map(|(key, text)| Some((text.spans.first()?.start, *key)));
            starts.min().map(|(start, key)| Beginning { start, at, head: at.key(key) })
        };
        let tables = record.budget_tables.iter().enumerate().map(|(n, table)| begins(Path::table(n), &[("title", &table.title)]));
        let projects = record.projects.iter().enumerate();
        let projects = projects.map(|(n, form)| begins(Path::project(n), &[("form_title", &form.form_title), ("name", &form.name)]));
        let departments = record.departments.iter().enumerate().map(|(n, form)| begins(Path::department(n), &[("name", &form.name)]));
        let mut all: Vec<Beginning> = tables.chain(projects).chain(departments).flatten().collect();
        all.sort_unstable_by_key(|beginning| beginning.start);
        Self(all)
    }

    /// The form or table that a place is in.
    pub fn holder(&self, span: Span) -> Option<Path<'a>> {
        self.before(span).map(|beginning| beginning.at)
    }

    /// The title or name of the form or table that a place is in.
    pub fn head(&self, span: Span) -> Option<Path<'a>> {
        self.before(span).map(|beginning| beginning.head)
    }

    fn before(&self, span: Span) -> Option<&Beginning<'a>> {
        self.0[..self.0.partition_point(|beginning| beginning.start <= span.start)].last()
    }
}
