//! The lint of corrections: what a person has settled must still stand in the file.
//!
//! Corrections were applied in their order, and a later one may stand on an earlier one. So they are undone backwards:
//! at each step what the correction put there must be there.

use std::collections::BTreeMap;

use super::{Context, Findings, Subject, quoted};
use crate::codes;
use crate::correct::{apply_one, child, descend, is_called, position, put, shown, steps};
use crate::json::Json;
use crate::shape::Shape;
use crate::source::Correction;

/// `ACS0115`.
pub(super) fn stale(context: &Context<'_>, findings: &mut Findings) {
    let corrections = context.corrections();
    if corrections.is_empty() {
        return;
    }
    let mut tree = match context.subject {
        Subject::Operation(operation) => operation.encode(),
        Subject::Service(service) => service.encode(),
    };
    let mut found: Vec<(usize, String)> = Vec::new();
    for (n, correction) in corrections.iter().enumerate().rev() {
        if let Err(message) = undo(&mut tree, correction) {
            found.push((n, format!("{}: {message}", quoted(&correction.at))));
        }
    }
    // Where all could be undone they must also apply again, or the next import will fail.
    if found.is_empty() {
        for (n, correction) in corrections.iter().enumerate() {
            if let Err(message) = apply_one(&mut tree, correction) {
                found.push((n, format!("{}: {message}", quoted(&correction.at))));
                break;
            }
        }
    }
    for (n, message) in found.into_iter().rev() {
        findings.add(
            &codes::STALE_CORRECTION,
            format!("/corrections/{n}"),
            message,
            "the file was edited past this correction: write what shall stand there into the correction, or drop it",
        );
    }
}

fn undo(tree: &mut Json, correction: &Correction) -> Result<(), String> {
    let steps = steps(&correction.at).ok_or("a correction's place begins with `/`")?;
    let Some((last, parents)) = steps.split_last() else {
        return Err("a correction needs a place".into());
    };
    let (was, now) = (correction.was.as_ref(), correction.now.as_ref());
    let mut parent = tree;
    for (depth, step) in parents.iter().enumerate() {
        let renamed = if depth + 1 == parents.len() {
            renamed(parent, step, last, was, now)
        } else {
            None
        };
        let step = renamed.unwrap_or_else(|| step.clone());
        parent = descend(parent, &step, steps.get(depth + 1))
            .ok_or_else(|| format!("there is no {} to step into", quoted(&step)))?;
    }
    match parent {
        Json::Array(list) => undo_in_list(list, last, was, now),
        other => {
            let found = child(other, last);
            if !same(found, now) {
                return Err(differs(now, found));
            }
            put(other, last, was.cloned());
            Ok(())
        }
    }
}

fn differs(now: Option<&Json>, found: Option<&Json>) -> String {
    format!(
        "what it put there is {}, and what stands there is {}",
        shown(now),
        shown(found)
    )
}

/// A correction may change the very word by which its row is called: then the row is the one that would be called so
/// with the word it had before.
fn renamed(
    list: &Json,
    step: &str,
    last: &str,
    was: Option<&Json>,
    now: Option<&Json>,
) -> Option<String> {
    let Json::Array(list) = list else {
        return None;
    };
    let at = list.iter().position(|element| {
        if !same(child(element, last), now) {
            return false;
        }
        let mut before = element.clone();
        put(&mut before, last, was.cloned());
        is_called(&before, step)
    })?;
    Some(at.to_string())
}

fn undo_in_list(
    list: &mut Vec<Json>,
    step: &str,
    was: Option<&Json>,
    now: Option<&Json>,
) -> Result<(), String> {
    let called = position(list, step);
    let Some(now) = now else {
        let is_number = step.parse::<usize>().ok();
        if let (Some(at), None) = (called, is_number) {
            return Err(differs(None, list.get(at)));
        }
        if let Some(was) = was {
            let at = is_number.unwrap_or(usize::MAX).min(list.len());
            list.insert(at, was.clone());
        }
        return Ok(());
    };
    let here = called.filter(|at| same(list.get(*at), Some(now)));
    let at = here
        .or_else(|| {
            list.iter()
                .position(|element| same(Some(element), Some(now)))
        })
        .ok_or_else(|| differs(Some(now), called.and_then(|at| list.get(at))))?;
    match (was, list.get_mut(at)) {
        (Some(was), Some(slot)) => *slot = was.clone(),
        _ => {
            list.remove(at);
        }
    }
    Ok(())
}

/// Whether two values mean the same in this format, whatever the order of their keys and however they say nothing.
fn same(a: Option<&Json>, b: Option<&Json>) -> bool {
    a.and_then(meaning) == b.and_then(meaning)
}

#[derive(PartialEq, Eq)]
enum Meaning<'a> {
    Scalar(&'a Json),
    List(Vec<Option<Meaning<'a>>>),
    Object(BTreeMap<&'a str, Meaning<'a>>),
}

fn meaning(value: &Json) -> Option<Meaning<'_>> {
    match value {
        Json::Null | Json::Bool(false) => None,
        Json::Array(items) if items.is_empty() => None,
        Json::Array(items) => Some(Meaning::List(items.iter().map(meaning).collect())),
        Json::Object(members) => {
            let members: BTreeMap<&str, Meaning<'_>> = members
                .iter()
                .filter_map(|(name, value)| Some((name.as_str(), meaning(value)?)))
                .collect();
            (!members.is_empty()).then_some(Meaning::Object(members))
        }
        scalar => Some(Meaning::Scalar(scalar)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{error, faults, operation};
    use super::*;
    use crate::correct::apply;
    use crate::json::parse;
    use crate::operation::{Candidate, Operation};

    fn read(text: &str) -> Option<Json> {
        Some(parse(text).unwrap().to_json())
    }

    fn correction(at: &str, was: Option<&str>, now: Option<&str>) -> Correction {
        Correction {
            at: at.into(),
            was: was.and_then(read),
            now: now.and_then(read),
            why: "seen".into(),
        }
    }

    fn imported() -> Operation {
        let mut operation = operation();
        operation.errors.push(error(404, "Fog thick"));
        operation.errors[1].candidates = vec![Candidate {
            code: "Fog".into(),
            message: "thick".into(),
        }];
        operation.refers_to = vec!["DimHarbour".into()];
        operation
    }

    fn all() -> Vec<Correction> {
        vec![
            correction(
                "/summary",
                Some(r#""Lights a harbour.""#),
                Some(r#""Lights.""#),
            ),
            // The row's own name changes, and a later correction calls it by the new one.
            correction(
                "/errors/404:Fog thick/code",
                Some(r#""Fog thick""#),
                Some(r#""Fog""#),
            ),
            correction(
                "/errors/404:Fog/candidates",
                Some(r#"[{"code":"Fog","message":"thick"}]"#),
                None,
            ),
            correction("/errors/404:Fog/message", None, Some(r#""thick""#)),
            correction(
                "/errors/404:Fog/message",
                Some(r#""thick""#),
                Some(r#""Thick.""#),
            ),
            correction("/refers_to/QuenchHarbour", None, Some(r#""QuenchHarbour""#)),
            correction("/refers_to/0", Some(r#""DimHarbour""#), None),
            correction("/parameters/Count/required", Some("false"), Some("true")),
            correction(
                "/parameters/Count/schema/constraints/Count.fixed",
                None,
                Some(
                    r#"{"evidence":[{"stated":"rule","row":"r","source":"page"}],"tier":"documented",
                        "id":"Count.fixed","check":{"value":"1","kind":"fixed"}}"#,
                ),
            ),
            correction("/rules/Lamp.requires", Some(LAMP_RULE), None),
        ]
    }

    const LAMP_RULE: &str = r#"{"id":"Lamp.requires","tier":"documented","check":{"kind":"requires","param":"Lamp","needs":"Count"},"evidence":[{"source":"page","row":"parameters/Lamp","stated":"rule"}]}"#;

    #[test]
    fn corrections_just_applied_all_stand() {
        let corrected = apply(&imported(), &all()).unwrap();
        assert_eq!(faults(&corrected), [""; 0]);
    }

    #[test]
    fn each_is_missed_when_edited_away() {
        let corrected = apply(&imported(), &all()).unwrap();
        type Edit = fn(&mut Operation);
        let edits: [(&str, Edit); 7] = [
            ("0", |o| o.summary = Some("Dims.".into())),
            ("4", |o| o.errors[1].message = Some("thick".into())),
            ("5", |o| o.refers_to.clear()),
            ("7", |o| o.parameters[2].required = crate::Stated::Unstated),
            ("8", |o| {
                o.parameters[2].schema.constraints[0].id = "other".into()
            }),
            ("8", |o| o.parameters[2].schema.constraints.clear()),
            ("9", |o| o.rules = operation().rules),
        ];
        for (n, edit) in edits {
            let mut edited = corrected.clone();
            edit(&mut edited);
            let found = faults(&edited);
            assert!(
                found.contains(&format!("ACS0115 /corrections/{n}")),
                "{n}: {found:?}"
            );
        }
        let mut edited = corrected;
        edited.errors.remove(1);
        let found = faults(&edited);
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_place_must_be_one() {
        let mut operation = operation();
        operation.corrections = vec![
            correction("summary", None, Some("1")),
            correction("/parameters/Fog/required", None, Some("true")),
            correction("/authorization/x", None, None),
        ];
        assert_eq!(
            faults(&operation),
            ["ACS0115 /corrections/0", "ACS0115 /corrections/1"]
        );
    }

    #[test]
    fn a_correction_that_could_not_have_been_applied() {
        let mut operation = operation();
        // It names its row by what it makes of it, not by what it finds.
        operation.corrections = vec![correction(
            "/errors/400:InvalidLamp/code",
            Some(r#""InvalidLamp too""#),
            Some(r#""InvalidLamp""#),
        )];
        assert_eq!(faults(&operation), ["ACS0115 /corrections/0"]);
        operation.corrections[0].at = "/errors/400:InvalidLamp too/code".into();
        assert_eq!(faults(&operation), [""; 0]);
    }
}
