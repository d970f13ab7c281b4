//! What the passes over one operation share: its graphs, its names, and what must not be shown.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::{Operation, Schema, Service};

use super::docs::{self, Detail};
use super::faults::Faults;
use super::graph::{FieldNode, Graph, Key, Kind, Node};
use super::model::{Presence, RustType};
use super::parameters::Way;
use super::scope::{self, Overrides, Side, Types};
use crate::input::Read;

/// The context of one operation.
#[derive(Debug)]
pub struct Context<'a> {
    /// The spec.
    pub spec: &'a Read<Operation>,
    /// The service, if there is one.
    pub service: Option<&'a Service>,
    /// The types of the request.
    pub request: Graph<'a>,
    /// How its parameters travel.
    pub ways: Vec<Way>,
    /// The types of the response.
    pub response: Graph<'a>,
    service_file: &'a str,
    /// Names of types.
    pub types: Types,
    /// Whether more than a line of documentation is wanted.
    pub detail: Detail,
    fields: BTreeMap<(Side, Key), BTreeMap<String, String>>,
    sensitive: BTreeSet<(Side, Key)>,
}

/// The field that keeps what a response does not describe.
pub const REST: &str = "extra";

impl<'a> Context<'a> {
    /// Resolves all names.
    pub fn new(
        spec: &'a Read<Operation>,
        service: Option<&'a Read<Service>>,
        request: (Graph<'a>, Vec<Way>),
        response: Graph<'a>,
        detail: Detail,
        overrides: Overrides,
        faults: &mut Faults,
    ) -> Self {
        let (request, ways) = request;
        let types = scope::types(&spec.value.name, &request, &response, faults);
        let mut fields = BTreeMap::new();
        for (side, graph, taken) in [
            (Side::Request, &request, &[] as &[&str]),
            (Side::Response, &response, &[REST]),
        ] {
            for (key, object) in &graph.objects {
                let names = scope::fields(side, key, &object.fields, taken, &overrides, faults);
                fields.insert((side, key.clone()), names);
            }
        }
        let mut sensitive = BTreeSet::new();
        mark(Side::Request, &request, &mut sensitive);
        mark(Side::Response, &response, &mut sensitive);
        Context {
            spec,
            service: service.map(|service| &service.value),
            service_file: service.map_or("", |service| &service.file),
            request,
            ways,
            response,
            types,
            detail,
            fields,
            sensitive,
        }
    }

    /// The graph of a side.
    #[must_use]
    pub fn graph(&self, side: Side) -> &Graph<'a> {
        match side {
            Side::Request => &self.request,
            Side::Response => &self.response,
        }
    }

    /// `Spec: CreateInstance.json /parameters/2`: a named schema that the operation does not define is the service's.
    #[must_use]
    pub fn spec_at(&self, pointer: &str) -> String {
        let name = pointer
            .strip_prefix("/schemas/")
            .and_then(|rest| rest.split('/').next())
            .map(|step| step.replace("~1", "/").replace("~0", "~"));
        let is_shared = name.is_some_and(|name| !self.spec.value.schemas.contains_key(&name));
        let file = match is_shared && self.service.is_some() {
            true => self.service_file,
            false => &self.spec.file,
        };
        docs::spec(file, pointer)
    }

    /// The same as the end of a line of documentation: empty where none is wanted.
    #[must_use]
    pub fn place(&self, pointer: &str) -> String {
        match self.detail.0 {
            true => self.spec_at(pointer),
            false => String::new(),
        }
    }

    /// The operation.
    #[must_use]
    pub fn operation(&self) -> &'a Operation {
        &self.spec.value
    }

    /// The identifier of a field; empty where it has none because of a fault.
    #[must_use]
    pub fn field(&self, side: Side, owner: &Key, wire: &str) -> String {
        let names = self.fields.get(&(side, owner.clone()));
        names
            .and_then(|names| names.get(wire))
            .cloned()
            .unwrap_or_default()
    }

    /// Whether a field's value must not be shown.
    #[must_use]
    pub fn is_sensitive(&self, side: Side, owner: &Key, field: &FieldNode) -> bool {
        self.sensitive.contains(&(side, owner.clone())) || is_marked(self.graph(side), &field.node)
    }

    /// The schemas that speak of a node.
    #[must_use]
    pub fn schemas(&self, side: Side, node: &Node) -> Vec<&'a Schema> {
        node.schemas
            .iter()
            .filter_map(|index| self.graph(side).schemas.get(*index))
            .map(|at| at.schema)
            .collect()
    }

    /// The schemas that speak of the elements of a list or map, all levels.
    #[must_use]
    pub fn element_schemas(&self, side: Side, node: &Node) -> Vec<&'a Schema> {
        let mut out = Vec::new();
        let mut node = node;
        while let Kind::List(inner) | Kind::Map(inner) = &node.kind {
            node = inner;
            if !matches!(node.kind, Kind::Object(_)) {
                out.extend(self.schemas(side, node));
            }
        }
        out
    }

    /// The type of a value that stands in a field of `owner`.
    #[must_use]
    pub fn ty(&self, side: Side, owner: &Key, node: &Node) -> RustType {
        match &node.kind {
            Kind::Object(key) => RustType::Struct {
                ident: self.types.name(side, key),
                boxed: key == owner || self.graph(side).holds(key, owner, false),
            },
            _ => self.inner_ty(side, node),
        }
    }

    /// The same where the value stands in a list or map, which need no box.
    fn inner_ty(&self, side: Side, node: &Node) -> RustType {
        match &node.kind {
            Kind::Text => RustType::Text,
            Kind::Any | Kind::Json if side == Side::Response => RustType::Value,
            Kind::Any | Kind::Json | Kind::Opaque => RustType::Text,
            Kind::Enum(key) => RustType::Enum(self.types.name(side, key)),
            Kind::I32 => RustType::I32,
            Kind::I64 => RustType::I64,
            Kind::F32 => RustType::F32,
            Kind::F64 => RustType::F64,
            Kind::Bool => RustType::Bool,
            Kind::Object(key) => RustType::Struct {
                ident: self.types.name(side, key),
                boxed: false,
            },
            Kind::List(inner) => RustType::List(Box::new(self.inner_ty(side, inner))),
            Kind::Map(inner) => RustType::Map(Box::new(self.inner_ty(side, inner))),
        }
    }

    /// How a field says that it is absent.
    #[must_use]
    pub fn presence(&self, field: &FieldNode) -> Presence {
        match (&field.node.kind, field.required) {
            (Kind::List(_) | Kind::Map(_), required) => Presence::Collection(required),
            (_, true) => Presence::Required,
            (_, false) => Presence::Optional,
        }
    }

    /// Refuses objects that hold themselves through required fields alone: no finite value has that type.
    pub fn check_finite(&self, faults: &mut Faults) {
        for key in self.request.objects.keys() {
            if self.request.holds(key, key, true) {
                let pointer = self
                    .request
                    .objects
                    .get(key)
                    .and_then(|object| object.fields.first());
                let pointer = pointer.map_or("", |field| field.pointer.as_str());
                let message = format!("`{}` must hold itself, without end", key.path.join("."));
                faults.unsupported(pointer, message, "let one of the fields be optional");
            }
        }
    }
}

fn is_marked(graph: &Graph<'_>, node: &Node) -> bool {
    let here = graph.spoken(&node.schemas).any(|at| at.schema.sensitive);
    here || match &node.kind {
        Kind::List(inner) | Kind::Map(inner) => is_marked(graph, inner),
        _ => false,
    }
}

/// Finds the objects whose fields must not be shown: those that a sensitive field holds, however deep.
fn mark(side: Side, graph: &Graph<'_>, sensitive: &mut BTreeSet<(Side, Key)>) {
    let mut queue: Vec<&Key> = Vec::new();
    for (key, object) in &graph.objects {
        if graph.spoken(&object.schemas).any(|at| at.schema.sensitive) {
            queue.push(key);
        }
        queue.extend(
            object
                .fields
                .iter()
                .filter(|field| is_marked(graph, &field.node))
                .filter_map(|field| held(&field.node)),
        );
    }
    while let Some(key) = queue.pop() {
        if sensitive.insert((side, key.clone())) {
            let fields = graph
                .objects
                .get(key)
                .into_iter()
                .flat_map(|object| &object.fields);
            queue.extend(fields.filter_map(|field| held(&field.node)));
        }
    }
}

/// The object that a value holds, through lists and maps.
fn held(node: &Node) -> Option<&Key> {
    match &node.kind {
        Kind::Object(key) => Some(key),
        Kind::List(inner) | Kind::Map(inner) => held(inner),
        _ => None,
    }
}
