//! Panics of one document are that document's failure: nothing is printed while it unwinds, and the place is kept.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// Keeps panics quiet; with `RUST_BACKTRACE` set they are printed as usual as well.
pub fn hush() {
    let usual = panic::take_hook();
    let traced = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |info| {
        PLACE.set(info.location().map(ToString::to_string));
        if traced {
            usual(info);
        }
    }));
}

/// Where this thread last panicked, if it did since it was asked last.
pub fn place() -> Option<String> {
    PLACE.take()
}

/// The result of `body`, or what it panicked with and where.
pub fn caught<T>(body: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(body)).map_err(|payload| {
        let said = payload.downcast_ref::<&str>().map(ToString::to_string).or_else(|| payload.downcast_ref::<String>().cloned());
        let said = said.unwrap_or_else(|| "no message".to_owned());
        format!("internal error, please report it: {said} at {}", place().unwrap_or_else(|| "an unknown place".to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_message_and_its_place() {
        hush();
        let caught = caught(|| panic!("row {} of 2", 3));
        drop(panic::take_hook());
        let message: Result<(), String> = caught;
        let message = message.expect_err("it panicked");
        assert!(message.contains("row 3 of 2 at src/isolate/panics.rs:"), "{message}");
    }
}
