//! Pictures: what kind of image a record of the drawing layer holds ([MS-ODRAW] 2.2.23).

use super::bytes::{part, u8_at, u16_at, u32_at};

/// Kind of an image whose kind is not said.
const UNKNOWN: &str = "bin";

/// The kind of the inline picture whose PICF is at `at` of the Data stream ([MS-DOC] 2.9.190).
pub fn kind(data: &[u8], at: u32) -> &'static str {
    inline(data, at as usize).unwrap_or(UNKNOWN)
}

fn inline(data: &[u8], at: usize) -> Option<&'static str> {
    let length = u32_at(data, at)? as usize;
    let header = usize::from(u16_at(data, at.checked_add(4)?)?);
    let mode = u16_at(data, at + 6)?;
    let picture = part(data, at, length)?;
    // MM_SHAPEFILE has a name before the shape.
    let name = if mode == 0x66 { 1 + usize::from(u8_at(picture, header)?) } else { 0 };
    let shape = header + name;
    let image = shape.checked_add(8)?.checked_add(u32_at(picture, shape + 4)? as usize)?;
    match u16_at(picture, image + 2)? {
        0xf007 => Some(stored(u8_at(picture, image + 8)?)),
        0xf01a => Some("emf"),
        0xf01b => Some("wmf"),
        0xf01c => Some("pict"),
        0xf01d | 0xf02a => Some("jpeg"),
        0xf01e => Some("png"),
        0xf01f => Some("bmp"),
        0xf029 => Some("tiff"),
        _ => None,
    }
}

/// The kind that an entry of the store of images names (btWin32).
pub fn stored(kind: u8) -> &'static str {
    match kind {
        2 => "emf",
        3 => "wmf",
        4 => "pict",
        5 | 0x12 => "jpeg",
        6 => "png",
        7 => "bmp",
        0x11 => "tiff",
        _ => UNKNOWN,
    }
}
