//! Rules across parameters: where they are judged, what their names mean there, and whether they are broken.

use acs_spec::constraint::{Compare, Order, When};
use acs_spec::{Rule, RuleCheck, Tier, Type};

use crate::checks::{same, whole};
use crate::draft::{Value, is_faulted};
use crate::plan::{Kind, Need, NodeId, Plan, Slot, slots};

/// A place in a request: by number, and as violations name it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) path: Vec<usize>,
    pub(crate) text: String,
}

impl Place {
    pub(crate) fn field(&self, n: usize, name: &str) -> Place {
        let dot = if self.text.is_empty() { "" } else { "." };
        self.step(n, &format!("{dot}{name}"))
    }

    /// `shown` counts from 1, and only what is present.
    pub(crate) fn element(&self, n: usize, shown: usize) -> Place {
        self.step(n, &format!("[{shown}]"))
    }

    fn step(&self, n: usize, more: &str) -> Place {
        let mut path = self.path.clone();
        path.push(n);
        Place {
            path,
            text: format!("{}{more}", self.text),
        }
    }
}

/// An object that rules are judged in.
#[derive(Debug, Clone)]
pub(crate) struct Instance<'p, 'v> {
    pub(crate) place: Place,
    pub(crate) slots: &'p [Slot],
    pub(crate) value: &'v Value,
}

/// The slot that a name begins with, and what follows it. A whole name goes first, then the longest object's.
pub(crate) fn find<'n>(
    plan: &Plan,
    slots: &[Slot],
    name: &'n str,
) -> Option<(usize, Option<&'n str>)> {
    if let Some(n) = slots.iter().position(|slot| slot.name == name) {
        return Some((n, None));
    }
    let inward = |slot: &Slot| !matches!(plan.node(slot.node).kind, Kind::Scalar(_));
    let fits = slots
        .iter()
        .enumerate()
        .filter(|(_, slot)| inward(slot))
        .filter_map(|(n, slot)| {
            let rest = name.strip_prefix(slot.name.as_str())?.strip_prefix('.')?;
            Some((n, Some(rest), slot.name.len()))
        });
    fits.max_by_key(|(.., length)| *length)
        .map(|(n, rest, _)| (n, rest))
}

/// Every object that a rule with this `within` is judged in.
pub(crate) fn instances<'p, 'v>(
    plan: &'p Plan,
    request: &'v Value,
    within: Option<&str>,
) -> Vec<Instance<'p, 'v>> {
    let mut out = Vec::new();
    gather(
        plan,
        &plan.request,
        request,
        within,
        Place::default(),
        &mut out,
    );
    out
}

fn gather<'p, 'v>(
    plan: &'p Plan,
    kind: &'p Kind,
    value: &'v Value,
    within: Option<&str>,
    place: Place,
    out: &mut Vec<Instance<'p, 'v>>,
) {
    match (kind, value) {
        (Kind::Object(slots), Value::Object(values)) => {
            let Some(name) = within else {
                return out.push(Instance {
                    place,
                    slots,
                    value,
                });
            };
            let Some((n, rest)) = find(plan, slots, name) else {
                return;
            };
            let (Some(slot), Some(value)) = (slots.get(n), values.get(n)) else {
                return;
            };
            if value.is_present() {
                gather(
                    plan,
                    &plan.node(slot.node).kind,
                    value,
                    rest,
                    place.field(n, &slot.name),
                    out,
                );
            }
        }
        (Kind::List(items), Value::List(values)) => {
            let present = values
                .iter()
                .enumerate()
                .filter(|(_, value)| value.is_present());
            for (shown, (n, value)) in present.enumerate() {
                gather(
                    plan,
                    &plan.node(*items).kind,
                    value,
                    within,
                    place.element(n, shown + 1),
                    out,
                );
            }
        }
        (Kind::Map(items), Value::Map(entries)) => {
            for (n, (key, value)) in entries
                .iter()
                .enumerate()
                .filter(|(_, (_, value))| value.is_present())
            {
                gather(
                    plan,
                    &plan.node(*items).kind,
                    value,
                    within,
                    place.field(n, key),
                    out,
                );
            }
        }
        _ => {}
    }
}

/// What a rule's name finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State<'v> {
    Absent,
    /// Of the wrong type, or absent although required: rules that speak of it are silent.
    Faulted,
    /// With its text, if it is a scalar.
    Present(Option<&'v str>),
}

/// A rule's parameter, in one object.
#[derive(Debug, Clone)]
pub(crate) struct Named<'v> {
    /// Where it is, from the object inwards.
    pub(crate) path: Vec<usize>,
    pub(crate) state: State<'v>,
    pub(crate) node: NodeId,
}

pub(crate) fn named<'v>(plan: &Plan, instance: &Instance<'_, 'v>, name: &str) -> Option<Named<'v>> {
    let (mut slots_here, mut value, mut rest) = (instance.slots, Some(instance.value), Some(name));
    let (mut path, mut state) = (Vec::new(), None);
    let mut node = None;
    while let Some(name) = rest {
        let (n, more) = find(plan, slots_here, name)?;
        let slot = slots_here.get(n)?;
        path.push(n);
        value = value.and_then(|value| value.child(n));
        let here = plan.node(slot.node);
        if state.is_none() {
            state = match value.filter(|value| value.is_present()) {
                None if slot.need == Need::Yes => Some(State::Faulted),
                None => Some(State::Absent),
                Some(value) if is_faulted(here, value) => Some(State::Faulted),
                Some(_) if more.is_some() && matches!(here.kind, Kind::Opaque) => {
                    Some(State::Faulted)
                }
                Some(_) => None,
            };
        }
        node = Some(slot.node);
        slots_here = slots(&here.kind);
        rest = more;
    }
    let text = match value {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    Some(Named {
        path,
        state: state.unwrap_or(State::Present(text)),
        node: node?,
    })
}

pub(crate) fn kind_of(plan: &Plan, node: NodeId) -> Type {
    match plan.node(node).kind {
        Kind::Scalar(kind) => kind,
        _ => Type::Unstated,
    }
}

/// Whether a condition holds; `Some(true)` where it does by a default alone.
pub(crate) fn triggered(plan: &Plan, when: &When, by: &Named<'_>) -> Option<bool> {
    let kind = kind_of(plan, by.node);
    let is_one = |text: &str| when.equals.iter().any(|value| same(kind, text, value));
    match by.state {
        State::Faulted => None,
        State::Present(text) => text.is_some_and(is_one).then_some(false),
        State::Absent => {
            let default = plan.node(by.node).default.as_deref();
            default.is_some_and(is_one).then_some(true)
        }
    }
}

/// Whether two values stand in the wrong order.
pub(crate) fn out_of_order(compare: &Compare, less: &str, more: &str) -> bool {
    let order = match compare.order {
        Order::Number => match (whole(less), whole(more)) {
            (Some(less), Some(more)) => less.cmp(&more),
            _ => return false,
        },
        Order::Time => {
            let shape = |text: &str| -> Vec<u8> {
                text.bytes()
                    .map(|b| if b.is_ascii_digit() { b'0' } else { b })
                    .collect()
            };
            if shape(less) != shape(more) {
                return false;
            }
            less.cmp(more)
        }
    };
    order.is_gt() || (order.is_eq() && !compare.or_equal)
}

/// Where a rule is broken within one object, and how firmly it holds there.
pub(crate) fn breach(
    plan: &Plan,
    rule: &Rule,
    instance: &Instance<'_, '_>,
) -> Option<(String, Tier)> {
    let all = |names: &[String]| -> Option<Vec<State<'_>>> {
        names
            .iter()
            .map(|name| Some(named(plan, instance, name)?.state))
            .collect()
    };
    let (name, tier) = match &rule.check {
        RuleCheck::RequiredIf(check) => {
            let by = named(plan, instance, &check.when.param)?;
            let by_default = triggered(plan, &check.when, &by)?;
            if named(plan, instance, &check.param)?.state != State::Absent {
                return None;
            }
            (
                &check.param,
                if by_default {
                    Tier::Advisory
                } else {
                    rule.tier
                },
            )
        }
        RuleCheck::Requires(check) => {
            match all(&[check.param.clone(), check.needs.clone()])?.as_slice() {
                [State::Present(_), State::Absent] => (&check.needs, rule.tier),
                _ => return None,
            }
        }
        RuleCheck::Exclusive(check) => {
            let states = all(&check.params)?;
            if states.contains(&State::Faulted) {
                return None;
            }
            let mut present = check
                .params
                .iter()
                .zip(states)
                .filter(|(_, state)| *state != State::Absent);
            (present.nth(1)?.0, rule.tier)
        }
        RuleCheck::AtLeastOne(check) => {
            if all(&check.params)?
                .iter()
                .any(|state| *state != State::Absent)
            {
                return None;
            }
            (check.params.first()?, rule.tier)
        }
        RuleCheck::Compare(check) => {
            match all(&[check.param.clone(), check.less_than.clone()])?.as_slice() {
                [State::Present(Some(less)), State::Present(Some(more))]
                    if out_of_order(check, less, more) =>
                {
                    (&check.param, rule.tier)
                }
                _ => return None,
            }
        }
        RuleCheck::ServerSide(_) => return None,
    };
    let dot = if instance.place.text.is_empty() {
        ""
    } else {
        "."
    };
    Some((format!("{}{dot}{name}", instance.place.text), tier))
}
