//! Judges the rules across parameters, after all values have been read.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use acs_spec::Tier;
use acs_spec::constraint::Order;

use crate::check::same;
use crate::found::{Fields, Found};
use crate::judge::{Run, shown};
use crate::plan::{Kind, NodeId, Object, Rule, RuleTest, Target};
use crate::reading::Need;
use crate::scalar::{compare_times, compare_whole};
use crate::verdict::Violation;
use crate::words::quoted;

/// What a rule learns of a parameter.
enum State<'f, 'r> {
    Absent,
    Present(&'f Found<'r>),
    /// It counts neither as present nor as absent: the rule is silent.
    Faulted,
}

/// A rule that is broken: where, what was found there, and whether only by a default that was not sent.
struct Broken<'t> {
    at: &'t Target,
    found: Option<Arc<str>>,
    by_default: bool,
}

impl<'p> Run<'p> {
    /// Judges every rule that the reading knows of.
    pub(crate) fn rules(&mut self, parameters: &Fields<'_>) {
        let plan = self.plan;
        let mut violations: Vec<(usize, Violation)> = Vec::new();
        for (n, rule) in plan.rules.iter().enumerate() {
            let Some(tier) = rule.standing.tier(self.reading) else {
                continue;
            };
            self.scopes(
                &plan.request,
                parameters,
                &rule.within,
                &mut |run, object, fields| {
                    if let Some(broken) = run.broken(rule, object, fields) {
                        violations.push((n, run.violation(rule, tier, broken)));
                    }
                },
            );
        }
        // Only of rules that another narrows is it asked where they are broken.
        let narrowed: BTreeSet<usize> = plan.rules.iter().filter_map(|rule| rule.narrows).collect();
        let broken: BTreeSet<(usize, String)> = violations
            .iter()
            .filter(|(n, _)| narrowed.contains(n))
            .map(|(n, violation)| (*n, violation.path.clone()))
            .collect();
        let looser = |n: usize| plan.rules.get(n).and_then(|rule| rule.narrows);
        let stands = |n: usize, path: &String| {
            looser(n).is_none_or(|looser| !broken.contains(&(looser, path.clone())))
        };
        self.violations.extend(
            violations
                .into_iter()
                .filter(|(n, violation)| stands(*n, &violation.path))
                .map(|(_, violation)| violation),
        );
    }

    /// Calls `each` for every object that the slots lead to, through lists and maps.
    fn scopes<'f, 'r>(
        &mut self,
        object: &'p Object,
        fields: &'f Fields<'r>,
        slots: &[usize],
        each: &mut dyn FnMut(&mut Self, &'p Object, &'f Fields<'r>),
    ) {
        let Some((first, rest)) = slots.split_first() else {
            each(self, object, fields);
            return;
        };
        if let Some(slot) = object.slots.get(*first)
            && let Some(found) = field(fields, *first)
        {
            self.at_name(&slot.name, |run| run.elements(slot.node, found, rest, each));
        }
    }

    fn elements<'f, 'r>(
        &mut self,
        node: NodeId,
        found: &'f Found<'r>,
        rest: &[usize],
        each: &mut dyn FnMut(&mut Self, &'p Object, &'f Fields<'r>),
    ) {
        match (self.plan.kind(node), found) {
            (Kind::Object(object), Found::Object(fields)) => {
                self.scopes(object, fields, rest, each)
            }
            (Kind::List(items), Found::List(elements)) => {
                for (n, element) in elements.iter().enumerate() {
                    self.at_element(n, |run| run.elements(*items, element, rest, each));
                }
            }
            (Kind::Map(items), Found::Map(entries)) => {
                for (key, entry) in entries {
                    self.at_name(key, |run| run.elements(*items, entry, rest, each));
                }
            }
            // A faulted element has no rules.
            _ => {}
        }
    }

    fn broken<'t>(
        &self,
        rule: &'t Rule,
        object: &Object,
        fields: &Fields<'_>,
    ) -> Option<Broken<'t>> {
        let look = |target: &Target| self.look(object, fields, &target.slots);
        let at = |at| Broken {
            at,
            found: None,
            by_default: false,
        };
        match &rule.test {
            RuleTest::RequiredIf {
                param,
                when,
                scalar,
                equals,
                by_default,
            } => {
                let triggered_by_default = match look(when) {
                    State::Faulted => return None,
                    State::Absent if *by_default => true,
                    State::Present(Found::Text(text)) => {
                        let value = scalar.read(text.as_ref())?;
                        if !equals.iter().any(|trigger| same(trigger, &value)) {
                            return None;
                        }
                        false
                    }
                    State::Absent | State::Present(_) => return None,
                };
                matches!(look(param), State::Absent).then(|| Broken {
                    by_default: triggered_by_default,
                    ..at(param)
                })
            }
            RuleTest::Requires { param, needs } => match (look(param), look(needs)) {
                (State::Present(_), State::Absent) => Some(at(needs)),
                _ => None,
            },
            RuleTest::Exclusive(targets) => {
                let present = self.present(object, fields, targets)?;
                let second = present.get(1)?;
                let labels: Vec<&str> =
                    present.iter().map(|target| target.label.as_str()).collect();
                Some(Broken {
                    found: Some(quoted(&labels, "and").into()),
                    ..at(second)
                })
            }
            RuleTest::AtLeastOne(targets) => {
                let present = self.present(object, fields, targets)?;
                present
                    .is_empty()
                    .then(|| targets.first().map(at))
                    .flatten()
            }
            RuleTest::Compare {
                param,
                less_than,
                or_equal,
                order,
            } => {
                let (State::Present(Found::Text(a)), State::Present(Found::Text(b))) =
                    (look(param), look(less_than))
                else {
                    return None;
                };
                let order = match order {
                    Order::Number => compare_whole(a, b),
                    Order::Time => compare_times(a, b),
                }?;
                let holds = order == Ordering::Less || (*or_equal && order == Ordering::Equal);
                (!holds).then(|| Broken {
                    found: Some(shown(a, param.secret)),
                    ..at(param)
                })
            }
        }
    }

    /// Those that are present; nothing where one is faulted.
    fn present<'t>(
        &self,
        object: &Object,
        fields: &Fields<'_>,
        targets: &'t [Target],
    ) -> Option<Vec<&'t Target>> {
        let mut present = Vec::new();
        for target in targets {
            match self.look(object, fields, &target.slots) {
                State::Faulted => return None,
                State::Present(_) => present.push(target),
                State::Absent => {}
            }
        }
        Some(present)
    }

    fn look<'f, 'r>(
        &self,
        object: &Object,
        fields: &'f Fields<'r>,
        slots: &[usize],
    ) -> State<'f, 'r> {
        let Some((first, rest)) = slots.split_first() else {
            return State::Absent;
        };
        let Some(slot) = object.slots.get(*first) else {
            return State::Absent;
        };
        match field(fields, *first) {
            None if slot.needs.by(self.reading) == Need::Yes => State::Faulted,
            None => State::Absent,
            Some(Found::Wrong(_)) => State::Faulted,
            Some(found) if rest.is_empty() => State::Present(found),
            Some(Found::Object(inner)) => match self.plan.kind(slot.node) {
                Kind::Object(object) => self.look(object, inner, rest),
                _ => State::Absent,
            },
            // What is inside a text that is not looked into cannot be known.
            Some(_) => State::Faulted,
        }
    }

    fn violation(&self, rule: &Rule, tier: Tier, broken: Broken<'_>) -> Violation {
        let dot = if self.path.is_empty() { "" } else { "." };
        let address = rule.standing.address(self.reading);
        Violation {
            path: format!("{}{dot}{}", self.path, broken.at.label),
            rule: Arc::clone(&rule.id),
            kind: rule.kind,
            // Whether a default that was not sent counts is the service's affair.
            tier: if broken.by_default {
                Tier::Advisory
            } else {
                tier
            },
            found: broken.found,
            allowed: Arc::clone(&rule.allowed),
            wire_error: rule.wire_error.clone(),
            documentation: address.or(self.plan.documentation.as_ref()).cloned(),
        }
    }
}

fn field<'f, 'r>(fields: &'f Fields<'r>, slot: usize) -> Option<&'f Found<'r>> {
    let at = fields.binary_search_by_key(&slot, |(slot, _)| *slot).ok()?;
    fields.get(at).map(|(_, found)| found)
}
