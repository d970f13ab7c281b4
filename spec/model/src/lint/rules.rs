//! Lints of what rules, outcomes and `narrows` refer to.

use std::collections::BTreeMap;

use super::{Context, Findings, quoted};
use crate::codes;
use crate::constraint::{Rule, RuleCheck};
use crate::operation::Operation;
use crate::walk::{Finder, resolve_among};

/// `ACS0104`.
pub(super) fn parameters(context: &Context<'_>, findings: &mut Findings) {
    let Some(operation) = context.operation() else {
        return;
    };
    let mut names = Names {
        operation,
        finder: Finder::new(operation),
        findings,
    };
    for (n, rule) in operation.rules.iter().enumerate() {
        names.rule(n, rule);
    }
    for (n, outcome) in operation.outcomes.iter().enumerate() {
        if let Some(when) = &outcome.when {
            names.look_up(None, &when.param, || format!("/outcomes/{n}/when/param"));
        }
    }
    if let Some(name) = &operation.idempotency_parameter {
        names.look_up(None, name, || "/idempotency_parameter".into());
    }
}

struct Names<'a, 'f> {
    operation: &'a Operation,
    finder: Finder<'a>,
    findings: &'f mut Findings,
}

impl Names<'_, '_> {
    fn rule(&mut self, n: usize, rule: &Rule) {
        let within = rule.within.as_deref();
        if let Some(path) = within
            && self.finder.within(path).is_none()
        {
            self.findings.add(
                &codes::UNKNOWN_PARAMETER,
                format!("/rules/{n}/within"),
                format!("{} is no list of objects and no object", quoted(path)),
                self.help(path),
            );
            // What its names mean cannot be known.
            return;
        }
        for (part, name) in named(&rule.check) {
            self.look_up(within, name, || format!("/rules/{n}/check/{part}"));
        }
    }

    fn look_up(&mut self, within: Option<&str>, name: &str, at: impl FnOnce() -> String) {
        if self.finder.named_in_rule(within, name).is_some() {
            return;
        }
        let through_list = within.is_none() && self.finder.parameter(name).is_some();
        let (message, help) = match within {
            Some(path) => (
                format!("{} is no field of {}", quoted(name), quoted(path)),
                "write the name of a field there, or drop the rule".to_owned(),
            ),
            None if through_list => (
                format!("{} lies inside a list", quoted(name)),
                "name the list in `within`, and the field as it is called there".to_owned(),
            ),
            None => (
                format!("the operation has no parameter {}", quoted(name)),
                self.help(name),
            ),
        };
        self.findings
            .add(&codes::UNKNOWN_PARAMETER, at(), message, help);
    }

    fn help(&self, name: &str) -> String {
        let known = self.operation.parameters.iter().map(|p| &*p.name);
        format!(
            "{}name one of the operation's parameters",
            self.findings.near(name, known)
        )
    }
}

/// The names in a rule, each with its place in the rule's check.
pub(super) fn named(check: &RuleCheck) -> Vec<(String, &str)> {
    match check {
        RuleCheck::RequiredIf(rule) => vec![
            ("param".into(), &*rule.param),
            ("when/param".into(), &*rule.when.param),
        ],
        RuleCheck::Requires(rule) => {
            vec![
                ("param".into(), &*rule.param),
                ("needs".into(), &*rule.needs),
            ]
        }
        RuleCheck::Exclusive(rule) => listed(&rule.params),
        RuleCheck::AtLeastOne(rule) => listed(&rule.params),
        RuleCheck::Compare(rule) => vec![
            ("param".into(), &*rule.param),
            ("less_than".into(), &*rule.less_than),
        ],
        RuleCheck::ServerSide(_) => Vec::new(),
    }
}

fn listed(params: &[String]) -> Vec<(String, &str)> {
    params
        .iter()
        .enumerate()
        .map(|(n, name)| (format!("params/{n}"), name.as_str()))
        .collect()
}

/// `ACS0122`.
pub(super) fn narrows(context: &Context<'_>, findings: &mut Findings) {
    let schemas = context.schemas();
    context.each_schema(&mut |visit| {
        let own = &visit.schema.constraints;
        if own.iter().all(|constraint| constraint.narrows.is_none()) {
            return;
        }
        // A reference and what it leads to are judged at one path.
        let target = resolve_among(schemas, visit.schema).unwrap_or(visit.schema);
        let known: Narrowing<'_> = own
            .iter()
            .chain(&target.constraints)
            .map(|constraint| (&*constraint.id, constraint.narrows.as_deref()))
            .collect();
        for (n, constraint) in own.iter().enumerate() {
            if let Some(narrows) = &constraint.narrows {
                let at = || format!("{}/constraints/{n}/narrows", visit.pointer);
                dangling(
                    &known,
                    &constraint.id,
                    narrows,
                    "constraint of this parameter",
                    at,
                    findings,
                );
            }
        }
    });
    let Some(operation) = context.operation() else {
        return;
    };
    let known: Narrowing<'_> = operation
        .rules
        .iter()
        .map(|rule| (&*rule.id, rule.narrows.as_deref()))
        .collect();
    for (n, rule) in operation.rules.iter().enumerate() {
        if let Some(narrows) = &rule.narrows {
            let at = || format!("/rules/{n}/narrows");
            dangling(&known, &rule.id, narrows, "rule", at, findings);
        }
    }
}

/// Ids, and what each narrows.
type Narrowing<'a> = BTreeMap<&'a str, Option<&'a str>>;

fn dangling(
    known: &Narrowing<'_>,
    id: &str,
    narrows: &str,
    what: &str,
    at: impl FnOnce() -> String,
    findings: &mut Findings,
) {
    let (message, help) = match known.get(narrows) {
        None => (
            format!(
                "{} narrows {}, which is no {what}",
                quoted(id),
                quoted(narrows)
            ),
            format!(
                "{}name the looser one, or drop `narrows`",
                findings.near(narrows, known.keys().copied())
            ),
        ),
        // Each would silence the other where both are broken.
        Some(back) if narrows == id || *back == Some(id) => (
            format!("{} and {} narrow each other", quoted(id), quoted(narrows)),
            "let the stricter one narrow the looser one".to_owned(),
        ),
        Some(_) => return,
    };
    findings.add(&codes::DANGLING_NARROWS, at(), message, help);
}

#[cfg(test)]
mod tests {
    use super::super::sample::*;
    use super::*;
    use crate::constraint::*;
    use crate::operation::Outcome;

    fn with(within: Option<&str>, check: RuleCheck) -> Vec<String> {
        let mut operation = operation();
        operation.rules = vec![Rule {
            within: within.map(Into::into),
            ..rule("r", check)
        }];
        faults(&operation)
    }

    fn compare(a: &str, b: &str) -> RuleCheck {
        RuleCheck::Compare(Compare {
            param: a.into(),
            less_than: b.into(),
            or_equal: false,
            order: Order::Number,
        })
    }

    #[test]
    fn names_are_looked_up() {
        assert_eq!(with(Some("Beams"), compare("From", "To")), [""; 0]);
        let found = with(None, compare("Lamp", "Counts"));
        assert_eq!(found, ["ACS0104 /rules/0/check/less_than"]);
        let found = with(None, compare("Beams.From", "Count"));
        assert_eq!(found, ["ACS0104 /rules/0/check/param"]);
        let found = with(Some("Lamp"), compare("From", "To"));
        assert_eq!(found, ["ACS0104 /rules/0/within"]);
        let found = with(Some("Beams"), compare("From", "Till"));
        assert_eq!(found, ["ACS0104 /rules/0/check/less_than"]);
        let when = RuleCheck::RequiredIf(RequiredIf {
            param: "Lamp".into(),
            when: When {
                param: "Kind".into(),
                equals: vec!["x".into()],
            },
        });
        assert_eq!(with(None, when), ["ACS0104 /rules/0/check/when/param"]);
        let params = vec!["Lamp".into(), "Count".into(), "Fog".into()];
        let found = with(None, RuleCheck::Exclusive(Exclusive { params }));
        assert_eq!(found, ["ACS0104 /rules/0/check/params/2"]);
    }

    #[test]
    fn the_nearest_name_is_offered() {
        let mut operation = operation();
        operation.idempotency_parameter = Some("Counts".into());
        operation.outcomes = vec![Outcome {
            code: "Dry".into(),
            status: 400,
            summary: "Passed.".into(),
            when: Some(When {
                param: "DryRun".into(),
                equals: vec!["true".into()],
            }),
            inferred: false,
        }];
        let found = super::super::operation(&operation, None);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].pointer, "/outcomes/0/when/param");
        assert!(found[1].help.contains("did you mean `Count`?"));
    }

    #[test]
    fn narrowing_needs_a_looser_one() {
        let mut operation = on_lamp(vec![length(Some(1), None), length(Some(2), None)]);
        let of = |operation: &mut Operation, n: usize, id: Option<&str>| {
            operation.parameters[0].schema.constraints[n].narrows = id.map(Into::into);
        };
        let conflict = "ACS0113 /parameters/0/schema/constraints/1";
        of(&mut operation, 1, Some("c0"));
        assert_eq!(faults(&operation), [conflict]);
        of(&mut operation, 1, Some("c9"));
        assert_eq!(
            faults(&operation)[0],
            "ACS0122 /parameters/0/schema/constraints/1/narrows"
        );
        of(&mut operation, 1, Some("c1"));
        assert_eq!(
            faults(&operation)[0],
            "ACS0122 /parameters/0/schema/constraints/1/narrows"
        );
        of(&mut operation, 1, Some("c0"));
        of(&mut operation, 0, Some("c1"));
        assert_eq!(
            faults(&operation)[0],
            "ACS0122 /parameters/0/schema/constraints/0/narrows"
        );
        of(&mut operation, 0, None);
        of(&mut operation, 1, None);
        operation.rules[0].narrows = Some("c0".into());
        assert_eq!(faults(&operation)[0], "ACS0122 /rules/0/narrows");
    }
}
