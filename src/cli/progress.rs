//! A progress bar on standard error where that is a terminal; nothing anywhere else.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::thread;

use indicatif::{ProgressBar, ProgressStyle};

use crate::read;

/// The bar, if there is one.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar for the documents below `paths`, if it is wanted and standard error is a terminal.
    pub fn over(paths: &[PathBuf], wanted: bool) -> Self {
        if !wanted || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::new(0);
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} documents, {per_sec}, {eta} left") {
            bar.set_style(style);
        }
        count(paths.to_vec(), bar.clone());
        Self(Some(bar))
    }

    /// One more document is done; members of archives are not known before.
    pub fn advance(&self, is_member: bool) {
        if let Some(bar) = &self.0 {
            bar.inc_length(u64::from(is_member));
            bar.inc(1);
        }
    }

    /// Runs `body`, which prints, without the bar in its way.
    pub fn aside<R>(&self, body: impl FnOnce() -> R) -> R {
        match &self.0 {
            Some(bar) => bar.suspend(body),
            None => body(),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Walks ahead of the reading, so that the length is known early; ends with the process.
fn count(paths: Vec<PathBuf>, bar: ProgressBar) {
    thread::spawn(move || {
        for () in read::count(paths) {
            bar.inc_length(1);
        }
    });
}
