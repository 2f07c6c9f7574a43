//! Automatic numbering that belongs to the text.

use crate::builder::{r, read, with};

fn level(at: usize, format: &str, text: &str, further: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{further}<w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/></w:lvl>"
    )
}

fn definition(id: u32, levels: &[String]) -> String {
    format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{}</w:abstractNum>", levels.concat())
}

fn list(id: u32, definition: u32, further: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{further}</w:num>")
}

fn item(list: u32, level: u32, text: &str) -> String {
    format!("<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>{}</w:p>", r(text))
}

fn lines(body: &str, numbering: &str, styles: &str) -> Vec<String> {
    read(&with(body, &[("numbering", numbering), ("styles", styles)])).expect("a file").1
}

#[test]
fn levels_count_and_restart() {
    let levels = [
        level(0, "chineseCounting", "%1、", "<w:suff w:val=\"nothing\"/>"),
        level(1, "chineseCounting", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
        level(3, "decimal", "%1.%4", "<w:isLgl/>"),
    ];
    let numbering = definition(7, &levels) + &list(1, 7, "");
    let body = [
        item(1, 0, "概况"),
        item(1, 1, "职能"),
        item(1, 1, "机构"),
        item(1, 2, "甲"),
        item(1, 2, "乙"),
        item(1, 0, "预算"),
        item(1, 1, "收入"),
        item(1, 2, "丙"),
        item(1, 3, "丁"),
        item(0, 0, "无"),
    ]
    .concat();
    assert_eq!(
        lines(&body, &numbering, ""),
        ["一、概况", "（一）职能", "（二）机构", "1.甲", "2.乙", "二、预算", "（一）收入", "1.丙", "2.1 丁", "无"]
    );
}

#[test]
fn lists_share_their_definition_and_may_start_anew() {
    let numbering = [
        definition(1, &[level(0, "decimal", "%1、", "")]),
        list(1, 1, ""),
        list(2, 1, ""),
        list(3, 1, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>"),
    ]
    .concat();
    let body = [item(1, 0, "甲"), item(2, 0, "乙"), item(3, 0, "丙"), item(3, 0, "丁")].concat();
    assert_eq!(lines(&body, &numbering, ""), ["1、甲", "2、乙", "5、丙", "6、丁"]);
    let own =
        list(1, 1, &format!("<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>", level(0, "upperRoman", "%1)", "<w:suff w:val=\"space\"/>")));
    assert_eq!(lines(&item(1, 0, "甲"), &(definition(1, &[level(0, "decimal", "%1、", "")]) + &own), ""), ["I) 甲"]);
}

#[test]
fn styles_number_their_paragraphs() {
    let linked = |at: usize, style: &str, text: &str| level(at, "chineseCounting", text, &format!("<w:pStyle w:val=\"{style}\"/>"));
    let numbering = definition(1, &[linked(0, "H1", "第%1章"), linked(1, "H2", "（%2）")]) + &list(4, 1, "");
    let style = |id: &str, inner: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inner}</w:style>");
    let numbered = "<w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr>";
    let styles =
        [style("H1", numbered), style("H2", numbered), style("H3", "<w:basedOn w:val=\"H2\"/>"), style("H4", "<w:basedOn w:val=\"H4\"/>")]
            .concat();
    let styled = |id: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr>{}</w:p>", r(text));
    let body = [styled("H1", "甲"), styled("H2", "乙"), styled("H3", "丙"), styled("H4", "丁"), styled("H1", "戊")].concat();
    assert_eq!(lines(&body, &numbering, &styles), ["第一章 甲", "（一）乙", "（二）丙", "丁", "第二章 戊"]);
}

#[test]
fn bullets_are_layout_and_numbered_columns_are_not() {
    let numbering = [
        definition(1, &[level(0, "bullet", "\u{f0b7}", "")]),
        definition(2, &[level(0, "decimal", "%1", "")]),
        list(1, 1, ""),
        list(2, 2, ""),
    ]
    .concat();
    let empty = "<w:p><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:p>";
    let body = format!("{}{empty}<w:tbl><w:tr><w:tc>{empty}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", item(1, 0, "点"), item(2, 0, "格"));
    assert_eq!(lines(&body, &numbering, ""), ["点", "1.0 2", "1.1 3 格"]);
}
