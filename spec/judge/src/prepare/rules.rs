//! The rules across parameters, with the names they give looked up.

use acs_spec::codes;
use acs_spec::constraint::{self, RuleCheck};

use super::Preparer;
use super::checks::{leads_back, typed};
use crate::check::same;
use crate::plan::{Kind, Node, NodeId, Object, Rule, RuleTest, Target};
use crate::scalar::Scalar;
use crate::words;

/// Where a rule looks names up.
struct Scope<'p> {
    nodes: &'p [Node],
    object: &'p Object,
    /// What holds the object is secret.
    secret: bool,
}

impl<'p> Scope<'p> {
    fn node(&self, id: NodeId) -> Option<&'p Node> {
        self.nodes.get(id.0)
    }

    /// The slots that a dotted name leads through, and the node it ends at. Of several names the longest that fits is taken.
    fn find(&self, name: &str, through_lists: bool) -> Option<(Vec<usize>, &'p Node, bool)> {
        let (mut object, mut rest, mut secret) = (self.object, name, self.secret);
        let mut slots = Vec::new();
        loop {
            if let Some(slot) = object.by_name.get(rest) {
                slots.push(*slot);
                let node = self.node(object.slots.get(*slot)?.node)?;
                return Some((slots, node, secret || node.secret));
            }
            let inside = |node: &'p Node| match (&node.kind, through_lists) {
                (kind, true) => inner_object(self.nodes, kind),
                (Kind::Object(object), false) => Some(&**object),
                _ => None,
            };
            let (slot, held, inner, tail) = rest.rmatch_indices('.').find_map(|(dot, _)| {
                let (name, tail) = rest.split_at_checked(dot)?;
                let slot = *object.by_name.get(name)?;
                let node = self.node(object.slots.get(slot)?.node)?;
                Some((slot, node.secret, inside(node)?, tail.strip_prefix('.')?))
            })?;
            secret |= held;
            object = inner;
            slots.push(slot);
            rest = tail;
        }
    }
}

/// The object that a kind is, or that its elements are.
fn inner_object<'p>(nodes: &'p [Node], kind: &'p Kind) -> Option<&'p Object> {
    let mut kind = kind;
    // Lists of lists that go round in a circle never come to an object.
    for _ in 0..=nodes.len() {
        match kind {
            Kind::Object(object) => return Some(object),
            Kind::List(items) | Kind::Map(items) => kind = &nodes.get(items.0)?.kind,
            Kind::Scalar(_) => return None,
        }
    }
    None
}

impl Preparer<'_> {
    /// The rules, in the spec's order.
    pub(super) fn rules(&mut self, nodes: &[Node], request: &Object) -> Vec<Rule> {
        let operation = self.operation;
        let mut rules: Vec<Rule> = Vec::new();
        let mut links: Vec<(&constraint::Rule, String)> = Vec::new();
        for (n, rule) in operation.rules.iter().enumerate() {
            let place = format!("/rules/{n}");
            let standing = self.standing(rule.tier, &rule.evidence, &place);
            if let Some(narrows) = &rule.narrows
                && !operation.rules.iter().any(|other| other.id == *narrows)
            {
                self.dangling(&place, narrows, "rule of the operation");
            }
            let root = Scope {
                nodes,
                object: request,
                secret: false,
            };
            let (within, scope) = match &rule.within {
                None => (Vec::new(), root),
                Some(within) => {
                    let found = root.find(within, true).and_then(|(slots, node, secret)| {
                        Some((slots, inner_object(nodes, &node.kind)?, secret))
                    });
                    let Some((slots, object, secret)) = found else {
                        self.fault(
                            &codes::UNKNOWN_PARAMETER,
                            &format!("{place}/within"),
                            format!("`{within}` is no list or object with stated fields"),
                            "name a parameter, and fields after dots, that hold objects",
                        );
                        continue;
                    };
                    let scope = Scope {
                        nodes,
                        object,
                        secret,
                    };
                    (slots, scope)
                }
            };
            let Some(test) = self.rule_test(&rule.check, &scope, &format!("{place}/check")) else {
                continue;
            };
            links.push((rule, place));
            rules.push(Rule {
                id: rule.id.as_str().into(),
                kind: rule.check.kind(),
                within,
                test,
                narrows: None,
                standing,
                wire_error: self.wire_error(rule.wire_error.as_ref(), rule.check.kind()),
                allowed: words::of_rule(&rule.check).into(),
            });
        }
        let looser: Vec<Option<usize>> = links
            .iter()
            .map(|(rule, _)| {
                let narrows = rule.narrows.as_ref()?;
                links.iter().position(|(other, _)| other.id == *narrows)
            })
            .collect();
        for (n, (rule, (link, place))) in rules.iter_mut().zip(&links).enumerate() {
            if leads_back(n, &looser) {
                let narrows = link.narrows.as_deref().unwrap_or_default();
                self.dangling(place, narrows, "rule that does not itself narrow this one");
            } else {
                rule.narrows = looser.get(n).copied().flatten();
            }
        }
        rules
    }

    /// What a rule asks; nothing where no request can break it, or where it cannot be judged.
    fn rule_test(&mut self, check: &RuleCheck, scope: &Scope<'_>, place: &str) -> Option<RuleTest> {
        match check {
            RuleCheck::RequiredIf(rule) => {
                let when_place = format!("{place}/when");
                let param = self.target(scope, &rule.param, &format!("{place}/param"));
                let when = self.target(scope, &rule.when.param, &format!("{when_place}/param"));
                if rule.when.equals.is_empty() {
                    self.says_nothing(&when_place, "no value is named that triggers it");
                }
                let ((param, _), (when, node)) = (param?, when?);
                let scalar = self.scalar(node, &when_place)?;
                let equals = match typed(scalar, &rule.when.equals) {
                    Ok(equals) => equals,
                    Err((code, message, help)) => {
                        self.fault(code, &format!("{when_place}/equals"), message, help);
                        return None;
                    }
                };
                let by_default = node
                    .default
                    .as_deref()
                    .and_then(|default| scalar.read(default))
                    .is_some_and(|default| equals.iter().any(|value| same(value, &default)));
                Some(RuleTest::RequiredIf {
                    param,
                    when,
                    scalar,
                    equals,
                    by_default,
                })
            }
            RuleCheck::Requires(rule) => {
                let param = self.target(scope, &rule.param, &format!("{place}/param"));
                let needs = self.target(scope, &rule.needs, &format!("{place}/needs"));
                Some(RuleTest::Requires {
                    param: param?.0,
                    needs: needs?.0,
                })
            }
            RuleCheck::Exclusive(rule) => {
                if rule.params.len() < 2 {
                    self.says_nothing(place, "fewer than two parameters are named");
                }
                self.targets(scope, &rule.params, place)
                    .map(RuleTest::Exclusive)
            }
            RuleCheck::AtLeastOne(rule) => {
                if rule.params.is_empty() {
                    self.says_nothing(place, "no parameter is named");
                }
                self.targets(scope, &rule.params, place)
                    .map(RuleTest::AtLeastOne)
            }
            RuleCheck::Compare(rule) => {
                let param = self.target(scope, &rule.param, &format!("{place}/param"));
                let less_than = self.target(scope, &rule.less_than, &format!("{place}/less_than"));
                let ((param, node), (less_than, other)) = (param?, less_than?);
                self.scalar(node, &format!("{place}/param"))?;
                self.scalar(other, &format!("{place}/less_than"))?;
                Some(RuleTest::Compare {
                    param,
                    less_than,
                    or_equal: rule.or_equal,
                    order: rule.order,
                })
            }
            RuleCheck::ServerSide(_) => None,
        }
    }

    fn targets(&mut self, scope: &Scope<'_>, names: &[String], place: &str) -> Option<Vec<Target>> {
        let found: Vec<_> = names
            .iter()
            .enumerate()
            .map(|(n, name)| self.target(scope, name, &format!("{place}/params/{n}")))
            .collect();
        found.into_iter().map(|target| Some(target?.0)).collect()
    }

    fn target<'p>(
        &mut self,
        scope: &Scope<'p>,
        name: &str,
        place: &str,
    ) -> Option<(Target, &'p Node)> {
        let found = scope.find(name, false);
        if found.is_none() {
            self.fault(
                &codes::UNKNOWN_PARAMETER,
                place,
                format!("`{name}` is the name of nothing that the rule can speak of"),
                "name a parameter (or a field of `within`), and fields of objects after dots",
            );
        }
        let (slots, node, secret) = found?;
        let target = Target {
            label: name.to_owned(),
            slots,
            secret,
        };
        Some((target, node))
    }

    /// The scalar that a rule looks at the value of.
    fn scalar(&mut self, node: &Node, place: &str) -> Option<Scalar> {
        let Kind::Scalar(scalar) = &node.kind else {
            self.fault(
                &codes::WRONG_TYPE_FOR_CHECK,
                place,
                "the rule looks at the value of a list or object, which has no single one".into(),
                "name a scalar, or ask only for its presence",
            );
            return None;
        };
        Some(*scalar)
    }

    fn says_nothing(&mut self, place: &str, what: &str) {
        self.fault(
            &codes::EMPTY_CONSTRAINT,
            place,
            format!("the rule allows everything or nothing: {what}"),
            "name what it speaks of, or drop the rule",
        );
    }
}
