//! Every place of a request at which a value can stand, with what carries it there. Must not know what is asked of values.

use super::make::{Hidden, hidden_within};
use crate::plan::{Carriage, Kind, Need, NodeId, Plan};

/// A step inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Slot(usize),
    /// Any element or entry.
    Element,
}

/// What carries the values at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Carrier {
    Pairs,
    Json,
    /// A text joined by commas.
    Joined,
}

/// A place of a request.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    pub(crate) place: Vec<Step>,
    /// Names joined by dots as rule ids have them; a map's key, which is not known yet, is [`ANY_KEY`].
    pub(crate) path: String,
    /// The same without keys, as a spec is walked.
    pub(crate) schema_path: String,
    /// Whether it must be there; `None` of elements and entries.
    pub(crate) need: Option<Need>,
    pub(crate) node: NodeId,
    pub(crate) carrier: Carrier,
    /// It is a parameter that one pair carries.
    pub(crate) in_one_pair: bool,
}

/// Stands for a map's key in a path.
pub(crate) const ANY_KEY: &str = "*";

/// Most places of one operation. Types that refer to one another in many ways have no end of places.
const MAX: usize = 3_000;

/// All places, the outer ones first.
pub(crate) fn all(plan: &Plan) -> Vec<Spot> {
    let mut walk = Walk {
        plan,
        out: Vec::new(),
        place: Vec::new(),
        on_the_way: Vec::new(),
    };
    walk.fields(&plan.request, ["", ""], &Hidden::new(), Carrier::Pairs);
    walk.out
}

struct Walk<'p> {
    plan: &'p Plan,
    out: Vec<Spot>,
    place: Vec<Step>,
    /// Types on the way, so that recursion ends.
    on_the_way: Vec<NodeId>,
}

fn joined(path: &str, name: &str) -> String {
    let dot = if path.is_empty() { "" } else { "." };
    format!("{path}{dot}{name}")
}

impl Walk<'_> {
    fn fields(&mut self, kind: &Kind, paths: [&str; 2], hidden: &[String], carrier: Carrier) {
        let Kind::Object(slots) = kind else { return };
        for (n, slot) in slots.iter().enumerate() {
            let Some(inner) = hidden_within(slots, slot, hidden) else {
                continue;
            };
            self.place.push(Step::Slot(n));
            let is_parameter = self.place.len() == 1;
            let inside = match slot.carriage {
                Carriage::Json if is_parameter => Carrier::Json,
                Carriage::Simple if is_parameter => Carrier::Joined,
                _ => carrier,
            };
            let [path, schema_path] = paths.map(|path| joined(path, &slot.name));
            let spot = Spot {
                place: self.place.clone(),
                path,
                schema_path,
                need: Some(slot.need),
                node: slot.node,
                carrier: inside,
                in_one_pair: is_parameter && slot.carriage != Carriage::Flat,
            };
            self.value(spot, &inner);
            self.place.pop();
        }
    }

    fn value(&mut self, spot: Spot, hidden: &[String]) {
        let id = spot.node;
        let again = self.on_the_way.contains(&id);
        if self.out.len() >= MAX || again && spot.need.is_none() {
            return;
        }
        let (paths, carrier) = ([spot.path.clone(), spot.schema_path.clone()], spot.carrier);
        self.out.push(spot);
        // What contains itself is looked into once.
        if again {
            return;
        }
        let plan = self.plan;
        let [path, schema_path] = &paths;
        self.on_the_way.push(id);
        match &plan.node(id).kind {
            kind @ (Kind::List(items) | Kind::Map(items)) => {
                let path = match kind {
                    Kind::Map(_) => joined(path, ANY_KEY),
                    _ => path.clone(),
                };
                self.place.push(Step::Element);
                let spot = Spot {
                    place: self.place.clone(),
                    path,
                    schema_path: schema_path.clone(),
                    need: None,
                    node: *items,
                    carrier,
                    in_one_pair: false,
                };
                self.value(spot, &[]);
                self.place.pop();
            }
            kind => self.fields(kind, [path, schema_path], hidden, carrier),
        }
        self.on_the_way.pop();
    }
}
