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
pub fn graph<'a>(
    operation: &'a Operation,
    service: Option<&'a Service>,
    faults: &mut Faults,
) -> (Graph<'a>, Vec<Way>) {
    let mut graph = Graph::new(operation, service);
    let mut fields = Vec::new();
    let mut ways = Vec::new();
    for (n, parameter) in operation.parameters.iter().enumerate() {
        let pointer = format!("/parameters/{n}");
        let schema = format!("{pointer}/schema");
        let common = service.and_then(|service| service.common.location.get());
        let location = parameter
            .location
            .get()
            .or(common)
            .copied()
            .unwrap_or(Location::Query);
        let node = if is_opaque(&graph, parameter) {
            Some(graph.opaque(&parameter.schema, &schema))
        } else {
            graph.add(
                &parameter.schema,
                &schema,
                &Key::root().field(&parameter.name),
                faults,
            )
        };
        let Some(node) = node else { continue };
        ways.push(Way {
            travel: travel(parameter, location, &node),
            location: place(location),
        });
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

fn travel(parameter: &Parameter, location: Location, node: &Node) -> Travel {
    if !matches!(node.kind, Kind::List(_) | Kind::Map(_) | Kind::Object(_)) {
        return Travel::Pairs;
    }
    match parameter.style {
        Some(ParamStyle::Json) => Travel::Json,
        Some(ParamStyle::Simple) => Travel::Joined,
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

/// Whether a parameter travels as one text that is not looked into: XML, and what commas cannot part.
fn is_opaque(graph: &Graph<'_>, parameter: &Parameter) -> bool {
    let is_composite = |r#type| matches!(r#type, Type::Array | Type::Object | Type::Map);
    let target = graph.target(&parameter.schema);
    match parameter.style {
        Some(ParamStyle::Xml) => is_composite(target.r#type),
        Some(ParamStyle::Simple) => match (target.r#type, &target.items) {
            (Type::Array, Some(items)) => is_composite(graph.target(items).r#type),
            (r#type, _) => matches!(r#type, Type::Object | Type::Map),
        },
        _ => false,
    }
}
