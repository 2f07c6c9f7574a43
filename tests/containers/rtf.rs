//! RTF: each rule of the reader as a case.

use gongkai::decode::decode;

use crate::html::shown;

fn pieces(body: &str) -> Vec<String> {
    file(body.as_bytes())
}

fn file(body: &[u8]) -> Vec<String> {
    let head = b"{\\rtf1\\ansi\\ansicpg936\\uc1\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}{\\f1\\fcharset0 Arial;}{\\f2\\ftech\\fcharset2 Symbol;}{\\f3\\fcharset136 PMingLiU;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\title x}}{\\*\\generator y}";
    shown(&[&head[..], body, b"}"].concat(), "rtf").expect("a file")
}

fn gbk(text: &str) -> String {
    encoding_rs::GBK
        .encode(text)
        .0
        .iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\'{byte:02x}") })
        .collect()
}

#[test]
fn characters_in_all_their_spellings() {
    assert_eq!(pieces(&format!("\\pard {}\\par", gbk("项目名称：A"))), ["项目名称：A"]);
    // In Unicode, with a fallback of one or two characters, or none; a surrogate pair.
    assert_eq!(pieces("\\u-26503?\\uc2\\u30446\\'c4\\'bf\\uc0\\u-10187 \\u-9138 z\\par"), ["项目\u{1d44e}z"]);
    assert_eq!(pieces("a\\~b\\_c\\-d\\{\\}\\\\\\tab e\\emdash f\\line g\\par"), ["a\u{a0}b-cd{}\\\te—f", "g"]);
    // A lead byte whose second byte is an ASCII character, on the next line of the file.
    assert_eq!(pieces("\\'8c\r\n@\\'95\\'7d\\par"), [encoding_rs::GBK.decode(b"\x8c\x40\x95\x7d").0]);
    assert_eq!(file(&[b"\\f1 ".as_slice(), &encoding_rs::GBK.encode("预算").0, b"\\par"].concat()), ["预算"]);
    assert_eq!(pieces("{\\f3 \\'b9\\'77}{\\f2 \\'b3}95\\par"), ["預≥95"]);
}

#[test]
fn a_western_code_page_is_not_believed_against_the_bytes() {
    let western = |text: &str| shown(format!("{{\\rtf1\\ansi\\ansicpg1252 {text}\\par}}").as_bytes(), "rtf").expect("a file");
    assert_eq!(western(&gbk("部门预算")), ["部门预算"]);
    assert_eq!(western("caf\\'e9 \\'95"), ["café •"]);
}

#[test]
fn what_is_no_text_is_gone() {
    let body = "甲{\\v 藏}{\\deleted 旧}{\\*\\bkmkstart x}{\\*\\unknown{\\b 无}}{\\field{\\*\\fldinst PAGEREF _Toc1}{\\fldrslt 7}}\
        {\\field{\\*\\fldinst EQ \\\\o\\\\ac(○,2)}}{\\xe 索引}{\\*\\annotation 批注}\\par";
    let body: String = body.chars().map(|c| if c.is_ascii() { c.to_string() } else { gbk(&c.to_string()) }).collect();
    assert_eq!(pieces(&body), ["甲7②"]);
}

#[test]
fn numbers_notes_boxes_and_pictures() {
    let body = "{\\listtext\\pard\\plain \\u19968?\\u12289?\\tab}a{\\footnote {\\super\\chftn} note}\\par{\\pntext\\f2\\'b7\\tab}b{\\listtext 1\\tab}\\par c\
        {\\shp{\\*\\shpinst{\\sp{\\sn txflTextFlow}{\\sv 0}}{\\shptxt \\pard box\\par}}{\\shprslt twice}}d\\par\
        {\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict\\wmetafile8 00}}{\\pict\\jpegblip\\bin4 }}}}}\\par\
        {\\upr{ansi}{\\*\\ud{\\u20013?}}}\\par";
    assert_eq!(pieces(body), ["一、a", "b1", "cd", "box", "[image: image1.png][image: image2.jpeg]", "中", "note"]);
}

#[test]
fn headers_and_footers_stand_behind_the_text() {
    let body = "{\\header\\pard h\\par}{\\headerl even\\par}{\\footer{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}\\par}a\\sect{\\header h\\par}{\\headerf first\\par}b\\par";
    let document = decode(format!("{{\\rtf1 {body}}}").as_bytes(), None).expect("a file").document;
    assert_eq!(document.text, "a\nb\n\neven\nh\n1\nfirst\n");
    assert_eq!((document.body(), document.margins.len(), document.pieces.len()), ("a\nb\n\n", 4, 2));
}

#[test]
fn rows_merges_and_gaps() {
    let body = "\\trowd\\trleft-108\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\pard\\intbl a\\cell b\\par c\\cell x\\cell\\row\
        \\trowd\\trleft-108\\clvmrg\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl x\\cell d\\cell\\cell\\row\
        \\trowd\\trleft1000\\cellx3000\\pard\\intbl e\\cell\\row\\pard z\\par";
    assert_eq!(pieces(body), ["1.0 a", "1.1 b", "+ c", "1.2", "2.0", "2.1 d", "2.2", "3.1 e", "z"]);
}

#[test]
fn tables_in_cells_keep_their_place() {
    let inner =
        "\\pard\\intbl\\itap2 n\\nestcell m\\nestcell{\\*\\nesttableprops\\trowd\\cellx500\\cellx900\\nestrow}{\\nonesttables\\par}";
    let body = format!(
        "\\trowd\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl label\\cell before\\par{inner}\\pard\\intbl behind\\cell z\\cell\\row\\pard"
    );
    assert_eq!(pieces(&body), ["1.0 label", "1.1 before", "2.0 n", "2.1 m", "behind", "1.2 z"]);
}

#[test]
fn rows_without_a_drawing_or_an_end_are_rows_still() {
    assert_eq!(pieces("\\pard\\intbl a\\cell b\\cell\\row\\pard c\\par"), ["1.0 a", "1.1 b", "c"]);
    assert_eq!(pieces("\\trowd\\cellx9\\cellx19\\pard\\intbl a\\cell b\\cell\\pard c\\par"), ["1.0 a", "1.1 b", "c"]);
    assert_eq!(pieces("\\pard\\intbl a\\par\\pard b\\par"), ["a", "b"]);
}
