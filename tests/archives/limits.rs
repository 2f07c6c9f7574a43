//! A bomb costs one clear error and bounded memory; each limit has its flag.

use std::io::Write;

use crate::make::{Member, deflated, gzip, stored, tar, zip};
use crate::run::{FORM, Folder};
use crate::{ends, pairs};

const TEXT: &[u8] = FORM.as_bytes();

/// Zeros, packed without ever being held.
fn zeros(mebibytes: usize) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..mebibytes {
        packer.write_all(&[0; 1 << 20]).expect("a Vec takes all");
    }
    packer.finish().expect("a Vec takes all")
}

#[test]
fn every_limit_has_its_flag_and_says_so() {
    let folder = Folder::new();
    folder.file("a.zip", zip(&["1.txt", "2.txt", "3.txt"].map(|name| stored(name.as_bytes(), TEXT))));
    let twice = (TEXT.len() * 2 + 10).to_string();
    let found = ends(&folder, "a.zip", &["--max-total-bytes", &twice]);
    assert_eq!(pairs(&found), [("a.zip!/1.txt", "complete"), ("a.zip!/2.txt", "complete"), ("a.zip", "archive-limit")]);
    let found = ends(&folder, "a.zip", &["--max-members", "1"]);
    assert_eq!(pairs(&found), [("a.zip!/1.txt", "complete"), ("a.zip", "archive-limit")]);
    let found = ends(&folder, "a.zip", &["--max-bytes", "100"]);
    assert_eq!(pairs(&found), ["1", "2", "3"].map(|n| format!("a.zip!/{n}.txt")).each_ref().map(|path| (&**path, "too-large")));
    let found = ends(&folder, "a.zip", &["--max-depth", "0"]);
    assert_eq!(pairs(&found), [("a.zip", "archive-limit")]);
}

#[test]
fn a_member_that_unpacks_to_much_more_is_its_own_error() {
    let folder = Folder::new();
    let bomb = deflated(b"bomb.txt", &vec![b' '; 40 << 20]);
    // It says that it is small.
    let lying = Member { size: 1000, ..deflated(b"lying.txt", &vec![b' '; 20 << 20]) };
    folder.file("a.zip", zip(&[bomb, lying, stored(b"good.txt", TEXT)]));
    let found = ends(&folder, "a.zip", &[]);
    assert_eq!(
        pairs(&found),
        [("a.zip!/bomb.txt", "archive-limit"), ("a.zip!/lying.txt", "damaged-archive"), ("a.zip!/good.txt", "complete")]
    );
}

#[test]
fn a_stream_that_unpacks_without_end_is_one_error() {
    let folder = Folder::new();
    folder.file("a.txt.gz", zeros(80)).file("b.zip", zip(&[stored(b"in.gz", &zeros(80)), stored(b"behind.txt", TEXT)]));
    assert_eq!(pairs(&ends(&folder, "a.txt.gz", &[])), [("a.txt.gz", "archive-limit")]);
    assert_eq!(pairs(&ends(&folder, "b.zip", &[])), [("b.zip", "archive-limit")]);
}

#[test]
fn members_that_share_their_bytes_do_not_multiply_them() {
    let folder = Folder::new();
    // The directory names one stored member many times, as overlapping bombs do.
    let one = zip(&[deflated(b"a.txt", &vec![b' '; 8 << 20])]);
    let start = u32::from_le_bytes(one[one.len() - 6..one.len() - 2].try_into().expect("four bytes")) as usize;
    let (data, end) = (&one[..start], one.len() - 22);
    let entries = one[start..end].repeat(1000);
    let mut bomb = [data, &entries].concat();
    bomb.extend(b"PK\x05\x06\0\0\0\0");
    bomb.extend([1000u16.to_le_bytes(), 1000u16.to_le_bytes()].concat());
    bomb.extend((entries.len() as u32).to_le_bytes());
    bomb.extend((start as u32).to_le_bytes());
    bomb.extend([0; 2]);
    folder.file("a.zip", bomb);
    let found = ends(&folder, "a.zip", &[]);
    assert_eq!(found.last().map(|(path, end)| (&**path, &**end)), Some(("a.zip", "archive-limit")));
    assert!(found.len() < 20, "{} records", found.len());
}

#[test]
fn a_tar_that_lies_about_sizes_and_names_is_an_error() {
    let folder = Folder::new();
    let header = |kind: tar::EntryType, size: u64| {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_path("a.txt").expect("a short name");
        header.set_size(size);
        header.set_cksum();
        header.as_bytes().to_vec()
    };
    // A size that is not there; a long name that never ends.
    folder.file("size.tar", header(tar::EntryType::Regular, 100 << 20));
    let name = [header(tar::EntryType::GNULongName, 60 << 20), vec![b'a'; 60 << 20]].concat();
    folder.file("name.tgz", gzip(&name));
    // Holes that are nowhere.
    let mut sparse = tar::Header::new_gnu();
    sparse.set_entry_type(tar::EntryType::GNUSparse);
    sparse.set_path("holes.txt").expect("a short name");
    sparse.set_size(0);
    let gnu = sparse.as_gnu_mut().expect("a GNU header");
    gnu.sparse[0].set_offset(200 << 20);
    gnu.sparse[0].set_length(0);
    gnu.set_real_size(200 << 20);
    sparse.set_cksum();
    folder.file("holes.tar", [sparse.as_bytes().to_vec(), tar(&[(b"b.txt", TEXT)])].concat());
    assert_eq!(pairs(&ends(&folder, "size.tar", &[])), [("size.tar!/a.txt", "damaged-archive")]);
    assert_eq!(pairs(&ends(&folder, "name.tgz", &[])), [("name.tgz", "damaged-archive")]);
    assert_eq!(pairs(&ends(&folder, "holes.tar", &[])), [("holes.tar", "archive-limit")]);
}

/// Most memory that reading took, in KiB; the system counts it for children that were waited for.
#[cfg(target_os = "linux")]
#[test]
fn a_bomb_takes_no_more_memory_than_its_limits() {
    let folder = Folder::new();
    folder.file("a.gz", zeros(300));
    let path = folder.name("a.gz");
    let mut command = std::process::Command::new("sh");
    // Address space is bounded for the program and everything it starts.
    let script = format!("ulimit -v 800000; exec {} extract --failures --jobs 1 --no-isolate {path}", env!("CARGO_BIN_EXE_gongkai"));
    let run = command.args(["-c", &script]).output().expect("a shell");
    assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(String::from_utf8_lossy(&run.stdout).contains("archive-limit"));
}
