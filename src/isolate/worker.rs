//! The worker's side: documents from standard input, records to standard output, until the input ends.

use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use gongkai::pipeline::Options;

use super::frame::{self, OwnedName, Start};
use super::{Setup, here};

/// Deeply nested documents need more than the usual 2 MiB; the memory is only taken when used.
const STACK: usize = 32 << 20;

type Task = (OwnedName, Vec<u8>);

/// Serves until standard input ends. An error means that whoever started it is gone, or is no gongkai.
///
/// This thread only reads, so that it sees the end of the input also while a document takes for ever: a worker never
/// outlives the program that started it.
pub fn serve() -> io::Result<()> {
    let mut from = BufReader::new(io::stdin().lock());
    let start: Start = serde_json::from_slice(&frame::receive(&mut from)?.ok_or(ErrorKind::UnexpectedEof)?)?;
    bound(start.memory)?;
    let options = start.setup.options().map_err(io::Error::other)?;
    let setup = start.setup;
    let (hand, tasks) = sync_channel(0);
    thread::Builder::new().stack_size(STACK).spawn(move || work(&tasks, &options, &setup))?;
    take(&mut from, &hand)
}

fn take(from: &mut impl Read, hand: &SyncSender<Task>) -> io::Result<()> {
    while let Some(name) = frame::receive(from)? {
        let name = serde_json::from_slice(&name)?;
        let bytes = frame::receive(from)?.ok_or(ErrorKind::UnexpectedEof)?;
        hand.send((name, bytes)).map_err(io::Error::other)?;
    }
    Ok(())
}

fn work(tasks: &Receiver<Task>, options: &Options, setup: &Setup) -> io::Result<()> {
    let mut to = BufWriter::new(io::stdout().lock());
    for (name, bytes) in tasks {
        frame::send_reading(&mut to, &here::read(name.as_name(), &bytes, options, setup)?)?;
        to.flush()?;
    }
    Ok(())
}

/// Bounds this process: beyond the limit allocations fail, and it dies without taking others along.
fn bound(memory: u64) -> io::Result<()> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = |resource, most: u64| {
            let maximum = getrlimit(resource).maximum;
            let most = maximum.map_or(most, |maximum| maximum.min(most));
            setrlimit(resource, Rlimit { current: Some(most), maximum })
        };
        limit(Resource::As, memory)?;
        // A dead worker's memory is of no use to anybody.
        limit(Resource::Core, 0)?;
    }
    #[cfg(not(unix))]
    let _ = memory;
    Ok(())
}
