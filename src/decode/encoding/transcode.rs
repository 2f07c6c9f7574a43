//! Bytes and the encoding to read them in come in; text with LF line ends and the list of what could not be read
//! come out. Nothing is decided here.

use super::{Decoded, Encoding, Fault, MAX_FAULTS};
use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_16BE, UTF_16LE};

/// How much is decoded before it is appended: small enough to stay in the cache.
const STEP: usize = 1 << 14;

/// Text that is known to be valid.
pub(super) fn plain(text: &str) -> Decoded {
    let mut writer = Writer::new(Encoding::Utf8, text.len(), 0);
    writer.text(text);
    writer.decoded
}

/// Reads all bytes in one encoding; `skipped` bytes of the input stood before them.
pub(super) fn transcode(bytes: &[u8], skipped: usize, encoding: Encoding) -> Decoded {
    let decoder = match encoding {
        Encoding::Utf8 => return utf8(bytes, skipped),
        Encoding::Gb18030 => GB18030,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Big5 => BIG5,
    };
    // Two bytes of input are three of UTF-8 for nearly all that is not ASCII.
    let mut writer = Writer::new(encoding, bytes.len() + bytes.len() / 2, skipped);
    let mut decoder = decoder.new_decoder_without_bom_handling();
    let mut step = String::with_capacity(STEP);
    let mut read = 0;
    loop {
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut step, true);
        read += taken;
        writer.text(&step);
        step.clear();
        match result {
            DecoderResult::InputEmpty => return writer.decoded,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let end = read - usize::from(after);
                writer.fault(bytes, end - usize::from(length)..end);
            }
        }
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Decoded {
    let mut writer = Writer::new(Encoding::Utf8, bytes.len(), skipped);
    let mut read = 0;
    for chunk in bytes.utf8_chunks() {
        writer.text(chunk.valid());
        let start = read + chunk.valid().len();
        read = start + chunk.invalid().len();
        if start < read {
            writer.fault(bytes, start..read);
        }
    }
    writer.decoded
}

/// Appends pieces of text, turning line ends into LF, and notes faults by their place in what was appended.
struct Writer {
    decoded: Decoded,
    skipped: usize,
    after_cr: bool,
    /// How far the text has been counted in bytes, and how many characters that is.
    counted: (usize, usize),
}

impl Writer {
    fn new(encoding: Encoding, capacity: usize, skipped: usize) -> Self {
        let decoded = Decoded { text: String::with_capacity(capacity), encoding: encoding.name(), faults: Vec::new(), fault_count: 0 };
        Writer { decoded, skipped, after_cr: false, counted: (0, 0) }
    }

    fn text(&mut self, mut piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.after_cr {
            piece = piece.strip_prefix('\n').unwrap_or(piece);
        }
        self.after_cr = piece.ends_with('\r');
        let mut written = 0;
        for cr in memchr::memchr_iter(b'\r', piece.as_bytes()) {
            self.decoded.text.push_str(&piece[written..cr]);
            self.decoded.text.push('\n');
            written = cr + 1;
            if piece.as_bytes().get(written) == Some(&b'\n') {
                written += 1;
            }
        }
        self.decoded.text.push_str(&piece[written..]);
    }

    fn fault(&mut self, bytes: &[u8], place: std::ops::Range<usize>) {
        self.after_cr = false;
        if self.decoded.faults.len() < MAX_FAULTS {
            let (from, before) = self.counted;
            let char_offset = before + self.decoded.text[from..].chars().count();
            self.counted = (self.decoded.text.len(), char_offset);
            let mut bad = [0; 4];
            let found = &bytes[place.clone()];
            bad[..found.len()].copy_from_slice(found);
            self.decoded.faults.push(Fault { byte_offset: self.skipped + place.start, char_offset, bad, length: found.len() as u8 });
        }
        self.decoded.fault_count += 1;
        self.decoded.text.push(char::REPLACEMENT_CHARACTER);
    }
}
