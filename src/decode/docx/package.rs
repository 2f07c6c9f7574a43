//! The ZIP around a Word file: bytes in, parts as text and the relations between them out.
//!
//! Declared sizes are hints of an unknown author: what is really read is capped, absolutely and by ratio.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;

use super::xml::{self, Element};
use super::{damaged, hostile};
use crate::decode::Refusal;
use crate::decode::limits::{FREE_BYTES, MOST_BYTES, MOST_ENTRIES, MOST_RATIO};

/// An open archive.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entries by their lower-case names with `/`: some writers disagree with their own relations about both.
    names: HashMap<String, usize>,
    length: u64,
}

/// The unpacked bytes of a part.
pub struct Part(Vec<u8>);

/// How a part refers to another one.
#[derive(Debug, Clone)]
pub struct Relation {
    /// Last word of its type: `styles`, `image`.
    pub kind: String,
    /// The other part's name in the archive.
    pub target: String,
}

impl<'a> Package<'a> {
    /// Opens `bytes`.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        // Counted before the directory is read, which takes ten times its size in memory.
        if memmem::find_iter(bytes, b"PK\x01\x02").take(MOST_ENTRIES + 1).count() > MOST_ENTRIES {
            return Err(hostile(format!("an archive of more than {MOST_ENTRIES} entries")));
        }
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| damaged(format!("the ZIP archive cannot be opened, perhaps it was cut off: {error}")))?;
        let mut names = HashMap::new();
        for (index, name) in archive.file_names_raw().enumerate() {
            names.entry(plain(&String::from_utf8_lossy(name))).or_insert(index);
        }
        Ok(Self { archive, names, length: bytes.len() as u64 })
    }

    /// Whether there is a part of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.names.contains_key(&plain(name))
    }

    /// A part; `None` where there is none of this name.
    pub fn part(&mut self, name: &str) -> Result<Option<Part>, Refusal> {
        let Some(&index) = self.names.get(&plain(name)) else {
            return Ok(None);
        };
        let broken = |error: &dyn std::fmt::Display| damaged(format!("the part {name} cannot be unpacked: {error}"));
        let file = self.archive.by_index(index).map_err(|error| broken(&error))?;
        let most = MOST_BYTES.min(FREE_BYTES.max(file.compressed_size().min(self.length).saturating_mul(MOST_RATIO)));
        if file.size() > most {
            return Err(hostile(format!(
                "the part {name} declares {} bytes, more than the {most} that {} packed ones may hold",
                file.size(),
                file.compressed_size()
            )));
        }
        let mut bytes = Vec::with_capacity(file.size() as usize);
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        if bytes.len() as u64 > most {
            return Err(hostile(format!("the part {name} unpacks to more than {most} bytes")));
        }
        Ok(Some(Part(bytes)))
    }

    /// The relations of a part (of the whole package for ""), by their ids.
    pub fn relations(&mut self, of: &str) -> Result<HashMap<String, Relation>, Refusal> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut relations = HashMap::new();
        let Some(part) = self.part(&name)? else {
            return Ok(relations);
        };
        xml::elements(&part.text(), |local, element| {
            if local == "Relationship"
                && let (Some(id), Some(relation)) = (element.attribute("Id"), relation(folder, element))
            {
                relations.insert(id.into_owned(), relation);
            }
        })?;
        Ok(relations)
    }
}

fn relation(folder: &str, element: &Element) -> Option<Relation> {
    let kind = element.attribute("Type")?.rsplit('/').next().unwrap_or_default().to_owned();
    let target = element.attribute("Target")?;
    let outside = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
    let target = if outside { target.into_owned() } else { resolve(folder, &target) };
    Some(Relation { kind, target })
}

/// A target as seen from `folder`.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let from = if target.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in from.split('/').chain(target.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

impl Part {
    /// Its XML, which is UTF-8 unless it says otherwise, as a few converters let it.
    pub fn text(&self) -> Cow<'_, str> {
        let Self(bytes) = self;
        let declared = match bytes.get(..2) {
            Some(b"\xFF\xFE") => Some(encoding_rs::UTF_16LE),
            Some(b"\xFE\xFF") => Some(encoding_rs::UTF_16BE),
            _ => None,
        };
        match (declared, simdutf8::basic::from_utf8(bytes)) {
            (None, Ok(text)) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
            _ => declared.or_else(|| declaration(bytes)).unwrap_or(encoding_rs::UTF_8).decode_with_bom_removal(bytes).0,
        }
    }
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declaration(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head: Cow<str> = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let rest = head.split_once("encoding=")?.1;
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    encoding_rs::Encoding::for_label(rest[1..].split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        for (folder, target, part) in [
            ("word", "media/a.png", "word/media/a.png"),
            ("word", "/word/x.xml", "word/x.xml"),
            ("word", "..\\custom\\y.xml", "custom/y.xml"),
            ("", "./word/document.xml", "word/document.xml"),
        ] {
            assert_eq!(resolve(folder, target), part);
        }
    }

    #[test]
    fn parts_in_other_encodings() {
        let text = |bytes: Vec<u8>| Part(bytes).text().into_owned();
        assert_eq!(text("\u{feff}<a/>".as_bytes().to_vec()), "<a/>");
        let utf16: Vec<u8> = "\u{feff}<甲/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(utf16), "<甲/>");
        let mut gbk = b"<?xml version='1.0' encoding='GBK'?>".to_vec();
        gbk.extend([0xbc, 0xd7]);
        assert!(text(gbk).ends_with('甲'));
    }
}
