//! JSON as this project reads and writes it: a tree in which every value knows where it stands.
//!
//! Diagnostics need places and several faults at once, and derived deserialisation gives neither. The text itself is
//! read by `serde_json`; this module keeps the places. It knows nothing of specs.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// Deepest nesting that is read, in levels. Provider metadata reaches 28.
pub const MAX_DEPTH: usize = 128;

/// Largest text that is read, in bytes (64 MiB).
pub const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Most values in one text. A tree takes about a hundred bytes a value, so that a text of nothing but commas would
/// otherwise take forty times its own size. The largest metadata of the provider have a few hundred thousand.
pub const MAX_VALUES: usize = 2_000_000;

/// A JSON value without places. Numbers keep their text, so that `9007199254740993` and `1.0` survive as written;
/// objects keep their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text, unescaped.
    String(String),
    /// A list.
    Array(Vec<Json>),
    /// An object, in the order written.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// A text value.
    pub fn text(value: impl Into<String>) -> Self {
        Json::String(value.into())
    }

    /// The member of this name, if this is an object that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::String(text) => Some(text),
            _ => None,
        }
    }
}

/// A stretch of the source text, in bytes: from `start` up to, not including, `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A JSON value with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where the value stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a [`Node`] is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A text, unescaped.
    String(String),
    /// A list.
    Array(Vec<Node>),
    /// An object, in the order written; a name may occur twice here, which the decoder reports.
    Object(Vec<Member>),
}

/// One `"name": value` of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The name, unescaped.
    pub name: String,
    /// Where the name stands (where it is written with escapes: where its value stands).
    pub name_span: Span,
    /// The value.
    pub node: Node,
}

impl Node {
    /// The same value without places.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(text) => Json::Number(text.clone()),
            Value::String(text) => Json::String(text.clone()),
            Value::Array(items) => Json::Array(items.iter().map(Node::to_json).collect()),
            Value::Object(members) => Json::Object(
                members
                    .iter()
                    .map(|member| (member.name.clone(), member.node.to_json()))
                    .collect(),
            ),
        }
    }

    /// The member of this name (the first, should it occur twice).
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Object(members) => members
                .iter()
                .find(|member| member.name == name)
                .map(|member| &member.node),
            _ => None,
        }
    }

    /// The text, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// What kind of JSON value this is, in words.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a text",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        }
    }
}

/// Why a text is not JSON that can be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte at which reading stopped.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.message, self.at)
    }
}

impl std::error::Error for SyntaxError {}

/// Reads a JSON text into a tree with places.
///
/// # Errors
/// Malformed text, more than [`MAX_BYTES`] bytes or [`MAX_VALUES`] values, or nesting deeper than [`MAX_DEPTH`]: the
/// first fault, with its place.
///
/// ```
/// let tree = acs_spec::json::parse(r#"{"a": [1, 2]}"#).unwrap();
/// assert_eq!(tree.get("a").unwrap().span, acs_spec::json::Span { start: 6, end: 12 });
/// ```
pub fn parse(text: &str) -> Result<Node, SyntaxError> {
    if text.len() > MAX_BYTES {
        let message = format!(
            "the text has {} bytes, more than the limit of {MAX_BYTES}",
            text.len()
        );
        return Err(SyntaxError {
            at: MAX_BYTES,
            message,
        });
    }
    let text_from = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - text_from.len();
    check_limits(text_from).map_err(|fault| SyntaxError {
        at: fault.at + shift,
        ..fault
    })?;
    let raw: &RawValue = serde_json::from_str(text_from).map_err(|error| {
        let mut fault = syntax(&error, text_from);
        fault.at += shift;
        fault
    })?;
    Reader {
        base: text.as_ptr() as usize,
    }
    .node(raw.get())
}

/// `serde_json` reads a value to its end before its parts are looked at, once a level: so depth is bounded first, and
/// with it the number of values (each but the first comes after a comma or an opening bracket).
fn check_limits(text: &str) -> Result<(), SyntaxError> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut values = 1_usize;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            (in_string, escaped) = match byte {
                _ if escaped => (true, false),
                b'\\' => (true, true),
                b'"' => (false, false),
                _ => (true, false),
            };
            continue;
        }
        if matches!(byte, b',' | b'[' | b'{') {
            values += 1;
            if values > MAX_VALUES {
                return Err(SyntaxError {
                    at,
                    message: format!("there are more than {MAX_VALUES} values"),
                });
            }
        }
        match byte {
            b'"' => in_string = true,
            b'[' | b'{' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(SyntaxError {
                        at,
                        message: format!("nesting is deeper than {MAX_DEPTH} levels"),
                    });
                }
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    Ok(())
}

fn syntax(error: &serde_json::Error, text: &str) -> SyntaxError {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let mut message = error.to_string();
    if let Some(cut) = message.rfind(" at line ") {
        message.truncate(cut);
    }
    SyntaxError {
        at: (line_start + error.column().saturating_sub(1)).min(text.len()),
        message,
    }
}

/// Finds places by where the borrowed parts stand in memory relative to the whole text.
struct Reader {
    base: usize,
}

impl Reader {
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.base)
    }

    fn within(&self, text: &str, error: &serde_json::Error) -> SyntaxError {
        let mut fault = syntax(error, text);
        fault.at += self.offset(text);
        fault
    }

    fn node(&self, text: &str) -> Result<Node, SyntaxError> {
        let start = self.offset(text);
        let value = match text.as_bytes().first() {
            Some(b'{') => {
                let members: Members<'_> =
                    serde_json::from_str(text).map_err(|error| self.within(text, &error))?;
                let mut out = Vec::with_capacity(members.0.len());
                for (name, raw) in members.0 {
                    let node = self.node(raw.get())?;
                    let name_span = match &name {
                        Cow::Borrowed(part) => {
                            let at = self.offset(part);
                            Span {
                                start: at.saturating_sub(1),
                                end: at + part.len() + 1,
                            }
                        }
                        Cow::Owned(_) => node.span,
                    };
                    out.push(Member {
                        name: name.into_owned(),
                        name_span,
                        node,
                    });
                }
                Value::Object(out)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> =
                    serde_json::from_str(text).map_err(|error| self.within(text, &error))?;
                Value::Array(
                    items
                        .into_iter()
                        .map(|raw| self.node(raw.get()))
                        .collect::<Result<_, _>>()?,
                )
            }
            Some(b'"') => Value::String(
                serde_json::from_str(text).map_err(|error| self.within(text, &error))?,
            ),
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'n') => Value::Null,
            _ => Value::Number(text.to_owned()),
        };
        Ok(Node {
            span: Span {
                start,
                end: start + text.len(),
            },
            value,
        })
    }
}

/// An object's members with nothing folded away: `serde_json`'s own maps would drop a duplicate name.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(NameVisitor)
    }
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut out = Vec::new();
                while let Some((Name(name), value)) =
                    map.next_entry::<Name<'de>, &'de RawValue>()?
                {
                    out.push((name, value));
                }
                Ok(Members(out))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes_of_the_source() {
        let text = "{ \"ä\": [true, \"x\\n\"], \"b\\u0041\": 9007199254740993 }";
        let tree = parse(text).unwrap();
        let list = tree.get("ä").unwrap();
        assert_eq!(&text[list.span.start..list.span.end], "[true, \"x\\n\"]");
        let number = tree.get("bA").unwrap();
        assert_eq!(number.value, Value::Number("9007199254740993".into()));
        assert_eq!(
            &text[number.span.start..number.span.end],
            "9007199254740993"
        );
    }

    #[test]
    fn a_duplicate_name_is_kept_for_the_decoder() {
        let Value::Object(members) = parse(r#"{"a":1,"a":2}"#).unwrap().value else {
            panic!("an object")
        };
        assert_eq!(members.len(), 2);
    }

    #[test]
    fn faults_have_a_place() {
        assert_eq!(parse("{\n  \"a\": tru\n}").unwrap_err().at, 13);
        assert!(parse("").unwrap_err().message.contains("EOF"));
        assert!(parse(r#"{"a": "\ud800"}"#).is_err());
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(parse(&deep).unwrap_err().at, MAX_DEPTH);
        let wide = format!("[{}0]", "0,".repeat(MAX_VALUES));
        assert!(parse(&wide).unwrap_err().message.contains("values"));
    }

    #[test]
    fn a_byte_order_mark_is_no_fault() {
        assert_eq!(parse("\u{feff}[1]").unwrap().span.start, 3);
    }
}
