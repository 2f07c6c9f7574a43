//! Pages of HTML: each rule of the reader as a case.

use gongkai::decode::{Refusal, decode};
use gongkai::model::document::Place;

/// What the reader makes of a page: a line for each piece.
pub fn shown(bytes: &[u8], container: &str) -> Result<Vec<String>, Refusal> {
    let decoded = decode(bytes, None)?;
    assert_eq!(decoded.container, container);
    let document = decoded.document;
    let line = |piece: &gongkai::model::document::Piece| {
        let text = piece.span.of(&document.text);
        let shown = match piece.place {
            Place::GridCell { row, column } => format!("{row}.{column} {text}"),
            Place::CellLine => format!("+ {text}"),
            Place::Line | Place::LooseCell => text.to_owned(),
        };
        shown.trim_end().to_owned()
    };
    Ok(document.pieces.iter().map(line).collect())
}

fn pieces(body: &str) -> Vec<String> {
    shown(format!("<html><body>{body}</body></html>").as_bytes(), "html").expect("a page")
}

#[test]
fn paragraphs_lines_and_entities() {
    let body = "<h1>2024年\n部门预算</h1>前<p>甲&amp;乙&nbsp;&lt;=5&#8805;&hellip;<br>丙<br></p><div>丁<div>戊</div>己</div><script>x()</script><style>p{}</style><!-- 无 -->";
    assert_eq!(pieces(body), ["2024年部门预算", "前", "甲&乙\u{a0}<=5≥…", "丙", "丁", "戊", "己"]);
}

#[test]
fn hidden_and_deleted_text_is_gone() {
    let body = "<p>甲<span style=\"DISPLAY: none\">藏</span><b hidden>藏</b><span style='mso-hide:all'>藏</span><del>旧</del><ins>新</ins></p>\
        <div style='display:none'><table><tr><td>藏</td></tr></table></div><template><p>藏</p></template>";
    assert_eq!(pieces(body), ["甲新"]);
}

#[test]
fn spans_have_their_exact_place() {
    let body = "<table><thead><tr><th rowspan=2>甲</th><th colspan='2'>乙</th></tr><tr><th>丙<th>丁</tr></thead>\
        <tr><td>1<td rowspan=0>2<td>3<tr><td>4<td>5</table>后";
    assert_eq!(pieces(body), ["1.0 甲", "1.1 乙", "2.0", "2.1 丙", "2.2 丁", "3.0 1", "3.1 2", "3.2 3", "4.0 4", "4.1", "4.2 5", "后"]);
}

#[test]
fn a_merge_behind_the_last_cell_keeps_its_column() {
    let body = "<table><tr><td>a<td>b<td>c<td rowspan=2>d</tr><tr><td>e</tr><tr><td>f<td>g</table>";
    assert_eq!(pieces(body), ["1.0 a", "1.1 b", "1.2 c", "1.3 d", "2.0 e", "2.1", "2.3", "3.0 f", "3.1 g"]);
}

#[test]
fn unclosed_cells_and_stray_tags() {
    let body = "<table><tr><td>甲<td>乙<tr><td><p>丙<p>丁<td></span></b>戊</table></table></td>己";
    assert_eq!(pieces(body), ["1.0 甲", "1.1 乙", "2.0 丙", "+ 丁", "2.1 戊", "己"]);
}

#[test]
fn tables_in_cells_keep_their_place_and_layout_tables_are_none() {
    let form = "<table><tr><td>标签</td><td>前言<table><tr><td>内一<td>内二</table></td><td>末</table>";
    let inner = ["1.0 标签", "1.1 前言", "2.0 内一", "2.1 内二", "1.2 末"];
    assert_eq!(pieces(form), inner);
    let page = format!("<table width=100%><tr><td><div>标题</div>{form}<p>注：无</table>");
    assert_eq!(pieces(&page), [&["标题"][..], &inner, &["注：无"]].concat());
    let page = format!("<table role=presentation><tr><td>导航<td>{form}</table>");
    assert_eq!(pieces(&page), [&["导航"][..], &inner].concat());
}

#[test]
fn pages_that_word_saved() {
    let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\r\n<head><!--[if gte mso 9]><xml><w:View>Print</w:View></xml><![endif]-->\
        <meta name=Generator content=\"Microsoft Word 15\"><style>@page{mso-footer:f}</style></head><body lang=ZH-CN>\
        <div style='mso-element:header'><p>某局</p></div>\
        <p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp; </span></span><![endif]>部门<span lang=EN-US><o:p></o:p></span></p>\
        <p><span style='font-family:Wingdings;mso-list:Ignore'>l<span>&nbsp;</span></span>职责</p>\
        <p>甲<span style='mso-tab-count:2'>      </span>乙<span style='mso-spacerun:yes'>&nbsp; </span>丙</p><p><o:p>&nbsp;</o:p></p>\
        <table class=MsoTableGrid><tr><td><p class=MsoNormal><b>项目<br>名称</b></p></td><td><img width=5 src=\"页.files/image001.png\"></td></tr></table></body></html>";
    let decoded = decode(page.as_bytes(), None).expect("a page");
    assert_eq!(
        shown(page.as_bytes(), "html").expect("a page"),
        ["一、部门", "职责", "甲\t\t乙\u{a0} 丙", "1.0 项目", "+ 名称", "1.1 [image: image001.png]"]
    );
    assert_eq!(decoded.document.margins.len(), 1);
    assert!(decoded.document.text.ends_with("\n\n某局\n"));
}

#[test]
fn numbers_of_lists_are_text_and_bullets_are_not() {
    let body = "<ol start=3><li>甲<li><p>乙</ol><ul><li>丙</ul><ol type=a><li>丁<ul><li>戊</ul><li>己</ol>";
    assert_eq!(pieces(body), ["3.甲", "4.乙", "丙", "a.丁", "戊", "b.己"]);
}

#[test]
fn the_encoding_is_decided_by_content_and_declaration() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta http-equiv=Content-Type content=\"text/html; charset={charset}\"></head><body><p>二〇二四年部门预算公开</p></body></html>"
        )
    };
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    for (bytes, encoding) in [
        (gbk(&page("gb2312")), "GB18030"),
        // Declarations that are wrong: the bytes say otherwise.
        (gbk(&page("utf-8")), "GB18030"),
        (page("gbk").into_bytes(), "UTF-8"),
        (encoding_rs::BIG5.encode(&page("big5").replace("门预", "門預").replace("开", "開")).0.into_owned(), "Big5"),
    ] {
        let decoded = decode(&bytes, None).expect("a page");
        assert_eq!((decoded.container, decoded.encoding), ("html", Some(encoding)));
        assert!(decoded.document.text.starts_with("二〇二四年部"), "{encoding}: {}", decoded.document.text);
    }
    // Two characters decide nothing by themselves.
    let short = gbk("<meta charset=gbk><p>亟</p>");
    assert_eq!(decode(&short, None).expect("a page").document.text, "亟\n");
}

#[test]
fn what_leads_through_a_site_stands_apart() {
    let page = "<!doctype html><nav><ul><li>首页<li>政务公开</ul></nav><main><h1>部门预算</h1><p>正文</main>";
    let document = decode(page.as_bytes(), None).expect("a page").document;
    assert_eq!((document.text.as_str(), document.margins.len()), ("部门预算\n正文\n\n首页\n政务公开\n", 2));
}

#[test]
fn documents_in_wrappings_that_are_not_read_are_named() {
    for text in [
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n\r\n--x\r\n<html>",
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?><w:wordDocument>",
        "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
    ] {
        assert_eq!(decode(text.as_bytes(), None).expect_err("no document").code, "unsupported-container", "{text}");
    }
}

#[test]
fn text_with_a_few_tags_left_in_it_is_no_page() {
    for text in ["2024年部门预算\n<p>目标1</p>\n", "<p>目标1：新增</p>", "<昆明市办法>"] {
        assert_eq!(decode(text.as_bytes(), None).expect("text").container, "text", "{text}");
    }
}
