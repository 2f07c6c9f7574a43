//! What an element is to a reader: the few facts of names and styles that decide what is text and where lines end.

use scraper::node::Element;

/// How an element stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// No text: scripts, styles, heads, what is hidden or was deleted.
    Away,
    /// Part of a line.
    Inline,
    /// On lines of its own.
    Block,
    /// A paragraph: also an empty one takes a line.
    Paragraph,
    /// Lines as they were typed.
    Typed,
    /// The end of a line.
    Break,
    /// An item of a list.
    Item,
    /// A list.
    List,
    /// A picture.
    Picture,
    /// A field of a form.
    Field,
    /// A table, a group of its rows, a row, a cell.
    Table,
    Rows,
    Row,
    Cell,
    /// Page header or footer.
    Header,
    Footer,
    /// The number of a paragraph, with the blanks behind it.
    Number,
    /// As many TABs.
    Tabs(usize),
}

/// Looks at an element.
pub fn look(element: &Element) -> Look {
    let style = style(element);
    let hides = |words: &str| style.contains(words);
    if element.attr("hidden").is_some() || hides("display:none") || hides("visibility:hidden") {
        return Look::Away;
    }
    if let Some(said) = office(element, &style) {
        return said;
    }
    match element.name() {
        "head" | "script" | "style" | "noscript" | "title" | "iframe" | "object" | "applet" | "audio" | "video" | "canvas" | "svg"
        | "math" | "xml" | "del" | "rt" | "rp" | "select" | "datalist" | "meta" | "link" | "base" | "col" | "colgroup" => Look::Away,
        // What leads through a site stands on each of its pages, as a page header does.
        "nav" => Look::Header,
        "br" => Look::Break,
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "caption" | "legend" | "summary" => Look::Paragraph,
        "pre" | "textarea" | "listing" | "xmp" | "plaintext" => Look::Typed,
        "li" => Look::Item,
        "ol" | "ul" | "menu" | "dir" => Look::List,
        "img" => Look::Picture,
        "input" => Look::Field,
        "table" => Look::Table,
        "thead" | "tbody" | "tfoot" => Look::Rows,
        "tr" => Look::Row,
        "td" | "th" => Look::Cell,
        "html" | "body" | "div" | "center" | "dl" | "dt" | "dd" | "blockquote" | "form" | "fieldset" | "section" | "article" | "aside"
        | "main" | "header" | "footer" | "figure" | "figcaption" | "address" | "details" | "hr" | "hgroup" | "search" => Look::Block,
        _ => Look::Inline,
    }
}

/// What Word, WPS and LibreOffice say in their own way.
fn office(element: &Element, style: &str) -> Option<Look> {
    // Nearly all styles say nothing of that kind.
    let said = style.contains("mso-");
    if said && style.contains("mso-hide:all") {
        return Some(Look::Away);
    }
    // LibreOffice marks headers and footers by the title of a division.
    let title = if element.name() == "div" { element.attr("title") } else { None };
    if title == Some("header") || said && style.contains("mso-element:header") {
        return Some(Look::Header);
    }
    if title == Some("footer") || said && style.contains("mso-element:footer") {
        return Some(Look::Footer);
    }
    if !said {
        return None;
    }
    if ["mso-element:comment", "mso-element:field-begin", "mso-element:field-end"].iter().any(|away| style.contains(away)) {
        return Some(Look::Away);
    }
    if style.contains("mso-list:ignore") {
        return Some(Look::Number);
    }
    let tabs = style.split_once("mso-tab-count:")?.1;
    let digits = tabs.find(|c: char| !c.is_ascii_digit()).unwrap_or(tabs.len());
    tabs[..digits].parse().ok().map(|count: usize| Look::Tabs(count.clamp(1, 16)))
}

/// The style in small letters, without blanks.
fn style(element: &Element) -> String {
    let style = element.attr("style").unwrap_or_default();
    style.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}
