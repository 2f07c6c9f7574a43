//! Files and folders that appear whole or not at all: written beside their place, synced, renamed.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, TempDir};

/// How drafts are called until they are whole.
const PREFIX: &str = ".gongkai-";
const SUFFIX: &str = ".part";

/// The folder that a path stands in.
pub fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// A file beside `target`, with the rights that `target` has or a new file would have.
pub fn draft_file(target: &Path) -> io::Result<NamedTempFile> {
    let mut draft = tempfile::Builder::new();
    draft.prefix(PREFIX).suffix(SUFFIX);
    match fs::metadata(target).ok().map(|found| found.permissions()).or_else(|| usual(0o666)) {
        Some(permissions) => draft.permissions(permissions).tempfile_in(parent(target)),
        None => draft.tempfile_in(parent(target)),
    }
}

/// Gives a draft its name; whoever looks sees the old file or the new one.
pub fn replace_file(draft: NamedTempFile, target: &Path) -> io::Result<()> {
    draft.as_file().sync_all()?;
    draft.persist(target).map_err(|failed| failed.error)?;
    sync_folder(parent(target));
    Ok(())
}

/// Writes a small file at once.
pub fn write_file(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut draft = draft_file(target)?;
    io::Write::write_all(&mut draft, bytes)?;
    replace_file(draft, target)
}

/// A folder beside `target`, with the rights that `target` has or a new folder would have.
pub fn draft_folder(target: &Path) -> io::Result<TempDir> {
    let mut draft = tempfile::Builder::new();
    draft.prefix(PREFIX).suffix(SUFFIX);
    match fs::metadata(target).ok().map(|found| found.permissions()).or_else(|| usual(0o777)) {
        Some(permissions) => draft.permissions(permissions).tempdir_in(parent(target)),
        None => draft.tempdir_in(parent(target)),
    }
}

/// Gives a draft its name. What stood there is exchanged with it in one step where the system can, and then removed.
pub fn replace_folder(draft: TempDir, target: &Path) -> io::Result<()> {
    sync_folder(draft.path());
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == ErrorKind::NotFound => fs::rename(draft.path(), target)?,
        Err(error) => return Err(error),
        Ok(_) => return exchange(draft, target),
    }
    // Its name is another now: there is nothing to remove.
    let _ = draft.keep();
    sync_folder(parent(target));
    Ok(())
}

/// After this the draft holds what stood there before; dropping it removes that.
fn exchange(draft: TempDir, target: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, draft.path(), CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => {
                sync_folder(parent(target));
                return draft.close();
            }
            // Some file systems cannot.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let aside = draft_folder(target)?;
    fs::rename(target, aside.path())?;
    fs::rename(draft.path(), target)?;
    let _ = draft.keep();
    sync_folder(parent(target));
    aside.close()
}

/// New names last once their folder is on disk; some file systems cannot be asked for that.
pub fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// Everything in a folder of many files, which are not synced one by one where the system can do better.
pub fn sync_files(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        Ok(rustix::fs::syncfs(File::open(folder)?)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        fs::read_dir(folder)?.try_for_each(|entry| File::open(entry?.path())?.sync_all())
    }
}

/// The path that a link leads to: what it points to is replaced, not the link.
pub fn resolved(path: &Path) -> io::Result<PathBuf> {
    if path.exists() { path.canonicalize() } else { Ok(path.to_owned()) }
}

/// What something new may be read by is the user's umask to say, not the temporary file's.
fn usual(mode: u32) -> Option<Permissions> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        Some(Permissions::from_mode(mode))
    }
    #[cfg(not(unix))]
    {
        let _ = mode;
        None
    }
}
