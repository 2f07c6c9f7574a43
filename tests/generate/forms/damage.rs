//! Damages, and the choices that decide how a record is printed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::phrases::foreign;

/// The damages; a case lists in its notes those that really happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    Crlf,
    TrailingBlanks,
    ExtraBlankLines,
    SectionBlanksRemoved,
    Punctuation,
    MixedPlaceholders,
    HeaderLost,
    FirstTab,
    CollapsedCategory,
    BlankLineInRow,
    RowBlankLost,
    Markup,
    ShiftedRow,
    ShortRows,
    RepeatedHeader,
    RepeatedTitle,
    RepeatedLabels,
    YearLost,
    TitleLost,
    TornLabels,
    ValueApart,
    PageMarks,
    CellWraps,
    BrokenRows,
    Enumerators,
    SatisfactionLost,
    InnerLabels,
    NumberedProjects,
    Foreign,
}

impl Damage {
    pub fn note(self) -> &'static str {
        match self {
            Damage::Crlf => "CRLF line ends",
            Damage::TrailingBlanks => "blanks at line ends",
            Damage::ExtraBlankLines => "extra blank lines",
            Damage::SectionBlanksRemoved => "blank lines between sections removed",
            Damage::Punctuation => "half/full-width punctuation of labels swapped",
            Damage::MixedPlaceholders => "other placeholders in empty cells",
            Damage::HeaderLost => "header rows lost",
            Damage::FirstTab => "TAB of the first row lost or preceded by a blank",
            Damage::CollapsedCategory => "category row collapsed",
            Damage::BlankLineInRow => "blank line inside a row",
            Damage::RowBlankLost => "blank line between rows lost",
            Damage::Markup => "<p> markup",
            Damage::ShiftedRow => "row without its two leading TABs",
            Damage::ShortRows => "rows without trailing TABs",
            Damage::RepeatedHeader => "header row repeated",
            Damage::RepeatedTitle => "title and year again at the top of a page",
            Damage::RepeatedLabels => "category labels repeated in each row",
            Damage::YearLost => "year line missing",
            Damage::TitleLost => "form title missing",
            Damage::TornLabels => "labels torn at any place",
            Damage::ValueApart => "value on the line after a blank",
            Damage::PageMarks => "page marks",
            Damage::CellWraps => "line wraps inside names and units",
            Damage::BrokenRows => "line ends inside the cells of a sheet",
            Damage::Enumerators => "section labels with enumerators",
            Damage::SatisfactionLost => "level 1 label of satisfaction missing",
            Damage::InnerLabels => "labels inside a text",
            Damage::NumberedProjects => "numbered lines above projects",
            Damage::Foreign => "foreign sentence",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One cell per line, each behind a TAB.
    Cells,
    /// One row per line, cells between TABs.
    Tabs,
    /// Running text of a PDF.
    Running,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8Bom,
    Gb18030,
    Utf16Le,
}

/// Everything that decides how a record is printed.
#[derive(Clone, Debug)]
pub struct Choices {
    pub shape: Shape,
    /// Line length of running text, in full-width characters.
    pub width: usize,
    pub encoding: Encoding,
    pub damages: Vec<Damage>,
    pub foreign: Vec<String>,
    /// Where and how often: shrinks to 0.
    pub seed: u64,
}

impl Choices {
    pub fn has(&self, damage: Damage) -> bool {
        self.damages.contains(&damage)
    }
}

/// Choices for a layout: its native shape in 70 of 100 cases, damage in two of three.
pub fn choices(native: Shape, others: &'static [Shape], damages: &'static [Damage]) -> BoxedStrategy<Choices> {
    let most = damages.len().min(6);
    let damages = prop_oneof![
        1 => Just(Vec::new()),
        2 => subsequence(damages, 1..=most)
    ];
    let encoding = prop_oneof![
        82 => Just(Encoding::Utf8),
        6 => Just(Encoding::Utf8Bom),
        6 => Just(Encoding::Gb18030),
        6 => Just(Encoding::Utf16Le),
    ];
    (prop_oneof![7 => Just(native), 3 => select(others)], 40usize..=50, encoding, damages, vec(foreign(), 1..3), any::<u64>())
        .prop_map(|(shape, width, encoding, damages, foreign, seed)| Choices { shape, width, encoding, damages, foreign, seed })
        .boxed()
}
