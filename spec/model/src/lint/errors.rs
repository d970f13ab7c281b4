//! Lints of the error table, and of what refers to it.

use std::collections::BTreeSet;

use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::WireError;
use crate::json::Json;
use crate::operation::ErrorRow;
use crate::shape::{Shape, pointer};
use crate::source::Correction;
use crate::write::compact;

/// `ACS0114`. What is inferred follows from the service's common errors, and cannot be looked up without them.
pub(super) fn wire(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    let table = operation.errors.iter().map(|row| (row.status, &*row.code));
    let common = context.service.map(|service| &service.common_errors);
    let common = common
        .into_iter()
        .flatten()
        .map(|row| (row.status, &*row.code));
    let known: BTreeSet<(u16, &str)> = table.chain(common).collect();
    let mut look_up = |id: &str, error: &Option<WireError>, at: &dyn Fn() -> String| {
        let Some(error) = error else { return };
        if known.contains(&(error.status, &error.code))
            || (error.inferred && context.service.is_none())
        {
            return;
        }
        findings.add(
            &codes::UNKNOWN_WIRE_ERROR,
            at(),
            format!(
                "{}: no error table lists {} under status {}",
                quoted(id),
                quoted(&error.code),
                error.status
            ),
            format!(
                "{}name a row of `errors` or of the service's `common_errors`, or drop `wire_error`",
                findings.near(&error.code, known.iter().map(|(_, code)| *code))
            ),
        );
    };
    context.each_constraint(&mut |_, constraint, at| {
        look_up(&constraint.id, &constraint.wire_error, &|| {
            at.part("wire_error")
        });
    });
    for (n, rule) in operation.rules.iter().enumerate() {
        look_up(&rule.id, &rule.wire_error, &|| {
            format!("/rules/{n}/wire_error")
        });
    }
}

/// `ACS0117`.
pub(super) fn ambiguous(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    for (n, row) in operation.errors.iter().enumerate() {
        let Some(other) = row.candidates.first() else {
            continue;
        };
        let more = match row.candidates.len() {
            1 => String::new(),
            n => format!(", or {} others", n - 1),
        };
        findings.add(
            &codes::AMBIGUOUS_ROW,
            format!("/errors/{n}/candidates"),
            format!(
                "the row {} may also be {} with the message {}{more}",
                quoted(&row.code),
                quoted(&other.code),
                quoted(&other.message),
            ),
            format!(
                "if the row is right, settle it by this correction: {}",
                settled(row)
            ),
        );
    }
}

/// The correction that has a row as it stands.
fn settled(row: &ErrorRow) -> String {
    let correction = Correction {
        at: pointer(&[
            "errors",
            &format!("{}:{}", row.status, row.code),
            "candidates",
        ]),
        was: Some(row.candidates.encode()),
        now: Some(Json::Array(Vec::new())),
        why: "…".into(),
    };
    compact(&correction.encode())
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::lint;
    use crate::operation::{Candidate, Operation};
    use crate::service::{Common, CommonError, Endpoints, Service};
    use crate::shape::Stated;

    fn service() -> Service {
        Service {
            format: crate::service::FORMAT.into(),
            product: "Harbour".into(),
            version: "2001-01-01".into(),
            title: None,
            crate_name: None,
            documentation: None,
            common: Common {
                style: Stated::Unstated,
                schemes: Stated::Unstated,
                methods: Stated::Unstated,
                path: Stated::Unstated,
                location: Stated::Unstated,
            },
            endpoints: Endpoints {
                rule: None,
                vpc_rule: None,
                regions: Vec::new(),
            },
            common_errors: vec![CommonError {
                status: 400,
                code: "MissingParameter".into(),
                summary: "Something is missing.".into(),
                answers: Vec::new(),
                inferred: false,
            }],
            schemas: Default::default(),
            sources: Vec::new(),
            corrections: Vec::new(),
            vendor: Default::default(),
        }
    }

    fn with(status: u16, code: &str, inferred: bool) -> Operation {
        let mut operation = operation();
        let error = WireError {
            status,
            code: code.into(),
            inferred,
        };
        operation.parameters[0].schema.constraints[0].wire_error = Some(error.clone());
        operation.rules[0].wire_error = Some(error);
        operation
    }

    #[test]
    fn wire_errors_are_looked_up() {
        let service = service();
        let found = |operation: &Operation| short(lint::operation(operation, Some(&service)));
        let both = [
            "ACS0114 /parameters/0/schema/constraints/0/wire_error",
            "ACS0114 /rules/0/wire_error",
        ];
        assert!(found(&with(400, "InvalidLamp", false)).is_empty());
        assert!(found(&with(400, "MissingParameter", true)).is_empty());
        assert_eq!(found(&with(404, "InvalidLamp", false)), both);
        assert_eq!(found(&with(400, "Nothing", true)), both);
        assert!(faults(&with(400, "MissingParameter", true)).is_empty());
        assert_eq!(faults(&with(400, "MissingParameter", false)), both);
        assert!(short(lint::service(&service)).is_empty());
    }

    #[test]
    fn a_service_is_linted_too() {
        let mut service = service();
        service.common_errors.push(service.common_errors[0].clone());
        let region = crate::service::Endpoint {
            region: "east".into(),
            public: None,
            vpc: None,
        };
        service.endpoints.regions = vec![region.clone(), region];
        let mut lamp = schema(crate::Type::Ref);
        lamp.reference = Some("Lamp".into());
        service.schemas.insert("Lamp".into(), lamp);
        let mut wick = schema(crate::Type::String);
        wick.constraints = vec![constraint("Wick.length", length(Some(2), Some(1)))];
        service.schemas.insert("Wick".into(), wick);
        let mut found = short(lint::service(&service));
        found.sort();
        assert_eq!(
            found,
            [
                "ACS0101 /schemas/Wick/constraints/0/check",
                "ACS0103 /common_errors/1",
                "ACS0103 /endpoints/regions/1/region",
                "ACS0105 /schemas/Wick/constraints/0/evidence/0/source",
                "ACS0107 /schemas/Lamp",
            ]
        );
    }

    #[test]
    fn an_ambiguous_row_shows_another_reading() {
        let mut operation = operation();
        operation.errors[0].candidates = vec![Candidate {
            code: "InvalidLampFog".into(),
            message: "too thick".into(),
        }];
        let found = lint::operation(&operation, None);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].pointer, "/errors/0/candidates");
        assert!(found[0].message.contains("`InvalidLampFog`"));
    }
}
