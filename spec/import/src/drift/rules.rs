//! Compares rules across parameters, and the answers that look like errors.

use std::collections::BTreeSet;

use acs_spec::operation::Outcome;
use acs_spec::source::SourceKind;
use acs_spec::{Operation, Rule, RuleCheck};

use super::change::{Change, Judgement, Kind};
use super::fields::{Walk, shown};
use super::judge;
use crate::merge::order::Order;
use crate::merge::rules::{names, order};

/// Compares the rules. What goes or comes with a parameter is told by that parameter's own change.
pub(super) fn compare(walk: &mut Walk<'_, '_>) {
    let view = walk.view;
    let counting = |rules: &'_ [Rule]| -> Vec<usize> {
        let counts = |n: &usize| {
            rules
                .get(*n)
                .is_some_and(|rule| view.counts(&rule.evidence))
        };
        (0..rules.len()).filter(counts).collect()
    };
    let mut new = counting(&view.after.rules);
    let mut pairs: Vec<(usize, Option<usize>)> = counting(&view.before.rules)
        .into_iter()
        .map(|n| (n, None))
        .collect();
    // Rules that say the same first, then those that can be compared.
    for exact in [true, false] {
        for (old, partner) in &mut pairs {
            let Some(a) = view.before.rules.get(*old).filter(|_| partner.is_none()) else {
                continue;
            };
            let found = new.iter().position(|n| {
                view.after.rules.get(*n).is_some_and(|b| match order(a, b) {
                    Some(Order::Same) => true,
                    Some(_) => !exact,
                    None => false,
                })
            });
            *partner = found.map(|at| new.remove(at));
        }
    }
    for (old, partner) in pairs {
        let Some(a) = view.before.rules.get(old) else {
            continue;
        };
        match partner.and_then(|n| view.after.rules.get(n)) {
            Some(b) => both(walk, a, b, old),
            None => gone(walk, a, old),
        }
    }
    for b in new.into_iter().filter_map(|n| view.after.rules.get(n)) {
        added(walk, b);
    }
    outcomes(walk);
}

fn is_server_side(rule: &Rule) -> bool {
    matches!(rule.check, RuleCheck::ServerSide(_))
}

fn evidence(rules: &[&Rule]) -> Vec<String> {
    let all = rules.iter().flat_map(|rule| &rule.evidence);
    all.map(|evidence| evidence.row.clone()).collect()
}

fn push<'w>(
    walk: &'w mut Walk<'_, '_>,
    kind: Kind,
    rule: &Rule,
    at: &str,
    facts: (Option<String>, Option<String>),
    judgement: Judgement,
    rows: Vec<String>,
) -> &'w mut Change {
    let pointer = format!("/rules{at}");
    let change = walk.record(kind, rule.id.clone(), pointer, facts, judgement, rows);
    change.worded = true;
    change
}

fn both(walk: &mut Walk<'_, '_>, a: &Rule, b: &Rule, at: usize) {
    let rows = evidence(&[a, b]);
    let at = format!("/{at}");
    if a.tier != b.tier && a.narrows.is_none() && b.narrows.is_none() {
        let facts = (Some(a.tier.to_string()), Some(b.tier.to_string()));
        let judgement = judge::tier_changed(judge::Part::Request, b.tier);
        push(
            walk,
            Kind::TierChanged,
            a,
            &at,
            facts,
            judgement,
            rows.clone(),
        );
    }
    let silent = is_server_side(b);
    let (kind, judgement) = match order(a, b) {
        Some(Order::Same) => return,
        Some(Order::Tighter) => (Kind::RuleTightened, judge::rule_tightened(a.tier, silent)),
        Some(Order::Looser) => (Kind::RuleLoosened, judge::rule_loosened(a.tier, silent)),
        _ => (Kind::RuleChanged, judge::rule_changed(a.tier, silent)),
    };
    let facts = (Some(shown(&a.check)), Some(shown(&b.check)));
    push(walk, kind, a, &at, facts, judgement, rows);
}

fn gone(walk: &mut Walk<'_, '_>, a: &Rule, at: usize) {
    let rows = evidence(&[a]);
    let lost = walk.view.lost_after(&rows) || walk.view.others_say(&a.evidence);
    if lost || goes_with(walk, Kind::ParameterRemoved, a) {
        return;
    }
    let judgement = judge::rule_removed(a.tier, is_server_side(a));
    let facts = (Some(shown(&a.check)), None);
    push(
        walk,
        Kind::RuleRemoved,
        a,
        &format!("/{at}"),
        facts,
        judgement,
        rows,
    );
}

fn added(walk: &mut Walk<'_, '_>, b: &Rule) {
    let rows = evidence(&[b]);
    let said = walk.view.is_spec()
        && walk
            .view
            .before
            .rules
            .iter()
            .any(|a| order(a, b) == Some(Order::Same));
    if said || walk.view.lost_before(&rows) || goes_with(walk, Kind::ParameterAdded, b) {
        return;
    }
    let judgement = judge::rule_added(b.tier, is_server_side(b));
    push(
        walk,
        Kind::RuleAdded,
        b,
        "",
        (None, Some(shown(&b.check))),
        judgement,
        rows,
    );
}

/// Whether a parameter that the rule names came or went itself.
fn goes_with(walk: &Walk<'_, '_>, kind: Kind, rule: &Rule) -> bool {
    let within = rule
        .within
        .as_deref()
        .map_or_else(String::new, |within| format!("{within}."));
    let plain = |place: &str| place.replace("[]", "").replace("{}", "");
    let moved: BTreeSet<String> = walk
        .changes
        .iter()
        .filter(|change| change.kind == kind || change.kind == Kind::TypeChanged)
        .map(|change| plain(&change.place))
        .collect();
    names(&rule.check)
        .iter()
        .any(|name| moved.contains(&format!("{within}{name}")))
}

/// Outcomes follow from a parameter: they are compared only where that is on both sides, and on pages alone.
fn outcomes(walk: &mut Walk<'_, '_>) {
    let view = walk.view;
    if view.kind != SourceKind::Page {
        return;
    }
    let row = |outcome: &Outcome| {
        let when = outcome.when.as_ref();
        when.map_or_else(Vec::new, |when| vec![format!("request/{}", when.param)])
    };
    let has = |operation: &Operation, outcome: &Outcome| {
        let param = outcome.when.as_ref().map(|when| when.param.as_str());
        let mut all = operation.parameters.iter();
        param.is_some_and(|name| all.any(|parameter| parameter.name == name))
    };
    let both = |one: &&Outcome| has(view.before, one) && has(view.after, one);
    let (was, is) = (&view.before.outcomes, &view.after.outcomes);
    let lacks = |list: &[Outcome], one: &Outcome| list.iter().all(|other| other.code != one.code);
    let word = |outcome: &Outcome| Some(format!("{} {}", outcome.status, outcome.code));
    let gone = was.iter().filter(both);
    let gone = gone.filter(|one| lacks(is, one) && !view.lost_after(&row(one)));
    let new = is.iter().filter(both);
    let new = new.filter(|one| lacks(was, one) && !view.lost_before(&row(one)));
    let told = gone
        .map(|one| (one, (word(one), None)))
        .chain(new.map(|one| (one, (None, word(one)))));
    for (one, facts) in told {
        let place = format!("outcome {}", one.code);
        let judgement = judge::outcome_changed();
        let pointer = "/outcomes".to_owned();
        walk.record(
            Kind::OutcomeChanged,
            place,
            pointer,
            facts,
            judgement,
            row(one),
        );
    }
}
