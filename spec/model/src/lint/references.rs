//! Lints of references, and of types whose parts do not fit together.

use std::collections::BTreeMap;

use super::{Context, Findings, quoted};
use crate::codes;
use crate::operation::{Schema, Type};
use crate::shape::pointer;
use crate::walk::MAX_REFERENCES;

/// `ACS0107`. A name leads to at most one other, so that each is looked at once.
pub(super) fn circles(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    let next = |name: &str| -> Option<&str> {
        let schema = schemas.get(name).filter(|s| s.r#type == Type::Ref)?;
        schema.reference.as_deref()
    };
    // How many references follow one another from a name on; `None` while it is being looked at, and in a circle.
    let mut length: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for start in schemas.keys() {
        let mut way: Vec<&str> = Vec::new();
        let mut here = Some(start.as_str());
        while let Some(name) = here {
            if length.contains_key(name) {
                break;
            }
            length.insert(name, None);
            way.push(name);
            here = next(name);
        }
        let mut count = match here {
            Some(met) => {
                if let Some(from) = way.iter().position(|name| *name == met) {
                    circle(way.get(from..).unwrap_or_default(), findings);
                }
                length.get(met).copied().flatten()
            }
            None => Some(0),
        };
        for name in way.into_iter().rev() {
            count = count.map(|count| count + 1);
            // A reference from elsewhere adds one.
            if count == Some(MAX_REFERENCES + 1) {
                findings.add(
                    &codes::CYCLIC_REFERENCE,
                    pointer(&["schemas", name]),
                    format!(
                        "{MAX_REFERENCES} references or more follow one another from {} on",
                        quoted(name)
                    ),
                    "refer to the type itself",
                );
            }
            length.insert(name, count);
        }
    }
}

fn circle(names: &[&str], findings: &mut Findings) {
    const SHOWN: usize = 8;
    let Some(first) = names.iter().min() else {
        return;
    };
    let mut shown: Vec<String> = names.iter().take(SHOWN).map(|name| quoted(name)).collect();
    if names.len() > SHOWN {
        shown.push("…".into());
    }
    findings.add(
        &codes::CYCLIC_REFERENCE,
        pointer(&["schemas", first]),
        format!("references go round in a circle: {}", shown.join(" → ")),
        "let one of them be a type: recursion is allowed through an object, a list or a map only",
    );
}

/// `ACS0108`.
pub(super) fn unknown(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    context.each_schema(&mut |visit| {
        let Some(name) = &visit.schema.reference else {
            return;
        };
        if visit.schema.r#type != Type::Ref || schemas.contains_key(name) {
            return;
        }
        let of_service = context.operation().is_some()
            && context
                .service
                .is_some_and(|service| service.schemas.contains_key(name));
        let help = if of_service {
            "the service has a schema of this name: copy it to the operation's `schemas`".to_owned()
        } else {
            let near = findings.near(name, schemas.keys().map(String::as_str));
            format!("{near}define it under `schemas`")
        };
        findings.add(
            &codes::UNKNOWN_REFERENCE,
            format!("{}/reference", visit.pointer),
            format!("`schemas` has no {}", quoted(name)),
            help,
        );
    });
}

/// `ACS0119`.
pub(super) fn shapes(context: &Context<'_>, findings: &mut Findings) {
    context.each_schema(&mut |visit| {
        for (part, message) in misfits(visit.schema) {
            findings.add(
                &codes::BAD_SHAPE,
                format!("{}{part}", visit.pointer),
                format!("a schema of type `{}` {message}", visit.schema.r#type),
                "mend the type or its parts; where no source says what a list or map holds, its `items` have the type `unstated`",
            );
        }
    });
}

fn misfits(schema: &Schema) -> Vec<(&'static str, &'static str)> {
    let mut out = Vec::new();
    let has_items = schema.items.is_some();
    let wants_items = matches!(schema.r#type, Type::Array | Type::Map);
    let wants_reference = schema.r#type == Type::Ref;
    if wants_items && !has_items {
        out.push(("", "needs `items`"));
    }
    if !wants_items && has_items {
        out.push(("/items", "has no `items`"));
    }
    if schema.r#type != Type::Object && !schema.fields.is_empty() {
        out.push(("/fields", "has no `fields`"));
    }
    if wants_reference && schema.reference.is_none() {
        out.push(("", "needs `reference`"));
    }
    if !wants_reference && schema.reference.is_some() {
        out.push(("/reference", "has no `reference`"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use crate::operation::{Operation, Schema, Type};

    fn reference(name: &str) -> Schema {
        Schema {
            reference: Some(name.into()),
            ..schema(Type::Ref)
        }
    }

    fn with(schemas: Vec<(&str, Schema)>) -> Operation {
        let mut operation = operation();
        operation.schemas = schemas
            .into_iter()
            .map(|(name, schema)| (name.to_owned(), schema))
            .collect();
        operation
    }

    #[test]
    fn circles_are_found_once() {
        let found = faults(&with(vec![
            ("A", reference("C")),
            ("B", reference("C")),
            ("C", reference("D")),
            ("D", reference("B")),
            ("E", reference("E")),
        ]));
        assert_eq!(found, ["ACS0107 /schemas/B", "ACS0107 /schemas/E"]);
    }

    #[test]
    fn recursion_through_a_list_is_no_circle() {
        let mut list = schema(Type::Array);
        list.items = Some(Box::new(reference("A")));
        assert!(faults(&with(vec![("A", list)])).is_empty());
    }

    #[test]
    fn a_long_chain_is_refused_where_it_becomes_too_long() {
        let chain = |n: usize| {
            let mut operation = with(Vec::new());
            for k in 0..n {
                let next = reference(&format!("S{:03}", k + 1));
                operation.schemas.insert(format!("S{k:03}"), next);
            }
            let end = schema(Type::Int32);
            operation.schemas.insert(format!("S{n:03}"), end);
            operation
        };
        // What is refused is what `resolve` does not follow.
        let followed =
            |operation: &Operation| crate::walk::resolve(operation, &reference("S000")).is_some();
        assert!(followed(&chain(63)) && faults(&chain(63)).is_empty());
        assert!(!followed(&chain(64)));
        assert_eq!(faults(&chain(64)), ["ACS0107 /schemas/S000"]);
        assert_eq!(faults(&chain(70)), ["ACS0107 /schemas/S006"]);
    }

    #[test]
    fn a_reference_needs_a_target() {
        let mut operation = with(vec![("Lamp", schema(Type::String))]);
        operation.parameters[0].schema = reference("Lamb");
        let found = super::super::operation(&operation, None);
        assert_eq!(found[0].pointer, "/parameters/0/schema/reference");
        assert!(found[0].help.contains("did you mean `Lamp`?"));
    }

    #[test]
    fn parts_belong_to_types() {
        let with = |spoil: &dyn Fn(&mut Schema)| {
            let mut operation = operation();
            spoil(&mut operation.parameters[2].schema);
            faults(&operation)
        };
        let at = |part: &str| vec![format!("ACS0119 /parameters/2/schema{part}")];
        assert_eq!(with(&|s| s.r#type = Type::Array), at(""));
        assert_eq!(with(&|s| s.r#type = Type::Map), at(""));
        assert_eq!(with(&|s| s.r#type = Type::Ref), at(""));
        assert_eq!(with(&|s| s.r#type = Type::Object), [""; 0]);
        assert_eq!(
            with(&|s| s.items = Some(Box::new(schema(Type::Any)))),
            at("/items")
        );
        assert_eq!(
            with(&|s| s.fields = vec![field("A", Type::Any)]),
            at("/fields")
        );
        assert_eq!(
            with(&|s| s.reference = Some("Lamp".into())),
            at("/reference")
        );
    }
}
