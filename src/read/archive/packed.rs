//! gzip, xz, zstd: one compressed stream, which is a tar (`a.tar.gz!/name`) or a single document (`a.txt.gz!/a.txt`).

use std::io::{Cursor, Read};

use super::budget::Metered;
use super::kind::{self, HEAD, Kind, Packing};
use super::names::Decoded;
use super::{Called, DICTIONARY, Size, Stream, Walk, Walked, dictionary, tarball};

pub fn read(walk: &mut Walk<'_, '_>, called: &Called, packing: Packing, stream: Box<dyn Read + '_>, depth: u32) -> Walked {
    let unpacked = match unpacker(packing, stream) {
        Ok(unpacked) => unpacked,
        Err(error) => return walk.damage(called.clone(), &error),
    };
    let mut unpacked = Metered { inner: unpacked, budget: walk.budget };
    let mut head = Vec::new();
    if let Err(error) = (&mut unpacked).take(HEAD as u64).read_to_end(&mut head) {
        walk.budget.check()?;
        if says_memory(&error) {
            return walk.fail(called.clone(), dictionary(&error));
        }
        return walk.damage(called.clone(), &error);
    }
    let is_tar = kind::of(&head) == Some(Kind::Tar);
    let mut unpacked = Cursor::new(head).chain(unpacked);
    if is_tar {
        let walked = tarball::read(walk, called, &mut unpacked, depth)?;
        // Behind the tar's own end stands the sum that says whether all of it is what was packed.
        return match std::io::copy(&mut unpacked, &mut std::io::sink()) {
            Err(error) if walked == Stream::Whole => walk.damage(called.clone(), &error),
            _ => Ok(walked),
        };
    }
    let member = called.member(Decoded { text: inner_name(called.own_name()), raw: None });
    match walk.enter(&member)? {
        Some(problem) => walk.fail(member, problem),
        None => walk.member(member, &mut unpacked, Size::default(), depth),
    }
}

fn unpacker<'r>(packing: Packing, stream: Box<dyn Read + 'r>) -> std::io::Result<Box<dyn Read + 'r>> {
    Ok(match packing {
        Packing::Gzip => Box::new(flate2::read::MultiGzDecoder::new(stream)),
        Packing::Xz => {
            let decoder = liblzma::stream::Stream::new_stream_decoder(DICTIONARY, liblzma::stream::CONCATENATED)?;
            Box::new(liblzma::read::XzDecoder::new_stream(stream, decoder))
        }
        Packing::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::new(stream)?;
            decoder.window_log_max(DICTIONARY.ilog2())?;
            Box::new(decoder)
        }
    })
}

/// Both unpackers say so in words only.
fn says_memory(error: &std::io::Error) -> bool {
    let text = error.to_string().to_ascii_lowercase();
    text.contains("memory") || text.contains("memlimit")
}

/// What is left of `name.txt.gz`.
fn inner_name(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.rsplit_once('.').filter(|(stem, ending)| {
        !stem.is_empty() && ["gz", "gzip", "xz", "zst", "zstd"].iter().any(|known| known.eq_ignore_ascii_case(ending))
    });
    stem.map_or(file, |(stem, _)| stem).to_owned()
}
