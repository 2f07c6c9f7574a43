//! The streams of a .doc in a sound container, so that every change reaches the reader: two lengths, then
//! `WordDocument`, `1Table` and `Data`.
#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((lengths, rest)) = bytes.split_at_checked(8) else {
        return;
    };
    let length = |at: usize| u32::from_le_bytes(lengths[at..at + 4].try_into().expect("four bytes")) as usize;
    let (word, rest) = rest.split_at(length(0).min(rest.len()));
    let (table, data) = rest.split_at(length(4).min(rest.len()));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    for (name, content) in [("/WordDocument", word), ("/1Table", table), ("/Data", data)] {
        file.create_stream(name).and_then(|mut stream| stream.write_all(content)).expect("a stream");
    }
    file.flush().expect("it is in memory");
    if let Ok(decoded) = gongkai::decode::decode(&file.into_inner().into_inner(), None) {
        gongkai_fuzz::sound(&decoded.document);
    }
});
