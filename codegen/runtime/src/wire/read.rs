//! Reads the tree of a request into typed values. Every fault is recorded where it is, and reading goes on with a
//! stand-in, so that all faults come out at once. Must not know how pairs became a tree.

use std::collections::BTreeMap;
use std::fmt;

use super::Wire;
use super::node::{Fields, Node};
use crate::path::Path;
use crate::rule::RuleInfo;
use crate::violation::Violations;

/// How deep a stand-in is filled, so that it is not taken for an object without fields.
const STAND_IN_DEPTH: u8 = 3;

/// A value that may be missing without fault: `Option`, `Vec` (none is empty) and `BTreeMap`.
pub trait MayBeAbsent: Wire + Default {}

/// What is being read: something that is there, or a stand-in for something faulted.
#[derive(Clone, Copy)]
enum Place<'a> {
    Node(&'a Node<'a>),
    StandIn(u8),
}

/// A place in the request that holds a value.
pub struct Cursor<'a> {
    place: Place<'a>,
    at: &'a Path<'a>,
    /// The rule that a value of the wrong type breaks.
    rule: &'static RuleInfo,
    out: &'a mut Violations,
}

impl fmt::Debug for Cursor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cursor at {}", self.at)
    }
}

impl<'a> Cursor<'a> {
    fn fault(&mut self, found: &dyn fmt::Display) {
        self.out.push(self.at, self.rule, found);
        self.place = Place::StandIn(STAND_IN_DEPTH);
    }

    /// Records what stands here instead of what should.
    fn misfit(&mut self, node: &Node<'_>) {
        match node {
            Node::Fault(found) | Node::Text(found) => self.fault(found),
            Node::List(_) => self.fault(&"a list"),
            Node::Object(_) | Node::Map(_) => self.fault(&"an object"),
            Node::Vacant | Node::Nothing => self.fault(&"nothing"),
        }
    }

    fn str(&mut self) -> Option<&'a str> {
        match self.place {
            Place::Node(Node::Text(text)) => Some(text),
            Place::Node(node) => {
                self.misfit(node);
                None
            }
            Place::StandIn(_) => None,
        }
    }

    /// The text that stands here.
    pub fn text(&mut self) -> String {
        self.str().unwrap_or_default().to_owned()
    }

    /// The value of the text that stands here; one that cannot be read is a fault.
    pub fn parse<T>(&mut self, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.str()?;
        let value = read(text);
        if value.is_none() {
            self.fault(&text);
        }
        value
    }

    /// The elements of the list that stands here, holes closed up.
    pub(crate) fn list<T: Wire>(&mut self) -> Vec<T> {
        match self.place {
            Place::Node(Node::List(elements)) => {
                return elements
                    .values()
                    .enumerate()
                    .map(|(index, node)| {
                        T::read(&mut self.inner(Place::Node(node), &self.at.item(index)))
                    })
                    .collect();
            }
            Place::Node(node) => self.misfit(node),
            Place::StandIn(_) => {}
        }
        match self.place {
            Place::StandIn(depth) if depth > 0 => vec![T::read(
                &mut self.inner(Place::StandIn(depth - 1), &self.at.item(0)),
            )],
            _ => Vec::new(),
        }
    }

    /// The values of the map that stands here.
    pub(crate) fn map<T: Wire>(&mut self) -> BTreeMap<String, T> {
        match self.place {
            Place::Node(Node::Map(values)) => {
                return values
                    .iter()
                    .map(|(key, node)| {
                        (
                            key.to_string(),
                            T::read(&mut self.inner(Place::Node(node), &self.at.key(key))),
                        )
                    })
                    .collect();
            }
            Place::Node(node) => self.misfit(node),
            Place::StandIn(_) => {}
        }
        match self.place {
            Place::StandIn(depth) if depth > 0 => BTreeMap::from([(
                String::new(),
                T::read(&mut self.inner(Place::StandIn(depth - 1), &self.at.key(""))),
            )]),
            _ => BTreeMap::new(),
        }
    }

    /// The object that stands here.
    pub fn object(&mut self) -> ObjectReader<'_> {
        if let Place::Node(node) = self.place
            && !matches!(node, Node::Object(_))
        {
            self.misfit(node);
        }
        let (fields, depth) = match self.place {
            Place::Node(Node::Object(fields)) => (Some(fields), 0),
            Place::Node(_) => (None, 0),
            Place::StandIn(depth) => (None, depth),
        };
        ObjectReader {
            fields,
            depth,
            at: self.at,
            out: self.out,
        }
    }

    fn inner<'b>(&'b mut self, place: Place<'b>, at: &'b Path<'b>) -> Cursor<'b> {
        Cursor {
            place,
            at,
            rule: self.rule,
            out: self.out,
        }
    }
}

/// An object whose fields are read.
pub struct ObjectReader<'a> {
    /// `None`: a stand-in, filled this deep.
    fields: Option<&'a Fields<'a>>,
    depth: u8,
    at: &'a Path<'a>,
    out: &'a mut Violations,
}

impl fmt::Debug for ObjectReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectReader at {}", self.at)
    }
}

impl<'a> ObjectReader<'a> {
    /// The request itself.
    pub(crate) fn of_request(fields: &'a Fields<'a>, out: &'a mut Violations) -> Self {
        ObjectReader {
            fields: Some(fields),
            depth: 0,
            at: &Path::ROOT,
            out,
        }
    }

    /// What stands under this name, if anything does.
    fn find(&self, name: &str) -> Option<Place<'a>> {
        match self.fields {
            Some(fields) => match fields.get(name) {
                None | Some(Node::Vacant | Node::Nothing) => None,
                Some(node) => Some(Place::Node(node)),
            },
            None => Some(Place::StandIn(self.depth.checked_sub(1)?)),
        }
    }

    /// A field that may be missing. (Also a list or map that must not be: its emptiness tells.)
    pub fn optional<T: MayBeAbsent>(
        &mut self,
        name: &'static str,
        type_rule: &'static RuleInfo,
    ) -> T {
        match self.find(name) {
            Some(place) => T::read(&mut Cursor {
                place,
                at: &self.at.field(name),
                rule: type_rule,
                out: self.out,
            }),
            None => T::default(),
        }
    }

    /// A field that must be there; where it is not, that is recorded.
    pub fn required<T: Wire>(
        &mut self,
        name: &'static str,
        type_rule: &'static RuleInfo,
        required_rule: &'static RuleInfo,
    ) -> T {
        let at = self.at.field(name);
        let place = match self.find(name) {
            Some(place) => place,
            None if self.fields.is_none() => Place::StandIn(0),
            None => {
                self.out.push_absent(&at, required_rule);
                Place::StandIn(STAND_IN_DEPTH)
            }
        };
        T::read(&mut Cursor {
            place,
            at: &at,
            rule: type_rule,
            out: self.out,
        })
    }
}
