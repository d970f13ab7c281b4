//! Merges what sources ask of a value, and their rules across parameters.

use std::collections::BTreeSet;

use acs_spec::source::{Evidence, Statement};
use acs_spec::{Constraint, Operation, Rule, Tier, walk};

use super::order::{self, Family, Order};
use super::{rules, union};

/// The ids of all constraints and rules.
pub(super) fn ids(operation: &Operation) -> BTreeSet<String> {
    let mut out: BTreeSet<String> = operation.rules.iter().map(|rule| rule.id.clone()).collect();
    walk::schemas(operation, &mut |visit| {
        out.extend(
            visit
                .schema
                .constraints
                .iter()
                .map(|constraint| constraint.id.clone()),
        );
    });
    out
}

/// The id, with the source's name where it is taken.
fn free(id: &str, source: &str, taken: &mut BTreeSet<String>) -> String {
    let mut out = id.to_owned();
    let mut n = 2;
    while !taken.insert(out.clone()) {
        out = match n {
            2 => format!("{id}@{source}"),
            n => format!("{id}@{source}.{}", n - 1),
        };
        n += 1;
    }
    out
}

fn add_evidence(own: &mut Vec<Evidence>, more: Vec<Evidence>) {
    for evidence in more {
        if !own.contains(&evidence) {
            own.push(evidence);
        }
    }
}

/// The tier of a rule by how its evidence states it, where no source allows more.
fn tier(evidence: &[Evidence]) -> Tier {
    if evidence.iter().any(|one| one.stated == Statement::Rule) {
        Tier::Documented
    } else {
        Tier::Advisory
    }
}

/// Adds one source's constraint to those of a value.
pub(super) fn add(
    own: &mut Vec<Constraint>,
    mut new: Constraint,
    source: &str,
    taken: &mut BTreeSet<String>,
) {
    let alike = |one: &Constraint| {
        order::family(&one.check) == order::family(&new.check) && one.pieces == new.pieces
    };
    // The reading that refuses is the one to compare with; one that says the same goes before all.
    let same = own
        .iter()
        .position(|one| alike(one) && order::compare(&one.check, &new.check) == Order::Same);
    let found = same
        .or_else(|| {
            own.iter()
                .position(|one| alike(one) && one.narrows.is_none())
        })
        .filter(|_| order::family(&new.check) != Family::ServerSide || same.is_some());
    let Some(old) = found.and_then(|at| own.get_mut(at)) else {
        new.id = free(&new.id, source, taken);
        own.push(new);
        return;
    };
    let relation = order::compare(&old.check, &new.check);
    if relation == Order::Same {
        let firmer = new.tier == Tier::Documented && old.narrows.is_none();
        if firmer {
            old.tier = Tier::Documented;
        }
        old.wire_error = old.wire_error.take().or(new.wire_error);
        add_evidence(&mut old.evidence, new.evidence);
        return;
    }
    let same_kind = old.check.kind() == new.check.kind();
    let is_value = order::family(&old.check) == Family::Value;
    new.id = free(&new.id, source, taken);
    match relation {
        Order::Looser => {
            old.tier = Tier::Advisory;
            old.narrows = Some(new.id.clone());
        }
        Order::Tighter => {
            new.tier = Tier::Advisory;
            new.narrows = Some(old.id.clone());
        }
        // Rules of different kinds on the same value, such as ASCII and a set of characters, do not contradict.
        _ if !same_kind && !is_value => {}
        _ => match union::of(&old.check, &new.check) {
            Some(check) => {
                let mut evidence = old.evidence.clone();
                add_evidence(&mut evidence, new.evidence.clone());
                let both = Constraint {
                    id: free(&format!("{}@any", old.id), source, taken),
                    tier: tier(&evidence),
                    check,
                    pieces: old.pieces.clone(),
                    narrows: None,
                    wire_error: old.wire_error.clone().or_else(|| new.wire_error.clone()),
                    evidence,
                };
                for one in [&mut *old, &mut new] {
                    one.tier = Tier::Advisory;
                    one.narrows = Some(both.id.clone());
                }
                own.push(both);
            }
            // What both allow cannot be said; so neither refuses.
            None => {
                old.tier = Tier::Advisory;
                new.tier = Tier::Advisory;
            }
        },
    }
    own.push(new);
}

/// Adds one source's rule to those of an operation.
pub(super) fn add_rule(
    own: &mut Vec<Rule>,
    mut new: Rule,
    source: &str,
    taken: &mut BTreeSet<String>,
) {
    let found = own
        .iter_mut()
        .filter_map(|old| Some((rules::order(old, &new)?, old)))
        .min_by_key(|(relation, old)| (*relation != Order::Same, old.narrows.is_some()));
    match found {
        Some((Order::Same, old)) => {
            if new.tier == Tier::Documented && old.narrows.is_none() {
                old.tier = Tier::Documented;
            }
            old.wire_error = old.wire_error.take().or(new.wire_error);
            add_evidence(&mut old.evidence, new.evidence);
            return;
        }
        Some((relation, old)) => {
            new.id = free(&new.id, source, taken);
            match relation {
                Order::Looser => {
                    old.tier = Tier::Advisory;
                    old.narrows = Some(new.id.clone());
                }
                Order::Tighter => {
                    new.tier = Tier::Advisory;
                    new.narrows = Some(old.id.clone());
                }
                _ => {
                    old.tier = Tier::Advisory;
                    new.tier = Tier::Advisory;
                }
            }
        }
        None => new.id = free(&new.id, source, taken),
    }
    own.push(new);
}
