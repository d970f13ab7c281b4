//! JSON text in a parameter, read into the tree by the shape: `null` is absent, as is what holds nothing; numbers and
//! texts are interchangeable; a member that the shape lacks is unknown.

use std::collections::BTreeMap;

use super::node::{Fields, Node, TWICE};
use super::shape::Shape;
use crate::json::{Make, parse, quote};
use crate::path::Path;

/// A JSON value of which only texts, and repeated members, matter.
enum Json {
    Null,
    /// A text, or what the text of a number or truth value is.
    Scalar {
        text: String,
        quoted: bool,
    },
    List(Vec<Json>),
    Object(BTreeMap<String, Member>),
}

/// A member of an object.
struct Member {
    value: Json,
    /// The object has it more than once.
    twice: bool,
}

impl Make for Json {
    type Members = BTreeMap<String, Member>;

    fn null() -> Self {
        Json::Null
    }

    fn truth(value: bool) -> Self {
        Json::Scalar {
            text: value.to_string(),
            quoted: false,
        }
    }

    fn number(text: &str) -> Self {
        Json::Scalar {
            text: text.to_owned(),
            quoted: false,
        }
    }

    fn string(text: String) -> Self {
        Json::Scalar { text, quoted: true }
    }

    fn list(list: Vec<Self>) -> Self {
        Json::List(list)
    }

    fn add(members: &mut Self::Members, name: String, value: Self) {
        members
            .entry(name)
            .and_modify(|member| member.twice = true)
            .or_insert(Member {
                value,
                twice: false,
            });
    }

    fn object(members: Self::Members) -> Self {
        Json::Object(members)
    }
}

impl Json {
    const fn kind(&self) -> &'static str {
        match self {
            Json::Null => "null",
            Json::Scalar { .. } => "a scalar",
            Json::List(_) => "a list",
            Json::Object(_) => "an object",
        }
    }

    /// Appends the value as compact JSON.
    fn write(&self, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Scalar {
                text,
                quoted: false,
            } => out.push_str(text),
            Json::Scalar { text, quoted: true } => quoted(out, text),
            Json::List(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.write(out);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (index, (name, member)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    quoted(out, name);
                    out.push(':');
                    member.value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn quoted(out: &mut String, text: &str) {
    // Writing to a text in memory does not fail.
    let _ = quote(out, text);
}

/// What the text of a parameter holds, and the paths of the members that the shape lacks.
pub(crate) fn node(
    name: &str,
    shape: &'static Shape,
    text: &str,
    unknown: &mut Vec<String>,
) -> Node<'static> {
    match parse::<Json>(text.as_bytes()) {
        Ok(json) => read(shape, json, &Path::ROOT.field(name), unknown).unwrap_or(Node::Nothing),
        Err(_) => Node::Fault(text.to_owned().into()),
    }
}

/// A value where this shape is expected; `None`: absent.
fn read(
    shape: &'static Shape,
    json: Json,
    at: &Path<'_>,
    unknown: &mut Vec<String>,
) -> Option<Node<'static>> {
    Some(match (shape, json) {
        (_, Json::Null) => return None,
        (Shape::Json(inner), json) => return read(inner, json, at, unknown),
        (Shape::List(inner), Json::List(list)) => elements(inner, list, at, unknown)?,
        (Shape::Simple, Json::List(list)) => elements(&Shape::Scalar, list, at, unknown)?,
        (Shape::Object(fields), Json::Object(mut members)) => {
            let mut nodes = Fields::new();
            for field in *fields {
                if let Some(member) = members.remove(field.name)
                    && let Some(node) =
                        member_node(&field.shape, member, &at.field(field.name), unknown)
                {
                    nodes.insert(field.name, node);
                }
            }
            let strangers = members
                .iter()
                .filter(|(_, member)| member.twice || !matches!(member.value, Json::Null));
            unknown.extend(strangers.map(|(name, _)| at.field(name).to_string()));
            if nodes.is_empty() {
                return None;
            }
            Node::Object(nodes)
        }
        (Shape::Map(inner), Json::Object(members)) => {
            let mut nodes = BTreeMap::new();
            for (key, member) in members {
                if let Some(node) = member_node(inner, member, &at.key(&key), unknown) {
                    nodes.insert(key.into(), node);
                }
            }
            if nodes.is_empty() {
                return None;
            }
            Node::Map(nodes)
        }
        (Shape::Scalar | Shape::Any, Json::Scalar { text, .. }) => Node::Text(text.into()),
        (Shape::Any, json) => {
            let mut text = String::new();
            json.write(&mut text);
            Node::Text(text.into())
        }
        (_, json) => Node::Fault(json.kind().into()),
    })
}

fn member_node(
    shape: &'static Shape,
    member: Member,
    at: &Path<'_>,
    unknown: &mut Vec<String>,
) -> Option<Node<'static>> {
    if member.twice {
        Some(Node::Fault(TWICE.into()))
    } else {
        read(shape, member.value, at, unknown)
    }
}

fn elements(
    inner: &'static Shape,
    list: Vec<Json>,
    at: &Path<'_>,
    unknown: &mut Vec<String>,
) -> Option<Node<'static>> {
    let mut nodes = BTreeMap::new();
    for (index, json) in list.into_iter().enumerate() {
        // The reader's limit on size keeps indices far below this width.
        if let (Some(node), Ok(key)) = (
            read(inner, json, &at.item(index), unknown),
            u32::try_from(index),
        ) {
            nodes.insert(key, node);
        }
    }
    if nodes.is_empty() {
        None
    } else {
        Some(Node::List(nodes))
    }
}
