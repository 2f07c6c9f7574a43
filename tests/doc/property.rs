//! Any table drawn as .doc and as .docx gives the same canonical text and pieces, however the .doc was saved.

use gongkai::decode::decode;
use proptest::prelude::*;

use crate::builder::{Doc, inside, row};
use crate::docx;

#[derive(Debug, Clone)]
struct Cell {
    span: usize,
    merge: Merge,
    content: Vec<Content>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Merge {
    None,
    Begins,
    Continues,
}

#[derive(Debug, Clone)]
enum Content {
    Paragraph(String),
    Table(Vec<Row>),
}

#[derive(Debug, Clone)]
struct Row {
    before: usize,
    cells: Vec<Cell>,
}

fn paragraph() -> impl Strategy<Value = Content> {
    "([甲乙丙≥a-c0-9&<>]{1,5}( [丁戊]{1,2})?)?".prop_map(Content::Paragraph)
}

fn rows(content: BoxedStrategy<Content>) -> impl Strategy<Value = Vec<Row>> {
    let merge = prop_oneof![Just(Merge::None), Just(Merge::Begins), Just(Merge::Continues)];
    let cell = (1usize..4, merge, prop::collection::vec(content, 1..3)).prop_map(|(span, merge, content)| Cell { span, merge, content });
    let row = (0usize..3, prop::collection::vec(cell, 1..5)).prop_map(|(before, cells)| Row { before, cells });
    prop::collection::vec(row, 1..5).prop_map(ruled)
}

/// A first row with every grid column: only then do both kinds of file know all of them.
fn ruled(mut rows: Vec<Row>) -> Vec<Row> {
    let width = rows.iter().map(|row| row.before + row.cells.iter().map(|cell| cell.span).sum::<usize>()).max();
    let cell = |i| Cell { span: 1, merge: Merge::None, content: vec![Content::Paragraph(format!("列{i}"))] };
    rows.insert(0, Row { before: 0, cells: (0..width.unwrap_or(1)).map(cell).collect() });
    rows
}

fn story() -> impl Strategy<Value = Vec<Content>> {
    let content =
        paragraph().boxed().prop_recursive(3, 30, 5, |inner| prop_oneof![3 => paragraph(), 1 => rows(inner).prop_map(Content::Table)]);
    prop::collection::vec(content, 1..6).prop_map(|story| {
        // Tables that touch each other are one table in a .doc.
        story.into_iter().flat_map(|content| [content, Content::Paragraph("间".to_owned())]).collect()
    })
}

fn body(content: &[Content]) -> String {
    content
        .iter()
        .map(|content| match content {
            Content::Paragraph(text) => docx::p(text),
            Content::Table(rows) => docx::tbl(&rows.iter().map(table_row).collect::<Vec<_>>()),
        })
        .collect()
}

fn table_row(row: &Row) -> String {
    let cells: String = row
        .cells
        .iter()
        .map(|cell| {
            let merge = match cell.merge {
                Merge::None => "",
                Merge::Begins => "<w:vMerge w:val=\"restart\"/>",
                Merge::Continues => "<w:vMerge/>",
            };
            docx::tc(&format!("<w:gridSpan w:val=\"{}\"/>{merge}", cell.span), &body(&closed(&cell.content)))
        })
        .collect();
    format!("<w:tr><w:trPr><w:gridBefore w:val=\"{}\"/></w:trPr>{cells}</w:tr>", row.before)
}

/// Tables in a cell are parted by paragraphs, and a paragraph ends it.
fn closed(content: &[Content]) -> Vec<Content> {
    let mut closed: Vec<Content> = Vec::new();
    for content in content {
        if matches!((closed.last(), content), (Some(Content::Table(_)), Content::Table(_))) {
            closed.push(Content::Paragraph("间".to_owned()));
        }
        closed.push(content.clone());
    }
    if matches!(closed.last(), Some(Content::Table(_))) {
        closed.push(Content::Paragraph(String::new()));
    }
    closed
}

fn draw(doc: &mut Doc, content: &[Content], depth: u32) {
    let last = content.len() - 1;
    for (index, content) in content.iter().enumerate() {
        match content {
            Content::Paragraph(text) if depth > 0 && index == last => doc.cell(text, depth),
            Content::Paragraph(text) => doc.add(text, '\r', inside(depth)),
            Content::Table(rows) => rows.iter().for_each(|row| draw_row(doc, row, depth + 1)),
        }
    }
}

fn draw_row(doc: &mut Doc, drawn: &Row, depth: u32) {
    let mut edges = vec![250 * drawn.before as i16 - 108];
    let mut flags = Vec::new();
    for cell in &drawn.cells {
        draw(doc, &closed(&cell.content), depth);
        edges.push(edges[edges.len() - 1] + 250 * cell.span as i16);
        flags.push(match cell.merge {
            Merge::None => 0,
            Merge::Begins => 0x60,
            Merge::Continues => 0x20,
        });
    }
    doc.row(depth, row(&edges, &flags));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_kinds_of_file_say_the_same(story in story(), piece in prop::option::of(1usize..40)) {
        let mut doc = Doc { piece, ..Doc::default() };
        draw(&mut doc, &story, 0);
        let old = decode(&doc.build(), None).expect("a .doc").document;
        let new = decode(&docx::docx(&body(&story)), None).expect("a .docx").document;
        prop_assert_eq!(&old.text, &new.text);
        prop_assert_eq!(old.pieces, new.pieces);
    }
}
