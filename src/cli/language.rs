//! The language of messages: as asked for, else as the locale says.

use clap::ValueEnum;
use gongkai::check::Language;

/// What `--lang` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// 中文
    Zh,
    /// English
    En,
}

/// The language to speak.
pub fn language(asked: Option<Lang>) -> Language {
    match asked {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => locale(["LC_ALL", "LC_MESSAGES", "LANG"].map(|name| std::env::var(name).ok())),
    }
}

/// The first variable that says anything decides.
fn locale(variables: [Option<String>; 3]) -> Language {
    match variables.into_iter().flatten().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("zh") => Language::Chinese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        let set = |all: &str, messages: &str, lang: &str| locale([all, messages, lang].map(|value| Some(value.to_owned())));
        assert_eq!(set("", "", "zh_CN.UTF-8"), Language::Chinese);
        assert_eq!(set("C", "zh_CN", "zh_CN"), Language::English);
        assert_eq!(set("", "zh_TW", "en_US"), Language::Chinese);
        assert_eq!(locale([None, None, None]), Language::English);
    }
}
