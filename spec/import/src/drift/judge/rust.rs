//! Which type a value has in the generated crate, as far as a change of it matters.
//!
//! This repeats in few words what lowering decides: what is imported must not depend on what is generated. Callers that are
//! compiled before and after a change (`codegen/cli/tests/drift_callers.rs`) hold the two together.

use std::collections::BTreeMap;

use acs_spec::operation::ParamStyle;
use acs_spec::{Check, Schema, Type};

/// Which part of the crate a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A request.
    Request,
    /// The answer that becomes the type `Response`.
    Response,
    /// An answer, or a header of one, of which nothing is emitted.
    Unemitted,
    /// A schema that both may refer to.
    Shared,
}

/// Whether a text becomes an open enum: some source lists values.
#[must_use]
pub fn is_enum(schema: &Schema) -> bool {
    schema.r#type == Type::String && (!schema.values.is_empty() || lists(schema))
}

fn lists(schema: &Schema) -> bool {
    schema.constraints.iter().any(|constraint| {
        constraint.pieces.is_none()
            && matches!(&constraint.check, Check::OneOf(one_of) if !one_of.values.is_empty())
    })
}

/// The type, without the names of structs and enums.
#[must_use]
pub fn rust_type(
    part: Part,
    schema: &Schema,
    style: Option<ParamStyle>,
    schemas: &BTreeMap<String, Schema>,
) -> String {
    typed(part, schema, style, schemas, 0)
}

fn typed(
    part: Part,
    schema: &Schema,
    style: Option<ParamStyle>,
    schemas: &BTreeMap<String, Schema>,
    depth: usize,
) -> String {
    let is_flat = |schema: &Schema| {
        !matches!(
            schema.r#type,
            Type::Array | Type::Object | Type::Map | Type::Ref
        )
    };
    let opaque = match (style, schema.r#type) {
        (Some(ParamStyle::Xml), Type::Array | Type::Object | Type::Map) => true,
        (Some(ParamStyle::Simple), Type::Object | Type::Map) => true,
        (Some(ParamStyle::Simple), Type::Array) => !schema.items.as_deref().is_some_and(is_flat),
        _ => false,
    };
    if opaque && part == Part::Request {
        return "String".to_owned();
    }
    let inner = |schema: &Schema| typed(part, schema, None, schemas, depth + 1);
    match schema.r#type {
        Type::String if is_enum(schema) => "enum".to_owned(),
        Type::String | Type::Binary => "String".to_owned(),
        Type::Json | Type::Any | Type::Unstated if part == Part::Request => "String".to_owned(),
        Type::Json | Type::Any | Type::Unstated => "Value".to_owned(),
        Type::Int32 => "i32".to_owned(),
        Type::Int64 => "i64".to_owned(),
        Type::Float => "f32".to_owned(),
        Type::Double => "f64".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Array => {
            let items = schema.items.as_deref().map_or_else(String::new, inner);
            format!("Vec<{items}>")
        }
        Type::Object if !schema.fields.is_empty() => "struct".to_owned(),
        Type::Object => "BTreeMap<any>".to_owned(),
        Type::Map => {
            let items = schema.items.as_deref();
            format!(
                "BTreeMap<{}>",
                items.map_or_else(|| "any".to_owned(), inner)
            )
        }
        Type::Ref => {
            let name = schema.reference.as_deref().unwrap_or_default();
            match schemas.get(name) {
                Some(target) if depth < 32 => format!("{name}: {}", inner(target)),
                _ => name.to_owned(),
            }
        }
    }
}
