//! ```text
//! reading = { part } ;       part = word , " " , value
//! word    = "符号" | "数值" | "上限" | "倍数" | "单位" | "日期" | "文字"
//! ```
//! What a target was read as, one part a line; a target that was read as nothing has a line without parts.

/// One thing that a target was read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)] // the keys of a target
pub enum Part {
    Operator,
    Value,
    ValueMax,
    Scale,
    Unit,
    Date,
    Text,
}

const WORDS: [(Part, &str); 7] = [
    (Part::Operator, "符号"),
    (Part::Value, "数值"),
    (Part::ValueMax, "上限"),
    (Part::Scale, "倍数"),
    (Part::Unit, "单位"),
    (Part::Date, "日期"),
    (Part::Text, "文字"),
];

/// The line that says a part.
pub fn line(part: Part, value: &str) -> String {
    let word = WORDS.iter().find(|(known, _)| *known == part).map_or("", |(_, word)| word);
    format!("{word} {value}")
}

/// The part that a line says, and its value.
pub fn part(line: &str) -> Option<(Part, &str)> {
    WORDS.iter().find_map(|(part, word)| Some((*part, line.strip_prefix(word)?.strip_prefix(' ')?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_its_part() {
        for (kind, value) in [(Part::Operator, ">="), (Part::Unit, "元/人/年"), (Part::Text, "符号 甲")] {
            assert_eq!(part(&line(kind, value)), Some((kind, value)));
        }
        for text in ["", "单位", "单位：万元", "≥ 95"] {
            assert_eq!(part(text), None, "{text}");
        }
    }
}
