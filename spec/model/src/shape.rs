//! One definition for each part of the format, from which its type, its loader, its writer and its JSON Schema all come.
//!
//! Three macros, [`record!`](crate::record), [`words!`](crate::words) and [`choice!`](crate::choice), define the types of the other modules. A loader made this way
//! reports every fault of a file at once, each with its place; and since types, loader and schema have one source they
//! cannot drift apart.

use std::collections::BTreeMap;

use crate::codes;
use crate::diag::{Diagnostic, brief};
use crate::json::{Json, Member, Node, Span, Value};

pub use crate::nearest::nearest;

/// Collects faults while a tree is decoded, and remembers where in the tree the decoder is.
#[derive(Debug, Default)]
pub struct Decoder {
    steps: Vec<String>,
    faults: Vec<(Span, Diagnostic)>,
    more: usize,
}

/// Most faults of one file that are listed: a file of nothing but faults must not fill the memory.
pub const MAX_FAULTS: usize = 1000;

/// Longest step of a fault's pointer, in characters.
const MAX_STEP: usize = 200;

impl Decoder {
    /// Runs `decode` one step further down the tree.
    pub fn within<T>(&mut self, step: impl Into<String>, decode: impl FnOnce(&mut Self) -> T) -> T {
        self.steps.push(step.into());
        let out = decode(self);
        self.steps.pop();
        out
    }

    /// Records a fault at the present place.
    pub fn fault(&mut self, span: Span, code: &'static codes::Code, message: String, help: String) {
        if self.is_full() {
            return;
        }
        let steps: Vec<String> = self
            .steps
            .iter()
            .map(|step| step.chars().take(MAX_STEP).collect())
            .collect();
        let pointer = pointer(&steps);
        self.faults
            .push((span, Diagnostic::new(code, message, help).at(pointer)));
    }

    /// Whether one more fault would be counted only, not listed; if so it is counted. Asked before a costly help is made.
    fn is_full(&mut self) -> bool {
        let full = self.faults.len() >= MAX_FAULTS;
        self.more += usize::from(full);
        full
    }

    /// Records that a value is of the wrong kind.
    pub fn wrong_kind(&mut self, node: &Node, want: &str) {
        self.fault(
            node.span,
            &codes::WRONG_KIND,
            format!("{want} belongs here, and this is {}", node.kind()),
            format!("write {want}"),
        );
    }

    /// The faults so far, in the order found: at most [`MAX_FAULTS`], and one more that counts the rest.
    #[must_use]
    pub fn into_faults(mut self) -> Vec<(Span, Diagnostic)> {
        if self.more > 0 {
            let end = Span {
                start: usize::MAX,
                end: usize::MAX,
            };
            let message = format!(
                "{} more faults are not listed, after the first {MAX_FAULTS}",
                self.more
            );
            let help = "mend the first ones and read the file again";
            self.faults
                .push((end, Diagnostic::new(&codes::TOO_MANY, message, help)));
        }
        self.faults
    }
}

/// A member's key: its Rust name without the mark of a raw identifier.
#[must_use]
pub const fn key(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', rest @ ..] => match std::str::from_utf8(rest) {
            Ok(key) => key,
            Err(_) => name,
        },
        _ => name,
    }
}

/// A JSON pointer (RFC 6901) made of steps.
#[must_use]
pub fn pointer<S: AsRef<str>>(steps: &[S]) -> String {
    steps
        .iter()
        .map(|step| format!("/{}", step.as_ref().replace('~', "~0").replace('/', "~1")))
        .collect()
}

/// The definitions of a JSON Schema under construction, by name.
#[derive(Debug, Default)]
pub struct Definitions(pub BTreeMap<String, Json>);

/// A part of the format: how it is read, written and described.
pub trait Shape: Sized {
    /// Reads it from a tree; `None` only after at least one fault was recorded. A value read after a fault does not count.
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self>;
    /// Writes it.
    fn encode(&self) -> Json;
    /// Its JSON Schema; named parts are put among the definitions and referred to.
    fn schema(definitions: &mut Definitions) -> Json;
    /// What it is where its key is absent; `None` where the key is obligatory.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
    /// Whether the canonical form leaves its key out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// An object of a schema: `{"type": "string"}` and the like.
#[must_use]
pub fn object(members: Vec<(&str, Json)>) -> Json {
    Json::Object(
        members
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

impl Shape for String {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::String(text) => Some(text.clone()),
            _ => {
                decoder.wrong_kind(node, "a text");
                None
            }
        }
    }
    fn encode(&self) -> Json {
        Json::String(self.clone())
    }
    fn schema(_: &mut Definitions) -> Json {
        object(vec![("type", Json::text("string"))])
    }
}

impl Shape for bool {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            _ => {
                decoder.wrong_kind(node, "true or false");
                None
            }
        }
    }
    fn encode(&self) -> Json {
        Json::Bool(*self)
    }
    fn schema(_: &mut Definitions) -> Json {
        object(vec![("type", Json::text("boolean"))])
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
    fn is_absent(&self) -> bool {
        !self
    }
}

macro_rules! whole_numbers {
    ($($ty:ty),*) => {$(
        impl Shape for $ty {
            fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
                let Value::Number(text) = &node.value else {
                    decoder.wrong_kind(node, "a whole number");
                    return None;
                };
                let number = text.parse().ok();
                if number.is_none() {
                    decoder.fault(
                        node.span,
                        &codes::OUT_OF_RANGE,
                        format!("{} is no whole number from {} to {}", brief(text), <$ty>::MIN, <$ty>::MAX),
                        "write a whole number of that range, without fraction or exponent".into(),
                    );
                }
                number
            }
            fn encode(&self) -> Json {
                Json::Number(self.to_string())
            }
            fn schema(_: &mut Definitions) -> Json {
                object(vec![
                    ("type", Json::text("integer")),
                    ("minimum", Json::Number(<$ty>::MIN.to_string())),
                    ("maximum", Json::Number(<$ty>::MAX.to_string())),
                ])
            }
        }
    )*};
}
whole_numbers!(u16, u64, i64);

/// Any value is welcome, but a name that occurs twice in an object is as ambiguous here as elsewhere.
impl Shape for Json {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        match &node.value {
            Value::Array(_) => Vec::<Json>::decode(node, decoder).map(Json::Array),
            Value::Object(_) => {
                let members = members(node, decoder)?;
                let read: Vec<Option<(String, Json)>> = members
                    .iter()
                    .map(|member| {
                        decoder.within(&member.name, |decoder| {
                            Some((member.name.clone(), Json::decode(&member.node, decoder)?))
                        })
                    })
                    .collect();
                read.into_iter().collect::<Option<_>>().map(Json::Object)
            }
            _ => Some(node.to_json()),
        }
    }
    fn encode(&self) -> Json {
        self.clone()
    }
    fn schema(_: &mut Definitions) -> Json {
        Json::Bool(true)
    }
}

impl<T: Shape> Shape for Box<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        T::decode(node, decoder).map(Box::new)
    }
    fn encode(&self) -> Json {
        T::encode(self)
    }
    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
}

impl<T: Shape> Shape for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }
    fn encode(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::encode)
    }
    fn schema(definitions: &mut Definitions) -> Json {
        T::schema(definitions)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Shape> Shape for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let Value::Array(items) = &node.value else {
            decoder.wrong_kind(node, "a list");
            return None;
        };
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(n, item)| decoder.within(n.to_string(), |decoder| T::decode(item, decoder)))
            .collect();
        read.into_iter().collect()
    }
    fn encode(&self) -> Json {
        Json::Array(self.iter().map(T::encode).collect())
    }
    fn schema(definitions: &mut Definitions) -> Json {
        let items = T::schema(definitions);
        object(vec![("type", Json::text("array")), ("items", items)])
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Shape> Shape for BTreeMap<String, T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        let members = members(node, decoder)?;
        let read: Vec<Option<(String, T)>> = members
            .iter()
            .map(|member| {
                decoder.within(&member.name, |decoder| {
                    Some((member.name.clone(), T::decode(&member.node, decoder)?))
                })
            })
            .collect();
        read.into_iter().collect()
    }
    fn encode(&self) -> Json {
        Json::Object(
            self.iter()
                .map(|(name, value)| (name.clone(), value.encode()))
                .collect(),
        )
    }
    fn schema(definitions: &mut Definitions) -> Json {
        let values = T::schema(definitions);
        object(vec![
            ("type", Json::text("object")),
            ("additionalProperties", values),
        ])
    }
    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

/// What a source states, or the fact that none does. Written as the value itself, or as the text `unstated`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub enum Stated<T> {
    /// No source says.
    #[default]
    Unstated,
    /// A source says this.
    Stated(T),
}

/// How [`Stated::Unstated`] is written.
pub const UNSTATED: &str = "unstated";

impl<T> Stated<T> {
    /// What is stated, if anything.
    pub fn get(&self) -> Option<&T> {
        match self {
            Stated::Unstated => None,
            Stated::Stated(value) => Some(value),
        }
    }
}

impl<T> From<Option<T>> for Stated<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Stated::Unstated, Stated::Stated)
    }
}

impl<T: Shape> Shape for Stated<T> {
    fn decode(node: &Node, decoder: &mut Decoder) -> Option<Self> {
        if node.as_str() == Some(UNSTATED) {
            return Some(Stated::Unstated);
        }
        T::decode(node, decoder).map(Stated::Stated)
    }
    fn encode(&self) -> Json {
        self.get().map_or_else(|| Json::text(UNSTATED), T::encode)
    }
    fn schema(definitions: &mut Definitions) -> Json {
        let stated = T::schema(definitions);
        let unstated = object(vec![("const", Json::text(UNSTATED))]);
        object(vec![("anyOf", Json::Array(vec![unstated, stated]))])
    }
}

/// The members of an object; anything else is a fault. So is a name that occurs twice, but what the members hold is
/// looked at all the same, so that all faults come together.
pub fn members<'a>(node: &'a Node, decoder: &mut Decoder) -> Option<&'a [Member]> {
    let Value::Object(members) = &node.value else {
        decoder.wrong_kind(node, "an object");
        return None;
    };
    let mut seen = std::collections::BTreeSet::new();
    for member in members {
        if !seen.insert(member.name.as_str()) {
            decoder.within(&member.name, |decoder| {
                decoder.fault(
                    member.name_span,
                    &codes::DUPLICATE_KEY,
                    format!(
                        "the key `{}` stands twice in one object",
                        brief(&member.name)
                    ),
                    "keep one of the two".into(),
                );
            });
        }
    }
    Some(members)
}

/// Reports the members whose names are none of `known`.
pub fn refuse_unknown(members: &[Member], known: &[&str], decoder: &mut Decoder) -> bool {
    let mut sound = true;
    for member in members
        .iter()
        .filter(|member| !known.contains(&member.name.as_str()))
    {
        sound = false;
        if decoder.is_full() {
            continue;
        }
        let help = match nearest(&member.name, known) {
            Some(near) => format!(
                "did you mean `{near}`? The keys here are: {}",
                known.join(", ")
            ),
            None => format!("the keys here are: {}", known.join(", ")),
        };
        decoder.within(&member.name, |decoder| {
            let message = format!("the format has no key `{}` here", brief(&member.name));
            decoder.fault(member.name_span, &codes::UNKNOWN_KEY, message, help);
        });
    }
    sound
}

/// Reads one member of a record.
pub fn member<T: Shape>(
    node: &Node,
    members: &[Member],
    name: &str,
    decoder: &mut Decoder,
) -> Option<T> {
    match members.iter().find(|member| member.name == name) {
        Some(member) => decoder.within(name, |decoder| T::decode(&member.node, decoder)),
        None => {
            let absent = T::absent();
            if absent.is_none() {
                decoder.fault(
                    Span {
                        start: node.span.start,
                        end: node.span.start + 1,
                    },
                    &codes::MISSING_KEY,
                    format!("the key `{name}` is missing"),
                    format!("add `{name}`"),
                );
            }
            absent
        }
    }
}

/// Reports a word that is none of `known`.
pub fn unknown_word(node: &Node, word: &str, known: &[&str], decoder: &mut Decoder) {
    if decoder.is_full() {
        return;
    }
    let help = match nearest(word, known) {
        Some(near) => format!(
            "did you mean `{near}`? The words here are: {}",
            known.join(", ")
        ),
        None => format!("the words here are: {}", known.join(", ")),
    };
    decoder.fault(
        node.span,
        &codes::UNKNOWN_WORD,
        format!("`{}` is none of the words that belong here", brief(word)),
        help,
    );
}
