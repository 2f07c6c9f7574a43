//! One path in, its bytes out, or why there are none. Never waits for a pipe, and never takes more than the limit.

use std::fs::{self, File, FileType, Metadata};
use std::io::{self, Read};
use std::path::Path;

use super::{Limits, Problem};

/// Which file it is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    device: u64,
    number: u64,
}

impl Identity {
    /// The file that this describes; `None` where the system does not tell, and for what is no file.
    pub fn of(metadata: &Metadata) -> Option<Self> {
        #[cfg(unix)]
        if metadata.is_file() {
            use std::os::unix::fs::MetadataExt;
            return Some(Self { device: metadata.dev(), number: metadata.ino() });
        }
        let _ = metadata;
        None
    }
}

/// The file at `path`, opened.
pub(super) fn open(path: &Path, limits: &Limits) -> Result<(File, Metadata), Problem> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    // Asked before opening: a pipe without a writer would wait for ever.
    if !metadata.is_file() {
        return Err(Problem::failed(
            "not-a-file",
            format!("expected a file, found {} (`-` reads standard input)", kind(metadata.file_type())),
        ));
    }
    if Identity::of(&metadata).is_some_and(|identity| limits.outputs.contains(&identity)) {
        return Err(Problem::skipped("own-output", "this run writes its output here"));
    }
    let file = File::open(path).map_err(|error| unreadable(path, &error))?;
    Ok((file, metadata))
}

/// All that `source` has, of which `expected` bytes are known.
pub(super) fn whole(source: &mut dyn Read, expected: u64, max_bytes: u64) -> Result<Vec<u8>, Problem> {
    if expected > max_bytes {
        return Err(too_large(max_bytes, expected.to_string()));
    }
    let mut bytes = Vec::new();
    let room = usize::try_from(expected).unwrap_or(usize::MAX);
    // A failed allocation would end the whole run.
    bytes
        .try_reserve_exact(room)
        .map_err(|_| Problem::failed("unreadable", format!("expected memory for {expected} bytes, found less")))?;
    let read = source.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| unreadable_stream(&error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(too_large(max_bytes, "more".to_owned()));
    }
    Ok(bytes)
}

/// What an error in the middle of reading means.
pub(super) fn unreadable_stream(error: &io::Error) -> Problem {
    Problem::failed("unreadable", format!("expected readable bytes, found: {error}"))
}

/// What an error of the file system means for `path`.
pub(super) fn unreadable(path: &Path, error: &io::Error) -> Problem {
    if error.kind() != io::ErrorKind::NotFound {
        return Problem::failed("unreadable", format!("expected a readable file or folder, found: {error}"));
    }
    let target = fs::read_link(path).map(|target| format!("a link to {}, which is not there", super::name::shown(&target).0));
    Problem::failed(
        "not-found",
        format!("expected a file, found {}", target.unwrap_or_else(|_| "nothing (it was removed meanwhile)".to_owned())),
    )
}

fn too_large(max_bytes: u64, found: String) -> Problem {
    Problem::failed("too-large", format!("expected at most {max_bytes} bytes, found {found} (--max-bytes raises the limit)"))
}

fn kind(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kinds =
            [(kind.is_fifo(), "a pipe"), (kind.is_socket(), "a socket"), (kind.is_char_device() || kind.is_block_device(), "a device")];
        if let Some((_, name)) = kinds.into_iter().find(|(is, _)| *is) {
            return name;
        }
    }
    if kind.is_dir() { "a folder" } else { "something else" }
}
