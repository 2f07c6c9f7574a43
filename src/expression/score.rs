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

/// A number of points that a sentence gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Points<'a> {
    /// How many.
    pub value: Number,
    /// Their digits.
    pub text: &'a str,
    /// Whether nobody gets more: 满分10分, and 得10分，否则…
    pub sure: bool,
}

/// Every number that may be the full score of a sentence; none where points are given for each of something.
pub fn full_scores<'a>(sentence: &'a str, vocabulary: &Vocabulary) -> Vec<Points<'a>> {
    let long = |word: &&String| word.chars().count() > 1;
    let points = |word: &String| points(sentence, word, &vocabulary.score_between);
    // 得满分 without a number is as many points as the weight.
    if let Some(word) = vocabulary.full_score.iter().filter(long).find(|word| sentence.contains(word.as_str())) {
        let mut named: Vec<Points> =
            points(word).into_iter().filter_map(|(_, read)| read).map(|(value, text)| Points { value, text, sure: true }).collect();
        named.dedup_by_key(|points| points.value);
        return named;
    }
    let mut given: Vec<_> = vocabulary.full_score.iter().filter(|word| !long(word)).flat_map(points).collect();
    given.sort_unstable_by_key(|(at, _)| *at);
    let most = given.iter().filter_map(|(_, read)| *read).map(|(value, _)| value).max();
    match given.first() {
        Some(&(at, Some((value, text)))) if Some(value) == most && !sentence[..at].contains(['每', '各', '次', '项']) => {
            let sure = sentence[at..].contains("否则") || sentence[at..].contains("不得分");
            vec![Points { value, text, sure }]
        }
        _ => Vec::new(),
    }
}

fn after<'a>(sentence: &'a str, word: &str, between: &[String]) -> Option<(Number, &'a str)> {
    points(sentence, word, between).into_iter().find_map(|(_, read)| read)
}

/// Each place of `word`, and the number of points behind it with its digits.
fn points<'a>(sentence: &'a str, word: &str, between: &[String]) -> Vec<(usize, Option<(Number, &'a str)>)> {
    let read = |at: usize| {
        let mut rest = sentence[at + word.len()..].trim_start();
        while let Some(behind) = between.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            rest = behind.trim_start();
        }
        let (behind, value) = number(rest).ok()?;
        behind.trim_start().starts_with('分').then(|| (value, &rest[..rest.len() - behind.len()]))
    };
    sentence.match_indices(word).map(|(at, _)| (at, read(at))).collect()
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
        assert_eq!(score("达标得满分10分，未达标按完成比例得分").as_deref(), Some("10"));
        assert_eq!(score("覆盖率达100%得5分，否则按比例得分").as_deref(), Some("5"));
        assert_eq!(score("知晓率达80%得满分7.5分，否则每少10%扣2分").as_deref(), Some("7.5"));
        assert_eq!(score("按完成比例计分，最高10分").as_deref(), Some("10"));
        assert_eq!(score("每次扣1分，最高扣5分"), None);
        assert_eq!(score("按完成比例得分"), None);
        assert_eq!(score("每少10%扣2分"), None);
    }

    #[test]
    fn points_that_may_be_the_full_score() {
        let grammars = crate::grammar::Grammars::builtin().expect("grammars");
        let scores = |text| -> Vec<(String, bool)> {
            full_scores(text, &grammars.unknown.vocabulary).iter().map(|points| (points.value.to_string(), points.sure)).collect()
        };
        let one = |score: &str, sure| vec![(score.to_owned(), sure)];
        assert_eq!(scores("达标得满分10分，未达标按完成比例得分"), one("10", true));
        assert_eq!(scores("覆盖率达100%得5分，否则按比例得分"), one("5", true));
        assert_eq!(scores("优秀得10分，良好得8分"), one("10", false));
        for text in ["每完成一场得2分", "达标得满分，基本达标得5分", "未达标得0分，达标得10分", "达标得全分，基本达标得5分", "每少1处扣3分"]
        {
            assert_eq!(scores(text), [], "{text}");
        }
    }

    #[test]
    fn a_bare_weight() {
        assert_eq!(weight("15").map(|(n, _)| n.to_string()).as_deref(), Some("15"));
        assert_eq!(weight("12.5分").map(|(n, t)| (n.to_string(), t)), Some(("12.5".to_owned(), "12.5")));
        assert_eq!(weight("达标得10分"), None);
    }
}
