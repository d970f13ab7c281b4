//! Compares one operation of both sides.

use std::collections::BTreeSet;

use acs_spec::source::SourceKind;
use acs_spec::{Operation, Stated};

use super::change::{Change, Judgement, Kind};
use super::fields::{Named, Walk, shown};
use super::path::Path;
use super::view::{View, vendor};
use super::{answers, judge, rows, rules};

/// All changes of an operation, in the order of the specification.
pub(super) fn compare(view: &View<'_>) -> Vec<Change> {
    let mut walk = Walk {
        view,
        changes: Vec::new(),
    };
    heading(&mut walk);
    let (before, after) = (view.before, view.after);
    let was: Vec<Named<'_>> = before.parameters.iter().map(Named::from).collect();
    let is: Vec<Named<'_>> = after.parameters.iter().map(Named::from).collect();
    walk.fields(&Path::request(), "parameters", &was, &is);
    idempotency(&mut walk);
    rules::compare(&mut walk);
    answers::compare(&mut walk);
    schemas(&mut walk);
    rows::compare(&mut walk);
    walk.changes
}

fn heading(walk: &mut Walk<'_, '_>) {
    let (before, after) = (walk.view.before, walk.view.after);
    stated(
        walk,
        "style",
        Kind::StyleChanged,
        &before.style,
        &after.style,
        judge::style_changed(),
    );
    let (was, is) = (set(&before.methods), set(&after.methods));
    stated(
        walk,
        "methods",
        Kind::MethodsChanged,
        &was,
        &is,
        judge::methods_changed(),
    );
    let (was, is) = (set(&before.schemes), set(&after.schemes));
    stated(
        walk,
        "schemes",
        Kind::SchemesChanged,
        &was,
        &is,
        judge::schemes_changed(),
    );
    stated(
        walk,
        "path",
        Kind::PathChanged,
        &before.path,
        &after.path,
        judge::path_changed(),
    );
    // A page tells it by the access level alone, whose own change is told.
    if walk.view.kind != SourceKind::Page {
        let judgement = judge::access_changed();
        stated(
            walk,
            "access",
            Kind::AccessChanged,
            &before.access,
            &after.access,
            judgement,
        );
    }
    list(
        walk,
        "consumes",
        Kind::MediaTypesChanged,
        (&before.consumes, &after.consumes),
        judge::media_types_changed(),
    );
    list(
        walk,
        "produces",
        Kind::MediaTypesChanged,
        (&before.produces, &after.produces),
        judge::media_types_changed(),
    );
    let lost = before
        .security
        .iter()
        .any(|way| !after.security.contains(way));
    list(
        walk,
        "security",
        Kind::SecurityChanged,
        (&before.security, &after.security),
        judge::security_changed(lost),
    );
    list(
        walk,
        "replaced_by",
        Kind::SubstitutesChanged,
        (&before.replaced_by, &after.replaced_by),
        judge::substitutes_changed(),
    );
    if before.deprecated != after.deprecated && walk.view.kind != SourceKind::Page {
        let word = |value: bool| Some(if value { "deprecated" } else { "in use" }.to_owned());
        let facts = (word(before.deprecated), word(after.deprecated));
        let judgement = judge::deprecation_changed(after.deprecated);
        own(
            walk,
            Kind::DeprecationChanged,
            "/deprecated",
            facts,
            judgement,
        );
    }
    let keys: BTreeSet<&String> = before.vendor.keys().chain(after.vendor.keys()).collect();
    for key in keys {
        let (was, is) = (before.vendor.get(key), after.vendor.get(key));
        if was != is && walk.view.both(&vendor(key)) {
            walk.metadata(
                String::new(),
                "/vendor".into(),
                key,
                (was, is),
                vec!["operation".into()],
            );
        }
    }
}

fn own(
    walk: &mut Walk<'_, '_>,
    kind: Kind,
    pointer: &str,
    facts: (Option<String>, Option<String>),
    judgement: Judgement,
) {
    let rows = vec!["operation".to_owned()];
    walk.record(
        kind,
        String::new(),
        pointer.to_owned(),
        facts,
        judgement,
        rows,
    );
}

/// Methods and schemes are sets; only the first is preferred.
fn set(list: &Stated<Vec<String>>) -> Stated<Vec<String>> {
    match list {
        Stated::Stated(list) => {
            let mut out: Vec<String> = list.clone();
            let rest = out.split_first_mut().map(|(_, rest)| rest);
            rest.into_iter().for_each(<[String]>::sort_unstable);
            Stated::Stated(out)
        }
        Stated::Unstated => Stated::Unstated,
    }
}

fn stated<T: acs_spec::Shape + PartialEq>(
    walk: &mut Walk<'_, '_>,
    aspect: &str,
    kind: Kind,
    was: &Stated<T>,
    is: &Stated<T>,
    judgement: Judgement,
) {
    let (Stated::Stated(was), Stated::Stated(is)) = (was, is) else {
        return;
    };
    if was != is && walk.view.both(aspect) {
        let facts = (Some(shown(was)), Some(shown(is)));
        own(walk, kind, &format!("/{aspect}"), facts, judgement);
    }
}

fn list(
    walk: &mut Walk<'_, '_>,
    aspect: &str,
    kind: Kind,
    (was, is): (&Vec<String>, &Vec<String>),
    judgement: Judgement,
) {
    let sorted = |list: &Vec<String>| list.iter().cloned().collect::<BTreeSet<String>>();
    if sorted(was) != sorted(is) && walk.view.both(aspect) {
        let facts = (Some(shown(was)), Some(shown(is)));
        own(walk, kind, &format!("/{aspect}"), facts, judgement);
    }
}

/// It follows from a parameter, whose own coming and going is told; and sometimes from prose.
fn idempotency(walk: &mut Walk<'_, '_>) {
    let (before, after) = (walk.view.before, walk.view.after);
    let (was, is) = (&before.idempotency_parameter, &after.idempotency_parameter);
    let has = |operation: &Operation, name: &Option<String>| {
        let name = name.as_deref();
        name.is_none_or(|name| operation.parameters.iter().any(|p| p.name == name))
    };
    let by_parameter = !has(after, was) || !has(before, is);
    let by_type = walk.changes.iter().any(|change| {
        Some(&change.place) == was.as_ref().or(is.as_ref()) && change.kind == Kind::TypeChanged
    });
    if was == is || by_parameter || by_type || !walk.view.both("prose") {
        return;
    }
    let judgement = judge::idempotency_changed(is.is_none());
    own(
        walk,
        Kind::IdempotencyChanged,
        "/idempotency_parameter",
        (was.clone(), is.clone()),
        judgement,
    );
}

/// Schemas that the operation's file holds because it refers to them. Where they are compared once for all operations,
/// both lists are empty here.
fn schemas(walk: &mut Walk<'_, '_>) {
    let (before, after) = (&walk.view.before.schemas, &walk.view.after.schemas);
    for (name, old) in before {
        let path = Path::shared(name);
        match after.get(name) {
            Some(new) => walk.schema(&path, (old, None), (new, None)),
            None => {
                walk.push(
                    Kind::SchemaRemoved,
                    &path,
                    (None, None),
                    judge::schema_removed(),
                );
            }
        }
    }
    for name in after.keys().filter(|name| !before.contains_key(*name)) {
        walk.push(
            Kind::SchemaAdded,
            &Path::shared(name),
            (None, None),
            judge::schema_added(),
        );
    }
}
