//! Lints of sources: what they say, where they disagree, and what they have lost.

use std::collections::{BTreeMap, BTreeSet};

use super::{Context, Findings, quoted};
use crate::codes;
use crate::json::Json;
use crate::shape::Shape;
use crate::source::Evidence;
use crate::walk::resolve_among;
use crate::write::compact;

/// `ACS0105`.
pub(super) fn sources(context: &Context<'_>, findings: &mut Findings) {
    let known: BTreeSet<&str> = context.sources().iter().map(|source| &*source.id).collect();
    let mut look_up = |id: &str, at: &dyn Fn() -> String| {
        if !known.contains(id) {
            findings.add(
                &codes::UNKNOWN_SOURCE,
                at(),
                format!("no source is called {}", quoted(id)),
                format!(
                    "{}name one of the `sources`, or add this one there",
                    findings.near(id, known.iter().copied())
                ),
            );
        }
    };
    context.each_schema(&mut |visit| {
        for (n, id) in visit.holder.required_by().iter().enumerate() {
            // The list stands beside the schema, in the parameter or field.
            let holder = visit.pointer.strip_suffix("/schema").unwrap_or_default();
            look_up(id, &|| format!("{holder}/required_by/{n}"));
        }
    });
    context.each_constraint(&mut |_, constraint, at| {
        for (n, evidence) in constraint.evidence.iter().enumerate() {
            look_up(&evidence.source, &|| {
                at.part(&format!("evidence/{n}/source"))
            });
        }
    });
    let Some(operation) = context.operation() else {
        return;
    };
    for (n, rule) in operation.rules.iter().enumerate() {
        for (m, evidence) in rule.evidence.iter().enumerate() {
            look_up(&evidence.source, &|| {
                format!("/rules/{n}/evidence/{m}/source")
            });
        }
    }
    for (n, loss) in operation.losses.iter().enumerate() {
        look_up(&loss.source, &|| format!("/losses/{n}/source"));
    }
}

/// `ACS0106`.
pub(super) fn none(context: &Context<'_>, findings: &mut Findings) {
    let mut look = |id: &str, evidence: &[Evidence], at: &dyn Fn() -> String| {
        if evidence.is_empty() {
            findings.add(
                &codes::NO_EVIDENCE,
                at(),
                format!("no source is named for {}", quoted(id)),
                "add the source and its row under `evidence`",
            );
        }
    };
    context.each_constraint(&mut |_, constraint, at| {
        look(&constraint.id, &constraint.evidence, &|| at.whole());
    });
    if let Some(operation) = context.operation() {
        for (n, rule) in operation.rules.iter().enumerate() {
            look(&rule.id, &rule.evidence, &|| format!("/rules/{n}"));
        }
    }
}

/// `ACS0113`: both readings, with who says so.
pub(super) fn conflicts(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    context.each_schema(&mut |visit| {
        if !visit.holder.required_by().is_empty() {
            findings.add(
                &codes::CONFLICT,
                format!(
                    "{}/required_by",
                    visit.pointer.strip_suffix("/schema").unwrap_or_default()
                ),
                format!(
                    "{} is required according to {}, and elsewhere it is not",
                    quoted(visit.path),
                    list(visit.holder.required_by().iter().map(String::as_str))
                ),
                HELP,
            );
        }
        let own = &visit.schema.constraints;
        if own.iter().all(|constraint| constraint.narrows.is_none()) {
            return;
        }
        let target = resolve_among(schemas, visit.schema).unwrap_or(visit.schema);
        let readings: BTreeMap<&str, Reading<'_>> = own
            .iter()
            .chain(&target.constraints)
            .map(|c| (&*c.id, (c.check.encode(), &*c.evidence)))
            .collect();
        for (n, constraint) in own.iter().enumerate() {
            let narrows = constraint.narrows.as_deref();
            if let Some(message) = disagreement(&readings, &constraint.id, narrows) {
                let at = format!("{}/constraints/{n}", visit.pointer);
                findings.add(&codes::CONFLICT, at, message, HELP);
            }
        }
    });
    let Some(operation) = context.operation() else {
        return;
    };
    let readings: BTreeMap<&str, Reading<'_>> = operation
        .rules
        .iter()
        .map(|rule| (&*rule.id, (rule.check.encode(), &*rule.evidence)))
        .collect();
    for (n, rule) in operation.rules.iter().enumerate() {
        if let Some(message) = disagreement(&readings, &rule.id, rule.narrows.as_deref()) {
            findings.add(&codes::CONFLICT, format!("/rules/{n}"), message, HELP);
        }
    }
}

const HELP: &str = "nothing to mend: the looser reading is enforced and the stricter one reported; observe the service to settle it";

type Reading<'a> = (Json, &'a [Evidence]);

fn disagreement(
    readings: &BTreeMap<&str, Reading<'_>>,
    id: &str,
    narrows: Option<&str>,
) -> Option<String> {
    let stricter = readings.get(id)?;
    let looser = readings.get(narrows?)?;
    Some(format!(
        "{} says {}, and {} says {}",
        said_by(stricter.1),
        quoted(&compact(&stricter.0)),
        said_by(looser.1),
        quoted(&compact(&looser.0))
    ))
}

fn said_by(evidence: &[Evidence]) -> String {
    let sources: BTreeSet<&str> = evidence.iter().map(|e| &*e.source).collect();
    if sources.is_empty() {
        "no source".into()
    } else {
        list(sources.into_iter())
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(quoted).collect::<Vec<_>>().join(", ")
}

/// `ACS0123`.
pub(super) fn losses(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    for (n, loss) in operation.losses.iter().enumerate() {
        findings.add(
            &codes::UNRESOLVED_LOSS,
            format!("/losses/{n}"),
            format!(
                "{} has lost something at {}: {}",
                quoted(&loss.source),
                quoted(&loss.row),
                crate::diag::brief(&loss.what)
            ),
            "look the place up in another source, and drop the loss when it is made good",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use crate::source::Loss;

    #[test]
    fn sources_are_looked_up() {
        let mut operation = operation();
        operation.parameters[0].schema.constraints[0].evidence = evidence("paeg");
        operation.rules[0].evidence.extend(evidence("book"));
        let beam = operation.parameters[1].schema.items.as_mut().unwrap();
        beam.fields[0].required_by = vec!["book".into()];
        operation.losses = vec![Loss {
            source: "book".into(),
            row: "parameters/Lamp".into(),
            what: "a note".into(),
        }];
        assert_eq!(
            faults(&operation),
            [
                "ACS0105 /parameters/1/schema/items/fields/0/required_by/0",
                "ACS0105 /parameters/0/schema/constraints/0/evidence/0/source",
                "ACS0105 /rules/0/evidence/1/source",
                "ACS0105 /losses/0/source",
                "ACS0113 /parameters/1/schema/items/fields/0/required_by",
                "ACS0123 /losses/0",
            ]
        );
    }

    #[test]
    fn evidence_is_wanted() {
        let mut operation = operation();
        operation.parameters[0].schema.constraints[0]
            .evidence
            .clear();
        operation.rules[0].evidence.clear();
        assert_eq!(
            faults(&operation),
            [
                "ACS0106 /parameters/0/schema/constraints/0",
                "ACS0106 /rules/0"
            ]
        );
    }

    #[test]
    fn a_conflict_shows_both_readings() {
        let mut operation = on_lamp(vec![length(None, Some(9)), length(None, Some(4))]);
        operation.sources.push(crate::source::Source {
            id: "metadata".into(),
            ..operation.sources[0].clone()
        });
        let lamp = &mut operation.parameters[0].schema.constraints;
        lamp[0].evidence = evidence("metadata");
        lamp[1].narrows = Some("c0".into());
        let found = super::super::operation(&operation, None);
        assert_eq!(found.len(), 1);
        assert_eq!(
            found[0].message,
            r#"`page` says `{"kind":"length","max":4,"unit":"chars"}`, and `metadata` says `{"kind":"length","max":9,"unit":"chars"}`"#
        );
    }
}
