//! Damaged files and files made to do harm: an error or part of the text, in time and memory of their own size.

use std::time::{Duration, Instant};

use gongkai::decode::decode;

use crate::builder::{Doc, container, inside, refused, row, sprm};

fn sample() -> Vec<u8> {
    let mut doc = Doc::default();
    doc.p("2024年项目支出绩效自评表");
    doc.table(&[&["项目名称", "校舍维修", "", ""], &["一级指标", "二级指标", "三级指标", "指标值"]]);
    doc.cell("内", 1);
    doc.cell("表", 2);
    doc.row(2, row(&[0, 500], &[0]));
    doc.cell("末", 1);
    doc.row(1, row(&[0, 500, 2000], &[0x60, 0]));
    doc.p("\u{13}PAGE\u{14}1\u{15}");
    doc.build()
}

fn samples() -> Vec<Vec<u8>> {
    let mut all = vec![sample()];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/containers");
    for entry in std::fs::read_dir(folder).expect("the samples").flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "doc") {
            all.push(std::fs::read(entry.path()).expect("a sample"));
        }
    }
    all
}

#[test]
fn files_cut_anywhere_are_errors_or_texts() {
    for bytes in samples() {
        for length in (0..bytes.len()).step_by(101) {
            let _ = decode(&bytes[..length], None);
        }
    }
}

#[test]
fn changed_bytes_do_no_harm() {
    let mut random = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % limit as u64) as usize
    };
    let samples = samples();
    let mut read = 0;
    for round in 0..2_000 {
        let mut bytes = samples[round % samples.len()].clone();
        for _ in 0..1 + next(8) {
            let at = next(bytes.len());
            bytes[at] = [0, 1, 0x7f, 0xff, next(256) as u8][next(5)];
        }
        read += usize::from(decode(&bytes, None).is_ok());
    }
    assert!(read > 200, "only {read} were read");
}

#[test]
fn changed_streams_do_no_harm() {
    // The container stays whole, so that every change reaches the reader.
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let mut next = |limit: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        (random % limit as u64) as usize
    };
    let mut doc = Doc { piece: Some(9), ..Doc::default() };
    doc.p("正文");
    doc.table(&[&["项目名称", "校舍维修"], &["甲", "乙"]]);
    doc.cell("表", 2);
    doc.row(2, row(&[0, 500], &[0]));
    let (word, table, data) = doc.streams();
    for _ in 0..1_000 {
        let (mut word, mut table) = (word.clone(), table.clone());
        for _ in 0..1 + next(6) {
            let value = [0, 1, 0x7f, 0x80, 0xff, next(256) as u8][next(6)];
            if next(2) == 0 {
                let at = next(table.len());
                table[at] = value;
            } else {
                let at = [next(0x400), next(word.len())][next(2)];
                word[at] = value;
            }
        }
        let _ = decode(&container(&[("/WordDocument", &word), ("/1Table", &table), ("/Data", &data)]), None);
    }
}

#[test]
fn sectors_in_a_circle_are_refused() {
    let bytes = sample();
    // The allocation table's place stands in the header; each sector of the file in turn points to each other.
    let table = 512 * (1 + u32::from_le_bytes(bytes[76..80].try_into().expect("four bytes")) as usize);
    let sectors = (bytes.len() / 512 - 1).min(128);
    for from in 0..sectors {
        for to in 0..sectors {
            let mut bytes = bytes.clone();
            bytes[table + 4 * from..table + 4 * from + 4].copy_from_slice(&(to as u32).to_le_bytes());
            let _ = decode(&bytes, None);
        }
    }
}

#[test]
fn absurd_counts_are_refused_at_once() {
    let begun = Instant::now();
    let mut listed = sample();
    listed[76..512].fill(0);
    (76..512).step_by(4).for_each(|at| listed[at] = 1);
    let _ = decode(&listed, None);
    // A long chain of sectors that list allocation sectors.
    let mut chain = sample();
    chain.truncate(512);
    chain[68..72].copy_from_slice(&0u32.to_le_bytes());
    for sector in 1..4_000u32 {
        chain.extend(1u32.to_le_bytes().repeat(127));
        chain.extend(sector.to_le_bytes());
    }
    assert_eq!(refused(&chain).0, "hostile-file");
    let mut sizes = sample();
    sizes[30] = 31;
    assert_eq!(refused(&sizes).0, "damaged-file");
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
}

#[test]
fn bottomless_tables_are_refused() {
    let mut doc = Doc::default();
    doc.add("深", '\r', inside(1_000_000));
    assert_eq!(refused(&doc.build()).0, "hostile-file");
    let mut doc = Doc::default();
    for _ in 0..4_000 {
        doc.add("深", '\r', inside(100));
        doc.p("浅");
    }
    assert_eq!(refused(&doc.build()).0, "hostile-file");
}

#[test]
fn lists_that_everybody_shares_are_refused() {
    let mut doc = Doc::default();
    let long = sprm(0x2416, &[0]).repeat(20_000);
    doc.data.extend((long.len() as u16).to_le_bytes());
    doc.data.extend(&long);
    let begun = Instant::now();
    for i in 0..20_000u32 {
        doc.add("", '\r', [sprm(0x260a, &[i as u8]), sprm(0x6646, &0u32.to_le_bytes())].concat());
    }
    assert_eq!(refused(&doc.build()).0, "hostile-file");
    assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
}

#[test]
fn overlapping_pieces_are_refused() {
    let mut doc = Doc { piece: Some(4_000), ..Doc::default() };
    doc.p(&"字".repeat(100_000));
    let (word, mut table, data) = doc.streams();
    // All pieces at the place of the first.
    let pieces = table.len() - 26 * 8;
    let first: [u8; 4] = table[pieces + 2..pieces + 6].try_into().expect("four bytes");
    for piece in 0..26 {
        table[pieces + 8 * piece + 2..pieces + 8 * piece + 6].copy_from_slice(&first);
    }
    let short = word.len() - 180_000;
    let bytes = container(&[("/WordDocument", &word[..short]), ("/1Table", &table), ("/Data", &data)]);
    let _ = decode(&bytes, None);
}

#[test]
fn long_documents_are_read_in_their_own_time() {
    let time = |rows: usize| {
        let mut doc = Doc { piece: Some(1_000), ..Doc::default() };
        for _ in 0..rows {
            doc.table(&[&["产出指标", "数量指标", "维修面积", "≥6350平方米"]]);
        }
        let bytes = doc.build();
        let begun = Instant::now();
        assert!(decode(&bytes, None).is_ok());
        begun.elapsed()
    };
    let (short, long) = (time(1_000), time(8_000));
    assert!(long < short * 40 + Duration::from_secs(1), "{short:?} {long:?}");
}

#[test]
fn other_files_are_named() {
    let mut locked = Doc { flags: 0x0100, ..Doc::default() };
    locked.p("密");
    assert_eq!(refused(&locked.build()).0, "encrypted");
    assert_eq!(refused(&container(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")])).0, "encrypted");
    for (stream, code, word) in [
        ("/Workbook", "unsupported-container", "Excel"),
        ("/PowerPoint Document", "unsupported-container", "presentation"),
        ("/Anything", "unsupported-container", "OLE"),
        ("/WordDocument", "damaged-file", "WordDocument"),
    ] {
        let (found, message) = refused(&container(&[(stream, b"content")]));
        assert_eq!(found, code, "{stream}");
        assert!(message.contains(word), "{message}");
    }
    // Told by content: a .doc that is a page, RTF or plain text is not this reader's.
    for (bytes, container) in [("<html><body>预算</body></html>", "html"), ("{\\rtf1\\ansi hello}", "rtf"), ("预算", "text")] {
        assert_eq!(decode(bytes.as_bytes(), None).expect("a document").container, container);
    }
}
