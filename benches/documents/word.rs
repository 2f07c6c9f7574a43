//! A text drawn as a Word file: its rows as tables, everything in the formatting that word processors write.

use std::io::{Cursor, Write};

use gongkai::decode::decode;
use gongkai::model::document::Place;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const RUN: &str = r#"<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="宋体" w:eastAsia="仿宋_GB2312" w:cs="宋体"/><w:b w:val="0"/><w:bCs/><w:color w:val="000000"/><w:kern w:val="0"/><w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar"/></w:rPr>"#;
const PARAGRAPH: &str = r#"<w:pPr><w:keepNext w:val="0"/><w:widowControl/><w:suppressLineNumbers w:val="0"/><w:spacing w:line="280" w:lineRule="exact"/><w:jc w:val="center"/><w:textAlignment w:val="center"/><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:hAnsi="宋体" w:cs="宋体"/><w:sz w:val="20"/></w:rPr></w:pPr>"#;
const CELL: &str = r#"<w:tcPr><w:tcW w:w="1134" w:type="dxa"/><w:tcBorders><w:top w:val="single" w:color="000000" w:sz="4" w:space="0"/><w:left w:val="single" w:color="000000" w:sz="4" w:space="0"/><w:bottom w:val="single" w:color="000000" w:sz="4" w:space="0"/><w:right w:val="single" w:color="000000" w:sz="4" w:space="0"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="auto"/><w:noWrap w:val="0"/><w:vAlign w:val="center"/></w:tcPr>"#;
const TABLE: &str = r#"<w:tbl><w:tblPr><w:tblStyle w:val="2"/><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="1134"/></w:tblGrid>"#;
const ROW: &str = r#"<w:tr><w:tblPrEx><w:tblCellMar><w:left w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPrEx><w:trPr><w:trHeight w:val="400" w:hRule="atLeast"/></w:trPr>"#;

/// The Word file of `text`.
pub fn docx(text: &str) -> Vec<u8> {
    let document = decode(text.as_bytes(), None).expect("a text").document;
    let mut body = String::new();
    let mut row: Option<u32> = None;
    for piece in &document.pieces {
        let words = piece.span.of(&document.text);
        let next = match piece.place {
            Place::GridCell { row, .. } => Some(row),
            Place::LooseCell if row.is_some() && !piece.after_blank => row,
            Place::LooseCell => Some(row.map_or(0, |row| row + 1)),
            Place::Line | Place::CellLine => None,
        };
        match (row, next) {
            (Some(before), Some(after)) if before != after => body.push_str(&format!("</w:tr>{ROW}")),
            (Some(_), Some(_)) | (None, None) => {}
            (None, Some(_)) => body.push_str(&format!("{TABLE}{ROW}")),
            (Some(_), None) => body.push_str("</w:tr></w:tbl>"),
        }
        row = next;
        body.push_str(&if next.is_some() { format!("<w:tc>{CELL}{}</w:tc>", paragraph(words)) } else { paragraph(words) });
    }
    if row.is_some() {
        body.push_str("</w:tr></w:tbl>");
    }
    package(&body)
}

fn paragraph(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(r#"<w:p>{PARAGRAPH}<w:r>{RUN}<w:t xml:space="preserve">{escaped}</w:t></w:r></w:p>"#)
}

fn package(body: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let document = format!(r#"{head}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>"#);
    let relations = format!(
        r#"{head}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let types = format!(r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document)] {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a ZIP").into_inner()
}
