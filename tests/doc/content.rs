//! What of a story is text: each rule of the reader as a case.

use crate::builder::{Doc, pieces, sprm};

fn said(build: impl FnOnce(&mut Doc)) -> Vec<String> {
    let mut doc = Doc::default();
    build(&mut doc);
    pieces(&doc)
}

#[test]
fn paragraphs_in_both_widths() {
    let mut doc = Doc::default();
    doc.p("2024年部门预算");
    doc.p("plain latin");
    doc.p("字𠮷");
    let expected = ["2024年部门预算", "plain latin", "字𠮷"];
    assert_eq!(pieces(&doc), expected);
    for size in [2, 3, 5, 11] {
        // Fast-saved: the pieces are stored last first, those of ASCII alone in single bytes.
        doc.piece = Some(size);
        doc.flags = 0x0004;
        assert_eq!(pieces(&doc), expected, "{size}");
    }
}

#[test]
fn compressed_text_is_windows_1252() {
    let mut doc = Doc::default();
    doc.p("abcde");
    let (mut word, table, data) = doc.streams();
    word[0x800..0x805].copy_from_slice(b"\x95\x80\xd7\xa0\x93");
    let bytes = crate::builder::container(&[("/WordDocument", &word), ("/1Table", &table), ("/Data", &data)]);
    assert_eq!(crate::builder::read(&bytes).expect("a file"), ["•€×\u{a0}“"]);
}

#[test]
fn characters_that_stand_for_something() {
    let lines = said(|doc| {
        doc.p("甲\u{b}乙\u{c}丙\u{e}丁");
        doc.p("0719\u{1e}33\u{1f}0\u{ad}1\u{5}\u{2}\t9");
        let start = doc.units.len();
        doc.p("(95%");
        doc.runs.push((start, start + 1, sprm(0x6a09, &[0, 0, 0xb3, 0xf0])));
        let mut fonts = vec![1, 0, 0, 0, 39 + 14];
        fonts.extend([0; 39]);
        fonts.extend("Symbol\0".encode_utf16().flat_map(u16::to_le_bytes));
        doc.parts.push((15, fonts));
    });
    assert_eq!(lines, ["甲", "乙", "丙", "丁", "0719-3301\t9", "≥95%"]);
}

#[test]
fn sections_end_paragraphs() {
    let lines = said(|doc| {
        doc.add("第一节", '\u{c}', Vec::new());
        doc.p("第二节");
    });
    assert_eq!(lines, ["第一节", "第二节"]);
}

#[test]
fn fields_give_their_result() {
    let lines = said(|doc| {
        doc.p("\u{13} HYPERLINK \\l \"_Toc1\" \u{14}一、概况\t\u{13} PAGEREF _Toc1 \\h \u{14}7\u{15}\u{15}");
        doc.p("\u{13} eq \\o\\ac(○,2)\u{15}建成");
        doc.p("甲\u{13}PAGE");
        doc.p("乙");
    });
    assert_eq!(lines, ["一、概况\t7", "②建成", "甲", "乙"]);
}

#[test]
fn deleted_and_hidden_text_is_gone() {
    let lines = said(|doc| {
        let start = doc.units.len();
        doc.p("甲旧藏新");
        doc.runs.push((start + 1, start + 2, sprm(0x0800, &[1])));
        doc.runs.push((start + 2, start + 3, sprm(0x083c, &[1])));
        let start = doc.units.len();
        doc.p("上");
        doc.mark(start + 1, sprm(0x0800, &[1]));
        doc.p("下");
    });
    assert_eq!(lines, ["甲新", "上下"]);
}

#[test]
fn styles_hide_text_too() {
    // Three styles: a paragraph's, a character style that hides, one based on it.
    let style = |kind: u16, base: u16, list: &[u8]| {
        let mut style = vec![0, 0];
        style.extend((kind | base << 4).to_le_bytes());
        style.extend(1u16.to_le_bytes());
        style.extend([0; 4]);
        style.extend([0, 0, 0, 0]);
        style.extend((list.len() as u16).to_le_bytes());
        style.extend(list);
        style.resize(style.len() + style.len() % 2, 0);
        [&(style.len() as u16).to_le_bytes()[..], &style].concat()
    };
    let sheet = [vec![4, 0, 3, 0, 10, 0], style(1, 0xfff, &[]), style(2, 0xfff, &sprm(0x083c, &[1])), style(2, 1, &[])];
    let lines = said(|doc| {
        doc.parts.push((1, sheet.concat()));
        doc.p("藏显又藏");
        doc.runs.push((0, 1, sprm(0x4a30, &[2, 0])));
        doc.runs.push((2, 4, sprm(0x4a30, &[1, 0])));
    });
    assert_eq!(lines, ["显"]);
}

#[test]
fn pictures_are_marks() {
    let lines = said(|doc| {
        // PICF, shape container of nothing, entry of the store: PNG.
        let mut picture = vec![0; 68];
        picture[4] = 68;
        picture[6] = 0x64;
        picture.extend([0x0f, 0, 0x04, 0xf0, 0, 0, 0, 0]);
        picture.extend([0, 0, 0x07, 0xf0, 1, 0, 0, 0, 6]);
        let length = (picture.len() as u32).to_le_bytes();
        picture[..4].copy_from_slice(&length);
        doc.data = picture;
        let place = sprm(0x6a03, &[0; 4]);
        doc.p("图\u{1}表\u{1}");
        doc.runs.push((1, 2, [sprm(0x0855, &[1]), place.clone()].concat()));
        // A field's data looks alike.
        doc.runs.push((3, 4, [sprm(0x0806, &[1]), place].concat()));
    });
    assert_eq!(lines, ["图[image: image1.png]表"]);
}

#[test]
fn notes_stand_behind_the_text() {
    let lines = said(|doc| {
        doc.p("人数\u{2}30");
        doc.p("\u{2} 按实有人数");
        doc.p("");
        doc.p("页眉");
        doc.p("\u{2} 尾注");
        doc.p("");
        doc.stories = vec![(1, 9), (2, 3), (5, 6)];
    });
    assert_eq!(lines, ["人数30", "按实有人数", "尾注"]);
}

#[test]
fn text_boxes_stand_behind_their_paragraph() {
    let lines = said(|doc| {
        doc.p("前\u{8}后");
        doc.runs.push((1, 2, sprm(0x0855, &[1])));
        doc.p("下");
        for text in ["框", "", "无处", "", ""] {
            doc.p(text);
        }
        doc.stories = vec![(6, 8)];
        let entry = |shape: u32| {
            let mut entry = vec![0; 22];
            entry[14..18].copy_from_slice(&shape.to_le_bytes());
            entry
        };
        let ends: Vec<u8> = [0u32, 3, 7, 8].iter().flat_map(|end| end.to_le_bytes()).collect();
        doc.parts.push((56, [ends, entry(77), entry(78), entry(0)].concat()));
        let mut anchors: Vec<u8> = [1u32, 8].iter().flat_map(|at| at.to_le_bytes()).collect();
        anchors.extend(77u32.to_le_bytes());
        anchors.extend([0; 22]);
        doc.parts.push((40, anchors));
    });
    assert_eq!(lines, ["前后", "框", "下", "无处"]);
}

#[test]
fn lists_are_numbered() {
    let mut list = vec![1, 0];
    list.extend(7u32.to_le_bytes());
    list.extend([0; 4]);
    list.extend([0xff, 0x0f].repeat(9));
    list.extend([1, 0]);
    // （一） from 2
    let mut level = 2u32.to_le_bytes().to_vec();
    level.extend([39, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
    level.extend([0; 12]);
    level.extend([3, 0, 0x08, 0xff, 0, 0, 0x09, 0xff]);
    let mut uses = 1u32.to_le_bytes().to_vec();
    uses.extend(7u32.to_le_bytes());
    uses.extend([0; 12]);
    uses.extend([0; 4]);
    let lines = said(|doc| {
        // The levels stand right behind the lists; parts are laid out one after the other.
        doc.parts = vec![(73, list), (72, level), (74, uses)];
        let item = [sprm(0x260a, &[0]), sprm(0x460b, &[1, 0])].concat();
        doc.add("概况", '\r', item.clone());
        doc.p("正文");
        doc.add("收支", '\r', item);
    });
    assert_eq!(lines, ["（二）概况", "正文", "（三）收支"]);
}

#[test]
fn fast_saves_change_whole_pieces() {
    let lines = |change, changes: Vec<Vec<u8>>| {
        said(|doc| {
            doc.p("藏");
            doc.change = change;
            doc.changes = changes;
        })
    };
    assert_eq!(lines(0x015c << 1 & 0xff | 0x0100, Vec::new()), Vec::<String>::new());
    assert_eq!(lines(1, vec![sprm(0x083c, &[1])]), Vec::<String>::new());
    assert_eq!(lines(3, vec![Vec::new(), sprm(0x2416, &[0])]), ["藏"]);
}
