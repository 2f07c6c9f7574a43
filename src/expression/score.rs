//! ```text
//! score    = number , [ "分" ]                         (a cell that is only the weight)
//! sentence = … "满分" , number , "分" … | … "得" , number , "分" …
//! ```
//! 15 · 达标得满分10分，未达标准按比例得分 · 达100%得5分，否则按比例得分

use super::number::number;
use crate::model::number::Number;

/// The whole text as a weight.
pub fn weight(text: &str) -> Option<(Number, &str)> {
    let text = text.trim();
    let (rest, value) = number(text).ok()?;
    matches!(rest.trim(), "" | "分" | "%" | "％").then_some((value, &text[..text.len() - rest.len()]))
}

/// The full score of a scoring sentence and the digits that say it.
pub fn full_score(sentence: &str) -> Option<(Number, &str)> {
    // The words that name the full score come before those that merely give points.
    ["满分", "最高", "共计", "得", "计", "赋"].iter().find_map(|word| after(sentence, word))
}

fn after<'a>(sentence: &'a str, word: &str) -> Option<(Number, &'a str)> {
    sentence.match_indices(word).find_map(|(at, _)| {
        let rest = sentence[at + word.len()..].trim_start_matches([' ', '\u{3000}', '为', '值', '是', '：', ':', '分']);
        let (behind, value) = number(rest).ok()?;
        behind.trim_start().starts_with('分').then(|| (value, &rest[..rest.len() - behind.len()]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> Option<String> {
        full_score(text).map(|(value, _)| value.to_string())
    }

    #[test]
    fn the_full_score_of_a_sentence() {
        assert_eq!(score("达标得满分10分，未达标准按保障人数比例得分").as_deref(), Some("10"));
        assert_eq!(score("覆盖率达100%得5分，否则按覆盖率得分").as_deref(), Some("5"));
        assert_eq!(score("知晓率达80%得满分7.5分，否则每少10%扣2分").as_deref(), Some("7.5"));
        assert_eq!(score("按完成比例计分，最高10分").as_deref(), Some("10"));
        assert_eq!(score("每次扣1分，最高扣5分"), None);
        assert_eq!(score("按完成比例得分"), None);
        assert_eq!(score("每少10%扣2分"), None);
    }

    #[test]
    fn a_bare_weight() {
        assert_eq!(weight("15").map(|(n, _)| n.to_string()).as_deref(), Some("15"));
        assert_eq!(weight("12.5分").map(|(n, t)| (n.to_string(), t)), Some(("12.5".to_owned(), "12.5")));
        assert_eq!(weight("达标得10分"), None);
    }
}
