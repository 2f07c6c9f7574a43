//! Processor time of this thread: what other programs take is not in it.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// The processor time that some work takes on this thread.
pub fn spent(work: impl FnOnce()) -> Duration {
    let start = now();
    work();
    now() - start
}

fn now() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).expect("no time before the thread began");
    Duration::new(seconds, u32::try_from(time.tv_nsec).expect("less than a second"))
}
