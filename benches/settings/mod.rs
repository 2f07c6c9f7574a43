//! The numbers given on a benchmark's command line.

/// The number behind `name`, or the usual one.
pub fn setting(name: &str, usual: usize) -> usize {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next().map_or(usual, |value| value.parse().unwrap_or_else(|_| panic!("{name} takes a number, not {value:?}")))
}

/// Whether `name` on the command line, if it is there, is this.
pub fn wanted(name: &str, this: &str) -> bool {
    let mut arguments = std::env::args().skip_while(|argument| argument != name).skip(1);
    arguments.next().is_none_or(|value| value == this)
}
