//! Judges a request: walks what was found beside what the spec asks, and writes down what differs.

use std::sync::Arc;

use acs_spec::shape::nearest;
use acs_spec::{Diagnostic, Operation, Service, Tier, diag};

use crate::found::{Fields, Found, Shaped, Unknown, Wrong, shape};
use crate::plan::{Carriage, Check, Kind, Node, NodeId, Object, Plan, Slot};
use crate::prepare::prepare;
use crate::reading::{Need, Reading};
use crate::request::Request;
use crate::verdict::{Verdict, Violation, masked};
use crate::words;

/// How to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// By whose word.
    pub reading: Reading,
}

/// Judges requests of one operation. Made once; judging changes nothing in it, so threads may share it.
///
/// ```
/// use acs_judge::{Judge, Options, Request};
///
/// let mut operation = acs_spec::Operation::named("DimLamp");
/// let judge = Judge::new(&operation, None).unwrap();
/// let verdict = judge.judge(&Request::from_pairs([("Lamp", "l-1")]), &Options::default());
/// assert_eq!(verdict.violations[0].kind, "unknown");
/// assert!(!verdict.refused(false) && verdict.refused(true));
/// ```
#[derive(Debug)]
pub struct Judge {
    plan: Plan,
}

impl Judge {
    /// Prepares to judge requests of this operation. The service supplies its common errors, shared schemas and the
    /// address of the documentation.
    ///
    /// # Errors
    /// All that makes the spec unfit to judge by, with JSON pointers into it: names that lead nowhere, patterns and
    /// formats that cannot be used, constraints that do not fit their type or allow nothing, reversed bounds, references
    /// to nothing or to themselves.
    pub fn new(operation: &Operation, service: Option<&Service>) -> Result<Judge, Vec<Diagnostic>> {
        let (plan, faults) = prepare(operation, service);
        match diag::has_errors(&faults) {
            true => Err(faults),
            false => Ok(Judge { plan }),
        }
    }

    /// Judges a request. The violations stand in the spec's order, unknown names last.
    ///
    /// The time it takes grows with the size of the request (and the logarithm of the number of its pairs), and memory with
    /// the size of the request and of the verdict, whatever positions and names the request holds.
    #[must_use]
    pub fn judge(&self, request: &Request, options: &Options) -> Verdict {
        let Shaped {
            parameters,
            unknown,
        } = shape(&self.plan, request);
        let mut run = Run {
            plan: &self.plan,
            reading: options.reading,
            violations: Vec::new(),
            path: String::new(),
            bare: String::new(),
        };
        run.object(&self.plan.request, &parameters, false);
        run.rules(&parameters);
        run.unknown(unknown);
        Verdict {
            violations: run.violations,
        }
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// One request being judged.
pub(crate) struct Run<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) reading: Reading,
    pub(crate) violations: Vec<Violation>,
    /// Where the walk is, as violations name it.
    pub(crate) path: String,
    /// The same without brackets, as rule ids name it.
    bare: String,
}

impl<'p> Run<'p> {
    /// Runs `each` one named step further.
    pub(crate) fn at_name<T>(&mut self, name: &str, each: impl FnOnce(&mut Self) -> T) -> T {
        let before = (self.path.len(), self.bare.len());
        for text in [&mut self.path, &mut self.bare] {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
        }
        let out = each(self);
        self.path.truncate(before.0);
        self.bare.truncate(before.1);
        out
    }

    /// Runs `each` at an element of a list, counted from 0 here and from 1 in the path.
    pub(crate) fn at_element<T>(&mut self, n: usize, each: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.path.len();
        self.path.push_str(&format!("[{}]", n + 1));
        let out = each(self);
        self.path.truncate(before);
        out
    }

    fn object(&mut self, object: &'p Object, fields: &Fields<'_>, secret: bool) {
        let mut fields = fields.iter().peekable();
        for (n, slot) in object.slots.iter().enumerate() {
            match fields.next_if(|(m, _)| *m == n) {
                Some((_, found)) => self.at_name(&slot.name, |run| run.slot(slot, found, secret)),
                None => {
                    let tier = match slot.needs.by(self.reading) {
                        Need::No => continue,
                        Need::Advisory => Tier::Advisory,
                        Need::Yes => Tier::Documented,
                    };
                    self.at_name(&slot.name, |run| {
                        run.structural("required", tier, None, "present");
                    });
                }
            }
        }
    }

    fn slot(&mut self, slot: &'p Slot, found: &Found<'_>, secret: bool) {
        let is_empty = matches!(found, Found::Text(text) if text.is_empty());
        // Only a text can be empty and well-formed.
        if is_empty && slot.needs.by(self.reading) == Need::Yes {
            let shown = shown(
                "",
                secret || self.plan.node(slot.node).is_some_and(|node| node.secret),
            );
            self.structural(
                "empty",
                Tier::Advisory,
                Some(shown),
                "a text that is not empty",
            );
        }
        self.value(slot.node, found, secret);
    }

    fn value(&mut self, id: NodeId, found: &Found<'_>, secret: bool) {
        let Some(node) = self.plan.node(id) else {
            return;
        };
        let secret = secret || node.secret;
        match found {
            Found::Wrong(wrong) => {
                let shown = match wrong {
                    Wrong::Text(text) => shown(text, secret || node.holds_secret),
                    Wrong::Several(count) => format!("{count} values").into(),
                };
                let allowed = words::of_kind(&node.kind);
                self.structural("type", Tier::Documented, Some(shown), allowed);
            }
            Found::Opaque => {}
            Found::Text(text) => self.scalar(node, text, secret),
            Found::List(elements) => {
                self.count(node, elements.len(), "elements");
                let Kind::List(items) = &node.kind else {
                    return;
                };
                for (n, element) in elements.iter().enumerate() {
                    self.at_element(n, |run| run.value(*items, element, secret));
                }
            }
            Found::Map(entries) => {
                self.count(node, entries.len(), "entries");
                let Kind::Map(items) = &node.kind else {
                    return;
                };
                for (key, entry) in entries {
                    self.at_name(key, |run| run.value(*items, entry, secret));
                }
            }
            Found::Object(fields) => {
                if let Kind::Object(object) = &node.kind {
                    self.object(object, fields, secret);
                }
            }
        }
    }

    fn scalar(&mut self, node: &'p Node, text: &str, secret: bool) {
        let Kind::Scalar(scalar) = node.kind else {
            return;
        };
        // A text is long perhaps, and most often breaks nothing: it is copied once, when first needed.
        let mut whole: Option<Arc<str>> = None;
        self.checks(
            node,
            |check| check.broken_by(scalar, text),
            |piece| match piece.len() == text.len() {
                true => whole.get_or_insert_with(|| shown(text, secret)).clone(),
                false => shown(piece, secret),
            },
        );
    }

    fn count(&mut self, node: &'p Node, count: usize, what: &str) {
        self.checks(
            node,
            |check| check.broken_by_count(count).then_some(()),
            |()| format!("{count} {what}").into(),
        );
    }

    /// Tries a node's constraints, and reports those broken that narrow none that is broken too.
    fn checks<B>(
        &mut self,
        node: &'p Node,
        broken_by: impl Fn(&'p Check) -> Option<B>,
        mut show: impl FnMut(B) -> Arc<str>,
    ) {
        let mut broken: Vec<(usize, &'p Check, Tier, B)> = Vec::new();
        for (n, check) in node.checks.iter().enumerate() {
            if let Some(tier) = check.standing.tier(self.reading)
                && let Some(by) = broken_by(check)
            {
                broken.push((n, check, tier, by));
            }
        }
        let numbers: Vec<usize> = broken.iter().map(|(n, ..)| *n).collect();
        for (_, check, tier, by) in broken {
            if check
                .narrows
                .is_some_and(|looser| numbers.contains(&looser))
            {
                continue;
            }
            let address = check.standing.address(self.reading);
            self.violations.push(Violation {
                path: self.path.clone(),
                rule: Arc::clone(&check.id),
                kind: check.kind,
                tier,
                found: Some(show(by)),
                allowed: Arc::clone(&check.allowed),
                wire_error: check.wire_error.clone(),
                documentation: address.or(self.plan.documentation.as_ref()).cloned(),
            });
        }
    }

    /// Reports a fault that no constraint speaks of.
    fn structural(
        &mut self,
        kind: &'static str,
        tier: Tier,
        found: Option<Arc<str>>,
        allowed: &str,
    ) {
        self.violations.push(Violation {
            path: self.path.clone(),
            rule: format!("{}.{kind}", self.bare).into(),
            kind,
            tier,
            found,
            allowed: allowed.into(),
            wire_error: self.plan.answers.get(kind).cloned(),
            documentation: self.plan.documentation.clone(),
        });
    }

    fn unknown(&mut self, unknown: Vec<Unknown<'_>>) {
        // A hint costs a look at every name of the spec, and nobody reads more than a few.
        let hints = unknown.len() <= MAX_HINTS;
        let (rule, plain): (Arc<str>, Arc<str>) =
            ("unknown".into(), "a name that the operation has".into());
        for Unknown { path, chars } in unknown {
            let hint = hints.then(|| hint(&self.plan.request, &path)).flatten();
            self.violations.push(Violation {
                path: path.into_owned(),
                rule: Arc::clone(&rule),
                kind: "unknown",
                tier: Tier::Advisory,
                found: Some(masked(chars)),
                allowed: hint.map_or_else(
                    || Arc::clone(&plain),
                    |hint| format!("{plain} ({hint})").into(),
                ),
                wire_error: self.plan.answers.get("unknown").cloned(),
                documentation: self.plan.documentation.clone(),
            });
        }
    }
}

/// Most unknown names in a request for which near names are looked up.
const MAX_HINTS: usize = 32;

/// What a name may have been meant to be.
fn hint(request: &Object, path: &str) -> Option<String> {
    let head = path.split(['.', '[']).next().unwrap_or(path);
    if let Some(slot) = request
        .by_name
        .get(head)
        .and_then(|n| request.slots.get(*n))
    {
        return Some(match slot.carriage {
            Carriage::Flat => {
                format!("`{head}` is given in parts, such as `{head}.1` or `{head}.Field`")
            }
            _ => format!("`{head}` is given whole, by that name"),
        });
    }
    let known: Vec<&str> = request.by_name.keys().map(String::as_str).collect();
    nearest(head, &known).map(|near| format!("did you mean `{near}`?"))
}

/// A value as a violation shows it.
pub(crate) fn shown(text: &str, secret: bool) -> Arc<str> {
    match secret {
        true => masked(text.chars().count()),
        false => text.into(),
    }
}
