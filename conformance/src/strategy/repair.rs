//! Changes a request until no rule across parameters is broken, leaving alone what must stay as it is.

use acs_spec::constraint::{Compare, When};
use acs_spec::{Rule, RuleCheck};

use super::make::Maker;
use crate::checks::same;
use crate::draft::Value;
use crate::plan::{Kind, Need, NodeId, Plan, Slot, slots};
use crate::rules::{
    Instance, Named, State, breach, instances, kind_of, named, out_of_order, triggered,
};

/// Rounds before a request is given up.
const MAX_ROUNDS: usize = 24;

/// A way to mend a rule.
#[derive(Debug, Clone)]
enum Change {
    Absent(Vec<usize>),
    Present(Vec<usize>),
    Text(Vec<Vec<usize>>, Vec<String>),
}

/// Paths at which nothing may be changed.
pub(crate) type Pins = Vec<Vec<usize>>;

/// Mends every broken rule but those excepted, as far as that can be done.
pub(crate) fn repair(
    maker: &mut Maker<'_>,
    request: &mut Value,
    pins: &Pins,
    except: &dyn Fn(&Rule) -> bool,
) {
    let plan = maker.plan;
    for _ in 0..MAX_ROUNDS {
        let mut changed = false;
        for rule in plan.rules.iter().filter(|rule| !except(rule)) {
            let broken: Vec<Vec<Change>> = instances(plan, request, rule.within.as_deref())
                .iter()
                .filter(|instance| breach(plan, rule, instance).is_some())
                .map(|instance| ways(maker, rule, instance))
                .collect();
            for ways in broken {
                let open: Vec<&Change> =
                    ways.iter().filter(|change| is_open(change, pins)).collect();
                if let Some(change) = maker.dice.pick(&open).copied() {
                    changed |= apply(maker, request, change);
                }
            }
        }
        if !changed {
            return;
        }
    }
}

fn is_open(change: &Change, pins: &Pins) -> bool {
    match change {
        Change::Absent(path) => !pins.iter().any(|pin| pin.starts_with(path)),
        Change::Present(path) => !pins.iter().any(|pin| path.starts_with(pin)),
        Change::Text(paths, _) => !paths.iter().any(|path| pins.contains(path)),
    }
}

fn apply(maker: &mut Maker<'_>, request: &mut Value, change: &Change) -> bool {
    match change {
        Change::Absent(path) => request
            .at_mut(path)
            .map(|value| *value = Value::Absent)
            .is_some(),
        Change::Present(path) => maker.ensure(request, path).is_some(),
        Change::Text(paths, texts) => {
            let mut changed = false;
            for (path, text) in paths.iter().zip(texts) {
                if let Some(value) = request.at_mut(path) {
                    *value = Value::Text(text.clone());
                    changed = true;
                }
            }
            changed
        }
    }
}

/// The path of a rule's parameter, from the request inwards.
pub(crate) fn whole_path(instance: &Instance<'_, '_>, named: &Named<'_>) -> Vec<usize> {
    instance
        .place
        .path
        .iter()
        .chain(&named.path)
        .copied()
        .collect()
}

/// The innermost thing on a path that may be absent.
pub(crate) fn removable(
    plan: &Plan,
    instance: &Instance<'_, '_>,
    named: &Named<'_>,
) -> Option<Vec<usize>> {
    let mut here: &[Slot] = instance.slots;
    let mut best = None;
    for (depth, n) in named.path.iter().enumerate() {
        let slot = here.get(*n)?;
        if slot.need == Need::No {
            best = Some(depth + 1);
        }
        here = slots(&plan.node(slot.node).kind);
    }
    let path = named.path.get(..best?)?;
    Some(instance.place.path.iter().chain(path).copied().collect())
}

fn ways(maker: &mut Maker<'_>, rule: &Rule, instance: &Instance<'_, '_>) -> Vec<Change> {
    let plan = maker.plan;
    let find = |name: &String| named(plan, instance, name);
    let absent = |name: &String| Some(Change::Absent(removable(plan, instance, &find(name)?)?));
    let present = |name: &String| Some(Change::Present(whole_path(instance, &find(name)?)));
    match &rule.check {
        RuleCheck::RequiredIf(check) => {
            let mut ways: Vec<Change> = present(&check.param).into_iter().collect();
            let Some(by) = find(&check.when.param) else {
                return ways;
            };
            let by_default = triggered(
                plan,
                &check.when,
                &Named {
                    state: State::Absent,
                    ..by.clone()
                },
            );
            if by_default.is_none() {
                ways.extend(absent(&check.when.param));
            }
            if let Some(text) = other_value(maker, by.node, &check.when) {
                ways.push(Change::Text(vec![whole_path(instance, &by)], vec![text]));
            }
            ways
        }
        RuleCheck::Requires(check) => present(&check.needs)
            .into_iter()
            .chain(absent(&check.param))
            .collect(),
        RuleCheck::AtLeastOne(check) => check.params.iter().filter_map(present).collect(),
        RuleCheck::Exclusive(check) => {
            let there =
                |name: &&String| find(name).is_some_and(|named| named.state != State::Absent);
            check
                .params
                .iter()
                .filter(there)
                .filter_map(absent)
                .collect()
        }
        RuleCheck::Compare(check) => {
            let mut ways: Vec<Change> = [&check.param, &check.less_than]
                .into_iter()
                .filter_map(absent)
                .collect();
            if let (Some(less), Some(more)) = (find(&check.param), find(&check.less_than)) {
                let paths = vec![whole_path(instance, &less), whole_path(instance, &more)];
                if let Some((one, other)) = two_values(maker, (less.node, more.node), check, false)
                {
                    ways.push(Change::Text(paths.clone(), vec![one, other]));
                }
                // One of them may have to stay as it is.
                for (path, text) in paths.into_iter().zip(one_value(maker, &less, &more, check)) {
                    ways.extend(text.map(|text| Change::Text(vec![path], vec![text])));
                }
            }
            ways
        }
        RuleCheck::ServerSide(_) => Vec::new(),
    }
}

/// A sound value that does not trigger a condition.
pub(crate) fn other_value(maker: &mut Maker<'_>, node: NodeId, when: &When) -> Option<String> {
    let kind = kind_of(maker.plan, node);
    let good = &maker.plan.node(node).pool.good;
    let others: Vec<&String> = good
        .iter()
        .filter(|text| !text.is_empty() && !when.equals.iter().any(|v| same(kind, text, v)))
        .collect();
    maker.dice.pick(&others).map(|text| (*text).clone())
}

/// A sound value for each of two, in order with what the other is.
fn one_value(
    maker: &mut Maker<'_>,
    less: &Named<'_>,
    more: &Named<'_>,
    compare: &Compare,
) -> [Option<String>; 2] {
    let (State::Present(Some(one)), State::Present(Some(other))) = (less.state, more.state) else {
        return [None, None];
    };
    let plan = maker.plan;
    let good = |id: NodeId| {
        plan.node(id)
            .pool
            .good
            .iter()
            .filter(|text| !text.is_empty())
    };
    let smaller: Vec<&String> = good(less.node)
        .filter(|text| !out_of_order(compare, text, other))
        .collect();
    let greater: Vec<&String> = good(more.node)
        .filter(|text| !out_of_order(compare, one, text))
        .collect();
    [smaller, greater].map(|texts| maker.dice.pick(&texts).map(|text| (*text).clone()))
}

/// Two sound values, in the order asked for or (`wrong`) not.
pub(crate) fn two_values(
    maker: &mut Maker<'_>,
    (less, more): (NodeId, NodeId),
    compare: &Compare,
    wrong: bool,
) -> Option<(String, String)> {
    let plan = maker.plan;
    let scalar = |id: NodeId| match plan.node(id).kind {
        Kind::Scalar(kind) => Some((kind, plan.node(id))),
        _ => None,
    };
    let ((one, one_node), (other, other_node)) = (scalar(less)?, scalar(more)?);
    for _ in 0..200 {
        let first = one_node
            .pool
            .random(one, &one_node.asked, &mut maker.dice)?;
        let second = match maker.dice.chance(20) {
            true if other_node.pool.good.contains(&first) => first.clone(),
            _ => other_node
                .pool
                .random(other, &other_node.asked, &mut maker.dice)?,
        };
        if out_of_order(compare, &first, &second) == wrong {
            return Some((first, second));
        }
    }
    None
}
