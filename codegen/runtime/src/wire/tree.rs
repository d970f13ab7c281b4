//! Sorts pairs into a tree by the shape of the request. Each pair ends in exactly one place or is unknown.

use std::borrow::Cow;

use super::json_text;
use super::node::{Fields, Node, TWICE};
use super::pairs::Pairs;
use super::shape::{Field, Shape};

/// Most steps (index, field, key) that a name leads inwards from its parameter. A name that goes deeper is unknown.
const MAX_STEPS: usize = 128;

/// The highest index of an element.
const MAX_INDEX: u32 = 2_147_483_647;

/// One step from the request to a value.
#[derive(Clone, Copy)]
enum Step<'p> {
    Field(&'static Field),
    Item(u32),
    Key(&'p str),
}

/// The tree of the pairs, and the names of those pairs (and the paths of those members in JSON text) that match
/// nothing.
pub(crate) fn sort<'p>(
    pairs: &'p Pairs,
    fields: &'static [Field],
) -> (Fields<'p>, Vec<Cow<'p, str>>) {
    let mut root = Fields::new();
    let mut unknown = Vec::new();
    let mut route = Route { steps: Vec::new() };
    for pair in pairs {
        route.steps.clear();
        match route.field(fields, pair.name()) {
            Some(()) => place(&mut root, &route.steps, pair.value()),
            None => unknown.push(Cow::Borrowed(pair.name())),
        }
    }
    for field in fields {
        let Some(node) = root.get_mut(field.name) else {
            continue;
        };
        let Node::Text(text) = &*node else { continue };
        match &field.shape {
            Shape::Json(inner) => {
                let mut strangers = Vec::new();
                *node = json_text::node(field.name, inner, text, &mut strangers);
                unknown.extend(strangers.into_iter().map(Cow::Owned));
            }
            Shape::Simple => *node = joined(text.clone()),
            _ => {}
        }
    }
    (root, unknown)
}

/// The elements of a list in one text.
fn joined(text: Cow<'_, str>) -> Node<'_> {
    match text {
        Cow::Borrowed("") => Node::Nothing,
        Cow::Borrowed(text) => Node::List(
            (0..)
                .zip(text.split(',').map(|piece| Node::Text(piece.into())))
                .collect(),
        ),
        Cow::Owned(_) => Node::Text(text),
    }
}

struct Route<'p> {
    steps: Vec<Step<'p>>,
}

impl<'p> Route<'p> {
    /// Finds what a name stands for. Of the fields that fit its beginning the longest is tried, and no other: one that
    /// travels under its own name fits the whole, any other fits before a dot.
    fn field(&mut self, fields: &'static [Field], name: &'p str) -> Option<()> {
        let fits = |field: &&Field| match name.strip_prefix(field.name) {
            None => false,
            Some(rest) if field.shape.is_whole() => rest.is_empty(),
            Some(rest) => rest.starts_with('.'),
        };
        let field = fields
            .iter()
            .filter(fits)
            .max_by_key(|field| field.name.len())?;
        self.step(Step::Field(field))?;
        if field.shape.is_whole() {
            return Some(());
        }
        let rest = name.get(field.name.len()..)?.strip_prefix('.')?;
        self.enter(&field.shape, rest)
    }

    /// Goes on inside a list, an object or a map; `rest` is what follows the dot.
    fn enter(&mut self, shape: &'static Shape, rest: &'p str) -> Option<()> {
        match shape {
            Shape::Object(fields) => self.field(fields, rest),
            Shape::List(inner) => {
                let (index, rest) = split(rest);
                self.step(Step::Item(element(index)?))?;
                self.leaf_or_enter(inner, rest)
            }
            Shape::Map(inner) => {
                let (key, rest) = if inner.is_whole() {
                    (rest, None)
                } else {
                    split(rest)
                };
                if key.is_empty() {
                    return None;
                }
                self.step(Step::Key(key))?;
                self.leaf_or_enter(inner, rest)
            }
            Shape::Scalar | Shape::Any | Shape::Simple | Shape::Json(_) => None,
        }
    }

    fn leaf_or_enter(&mut self, inner: &'static Shape, rest: Option<&'p str>) -> Option<()> {
        match rest {
            None if inner.is_whole() => Some(()),
            Some(rest) if !inner.is_whole() => self.enter(inner, rest),
            _ => None,
        }
    }

    fn step(&mut self, step: Step<'p>) -> Option<()> {
        // The parameter itself is no step inwards.
        if self.steps.len() > MAX_STEPS {
            return None;
        }
        self.steps.push(step);
        Some(())
    }
}

fn split(text: &str) -> (&str, Option<&str>) {
    match text.split_once('.') {
        Some((head, rest)) => (head, Some(rest)),
        None => (text, None),
    }
}

/// The index of an element: decimal from 1, without sign or leading zero.
fn element(text: &str) -> Option<u32> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) || text.starts_with('0') {
        return None;
    }
    text.parse().ok().filter(|index| *index <= MAX_INDEX)
}

/// Puts a value where its steps lead. The steps follow the shape, so every place has one kind of container.
fn place<'p>(root: &mut Fields<'p>, steps: &[Step<'p>], value: &'p str) {
    let Some((Step::Field(first), steps)) = steps.split_first() else {
        return;
    };
    let mut node = root.entry(first.name).or_insert(Node::Vacant);
    for step in steps {
        if *node == Node::Vacant {
            *node = match step {
                Step::Field(_) => Node::Object(Fields::new()),
                Step::Item(_) => Node::List(Default::default()),
                Step::Key(_) => Node::Map(Default::default()),
            };
        }
        node = match (node, step) {
            (Node::Object(fields), Step::Field(field)) => {
                fields.entry(field.name).or_insert(Node::Vacant)
            }
            (Node::List(elements), Step::Item(index)) => {
                elements.entry(*index).or_insert(Node::Vacant)
            }
            (Node::Map(values), Step::Key(key)) => {
                values.entry((*key).into()).or_insert(Node::Vacant)
            }
            _ => return,
        };
    }
    *node = if *node == Node::Vacant {
        Node::Text(value.into())
    } else {
        Node::Fault(TWICE.into())
    };
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
