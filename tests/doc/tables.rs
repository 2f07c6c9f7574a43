//! Tables: rows, merges, gaps and tables inside cells come out at their grid columns.

use crate::builder::{Doc, inside, pieces, row, sprm};

#[test]
fn rows_and_cells() {
    let mut doc = Doc::default();
    doc.p("前");
    doc.table(&[&["甲", "乙"], &["", "丙"]]);
    doc.p("后");
    assert_eq!(pieces(&doc), ["前", "1.0 甲", "1.1 乙", "2.0", "2.1 丙", "后"]);
}

#[test]
fn columns_follow_from_the_edges_of_all_rows() {
    let mut doc = Doc::default();
    doc.cell("宽", 1);
    doc.cell("窄", 1);
    doc.row(1, row(&[-108, 2000, 3000], &[0, 0]));
    doc.cell("后起", 1);
    doc.row(1, row(&[1000, 3000], &[0]));
    doc.cell("甲", 1);
    doc.cell("乙", 1);
    doc.cell("丙", 1);
    doc.row(1, row(&[-108, 1000, 2000, 3000], &[0, 0, 0]));
    assert_eq!(pieces(&doc), ["1.0 宽", "1.2 窄", "2.1 后起", "3.0 甲", "3.1 乙", "3.2 丙"]);
}

#[test]
fn covered_cells_are_empty() {
    let mut doc = Doc::default();
    let edges = [0, 1000, 2000, 3000];
    for (flags, texts) in
        [([0x60, 0x01, 0x02], ["始", "合", "被盖"]), ([0x20, 0, 0], ["被盖", "乙", "丙"]), ([0x60, 0, 0], ["又始", "丁", "戊"])]
    {
        texts.iter().for_each(|text| doc.cell(text, 1));
        doc.row(1, row(&edges, &flags));
    }
    assert_eq!(pieces(&doc), ["1.0 始", "1.1 合", "1.2", "2.0", "2.1 乙", "2.2 丙", "3.0 又始", "3.1 丁", "3.2 戊"]);
}

#[test]
fn merges_said_by_properties_of_their_own() {
    let mut doc = Doc::default();
    let shape = row(&[0, 1000, 2000, 3000], &[0, 0, 0]);
    ["合", "被盖", "丙"].iter().for_each(|text| doc.cell(text, 1));
    doc.row(1, [shape.clone(), sprm(0x5624, &[0, 2]), sprm(0xd62b, &[2, 2, 3])].concat());
    ["甲", "乙", "被盖"].iter().for_each(|text| doc.cell(text, 1));
    let undone = [sprm(0x5624, &[0, 2]), sprm(0x5625, &[0, 2])].concat();
    doc.row(1, [shape.clone(), undone, sprm(0xd62b, &[2, 2, 1])].concat());
    // Widened, one cell inserted, one deleted: the edges move along.
    ["宽", "末"].iter().for_each(|text| doc.cell(text, 1));
    let changes = [sprm(0x7623, &[0, 1, 0xd0, 0x07]), sprm(0x7621, &[3, 1, 0xe8, 0x03]), sprm(0x5622, &[1, 3])].concat();
    doc.row(1, [shape, changes].concat());
    assert_eq!(pieces(&doc), ["1.0 合", "1.1", "1.2 丙", "2.0 甲", "2.1 乙", "2.2", "3.0 宽", "3.2 末"]);
}

#[test]
fn tables_in_cells_keep_their_place() {
    let mut doc = Doc::default();
    doc.cell("标签", 1);
    doc.add("前言", '\r', inside(1));
    doc.cell("内一", 2);
    doc.cell("内二", 2);
    doc.row(2, row(&[0, 500, 1000], &[0, 0]));
    doc.cell("内三", 2);
    doc.row(2, row(&[0, 1000], &[0]));
    doc.cell("后语", 1);
    doc.cell("末", 1);
    doc.row(1, row(&[0, 1000, 3000, 4000], &[0, 0, 0]));
    let expected = ["1.0 标签", "1.1 前言", "2.0 内一", "2.1 内二", "3.0 内三", "后语", "1.2 末"];
    assert_eq!(pieces(&doc), expected);
    for size in [1, 4, 7] {
        doc.piece = Some(size);
        assert_eq!(pieces(&doc), expected, "{size}");
    }
}

#[test]
fn deleted_rows_are_gone() {
    let mut doc = Doc::default();
    doc.table(&[&["甲"]]);
    let start = doc.units.len();
    doc.table(&[&["旧"]]);
    doc.mark(start, sprm(0x0800, &[1]));
    doc.table(&[&["乙"]]);
    assert_eq!(pieces(&doc), ["1.0 甲", "2.0 乙"]);
}

#[test]
fn rows_of_sixty_three_cells_are_kept_in_the_data_stream() {
    let mut doc = Doc::default();
    let texts: Vec<String> = (0..63).map(|i| format!("列{i}")).collect();
    doc.table(&[&texts.iter().map(String::as_str).collect::<Vec<_>>()]);
    assert!(!doc.streams().2.is_empty());
    assert_eq!(pieces(&doc)[62], "1.62 列62");
}

#[test]
fn marks_without_properties_end_paragraphs() {
    let mut doc = Doc::default();
    doc.add("甲", '\u{7}', Vec::new());
    doc.add("乙", '\u{7}', inside(1));
    doc.p("后");
    // The last cell's row has no end that says how it is drawn.
    assert_eq!(pieces(&doc), ["甲", "1.0 乙", "后"]);
}
