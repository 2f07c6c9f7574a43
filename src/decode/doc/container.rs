//! The OLE container that a .doc is: bytes in; the streams that hold a Word document out, or what else it was.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::bytes::{u16_at, u32_at};
use super::{damaged, hostile};
use crate::decode::Refusal;

/// The streams of a Word document.
#[derive(Debug, Default)]
pub struct Streams {
    /// `WordDocument`: file information, text, pages of properties.
    pub word: Vec<u8>,
    /// `0Table` and `1Table`: the tables that say where everything is.
    pub tables: [Vec<u8>; 2],
    /// `Data`: pictures and long property lists.
    pub data: Vec<u8>,
}

/// Streams by which other programs' files are known.
const OTHERS: [(&str, &str, Option<&str>); 10] = [
    ("/Workbook", "an Excel workbook", Some("xls")),
    ("/Book", "an Excel workbook", Some("xls")),
    ("/PowerPoint Document", "a presentation", None),
    ("/PP40", "a presentation", None),
    ("/VisioDocument", "a Visio drawing", None),
    ("/FileHeader", "a Hangul document", None),
    ("/__properties_version1.0", "an Outlook message", None),
    ("/\u{4840}\u{3f7f}\u{4164}\u{422f}\u{4836}", "an installer", None),
    ("/Contents", "an OLE file without a Word document in it", None),
    ("/CONTENTS", "an OLE file without a Word document in it", None),
];

/// Sectors that no chain goes on from.
const NO_SECTOR: u32 = 0xffff_fff0;

impl Streams {
    /// Opens the container.
    pub fn open(bytes: &[u8]) -> Result<Self, Refusal> {
        sane(bytes)?;
        let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(format!("its container cannot be read: {error}")))?;
        if file.exists("/EncryptedPackage") || file.exists("/EncryptionInfo") {
            return Err(super::encrypted());
        }
        if !file.is_stream("/WordDocument") {
            let (what, container) = OTHERS
                .iter()
                .find(|(name, ..)| file.exists(name))
                .map_or(("an OLE file without a Word document in it", None), |(_, what, container)| (*what, *container));
            return Err(super::unsupported(what, container));
        }
        // No stream is longer than the file it is in.
        let mut read = |name: &str| {
            let mut content = Vec::new();
            if let Ok(stream) = file.open_stream(name) {
                // What a damaged chain still gives is worth reading.
                let _ = stream.take(bytes.len() as u64).read_to_end(&mut content);
            }
            content
        };
        Ok(Self { word: read("/WordDocument"), tables: [read("/0Table"), read("/1Table")], data: read("/Data") })
    }
}

/// Refuses an allocation table that is larger than the file needs: it is read before anything of it is checked.
fn sane(bytes: &[u8]) -> Result<(), Refusal> {
    let short = || damaged("its container breaks off in the header");
    let shift = u16_at(bytes, 30).ok_or_else(short)?;
    let size = match shift {
        9 => 512,
        12 => 4096,
        _ => {
            return Err(damaged(format!("its container has sectors of 2^{shift} bytes")));
        }
    };
    let sectors = bytes.len() / size;
    let needed = sectors / (size / 4) + 2;
    let used = |list: &[u8]| list.chunks_exact(4).filter(|entry| *entry != [0xff; 4] && *entry != [0; 4]).count();
    let mut listed = used(bytes.get(76..512).ok_or_else(short)?);
    let mut next = u32_at(bytes, 68).ok_or_else(short)?;
    let mut steps = 0;
    while next < NO_SECTOR && steps <= sectors {
        let at = (next as usize + 1).saturating_mul(size);
        let Some(sector) = bytes.get(at..at.saturating_add(size)) else {
            break;
        };
        listed += used(&sector[..size - 4]);
        next = u32_at(sector, size - 4).unwrap_or(NO_SECTOR);
        steps += 1;
    }
    // Room for tables of sectors that were cut off behind the end.
    if listed > needed.saturating_mul(8).max(128) || steps > sectors {
        return Err(hostile(format!("{listed} sectors of allocation table in a container of {sectors}")));
    }
    Ok(())
}
