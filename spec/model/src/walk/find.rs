//! What names and references mean: the schema that a rule's parameter or a reference leads to.

use std::collections::{BTreeMap, BTreeSet};

use super::MAX_REFERENCES;
use crate::operation::{Field, Operation, Schema, Type};

/// What a schema means: itself, or what its reference (and that one's, and so on) leads to. `None` where that is
/// nothing, where references go round in a circle, or where more than [`MAX_REFERENCES`] follow one another.
#[must_use]
pub fn resolve<'a>(operation: &'a Operation, schema: &'a Schema) -> Option<&'a Schema> {
    resolve_among(&operation.schemas, schema)
}

/// [`resolve`] for schemas that stand elsewhere than in an operation.
#[must_use]
pub fn resolve_among<'a>(
    schemas: &'a BTreeMap<String, Schema>,
    schema: &'a Schema,
) -> Option<&'a Schema> {
    let mut here = schema;
    for _ in 0..=MAX_REFERENCES {
        if here.r#type != Type::Ref {
            return Some(here);
        }
        here = schemas.get(here.reference.as_deref()?)?;
    }
    None
}

/// The schema at a rule path (`Tag.Key`): names joined by dots, elements of lists and maps elided, references followed.
/// Where a name has dots of its own, the longest name that fits is taken. For many questions keep a [`Finder`].
#[must_use]
pub fn parameter<'a>(operation: &'a Operation, path: &str) -> Option<&'a Schema> {
    Finder::new(operation).parameter(path)
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inwards {
    ThroughObjects,
    ThroughLists,
}

type Names<'a> = BTreeMap<&'a str, &'a Schema>;

/// Answers what names in rules and paths mean, and remembers the names of each object that it has looked into.
#[derive(Debug)]
pub struct Finder<'a> {
    operation: &'a Operation,
    top: Names<'a>,
    /// By the address of the fields, which the borrow of the operation keeps in place.
    inner: BTreeMap<usize, Names<'a>>,
}

impl<'a> Finder<'a> {
    /// Of this operation. Where a name occurs twice the first counts.
    #[must_use]
    pub fn new(operation: &'a Operation) -> Self {
        let mut top = Names::new();
        for parameter in &operation.parameters {
            top.entry(&parameter.name).or_insert(&parameter.schema);
        }
        Finder {
            operation,
            top,
            inner: BTreeMap::new(),
        }
    }

    /// See [`parameter`].
    pub fn parameter(&mut self, path: &str) -> Option<&'a Schema> {
        self.find(None, path, Inwards::ThroughLists)
    }

    /// The fields among which a rule's names are found: those of the elements of the list (or of the object) at `path`.
    pub fn within(&mut self, path: &str) -> Option<&'a [Field]> {
        let schema = self.parameter(path)?;
        fields(self.operation, schema, Inwards::ThroughLists)
    }

    /// The schema that a name in a rule means: among the parameters, or among the fields `within`. It may reach inwards
    /// through objects (`Sector.From`), never through lists.
    pub fn named_in_rule(&mut self, within: Option<&str>, name: &str) -> Option<&'a Schema> {
        let fields = match within {
            None => None,
            Some(path) => Some(self.within(path)?),
        };
        self.find(fields, name, Inwards::ThroughObjects)
    }

    fn find(
        &mut self,
        mut among: Option<&'a [Field]>,
        path: &str,
        inwards: Inwards,
    ) -> Option<&'a Schema> {
        let mut rest = path;
        loop {
            let names = match among {
                None => &self.top,
                Some(fields) => self
                    .inner
                    .entry(fields.as_ptr() as usize)
                    .or_insert_with(|| {
                        let mut names = Names::new();
                        for field in fields {
                            names.entry(&field.name).or_insert(&field.schema);
                        }
                        names
                    }),
            };
            let (schema, after) = longest(names, rest)?;
            match after {
                None => return Some(schema),
                Some(after) => rest = after,
            }
            among = Some(fields(self.operation, schema, inwards)?);
        }
    }
}

/// The longest name that the path is or begins with, and what follows its dot.
fn longest<'a, 'p>(names: &Names<'a>, path: &'p str) -> Option<(&'a Schema, Option<&'p str>)> {
    if let Some(schema) = names.get(path) {
        return Some((schema, None));
    }
    path.rmatch_indices('.').find_map(|(at, _)| {
        let schema = names.get(path.get(..at)?)?;
        Some((*schema, path.get(at + 1..)))
    })
}

/// The fields that a schema has, or that the elements of its elements have.
pub(super) fn fields<'a>(
    operation: &'a Operation,
    schema: &'a Schema,
    inwards: Inwards,
) -> Option<&'a [Field]> {
    let mut seen = BTreeSet::new();
    let mut here = resolve(operation, schema)?;
    loop {
        match (here.r#type, inwards) {
            (Type::Object, _) => return Some(&here.fields),
            (Type::Array | Type::Map, Inwards::ThroughLists) => {
                let items = here.items.as_deref()?;
                // A list of itself has no end: each name is gone through once.
                if let Some(name) = &items.reference
                    && !seen.insert(name)
                {
                    return None;
                }
                here = resolve(operation, items)?;
            }
            _ => return None,
        }
    }
}
