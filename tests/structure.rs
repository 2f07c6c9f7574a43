//! The house keeps its order: rooms import only what they may, every layout has its gold documents,
//! no Rust line knows a county, every file says what it is for, and none grows too long.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use support::corpus::{documents, entries, here, stem};

const ROOMS: [&str; 7] = ["read", "decode", "recognize", "parse", "normalize", "check", "write"];
const FOUNDATION: [&str; 3] = ["model", "grammar", "expression"];

struct Source {
    /// From the repository on: `src/parse/form.rs`
    path: String,
    text: String,
}

/// Every Rust file below a folder.
fn sources(folder: &str) -> Vec<Source> {
    fn below(folder: &Path, out: &mut Vec<PathBuf>) {
        for path in entries(folder) {
            if path.is_dir() {
                below(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                out.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    below(&here(folder), &mut paths);
    let root = here("");
    let read = |path: PathBuf| Source {
        text: fs::read_to_string(&path).expect("a readable source file"),
        path: path.strip_prefix(&root).expect("a path inside").to_string_lossy().replace('\\', "/"),
    };
    paths.into_iter().map(read).collect()
}

impl Source {
    /// The module right under `src/` that the file belongs to.
    fn module(&self) -> &str {
        let inner = self.path.trim_start_matches("src/");
        inner.split('/').next().unwrap_or("").trim_end_matches(".rs")
    }

    /// Numbered lines without comments, up to the unit tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let of_tests = self.path.contains("/tests/") || self.path.ends_with("/tests.rs");
        let lines = self.text.lines().enumerate();
        lines
            .take_while(move |(_, line)| !of_tests && line.trim() != "#[cfg(test)]")
            .map(|(n, line)| (n + 1, line.split("//").next().unwrap_or("")))
    }

    /// What the code takes from other modules: `grammar::Field` for `crate::grammar::Field`.
    fn imports(&self) -> Vec<(usize, String)> {
        let code: Vec<(usize, &str)> = self.code().collect();
        let mut out = Vec::new();
        for (at, &(n, line)) in code.iter().enumerate() {
            for (found, _) in line.match_indices("crate::") {
                let following = code[at + 1..].iter().map(|(_, line)| line.trim());
                let first = line[found + "crate::".len()..].trim();
                let whole: String = std::iter::once(first).chain(following.take(40)).collect();
                out.extend(paths(&whole).into_iter().map(|path| (n, path)));
            }
        }
        out
    }
}

/// The path that a text begins with, braces and all; several where it begins with a brace.
fn paths(text: &str) -> Vec<String> {
    if text.starts_with('{') {
        return members(text);
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let end = text.find(|c| !word(c)).unwrap_or(text.len());
    let (path, rest) = text.split_at(end);
    if path.ends_with("::") && rest.starts_with('{') {
        return members(rest).iter().map(|member| format!("{path}{member}")).collect();
    }
    vec![path.to_owned()]
}

/// The parts of `{a, b::{c, d}}…`, as far as the brace that closes the first.
fn members(braced: &str) -> Vec<String> {
    let mut depth = 0;
    let mut out = vec![String::new()];
    for c in braced.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                out.push(String::new());
                continue;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth > 1 || c != '{' {
            out.last_mut().expect("never empty").push(c);
        }
    }
    let trimmed = out.iter().map(|part| part.trim().to_owned());
    trimmed.filter(|part| !part.is_empty()).collect()
}

/// Whether a module may import a path.
fn may(module: &str, import: &str) -> bool {
    let name = |text: &str| {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        text.split(|c| !word(c)).next().unwrap_or("").to_owned()
    };
    let target = name(import);
    let foundation = FOUNDATION.contains(&target.as_str());
    if target == module {
        return true;
    }
    match module {
        "model" => matches!(import, "grammar::Field" | "grammar::Role"),
        "grammar" => target == "model",
        "expression" => matches!(target.as_str(), "grammar" | "model"),
        "decode" | "read" | "write" => target == "model",
        room if ROOMS.contains(&room) => foundation,
        // A foundation of the command, which calls the library from outside.
        "isolate" => false,
        "pipeline" => target != "cli",
        "cli" | "main" | "lib" => true,
        // A further module of the foundation's kind knows the foundation, and no room.
        _ => foundation,
    }
}

fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaint(s)\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn rooms_import_only_the_foundation_and_only_the_pipeline_knows_rooms() {
    let mut complaints = Vec::new();
    for source in sources("src") {
        let module = source.module();
        for (line, import) in source.imports() {
            if !may(module, &import) {
                complaints.push(format!("{}:{line} {module} imports {import}", source.path));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn imports_are_told_apart() {
    let read = |text: &str| {
        let source = Source { path: "src/parse/form.rs".to_owned(), text: text.to_owned() };
        source.imports().into_iter().map(|(_, import)| import).collect::<Vec<String>>()
    };
    assert_eq!(read("use crate::model::span::Span;"), ["model::span::Span"]);
    assert_eq!(read("use crate::{\n    decode,\n    model::{a, b},\n};\n"), ["decode", "model::{a, b}"]);
    assert_eq!(read("// crate::decode\n#[cfg(test)]\nuse crate::decode;"), Vec::<String>::new());
    assert!(!may("parse", "decode") && !may("normalize", "parse::Row") && !may("decode", "grammar"));
    assert!(may("parse", "grammar::Layout") && may("pipeline", "parse") && may("model", "grammar::Role"));
    assert_eq!(
        read(
            "use crate::grammar::{Field,
 Role};"
        ),
        ["grammar::Field", "grammar::Role"]
    );
    assert_eq!(read("fn x(_: crate::grammar::Role, _: u8) {}"), ["grammar::Role"]);
    assert!(!may("model", "grammar::Layout") && !may("grammar", "recognize"));
}

#[test]
fn every_layout_has_its_gold_documents_and_every_one_of_them_is_whole() {
    // The layouts with real seeds have more to hold.
    const SEEDED: [&str; 4] = ["korla", "kunming", "shapotou", "zhushan"];
    let mut complaints = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for document in documents() {
        *counts.entry(document.layout.clone()).or_default() += 1;
        if document.gold["layout"] != document.layout.as_str() {
            complaints.push(format!("{} is of the layout {}", document.name, document.gold["layout"]));
        }
        if document.gold["why"].as_str().is_none_or(str::is_empty) {
            complaints.push(format!("{} does not say why it is there", document.name));
        }
    }
    for path in entries(&here("grammars")) {
        let layout = stem(&path);
        // What the program writes itself is held by tests/render.rs.
        if layout == "vocabulary" || layout == "rendered" {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a readable grammar");
        let grammar: toml::Table = toml::from_str(&text).unwrap_or_else(|error| panic!("{layout}: {error}"));
        if grammar["id"].as_str() != Some(&layout) {
            complaints.push(format!("grammars/{layout}.toml has the id {}", grammar["id"]));
        }
        let count = counts.remove(&layout).unwrap_or(0);
        let least = if SEEDED.contains(&layout.as_str()) { 10 } else { 6 };
        if count < least {
            complaints.push(format!("corpus/{layout} has {count} documents"));
        }
        for path in entries(&here("corpus").join(&layout)) {
            let twin = |ending: &str| path.with_extension(ending).exists();
            let whole = match path.extension().and_then(|ending| ending.to_str()) {
                Some("json") => ["txt", "docx"].into_iter().any(twin) && is_json(&path),
                Some("txt" | "docx") => twin("json"),
                _ => false,
            };
            if !whole {
                complaints.push(format!("{} has no twin, or is not read", path.display()));
            }
        }
    }
    complaints.extend(counts.keys().map(|layout| format!("corpus/{layout} has no grammar")));
    assert_none(&complaints);
}

fn is_json(path: &Path) -> bool {
    fs::read(path).is_ok_and(|bytes| serde_json::from_slice::<Value>(&bytes).is_ok())
}

#[test]
fn no_rust_line_knows_a_county() {
    const COUNTIES: [&str; 18] = [
        "烟台",
        "福州",
        "西安",
        "长沙",
        "北京",
        "库尔勒",
        "巴音郭楞",
        "新疆",
        "呈贡",
        "昆明",
        "云南",
        "沙坡头",
        "中卫",
        "宁夏",
        "竹山",
        "十堰",
        "湖北",
        "马金",
    ];
    let mut complaints = Vec::new();
    for source in sources("src") {
        for (n, line) in source.code() {
            if let Some(county) = COUNTIES.iter().find(|county| line.contains(**county)) {
                complaints.push(format!("{}:{n} knows {county}", source.path));
            }
        }
    }
    assert_none(&complaints);
}

#[test]
fn every_rust_file_says_what_it_is_for_and_none_is_too_long() {
    let mut complaints = Vec::new();
    for source in sources("src").into_iter().chain(sources("tests")) {
        if !source.text.starts_with("//!") {
            complaints.push(format!("{} does not open with //!", source.path));
        }
        let lines = source.text.lines().count();
        if lines >= 500 {
            complaints.push(format!("{} has {lines} lines", source.path));
        }
    }
    assert_none(&complaints);
}
