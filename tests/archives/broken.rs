//! Damaged, encrypted and unknown archives cost what is damaged, encrypted or unknown, and nothing beside it.

use crate::make::{Member, deflated, gzip, stored, tar, zip, zstd};
use crate::run::{FORM, Folder, gongkai};
use crate::{ends, packed, pairs};

const TEXT: &[u8] = FORM.as_bytes();

#[test]
fn encrypted_unknown_and_damaged_members_are_their_own_errors() {
    let folder = Folder::new();
    let encrypted = Member { flags: 1, ..stored(b"secret.txt", TEXT) };
    let method = Member { method: 98, ..stored(b"ppmd.txt", TEXT) };
    let mut bad = deflated(b"bad.txt", TEXT);
    bad.data[20] ^= 0x55;
    let short = Member { size: 5, ..deflated(b"lies.txt", TEXT) };
    let wrong = Member { crc: 1, ..stored(b"sum.txt", TEXT) };
    let rar = stored(b"r.rar", b"Rar!\x1a\x07\x01\x00 and more");
    folder.file("a.zip", zip(&[encrypted, method, bad, short, wrong, rar, stored(b"good.txt", TEXT)]));
    assert_eq!(
        pairs(&ends(&folder, "a.zip", &[])),
        [
            ("a.zip!/secret.txt", "encrypted"),
            ("a.zip!/ppmd.txt", "unsupported-container"),
            ("a.zip!/bad.txt", "damaged-archive"),
            ("a.zip!/lies.txt", "damaged-archive"),
            ("a.zip!/sum.txt", "damaged-archive"),
            ("a.zip!/r.rar", "unsupported-container"),
            ("a.zip!/good.txt", "complete"),
        ]
    );
}

#[test]
fn what_stands_before_a_cut_is_read_and_the_rest_is_one_error() {
    let folder = Folder::new();
    let names = ["1.txt", "2.txt", "3.txt"];
    let whole_zip = zip(&names.map(|name| stored(name.as_bytes(), TEXT)));
    let whole_tar = tar(&names.map(|name| (name.as_bytes(), TEXT)));
    let noise: Vec<u8> = (0..400_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let packed = tar(&[(b"1.txt", TEXT), (b"2.txt", TEXT), (b"3.bin", &noise)]);
    let cut = |bytes: &[u8], keep: usize| bytes[..keep].to_vec();
    folder.file("a.zip", cut(&whole_zip, 2 * TEXT.len() + 200)).file("a.tar", cut(&whole_tar, 5 * 512 + 2 * TEXT.len() + 400));
    let (gz, zst) = (gzip(&packed), zstd(&packed));
    folder.file("a.tgz", cut(&gz, gz.len() / 2)).file("a.tar.zst", cut(&zst, zst.len() - 9));
    for file in ["a.zip", "a.tar", "a.tgz", "a.tar.zst"] {
        let found = ends(&folder, file, &[]);
        let (last, before) = found.split_last().expect("an error at least");
        assert_eq!(last.1, "damaged-archive", "{found:?}");
        assert!(!before.is_empty() && before.iter().all(|(_, end)| end == "complete"), "{found:?}");
    }
}

#[test]
fn no_cut_of_any_archive_stops_the_run_or_passes_in_silence() {
    let folder = Folder::new();
    let members: [(&str, &[u8]); 2] = [("1.txt", b"first"), ("2.txt", b"second")];
    let tar = tar(&members.map(|(name, data)| (name.as_bytes(), data)));
    let whole = [
        ("zip", zip(&members.map(|(name, data)| deflated(name.as_bytes(), data)))),
        ("tgz", gzip(&tar)),
        ("zst", zstd(&tar)),
        ("7z", packed::seven(&members, true)),
    ];
    let mut files = 0;
    for (kind, bytes) in &whole {
        for keep in (8..bytes.len() - 1).step_by(7) {
            folder.file(&format!("in/{keep}.{kind}"), &bytes[..keep]);
            files += 1;
        }
    }
    let run = gongkai(["extract", "--failures", "--no-isolate", &folder.name("in")]).ending(1);
    let failed = run.records().iter().filter(|record| record["outcome"] == "failed").count();
    assert!(failed >= files, "{failed} errors of {files} files: {}", run.stderr);
}

#[test]
fn a_damaged_7z_and_one_of_noise_are_clear_errors() {
    let folder = Folder::new();
    let mut damaged = packed::seven(&[("a.txt", TEXT), ("b.txt", TEXT)], false);
    damaged[60] ^= 0xff;
    folder.file("a.7z", damaged).file("noise.7z", [b"7z\xbc\xaf\x27\x1c\0\x04".as_slice(), &[7; 200]].concat());
    let found = ends(&folder, "a.7z", &[]);
    assert_eq!(pairs(&found), [("a.7z!/a.txt", "damaged-archive"), ("a.7z!/b.txt", "complete")]);
    assert_eq!(pairs(&ends(&folder, "noise.7z", &[])), [("noise.7z", "damaged-archive")]);
}

#[test]
fn an_archive_without_documents_says_so() {
    let folder = Folder::new();
    folder.file("a.zip", zip(&[])).file("b.zip", zip(&[stored(b"folder/", b"")])).file("c.tgz", gzip(b""));
    for file in ["a.zip", "b.zip"] {
        assert_eq!(pairs(&ends(&folder, file, &[])), [(file, "empty")]);
    }
    assert_eq!(pairs(&ends(&folder, "c.tgz", &[])), [("c.tgz!/c.tgz", "empty")]);
}
