//! Keeps the ids that a spec already has: they are public.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::{Check, Constraint, Operation, Schema, walk};

use super::constraints::ids;
use super::order::{self, Order};

/// The ids of a spec, with what they ask, by place.
fn ids_of<'a>(base: &'a Operation) -> BTreeMap<String, Vec<(&'a str, &'a Check)>> {
    let mut out: BTreeMap<String, Vec<(&str, &Check)>> = BTreeMap::new();
    walk::schemas(base, &mut |visit| {
        let all = visit
            .schema
            .constraints
            .iter()
            .map(|one| (&*one.id, &one.check));
        out.entry(format!("{:?} {}", visit.place, visit.path))
            .or_default()
            .extend(all);
    });
    out
}

/// The renames that are needed: from the id as merged to the id that the spec has.
fn renames(operation: &Operation, base: &Operation) -> BTreeMap<String, String> {
    let known = ids_of(base);
    let (merged, had) = (ids(operation), ids(base));
    let mut given: BTreeSet<String> = BTreeSet::new();
    let mut out = BTreeMap::new();
    walk::schemas(operation, &mut |visit| {
        let Some(old) = known.get(&format!("{:?} {}", visit.place, visit.path)) else {
            return;
        };
        for constraint in visit
            .schema
            .constraints
            .iter()
            .filter(|one| !had.contains(&one.id))
        {
            let same = |(id, check): &&(&str, &Check)| {
                let free = !merged.contains(*id) && !given.contains(*id);
                free && check.kind() == constraint.check.kind()
                    && order::compare(check, &constraint.check) == Order::Same
            };
            if let Some((id, _)) = old.iter().find(same) {
                given.insert((*id).to_owned());
                out.insert(constraint.id.clone(), (*id).to_owned());
            }
        }
    });
    out
}

/// Gives what the spec has under another id that id back.
pub(super) fn keep(operation: &mut Operation, base: &Operation) {
    let renames = renames(operation, base);
    if renames.is_empty() {
        return;
    }
    for parameter in &mut operation.parameters {
        rename(&mut parameter.schema, &renames);
    }
    for schema in operation.schemas.values_mut() {
        rename(schema, &renames);
    }
}

fn rename(schema: &mut Schema, renames: &BTreeMap<String, String>) {
    let renamed = |id: &mut String| {
        if let Some(new) = renames.get(id) {
            id.clone_from(new);
        }
    };
    for constraint in &mut schema.constraints {
        let Constraint { id, narrows, .. } = constraint;
        renamed(id);
        narrows.iter_mut().for_each(renamed);
    }
    if let Some(items) = &mut schema.items {
        rename(items, renames);
    }
    for field in &mut schema.fields {
        rename(&mut field.schema, renames);
    }
}
