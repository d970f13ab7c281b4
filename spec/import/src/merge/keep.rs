//! Keeps what a spec already has and no source gives: ids, which are public, and our own words and names.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::operation::ErrorRow;
use acs_spec::{Check, Constraint, Operation, Schema, Stated, walk};

use super::constraints::ids;
use super::order::{self, Order};

/// The ids of a spec, with what they ask, by place.
fn ids_of(base: &Operation) -> BTreeMap<String, Vec<(&str, &Check)>> {
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

/// Fills in our own words and names from the spec so far, where what was made anew has none.
pub fn words(operation: &mut Operation, base: &Operation) {
    fill(&mut operation.summary, &base.summary);
    fill(&mut operation.rust_name, &base.rust_name);
    for parameter in &mut operation.parameters {
        if let Some(old) = base
            .parameters
            .iter()
            .find(|one| one.name == parameter.name)
        {
            fill(&mut parameter.rust_name, &old.rust_name);
            words_of(&mut parameter.schema, &old.schema);
        }
    }
    for (name, schema) in &mut operation.schemas {
        if let Some(old) = base.schemas.get(name) {
            words_of(schema, old);
        }
    }
    if let (Stated::Stated(new), Stated::Stated(old)) = (&mut operation.responses, &base.responses)
    {
        for response in new {
            let same = old.iter().find(|one| one.status == response.status);
            if let (Some(new), Some(old)) = (
                &mut response.schema,
                same.and_then(|one| one.schema.as_ref()),
            ) {
                words_of(new, old);
            }
        }
    }
    for row in &mut operation.errors {
        let same = |one: &&ErrorRow| one.status == row.status && one.code == row.code;
        if let Some(old) = base.errors.iter().find(same) {
            fill(&mut row.summary, &old.summary);
        }
    }
}

fn fill(own: &mut Option<String>, old: &Option<String>) {
    if own.is_none() {
        own.clone_from(old);
    }
}

fn words_of(schema: &mut Schema, old: &Schema) {
    fill(&mut schema.summary, &old.summary);
    for meaning in &mut schema.values {
        if let Some(old) = old.values.iter().find(|one| one.value == meaning.value) {
            fill(&mut meaning.summary, &old.summary);
        }
    }
    if let (Some(new), Some(old)) = (&mut schema.items, &old.items) {
        words_of(new, old);
    }
    for field in &mut schema.fields {
        if let Some(old) = old.fields.iter().find(|one| one.name == field.name) {
            fill(&mut field.rust_name, &old.rust_name);
            words_of(&mut field.schema, &old.schema);
        }
    }
}
