//! `--shard I/N`: a part of the documents, by their content, so that the same bytes always fall to the same part.

use std::str::FromStr;

/// Part `index` of `of`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    of: u64,
}

impl Shard {
    /// Whether what has this digest is its.
    pub fn holds(&self, digest: &[u8]) -> bool {
        let first = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        first % self.of == self.index
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let (index, of) = text.split_once('/')?;
            Some(Self { index: index.parse().ok()?, of: of.parse().ok()? }).filter(|shard| shard.index < shard.of)
        };
        read().ok_or_else(|| format!("expected a part such as 0/8 … 7/8, found {text:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digest_falls_to_exactly_one_part() {
        for n in 0..200_u8 {
            let digest = [n.wrapping_mul(37); 32];
            let parts = (0..7).filter(|index| Shard { index: *index, of: 7 }.holds(&digest));
            assert_eq!(parts.count(), 1);
        }
        assert_eq!("2/8".parse(), Ok(Shard { index: 2, of: 8 }));
        for text in ["8/8", "1", "0/0", "-1/2", "a/b", ""] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
