//! What every parser here has at hand: the text, its pieces, the words of the layout, and the places to
//! write structure and findings to.

use std::borrow::Cow;

use crate::grammar::{Layout, Vocabulary, fold_into, folded};
use crate::model::coverage::Structure;
use crate::model::document::{Piece, Place};
use crate::model::finding::{Code, Finding, Severity};
use crate::model::parsed::Raw;
use crate::model::span::{Span, is_blank};

use super::tokens::{Token, enumerator, mark};

/// Shared by the parsers of one document.
pub struct Context<'a> {
    /// The canonical text.
    pub text: &'a str,
    /// Lines and cells without page marks.
    pub pieces: Vec<Piece>,
    /// The layout read with.
    pub layout: &'a Layout,
    /// Its words.
    pub words: &'a Vocabulary,
    /// The width lines are hard-wrapped at, where the whole document is running text.
    pub wrap: Option<usize>,
    /// The width that lines beside tables are hard-wrapped at, where the document has cells.
    pub wrapped: Option<Cut>,
    /// Whether the whole document is running text, without any cell.
    pub running: bool,
    /// The last piece that is a cell.
    pub last_cell: Option<usize>,
    /// The tokens, once read.
    pub tokens: Vec<Token>,
    /// Recognised text that is no value.
    pub structure: Vec<(Span, Structure)>,
    /// What was repaired or not understood.
    pub findings: Vec<Finding>,
}

impl<'a> Context<'a> {
    /// Takes page marks and pictures out of the pieces.
    pub fn new(text: &'a str, pieces: &[Piece], layout: &'a Layout) -> Self {
        let mut cx = Self {
            text,
            pieces: Vec::with_capacity(pieces.len()),
            layout,
            words: &layout.vocabulary,
            wrap: None,
            wrapped: None,
            running: false,
            last_cell: None,
            tokens: Vec::new(),
            structure: Vec::new(),
            findings: Vec::new(),
        };
        let mut blank = false;
        for piece in pieces {
            let mut piece = *piece;
            cx.without_picture(&mut piece.span);
            if piece.is_line()
                && !piece.span.is_empty()
                && let Some(kind) = mark(piece.span.of(text))
            {
                cx.structure.push((piece.span, kind));
                blank |= piece.after_blank;
                continue;
            }
            piece.after_blank |= std::mem::take(&mut blank);
            cx.pieces.push(piece);
        }
        cx.restore_lost_tabs();
        super::merged::without_repeats(&mut cx);
        super::broken::rows(&mut cx);
        super::bare::cells(&mut cx);
        super::again::titles(&mut cx);
        cx.last_cell = cx.pieces.iter().rposition(Piece::is_cell);
        if cx.last_cell.is_none() {
            cx.running = true;
            cx.wrap = wrap_width(text, &cx.pieces);
        } else {
            cx.wrapped = cut_width(text, &cx.pieces);
        }
        cx
    }

    /// A level 1 word on a line right above cells is a row's first cell whose TABs were lost.
    fn restore_lost_tabs(&mut self) {
        for index in 1..self.pieces.len() {
            let (line, next) = (self.pieces[index - 1], self.pieces[index]);
            if !line.is_line() || matches!(next.place, Place::Line | Place::CellLine) {
                continue;
            }
            let folded = folded(line.span.of(self.text));
            if !self.words.is_full_level(&folded) || !self.words.level1.contains_key(&folded) {
                continue;
            }
            if self.ends_torn_level(index - 1) {
                continue;
            }
            let before = index.checked_sub(2).is_some_and(|before| self.pieces[before].row().is_some() && !line.after_blank);
            let place = match next.place {
                Place::LooseCell if !next.after_blank => Place::LooseCell,
                // In a sheet: a row of one cell. Its number only has to be its own.
                Place::GridCell { .. } if before || !next.after_blank => Place::GridCell { row: u32::MAX - index as u32, column: 0 },
                _ => continue,
            };
            self.pieces[index - 1].place = place;
            self.pieces[index - 1].after_blank = true;
        }
    }

    /// Whether the line at `index` is the end of a level label torn inside its cell: 服务对象⏎满意度指标
    fn ends_torn_level(&self, index: usize) -> bool {
        let Some(above) = index.checked_sub(1).map(|above| self.pieces[above]).filter(|above| above.is_cell()) else { return false };
        let joined = fold_into(&format!("{}{}", above.span.of(self.text), self.pieces[index].span.of(self.text)));
        !above.span.is_empty() && (self.words.level1.contains_key(&joined) || self.words.level2.contains_key(&joined))
    }

    /// Cuts `[image: …]` off either end.
    fn without_picture(&mut self, span: &mut Span) {
        loop {
            let text = span.of(self.text);
            let cut = if text.ends_with(']')
                && let Some(at) = text.rfind("[image:")
            {
                (at, text.len(), Span::new(span.start as usize, span.start as usize + at))
            } else if text.starts_with("[image:")
                && let Some(end) = text.find(']')
            {
                (0, end + 1, Span::new(span.start as usize + end + 1, span.end as usize))
            } else {
                return;
            };
            let start = span.start as usize;
            self.structure.push((Span::new(start + cut.0, start + cut.1), Structure::PageMark));
            *span = cut.2.trimmed(self.text);
        }
    }

    /// The text of a piece.
    pub fn of(&self, index: usize) -> &'a str {
        self.pieces[index].span.of(self.text)
    }

    /// Marks recognised text.
    pub fn mark(&mut self, span: Span, kind: Structure) {
        if !span.is_empty() {
            self.structure.push((span, kind));
        }
    }

    /// Marks every line of a value that turned out to be structure.
    pub fn mark_raw(&mut self, raw: &Raw, kind: Structure) {
        for (_, span) in &raw.parts {
            self.structure.push((*span, kind));
        }
    }

    /// Adds a finding.
    pub fn find(&mut self, code: Code, severity: Severity, message: impl Into<String>, span: Option<Span>) {
        self.findings.push(Finding::new(code, severity, message, span));
    }

    /// A value folded for comparison with the vocabulary.
    pub fn folded(&self, raw: &Raw) -> Cow<'a, str> {
        match raw.joined(self.text) {
            Cow::Borrowed(text) => folded(text),
            Cow::Owned(text) => Cow::Owned(fold_into(&text)),
        }
    }

    /// Whether the cell says nothing: blank, or one of the placeholders.
    pub fn says_nothing(&self, raw: &Raw) -> bool {
        raw.is_empty() || (raw.parts.len() == 1 && self.words.is_placeholder(raw.parts[0].1.of(self.text)))
    }

    /// Whether a line is a sentence rather than a short value.
    pub fn is_sentence(&self, span: Span) -> bool {
        let text = span.of(self.text);
        text.ends_with(['。', '！', '？', '；']) || text.contains('。')
    }
}

/// Width on paper: Chinese characters count two.
pub fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The width that lines are hard-wrapped at, if they are; `None` where they are paragraphs.
pub fn wrap_width(text: &str, pieces: &[Piece]) -> Option<usize> {
    const NARROWEST: usize = 40;
    const WIDEST: usize = 160;
    const RAGGED: usize = 8;
    let mut widths: Vec<usize> =
        pieces.iter().filter(|piece| piece.is_line()).map(|piece| width(piece.span.of(text))).filter(|&w| w <= WIDEST).collect();
    widths.sort_unstable_by(|a, b| b.cmp(a));
    // Wrapped lines crowd at one width; a single line may stick out of it.
    let crowd = widths.windows(2).find(|pair| pair[0] >= NARROWEST && pair[1] + RAGGED >= pair[0]).map(|pair| pair[0])?;
    let (mut full, mut open) = (0, 0);
    for piece in pieces.iter().filter(|piece| piece.is_line()) {
        let line = piece.span.of(text);
        if width(line) + RAGGED >= crowd && width(line) <= WIDEST {
            full += 1;
            open += usize::from(ends_open(line));
        }
    }
    // Most full lines end in the middle of a sentence.
    (open * 2 >= full).then_some(crowd)
}

/// A width that lines are cut at: on paper, or in characters.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    measure: fn(&str) -> usize,
    widest: usize,
    /// How much narrower a full line may be.
    ragged: usize,
}

impl Cut {
    /// Whether a line is as wide as lines get.
    pub fn is_full(&self, line: &str) -> bool {
        let width = (self.measure)(line);
        width <= self.widest && width + self.ragged >= self.widest
    }
}

/// The width at which lines beside tables are cut, if they are: nothing is wider, and those of that width stop inside
/// words. Paragraphs have all widths.
fn cut_width(text: &str, pieces: &[Piece]) -> Option<Cut> {
    const FEWEST: usize = 2;
    let lines = || pieces.iter().enumerate().filter(|(_, piece)| piece.is_line()).map(|(at, piece)| (at, piece.span.of(text)));
    let characters = |line: &str| line.chars().count();
    // On paper a character of two columns may not fit behind one of one column.
    let on_paper = Cut { measure: width, widest: 40, ragged: 4 };
    let counted = Cut { measure: characters, widest: 24, ragged: 0 };
    // What is as narrow as these is not cut.
    [on_paper, counted].into_iter().find_map(|Cut { measure, widest: narrowest, ragged }| {
        let widest = lines().map(|(_, line)| measure(line)).max().filter(|&widest| widest >= narrowest)?;
        let found = Cut { measure, widest, ragged };
        let full: Vec<(usize, &str)> = lines().filter(|(_, line)| found.is_full(line)).collect();
        let cut = |(at, line): &(usize, &str)| {
            let goes_on = |next: &Piece| next.is_line() && !next.after_blank && enumerator(next.span.of(text)).is_none();
            pieces.get(at + 1).is_some_and(goes_on) && line.ends_with(char::is_alphanumeric)
        };
        let cuts = full.iter().filter(|line| cut(line)).count();
        (cuts >= FEWEST && cuts * 3 >= full.len() * 2).then_some(found)
    })
}

/// Whether `span` runs on in the next line.
pub fn ends_open(text: &str) -> bool {
    !text.trim_end_matches(is_blank).ends_with(['。', '；', ';', '！', '？', '：', ':', '.'])
}
