//! Corrections: what a person has settled, applied to what an importer read.
//!
//! A correction that no longer matches fails, so that it cannot rot.

use crate::codes;
use crate::diag::{Diagnostic, brief};
use crate::json::Json;
use crate::load;
use crate::operation::Operation;
use crate::shape::Shape;
use crate::source::Correction;

/// Applies corrections, in their order, and keeps them in the result.
///
/// # Errors
/// One diagnostic for each correction that names a place which is not there, or does not find what it says was there;
/// and every fault of the result, should the corrections together not give a well-formed operation.
pub fn apply(
    operation: &Operation,
    corrections: &[Correction],
) -> Result<Operation, Vec<Diagnostic>> {
    let mut tree = operation.encode();
    let mut faults = Vec::new();
    for (n, correction) in corrections.iter().enumerate() {
        if let Err(message) = apply_one(&mut tree, correction) {
            let help = "the source has changed here: look again, then drop or renew the correction";
            faults.push(
                Diagnostic::new(
                    &codes::STALE_CORRECTION,
                    format!("{}: {message}", brief(&correction.at)),
                    help,
                )
                .at(format!("/corrections/{n}")),
            );
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut corrected: Operation =
        load::load("corrected operation", &crate::write::canonical(&tree))?;
    corrected.corrections = corrections.to_vec();
    Ok(corrected)
}

/// Whether what a correction asks for stands there already, though not by the correction: the sources say it themselves by
/// now, and the correction has nothing left to do.
#[must_use]
pub fn is_met(operation: &Operation, correction: &Correction) -> bool {
    let tree = operation.encode();
    let Some(steps) = steps(&correction.at) else {
        return false;
    };
    let found = steps
        .iter()
        .try_fold(&tree, |parent, step| child(parent, step));
    let stated = |value: Option<&Json>| value.filter(|value| **value != Json::Null).cloned();
    let (found, was, now) = (
        stated(found),
        stated(correction.was.as_ref()),
        stated(correction.now.as_ref()),
    );
    found == now && was != now
}

/// The steps of a pointer; none where it does not begin with `/`.
pub(crate) fn steps(pointer: &str) -> Option<Vec<String>> {
    let path = pointer.strip_prefix('/')?;
    Some(
        path.split('/')
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect(),
    )
}

pub(crate) fn apply_one(tree: &mut Json, correction: &Correction) -> Result<(), String> {
    let steps = steps(&correction.at).ok_or("a correction's place begins with `/`")?;
    let Some((last, parents)) = steps.split_last() else {
        return Err("a correction needs a place".into());
    };
    let mut parent = tree;
    for (depth, step) in parents.iter().enumerate() {
        parent = descend(parent, step, steps.get(depth + 1))
            .ok_or_else(|| format!("there is no `{step}` to step into"))?;
    }
    let found = child(parent, last).cloned();
    // An absent key and an explicit null mean the same in this format.
    let stated = |value: &Option<Json>| value.clone().filter(|value| *value != Json::Null);
    let (found, was, now) = (
        stated(&found),
        stated(&correction.was),
        stated(&correction.now),
    );
    if found != was {
        return Err(format!(
            "what should stand there is {}, and {} does",
            shown(was.as_ref()),
            shown(found.as_ref())
        ));
    }
    if found == now {
        return Err("it changes nothing".into());
    }
    put(parent, last, now);
    Ok(())
}

pub(crate) fn shown(value: Option<&Json>) -> String {
    value.map_or_else(
        || "nothing".to_owned(),
        |value| format!("`{}`", brief(&crate::write::compact(value))),
    )
}

/// How a step names an element of a list: by what people call it, not by where it happens to stand.
pub(crate) fn is_called(element: &Json, step: &str) -> bool {
    let text = |name: &str| element.get(name).and_then(Json::as_str);
    if ["id", "name", "value"]
        .iter()
        .any(|name| text(name) == Some(step))
    {
        return true;
    }
    match (
        element.get("status"),
        text("code"),
        element.get("message").and_then(Json::as_str),
    ) {
        (Some(Json::Number(status)), Some(code), message) => {
            step == format!("{status}:{code}")
                || message.is_some_and(|message| step == format!("{status}:{code}:{message}"))
        }
        (_, Some(code), _) => step == code,
        _ => false,
    }
}

pub(crate) fn position(list: &[Json], step: &str) -> Option<usize> {
    list.iter()
        .position(|element| is_called(element, step))
        .or_else(|| step.parse().ok().filter(|n| *n < list.len()))
}

pub(crate) fn child<'a>(parent: &'a Json, step: &str) -> Option<&'a Json> {
    match parent {
        Json::Array(list) => list.get(position(list, step)?),
        other => other.get(step),
    }
}

/// Steps into a part. A list or an object that is absent only because it is empty is made on the way; `next` tells which.
pub(crate) fn descend<'a>(
    parent: &'a mut Json,
    step: &str,
    next: Option<&String>,
) -> Option<&'a mut Json> {
    match parent {
        Json::Array(list) => {
            let at = position(list, step)?;
            list.get_mut(at)
        }
        Json::Object(members) => {
            if !members.iter().any(|(name, _)| name == step) {
                next?;
                let empty = if LISTS.contains(&step) {
                    Json::Array(Vec::new())
                } else {
                    return None;
                };
                members.push((step.to_owned(), empty));
            }
            members
                .iter_mut()
                .find(|(name, _)| name == step)
                .map(|(_, value)| value)
        }
        _ => None,
    }
}

/// Lists of the format that the canonical form leaves out when they are empty.
pub(crate) const LISTS: &[&str] = &[
    "constraints",
    "rules",
    "outcomes",
    "values",
    "errors",
    "losses",
    "authorization",
    "evidence",
    "sources",
    "parameters",
    "fields",
    "examples",
    "refers_to",
    "required_by",
    "replaced_by",
];

pub(crate) fn put(parent: &mut Json, step: &str, now: Option<Json>) {
    match (parent, now) {
        (Json::Array(list), now) => match (position(list, step), now) {
            (Some(at), Some(now)) => {
                if let Some(slot) = list.get_mut(at) {
                    *slot = now;
                }
            }
            (Some(at), None) => {
                list.remove(at);
            }
            (None, Some(now)) => list.push(now),
            (None, None) => {}
        },
        (Json::Object(members), Some(now)) => {
            match members.iter_mut().find(|(name, _)| name == step) {
                Some((_, value)) => *value = now,
                None => members.push((step.to_owned(), now)),
            }
        }
        (Json::Object(members), None) => members.retain(|(name, _)| name != step),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::ErrorRow;

    fn sample() -> Operation {
        let mut operation = Operation::named("Light");
        let row = |status, message: &str| ErrorRow {
            status,
            code: "Fog".into(),
            message: Some(message.into()),
            summary: None,
            cut: None,
            candidates: Vec::new(),
            prose: None,
            vendor: Default::default(),
        };
        operation.errors = vec![row(400, "thick"), row(404, "gone")];
        operation
    }

    fn correction(at: &str, was: Option<&str>, now: Option<&str>) -> Correction {
        Correction {
            at: at.into(),
            was: was.map(Json::text),
            now: now.map(Json::text),
            why: "seen".into(),
        }
    }

    #[test]
    fn a_correction_finds_its_row_by_key() {
        let done = apply(
            &sample(),
            &[correction(
                "/errors/404:Fog/message",
                Some("gone"),
                Some("went"),
            )],
        )
        .unwrap();
        assert_eq!(done.errors[1].message.as_deref(), Some("went"));
        assert_eq!(done.corrections.len(), 1);
    }

    #[test]
    fn what_the_source_says_by_now_needs_no_correction() {
        let met = |at: &str, was, now| is_met(&sample(), &correction(at, was, now));
        assert!(met("/errors/404:Fog/message", Some("went"), Some("gone")));
        assert!(met("/errors/500:Fog/message", Some("went"), None));
        assert!(!met("/errors/404:Fog/message", Some("gone"), Some("went")));
        assert!(!met("/errors/404:Fog/message", Some("other"), Some("went")));
        assert!(!met("/errors/404:Fog/message", Some("gone"), Some("gone")));
    }

    #[test]
    fn a_correction_may_add() {
        let done = apply(
            &sample(),
            &[correction("/summary", None, Some("Lights up."))],
        )
        .unwrap();
        assert_eq!(done.summary.as_deref(), Some("Lights up."));
        let done = apply(
            &sample(),
            &[correction("/refers_to/Dim", None, Some("Dim"))],
        )
        .unwrap();
        assert_eq!(done.refers_to, ["Dim"]);
    }

    #[test]
    fn stale_corrections_fail_together() {
        let faults = apply(
            &sample(),
            &[
                correction("/errors/500:Fog/message", Some("gone"), Some("went")),
                correction("/errors/404:Fog/message", Some("other"), Some("went")),
                correction("/errors/404:Fog/message", Some("gone"), Some("gone")),
            ],
        )
        .unwrap_err();
        assert_eq!(faults.len(), 3);
        assert!(faults.iter().all(|fault| fault.code == "ACS0115"));
    }
}
