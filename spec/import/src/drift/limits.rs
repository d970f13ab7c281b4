//! Compares constraints and listed values at one place.

use acs_spec::constraint::{Check, Constraint};
use acs_spec::source::{Evidence, Statement};
use acs_spec::{Schema, Tier, Type};

use super::change::Kind;
use super::fields::{Walk, shown};
use super::judge::{self, Limit};
use super::path::Path;
use super::view::is_limit;
use crate::merge::order::{self, Family, Order};

/// Compares what is asked of a value; whether anything changed.
pub(super) fn compare<'a>(
    walk: &mut Walk<'_, 'a>,
    path: &Path,
    old: &'a Schema,
    new: &'a Schema,
) -> bool {
    let before = walk.changes.len();
    let view = walk.view;
    let counting = |schema: &'a Schema| -> Vec<&'a Constraint> {
        let all = schema.constraints.iter();
        all.filter(|constraint| view.counts(&constraint.evidence))
            .collect()
    };
    let (was, is) = (counting(old), counting(new));
    let pairs = paired(&was, &is);
    for (a, b) in pairs {
        match (a, b) {
            (Some(a), Some(b)) => both(walk, path, (old, a), (new, b)),
            (Some(a), None) => gone(walk, path, (old, a), new),
            (None, Some(b)) => added(walk, path, old, (new, b)),
            (None, None) => {}
        }
    }
    if !lists(&was) && !lists(&is) {
        meanings(walk, path, old, new);
    }
    walk.changes.len() > before
}

fn lists(constraints: &[&Constraint]) -> bool {
    let is_list = |constraint: &&&Constraint| matches!(constraint.check, Check::OneOf(_));
    constraints.iter().any(|constraint| is_list(&constraint))
}

/// Whether two constraints belong together, in one round of pairing.
type Fits<'f> = dyn Fn(&Constraint, &Constraint) -> bool + 'f;

type Pair<'a> = (Option<&'a Constraint>, Option<&'a Constraint>);

/// Whether two constraints are about the same.
fn alike(a: &Constraint, b: &Constraint) -> bool {
    order::family(&a.check) == order::family(&b.check) && a.pieces == b.pieces
}

fn is_judged(constraint: &Constraint) -> bool {
    order::family(&constraint.check) != Family::ServerSide
}

/// Whether a constraint says no more than one of these that refuses by itself. Advice that only became part of a rule, or
/// a rule that became advice beside a looser one, goes with the change of that rule.
fn is_held(one: &Constraint, by: &[Constraint], orders: &[Order]) -> bool {
    one.tier == Tier::Advisory
        && by.iter().any(|other| {
            other.tier == Tier::Documented
                && alike(one, other)
                && orders.contains(&order::compare(&other.check, &one.check))
        })
}

/// Pairs constraints that are about the same: equal ones first, then those of one id, then the others in their order.
fn paired<'a>(was: &[&'a Constraint], is: &[&'a Constraint]) -> Vec<Pair<'a>> {
    let mut left: Vec<Option<&'a Constraint>> = is.iter().copied().map(Some).collect();
    let mut partner: Vec<Option<&'a Constraint>> = vec![None; was.len()];
    let rounds: [&Fits<'_>; 5] = [
        &|a, b| a.tier == b.tier && order::compare(&a.check, &b.check) == Order::Same,
        // What refuses before is compared with what refuses after; two rules that only the service judges have nothing in
        // common but that.
        &|a, b| a.tier == Tier::Documented && b.tier == Tier::Documented && is_judged(a),
        &|a, b| order::compare(&a.check, &b.check) == Order::Same,
        &|a, b| a.id == b.id,
        &|a, _| is_judged(a),
    ];
    for fits in rounds {
        for (a, found) in was.iter().zip(&mut partner) {
            if found.is_some() {
                continue;
            }
            let fits = |b: &Constraint| alike(a, b) && fits(a, b);
            let place = left.iter_mut().find(|b| b.is_some_and(fits));
            *found = place.and_then(Option::take);
        }
    }
    let olds = was.iter().zip(partner).map(|(a, b)| (Some(*a), b));
    olds.chain(left.into_iter().flatten().map(|b| (None, Some(b))))
        .collect()
}

fn limit(path: &Path, tier: Tier, check: &Check, turns_enum: bool, renamed: bool) -> Limit {
    Limit {
        part: path.part,
        tier,
        server_side: matches!(check, Check::ServerSide(_)),
        turns_enum,
        renamed,
    }
}

fn rows(path: &Path, constraints: &[&Constraint]) -> Vec<String> {
    let evidence = constraints
        .iter()
        .flat_map(|constraint| &constraint.evidence);
    path.rows()
        .into_iter()
        .chain(evidence.map(|e| e.row.clone()))
        .collect()
}

fn note(
    walk: &mut Walk<'_, '_>,
    kind: Kind,
    path: &Path,
    facts: (Option<String>, Option<String>),
    judgement: super::change::Judgement,
    constraints: &[&Constraint],
) {
    let more = rows(path, constraints);
    let readings = constraints
        .iter()
        .flat_map(|constraint| &constraint.evidence);
    let worded = readings
        .clone()
        .any(|e| !e.reading.as_deref().is_some_and(is_limit));
    let change = walk.push(kind, path, facts, judgement);
    change.rows.extend(more);
    change.worded = worded;
}

/// The tier that a constraint has among those that are compared: one that is advice only because of another reading, on
/// which the other side is silent, is compared as it is stated.
fn own_tier(walk: &Walk<'_, '_>, schema: &Schema, constraint: &Constraint) -> Tier {
    let is_rival = |other: &&Constraint| {
        other.id != constraint.id && order::family(&other.check) == order::family(&constraint.check)
    };
    let mut rivals = schema.constraints.iter().filter(is_rival);
    let is_silenced = rivals.any(|other| !walk.view.counts(&other.evidence));
    let is_rule = |evidence: &Evidence| evidence.stated == Statement::Rule;
    if is_silenced && constraint.evidence.iter().any(is_rule) {
        Tier::Documented
    } else {
        constraint.tier
    }
}

fn both(
    walk: &mut Walk<'_, '_>,
    path: &Path,
    (old, a): (&Schema, &Constraint),
    (new, b): (&Schema, &Constraint),
) {
    let relation = order::compare(&a.check, &b.check);
    // In a spec the reading of one source may narrow that of another; then it is compared as a reading, whatever its tier.
    let in_conflict = walk.view.is_spec() && (a.narrows.is_some() || b.narrows.is_some());
    let lone = a.narrows.is_none() && b.narrows.is_none();
    let (was, is) = (own_tier(walk, old, a), own_tier(walk, new, b));
    if was != is && !in_conflict && lone {
        let facts = (Some(was.to_string()), Some(is.to_string()));
        let judgement = judge::tier_changed(path.part, is);
        note(walk, Kind::TierChanged, path, facts, judgement, &[a, b]);
    }
    if relation == Order::Same {
        wire_error(walk, path, a, b);
        return;
    }
    if let (Check::OneOf(was), Check::OneOf(is)) = (&a.check, &b.check) {
        values(walk, path, (old, a, &was.values), (new, b, &is.values));
        return;
    }
    let turns = judge::is_enum(old) != judge::is_enum(new);
    let limit = limit(
        path,
        a.tier,
        &b.check,
        turns,
        a.check.kind() != b.check.kind(),
    );
    let (kind, judgement) = match relation {
        Order::Tighter => (
            Kind::ConstraintTightened,
            judge::constraint_tightened(limit),
        ),
        Order::Looser => (Kind::ConstraintLoosened, judge::constraint_loosened(limit)),
        Order::Other | Order::Same => (Kind::ConstraintChanged, judge::constraint_changed(limit)),
    };
    let facts = (Some(shown(&a.check)), Some(shown(&b.check)));
    note(walk, kind, path, facts, judgement, &[a, b]);
}

/// The error that answers it. Where one side's table lacks the row, the table's own change says so.
fn wire_error(walk: &mut Walk<'_, '_>, path: &Path, a: &Constraint, b: &Constraint) {
    let (Some(was), Some(is)) = (&a.wire_error, &b.wire_error) else {
        return;
    };
    let lists = |operation: &acs_spec::Operation, error: &acs_spec::constraint::WireError| {
        let mut rows = operation.errors.iter();
        rows.any(|row| row.status == error.status && row.code == error.code)
    };
    let tables = [walk.view.before, walk.view.after];
    let in_both = [was, is]
        .iter()
        .all(|error| tables.iter().all(|table| lists(table, error)));
    if was != is && in_both {
        let word = |error: &acs_spec::constraint::WireError| {
            Some(format!("{} {}", error.status, error.code))
        };
        let facts = (word(was), word(is));
        note(
            walk,
            Kind::WireErrorChanged,
            path,
            facts,
            judge::wire_error_changed(),
            &[a, b],
        );
    }
}

/// Values by which two lists differ: those of the first that the second lacks.
fn lacking(a: &[String], b: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for value in a {
        if !b.contains(value) && !out.contains(value) {
            out.push(value.clone());
        }
    }
    out
}

fn quoted(values: &[String]) -> Option<String> {
    let each: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    Some(each.join(", "))
}

/// Whether some other statement at the place lists the values.
fn listed_elsewhere(schema: &Schema, but: &Constraint, values: &[String]) -> bool {
    let others: Vec<&str> = schema
        .constraints
        .iter()
        .filter(|constraint| constraint.id != but.id && constraint.pieces == but.pieces)
        .filter_map(|constraint| match &constraint.check {
            Check::OneOf(one_of) => Some(one_of.values.iter().map(String::as_str)),
            _ => None,
        })
        .flatten()
        .collect();
    values.iter().all(|value| others.contains(&value.as_str()))
}

fn values(
    walk: &mut Walk<'_, '_>,
    path: &Path,
    (old, a, was): (&Schema, &Constraint, &[String]),
    (new, b, is): (&Schema, &Constraint, &[String]),
) {
    let variants = new.r#type == Type::String && a.pieces.is_none();
    let limit = limit(path, a.tier, &b.check, false, false);
    let more = lacking(is, was);
    if !more.is_empty() {
        let known = listed_elsewhere(old, a, &more);
        let judgement = judge::values_added(limit, variants, known);
        note(
            walk,
            Kind::ValuesAdded,
            path,
            (None, quoted(&more)),
            judgement,
            &[a, b],
        );
    }
    let less = lacking(was, is);
    if !less.is_empty() {
        let known = listed_elsewhere(new, b, &less);
        let judgement = judge::values_removed(limit, variants, known);
        note(
            walk,
            Kind::ValuesRemoved,
            path,
            (quoted(&less), None),
            judgement,
            &[a, b],
        );
    }
}

fn gone(walk: &mut Walk<'_, '_>, path: &Path, (old, a): (&Schema, &Constraint), new: &Schema) {
    let lost = walk.view.lost_after(&rows(path, &[a])) || walk.view.others_say(&a.evidence);
    if lost || is_held(a, &new.constraints, &[Order::Same, Order::Looser]) {
        return;
    }
    let turns = judge::is_enum(old) != judge::is_enum(new);
    let limit = limit(path, a.tier, &a.check, turns, false);
    let facts = (Some(shown(&a.check)), None);
    note(
        walk,
        Kind::ConstraintRemoved,
        path,
        facts,
        judge::constraint_removed(limit),
        &[a],
    );
}

fn added(walk: &mut Walk<'_, '_>, path: &Path, old: &Schema, (new, b): (&Schema, &Constraint)) {
    let lost = walk.view.lost_before(&rows(path, &[b]));
    if lost || is_held(b, &old.constraints, &[Order::Same]) {
        return;
    }
    // In a spec another source may say something of the kind already.
    let others = old.constraints.iter().filter(|a| {
        walk.view.is_spec()
            && order::family(&a.check) == order::family(&b.check)
            && a.pieces == b.pieces
            && a.tier == Tier::Documented
    });
    let mut held = b.tier;
    for other in others {
        match order::compare(&other.check, &b.check) {
            Order::Same => return,
            // The looser reading of two is what is enforced.
            Order::Looser => {
                let limit = limit(path, other.tier, &b.check, false, false);
                let facts = (Some(shown(&other.check)), Some(shown(&b.check)));
                let judgement = judge::constraint_loosened(limit);
                note(walk, Kind::ConstraintLoosened, path, facts, judgement, &[b]);
                return;
            }
            Order::Tighter | Order::Other => held = Tier::Advisory,
        }
    }
    let turns = judge::is_enum(old) != judge::is_enum(new);
    let limit = limit(path, held, &b.check, turns, false);
    let facts = (None, Some(shown(&b.check)));
    note(
        walk,
        Kind::ConstraintAdded,
        path,
        facts,
        judge::constraint_added(limit),
        &[b],
    );
}

/// Values that are only explained, not asked for.
fn meanings(walk: &mut Walk<'_, '_>, path: &Path, old: &Schema, new: &Schema) {
    if !walk.view.both("values") {
        return;
    }
    let of = |schema: &Schema| -> Vec<String> {
        schema
            .values
            .iter()
            .map(|meaning| meaning.value.clone())
            .collect()
    };
    let (was, is) = (of(old), of(new));
    let variants = new.r#type == Type::String;
    let turns = judge::is_enum(old) != judge::is_enum(new);
    let limit = Limit {
        part: path.part,
        tier: Tier::Advisory,
        server_side: true,
        turns_enum: turns,
        renamed: false,
    };
    let more = lacking(&is, &was);
    if !more.is_empty() && !walk.view.lost_before(&path.rows()) {
        let judgement = judge::values_added(limit, variants && !turns, false);
        walk.push(Kind::ValuesAdded, path, (None, quoted(&more)), judgement);
    }
    let less = lacking(&was, &is);
    if !less.is_empty() && !walk.view.lost_after(&path.rows()) {
        let judgement = judge::values_removed(limit, variants && !turns, false);
        walk.push(Kind::ValuesRemoved, path, (quoted(&less), None), judgement);
    }
    let deprecated = |schema: &Schema, value: &str| {
        schema
            .values
            .iter()
            .find(|m| m.value == value)
            .is_some_and(|m| m.deprecated)
    };
    for value in was.iter().filter(|value| is.contains(value)) {
        let (a, b) = (deprecated(old, value), deprecated(new, value));
        if a != b {
            let judgement = judge::deprecation_changed(b);
            let facts = (None, quoted(std::slice::from_ref(value)));
            walk.push(Kind::DeprecationChanged, path, facts, judgement);
        }
    }
}
