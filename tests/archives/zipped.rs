//! ZIP: names in every encoding, ways of packing, what is skipped, what stays apart.

use std::io::{Cursor, Write};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use crate::make::{Member, crc, deflated, gbk, stored, zip};
use crate::run::{FORM, Folder, gongkai};
use crate::{ends, pairs};

const TEXT: &[u8] = FORM.as_bytes();

#[test]
fn names_in_gbk_are_decoded_by_all_names_of_the_archive_and_kept_raw() {
    let folder = Folder::new();
    // The bytes of 预 alone read as UTF-8, as Ԥ; of 鄭 the second one is a backslash.
    let names = ["预.txt", "预算公开/教育局.txt", "鄭/plain.txt", "plain.txt"];
    let members: Vec<Member> = names.iter().map(|name| deflated(&gbk(name), TEXT)).collect();
    folder.file("a.zip", zip(&members));
    let run = gongkai(["extract", &folder.name("a.zip")]).ending(0);
    let found: Vec<(String, Option<String>)> = run
        .records()
        .iter()
        .map(|record| {
            let text = |key: &str| record["source"][key].as_str().map(str::to_owned);
            (text("path").unwrap_or_default().replace(&folder.name("a.zip!/"), ""), text("raw_name"))
        })
        .collect();
    let raw = |name: &str| (!name.is_ascii()).then(|| gbk(name).escape_ascii().to_string());
    assert_eq!(found, names.map(|name| (name.to_owned(), raw(name))));
}

#[test]
fn names_that_say_what_they_are_written_in_are_believed() {
    let folder = Folder::new();
    let path = "目录/文件.txt";
    let flagged = Member { flags: 1 << 11, ..stored(path.as_bytes(), TEXT) };
    let unflagged = stored(path.as_bytes(), TEXT);
    let name = gbk("表.txt");
    let mut extra = b"\x75\x70".to_vec();
    extra.extend((5 + path.len() as u16).to_le_bytes());
    extra.push(1);
    extra.extend(crc(&name).to_le_bytes());
    extra.extend(path.as_bytes());
    let unicode = Member { extra, ..stored(&name, TEXT) };
    for (file, member) in [("flag.zip", flagged), ("plain.zip", unflagged), ("extra.zip", unicode)] {
        folder.file(file, zip(&[member]));
        assert_eq!(pairs(&ends(&folder, file, &[])), [(&*format!("{file}!/{path}"), "complete")]);
    }
}

#[test]
fn stored_deflated_deflate64_zstd_descriptors_and_zip64_are_read() {
    let folder = Folder::new();
    // A block that is only stored is the same in deflate and deflate64.
    let length = TEXT.len() as u16;
    let block = [&[1][..], &length.to_le_bytes(), &(!length).to_le_bytes(), TEXT].concat();
    let deflate64 = Member { method: 9, data: block, ..stored(b"64.txt", TEXT) };
    let descriptor = Member { descriptor: true, ..deflated(b"later.txt", TEXT) };
    folder.file("a.zip", zip(&[stored(b"s.txt", TEXT), deflated(b"d.txt", TEXT), deflate64, descriptor]));
    let expected = ["s.txt", "d.txt", "64.txt", "later.txt"].map(|name| (format!("a.zip!/{name}"), "complete".to_owned()));
    assert_eq!(ends(&folder, "a.zip", &[]), expected);

    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let large = SimpleFileOptions::default().large_file(true);
    for (name, method) in [("z.txt", CompressionMethod::Zstd), ("big.txt", CompressionMethod::Deflated)] {
        writer.start_file(name, large.compression_method(method)).expect("a member");
        writer.write_all(TEXT).expect("a Vec takes all");
    }
    folder.file("b.dat", writer.finish().expect("an archive").into_inner());
    assert_eq!(pairs(&ends(&folder, "b.dat", &[])), [("b.dat!/z.txt", "complete"), ("b.dat!/big.txt", "complete")]);
}

#[test]
fn what_would_be_skipped_in_a_folder_is_skipped_in_an_archive() {
    let folder = Folder::new();
    let link = Member { attributes: 0o120_777 << 16, ..stored(b"link.txt", b"/etc/passwd") };
    let names: [&[u8]; 5] = [b"README.md", b"x/.git/config", b"__MACOSX/._a.txt", b"x/", b"a.txt"];
    let mut members: Vec<Member> = names.iter().map(|name| stored(name, if name.ends_with(b"/") { b"" } else { TEXT })).collect();
    members.push(link);
    members.push(stored(b"p.png", b"\x89PNG\r\n\x1a\n............"));
    folder.file("a.zip", zip(&members));
    let skipped = "not-a-document";
    assert_eq!(
        pairs(&ends(&folder, "a.zip", &[])),
        [
            ("a.zip!/README.md", skipped),
            ("a.zip!/x/.git/config", "hidden"),
            ("a.zip!/__MACOSX/._a.txt", skipped),
            ("a.zip!/a.txt", "complete"),
            ("a.zip!/link.txt", skipped),
            ("a.zip!/p.png", skipped),
        ]
    );
}

#[test]
fn names_that_lead_elsewhere_are_only_names_and_equal_ones_stay_apart() {
    let folder = Folder::new();
    let names: [&[u8]; 5] = [b"../../up.txt", b"/abs.txt", b"nul\0.txt", b"twice.txt", b"twice.txt"];
    folder.file("in/a.zip", zip(&names.map(|name| stored(name, TEXT))));
    let found = ends(&folder, "in", &[]);
    let names = ["../../up.txt", "/abs.txt", "nul\0.txt", "twice.txt", "twice.txt"];
    assert_eq!(found, names.map(|name| (format!("in/a.zip!/{name}"), "complete".to_owned())));
    assert_eq!(folder.list(), ["in"], "nothing is unpacked");
}

#[test]
fn a_word_file_is_a_document_and_no_archive() {
    let folder = Folder::new();
    let word = std::fs::read(docx()).expect("a Word file of the corpus");
    folder.file("word.zip", &word).file("a.zip", zip(&[stored(b"in.docx", &word)]));
    for (file, path) in [("word.zip", "word.zip"), ("a.zip", "a.zip!/in.docx")] {
        let found = ends(&folder, file, &["--max-depth", "1"]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, path);
        assert!(["complete", "partial"].contains(&&*found[0].1), "{found:?}");
    }
}

fn docx() -> std::path::PathBuf {
    let entries = std::fs::read_dir("corpus/containers").expect("the corpus");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    paths.sort();
    paths.remove(0)
}

#[test]
fn a_member_is_explained_printed_and_inspected_by_its_path() {
    let folder = Folder::new();
    let inner = zip(&[stored("目录/表.txt".as_bytes(), TEXT)]);
    folder.file("a.zip", zip(&[stored(b"other.txt", b"other"), stored(b"inner.zip", &inner)]));
    let path = folder.name("a.zip!/inner.zip!/目录/表.txt");
    assert_eq!(gongkai(["text", &path]).ending(0).stdout, gongkai(["text", "corpus/korla/01-plain-school-repairs.txt"]).stdout);
    assert!(gongkai(["explain", &path]).ending(0).text().contains("korla"));
    assert!(gongkai(["inspect", &path]).ending(0).text().contains("grid"));
    let missing = gongkai(["text", &folder.name("a.zip!/none.txt")]).ending(2);
    assert!(missing.stderr.contains("found no such member"), "{}", missing.stderr);
    let many = gongkai(["text", &folder.name("a.zip")]).ending(2);
    assert!(many.stderr.contains("a.zip!/other.txt"), "{}", many.stderr);
}
