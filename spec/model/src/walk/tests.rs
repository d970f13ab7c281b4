//! Tests of both parts: the visits and the names.

use super::find::{Inwards, fields};
use super::*;
use crate::operation::Type;

fn field(name: &str, schema: Schema) -> Field {
    Field {
        name: name.into(),
        rust_name: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        schema,
    }
}

fn parameter_of(name: &str, schema: Schema) -> Parameter {
    Parameter {
        name: name.into(),
        rust_name: None,
        location: Stated::Unstated,
        style: None,
        required: Stated::Stated(false),
        required_by: Vec::new(),
        allow_empty: None,
        schema,
    }
}

fn object(fields: Vec<Field>) -> Schema {
    Schema {
        fields,
        ..Schema::of(Type::Object)
    }
}

fn list(items: Schema) -> Schema {
    Schema {
        items: Some(Box::new(items)),
        ..Schema::of(Type::Array)
    }
}

fn reference(name: &str) -> Schema {
    Schema {
        reference: Some(name.into()),
        ..Schema::of(Type::Ref)
    }
}

/// Beam: list of { Colour, Sector { From }, Inner: Lamp }, Lamp: { Next: list of Lamp, Wick }.
fn sample() -> Operation {
    let mut operation = Operation::named("Light");
    let sector = object(vec![field("From", Schema::of(Type::Int32))]);
    operation.parameters = vec![
        parameter_of(
            "Beam",
            list(object(vec![
                field("Colour", Schema::of(Type::String)),
                field("Sector", sector),
                field("Inner", reference("Lamp")),
            ])),
        ),
        parameter_of("Sea.Mark", Schema::of(Type::Boolean)),
    ];
    let lamp = object(vec![
        field("Next", list(reference("Lamp"))),
        field("Wick", Schema::of(Type::String)),
    ]);
    operation.schemas.insert("Lamp".into(), lamp);
    operation
        .schemas
        .insert("Loop".into(), list(reference("Loop")));
    operation.schemas.insert("Ring".into(), reference("Gnir"));
    operation.schemas.insert("Gnir".into(), reference("Ring"));
    operation
}

#[test]
fn every_schema_is_visited_where_it_stands() {
    let operation = sample();
    let mut seen = Vec::new();
    schemas(&operation, &mut |visit| {
        seen.push(format!("{} {}", visit.path, visit.pointer));
    });
    assert!(seen.contains(
        &"Beam.Sector.From /parameters/0/schema/items/fields/1/schema/fields/0/schema".into()
    ));
    assert!(seen.contains(&"Lamp.Wick /schemas/Lamp/fields/1/schema".into()));
    assert_eq!(seen.len(), 15);
}

#[test]
fn references_are_followed_once_for_each_root() {
    let operation = sample();
    let mut seen = Vec::new();
    followed(&operation, &mut |visit| {
        seen.push((visit.path.to_owned(), visit.pointer.to_owned()));
    });
    assert!(seen.contains(&(
        "Beam.Inner.Wick".into(),
        "/schemas/Lamp/fields/1/schema".into()
    )));
    assert!(seen.iter().all(|(path, _)| !path.contains("Next.Wick")));
}

#[test]
fn names_lead_inwards() {
    let operation = sample();
    let kind = |path| parameter(&operation, path).map(|schema| schema.r#type);
    assert_eq!(kind("Beam.Sector.From"), Some(Type::Int32));
    assert_eq!(kind("Beam.Inner.Next.Next.Wick"), Some(Type::String));
    assert_eq!(kind("Sea.Mark"), Some(Type::Boolean));
    assert_eq!(kind("Beam.Sector."), None);
    assert_eq!(kind("Beam.Sect"), None);
    assert_eq!(kind(""), None);
}

#[test]
fn rules_reach_through_objects_only() {
    let operation = sample();
    let mut finder = Finder::new(&operation);
    let mut found = |within, name| finder.named_in_rule(within, name).is_some();
    assert!(found(Some("Beam"), "Sector.From"));
    assert!(found(Some("Beam.Sector"), "From"));
    assert!(found(None, "Beam"));
    assert!(!found(None, "Beam.Colour"));
    assert!(!found(Some("Mark"), "Colour"));
    assert!(!found(Some("Beam.Colour"), "From"));
}

#[test]
fn circles_end() {
    let operation = sample();
    assert_eq!(resolve(&operation, &reference("Ring")), None);
    assert_eq!(resolve(&operation, &reference("Nothing")), None);
    let looped = operation.schemas.get("Loop").unwrap();
    assert_eq!(fields(&operation, looped, Inwards::ThroughLists), None);
}
