//! ```text
//! score    = number , [ "分" ]                         (a cell that is only the weight)
//! sentence = … full , [ between ] , number , "分" …      full = "满分" | "得" | …
//! ```
//! 15 · 达标得满分10分，未达标准按比例得分 · 达100%得5分，否则按比例得分

use super::number::number;
use crate::grammar::Vocabulary;
use crate::model::number::Number;

/// The whole text as a weight.
pub fn weight(text: &str) -> Option<(Number, &str)> {
    let text = text.trim();
    let (rest, value) = number(text).ok()?;
    matches!(rest.trim(), "" | "分" | "%" | "％").then_some((value, &text[..text.len() - rest.len()]))
}

/// The full score of a scoring sentence and the digits that say it.
pub fn full_score<'a>(sentence: &'a str, vocabulary: &Vocabulary) -> Option<(Number, &'a str)> {
    if !sentence.contains('分') {
        return None;
    }
    // The words that name the full score come before those that merely give points.
    vocabulary.full_score.iter().find_map(|word| after(sentence, word, &vocabulary.score_between))
}

fn after<'a>(sentence: &'a str, word: &str, between: &[String]) -> Option<(Number, &'a str)> {
    sentence.match_indices(word).find_map(|(at, _)| {
        let mut rest = sentence[at + word.len()..].trim_start();
        while let Some(behind) = between.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = behind.trim_start();
        }
        let (behind, value) = number(rest).ok()?;
        behind.trim_start().starts_with('分').then(|| (value, &rest[..rest.len() - behind.len()]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> Option<String> {
        let grammars = crate::grammar::Grammars::builtin().expect("grammars");
        full_score(text, &grammars.unknown.vocabulary).map(|(value, _)| value.to_string())
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
