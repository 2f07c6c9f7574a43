//! `gongkai rules`: the list, one rule, the page, in both languages.

use gongkai::check::RULES;

use crate::run::{command, gongkai};

#[test]
fn the_list_has_one_rule_a_line() {
    let run = gongkai(["rules", "--lang", "en"]).ending(0);
    let ids: Vec<&str> = run.text().lines().map(|line| line.split(' ').next().unwrap_or("")).collect();
    assert_eq!(ids, RULES.iter().map(|rule| rule.id).collect::<Vec<_>>());
    for (line, rule) in run.text().lines().zip(RULES) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((words[1], words[2]), (rule.severity.status().name(), rule.name));
        assert!(line.ends_with(rule.holds.en), "{line}");
    }
}

#[test]
fn a_rule_is_explained_by_its_id_in_any_case_and_by_its_name() {
    let one = gongkai(["rules", "B06", "--lang", "en"]).ending(0);
    let rule = RULES.iter().find(|rule| rule.id == "B06").expect("a rule");
    for words in [rule.id, rule.name, rule.holds.en, rule.why.en, rule.tolerance.en, rule.example.en] {
        assert!(one.text().contains(words), "{words}\n{}", one.text());
    }
    for name in ["b06", "row-total-is-sum-of-columns"] {
        assert_eq!(gongkai(["rules", name, "--lang", "en"]).ending(0).stdout, one.stdout);
    }
}

#[test]
fn both_languages_are_spoken() {
    let rule = RULES[0];
    assert!(gongkai(["rules", rule.id, "--lang", "zh"]).ending(0).text().contains(rule.why.zh));
    for arguments in [&["rules"][..], &["rules", rule.id]] {
        let output = command().args(arguments).env("LC_ALL", "zh_CN.UTF-8").output().expect("the program starts");
        assert!(String::from_utf8_lossy(&output.stdout).contains(rule.holds.zh), "{arguments:?}");
    }
}

#[test]
fn a_rule_that_is_none_is_refused_with_the_one_that_was_meant() {
    for (name, meant) in [("B6", "B06"), ("total-is-sum-of-part", "total-is-sum-of-parts")] {
        let run = gongkai(["rules", name]).ending(2);
        assert!(run.stderr.contains(&format!("did you mean {meant}?")) && run.stdout.is_empty(), "{}", run.stderr);
    }
    assert!(!gongkai(["rules", "预算"]).ending(2).stderr.contains("did you mean"));
    gongkai(["rules", "B06", "--markdown"]).ending(2);
}

#[test]
fn the_page_is_the_one_in_the_repository() {
    let page = std::fs::read("docs/rules.md").expect("the page");
    assert!(gongkai(["rules", "--markdown"]).ending(0).stdout == page, "`gongkai rules --markdown > docs/rules.md` writes it again");
}
