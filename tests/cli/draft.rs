//! `gongkai draft`: what it prints is a grammar, whatever documents it is given, and reads a region of known words unedited.

use crate::run::{Folder, Run, corpus, gongkai, json};

/// A form of a made-up region: every label is a synonym of the vocabulary, none is a built-in layout's set.
const FORM: &str = include_str!("../../docs/fifth-region/fifth.examples/river.txt");

fn known_words() -> String {
    FORM.lines().filter(|line| !line.starts_with("保管单位")).map(|line| format!("{line}\n")).collect()
}

/// The same in running lines, as out of a PDF.
fn running() -> String {
    known_words().replace('\t', "  ")
}

/// Drafts, checks and extracts.
fn read_with_draft(documents: &[(&str, &str)]) -> (Folder, Run) {
    let folder = Folder::new();
    for (name, text) in documents {
        folder.file(name, text);
    }
    let paths: Vec<String> = documents.iter().map(|(name, _)| folder.name(name)).collect();
    let draft = gongkai(["draft", "--id", "fifth"].into_iter().chain(paths.iter().map(String::as_str))).ending(0);
    folder.file("g/fifth.toml", &draft.stdout);
    gongkai(["grammars", "check", &folder.name("g")]).ending(0);
    let grammars = folder.name("g");
    let run = gongkai(["extract", "--grammars", &grammars].into_iter().chain(paths.iter().map(String::as_str))).ending(0);
    (folder, run)
}

#[test]
fn a_region_whose_words_are_all_known_is_read_without_an_edit() {
    let other = known_words().replace("河道清淤整治", "校舍加固").replace("YX2023017", "YX2023052");
    for documents in [vec![("a.txt", known_words())], vec![("a.txt", known_words()), ("b.txt", other)], vec![("c.txt", running())]] {
        let documents: Vec<(&str, &str)> = documents.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let (_, run) = read_with_draft(&documents);
        for record in run.records() {
            assert_eq!((&record["layout"], &record["fiscal_year"]), (&"fifth".into(), &2023.into()));
            let project = &record["projects"][0];
            assert_eq!(project["funds"]["total"]["yuan"], 602_500, "{record}");
            let indicators = project["indicators"].as_array().expect("a list");
            let names: Vec<&str> = indicators.iter().filter_map(|one| one["name"].as_str()).collect();
            assert_eq!(names, ["清淤河道长度", "验收合格率", "受益人口", "沿河居民满意度"]);
            assert_eq!(indicators[2]["target"]["operator"], ">=");
            assert_eq!((&record["outcome"], &record["coverage"]["unclaimed"]), (&"complete".into(), &0.into()), "{record}");
        }
    }
}

#[test]
fn a_label_that_is_not_known_is_asked_for_with_its_places() {
    let folder = Folder::new();
    folder.file("a.txt", FORM).file("b.txt", FORM.replace("权重分值", "赋值"));
    let draft = gongkai(["draft", &folder.name("a.txt"), &folder.name("b.txt")]).ending(0);
    for said in [
        "# ? 「保管单位」 2× e.g. a.txt:9 b.txt:9, before 「云溪市水务局档案室」 — which field?\n# other = [\"保管单位\"]\n",
        "# ? 「赋值」 1× e.g. b.txt:13 — which column?\n",
        "# fields.name 「项目支出名称」  a.txt:4 b.txt:4\n",
        "# columns.target 「全年目标值」  a.txt:13 b.txt:13\n",
    ] {
        assert!(draft.text().contains(said), "{said} in\n{}", draft.text());
    }
}

#[test]
fn what_is_drafted_from_any_document_is_a_grammar_that_outweighs_the_others_on_it() {
    let word = ["korla-merged.docx", "shapotou-plain.doc", "zhushan-nested-project.docx"];
    let word = word.iter().map(|name| format!("corpus/containers/{name}").into());
    let folder = Folder::new();
    for path in corpus().into_iter().chain(word) {
        let path = path.to_str().expect("UTF-8");
        let draft = gongkai(["draft", path]).ending(0);
        folder.file("g/region.toml", &draft.stdout);
        // Which layout reads which of several forms is decided form by form; this is of the whole document.
        let explained = json(gongkai(["explain", "--json", "--grammars", &folder.name("g"), path]).ending(0).text());
        assert_eq!(explained["evidence"][0]["layout"], "my-region", "{path}\n{}", draft.text());
    }
}

#[test]
fn documents_that_a_layout_reads_already_are_named() {
    let run = gongkai(["draft", "corpus/korla/01-plain-school-repairs.txt"]).ending(0);
    assert!(run.stderr.contains("01-plain-school-repairs.txt is already read by the layout korla"), "{}", run.stderr);
}

#[test]
fn a_text_of_no_form_still_gives_a_sound_file_that_asks() {
    let folder = Folder::new();
    folder.file("a.txt", "今天天气很好。\n").file("b.txt", "\"\\\u{7}\n");
    for names in [vec!["a.txt"], vec!["a.txt", "b.txt"], vec!["b.txt"]] {
        let paths: Vec<String> = names.iter().map(|name| folder.name(name)).collect();
        let draft = gongkai(std::iter::once("draft").chain(paths.iter().map(String::as_str))).ending(0);
        assert!(draft.text().contains("# ? No phrase stands in all documents"), "{}", draft.text());
        folder.file("g/region.toml", &draft.stdout);
        gongkai(["grammars", "check", &folder.name("g")]).ending(0);
    }
}

#[test]
fn what_cannot_be_drafted_from_is_refused() {
    let folder = Folder::new();
    folder.file("empty.txt", "");
    let run = gongkai(["draft", &folder.name("empty.txt")]).ending(1);
    assert!(run.stdout.is_empty() && run.stderr.contains("[empty]"), "{}", run.stderr);
    gongkai(["draft", &folder.name("gone.txt")]).ending(2);
    for id in ["Fifth", "第五", "", "unknown", "a b"] {
        let run = gongkai(["draft", "--id", id, &folder.name("empty.txt")]).ending(2);
        assert!(run.stderr.contains("expected small Latin letters"), "{}", run.stderr);
    }
}
