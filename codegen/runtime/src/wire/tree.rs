//! Sorts pairs into a tree by the shape of the request. Each pair ends in exactly one place or is unknown.

use super::node::{Fields, Node};
use super::pairs::Pairs;
use super::shape::{Field, Shape};

/// Deepest nesting that a name is followed to. A name that goes deeper is unknown.
const MAX_DEPTH: usize = 128;

/// Most readings of one name that are tried. Only shapes whose names are beginnings of each other have more than one.
const MAX_READINGS: u32 = 4096;

/// The highest index of an element.
const MAX_INDEX: u32 = 2_147_483_647;

/// One step from the request to a value.
#[derive(Clone, Copy)]
enum Step<'p> {
    Field(&'static Field),
    Item(u32),
    Key(&'p str),
}

/// The tree of the pairs, and the names of those that match nothing, in order.
pub(crate) fn sort<'p>(pairs: &'p Pairs, fields: &'static [Field]) -> (Fields<'p>, Vec<&'p str>) {
    let mut root = Fields::new();
    let mut unknown = Vec::new();
    let mut route = Route {
        steps: Vec::new(),
        readings: 0,
    };
    for pair in pairs {
        route.steps.clear();
        route.readings = MAX_READINGS;
        match route.find(fields, pair.name()) {
            Some(shape) => place(&mut root, &route.steps, shape, pair.value()),
            None => unknown.push(pair.name()),
        }
    }
    (root, unknown)
}

struct Route<'p> {
    steps: Vec<Step<'p>>,
    readings: u32,
}

impl<'p> Route<'p> {
    /// Finds the field that a name stands for. A name that is matched whole goes before any reading as a part of
    /// another field; of those the longest beginning is tried first.
    fn find(&mut self, fields: &'static [Field], name: &'p str) -> Option<&'static Shape> {
        self.readings = self.readings.checked_sub(1)?;
        if self.steps.len() >= MAX_DEPTH {
            return None;
        }
        if let Some(field) = fields
            .iter()
            .find(|field| field.name == name && field.shape.is_whole())
        {
            self.steps.push(Step::Field(field));
            return Some(&field.shape);
        }
        let mut shorter_than = usize::MAX;
        loop {
            let (field, rest) = fields
                .iter()
                .filter(|field| field.name.len() < shorter_than && !field.shape.is_whole())
                .filter_map(|field| {
                    Some((field, name.strip_prefix(field.name)?.strip_prefix('.')?))
                })
                .max_by_key(|(field, _)| field.name.len())?;
            let depth = self.steps.len();
            self.steps.push(Step::Field(field));
            if let Some(shape) = self.enter(&field.shape, rest) {
                return Some(shape);
            }
            self.steps.truncate(depth);
            shorter_than = field.name.len();
        }
    }

    /// Goes on inside a list, an object or a map; `rest` is what follows the dot.
    fn enter(&mut self, shape: &'static Shape, rest: &'p str) -> Option<&'static Shape> {
        if self.steps.len() >= MAX_DEPTH {
            return None;
        }
        match shape {
            Shape::Object(fields) => self.find(fields, rest),
            Shape::List(inner) => {
                let (index, rest) = split(rest);
                self.steps.push(Step::Item(element(index)?));
                self.leaf_or_enter(inner, rest)
            }
            Shape::Map(inner) => {
                let (key, rest) = if inner.is_whole() {
                    (rest, None)
                } else {
                    split(rest)
                };
                self.steps.push(Step::Key(key));
                self.leaf_or_enter(inner, rest)
            }
            Shape::Scalar | Shape::Simple | Shape::Json(_) => None,
        }
    }

    fn leaf_or_enter(
        &mut self,
        inner: &'static Shape,
        rest: Option<&'p str>,
    ) -> Option<&'static Shape> {
        match rest {
            None if inner.is_whole() => Some(inner),
            Some(rest) if !inner.is_whole() => self.enter(inner, rest),
            _ => None,
        }
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
fn place<'p>(root: &mut Fields<'p>, steps: &[Step<'p>], shape: &'static Shape, value: &'p str) {
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
    if *node == Node::Vacant {
        *node = Node::leaf(shape, value);
    } else {
        node.again();
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
