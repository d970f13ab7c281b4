//! Drift: how the documentation of an interface has changed, and what each change does to callers.
//!
//! Two sides are compared fact by fact: two [sources](between), or a [checked-in spec and a source](from_specs). What
//! either side is silent on, or has lost, is left out first (`view`); what remains is compared by one small function for
//! each part (`operation`, `fields`, `limits`, `rules`, `answers`, `service`, `rows`); and each difference goes through
//! the evaluator of its [kind](change::Kind), in [`judge`]. Nothing here knows a layout, a product or an operation.

mod answers;
pub mod change;
mod fields;
pub mod judge;
mod limits;
mod operation;
mod path;
mod rows;
mod rules;
mod service;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::source::{Correction, SourceKind};
use acs_spec::{Operation, Service, correct};

use crate::source::Imported;
pub use change::{Change, Drift, Effect, Judgement, Kind, Step};
use view::{Spoken, View, loses_lists};

/// How many operations of each name are looked at: of a name that stands twice the first counts.
fn by_name(operations: &[Operation]) -> BTreeMap<&str, &Operation> {
    let mut out = BTreeMap::new();
    for operation in operations {
        out.entry(operation.name.as_str()).or_insert(operation);
    }
    out
}

/// The kind of a source, by what its operations say of themselves.
fn kind(operations: &[Operation]) -> SourceKind {
    let sources = operations.iter().flat_map(|operation| &operation.sources);
    sources
        .map(|source| source.kind)
        .next()
        .unwrap_or(SourceKind::ApiDocs)
}

fn spoken(operations: &[Operation], whole: bool) -> Spoken {
    match (kind(operations), operations.first()) {
        (SourceKind::Page, Some(operation)) => Spoken::page(operation, whole),
        _ => Spoken::metadata(operations),
    }
}

/// Compares two sources. Both are taken as they are read, without corrections.
#[must_use]
pub fn between(before: &Imported, after: &Imported) -> Drift {
    let mut drift = Drift::default();
    let kind = kind(&after.operations);
    let (said, says) = (
        spoken(&before.operations, false),
        spoken(&after.operations, false),
    );
    if let (Some(was), Some(is)) = (&before.service, &after.service) {
        drift
            .changes
            .extend(service::compare(was, is, (&said, &says)));
    }
    let shared = before.service.is_some() && after.service.is_some();
    let (was, is) = (by_name(&before.operations), by_name(&after.operations));
    let names: std::collections::BTreeSet<&&str> = was.keys().chain(is.keys()).collect();
    for name in names {
        match (was.get(*name), is.get(*name)) {
            (Some(old), Some(new)) => {
                let (mut old, mut new) = ((*old).clone(), (*new).clone());
                if shared {
                    // Compared once, with the service.
                    for operation in [&mut old, &mut new] {
                        operation.schemas.clear();
                    }
                }
                let view = View::new((&old, &said), (&new, &says), None, kind);
                drift.changes.extend(operation::compare(&view));
            }
            (Some(old), None) => drift.changes.push(whole(old, Kind::OperationRemoved)),
            (None, Some(new)) => drift.changes.push(whole(new, Kind::OperationAdded)),
            (None, None) => {}
        }
    }
    drift.remarks.extend(silent(&said, &says));
    drift
}

/// A change of a whole operation.
fn whole(operation: &Operation, kind: Kind) -> Change {
    let word = Some(operation.access.get().map_or_else(
        || format!("{} parameters", operation.parameters.len()),
        |access| format!("{access}, {} parameters", operation.parameters.len()),
    ));
    let gone = kind == Kind::OperationRemoved;
    Change {
        kind,
        operation: operation.name.clone(),
        place: String::new(),
        pointer: String::new(),
        before: word.clone().filter(|_| gone),
        after: word.filter(|_| !gone),
        judgement: if gone {
            judge::operation_removed()
        } else {
            judge::operation_added()
        },
        note: None,
        rows: Default::default(),
        worded: false,
    }
}

const ASPECTS: &[(&str, &str)] = &[
    ("responses", "answers"),
    ("errors", "errors"),
    ("examples", "documented answers"),
    ("authorization", "authorization"),
    ("prose", "prose"),
    ("example", "examples"),
    ("default", "defaults"),
    ("access", "whether operations read or write"),
    ("security", "ways to authenticate"),
];

/// Says what was not compared because one side is silent on it.
fn silent(before: &Spoken, after: &Spoken) -> Option<String> {
    let list = |speaks: &Spoken, is_silent: &Spoken| {
        let aspects = ASPECTS
            .iter()
            .filter(|(key, _)| speaks.speaks(key) && !is_silent.speaks(key));
        aspects
            .map(|(_, words)| *words)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (lost, new) = (list(before, after), list(after, before));
    match (lost.is_empty(), new.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!(
            "not compared, since the second side is silent on it: {lost}"
        )),
        (true, false) => Some(format!(
            "not compared, since the first side is silent on it: {new}"
        )),
        (false, false) => Some(format!(
            "not compared: {lost} (the second side is silent), {new} (the first side is silent)"
        )),
    }
}

/// Compares checked-in specs with a source. Each spec's corrections are applied to what was read, as far as they still
/// apply; those that do not are told among the remarks. Operations of the source that have no spec are no drift.
#[must_use]
pub fn from_specs(specs: &[Operation], service: Option<&Service>, source: &Imported) -> Drift {
    let mut drift = Drift::default();
    let kind = kind(&source.operations);
    let says = spoken(&source.operations, false);
    let read = by_name(&source.operations);
    let lists_all = source.service.is_some();
    if let (Some(was), Some(is)) = (service, &source.service) {
        let knows = was.sources.iter().any(|source| source.kind == kind);
        if knows {
            service::endpoints(was, is, &mut drift.changes);
        } else if !is.endpoints.regions.is_empty() {
            let remark =
                "endpoints are not compared: the service's file names no source of this kind";
            drift.remarks.push(remark.to_owned());
        }
    }
    let known = by_name(specs);
    for (name, spec) in &known {
        let Some(new) = read.get(name) else {
            if lists_all {
                drift.changes.push(whole(spec, Kind::OperationRemoved));
            }
            continue;
        };
        let (new, stale) = corrected(spec, new);
        // A spec's corrections are made for its page; of other sources most have nothing to correct.
        if kind == SourceKind::Page && !loses_lists(&new) {
            drift.remarks.extend(stale);
        }
        let said = match kind {
            SourceKind::Page => Spoken::page(spec, true),
            _ => Spoken::metadata(std::slice::from_ref(*spec)),
        };
        let own = spec.sources.iter().filter(|source| source.kind == kind);
        let own = own.map(|source| source.id.clone()).collect();
        let view = View::new((spec, &said), (&new, &says), Some(own), kind);
        drift.changes.extend(operation::compare(&view));
        drift
            .remarks
            .extend(silent(&said, &says).map(|remark| format!("{name}: {remark}")));
    }
    let new = read
        .keys()
        .filter(|name| !known.contains_key(*name))
        .count();
    if new > 0 {
        drift
            .remarks
            .push(format!("{new} operations of the source have no spec"));
    }
    drift
}

/// The operation with those of its spec's corrections that still apply, and a remark if some do not that should.
fn corrected(spec: &Operation, read: &Operation) -> (Operation, Option<String>) {
    let met = |correction: &&Correction| !correct::is_met(read, correction);
    let mut left: Vec<Correction> = spec.corrections.iter().filter(met).cloned().collect();
    let all = left.len();
    // Each round drops those that fail, so that there is an end.
    loop {
        let faults = match correct::apply(read, &left) {
            Ok(done) => {
                let stale = all - left.len();
                let remark = format!(
                    "{}: {stale} of {} corrections do not apply to this source as it is; `acsgen sync` lists them",
                    spec.name,
                    spec.corrections.len()
                );
                return (done, (stale > 0).then_some(remark));
            }
            Err(faults) => faults,
        };
        let stale: BTreeSet<usize> = faults
            .iter()
            .filter_map(|fault| fault.pointer.strip_prefix("/corrections/")?.parse().ok())
            .collect();
        if stale.is_empty() {
            let remark = format!(
                "{}: its corrections together give nothing readable",
                spec.name
            );
            return (read.clone(), Some(remark));
        }
        let mut n = 0;
        left.retain(|_| {
            n += 1;
            !stale.contains(&(n - 1))
        });
    }
}
