//! Rules across parameters: names resolved, statements made in two places told as one rule.

use acs_spec::codes;
use acs_spec::constraint::{
    AtLeastOne, Compare, Exclusive, Order, RequiredIf, Requires, Rule, RuleCheck, Tier, When,
};
use acs_spec::source::Statement as Stating;
use acs_spec::{Diagnostic, Parameter, Type};

use super::rows::{ByScope, ELEMENT, Known, Statement, fields_by_scope, rule_path};
use crate::extract::finding::{Kind, Relation};

struct Scopes {
    by_path: ByScope,
}

/// A statement's names, resolved: where they live, and what they are called from there.
struct Resolved<'a> {
    within: Vec<String>,
    this: String,
    this_known: &'a Known,
    others: Vec<&'a Known>,
}

impl Scopes {
    /// Looks for all of `others` in the innermost scope that holds them and from which this row is reached without
    /// crossing a list.
    fn resolve(&self, path: &[String], others: &[&str]) -> Option<Resolved<'_>> {
        let (own_name, mut scope) = path.split_last()?;
        if own_name == ELEMENT {
            return None;
        }
        let this_known = self
            .by_path
            .get(scope)?
            .iter()
            .find(|(name, _, _)| name == own_name)?;
        loop {
            let inner = path.get(scope.len()..)?;
            if inner.iter().any(|step| step == ELEMENT) {
                return None;
            }
            if let Some(fields) = self.by_path.get(scope) {
                let found: Option<Vec<&Known>> =
                    others.iter().map(|name| named(fields, name)).collect();
                if let Some(others) = found {
                    return Some(Resolved {
                        within: scope.to_vec(),
                        this: inner.join("."),
                        this_known,
                        others,
                    });
                }
            }
            scope = scope.split_last()?.1;
        }
    }
}

/// A field by its name; failing that, by its letters and digits alone (`start time` is `StartTime`), if only one fits.
fn named<'a>(fields: &'a [Known], wanted: &str) -> Option<&'a Known> {
    if let Some(exact) = fields.iter().find(|(name, _, _)| name == wanted) {
        return Some(exact);
    }
    let squash = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let wanted = squash(wanted);
    let mut fitting = fields.iter().filter(|(name, _, _)| squash(name) == wanted);
    let first = fitting.next()?;
    if fitting.next().is_some() {
        None
    } else {
        Some(first)
    }
}

/// The rules that statements make.
pub fn rules(
    file: &str,
    parameters: &[Parameter],
    statements: Vec<Statement>,
    remarks: &mut Vec<Diagnostic>,
) -> Vec<Rule> {
    let scopes = Scopes {
        by_path: fields_by_scope(parameters),
    };
    let mut out: Vec<Rule> = Vec::new();
    for statement in statements {
        let others = others(&statement.finding.kind);
        let names: Vec<&str> = others.iter().map(String::as_str).collect();
        let Some(resolved) = scopes.resolve(&statement.path, &names) else {
            let message = format!(
                "a rule speaks of {}, and no such parameter is at hand",
                quoted(&names)
            );
            remarks.push(
                Diagnostic::new(
                    &codes::UNRESOLVED_NAME,
                    message,
                    "add the rule by a correction if there is one",
                )
                .at(&statement.row)
                .in_file(file, statement.line, 1),
            );
            continue;
        };
        for check in checks(&statement.finding.kind, &resolved) {
            add(&mut out, &resolved.within, check, &statement);
        }
    }
    out
}

fn quoted(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn others(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::RequiredIf { param, .. } | Kind::RequiresIf { param, .. } => vec![param.clone()],
        Kind::Compare { other, .. } => vec![other.clone()],
        Kind::Requires(names) | Kind::AtLeastOne(names) | Kind::Exclusive(names) => names.clone(),
        _ => Vec::new(),
    }
}

fn checks(kind: &Kind, resolved: &Resolved<'_>) -> Vec<RuleCheck> {
    let this = &resolved.this;
    let first = resolved.others.first();
    let name = |known: &Known| known.0.clone();
    let is_required = |known: &Known| known.2.get() == Some(&true);
    // The other parameters may name this one too; each stands once, in the order of the text.
    let all = || -> Vec<String> {
        let mut all: Vec<String> = resolved.others.iter().map(|known| name(known)).collect();
        if !all.contains(this) {
            all.insert(0, this.clone());
        }
        all
    };
    match kind {
        // Required anyway: the rule would never speak.
        Kind::RequiredIf { .. } if is_required(resolved.this_known) => Vec::new(),
        Kind::RequiresIf { .. } if first.is_some_and(|known| is_required(known)) => Vec::new(),
        Kind::RequiredIf { equals, .. } => first
            .map(|known| {
                let when = When {
                    param: name(known),
                    equals: equals.clone(),
                };
                RuleCheck::RequiredIf(RequiredIf {
                    param: this.clone(),
                    when,
                })
            })
            .into_iter()
            .collect(),
        Kind::RequiresIf { value, .. } => first
            .map(|known| {
                let when = When {
                    param: this.clone(),
                    equals: vec![value.clone()],
                };
                RuleCheck::RequiredIf(RequiredIf {
                    param: name(known),
                    when,
                })
            })
            .into_iter()
            .collect(),
        Kind::Requires(_) => resolved
            .others
            .iter()
            .filter(|known| !is_required(known) && known.0 != *this)
            .map(|known| {
                RuleCheck::Requires(Requires {
                    param: this.clone(),
                    needs: name(known),
                })
            })
            .collect(),
        Kind::AtLeastOne(_) => vec![RuleCheck::AtLeastOne(AtLeastOne {
            params: sorted(all()),
        })],
        Kind::Exclusive(_) => vec![RuleCheck::Exclusive(Exclusive {
            params: sorted(all()),
        })],
        Kind::Compare { relation, .. } => first
            .and_then(|known| compare(*relation, resolved, known))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

/// The same rule stated at each of its parameters must come out the same.
fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names.dedup();
    names
}

fn compare(relation: Relation, resolved: &Resolved<'_>, other: &Known) -> Option<RuleCheck> {
    let is_whole = |kind: Type| matches!(kind, Type::Int32 | Type::Int64);
    let order = match (resolved.this_known.1, other.1) {
        (a, b) if is_whole(a) && is_whole(b) => Order::Number,
        (Type::String, Type::String) => Order::Time,
        _ => return None,
    };
    let (lesser, greater) = match relation {
        Relation::Greater => (other.0.clone(), resolved.this.clone()),
        Relation::Less => (resolved.this.clone(), other.0.clone()),
    };
    Some(RuleCheck::Compare(Compare {
        param: lesser,
        less_than: greater,
        or_equal: false,
        order,
    }))
}

/// The parameter that a violation is reported at.
fn reported_at(check: &RuleCheck) -> &str {
    match check {
        RuleCheck::RequiredIf(check) => &check.param,
        RuleCheck::Requires(check) => &check.needs,
        RuleCheck::Compare(check) => &check.param,
        RuleCheck::Exclusive(check) => check.params.get(1).map_or("", String::as_str),
        RuleCheck::AtLeastOne(check) => check.params.first().map_or("", String::as_str),
        RuleCheck::ServerSide(_) => "",
    }
}

/// What tells two rules of one kind at one parameter apart in their ids.
fn other_of(check: &RuleCheck) -> &str {
    match check {
        RuleCheck::RequiredIf(check) => &check.when.param,
        RuleCheck::Requires(check) => &check.param,
        RuleCheck::Compare(check) => &check.less_than,
        RuleCheck::Exclusive(check) => check.params.first().map_or("", String::as_str),
        RuleCheck::AtLeastOne(check) => check.params.last().map_or("", String::as_str),
        RuleCheck::ServerSide(_) => "",
    }
}

fn add(out: &mut Vec<Rule>, within: &[String], check: RuleCheck, statement: &Statement) {
    let within = Some(rule_path(within)).filter(|path| !path.is_empty());
    let vague = statement.evidence.stated == Stating::Vague;
    if let Some(known) = out
        .iter_mut()
        .find(|rule| rule.within == within && rule.check == check)
    {
        if !vague {
            known.tier = Tier::Documented;
        }
        if !known.evidence.contains(&statement.evidence) {
            known.evidence.push(statement.evidence.clone());
        }
        return;
    }
    let mut id = String::new();
    if let Some(within) = &within {
        id.push_str(within);
        id.push('.');
    }
    id.push_str(reported_at(&check));
    id.push('.');
    id.push_str(check.kind());
    if out.iter().any(|rule| rule.id == id) {
        id.push('.');
        id.push_str(other_of(&check));
    }
    if out.iter().any(|rule| rule.id == id) {
        // The same two parameters with other values: one rule with both, since each holds.
        if let Some(known) = out.iter_mut().find(|rule| rule.id == id) {
            widen(&mut known.check, check);
            known.evidence.push(statement.evidence.clone());
        }
        return;
    }
    out.push(Rule {
        id,
        tier: if vague {
            Tier::Advisory
        } else {
            Tier::Documented
        },
        within,
        check,
        narrows: None,
        wire_error: None,
        evidence: vec![statement.evidence.clone()],
    });
}

fn widen(known: &mut RuleCheck, other: RuleCheck) {
    if let (RuleCheck::RequiredIf(known), RuleCheck::RequiredIf(other)) = (known, other)
        && known.when.param == other.when.param
    {
        for value in other.when.equals {
            if !known.when.equals.contains(&value) {
                known.when.equals.push(value);
            }
        }
    }
}
