//! What of the input is the store itself: neither a document nor an input.

use std::path::{Path, PathBuf};

/// The names that the store's files would be met under.
pub struct Own(Vec<String>);

impl Own {
    /// Of the store at `store`, below any of `sources`.
    pub fn of(store: &Path, sources: &[PathBuf]) -> Self {
        let below = |source: &PathBuf| {
            let inside = canonical(store)?.strip_prefix(source.canonicalize().ok()?).ok()?.to_owned();
            let place = if inside.as_os_str().is_empty() { source.clone() } else { source.join(inside) };
            Some(place.to_string_lossy().into_owned())
        };
        Self(sources.iter().filter_map(below).collect())
    }

    /// Whether a name is one of them.
    pub fn holds(&self, path: &str) -> bool {
        let beside = |rest: &str| rest.starts_with('/') || ["", "-wal", "-shm", "-journal", ".lock"].contains(&rest);
        self.0.iter().any(|own| path.strip_prefix(own.trim_end_matches('/')).is_some_and(beside))
    }
}

/// Also where it does not exist yet.
fn canonical(path: &Path) -> Option<PathBuf> {
    let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
    path.canonicalize().ok().or_else(|| Some(parent.canonicalize().ok()?.join(path.file_name()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_among_the_sources_is_told_from_what_is_called_alike() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = Own::of(&folder.path().join("s.sqlite"), &[folder.path().to_owned()]);
        let name = |rest: &str| format!("{}/{rest}", folder.path().display());
        for mine in ["s.sqlite", "s.sqlite-wal", "s.sqlite.lock", "s.sqlite/x"] {
            assert!(own.holds(&name(mine)), "{mine}");
        }
        for other in ["s.sqlite2", "a.txt", "t/s.sqlite"] {
            assert!(!own.holds(&name(other)), "{other}");
        }
        assert!(!Own::of(Path::new("/nowhere/s.sqlite"), &[folder.path().to_owned()]).holds(&name("s.sqlite")));
    }
}
