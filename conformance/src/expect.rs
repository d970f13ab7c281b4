//! What must be said of a request, worked out from its tree.

use acs_spec::Tier;

use crate::checks::{holds, is_text};
use crate::compare::{Finding, Findings};
use crate::count;
use crate::draft::{Draft, Value, is_faulted};
use crate::plan::{Kind, Need, Node, Plan, Slot};
use crate::pool::broken;
use crate::rules::{breach, instances};

/// All violations of a request.
pub(crate) fn findings(plan: &Plan, draft: &Draft) -> Findings {
    let mut walk = Walk {
        plan,
        out: Findings::new(),
        path: String::new(),
        bare: String::new(),
    };
    walk.object(plan.slots(), &draft.request);
    let mut out = walk.out;
    out.extend(of_rules(plan, &draft.request));
    out.extend(draft.unknown.iter().map(|(name, _)| {
        Finding::new(name, "unknown", Tier::Advisory).answered(plan.answer("unknown"))
    }));
    out
}

/// The rules across parameters that are broken.
pub(crate) fn of_rules(plan: &Plan, request: &Value) -> Findings {
    let mut out = Findings::new();
    let mut narrower = Vec::new();
    for (rule, wire) in plan.rules.iter().zip(&plan.rule_wires) {
        for instance in instances(plan, request, rule.within.as_deref()) {
            if let Some((path, tier)) = breach(plan, rule, &instance) {
                narrower.extend(
                    rule.narrows
                        .as_ref()
                        .map(|looser| (path.clone(), looser, &rule.id)),
                );
                out.insert(Finding::new(path, &rule.id, tier).answered(wire.clone()));
            }
        }
    }
    for (path, looser, id) in narrower {
        let is_at = |finding: &Finding, rule: &str| finding.path == path && finding.rule == rule;
        if out.iter().any(|finding| is_at(finding, looser)) {
            out.retain(|finding| !is_at(finding, id));
        }
    }
    out
}

struct Walk<'p> {
    plan: &'p Plan,
    out: Findings,
    path: String,
    /// The path without indices, as rule ids of structural kinds have it.
    bare: String,
}

impl Walk<'_> {
    fn structural(&mut self, kind: &str, tier: Tier) {
        let rule = format!("{}.{kind}", self.bare);
        let finding = Finding::new(&self.path, rule, tier).answered(self.plan.answer(kind));
        self.out.insert(finding);
    }

    /// One step inwards, by a field's name or a map's key.
    fn named(&mut self, name: &str, each: impl FnOnce(&mut Self)) {
        let before = (self.path.len(), self.bare.len());
        for text in [&mut self.path, &mut self.bare] {
            if !text.is_empty() {
                text.push('.');
            }
            text.push_str(name);
        }
        each(self);
        self.path.truncate(before.0);
        self.bare.truncate(before.1);
    }

    /// Into an element, counted from 1.
    fn element(&mut self, number: usize, each: impl FnOnce(&mut Self)) {
        let before = self.path.len();
        self.path.push_str(&format!("[{number}]"));
        each(self);
        self.path.truncate(before);
    }

    fn object(&mut self, slots: &[Slot], value: &Value) {
        for (n, slot) in slots.iter().enumerate() {
            let value = value.child(n).unwrap_or(&Value::Absent);
            self.named(&slot.name, |walk| walk.slot(slot, value));
        }
    }

    fn slot(&mut self, slot: &Slot, value: &Value) {
        if !value.is_present() {
            match slot.need {
                Need::Yes => self.structural("required", Tier::Documented),
                Need::Advisory => self.structural("required", Tier::Advisory),
                Need::No => {}
            }
            return;
        }
        let node = self.plan.node(slot.node);
        if let (Kind::Scalar(kind), Value::Text(text), Need::Yes) = (&node.kind, value, slot.need)
            && text.is_empty()
            && is_text(*kind)
        {
            self.structural("empty", Tier::Advisory);
        }
        self.value(node, value);
    }

    fn value(&mut self, node: &Node, value: &Value) {
        if is_faulted(node, value) {
            return self.structural("type", Tier::Documented);
        }
        match (&node.kind, value) {
            (Kind::Scalar(kind), Value::Text(text)) => {
                self.report(
                    node,
                    &broken(&node.asked, |asked| !holds(asked, *kind, text)),
                );
            }
            (Kind::Object(slots), _) => self.object(slots, value),
            (Kind::List(items), Value::List(values)) => {
                let present: Vec<&Value> =
                    values.iter().filter(|value| value.is_present()).collect();
                self.report(node, &count::broken_by(&node.asked, present.len()));
                for (n, value) in present.into_iter().enumerate() {
                    self.element(n + 1, |walk| walk.value(walk.plan.node(*items), value));
                }
            }
            (Kind::Map(items), Value::Map(entries)) => {
                let present: Vec<_> = entries
                    .iter()
                    .filter(|(_, value)| value.is_present())
                    .collect();
                self.report(node, &count::broken_by(&node.asked, present.len()));
                for (key, value) in present {
                    self.named(key, |walk| walk.value(walk.plan.node(*items), value));
                }
            }
            _ => {}
        }
    }

    fn report(&mut self, node: &Node, broken: &[usize]) {
        for asked in broken.iter().filter_map(|n| node.asked.get(*n)) {
            let finding = Finding::new(&self.path, &asked.id, asked.tier);
            self.out.insert(finding.answered(asked.wire.clone()));
        }
    }
}
