//! ```text
//! place = character , character , { character } , ( "街道" | "镇" | "社区" | "片区" | "水库" )
//! ```
//! Two spellings of one name: all characters the same but one, which belongs to the name of a place and is no contrast to the
//! other (东 and 西, 上 and 下, numerals).

/// What names of places end in, where a name stands before it.
const ENDINGS: &[&str] = &["街道", "镇", "社区", "片区", "水库"];

/// The bytes that they end in, and hardly any other character does.
const LAST_BYTES: [u8; 3] = [0x93, 0x87, 0xba];

/// Characters that tell names apart on purpose, or are no part of a name.
const CONTRASTS: &str = "东南西北中上下前后左右内外大小新老旧高低初男女城乡市县区省村镇州各个该本全两几多第和与及或在为甲乙丙丁戊\
                         零一二三四五六七八九十百千万";

/// Characters before the ending that are compared.
const BEFORE: usize = 5;

/// Whether two texts differ in nothing but the spelling of a place.
pub fn one_name(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let differing: Vec<usize> = (0..a.len().min(b.len())).filter(|at| a[*at] != b[*at]).take(2).collect();
    let ([at], true) = (&differing[..], a.len() == b.len()) else { return false };
    let plain = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c) && !CONTRASTS.contains(c);
    let ends = |from: usize| {
        let rest: String = a.iter().skip(from).take(2).collect();
        ENDINGS.iter().any(|ending| rest.starts_with(ending))
    };
    *at >= 2 && plain(a[*at]) && plain(b[*at]) && (ends(at + 1) || ends(at + 2))
}

/// The places of a text, each with what stands before its name; by their endings.
pub fn places(text: &str) -> Vec<&str> {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let mut found: Vec<(usize, &str)> = Vec::new();
    let [a, b, c] = LAST_BYTES;
    for end in memchr::memchr3_iter(a, b, c, text.as_bytes()).map(|last| last + 1) {
        let before = &text.as_bytes()[..end];
        let Some(kind) = ENDINGS.iter().position(|ending| before.ends_with(ending.as_bytes())) else { continue };
        let at = end - ENDINGS[kind].len();
        let Some((start, _)) = text[..at].char_indices().nth_back(BEFORE - 1) else { continue };
        let name = &text[start..end];
        if name.chars().all(chinese) {
            found.push((kind, name));
        }
    }
    found.sort_by_key(|(kind, _)| *kind);
    found.into_iter().map(|(_, name)| name).collect()
}

/// The last characters of a place with its ending, as people are shown it.
pub fn short(place: &str) -> String {
    let ending = ENDINGS.iter().find(|ending| place.ends_with(**ending)).map_or(0, |ending| ending.chars().count());
    let length = place.chars().count();
    place.chars().skip(length.saturating_sub(ending + 3)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_character_of_a_place_may_differ() {
        assert!(one_name("云溪区白马铺街道参训人数", "云溪区白马浦街道参训人数"));
        for (one, other) in [
            ("云溪区河东街道人数", "云溪区河西街道人数"),
            ("日常养护标准县道", "日常养护标准乡道"),
            ("初中生均标准", "高中生均标准"),
            ("云溪区白马铺街道", "云溪区白石桥街道"),
        ] {
            assert!(!one_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn places_of_a_text() {
        assert_eq!(places("2022年，云溪区白马铺街道和，各社区"), ["溪区白马铺街道"]);
        assert_eq!(short("溪区白马铺街道"), "白马铺街道");
        for ending in ENDINGS {
            let name = format!("白石桥铺坪{ending}");
            assert_eq!(places(&name), [name.as_str()]);
        }
    }
}
