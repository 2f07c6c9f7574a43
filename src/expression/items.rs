//! ```text
//! parts = { "目标" , count , separator , text }
//! ```
//! 目标1：完成改造。目标2：…

use crate::grammar::Vocabulary;
use crate::model::span::is_blank;

/// Where a numbered part begins, in bytes of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its label begins.
    pub at: usize,
    /// One past its label.
    pub label: usize,
    /// Its text begins.
    pub text: usize,
}

/// Where numbered parts begin: at the start, behind a sentence's end, a blank or a tag.
pub fn heads(text: &str, vocabulary: &Vocabulary) -> Vec<Head> {
    let mut heads = Vec::new();
    for word in &vocabulary.item_heads {
        for (at, _) in text.match_indices(word.as_str()) {
            let opens =
                text[..at].chars().next_back().is_none_or(|c| is_blank(c) || matches!(c, '。' | '；' | ';' | '>' | '.' | '，' | ','));
            if !opens {
                continue;
            }
            let rest = &text[at + word.len()..];
            let behind =
                rest.trim_start_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "一二三四五六七八九十".contains(c));
            if behind.len() == rest.len() {
                continue;
            }
            let label = text.len() - behind.len();
            let separated = behind.trim_start_matches(is_blank).strip_prefix(['：', ':', '、', '.', '．', '；', ';', '，', ',']);
            if let Some(separated) = separated {
                heads.push(Head { at, label, text: text.len() - separated.len() });
            }
        }
    }
    heads.sort_by_key(|head| head.at);
    heads
}
