//! Mutants of a spec: one fact of one constraint or rule changed, as a careless reading of a page would change it.

mod sets;

pub(super) use sets::{other_unit, sets};

use acs_spec::constraint::{
    CharClass, CharSet, Constraint, LengthUnit, Order, Pieces, Rule, WireError,
};
use acs_spec::operation::{Field, Operation, Schema};
use acs_spec::{Check, RuleCheck, Tier};

/// An operation in which one fact was changed.
#[derive(Debug, Clone)]
pub struct SpecMutant {
    /// The constraint or rule of which a fact was changed.
    pub of: String,
    /// What was changed.
    pub what: String,
    /// The parameter that holds it, by which a killer may name it too, where its own name was changed.
    pub holder: Option<String>,
    /// The mutated operation.
    pub operation: Operation,
}

/// All mutants of an operation's constraints and rules.
#[must_use]
pub fn mutants(operation: &Operation) -> Vec<SpecMutant> {
    let mut out = Vec::new();
    let places = places(operation);
    for (n, of) in places.iter().enumerate() {
        let others: Vec<&Constraint> = places.iter().filter(|other| other.id != of.id).collect();
        for (what, changed) in constraint_mutants(of, &others) {
            let mut operation = operation.clone();
            replace(&mut operation, n, changed);
            out.push(SpecMutant {
                of: of.id.clone(),
                what,
                holder: None,
                operation,
            });
        }
        for (what, change) in HOLDERS {
            let mut operation = operation.clone();
            let mut holder = None;
            held(&mut operation, &of.id, &mut |name, schema| {
                holder = Some(name.clone());
                change(name, schema);
            });
            out.push(SpecMutant {
                of: of.id.clone(),
                what: (*what).to_owned(),
                holder,
                operation,
            });
        }
        let mut swapped = operation.clone();
        if swap_with_next(&mut swapped, &of.id) {
            out.push(SpecMutant {
                of: of.id.clone(),
                what: "order changed".to_owned(),
                holder: None,
                operation: swapped,
            });
        }
    }
    for (n, rule) in operation.rules.iter().enumerate() {
        if matches!(rule.check, RuleCheck::ServerSide(_)) {
            continue;
        }
        let names: Vec<&str> = operation
            .parameters
            .iter()
            .map(|parameter| parameter.name.as_str())
            .collect();
        for (what, changed) in rule_mutants(rule, &names) {
            let mut operation = operation.clone();
            match changed {
                Some(changed) => {
                    if let Some(place) = operation.rules.get_mut(n) {
                        *place = changed;
                    }
                }
                None => drop(operation.rules.remove(n)),
            }
            out.push(SpecMutant {
                of: rule.id.clone(),
                what,
                holder: None,
                operation,
            });
        }
        if n + 1 < operation.rules.len() {
            let mut operation = operation.clone();
            operation.rules.swap(n, n + 1);
            out.push(SpecMutant {
                of: rule.id.clone(),
                what: "order changed".to_owned(),
                holder: None,
                operation,
            });
        }
    }
    out
}

/// A change of the parameter that holds a constraint.
type Change = fn(&mut String, &mut Schema);

const HOLDERS: &[(&str, Change)] = &[
    ("wire name wrong", |name, _| name.push('s')),
    ("wire name in another case", |name, _| {
        *name = match name.to_lowercase() == *name {
            true => name.to_uppercase(),
            false => name.to_lowercase(),
        };
    }),
    ("hidden, or not", |_, schema| {
        schema.sensitive = !schema.sensitive;
    }),
];

/// Visits the parameter or field that holds the constraint of this id.
fn held(operation: &mut Operation, id: &str, visit: &mut impl FnMut(&mut String, &mut Schema)) {
    fn has(schema: &Schema, id: &str) -> bool {
        schema.constraints.iter().any(|each| each.id == id)
            || schema.items.as_deref().is_some_and(|items| has(items, id))
    }
    fn within(schema: &mut Schema, id: &str, visit: &mut impl FnMut(&mut String, &mut Schema)) {
        for field in &mut schema.fields {
            if has(&field.schema, id) {
                visit(&mut field.name, &mut field.schema);
            }
            within(&mut field.schema, id, visit);
        }
        if let Some(items) = schema.items.as_deref_mut() {
            within(items, id, visit);
        }
    }
    for parameter in &mut operation.parameters {
        if has(&parameter.schema, id) {
            visit(&mut parameter.name, &mut parameter.schema);
        }
        within(&mut parameter.schema, id, visit);
    }
}

/// All constraints of parameters that can be judged, in the order of [`each`].
fn places(operation: &Operation) -> Vec<Constraint> {
    let mut out = Vec::new();
    let mut copy = operation.clone();
    each(&mut copy, &mut |constraints| {
        out.extend(constraints.iter().filter(|each| is_judged(each)).cloned());
    });
    out
}

fn is_judged(constraint: &Constraint) -> bool {
    !matches!(constraint.check, Check::ServerSide(_))
}

/// Visits the constraints of every schema of a request, references to shared schemas aside.
fn each(operation: &mut Operation, visit: &mut impl FnMut(&mut Vec<Constraint>)) {
    fn schema(here: &mut Schema, visit: &mut impl FnMut(&mut Vec<Constraint>)) {
        visit(&mut here.constraints);
        if let Some(items) = here.items.as_deref_mut() {
            schema(items, visit);
        }
        for Field { schema: field, .. } in &mut here.fields {
            schema(field, visit);
        }
    }
    for parameter in &mut operation.parameters {
        schema(&mut parameter.schema, visit);
    }
}

/// Puts another constraint, or none, in the place of one that can be judged.
fn replace(operation: &mut Operation, number: usize, changed: Option<Constraint>) {
    let mut before = 0;
    each(operation, &mut |constraints| {
        let judged: Vec<usize> = (0..constraints.len())
            .filter(|n| constraints.get(*n).is_some_and(is_judged))
            .collect();
        let at = number.checked_sub(before).and_then(|n| judged.get(n));
        before += judged.len();
        match (at, &changed) {
            (Some(at), Some(changed)) => {
                if let Some(place) = constraints.get_mut(*at) {
                    place.clone_from(changed);
                }
            }
            (Some(at), None) => drop(constraints.remove(*at)),
            (None, _) => {}
        }
    });
}

fn swap_with_next(operation: &mut Operation, id: &str) -> bool {
    let mut done = false;
    each(operation, &mut |constraints| {
        let at = constraints.iter().position(|each| each.id == id);
        if let Some(at) = at
            && let [_, next, ..] = constraints.get(at..).unwrap_or_default()
            && is_judged(next)
        {
            constraints.swap(at, at + 1);
            done = true;
        }
    });
    done
}

type Changed<T> = Vec<(String, Option<T>)>;

/// What every constraint and rule has.
fn errors(error: Option<&WireError>) -> Vec<(&'static str, Option<WireError>)> {
    let other = |status, code: &str| {
        Some(WireError {
            status,
            code: code.to_owned(),
            inferred: false,
        })
    };
    match error {
        None => vec![("an error added", other(400, "Mutated"))],
        Some(error) => vec![
            ("error lost", None),
            ("status changed", other(error.status + 1, &error.code)),
            (
                "code changed",
                other(error.status, &format!("{}d", error.code)),
            ),
            (
                "code in another case",
                other(error.status, &error.code.to_lowercase()),
            ),
            (
                "error inferred",
                Some(WireError {
                    inferred: !error.inferred,
                    ..error.clone()
                }),
            ),
        ],
    }
}

fn other_tier(tier: Tier) -> Tier {
    match tier {
        Tier::Documented => Tier::Advisory,
        Tier::Advisory => Tier::Documented,
    }
}

fn constraint_mutants(of: &Constraint, others: &[&Constraint]) -> Changed<Constraint> {
    let mut out: Changed<Constraint> = vec![("dropped".to_owned(), None)];
    let mut add = |what: &str, change: &dyn Fn(&mut Constraint)| {
        let mut changed = of.clone();
        change(&mut changed);
        if changed != *of {
            out.push((what.to_owned(), Some(changed)));
        }
    };
    add("tier changed", &|c| c.tier = other_tier(c.tier));
    add("id changed", &|c| c.id.push_str(".x"));
    add("narrowing lost", &|c| c.narrows = None);
    for (what, error) in errors(of.wire_error.as_ref()) {
        add(what, &|c| c.wire_error.clone_from(&error));
    }
    let other = others
        .iter()
        .find(|other| other.wire_error.is_some() && other.wire_error != of.wire_error);
    if let Some(other) = other {
        add("code of another constraint", &|c| {
            c.wire_error.clone_from(&other.wire_error)
        });
    }
    match &of.pieces {
        Some(_) => {
            add("asked of the whole", &|c| c.pieces = None);
            add("another separator", &|c| {
                c.pieces = Some(Pieces {
                    separator: "|".to_owned(),
                });
            });
        }
        None if matches!(
            of.check,
            Check::Length(_) | Check::FirstChar(_) | Check::Charset(_)
        ) =>
        {
            add("asked of each piece", &|c| {
                c.pieces = Some(Pieces {
                    separator: "a".to_owned(),
                });
            });
        }
        None => {}
    }
    for (what, check) in super::spec_checks::changed(&of.check) {
        add(&what, &|c| c.check.clone_from(&check));
    }
    out
}

fn rule_mutants(of: &Rule, names: &[&str]) -> Changed<Rule> {
    let mut out: Changed<Rule> = vec![("dropped".to_owned(), None)];
    let mut add = |what: &str, change: &dyn Fn(&mut Rule)| {
        let mut changed = of.clone();
        change(&mut changed);
        if changed != *of {
            out.push((what.to_owned(), Some(changed)));
        }
    };
    add("tier changed", &|rule| rule.tier = other_tier(rule.tier));
    add("id changed", &|rule| rule.id.push_str(".x"));
    for (what, error) in errors(of.wire_error.as_ref()) {
        add(what, &|rule| rule.wire_error.clone_from(&error));
    }
    add("narrower than another", &|rule| {
        rule.narrows = Some(format!("{}.y", rule.id));
    });
    let speaks = super::source::names(&of.check);
    let free = |from: &str| {
        let found = names.iter().find(|name| !speaks.contains(name));
        found.map_or_else(|| from.to_owned(), |name| (*name).to_owned())
    };
    match &of.check {
        RuleCheck::RequiredIf(check) => {
            let equals = check.when.equals.clone();
            let with = |equals: Vec<String>| {
                let mut check = check.clone();
                check.when.equals = equals;
                RuleCheck::RequiredIf(check)
            };
            let set = |changed: RuleCheck| move |rule: &mut Rule| rule.check.clone_from(&changed);
            for n in 0..equals.len() {
                let mut fewer = equals.clone();
                let gone = fewer.remove(n);
                add(&format!("value `{gone}` dropped"), &set(with(fewer)));
                let mut folded = equals.clone();
                folded.iter_mut().skip(n).take(1).for_each(|text| {
                    *text = match text.to_lowercase() == *text {
                        true => text.to_uppercase(),
                        false => text.to_lowercase(),
                    };
                });
                if !matches!(equals.get(n).map(String::as_str), Some("true" | "false")) {
                    add(
                        &format!("value `{gone}` in another case"),
                        &set(with(folded)),
                    );
                }
            }
            let inverted: Vec<String> = equals
                .iter()
                .map(|text| match text.as_str() {
                    "true" => "false".to_owned(),
                    "false" => "true".to_owned(),
                    other => format!("not {other}"),
                })
                .collect();
            add("condition inverted", &set(with(inverted.clone())));
            let more = equals.into_iter().chain(inverted.into_iter().take(1));
            add("a value added", &set(with(more.collect())));
            let mut swapped = check.clone();
            std::mem::swap(&mut swapped.param, &mut swapped.when.param);
            add("parameters exchanged", &set(RuleCheck::RequiredIf(swapped)));
            let mut other = check.clone();
            other.param = free(&check.param);
            add(
                "another parameter required",
                &set(RuleCheck::RequiredIf(other)),
            );
            let mut other = check.clone();
            other.when.param = free(&check.when.param);
            add(
                "another parameter looked at",
                &set(RuleCheck::RequiredIf(other)),
            );
        }
        RuleCheck::Requires(check) => {
            add("parameters exchanged", &|rule| {
                let mut check = check.clone();
                std::mem::swap(&mut check.param, &mut check.needs);
                rule.check = RuleCheck::Requires(check);
            });
            add("another parameter needed", &|rule| {
                let mut check = check.clone();
                check.needs = free(&check.needs);
                rule.check = RuleCheck::Requires(check);
            });
            add("another parameter needs it", &|rule| {
                let mut check = check.clone();
                check.param = free(&check.param);
                rule.check = RuleCheck::Requires(check);
            });
            add("exclusive instead", &|rule| {
                let params = vec![check.param.clone(), check.needs.clone()];
                rule.check = RuleCheck::Exclusive(acs_spec::constraint::Exclusive { params });
            });
        }
        RuleCheck::Exclusive(check) => lists(&check.params, &free, &mut add, &|params| {
            RuleCheck::Exclusive(acs_spec::constraint::Exclusive { params })
        }),
        RuleCheck::AtLeastOne(check) => lists(&check.params, &free, &mut add, &|params| {
            RuleCheck::AtLeastOne(acs_spec::constraint::AtLeastOne { params })
        }),
        RuleCheck::Compare(check) => {
            add("may be equal, or not", &|rule| {
                let mut check = check.clone();
                check.or_equal = !check.or_equal;
                rule.check = RuleCheck::Compare(check);
            });
            add("parameters exchanged", &|rule| {
                let mut check = check.clone();
                std::mem::swap(&mut check.param, &mut check.less_than);
                rule.check = RuleCheck::Compare(check);
            });
            add("another order", &|rule| {
                let mut check = check.clone();
                check.order = match check.order {
                    Order::Number => Order::Time,
                    Order::Time => Order::Number,
                };
                rule.check = RuleCheck::Compare(check);
            });
            add("another parameter to compare with", &|rule| {
                let mut check = check.clone();
                check.less_than = free(&check.less_than);
                rule.check = RuleCheck::Compare(check);
            });
        }
        RuleCheck::ServerSide(_) => {}
    }
    add("place lost", &|rule| rule.within = None);
    out
}

/// Adds a rule in which something was changed.
type Add<'a> = dyn FnMut(&str, &dyn Fn(&mut Rule)) + 'a;

/// Rules over a list of parameters.
fn lists(
    params: &[String],
    free: &dyn Fn(&str) -> String,
    add: &mut Add<'_>,
    make: &dyn Fn(Vec<String>) -> RuleCheck,
) {
    for n in 0..params.len() {
        let mut fewer = params.to_vec();
        let gone = fewer.remove(n);
        add(&format!("`{gone}` dropped"), &|rule| {
            rule.check = make(fewer.clone())
        });
        let mut other = params.to_vec();
        if let Some(place) = other.get_mut(n) {
            *place = free(place);
        }
        add(&format!("another in place of `{gone}`"), &|rule| {
            rule.check = make(other.clone())
        });
    }
    let mut more = params.to_vec();
    more.push(free(""));
    add("one more", &|rule| rule.check = make(more.clone()));
    let mut turned = params.to_vec();
    turned.reverse();
    add("order of parameters changed", &|rule| {
        rule.check = make(turned.clone())
    });
}
