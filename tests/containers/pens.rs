//! Writes drawn documents into containers: .docx, .doc, HTML, RTF.

use crate::doc::{self, Doc, inside};
use crate::docx;
use crate::drawn::{Cell, Content, Merge, Table};

/// Tables that touch each other are one table in some containers.
fn parted(content: &[Content]) -> Vec<Content> {
    let mut parted: Vec<Content> = Vec::new();
    for content in content {
        if matches!((parted.last(), content), (Some(Content::Table(_)), Content::Table(_))) {
            parted.push(Content::Paragraph(String::new()));
        }
        parted.push(content.clone());
    }
    parted
}

/// As [`parted`]; and a paragraph ends every cell.
fn closed(content: &[Content]) -> Vec<Content> {
    let mut closed = parted(content);
    if !matches!(closed.last(), Some(Content::Paragraph(_))) {
        closed.push(Content::Paragraph(String::new()));
    }
    closed
}

/// A .docx file.
pub fn docx(content: &[Content]) -> Vec<u8> {
    docx::docx(&docx_body(content))
}

fn docx_body(content: &[Content]) -> String {
    let drawn = |content: &Content| match content {
        Content::Paragraph(text) => docx::p(text),
        Content::Table(rows) => docx::tbl(&rows.iter().map(|row| docx_row(row)).collect::<Vec<_>>()),
    };
    content.iter().map(drawn).collect()
}

fn docx_row(row: &[Cell]) -> String {
    let cell = |cell: &Cell| {
        let merge = match cell.merge {
            Merge::None => "",
            Merge::Begins => "<w:vMerge w:val=\"restart\"/>",
            Merge::Continues => "<w:vMerge/>",
        };
        docx::tc(&format!("<w:gridSpan w:val=\"{}\"/>{merge}", cell.span), &docx_body(&cell.content))
    };
    docx::tr(&row.iter().map(cell).collect::<Vec<_>>())
}

/// A .doc file.
pub fn doc(content: &[Content]) -> Vec<u8> {
    let mut doc = Doc::default();
    doc_story(&mut doc, &parted(content), 0);
    doc.build()
}

fn doc_story(doc: &mut Doc, content: &[Content], depth: u32) {
    let last = content.len().saturating_sub(1);
    for (index, content) in content.iter().enumerate() {
        match content {
            Content::Paragraph(text) if depth > 0 && index == last => doc.cell(text, depth),
            Content::Paragraph(text) => doc.add(text, '\r', inside(depth)),
            Content::Table(rows) => rows.iter().for_each(|row| doc_row(doc, row, depth + 1)),
        }
    }
}

fn doc_row(doc: &mut Doc, row: &[Cell], depth: u32) {
    let (edges, flags): (Vec<i16>, Vec<u16>) = edges(row)
        .into_iter()
        .map(|(edge, cell)| {
            let flags = match cell.merge {
                Merge::None => 0,
                Merge::Begins => 0x60,
                Merge::Continues => 0x20,
            };
            (edge as i16, flags)
        })
        .unzip();
    row.iter().for_each(|cell| doc_story(doc, &closed(&cell.content), depth));
    doc.row(depth, doc::row(&[&[0], &edges[..]].concat(), &flags));
}

/// The right edge of each cell, in twentieths of a point.
fn edges(row: &[Cell]) -> Vec<(usize, &Cell)> {
    columns(row).map(|(column, cell)| (250 * (column + cell.span), cell)).collect()
}

/// A page of HTML.
pub fn html(content: &[Content]) -> Vec<u8> {
    format!("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>页</title></head><body>\n{}</body></html>\n", html_body(content))
        .into_bytes()
}

fn html_body(content: &[Content]) -> String {
    let drawn = |content: &Content| match content {
        Content::Paragraph(text) => format!("<p>{}</p>\n", escaped(text)),
        Content::Table(rows) => html_table(rows),
    };
    content.iter().map(drawn).collect()
}

/// Blanks that a browser would drop stay as such that it keeps.
fn escaped(text: &str) -> String {
    docx::escape(text).replace("  ", "&nbsp; ").replace('\t', "<span style='mso-tab-count:1'> </span>")
}

fn html_table(rows: &Table) -> String {
    let mut drawn = String::from("<table>\n");
    for (index, row) in rows.iter().enumerate() {
        drawn += "<tr>";
        for (column, cell) in columns(row) {
            let covered = |row: &Vec<Cell>| columns(row).any(|(at, cell)| at == column && cell.merge == Merge::Continues);
            let below = rows[index + 1..].iter().take_while(|row| covered(row)).count();
            match cell.merge {
                Merge::Continues if index > 0 => continue,
                Merge::None | Merge::Continues => drawn += &format!("<td colspan={}>", cell.span),
                Merge::Begins => drawn += &format!("<td colspan=\"{}\" rowspan=\"{}\">", cell.span, below + 1),
            }
            drawn += &html_body(&cell.content);
            drawn += "</td>";
        }
        drawn += "</tr>\n";
    }
    drawn + "</table>\n"
}

fn columns(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    row.iter().scan(0, |reached, cell| {
        let at = *reached;
        *reached += cell.span;
        Some((at, cell))
    })
}

/// An RTF file.
pub fn rtf(content: &[Content]) -> Vec<u8> {
    let fonts = "{\\fonttbl{\\f0\\fnil\\fcharset0 Times New Roman;}{\\f1\\fnil\\fcharset134 SimSun;}}";
    format!("{{\\rtf1\\ansi\\ansicpg936\\deff1{fonts}\n{}}}", rtf_story(&parted(content), 0)).into_bytes()
}

fn rtf_story(content: &[Content], depth: usize) -> String {
    let last = content.len().saturating_sub(1);
    let mut story = String::new();
    for (index, content) in content.iter().enumerate() {
        let ends = match depth {
            1 if index == last => "\\cell",
            2.. if index == last => "\\nestcell",
            _ => "\\par",
        };
        let place = if depth > 0 { format!("\\intbl\\itap{depth}") } else { String::new() };
        story += &match content {
            Content::Paragraph(text) => format!("\\pard\\plain{place} {}{ends}\n", rtf_text(text)),
            Content::Table(rows) => rows.iter().map(|row| rtf_row(row, depth + 1)).collect(),
        };
    }
    story
}

fn rtf_row(row: &[Cell], depth: usize) -> String {
    let mut shape = "\\trowd\\trgaph108\\trleft0".to_owned();
    for (edge, cell) in edges(row) {
        shape += match cell.merge {
            Merge::None => "",
            Merge::Begins => "\\clvmgf",
            Merge::Continues => "\\clvmrg",
        };
        shape += &format!("\\clvertalt\\clbrdrt\\brdrs\\cellx{edge}");
    }
    let cells: String = row.iter().map(|cell| rtf_story(&closed(&cell.content), depth)).collect();
    match depth {
        1 => format!("{shape}\n{cells}{{{shape}\\row}}\n"),
        _ => format!("{cells}{{\\*\\nesttableprops{shape}\\nestrow}}{{\\nonesttables\\par}}\n"),
    }
}

/// Every third character in bytes of the code page, the others in Unicode.
fn rtf_text(text: &str) -> String {
    let character = |(index, c): (usize, char)| match c {
        '\\' | '{' | '}' => format!("\\{c}"),
        '\t' => "\\tab ".to_owned(),
        '\u{a0}' => "\\~".to_owned(),
        c if c.is_ascii() => c.to_string(),
        c => {
            let character = c.to_string();
            let (bytes, _, unknown) = encoding_rs::GBK.encode(&character);
            let bytes: String = bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect();
            match (index % 3, unknown) {
                (0, false) => bytes,
                (1, false) => format!("\\uc{}\\u{} {bytes}", bytes.len() / 4, i32::from(c as u32 as i16)),
                _ => c.encode_utf16(&mut [0; 2]).iter().map(|&unit| format!("\\uc1\\u{}?", unit as i16)).collect(),
            }
        }
    };
    text.chars().enumerate().map(character).collect()
}
