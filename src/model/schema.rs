//! The published JSON Schema, generated from the record types.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use super::record::Record;

/// The JSON Schema (2020-12) of a [`Record`] as it is written: every key required, no other allowed.
pub fn record() -> Value {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Record>();
    RecursiveTransform(closed).transform(&mut schema);
    schema.to_value()
}

/// An object with named keys has no others; maps say themselves what they hold.
fn closed(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut()
        && object.contains_key("properties")
        && !object.contains_key("additionalProperties")
    {
        object.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
}
