//! Bytes as the inside of an RTF file: groups, control words, rows.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let file = [&b"{\\rtf1\\ansi\\ansicpg936 "[..], bytes, &b"}"[..]].concat();
    if let Ok(decoded) = gongkai::decode::decode(&file, None) {
        gongkai_fuzz::sound(&decoded.document);
    }
});
