//! The response: the answer of success, typed, with a place for what nobody described.

use acs_spec::operation::{Operation, Response};
use acs_spec::{Service, Stated, Type};

use super::context::{Context, REST};
use super::faults::Faults;
use super::graph::{FieldNode, Graph, Key, Node};
use super::model::{Docs, ResponseField, ResponseStruct, RustType};
use super::scope::Side;
use super::structs::{field_docs, struct_docs, struct_place};
use super::text::{code, sentence};
use crate::faults::on;

/// The wire name under which the runtime gives a body that is no object.
const WHOLE_BODY: &str = "";

/// The answer that stands for success: the first with a status of the two hundreds, else the first that is no error.
#[must_use]
pub fn success(operation: &Operation) -> Option<(usize, &Response)> {
    let Stated::Stated(responses) = &operation.responses else {
        return None;
    };
    let status = |response: &Response| response.status.get().cloned().unwrap_or_default();
    let each = || responses.iter().enumerate();
    each()
        .find(|(_, response)| status(response).starts_with('2'))
        .or_else(|| each().find(|(_, response)| !status(response).starts_with(['3', '4', '5'])))
}

/// Whether the graph of a response is that of a single value, kept in one field.
#[must_use]
pub fn is_whole_body(graph: &Graph<'_>) -> bool {
    let root = graph.objects.get(&Key::root());
    root.is_some_and(|root| {
        let mut fields = root.fields.iter();
        fields
            .next()
            .is_some_and(|field| field.pointer.ends_with("/schema"))
            && fields.next().is_none()
    })
}

/// Builds the graph of a response; its root is always there, with no fields where no source states any.
pub fn graph<'a>(
    operation: &'a Operation,
    service: Option<&'a Service>,
    faults: &mut Faults,
) -> Graph<'a> {
    let mut graph = Graph::new(operation, service);
    let mut fields = Vec::new();
    let stated = success(operation).and_then(|(n, response)| Some((n, response.schema.as_ref()?)));
    if let Some((n, schema)) = stated {
        let pointer = format!("/responses/{n}/schema");
        if schema.r#type == Type::Object {
            for (m, field) in schema.fields.iter().enumerate() {
                let at = format!("{pointer}/fields/{m}");
                let key = Key::root().field(&field.name);
                if let Some(node) = graph.add(&field.schema, &format!("{at}/schema"), &key, faults)
                {
                    fields.push(field_node(&field.name, field.rust_name.clone(), at, node));
                }
            }
        } else {
            let node = graph.add(schema, &pointer, &Key::root().field("Body"), faults);
            fields.extend(body(&mut graph, node, pointer));
        }
    }
    graph.root(fields);
    graph
}

fn field_node(wire: &str, rust_name: Option<String>, pointer: String, node: Node) -> FieldNode {
    FieldNode {
        wire: wire.to_owned(),
        rust_name,
        required: false,
        required_by_some: false,
        pointer,
        node,
    }
}

/// A body that is a reference to an object has that object's fields; any other one is a single value.
fn body(graph: &mut Graph<'_>, node: Option<Node>, pointer: String) -> Vec<FieldNode> {
    let Some(node) = node else { return Vec::new() };
    if let super::graph::Kind::Object(key) = &node.kind {
        return graph
            .objects
            .get(key)
            .map(|object| object.fields.clone())
            .unwrap_or_default();
    }
    vec![field_node(
        WHOLE_BODY,
        Some("body".to_owned()),
        pointer,
        node,
    )]
}

/// The response and its parts.
pub fn lower(context: &Context<'_>) -> Vec<ResponseStruct> {
    let mut out = Vec::new();
    for key in &context.response.order {
        let Some(object) = context.response.objects.get(key) else {
            continue;
        };
        let fields = object.fields.iter().map(|field| ResponseField {
            wire: field.wire.clone(),
            ident: context.field(Side::Response, key, &field.wire),
            ty: match (
                on("answer-number-narrow"),
                context.ty(Side::Response, key, &field.node),
            ) {
                (true, RustType::I64) => RustType::I32,
                (_, ty) => ty,
            },
            docs: field_docs(context, Side::Response, field),
            sensitive: context.is_sensitive(Side::Response, key, field),
        });
        let is_bare = *key == Key::root() && object.fields.is_empty();
        let mut docs = struct_docs(context, Side::Response, key);
        if *key == Key::root() {
            docs.extend(root_docs(context, is_bare));
        }
        out.push(ResponseStruct {
            ident: context.types.name(Side::Response, key),
            docs,
            fields: fields.collect(),
            rest: if is_bare {
                "fields".to_owned()
            } else {
                REST.to_owned()
            },
            rest_docs: vec![rest_docs(
                is_bare,
                &struct_place(context, Side::Response, key),
            )],
        });
    }
    out
}

fn rest_docs(is_bare: bool, place: &str) -> String {
    let what = match is_bare {
        true => "All fields of the answer, by the provider's names.",
        false => {
            "Fields that the documentation does not describe, and values that their types cannot hold."
        }
    };
    format!("{what} {place}").trim_end().to_owned()
}

fn root_docs(context: &Context<'_>, is_bare: bool) -> Docs {
    let mut out = Docs::new();
    if is_bare {
        out.extend([
            String::new(),
            "No source states what it consists of, so it is a map of fields of any kind."
                .to_owned(),
        ]);
    }
    let headers = success(context.operation())
        .map(|(_, response)| response.headers.as_slice())
        .unwrap_or_default();
    if context.detail.0 && !headers.is_empty() {
        out.extend([
            String::new(),
            "Headers that come with it:".to_owned(),
            String::new(),
        ]);
        for header in headers {
            let summary = header
                .schema
                .summary
                .as_deref()
                .map(|text| format!(": {}", sentence(text)))
                .unwrap_or_default();
            out.push(format!("* {}{summary}", code(&header.name)));
        }
    }
    out
}
