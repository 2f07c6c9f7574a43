//! Deadlines of worker processes: whoever is still at work when its time is over is killed.

use std::collections::BTreeMap;
use std::process::Child;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A child that its reader and the watchdog may both end.
pub type Shared = Arc<Mutex<Child>>;

/// Watches the workers of one pool, from one thread that starts with the first of them and ends with the pool.
#[derive(Default)]
pub struct Watchdog {
    kennel: Arc<Kennel>,
    running: AtomicBool,
}

#[derive(Default)]
struct Kennel {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// By deadline; the number keeps equal ones apart.
    watched: BTreeMap<(Instant, u64), (Shared, Arc<AtomicBool>)>,
    number: u64,
    ended: bool,
}

/// One child under watch, until this is dropped.
pub struct Watch<'a> {
    kennel: &'a Kennel,
    key: (Instant, u64),
    expired: Arc<AtomicBool>,
}

impl Kennel {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self) {
        let mut state = self.lock();
        while !state.ended {
            let now = Instant::now();
            let next = state.watched.first_key_value().map(|((deadline, _), _)| *deadline);
            state = match next {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(deadline) if deadline > now => {
                    self.changed.wait_timeout(state, deadline - now).map_or_else(|error| error.into_inner().0, |(state, _)| state)
                }
                Some(_) => {
                    if let Some((_, (child, expired))) = state.watched.pop_first() {
                        expired.store(true, Ordering::SeqCst);
                        kill(&child);
                    }
                    state
                }
            };
        }
    }
}

/// Kills it; it may have ended already.
pub fn kill(child: &Shared) {
    let _ = child.lock().unwrap_or_else(PoisonError::into_inner).kill();
}

impl Watchdog {
    /// Kills `child` unless the watch is dropped before the time is over.
    pub fn watch(&self, child: &Shared, timeout: Duration) -> Watch<'_> {
        if !self.running.swap(true, Ordering::SeqCst) {
            let kennel = Arc::clone(&self.kennel);
            // Without the thread documents are read all the same, only without a limit of time.
            let _ = thread::Builder::new().name("watchdog".to_owned()).spawn(move || kennel.keep());
        }
        let mut state = self.kennel.lock();
        state.number += 1;
        let now = Instant::now();
        // A time so long that the clock has no name for its end is for ever.
        let deadline = now.checked_add(timeout).unwrap_or(now + Duration::from_secs(1 << 32));
        let key = (deadline, state.number);
        let expired = Arc::new(AtomicBool::new(false));
        state.watched.insert(key, (Arc::clone(child), Arc::clone(&expired)));
        // Only an earlier deadline than the thread waits for needs to wake it.
        if state.watched.first_key_value().is_some_and(|(first, _)| *first == key) {
            self.kennel.changed.notify_all();
        }
        Watch { kennel: &self.kennel, key, expired }
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.kennel.lock().ended = true;
        self.kennel.changed.notify_all();
    }
}

impl Watch<'_> {
    /// Whether its time was over.
    pub fn has_expired(&self) -> bool {
        self.expired.load(Ordering::SeqCst)
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.kennel.lock().watched.remove(&self.key);
    }
}
