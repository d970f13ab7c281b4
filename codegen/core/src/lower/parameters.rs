//! Parameters: their types, where they travel, and how lists and objects become pairs.

use acs_spec::operation::{Location, Operation, ParamStyle, Parameter};
use acs_spec::{Service, Type};

use super::faults::Faults;
use super::graph::{FieldNode, Graph, Key, Kind, Node};

/// How a parameter's value becomes pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// By its names: one pair for each scalar.
    Pairs,
    /// As JSON text.
    Json,
    /// Elements joined by commas.
    Joined,
}

/// Where and how one parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// How.
    pub travel: Travel,
    /// Where; none: in the query.
    pub location: Option<&'static str>,
}

/// Builds the graph of a request. The ways are in the order of the root's fields.
pub fn graph<'a>(operation: &'a Operation, service: Option<&'a Service>, faults: &mut Faults) -> (Graph<'a>, Vec<Way>) {
    let mut graph = Graph::new(operation, service);
    let mut fields = Vec::new();
    let mut ways = Vec::new();
    for (n, parameter) in operation.parameters.iter().enumerate() {
        let pointer = format!("/parameters/{n}");
        let schema = format!("{pointer}/schema");
        let common = service.and_then(|service| service.common.location.get());
        let location = parameter.location.get().or(common).copied().unwrap_or(Location::Query);
        let node = if parameter.style == Some(ParamStyle::Xml) {
            // XML is a text that is not looked into.
            Some(graph.text(&parameter.schema, &schema))
        } else {
            graph.add(&parameter.schema, &schema, &Key::root().field(&parameter.name), faults)
        };
        let Some(node) = node else { continue };
        let travel = travel(parameter, location, &node, &pointer, faults);
        ways.push(Way { travel, location: place(location) });
        fields.push(FieldNode {
            wire: parameter.name.clone(),
            rust_name: parameter.rust_name.clone(),
            required: parameter.required.get() == Some(&true),
            required_by_some: !parameter.required_by.is_empty(),
            pointer,
            node,
        });
    }
    graph.root(fields);
    (graph, ways)
}

fn travel(parameter: &Parameter, location: Location, node: &Node, pointer: &str, faults: &mut Faults) -> Travel {
    let inner = match &node.kind {
        Kind::List(inner) => Some(inner),
        Kind::Map(_) | Kind::Object(_) => None,
        _ => return Travel::Pairs,
    };
    match parameter.style {
        Some(ParamStyle::Json) => Travel::Json,
        Some(ParamStyle::Simple) => match inner.map(|inner| &inner.kind) {
            Some(Kind::List(_) | Kind::Map(_) | Kind::Object(_)) | None => {
                let message = format!("`{}` of style `simple` is no list of scalars", parameter.name);
                faults.unsupported(&format!("{pointer}/style"), message, "correct the style; `json` and `flat` hold anything");
                Travel::Pairs
            }
            Some(_) => Travel::Joined,
        },
        None if location == Location::Body => Travel::Json,
        _ => Travel::Pairs,
    }
}

fn place(location: Location) -> Option<&'static str> {
    match location {
        Location::Query => None,
        Location::Form => Some("Form"),
        Location::Body => Some("Body"),
        Location::Path => Some("Path"),
        Location::Header => Some("Header"),
        Location::Host => Some("Host"),
    }
}

/// Whether a type is a text whatever its style says; used to note what is not looked into.
#[must_use]
pub fn is_opaque(parameter: &Parameter) -> bool {
    parameter.style == Some(ParamStyle::Xml)
        && matches!(parameter.schema.r#type, Type::Array | Type::Object | Type::Map | Type::Ref)
}
