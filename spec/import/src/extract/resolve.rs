//! Settles what the rules found: passes that run in this order, each one a reason why a finding goes or changes.
//!
//! 1. `unite`: the same finding stated twice is one; lists of values that overlap are united (the looser reading).
//! 2. `merge_bounds`: a least and a greatest value (or length) stated apart are one range.
//! 3. `contradictions`: two different statements of a kind that can have only one (default, range, length, format, …)
//!    are both taken back and reported.
//! 4. `precedence`: a list of values beats a range beside it, several valid values beat `set the value to`.
//! 5. `scopes`: a list of valid values of a separated string holds for its pieces; of an array for its items.
//! 6. `unread`: sentences that look like rules and that no finding stands on.
//!
//! It must not know how any finding was made.

use super::finding::{Extraction, Finding, Kind, Scope, Source, TypeHint, Unread};
use super::reading::{Reading, Sentence};

const CONTRADICTION: &str = "contradicts another statement of the same text";
const NOT_UNDERSTOOD: &str = "looks like a rule, but no rule read it";

/// Runs all passes.
pub fn resolve(reading: &Reading<'_>, findings: Vec<Finding>) -> Extraction {
    let mut taken_back: Vec<Source> = Vec::new();
    // Every sentence that a rule read, whether or not its finding outlives the passes as one of its own.
    let mut read: Vec<Source> = findings
        .iter()
        .filter(|f| is_rule(&f.kind))
        .map(|f| f.source)
        .collect();
    read.sort_unstable();
    let findings = unite(findings, &mut taken_back);
    let findings = merge_bounds(findings);
    let findings = contradictions(findings, &mut taken_back);
    let findings = precedence(findings);
    let mut findings = scopes(reading, findings);
    findings.sort_by_key(|f| f.source);
    let unread = unread(reading, &findings, &read, &mut taken_back);
    Extraction { findings, unread }
}

fn same_value(a: &str, b: &str) -> bool {
    let boolean = |s: &str| s.eq_ignore_ascii_case("true") || s.eq_ignore_ascii_case("false");
    a == b || (boolean(a) && a.eq_ignore_ascii_case(b))
}

fn add_values(old: &mut Vec<String>, new: &[String]) {
    for value in new {
        if !old.iter().any(|o| same_value(o, value)) {
            old.push(value.clone());
        }
    }
}

fn unite(findings: Vec<Finding>, taken_back: &mut Vec<Source>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    let mut values: Option<Finding> = None;
    let mut hinted: Option<Finding> = None;
    let mut disjoint = false;
    for finding in findings {
        match (&finding.kind, finding.soft) {
            (Kind::OneOf(new), true) => match &mut hinted {
                None => hinted = Some(finding),
                Some(first) => {
                    if let Kind::OneOf(old) = &mut first.kind {
                        add_values(old, new);
                    }
                }
            },
            (Kind::OneOf(new), false) => match &mut values {
                None => values = Some(finding),
                Some(first) => {
                    if let Kind::OneOf(old) = &mut first.kind {
                        let shared = new.iter().any(|n| old.iter().any(|o| same_value(o, n)));
                        if !shared {
                            disjoint = true;
                            taken_back.push(finding.source);
                        }
                        add_values(old, new);
                    }
                }
            },
            _ => {
                let known = out.iter().any(|f| {
                    f.kind == finding.kind
                        && f.scope == finding.scope
                        && f.subject == finding.subject
                        && (!f.soft || finding.soft)
                        // Two rules of the service are two rules, whatever they say.
                        && (f.kind != Kind::ServerSide || f.source == finding.source)
                });
                if !known {
                    out.push(finding);
                }
            }
        }
    }
    out.extend(hinted);
    if let Some(values) = values {
        if disjoint {
            taken_back.push(values.source);
        } else {
            out.push(values);
        }
    }
    out
}

fn merge_bounds(findings: Vec<Finding>) -> Vec<Finding> {
    let mut out: Vec<Finding> = Vec::new();
    for finding in findings {
        let merged = out
            .iter_mut()
            .filter(|f| f.soft == finding.soft && f.scope == finding.scope)
            .any(|f| merge(f, &finding));
        if !merged {
            out.push(finding);
        }
    }
    out
}

/// Takes up `b` in `a` when together they are one statement.
fn merge(a: &mut Finding, b: &Finding) -> bool {
    match (&mut a.kind, &b.kind) {
        (
            Kind::IntRange { min, max },
            Kind::IntRange {
                min: low,
                max: high,
            },
        ) => {
            let agree = (min.is_none() || low.is_none() || min == low)
                && (max.is_none() || high.is_none() || max == high);
            let (new_min, new_max) = (min.or(*low), max.or(*high));
            if !agree || matches!((new_min, new_max), (Some(l), Some(h)) if l > h) {
                return false;
            }
            (*min, *max) = (new_min, new_max);
            true
        }
        (
            Kind::Length {
                min,
                max,
                unit,
                allow_empty,
            },
            Kind::Length {
                min: low,
                max: high,
                unit: other,
                allow_empty: empty,
            },
        ) => {
            let only_not_empty = |m: &Option<u64>, h: &Option<u64>| *m == Some(1) && h.is_none();
            let covered = only_not_empty(low, high) && min.is_some_and(|m| m >= 1);
            let covers = only_not_empty(min, max) && low.is_some_and(|m| m >= 1);
            let agree = (min.is_none() || low.is_none() || min == low)
                && (max.is_none() || high.is_none() || max == high);
            if !(agree || covered || covers)
                || (unit != other && !only_not_empty(low, high) && !only_not_empty(min, max))
            {
                return false;
            }
            if only_not_empty(min, max) {
                *unit = *other;
            }
            let least = if covers { *low } else { min.or(*low) };
            (*min, *max) = (least, max.or(*high));
            *allow_empty |= *empty;
            true
        }
        _ => false,
    }
}

/// Kinds of which a value can have only one.
fn single(kind: &Kind) -> Option<u8> {
    Some(match kind {
        Kind::Default(_) => 0,
        Kind::IntRange { .. } | Kind::IntSet(_) => 1,
        Kind::Length { .. } => 2,
        Kind::Datetime(_) => 3,
        Kind::Fixed(_) => 4,
        Kind::MaxItems { .. } => 5,
        Kind::FirstChar(_) => 6,
        _ => return None,
    })
}

fn contradictions(findings: Vec<Finding>, taken_back: &mut Vec<Source>) -> Vec<Finding> {
    let same_slot = |a: &Finding, b: &Finding| {
        single(&a.kind).is_some()
            && single(&a.kind) == single(&b.kind)
            && a.soft == b.soft
            && a.subject == b.subject
    };
    let mut out: Vec<Finding> = Vec::new();
    for finding in &findings {
        let rivals = || findings.iter().filter(|other| same_slot(finding, other));
        if rivals().any(|other| !equal(&finding.kind, &other.kind)) {
            taken_back.push(finding.source);
        } else if !out.iter().any(|kept| same_slot(kept, finding)) {
            out.push(finding.clone());
        }
    }
    out
}

fn equal(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Default(a), Kind::Default(b)) | (Kind::Fixed(a), Kind::Fixed(b)) => same_value(a, b),
        _ => a == b,
    }
}

fn precedence(findings: Vec<Finding>) -> Vec<Finding> {
    let values = findings.iter().find_map(|f| match &f.kind {
        Kind::OneOf(values) if !f.soft => Some(values.clone()),
        _ => None,
    });
    let range = findings
        .iter()
        .any(|f| matches!(f.kind, Kind::IntRange { .. }) && !f.soft);
    let set = findings
        .iter()
        .any(|f| matches!(f.kind, Kind::IntSet(_)) && !f.soft);
    findings
        .into_iter()
        .filter(|f| match &f.kind {
            // A range beside a list of numbers says no more than the list.
            Kind::IntRange { .. } => values.is_none() && !set && !(f.soft && range),
            Kind::IntSet(_) if f.soft => values.is_none() && !range,
            // `set the value to X` beside several valid values is advice for one case.
            Kind::Fixed(_) => values.as_ref().is_none_or(|v| v.len() < 2),
            Kind::OneOf(_) if f.soft => values.is_none() && !range && !set,
            _ => true,
        })
        .collect()
}

fn scopes(reading: &Reading<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let separator = findings.iter().find_map(|f| match &f.kind {
        Kind::Separator(s) => Some(s.clone()),
        _ => None,
    });
    let scope = match (reading.hint, separator) {
        (TypeHint::Array, _) => Some(None),
        (_, Some(separator)) => Some(Some(separator)),
        _ => None,
    };
    findings
        .into_iter()
        .map(|f| {
            let of_items = matches!(
                f.kind,
                Kind::OneOf(_) | Kind::IntRange { .. } | Kind::IntSet(_)
            );
            match &scope {
                Some(separator) if of_items && f.scope == Scope::Whole => {
                    f.on_items(separator.clone())
                }
                _ => f,
            }
        })
        .collect()
}

/// Words of a rule.
const SIGNS_OF_A_RULE: &[&str] = &[
    "must",
    "cannot",
    "valid",
    "required",
    "maximum",
    "minimum",
    "exceed",
    "default",
    "format",
    "mandatory",
    "prohibited",
    "allowed",
    "range",
    "ranges",
    "limit",
    "limited",
    "multiple",
    "most",
    "least",
];

/// Whether a finding of this kind means that the rule in its sentence was understood.
fn is_rule(kind: &Kind) -> bool {
    !matches!(
        kind,
        Kind::RefersToOperation(_) | Kind::ValueMeanings(_) | Kind::Unit(_) | Kind::Separator(_)
    )
}

fn unread(
    reading: &Reading<'_>,
    findings: &[Finding],
    read: &[Source],
    taken_back: &mut [Source],
) -> Vec<Unread> {
    taken_back.sort_unstable();
    // The `Z` of a format is what `The time must be in UTC` says.
    let utc = findings
        .iter()
        .any(|f| matches!(&f.kind, Kind::Datetime(format) if format.ends_with('Z')));
    let mut out = Vec::new();
    for sentence in reading.statements() {
        let source = sentence.source();
        if taken_back.binary_search(&source).is_ok() {
            out.push(report(&sentence, source, CONTRADICTION));
        } else if read.binary_search(&source).is_err()
            && !sentence.is_example()
            && looks_like_rule(&sentence)
            && !(utc && sentence.has("utc"))
        {
            out.push(report(&sentence, source, NOT_UNDERSTOOD));
        }
    }
    out
}

fn looks_like_rule(sentence: &Sentence<'_, '_>) -> bool {
    let text = sentence.text();
    sentence.has_any(SIGNS_OF_A_RULE)
        || super::chinese::SIGNS_OF_A_RULE
            .iter()
            .any(|sign| text.contains(sign))
}

fn report(sentence: &Sentence<'_, '_>, source: Source, why: &'static str) -> Unread {
    Unread {
        sentence: sentence.text().to_owned(),
        source,
        why,
    }
}
