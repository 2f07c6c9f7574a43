//! Any table, drawn in any way that Word allows, gives its grid back: spans, gaps, merges and tables in cells, with
//! runs split, paragraphs left empty and everything wrapped in content controls.

use proptest::prelude::*;

use crate::builder::{docx, escape, read};

#[derive(Debug, Clone)]
struct Cell {
    span: u16,
    /// Whether it takes part in a vertical merge; the row above decides how.
    merged: bool,
    content: Vec<Content>,
}

#[derive(Debug, Clone)]
enum Content {
    Paragraph(String),
    Table(Vec<Row>),
}

#[derive(Debug, Clone)]
struct Row {
    before: u16,
    cells: Vec<Cell>,
}

fn paragraph() -> impl Strategy<Value = Content> {
    "([甲乙丙≥a-c0-9&<>]{1,5}( [丁戊]{1,2})?)?".prop_map(Content::Paragraph)
}

fn table() -> impl Strategy<Value = Vec<Row>> {
    let rows = |content: BoxedStrategy<Content>| {
        let cell = (1u16..4, any::<bool>(), prop::collection::vec(content, 1..4)).prop_map(|(span, merged, content)| Cell {
            span,
            merged,
            content,
        });
        let row = (0u16..3, prop::collection::vec(cell, 0..5)).prop_map(|(before, cells)| Row { before, cells });
        prop::collection::vec(row, 0..5)
    };
    let content =
        paragraph().boxed().prop_recursive(3, 40, 6, move |inner| prop_oneof![3 => paragraph(), 1 => rows(inner).prop_map(Content::Table)]);
    rows(content.boxed())
}

/// Draws with whims that change nothing; they follow from a number.
struct Pen(u64);

impl Pen {
    fn whim(&mut self, one_in: u64) -> bool {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).is_multiple_of(one_in)
    }

    fn wrapped(&mut self, inner: String) -> String {
        if self.whim(5) {
            format!("<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>")
        } else {
            inner
        }
    }

    fn paragraph(&mut self, text: &str) -> String {
        let mut runs = String::new();
        let mut run = String::new();
        for c in text.chars() {
            run.push(c);
            if self.whim(3) {
                runs += &self.run(&std::mem::take(&mut run));
            }
        }
        runs += &self.run(&run);
        let inner = format!("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{runs}</w:p>");
        self.wrapped(inner)
    }

    fn run(&mut self, text: &str) -> String {
        let properties = if self.whim(2) { "<w:rPr><w:b/><w:sz w:val=\"21\"/></w:rPr>" } else { "" };
        let noise = if self.whim(4) {
            "<w:bookmarkStart w:id=\"0\" w:name=\"x\"/><w:proofErr w:type=\"spellStart\"/><w:del w:id=\"3\"><w:r><w:delText>旧</w:delText></w:r></w:del>"
        } else {
            ""
        };
        let run = format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text));
        let run = if self.whim(6) { format!("<w:ins w:id=\"4\">{run}</w:ins>") } else { run };
        format!("{noise}{run}")
    }

    fn table(&mut self, rows: &[Row]) -> String {
        let mut drawn = String::new();
        let mut above = Vec::new();
        for row in rows {
            let merges = merges(row, &mut above);
            let mut cells = String::new();
            for (cell, merge) in row.cells.iter().zip(merges) {
                let mut content = String::new();
                for part in &cell.content {
                    content += &match part {
                        Content::Paragraph(text) => self.paragraph(text),
                        Content::Table(rows) => self.table(rows),
                    };
                }
                let vertical = match merge {
                    Merge::None => "",
                    Merge::Begins => "<w:vMerge w:val=\"restart\"/>",
                    Merge::Continues if self.whim(2) => "<w:vMerge/>",
                    Merge::Continues => "<w:vMerge w:val=\"continue\"/>",
                };
                let span = if cell.span > 1 { format!("<w:gridSpan w:val=\"{}\"/>", cell.span) } else { String::new() };
                let empty = if self.whim(2) { "<w:p/>" } else { "" };
                cells += &self
                    .wrapped(format!("<w:tc><w:tcPr><w:tcW w:w=\"9\" w:type=\"dxa\"/>{span}{vertical}</w:tcPr>{content}{empty}</w:tc>"));
            }
            let before = if row.before > 0 { format!("<w:trPr><w:gridBefore w:val=\"{}\"/></w:trPr>", row.before) } else { String::new() };
            drawn += &self.wrapped(format!("<w:tr>{before}{cells}</w:tr>"));
        }
        self.wrapped(format!("<w:tbl><w:tblPr/><w:tblGrid/>{drawn}</w:tbl>"))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Merge {
    None,
    Begins,
    Continues,
}

/// How each cell of a row is merged; `above` are the columns of the row above at which a merge stands.
fn merges(row: &Row, above: &mut Vec<u16>) -> Vec<Merge> {
    let mut column = row.before;
    let mut here = Vec::new();
    let merges = row
        .cells
        .iter()
        .map(|cell| {
            let at = column;
            column += cell.span;
            if !cell.merged {
                return Merge::None;
            }
            here.push(at);
            if above.contains(&at) { Merge::Continues } else { Merge::Begins }
        })
        .collect();
    *above = here;
    merges
}

/// The pieces that a table must give.
fn wanted(rows: &[Row], count: &mut u32, pieces: &mut Vec<String>) {
    let mut above = Vec::new();
    for row in rows {
        *count += 1;
        let number = *count;
        let mut column = row.before;
        for (cell, merge) in row.cells.iter().zip(merges(row, &mut above)) {
            let own = format!("{number}.{column} ");
            column += cell.span;
            if merge == Merge::Continues {
                pieces.push(own.trim_end().to_owned());
                continue;
            }
            let (mut printed, mut broken) = (false, false);
            for part in &cell.content {
                match part {
                    Content::Table(rows) => {
                        broken = true;
                        wanted(rows, count, pieces);
                    }
                    Content::Paragraph(text) if text.is_empty() => {}
                    Content::Paragraph(text) if broken => pieces.push(text.clone()),
                    Content::Paragraph(text) if printed => pieces.push(format!("+ {text}")),
                    Content::Paragraph(text) => {
                        pieces.push(format!("{own}{text}"));
                        printed = true;
                    }
                }
            }
            if !printed && !broken {
                pieces.push(own.trim_end().to_owned());
            }
        }
    }
}

proptest! {
    #[test]
    fn tables_give_their_grid_back(rows in table(), whims in any::<u64>()) {
        let file = docx(&Pen(whims).table(&rows));
        let (text, pieces) = read(&file).expect("a Word file");
        let mut expected = Vec::new();
        wanted(&rows, &mut 0, &mut expected);
        prop_assert_eq!(pieces, expected, "{}", text);
    }

    #[test]
    fn spans_stand_in_reading_order_and_hold_all_text(rows in table(), whims in any::<u64>()) {
        let file = docx(&Pen(whims).table(&rows));
        let document = gongkai::decode::decode(&file, None).expect("a Word file").document;
        let mut end = 0;
        for piece in &document.pieces {
            let between = &document.text[end..piece.span.start as usize];
            prop_assert!(between.chars().all(|c| matches!(c, '\t' | '\n')), "{between:?}");
            end = piece.span.end as usize;
        }
        prop_assert!(document.text[end..].trim().is_empty());
    }
}
