//! What of a paragraph is text: each rule of the reader as a case.

use crate::builder::{STRICT, WORD, cell, document, docx, p, package, pieces, r, read, root_relations, tbl, tr, with};

#[test]
fn runs_are_joined_and_entities_and_blanks_kept() {
    let body = format!(
        "<w:p>{}{}<w:r><w:t>35&#x4E07;&amp;&lt;=元 </w:t></w:r><w:r><w:t xml:space=\"preserve\"> 乙</w:t></w:r><w:r><w:t><![CDATA[<丙>]]></w:t></w:r></w:p>",
        r("项目"),
        r("资金：")
    );
    assert_eq!(pieces(&body), ["项目资金：35万&<=元 乙<丙>"]);
}

#[test]
fn elements_that_stand_for_characters() {
    let body = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/><w:t>0719</w:t><w:noBreakHyphen/><w:t>33</w:t><w:softHyphen/><w:t>01\u{ad}9</w:t>\
        <w:sym w:font=\"Symbol\" w:char=\"F0B3\"/><w:t>95%</w:t></w:r></w:p>";
    assert_eq!(pieces(body), ["甲\t乙", "丙", "0719-33019≥95%"]);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let deleted = "<w:del w:id=\"1\"><w:r><w:delText>旧</w:delText></w:r></w:del>";
    let inserted = format!("<w:ins w:id=\"2\">{}</w:ins>", r("新"));
    let moved = format!("<w:moveFrom w:id=\"3\">{}</w:moveFrom><w:moveTo w:id=\"4\">{}</w:moveTo>", r("从"), r("到"));
    assert_eq!(pieces(&format!("<w:p>{}{deleted}{inserted}{moved}</w:p>", r("甲"))), ["甲新到"]);
}

#[test]
fn a_deleted_paragraph_mark_joins_two_paragraphs() {
    let first = format!("<w:p><w:pPr><w:rPr><w:del w:id=\"1\"/></w:rPr></w:pPr>{}</w:p>", r("上"));
    assert_eq!(pieces(&format!("{first}{}{}", p("下"), p("后"))), ["上下", "后"]);
    assert_eq!(pieces(&format!("{first}{}", tbl(&[tr(&[cell("格")])]))), ["上", "1.0 格"]);
}

#[test]
fn properties_that_a_change_replaced_do_not_count() {
    let changed = format!(
        "<w:tc><w:tcPr><w:tcPrChange w:id=\"9\"><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tcPrChange></w:tcPr>{}</w:tc>",
        p("甲")
    );
    assert_eq!(pieces(&tbl(&[tr(&[changed, cell("乙")])])), ["1.0 甲", "1.1 乙"]);
}

#[test]
fn deleted_rows_and_cells_are_gone() {
    let row = format!("<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>", cell("旧"));
    let gone = format!("<w:tc><w:tcPr><w:cellDel w:id=\"2\"/></w:tcPr>{}</w:tc>", tbl(&[tr(&[cell("旧")])]));
    let last = tr(&[gone, cell("乙")]);
    assert_eq!(pieces(&tbl(&[tr(&[cell("甲")]), row, last])), ["1.0 甲", "2.0 乙"]);
}

#[test]
fn fields_give_their_result() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText xml:space=\"preserve\">{text}</w:instrText></w:r>");
    let page = [mark("begin"), code(" PAGEREF _Toc123 \\h "), mark("separate"), r("7"), mark("end")].concat();
    let link = [
        mark("begin"),
        code(" HYPERLINK \\l \"_Toc123\" "),
        mark("separate"),
        r("一、概况"),
        "<w:r><w:tab/></w:r>".to_owned(),
        page,
        mark("end"),
    ]
    .concat();
    let simple = format!("<w:fldSimple w:instr=\" DATE \">{}</w:fldSimple>", r("2024年"));
    assert_eq!(pieces(&format!("<w:p>{link}</w:p><w:p>{simple}</w:p>")), ["一、概况\t7", "2024年"]);
    // A condition whose code holds another field's result.
    let condition = [
        mark("begin"),
        code(" IF "),
        mark("begin"),
        code("PAGE"),
        mark("separate"),
        r("3"),
        mark("end"),
        code(" = 3"),
        mark("separate"),
        r("是"),
        mark("end"),
    ]
    .concat();
    assert_eq!(pieces(&format!("<w:p>{condition}</w:p>")), ["是"]);
    let circled = [mark("begin"), code(" eq \\o\\ac(○,2)"), mark("end"), r("建成")].concat();
    assert_eq!(pieces(&format!("<w:p>{circled}</w:p>")), ["②建成"]);
    // A code that never ends swallows no more than its paragraph.
    assert_eq!(pieces(&format!("<w:p>{}{}{}</w:p>{}", r("甲"), mark("begin"), code("PAGE"), p("乙"))), ["甲", "乙"]);
}

#[test]
fn hyperlinks_controls_and_smart_tags_are_transparent() {
    let control = format!("<w:sdt><w:sdtPr><w:alias w:val=\"名\"/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>", r("乙"));
    let inline = format!(
        "<w:p><w:hyperlink w:anchor=\"x\">{}</w:hyperlink>{control}<w:smartTag w:element=\"d\"><w:smartTagPr><w:attr w:name=\"y\"/></w:smartTagPr>{}</w:smartTag></w:p>",
        r("甲"),
        r("丙")
    );
    let around = |content: String| format!("<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>");
    let table = around(format!("<w:tbl>{}</w:tbl>", around(format!("<w:tr>{}</w:tr>", around(cell("格"))))));
    assert_eq!(pieces(&format!("{inline}{}{table}", around(p("段")))), ["甲乙丙", "段", "1.0 格"]);
}

#[test]
fn text_boxes_stand_behind_their_paragraph_once() {
    let inside = format!("<w:txbxContent>{}{}</w:txbxContent>", p("框"), tbl(&[tr(&[cell("格")])]));
    let choice = format!("<mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></w:drawing></mc:Choice>");
    let fallback = format!("<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>");
    let both = format!("<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>");
    assert_eq!(pieces(&format!("<w:p>{}{both}{}</w:p>{}", r("前"), r("后"), p("下"))), ["前后", "框", "1.0 格", "下"]);
    let old = format!("<w:r><mc:AlternateContent>{fallback}</mc:AlternateContent></w:r>");
    assert_eq!(pieces(&format!("<w:p>{old}</w:p>")), ["框", "1.0 格"]);
    let in_cell = format!("<w:tc><w:p>{}{both}</w:p></w:tc>", r("内"));
    assert_eq!(pieces(&tbl(&[tr(&[in_cell])])), ["1.0 内", "+ 框", "2.0 格"]);
}

#[test]
fn pictures_are_marks() {
    let drawing = "<w:r><w:drawing><a:blip r:embed=\"rIdP\"/></w:drawing></w:r>";
    let old = "<w:r><w:pict><v:shape><v:imagedata r:id=\"rIdP\" o:title=\"\"/></v:shape></w:pict></w:r>".replace(" o:title=\"\"", "");
    assert_eq!(pieces(&format!("<w:p>{drawing}</w:p><w:p>{}{old}</w:p>", r("图"))), ["[image: image1.png]", "图[image: image1.png]"]);
}

#[test]
fn ruby_keeps_its_base() {
    let ruby = format!("<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>", r("pīn"), r("拼"));
    assert_eq!(pieces(&format!("<w:p>{ruby}{}</w:p>", r("音"))), ["拼音"]);
}

#[test]
fn formulas_keep_their_characters() {
    let formula = "<m:oMath><m:r><w:rPr><w:rFonts w:ascii=\"Cambria Math\"/></w:rPr><m:t>≥95</m:t></m:r></m:oMath>";
    assert_eq!(pieces(&format!("<w:p>{formula}{}</w:p>", r("%"))), ["≥95%"]);
}

#[test]
fn hidden_text_is_not_read() {
    let hidden = |value: &str| format!("<w:r><w:rPr><w:vanish{value}/></w:rPr><w:t>藏</w:t></w:r>");
    assert_eq!(pieces(&format!("<w:p>{}{}{}</w:p>", hidden(""), hidden(" w:val=\"0\""), r("显"))), ["藏显"]);
    let styles = "<w:style w:type=\"character\" w:styleId=\"H\"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type=\"character\" w:styleId=\"I\"><w:basedOn w:val=\"H\"/></w:style>";
    let body = "<w:p><w:r><w:rPr><w:rStyle w:val=\"I\"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>显</w:t></w:r></w:p>";
    assert_eq!(read(&with(body, &[("styles", styles)])).expect("a file").1, ["显"]);
}

#[test]
fn footnotes_stand_behind_the_text() {
    let note = |id: &str, kind: &str, text: &str| {
        format!("<w:footnote {kind} w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>", r(text))
    };
    let notes = [note("-1", "w:type=\"separator\"", "线"), note("2", "", "按实有人数"), note("3", "", "无人提及")].concat();
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r>{}</w:p>{}", r("人数"), r("30"), p("末"));
    assert_eq!(read(&with(&body, &[("footnotes", &notes)])).expect("a file").1, ["人数30", "末", "按实有人数"]);
}

#[test]
fn blank_lines_stand_for_empty_paragraphs_and_tables() {
    let (text, _) = read(&docx(&format!("{}{}{}{}{}{}", p("一"), p("二"), p(""), p(" "), p("三"), tbl(&[tr(&[cell("格"), cell("子")])]))))
        .expect("a file");
    assert_eq!(text, "一\n二\n\n三\n\n格\t子\n");
}

#[test]
fn other_prefixes_namespaces_and_places() {
    let plain = document(&format!("{}{}", p("段"), tbl(&[tr(&[cell("格")])])));
    let variants = [
        plain.replace("w:", "ns0:").replace("xmlns:w=", "xmlns:ns0="),
        plain.replace("<w:", "<").replace("</w:", "</").replace("xmlns:w=", "xmlns="),
        plain.replace(WORD, STRICT),
    ];
    for (index, variant) in variants.iter().enumerate() {
        let variant = variant.replace("xmlns:ns0=", if index == 0 { "xmlns:ns0=" } else { "" });
        let bytes = package(&[("word\\document.xml", variant.as_bytes())]);
        assert_eq!(read(&bytes).expect("a Word file").1, ["段", "1.0 格"], "{variant}");
    }
    let elsewhere = package(&[("_rels/.rels", root_relations("/doc/Haupt.xml").as_bytes()), ("Doc/haupt.xml", plain.as_bytes())]);
    assert_eq!(read(&elsewhere).expect("a Word file").1, ["段", "1.0 格"]);
    // A prefix that means something else further in is no Word element.
    let inner = document(&format!("<x:t xmlns:x=\"urn:other\">不</x:t><w:p><x:r xmlns:x=\"{WORD}\"><x:t>是</x:t></x:r></w:p>"));
    assert_eq!(read(&package(&[("word/document.xml", inner.as_bytes())])).expect("a Word file").1, ["是"]);
}

#[test]
fn the_record_names_its_container() {
    let options = gongkai::pipeline::Options::new(gongkai::grammar::Grammars::builtin().expect("the layouts"));
    let record = gongkai::pipeline::extract(&docx(&p("项目名称：甲")), &options);
    assert_eq!((record.source.container.as_deref(), record.source.encoding, record.error), (Some("docx"), None, None));
}

#[test]
fn files_with_macros_and_templates_are_told_by_what_is_inside() {
    for (part, kind) in [
        ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
        ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("word/document2.xml", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    ] {
        let types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{part}\" ContentType=\"{kind}\"/></Types>"
        );
        let file = package(&[
            ("[Content_Types].xml", types.as_bytes()),
            ("_rels/.rels", root_relations(&format!("/{part}")).as_bytes()),
            ("word/vbaProject.bin", b"\xD0\xCF\x11\xE0"),
            (part, document(&p("正文")).as_bytes()),
        ]);
        assert_eq!(read(&file).expect("a Word file").1, ["正文"], "{kind}");
    }
}

#[test]
fn files_that_wps_wrote() {
    // Its own namespace on the root, empty properties, widths in no unit, cells without a paragraph, kinsoft controls.
    let body = format!(
        "<w:p><w:pPr><w:rPr/></w:pPr><w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t>项目</w:t></w:r><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>{}</w:p>\
         <w:tbl><w:tblPr><w:tblStyle w:val=\"7\"/><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"\"/></w:tblGrid>\
         <w:tr><w:tblPrEx><w:tblLayout w:type=\"fixed\"/></w:tblPrEx><w:trPr><w:trHeight w:val=\"0\" w:hRule=\"atLeast\"/></w:trPr>\
         <w:tc><w:tcPr><w:tcW w:w=\"1704\" w:type=\"dxa\"/><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc><w:tc><w:tcPr><w:vAlign w:val=\"top\"/></w:tcPr></w:tc></w:tr></w:tbl>",
        r("名称"),
        p("甲")
    );
    let xml = document(&body).replacen("<w:document ", "<w:document xmlns:wpsCustomData=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\" mc:Ignorable=\"w14 w15 wp14 wpsCustomData\" ", 1);
    let file = package(&[
        ("word/document.xml", xml.as_bytes()),
        ("customXml/item1.xml", b"<s:customData xmlns:s=\"http://www.wps.cn/officeDocument/2013/wpsCustomData\"/>"),
    ]);
    assert_eq!(read(&file).expect("a Word file").1, ["项目名称", "1.0 甲", "1.2"]);
}
