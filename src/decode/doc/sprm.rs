//! Property lists ([MS-DOC] 2.2.5): single property modifiers, each a code and an operand of a length that follows
//! from the code.

use super::bytes::{self, u8_at, u16_at, u32_at};

/// One property.
#[derive(Debug, Clone, Copy)]
pub struct Sprm<'a> {
    /// What it changes; see [MS-DOC] 2.6.
    pub code: u16,
    /// To what.
    pub operand: &'a [u8],
}

impl Sprm<'_> {
    /// The first byte of the operand.
    pub fn byte(&self) -> u8 {
        u8_at(self.operand, 0).unwrap_or(0)
    }

    /// The first two.
    pub fn short(&self) -> u16 {
        u16_at(self.operand, 0).unwrap_or(0)
    }

    /// The first four.
    pub fn long(&self) -> u32 {
        u32_at(self.operand, 0).unwrap_or(0)
    }
}

/// The properties of a list; ends where the list breaks off.
pub fn sprms(list: &[u8]) -> impl Iterator<Item = Sprm<'_>> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let code = u16_at(rest, 0)?;
        let (skipped, length) = operand(code, &rest[2..])?;
        let operand = bytes::part(rest, 2 + skipped, length)?;
        rest = &rest[2 + skipped + length..];
        Some(Sprm { code, operand })
    })
}

/// Bytes of the count before an operand, and of the operand.
fn operand(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    Some(match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ => match (code, u8_at(rest, 0)?) {
            // sprmTDefTable and its ancestor count in two bytes, and one too many.
            (0xd608 | 0xd606, _) => (2, usize::from(u16_at(rest, 0)?).checked_sub(1)?),
            // sprmPChgTabs: 255 stands for a length that follows from the content.
            (0xc615, 255) => {
                let deleted = usize::from(u8_at(rest, 1)?);
                let added = usize::from(u8_at(rest, 2 + 4 * deleted)?);
                (1, 2 + 4 * deleted + 3 * added)
            }
            (_, length) => (1, usize::from(length)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operands_are_as_long_as_their_codes_say() {
        let list = [
            0x16, 0x24, 1, // sprmPFInTable
            0x49, 0x66, 2, 0, 0, 0, // sprmPItap
            0x08, 0xd6, 4, 0, 9, 9, 9, // sprmTDefTable
            0x15, 0xc6, 255, 1, 0, 0, 0, 0, 1, 7, 7, 7, // sprmPChgTabs
            0x17, 0x24, 1, // sprmPFTtp
            0x49, 0x66, 1, // breaks off
        ];
        let found: Vec<(u16, usize)> = sprms(&list).map(|sprm| (sprm.code, sprm.operand.len())).collect();
        assert_eq!(found, [(0x2416, 1), (0x6649, 4), (0xd608, 3), (0xc615, 9), (0x2417, 1)]);
    }
}
