//! Writes small .doc files byte by byte: paragraphs with their property lists in, an OLE container out.

use std::io::{Cursor, Write};

use gongkai::decode::{Refusal, decode};
use gongkai::model::document::Place;

/// Where the text begins in the WordDocument stream.
const TEXT: usize = 0x800;

/// A document of Word 97.
#[derive(Debug, Default, Clone)]
pub struct Doc {
    pub units: Vec<u16>,
    /// Behind the last character of each paragraph, and its property list.
    pub paragraphs: Vec<(usize, Vec<u8>)>,
    /// Characters with properties of their own.
    pub runs: Vec<(usize, usize, Vec<u8>)>,
    pub data: Vec<u8>,
    /// Further parts of the table stream, by their index in the file information.
    pub parts: Vec<(usize, Vec<u8>)>,
    /// Characters of the stories behind the main text, by their place in the file information.
    pub stories: Vec<(usize, usize)>,
    /// Bits to set in the file information's flags.
    pub flags: u16,
    /// Characters of a piece; the pieces are stored last first.
    pub piece: Option<usize>,
    /// What a fast save put on each piece, and the lists it refers to.
    pub change: u16,
    pub changes: Vec<Vec<u8>>,
}

/// One property.
pub fn sprm(code: u16, operand: &[u8]) -> Vec<u8> {
    [&code.to_le_bytes(), operand].concat()
}

/// The properties of a paragraph inside `depth` tables.
pub fn inside(depth: u32) -> Vec<u8> {
    match depth {
        0 => Vec::new(),
        _ => [sprm(0x2416, &[1]), sprm(0x6649, &depth.to_le_bytes())].concat(),
    }
}

/// sprmTDefTable: edges, and the flags of each cell.
pub fn row(edges: &[i16], flags: &[u16]) -> Vec<u8> {
    let mut operand = vec![flags.len() as u8];
    operand.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
    for flags in flags {
        operand.extend(flags.to_le_bytes());
        operand.extend([0; 18]);
    }
    let count = (operand.len() as u16 + 1).to_le_bytes();
    sprm(0xd608, &[&count[..], &operand].concat())
}

impl Doc {
    /// Adds a paragraph that ends with `mark`.
    pub fn add(&mut self, text: &str, mark: char, list: Vec<u8>) {
        self.units.extend(text.encode_utf16());
        self.units.push(mark as u16);
        self.paragraphs.push((self.units.len(), list));
    }

    /// Adds a paragraph.
    pub fn p(&mut self, text: &str) {
        self.add(text, '\r', Vec::new());
    }

    /// Ends a cell of an inner or outer table with a paragraph.
    pub fn cell(&mut self, text: &str, depth: u32) {
        match depth {
            1 => self.add(text, '\u{7}', inside(1)),
            _ => self.add(text, '\r', [inside(depth), sprm(0x244b, &[1])].concat()),
        }
    }

    /// Ends a row.
    pub fn row(&mut self, depth: u32, shape: Vec<u8>) {
        match depth {
            1 => self.add("", '\u{7}', [inside(1), sprm(0x2417, &[1]), shape].concat()),
            _ => {
                let marks = [sprm(0x244b, &[1]), sprm(0x244c, &[1])].concat();
                self.add("", '\r', [inside(depth), marks, shape].concat());
            }
        }
    }

    /// A table of single rows of text.
    pub fn table(&mut self, rows: &[&[&str]]) {
        for cells in rows {
            cells.iter().for_each(|text| self.cell(text, 1));
            let edges: Vec<i16> = (0..=cells.len() as i16).map(|i| 500 * i).collect();
            self.row(1, row(&edges, &vec![0; cells.len()]));
        }
    }

    /// Gives the characters added since `start` properties.
    pub fn mark(&mut self, start: usize, list: Vec<u8>) {
        self.runs.push((start, self.units.len(), list));
    }

    /// The container.
    pub fn build(&self) -> Vec<u8> {
        let (word, table, data) = self.streams();
        if let Some(folder) = std::env::var_os("GONGKAI_SEEDS") {
            // For fuzz/seeds.sh.
            let lengths = [word.len() as u32, table.len() as u32].map(u32::to_le_bytes).concat();
            let seed = [&lengths[..], &word, &table, &data].concat();
            let name = seed.iter().fold(0u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
            std::fs::write(std::path::Path::new(&folder).join(format!("{name:016x}")), seed).expect("a seed");
        }
        container(&[("/WordDocument", &word), ("/1Table", &table), ("/Data", &data)])
    }

    /// The three streams.
    pub fn streams(&self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut data = self.data.clone();
        let mut word = vec![0; TEXT];
        let size = self.piece.unwrap_or(self.units.len().max(1));
        let starts: Vec<usize> = (0..self.units.len()).step_by(size).collect();
        let (mut pieces, mut places) = (Vec::new(), vec![(0, 0); starts.len()]);
        let (mut papx, mut chpx) = (Vec::new(), Vec::new());
        for (index, &start) in starts.iter().enumerate().rev() {
            let end = (start + size).min(self.units.len());
            let units = &self.units[start..end];
            // Latin text is stored in single bytes wherever a piece has no other.
            let width = if units.iter().all(|&unit| unit < 0x80) { 1 } else { 2 };
            let at = word.len();
            word.extend(units.iter().flat_map(|unit| unit.to_le_bytes().into_iter().take(width)));
            places[index] = (at, width);
            let byte = |position: usize| (at + (position.clamp(start, end) - start) * width) as u32;
            let mut from = 0;
            for (to, list) in &self.paragraphs {
                papx.push((byte(from), byte(*to), list.clone()));
                from = *to;
            }
            for (from, to, list) in &self.runs {
                chpx.push((byte(*from), byte(*to), list.clone()));
            }
        }
        for (index, &start) in starts.iter().enumerate() {
            let (at, width) = places[index];
            let place = if width == 1 { (2 * at as u32) | 0x4000_0000 } else { at as u32 };
            pieces.push((start as u32, place));
        }
        let end = word.len();
        word.resize(end.div_ceil(512) * 512, 0);
        let paragraph_bins = pages(&mut word, papx, true, &mut data);
        let character_bins = pages(&mut word, chpx, false, &mut data);
        let mut parts = self.parts.clone();
        parts.push((13, paragraph_bins));
        parts.push((12, character_bins));
        parts.push((33, self.clx(&pieces)));
        let mut table = Vec::new();
        self.information(&mut word, &parts, &mut table);
        (word, table, data)
    }

    fn clx(&self, pieces: &[(u32, u32)]) -> Vec<u8> {
        let mut clx = Vec::new();
        for list in &self.changes {
            clx.push(1);
            clx.extend((list.len() as u16).to_le_bytes());
            clx.extend(list);
        }
        clx.push(2);
        clx.extend((12 * pieces.len() as u32 + 4).to_le_bytes());
        pieces.iter().for_each(|(start, _)| clx.extend(start.to_le_bytes()));
        clx.extend((self.units.len() as u32).to_le_bytes());
        for (_, place) in pieces {
            clx.extend([0; 2]);
            clx.extend(place.to_le_bytes());
            clx.extend(self.change.to_le_bytes());
        }
        clx
    }

    fn information(&self, word: &mut [u8], parts: &[(usize, Vec<u8>)], table: &mut Vec<u8>) {
        let mut put = |at: usize, bytes: &[u8]| word[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, &0xa5ecu16.to_le_bytes());
        put(2, &0x00c1u16.to_le_bytes());
        put(10, &(0x0200 | self.flags).to_le_bytes());
        put(32, &14u16.to_le_bytes());
        put(62, &22u16.to_le_bytes());
        put(152, &93u16.to_le_bytes());
        let mut main = self.units.len();
        for (index, length) in &self.stories {
            put(76 + 4 * index, &(*length as u32).to_le_bytes());
            main -= length;
        }
        put(76, &(main as u32).to_le_bytes());
        for (index, part) in parts {
            put(154 + 8 * index, &(table.len() as u32).to_le_bytes());
            put(158 + 8 * index, &(part.len() as u32).to_le_bytes());
            table.extend(part);
        }
    }
}

/// Writes formatted disk pages; gives their bin table.
fn pages(word: &mut Vec<u8>, mut runs: Vec<(u32, u32, Vec<u8>)>, paragraphs: bool, data: &mut Vec<u8>) -> Vec<u8> {
    runs.retain(|(start, end, _)| start < end);
    runs.sort();
    let width = if paragraphs { 13 } else { 1 };
    let mut bins: Vec<(u32, u32)> = Vec::new();
    let mut rest = &runs[..];
    let mut last = 0;
    while !rest.is_empty() {
        let mut page = vec![0u8; 512];
        let (mut top, mut entries) = (510, Vec::new());
        let mut edges = vec![rest[0].0];
        while let Some((start, end, list)) = rest.first() {
            let list = stored(list, paragraphs, data);
            let gap = edges.last() != Some(start);
            let count = entries.len() + 1 + usize::from(gap);
            let at = usize::saturating_sub(top, list.len()) / 2 * 2;
            if (count + 1) * 4 + count * width >= at {
                break;
            }
            if gap {
                edges.push(*start);
                entries.push(0);
            }
            page[at..at + list.len()].copy_from_slice(&list);
            edges.push(*end);
            entries.push((at / 2) as u8);
            top = at;
            last = *end;
            rest = &rest[1..];
        }
        for (i, edge) in edges.iter().enumerate() {
            page[4 * i..4 * i + 4].copy_from_slice(&edge.to_le_bytes());
        }
        for (i, entry) in entries.iter().enumerate() {
            page[4 * edges.len() + width * i] = *entry;
        }
        page[511] = entries.len() as u8;
        bins.push((edges[0], word.len() as u32 / 512));
        word.extend(page);
    }
    let mut table: Vec<u8> = bins.iter().flat_map(|(start, _)| start.to_le_bytes()).collect();
    table.extend(last.to_le_bytes());
    table.extend(bins.iter().flat_map(|(_, page)| page.to_le_bytes()));
    table
}

/// A property list as a page has it; a long one goes to the Data stream.
fn stored(list: &[u8], paragraph: bool, data: &mut Vec<u8>) -> Vec<u8> {
    if !paragraph {
        return [&[list.len() as u8], list].concat();
    }
    let list = if list.len() > 200 {
        let at = data.len() as u32;
        data.extend((list.len() as u16).to_le_bytes());
        data.extend(list);
        sprm(0x6646, &at.to_le_bytes())
    } else {
        list.to_vec()
    };
    let mut stored = vec![0, 0, 0, 0];
    stored.extend(&list);
    stored.resize(stored.len() + stored.len() % 2, 0);
    stored[1] = (stored.len() / 2 - 1) as u8;
    // An odd list has no byte to spare: the other form of the count.
    if list.len() % 2 == 1 {
        stored = vec![(list.len() / 2 + 2) as u8, 0, 0];
        stored.extend(&list);
    }
    stored
}

/// An OLE container of these streams.
pub fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    for (name, bytes) in streams {
        file.create_stream(name).and_then(|mut stream| stream.write_all(bytes)).expect("a stream");
    }
    file.flush().expect("it is in memory");
    file.into_inner().into_inner()
}

/// What the reader makes of a file: a line for each piece.
pub fn read(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let decoded = decode(bytes, None)?;
    assert_eq!(decoded.container, "doc");
    let document = decoded.document;
    Ok(document
        .pieces
        .iter()
        .map(|piece| {
            let text = piece.span.of(&document.text);
            let shown = match piece.place {
                Place::GridCell { row, column } => format!("{row}.{column} {text}"),
                Place::CellLine => format!("+ {text}"),
                Place::Line | Place::LooseCell => text.to_owned(),
            };
            shown.trim_end().to_owned()
        })
        .collect())
}

/// The pieces of a document.
pub fn pieces(doc: &Doc) -> Vec<String> {
    read(&doc.build()).expect("a Word file")
}

/// The refusal's code and message.
pub fn refused(bytes: &[u8]) -> (&'static str, String) {
    let refusal = decode(bytes, None).expect_err("no Word file");
    (refusal.code, refusal.message)
}
