//! Mutants that nothing can tell from sound code, and why: an operation without parameters, one of whose values none breaks
//! anything, and parts whose pairs are another parameter's. All else has to be killed.

use acsgen_core::lower::model::{RustOperation, RustStruct, RustType, WireShape};

use super::outcomes::Mutant;

/// Why nothing can tell a mutant from the sound code of its operation, if nothing can.
#[must_use]
pub fn equivalent(mutant: &Mutant, of: &RustOperation) -> Option<&'static str> {
    let (request, fields) = match of.structs.first() {
        Some(request) => (request.ident.as_str(), request.fields.len()),
        None => return None,
    };
    let is = |what: String| mutant.name.ends_with(&what);
    let carries = [
        format!(
            ": replace <impl rt::Operation for {request}>::read -> Self with Default::default()"
        ),
        format!(": replace <impl rt::Operation for {request}>::write with ()"),
        format!(": replace {request}::encode -> acs_runtime::Pairs with Default::default()"),
        format!(": replace read -> {request} with Default::default()"),
    ];
    if fields == 0 && carries.into_iter().any(is) {
        return Some("the request has no parameters");
    }
    let judges = [
        format!(": replace <impl rt::Operation for {request}>::check with ()"),
        format!(": replace {request}::validate -> acs_runtime::Violations with Default::default()"),
    ];
    if is_unchecked(of) && judges.into_iter().any(is) {
        return Some("no value of the request's type breaks anything");
    }
    let mut hidden = hidden(of).into_iter();
    let is_hidden = hidden.any(|ident| {
        is(format!(
            ": replace <impl rt::wire::Wire for {ident}>::read -> Self with Default::default()"
        ))
    });
    is_hidden.then_some("whatever is written as its fields are is another parameter's")
}

/// Nothing is asked of the request's values.
fn is_unchecked(of: &RustOperation) -> bool {
    of.walks.is_empty() && of.checks.iter().all(|check| check.steps.is_empty())
}

/// Structs of one parameter, of which each field is written as another parameter is: `A` with the field `B`, beside `A.B`.
fn hidden(of: &RustOperation) -> Vec<&str> {
    let Some(request) = of.structs.first() else {
        return Vec::new();
    };
    let shapes = |shape: &str| {
        let mut all = of.shapes.iter();
        all.find(|each| each.ident == shape)
            .map(|each| &each.fields)
    };
    let Some(parameters) = shapes(&request.shape) else {
        return Vec::new();
    };
    // A pair's name belongs to the longest parameter that fits: as a whole, or before a dot.
    let is_parameter = |name: &str, inner: &WireShape| {
        let mut own = parameters.iter();
        own.any(|each| each.wire == name && is_one_pair(&each.shape) == is_one_pair(inner))
    };
    let one = |ty: &'_ RustType| match ty {
        RustType::Struct { ident, .. } => {
            let fields = of.structs.iter().flat_map(|each| &each.fields);
            let uses = fields.filter(|each| holds(&each.ty, ident)).count();
            let own = of.structs.iter().find(|each| each.ident == *ident);
            own.filter(|_| uses == 1)
        }
        _ => None,
    };
    let whole = request.fields.iter().filter_map(|field| {
        let own = one(&field.ty)?;
        let shape = parameters.iter().find(|each| each.wire == field.wire)?;
        let WireShape::Object(fields) = &shape.shape else {
            return None;
        };
        let mut fields = shapes(fields)?.iter();
        let all = fields.all(|inner| {
            let name = format!("{}.{}", field.wire, inner.wire);
            is_parameter(&name, &inner.shape)
        });
        all.then_some(own)
    });
    let mut out: Vec<&RustStruct> = whole.collect();
    // And what lies in them.
    let mut at = 0;
    while let Some(outer) = out.get(at) {
        let parts = outer.fields.iter().filter_map(|field| one(&field.ty));
        out.extend(parts.collect::<Vec<_>>());
        at += 1;
    }
    out.into_iter().map(|each| each.ident.as_str()).collect()
}

/// Whether a value is one pair of its name; else the pairs' names go on after a dot.
fn is_one_pair(shape: &WireShape) -> bool {
    !matches!(
        shape,
        WireShape::List(_) | WireShape::Map(_) | WireShape::Object(_)
    )
}

/// Whether a value of a type may hold one of this struct at once, or in elements.
fn holds(ty: &RustType, name: &str) -> bool {
    match ty {
        RustType::List(items) | RustType::Map(items) => holds(items, name),
        RustType::Struct { ident, .. } => ident == name,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutants::code::Package;
    use crate::mutants::ground::Ground;

    /// What is called equivalent in the obstacle course, by operation.
    fn found(name: &str, what: &str) -> Option<&'static str> {
        let grounds = Ground::obstacles().unwrap().into_iter();
        let mut packages = grounds.map(|ground| Package::new(ground).unwrap());
        let package = packages
            .find(|package| package.ground.operation.name == name)
            .unwrap();
        let mutant = Mutant {
            package: package.name.clone(),
            file: format!("{}/src/a.rs", package.name),
            name: format!("{}/src/a.rs:3:9: {what}", package.name),
        };
        equivalent(&mutant, &package.lowered)
    }

    #[test]
    fn only_what_the_spec_makes_the_same_is_equivalent() {
        let check = "replace <impl rt::Operation for OptionValue>::check with ()";
        assert!(found("Option", check).is_some());
        let validate =
            "replace Nothing::validate -> acs_runtime::Violations with Default::default()";
        assert!(found("Nothing", validate).is_some());
        let encode = "replace Nothing::encode -> acs_runtime::Pairs with Default::default()";
        assert_eq!(found("Nothing", encode), None);
        let read = "replace read -> Move with Default::default()";
        assert!(found("move", read).is_some());
        let read = "replace read -> PutLamp with Default::default()";
        assert_eq!(found("PutLamp", read), None);
        let check = "replace <impl rt::Operation for PutLamp>::check with ()";
        assert_eq!(found("PutLamp", check), None);
        let read = |ident: &str| {
            format!(
                "replace <impl rt::wire::Wire for {ident}>::read -> Self with Default::default()"
            )
        };
        assert!(found("Names", &read("A")).is_some());
        assert!(found("Names", &read("AUpperBUpper")).is_some());
        assert_eq!(found("Names", &read("AbLower")), None);
        assert_eq!(found("Tree", &read("Left")), None);
    }

    /// The structs that are hidden where a parameter `A` of this kind stands beside `A.B` of another.
    fn hidden_beside(a: &str, style: &str, beside: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"format": "acs-operation/1", "name": "Do", "product": "unstated", "version": "unstated", "style": "unstated",
            "schemes": "unstated", "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
            "parameters": [
                {{"name": "A", "location": "unstated", "style": "{style}", "required": false, "schema": {{"type": "object",
                    "fields": [{{"name": "B", "required": false, "schema": {a}}}]}}}},
                {{"name": "A.B", "location": "unstated", "required": false, "schema": {beside}}}
            ],
            "sources": [{{"id": "page", "kind": "page", "document": "Do", "url": "https://example.invalid/do", "date": "unstated"}}]}}"#
        );
        let [_, service] = Ground::obstacles().unwrap().remove(0).specs;
        let files = [
            service,
            acsgen_core::SpecFile::new("Do.json".to_owned(), spec),
        ];
        let specs = acsgen_core::Specs::read(&files).unwrap();
        let settings = crate::mutants::ground::settings();
        let lowered = acsgen_core::lower::lower(&specs, &settings).unwrap();
        let found = hidden(&lowered.operations[0]).into_iter();
        found.map(str::to_owned).collect()
    }

    #[test]
    fn what_can_travel_is_not_hidden() {
        let (text, list) = (
            r#"{"type": "string"}"#,
            r#"{"type": "array", "items": {"type": "string"}}"#,
        );
        assert_eq!(hidden_beside(text, "flat", text), ["A"]);
        assert_eq!(hidden_beside(list, "flat", list), ["A"]);
        // `A.B.1` is no text `A.B`, and `A.B` no list.
        assert!(hidden_beside(list, "flat", text).is_empty());
        assert!(hidden_beside(text, "flat", list).is_empty());
        // One pair, `A`, holds it all.
        assert!(hidden_beside(text, "json", text).is_empty());
    }
}
