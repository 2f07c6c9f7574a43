//! Files made to do harm: each gives a clear error, in time and memory of its own size. Nothing panics.

use std::time::{Duration, Instant};

use gongkai::decode::decode;

use crate::builder::{WORD, cell, document, docx, p, package, read, refused, tbl, tc, tr};

fn around(count: usize, open: &str, inside: &str, close: &str) -> String {
    open.repeat(count) + inside + &close.repeat(count)
}

#[test]
fn bombs_are_refused() {
    let zeros = vec![b' '; 17 << 20];
    let (code, message) = refused(&package(&[("word/document.xml", &zeros)]));
    assert_eq!(code, "hostile-file");
    assert!(message.contains("word/document.xml"), "{message}");
}

#[test]
fn crowded_archives_are_refused() {
    // Told before the directory is read: so many headers are enough.
    let crowded = [&b"PK\x03\x04"[..], &b"PK\x01\x02".repeat(20_001)].concat();
    let (code, message) = refused(&crowded);
    assert_eq!(code, "hostile-file");
    assert!(message.contains("entries"), "{message}");
}

#[test]
fn bottomless_nesting_is_refused() {
    let bodies = [
        around(100_000, "<w:sdt><w:sdtContent>", "", "</w:sdtContent></w:sdt>"),
        around(100_000, "<w:tbl><w:tr><w:tc>", "", "</w:tc></w:tr></w:tbl>"),
        around(1_000, "<w:tbl><w:tr><w:tc>", "", "</w:tc></w:tr></w:tbl>"),
        around(1_000, "<w:p><w:r><w:txbxContent>", "", "</w:txbxContent></w:r></w:p>"),
        "<w:tbl><w:tr><w:tc>".repeat(100_000),
        around(5_000, "<w:x xmlns:a=\"urn:a\">", "", "</w:x>"),
    ];
    for body in bodies {
        assert_eq!(refused(&docx(&body)).0, "hostile-file", "{}", &body[..60]);
    }
    // Sensible depth is read.
    assert_eq!(read(&docx(&around(60, "<w:tbl><w:tr><w:tc>", &p("底"), "</w:tc></w:tr></w:tbl>"))).expect("a file").1, ["60.0 底"]);
}

#[test]
fn nesting_inside_what_is_skipped_does_no_harm() {
    let body = format!("<w:p><w:pPr>{}</w:pPr><w:r><w:t>文</w:t></w:r></w:p>", around(100_000, "<w:a>", "", "</w:a>"));
    assert_eq!(read(&docx(&body)).expect("a file").1, ["文"]);
}

#[test]
fn entities_are_refused() {
    let declared = document("").replacen("<w:document", "<!DOCTYPE w:document [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document", 1);
    assert_eq!(refused(&package(&[("word/document.xml", declared.as_bytes())])).0, "hostile-file");
    assert_eq!(refused(&docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")).0, "hostile-file");
    let external = format!("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><w:document xmlns:w=\"{WORD}\"/>");
    assert_eq!(refused(&package(&[("word/document.xml", external.as_bytes())])).0, "hostile-file");
}

#[test]
fn mad_numbers_are_tamed() {
    let wide = tc("<w:gridSpan w:val=\"4294967295\"/>", &p("宽"));
    let gap = format!("<w:tr><w:trPr><w:gridBefore w:val=\"999999999\"/></w:trPr>{}</w:tr>", cell("远"));
    let minus = tc("<w:gridSpan w:val=\"-3\"/>", &p("负"));
    assert_eq!(
        read(&docx(&tbl(&[tr(&[wide, cell("后")]), gap, tr(&[minus, cell("正")])]))).expect("a file").1,
        ["1.0 宽", "1.256 后", "2.256 远", "3.0 负", "3.1 正"]
    );
    let row = tr(&vec![tc("<w:gridSpan w:val=\"256\"/>", "<w:p/>"); 20]);
    assert_eq!(refused(&docx(&tbl(&[row]))).0, "hostile-file");
    let level = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"4294967295\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1%2%9.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let item = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"250\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>";
    assert_eq!(read(&crate::builder::with(&item.repeat(2), &[("numbering", level)])).expect("a file").1, ["4294967295.a", "4294967295.a"]);
}

#[test]
fn time_stays_linear() {
    let attributes: String = (0..30_000).map(|i| format!(" w:a{i}=\"1\"")).collect();
    let bodies = [
        format!("<w:p{attributes}><w:r><w:t{attributes}>文</w:t></w:r></w:p>"),
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned()
            + &"<w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>a</w:t></w:r>".repeat(30_000)
            + "</w:p>",
        tbl(&["<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>".repeat(30_000)]),
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>".repeat(100_000),
    ];
    for body in bodies {
        let file = docx(&body);
        let begun = Instant::now();
        let _ = decode(&file, None);
        assert!(begun.elapsed() < Duration::from_secs(20), "{} took {:?}", &body[..40], begun.elapsed());
    }
}

#[test]
fn cut_files_are_refused() {
    let file = docx(&format!("{}{}", p("项目名称：甲"), tbl(&[tr(&[cell("格"), cell("子")])]).repeat(40)));
    for length in (1..file.len()).step_by(97) {
        let (code, message) = refused(&file[..length.max(4)]);
        assert!(matches!(code, "damaged-file" | "unsupported-container"), "{length}: {code} {message}");
    }
}

#[test]
fn cut_xml_is_refused() {
    let xml =
        document(&format!("{}{}", p("甲&乙"), tbl(&[tr(&[cell("格"), tc("<w:gridSpan w:val=\"2\"/>", &tbl(&[tr(&[cell("子")])]))])])));
    for length in (0..xml.len()).filter(|&at| xml.is_char_boundary(at)) {
        let (code, message) = refused(&package(&[("word/document.xml", &xml.as_bytes()[..length])]));
        assert_eq!(code, "damaged-file", "{length}: {message}");
    }
}

#[test]
fn damaged_bytes_never_panic() {
    let file = docx(&format!("{}{}", p("项目名称：甲"), tbl(&[tr(&[cell("格"), cell("子")])])));
    let xml = document(&tbl(&[tr(&[tc("<w:vMerge w:val=\"restart\"/>", &p("格")), cell("子")])]));
    for at in 0..file.len() {
        let mut bytes = file.clone();
        bytes[at] ^= 0x5a;
        let _ = decode(&bytes, None);
    }
    for at in 0..xml.len() {
        for with in [b'<', b'&', 0xff] {
            let mut bytes = xml.clone().into_bytes();
            bytes[at] = with;
            let _ = decode(&package(&[("word/document.xml", &bytes)]), None);
        }
    }
}

#[test]
fn other_archives_are_named() {
    let refusal = decode(&package(&[("xl/workbook.xml", b"<x/>")]), None).expect_err("no Word file");
    assert_eq!((refusal.code, refusal.container), ("unsupported-container", Some("xlsx")));
    assert_eq!(refused(&package(&[("a.txt", b"x")])).0, "unsupported-container");
    assert_eq!(refused(&package(&[("word/document.xml", b"<html/>")])).0, "damaged-file");
}
