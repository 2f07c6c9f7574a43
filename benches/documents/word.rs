//! A text drawn as a Word file: its rows as tables, everything in the formatting that word processors write around it.
//!
//! Real files hold far more XML than text (up to 650 KB around a form of 10 KB), as every edit leaves a run of its own
//! with all its properties. So a size can be asked for, and runs are cut until the XML has it.

use std::io::{Cursor, Write};

use gongkai::decode::decode;
use gongkai::model::document::{Document, Place};
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

/// The Word file of `text`, its document.xml of about `kilobytes`, or more where its words alone need more; not above
/// what one run for each character comes to.
pub fn docx(text: &str, kilobytes: usize) -> Vec<u8> {
    let document = decode(text.as_bytes(), None).expect("a text").document;
    let plain = body(&document, usize::MAX);
    let missing = (kilobytes * 1024).saturating_sub(plain.len());
    let characters = document.text.chars().filter(|c| !c.is_whitespace()).count();
    let run = run("").len();
    let longest = if missing < run { usize::MAX } else { (characters * run / missing).max(1) };
    package(&if longest == usize::MAX { plain } else { body(&document, longest) })
}

/// The document's rows and lines, no run longer than some characters.
fn body(document: &Document, longest: usize) -> String {
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
        let paragraph = paragraph(words, longest);
        body.push_str(&if next.is_some() { format!("<w:tc>{CELL}{paragraph}</w:tc>") } else { paragraph });
    }
    if row.is_some() {
        body.push_str("</w:tr></w:tbl>");
    }
    body
}

fn paragraph(words: &str, longest: usize) -> String {
    let runs: String = runs(words, longest).into_iter().map(run).collect();
    format!(r#"<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">{PARAGRAPH}{runs}</w:p>"#)
}

/// A run ends where digits and Latin letters meet Chinese characters, as fonts change there, or at the length given.
fn runs(words: &str, longest: usize) -> Vec<&str> {
    let mut runs = Vec::new();
    let (mut start, mut length, mut before) = (0, 0, None);
    for (at, c) in words.char_indices() {
        if length > 0 && (length >= longest || before != Some(c.is_ascii())) {
            runs.push(&words[start..at]);
            (start, length) = (at, 0);
        }
        length += 1;
        before = Some(c.is_ascii());
    }
    runs.push(&words[start..]);
    runs
}

fn run(words: &str) -> String {
    let escaped = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(r#"<w:r w:rsidRPr="00B21D9C">{RUN}<w:t xml:space="preserve">{escaped}</w:t></w:r>"#)
}

/// Styles as word processors write them, used or not.
fn styles() -> String {
    let style = |n: usize| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{n}"><w:name w:val="heading {n}"/><w:basedOn w:val="1"/>{PARAGRAPH}{RUN}</w:style>"#
        )
    };
    let styles: String = (1..40).map(style).collect();
    format!(r#"<w:styles xmlns:w="{WORD}">{styles}</w:styles>"#)
}

fn package(body: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let document = format!(r#"{head}<w:document xmlns:w="{WORD}"><w:body>{body}<w:sectPr/></w:body></w:document>"#);
    let relations = format!(
        r#"{head}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"#
    );
    let types = format!(r#"{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let styles = format!("{head}{}", styles());
    let parts = [("[Content_Types].xml", types), ("_rels/.rels", relations), ("word/document.xml", document), ("word/styles.xml", styles)];
    for (name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(part.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a ZIP").into_inner()
}
