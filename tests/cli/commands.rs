//! The commands that look at one document, and the help.

use crate::run::{Folder, corpus, gongkai, gongkai_reading, json};

const PLAIN: &str = "corpus/korla/01-plain-school-repairs.txt";
const DAMAGED: &str = "corpus/korla/14-damaged-labour.txt";

#[test]
fn text_prints_the_text_that_offsets_refer_to_and_nothing_else() {
    let run = gongkai_reading("\u{feff}项目\r\n名称\r甲".as_bytes(), &["text", "-"]).ending(0);
    assert_eq!(run.text(), "项目\n名称\n甲");
    assert_eq!(run.stderr, "");
}

#[test]
fn residue_and_provenance_are_slices_of_that_text() {
    for path in corpus() {
        let path = path.to_str().expect("UTF-8");
        let text = gongkai(["text", path]).ending(0);
        let text: Vec<char> = text.text().chars().collect();
        let record = &gongkai(["extract", path]).ending(0).records()[0];
        for residue in record["coverage"]["residue"].as_array().expect("a list") {
            let at = |key: &str| residue[key].as_u64().expect("an offset") as usize;
            let slice: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(residue["text"], slice, "{path}");
        }
    }
}

#[test]
fn an_encoding_can_be_forced() {
    let text = "项目名称";
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let run = gongkai_reading(&wide, &["text", "--encoding", "utf-16be", "-"]).ending(0);
    assert_eq!(run.text(), text);
}

#[test]
fn inspect_prints_each_piece_on_a_line() {
    let text = "标题\n\n一级\t二级\n产出\t\n\n\t单独\n续\n";
    let run = gongkai_reading(text.as_bytes(), &["inspect", "-"]).ending(0);
    let expected = [
        r#"line 1      * 0..2          "标题""#,
        r#"grid 1.0    * 4..6          "一级""#,
        r#"grid 1.1    . 7..9          "二级""#,
        r#"grid 2.0    . 10..12        "产出""#,
        r#"grid 2.1    . 13..13        """#,
        r#"cell 6      * 16..18        "单独""#,
        r#"line 7      . 19..20        "续""#,
    ];
    assert_eq!(run.text().lines().collect::<Vec<_>>(), expected);
}

#[test]
fn explain_shows_layout_evidence_coverage_and_residue() {
    let run = gongkai(["explain", DAMAGED]).ending(0);
    for shown in [
        "layout    korla",
        "\n* korla ",
        "11:20  指标值设置依据",
        "\n  zhushan ",
        "not there: ",
        "unclaimed         26",
        "22:1  以上项目已经市财政局社保科审核",
        "16:1  warning row-shifted",
    ] {
        assert!(run.text().contains(shown), "{shown} in\n{}", run.text());
    }
    assert!(!run.text().contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn explain_says_the_same_as_json() {
    let explained = json(gongkai(["explain", "--json", DAMAGED]).ending(0).text());
    let record = &gongkai(["extract", DAMAGED]).records()[0];
    assert_eq!(explained["layout"], "korla");
    assert_eq!(explained["evidence"].as_array().map(Vec::len), Some(10));
    let best = &explained["evidence"][0];
    let sum: i64 = best["found"].as_array().expect("a list").iter().filter_map(|one| one["weight"].as_i64()).sum();
    assert_eq!(best["score"], sum);
    for key in ["characters", "claimed", "structural", "unclaimed", "structural_kinds"] {
        assert_eq!(explained["coverage"][key], record["coverage"][key], "{key}");
    }
    let (ours, theirs) = (&explained["residue"][0], &record["coverage"]["residue"][0]);
    assert_eq!((&ours["start"], &ours["text"]), (&theirs["start"], &theirs["text"]));
    assert_eq!((&ours["line"], &ours["column"]), (&22.into(), &1.into()));
}

#[test]
fn explain_shows_that_no_layout_fits() {
    let run = gongkai_reading("今天天气很好。\n".as_bytes(), &["explain", "-"]).ending(0);
    assert!(run.text().contains("layout    unknown"), "{}", run.text());
    assert!(run.text().contains("1:1  今天天气很好。"), "{}", run.text());
}

#[test]
fn a_bad_document_ends_each_command_with_a_clear_error() {
    let folder = Folder::new();
    folder.file("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    folder.file("empty.txt", "");
    for command in ["text", "inspect", "explain"] {
        let run = gongkai([command, &folder.name("empty.txt")]).ending(1);
        assert!(run.stdout.is_empty());
        assert!(run.stderr.ends_with("empty.txt: expected a document, found no bytes [empty]\n"), "{}", run.stderr);
        let run = gongkai([command, &folder.name("gone.txt")]).ending(2);
        assert!(run.stderr.contains("gone.txt: expected a file or a folder, found nothing there"));
    }
}

#[test]
fn commands_end_quietly_when_nobody_reads_on() {
    // A pipe whose reader is gone before the first byte.
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let run = crate::run::command().args(["text", PLAIN]).stdout(writer).output();
    let run = run.expect("the program starts");
    assert_eq!((run.status.code(), run.stderr.len()), (Some(0), 0));
}

#[test]
fn help_teaches_every_command() {
    let help = gongkai(["--help"]).ending(0);
    for command in ["extract", "explain", "text", "inspect", "draft", "grammars", "schema"] {
        assert!(help.text().contains(&format!("\n  {command}  ")), "{command}");
        let run = gongkai(["help", command]).ending(0);
        assert!(run.text().contains(&format!("Usage: gongkai {command}")), "{command}");
    }
    for taught in ["Examples:", "Exit codes:", "gongkai extract disclosures/ -o records.jsonl"] {
        assert!(help.text().contains(taught), "{taught}");
    }
    let version = gongkai(["--version"]).ending(0);
    assert_eq!(version.text(), format!("gongkai {}\n", env!("CARGO_PKG_VERSION")));
}
