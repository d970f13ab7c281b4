//! Reads the parameters of an operation, and those inside them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use acs_spec::codes;
use acs_spec::json::{Member, Node, Value};
use acs_spec::operation::{Location, ParamStyle};
use acs_spec::{Field, Operation, Parameter, Schema, Stated, Type};

use crate::api_docs::report::Report;
use crate::api_docs::rows::{fingerprint, row};
use crate::api_docs::values::{any_text, is_prose, keep, keep_prose};
use crate::names;

/// Deepest nesting that is followed.
const DEEPEST: usize = 32;

/// What stands in an object of a parameter.
struct Read {
    name: String,
    location: Option<Location>,
    style: Option<ParamStyle>,
    required: Option<bool>,
    schema: Schema,
}

/// Reads the list into the operation, and the fingerprints of its rows into `rows`.
pub(super) fn read(
    items: &[Node],
    report: &mut Report,
    operation: &mut Operation,
    rows: &mut BTreeMap<String, String>,
) {
    for (n, item) in items.iter().enumerate() {
        report.enter(n.to_string());
        if let Some(read) = one(item, report, 0) {
            let base = row(&["parameters", &read.name]);
            match rows.entry(base) {
                Entry::Occupied(_) => {
                    let message = format!("the parameter `{}` stands here again", read.name);
                    let help = "the first one was read; the other is kept under `vendor`";
                    report.remark(item, &codes::DUPLICATE_NAME, message, help);
                    keep(&mut operation.vendor, "parameters", item.to_json());
                }
                Entry::Vacant(free) => {
                    free.insert(fingerprint(item));
                    operation.parameters.push(Parameter {
                        name: read.name,
                        rust_name: None,
                        location: Stated::from(read.location),
                        style: read.style,
                        required: Stated::from(read.required),
                        required_by: Vec::new(),
                        allow_empty: None,
                        schema: read.schema,
                    });
                }
            }
        }
        report.leave();
    }
}

fn one(item: &Node, report: &mut Report, depth: usize) -> Option<Read> {
    let Value::Object(found) = &item.value else {
        report.wrong_kind(item, "a parameter (an object)");
        return None;
    };
    let Some(name) = item.get("name").and_then(Node::as_str) else {
        let help = "get the file anew: without its name a parameter cannot be sent";
        let what = "the parameter has no `name`".to_owned();
        report.fault(item, &codes::MISSING_KEY, what, help);
        return None;
    };
    let word = item.get("type").and_then(Node::as_str).unwrap_or_default();
    let kind = kind(word);
    let mut read = Read {
        name: name.to_owned(),
        location: None,
        style: None,
        required: None,
        schema: Schema::of(kind.unwrap_or(Type::Unstated)),
    };
    if word == "RepeatList" {
        read.style = Some(ParamStyle::RepeatList);
    }
    let mut inner = None;
    for member in found {
        let (keyword, node) = (member.name.as_str(), &member.node);
        report.enter(keyword);
        match (keyword, &node.value) {
            ("sub_parameters", Value::Array(items)) if depth < DEEPEST && !items.is_empty() => {
                inner = Some(fields(items, report, depth));
            }
            _ => fact(member, &mut read, kind.is_some(), depth, report),
        }
        report.leave();
    }
    read.schema.sensitive = matches!(
        read.schema.r#type,
        Type::String | Type::Json | Type::Binary | Type::Any | Type::Unstated
    ) && names::is_secret(name);
    match (read.schema.r#type, inner) {
        (Type::Array, Some(fields)) => {
            let mut element = Schema::of(Type::Object);
            element.fields = fields;
            read.schema.items = Some(Box::new(element));
        }
        (Type::Array, None) => read.schema.items = Some(Box::new(Schema::of(Type::Unstated))),
        (_, Some(fields)) => {
            read.schema.r#type = Type::Object;
            read.schema.fields = fields;
        }
        (_, None) => {}
    }
    Some(read)
}

/// Takes over one keyword, or keeps it among the vendor's facts.
fn fact(member: &Member, read: &mut Read, known_type: bool, depth: usize, report: &mut Report) {
    let (keyword, node) = (member.name.as_str(), &member.node);
    let schema = &mut read.schema;
    let taken = match (keyword, &node.value) {
        ("name", _) => true,
        ("type", _) => known_type,
        // Of an inner parameter the place is that of the outer one.
        ("position", Value::String(word)) => {
            read.location = location(word);
            read.location.is_some() && depth == 0
        }
        ("required", Value::Bool(value)) => {
            read.required = Some(*value);
            true
        }
        ("deprecated", Value::Bool(value)) => {
            schema.deprecated = *value;
            true
        }
        ("example", _) => {
            schema.example = any_text(node);
            schema.example.is_some()
        }
        ("default" | "defaultValue", _) => {
            schema.default = any_text(node);
            schema.default.is_some()
        }
        (_, Value::String(text)) if is_prose(keyword) => {
            keep_prose(&mut schema.prose, keyword, text);
            true
        }
        _ => false,
    };
    if !taken {
        keep(&mut schema.vendor, keyword, node.to_json());
        if !matches!(keyword, "position" | "hidden") {
            report.unknown("a parameter", keyword, node);
        }
    }
}

fn fields(items: &[Node], report: &mut Report, depth: usize) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    for (n, item) in items.iter().enumerate() {
        report.enter(n.to_string());
        if let Some(read) = one(item, report, depth + 1) {
            out.push(Field {
                name: read.name,
                rust_name: None,
                required: Stated::from(read.required),
                required_by: Vec::new(),
                schema: read.schema,
            });
        }
        report.leave();
    }
    out
}

/// The words that these files use for types.
fn kind(word: &str) -> Option<Type> {
    Some(match word {
        "String" => Type::String,
        "Integer" => Type::Int32,
        "Long" => Type::Int64,
        "Float" => Type::Float,
        "Double" => Type::Double,
        "Boolean" => Type::Boolean,
        "RepeatList" | "List" | "Array" => Type::Array,
        "Object" | "Struct" => Type::Object,
        "Map" => Type::Map,
        "Json" => Type::Json,
        "Any" => Type::Any,
        _ => return None,
    })
}

fn location(word: &str) -> Option<Location> {
    Some(match word {
        "Query" => Location::Query,
        "Body" => Location::Body,
        "FormData" | "Form" => Location::Form,
        "Path" => Location::Path,
        "Header" => Location::Header,
        "Host" | "Domain" => Location::Host,
        _ => return None,
    })
}
