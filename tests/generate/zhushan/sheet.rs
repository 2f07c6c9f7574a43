//! The page under construction: rows, lines and gaps, and how each text shape prints them.
//! Native is Tika's text of a .doc (TAB + cell + newline, a blank line after each row);
//! tabbed is one row per line.

/// How nested and merged cells appear in TAB-separated text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One cell per line, nested tables flattened.
    Native,
    /// One row per line. `span`: merged cells leave empty cells; `lead`: rows of a
    /// nested table start with the (empty) continuation of the outer label.
    Tabbed { span: bool, lead: bool },
}

/// One printed element.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A row of a top-level table; `data` rows may suffer damage to their blank lines.
    Row { cells: Vec<String>, data: bool },
    /// A paragraph without TAB.
    Line(String),
    /// Blank lines between tables: may grow, never vanish.
    Gap(usize),
    /// Blank lines inside a cell: no structure, may grow or vanish.
    Soft(usize),
    /// A place where a foreign sentence can stand without touching free text.
    Anchor,
}

/// Collects pieces in printing order.
#[derive(Debug)]
pub struct Sheet {
    pub shape: Shape,
    /// 0 as usual, 1 half-width, 2 full-width punctuation in labels.
    pub width: u8,
    /// Narrow cells wrap their labels.
    pub wrap: bool,
    /// Thousands separators in amounts.
    pub thousands: bool,
    /// What stands in a blank amount cell.
    pub blank: &'static str,
    pub pieces: Vec<Piece>,
}

/// Punctuation of labels and titles in the document's width.
pub fn spelled(text: &str, width: u8) -> String {
    text.chars()
        .map(|c| match (width, c) {
            (1, '（') => '(',
            (1, '）') => ')',
            (1, '：') => ':',
            (1, '“' | '”') => '"',
            (2, '(') => '（',
            (2, ')') => '）',
            (2, ':') => '：',
            _ => c,
        })
        .collect()
}

impl Sheet {
    pub fn native(&self) -> bool {
        self.shape == Shape::Native
    }

    /// A label in the document's punctuation.
    pub fn label(&self, text: &str) -> String {
        spelled(text, self.width)
    }

    /// A label that a narrow cell may wrap at `|`; in TAB text a wrap would break the row.
    pub fn wrapped(&self, text: &str) -> String {
        self.label(&text.replace('|', if self.native() && self.wrap { "\n" } else { "" }))
    }

    /// An amount cell of a budget table.
    pub fn amount(&self, value: Option<&String>) -> String {
        match value {
            Some(digits) if self.thousands => super::target::separated(digits),
            Some(digits) => digits.clone(),
            None => self.blank.to_owned(),
        }
    }

    pub fn row<S: Into<String>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let cells = cells.into_iter().map(Into::into).collect();
        self.pieces.push(Piece::Row { cells, data: false });
    }

    pub fn data(&mut self, cells: Vec<String>) {
        self.pieces.push(Piece::Row { cells, data: true });
    }

    pub fn line(&mut self, text: impl Into<String>) {
        self.pieces.push(Piece::Line(text.into()));
    }

    pub fn gap(&mut self, lines: usize) {
        self.pieces.push(Piece::Gap(lines));
    }

    pub fn soft(&mut self, lines: usize) {
        self.pieces.push(Piece::Soft(lines));
    }

    /// Labels of a header row; a label followed by `+n` spans n cells.
    pub fn header(&mut self, labels: &[&str]) {
        let keep = matches!(self.shape, Shape::Tabbed { span: true, .. });
        let mut cells = Vec::new();
        for label in labels {
            let (text, span) =
                label.split_once('+').map_or((*label, 1), |(text, n)| (text, n.parse::<usize>().expect("a span is a number")));
            cells.push(self.wrapped(text));
            if keep {
                cells.extend(std::iter::repeat_n(String::new(), span - 1));
            }
        }
        self.row(cells);
    }

    /// Paragraphs of free text as lines of a flattened cell.
    pub fn text(&mut self, paragraphs: &[String]) {
        for (at, paragraph) in paragraphs.iter().enumerate() {
            if at > 0 {
                self.soft(at % 2);
            }
            self.line(paragraph.clone());
        }
    }

    /// A row with free text in its last cell.
    pub fn text_row(&mut self, labels: &[String], paragraphs: &[String]) {
        let mut cells = labels.to_vec();
        cells.push(paragraphs.join("\n"));
        self.row(cells);
    }
}
