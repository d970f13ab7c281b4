//! JSON in the shape of a request, as pairs.

use acs_spec::write::compact;
use acs_spec::{Diagnostic, Json, codes};

use super::Request;
use crate::names::{index, locate};
use crate::plan::{Carriage, Kind, NodeId, Plan};

pub(super) fn from_json(plan: &Plan, json: &Json) -> Result<Request, Vec<Diagnostic>> {
    let Json::Object(members) = json else {
        return Err(vec![Diagnostic::new(
            &codes::BAD_REQUEST_FILE,
            "the request is no JSON object",
            "write an object with the parameters' names as keys; `{}` has none",
        )]);
    };
    let mut writer = Writer {
        plan,
        name: String::new(),
        pairs: Vec::new(),
    };
    for (name, value) in members {
        let declared = plan.request.by_name.get(name);
        let slot = declared.and_then(|n| plan.request.slots.get(*n));
        let place = slot.map(|slot| (slot.node, slot.carriage));
        writer.name.clear();
        writer.name.push_str(name);
        match place {
            Some(_) => writer.put(place, value),
            None => writer.put_named(value),
        }
    }
    Ok(Request(writer.pairs))
}

struct Writer<'p> {
    plan: &'p Plan,
    /// The name so far.
    name: String,
    pairs: Vec<(String, String)>,
}

impl Writer<'_> {
    fn pair(&mut self, value: impl Into<String>) {
        self.pairs.push((self.name.clone(), value.into()));
    }

    /// Twice the same name: a `type` fault, whoever reads the pairs.
    fn misfit(&mut self, value: &Json) {
        self.pair(compact(value));
        self.pair(compact(value));
    }

    /// A value whose name the spec may know as it is on the wire.
    fn put_named(&mut self, value: &Json) {
        let place = locate(self.plan, &self.name, &mut Vec::new());
        self.put(place.map(|place| (place.node, place.carriage)), value);
    }

    fn put(&mut self, place: Option<(NodeId, Carriage)>, value: &Json) {
        if let Some(text) = scalar_text(value) {
            return self.pair(text);
        }
        if *value == Json::Null {
            return;
        }
        let Some((node, carriage)) = place else {
            return self.pair(compact(value));
        };
        match (carriage, self.plan.kind(node)) {
            (Carriage::Scalar, Kind::Scalar(scalar)) if !scalar.is_open() => self.misfit(value),
            (Carriage::Scalar | Carriage::Json | Carriage::Opaque, _) => self.pair(compact(value)),
            (Carriage::Simple, Kind::List(items)) => self.simple(*items, value),
            (Carriage::Simple, _) => self.misfit(value),
            (Carriage::Flat, _) => self.flat(node, value),
        }
    }

    /// The elements of a list joined by commas.
    fn simple(&mut self, items: NodeId, value: &Json) {
        let Json::Array(elements) = value else {
            return self.misfit(value);
        };
        let is_open = matches!(self.plan.kind(items), Kind::Scalar(scalar) if scalar.is_open());
        let mut texts = Vec::with_capacity(elements.len());
        for element in elements {
            match scalar_text(element) {
                Some(text) => texts.push(text),
                None if *element == Json::Null => {}
                None if is_open => texts.push(compact(element)),
                None => return self.misfit(value),
            }
        }
        if !texts.is_empty() {
            self.pair(texts.join(","));
        }
    }

    /// The parts of a list or object, each under its own name.
    fn flat(&mut self, node: NodeId, value: &Json) {
        match value {
            Json::Array(elements) => {
                for (n, element) in elements.iter().enumerate() {
                    self.part(node, &(n + 1).to_string(), element);
                }
            }
            Json::Object(members) => {
                for (name, member) in members {
                    self.part(node, name, member);
                }
            }
            _ => {}
        }
    }

    fn part(&mut self, node: NodeId, step: &str, value: &Json) {
        let before = self.name.len();
        self.name.push('.');
        self.name.push_str(step);
        let inside = match self.plan.kind(node) {
            Kind::List(items) => index(step).map(|_| *items),
            Kind::Map(items) => Some(*items),
            Kind::Object(object) => object
                .by_name
                .get(step)
                .and_then(|n| Some(object.slots.get(*n)?.node)),
            Kind::Scalar(_) => None,
        };
        match inside {
            Some(node) => {
                let carriage = match self.plan.kind(node) {
                    Kind::Scalar(_) => Carriage::Scalar,
                    _ => Carriage::Flat,
                };
                self.put(Some((node, carriage)), value);
            }
            None => self.put_named(value),
        }
        self.name.truncate(before);
    }
}

/// A scalar's text: a number's is its source text.
fn scalar_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) | Json::Number(text) => Some(text.clone()),
        Json::Bool(truth) => Some(truth.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}
