//! `gongkai check` as its users see it: what is shown in each format, what is chosen, and how the run ends.
//!
//! The documents are those of `corpus/checks/`, whose findings are known.

use std::collections::BTreeSet;
use std::io::Write;

use serde_json::Value;

use crate::run::{FORM, Folder, Run, command, gongkai, gongkai_reading, json};

/// Nothing is to be said of it.
const RIGHT: &str = "corpus/checks/shapotou-01-budget-in-sentences-right.txt";
/// F01 and C02 fail, F06 warns, I16 informs.
const WRONG: &str = "corpus/checks/shapotou-02-budget-in-sentences-wrong.txt";
const ROWS: &str = "corpus/checks/korla-02-money-and-indicators-wrong.txt";
const SENTENCES: &str = "corpus/checks/kunming-02-sentences-wrong.txt";
const TABLES: &str = "corpus/checks/zhushan-02-sums-of-tables-wrong.txt";

fn check(arguments: &[&str]) -> Run {
    gongkai([&["check", "--lang", "en"], arguments].concat())
}

/// The program with these variables of the environment, and none that would speak for another language or for colours.
fn in_environment(variables: &[(&str, &str)], arguments: &[&str]) -> Run {
    let mut command = command();
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).arg("check").args(arguments).output().expect("the program starts").into()
}

/// The canonical text, line by line.
fn lines(path: &str) -> Vec<String> {
    gongkai(["text", path]).ending(0).text().lines().map(str::to_owned).collect()
}

/// Rules of the findings, in their order.
fn rules(run: &Run) -> Vec<String> {
    run.records().iter().map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
}

/// Columns of a terminal that a text takes; a TAB is shown as four blanks.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| match c {
            '\t' => 4,
            // Signs such as ≤ are as wide as letters.
            '\u{1100}'.. if !('\u{2000}'..='\u{2bff}').contains(&c) => 2,
            _ => 1,
        })
        .sum()
}

/// Line, first column and width of everything underlined.
fn underlined(shown: &str) -> BTreeSet<(usize, usize, usize)> {
    let mut found = BTreeSet::new();
    let mut number = None;
    for line in shown.lines() {
        let Some((margin, rest)) = line.split_once('|') else {
            number = None;
            continue;
        };
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        if let Ok(own) = margin.trim().parse() {
            number = Some(own);
            continue;
        }
        // Only the first line below a line of the document has its marks; labels come after.
        let Some(own) = number.take().filter(|_| margin.trim().is_empty()) else { continue };
        let mut start = None;
        for (at, c) in rest.chars().chain([' ']).enumerate() {
            match (start, matches!(c, '^' | '-')) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    found.insert((own, from, at - from));
                    start = None;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn every_input_is_underlined_and_the_marks_stand_under_it() {
    for (path, rule) in [(WRONG, "F01"), (WRONG, "F06"), (ROWS, "F01"), (ROWS, "F02"), (SENTENCES, "F04"), (TABLES, "B06"), (TABLES, "B11")]
    {
        let text = lines(path);
        let findings = check(&["--format", "json", "--select", rule, path]).records();
        let places = findings.iter().flat_map(|finding| finding["places"].as_array().expect("places").clone());
        let expected: BTreeSet<(usize, usize, usize)> = places
            .map(|place| {
                let (line, column) =
                    (place["line"].as_u64().expect("a line") as usize, place["column"].as_u64().expect("a column") as usize);
                let before: String = text[line - 1].chars().take(column - 1).collect();
                (line, width(&before), width(place["text"].as_str().expect("a text")))
            })
            .collect();
        let run = in_environment(&[("COLUMNS", "400")], &["--lang", "en", "--select", rule, path])
            .ending(i32::from(rule != "F02" && rule != "F06"));
        assert_eq!(underlined(run.text()), expected, "{rule} of {path}\n{}", run.text());
        assert!(expected.len() > 1, "{rule} of {path} has several inputs");
    }
}

#[test]
fn a_finding_says_what_was_expected_what_was_found_and_what_to_change() {
    let run = check(&["--select", "B07", TABLES]).ending(1);
    for words in [
        "fail[B07]: parent-is-sum-of-children: 21015 医疗保障管理事务 (预算数): 160万元 + 60万元 = 220万元, but 160万元 is printed",
        "expected 220万元, found 160万元, difference -60, tolerance 0.02",
        "help: changing 160.00 at 35:16 (/budget_tables/2/rows/7/values/total) would repair most",
        &format!("--> {TABLES}:35:16"),
    ] {
        assert!(run.text().contains(words), "{words}\n{}", run.text());
    }
}

#[test]
fn the_findings_are_summed_up_by_rule() {
    let run = check(&[WRONG, ROWS]).ending(1);
    let summary: Vec<&str> = run.text().lines().rev().take_while(|line| !line.is_empty()).collect();
    assert!(summary.iter().any(|line| line.starts_with("    2  F01 total-is-sum-of-parts ")), "{summary:?}");
    assert!(summary.last().is_some_and(|line| line.starts_with("    2  ")), "most first: {summary:?}");
    assert!(run.stderr.contains("findings in 2 of 2 documents checked, 0 failed, 0 skipped"), "{}", run.stderr);
    let quiet = check(&["--quiet", WRONG, ROWS]).ending(1);
    assert!(!quiet.text().contains("    2  F01") && quiet.stderr.is_empty());
}

#[test]
fn json_has_the_check_of_the_record_and_every_place() {
    let run = check(&["--format", "json", WRONG]).ending(1);
    let record = gongkai(["extract", WRONG]).ending(0).records().remove(0);
    let of_record: Vec<&Value> = record["checks"]
        .as_array()
        .expect("checks")
        .iter()
        .filter(|check| matches!(check["status"].as_str(), Some("fail" | "warn" | "info")))
        .collect();
    let text: Vec<char> = lines(WRONG).join("\n").chars().collect();
    let findings = run.records();
    assert_eq!(findings.len(), 4);
    for (finding, own) in findings.iter().zip(of_record) {
        for key in ["rule", "status", "message", "expected", "actual", "difference", "tolerance", "inputs", "suggestion"] {
            assert_eq!(finding[key], own[key], "{key}");
        }
        assert_eq!((&finding["path"], &finding["severity"]), (&WRONG.into(), &own["status"]));
        for place in finding["places"].as_array().expect("places") {
            let at = |key: &str| place[key].as_u64().expect("a number") as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(place["text"], slice.as_str());
            assert!(finding["inputs"].as_array().expect("inputs").contains(&place["pointer"]));
        }
    }
}

/// What SARIF 2.1.0 requires, of one log.
fn sarif(run: &Run) -> Vec<Value> {
    let log = json(run.text());
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().is_some_and(|schema| schema.ends_with("sarif-2.1.0.json")));
    let runs = log["runs"].as_array().expect("runs");
    assert_eq!(runs.len(), 1);
    assert_eq!(runs[0]["columnKind"], "unicodeCodePoints");
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "gongkai");
    let rules = driver["rules"].as_array().expect("rules");
    let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!((ids.len(), rules.len()), (gongkai::check::RULES.len(), gongkai::check::RULES.len()), "ids are there and unique");
    let levels = ["error", "warning", "note"];
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[text]["text"].as_str().is_some_and(|text| !text.is_empty()), "{text} of {rule}");
        }
        assert!(levels.contains(&rule["defaultConfiguration"]["level"].as_str().expect("a level")));
    }
    let results = runs[0]["results"].as_array().expect("results").clone();
    for result in &results {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(levels.contains(&result["level"].as_str().expect("a level")));
        assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        let places = [&result["locations"], &result["relatedLocations"]];
        assert_eq!(result["locations"].as_array().map(Vec::len), Some(1), "one place is the result's own");
        for place in places.into_iter().flat_map(|list| list.as_array().expect("a list")) {
            let physical = &place["physicalLocation"];
            assert!(physical["artifactLocation"]["uri"].as_str().is_some_and(|uri| uri.is_ascii() && !uri.contains(' ')));
            let at = |key: &str| physical["region"][key].as_u64().unwrap_or_else(|| panic!("{key} of {physical}"));
            let (start, end) = ((at("startLine"), at("startColumn")), (at("endLine"), at("endColumn")));
            assert!(start.0 >= 1 && start.1 >= 1 && start < end, "{physical}");
            assert!(at("charLength") > 0);
        }
    }
    results
}

#[test]
fn sarif_is_one_log_that_names_rules_and_regions() {
    let results = sarif(&check(&["--format", "sarif", WRONG, RIGHT, ROWS]).ending(1));
    let levels: Vec<&str> = results.iter().take(4).filter_map(|result| result["level"].as_str()).collect();
    assert_eq!(levels, ["error", "warning", "error", "note"]);
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    let line = &lines(WRONG)[region["startLine"].as_u64().expect("a line") as usize - 1];
    let at = |key: &str| region[key].as_u64().expect("a column") as usize - 1;
    let slice: String = line.chars().skip(at("startColumn")).take(at("endColumn") - at("startColumn")).collect();
    assert_eq!(slice, "35.00", "columns count code points, the end is not part of it");
    assert!(sarif(&check(&["--format", "sarif", RIGHT]).ending(0)).is_empty());
}

#[test]
fn annotations_are_one_command_a_line() {
    let folder = Folder::new();
    folder.file("a,b:c%.txt", std::fs::read(WRONG).expect("a document"));
    let run = check(&["--format", "github", &folder.name("a,b:c%.txt")]).ending(1);
    let levels: Vec<&str> = run.text().lines().map(|line| line.split(' ').next().unwrap_or("")).collect();
    assert_eq!(levels, ["::error", "::warning", "::error", "::notice"]);
    let line = run.text().lines().next().expect("a line");
    assert!(line.contains("/a%2Cb%3Ac%25.txt,line=14,endLine=14,col=10,endColumn=15,title=F01 total-is-sum-of-parts::"), "{line}");
}

#[test]
fn findings_are_chosen_by_id_letter_name_and_severity() {
    for (arguments, expected, code) in [
        (&["--select", "all"][..], "F01 F06 C02 I16", 1),
        (&["--select", "F"], "F01 F06", 1),
        (&["--select", "f01"], "F01", 1),
        (&["--select", "total-is-sum-of-parts,C"], "F01 C02", 1),
        (&["--select", "F01", "--select", "C02"], "F01 C02", 1),
        (&["--select", "warn"], "F06", 0),
        (&["--select", "warn,info"], "F06 I16", 0),
        (&["--ignore", "F,C"], "I16", 0),
        (&["--ignore", "fail"], "F06 I16", 0),
        (&["--select", "F", "--ignore", "F01"], "F06", 0),
        (&["--select", "never"], "", 0),
        (&["--fail-on", "never"], "F01 F06 C02 I16", 0),
        (&["--fail-on", "D01"], "F01 F06 C02 I16", 0),
        (&["--fail-on", "prose-total-is-budget"], "F01 F06 C02 I16", 1),
        (&["--fail-on", "I"], "F01 F06 C02 I16", 1),
        (&["--select", "F06", "--fail-on", "warn"], "F06", 1),
        (&["--select", "F06", "--fail-on", "info"], "F06", 1),
        (&["--select", "I16", "--fail-on", "warn"], "I16", 0),
    ] {
        let run = check(&[arguments, &["--format", "json", WRONG]].concat()).ending(code);
        assert_eq!(rules(&run).join(" "), expected, "{arguments:?}");
    }
}

#[test]
fn what_is_misspelt_is_told_what_was_meant() {
    for (option, word, meant) in [
        ("--select", "B6", "B06"),
        ("--ignore", "total-is-sum-of-part", "total-is-sum-of-parts"),
        ("--fail-on", "warning", "warn"),
        ("--select", "F01,B06x", "B06"),
    ] {
        let run = check(&[option, word, RIGHT]).ending(2);
        assert!(run.stderr.contains(&format!("did you mean {meant}?")), "{word}: {}", run.stderr);
        assert!(run.stderr.contains(option) && run.stdout.is_empty());
    }
    let run = check(&["--select", "Z", RIGHT]).ending(2);
    assert!(run.stderr.contains("`gongkai rules` lists them") && !run.stderr.contains("did you mean"), "{}", run.stderr);
}

#[test]
fn the_exit_code_says_how_it_ended() {
    let folder = Folder::new();
    folder
        .file("in/right.txt", std::fs::read(RIGHT).expect("a document"))
        .file("in/torn.docx", b"PK\x03\x04torn")
        .file("empty/.hidden", "");
    check(&[RIGHT]).ending(0);
    check(&[WRONG]).ending(1);
    let run = check(&[&folder.name("in")]).ending(3);
    assert!(run.stderr.contains("torn.docx: ") && run.stderr.contains("0 findings in 0 of 1 document checked, 1 failed"), "{}", run.stderr);
    folder.file("in/wrong.txt", std::fs::read(WRONG).expect("a document"));
    let run = check(&["--format", "json", &folder.name("in")]).ending(3);
    assert_eq!(rules(&run), ["F01", "F06", "C02", "I16"], "what could be read was checked");
    for arguments in
        [&["nowhere.txt"][..], &[], &["-", "-"], &["--jobs", "0", RIGHT], &["--format", "xml", RIGHT], &["--lang", "fr", RIGHT]]
    {
        let run = check(arguments).ending(2);
        assert!(!run.stderr.is_empty() && run.stdout.is_empty(), "{arguments:?}");
    }
    let nothing = folder.name("nothing");
    std::fs::create_dir(&nothing).expect("a folder");
    assert!(check(&[&nothing]).ending(2).stderr.contains("found none"));
}

#[test]
fn messages_are_in_the_language_asked_for_or_of_the_locale() {
    let (chinese, english) = ("但列示为35万元", "but 35万元 is printed");
    for (variables, arguments, expected) in [
        (&[][..], &["--lang", "zh"][..], chinese),
        (&[("LC_ALL", "zh_CN.UTF-8")], &["--lang", "en"], english),
        (&[("LC_ALL", "zh_CN.UTF-8")], &[], chinese),
        (&[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")], &[], english),
        (&[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en_US.UTF-8")], &[], chinese),
        (&[("LANG", "zh_CN.UTF-8")], &[], chinese),
        (&[], &[], english),
    ] {
        for format in ["text", "json", "sarif", "github"] {
            let run = in_environment(variables, &[arguments, &["--format", format, WRONG]].concat()).ending(1);
            assert!(run.text().contains(expected), "{variables:?} {arguments:?} {format}");
        }
    }
    let run = in_environment(&[("LANG", "zh_CN.UTF-8")], &[WRONG]).ending(1);
    assert!(run.text().starts_with("错误[F01]: ") && run.text().contains("应为 32万元，实为 35万元，相差 3"), "{}", run.text());
    assert!(run.stderr.contains("检查1份文件"), "{}", run.stderr);
}

#[test]
fn documents_come_from_standard_input_folders_and_archives() {
    let bytes = std::fs::read(WRONG).expect("a document");
    let run = gongkai_reading(&bytes, &["check", "--format", "json", "-"]).ending(1);
    assert_eq!(run.records()[0]["path"], "-");
    let folder = Folder::new();
    folder.file("in/b/wrong.txt", &bytes).file("in/a.txt", FORM);
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.path("in/c.zip")).expect("a file"));
    zip.start_file("d/wrong.txt", zip::write::SimpleFileOptions::default()).expect("a member");
    zip.write_all(&bytes).expect("its bytes");
    zip.finish().expect("an archive");
    let run = check(&["--format", "json", "--select", "F01", &folder.name("in")]).ending(1);
    let paths: Vec<String> = run.records().iter().map(|finding| finding["path"].as_str().expect("a path").to_owned()).collect();
    assert_eq!(paths, [folder.name("in/b/wrong.txt"), folder.name("in/c.zip!/d/wrong.txt")]);
}

#[test]
fn nothing_but_a_terminal_gets_escape_sequences() {
    let coloured = |variables: &[(&str, &str)]| in_environment(variables, &[WRONG]).ending(1).stdout.contains(&0x1b);
    assert!(!coloured(&[]), "a pipe");
    assert!(coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    // Nor does it pass on the document's.
    let hostile = String::from_utf8(std::fs::read(WRONG).expect("a document")).expect("UTF-8").replace("清洗供暖", "清洗\u{1b}[31m供暖");
    for format in ["text", "json", "sarif", "github"] {
        let run = gongkai_reading(hostile.as_bytes(), &["check", "--format", format, "-"]).ending(1);
        assert!(!run.stdout.contains(&0x1b), "{format}");
    }
}

#[test]
fn what_is_said_depends_on_neither_threads_nor_processes() {
    for format in ["text", "sarif"] {
        let run = |more: &[&str]| check(&[&["--format", format, "corpus"], more].concat()).ending(1);
        let one = run(&["--jobs", "1"]);
        for other in [run(&["--jobs", "4"]), run(&["--no-isolate"])] {
            assert!(one.stdout == other.stdout && one.stderr == other.stderr, "{format}");
        }
    }
}

#[test]
fn a_document_that_ends_its_process_is_named_and_the_others_are_checked() {
    let folder = Folder::new();
    let wrong = std::fs::read(WRONG).expect("a document");
    folder.file("a.txt", &wrong).file("b.txt", FORM.repeat((150 << 20) / FORM.len())).file("c.txt", &wrong);
    let run = check(&["--format", "json", "--jobs", "1", "--max-memory", "128M", "--select", "F01", &folder.name("")]).ending(3);
    let paths: Vec<String> = run.records().iter().map(|finding| finding["path"].as_str().expect("a path").to_owned()).collect();
    assert_eq!(paths, [folder.name("a.txt"), folder.name("c.txt")]);
    assert!(run.stderr.contains("b.txt: ") && run.stderr.contains("[out-of-memory]"), "{}", run.stderr);
    assert!(run.stderr.contains("2 findings in 2 of 2 documents checked, 1 failed"), "{}", run.stderr);
}

#[test]
fn a_document_that_takes_too_long_is_given_up() {
    let folder = Folder::new();
    folder.file("a.txt", FORM.repeat((100 << 20) / FORM.len()));
    let run = check(&["--timeout", "1ms", &folder.name("a.txt")]).ending(3);
    assert!(run.stdout.is_empty() && run.stderr.contains("[timed-out]"), "{}", run.stderr);
}
