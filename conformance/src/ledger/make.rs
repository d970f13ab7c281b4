//! Makes the request of an obligation: a sound one with one thing put into it, and nothing else wrong that could be avoided.

use acs_spec::Rule;

use super::rows::{Relation, Row, Want};
use super::structure::{Put, plain};
use crate::boundary::resembling;
use crate::compare::Findings;
use crate::dice::Dice;
use crate::draft::{Draft, Value};
use crate::expect::findings;
use crate::plan::{Kind, Plan};
use crate::rules::{instances, named, out_of_order};
use crate::strategy::fault::{
    keep_present, least, look, make_absent, make_present, node_at, place_of, reach, sound,
};
use crate::strategy::make::Maker;
use crate::strategy::repair::{Pins, other_value, removable, repair, two_values, whole_path};
use crate::strategy::spots::Step;

/// What is put into a request.
#[derive(Debug, Clone)]
pub(crate) enum Probe {
    At(Vec<Step>, Put),
    /// The row of a rule of this number.
    Row(usize, Row),
}

/// Tries before a request is given up.
pub(crate) const MAX_TRIES: u64 = 32;

/// Tries from the least request, before larger ones are taken.
const LEAST_TRIES: u64 = 8;

/// Sound requests to put things into: making one takes longer than all else.
pub(crate) struct Bases {
    least: Vec<Draft>,
    random: Vec<Draft>,
}

impl Bases {
    pub(crate) fn new(plan: &Plan) -> Bases {
        let made = |make: fn(&Plan, &mut Dice) -> Option<Draft>, count: u64| {
            (0..count)
                .filter_map(|n| make(plan, &mut Dice::new(n)))
                .collect()
        };
        Bases {
            least: made(least, 2),
            random: made(|plan, dice| Some(sound(plan, dice)?.0), 12),
        }
    }
}

impl Bases {
    /// Whether no request was found that breaks nothing.
    pub(crate) fn are_empty(&self) -> bool {
        self.least.is_empty() && self.random.is_empty()
    }
}

/// One try: the request with the probe in it, and all that is wrong with it. Seed 0 makes the least request.
pub(crate) fn attempt(
    plan: &Plan,
    bases: Option<&Bases>,
    probe: &Probe,
    seed: u64,
    n: u64,
) -> Option<(Draft, Findings)> {
    let mut dice = Dice::new(crate::dice::mix(seed, n));
    let is_least = seed == 0 && n < LEAST_TRIES;
    let mut draft = match bases {
        Some(bases) if is_least => dice.pick(&bases.least).cloned(),
        Some(bases) => dice.pick(&bases.random).cloned(),
        None => sound(plan, &mut dice).map(|(draft, _)| draft),
    }?;
    let maker = if is_least { Maker::least } else { Maker::new };
    let mut maker = maker(plan, Dice::new(dice.next()));
    let (pins, except) = match probe {
        Probe::At(place, put) => (put_at(&mut maker, &mut draft, place, put)?, None),
        Probe::Row(rule, row) => {
            let rule = plan.rules.get(*rule)?;
            let pins = put_row(&mut maker, &mut draft.request, rule, row)?;
            (pins, Some(rule).filter(|_| row.broken.is_some()))
        }
    };
    let except = |rule: &Rule| {
        except
            .is_some_and(|broken| rule.id == broken.id || rule.narrows.as_ref() == Some(&broken.id))
    };
    repair(&mut maker, &mut draft.request, &pins, &except);
    let found = findings(plan, &draft);
    Some((draft, found))
}

fn put_at(maker: &mut Maker<'_>, draft: &mut Draft, place: &[Step], put: &Put) -> Option<Pins> {
    if let Put::Beside(name) = put {
        draft.unknown.push((name.clone(), "x".to_owned()));
        return Some(Pins::new());
    }
    let plan = maker.plan;
    let path = match put {
        // What is put there need not be sound, and a sound value there may not be at all.
        Put::Texts(_) | Put::Absent => reach_within(maker, &mut draft.request, place)?,
        _ => reach(maker, &mut draft.request, place)?,
    };
    let node = plan.node(node_at(plan, &path)?);
    let new = match put {
        Put::Texts(texts) => plain(put, maker.dice.pick(texts))?,
        Put::Absent => Value::Absent,
        Put::Present => draft.request.at(&path)?.clone(),
        Put::Twice => {
            let texts = match draft.request.at(&path)? {
                Value::Text(text) => resembling(text),
                _ => ["[]", "{}", "x"].map(str::to_owned).to_vec(),
            };
            let first = texts.first()?.clone();
            Value::Twice(
                first.clone(),
                maker.dice.pick(&texts).cloned().unwrap_or(first),
            )
        }
        Put::Count(count) => match &node.kind {
            Kind::List(items) => {
                let mut values: Vec<Value> = Vec::new();
                for _ in 0..*count {
                    values.push(match values.len() {
                        0..8 => maker.value(*items, path.len() + 1, &[]),
                        // A thousand elements need not be a thousand different ones.
                        n => values.get(n % 8)?.clone(),
                    });
                }
                Value::List(values)
            }
            Kind::Map(items) => Value::Map(maker.entries(*items, *count, path.len(), &[])),
            _ => return None,
        },
        Put::Beside(_) => return None,
    };
    let absent = new == Value::Absent;
    *draft.request.at_mut(&path)? = new;
    if absent {
        keep_present(maker, &mut draft.request, &path);
    }
    if let Put::Count(count) = put {
        // Rules within the elements are mended now: afterwards they are not to be changed any more.
        repair(maker, &mut draft.request, &Pins::new(), &|_| false);
        let there = draft.request.at(&path).map(Value::children);
        return (there == Some(*count)).then(|| vec![path]);
    }
    Some(vec![path])
}

/// A path to a place with all on the way made present, but not what stands there itself.
fn reach_within(maker: &mut Maker<'_>, request: &mut Value, place: &[Step]) -> Option<Vec<usize>> {
    let Some((Step::Slot(n), parent)) = place.split_last() else {
        return reach(maker, request, place);
    };
    let before = request.clone();
    let found = reach(maker, request, parent);
    let parent = match found {
        Some(parent) if matches!(request.at(&parent), Some(Value::Object(_))) => parent,
        // An object may be there for this field alone.
        _ => {
            *request = before;
            return reach(maker, request, place);
        }
    };
    Some(parent.into_iter().chain([*n]).collect())
}

fn put_row(maker: &mut Maker<'_>, request: &mut Value, rule: &Rule, row: &Row) -> Option<Pins> {
    let plan = maker.plan;
    if let Some(within) = &rule.within {
        reach(maker, request, &place_of(plan, within)?)?;
    }
    let places: Vec<Vec<usize>> = instances(plan, request, rule.within.as_deref())
        .into_iter()
        .map(|instance| instance.place.path)
        .collect();
    let place = maker.dice.pick(&places)?.clone();
    let mut pins = Pins::new();
    for (name, want) in &row.wants {
        let path = match want {
            Want::Absent => {
                // What lies in something that is not there is absent already.
                let removable = look(plan, request, rule, &place, |instance| {
                    removable(plan, instance, &named(plan, instance, name)?)
                });
                match removable {
                    Some(_) => make_absent(plan, request, rule, &place, name)?,
                    // Asked for by an advisory rule: absent all the same.
                    None => {
                        let path = look(plan, request, rule, &place, |instance| {
                            Some(whole_path(instance, &named(plan, instance, name)?))
                        })?;
                        *request.at_mut(&path)? = Value::Absent;
                        path
                    }
                }
            }
            _ => make_present(maker, request, rule, &place, name)?,
        };
        let text = match want {
            Want::Text(text) => Some(text.clone()),
            Want::NotOf(when) => Some(other_value(maker, node_at(plan, &path)?, when)?),
            Want::Absent | Want::Present => None,
        };
        if let Some(text) = text {
            *request.at_mut(&path)? = Value::Text(text);
        }
        pins.push(path);
    }
    if let (Some((compare, relation)), [less, more]) = (&row.relation, pins.as_slice()) {
        let nodes = (node_at(plan, less)?, node_at(plan, more)?);
        let (one, other) = match relation {
            Relation::Equal => {
                let good = &plan.node(nodes.1).pool.good;
                let both: Vec<&String> = plan
                    .node(nodes.0)
                    .pool
                    .good
                    .iter()
                    .filter(|text| good.contains(text))
                    .collect();
                let text = (*maker.dice.pick(&both)?).clone();
                (text.clone(), text)
            }
            _ => {
                let strict = acs_spec::constraint::Compare {
                    or_equal: *relation == Relation::Greater,
                    ..compare.clone()
                };
                let wrong = *relation == Relation::Greater;
                two_values(maker, nodes, &strict, wrong)
                    .filter(|(one, other)| wrong || !out_of_order(&strict, one, other))?
            }
        };
        *request.at_mut(less)? = Value::Text(one);
        *request.at_mut(more)? = Value::Text(other);
    }
    if row.wants.iter().all(|(_, want)| *want == Want::Absent) && !place.is_empty() {
        keep_present(maker, request, pins.last()?);
    }
    Some(pins)
}
