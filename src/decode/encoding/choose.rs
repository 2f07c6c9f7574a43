//! The bytes of a text come in; which encoding they are in comes out: by mark, by being valid UTF-8, and else by
//! which reading of a sample looks most like a Chinese document.

use super::Encoding;
use super::likeness::likeness;
use super::transcode::transcode;
use std::cmp::Reverse;

/// How many bytes decide. More would change no decision; all of a large file would be read once per candidate.
const SAMPLE: usize = 1 << 16;

/// What a candidate is worth before its reading is looked at: who claims something unlikely has to show more.
const CANDIDATES: [(Encoding, i64); 5] =
    [(Encoding::Utf8, 4), (Encoding::Gb18030, 1), (Encoding::Big5, 0), (Encoding::Utf16Le, -1), (Encoding::Utf16Be, -1)];

/// A mark at the beginning, or a declaration, outweighs a few odd characters, but not a body that is plainly something else: some
/// programs put UTF-8's mark before GBK.
const MARK: i64 = 8;

/// The encoding that the byte-order marks at the beginning stand for, and how many bytes they are.
pub(super) fn mark(bytes: &[u8]) -> (Option<Encoding>, usize) {
    const MARKS: [(&[u8], Encoding); 4] = [
        (b"\xEF\xBB\xBF", Encoding::Utf8),
        (b"\xFF\xFE", Encoding::Utf16Le),
        (b"\xFE\xFF", Encoding::Utf16Be),
        (b"\x84\x31\x95\x33", Encoding::Gb18030),
    ];
    let found = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark));
    found.map_or((None, 0), |&(mark, encoding)| {
        // Files that were joined or saved twice have it twice.
        let times = bytes.chunks(mark.len()).take_while(|&chunk| chunk == mark).count();
        (Some(encoding), times * mark.len())
    })
}

/// The forced encoding; but for UTF-16 the order of bytes that the file's own mark shows.
pub(super) fn obeying_mark(forced: Encoding, marked: Option<Encoding>) -> Encoding {
    let wide = |encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    marked.filter(|&found| wide(found) && wide(forced)).unwrap_or(forced)
}

/// The encoding of a text without its mark. `valid`: it is valid UTF-8.
pub(super) fn choose(body: &[u8], valid: bool, marked: Option<Encoding>, declared: Option<Encoding>) -> Encoding {
    let best = |candidates: &[_], for_utf8| best(body, candidates, for_utf8, declared);
    match marked {
        Some(Encoding::Utf8) if !valid => best(&CANDIDATES, MARK),
        Some(encoding) => encoding,
        None if !valid => best(&CANDIDATES, 0),
        None if memchr::memchr(0, body).is_some() => best(&[CANDIDATES[0], CANDIDATES[3], CANDIDATES[4]], 0),
        None if only_pairs(body) => best(&CANDIDATES[..2], 0),
        None => Encoding::Utf8,
    }
}

/// Whether valid UTF-8 has characters of two bytes only. No Chinese one is among them, and a few GBK characters in a
/// table of numbers can be valid UTF-8 by chance.
fn only_pairs(body: &[u8]) -> bool {
    !body.is_ascii() && !body.iter().any(|&b| b >= 0xE0)
}

fn best(body: &[u8], candidates: &[(Encoding, i64)], for_utf8: i64, declared: Option<Encoding>) -> Encoding {
    let runs = runs(body);
    let head = &body[..body.len().min(SAMPLE)];
    let worth = |&(encoding, bonus): &(Encoding, i64)| match encoding {
        // Nearly any bytes are UTF-16 of some kind: without a mark only one that looks right will do.
        Encoding::Utf16Le | Encoding::Utf16Be => match likeness(&transcode(head, 0, encoding), true) {
            likeness @ 1.. => bonus + likeness,
            _ => i64::MIN,
        },
        Encoding::Utf8 => for_utf8 + bonus + likeness(&transcode(&runs, 0, encoding), false),
        _ => bonus + likeness(&transcode(&runs, 0, encoding), false),
    };
    // The first of equals: the candidates stand in the order of their frequency.
    let said = |encoding| if Some(encoding) == declared { MARK } else { 0 };
    let ranked = candidates.iter().min_by_key(|&candidate| Reverse(worth(candidate).saturating_add(said(candidate.0))));
    ranked.map_or(Encoding::Utf8, |&(encoding, _)| encoding)
}

/// The first stretches that are not ASCII, each up to a byte that no encoding but UTF-16 has inside a character. A
/// page may begin with more script and style than a sample holds.
fn runs(body: &[u8]) -> Vec<u8> {
    let mut runs = Vec::new();
    let mut rest = body;
    while let Some(start) = rest.iter().position(|&b| b >= 0x80) {
        let run = &rest[start..];
        let room = run.len().min(SAMPLE - runs.len());
        let end = run[..room].iter().position(|&b| b < 0x30).map_or(room, |i| i + 1);
        runs.extend_from_slice(&run[..end]);
        rest = &run[end..];
        if runs.len() == SAMPLE {
            break;
        }
    }
    runs
}
