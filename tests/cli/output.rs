//! Where the output goes, and what is said beside it.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::run::{FORM, Folder, command, gongkai, json};

#[test]
fn a_file_gets_what_standard_output_would_have_got() {
    let folder = Folder::new();
    let target = folder.name("out.jsonl");
    let run = gongkai(["extract", "corpus", "-o", &target]).ending(0);
    assert!(run.stdout.is_empty());
    let printed = gongkai(["extract", "corpus"]).stdout;
    assert!(fs::read(&target).expect("the output") == printed);
    assert_eq!(folder.list(), ["out.jsonl"]);
}

#[test]
fn a_file_that_stands_there_is_replaced_only_by_a_whole_one() {
    let folder = Folder::new();
    folder.file("out.jsonl", "before");
    fs::create_dir(folder.path("empty")).expect("a folder");
    let target = folder.name("out.jsonl");
    gongkai(["extract", &folder.name("empty"), "-o", &target]).ending(2);
    assert_eq!(fs::read_to_string(&target).expect("the output"), "before");
    gongkai(["extract", "corpus/korla", "-o", &target]).ending(0);
    assert!(fs::read_to_string(&target).expect("the output").len() > 1000);
    assert_eq!(folder.list(), ["empty", "out.jsonl"]);
}

#[test]
fn some_failed_documents_do_not_keep_the_file_from_being_written() {
    let folder = Folder::new();
    folder.file("in/a.txt", "").file("in/b.txt", FORM);
    let target = folder.name("out.jsonl");
    gongkai(["extract", &folder.name("in"), "-o", &target]).ending(1);
    let written = fs::read_to_string(&target).expect("the output");
    assert_eq!(written.lines().count(), 1);
}

#[test]
fn a_missing_folder_or_a_folder_in_the_files_place_stops_the_run() {
    let folder = Folder::new();
    for target in [folder.name("gone/out.jsonl"), folder.name("")] {
        let run = gongkai(["extract", "corpus", "-o", &target]).ending(2);
        let expected = format!("error: {target}: expected a place to write to, found: ");
        assert!(run.stderr.starts_with(&expected), "{}", run.stderr);
    }
}

#[test]
fn the_output_is_not_read_as_input() {
    let folder = Folder::new();
    folder.file("in/a.txt", FORM).file("in/out.txt", "before");
    let target = folder.name("in/out.txt");
    let run = gongkai(["extract", &folder.name("in"), "-o", &target]).ending(0);
    assert!(run.stderr.contains("1 document read"), "{}", run.stderr);
    let run = gongkai(["extract", &target, "-o", &target]).ending(2);
    assert!(run.stderr.contains("found the document to read"));
}

#[test]
fn pretty_objects_say_the_same() {
    let file = "corpus/korla/01-plain-school-repairs.txt";
    let pretty = gongkai(["extract", "--pretty", file]).ending(0);
    let plain = gongkai(["extract", file]).ending(0);
    assert!(pretty.text().starts_with("{\n  \"schema_version\": \"1\",\n"));
    assert_eq!(json(pretty.text()), plain.records()[0]);
    assert_eq!(plain.text().lines().count(), 1);
}

#[test]
fn in_a_pipe_only_the_summary_is_said_and_quiet_says_nothing() {
    let said = gongkai(["extract", "corpus/korla"]).ending(0).stderr;
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains(" documents read ("), "{said}");
    assert!(!said.contains('\u{1b}'), "no colours in a pipe");
    let quiet = gongkai(["extract", "--quiet", "corpus/korla"]).ending(0);
    assert_eq!(quiet.stderr, "");
}

#[test]
fn quiet_still_names_what_failed() {
    let folder = Folder::new();
    folder.file("in/a.txt", "");
    let run = gongkai(["extract", "-q", &folder.name("in")]).ending(1);
    assert!(run.stderr.ends_with("a.txt: expected a document, found no bytes [empty]\n"));
    assert!(run.stdout.is_empty());
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_run_quietly() {
    let folder = Folder::new();
    for n in 0..40 {
        folder.file(&format!("in/{n}.txt"), FORM.repeat(8));
    }
    let mut child = command();
    child.args(["extract", &folder.name("in")]);
    let child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.expect("the program starts");
    let mut line = String::new();
    let mut reader = BufReader::new(child.stdout.take().expect("a pipe"));
    reader.read_line(&mut line).expect("a record");
    drop(reader);
    json(&line);
    let ended = child.wait_with_output().expect("the program ends");
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::File;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::process::Command;

    use super::*;

    #[test]
    fn a_full_disk_is_an_error() {
        let full = File::options().write(true).open("/dev/full").expect("/dev/full");
        let run = command().args(["extract", "corpus"]).stdout(full).output();
        let run = run.expect("the program starts");
        assert_eq!(run.status.code(), Some(2));
        let said = String::from_utf8_lossy(&run.stderr);
        assert!(said.starts_with("error: standard output: expected to write"), "{said}");
        gongkai(["extract", "corpus", "-o", "/dev/full"]).ending(2);
    }

    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        gongkai(["extract", "corpus/korla", "-o", "/dev/null"]).ending(0);
        assert!(!fs::metadata("/dev/null").expect("/dev/null").is_file());
    }

    #[test]
    fn a_run_that_is_killed_while_writing_leaves_the_file_as_it_was() {
        let folder = Folder::new();
        folder.file("out.jsonl", "before");
        // The system kills whoever writes more than 64 blocks of 512 or 1024 bytes.
        let limited = Command::new("sh")
            .args(["-c", "ulimit -f 64; exec \"$0\" extract corpus -o \"$1\""])
            .arg(command().get_program())
            .arg(folder.path("out.jsonl"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output();
        assert_ne!(limited.expect("sh starts").status.code(), Some(0));
        let kept = fs::read_to_string(folder.path("out.jsonl")).expect("the output");
        assert_eq!(kept, "before");
    }

    #[test]
    fn a_link_is_written_through_and_rights_are_kept() {
        let folder = Folder::new();
        folder.file("real.jsonl", "before");
        let real = folder.path("real.jsonl");
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("rights");
        symlink(&real, folder.path("link.jsonl")).expect("a link");
        gongkai(["extract", "corpus/korla", "-o", &folder.name("link.jsonl")]).ending(0);
        let link = fs::symlink_metadata(folder.path("link.jsonl")).expect("the link");
        assert!(link.is_symlink());
        let written = fs::metadata(&real).expect("the output");
        assert!(written.len() > 1000);
        assert_eq!(written.mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_has_the_rights_that_the_umask_leaves() {
        let folder = Folder::new();
        let made = Command::new("sh")
            .args(["-c", "umask 027; exec \"$0\" extract -q corpus/korla -o \"$1\""])
            .arg(command().get_program())
            .arg(folder.path("out.jsonl"))
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status();
        assert!(made.expect("sh starts").success());
        let mode = fs::metadata(folder.path("out.jsonl")).expect("the output").mode();
        assert_eq!(mode & 0o777, 0o640);
    }
}
