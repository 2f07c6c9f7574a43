//! What one archive on disk may cost, counted over all archives in it: unpacked bytes, in all and for each packed one,
//! members, depth. Declared sizes are the word of an unknown author; what is counted is what was really read.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};

use super::super::{Limits, Problem};
use super::Called;

/// Unpacked bytes that every archive may have, however well it was packed: 64 MiB.
const FREE_IN_ALL: u64 = 64 << 20;
/// The same for one member: 16 MiB.
const FREE: u64 = 16 << 20;

/// Why an archive is not read on.
#[derive(Debug)]
pub enum Halt {
    /// Nobody wants more.
    Left,
    /// It costs more than it may.
    Exceeded(Problem),
}

/// The account of one file on disk.
pub struct Budget<'a> {
    pub limits: &'a Limits,
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    members: Cell<u64>,
    exceeded: RefCell<Option<Problem>>,
    deep: RefCell<Option<(Called, u64)>>,
}

impl<'a> Budget<'a> {
    pub fn new(limits: &'a Limits) -> Self {
        let (packed, unpacked, members) = (Cell::new(0), Cell::new(0), Cell::new(0));
        Self { limits, packed, unpacked, members, exceeded: RefCell::default(), deep: RefCell::default() }
    }

    /// Bytes of the file itself.
    pub fn has_packed(&self, bytes: u64) {
        self.packed.set(self.packed.get() + bytes);
    }

    /// One more member.
    pub fn count(&self) -> Result<(), Halt> {
        self.members.set(self.members.get() + 1);
        let most = self.limits.max_members;
        if self.members.get() <= most {
            return Ok(());
        }
        Err(Halt::Exceeded(over(format!(
            "at most {most} members in the archive, with those of archives in it, found more (--max-members)"
        ))))
    }

    /// What was exceeded while something was read.
    pub fn check(&self) -> Result<(), Halt> {
        self.exceeded.take().map_or(Ok(()), |problem| Err(Halt::Exceeded(problem)))
    }

    /// Bytes that a member of so many packed ones may have, and the flag that says so.
    pub fn room(&self, packed: Option<u64>) -> (u64, &'static str) {
        let ratio = packed.map_or(u64::MAX, |packed| FREE.max(packed.saturating_mul(self.limits.max_ratio)));
        if ratio < self.limits.max_bytes { (ratio, "--max-ratio") } else { (self.limits.max_bytes, "--max-bytes") }
    }

    /// Notes an archive that stands too deep. All of them are one problem: a bomb has thousands.
    pub fn too_deep(&self, name: Called) {
        let mut deep = self.deep.borrow_mut();
        deep.get_or_insert((name, 0)).1 += 1;
    }

    /// Whether something stood too deep.
    pub fn is_too_deep(&self) -> bool {
        self.deep.borrow().is_some()
    }

    /// The first archive that stood too deep, and what is wrong with it and those like it.
    pub fn deepest(&self) -> Option<(Called, Problem)> {
        let (name, count) = self.deep.take()?;
        let others = if count == 1 { String::new() } else { format!("; {} more in the same file are not read either", count - 1) };
        let most = self.limits.max_depth;
        Some((name, over(format!("archives nested at most {most} deep, found one nested deeper (--max-depth){others}"))))
    }

    fn unpacks(&self, bytes: usize) -> io::Result<()> {
        let unpacked = self.unpacked.get() + bytes as u64;
        self.unpacked.set(unpacked);
        let Limits { max_total_bytes, max_ratio, .. } = self.limits;
        let by_ratio = FREE_IN_ALL.max(self.packed.get().saturating_mul(*max_ratio));
        let message = if unpacked > *max_total_bytes {
            format!("at most {max_total_bytes} unpacked bytes in the archive, found more (--max-total-bytes)")
        } else if unpacked > by_ratio {
            format!("at most {max_ratio} unpacked bytes for each of the archive's {}, found more (--max-ratio)", self.packed.get())
        } else {
            return Ok(());
        };
        self.exceeded.borrow_mut().get_or_insert_with(|| over(message));
        Err(io::Error::other("beyond the limits"))
    }
}

/// A limit that was exceeded.
pub fn over(expected: String) -> Problem {
    Problem::failed("archive-limit", format!("expected {expected}"))
}

/// A reader whose bytes are unpacked ones.
pub struct Metered<'a, R> {
    pub inner: R,
    pub budget: &'a Budget<'a>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.unpacks(read)?;
        Ok(read)
    }
}

/// A reader whose bytes are those of the file itself.
pub struct Counted<'a, R> {
    pub inner: R,
    pub budget: &'a Budget<'a>,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.budget.has_packed(read as u64);
        Ok(read)
    }
}
