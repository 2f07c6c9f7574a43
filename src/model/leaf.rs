//! A value together with the place it was read from, and the walk that collects the places by JSON Pointer.

use std::fmt::Write;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::span::{Span, Spans};

/// A value that may be absent, and where it stands in the canonical text.
///
/// Serialises as the bare value or `null`; the places come out through [`Trace`].
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf<T> {
    /// The value, `None` where the document does not say it or it could not be read as its type.
    pub value: Option<T>,
    /// Where it stands; empty for what was computed.
    pub spans: Spans,
}

impl<T> Default for Leaf<T> {
    fn default() -> Self {
        Self { value: None, spans: Spans::new() }
    }
}

impl<T> Leaf<T> {
    /// A value read from `spans`.
    pub fn at(value: T, spans: Spans) -> Self {
        Self { value: Some(value), spans }
    }

    /// A value that the document implies without printing it in one place.
    pub fn derived(value: T) -> Self {
        Self { value: Some(value), spans: Spans::new() }
    }

    /// Whether there is no value.
    pub fn is_none(&self) -> bool {
        self.value.is_none()
    }

    /// Whether there is a value.
    pub fn is_some(&self) -> bool {
        self.value.is_some()
    }
}

impl Leaf<String> {
    /// The text, if any.
    pub fn as_str(&self) -> Option<&str> {
        self.value.as_deref()
    }
}

impl<T: Serialize> Serialize for Leaf<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

/// The value comes back; its places do not stand in the value's JSON.
impl<'de, T: Deserialize<'de>> Deserialize<'de> for Leaf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self { value: Option::deserialize(deserializer)?, spans: Spans::new() })
    }
}

impl<T: JsonSchema> JsonSchema for Leaf<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Nullable{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Option<T>>::json_schema(generator)
    }
}

/// Anything whose values know their places.
pub trait Trace {
    /// Calls `sink` with the JSON Pointer and the places of every value below `path`.
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span]));
}

impl<T> Trace for Leaf<T> {
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
        if self.value.is_some() && !self.spans.is_empty() {
            sink(path.as_str(), &self.spans);
        }
    }
}

impl<T: Trace> Trace for Vec<T> {
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
        for (index, item) in self.iter().enumerate() {
            path.index(index, |path| item.trace(path, sink));
        }
    }
}

impl<T: Trace> Trace for Option<T> {
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
        if let Some(item) = self {
            item.trace(path, sink);
        }
    }
}

/// A JSON Pointer that is built and shortened in place.
#[derive(Debug, Default, Clone)]
pub struct Pointer {
    text: String,
    unread: bool,
}

impl Pointer {
    /// One that nobody reads: it stays empty, and costs the walk nothing.
    pub fn unread() -> Self {
        Self { text: String::new(), unread: true }
    }

    /// The pointer as text, `""` for the whole document.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Runs `body` one key deeper.
    pub fn key<R>(&mut self, key: &str, body: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.text.len();
        if !self.unread {
            self.text.push('/');
            self.text.push_str(key.strip_prefix("r#").unwrap_or(key));
        }
        let result = body(self);
        self.text.truncate(length);
        result
    }

    /// Runs `body` one array position deeper.
    pub fn index<R>(&mut self, index: usize, body: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.text.len();
        if !self.unread {
            // Writing to a String cannot fail.
            let _ = write!(self.text, "/{index}");
        }
        let result = body(self);
        self.text.truncate(length);
        result
    }
}
