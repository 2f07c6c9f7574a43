//! tar, the compressed streams and 7z.

use sevenz_rust2::{ArchiveEntry, ArchiveWriter};

use crate::make::{gbk, gzip, tar, xz, zstd};
use crate::run::{FORM, Folder, gongkai_reading};
use crate::{ends, pairs};

const TEXT: &[u8] = FORM.as_bytes();

/// The bytes of a 7z with these members, all in one block where it is solid.
pub fn seven(members: &[(&str, &[u8])], solid: bool) -> Vec<u8> {
    let mut writer = ArchiveWriter::new(std::io::Cursor::new(Vec::new())).expect("a writer");
    let entries: Vec<ArchiveEntry> = members.iter().map(|(name, _)| ArchiveEntry::new_file(name)).collect();
    if solid {
        let sources = members.iter().map(|(_, data)| sevenz_rust2::SourceReader::new(*data)).collect();
        writer.push_archive_entries(entries, sources).expect("members");
    } else {
        for (entry, (_, data)) in entries.into_iter().zip(members) {
            writer.push_archive_entry(entry, Some(*data)).expect("a member");
        }
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn a_tar_is_read_plain_and_packed_whatever_it_is_called() {
    let folder = Folder::new();
    let long = format!("{}/文件.txt", "很长的目录名".repeat(20));
    let tar = tar(&[(b"a.txt", TEXT), (long.as_bytes(), TEXT), (&gbk("预算.txt"), TEXT)]);
    folder.file("a.tar", &tar).file("a.tgz", gzip(&tar)).file("a.tar.xz", xz(&tar)).file("a.tar.zst", zstd(&tar)).file("a.txt", gzip(&tar));
    for file in ["a.tar", "a.tgz", "a.tar.xz", "a.tar.zst", "a.txt"] {
        let expected = ["a.txt", &*long, "预算.txt"].map(|name| (format!("{file}!/{name}"), "complete".to_owned()));
        assert_eq!(ends(&folder, file, &[]), expected);
    }
}

#[test]
fn links_and_devices_in_a_tar_are_no_documents() {
    let folder = Folder::new();
    let mut builder = tar::Builder::new(Vec::new());
    for (kind, name) in
        [(tar::EntryType::Symlink, "s"), (tar::EntryType::Link, "h"), (tar::EntryType::Fifo, "f"), (tar::EntryType::Directory, "d")]
    {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_link_name("/etc/passwd").expect("a short name");
        builder.append_data(&mut header, name, std::io::empty()).expect("a Vec takes all");
    }
    folder.file("a.tar", builder.into_inner().expect("a Vec takes all"));
    let skipped = "not-a-document";
    assert_eq!(pairs(&ends(&folder, "a.tar", &[])), [("a.tar!/s", skipped), ("a.tar!/h", skipped), ("a.tar!/f", skipped)]);
}

#[test]
fn one_packed_document_goes_by_the_name_that_is_left() {
    let folder = Folder::new();
    folder.file("表.txt.gz", gzip(TEXT)).file("b.txt.xz", xz(TEXT)).file("c.zst", zstd(TEXT)).file("d", gzip(TEXT));
    for (file, path) in [("表.txt.gz", "表.txt.gz!/表.txt"), ("b.txt.xz", "b.txt.xz!/b.txt"), ("c.zst", "c.zst!/c"), ("d", "d!/d")] {
        assert_eq!(pairs(&ends(&folder, file, &[])), [(path, "complete")]);
    }
}

#[test]
fn archives_come_on_standard_input_too() {
    for (bytes, path) in [(gzip(&tar(&[(b"a.txt", TEXT)])), "-!/a.txt"), (gzip(TEXT), "-!/-")] {
        let run = gongkai_reading(&bytes, &["extract", "-"]).ending(0);
        assert_eq!(run.records()[0]["source"]["path"], path);
        assert_eq!(run.records()[0]["outcome"], "complete");
    }
}

#[test]
fn a_7z_is_read_solid_or_not() {
    let folder = Folder::new();
    let members: [(&str, &[u8]); 4] = [("目录/表.txt", TEXT), ("readme.txt", TEXT), ("b.txt", TEXT), ("empty.txt", b"")];
    for (file, solid) in [("solid.7z", true), ("single.7z", false)] {
        folder.file(file, seven(&members, solid));
        let mut found = ends(&folder, file, &[]);
        found.sort();
        let name = |name: &str| format!("{file}!/{name}");
        assert_eq!(
            pairs(&found),
            [
                (&*name("b.txt"), "complete"),
                (&*name("empty.txt"), "empty"),
                (&*name("readme.txt"), "not-a-document"),
                (&*name("目录/表.txt"), "complete")
            ]
        );
    }
}
