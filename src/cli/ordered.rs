//! Items in, results out in the same order, worked on by several threads with a bounded number under way.
//!
//! The calling thread takes the items and the results; it reads ahead only as far as the window allows, so memory does
//! not grow with the number of items, nor with one slow item in front of many quick ones.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use super::report::Stop;

/// Items under way for each thread: enough to keep all busy while one of them is slow.
const ITEMS_PER_JOB: usize = 8;

/// The weight of the items under way above which no further one is taken: 32 MiB of documents.
const WEIGHT: usize = 32 << 20;

/// Deeply nested documents need more than the usual 2 MiB; the memory is only taken when used.
const STACK: usize = 32 << 20;

/// Works on `items`, each with its weight, on `jobs` threads; `take` gets the results in order and may stop it all.
pub fn run<T: Send, R: Send>(
    jobs: usize,
    items: impl Iterator<Item = (usize, T)>,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build();
    let threads = threads.map_err(|error| Stop::Run(format!("expected {jobs} threads to start, found: {error}")))?;
    let (send, receive) = channel();
    let mut items = items.fuse();
    let mut window = Window { slots: VecDeque::new(), weight: 0, first: 0, receive };
    let work = &work;
    threads.in_place_scope(|scope| {
        loop {
            let next = if window.has_room(jobs) { items.next() } else { None };
            let more = next.is_some();
            if let Some((weight, item)) = next {
                let (number, send) = (window.open(weight), send.clone());
                // The receiver is gone only after an error, when nobody wants the result.
                scope.spawn(move |_| drop(send.send((number, panic::catch_unwind(AssertUnwindSafe(|| work(item)))))));
            }
            if !more && window.slots.is_empty() {
                return Ok(());
            }
            window.collect(!more);
            while let Some(result) = window.close() {
                take(result.unwrap_or_else(|payload| panic::resume_unwind(payload)))?;
            }
        }
    })
}

/// The items under way, in order, and those done behind one that is not.
struct Window<R> {
    slots: VecDeque<(usize, Option<thread::Result<R>>)>,
    weight: usize,
    first: usize,
    receive: Receiver<(usize, thread::Result<R>)>,
}

impl<R> Window<R> {
    fn has_room(&self, jobs: usize) -> bool {
        self.slots.is_empty() || (self.slots.len() < jobs * ITEMS_PER_JOB && self.weight < WEIGHT)
    }

    fn open(&mut self, weight: usize) -> usize {
        self.slots.push_back((weight, None));
        self.weight += weight;
        self.first + self.slots.len() - 1
    }

    /// Takes in what is done; waits for one if there is nothing else to do.
    fn collect(&mut self, wait: bool) {
        let waited = if wait { self.receive.recv().ok() } else { None };
        for (number, result) in waited.into_iter().chain(self.receive.try_iter()) {
            self.slots[number - self.first].1 = Some(result);
        }
    }

    fn close(&mut self) -> Option<thread::Result<R>> {
        self.slots.front().filter(|(_, result)| result.is_some())?;
        let (weight, result) = self.slots.pop_front()?;
        self.weight -= weight;
        self.first += 1;
        result
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::{Condvar, Mutex};

    use super::*;

    fn squares(jobs: usize) -> Vec<usize> {
        let mut results = Vec::new();
        run(
            jobs,
            (0..2000).map(|n| (1, n)),
            |n| n * n,
            |square| {
                results.push(square);
                Ok(())
            },
        )
        .expect("nothing stops it");
        results
    }

    #[test]
    fn results_come_in_the_order_of_the_items_whatever_the_number_of_threads() {
        let expected: Vec<usize> = (0..2000).map(|n| n * n).collect();
        for jobs in [1, 2, 8] {
            assert_eq!(squares(jobs), expected);
        }
    }

    #[test]
    fn a_slow_first_item_does_not_let_the_others_pile_up() {
        let taken = AtomicUsize::new(0);
        let (full, ready) = (Mutex::new(false), Condvar::new());
        // The first item ends only when the window is full: one further item would never be taken before.
        let items = (0..1000).map(|n| {
            if taken.fetch_add(1, Ordering::SeqCst) + 1 == 2 * ITEMS_PER_JOB {
                *full.lock().expect("lock") = true;
                ready.notify_all();
            }
            (1, n)
        });
        let slow = |n: usize| {
            if n == 0 {
                drop(ready.wait_while(full.lock().expect("lock"), |full| !*full).expect("lock"));
                assert_eq!(taken.load(Ordering::SeqCst), 2 * ITEMS_PER_JOB);
            }
            n
        };
        run(2, items, slow, |_| Ok(())).expect("nothing stops it");
        assert_eq!(taken.load(Ordering::SeqCst), 1000);
    }

    #[test]
    fn heavy_items_go_one_by_one() {
        let under_way = AtomicUsize::new(0);
        let items = (0..20).map(|n| {
            assert_eq!(under_way.fetch_add(1, Ordering::SeqCst), 0);
            (WEIGHT, n)
        });
        run(
            4,
            items,
            |n: i32| n,
            |_| {
                under_way.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            },
        )
        .expect("nothing stops it");
    }

    #[test]
    fn an_error_of_the_taker_ends_the_run() {
        let mut seen = 0;
        let ended = run(
            2,
            (0..).map(|n| (1, n)),
            |n: u64| n,
            |_| {
                seen += 1;
                if seen == 10 { Err(Stop::ReaderGone) } else { Ok(()) }
            },
        );
        assert!(matches!(ended, Err(Stop::ReaderGone)));
        assert_eq!(seen, 10);
    }
}
