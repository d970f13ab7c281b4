//! Ways through an operation: every schema with its place, and the schema that a name in a rule means.
//!
//! It only finds; what is wrong with what it finds is said by [`crate::lint`].

mod find;

use std::collections::{BTreeMap, BTreeSet};

use crate::operation::{Field, Operation, Parameter, Schema, Type};
use crate::service::Service;
use crate::shape::{Stated, pointer};

pub use find::{Finder, parameter, resolve, resolve_among};

/// Most references that are followed one after the other.
pub const MAX_REFERENCES: usize = 64;

/// Which part of an operation a schema belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A request parameter.
    Parameter,
    /// The body of an answer.
    Response,
    /// A header of an answer.
    Header,
    /// The schemas that are referred to by name.
    Schemas,
}

/// What a schema is the schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder<'a> {
    /// Of a request parameter.
    Parameter(&'a Parameter),
    /// Of a field of an object, or of a header.
    Field(&'a Field),
    /// Of the elements of a list or map.
    Items,
    /// Of an answer's body.
    Body,
    /// Of a name that references use.
    Name(&'a str),
}

impl<'a> Holder<'a> {
    /// The provider's name, where the schema belongs to one.
    #[must_use]
    pub fn name(self) -> Option<&'a str> {
        match self {
            Holder::Parameter(parameter) => Some(&parameter.name),
            Holder::Field(field) => Some(&field.name),
            Holder::Name(name) => Some(name),
            Holder::Items | Holder::Body => None,
        }
    }

    /// The sources that call it required while another does not.
    #[must_use]
    pub fn required_by(self) -> &'a [String] {
        match self {
            Holder::Parameter(parameter) => &parameter.required_by,
            Holder::Field(field) => &field.required_by,
            Holder::Items | Holder::Body | Holder::Name(_) => &[],
        }
    }
}

/// One schema, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'w, 'a> {
    /// The schema.
    pub schema: &'a Schema,
    /// Names joined by dots, elements of lists and maps elided (`Tag.Key`). In `schemas` it begins with the name there;
    /// an answer's body has the empty path.
    pub path: &'w str,
    /// JSON pointer to the schema in the operation's (or service's) file.
    pub pointer: &'w str,
    /// Which part it belongs to.
    pub place: Place,
    /// What it is the schema of.
    pub holder: Holder<'a>,
}

/// Visits every schema of an operation once, where it stands; references are not followed.
pub fn schemas<'a>(operation: &'a Operation, visit: &mut dyn FnMut(&Visit<'_, 'a>)) {
    let mut walker = Walker::new(None, visit);
    walker.parameters(operation);
    walker.responses(operation);
    walker.named(&operation.schemas);
}

/// Visits every schema of a service once, where it stands.
pub fn service_schemas<'a>(service: &'a Service, visit: &mut dyn FnMut(&Visit<'_, 'a>)) {
    Walker::new(None, visit).named(&service.schemas);
}

/// Visits what parameters and answers consist of, following references: a schema that is referred to is visited under
/// the path of the reference, with the pointer to where it is defined. Within one parameter or answer each named schema
/// is entered once, so that recursion ends, and not more than [`MAX_REFERENCES`] one inside the other.
pub fn followed<'a>(operation: &'a Operation, visit: &mut dyn FnMut(&Visit<'_, 'a>)) {
    let mut walker = Walker::new(Some(&operation.schemas), visit);
    walker.parameters(operation);
    walker.responses(operation);
}

struct Walker<'a, 'f> {
    path: String,
    pointer: String,
    place: Place,
    follow: Option<&'a BTreeMap<String, Schema>>,
    entered: BTreeSet<&'a str>,
    references: usize,
    visit: &'f mut dyn FnMut(&Visit<'_, 'a>),
}

impl<'a, 'f> Walker<'a, 'f> {
    fn new(
        follow: Option<&'a BTreeMap<String, Schema>>,
        visit: &'f mut dyn FnMut(&Visit<'_, 'a>),
    ) -> Self {
        Walker {
            path: String::new(),
            pointer: String::new(),
            place: Place::Parameter,
            follow,
            entered: BTreeSet::new(),
            references: 0,
            visit,
        }
    }

    fn parameters(&mut self, operation: &'a Operation) {
        self.place = Place::Parameter;
        for (n, parameter) in operation.parameters.iter().enumerate() {
            self.entered.clear();
            let at = format!("/parameters/{n}/schema");
            let holder = Holder::Parameter(parameter);
            self.below(&at, &parameter.name, &parameter.schema, holder);
        }
    }

    fn responses(&mut self, operation: &'a Operation) {
        let Stated::Stated(responses) = &operation.responses else {
            return;
        };
        for (n, response) in responses.iter().enumerate() {
            self.entered.clear();
            if let Some(schema) = &response.schema {
                self.place = Place::Response;
                self.below(&format!("/responses/{n}/schema"), "", schema, Holder::Body);
            }
            self.place = Place::Header;
            for (m, header) in response.headers.iter().enumerate() {
                let at = format!("/responses/{n}/headers/{m}/schema");
                self.below(&at, &header.name, &header.schema, Holder::Field(header));
            }
        }
    }

    fn named(&mut self, schemas: &'a BTreeMap<String, Schema>) {
        self.place = Place::Schemas;
        for (name, schema) in schemas {
            let at = pointer(&["schemas", name]);
            self.below(&at, name, schema, Holder::Name(name));
        }
    }

    fn below(&mut self, at: &str, name: &str, schema: &'a Schema, holder: Holder<'a>) {
        let (pointer, path) = (self.pointer.len(), self.path.len());
        self.pointer.push_str(at);
        if !self.path.is_empty() && !name.is_empty() {
            self.path.push('.');
        }
        self.path.push_str(name);
        self.schema(schema, holder);
        self.pointer.truncate(pointer);
        self.path.truncate(path);
    }

    fn schema(&mut self, schema: &'a Schema, holder: Holder<'a>) {
        (self.visit)(&Visit {
            schema,
            path: &self.path,
            pointer: &self.pointer,
            place: self.place,
            holder,
        });
        if let Some(items) = &schema.items {
            self.below("/items", "", items, Holder::Items);
        }
        for (n, field) in schema.fields.iter().enumerate() {
            let at = format!("/fields/{n}/schema");
            self.below(&at, &field.name, &field.schema, Holder::Field(field));
        }
        self.reference(schema);
    }

    fn reference(&mut self, schema: &'a Schema) {
        let (Some(schemas), Type::Ref, Some(name)) =
            (self.follow, schema.r#type, schema.reference.as_ref())
        else {
            return;
        };
        let Some((name, target)) = schemas.get_key_value(name) else {
            return;
        };
        if self.references >= MAX_REFERENCES || !self.entered.insert(name) {
            return;
        }
        self.references += 1;
        let back = std::mem::replace(&mut self.pointer, pointer(&["schemas", name]));
        self.schema(target, Holder::Name(name));
        self.pointer = back;
        self.references -= 1;
    }
}

#[cfg(test)]
mod tests;
