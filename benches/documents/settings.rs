//! What is given on a benchmark's command line.

use std::env;

use super::Wanted;

/// The word behind `name`.
pub fn word(name: &str) -> Option<String> {
    env::args().skip_while(|argument| argument != name).nth(1)
}

/// The number behind `name`, or the usual one.
pub fn number(name: &str, usual: usize) -> usize {
    word(name).map_or(usual, |value| value.parse().unwrap_or_else(|_| panic!("{name} takes a number, not {value:?}")))
}

/// What documents are asked for; `count` of each layout and container where that is not said.
pub fn wanted(count: usize) -> Wanted {
    Wanted {
        count: number("--documents", count),
        seed: number("--seed", 1) as u64,
        layout: word("--layout"),
        container: word("--container"),
        bytes: number("--bytes", 0),
        xml: number("--xml", 0),
    }
}
