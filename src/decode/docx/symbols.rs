//! Characters of symbol fonts: a font and a code in, the Unicode character that it shows out.

/// The character of `<w:sym w:font w:char>`; an unknown one stays the private character that it is.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    // Symbol fonts live at U+F000..U+F0FF.
    let low = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    let shown = u8::try_from(low).ok().and_then(|low| match font {
        "Symbol" => greek(low),
        "Wingdings" => wingdings(low),
        "Wingdings 2" => wingdings2(low),
        _ => None,
    });
    shown.or_else(|| char::from_u32(code).filter(|c| !c.is_control()))
}

fn greek(low: u8) -> Option<char> {
    Some(match low {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2b..=0x2c | 0x2e..=0x3f => char::from(low),
        0x2a => '∗',
        0x2d => '−',
        0x61 => 'α',
        0x62 => 'β',
        0x67 => 'γ',
        0x64 => 'δ',
        0x44 => 'Δ',
        0x6c => 'λ',
        0x6d => 'μ',
        0x70 => 'π',
        0x73 => 'σ',
        0x53 => 'Σ',
        0x57 => 'Ω',
        0x77 => 'ω',
        0xa3 => '≤',
        0xa5 => '∞',
        0xb0 => '°',
        0xb1 => '±',
        0xb3 => '≥',
        0xb4 => '×',
        0xb7 => '•',
        0xb8 => '÷',
        0xb9 => '≠',
        0xba => '≡',
        0xbb => '≈',
        0xbc => '…',
        0xd6 => '√',
        0xde => '⇒',
        0xe5 => '∑',
        _ => return None,
    })
}

fn wingdings(low: u8) -> Option<char> {
    Some(match low {
        0x6c => '●',
        0x6e => '■',
        0x6f | 0x70 | 0xa8 => '□',
        0x75 => '◆',
        0x81..=0x8a => char::from_u32(0x2460 + u32::from(low) - 0x81)?,
        0xa1 => '○',
        0xd8 => '➢',
        0xe0 => '→',
        0xfb => '✗',
        0xfc => '✓',
        0xfd => '☒',
        0xfe => '☑',
        _ => return None,
    })
}

fn wingdings2(low: u8) -> Option<char> {
    Some(match low {
        0x4f | 0x51 => '✗',
        0x50 => '✓',
        0x52 => '☑',
        0x53 | 0x54 => '☒',
        0xa3 => '□',
        0x6a..=0x73 => char::from_u32(0x2460 + u32::from(low) - 0x6a)?,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_what_they_show() {
        assert_eq!(symbol("Symbol", 0xf0b3), Some('≥'));
        assert_eq!(symbol("Wingdings", 0xf0fe), Some('☑'));
        assert_eq!(symbol("宋体", 0x2265), Some('≥'));
        assert_eq!(symbol("Webdings", 0xf061), Some('\u{f061}'));
        assert_eq!(symbol("Symbol", 0xd800), None);
    }
}
