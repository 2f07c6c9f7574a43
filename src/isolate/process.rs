//! One worker process as its owner sees it: a document goes in, a reading comes out, or a death with its cause.

use std::ffi::OsString;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use gongkai::model::record::Failure;

use super::frame::{self, Start};
use super::watchdog::{self, Shared, Watchdog};
use super::{Name, Reading, Setup, WorkerLimits};

/// Name of the hidden command that serves as a worker.
pub const COMMAND: &str = "worker";

/// What a worker is started from.
#[derive(Debug, Clone)]
pub struct Program {
    pub path: PathBuf,
    pub arguments: Vec<OsString>,
}

impl Program {
    /// The program that runs, even where its file has been replaced meanwhile.
    pub fn this() -> Self {
        let running = Path::new("/proc/self/exe");
        let path = if running.exists() { running.to_owned() } else { std::env::current_exe().unwrap_or_else(|_| "gongkai".into()) };
        Self { path, arguments: vec![COMMAND.into()] }
    }
}

/// A running worker.
pub struct Process {
    child: Shared,
    to: BufWriter<ChildStdin>,
    from: BufReader<ChildStdout>,
    says: ChildStderr,
    used: bool,
}

/// Why a worker is no more.
#[derive(Debug)]
pub enum Death {
    TimedOut,
    OutOfMemory,
    /// What it died of.
    Crashed(String),
}

impl Process {
    /// Starts one.
    pub fn start(program: &Program, setup: &Setup, limits: &WorkerLimits) -> io::Result<Self> {
        let mut command = Command::new(&program.path);
        command.args(&program.arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", program.path.display())))?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(to), Some(from), Some(says)) = pipes else {
            return Err(io::Error::other("expected pipes to the worker, found none"));
        };
        let child = Arc::new(Mutex::new(child));
        let mut process = Self { child, to: BufWriter::new(to), from: BufReader::new(from), says, used: false };
        // If it is dead already, its first document will tell.
        let _ = frame::send_json(&mut process.to, &Start { setup: setup.clone(), memory: limits.memory });
        Ok(process)
    }

    /// Whether it has read a document before.
    pub fn is_used(&self) -> bool {
        self.used
    }

    /// Reads one document.
    pub fn read(&mut self, name: Name<'_>, bytes: &[u8], watchdog: &Watchdog, limits: &WorkerLimits) -> Result<Reading, Death> {
        let watch = watchdog.watch(&self.child, limits.timeout);
        let answer = self.ask(name, bytes);
        let expired = watch.has_expired();
        drop(watch);
        self.used = true;
        answer.map_err(|error| if expired { Death::TimedOut } else { self.cause(&error) })
    }

    fn ask(&mut self, name: Name<'_>, bytes: &[u8]) -> io::Result<Reading> {
        frame::send_json(&mut self.to, &name)?;
        frame::send(&mut self.to, bytes)?;
        self.to.flush()?;
        frame::receive_reading(&mut self.from)
    }

    /// What it died of, as its last words and its end tell.
    fn cause(&mut self, error: &io::Error) -> Death {
        // It may live and have answered nonsense.
        watchdog::kill(&self.child);
        let status = wait(&self.child);
        let mut words = Vec::new();
        let _ = (&mut self.says).take(4096).read_to_end(&mut words);
        let words = String::from_utf8_lossy(&words);
        // Of a failed allocation, and of a document that did not even fit.
        if ["memory allocation of", "out of memory"].iter().any(|said| words.contains(said)) {
            return Death::OutOfMemory;
        }
        if words.contains("overflowed its stack") {
            return Death::Crashed("stack overflow".to_owned());
        }
        let status = status.map_or_else(|| error.to_string(), ended);
        let last = words.trim().lines().next_back().unwrap_or_default();
        Death::Crashed(if last.is_empty() { status } else { format!("{status} ({last})") })
    }
}

fn wait(child: &Shared) -> Option<ExitStatus> {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    Child::wait(&mut child).ok()
}

fn ended(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("signal {signal}");
    }
    status.to_string()
}

impl Drop for Process {
    fn drop(&mut self) {
        watchdog::kill(&self.child);
        wait(&self.child);
    }
}

impl Death {
    /// The document's error.
    pub fn failure(&self, limits: &WorkerLimits) -> Failure {
        let (code, message) = match self {
            Self::TimedOut => (
                "timed-out",
                format!("expected to read the document within {:?}, found it unfinished (--timeout raises the limit)", limits.timeout),
            ),
            Self::OutOfMemory => (
                "out-of-memory",
                format!(
                    "expected to read the document with {} bytes of memory, found it to need more (--max-memory raises the limit)",
                    limits.memory
                ),
            ),
            Self::Crashed(cause) => (
                "crashed",
                format!("expected to read the document, found that it ends the process that reads it: {cause}; please report it"),
            ),
        };
        Failure { code: code.to_owned(), message }
    }
}
