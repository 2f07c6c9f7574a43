//! The documentation tells the truth: paths it names exist, every diagnostic code is described, the example is what
//! the program prints, and the figures of accuracy are those of the corpus.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::grammar::{Begins, Grammars};
use gongkai::pipeline::{Options, extract};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Records as the command prints them.
fn read(bytes: &[u8], grammars: &Grammars) -> Value {
    let record = extract(bytes, &Options::new(grammars.clone()));
    serde_json::from_str(&serde_json::to_string(&record).expect("a record is JSON")).expect("what is printed is JSON")
}

fn grammars() -> Grammars {
    Grammars::builtin().expect("built-in grammars")
}

#[test]
fn paths_that_the_pages_name_exist() {
    const PAGES: [&str; 13] = [
        "README.md",
        "README.zh-CN.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "docs/checks.md",
        "docs/command-line.md",
        "docs/contract-notes.md",
        "docs/diagnostics.md",
        "docs/grammars.md",
        "docs/limits.md",
        "docs/ingestion.md",
        "docs/performance.md",
        "docs/tables.md",
    ];
    let mut wrong = Vec::new();
    for name in PAGES {
        let text = page(name);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        let folder = root().join(name).parent().map(Path::to_owned).unwrap_or_default();
        wrong.extend(
            links
                .filter(|link| !link.is_empty() && !link.contains("://") && !folder.join(link).exists())
                .map(|link| format!("{name}: {link}")),
        );
        let quoted = text.split('`').skip(1).step_by(2).filter(|word| is_path(word));
        wrong.extend(quoted.filter(|path| !root().join(path).exists()).map(|path| format!("{name}: {path}")));
    }
    assert!(wrong.is_empty(), "these paths do not exist:\n{}", wrong.join("\n"));
}

/// `src/parse/form.rs`, but neither `corpus/<layout>/` nor a command line.
fn is_path(word: &str) -> bool {
    const FOLDERS: [&str; 7] = ["src/", "grammars/", "corpus/", "tests/", "docs/", "scripts/", ".ci/"];
    FOLDERS.iter().any(|folder| word.starts_with(folder)) && !word.contains(['<', '*', ' ', '{', '…'])
}

#[test]
fn every_diagnostic_code_is_described() {
    let schema = gongkai::model::schema::record();
    let variants = schema["$defs"]["Code"]["oneOf"].as_array().expect("the codes are an enumeration of the schema");
    let codes = variants.iter().filter_map(|variant| variant["const"].as_str()).map(str::to_owned);
    let codes: Vec<String> = codes.collect();
    assert!(codes.len() >= 10, "the codes are read out of the schema: {codes:?}");
    let described: Vec<String> = headings(&page("docs/diagnostics.md"));
    assert_eq!(described, codes, "docs/diagnostics.md has one heading `## code` for each code, in the order of src/model/finding.rs");
}

/// The codes in headings of the form "## `code`".
fn headings(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.strip_prefix("## `")?.strip_suffix('`')).map(str::to_owned).collect()
}

#[test]
fn the_example_is_what_the_program_prints() {
    let record = extract(page("docs/example.txt").as_bytes(), &Options::new(grammars()));
    let printed = dense(&serde_json::to_string(&record).expect("a record is JSON"));
    for name in ["README.md", "README.zh-CN.md"] {
        let text = page(name);
        assert!(text.contains(&page("docs/example.txt")), "{name} shows docs/example.txt");
        let shown = fenced(&text, "json");
        let mut rest = printed.as_str();
        for part in shown.split('…').map(dense).filter(|part| !part.is_empty()) {
            let at = rest.find(&part).unwrap_or_else(|| panic!("{name}: {part} does not stand in {rest}"));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn the_finding_shown_is_what_the_program_prints() {
    for (name, language, begin) in [("README.md", "en", "fail[B06]"), ("README.zh-CN.md", "zh", "错误[B06]")] {
        let text = page(name);
        let shown = blocks(&text, "text").into_iter().find(|block| block.starts_with(begin));
        let shown = shown.unwrap_or_else(|| panic!("{name} shows a finding of B06"));
        let document = shown.split_once("--> ").and_then(|(_, rest)| rest.split(':').next()).expect("the document is named");
        let (code, printed, _) = run(root(), &["check", "--lang", language, "--select", "B06", "--quiet", document]);
        assert_eq!((code, printed.as_str()), (Some(1), shown), "{name}");
    }
}

fn fenced<'a>(text: &'a str, language: &str) -> &'a str {
    let rest = text.split_once(&format!("```{language}\n")).unwrap_or_else(|| panic!("a block of {language}")).1;
    rest.split("```").next().unwrap_or(rest)
}

/// The blocks of a language, in the order of the page.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let parts = text.split("```").collect::<Vec<_>>();
    parts.iter().skip(1).step_by(2).filter_map(|part| part.strip_prefix(language)?.strip_prefix('\n')).collect()
}

/// The program in a folder: exit code, what it printed, what it said.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_gongkai"));
    let output = command.current_dir(folder).env_remove("RUST_BACKTRACE").args(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A folder with my/fifth.toml and the examples of docs/fifth-region beside it.
fn fifth_region(grammar: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let examples = folder.path().join("my/fifth.examples");
    fs::create_dir_all(&examples).expect("folders");
    for entry in fs::read_dir(root().join("docs/fifth-region/fifth.examples")).expect("examples") {
        let path = entry.expect("an entry").path();
        fs::copy(&path, examples.join(path.file_name().expect("a name"))).expect("a copy");
    }
    fs::write(folder.path().join("my/fifth.toml"), grammar).expect("a grammar");
    folder
}

#[test]
fn the_fifth_region_goes_from_draft_to_records_as_the_page_says() {
    let text = page("docs/grammars.md");
    let (toml, shown) = (blocks(&text, "toml"), blocks(&text, "text"));
    assert_eq!(shown[0], page("docs/fifth-region/fifth.examples/school.txt"), "the page shows the document");
    let folder = fifth_region(toml[1]);
    let documents = ["my/fifth.examples/river.txt", "my/fifth.examples/school.txt"];
    let (code, draft, said) = run(folder.path(), &["draft", "--id", "fifth", documents[0], documents[1]]);
    assert_eq!((code, said.as_str()), (Some(0), ""));
    assert!(draft.contains(toml[0]), "the page shows what the draft asks; it says\n{draft}");
    let questions: Vec<&str> = draft.lines().filter(|line| line.starts_with("# ?")).collect();
    assert_eq!(questions.len(), 1, "{questions:?}");
    // The page's grammar, the draft with its question answered, and the file beside the examples: all read the examples.
    for grammar in [toml[1], &draft.replace("# other =", "other ="), &page("docs/fifth-region/fifth.toml")] {
        let folder = fifth_region(grammar);
        let (code, printed, said) = run(folder.path(), &["grammars", "check", "my"]);
        assert_eq!(code, Some(0), "{printed}{said}");
        assert!(printed.ends_with("1 file is sound; 2 examples, 0 not as expected\n"), "{printed}");
    }
    // The draft as it is reads the document; only what it asks for is left over.
    let folder = fifth_region(&draft);
    let (_, printed, _) = run(folder.path(), &["extract", "--quiet", "--grammars", "my", documents[1]]);
    let record: Value = serde_json::from_str(&printed).expect("a record");
    assert_eq!((&record["layout"], &record["projects"][0]["name"]), (&Value::from("fifth"), &Value::from("校舍安全加固")));
    let residue = record["coverage"]["residue"].as_array().expect("a list");
    assert_eq!(residue.iter().map(|one| one["text"].as_str().unwrap_or("")).collect::<Vec<_>>(), ["保管单位", "云溪市教育局档案室"]);
}

#[test]
fn the_record_of_the_page_is_what_the_fifth_region_gives() {
    let text = page("docs/grammars.md");
    let folder = fifth_region(blocks(&text, "toml")[1]);
    fs::write(folder.path().join("my/fifth.examples/school.json"), blocks(&text, "json")[0]).expect("a record");
    let (code, printed, _) = run(folder.path(), &["grammars", "check", "my"]);
    assert_eq!(code, Some(0), "{printed}");
}

#[test]
fn the_refusal_of_the_page_is_what_the_program_says() {
    let text = page("docs/grammars.md");
    let grammar = blocks(&text, "toml")[1].replace("other = [\"保管单位\"]", "competent_departement = [\"业务主管部门\"]");
    let folder = fifth_region(&grammar);
    let (code, _, said) = run(folder.path(), &["grammars", "check", "my"]);
    assert_eq!((code, said.as_str()), (Some(1), blocks(&text, "text")[1]));
}

/// Without blanks: the values of the example have none.
fn dense(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Fields in the gold records, in what was extracted, and in both alike.
#[derive(Default)]
struct Count {
    documents: usize,
    gold: usize,
    found: usize,
    equal: usize,
}

#[test]
fn the_accuracy_stated_is_the_accuracy_measured() {
    const KEYS: [&str; 7] = ["layout", "title", "fiscal_year", "organization", "projects", "departments", "budget_tables"];
    let grammars = grammars();
    let mut lines = Vec::new();
    let mut all = Count::default();
    for layout in grammars.layouts.iter().filter(|layout| layout.begins != Begins::Cells) {
        let mut count = Count::default();
        for (document, gold) in gold(&layout.id) {
            let record = read(&fs::read(&document).expect("a readable document"), &grammars);
            let (mut expected, mut found) = (BTreeMap::new(), BTreeMap::new());
            for key in KEYS {
                fields(&gold[key], &format!("/{key}"), &mut expected);
                fields(&record[key], &format!("/{key}"), &mut found);
            }
            count.documents += 1;
            count.gold += expected.len();
            count.found += found.len();
            count.equal += expected.iter().filter(|(pointer, value)| found.get(*pointer).is_some_and(|other| same(value, other))).count();
        }
        lines.push(line(&format!("`{}`", layout.id), &layout.name, &count));
        all.documents += count.documents;
        all.gold += count.gold;
        all.found += count.found;
        all.equal += count.equal;
    }
    lines.push(line("Σ", "", &all));
    for name in ["README.md", "README.zh-CN.md"] {
        let text = page(name);
        let stated = text.split("<!-- accuracy").nth(1).and_then(|rest| rest.split_once("-->")).map_or("", |(_, rest)| rest);
        // Behind the header and the line under it.
        let stated = stated.split("<!-- /accuracy").next().unwrap_or("").lines().filter(|line| line.starts_with('|')).skip(2);
        let stated = stated.collect::<Vec<_>>().join("\n");
        assert_eq!(stated, lines.join("\n"), "{name} states other figures than these:\n{}\n", lines.join("\n"));
    }
}

fn line(id: &str, name: &str, count: &Count) -> String {
    let f1 = 2.0 * count.equal as f64 / (count.gold + count.found).max(1) as f64;
    // Cut, not rounded: 1.000 is said only where nothing is wrong.
    let f1 = (f1 * 1000.0).floor() / 1000.0;
    format!("| {id} | {name} | {} | {} | {f1:.3} |", count.documents, count.gold)
}

/// The gold records of a layout and the documents beside them.
fn gold(layout: &str) -> Vec<(PathBuf, Value)> {
    let folder = root().join("corpus").join(layout);
    let listed = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = listed.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let is_gold = |path: &Path| path.extension().is_some_and(|ending| ending == "json");
    let document = |path: &Path| ["txt", "docx", "doc"].iter().map(|ending| path.with_extension(ending)).find(|twin| twin.exists());
    let parsed = |path: &Path| serde_json::from_slice(&fs::read(path).expect("a readable record")).expect("a record is JSON");
    paths.iter().filter(|path| is_gold(path)).filter_map(|path| Some((document(path)?, parsed(path)))).collect()
}

/// Every value that is not null, by its JSON Pointer.
fn fields(value: &Value, pointer: &str, out: &mut BTreeMap<String, Value>) {
    match value {
        Value::Null => {}
        Value::Object(map) => map.iter().for_each(|(key, value)| fields(value, &format!("{pointer}/{key}"), out)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, value)| fields(value, &format!("{pointer}/{index}"), out)),
        value => {
            out.insert(pointer.to_owned(), value.clone());
        }
    }
}

/// 48.10 and 48.1 are the same number.
fn same(a: &Value, b: &Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
