//! The tree that pairs are sorted into, and the reading of JSON text into the same tree. The tree holds texts; which
//! type a text must have is not known here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shape::Shape;
use crate::json::{Duplicates, Value, parse};

/// What stands at one place. `Vacant` and objects, lists and maps without anything in them are absent.
#[derive(Debug, PartialEq)]
pub(crate) enum Node<'p> {
    /// Nothing.
    Vacant,
    /// A pair was there, and says that there is nothing (an empty list in one text).
    Nothing,
    /// One text.
    Text(Cow<'p, str>),
    /// The elements of a list, by the index on the wire: holes cost nothing.
    List(BTreeMap<u32, Node<'p>>),
    /// The fields of an object.
    Object(Fields<'p>),
    /// The values of a map.
    Map(BTreeMap<Cow<'p, str>, Node<'p>>),
    /// Something that cannot be what stands here: what was found instead.
    Fault(Cow<'p, str>),
}

/// The fields of an object, by name.
pub(crate) type Fields<'p> = BTreeMap<&'static str, Node<'p>>;

impl<'p> Node<'p> {
    /// What a value is that travels under a whole name.
    pub(crate) fn leaf(shape: &'static Shape, value: &'p str) -> Node<'p> {
        match shape {
            Shape::Simple if value.is_empty() => Node::Nothing,
            Shape::Simple => Node::List(
                (0..)
                    .zip(
                        value
                            .split(',')
                            .map(|piece| Node::Text(Cow::Borrowed(piece))),
                    )
                    .collect(),
            ),
            Shape::Json(inner) => match parse(value.as_bytes(), Duplicates::Refused) {
                Ok(json) => from_json(inner, json).unwrap_or(Node::Nothing),
                Err(_) => Node::Fault(Cow::Borrowed(value)),
            },
            Shape::Scalar | Shape::List(_) | Shape::Object(_) | Shape::Map(_) => {
                Node::Text(Cow::Borrowed(value))
            }
        }
    }

    /// A further pair of the same whole name.
    pub(crate) fn again(&mut self) {
        *self = Node::Fault(Cow::Borrowed("the name is given more than once"));
    }
}

/// A JSON value where this shape is expected. `None`: absent, as `null` is, and what holds nothing.
fn from_json(shape: &'static Shape, value: Value) -> Option<Node<'static>> {
    Some(match (shape, value) {
        (_, Value::Null) => return None,
        (Shape::Json(inner), value) => return from_json(inner, value),
        (Shape::List(inner), Value::List(list)) => elements(inner, list)?,
        (Shape::Simple, Value::List(list)) => elements(&Shape::Scalar, list)?,
        (Shape::Object(fields), Value::Object(mut members)) => {
            let nodes: Fields<'static> = fields
                .iter()
                .filter_map(|field| {
                    Some((
                        field.name,
                        from_json(&field.shape, members.remove(field.name)?)?,
                    ))
                })
                .collect();
            if nodes.is_empty() {
                return None;
            }
            Node::Object(nodes)
        }
        (Shape::Map(inner), Value::Object(members)) => {
            let nodes: BTreeMap<_, _> = members
                .into_iter()
                .filter_map(|(key, value)| Some((Cow::Owned(key), from_json(inner, value)?)))
                .collect();
            if nodes.is_empty() {
                return None;
            }
            Node::Map(nodes)
        }
        (Shape::Scalar, value) => {
            let kind = value.kind();
            match value.into_text() {
                Some(text) => Node::Text(Cow::Owned(text)),
                None => Node::Fault(Cow::Borrowed(kind)),
            }
        }
        (_, value) => Node::Fault(Cow::Borrowed(value.kind())),
    })
}

fn elements(inner: &'static Shape, list: Vec<Value>) -> Option<Node<'static>> {
    let nodes: BTreeMap<_, _> = (0..)
        .zip(list.into_iter().filter_map(|value| from_json(inner, value)))
        .collect();
    if nodes.is_empty() {
        None
    } else {
        Some(Node::List(nodes))
    }
}
