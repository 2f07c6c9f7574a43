//! What reading costs beside what cannot be avoided, measured side by side in one run, on one thread; then what a second
//! thread gains, beside what it gains a pure computation; then peak memory.
//!
//!     cargo bench --bench floors -- [--layout ID] [--container text|docx] [--documents N] [--rounds N] [--seed N]
//!                                   [--bytes N] [--xml N] [--markdown]
//!
//! `--bytes` is the least size of a text, `--xml` the kilobytes of XML around a Word file's words, `--markdown` prints the tables of
//! docs/performance.md. Times of one thread are processor time of that thread, so that other programs disturb them little;
//! each round runs floor and extractor in turn, and both the best ratio of a round and the median are printed.

mod documents;
#[allow(dead_code)]
#[path = "../tests/generate/mod.rs"]
mod generate;
mod measure;

use documents::settings::{number, wanted, word};
use gongkai::grammar::Grammars;
use gongkai::pipeline::Options;
use measure::files::Files;
use measure::{memory, ratio, threads};

fn main() {
    let options = Options::new(Grammars::builtin().expect("the built-in grammars"));
    if let Some(folder) = word(memory::READ) {
        return memory::read(&folder, &options);
    }
    let rounds = number("--rounds", 7);
    let table = Table { markdown: std::env::args().any(|argument| argument == "--markdown") };
    table.head();
    for set in documents::sets(&wanted(500)) {
        let files = Files::of(&set);
        drop(set);
        let ratio = ratio::measured(&files, &options, rounds);
        let threads = threads::measured(&files, &options, rounds);
        table.row(&files, &ratio, &threads, memory::peak(&files));
    }
}

/// The results, for people or for a page.
struct Table {
    markdown: bool,
}

impl Table {
    fn head(&self) {
        const HEADS: [&str; 11] = [
            "layout",
            "container",
            "documents",
            "KB each",
            "floor/s",
            "extract/s",
            "ratio best",
            "median",
            "2 threads",
            "of compute",
            "peak MB",
        ];
        self.print(&HEADS.map(str::to_owned));
        if self.markdown {
            println!("| --- | --- |{}", " ---: |".repeat(HEADS.len() - 2));
        }
    }

    fn row(&self, files: &Files, ratio: &ratio::Ratio, threads: &threads::Speedup, peak: Option<f64>) {
        let count = files.paths.len() as f64;
        self.print(&[
            files.layout.clone(),
            files.container.to_owned(),
            files.paths.len().to_string(),
            format!("{:.1}", files.bytes as f64 / 1024.0 / count),
            format!("{:.0}", count / ratio.floor.as_secs_f64()),
            format!("{:.0}", count / ratio.extract.as_secs_f64()),
            format!("{:.2}", ratio.best),
            format!("{:.2}", ratio.median),
            format!("{:.2}", threads.extract),
            format!("{:.2}", threads.extract / threads.compute),
            peak.map_or("?".to_owned(), |peak| format!("{peak:.0}")),
        ]);
    }

    fn print(&self, cells: &[String]) {
        if self.markdown {
            println!("| {} |", cells.join(" | "));
        } else {
            let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>10}")).collect();
            println!("{}", cells.join(" "));
        }
    }
}
