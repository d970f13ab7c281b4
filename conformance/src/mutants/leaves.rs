//! The scalars of a request by the names they have on the wire, and the schema behind a reference.

use acs_spec::operation::{Location, Operation, ParamStyle, Parameter, Schema};
use acs_spec::{Service, Type};

/// One scalar of a request.
#[derive(Debug, Clone)]
pub(super) struct Leaf<'s> {
    /// On the wire, with elements of lists as `1` and keys of maps as `k`.
    pub(super) wire: String,
    /// Its type.
    pub(super) r#type: Type,
    /// It, or something that holds it, must not be shown.
    pub(super) sensitive: bool,
    /// What is said of it.
    pub(super) schema: &'s Schema,
}

/// Deepest way inwards, so that recursion ends.
const DEPTH: usize = 6;

/// The schema behind a reference, or the schema itself; and whether anything on the way is sensitive.
pub(super) fn target<'s>(
    operation: &'s Operation,
    service: Option<&'s Service>,
    schema: &'s Schema,
) -> (&'s Schema, bool) {
    let (mut here, mut sensitive) = (schema, schema.sensitive);
    for _ in 0..16 {
        let next = here
            .reference
            .as_deref()
            .filter(|_| here.r#type == Type::Ref)
            .and_then(|name| {
                operation
                    .schemas
                    .get(name)
                    .or_else(|| service?.schemas.get(name))
            });
        let Some(next) = next else { break };
        here = next;
        sensitive |= next.sensitive;
    }
    (here, sensitive)
}

/// Whether a parameter's parts travel as pairs of their own.
pub(super) fn is_flat(
    operation: &Operation,
    service: Option<&Service>,
    parameter: &Parameter,
) -> bool {
    let (schema, _) = target(operation, service, &parameter.schema);
    let location = parameter
        .location
        .get()
        .or_else(|| service.and_then(|service| service.common.location.get()));
    let composite = matches!(schema.r#type, Type::Array | Type::Object | Type::Map);
    !composite
        || match parameter.style {
            Some(ParamStyle::RepeatList | ParamStyle::Flat) => true,
            Some(_) => false,
            None => location != Some(&Location::Body),
        }
}

/// All scalars of parameters whose parts travel as pairs.
pub(super) fn leaves<'s>(operation: &'s Operation, service: Option<&'s Service>) -> Vec<Leaf<'s>> {
    let mut out = Vec::new();
    for parameter in &operation.parameters {
        if is_flat(operation, service, parameter) {
            let walk = Walk { operation, service };
            let (name, mut found) = (&parameter.name, Vec::new());
            walk.value(&parameter.schema, name.clone(), false, 0, &mut found);
            // What another parameter's name says is that parameter's.
            let hides = |other: &Parameter, wire: &str| {
                let rest = wire.strip_prefix(&*other.name);
                other.name.len() > name.len()
                    && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            let others = &operation.parameters;
            found.retain(|leaf| !others.iter().any(|other| hides(other, &leaf.wire)));
            out.append(&mut found);
        }
    }
    out
}

struct Walk<'s> {
    operation: &'s Operation,
    service: Option<&'s Service>,
}

impl<'s> Walk<'s> {
    fn value(
        &self,
        schema: &'s Schema,
        wire: String,
        sensitive: bool,
        depth: usize,
        out: &mut Vec<Leaf<'s>>,
    ) {
        if depth > DEPTH {
            return;
        }
        let (schema, marked) = target(self.operation, self.service, schema);
        let sensitive = sensitive || marked;
        match schema.r#type {
            Type::Array | Type::Map => {
                let step = if schema.r#type == Type::Array {
                    "1"
                } else {
                    "k"
                };
                if let Some(items) = schema.items.as_deref() {
                    self.value(items, format!("{wire}.{step}"), sensitive, depth + 1, out);
                }
            }
            Type::Object => {
                for field in &schema.fields {
                    let wire = format!("{wire}.{}", field.name);
                    self.value(&field.schema, wire, sensitive, depth + 1, out);
                }
            }
            r#type => out.push(Leaf {
                wire,
                r#type,
                sensitive,
                schema,
            }),
        }
    }
}
