//! One run at a time: a lock that the system takes back when its holder dies, however it dies.

use std::fs::{File, TryLockError};
use std::path::Path;

use gongkai::write::Trouble;

/// Held as long as it lives.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock, or says that somebody has it.
    pub(super) fn take(path: &Path) -> Result<Self, Trouble> {
        // The file stays: removing it would let two runs hold locks on two files of one name.
        let file = File::options().create(true).append(true).open(path).map_err(|error| Trouble::from(error).at(path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Trouble::busy("expected the store to be free, found another run at work on it").at(path)),
            Err(TryLockError::Error(error)) => Err(Trouble::from(error).at(path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use gongkai::write::Nature;

    use super::*;

    #[test]
    fn the_second_to_come_is_told_so_until_the_first_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lock");
        let first = Lock::take(&path).expect("the lock");
        assert_eq!(Lock::take(&path).expect_err("it is taken").nature, Nature::Busy);
        drop(first);
        Lock::take(&path).expect("the lock again");
    }
}
