//! Page headers and footers: part of the text and counted as structure, but never read.

use gongkai::decode::decode;
use gongkai::grammar::Grammars;
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

use crate::doc::Doc;
use crate::docx::{WORD, p, package, root_relations};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A .docx of a body whose sections name these parts: kind, type, text.
fn docx(body: &str, parts: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut references = String::new();
    let mut relations = String::new();
    let mut files = Vec::new();
    for (index, (kind, of, inner)) in parts.iter().enumerate() {
        references += &format!("<w:{kind}Reference w:type=\"{of}\" r:id=\"r{index}\"/>");
        relations += &format!("<Relationship Id=\"r{index}\" Type=\"{RELATIONS}/{kind}\" Target=\"{kind}{index}.xml\"/>");
        let root = if *kind == "header" { "hdr" } else { "ftr" };
        files.push((format!("word/{kind}{index}.xml"), format!("<w:{root} xmlns:w=\"{WORD}\">{inner}</w:{root}>")));
    }
    let body = format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATIONS}\"><w:body>{body}<w:p><w:pPr><w:sectPr>{references}</w:sectPr></w:pPr></w:p>{}<w:sectPr>{references}</w:sectPr></w:body></w:document>",
        p("二节")
    );
    files.push(("word/document.xml".to_owned(), body));
    files.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"),
    ));
    files.push(("_rels/.rels".to_owned(), root_relations("word/document.xml")));
    package(&files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// A .doc of a body and the six stories of its section.
fn doc(body: &[&str], stories: [&str; 6]) -> Vec<u8> {
    let mut doc = Doc::default();
    body.iter().for_each(|text| doc.p(text));
    let start = doc.units.len();
    let mut ends = vec![0u32; 7];
    for story in stories {
        if !story.is_empty() {
            doc.p(story);
            // The paragraph that guards a story's end.
            doc.p("");
        }
        ends.push((doc.units.len() - start) as u32);
    }
    doc.p("");
    ends.push((doc.units.len() - start) as u32);
    doc.stories.push((2, doc.units.len() - start));
    doc.parts.push((11, ends.iter().flat_map(|end| end.to_le_bytes()).collect()));
    doc.build()
}

#[test]
fn docx_and_doc_print_them_alike() {
    let field = "<w:p><w:r><w:t xml:space=\"preserve\">— </w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p>";
    let parts = [
        ("header", "default", p("某局")),
        ("footer", "default", field.to_owned()),
        ("header", "first", p("首页")),
        ("header", "even", p("某局")),
    ];
    let parts: Vec<(&str, &str, &str)> = parts.iter().map(|(kind, of, inner)| (*kind, *of, inner.as_str())).collect();
    let new = decode(&docx(&p("正文"), &parts), None).expect("a .docx").document;
    let old = decode(&doc(&["正文", "", "二节"], ["某局", "某局", "", "— \u{13}PAGE\u{14}1\u{15} —", "首页", ""]), None)
        .expect("a .doc")
        .document;
    assert_eq!(new.text, "正文\n\n二节\n\n某局\n— 1 —\n首页\n");
    assert_eq!((new.text.clone(), new.margins.clone()), (old.text, old.margins));
    assert_eq!(new.margins.len(), 3);
    assert_eq!(new.pieces, old.pieces);
}

fn record(bytes: &[u8]) -> Value {
    serde_json::to_value(extract(bytes, &Options::new(Grammars::builtin().expect("the layouts")))).expect("JSON")
}

#[test]
fn they_are_structure_and_change_nothing_else() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/example.txt")).expect("the example");
    let body: String = text.lines().take(2).map(p).collect();
    let bare = record(&docx(&body, &[]));
    // A form's title and a label in a header are neither: what is not printed in the form is not known.
    let header = format!("{}{}", p("某市水利局项目支出绩效目标表"), p("项目名称：假的"));
    let with = record(&docx(&body, &[("header", "default", &header), ("footer", "default", &p("2031年"))]));
    for key in ["projects", "departments", "budget_tables", "title", "fiscal_year", "organization", "layout", "outcome", "diagnostics"] {
        assert_eq!(bare[key], with[key], "{key}");
    }
    assert_eq!(with["coverage"]["structural_kinds"]["page_header"], 26);
    assert_eq!(with["coverage"]["unclaimed"], bare["coverage"]["unclaimed"]);
}

#[test]
fn a_title_that_stands_in_the_header_alone_is_null() {
    let rows = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>项目名称</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>校舍维修</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let read = record(&docx(rows, &[("header", "default", &p("项目支出绩效目标表"))]));
    assert_eq!(read["title"], Value::Null);
    assert_eq!(read["projects"][0]["form_title"], Value::Null);
}

#[test]
fn parts_that_are_missing_or_named_in_vain_are_none() {
    let mut parts = vec![("header", "default", "")];
    assert_eq!(decode(&docx(&p("正"), &parts), None).expect("a .docx").document.margins, []);
    parts[0].2 = "<w:p/>";
    assert_eq!(decode(&docx(&p("正"), &parts), None).expect("a .docx").document.margins, []);
}
