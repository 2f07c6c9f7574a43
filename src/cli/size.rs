//! Sizes and times on the command line: `1000000`, `64K`, `16M`, `1G`; `500ms`, `30s`, `5m`.

use std::time::Duration;

/// Bytes; K, M and G are powers of 1024.
pub fn bytes(text: &str) -> Result<u64, String> {
    let upper = text.to_ascii_uppercase();
    let plain = upper.strip_suffix('B').unwrap_or(&upper);
    let scaled = [('K', 10), ('M', 20), ('G', 30)].into_iter().find_map(|(unit, shift)| Some((plain.strip_suffix(unit)?, shift)));
    let (digits, shift) = scaled.unwrap_or((plain, 0));
    let size = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(1 << shift));
    size.ok_or_else(|| format!("expected a number of bytes such as 1000000, 64K, 16M or 1G, found {text:?}"))
}

/// A time; a plain number is seconds.
pub fn duration(text: &str) -> Result<Duration, String> {
    let units = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)];
    let scaled = units.into_iter().find_map(|(unit, scale)| Some((text.strip_suffix(unit)?, scale)));
    let (digits, scale) = scaled.unwrap_or((text, 1000));
    let time = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(scale)).filter(|time| *time > 0);
    time.map(Duration::from_millis).ok_or_else(|| format!("expected a time such as 500ms, 30s or 5m, found {text:?}"))
}

/// Bytes of memory that a worker can at least start with.
pub fn memory(text: &str) -> Result<u64, String> {
    const LEAST: u64 = 128 << 20;
    let size = bytes(text)?;
    if size < LEAST { Err(format!("expected at least 128M, found {text:?}")) } else { Ok(size) }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{bytes, duration};

    #[test]
    fn times_have_a_unit_or_are_seconds() {
        for (text, time) in [("500ms", 500), ("30s", 30_000), ("7", 7000), ("5m", 300_000), ("2h", 7_200_000)] {
            assert_eq!(duration(text), Ok(Duration::from_millis(time)), "{text}");
        }
        for text in ["", "s", "0", "0ms", "-1s", "1.5s", "1d", "99999999999999999999h"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

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
