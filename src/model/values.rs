//! The amounts of one row of a budget table: a JSON object whose keys stand in the order of the columns.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::leaf::{Leaf, Pointer, Trace};
use super::number::Number;
use super::span::Span;

/// The amounts of a row by column key, in column order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(pub Vec<(Arc<str>, Leaf<Number>)>);

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (&**key, value)))
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ValuesVisitor)
    }
}

/// Keeps the columns' order, which a map would not.
struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of amounts by column key")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
        let mut values: Vec<(Arc<str>, Leaf<Number>)> = Vec::new();
        let mut seen: HashSet<Arc<str>> = HashSet::new();
        while let Some((key, value)) = map.next_entry::<String, Leaf<Number>>()? {
            let key: Arc<str> = key.into();
            if !seen.insert(Arc::clone(&key)) {
                return Err(A::Error::custom(format_args!("the column {key:?} has two values in one row")));
            }
            values.push((key, value));
        }
        Ok(Values(values))
    }
}

impl JsonSchema for Values {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Values".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "additionalProperties": { "type": ["number", "null"] } })
    }
}

impl Trace for Values {
    fn trace(&self, path: &mut Pointer, sink: &mut dyn FnMut(&str, &[Span])) {
        for (key, value) in &self.0 {
            path.key(key, |path| value.trace(path, sink));
        }
    }
}
