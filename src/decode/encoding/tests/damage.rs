//! Bytes that are not what an encoder wrote: bad, cut, padded, or of another kind of file altogether.

use super::{ALL, SIMPLIFIED, corpus_of, encode, pieces, places, read, snippets, text_of};
use crate::decode::encoding::{Encoding, Refusal, decode};

#[test]
fn fault_offsets_count_the_bytes_of_the_mark() {
    let decoded = read(b"\xEF\xBB\xBF\xE9\xA1\xB9\xFF\xE7\x9B\xAE");
    assert_eq!(decoded.text, "项\u{FFFD}目");
    assert_eq!(places(&decoded), [(6, 1, vec![0xFF])]);
}

#[test]
fn fault_offsets_are_counted_in_the_text_with_lf_line_ends() {
    let decoded = read("项目\r\n预算\r\n".as_bytes().iter().chain(b"\xFF\r\n\xE9").copied().collect::<Vec<_>>().as_slice());
    assert_eq!(decoded.text, "项目\n预算\n\u{FFFD}\n\u{FFFD}");
    assert_eq!(places(&decoded), [(16, 6, vec![0xFF]), (19, 8, vec![0xE9])]);
}

#[test]
fn utf_8_with_bad_bytes_is_still_utf_8() {
    for snippet in snippets(SIMPLIFIED) {
        let middle = snippet.char_indices().nth(20).unwrap().0;
        for bad in [b"\xFF".as_slice(), b"\xC0", b"\xE9\xA1", b"\xF0\x9F\x98", b"\x80"] {
            let decoded = read(&[&snippet.as_bytes()[..middle], bad, b" ", &snippet.as_bytes()[middle..]].concat());
            assert_eq!((decoded.encoding, decoded.fault_count), ("UTF-8", 1));
            assert_eq!(places(&decoded), [(middle, 20, bad.to_vec())]);
        }
    }
}

#[test]
fn a_text_cut_inside_a_character_keeps_its_encoding() {
    for encoding in ALL {
        for piece in pieces(corpus_of(encoding), 40).iter().filter(|p| !p.ends_with(|c: char| c.is_ascii())) {
            let bytes = encode(piece, encoding);
            let decoded = read(&bytes[..bytes.len() - 1]);
            assert_eq!((decoded.encoding, decoded.fault_count), (encoding.name(), 1), "{piece}");
            assert_eq!(decoded.faults[0].char_offset, 39);
        }
    }
}

#[test]
fn utf_8_cut_to_columns_inside_characters_is_still_utf_8() {
    let columns: Vec<&[u8]> = SIMPLIFIED.as_bytes().chunks(20).collect();
    let decoded = read(&columns.join(b"\n".as_slice()));
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.fault_count > 50);
}

#[test]
fn gbk_with_a_stray_byte_is_read_with_a_fault() {
    for snippet in snippets(SIMPLIFIED) {
        let lines = encode(&format!("{snippet}\n{snippet}"), Encoding::Gb18030);
        let middle = encode(snippet, Encoding::Gb18030).len();
        let decoded = read(&[&lines[..middle], b"\xFF", &lines[middle..]].concat());
        assert_eq!(decoded.text, format!("{snippet}\u{FFFD}\n{snippet}"));
        assert_eq!(places(&decoded), [(middle, snippet.chars().count(), vec![0xFF])]);
    }
}

#[test]
fn a_half_character_in_gbk_costs_no_more_than_its_line() {
    let mut bytes = encode(SIMPLIFIED, Encoding::Gb18030);
    bytes.remove(1);
    let decoded = read(&bytes);
    let (_, rest) = SIMPLIFIED.split_once('\n').unwrap();
    assert_eq!(decoded.encoding, "GB18030");
    assert!(decoded.text.ends_with(rest));
}

#[test]
fn unpaired_surrogates_become_faults() {
    for (encoding, high, low) in [(Encoding::Utf16Le, b"\x3D\xD8", b"\x00\xDE"), (Encoding::Utf16Be, b"\xD8\x3D", b"\xDE\x00")] {
        let [front, back] = ["云桥县农业农村局\r\n", "项目支出绩效目标表"].map(|part| encode(part, encoding));
        for bad in [high, low] {
            let decoded = read(&[front.as_slice(), bad, &back].concat());
            assert_eq!(decoded.text, "云桥县农业农村局\n\u{FFFD}项目支出绩效目标表");
            assert_eq!(decoded.encoding, encoding.name());
            assert_eq!(places(&decoded), [(front.len(), 9, bad.to_vec())]);
        }
        let paired = read(&[front.as_slice(), high, low, &back].concat());
        assert_eq!((paired.fault_count, paired.text.contains('😀')), (0, true));
    }
}

#[test]
fn nuls_inside_a_text_do_not_make_it_binary_or_utf_16() {
    for snippet in snippets(SIMPLIFIED) {
        for encoding in [Encoding::Utf8, Encoding::Gb18030] {
            for padded in [snippet.replace('\t', "\0").replace('0', "0\0"), snippet.to_owned() + &"\0".repeat(900)] {
                assert_eq!(text_of(&encode(&padded, encoding)), (padded.clone(), encoding.name()));
            }
        }
    }
    for text in ["100\0 200\0", "a\0", "name\0\0\0\0value\0\0\0", "12.50\0\0\0"] {
        assert_eq!(text_of(text.as_bytes()), (text.to_owned(), "UTF-8"));
    }
}

#[test]
fn files_of_other_kinds_are_refused_by_name() {
    let kinds: [(&[u8], &str); 16] = [
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "OLE2 (.doc/.xls)"),
        ("\u{FFFD}\u{FFFD}\u{11}\u{871}\u{1A}\u{FFFD}".as_bytes(), "OLE2 (.doc/.xls)"),
        ("\u{871}> HJGY R'bjbj".as_bytes(), "OLE2 (.doc/.xls)"),
        (b"PK\x03\x04\x14\0", "ZIP"),
        (b"PK\x05\x06\0\0", "ZIP"),
        (b"%PDF-1.7\n%\xE2\xE3", "PDF"),
        (b"\x89PNG\r\n\x1A\n\0\0", "PNG image"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "JPEG image"),
        (b"GIF89a\x01\0", "GIF"),
        (b"Rar!\x1A\x07\x01\0", "RAR"),
        (b"\x1F\x8B\x08\0\0", "gzip"),
        (b"7z\xBC\xAF\x27\x1C\0\x04", "7z"),
        (b"II*\0\x08\0\0\0", "TIFF image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "WebP image"),
        (b"BM\x36\x10\0\0\0\0\0\0\x36\0", "BMP image"),
        (b"\xFF\xFE\0\0\x31\0\0\0", "UTF-32 text"),
    ];
    for (bytes, kind) in kinds {
        assert_eq!(decode(bytes, None), Err(Refusal::Binary(kind)));
        assert_eq!(decode(bytes, Some(Encoding::Gb18030)), Err(Refusal::Binary(kind)));
    }
}

#[test]
fn random_bytes_are_binary() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..2000).map(|_| random()).collect();
        assert_eq!(decode(&bytes, None), Err(Refusal::Binary("binary data")));
    }
    assert_eq!(decode(&[0; 64], None), Err(Refusal::Binary("binary data")));
}

#[test]
fn nothing_is_empty_and_blanks_are_a_text() {
    for empty in [b"".as_slice(), b"\xEF\xBB\xBF", b"\xFF\xFE"] {
        assert_eq!(decode(empty, None), Err(Refusal::Empty));
    }
    assert_eq!(text_of(b" \r\n\t"), (" \n\t".to_owned(), "UTF-8"));
    assert_eq!(text_of("\u{3000}\u{A0}".as_bytes()), ("\u{3000}\u{A0}".to_owned(), "UTF-8"));
}
