//! The types of a request or response as a graph: references followed, objects and enums found once each.
//!
//! It decides what becomes a struct, what an enum and where recursion closes; it does not name anything yet.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use acs_spec::operation::{Field, Meaning, Operation};
use acs_spec::shape::pointer;
use acs_spec::{Check, Schema, Service, Type, codes};

use super::faults::Faults;
pub use super::key::Key;
use crate::faults::on;

/// Deepest nesting of lists and maps in one type.
const MAX_NESTING: usize = 24;

/// A schema and where it stands.
#[derive(Debug, Clone)]
pub struct At<'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// JSON pointer to it.
    pub pointer: String,
}

/// What a value is.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A text.
    Text,
    /// A text with known values.
    Enum(Key),
    /// A whole number of 32 bits.
    I32,
    /// A whole number of 64 bits.
    I64,
    /// A number of 32 bits.
    F32,
    /// A number of 64 bits.
    F64,
    /// A truth value.
    Bool,
    /// Anything.
    Any,
    /// A text that holds JSON.
    Json,
    /// A list or object that travels as one text which is not looked into.
    Opaque,
    /// An object.
    Object(Key),
    /// A list.
    List(Box<Node>),
    /// A map.
    Map(Box<Node>),
}

/// A value: what it is, and the schemas that speak of it (a reference, and what it leads to), outermost first, as
/// indices into [`Graph::schemas`].
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// The schemas.
    pub schemas: Vec<usize>,
}

/// One field of an object.
#[derive(Debug, Clone)]
pub struct FieldNode {
    /// The provider's name.
    pub wire: String,
    /// The name a person gave it.
    pub rust_name: Option<String>,
    /// It must be present.
    pub required: bool,
    /// Some source says that it must.
    pub required_by_some: bool,
    /// Where it stands.
    pub pointer: String,
    /// Its value.
    pub node: Node,
}

/// An object.
#[derive(Debug, Clone, Default)]
pub struct Object {
    /// Its fields, in the spec's order.
    pub fields: Vec<FieldNode>,
    /// Indices of the schemas that speak of it.
    pub schemas: Vec<usize>,
}

/// A text with known values.
#[derive(Debug, Clone, Default)]
pub struct Enum {
    /// Values in the spec's order, with what is said of each.
    pub values: Vec<(String, Option<Meaning>)>,
    /// Indices of the schemas that speak of it.
    pub schemas: Vec<usize>,
}

/// All types of a request, or of a response.
#[derive(Debug)]
pub struct Graph<'a> {
    operation: &'a Operation,
    service: Option<&'a Service>,
    /// Schemas that nodes refer to.
    pub schemas: Vec<At<'a>>,
    /// Objects by key.
    pub objects: BTreeMap<Key, Object>,
    /// Keys of objects in order of appearance.
    pub order: Vec<Key>,
    /// Enums by key.
    pub enums: BTreeMap<Key, Enum>,
    /// Keys of enums in order of appearance.
    pub enum_order: Vec<Key>,
    queue: VecDeque<(Key, At<'a>)>,
}

impl<'a> Graph<'a> {
    /// An empty graph for this operation.
    #[must_use]
    pub fn new(operation: &'a Operation, service: Option<&'a Service>) -> Self {
        Graph {
            operation,
            service,
            schemas: Vec::new(),
            objects: BTreeMap::new(),
            order: Vec::new(),
            enums: BTreeMap::new(),
            enum_order: Vec::new(),
            queue: VecDeque::new(),
        }
    }

    /// The schemas of a node.
    pub fn spoken<'g>(&'g self, indices: &'g [usize]) -> impl Iterator<Item = &'g At<'a>> {
        indices.iter().filter_map(|index| self.schemas.get(*index))
    }

    /// Adds the object at the root, of these fields.
    pub fn root(&mut self, fields: Vec<FieldNode>) {
        self.order.insert(0, Key::root());
        self.objects.insert(
            Key::root(),
            Object {
                fields,
                schemas: Vec::new(),
            },
        );
    }

    /// Adds the value of a schema, and every type that it needs.
    pub fn add(
        &mut self,
        schema: &'a Schema,
        pointer: &str,
        key: &Key,
        faults: &mut Faults,
    ) -> Option<Node> {
        let at = At {
            schema,
            pointer: pointer.to_owned(),
        };
        let node = self.value(at, key.clone(), &mut Vec::new(), faults);
        // Objects wait in a queue, so that a chain of references cannot exhaust the stack.
        while let Some((key, at)) = self.queue.pop_front() {
            let fields = self.fields(&at.schema.fields, &at.pointer, &key, faults);
            if let Some(object) = self.objects.get_mut(&key) {
                object.fields = fields;
            }
        }
        node
    }

    /// A text that is not looked into, whatever the schema says of its parts.
    pub fn opaque(&mut self, schema: &'a Schema, pointer: &str) -> Node {
        let index = self.keep(At {
            schema,
            pointer: pointer.to_owned(),
        });
        Node {
            kind: Kind::Opaque,
            schemas: vec![index],
        }
    }

    /// The schema that a reference leads to, or the schema itself. Adds nothing.
    #[must_use]
    pub fn target(&self, schema: &'a Schema) -> &'a Schema {
        let mut seen = BTreeSet::new();
        let mut here = schema;
        while let (Type::Ref, Some(name)) = (here.r#type, here.reference.as_deref()) {
            let operation = self.operation;
            let target = operation
                .schemas
                .get(name)
                .or_else(|| self.service?.schemas.get(name));
            match target {
                Some(target) if seen.insert(name) => here = target,
                _ => break,
            }
        }
        here
    }

    fn keep(&mut self, at: At<'a>) -> usize {
        self.schemas.push(at);
        self.schemas.len() - 1
    }

    fn fields(
        &mut self,
        fields: &'a [Field],
        pointer: &str,
        key: &Key,
        faults: &mut Faults,
    ) -> Vec<FieldNode> {
        let mut out = Vec::new();
        for (n, field) in fields.iter().enumerate() {
            let at = format!("{pointer}/fields/{n}");
            let schema = At {
                schema: &field.schema,
                pointer: format!("{at}/schema"),
            };
            let Some(node) = self.value(schema, key.field(&field.name), &mut Vec::new(), faults)
            else {
                continue;
            };
            out.push(FieldNode {
                wire: field.name.clone(),
                rust_name: field.rust_name.clone(),
                required: field.required.get() == Some(&true),
                required_by_some: !field.required_by.is_empty(),
                pointer: at,
                node,
            });
        }
        out
    }

    fn value(
        &mut self,
        at: At<'a>,
        key: Key,
        entered: &mut Vec<&'a str>,
        faults: &mut Faults,
    ) -> Option<Node> {
        let (at, key, mut schemas) = self.resolve(at, key, entered, faults)?;
        let schema = at.schema;
        let here = at.pointer.clone();
        schemas.push(self.keep(at.clone()));
        let kind = match schema.r#type {
            Type::String => self.string(&key, &schemas),
            Type::Binary => Kind::Text,
            Type::Json => Kind::Json,
            Type::Any | Type::Unstated | Type::Ref => Kind::Any,
            Type::Int32 => Kind::I32,
            Type::Int64 if on("int64-as-int32") => Kind::I32,
            Type::Int64 => Kind::I64,
            Type::Float => Kind::F32,
            Type::Double => Kind::F64,
            Type::Boolean => Kind::Bool,
            // Objects and maps of which nothing is stated hold anything under any name.
            Type::Object if schema.fields.is_empty() => self.map_of_any(),
            Type::Map if schema.items.is_none() => self.map_of_any(),
            Type::Object => {
                if !self.objects.contains_key(&key) {
                    self.objects.insert(
                        key.clone(),
                        Object {
                            fields: Vec::new(),
                            schemas: schemas.clone(),
                        },
                    );
                    self.order.push(key.clone());
                    self.queue.push_back((key.clone(), at));
                }
                Kind::Object(key)
            }
            Type::Array | Type::Map => {
                let Some(items) = schema.items.as_deref() else {
                    let message = format!("a schema of type `{}` has no `items`", schema.r#type);
                    faults.add(
                        &codes::BAD_SHAPE,
                        &here,
                        message,
                        "say what its elements are",
                    );
                    return None;
                };
                if entered.len() >= MAX_NESTING {
                    let message = format!("lists and maps nest deeper than {MAX_NESTING} levels");
                    faults.unsupported(&here, message, "put an object between them");
                    return None;
                }
                entered.push("");
                let items = At {
                    schema: items,
                    pointer: format!("{here}/items"),
                };
                let inner = self.value(items, key, entered, faults);
                entered.pop();
                let inner = Box::new(inner?);
                if schema.r#type == Type::Array {
                    Kind::List(inner)
                } else {
                    Kind::Map(inner)
                }
            }
        };
        Some(Node { kind, schemas })
    }

    fn map_of_any(&self) -> Kind {
        Kind::Map(Box::new(Node {
            kind: Kind::Any,
            schemas: Vec::new(),
        }))
    }

    /// Follows references to a type.
    #[allow(clippy::type_complexity)]
    fn resolve(
        &mut self,
        mut at: At<'a>,
        mut key: Key,
        entered: &mut Vec<&'a str>,
        faults: &mut Faults,
    ) -> Option<(At<'a>, Key, Vec<usize>)> {
        let mut schemas = Vec::new();
        let mut seen = BTreeSet::new();
        while at.schema.r#type == Type::Ref {
            let Some(name) = at.schema.reference.as_deref() else {
                let help = "write the name of a schema under `reference`";
                faults.add(
                    &codes::BAD_SHAPE,
                    &at.pointer,
                    "a reference has no `reference`".to_owned(),
                    help,
                );
                return None;
            };
            let operation: &'a Operation = self.operation;
            let service = self.service;
            let target = operation
                .schemas
                .get(name)
                .or_else(|| service?.schemas.get(name));
            let Some(target) = target else {
                let message = format!("there is no schema `{name}`");
                faults.add(
                    &codes::UNKNOWN_REFERENCE,
                    &at.pointer,
                    message,
                    "define it among the operation's `schemas`",
                );
                return None;
            };
            if !seen.insert(name) {
                let message = format!("the reference to `{name}` leads back to itself");
                faults.add(
                    &codes::CYCLIC_REFERENCE,
                    &at.pointer,
                    message,
                    "let one of them be a type",
                );
                return None;
            }
            if entered.contains(&name) {
                let message =
                    format!("the schema `{name}` holds itself through lists or maps alone");
                faults.unsupported(&at.pointer, message, "put an object between them");
                return None;
            }
            schemas.push(self.keep(at));
            key = Key::named(name);
            at = At {
                schema: target,
                pointer: pointer(&["schemas", name]),
            };
            // Remembered until the list that holds it is done; an object starts anew from the queue.
            if let Some(last) = entered.last_mut()
                && last.is_empty()
            {
                *last = name;
            }
        }
        Some((at, key, schemas))
    }

    /// A text is an enum where any source lists values.
    fn string(&mut self, key: &Key, schemas: &[usize]) -> Kind {
        let mut values: Vec<(String, Option<Meaning>)> = Vec::new();
        // Shared by all references, so only what the innermost schema says counts.
        if let Some(at) = schemas.last().and_then(|index| self.schemas.get(*index)) {
            let listed = at
                .schema
                .constraints
                .iter()
                .filter(|constraint| constraint.pieces.is_none());
            for constraint in listed {
                if let Check::OneOf(one_of) = &constraint.check {
                    values.extend(one_of.values.iter().map(|value| (value.clone(), None)));
                }
            }
            values.extend(
                at.schema
                    .values
                    .iter()
                    .map(|meaning| (meaning.value.clone(), Some(meaning.clone()))),
            );
        }
        let mut merged: Vec<(String, Option<Meaning>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for (value, meaning) in values {
            let place = *places.entry(value.clone()).or_insert(merged.len());
            match merged.get_mut(place) {
                Some(known) => known.1 = known.1.take().or(meaning),
                None => merged.push((value, meaning)),
            }
        }
        if merged.is_empty() {
            return Kind::Text;
        }
        if !self.enums.contains_key(key) {
            self.enums.insert(
                key.clone(),
                Enum {
                    values: merged,
                    schemas: schemas.to_vec(),
                },
            );
            self.enum_order.push(key.clone());
        }
        Kind::Enum(key.clone())
    }

    /// The objects that an object holds in fields directly, so that its size depends on theirs.
    pub fn held<'g>(&'g self, key: &Key) -> impl Iterator<Item = (&'g FieldNode, &'g Key)> {
        self.objects
            .get(key)
            .into_iter()
            .flat_map(|object| &object.fields)
            .filter_map(|field| match &field.node.kind {
                Kind::Object(inner) => Some((field, inner)),
                _ => None,
            })
    }

    /// Whether an object holds another through fields directly; `only_required` looks at required fields alone.
    #[must_use]
    pub fn holds(&self, outer: &Key, inner: &Key, only_required: bool) -> bool {
        let mut seen = BTreeSet::from([outer]);
        let mut queue = vec![outer];
        while let Some(key) = queue.pop() {
            for (field, held) in self.held(key) {
                if only_required && !field.required {
                    continue;
                }
                if held == inner {
                    return true;
                }
                if seen.insert(held) {
                    queue.push(held);
                }
            }
        }
        false
    }
}
