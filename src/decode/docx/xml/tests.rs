//! What the cursor makes of random XML, sound and damaged, against what quick-xml makes of it, event for event; and what
//! it passes over, against quick-xml reading all of it.

use proptest::prelude::*;
use quick_xml::events::Event as Raw;
use quick_xml::reader::Reader;

use super::*;

/// What is passed over whole.
const LIST: &str = "w:rPr";

/// An event in words.
fn ours(text: &str) -> Vec<String> {
    let (mut cursor, mut known, mut steps) = (Cursor::new(text), Known::default(), Vec::new());
    loop {
        let event = match cursor.next() {
            Ok(event) => event,
            Err(refusal) => {
                steps.push(refusal.code.to_owned());
                return steps;
            }
        };
        steps.push(match event {
            Event::Open(element) if element.name() == LIST => match cursor.list(&element, &mut known, |content| Ok(content.len())) {
                Ok((content, length)) => {
                    assert_eq!(content.len(), *length, "another content's");
                    format!("passed {content}")
                }
                Err(refusal) => refusal.code.to_owned(),
            },
            Event::Open(element) => format!("open {} of {}", element.local(), element.tag.content),
            Event::Close => "close".to_owned(),
            Event::Text(text) => format!("text {text}"),
            Event::Char(c) => format!("char {c}"),
            Event::End => "end".to_owned(),
        });
        if matches!(steps.last().map(String::as_str), Some("end" | "damaged-file" | "hostile-file")) {
            return steps;
        }
    }
}

fn theirs(text: &str) -> Vec<String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut steps, mut depth) = (Vec::new(), 0);
    loop {
        let step = match reader.read_event() {
            Ok(Raw::Start(start)) if start.name().into_inner() == LIST => match reader.read_to_end(start.name()) {
                Ok(span) => format!("passed {}", &text[span.start as usize..span.end as usize]),
                Err(_) => "damaged-file".to_owned(),
            },
            Ok(Raw::Start(start)) => {
                depth += 1;
                format!("open {} of {}", start.local_name().into_inner(), &*start)
            }
            Ok(Raw::End(_)) => {
                depth -= 1;
                "close".to_owned()
            }
            Ok(Raw::Text(text)) => format!("text {}", text.into_inner()),
            Ok(Raw::CData(text)) => format!("text {}", text.into_inner()),
            Ok(Raw::GeneralRef(reference)) => match resolve(&reference) {
                Ok(c) => format!("char {c}"),
                Err(_) => "hostile-file".to_owned(),
            },
            Ok(Raw::DocType(_)) => "hostile-file".to_owned(),
            Ok(Raw::Eof) if depth > 0 => "damaged-file".to_owned(),
            Ok(Raw::Eof) => "end".to_owned(),
            Ok(_) => continue,
            Err(_) => "damaged-file".to_owned(),
        };
        steps.push(step);
        if matches!(steps.last().map(String::as_str), Some("end" | "damaged-file" | "hostile-file")) {
            return steps;
        }
    }
}

/// Start tags without their `>` or `/>`: names in other namespaces, attributes that hold what tags end with.
const TAGS: &[&str] = &[
    "w:r",
    "w:t xml:space=\"preserve\"",
    "w:rFonts w:ascii=\"宋体\" w:hint='eastAsia'",
    "a b='x>y\"z'",
    "a\tb=\"/>'\"\n",
    "x:rPr",
    "w:rPrChange w:id=\"1\"",
    "w:rPr",
    "w:rPr w:x=\"</w:rPr>\"",
    "rPr xmlns=\"urn:a\"",
    "r\"q\"",
];
const LEAVES: &[&str] =
    &["字", " ", "\r\n", "]]>", "&amp;", "&#x4e00;", "<!-- </w:rPr> > -->", "<![CDATA[</w:rPr>]]>", "<?p </w:rPr> >?>", "<!---->"];
const DAMAGE: &[&str] = &[
    "<",
    ">",
    "/",
    "\"",
    "'",
    "&",
    ";",
    "</w:rPr>",
    "</w:rPr >",
    "<w:rPr>",
    "</w:r\u{c}>",
    "<!",
    "<!-",
    "<![",
    "<?",
    "-->",
    "]]>",
    "&b;",
    "<!DOCTYPE w>",
    "<!d",
    "</",
    "</r\"q>",
    "\u{feff}",
    "<>",
    "</>",
    "< />",
];

fn sound() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(LEAVES).prop_map(str::to_owned),
        (prop::sample::select(TAGS), prop::sample::select(&["", " "][..])).prop_map(|(tag, blank)| format!("<{tag}{blank}/>")),
    ];
    leaf.prop_recursive(6, 60, 6, |inner| {
        let parts = prop::collection::vec(inner, 0..6);
        (prop::sample::select(TAGS), parts, prop::sample::select(&["", " ", "\n"][..]), 1..3_usize).prop_map(
            |(tag, parts, blank, times)| {
                let name = tag.split([' ', '\t']).next().unwrap_or_default();
                // Twice, so that a list is met again.
                format!("<{tag}>{}</{name}{blank}>", parts.concat()).repeat(times)
            },
        )
    })
}

proptest! {
    #[test]
    fn sound_xml_is_read_as_quick_xml_reads_it(inside in prop::collection::vec(sound(), 0..5)) {
        let text = format!("<?xml version=\"1.0\"?>\n<w:document>{}</w:document>\n", inside.concat());
        let steps = ours(&text);
        prop_assert_eq!(steps.last().map(String::as_str), Some("end"), "{}", text);
        prop_assert_eq!(steps, theirs(&text), "{}", text);
    }

    #[test]
    fn damaged_xml_is_refused_where_quick_xml_refuses_it(
        inside in prop::collection::vec(sound(), 1..5),
        damage in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(DAMAGE), 0..4_usize), 1..4),
    ) {
        let mut text = format!("<w:document>{}</w:document>", inside.concat());
        for (at, with, over) in damage {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let first = at.index(places.len());
            let last = (first + over).min(places.len() - 1);
            text.replace_range(places[first]..places[last], with);
        }
        prop_assert_eq!(ours(&text), theirs(&text), "{}", text);
    }
}

#[test]
fn a_list_met_again_is_not_read_again() {
    let text = "<r><w:rPr><w:b/></w:rPr><w:rPr><w:i/></w:rPr><w:rPr/><w:rPr></w:rPr><w:rPr><w:b/></w:rPr></r>";
    let (mut cursor, mut known, mut met, mut read) = (Cursor::new(text), Known::default(), Vec::new(), Vec::new());
    loop {
        match cursor.next().expect("sound XML") {
            Event::Open(element) if element.name() == LIST => {
                let asked = |content| {
                    read.push(content);
                    Ok(())
                };
                met.push(cursor.list(&element, &mut known, asked).expect("sound XML").0);
            }
            Event::End => break,
            _ => {}
        }
    }
    assert_eq!(met, ["<w:b/>", "<w:i/>", "", "", "<w:b/>"]);
    assert_eq!(read, ["<w:b/>", "<w:i/>", ""]);
}

#[test]
fn what_is_remembered_of_lists_is_bounded() {
    let lists: String = (0..3 * MOST_KNOWN).map(|at| format!("<w:rPr><w:sz w:val=\"{at}\"/></w:rPr>")).collect();
    let text = format!("<r>{lists}{lists}<w:rPr>{}</w:rPr></r>", "<w:b/>".repeat(LONGEST_KNOWN));
    assert_eq!(ours(&text), theirs(&text));
}
