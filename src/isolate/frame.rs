//! What goes through the pipes between this program and its workers: messages of known length, one after the other.
//!
//!     message = length (8 bytes, low byte first) bytes
//!     to the worker   = setup {name document}       a setup and a name are JSON
//!     from the worker = {end record}                an end is JSON: the outcome and the error; findings stand in the place
//!                                                   of the record where the setup asks for them

use std::io::{self, ErrorKind, Read, Write};

use gongkai::model::record::{Failure, Outcome};
use serde::{Deserialize, Serialize};

use super::{Name, Reading, Setup};

/// The first message to a worker.
#[derive(Debug, Serialize, Deserialize)]
pub struct Start {
    /// How it reads.
    pub setup: Setup,
    /// Bytes of address space that it may have.
    pub memory: u64,
}

/// A name as it arrives.
#[derive(Debug, Deserialize)]
pub struct OwnedName {
    path: String,
    raw_name: Option<String>,
}

impl OwnedName {
    pub fn as_name(&self) -> Name<'_> {
        Name { path: &self.path, raw_name: self.raw_name.as_deref() }
    }
}

#[derive(Serialize, Deserialize)]
struct End {
    outcome: String,
    /// Code and message.
    error: Option<(String, String)>,
}

const OUTCOMES: [(&str, Outcome); 5] = [
    ("complete", Outcome::Complete),
    ("partial", Outcome::Partial),
    ("unknown", Outcome::Unknown),
    ("failed", Outcome::Failed),
    ("skipped", Outcome::Skipped),
];

pub fn send(to: &mut impl Write, message: &[u8]) -> io::Result<()> {
    to.write_all(&(message.len() as u64).to_le_bytes())?;
    to.write_all(message)
}

pub fn send_json(to: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    send(to, &serde_json::to_vec(message)?)
}

/// The next message; `None` where there is none.
pub fn receive(from: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match from.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => from.read_exact(&mut length[1..])?,
    }
    let length = u64::from_le_bytes(length);
    let mut message = Vec::new();
    // Nothing is taken on trust that has not arrived; a small message takes no more than it needs.
    message.reserve_exact(length.min(1 << 20) as usize);
    from.take(length).read_to_end(&mut message)?;
    if message.len() as u64 == length { Ok(Some(message)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

pub fn send_reading(to: &mut impl Write, reading: &Reading) -> io::Result<()> {
    let outcome = OUTCOMES.iter().find(|(_, outcome)| *outcome == reading.outcome).map_or("", |(name, _)| name);
    let error = reading.error.as_ref().map(|failure| (failure.code.clone(), failure.message.clone()));
    send_json(to, &End { outcome: outcome.to_owned(), error })?;
    send(to, &reading.json)?;
    to.flush()
}

pub fn receive_reading(from: &mut impl Read) -> io::Result<Reading> {
    let end: End = serde_json::from_slice(&expected(from)?)?;
    let outcome = OUTCOMES.iter().find(|(name, _)| *name == end.outcome).map(|(_, outcome)| *outcome);
    let outcome = outcome.ok_or(ErrorKind::InvalidData)?;
    let error = end.error.map(|(code, message)| Failure { code, message });
    Ok(Reading { json: expected(from)?, outcome, error })
}

fn expected(from: &mut impl Read) -> io::Result<Vec<u8>> {
    receive(from)?.ok_or_else(|| ErrorKind::UnexpectedEof.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_arrive_as_they_were_sent_and_cut_ones_do_not() {
        let mut pipe = Vec::new();
        send(&mut pipe, b"").expect("a Vec takes all");
        send(&mut pipe, "预算".as_bytes()).expect("a Vec takes all");
        let mut from = &pipe[..];
        assert_eq!(receive(&mut from).expect("whole"), Some(Vec::new()));
        assert_eq!(receive(&mut from).expect("whole"), Some("预算".as_bytes().to_vec()));
        assert_eq!(receive(&mut from).expect("the end"), None);
        for cut in 9..pipe.len() {
            assert!(receive(&mut &pipe[8..cut]).is_err(), "{cut}");
        }
    }

    #[test]
    fn a_length_that_lies_takes_no_memory() {
        assert!(receive(&mut &[0xff; 20][..]).is_err());
    }

    #[test]
    fn a_reading_arrives_whole() {
        for (_, outcome) in OUTCOMES {
            let error = (outcome == Outcome::Failed).then(|| Failure { code: "empty".to_owned(), message: "nothing".to_owned() });
            let reading = Reading { json: b"{}".to_vec(), outcome, error };
            let mut pipe = Vec::new();
            send_reading(&mut pipe, &reading).expect("a Vec takes all");
            let back = receive_reading(&mut &pipe[..]).expect("whole");
            assert_eq!((back.json, back.outcome, back.error), (reading.json, reading.outcome, reading.error));
        }
    }
}
