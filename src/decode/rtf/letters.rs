//! Bytes of text to characters: code page of the document, character set of the font.

use std::collections::HashMap;

use encoding_rs::Encoding;

/// A font's character set that is none: symbols.
const SYMBOLS: i32 = 2;

#[derive(Debug, Default)]
struct Font {
    charset: i32,
    page: Option<i32>,
    name: String,
}

/// The fonts of a document, and its code page.
#[derive(Debug, Default)]
pub struct Fonts {
    fonts: HashMap<i32, Font>,
    /// The font of the table that is being read.
    open: i32,
    page: Option<i32>,
}

/// Fonts of a document; a real one has some hundreds.
const MOST_FONTS: usize = 8192;
/// Bytes of a font's name.
const LONGEST_NAME: usize = 64;

impl Fonts {
    /// `\ansicpg`
    pub fn document_is(&mut self, page: i32) {
        self.page = Some(page);
    }

    /// `\f` in the table of fonts.
    pub fn font_begins(&mut self, number: i32) {
        self.open = number;
        if self.fonts.len() < MOST_FONTS {
            self.fonts.insert(number, Font { charset: 1, ..Font::default() });
        }
    }

    /// `\fcharset`
    pub fn font_charset(&mut self, charset: i32) {
        if let Some(font) = self.fonts.get_mut(&self.open) {
            font.charset = charset;
        }
    }

    /// `\cpg`
    pub fn font_page(&mut self, page: i32) {
        if let Some(font) = self.fonts.get_mut(&self.open) {
            font.page = Some(page);
        }
    }

    /// Text in the table of fonts.
    pub fn font_name(&mut self, text: &[u8]) {
        if let Some(font) = self.fonts.get_mut(&self.open) {
            let room = LONGEST_NAME.saturating_sub(font.name.len());
            font.name.extend(text.iter().filter(|byte| byte.is_ascii_graphic() || **byte == b' ').take(room).map(|&byte| char::from(byte)));
        }
    }

    /// The name of a font of symbols.
    pub fn symbols(&self, font: i32) -> Option<&str> {
        let font = self.fonts.get(&font).filter(|font| font.charset == SYMBOLS)?;
        Some(font.name.trim().trim_end_matches(';'))
    }

    /// What bytes in a font say.
    pub fn decode(&self, bytes: &[u8], font: i32) -> String {
        let font = self.fonts.get(&font);
        let named = font.and_then(|font| font.page.and_then(page).or_else(|| charset(font.charset)));
        let table = named.or_else(|| self.page.and_then(page)).unwrap_or(encoding_rs::GBK);
        // Programs that know no Chinese say that everything is Western.
        let table = if table == encoding_rs::WINDOWS_1252 && chinese(bytes) { encoding_rs::GBK } else { table };
        table.decode_without_bom_handling(bytes).0.into_owned()
    }
}

/// Whether all bytes that are not ASCII stand in pairs as GB2312 has them.
fn chinese(bytes: &[u8]) -> bool {
    let mut runs = bytes.split(|byte| *byte < 0xa1).filter(|run| !run.is_empty()).peekable();
    runs.peek().is_some()
        && runs.all(|run| run.len().is_multiple_of(2) && run.chunks(2).all(|pair| pair[0] <= 0xf7))
        && !bytes.iter().any(|byte| (0x80..0xa1).contains(byte))
}

/// Character sets of Windows; those that leave it to the document are none.
fn charset(charset: i32) -> Option<&'static Encoding> {
    Some(match charset {
        128 => encoding_rs::SHIFT_JIS,
        129 => encoding_rs::EUC_KR,
        134 => encoding_rs::GBK,
        136 => encoding_rs::BIG5,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        186 => encoding_rs::WINDOWS_1257,
        204 => encoding_rs::WINDOWS_1251,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}

fn page(number: i32) -> Option<&'static Encoding> {
    Some(match number {
        932 => encoding_rs::SHIFT_JIS,
        936 | 20936 => encoding_rs::GBK,
        54936 => encoding_rs::GB18030,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        437 | 850 | 1252 => encoding_rs::WINDOWS_1252,
        65001 => encoding_rs::UTF_8,
        _ => return None,
    })
}
