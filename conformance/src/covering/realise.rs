//! Makes requests whose factors are at given levels, and says at which levels a request is.

use super::factors::{Factor, Put};
use crate::compare::Findings;
use crate::dice::Dice;
use crate::draft::{Draft, Value};
use crate::expect::findings;
use crate::plan::{Kind, Plan};
use crate::strategy::Case;
use crate::strategy::fault::{avoidable, keep_present, least, node_at};
use crate::strategy::make::Maker;
use crate::strategy::repair::{Pins, repair};
use crate::strategy::spots::Step;

/// Other chances before levels count as irreconcilable: what is mended is chosen at random.
const TRIES: u64 = 3;

pub(super) struct Realiser<'p> {
    plan: &'p Plan,
    factors: &'p [Factor],
    base: Option<Draft>,
}

impl<'p> Realiser<'p> {
    pub(super) fn new(plan: &'p Plan, factors: &'p [Factor]) -> Self {
        Realiser {
            plan,
            factors,
            base: least(plan, &mut Dice::new(0)),
        }
    }

    /// The levels of all factors in a request that has these; `None` where there is none.
    pub(super) fn levels(&self, wants: &[(usize, usize)]) -> Option<Vec<Option<usize>>> {
        let draft = self.draft(wants)?;
        let level = |factor: &Factor| {
            let value = at(&draft.request, &factor.place);
            let sound = factor.levels().get(..factor.sound())?;
            sound.iter().position(|level| is_at(value, &level.put))
        };
        let mut levels: Vec<Option<usize>> = self.factors.iter().map(level).collect();
        for (factor, level) in wants {
            *levels.get_mut(*factor)? = Some(*level);
        }
        Some(levels)
    }

    pub(super) fn case(
        &self,
        operation: &str,
        name: String,
        wants: &[(usize, usize)],
    ) -> Option<Case> {
        let draft = self.draft(wants)?;
        let case = Case::of_draft(operation, name, self.plan, &draft, None);
        Some(Case {
            faults: case.expected.as_ref().map(Findings::len),
            ..case
        })
    }

    /// The same levels give the same request.
    fn draft(&self, wants: &[(usize, usize)]) -> Option<Draft> {
        (0..TRIES).find_map(|n| self.attempt(wants, n))
    }

    fn attempt(&self, wants: &[(usize, usize)], n: u64) -> Option<Draft> {
        let plan = self.plan;
        let mut draft = self.base.clone()?;
        let mut maker = Maker::least(plan, Dice::new(n));
        let mut fault = None;
        let mut missing: Option<&Factor> = None;
        let mut wanted = Vec::new();
        for (factor, level) in wants {
            let factor = self.factors.get(*factor)?;
            let level = factor.levels().get(*level)?;
            fault = fault.or(level.fault.as_ref());
            wanted.push((factor, &level.put));
            let missed = level.put == Put::Absent && level.fault.is_some();
            missing = missing.or(missed.then_some(factor));
        }
        // The outer ones first: what is put into an object must not be overwritten with it.
        wanted.sort_by_key(|(factor, _)| factor.place.len());
        let mut pins = Pins::new();
        if let Some(Some((_, parent))) = missing.map(|missing| missing.place.split_last())
            && !parent.is_empty()
        {
            maker.ensure(&mut draft.request, &path(parent))?;
        }
        for (factor, put) in &wanted {
            pins.push(self.put(&mut maker, &mut draft.request, factor, put)?);
        }
        for (factor, put) in &wanted {
            let is_missing = missing.is_some_and(|missing| missing.place == factor.place);
            // What is required is missed only in something that is there.
            if **put == Put::Absent && (is_missing || has_parent(&wanted, factor)) {
                keep_present(&mut maker, &mut draft.request, &path(&factor.place));
            }
        }
        repair(&mut maker, &mut draft.request, &pins, &|_| false);
        let all = wanted
            .iter()
            .all(|(factor, put)| is_at(at(&draft.request, &factor.place), put));
        if !all {
            return None;
        }
        let found = findings(plan, &draft);
        let mut more = avoidable(plan, &found);
        let fits = match (fault, more.next()) {
            (None, first) => first.is_none(),
            (Some(fault), first) => first.is_some_and(|finding| fault.is(finding)),
        };
        (fits && more.next().is_none()).then_some(draft)
    }

    /// Puts a factor at a level; its path is not to be changed any more.
    fn put(
        &self,
        maker: &mut Maker<'_>,
        request: &mut Value,
        factor: &Factor,
        put: &Put,
    ) -> Option<Vec<usize>> {
        let path = path(&factor.place);
        let new = match put {
            Put::Absent => {
                if let Some(value) = request.at_mut(&path) {
                    *value = Value::Absent;
                }
                return Some(path);
            }
            Put::Present => {
                maker.ensure(request, &path)?;
                return Some(path);
            }
            Put::Text(text) => Value::Text(text.clone()),
            Put::Count(count) => {
                maker.ensure(request, &path)?;
                match &self.plan.node(node_at(self.plan, &path)?).kind {
                    Kind::List(items) => {
                        let one = maker.value(*items, path.len() + 1, &[]);
                        Value::List(vec![one; *count])
                    }
                    Kind::Map(items) => Value::Map(maker.entries(*items, *count, path.len(), &[])),
                    _ => return None,
                }
            }
        };
        // A sound value there may not be at all, and an object may be there for this field alone.
        if let Some((_, parent)) = path.split_last()
            && !parent.is_empty()
            && maker.ensure(request, parent).is_none()
        {
            maker.ensure(request, &path)?;
        }
        *request.at_mut(&path)? = new;
        Some(path)
    }
}

/// Of lists and maps the first entry.
fn path(place: &[Step]) -> Vec<usize> {
    let step = |step: &Step| match step {
        Step::Slot(n) => *n,
        Step::Element => 0,
    };
    place.iter().map(step).collect()
}

fn at<'v>(request: &'v Value, place: &[Step]) -> Option<&'v Value> {
    request.at(&path(place))
}

fn is_at(value: Option<&Value>, put: &Put) -> bool {
    let present = value.filter(|value| value.is_present());
    match (put, present) {
        (Put::Absent, present) => present.is_none(),
        (Put::Present, present) => present.is_some(),
        (Put::Text(text), Some(Value::Text(other))) => text == other,
        (Put::Count(count), Some(Value::List(values))) => {
            values.iter().filter(|value| value.is_present()).count() == *count
        }
        (Put::Count(count), Some(Value::Map(entries))) => {
            entries
                .iter()
                .filter(|(_, value)| value.is_present())
                .count()
                == *count
        }
        _ => false,
    }
}

/// Whether something that a factor lies in shall be there.
fn has_parent(wanted: &[(&Factor, &Put)], factor: &Factor) -> bool {
    wanted.iter().any(|(other, put)| {
        other.place.len() < factor.place.len()
            && factor.place.starts_with(&other.place)
            && **put != Put::Absent
    })
}
