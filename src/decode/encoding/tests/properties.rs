//! What holds of any bytes, and of bad bytes put anywhere.

use super::{ALL, corpus_of, decode, encode, places};
use crate::decode::encoding::Encoding;
use proptest::prelude::*;

/// Characters of a text in this encoding, one string for each.
fn characters(encoding: Encoding) -> impl Strategy<Value = Vec<char>> {
    let all: Vec<char> = corpus_of(encoding).chars().collect();
    prop::collection::vec(prop::sample::select(all), 0..60)
}

/// Bytes that are one fault wherever they stand between characters.
fn one_fault(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf16Le => b"\x00\xDC",
        Encoding::Utf16Be => b"\xDC\x00",
        _ => b"\xFF",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn decoding_never_panics_and_every_fault_points_at_its_bytes(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        forced in prop::option::of(prop::sample::select(ALL.to_vec())),
    ) {
        if let Ok(decoded) = decode(&bytes, forced) {
            let characters: Vec<char> = decoded.text.chars().collect();
            prop_assert!(!decoded.text.contains('\r'));
            let mut end = 0;
            for fault in &decoded.faults {
                prop_assert!(fault.byte_offset >= end);
                end = fault.byte_offset + fault.bytes().len();
                prop_assert!(!fault.bytes().is_empty());
                prop_assert_eq!(fault.bytes(), &bytes[fault.byte_offset..end]);
                prop_assert_eq!(characters[fault.char_offset], '\u{FFFD}');
            }
            // Bytes that begin with ASCII have no mark.
            if decoded.encoding == "UTF-8" && bytes[0] < 0x80 {
                let lossy = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n");
                prop_assert_eq!(decoded.text, lossy);
            }
        }
    }

    #[test]
    fn faults_stand_where_bad_bytes_were_put(
        (encoding, parts) in prop::sample::select(ALL.to_vec()).prop_flat_map(|encoding| {
            (Just(encoding), prop::collection::vec(characters(encoding), 1..6))
        }),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        // A first character, lest the bad bytes make a mark with what follows.
        let (mut bytes, mut text, mut expected) = (encode("x", encoding), "x".to_owned(), Vec::new());
        for part in parts {
            expected.push((bytes.len(), text.chars().count(), one_fault(encoding).to_vec()));
            bytes.extend_from_slice(one_fault(encoding));
            text.push('\u{FFFD}');
            let part: String = part.into_iter().collect();
            bytes.extend(encode(&part.replace('\n', line_end), encoding));
            text.push_str(&part);
        }
        let decoded = decode(&bytes, Some(encoding)).unwrap();
        prop_assert_eq!(&decoded.text, &text);
        prop_assert_eq!(places(&decoded), expected);
    }
}
