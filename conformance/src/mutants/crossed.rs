//! The truth table of each rule across parameters: every parameter that it speaks of absent and with each value that
//! matters, everything else sound. The reference interpreter says what must be said.

use acs_judge::Judge;
use acs_spec::operation::Schema;
use acs_spec::{Check, Operation, Rule, RuleCheck, Service, Type};

use super::exam::{Ask, Question};
use super::leaves::{Leaf, leaves};
use super::requests::judged;

/// Most rows of one table.
const ROWS: usize = 400;

/// Adds the tables.
pub(super) fn ask(
    operation: &Operation,
    service: Option<&Service>,
    judge: &Judge,
    sound: &[Vec<(String, String)>],
    out: &mut Vec<Question>,
) {
    let Some(sound) = sound.iter().min_by_key(|request| request.len()) else {
        return;
    };
    let leaves = leaves(operation, service);
    for leaf in &leaves {
        for (n, text) in long_texts(leaf).into_iter().enumerate() {
            let mut request = sound.clone();
            request.retain(|(name, _)| !is_within(name, &leaf.wire));
            request.push((leaf.wire.clone(), text));
            out.push(Question {
                name: format!("text {n} of {} in characters of several bytes", leaf.wire),
                about: format!("{}.length", plain(&leaf.wire)),
                ask: Ask::Request {
                    expected: judged(judge, &request),
                    pairs: request,
                    again: None,
                },
            });
        }
    }
    for rule in &operation.rules {
        let columns = columns(rule, &leaves);
        let mut rows: Vec<Vec<Option<&String>>> = vec![Vec::new()];
        for (_, values) in &columns {
            let cells = || std::iter::once(None).chain(values.iter().map(Some));
            rows = rows
                .iter()
                .flat_map(|row| {
                    cells().map(move |cell| row.iter().copied().chain([cell]).collect())
                })
                .take(ROWS)
                .collect();
        }
        for (n, row) in rows.iter().enumerate() {
            let mut request = sound.clone();
            for (wire, _) in &columns {
                request.retain(|(name, _)| !is_within(name, wire));
            }
            for ((wire, _), cell) in columns.iter().zip(row) {
                if let Some(value) = cell {
                    request.push((wire.clone(), (*value).clone()));
                }
            }
            out.push(Question {
                name: format!("truth table of {}, row {n}", rule.id),
                about: rule.id.clone(),
                ask: Ask::Request {
                    expected: judged(judge, &request),
                    pairs: request,
                    again: None,
                },
            });
        }
    }
}

/// Texts around the greatest length, of characters that have several bytes: whether other rules are broken or not, what
/// is counted shows.
fn long_texts(leaf: &Leaf<'_>) -> Vec<String> {
    let length = |check: &Check| match check {
        Check::Length(length) => length.max.and_then(|max| usize::try_from(max).ok()),
        _ => None,
    };
    let constraints = leaf.schema.constraints.iter();
    let max = constraints.filter_map(|each| length(&each.check)).next();
    let Some(max) = max.filter(|max| (1..1_000).contains(max)) else {
        return Vec::new();
    };
    [max, max + 1, max / 3 + 1]
        .into_iter()
        .map(|count| "\u{4e2d}".repeat(count))
        .collect()
}

fn is_within(name: &str, wire: &str) -> bool {
    let rest = name.strip_prefix(wire);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The scalars that a rule speaks of, by wire name, with the values that matter.
fn columns(rule: &Rule, leaves: &[Leaf<'_>]) -> Vec<(String, Vec<String>)> {
    let (names, matching): (Vec<&String>, &[String]) = match &rule.check {
        RuleCheck::RequiredIf(check) => (vec![&check.when.param, &check.param], &check.when.equals),
        RuleCheck::Requires(check) => (vec![&check.param, &check.needs], &[]),
        RuleCheck::Exclusive(check) => (check.params.iter().collect(), &[]),
        RuleCheck::AtLeastOne(check) => (check.params.iter().collect(), &[]),
        RuleCheck::Compare(check) => (vec![&check.param, &check.less_than], &[]),
        RuleCheck::ServerSide(_) => (Vec::new(), &[]),
    };
    let is_order = matches!(rule.check, RuleCheck::Compare(_));
    let mut out: Vec<(String, Vec<String>)> = Vec::new();
    for (n, name) in names.into_iter().enumerate() {
        let path = match &rule.within {
            Some(within) => format!("{within}.{name}"),
            None => name.clone(),
        };
        let found = leaves.iter().filter(|leaf| {
            plain(&leaf.wire) == path || plain(&leaf.wire).starts_with(&format!("{path}."))
        });
        let Some(leaf) = found.min_by_key(|leaf| leaf.wire.len()) else {
            continue;
        };
        let mut values = match is_order {
            true => ordered(leaf),
            false => fitting(leaf.schema, leaf.r#type),
        };
        if n == 0 {
            values.splice(0..0, matching.iter().cloned());
        }
        values.dedup();
        if out.iter().all(|(wire, _)| *wire != leaf.wire) {
            out.push((leaf.wire.clone(), values));
        }
    }
    out
}

/// A wire name without indices and keys.
fn plain(wire: &str) -> String {
    let steps: Vec<&str> = wire
        .split('.')
        .filter(|step| !matches!(*step, "1" | "k"))
        .collect();
    steps.join(".")
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Values on both sides of each other.
fn ordered(leaf: &Leaf<'_>) -> Vec<String> {
    match leaf.r#type {
        Type::Int32 | Type::Int64 => texts(&["2", "3", "10"]),
        _ => {
            let format =
                leaf.schema
                    .constraints
                    .iter()
                    .find_map(|constraint| match &constraint.check {
                        Check::Datetime(time) => Some(time.format.clone()),
                        _ => None,
                    });
            let mut out = texts(&["2", "3", "10", "x"]);
            let format = format.unwrap_or_else(|| "yyyy-MM-ddTHH:mm:ssZ".to_owned());
            for (month, second) in [("02", "00"), ("02", "01"), ("11", "00")] {
                let mut text = format.clone();
                for (token, value) in [
                    ("yyyy", "2024"),
                    ("MM", month),
                    ("dd", "03"),
                    ("HH", "04"),
                    ("mm", "05"),
                    ("SSS", "006"),
                    ("ss", second),
                ] {
                    text = text.replace(token, value);
                }
                out.push(text);
            }
            out.push("2024-02-03".to_owned());
            out.push("2024/02/03".to_owned());
            out
        }
    }
}

/// A few values of the type, those that the spec names first.
fn fitting(schema: &Schema, r#type: Type) -> Vec<String> {
    let mut out: Vec<String> = schema
        .values
        .iter()
        .map(|meaning| meaning.value.clone())
        .collect();
    for constraint in &schema.constraints {
        match &constraint.check {
            Check::OneOf(one_of) => out.extend(one_of.values.iter().cloned()),
            Check::Fixed(fixed) => out.push(fixed.value.clone()),
            _ => {}
        }
    }
    out.extend(schema.default.clone());
    out.truncate(6);
    out.extend(match r#type {
        Type::Int32 | Type::Int64 => texts(&["1", "12"]),
        Type::Float | Type::Double => texts(&["0.5", "1"]),
        Type::Boolean => texts(&["true", "false", "True"]),
        _ => texts(&["a1", ""]),
    });
    out
}
