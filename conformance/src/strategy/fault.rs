//! Puts faults into sound requests.

use acs_spec::{Operation, Rule, RuleCheck, Service};

use super::faults::{Fault, What};
use super::make::Maker;
use super::repair::{Pins, removable, repair, two_values, whole_path};
use super::spots::Step;
use crate::boundary::resembling;
use crate::compare::{Finding, Findings};
use crate::count;
use crate::dice::Dice;
use crate::draft::{Draft, Value, kind_at};
use crate::expect::findings;
use crate::plan::{Kind, NodeId, Plan};
use crate::rules::{Instance, Named, State, find, instances, named, triggered};

/// Tries before a request is given up.
const MAX_TRIES: usize = 40;

/// How an operation is seen, with what no request of it can avoid to break. A spec that contradicts itself at one place
/// (two required parameters that exclude each other, a bound that no value keeps) is tried at all others.
pub(crate) fn prepared(operation: &Operation, service: Option<&Service>) -> Plan {
    let mut plan = Plan::new(operation, service);
    let mut least: Option<Findings> = None;
    for n in 0..MAX_TRIES {
        let maker = if n % 2 == 0 { Maker::least } else { Maker::new };
        let (_, found) = made(&plan, &mut Dice::new(n as u64), maker);
        let is_less = |other: &Findings| (found.len(), &found) < (other.len(), other);
        if least.as_ref().is_none_or(is_less) {
            let done = found.is_empty();
            least = Some(found);
            if done {
                break;
            }
        }
    }
    plan.inherent = least.unwrap_or_default();
    plan
}

/// Any request, mended as far as that can be done, and what is still wrong with it.
fn made<'p>(
    plan: &'p Plan,
    dice: &mut Dice,
    maker: fn(&'p Plan, Dice) -> Maker<'p>,
) -> (Draft, Findings) {
    let mut maker = maker(plan, Dice::new(dice.next()));
    let mut request = maker.request();
    repair(&mut maker, &mut request, &Pins::new(), &|_| false);
    let draft = Draft {
        request,
        unknown: Vec::new(),
    };
    let found = findings(plan, &draft);
    (draft, found)
}

/// What is wrong with a request besides what no request can avoid.
pub(crate) fn avoidable<'f>(
    plan: &'f Plan,
    found: &'f Findings,
) -> impl Iterator<Item = &'f Finding> {
    found.iter().filter(|finding| !plan.is_inherent(finding))
}

/// A request that breaks nothing that could be avoided, and what it breaks all the same.
pub(crate) fn sound(plan: &Plan, dice: &mut Dice) -> Option<(Draft, Findings)> {
    sound_by(plan, dice, Maker::new)
}

/// The least request that breaks nothing, or nearly so.
pub(crate) fn least(plan: &Plan, dice: &mut Dice) -> Option<Draft> {
    let least = sound_by(plan, dice, Maker::least).or_else(|| sound(plan, dice));
    Some(least?.0)
}

fn sound_by<'p>(
    plan: &'p Plan,
    dice: &mut Dice,
    maker: fn(&'p Plan, Dice) -> Maker<'p>,
) -> Option<(Draft, Findings)> {
    let is_sound = |(_, found): &(Draft, Findings)| avoidable(plan, found).next().is_none();
    (0..MAX_TRIES)
        .map(|_| made(plan, dice, maker))
        .find(is_sound)
}

/// A request that breaks one thing, and that alone; and all that it breaks.
pub(crate) fn single(plan: &Plan, fault: &Fault, dice: &mut Dice) -> Option<(Draft, Findings)> {
    for _ in 0..MAX_TRIES {
        // Where no request is sound, none has a single fault: tries of tries would take minutes.
        let (mut draft, _) = sound(plan, dice)?;
        let mut maker = Maker::new(plan, Dice::new(dice.next()));
        let Some(pins) = put(&mut maker, &mut draft, fault) else {
            continue;
        };
        let broken = fault.what;
        let except = |rule: &Rule| match broken {
            What::Rule(n) | What::RuleByDefault(n) => plan.rules.get(n).is_some_and(|broken| {
                rule.id == broken.id || rule.narrows.as_ref() == Some(&broken.id)
            }),
            _ => false,
        };
        repair(&mut maker, &mut draft.request, &pins, &except);
        let found = findings(plan, &draft);
        let mut more = avoidable(plan, &found);
        let alone = more.next().is_some_and(|finding| fault.is(finding)) && more.next().is_none();
        drop(more);
        if alone {
            return Some((draft, found));
        }
    }
    None
}

/// A request that breaks several things, whatever comes of it.
pub(crate) fn several(plan: &Plan, faults: &[Fault], dice: &mut Dice) -> Option<Draft> {
    let (mut draft, _) = sound(plan, dice)?;
    for _ in 0..2 + dice.below(4) {
        let mut maker = Maker::new(plan, Dice::new(dice.next()));
        if let Some(fault) = dice.pick(faults) {
            put(&mut maker, &mut draft, fault);
        }
    }
    Some(draft)
}

/// A path to a value of this place, with all on the way made present.
pub(crate) fn reach(
    maker: &mut Maker<'_>,
    request: &mut Value,
    place: &[Step],
) -> Option<Vec<usize>> {
    let mut path: Vec<usize> = Vec::new();
    for step in place {
        let n = match step {
            Step::Slot(n) => *n,
            Step::Element => maker.dice.below(request.at(&path)?.children()),
        };
        path.push(n);
        maker.ensure(request, &path)?;
    }
    Some(path)
}

/// Puts a fault into a request; what it consists of is not to be changed any more. `None` where it finds no place.
pub(crate) fn put(maker: &mut Maker<'_>, draft: &mut Draft, fault: &Fault) -> Option<Pins> {
    let plan = maker.plan;
    match fault.what {
        What::Unknown => {
            draft
                .unknown
                .push((unknown_name(plan, &mut maker.dice), "x".to_owned()));
            return Some(Pins::new());
        }
        What::Rule(n) => return break_rule(maker, &mut draft.request, plan.rules.get(n)?, false),
        What::RuleByDefault(n) => {
            return break_rule(maker, &mut draft.request, plan.rules.get(n)?, true);
        }
        _ => {}
    }
    let path = reach(maker, &mut draft.request, &fault.place)?;
    let id = node_at(plan, &path)?;
    let node = plan.node(id);
    let new = match fault.what {
        What::Constraint(n) => match &node.kind {
            Kind::Scalar(_) => Value::Text(maker.dice.pick(node.pool.bad(n))?.clone()),
            Kind::List(items) => {
                let count = *maker.dice.pick(&count::bad(&node.asked, n))?;
                let mut values: Vec<Value> = Vec::new();
                for _ in 0..count {
                    values.push(match values.len() {
                        0..8 => maker.value(*items, path.len() + 1, &[]),
                        // A thousand elements need not be a thousand different ones.
                        n => values.get(n % 8)?.clone(),
                    });
                }
                Value::List(values)
            }
            Kind::Map(items) => {
                let count = *maker.dice.pick(&count::bad(&node.asked, n))?;
                Value::Map(maker.entries(*items, count, path.len(), &[]))
            }
            _ => return None,
        },
        What::Type => match &node.kind {
            Kind::Scalar(_) => Value::Text(maker.dice.pick(&node.pool.ill)?.clone()),
            // Only in JSON text, where whatever is a parameter may be no JSON at all.
            _ if path.len() == 1 => {
                let texts = [
                    "",
                    "{",
                    "[1",
                    "nonsense",
                    "\"text\"",
                    "12",
                    "true",
                    "{\"a\":1,}",
                    "[] []",
                    "'x'",
                    "\u{feff}[]x",
                ];
                Value::Text((*maker.dice.pick(&texts)?).to_owned())
            }
            _ => Value::Text("x".to_owned()),
        },
        What::Twice => {
            let texts = match draft.request.at(&path)? {
                Value::Text(text) => resembling(text),
                _ => ["[]", "{}", "x"].map(str::to_owned).to_vec(),
            };
            Value::Twice(
                maker.dice.pick(&texts)?.clone(),
                maker.dice.pick(&texts)?.clone(),
            )
        }
        What::Required => Value::Absent,
        What::Empty => Value::Text(String::new()),
        What::Unknown | What::Rule(_) | What::RuleByDefault(_) => return None,
    };
    let absent = new == Value::Absent;
    *draft.request.at_mut(&path)? = new;
    if absent {
        keep_present(maker, &mut draft.request, &path);
    }
    Some(vec![path])
}

/// A required field can only be missed in an object that is there: see to it that it holds something else.
pub(crate) fn keep_present(maker: &mut Maker<'_>, request: &mut Value, path: &[usize]) {
    let Some((missing, parent)) = path.split_last() else {
        return;
    };
    if parent.is_empty() || request.at(parent).is_some_and(Value::is_present) {
        return;
    }
    let count = request.at(parent).map_or(0, Value::children);
    for _ in 0..8 {
        let n = maker.dice.below(count);
        let sibling: Vec<usize> = parent.iter().copied().chain([n]).collect();
        if n == *missing {
            continue;
        }
        // Made beside: an object that has lost its only field is absent, and would be made anew, with that field.
        let mut made = request.clone();
        let value = match maker.ensure(&mut made, &sibling) {
            Some(()) => made.at(&sibling).cloned(),
            None => None,
        };
        if let (Some(value), Some(place)) = (value, request.at_mut(&sibling)) {
            *place = value;
            return;
        }
    }
}

/// The type of the value at a path.
pub(crate) fn node_at(plan: &Plan, path: &[usize]) -> Option<NodeId> {
    let (last, parent) = path.split_last()?;
    match kind_at(plan, parent)? {
        Kind::Object(slots) => Some(slots.get(*last)?.node),
        Kind::List(items) | Kind::Map(items) => Some(*items),
        _ => None,
    }
}

/// A name that matches nothing.
pub(crate) fn unknown_name(plan: &Plan, dice: &mut Dice) -> String {
    let declared: Vec<&str> = plan.slots().iter().map(|slot| slot.name.as_str()).collect();
    let is_known = |name: &str| {
        let under = |other: &&str| {
            name.strip_prefix(other)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        declared.iter().any(under)
    };
    let mut names: Vec<String> = ["NoSuchParameter", "", ".", "Tag", "x.1.y", "名"]
        .map(str::to_owned)
        .to_vec();
    names.extend(
        dice.pick(&declared)
            .into_iter()
            .flat_map(|name| resembling(name)),
    );
    names.retain(|name| !is_known(name));
    dice.pick(&names)
        .cloned()
        .unwrap_or_else(|| "NoSuchParameter\u{1}".to_owned())
}

fn break_rule(
    maker: &mut Maker<'_>,
    request: &mut Value,
    rule: &Rule,
    by_default: bool,
) -> Option<Pins> {
    let plan = maker.plan;
    if let Some(within) = &rule.within {
        let place = place_of(plan, within)?;
        reach(maker, request, &place)?;
    }
    let places: Vec<Vec<usize>> = instances(plan, request, rule.within.as_deref())
        .into_iter()
        .map(|instance| instance.place.path)
        .collect();
    let place = maker.dice.pick(&places)?.clone();
    let mut pins = Pins::new();
    match &rule.check {
        RuleCheck::RequiredIf(check) => {
            let param = &check.when.param;
            if by_default {
                let path = look(plan, request, rule, &place, |instance| {
                    let by = named(plan, instance, param)?;
                    triggered(
                        plan,
                        &check.when,
                        &Named {
                            state: State::Absent,
                            ..by.clone()
                        },
                    )?;
                    removable(plan, instance, &by)
                })?;
                *request.at_mut(&path)? = Value::Absent;
                pins.push(path);
            } else {
                let path = make_present(maker, request, rule, &place, param)?;
                *request.at_mut(&path)? = Value::Text(maker.dice.pick(&check.when.equals)?.clone());
                pins.push(path);
            }
            pins.push(make_absent(plan, request, rule, &place, &check.param)?);
        }
        RuleCheck::Requires(check) => {
            pins.push(make_present(maker, request, rule, &place, &check.param)?);
            pins.push(make_absent(plan, request, rule, &place, &check.needs)?);
        }
        RuleCheck::Exclusive(check) => {
            let mut params: Vec<&String> = check.params.iter().collect();
            maker.dice.shuffle(&mut params);
            for param in params.into_iter().take(2) {
                pins.push(make_present(maker, request, rule, &place, param)?);
            }
        }
        RuleCheck::AtLeastOne(check) => {
            for param in &check.params {
                pins.push(make_absent(plan, request, rule, &place, param)?);
            }
            keep_present(maker, request, pins.last()?);
        }
        RuleCheck::Compare(check) => {
            let less = make_present(maker, request, rule, &place, &check.param)?;
            let more = make_present(maker, request, rule, &place, &check.less_than)?;
            let nodes = (node_at(plan, &less)?, node_at(plan, &more)?);
            let (one, other) = two_values(maker, nodes, check, true)?;
            *request.at_mut(&less)? = Value::Text(one);
            *request.at_mut(&more)? = Value::Text(other);
            pins.extend([less, more]);
        }
        RuleCheck::ServerSide(_) => return None,
    }
    Some(pins)
}

/// Asks something of the object at a place.
pub(crate) fn look<T>(
    plan: &Plan,
    request: &Value,
    rule: &Rule,
    place: &[usize],
    ask: impl FnOnce(&Instance<'_, '_>) -> Option<T>,
) -> Option<T> {
    let all = instances(plan, request, rule.within.as_deref());
    ask(all.iter().find(|instance| instance.place.path == place)?)
}

pub(crate) fn make_present(
    maker: &mut Maker<'_>,
    request: &mut Value,
    rule: &Rule,
    place: &[usize],
    name: &str,
) -> Option<Vec<usize>> {
    let plan = maker.plan;
    let path = look(plan, request, rule, place, |instance| {
        Some(whole_path(instance, &named(plan, instance, name)?))
    })?;
    maker.ensure(request, &path)?;
    Some(path)
}

pub(crate) fn make_absent(
    plan: &Plan,
    request: &mut Value,
    rule: &Rule,
    place: &[usize],
    name: &str,
) -> Option<Vec<usize>> {
    let path = look(plan, request, rule, place, |instance| {
        removable(plan, instance, &named(plan, instance, name)?)
    })?;
    // Where an object on the way is absent, so is this already.
    if let Some(value) = request.at_mut(&path) {
        *value = Value::Absent;
    }
    Some(path)
}

/// The steps to the objects that a rule is judged within.
pub(crate) fn place_of(plan: &Plan, within: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let (mut kind, mut rest) = (&plan.request, Some(within));
    loop {
        kind = match kind {
            Kind::Object(slots) => {
                let Some(name) = rest else { return Some(steps) };
                let (n, more) = find(plan, slots, name)?;
                steps.push(Step::Slot(n));
                rest = more;
                &plan.node(slots.get(n)?.node).kind
            }
            Kind::List(items) | Kind::Map(items) => {
                steps.push(Step::Element);
                &plan.node(*items).kind
            }
            Kind::Scalar(_) | Kind::Opaque => return None,
        };
    }
}
