//! A folder in, everything below it out, in the order of the paths' bytes whatever order the file system lists.
//!
//! Links are followed; one that leads back into a folder above it is a problem of that link and of nothing else.
//! Hidden entries are left out, and said to be.

use std::cmp::Ordering;
use std::ffi::OsStr;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{Entry, Place, Problem, name};

/// All entries of the folder `root`.
pub(super) fn entries(root: &Path) -> impl Iterator<Item = Entry> + use<> {
    let mut walk = WalkDir::new(root).follow_links(true).sort_by(by_path).into_iter();
    std::iter::from_fn(move || {
        loop {
            match walk.next()? {
                Ok(entry) if entry.depth() > 0 && is_hidden(entry.path()) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                    return Some(hidden(entry.path()));
                }
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => return Some(file(entry.path())),
                Err(error) => return Some(broken(&error)),
            }
        }
    })
}

fn file(path: &Path) -> Entry {
    let place = name::no_document(path).map_or_else(|| Ok(Place::File(path.to_owned())), Err);
    Entry::new(path, place)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn hidden(path: &Path) -> Entry {
    Entry::new(path, Err(name::hidden()))
}

fn broken(error: &walkdir::Error) -> Entry {
    let path = error.path().unwrap_or(Path::new(""));
    if error.depth() > 0 && is_hidden(path) {
        return hidden(path);
    }
    let problem = match (error.loop_ancestor(), error.io_error()) {
        (Some(above), _) => Problem::failed(
            "folder-loop",
            format!("expected a folder or a file, found a link back to the folder {} that it stands in", name::shown(above).0),
        ),
        (None, Some(error)) => super::file::unreadable(path, error),
        (None, None) => Problem::failed("unreadable", error.to_string()),
    };
    Entry::new(path, Err(problem))
}

/// As the whole paths compare: what stands in the folder `a` comes behind `a.txt`, because `/` comes behind `.`.
fn by_path(a: &DirEntry, b: &DirEntry) -> Ordering {
    key(a.file_name(), is_folder(a)).cmp(key(b.file_name(), is_folder(b)))
}

fn key(name: &OsStr, folder: bool) -> impl Iterator<Item = u8> {
    name.as_encoded_bytes().iter().copied().chain(folder.then_some(b'/'))
}

fn is_folder(entry: &DirEntry) -> bool {
    let kind = entry.file_type();
    kind.is_dir() || (kind.is_symlink() && entry.path().is_dir())
}
