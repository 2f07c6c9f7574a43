//! `gongkai explain`: the grammar line of every label, and the text told apart.

use std::fs;

use serde_json::Value;

use crate::run::{Folder, corpus, gongkai, gongkai_reading, json};

/// The line of a file that a claim or phrase names.
fn line_of(file: &str, line: usize) -> String {
    let text = fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).expect("the grammar");
    text.lines().nth(line - 1).unwrap_or_default().to_owned()
}

#[test]
fn every_line_of_a_grammar_that_is_named_spells_what_it_claims() {
    for path in corpus() {
        let path = path.to_str().expect("UTF-8");
        let explained = json(gongkai(["explain", "--json", path]).ending(0).text());
        let claims = explained["claims"].as_array().expect("a list");
        let named: Vec<&Value> = claims.iter().filter_map(|claim| claim.get("grammar").filter(|line| line.is_object())).collect();
        assert!(!named.is_empty(), "{path}");
        for line in named {
            let spelled = line_of(line["file"].as_str().expect("a file"), line["line"].as_u64().expect("a line") as usize);
            assert!(spelled.contains(line["spelling"].as_str().expect("a spelling")), "{path}: {line} names {spelled}");
        }
    }
}

#[test]
fn most_labels_and_headers_know_their_line() {
    for path in corpus() {
        let path = path.to_str().expect("UTF-8");
        let explained = json(gongkai(["explain", "--json", path]).ending(0).text());
        let claims = explained["claims"].as_array().expect("a list");
        let words = claims.iter().filter(|claim| matches!(claim["kind"].as_str(), Some("label" | "section" | "header")));
        let (mut all, mut known) = (0, 0);
        for claim in words {
            all += 1;
            known += usize::from(claim["grammar"].is_object());
        }
        // 一、, numbers of rows and what is printed again on every row or page are recognised by their shape.
        assert!(known * 10 >= all * 6, "{path}: {known} of {all}");
    }
}

#[test]
fn a_value_names_the_label_it_stands_under_and_the_line_that_knows_it() {
    let explained = json(gongkai(["explain", "--json", "corpus/korla/01-plain-school-repairs.txt"]).ending(0).text());
    let claims = explained["claims"].as_array().expect("a list");
    let of = |pointer: &str| {
        let found = claims.iter().find(|claim| claim["pointers"].as_array().is_some_and(|all| all.iter().any(|one| one == pointer)));
        found.unwrap_or_else(|| panic!("{pointer} is claimed")).clone()
    };
    let name = of("/projects/0/name");
    assert_eq!((&name["as"], &name["grammar"]["key"]), (&"claimed".into(), &"fields.name".into()));
    assert!(name["under"].as_str().is_some_and(|label| label.contains("项目名称")), "{name}");
    assert_eq!(of("/projects/0/indicators/0/level1")["grammar"]["key"], "level1.output");
    assert_eq!(of("/projects/0/indicators/0/basis")["grammar"]["key"], "columns.basis");
    assert_eq!(explained["threshold"], 3);
    let phrase = &explained["evidence"][0]["found"][0];
    let (file, line) = phrase["grammar"].as_str().and_then(|place| place.split_once(':')).expect("file:line");
    assert!(line_of(file, line.parse().expect("a line")).contains(phrase["phrase"].as_str().expect("a phrase")), "{phrase}");
}

#[test]
fn a_users_own_line_is_named() {
    let folder = Folder::new();
    folder.file("g/own.toml", "id = \"own\"\nname = \"自\"\n[evidence]\n\"立项缘由\" = 9\n[fields]\nbasis = [\"立项缘由\"]\n");
    let text = "项目名称：甲\n立项缘由：根据会议纪要。\n";
    let grammars = folder.name("g");
    let run = gongkai_reading(text.as_bytes(), &["explain", "--grammars", &grammars, "-"]).ending(0);
    let line = run.text().lines().find(|line| line.contains("fields.basis")).unwrap_or_default();
    assert!(line.contains("2:1  立项缘由：") && line.ends_with("own.toml:6"), "{}", run.text());
}

#[test]
fn the_text_is_shown_with_what_is_told_apart() {
    let text = "今天天气很好。\n项目名称：甲\n";
    let run = gongkai_reading(text.as_bytes(), &["explain", "-"]).ending(0);
    assert!(run.text().ends_with("⟦今天天气很好。⟧\n‹项目名称：›甲\n"), "{}", run.text());
    // The parts together are the text, for every document.
    for path in corpus() {
        let path = path.to_str().expect("UTF-8");
        let run = gongkai(["explain", path]).ending(0);
        let shown = run.text().split_once("\nText (").and_then(|(_, rest)| rest.split_once('\n')).map(|(_, text)| text).expect("the text");
        let bare: String = shown.chars().filter(|c| !matches!(c, '‹' | '›' | '⟦' | '⟧') && !c.is_whitespace()).collect();
        // A control character would reach the terminal.
        let plain = |c: char| if c.is_control() && !c.is_whitespace() { '\u{fffd}' } else { c };
        let text: String =
            gongkai(["text", path]).text().chars().map(plain).filter(|c| !matches!(c, '‹' | '›') && !c.is_whitespace()).collect();
        assert_eq!(bare, text, "{path}");
    }
}

#[test]
fn colours_are_those_of_the_three_kinds() {
    let folder = Folder::new();
    folder.file("a.txt", "今天天气很好。\n项目名称：甲\u{1b}[31m\n");
    let mut command = crate::run::command();
    let output = command.args(["explain", &folder.name("a.txt")]).env("CLICOLOR_FORCE", "1").output().expect("the program starts");
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    for painted in ["今天天气很好。\u{1b}[0m", "项目名称：\u{1b}[0m", "\u{1b}[32m甲"] {
        assert!(shown.contains(painted), "{painted:?} in {shown:?}");
    }
    assert!(!shown.contains("甲\u{1b}[31m"), "the document's own escapes reach no terminal");
}
