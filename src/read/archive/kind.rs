//! The first bytes of a file in, what archive it is out, whatever its name says.

/// Bytes that decide.
pub const HEAD: usize = 512;

/// What holds members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Zip,
    SevenZip,
    Tar,
    /// One compressed stream.
    Packed(Packing),
}

/// How a stream is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    Gzip,
    Xz,
    Zstd,
}

const MAGIC: [(&[u8], Kind); 7] = [
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PK\x07\x08PK\x03\x04", Kind::Zip),
    (b"7z\xBC\xAF\x27\x1C", Kind::SevenZip),
    (b"\x1F\x8B\x08", Kind::Packed(Packing::Gzip)),
    (b"\xFD7zXZ\0", Kind::Packed(Packing::Xz)),
    (b"\x28\xB5\x2F\xFD", Kind::Packed(Packing::Zstd)),
];

/// The archive that begins with `head`, if one does.
pub fn of(head: &[u8]) -> Option<Kind> {
    let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
    known.or_else(|| is_tar(head).then_some(Kind::Tar))
}

/// A tar has no mark that every writer sets, but the sum of its first header.
fn is_tar(head: &[u8]) -> bool {
    const SUM: std::ops::Range<usize> = 148..156;
    if head.len() < HEAD || head[0] == 0 {
        return false;
    }
    let digits = head[SUM].iter().copied().skip_while(|byte| *byte == b' ').take_while(u8::is_ascii_digit);
    let printed = digits.fold(0u32, |sum, digit| sum.wrapping_mul(8).wrapping_add(u32::from(digit.wrapping_sub(b'0'))));
    let blanked = |(at, byte): (usize, &u8)| if SUM.contains(&at) { u32::from(b' ') } else { u32::from(*byte) };
    printed > 0 && head[..HEAD].iter().enumerate().map(blanked).sum::<u32>() == printed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_told_by_their_first_bytes_and_texts_are_none() {
        assert_eq!(of(b"PK\x03\x04...."), Some(Kind::Zip));
        assert_eq!(of(b"\x1f\x8b\x08\x00"), Some(Kind::Packed(Packing::Gzip)));
        let mut header = tar::Header::new_old();
        header.set_path("a.txt").expect("a short name");
        header.set_size(0);
        header.set_cksum();
        assert_eq!(of(header.as_bytes()), Some(Kind::Tar));
        let text = "项目支出绩效目标表".repeat(40);
        assert_eq!(of(text.as_bytes()), None);
        assert_eq!(of(&[0; HEAD]), None);
        assert_eq!(of(b""), None);
    }
}
