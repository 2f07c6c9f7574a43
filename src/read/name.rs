//! File names: how they are shown in UTF-8, and which of them say that the file is no disclosure.

use std::path::Path;

use encoding_rs::GB18030;

use super::Problem;

/// The path with `/`, and its escaped bytes where these are not UTF-8. Archives from Windows unpack to GBK names.
pub(super) fn shown(path: &Path) -> (String, Option<String>) {
    if let Some(name) = path.to_str() {
        return (with_slashes(name), None);
    }
    let bytes = path.as_os_str().as_encoded_bytes();
    let decoded = GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let name = decoded.map_or_else(|| path.to_string_lossy(), |name| name.into_owned().into());
    (with_slashes(&name), Some(bytes.escape_ascii().to_string()))
}

fn with_slashes(name: &str) -> String {
    if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() }
}

/// Files that lie beside documents; their text would only be read as a document of no layout.
const DATA: &[&str] =
    &["json", "jsonl", "ndjson", "toml", "yaml", "yml", "sql", "sqlite", "parquet", "log", "css", "js", "py", "rs", "sh", "md", "rst"];

/// Names of files about files.
const ABOUT: &[&str] = &["readme", "license", "licence", "changelog", "notice", "makefile", "thumbs.db", "desktop.ini"];

/// What the file is, where its name says that it is no document.
pub(super) fn of_no_document(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
    if DATA.contains(&extension) {
        return Some(format!("a .{extension} file"));
    }
    ABOUT.iter().find(|about| stem == **about || name == **about).map(|about| format!("a {about}"))
}

/// Why a file found in a folder is no document, where its name tells.
pub(super) fn no_document(name: &Path) -> Option<Problem> {
    let kind = of_no_document(name)?;
    let message = format!("expected a document, found {kind} (by its name; give its path to read it)");
    Some(Problem::skipped("not-a-document", message))
}

/// Why a name that begins with a dot is left out.
pub(super) fn hidden() -> Problem {
    Problem::skipped("hidden", "names that begin with a dot are left out of a folder; give its path to read it")
}

/// Why a member of an archive is no document, where its name tells: as in a folder that the archive was unpacked to.
pub(super) fn of_no_member(name: &str) -> Option<Problem> {
    let mut parts = name.split('/').filter(|part| !part.is_empty());
    if parts.clone().any(|part| part == "__MACOSX") {
        return Some(Problem::skipped("not-a-document", "expected a document, found what macOS notes beside it (__MACOSX)"));
    }
    if parts.any(|part| part.starts_with('.') && !matches!(part, "." | "..")) {
        return Some(hidden());
    }
    no_document(Path::new(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readmes_and_data_are_no_documents_and_everything_else_may_be() {
        for name in ["README", "readme.txt", "a/LICENSE", "b.JSON", "notes.md", "Thumbs.db"] {
            assert!(of_no_document(Path::new(name)).is_some(), "{name}");
        }
        for name in ["a.txt", "教育局.docx", "table.csv", "page.html", "预算公开", "a.b", "readme-2022年预算.txt", "x.dat"] {
            assert_eq!(of_no_document(Path::new(name)), None, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_in_gbk_is_decoded_and_its_bytes_are_kept() {
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(std::ffi::OsStr::from_bytes(b"in/\xd4\xa4\xcb\xe3.txt"));
        assert_eq!(shown(path), ("in/预算.txt".to_owned(), Some("in/\\xd4\\xa4\\xcb\\xe3.txt".to_owned())));
    }
}
