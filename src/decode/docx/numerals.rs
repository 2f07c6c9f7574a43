//! Numbers as automatic numbering prints them: a format's name and a number in, its numeral out.

/// The numeral of `number`, or `None` for formats that print no number.
pub fn numeral(format: &str, number: u32) -> Option<String> {
    let listed = |list: &str| number.checked_sub(1).and_then(|at| list.chars().nth(at as usize)).map(String::from);
    let shifted =
        |first: u32, count: u32| (1..=count).contains(&number).then(|| char::from_u32(first + number - 1)).flatten().map(String::from);
    let plain = || number.to_string();
    Some(match format {
        "none" | "bullet" => return None,
        "decimalZero" => format!("{number:02}"),
        "upperRoman" => roman(number).unwrap_or_else(plain),
        "lowerRoman" => roman(number).map_or_else(plain, |roman| roman.to_lowercase()),
        "upperLetter" => letters(number, 'A').unwrap_or_else(plain),
        "lowerLetter" => letters(number, 'a').unwrap_or_else(plain),
        "chineseCounting" | "chineseCountingThousand" | "taiwaneseCounting" | "taiwaneseCountingThousand" | "japaneseCounting" => {
            chinese(number, "零一二三四五六七八九", "十百千").unwrap_or_else(plain)
        }
        "chineseLegalSimplified" => chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟").unwrap_or_else(plain),
        "ideographLegalTraditional" => chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟").unwrap_or_else(plain),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => digits(number, "〇一二三四五六七八九"),
        "decimalFullWidth" | "decimalFullWidth2" => digits(number, "０１２３４５６７８９"),
        "ideographTraditional" => listed("甲乙丙丁戊己庚辛壬癸").unwrap_or_else(plain),
        "ideographZodiac" => listed("子丑寅卯辰巳午未申酉戌亥").unwrap_or_else(plain),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => shifted(0x2460, 20).unwrap_or_else(plain),
        "decimalEnclosedParen" => shifted(0x2474, 20).unwrap_or_else(plain),
        "decimalEnclosedFullstop" => shifted(0x2488, 20).unwrap_or_else(plain),
        "ideographEnclosedCircle" => shifted(0x3280, 10).unwrap_or_else(plain),
        _ => plain(),
    })
}

fn roman(mut number: u32) -> Option<String> {
    const PARTS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut roman = String::new();
    for (value, letters) in PARTS {
        while number >= value {
            roman.push_str(letters);
            number -= value;
        }
    }
    Some(roman)
}

/// a … z, aa, bb, …
fn letters(number: u32, first: char) -> Option<String> {
    // Beyond this nobody counts in letters, and the numerals would grow without bound.
    const MOST: u32 = 26 * 8;
    let at = number.checked_sub(1).filter(|_| number <= MOST)?;
    let letter = char::from_u32(first as u32 + at % 26)?;
    Some(std::iter::repeat_n(letter, at as usize / 26 + 1).collect())
}

/// 一, 十, 十一, 二十, 一百零一
fn chinese(number: u32, digits: &str, powers: &str) -> Option<String> {
    if number > 9999 {
        return None;
    }
    let digits: Vec<char> = digits.chars().collect();
    let mut text = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, powers.chars().nth(2)), (100, powers.chars().nth(1)), (10, powers.chars().next()), (1, None)] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            text.push(digits[0]);
        }
        // 十, not 一十, where nothing stands before it.
        if !(digit == 1 && power == 10 && text.is_empty()) {
            text.push(digits[digit as usize]);
        }
        text.extend(unit);
    }
    if text.is_empty() {
        text.push(digits[0]);
    }
    Some(text)
}

fn digits(number: u32, digits: &str) -> String {
    number.to_string().bytes().filter_map(|byte| digits.chars().nth(usize::from(byte - b'0'))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1010, "一千零一十"),
            (0, "零"),
        ] {
            assert_eq!(numeral("chineseCounting", number).as_deref(), Some(text));
        }
        assert_eq!(numeral("chineseLegalSimplified", 23).as_deref(), Some("贰拾叁"));
    }

    #[test]
    fn other_numerals() {
        for (format, number, text) in [
            ("upperRoman", 14, "XIV"),
            ("lowerLetter", 28, "bb"),
            ("decimalZero", 7, "07"),
            ("decimalEnclosedCircle", 3, "③"),
            ("ideographTraditional", 2, "乙"),
            ("ideographDigital", 20, "二〇"),
            ("unheard-of", 9, "9"),
        ] {
            assert_eq!(numeral(format, number).as_deref(), Some(text));
        }
        assert_eq!(numeral("bullet", 1), None);
        assert_eq!(numeral("lowerLetter", u32::MAX).as_deref(), Some("4294967295"));
    }
}
