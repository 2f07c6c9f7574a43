//! What a second thread gains: reading the same documents by two threads instead of one, beside a pure computation, which
//! shares no memory and so gains what the machine has to give.

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use gongkai::pipeline::Options;

use super::files::Files;
use super::whole;

/// Pieces of work that threads take one by one.
const PIECES: usize = 64;

/// How many times faster two threads are than one.
pub struct Speedup {
    pub extract: f64,
    pub compute: f64,
}

/// The best of all rounds, each running all four in turn.
pub fn measured(files: &Files, options: &Options, rounds: usize) -> Speedup {
    let pieces: Vec<&[PathBuf]> = files.paths.chunks(files.paths.len().div_ceil(PIECES).max(1)).collect();
    let mut best = [Duration::MAX; 4];
    for _ in 0..rounds.max(1) {
        let read = |piece: usize| whole(pieces[piece], options);
        let times = [taken(1, pieces.len(), read), taken(2, pieces.len(), read), taken(1, PIECES, compute), taken(2, PIECES, compute)];
        best = std::array::from_fn(|nth| best[nth].min(times[nth]));
    }
    let [one, two, computed_by_one, computed_by_two] = best.map(|time| time.as_secs_f64());
    Speedup { extract: one / two, compute: computed_by_one / computed_by_two }
}

fn taken(threads: usize, pieces: usize, work: impl Fn(usize) + Sync) -> Duration {
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let piece = next.fetch_add(1, Ordering::Relaxed);
                    if piece >= pieces {
                        break;
                    }
                    work(piece);
                }
            });
        }
    });
    start.elapsed()
}

/// Some milliseconds of arithmetic in registers.
fn compute(piece: usize) {
    let mut state = piece as u64 + 1;
    for _ in 0..4_000_000 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
    }
    black_box(state);
}
