//! Text as a page of HTML: tokens, tree, tables.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &[u8]| {
    let page = [&b"<html>"[..], text].concat();
    if let Ok(decoded) = gongkai::decode::decode(&page, None) {
        gongkai_fuzz::sound(&decoded.document);
    }
});
