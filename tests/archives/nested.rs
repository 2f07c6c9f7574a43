//! Archives in archives, to a depth.

use crate::make::{gbk, gzip, stored, tar, zip};
use crate::run::{FORM, Folder, gongkai};
use crate::{ends, packed, pairs};

const TEXT: &[u8] = FORM.as_bytes();

#[test]
fn archives_of_every_kind_are_read_within_one_another() {
    let folder = Folder::new();
    let zip_in_tar = tar(&[(b"in.zip", &zip(&[stored(b"a.txt", TEXT)])), (b"last.txt", TEXT)]);
    let seven = packed::seven(&[("b.txt", TEXT)], false);
    folder.file("o.zip", zip(&[stored(b"x.tgz", &gzip(&zip_in_tar)), stored(b"y.7z", &seven), stored(b"z.txt.gz", &gzip(TEXT))]));
    assert_eq!(
        pairs(&ends(&folder, "o.zip", &[])),
        [
            ("o.zip!/x.tgz!/in.zip!/a.txt", "complete"),
            ("o.zip!/x.tgz!/last.txt", "complete"),
            ("o.zip!/y.7z!/b.txt", "complete"),
            ("o.zip!/z.txt.gz!/z.txt", "complete"),
        ]
    );
}

#[test]
fn a_damaged_archive_in_an_archive_costs_nothing_behind_it() {
    let folder = Folder::new();
    let mut bad = gzip(&tar(&[(b"a.txt", TEXT), (b"b.txt", TEXT)]));
    let middle = bad.len() / 2;
    bad[middle] ^= 0xff;
    let members: [(&[u8], &[u8]); 3] = [(b"bad.tgz", &bad), (b"cut.gz", &gzip(TEXT)[..200]), (b"good.txt", TEXT)];
    folder.file("o.tar", tar(&members)).file("o.tgz", gzip(&tar(&members)));
    folder.file("o.7z", packed::seven(&members.map(|(name, data)| (std::str::from_utf8(name).expect("UTF-8"), data)), true));
    for file in ["o.tar", "o.tgz", "o.7z"] {
        let found = ends(&folder, file, &[]);
        assert_eq!(found.last(), Some(&(format!("{file}!/good.txt"), "complete".to_owned())), "{found:?}");
        assert!(found[..found.len() - 1].iter().any(|(path, end)| path.contains("cut.gz") && end == "damaged-archive"), "{found:?}");
    }
}

#[test]
fn a_raw_name_is_kept_through_the_archives_in_it() {
    let folder = Folder::new();
    folder.file("o.zip", zip(&[stored(&gbk("预算.zip"), &zip(&[stored(b"a.txt", TEXT)]))]));
    let run = gongkai(["extract", &folder.name("o.zip")]).ending(0);
    assert_eq!(run.records()[0]["source"]["path"], folder.name("o.zip!/预算.zip!/a.txt"));
    assert_eq!(run.records()[0]["source"]["raw_name"], "\\xd4\\xa4\\xcb\\xe3.zip!/a.txt");
}

#[test]
fn beyond_the_depth_there_is_one_error_however_many_archives_stand_there() {
    let folder = Folder::new();
    let level = |inner: &[u8]| zip(&[stored(b"a.txt", TEXT), stored(b"m.zip", inner), stored(b"n.zip", inner)]);
    folder.file("o.zip", level(&level(&level(b""))));
    let deep = ends(&folder, "o.zip", &["--max-depth", "2"]);
    let texts = ["", "m.zip!/", "n.zip!/"].map(|at| (format!("o.zip!/{at}a.txt"), "complete".to_owned()));
    let mut expected = texts.to_vec();
    expected.push(("o.zip!/m.zip!/m.zip".to_owned(), "archive-limit".to_owned()));
    assert_eq!(deep, expected);
}
