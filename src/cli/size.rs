//! Sizes on the command line: `1000000`, `64K`, `16M`, `1G`.

/// Bytes; K, M and G are powers of 1024.
pub fn bytes(text: &str) -> Result<u64, String> {
    let upper = text.to_ascii_uppercase();
    let plain = upper.strip_suffix('B').unwrap_or(&upper);
    let scaled = [('K', 10), ('M', 20), ('G', 30)].into_iter().find_map(|(unit, shift)| Some((plain.strip_suffix(unit)?, shift)));
    let (digits, shift) = scaled.unwrap_or((plain, 0));
    let size = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    size.ok_or_else(|| format!("expected a number of bytes such as 1000000, 64K, 16M or 1G, found {text:?}"))
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes_are_plain_or_in_powers_of_1024() {
        for (text, size) in [("0", 0), ("1000", 1000), ("64K", 65_536), ("2m", 2 << 20), ("1G", 1 << 30), ("3MB", 3 << 20)] {
            assert_eq!(bytes(text), Ok(size), "{text}");
        }
        for text in ["", "K", "1.5M", "-1", "1T", "99999999999G", "１"] {
            assert!(bytes(text).is_err(), "{text}");
        }
    }
}
