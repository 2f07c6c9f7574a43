//! The first bytes of a file come in; what kind of file they are the signature of comes out, if of any.
//! Only signatures that cannot begin a text in a supported encoding are here.

/// What a file with this signature is called.
pub(super) fn kind(bytes: &[u8]) -> Option<&'static str> {
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|&(_, kind)| kind)
        .or_else(|| structured(bytes))
        .or_else(|| damaged(bytes))
}

const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "OLE2 (.doc/.xls)"),
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
    (b"%PDF-", "PDF"),
    (b"\xEF\xBB\xBF%PDF-", "PDF"),
    (b"\x89PNG\r\n\x1A\n", "PNG image"),
    (b"\xFF\xD8\xFF", "JPEG image"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\0", "TIFF image"),
    (b"MM\0*", "TIFF image"),
    (b"Rar!\x1A\x07", "RAR"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"\x1F\x8B\x08", "gzip"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\xFD7zXZ\0", "xz"),
    (b"BZh91AY&SY", "bzip2"),
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1\x15", "Parquet"),
    (b"\x7FELF", "ELF program"),
    (b"\0\x01\0\0\0", "TrueType font"),
    (b"\0\0\xFE\xFF", "UTF-32 text"),
];

/// Kinds whose signature is more than a prefix.
fn structured(bytes: &[u8]) -> Option<&'static str> {
    let at = |range: std::ops::Range<usize>| bytes.get(range).unwrap_or_default();
    if at(257..262) == b"ustar" {
        return Some("tar");
    }
    if at(0..4) == b"RIFF" && at(8..12) == b"WEBP" {
        return Some("WebP image");
    }
    if at(0..2) == b"BM" && at(6..10) == [0; 4] {
        return Some("BMP image");
    }
    // A UTF-16 text whose first character is U+0000 would begin alike; nobody writes one.
    if at(0..4) == b"\xFF\xFE\0\0" {
        return Some("UTF-32 text");
    }
    None
}

/// Signatures that went through a decoder: sites serve Word files as text, with the bad bytes dropped or replaced.
fn damaged(bytes: &[u8]) -> Option<&'static str> {
    let head = &bytes[..bytes.len().min(16)];
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    if holds(b"\xE0\xA1\xB1\x1A") || holds(b"\xE0\xA1\xB1>") {
        return Some("OLE2 (.doc/.xls)");
    }
    head.starts_with("\u{FFFD}PNG".as_bytes()).then_some("PNG image")
}
