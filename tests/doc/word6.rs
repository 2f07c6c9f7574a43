//! Word 6 and 95, which no program at hand writes any more: files built byte by byte after the format's description.

use crate::builder::{container, read};

/// A property list of old: one-byte codes.
struct Old {
    text: Vec<u8>,
    /// Behind the last byte of each paragraph, and its properties.
    paragraphs: Vec<(usize, Vec<u8>)>,
    language: u16,
}

impl Old {
    fn new(language: u16) -> Self {
        Self { text: Vec::new(), paragraphs: Vec::new(), language }
    }

    fn add(&mut self, text: &[u8], list: &[u8]) {
        self.text.extend(text);
        self.paragraphs.push((self.text.len(), list.to_vec()));
    }

    fn build(&self, fast_saved: bool) -> Vec<u8> {
        const TEXT: usize = 0x300;
        let mut word = vec![0; TEXT];
        word.extend(&self.text);
        word.resize(word.len().div_ceil(512) * 512, 0);
        let page = word.len() / 512;
        word.extend(self.page(TEXT));
        let bins = word.len();
        word.extend((TEXT as u32).to_le_bytes());
        word.extend(((TEXT + self.text.len()) as u32).to_le_bytes());
        word.extend((page as u16).to_le_bytes());
        let clx = word.len();
        if fast_saved {
            word.extend([1, 2, 0, 9, 9, 2, 16, 0, 0, 0]);
            word.extend([0; 4]);
            word.extend((self.text.len() as u32).to_le_bytes());
            word.extend([0, 0]);
            word.extend((TEXT as u32).to_le_bytes());
            word.extend([0, 0]);
        }
        let length = word.len() - clx;
        let mut put = |at: usize, value: u32| word[at..at + 4].copy_from_slice(&value.to_le_bytes());
        put(0, 0x0065_a5dc);
        put(6, u32::from(self.language));
        put(10, if fast_saved { 4 } else { 0 });
        put(0x18, if fast_saved { 0 } else { TEXT as u32 });
        put(0x34, self.text.len() as u32);
        put(0xc0, bins as u32);
        put(0xc4, 10);
        put(0x160, clx as u32);
        put(0x164, length as u32);
        container(&[("/WordDocument", &word)])
    }

    fn page(&self, text: usize) -> Vec<u8> {
        let mut page = vec![0u8; 512];
        let count = self.paragraphs.len();
        page[511] = count as u8;
        page[..4].copy_from_slice(&(text as u32).to_le_bytes());
        let mut top = 510;
        for (i, (end, list)) in self.paragraphs.iter().enumerate() {
            page[4 * i + 4..4 * i + 8].copy_from_slice(&((text + end) as u32).to_le_bytes());
            let mut stored = vec![0, 0, 0];
            stored.extend(list);
            stored.resize(stored.len() + (stored.len() + 1) % 2, 0);
            stored[0] = (stored.len() / 2) as u8;
            top = (top - stored.len()) / 2 * 2;
            page[top..top + stored.len()].copy_from_slice(&stored);
            page[4 * (count + 1) + 7 * i] = (top / 2) as u8;
        }
        page
    }
}

fn gbk(text: &str) -> Vec<u8> {
    encoding_rs::GBK.encode(text).0.into_owned()
}

fn form() -> Old {
    let mut old = Old::new(0x0804);
    old.add(&gbk("项目名称：校舍维修\r"), &[5, 1]);
    for text in ["甲\x07", "乙\r"] {
        old.add(&gbk(text), &[24, 1]);
    }
    old.add(&gbk("丙\x07"), &[24, 1]);
    let mut row = vec![24, 1, 25, 1, 190, 28, 0, 2];
    row.extend([0u8, 0, 0xe8, 0x03, 0xd0, 0x07]);
    row.extend([0; 20]);
    old.add(b"\x07", &row);
    old.add(&gbk("末\r"), &[]);
    old
}

#[test]
fn text_and_tables_of_word_6() {
    for fast_saved in [false, true] {
        let lines = read(&form().build(fast_saved)).expect("a file");
        assert_eq!(lines, ["项目名称：校舍维修", "1.0 甲", "1.1 乙", "+ 丙", "末"], "{fast_saved}");
    }
}

#[test]
fn the_code_page_follows_from_language_or_bytes() {
    let read_as = |language, bytes: &[u8]| {
        let mut old = Old::new(language);
        old.add(&[bytes, b"\r"].concat(), &[]);
        read(&old.build(false)).expect("a file").concat()
    };
    assert_eq!(read_as(0x0409, &gbk("预算ok")), "预算ok");
    assert_eq!(read_as(0x0409, b"caf\xe9 \x95"), "café •");
    assert_eq!(read_as(0x0404, &encoding_rs::BIG5.encode("預算").0), "預算");
}
