//! What the decoder promises, on made-up disclosures (`tests/*.txt`, snippets parted by `---`).

use super::frequent::{COMMON_SIMPLIFIED, COMMON_TRADITIONAL, FREQUENT_SIMPLIFIED, FREQUENT_TRADITIONAL};
use super::{Decoded, Encoding, MAX_FAULTS, decode};

mod damage;
mod properties;

const SIMPLIFIED: &str = include_str!("tests/simplified.txt");
const TRADITIONAL: &str = include_str!("tests/traditional.txt");
const ALL: [Encoding; 5] = [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5, Encoding::Utf16Le, Encoding::Utf16Be];

fn snippets(corpus: &'static str) -> Vec<&'static str> {
    corpus.split("---\n").map(str::trim_end).collect()
}

fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Gb18030 => encode_by(text, encoding_rs::GB18030),
        Encoding::Big5 => encode_by(text, encoding_rs::BIG5),
    }
}

fn encode_by(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let (bytes, _, unmapped) = encoding.encode(text);
    assert!(!unmapped, "the test text has characters that {} lacks", encoding.name());
    bytes.into_owned()
}

fn corpus_of(encoding: Encoding) -> &'static str {
    if encoding == Encoding::Big5 { TRADITIONAL } else { SIMPLIFIED }
}

/// Pieces of `length` characters beginning anywhere in the corpus, which is read round and round.
fn pieces(corpus: &'static str, length: usize) -> Vec<String> {
    let all: Vec<char> = snippets(corpus).join("\n").chars().collect();
    let piece = |start: usize| all.iter().cycle().skip(start).take(length).collect::<String>();
    let step = if length < 1000 { 1 } else { 37 };
    (0..all.len()).step_by(step).map(piece).filter(|piece| !piece.is_ascii()).collect()
}

/// How many pieces were read right, and how many there are.
fn read_right(corpus: &'static str, encoding: Encoding, length: usize) -> (usize, usize) {
    let pieces = pieces(corpus, length);
    let right = |piece: &&String| decode(&encode(piece, encoding), None).is_ok_and(|d| d.text == **piece);
    (pieces.iter().filter(right).count(), pieces.len())
}

fn read(bytes: &[u8]) -> Decoded {
    decode(bytes, None).expect("the bytes are text")
}

fn text_of(bytes: &[u8]) -> (String, &'static str) {
    let decoded = read(bytes);
    assert_eq!(decoded.fault_count, decoded.faults.len());
    assert_eq!(decoded.fault_count, 0, "{:?}", decoded.faults);
    (decoded.text, decoded.encoding)
}

/// The faults as byte offset, character offset, bytes.
fn places(decoded: &Decoded) -> Vec<(usize, usize, Vec<u8>)> {
    decoded.faults.iter().map(|f| (f.byte_offset, f.char_offset, f.bytes().to_vec())).collect()
}

#[test]
fn every_snippet_is_read_back_in_every_encoding() {
    for encoding in ALL {
        for snippet in snippets(corpus_of(encoding)) {
            let expected = (snippet.to_owned(), encoding.name());
            assert_eq!(text_of(&encode(snippet, encoding)), expected);
        }
    }
}

#[test]
fn pieces_of_16_40_200_and_2000_characters_are_read_right() {
    for encoding in ALL {
        for (length, least) in [(8, 970), (16, 990), (40, 999), (200, 1000), (2000, 1000)] {
            let (right, of) = read_right(corpus_of(encoding), encoding, length);
            println!("{encoding} {length}: {right} of {of} ({:.2} %)", 100.0 * right as f64 / of as f64);
            assert!(right * 1000 >= of * least, "{encoding} {length}: {right} of {of}");
        }
    }
}

#[test]
fn traditional_text_in_gb18030_is_not_taken_for_big5() {
    for length in [16, 200] {
        let (right, of) = read_right(TRADITIONAL, Encoding::Gb18030, length);
        println!("traditional in GB18030 {length}: {right} of {of}");
        assert!(right * 1000 >= of * 990, "{length}: {right} of {of}");
    }
}

#[test]
fn a_mark_decides_and_is_not_part_of_the_text() {
    let marks: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    for (mark, encoding) in marks {
        for text in ["项", "12\n", "云桥县2024年预算"] {
            let expected = (text.to_owned(), encoding.name());
            assert_eq!(text_of(&[mark, &encode(text, encoding)].concat()), expected);
            assert_eq!(text_of(&[mark, mark, &encode(text, encoding)].concat()), expected);
        }
    }
}

#[test]
fn the_mark_of_utf_8_before_a_gbk_text_is_only_dropped() {
    let snippet = snippets(SIMPLIFIED)[0];
    let bytes = [b"\xEF\xBB\xBF", encode(snippet, Encoding::Gb18030).as_slice()].concat();
    assert_eq!(text_of(&bytes), (snippet.to_owned(), "GB18030"));
}

#[test]
fn all_line_ends_become_lf_in_every_encoding() {
    for encoding in ALL {
        let bytes = encode("公共\r\n支出\r年度\r\r\n中心\n\r完成\r\n", encoding);
        assert_eq!(text_of(&bytes), ("公共\n支出\n年度\n\n中心\n\n完成\n".to_owned(), encoding.name()));
    }
}

#[test]
fn a_line_end_cut_by_the_decoding_step_is_one_line_end() {
    for filler in 16_300..16_400 {
        let text = "a".repeat(filler) + "\r\nb\r\n";
        let bytes = encode(&text, Encoding::Utf16Le);
        assert_eq!(decode(&bytes, Some(Encoding::Utf16Le)).unwrap().text, text.replace("\r\n", "\n"));
    }
}

#[test]
fn four_byte_characters_of_gb18030_are_read() {
    let text = "云桥县㙦镇𠮷家村小学校舍维修项目资金";
    assert_eq!(text_of(&encode(text, Encoding::Gb18030)), (text.to_owned(), "GB18030"));
}

#[test]
fn utf_16_of_nothing_but_ascii_is_found_without_a_mark() {
    for text in ["1,286.50", "total\t100\r\n", "Budget 2024: 318.47 / 0.00"] {
        for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
            let expected = (text.replace("\r\n", "\n"), encoding.name());
            assert_eq!(text_of(&encode(text, encoding)), expected);
        }
    }
}

#[test]
fn pure_ascii_and_the_signs_of_two_bytes_are_utf_8() {
    for text in ["1", "Total: 318.47", "5 × 3 = 15 ± 2", "A·B", "20 °C", "25 m²", "xiàngmù jīxiào", "Бюджет"] {
        assert_eq!(text_of(text.as_bytes()), (text.to_owned(), "UTF-8"));
    }
}

#[test]
fn two_gbk_characters_that_are_valid_utf_8_by_chance_are_gbk() {
    // Each of them is a letter of another script in UTF-8.
    for text in ["1\t支\t20.00", "目,100", "一,支,学"] {
        let bytes = encode(text, Encoding::Gb18030);
        assert!(std::str::from_utf8(&bytes).is_ok());
        assert_eq!(text_of(&bytes), (text.to_owned(), "GB18030"));
    }
}

#[test]
fn a_page_with_much_ascii_before_its_text_is_read_right() {
    let script = "var a = [1, 2, 3];\n".repeat(20_000);
    for encoding in [Encoding::Utf8, Encoding::Gb18030, Encoding::Big5] {
        let page = script.clone() + snippets(corpus_of(encoding))[0];
        assert_eq!(text_of(&encode(&page, encoding)), (page, encoding.name()));
    }
}

#[test]
fn a_forced_encoding_is_used_whatever_the_bytes_look_like() {
    let bytes = "项目".as_bytes();
    assert_eq!(decode(bytes, Some(Encoding::Gb18030)).unwrap().text, "椤圭洰");
    assert_eq!(decode(b"\x01\x02\x03\x04\x05", Some(Encoding::Utf8)).unwrap().text.len(), 5);
    assert_eq!(decode(&[0xFF; 20_000], Some(Encoding::Utf8)).unwrap().faults.len(), MAX_FAULTS);
    assert_eq!(decode(&[0xFF; 20_000], Some(Encoding::Utf8)).unwrap().fault_count, 20_000);
}

#[test]
fn forced_utf_16_follows_the_mark_in_the_file() {
    let decoded = decode(b"\xFE\xFF\x98\x79", Some("UTF-16".parse().unwrap())).unwrap();
    assert_eq!((decoded.text.as_str(), decoded.encoding), ("项", "UTF-16BE"));
}

#[test]
fn encodings_are_known_by_their_usual_names() {
    for (names, encoding) in [
        ("utf8 UTF-8 utf_8", Encoding::Utf8),
        ("gbk GBK gb2312 GB18030 gb-18030 cp936 windows-936", Encoding::Gb18030),
        ("utf-16 UTF16LE utf-16le ucs-2", Encoding::Utf16Le),
        ("UTF-16BE utf16be", Encoding::Utf16Be),
        ("big5 Big5-HKSCS cp950", Encoding::Big5),
    ] {
        for name in names.split(' ') {
            assert_eq!(name.parse(), Ok(encoding), "{name}");
        }
        assert_eq!(encoding.name().parse(), Ok(encoding));
    }
    assert!("latin1".parse::<Encoding>().unwrap_err().to_string().contains("latin1"));
}

#[test]
fn the_tables_hold_hanzi_only_and_none_twice() {
    let all = [COMMON_SIMPLIFIED, FREQUENT_SIMPLIFIED, COMMON_TRADITIONAL, FREQUENT_TRADITIONAL].concat();
    let mut seen = std::collections::BTreeSet::new();
    for c in all.chars() {
        assert!(('\u{4E00}'..='\u{9FFF}').contains(&c), "{c}");
        assert!(seen.insert(c), "{c} twice");
    }
}
