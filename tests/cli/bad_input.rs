//! Bad input: one document's clear error, and the others go on.

use std::fs;
use std::process::Command;

use crate::run::{FORM, Folder, Run, command, gongkai};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

/// Reads the folder with --failures.
fn extract(folder: &Folder) -> Run {
    gongkai(["extract", "--failures", &folder.name("in")])
}

/// Asserts that `name` alone failed with `code`, saying so, and that the form beside it was read.
fn fails(run: Run, name: &str, code: &str) -> Run {
    let run = run.ending(1);
    let complaints: Vec<_> = run.stderr.lines().filter(|l| l.starts_with("error: ")).collect();
    assert_eq!(complaints.len(), 1, "{}", run.stderr);
    let complaint = complaints[0];
    assert!(complaint.contains(&format!("/{name}: ")), "{complaint}");
    assert!(complaint.ends_with(&format!("[{code}]")), "{complaint}");
    assert!(run.ends().contains(&end("form.txt", "complete", "-")));
    assert!(run.ends().contains(&end(name, "failed", code)));
    run
}

fn end(name: &str, outcome: &str, code: &str) -> (String, String, String) {
    (name.to_owned(), outcome.to_owned(), code.to_owned())
}

fn beside_a_form(name: &str, bytes: impl AsRef<[u8]>) -> Folder {
    let folder = Folder::new();
    folder.file("in/form.txt", FORM).file(&format!("in/{name}"), bytes);
    folder
}

#[test]
fn an_empty_file_fails() {
    let run = fails(extract(&beside_a_form("a.txt", "")), "a.txt", "empty");
    assert!(run.stderr.contains("expected a document, found no bytes"));
}

#[test]
fn binary_data_fails() {
    let bytes: Vec<u8> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let folder = beside_a_form("a.bin", bytes);
    fails(extract(&folder), "a.bin", "unsupported-container");
}

#[test]
fn an_archive_that_is_not_read_yet_fails_and_is_not_silently_absent() {
    let folder = beside_a_form("a.rar", b"Rar!\x1A\x07\x01\0rest");
    let run = fails(extract(&folder), "a.rar", "unsupported-container");
    assert!(run.stderr.contains("found RAR"), "{}", run.stderr);
}

#[test]
fn a_picture_is_skipped_without_a_complaint() {
    let folder = beside_a_form("a.png", PNG);
    let run = extract(&folder).ending(0);
    assert!(run.ends().contains(&end("a.png", "skipped", "not-a-document")));
    assert!(!run.stderr.contains("error:"), "{}", run.stderr);
    assert!(run.stderr.contains("0 failed, 1 skipped"), "{}", run.stderr);
}

#[test]
fn failed_and_skipped_documents_are_printed_only_on_request() {
    let folder = beside_a_form("a.txt", "");
    folder.file("in/b.png", PNG);
    let run = gongkai(["extract", &folder.name("in")]).ending(1);
    assert_eq!(run.ends(), [end("form.txt", "complete", "-")]);
    assert!(run.stderr.contains("1 document read (1 complete"));
    assert!(run.stderr.contains("1 failed, 1 skipped"));
}

#[test]
fn a_failed_record_has_the_contracts_shape() {
    let folder = beside_a_form("a.txt", "");
    let records = extract(&folder).records();
    let record = &records[0];
    assert_eq!(record["error"]["code"], "empty");
    assert_eq!(record["source"]["bytes"], 0);
    assert_eq!(record["diagnostics"][0]["severity"], "error");
    assert_eq!(record["layout"], "unknown");
    assert_eq!(record["projects"].as_array().map(Vec::len), Some(0));
}

#[test]
fn half_a_file_cut_inside_a_character_is_read_up_to_there() {
    // The last 标 has two of its three bytes left.
    let at = FORM.rfind('标').expect("a character") + 2;
    let folder = beside_a_form("half.txt", &FORM.as_bytes()[..at]);
    let run = extract(&folder).ending(0);
    let half = &run.records()[1];
    assert_eq!(half["outcome"], "partial");
    assert_eq!(half["diagnostics"][0]["code"], "undecodable-bytes");
    assert_eq!(half["layout"], "korla");
}

#[test]
fn nuls_in_a_text_do_not_stop_its_reading() {
    let folder = beside_a_form("nul.txt", FORM.replace('\t', "\t\0") + "\0\0\0");
    let run = extract(&folder).ending(0);
    let records = run.records();
    assert_eq!(records[1]["layout"], "korla");
    assert_eq!(records[0]["projects"], records[1]["projects"]);
}

#[test]
fn nothing_but_nuls_fails() {
    fails(extract(&beside_a_form("a.txt", [0; 5000])), "a.txt", "unsupported-container");
}

#[test]
fn unpaired_surrogates_are_a_diagnostic_with_their_place() {
    let mut units: Vec<u16> = FORM.encode_utf16().collect();
    units.insert(40, 0xD800);
    let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let run = extract(&beside_a_form("wide.txt", bytes)).ending(0);
    let wide = &run.records()[1];
    assert_eq!(wide["source"]["encoding"], "UTF-16LE");
    let faults = wide["diagnostics"].as_array().expect("diagnostics");
    let fault = faults.iter().find(|one| one["code"] == "undecodable-bytes").expect("a fault");
    assert_eq!(fault["span"], serde_json::json!([40, 41]));
}

#[test]
fn one_line_of_20_megabytes_is_read() {
    one_line_of(20);
}

#[test]
#[ignore = "by hand, with --release: 200 MB"]
fn one_line_of_200_megabytes_is_read() {
    one_line_of(200);
}

fn one_line_of(megabytes: usize) {
    let line = "项目资金按规定使用，".repeat(megabytes * 1_000_000 / 30);
    let run = extract(&beside_a_form("line.txt", &line)).ending(0);
    let last = run.text().lines().last().expect("two records");
    assert!(last.contains(r#""outcome":"unknown""#));
    assert!(last.len() > line.len(), "the line is residue");
}

#[test]
fn a_document_above_the_limit_is_refused_unread() {
    let folder = beside_a_form("large.txt", "项目".repeat(1000));
    let run = gongkai(["extract", "--failures", "--max-bytes", "5K", &folder.name("in")]);
    let run = fails(run, "large.txt", "too-large");
    assert!(run.stderr.contains("expected at most 5120 bytes, found 6000"));
}

#[test]
fn a_missing_path_stops_the_run_before_anything_is_read() {
    let folder = beside_a_form("a.txt", FORM);
    let run = gongkai(["extract", &folder.name("in"), &folder.name("gone")]).ending(2);
    assert!(run.stdout.is_empty());
    assert!(run.stderr.contains("/gone: expected a file or a folder"));
}

#[test]
fn a_folder_without_documents_is_no_success() {
    let folder = Folder::new();
    fs::create_dir(folder.path("in")).expect("a folder");
    let run = extract(&folder).ending(2);
    assert!(run.stderr.contains("/in: expected documents to read, found none"));
}

#[test]
fn bad_arguments_are_explained() {
    for arguments in [
        &["extract"][..],
        &["extract", "--jobs", "0", "corpus"],
        &["extract", "--encoding", "klingon", "corpus"],
        &["extract", "--max-bytes", "many", "corpus"],
        &["extract", "-", "-"],
        &["text", "corpus"],
        &["frobnicate"],
    ] {
        let run = gongkai(arguments).ending(2);
        assert!(run.stdout.is_empty() && run.stderr.contains("error:"), "{arguments:?}");
    }
    let run = gongkai(["extract", "--encoding", "klingon", "corpus"]);
    assert!(run.stderr.contains("gb18030"), "{}", run.stderr);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn a_link_back_into_its_own_folder_ends_nowhere() {
        let folder = beside_a_form("deep/er/a.txt", FORM);
        symlink(folder.path("in"), folder.path("in/deep/er/loop")).expect("a link");
        let run = fails(extract(&folder), "loop", "folder-loop");
        assert!(run.stderr.contains("found a link back to the folder"));
        assert_eq!(run.records().len(), 3);
    }

    #[test]
    fn links_to_files_and_folders_are_followed() {
        let folder = beside_a_form("a.txt", FORM);
        folder.file("else/b.txt", FORM).file("c.txt", FORM);
        symlink(folder.path("else"), folder.path("in/else")).expect("a link");
        symlink(folder.path("c.txt"), folder.path("in/c.txt")).expect("a link");
        let names: Vec<_> = extract(&folder).ending(0).ends();
        let names: Vec<_> = names.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["a.txt", "c.txt", "b.txt", "form.txt"]);
    }

    #[test]
    fn a_broken_link_fails() {
        let folder = beside_a_form("a.txt", FORM);
        symlink("/nowhere/at/all", folder.path("in/link.txt")).expect("a link");
        let run = fails(extract(&folder), "link.txt", "not-found");
        assert!(run.stderr.contains("a link to /nowhere/at/all"));
    }

    #[test]
    fn a_pipe_is_refused_without_waiting_for_a_writer() {
        let folder = beside_a_form("a.txt", FORM);
        let made = Command::new("mkfifo").arg(folder.path("in/pipe")).status();
        assert!(made.expect("mkfifo").success());
        fails(extract(&folder), "pipe", "not-a-file");
        let alone = gongkai(["extract", &folder.name("in/pipe")]).ending(1);
        assert!(alone.stderr.contains("found a pipe"), "{}", alone.stderr);
        gongkai(["text", &folder.name("in/pipe")]).ending(1);
    }

    #[test]
    fn sockets_and_devices_are_refused() {
        let folder = beside_a_form("a.txt", FORM);
        let _socket = UnixListener::bind(folder.path("in/socket")).expect("a socket");
        fails(extract(&folder), "socket", "not-a-file");
        let device = gongkai(["extract", "/dev/zero"]).ending(1);
        assert!(device.stderr.contains("found a device"));
    }

    #[test]
    fn what_may_not_be_read_fails_and_the_rest_goes_on() {
        let folder = beside_a_form("secret.txt", FORM);
        folder.file("in/closed/a.txt", FORM);
        let rights = |path: &str, mode| {
            fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).expect("rights");
        };
        rights("", 0o755);
        rights("in/secret.txt", 0o000);
        rights("in/closed", 0o000);
        let run = unprivileged(&["extract", "--failures", &folder.name("in")]);
        rights("in/closed", 0o755);
        let Some(run) = run.map(|run| run.ending(1)) else {
            return;
        };
        assert_eq!(
            run.ends(),
            [end("closed", "failed", "unreadable"), end("form.txt", "complete", "-"), end("secret.txt", "failed", "unreadable")]
        );
        assert!(run.stderr.contains("Permission denied"), "{}", run.stderr);
    }

    /// Runs the program as nobody in particular; `None`, said aloud, where that cannot be done.
    fn unprivileged(arguments: &[&str]) -> Option<Run> {
        let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        if !root {
            return Some(gongkai(arguments));
        }
        let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        let program = command().get_program().to_owned();
        let can = Command::new("setpriv").args(nobody).arg(&program).arg("--version").output();
        if !can.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: root reads everything, and setpriv cannot be used here");
            return None;
        }
        let run = Command::new("setpriv").args(nobody).arg(&program).args(arguments).output();
        Some(run.expect("setpriv starts").into())
    }

    #[test]
    fn a_name_that_is_not_utf8_is_decoded_and_kept() {
        use std::os::unix::ffi::OsStrExt;
        let folder = beside_a_form("a.txt", FORM);
        let name = std::ffi::OsStr::from_bytes(b"\xd4\xa4\xcb\xe3.txt");
        fs::write(folder.path("in").join(name), FORM).expect("a file");
        let run = extract(&folder).ending(0);
        let record = &run.records()[2];
        assert_eq!(record["source"]["path"], format!("{}/预算.txt", folder.name("in")));
        let raw = record["source"]["raw_name"].as_str().expect("a raw name");
        assert!(raw.ends_with(r"/\xd4\xa4\xcb\xe3.txt"), "{raw}");
    }

    #[test]
    fn a_line_end_in_a_name_cannot_forge_a_message() {
        let folder = beside_a_form("a\nerror: b.txt", "");
        let run = extract(&folder).ending(1);
        assert!(run.stderr.contains(r"a\nerror: b.txt: expected"));
    }
}

#[test]
fn hidden_files_and_files_about_files_are_skipped_in_folders_but_read_by_name() {
    let folder = beside_a_form(".hidden.txt", FORM);
    folder.file("in/.git/config", "x").file("in/README.md", "x").file("in/a.json", "{}");
    let run = extract(&folder).ending(0);
    assert_eq!(
        run.ends(),
        [
            end(".git", "skipped", "hidden"),
            end(".hidden.txt", "skipped", "hidden"),
            end("README.md", "skipped", "not-a-document"),
            end("a.json", "skipped", "not-a-document"),
            end("form.txt", "complete", "-")
        ]
    );
    let named = gongkai(["extract", &folder.name("in/.hidden.txt")]).ending(0);
    assert_eq!(named.ends(), [end(".hidden.txt", "complete", "-")]);
}
