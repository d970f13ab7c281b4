//! What must be tried: every constraint, every rule and every structural kind, at every place of a request.

use acs_spec::RuleCheck;

use super::make::{Hidden, hidden_within};
use crate::checks::{holds, is_text};
use crate::plan::{Carriage, Kind, Need, NodeId, Plan};
use crate::rules::kind_of;

/// A step inwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Slot(usize),
    /// Any element or entry.
    Element,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// Break the constraint of this number.
    Constraint(usize),
    /// A value that is not of the type.
    Type,
    /// Two values where one belongs.
    Twice,
    /// A required value is absent.
    Required,
    /// A required text is empty.
    Empty,
    /// A name that the operation does not have.
    Unknown,
    /// Break the rule of this number.
    Rule(usize),
    /// The same, by a default alone.
    RuleByDefault(usize),
}

/// One fault that a request can have.
#[derive(Debug, Clone)]
pub(crate) struct Obligation {
    pub(crate) place: Vec<Step>,
    pub(crate) what: What,
    /// The rule id that it must be reported by.
    pub(crate) rule: String,
}

/// Most obligations of one operation. Types that refer to one another in many ways have no end of places.
const MAX: usize = 4_000;

/// All faults that a request can have.
pub(crate) fn all(plan: &Plan) -> Vec<Obligation> {
    let mut walk = Walk {
        plan,
        out: Vec::new(),
        place: Vec::new(),
        on_the_way: Vec::new(),
    };
    walk.fields(&plan.request, "", &Hidden::new(), Carrier::Pairs);
    let mut out = walk.out;
    let mut add = |what, rule: &str| {
        out.push(Obligation {
            place: Vec::new(),
            what,
            rule: rule.to_owned(),
        });
    };
    add(What::Unknown, "unknown");
    for (n, rule) in plan.rules.iter().enumerate() {
        match &rule.check {
            RuleCheck::ServerSide(_) => {}
            RuleCheck::RequiredIf(_) => {
                add(What::Rule(n), &rule.id);
                add(What::RuleByDefault(n), &rule.id);
            }
            _ => add(What::Rule(n), &rule.id),
        }
    }
    out
}

/// What carries the values at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Carrier {
    Pairs,
    Json,
    /// A text joined by commas.
    Joined,
}

struct Walk<'p> {
    plan: &'p Plan,
    out: Vec<Obligation>,
    place: Vec<Step>,
    /// Types on the way, so that recursion ends.
    on_the_way: Vec<NodeId>,
}

impl Walk<'_> {
    fn add(&mut self, what: What, rule: String) {
        if self.out.len() < MAX {
            self.out.push(Obligation {
                place: self.place.clone(),
                what,
                rule,
            });
        }
    }

    fn fields(&mut self, kind: &Kind, bare: &str, hidden: &[String], carrier: Carrier) {
        let Kind::Object(slots) = kind else { return };
        for (n, slot) in slots.iter().enumerate() {
            let Some(inner) = hidden_within(slots, slot, hidden) else {
                continue;
            };
            let dot = if bare.is_empty() { "" } else { "." };
            let bare = format!("{bare}{dot}{}", slot.name);
            self.place.push(Step::Slot(n));
            if slot.need != Need::No {
                self.add(What::Required, format!("{bare}.required"));
            }
            // Where the empty text breaks a constraint besides, `empty` is never alone.
            let node = self.plan.node(slot.node);
            let may_be_empty = match node.kind {
                Kind::Scalar(kind) => {
                    is_text(kind) && node.asked.iter().all(|asked| holds(asked, kind, ""))
                }
                _ => false,
            };
            if slot.need == Need::Yes && may_be_empty {
                self.add(What::Empty, format!("{bare}.empty"));
            }
            let is_parameter = self.place.len() == 1;
            let inside = match slot.carriage {
                Carriage::Json if is_parameter => Carrier::Json,
                Carriage::Simple if is_parameter => Carrier::Joined,
                _ => carrier,
            };
            let in_one_pair = is_parameter && slot.carriage != Carriage::Flat;
            self.value(slot.node, &bare, &inner, inside, in_one_pair);
            self.place.pop();
        }
    }

    fn value(
        &mut self,
        id: NodeId,
        bare: &str,
        hidden: &[String],
        carrier: Carrier,
        in_one_pair: bool,
    ) {
        if self.on_the_way.contains(&id) {
            return;
        }
        let node = self.plan.node(id);
        let scalar = matches!(node.kind, Kind::Scalar(_) | Kind::Opaque);
        let is_element = self.place.last() == Some(&Step::Element);
        match (carrier, scalar) {
            // One pair can be given twice, and so can a member of JSON text, but an element cannot.
            _ if in_one_pair => self.add(What::Twice, format!("{bare}.type")),
            (Carrier::Pairs, true) => self.add(What::Twice, format!("{bare}.type")),
            (Carrier::Json, true) if !is_element => self.add(What::Twice, format!("{bare}.type")),
            _ => {}
        }
        let ill = match node.kind {
            Kind::Scalar(_) => !is_text(kind_of(self.plan, id)),
            Kind::Opaque => false,
            _ => carrier == Carrier::Json,
        };
        if ill {
            self.add(What::Type, format!("{bare}.type"));
        }
        for (n, asked) in node.asked.iter().enumerate() {
            self.add(What::Constraint(n), asked.id.clone());
        }
        self.on_the_way.push(id);
        match &node.kind {
            Kind::List(items) | Kind::Map(items) => {
                self.place.push(Step::Element);
                self.value(*items, bare, &[], carrier, false);
                self.place.pop();
            }
            kind => self.fields(kind, bare, hidden, carrier),
        }
        self.on_the_way.pop();
    }
}
