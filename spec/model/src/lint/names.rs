//! The lint of names that occur twice.

use std::collections::BTreeSet;

use super::{Context, Findings, Subject, quoted};
use crate::codes;
use crate::constraint::{Check, RuleCheck};
use crate::operation::Operation;
use crate::service::Service;
use crate::walk;

/// `ACS0103`.
pub(super) fn twice(context: &Context<'_>, findings: &mut Findings) {
    let mut names = Names { findings };
    let sources = context.sources().iter().map(|source| &*source.id);
    names.list("source id", "", "sources", "id", sources);
    context.each_schema(&mut |visit| {
        let schema = visit.schema;
        let fields = schema.fields.iter().map(|field| &*field.name);
        names.list("field", visit.pointer, "fields", "name", fields);
        let values = schema.values.iter().map(|meaning| &*meaning.value);
        names.list("value", visit.pointer, "values", "value", values);
    });
    context.each_constraint(&mut |_, constraint, at| match &constraint.check {
        Check::OneOf(one_of) => names.texts("value", &at.part("check"), "values", &one_of.values),
        Check::ForbidPrefix(forbid) => {
            names.texts("beginning", &at.part("check"), "prefixes", &forbid.prefixes);
        }
        _ => {}
    });
    match context.subject {
        Subject::Operation(operation) => names.operation(operation),
        Subject::Service(service) => names.service(service),
    }
}

struct Names<'f> {
    findings: &'f mut Findings,
}

impl Names<'_> {
    fn operation(&mut self, operation: &Operation) {
        let parameters = operation.parameters.iter().map(|p| &*p.name);
        self.list("parameter", "", "parameters", "name", parameters);
        for (n, response) in operation.responses.get().into_iter().flatten().enumerate() {
            let headers = response.headers.iter().map(|header| &*header.name);
            let at = format!("/responses/{n}");
            self.list("header", &at, "headers", "name", headers);
        }
        let mut seen = BTreeSet::new();
        for (n, outcome) in operation.outcomes.iter().enumerate() {
            if !seen.insert((outcome.status, &*outcome.code)) {
                self.add("outcome", &outcome.code, format!("/outcomes/{n}"));
            }
        }
        // Ids are public: of constraints and rules together, over the whole operation.
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        walk::schemas(operation, &mut |visit| {
            for (n, constraint) in visit.schema.constraints.iter().enumerate() {
                if !ids.insert(&constraint.id) {
                    let at = format!("{}/constraints/{n}/id", visit.pointer);
                    self.add("id", &constraint.id, at);
                }
            }
        });
        for (n, rule) in operation.rules.iter().enumerate() {
            if !ids.insert(&rule.id) {
                self.add("id", &rule.id, format!("/rules/{n}/id"));
            }
            let params = match &rule.check {
                RuleCheck::Exclusive(rule) => &rule.params,
                RuleCheck::AtLeastOne(rule) => &rule.params,
                _ => continue,
            };
            self.texts("parameter", &format!("/rules/{n}/check"), "params", params);
        }
    }

    fn service(&mut self, service: &Service) {
        let regions = service.endpoints.regions.iter().map(|r| &*r.region);
        self.list("region", "/endpoints", "regions", "region", regions);
        let mut seen = BTreeSet::new();
        for (n, error) in service.common_errors.iter().enumerate() {
            if !seen.insert((error.status, &*error.code)) {
                self.add("common error", &error.code, format!("/common_errors/{n}"));
            }
        }
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        walk::service_schemas(service, &mut |visit| {
            for (n, constraint) in visit.schema.constraints.iter().enumerate() {
                if !ids.insert(&constraint.id) {
                    let at = format!("{}/constraints/{n}/id", visit.pointer);
                    self.add("id", &constraint.id, at);
                }
            }
        });
    }

    fn list<'n>(
        &mut self,
        what: &str,
        pointer: &str,
        list: &str,
        key: &str,
        names: impl Iterator<Item = &'n str>,
    ) {
        let mut seen = BTreeSet::new();
        for (n, name) in names.enumerate() {
            if !seen.insert(name) {
                self.add(what, name, format!("{pointer}/{list}/{n}/{key}"));
            }
        }
    }

    fn texts(&mut self, what: &str, pointer: &str, list: &str, texts: &[String]) {
        let mut seen = BTreeSet::new();
        for (n, text) in texts.iter().enumerate() {
            if !seen.insert(text) {
                self.add(what, text, format!("{pointer}/{list}/{n}"));
            }
        }
    }

    fn add(&mut self, what: &str, name: &str, pointer: String) {
        self.findings.add(
            &codes::DUPLICATE_NAME,
            pointer,
            format!(
                "the {what} {} stands here for the second time",
                quoted(name)
            ),
            "drop one of the two, or give it a name of its own",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use crate::constraint::{Check, RuleCheck};
    use crate::constraint::{Exclusive, OneOf};
    use crate::operation::{Meaning, Outcome, Response};
    use crate::shape::Stated;

    #[test]
    fn each_list_of_names_is_watched() {
        let mut operation = operation();
        operation.sources.push(operation.sources[0].clone());
        operation.parameters.push(operation.parameters[2].clone());
        let beam = operation.parameters[1].schema.items.as_mut().unwrap();
        beam.fields[1].name = "From".into();
        beam.constraints = vec![constraint(
            "Lamp.requires",
            Check::ServerSide(crate::constraint::ServerSide { text: "x".into() }),
        )];
        let value = Meaning {
            value: "1".into(),
            summary: None,
            prose: None,
            deprecated: false,
        };
        operation.parameters[2].schema.values = vec![value.clone(), value];
        operation.parameters[0].schema.constraints.push(constraint(
            "Lamp.length",
            Check::OneOf(OneOf {
                values: vec!["aa".into(), "AA".into(), "aa".into()],
            }),
        ));
        let outcome = Outcome {
            code: "Dry".into(),
            status: 400,
            summary: "Passed.".into(),
            when: None,
            inferred: false,
        };
        operation.outcomes = vec![outcome.clone(), outcome];
        operation.responses = Stated::Stated(vec![Response {
            status: Stated::Unstated,
            schema: None,
            headers: vec![
                field("X", crate::Type::String),
                field("X", crate::Type::String),
            ],
            vendor: Default::default(),
        }]);
        operation.rules.push(rule(
            "Count.exclusive",
            RuleCheck::Exclusive(Exclusive {
                params: vec!["Count".into(), "Count".into()],
            }),
        ));
        let mut found = faults(&operation);
        found.sort();
        assert_eq!(
            found,
            [
                "ACS0103 /outcomes/1",
                "ACS0103 /parameters/0/schema/constraints/1/check/values/2",
                "ACS0103 /parameters/0/schema/constraints/1/id",
                "ACS0103 /parameters/1/schema/items/fields/1/name",
                "ACS0103 /parameters/2/schema/values/1/value",
                "ACS0103 /parameters/3/name",
                "ACS0103 /responses/0/headers/1/name",
                "ACS0103 /rules/0/id",
                "ACS0103 /rules/1/check/params/1",
                "ACS0103 /sources/1/id",
            ]
        );
    }
}
