//! Makes values that break no constraint of their own, for a whole request or for one place in it.

use crate::count;
use crate::dice::Dice;
use crate::draft::Value;
use crate::plan::{Carriage, Kind, Need, Node, NodeId, Plan, Slot};

/// Deepest value that is made; beyond it optional values are absent.
const MAX_DEPTH: usize = 6;

/// Deepest value of any kind. The wire leads no further than 128 steps inwards.
const MAX_STEPS: usize = 100;

/// Values made for one request before lists become as short as they may be.
const MANY: usize = 150;

/// Keys for maps. Those with dots only where values are scalars.
const KEYS: &[&str] = &[
    "k", "env", "K", "1", "01", "a-b", "键", "a b", "é", "=&", "😀", "a.b", "x.1.y", ".", "..",
    "[1]",
];

pub(crate) struct Maker<'p> {
    pub(crate) plan: &'p Plan,
    pub(crate) dice: Dice,
    /// In how many cases of a hundred an optional value is there.
    density: usize,
    /// Values are the simplest there are, and lists as short as may be.
    simple: bool,
    made: usize,
}

/// Names of siblings that hide a part of a value: beside a parameter `A.B` nothing can be said of `B` in `A`.
pub(crate) type Hidden = Vec<String>;

/// What is hidden within a slot, by its siblings and by what is hidden in the object already. `None`: the slot itself is.
pub(crate) fn hidden_within(slots: &[Slot], slot: &Slot, outer: &[String]) -> Option<Hidden> {
    if outer.contains(&slot.name) {
        return None;
    }
    if slot.carriage != Carriage::Flat {
        return Some(Hidden::new());
    }
    let siblings = slots.iter().map(|sibling| &sibling.name);
    let within = |name: &String| Some(name.strip_prefix(&slot.name)?.strip_prefix('.')?.to_owned());
    Some(siblings.chain(outer).filter_map(within).collect())
}

impl<'p> Maker<'p> {
    pub(crate) fn new(plan: &'p Plan, mut dice: Dice) -> Self {
        let density = *dice.pick(&[0, 15, 50, 85, 100]).unwrap_or(&50);
        Maker {
            plan,
            dice,
            density,
            simple: false,
            made: 0,
        }
    }

    /// Makes the least that is sound: nothing optional, and the simplest values.
    pub(crate) fn least(plan: &'p Plan, dice: Dice) -> Self {
        Maker {
            plan,
            dice,
            density: 0,
            simple: true,
            made: 0,
        }
    }

    /// A request. Rules across parameters may be broken by it.
    pub(crate) fn request(&mut self) -> Value {
        self.object(self.plan.slots(), 0, &[])
    }

    /// A value that is present, if there can be one.
    pub(crate) fn value(&mut self, id: NodeId, depth: usize, hidden: &[String]) -> Value {
        self.made += 1;
        let node = self.plan.node(id);
        match &node.kind {
            Kind::Scalar(_) if self.simple => node
                .pool
                .simplest()
                .or(node.pool.good.first())
                .map_or(Value::Absent, |text| Value::Text(text.clone())),
            Kind::Scalar(kind) => node
                .pool
                .random(*kind, &node.asked, &mut self.dice)
                .map_or(Value::Absent, Value::Text),
            Kind::Opaque => {
                let texts = ["x", "<a/>", "a,b", "{}", "", "中"];
                Value::Text((*self.dice.pick(&texts).unwrap_or(&"x")).to_owned())
            }
            _ if depth > MAX_STEPS => Value::Absent,
            Kind::List(items) => {
                let count = self.count(node, depth);
                let values = (0..count).map(|_| self.value(*items, depth + 1, &[]));
                Value::List(values.filter(Value::is_present).collect())
            }
            Kind::Map(items) => {
                let count = self.count(node, depth);
                Value::Map(self.entries(*items, count, depth, hidden))
            }
            Kind::Object(slots) => {
                let mut value = self.object(slots, depth, hidden);
                // Deep down one try is enough: tries at every depth would multiply.
                let tries = if depth < MAX_DEPTH { 4 } else { 1 };
                for _ in 0..tries {
                    if value.is_present() || slots.is_empty() {
                        break;
                    }
                    // On the wire an object without fields does not exist.
                    let n = self.any_slot(slots, depth);
                    if let (Some(slot), Some(place)) = (slots.get(n), value.child_mut(n)) {
                        *place = self.slot(slots, slot, depth, hidden);
                    }
                }
                value
            }
        }
    }

    /// The number of any slot; deep down of a scalar, if there is one, so that what contains itself comes to an end.
    fn any_slot(&mut self, slots: &[Slot], depth: usize) -> usize {
        let is_scalar = |slot: &Slot| matches!(self.plan.node(slot.node).kind, Kind::Scalar(_));
        let scalars = slots.iter().enumerate().filter(|(_, slot)| is_scalar(slot));
        let scalars: Vec<usize> = scalars.map(|(n, _)| n).collect();
        match self.dice.pick(&scalars) {
            Some(n) if depth >= MAX_DEPTH => *n,
            _ => self.dice.below(slots.len()),
        }
    }

    fn object(&mut self, slots: &[Slot], depth: usize, hidden: &[String]) -> Value {
        let values = slots.iter().map(|slot| {
            let sparse = depth >= MAX_DEPTH || self.made > MANY;
            match slot.need == Need::No && (sparse || !self.dice.chance(self.density)) {
                true => Value::Absent,
                false => self.slot(slots, slot, depth, hidden),
            }
        });
        Value::Object(values.collect())
    }

    pub(crate) fn slot(
        &mut self,
        slots: &[Slot],
        slot: &Slot,
        depth: usize,
        hidden: &[String],
    ) -> Value {
        match hidden_within(slots, slot, hidden) {
            Some(hidden) => self.value(slot.node, depth + 1, &hidden),
            None => Value::Absent,
        }
    }

    fn count(&mut self, node: &Node, depth: usize) -> usize {
        let good = count::good(&node.asked);
        if self.simple {
            return good.first().copied().unwrap_or(1);
        }
        let few: Vec<usize> = good.iter().copied().take(2).collect();
        let many = depth < 2 && self.made < MANY && self.dice.chance(20);
        *self
            .dice
            .pick(if many { &good } else { &few })
            .unwrap_or(&1)
    }

    /// Entries under as many different keys.
    pub(crate) fn entries(
        &mut self,
        items: NodeId,
        count: usize,
        depth: usize,
        hidden: &[String],
    ) -> Vec<(String, Value)> {
        let scalar = matches!(self.plan.node(items).kind, Kind::Scalar(_));
        let from = self.dice.below(KEYS.len());
        let usual = KEYS
            .iter()
            .cycle()
            .skip(from)
            .take(KEYS.len())
            .map(|key| (*key).to_owned());
        let more = (0..).map(|n| format!("key{n}"));
        let clear = |key: &String| {
            let under = |a: &str, b: &str| {
                a == b || a.strip_prefix(b).is_some_and(|rest| rest.starts_with('.'))
            };
            (scalar || !key.contains('.'))
                && !hidden
                    .iter()
                    .any(|other| under(key, other) || under(other, key))
        };
        let keys: Vec<String> = usual.chain(more).filter(clear).take(count).collect();
        keys.into_iter()
            .map(|key| (key, self.value(items, depth + 1, &[])))
            .filter(|(_, value)| value.is_present())
            .collect()
    }

    /// Makes the value at a path present, with all that it stands in. `None` where that cannot be.
    pub(crate) fn ensure(&mut self, request: &mut Value, path: &[usize]) -> Option<()> {
        let plan = self.plan;
        let (mut kind, mut value) = (&plan.request, request);
        let mut hidden = Hidden::new();
        for (depth, n) in path.iter().enumerate() {
            let node = match kind {
                Kind::Object(slots) => {
                    let slot = slots.get(*n)?;
                    let inner = hidden_within(slots, slot, &hidden)?;
                    let child = value.child_mut(*n)?;
                    if !child.is_present() {
                        *child = self.value(slot.node, depth + 1, &inner);
                    }
                    hidden = inner;
                    slot.node
                }
                Kind::List(items) | Kind::Map(items) => {
                    hidden.clear();
                    *items
                }
                Kind::Scalar(_) | Kind::Opaque => return None,
            };
            value = value.child_mut(*n)?;
            kind = &plan.node(node).kind;
        }
        value.is_present().then_some(())
    }
}
