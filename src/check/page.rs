//! The rules as a page: `docs/rules.md`, and one rule as `gongkai rules` prints it.

use std::fmt::Write;

use super::rule::{Language, Rule};
use super::rules::RULES;

/// Chapters of the page by the letter that their ids begin with.
const CHAPTERS: [(char, &str, &str); 6] = [
    ('F', "Project forms: money", "项目表：金额"),
    ('C', "Project forms: the same fact twice", "项目表：同一事实的两处表述"),
    ('I', "Indicators", "绩效指标"),
    ('T', "Text damage", "文字缺损"),
    ('D', "Identifiers", "代码"),
    ('B', "Budget tables", "预算表"),
];

const HEAD: &str = "\
# Consistency rules

<!-- Written by `gongkai rules --markdown`; edit src/check/rules/ instead. -->

What should hold inside one document. `gongkai extract` writes what each rule says into `checks`, `gongkai check` shows the
findings under the text. A rule ends as `pass`, as a finding (`fail`: cannot be right as printed; `warn`: suspicious; `info`:
worth knowing), as `insufficient_data` where an input is missing or could not be read, or as `not_applicable`. Ids stay for
ever.
";

/// The whole page in Markdown.
pub fn markdown() -> String {
    let mut page = HEAD.to_owned();
    for (letter, english, chinese) in CHAPTERS {
        let rules: Vec<&&Rule> = RULES.iter().filter(|rule| rule.id.starts_with(letter)).collect();
        if rules.is_empty() {
            continue;
        }
        // Writing to a String cannot fail.
        let _ = write!(page, "\n## {english} ({chinese})\n");
        rules.iter().for_each(|rule| section(rule, &mut page));
    }
    page
}

fn section(rule: &Rule, page: &mut String) {
    let Rule { id, name, severity, holds, why, tolerance, example, .. } = rule;
    let _ = write!(
        page,
        "\n### {id} `{name}` ({severity})\n\n{}\n{}\n\n{}\n\n- Tolerance: {}\n- Example: {}\n",
        holds.en, holds.zh, why.en, tolerance.en, example.en
    );
}

/// One rule for people.
pub fn explanation(rule: &Rule, language: Language) -> String {
    let Rule { id, name, severity, .. } = rule;
    let heads = match language {
        Language::English => ["Why", "Tolerance", "Example"],
        Language::Chinese => ["原因", "容差", "示例"],
    };
    let mut page = format!("{id} {name} ({severity})\n\n{}\n", rule.holds.in_language(language));
    for (head, text) in heads.iter().zip([rule.why, rule.tolerance, rule.example]) {
        let _ = write!(page, "\n{head}: {}\n", text.in_language(language));
    }
    page
}
