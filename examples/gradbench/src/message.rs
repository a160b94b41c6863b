//! What the suite sends.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

/// A message: a JSON object, each field as it was written.
pub(crate) struct Message<'a>(BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Message<'a> {
    pub(crate) fn read(line: &'a [u8]) -> Result<Self, String> {
        serde_json::from_slice(line.trim_ascii()).map(Self).map_err(|error| format!("not a message: {error}"))
    }

    /// A field as it was written.
    pub(crate) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        self.0.get(name).copied()
    }

    /// A field that must be there.
    pub(crate) fn required(&self, name: &str) -> Result<&'a RawValue, String> {
        self.raw(name).ok_or_else(|| format!("the message has no `{name}`"))
    }

    /// A field that must be text.
    pub(crate) fn text(&self, name: &str) -> Result<String, String> {
        let raw = self.required(name)?;
        serde_json::from_str(raw.get()).map_err(|_| format!("`{name}` must be text, not {raw}"))
    }
}

/// The id in a line that is no message, if one can be made out.
pub(crate) fn id_within(line: &[u8]) -> Option<Box<RawValue>> {
    let key = b"\"id\"";
    let at = line.windows(key.len()).position(|part| part == key)?;
    let rest = line[at + key.len()..].trim_ascii_start().strip_prefix(b":")?;
    Box::deserialize(&mut serde_json::Deserializer::from_slice(rest)).ok()
}
