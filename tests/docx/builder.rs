//! Writes small Word files for tests: body XML in, bytes of a package out. What is read back is shown as one line a
//! piece.

use std::io::{Cursor, Write};

use gongkai::decode::{Refusal, decode};
use gongkai::model::document::Place;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
pub const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const NAMES: &str = r#"xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math""#;

/// A ZIP of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a ZIP").into_inner()
}

/// `document.xml` around a body.
pub fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{WORD}" {NAMES}><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>"#
    )
}

/// A Word file of this body.
pub fn docx(body: &str) -> Vec<u8> {
    with(body, &[])
}

/// A Word file of this body and further parts (`styles`, `numbering`, `footnotes`): their inner XML.
pub fn with(body: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let mut parts = vec![("word/document.xml".to_owned(), document(body))];
    let mut relations = format!(r#"<Relationship Id="rIdP" Type="{RELATIONS}/image" Target="media/image1.png"/>"#);
    for (kind, inner) in further {
        parts.push((format!("word/{kind}.xml"), format!(r#"<w:{kind} xmlns:w="{WORD}" {NAMES}>{inner}</w:{kind}>"#)));
        relations += &format!(r#"<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{kind}.xml"/>"#);
    }
    parts.push(("word/_rels/document.xml.rels".to_owned(), format!(r#"<Relationships xmlns="{PACKAGE}">{relations}</Relationships>"#)));
    parts.push(("_rels/.rels".to_owned(), root_relations("word/document.xml")));
    parts.push((
        "[Content_Types].xml".to_owned(),
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
    ));
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    package(&parts)
}

pub fn root_relations(target: &str) -> String {
    format!(
        r#"<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="{target}"/></Relationships>"#
    )
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A run.
pub fn r(text: &str) -> String {
    format!(r#"<w:r><w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>"#, escape(text))
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    if text.is_empty() { "<w:p/>".to_owned() } else { format!("<w:p>{}</w:p>", r(text)) }
}

/// A cell: its properties and its content.
pub fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"50%\" w:type=\"pct\"/>{properties}</w:tcPr>{content}</w:tc>")
}

/// A cell of one paragraph.
pub fn cell(text: &str) -> String {
    tc("", &p(text))
}

pub fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

pub fn tbl(rows: &[String]) -> String {
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2000.5\"/></w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

/// What the reader makes of a file: its text, and a line for each piece.
pub fn read(bytes: &[u8]) -> Result<(String, Vec<String>), Refusal> {
    if let Some(folder) = std::env::var_os("GONGKAI_SEEDS") {
        // For fuzz/seeds.sh.
        let name = bytes.iter().fold(0u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        std::fs::write(std::path::Path::new(&folder).join(format!("{name:016x}")), bytes).expect("a seed");
    }
    let decoded = decode(bytes, None)?;
    assert_eq!(decoded.container, "docx");
    let document = decoded.document;
    let shown = document
        .pieces
        .iter()
        .map(|piece| {
            let text = piece.span.of(&document.text);
            match piece.place {
                Place::GridCell { row, column } => format!("{row}.{column} {text}"),
                Place::CellLine => format!("+ {text}"),
                Place::Line | Place::LooseCell => text.to_owned(),
            }
            .trim_end()
            .to_owned()
        })
        .collect();
    Ok((document.text, shown))
}

/// The pieces of a body.
pub fn pieces(body: &str) -> Vec<String> {
    read(&docx(body)).expect("a Word file").1
}

/// The refusal's code and message.
pub fn refused(bytes: &[u8]) -> (&'static str, String) {
    let refusal = decode(bytes, None).expect_err("no Word file");
    (refusal.code, refusal.message)
}
