//! The structs of a request, the tables that describe them on the wire, and the enums of both sides.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::operation::Meaning;

use super::context::Context;
use super::cross::FieldDocs;
use super::docs::{self, FieldWords};
use super::faults::Faults;
use super::graph::{FieldNode, Key, Kind, Node};
use super::model::{
    Docs, RustEnum, RustField, RustStruct, RustVariant, ShapeField, ShapeStatic, WireShape,
};
use super::parameters::Travel;
use super::response::success;
use super::rules::{Rules, Structural};
use super::scope::{Side, resolve_at, unique};
use super::text::{code, sentence};
use crate::faults::on;
use crate::names::{Claim, Kind as NameKind, reserved};

/// The request and its parts, and their tables.
pub fn request(
    context: &Context<'_>,
    rules: &Rules,
    said: &FieldDocs,
    faults: &mut Faults,
) -> (Vec<RustStruct>, Vec<ShapeStatic>) {
    let shapes = shape_names(context, faults);
    let mut structs = Vec::new();
    let mut statics = Vec::new();
    for key in &context.request.order {
        let Some(object) = context.request.objects.get(key) else {
            continue;
        };
        let ident = context.types.name(Side::Request, key);
        let shape = shapes.get(key).cloned().unwrap_or_default();
        let say = |docs: &mut Docs, wire: &str| {
            let lines = said.get(&(key.clone(), wire.to_owned()));
            if let (Some(lines), true) = (lines, context.detail.0) {
                docs::add_list(docs, lines);
            }
        };
        let fields: Vec<RustField> = object
            .fields
            .iter()
            .map(|each| {
                let mut lowered = field(context, rules, key, each);
                say(&mut lowered.docs, &each.wire);
                lowered
            })
            .collect();
        let mut docs = struct_docs(context, Side::Request, key);
        say(&mut docs, "");
        let asks = fields.iter().any(RustField::is_asked);
        let required = match (*key == Key::root(), asks) {
            (_, false) => None,
            (true, true) => Some("Required".to_owned()),
            (false, true) => Some(format!("{ident}Required")),
        };
        statics.push(ShapeStatic {
            ident: shape.clone(),
            fields: object
                .fields
                .iter()
                .enumerate()
                .map(|(n, each)| row(context, &shapes, key, n, each))
                .collect(),
        });
        structs.push(RustStruct {
            ident,
            required,
            docs,
            fields,
            shape,
            place: struct_place(context, Side::Request, key),
        });
    }
    (structs, statics)
}

fn field(context: &Context<'_>, rules: &Rules, owner: &Key, field: &FieldNode) -> RustField {
    let ident = context.field(Side::Request, owner, &field.wire);
    RustField {
        wire: field.wire.clone(),
        setter: format!("with_{}", ident.trim_start_matches("r#")),
        ident,
        ty: context.ty(Side::Request, owner, &field.node),
        presence: context.presence(field),
        docs: field_docs(context, Side::Request, field),
        place: context.place(&field.pointer),
        example: context
            .schemas(Side::Request, &field.node)
            .iter()
            .find_map(|schema| schema.example.clone()),
        sensitive: context.is_sensitive(Side::Request, owner, field) && !on("secret-in-debug"),
        type_rule: rules.of_field(context, owner, &field.wire, Structural::Type),
        required_rule: field
            .required
            .then(|| rules.of_field(context, owner, &field.wire, Structural::Required)),
    }
}

/// The documentation of a field of either side.
pub fn field_docs(context: &Context<'_>, side: Side, field: &FieldNode) -> Docs {
    let words = FieldWords {
        wire: &field.wire,
        schemas: context.schemas(side, &field.node),
        elements: context.element_schemas(side, &field.node),
        advised: !field.required && field.required_by_some,
        place: context.spec_at(&field.pointer),
    };
    docs::field(&words, context.detail)
}

/// The documentation of a struct of either side.
pub fn struct_docs(context: &Context<'_>, side: Side, key: &Key) -> Docs {
    let operation = context.operation();
    if *key == Key::root() {
        let what = if side == Side::Request {
            "A request"
        } else {
            "An answer"
        };
        let summary = operation.summary.as_deref().map(sentence);
        let mut out = vec![format!("{what} of {}.", code(&operation.name))];
        if side == Side::Request {
            out.extend(
                summary
                    .map(|summary| format!("\n{summary}"))
                    .iter()
                    .flat_map(|text| text.lines().map(str::to_owned)),
            );
        }
        if context.detail.0 {
            out.extend([String::new(), struct_place(context, side, key)]);
        }
        return out;
    }
    let schemas = context
        .graph(side)
        .objects
        .get(key)
        .map(|object| object.schemas.as_slice())
        .unwrap_or_default();
    let spoken: Vec<_> = context.graph(side).spoken(schemas).collect();
    let summary = spoken.iter().find_map(|at| at.schema.summary.as_deref());
    let of = format!(
        "Part {} of {}.",
        code(&key.path.join(".")),
        if side == Side::Request {
            "a request"
        } else {
            "an answer"
        }
    );
    let place = struct_place(context, side, key);
    let mut out = vec![summary.map_or_else(|| of.clone(), sentence)];
    if !place.is_empty() {
        out.push(String::new());
        out.push(if summary.is_some() {
            format!("{of} {place}")
        } else {
            place
        });
    }
    out
}

/// Where the spec speaks of a struct of either side.
pub fn struct_place(context: &Context<'_>, side: Side, key: &Key) -> String {
    let graph = context.graph(side);
    let object = graph.objects.get(key);
    let schemas = object.map(|object| object.schemas.as_slice());
    let last = graph.spoken(schemas.unwrap_or_default()).last();
    let pointer = match (last, side) {
        (Some(at), _) => at.pointer.clone(),
        (None, Side::Request) => String::new(),
        (None, Side::Response) => success(context.operation())
            .map(|(n, _)| format!("/responses/{n}"))
            .unwrap_or_default(),
    };
    context.place(&pointer)
}

/// Names of the tables: that of the request is `FIELDS`.
fn shape_names(context: &Context<'_>, faults: &mut Faults) -> BTreeMap<Key, String> {
    let mut taken = BTreeSet::from([vec!["fields".to_owned()]]);
    let mut paths = BTreeMap::new();
    for key in context.request.objects.keys() {
        let path = context.types.path(Side::Request, key);
        let path = if path.is_empty() {
            vec!["fields".to_owned()]
        } else {
            unique(path, "fields", &mut taken)
        };
        paths.insert(key.clone(), path);
    }
    let claims: Vec<Claim> = paths
        .values()
        .map(|path| {
            let is_root = *path == ["fields".to_owned()];
            Claim::of(path.clone()).fixed(is_root.then(|| "FIELDS".to_owned()))
        })
        .collect();
    let names = resolve_at(NameKind::Constant, &claims, &[], "/parameters", faults);
    paths
        .into_iter()
        .map(|(key, path)| (key, names.get(&path).cloned().unwrap_or_default()))
        .collect()
}

fn row(
    context: &Context<'_>,
    shapes: &BTreeMap<Key, String>,
    owner: &Key,
    n: usize,
    field: &FieldNode,
) -> ShapeField {
    let way = if *owner == Key::root() {
        context.ways.get(n)
    } else {
        None
    };
    let shape = shape(shapes, &field.node);
    let shape = match way.map(|way| way.travel) {
        Some(Travel::Json) if on("json-as-pairs") => shape,
        Some(Travel::Joined) if on("joined-as-pairs") => shape,
        Some(Travel::Json) => WireShape::Json(Box::new(shape)),
        Some(Travel::Joined) => WireShape::Simple,
        Some(Travel::Pairs) | None => shape,
    };
    ShapeField {
        wire: field.wire.clone(),
        shape,
        sensitive: context.is_sensitive(Side::Request, owner, field),
        location: way
            .and_then(|way| way.location)
            .filter(|_| !on("location-lost")),
    }
}

fn shape(shapes: &BTreeMap<Key, String>, node: &Node) -> WireShape {
    match &node.kind {
        Kind::List(inner) => WireShape::List(Box::new(shape(shapes, inner))),
        Kind::Map(inner) => WireShape::Map(Box::new(shape(shapes, inner))),
        Kind::Any | Kind::Json => WireShape::Any,
        Kind::Object(key) => WireShape::Object(shapes.get(key).cloned().unwrap_or_default()),
        _ => WireShape::Scalar,
    }
}

/// The open enums of both sides.
pub fn enums(context: &Context<'_>, faults: &mut Faults) -> Vec<RustEnum> {
    let mut out = Vec::new();
    for side in [Side::Request, Side::Response] {
        let graph = context.graph(side);
        for key in &graph.enum_order {
            let Some(found) = graph.enums.get(key) else {
                continue;
            };
            let pointer = graph
                .spoken(&found.schemas)
                .last()
                .map_or("", |at| at.pointer.as_str());
            let claims: Vec<Claim> = found
                .values
                .iter()
                .map(|(value, _)| Claim::of([value.clone()]))
                .collect();
            let names = resolve_at(
                NameKind::Variant,
                &claims,
                reserved::VARIANTS,
                pointer,
                faults,
            );
            let variants = found.values.iter().map(|(value, meaning)| RustVariant {
                ident: names
                    .get([value.clone()].as_slice())
                    .cloned()
                    .unwrap_or_default(),
                text: value.clone(),
                docs: variant_docs(value, meaning.as_ref(), &context.place(pointer)),
            });
            let of = if side == Side::Request {
                "a request"
            } else {
                "an answer"
            };
            let mut docs = vec![format!("Values of {} in {of}.", code(&key.path.join(".")))];
            if context.detail.0 {
                docs.push(String::new());
                docs.push(format!(
                    "Values not listed here are kept as they are. {}",
                    context.spec_at(pointer)
                ));
            }
            out.push(RustEnum {
                ident: context.types.name(side, key),
                docs,
                place: context.place(pointer),
                variants: variants.collect(),
                in_request: side == Side::Request,
                in_response: side == Side::Response,
            });
        }
    }
    out
}

fn variant_docs(value: &str, meaning: Option<&Meaning>, place: &str) -> Docs {
    let summary = meaning.and_then(|meaning| meaning.summary.as_deref());
    let deprecated = if meaning.is_some_and(|meaning| meaning.deprecated) {
        " Deprecated by the provider."
    } else {
        ""
    };
    let what = summary.map_or_else(String::new, |summary| format!(" {}", sentence(summary)));
    let place = if place.is_empty() {
        String::new()
    } else {
        format!(" {place}")
    };
    vec![format!("{}.{what}{deprecated}{place}", code(value))]
}
