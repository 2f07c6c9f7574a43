//! Any bytes as a file: the ZIP, its directory, its parts.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(decoded) = gongkai::decode::decode(bytes, None) {
        gongkai_fuzz::sound(&decoded.document);
    }
});
