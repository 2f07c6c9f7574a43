//! ZIPs byte by byte, so that they can hold what no good writer writes; tars and 7z by the usual writers.

use std::io::Write;

use encoding_rs::GB18030;

/// What one member's headers say.
pub struct Member {
    pub name: Vec<u8>,
    pub data: Vec<u8>,
    pub method: u16,
    pub flags: u16,
    pub extra: Vec<u8>,
    /// What is said of the unpacked size.
    pub size: u32,
    pub crc: u32,
    /// Whether the local header leaves sizes to what follows the data.
    pub descriptor: bool,
    pub attributes: u32,
}

/// A stored member with these bytes as its name.
pub fn stored(name: &[u8], data: &[u8]) -> Member {
    Member {
        name: name.to_vec(),
        data: data.to_vec(),
        method: 0,
        flags: 0,
        extra: Vec::new(),
        size: data.len() as u32,
        crc: crc(data),
        descriptor: false,
        attributes: 0,
    }
}

/// A deflated one.
pub fn deflated(name: &[u8], data: &[u8]) -> Member {
    let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(data).expect("a Vec takes all");
    Member { method: 8, data: packer.finish().expect("a Vec takes all"), ..stored(name, data) }
}

pub fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

pub fn crc(data: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(data);
    crc.sum()
}

/// The archive of these members.
pub fn zip(members: &[Member]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        let at = out.len() as u32;
        let flags = member.flags | if member.descriptor { 8 } else { 0 };
        let sizes = [member.crc, member.data.len() as u32, member.size];
        out.extend(b"PK\x03\x04");
        head(&mut out, member, flags, if member.descriptor { [0; 3] } else { sizes });
        out.extend(&member.name);
        out.extend(&member.extra);
        out.extend(&member.data);
        if member.descriptor {
            out.extend(b"PK\x07\x08");
            sizes.iter().for_each(|size| out.extend(size.to_le_bytes()));
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        head(&mut directory, member, flags, sizes);
        directory.extend([0; 6]);
        directory.extend(member.attributes.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&member.name);
        directory.extend(&member.extra);
    }
    let (start, count) = (out.len() as u32, members.len() as u16);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

/// What both headers of a member hold, up to the lengths of name and extra fields.
fn head(out: &mut Vec<u8>, member: &Member, flags: u16, sizes: [u32; 3]) {
    out.extend(20u16.to_le_bytes());
    out.extend(flags.to_le_bytes());
    out.extend(member.method.to_le_bytes());
    out.extend([0; 4]);
    sizes.iter().for_each(|size| out.extend(size.to_le_bytes()));
    out.extend((member.name.len() as u16).to_le_bytes());
    out.extend((member.extra.len() as u16).to_le_bytes());
}

/// A tar with these names and bytes.
pub fn tar(members: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, data) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(data.len() as u64);
        header.set_mode(0o644);
        // A name of any bytes, written as the header's own bytes where it fits.
        if name.len() <= 100 {
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            header.set_cksum();
            tar.append(&header, *data).expect("a Vec takes all");
        } else {
            let name = std::str::from_utf8(name).expect("a long name in UTF-8");
            tar.append_data(&mut header, name, *data).expect("a Vec takes all");
        }
    }
    tar.into_inner().expect("a Vec takes all")
}

pub fn gzip(data: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(data).expect("a Vec takes all");
    packer.finish().expect("a Vec takes all")
}

pub fn xz(data: &[u8]) -> Vec<u8> {
    let mut packer = liblzma::write::XzEncoder::new(Vec::new(), 6);
    packer.write_all(data).expect("a Vec takes all");
    packer.finish().expect("a Vec takes all")
}

pub fn zstd(data: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(data, 3).expect("a Vec takes all")
}
