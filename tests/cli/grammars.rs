//! A user's own grammars: read with `--grammars`, listed, shown, checked with their examples, refused with their places.

use crate::run::{FORM, Folder, gongkai};

const OWN: &str = "id = \"own\"\nname = \"自己的\"\n[evidence]\n\"指标值设置依据\" = 50\n";

/// A folder with `own.toml` and a document that the built-in `korla` reads.
fn folder(grammar: &str) -> Folder {
    let folder = Folder::new();
    folder.file("g/own.toml", grammar).file("form.txt", FORM);
    folder
}

#[test]
fn a_users_layout_reads_and_the_record_says_so() {
    let folder = folder(OWN);
    let arguments = ["extract", "--grammars", &folder.name("g"), &folder.name("form.txt")];
    let own = &gongkai(arguments).ending(0).records()[0];
    assert_eq!((&own["layout"], &own["extractor"]["grammar"]), (&"own".into(), &"own".into()));
    folder.file("g/own.toml", format!("{OWN}# changed\n"));
    let changed = &gongkai(arguments).ending(0).records()[0];
    assert_ne!(own["extractor"]["grammar_sha256"], changed["extractor"]["grammar_sha256"]);
    assert_eq!(own["projects"], changed["projects"]);
}

#[test]
fn a_layout_with_a_known_id_takes_the_place_of_the_built_in_one() {
    let korla = gongkai(["grammars", "show", "korla"]).ending(0);
    let folder = folder(&korla.text().replace("库尔勒市项目支出绩效目标表\"", "换过的\""));
    let listed = gongkai(["grammars", "list", "--grammars", &folder.name("g")]).ending(0);
    let line = listed.text().lines().find(|line| line.starts_with("korla ")).expect("it is listed");
    assert!(line.contains("换过的") && line.contains("own.toml"), "{line}");
    let record = &gongkai(["extract", "--grammars", &folder.name("g"), &folder.name("form.txt")]).ending(0).records()[0];
    assert_eq!(record["layout"], "korla");
}

#[test]
fn a_vocabulary_adds_words_to_every_layout() {
    let folder = folder(OWN);
    let renamed = FORM.replace("项目名称", "工程名头");
    folder.file("form.txt", &renamed);
    let name = |arguments: &[&str]| gongkai(arguments).ending(0).records()[0]["projects"][0]["name"].clone();
    assert_eq!(name(&["extract", &folder.name("form.txt")]), serde_json::Value::Null);
    folder.file("g/vocabulary.toml", "[fields]\nname = [\"工程名头\"]\n");
    assert!(name(&["extract", "--grammars", &folder.name("g"), &folder.name("form.txt")]).is_string());
}

#[test]
fn list_and_show_know_the_built_in_files() {
    let listed = gongkai(["grammars", "list"]).ending(0);
    for id in ["korla", "kunming", "shapotou", "zhushan"] {
        let line = listed.text().lines().find(|line| line.starts_with(&format!("{id} "))).expect("it is listed");
        assert!(line.ends_with("(built in)"), "{line}");
        let shown = gongkai(["grammars", "show", id]).ending(0);
        let file = std::fs::read_to_string(format!("{}/grammars/{id}.toml", env!("CARGO_MANIFEST_DIR"))).expect("the file");
        assert_eq!(shown.text(), file);
    }
    assert!(gongkai(["grammars", "show", "vocabulary"]).ending(0).text().contains("[fields]"));
    let run = gongkai(["grammars", "show", "kunmin"]).ending(2);
    assert!(run.stderr.contains("expected one of beijing, ") && run.stderr.contains("found \"kunmin\""), "{}", run.stderr);
}

#[test]
fn a_wrong_grammar_ends_every_command_before_anything_is_read() {
    let folder = folder(&format!("{OWN}[fields]\nnaem = [\"甲\"]\n[goals]\nannual = [\"{{x}}\"]\n"));
    for command in ["extract", "explain", "draft"] {
        let run = gongkai([command, "--grammars", &folder.name("g"), &folder.name("form.txt")]).ending(2);
        assert!(run.stdout.is_empty());
        for said in [
            "error: expected a key of [fields], found \"naem\"",
            "own.toml:6:1",
            "did you mean \"name\"?",
            "own.toml:8:11",
            "found \"{x}\"",
        ] {
            assert!(run.stderr.contains(said), "{said} in\n{}", run.stderr);
        }
        assert!(!run.stderr.contains('\u{1b}'), "no colours in a pipe");
    }
    gongkai(["grammars", "check", &folder.name("g")]).ending(1);
}

#[test]
fn a_folder_that_is_none_is_refused() {
    let folder = folder(OWN);
    folder.file("none/readme.md", "").file("latin/a.toml", b"id = \"\xE9\"").file("long/a.toml", vec![b'#'; 5 << 20]);
    for (path, said) in [
        ("gone", "expected a folder of grammars, found"),
        ("form.txt", "expected a folder of grammars, found a file"),
        ("none", "expected grammars, *.toml, found none"),
        ("latin", "a.toml: expected a grammar in UTF-8, found another encoding from byte 6 on"),
        ("long", "a.toml: expected a grammar in UTF-8, found 5242880 bytes; at most 4194304 are read"),
    ] {
        for arguments in
            [&["extract", "--grammars", &folder.name(path), &folder.name("form.txt")][..], &["grammars", "check", &folder.name(path)]]
        {
            let run = gongkai(arguments).ending(2);
            assert!(run.stderr.contains(said), "{said} in\n{}", run.stderr);
        }
    }
}

#[test]
fn a_name_with_escapes_in_a_grammar_reaches_no_terminal() {
    let folder = folder(&format!("{}[\"\\u001b[31mx\"]\n", OWN.replace("自己的", "\\u001b[2J")));
    let run = gongkai(["grammars", "check", &folder.name("g")]).ending(1);
    assert!(!run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
    let folder = self::folder(&OWN.replace("自己的", "\\u001b[2J"));
    let run = gongkai(["grammars", "list", "--grammars", &folder.name("g")]).ending(0);
    assert!(!run.text().contains('\u{1b}'), "{:?}", run.text());
}

#[test]
fn check_reads_the_examples_and_shows_where_they_differ() {
    let folder = folder(OWN);
    folder.file("g/own.examples/a.txt", FORM);
    let record = &gongkai(["extract", "--grammars", &folder.name("g"), &folder.name("form.txt")]).ending(0).records()[0];
    folder.file("g/own.examples/a.json", serde_json::json!({"why": "plain", "projects": record["projects"], "residue": []}).to_string());
    let run = gongkai(["grammars", "check", &folder.name("g")]).ending(0);
    assert!(run.text().ends_with("1 file is sound; 1 example, 0 not as expected\n"), "{}", run.text());
    folder.file("g/own.examples/b.txt", FORM);
    folder.file("g/own.examples/b.json", "{\"projects\": [{\"name\": \"乙\"}], \"fiscal_yaer\": 2023}");
    let run = gongkai(["grammars", "check", &folder.name("g")]).ending(1);
    for said in [
        "ok       ",
        "differs  ",
        "    /projects/0/name\n      expected \"乙\"\n      found    \"",
        "    /fiscal_yaer\n      expected 2023\n      found    no such key in the schema",
        "2 examples, 1 not as expected",
    ] {
        assert!(run.text().contains(said), "{said} in\n{}", run.text());
    }
}

#[test]
fn an_example_must_be_read_by_its_own_layout() {
    let folder = folder(&OWN.replace("= 50", "= 3"));
    folder.file("g/own.examples/a.txt", FORM).file("g/own.examples/a.json", "{}");
    let run = gongkai(["grammars", "check", &folder.name("g")]).ending(1);
    assert!(run.text().contains("/layout\n      expected \"own\"\n      found    \"korla\""), "{}", run.text());
    folder.file("g/own.examples/a.json", "{\"layout\": \"korla\"}");
    gongkai(["grammars", "check", &folder.name("g")]).ending(0);
}

#[test]
fn an_example_that_cannot_be_compared_is_broken() {
    for (name, content, said) in [("a.json", "{", "expected its document beside it, found none"), ("a.txt", FORM, "expected its record in")]
    {
        let folder = folder(OWN);
        folder.file(&format!("g/own.examples/{name}"), content);
        let run = gongkai(["grammars", "check", &folder.name("g")]).ending(1);
        assert!(run.text().contains("broken") && run.text().contains(said), "{}", run.text());
    }
    let folder = folder(OWN);
    folder.file("g/own.examples/a.txt", "").file("g/own.examples/a.json", "{}");
    folder.file("g/own.examples/b.txt", FORM).file("g/own.examples/b.json", "[1");
    folder.file("g/own.examples/c.txt", FORM).file("g/own.examples/c.json", "[]");
    let run = gongkai(["grammars", "check", &folder.name("g")]).ending(1);
    for said in ["[empty]", "EOF", "expected a record, a JSON object", "3 examples, 3 not as expected"] {
        assert!(run.text().contains(said), "{said} in\n{}", run.text());
    }
}

#[test]
fn the_corpus_is_the_examples_of_the_built_in_layouts() {
    let run = gongkai(["grammars", "check", "grammars", "--examples", "corpus"]).ending(0);
    assert!(run.text().ends_with(" 0 not as expected\n"), "{}", run.text());
    let examples = run.text().lines().filter(|line| line.starts_with("  ok ")).count();
    assert!(examples >= 60, "{examples} examples");
}
