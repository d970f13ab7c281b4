//! A JSON value that loses nothing: numbers keep every digit. With a reader of bounded depth and size and a writer.
//! Must not know requests or answers.

mod error;
mod number;
mod parse;
#[cfg(feature = "serde")]
mod serde_impl;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

pub use error::{DecodeError, DecodeErrorKind};
pub use number::Number;
pub use parse::{MAX_BYTES, MAX_DEPTH};
pub(crate) use parse::{Make, parse};
pub(crate) use write::quote;

/// A JSON value. Of several members of one name the last counts, as in the official clients; their order is not kept.
///
/// ```
/// use acs_runtime::Value;
/// let value = Value::parse(br#"{"OrderId": 9007199254740993, "Rate": 0.10}"#)?;
/// assert_eq!(value.get("OrderId").and_then(Value::as_i64), Some(9007199254740993));
/// assert_eq!(value.to_string(), r#"{"OrderId":9007199254740993,"Rate":0.10}"#);
/// # Ok::<(), acs_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, exactly as written.
    Number(Number),
    /// A text.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// An object.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// Reads JSON in UTF-8, with or without a byte order mark.
    ///
    /// # Errors
    ///
    /// When the bytes are more than [`MAX_BYTES`], not UTF-8, not JSON (nothing may follow the value), or nested deeper
    /// than [`MAX_DEPTH`]. The error holds the place.
    pub fn parse(bytes: &[u8]) -> Result<Self, DecodeError> {
        parse(bytes)
    }

    /// Whether it is an object.
    #[must_use]
    pub const fn is_object(&self) -> bool {
        matches!(self, Value::Object(_))
    }

    /// Whether it is a text, a number or a truth value.
    #[must_use]
    pub const fn is_scalar(&self) -> bool {
        matches!(self, Value::Bool(_) | Value::Number(_) | Value::String(_))
    }

    /// Whether it is `null`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The text, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self {
            Some(text)
        } else {
            None
        }
    }

    /// The truth value, if it is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is a whole one within 64 bits and written as such.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        if let Value::Number(number) = self {
            number.as_i64()
        } else {
            None
        }
    }

    /// The list, if it is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        if let Value::List(list) = self {
            Some(list)
        } else {
            None
        }
    }

    /// The object, if it is one.
    #[must_use]
    pub fn as_object(&self) -> Option<&BTreeMap<String, Value>> {
        if let Value::Object(fields) = self {
            Some(fields)
        } else {
            None
        }
    }

    /// The member of this name, if it is an object that has one.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object().and_then(|fields| fields.get(name))
    }

    /// The fields, if it is an object.
    #[must_use]
    pub fn into_object(self) -> Option<BTreeMap<String, Value>> {
        if let Value::Object(fields) = self {
            Some(fields)
        } else {
            None
        }
    }

    /// A scalar as text: a text itself, a number as written, `true` or `false`.
    #[must_use]
    pub fn into_text(self) -> Option<String> {
        match self {
            Value::String(text) => Some(text),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(value) => Some(value.to_string()),
            Value::Null | Value::List(_) | Value::Object(_) => None,
        }
    }

    /// What it is, in a word or two.
    pub(crate) const fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::List(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<i32> for Value {
    fn from(value: i32) -> Self {
        Value::Number(Number::from(i64::from(value)))
    }
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Value::Number(Number::from(value))
    }
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Value::Number(Number::from(value))
    }
}
