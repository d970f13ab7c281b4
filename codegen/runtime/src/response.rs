//! Reading answers. An answer is never refused for a missing, unknown or odd field: what a type cannot hold stays among
//! the fields it does not know. Must not judge: documented constraints are no condition on answers.

use std::collections::BTreeMap;

use crate::check;
use crate::json::{DecodeError, Number, Value};

/// The fields of an answer, or of an object in it.
pub type Fields = BTreeMap<String, Value>;

/// The type of an answer.
pub trait ResponseBody: Sized {
    /// Takes what it knows from the fields and keeps the rest.
    fn from_fields(fields: Fields) -> Self;

    /// All fields again, known and unknown.
    fn into_fields(self) -> Fields;
}

impl ResponseBody for Fields {
    fn from_fields(fields: Fields) -> Self {
        fields
    }

    fn into_fields(self) -> Fields {
        self
    }
}

/// A value in an answer.
pub trait FromValue: Sized {
    /// Whether the value can be held without losing anything.
    fn fits(value: &Value) -> bool;

    /// The value; `None` where it does not [fit](Self::fits).
    fn from_value(value: Value) -> Option<Self>;

    /// The value again.
    fn into_value(self) -> Value;
}

/// Takes a field out. `null` is absent. A value of a hopeless kind stays where it is, and so is kept with the fields
/// that the type does not know.
///
/// ```
/// use acs_runtime::{response::take, Value};
/// let mut fields = Value::parse(br#"{"OrderId":"9007199254740993","Size":[]}"#)?.into_object().unwrap_or_default();
/// assert_eq!(take::<i64>(&mut fields, "OrderId"), Some(9007199254740993));
/// assert_eq!(take::<i64>(&mut fields, "Size"), None);
/// assert!(fields.contains_key("Size"));
/// # Ok::<(), acs_runtime::DecodeError>(())
/// ```
pub fn take<T: FromValue>(fields: &mut Fields, name: &str) -> Option<T> {
    let value = fields.get(name)?;
    if !value.is_null() && !T::fits(value) {
        return None;
    }
    fields.remove(name).and_then(T::from_value)
}

/// Puts a field back, where there is a value.
pub fn put<T: FromValue>(fields: &mut Fields, name: &str, value: Option<T>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into_value());
    }
}

/// The fields of an answer's body.
///
/// # Errors
///
/// When the body is no JSON object.
pub fn fields(body: &[u8]) -> Result<Fields, DecodeError> {
    let value = Value::parse(body)?;
    let kind = value.kind();
    value
        .into_object()
        .ok_or_else(|| DecodeError::not_an_object(kind))
}

impl FromValue for Value {
    fn fits(_: &Value) -> bool {
        true
    }

    fn from_value(value: Value) -> Option<Self> {
        if value.is_null() { None } else { Some(value) }
    }

    fn into_value(self) -> Value {
        self
    }
}

impl FromValue for String {
    fn fits(value: &Value) -> bool {
        value.is_scalar()
    }

    fn from_value(value: Value) -> Option<Self> {
        value.into_text()
    }

    fn into_value(self) -> Value {
        Value::String(self)
    }
}

/// What a number or a text that holds one says.
fn read<T>(value: &Value, read: fn(&str) -> Option<T>) -> Option<T> {
    match value {
        Value::String(text) => read(text),
        Value::Number(number) => read(&number.to_string()),
        _ => None,
    }
}

macro_rules! number {
    ($type:ty, $read:path, $write:expr) => {
        impl FromValue for $type {
            fn fits(value: &Value) -> bool {
                read(value, $read).is_some()
            }

            fn from_value(value: Value) -> Option<Self> {
                read(&value, $read)
            }

            fn into_value(self) -> Value {
                let write: fn($type) -> Value = $write;
                write(self)
            }
        }
    };
}

number!(i32, check::int32, Value::from);
number!(i64, check::int64, Value::from);
number!(f64, check::double, |value| Number::from_f64(value)
    .map_or(Value::Null, Value::Number));
// By way of its own shortest text, so that 0.1 stays 0.1.
number!(f32, check::float, |value| Number::parse(&format!(
    "{value:?}"
))
.map_or(Value::Null, Value::Number));

impl FromValue for bool {
    fn fits(value: &Value) -> bool {
        match value {
            Value::Bool(_) => true,
            Value::String(text) => check::boolean(text).is_some(),
            _ => false,
        }
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(value),
            Value::String(text) => check::boolean(&text),
            _ => None,
        }
    }

    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    fn fits(value: &Value) -> bool {
        value.as_list().is_some_and(|list| {
            list.iter()
                .all(|element| !element.is_null() && T::fits(element))
        })
    }

    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::List(list) => list.into_iter().map(T::from_value).collect(),
            _ => None,
        }
    }

    fn into_value(self) -> Value {
        Value::List(self.into_iter().map(T::into_value).collect())
    }
}

impl<T: FromValue> FromValue for BTreeMap<String, T> {
    fn fits(value: &Value) -> bool {
        value.as_object().is_some_and(|fields| {
            fields
                .values()
                .all(|value| !value.is_null() && T::fits(value))
        })
    }

    fn from_value(value: Value) -> Option<Self> {
        value
            .into_object()?
            .into_iter()
            .map(|(key, value)| Some((key, T::from_value(value)?)))
            .collect()
    }

    fn into_value(self) -> Value {
        Value::Object(
            self.into_iter()
                .map(|(key, value)| (key, value.into_value()))
                .collect(),
        )
    }
}

impl<T: FromValue> FromValue for Box<T> {
    fn fits(value: &Value) -> bool {
        T::fits(value)
    }

    fn from_value(value: Value) -> Option<Self> {
        T::from_value(value).map(Box::new)
    }

    fn into_value(self) -> Value {
        T::into_value(*self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(json: &str) -> Fields {
        fields(format!("{{\"F\":{json}}}").as_bytes()).unwrap()
    }

    fn taken<T: FromValue>(json: &str) -> (Option<T>, bool) {
        let mut fields = one(json);
        let value = take(&mut fields, "F");
        (value, fields.contains_key("F"))
    }

    #[test]
    fn numbers_and_texts_are_interchangeable_and_exact() {
        for json in ["9007199254740993", "\"9007199254740993\""] {
            assert_eq!(taken::<i64>(json), (Some(9_007_199_254_740_993), false));
            assert_eq!(
                taken::<String>(json),
                (Some("9007199254740993".to_owned()), false)
            );
        }
        assert_eq!(taken::<String>("0.10"), (Some("0.10".to_owned()), false));
        assert_eq!(taken::<String>("true"), (Some("true".to_owned()), false));
        assert_eq!(taken::<String>("\"a\\n\""), (Some("a\n".to_owned()), false));
        assert_eq!(taken::<i32>("2147483647"), (Some(i32::MAX), false));
        assert_eq!(taken::<f64>("\"0.5\""), (Some(0.5), false));
        assert_eq!(taken::<f32>("0.1"), (Some(0.1), false));
        assert_eq!(taken::<bool>("\"True\""), (Some(true), false));
        assert_eq!(taken::<bool>("false"), (Some(false), false));
    }

    #[test]
    fn what_does_not_fit_is_kept_and_null_is_absent() {
        assert_eq!(taken::<i32>("2147483648"), (None, true));
        assert_eq!(taken::<i64>("1.0"), (None, true));
        assert_eq!(taken::<i64>("\"\""), (None, true));
        assert_eq!(taken::<String>("{}"), (None, true));
        assert_eq!(taken::<bool>("1"), (None, true));
        assert_eq!(taken::<Vec<i32>>("[1,\"x\"]"), (None, true));
        assert_eq!(taken::<Vec<Value>>("[null]"), (None, true));
        assert_eq!(taken::<Vec<i32>>("5"), (None, true));
        assert_eq!(taken::<BTreeMap<String, i32>>("{\"a\":null}"), (None, true));
        assert_eq!(taken::<i64>("null"), (None, false));
        assert_eq!(taken::<Vec<i32>>("null"), (None, false));
        assert_eq!(take::<i64>(&mut Fields::new(), "F"), None);
    }

    #[test]
    fn what_is_taken_can_be_put_back() {
        let mut fields = Fields::new();
        put(&mut fields, "a", Some(vec![Box::new(i64::MAX)]));
        put(&mut fields, "b", Some(0.1_f32));
        put(
            &mut fields,
            "c",
            Some(BTreeMap::from([("k".to_owned(), true)])),
        );
        put(&mut fields, "d", None::<i32>);
        put(&mut fields, "e", Some(f64::NAN));
        put(&mut fields, "f", Some("x".to_owned()));
        put(&mut fields, "g", Some(Value::from("y")));
        assert_eq!(
            Value::Object(fields).to_string(),
            r#"{"a":[9223372036854775807],"b":0.1,"c":{"k":true},"e":null,"f":"x","g":"y"}"#
        );
    }

    #[test]
    fn a_body_that_is_no_object_is_an_error() {
        for (body, message) in [
            ("[]", "expected a JSON object, found a list"),
            ("null", "expected a JSON object, found null"),
            ("\"x\"", "expected a JSON object, found a text"),
            ("", "an empty text where JSON is expected"),
            (
                "<html>",
                "no JSON value begins so at line 1, column 1 (byte 0)",
            ),
        ] {
            assert_eq!(fields(body.as_bytes()).unwrap_err().to_string(), message);
        }
    }
}
