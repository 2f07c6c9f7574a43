//! Where results go: standard output, or a file that appears whole or not at all.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use gongkai::write::place;
use tempfile::NamedTempFile;
use walkdir::WalkDir;

use super::report::{Stop, shown};
use crate::read::Identity;

/// An opened output.
pub struct Output {
    name: String,
    sink: Sink,
}

enum Sink {
    /// Standard output, a device or a pipe: written as it comes.
    Stream(BufWriter<Box<dyn Write>>),
    /// A file beside the target, which takes its place in the end.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output for `None` and `-`.
    pub fn to(path: Option<&Path>) -> Result<Self, Stop> {
        let Some(path) = path.filter(|path| *path != Path::new("-")) else {
            return Ok(Self { name: "standard output".to_owned(), sink: Sink::Stream(BufWriter::new(Box::new(io::stdout().lock()))) });
        };
        let name = shown(&path.to_string_lossy());
        match open(path) {
            Ok(sink) => Ok(Self { name, sink }),
            Err(error) => Err(Stop::Run(format!("{name}: expected a place to write to, found: {error}"))),
        }
    }

    /// Writes all of `bytes`.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let written = match &mut self.sink {
            Sink::Stream(stream) => stream.write_all(bytes),
            Sink::File(file, _) => file.write_all(bytes),
        };
        written.map_err(|error| stop(&self.name, &error))
    }

    /// Makes what was written stay: a file takes its name only now.
    pub fn finish(self) -> Result<(), Stop> {
        let done = match self.sink {
            Sink::Stream(mut stream) => stream.flush(),
            Sink::File(file, target) => replace(file, &target),
        };
        done.map_err(|error| stop(&self.name, &error))
    }
}

/// The files that a run with this output writes, where they are files.
pub fn identities(path: Option<&Path>) -> Vec<Identity> {
    // A folder that is written anew holds what an earlier run wrote, and that is no input either.
    let target = path.into_iter().flat_map(|path| WalkDir::new(path).follow_root_links(true));
    let target = target.filter_map(|entry| fs::metadata(entry.ok()?.path()).ok());
    standard().into_iter().chain(target).filter_map(|metadata| Identity::of(&metadata)).collect()
}

fn standard() -> Option<fs::Metadata> {
    #[cfg(unix)]
    {
        use std::os::fd::AsFd;
        let copy = io::stdout().as_fd().try_clone_to_owned().ok()?;
        File::from(copy).metadata().ok()
    }
    #[cfg(not(unix))]
    None
}

fn stop(name: &str, error: &io::Error) -> Stop {
    match error.kind() {
        ErrorKind::BrokenPipe => Stop::ReaderGone,
        _ => Stop::Run(format!("{name}: expected to write the output, found: {error}")),
    }
}

fn open(path: &Path) -> io::Result<Sink> {
    match &fs::metadata(path).ok() {
        Some(found) if found.is_dir() => {
            return Err(io::Error::new(ErrorKind::IsADirectory, "a folder"));
        }
        // A device must not be replaced by a file of its name.
        Some(found) if !found.is_file() => {
            return Ok(Sink::Stream(BufWriter::new(Box::new(File::options().write(true).open(path)?))));
        }
        _ => {}
    }
    let target = place::resolved(path)?;
    Ok(Sink::File(BufWriter::new(place::draft_file(&target)?), target))
}

fn replace(file: BufWriter<NamedTempFile>, target: &Path) -> io::Result<()> {
    place::replace_file(file.into_inner().map_err(io::IntoInnerError::into_error)?, target)
}
