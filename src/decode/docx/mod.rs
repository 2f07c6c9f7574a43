//! Word files (.docx, .docm, .dotx, .dotm; strict or transitional; from Word, WPS or a converter): bytes in, canonical
//! text and pieces out. Told by what is inside, never by a name.
//!
//! ```text
//! package → styles, numbering, relations → body (elements → flow of blocks) → grid (text and pieces)
//! ```
//! Nothing recurses, everything is capped: a hostile file gives an error, in time and memory of its own size.

mod body;
mod characters;
pub(super) mod fields;
pub(super) mod flow;
pub(super) mod numbering;
mod numerals;
mod package;
pub(super) mod properties;
pub(super) mod styles;
pub(super) mod symbols;
mod tags;
mod xml;

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use self::body::Body;
use self::numbering::Numbering;
use self::package::{Package, Part, Relation};
use self::styles::Styles;
use super::limits::{self, MOST_MARGINS};
use super::margins::Margins;
use super::{Decoded, Refusal};
use crate::model::document::Document;

/// Whether `bytes` are a ZIP, which a Word file is.
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"PK\x07\x08")
}

/// Reads a ZIP as a Word file.
pub fn read(bytes: &[u8]) -> Result<Decoded, Refusal> {
    let mut package = Package::open(bytes).map_err(|refusal| Refusal { container: guess(bytes), ..refusal })?;
    let main = main_part(&mut package)?;
    let relations = package.relations(&main)?;
    let part = package.part(&main)?.ok_or_else(|| damaged(format!("the part {main} is missing")))?;
    let styles = match related(&mut package, &relations, &main, "styles")? {
        Some((_, part)) => Styles::read(&part.text())?,
        None => Styles::default(),
    };
    let numbering = match related(&mut package, &relations, &main, "numbering")? {
        Some((_, part)) => Numbering::read(&part.text())?,
        None => Numbering::default(),
    };
    let mut body = Body::new(&styles, numbering, relations.clone());
    body.read(&part.text(), "document")?;
    drop(part);
    for (at, kind) in ["footnotes", "endnotes"].into_iter().enumerate() {
        if body.notes[at].is_empty() {
            continue;
        }
        // Notes stand behind the body, each on lines of its own; their marks in the text are layout.
        if let Some((name, part)) = related(&mut package, &relations, &main, kind)? {
            body.relations = package.relations(&name)?;
            body.read(&part.text(), kind)?;
        }
    }
    let (mut text, pieces) = body.page().finish();
    let margins = margins(&mut package, &relations, &mut body)?.print(&mut text);
    Ok(Decoded { document: Document { text, pieces, margins, findings: Vec::new() }, container: "docx", encoding: None })
}

/// The page headers and footers that the sections of the body name.
fn margins(package: &mut Package, relations: &HashMap<String, Relation>, body: &mut Body) -> Result<Margins, Refusal> {
    let mut margins = Margins::default();
    let mut read = HashSet::new();
    for (section, slot, id) in std::mem::take(&mut body.margins) {
        let Some(relation) = relations.get(&id).filter(|relation| matches!(&*relation.kind, "header" | "footer")) else {
            continue;
        };
        // Sections share parts; what stands in one of them is printed once.
        if !read.insert(relation.target.clone()) {
            continue;
        }
        if let Some(part) = package.part(&relation.target)? {
            body.relations = package.relations(&relation.target)?;
            body.read(&part.text(), if relation.kind == "header" { "hdr" } else { "ftr" })?;
            margins.add(section, slot, body.page().finish().0);
        }
        if margins.size() > MOST_MARGINS {
            return Err(hostile(format!("more than {MOST_MARGINS} bytes of page headers and footers")));
        }
    }
    Ok(margins)
}

/// The name of the part that holds the document.
fn main_part(package: &mut Package) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    let related = package.relations("")?.into_values().find(|relation| relation.kind == "officeDocument").map(|relation| relation.target);
    let name = related.filter(|name| package.holds(name)).or_else(|| package.holds(USUAL).then(|| USUAL.to_owned()));
    let other = [
        ("xl/workbook.xml", "an Excel workbook", Some("xlsx")),
        ("xl/workbook.bin", "a binary Excel workbook", Some("xlsx")),
        ("ppt/presentation.xml", "a presentation", None),
        ("content.xml", "an OpenDocument file", None),
    ];
    for (part, what, container) in other {
        if package.holds(part) && !package.holds(USUAL) {
            return Err(unsupported(what, container));
        }
    }
    name.ok_or_else(|| unsupported("a ZIP archive without a Word document in it", None))
}

/// The part of a kind, by relation or by its usual name.
fn related(
    package: &mut Package,
    relations: &HashMap<String, Relation>,
    main: &str,
    kind: &str,
) -> Result<Option<(String, Part)>, Refusal> {
    let named = relations
        .values()
        .find(|relation| relation.kind == kind && package.holds(&relation.target))
        .map(|relation| relation.target.clone());
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let name = named.unwrap_or_else(|| format!("{folder}/{kind}.xml"));
    Ok(package.part(&name)?.map(|part| (name, part)))
}

/// What an archive was, where its directory is lost.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    let holds = |name: &[u8]| memmem::find(bytes, name).is_some();
    if holds(b"word/") {
        return Some("docx");
    }
    holds(b"xl/w").then_some("xlsx")
}

/// A file made to do harm, or so broken that it could.
fn hostile(what: impl Into<String>) -> Refusal {
    limits::hostile("docx", what)
}

/// A file that breaks off or contradicts itself.
fn damaged(what: impl Into<String>) -> Refusal {
    limits::damaged("docx", what)
}

fn unsupported(what: &str, container: Option<&'static str>) -> Refusal {
    Refusal { code: "unsupported-container", message: format!("expected text or a Word file, found {what}"), skipped: false, container }
}
