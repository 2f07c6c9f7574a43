//! The tree that browsers build of a page, whatever was left unclosed: text in, tree out.
//!
//! The tokens are looked at on their way into the tree. What is only looks is dropped: comments, attributes that nothing
//! here asks for, and the elements of formatting, which become `span`: browsers copy these into every paragraph that
//! follows, and a page of a few kilobytes could fill the memory with the copies. A page that nests too deep is stopped,
//! since every step looks through all open elements.

use std::cell::{Cell, RefCell};

use html5ever::buffer_queue::BufferQueue;
use html5ever::interface::{Tracer, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{StartTag, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{LocalName, TokenizerResult};
use memchr::{memchr, memchr_iter};
use scraper::{Html, HtmlTreeSink};

use super::hostile;
use crate::decode::Refusal;
use crate::decode::limits::{MOST_ATTRIBUTES, MOST_ELEMENTS, MOST_HTML, MOST_OPEN};

/// Elements of formatting.
const FORMATTING: [&str; 15] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "label"];
/// Attributes that are asked for.
const ATTRIBUTES: [&str; 11] = ["style", "hidden", "colspan", "rowspan", "src", "title", "type", "value", "start", "role", "class"];
/// Elements between two looks at how deep they are nested.
const OFTEN: usize = 64;

type Handle = <HtmlTreeSink as TreeSink>::Handle;

/// Builds the tree.
pub fn tree(text: &str) -> Result<Html, Refusal> {
    if text.len() > MOST_HTML {
        return Err(hostile(format!("more than {MOST_HTML} bytes")));
    }
    if crowded(text.as_bytes()) {
        return Err(hostile(format!("an element of more than {MOST_ATTRIBUTES} attributes")));
    }
    let builder =
        TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), TreeBuilderOpts { scripting_enabled: false, ..Default::default() });
    let filter = Filter { builder, elements: Cell::new(0), fault: RefCell::new(None) };
    let tokenizer = Tokenizer::new(filter, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    // A script pauses the tokens; nothing runs it.
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    match tokenizer.sink.fault.into_inner() {
        Some(what) => Err(hostile(what)),
        None => Ok(tokenizer.sink.builder.sink.finish()),
    }
}

/// Whether a tag may have more attributes than it should: what looks like the beginning of one is counted.
fn crowded(bytes: &[u8]) -> bool {
    memchr_iter(b'<', bytes)
        .any(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) && attributes(&bytes[at + 1..]) > MOST_ATTRIBUTES)
}

fn attributes(tag: &[u8]) -> usize {
    let (mut at, mut count) = (0, 0);
    while let Some(&byte) = tag.get(at).filter(|_| count <= MOST_ATTRIBUTES) {
        at += 1;
        match byte {
            b'>' => break,
            b'=' => {
                at += tag[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                if let Some(&quote) = tag.get(at).filter(|&&byte| matches!(byte, b'"' | b'\'')) {
                    at += memchr(quote, &tag[at + 1..]).map_or(tag.len() - at, |length| length + 2);
                    count += 1;
                }
            }
            byte if byte.is_ascii_whitespace() || byte == b'/' => count += 1,
            _ => {}
        }
    }
    count
}

/// Stands between the tokens and the tree.
struct Filter {
    builder: TreeBuilder<Handle, HtmlTreeSink>,
    elements: Cell<usize>,
    fault: RefCell<Option<String>>,
}

impl TokenSink for Filter {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        if self.fault.borrow().is_some() {
            return TokenSinkResult::Continue;
        }
        let token = match token {
            Token::TagToken(tag) => self.tag(tag),
            Token::CommentToken(_) | Token::ParseError(_) => return TokenSinkResult::Continue,
            other => other,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Filter {
    fn tag(&self, mut tag: Tag) -> Token {
        if FORMATTING.contains(&&*tag.name) {
            tag.name = LocalName::from("span");
        }
        if &*tag.name == "template" {
            tag.name = LocalName::from("noscript");
        }
        tag.attrs.retain(|attribute| ATTRIBUTES.contains(&&*attribute.name.local));
        if tag.kind == StartTag {
            self.count();
        }
        Token::TagToken(tag)
    }

    fn count(&self) {
        let elements = self.elements.get() + 1;
        self.elements.set(elements);
        if elements > MOST_ELEMENTS {
            *self.fault.borrow_mut() = Some(format!("more than {MOST_ELEMENTS} elements"));
        }
        if elements.is_multiple_of(OFTEN) {
            let open = Count(Cell::new(0));
            self.builder.trace_handles(&open);
            if open.0.get() > MOST_OPEN {
                *self.fault.borrow_mut() = Some(format!("elements nested more than {MOST_OPEN} deep"));
            }
        }
    }
}

/// Counts the elements that are open.
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}
