//! Reading ahead: a thread finds documents and waits while enough of them lie ready, whoever wants them takes them.
//!
//! What lies ready is bounded by number and by bytes, so that memory does not grow with what there is to read.

use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::Document;

/// Documents that may lie ready.
const MOST_DOCUMENTS: usize = 64;
/// Their bytes, beyond which no further one is added: 16 MiB.
const MOST_BYTES: usize = 16 << 20;

/// What a reader of documents hands each of them to; it breaks where nobody wants more.
pub(super) type Sink<'a> = &'a mut dyn FnMut(Document) -> ControlFlow<()>;

/// The documents that a thread reads, in its order. Dropping it stops the thread at its next document.
pub struct Documents(Arc<Shelf>);

#[derive(Default)]
struct Shelf {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    ready: VecDeque<Document>,
    bytes: usize,
    /// Nothing more will be added.
    ended: bool,
    /// Nothing more will be taken.
    left: bool,
}

/// Runs `read` on a thread of its own.
pub(super) fn start(read: impl FnOnce(Sink<'_>) + Send + 'static) -> Documents {
    let shelf = Arc::new(Shelf::default());
    let documents = Documents(Arc::clone(&shelf));
    let reader = move || {
        let ended = Ended(&shelf);
        read(&mut |document| shelf.add(document));
        drop(ended);
    };
    // Archives nested in one another are read by functions nested in one another, each with a decoder's state.
    let started = thread::Builder::new().name("reader".to_owned()).stack_size(16 << 20).spawn(reader);
    if started.is_err() {
        documents.0.lock().ended = true;
    }
    documents
}

/// Tells the taker that the thread is gone, also where it panicked.
struct Ended<'a>(&'a Shelf);

impl Drop for Ended<'_> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.changed.notify_all();
    }
}

impl Shelf {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, document: Document) -> ControlFlow<()> {
        let full = |state: &mut State| !state.left && (state.ready.len() >= MOST_DOCUMENTS || state.bytes >= MOST_BYTES);
        let mut state = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        if state.left {
            return ControlFlow::Break(());
        }
        state.bytes += document.weight();
        state.ready.push_back(document);
        self.changed.notify_all();
        ControlFlow::Continue(())
    }
}

impl Iterator for Documents {
    type Item = Document;

    fn next(&mut self) -> Option<Document> {
        let waiting = |state: &mut State| state.ready.is_empty() && !state.ended;
        let mut state = self.0.changed.wait_while(self.0.lock(), waiting).unwrap_or_else(PoisonError::into_inner);
        let document = state.ready.pop_front()?;
        state.bytes -= document.weight();
        self.0.changed.notify_all();
        Some(document)
    }
}

impl Drop for Documents {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.left = true;
        state.ready.clear();
        self.0.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;

    use super::*;

    fn document(number: usize, bytes: usize) -> Document {
        Document { path: number.to_string(), raw_name: None, stamp: None, content: Ok(vec![0; bytes]) }
    }

    #[test]
    fn documents_come_in_the_order_they_were_read() {
        let documents = start(|sink| {
            let _ = (0..1000).try_for_each(|n| sink(document(n, 1)));
        });
        let paths: Vec<String> = documents.map(|document| document.path).collect();
        assert_eq!(paths, (0..1000).map(|n| n.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn the_reader_waits_until_something_is_taken_and_ends_where_nobody_wants_more() {
        let added = Arc::new(AtomicUsize::new(0));
        let (gone, ended) = channel();
        let count = Arc::clone(&added);
        let mut documents = start(move |sink| {
            for number in 0.. {
                if sink(document(number, MOST_BYTES / 4)).is_break() {
                    break;
                }
                count.fetch_add(1, Ordering::SeqCst);
            }
            gone.send(()).expect("the test waits");
        });
        assert_eq!(documents.next().map(|document| document.path).as_deref(), Some("0"));
        drop(documents);
        ended.recv().expect("the reader ends");
        assert!(added.load(Ordering::SeqCst) <= 5, "four lie ready, one was taken");
    }

    #[test]
    fn a_reader_that_panics_ends_the_documents() {
        assert_eq!(start(|_| panic!("a test")).count(), 0);
    }
}
