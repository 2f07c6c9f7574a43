//! Names of members: bytes in, text out. Archives from Windows hold names in the encoding of the machine that packed them
//! and do not say in which; one name is too short to tell, so all names of an archive decide together.

use encoding_rs::{BIG5, Encoding, GB18030};

/// Names that are looked at; what they say does not change behind these.
const SAMPLE: usize = 64 << 10;

/// What the names of one archive are written in, as far as they have been seen.
#[derive(Debug, Default)]
pub struct Names {
    /// Of those that do not read as UTF-8.
    sample: Vec<u8>,
}

/// A name as text; the bytes where it had to be decoded.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub raw: Option<String>,
}

impl Names {
    /// Takes a name into account that does not say what it is written in.
    pub fn see(&mut self, name: &[u8]) {
        if !reads_as_utf8(name) && self.sample.len() < SAMPLE {
            self.sample.extend_from_slice(name);
            self.sample.push(b'\n');
        }
    }

    /// A name as text. Decoded before anybody splits it: `\` and `/` are second bytes of Chinese characters.
    pub fn decode(&self, name: &[u8]) -> Decoded {
        if reads_as_utf8(name) {
            return Decoded { text: String::from_utf8_lossy(name).into_owned(), raw: None };
        }
        let raw = Some(name.escape_ascii().to_string());
        let encoding = encoding_of(&self.sample);
        let text = match (encoding.decode_without_bom_handling_and_without_replacement(name), std::str::from_utf8(name)) {
            (Some(text), _) => text.into_owned(),
            (None, Ok(text)) => return Decoded { text: text.to_owned(), raw: None },
            (None, Err(_)) => encoding.decode_without_bom_handling(name).0.into_owned(),
        };
        Decoded { text, raw }
    }
}

/// Two letters of GBK often read as one of Cyrillic or Arabic in UTF-8, but hardly ever as Chinese.
fn reads_as_utf8(name: &[u8]) -> bool {
    let text = std::str::from_utf8(name);
    text.is_ok_and(|text| text.is_ascii() || text.chars().all(|c| c.is_ascii() || c >= '\u{2000}' || matches!(c, '\u{a0}'..='\u{ff}')))
}

/// GB18030, unless the names only read as Big5, or much better so.
fn encoding_of(sample: &[u8]) -> &'static Encoding {
    let reads = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(sample).is_some();
    let gb = share(sample, 0xB0..=0xD7, 0xA1);
    let big5 = share(sample, 0xA4..=0xC6, 0x40);
    match (reads(GB18030), reads(BIG5)) {
        (false, true) => BIG5,
        (true, true) if gb < 0.6 && big5 > gb + 0.2 => BIG5,
        _ => GB18030,
    }
}

/// How many of the two-byte characters are of an encoding's frequent ones.
fn share(sample: &[u8], lead: std::ops::RangeInclusive<u8>, trail: u8) -> f64 {
    let (mut frequent, mut all, mut at) = (0u32, 0u32, 0);
    while at < sample.len() {
        if sample[at] < 0x80 {
            at += 1;
            continue;
        }
        all += 1;
        frequent += u32::from(lead.contains(&sample[at]) && sample.get(at + 1).is_some_and(|second| *second >= trail));
        at += 2;
    }
    f64::from(frequent) / f64::from(all.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: &'static Encoding, names: &[&str]) -> Vec<String> {
        let bytes: Vec<Vec<u8>> = names.iter().map(|name| encoding.encode(name).0.into_owned()).collect();
        let mut all = Names::default();
        bytes.iter().for_each(|name| all.see(name));
        bytes.iter().map(|name| all.decode(name).text).collect()
    }

    #[test]
    fn names_of_gbk_archives_are_read_also_where_one_reads_as_utf8() {
        // 预 alone is the bytes of Ԥ.
        let names = ["预", "预算公开/教育局.doc", "绩效/目标表.txt", "plain.txt", "鄭\\表.txt", "腫\u{3000}瀂.doc"];
        assert_eq!(decoded(GB18030, &names), names);
    }

    #[test]
    fn names_in_utf8_and_big5_are_read() {
        let utf8 = ["预算/教育局.doc", "2022年—目标.txt", "é.txt"];
        assert_eq!(decoded(encoding_rs::UTF_8, &utf8), utf8);
        let big5 = ["預算公開/教育局.doc", "績效目標表.txt", "說明與附件.doc"];
        assert_eq!(decoded(BIG5, &big5), big5);
    }

    #[test]
    fn what_no_encoding_has_is_kept_as_its_bytes() {
        let names = Names::default();
        let name = names.decode(b"a\xff\xff.txt");
        assert_eq!(name.raw.as_deref(), Some("a\\xff\\xff.txt"));
        assert!(name.text.contains('\u{fffd}'), "{name:?}");
        assert_eq!(names.decode("预.txt".as_bytes()), Decoded { text: "预.txt".to_owned(), raw: None });
    }
}
