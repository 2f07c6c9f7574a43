//! Tells pages from other text, and reads the encoding that a page declares.

use crate::decode::Encoding;

/// Elements that only a page begins with.
const CERTAIN: [&str; 5] = ["!doctype html", "html", "head", "body", "meta"];
/// Elements that a fragment of a page begins with; a text export may begin with a tag that was left in it, but then
/// has no table of tags.
const LIKELY: [&str; 17] = [
    "table", "div", "p", "title", "style", "link", "center", "span", "font", "h1", "h2", "h3", "section", "article", "main", "script", "b",
];
/// Bytes in which a page declares its encoding.
const HEAD: usize = 4096;

/// Whether a text is a page of HTML.
pub fn is_html(text: &str) -> bool {
    let Some(rest) = beginning(text) else {
        return false;
    };
    let names = |names: &[&str]| {
        names.iter().any(|name| {
            let found = rest.get(..name.len()).is_some_and(|begun| begun.eq_ignore_ascii_case(name));
            found && rest[name.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
        })
    };
    names(&CERTAIN) || names(&LIKELY) && ["<td", "<TD", "<th>", "<TH>"].iter().any(|cell| text.contains(cell))
}

/// Whether the program that wrote a page ends lines only where a blank stood. (Others end them between two Chinese
/// characters too, where no blank is meant.)
pub fn ends_lines_at_blanks(text: &str) -> bool {
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]);
    ["LibreOffice", "OpenOffice", "Microsoft Word"].iter().any(|program| head.contains(program))
}

/// Which kind of file a text is that holds a document in a way that is not read yet.
pub fn wrapped(text: &str) -> Option<&'static str> {
    let head = text.char_indices().nth(HEAD).map_or(text, |(end, _)| &text[..end]).trim_start();
    if head.contains("multipart/related") && ["MIME-Version:", "From:", "Content-Type:"].iter().any(|begun| head.starts_with(begun)) {
        return Some("a web archive (MHTML)");
    }
    let office = ["<w:wordDocument", "<pkg:package", "urn:schemas-microsoft-com:office:spreadsheet", "<?mso-application"];
    (head.starts_with("<?xml") && !is_html(text) && office.iter().any(|sign| head.contains(sign))).then_some("an Office file in one XML")
}

/// What follows the first `<` of an element, behind declarations and comments.
fn beginning(text: &str) -> Option<&str> {
    let mut rest = text.trim_start_matches(crate::model::span::is_blank);
    loop {
        let inner = rest.strip_prefix('<')?;
        let behind = if inner.starts_with("!--") {
            inner.split_once("-->")?.1
        } else if inner.starts_with('?') || inner.starts_with("![") {
            inner.split_once('>')?.1
        } else {
            return Some(inner);
        };
        rest = behind.trim_start();
    }
}

/// The encoding that the bytes of a page declare: `<meta charset=gb2312>`, `content="text/html; charset=gbk"`, or the
/// declaration of XHTML.
pub fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if !head.trim_ascii_start().starts_with(b"<") && !head.starts_with(b"\xEF\xBB\xBF") {
        return None;
    }
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let named = |after: &str| {
        let rest = head.split_once(after)?.1.trim_start().strip_prefix('=')?;
        let name = rest.trim_start().trim_start_matches(['"', '\'']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).unwrap_or(name.len());
        name[..end].parse().ok()
    };
    named("charset").or_else(|| named("encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_told_from_text() {
        for page in [
            "<html><body>",
            "\u{feff}\n<!DOCTYPE HTML PUBLIC \"x\">",
            "<!doctype html>",
            "<?xml version=\"1.0\"?>\n<!-- saved --><HTML xmlns:o=\"urn:x\">",
            "<!--[if gte mso 9]><xml/><![endif]-->\n<meta charset=gbk><p>预算",
            "<table><tr><td>项目名称",
            "<div class=\"x\"><TABLE><TR><TD>甲",
        ] {
            assert!(is_html(page), "{page}");
        }
        for text in ["", "2024年部门预算<p>", "<p>目标1：新增<br>", "<昆明市某办法>", "<=5", "<!-- 未完", "<htmlx>", "<w:document>", "<"]
        {
            assert!(!is_html(text), "{text}");
        }
    }

    #[test]
    fn declarations_in_all_their_spellings() {
        for (page, encoding) in [
            ("<html><meta charset=\"gb2312\">", Some(Encoding::Gb18030)),
            ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=GBK'>", Some(Encoding::Gb18030)),
            ("<meta charset = utf-8>", Some(Encoding::Utf8)),
            ("<?xml version='1.0' encoding='Big5'?><html>", Some(Encoding::Big5)),
            ("<meta charset=x-unknown>", None),
            ("<html>", None),
            ("charset=gbk", None),
        ] {
            assert_eq!(declared(page.as_bytes()), encoding, "{page}");
        }
    }
}
