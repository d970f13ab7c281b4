//! What a request holds, as a tree in the shape of the spec: pairs are sorted to their places, JSON text is read.
//!
//! Time and memory are bounded by the size of the request: positions of lists are never counted up, only sorted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use acs_spec::json::{self, Node as JsonNode, Value};
use acs_spec::write::compact;

use crate::names::{Step, locate};
use crate::plan::{Carriage, Kind, NodeId, Object, Plan};
use crate::request::Request;
use crate::scalar::Scalar;

/// A value that is present.
#[derive(Debug)]
pub(crate) enum Found<'r> {
    /// A scalar that its type can read.
    Text(Cow<'r, str>),
    /// A text that is not looked into.
    Opaque,
    /// At least one element.
    List(Vec<Found<'r>>),
    /// At least one field, by slot, ascending.
    Object(Fields<'r>),
    /// At least one entry, by key, ascending.
    Map(Vec<(Cow<'r, str>, Found<'r>)>),
    /// A `type` fault.
    Wrong(Wrong<'r>),
}

/// The fields of an object that are present, by slot, ascending.
pub(crate) type Fields<'r> = Vec<(usize, Found<'r>)>;

/// What stands where a value of the type belongs.
#[derive(Debug)]
pub(crate) enum Wrong<'r> {
    /// This text.
    Text(Cow<'r, str>),
    /// So many values where one belongs, not all equal.
    Several(usize),
}

/// What matches nothing in the spec.
#[derive(Debug)]
pub(crate) struct Unknown<'r> {
    pub(crate) path: Cow<'r, str>,
    /// How long the value is. It may be a secret under a misspelt name, so it is not kept.
    pub(crate) chars: usize,
}

/// A request in the shape of the spec.
#[derive(Debug, Default)]
pub(crate) struct Shaped<'r> {
    pub(crate) parameters: Fields<'r>,
    pub(crate) unknown: Vec<Unknown<'r>>,
}

/// A pair whose name has a meaning.
struct Matched<'r> {
    parameter: usize,
    /// Its steps, in the common list.
    from: usize,
    to: usize,
    value: &'r str,
}

/// Sorts a request's pairs to their places.
pub(crate) fn shape<'r>(plan: &Plan, request: &'r Request) -> Shaped<'r> {
    let mut steps: Vec<Step<'r>> = Vec::new();
    let mut matched: Vec<Matched<'r>> = Vec::new();
    let mut unknown = Vec::new();
    for (name, value) in request.pairs() {
        let from = steps.len();
        match locate(plan, name, &mut steps) {
            Some(place) if place.carriage != Carriage::Flat => matched.push(Matched {
                parameter: place.parameter,
                from,
                to: steps.len(),
                value,
            }),
            _ => {
                steps.truncate(from);
                unknown.push(Unknown {
                    path: Cow::Borrowed(name),
                    chars: value.chars().count(),
                });
            }
        }
    }
    let way = |pair: &Matched<'r>| steps.get(pair.from..pair.to).unwrap_or_default();
    matched.sort_by(|a, b| {
        a.parameter
            .cmp(&b.parameter)
            .then_with(|| way(a).cmp(way(b)))
    });
    let mut shaper = Shaper {
        plan,
        steps: &steps,
        unknown,
    };
    let parameters = matched
        .chunk_by(|a, b| a.parameter == b.parameter)
        .filter_map(|group| {
            let parameter = group.first()?.parameter;
            Some((parameter, shaper.parameter(parameter, group)?))
        })
        .collect();
    Shaped {
        parameters,
        unknown: shaper.unknown,
    }
}

struct Shaper<'p, 's, 'r> {
    plan: &'p Plan,
    steps: &'s [Step<'r>],
    unknown: Vec<Unknown<'r>>,
}

impl<'r> Shaper<'_, '_, 'r> {
    fn parameter(&mut self, parameter: usize, group: &[Matched<'r>]) -> Option<Found<'r>> {
        let slot = self.plan.request.slots.get(parameter)?;
        if slot.carriage == Carriage::Flat {
            return Some(self.flat(slot.node, group, 0));
        }
        let text = match once(group) {
            Ok(text) => text,
            Err(wrong) => return Some(Found::Wrong(wrong)),
        };
        let kind = self.plan.kind(slot.node);
        match (slot.carriage, kind) {
            (Carriage::Simple, Kind::List(items)) => {
                let Kind::Scalar(scalar) = *self.plan.kind(*items) else {
                    return Some(Found::Opaque);
                };
                if text.is_empty() {
                    return None;
                }
                let elements = text.split(',').map(|piece| leaf(scalar, piece.into()));
                Some(Found::List(elements.collect()))
            }
            (Carriage::Json, _) => match json::parse(text) {
                Ok(tree) => self.json(slot.node, tree, &mut slot.name.clone()),
                Err(_) => Some(Found::Wrong(Wrong::Text(text.into()))),
            },
            (_, Kind::Scalar(scalar)) => Some(leaf(*scalar, text.into())),
            _ => Some(Found::Opaque),
        }
    }

    /// The value that a group of pairs has at a place `depth` steps inwards.
    fn flat(&self, node: NodeId, group: &[Matched<'r>], depth: usize) -> Found<'r> {
        let step = |pair: &Matched<'r>| {
            let way = self.steps.get(pair.from..pair.to)?;
            way.get(depth).copied()
        };
        let parts = || {
            group
                .chunk_by(|a, b| step(a) == step(b))
                .filter_map(|part| Some((step(part.first()?)?, part)))
        };
        match self.plan.kind(node) {
            Kind::Scalar(scalar) => match once(group) {
                Ok(text) => leaf(*scalar, text.into()),
                Err(wrong) => Found::Wrong(wrong),
            },
            Kind::List(items) => {
                let elements = parts().map(|(_, part)| self.flat(*items, part, depth + 1));
                Found::List(elements.collect())
            }
            Kind::Map(items) => {
                let entries = parts().filter_map(|(step, part)| match step {
                    Step::Key(key) => Some((key.into(), self.flat(*items, part, depth + 1))),
                    _ => None,
                });
                Found::Map(entries.collect())
            }
            Kind::Object(object) => {
                let fields = parts().filter_map(|(step, part)| match step {
                    Step::Field(field) => {
                        let node = object.slots.get(field)?.node;
                        Some((field, self.flat(node, part, depth + 1)))
                    }
                    _ => None,
                });
                Found::Object(fields.collect())
            }
        }
    }

    /// A value of JSON text; nothing where it is absent. `path` is where it stands, for members that the spec lacks.
    fn json(&mut self, node: NodeId, tree: JsonNode, path: &mut String) -> Option<Found<'r>> {
        match (self.plan.kind(node), tree.value) {
            (_, Value::Null) => None,
            (Kind::Scalar(scalar), value @ (Value::Array(_) | Value::Object(_))) => {
                let text = raw(tree.span, value);
                Some(match scalar.is_open() {
                    true => Found::Text(text.into()),
                    false => Found::Wrong(Wrong::Text(text.into())),
                })
            }
            (Kind::Scalar(scalar), Value::String(text) | Value::Number(text)) => {
                Some(leaf(*scalar, text.into()))
            }
            (Kind::Scalar(scalar), Value::Bool(truth)) => {
                Some(leaf(*scalar, if truth { "true" } else { "false" }.into()))
            }
            (Kind::List(items), Value::Array(elements)) => {
                let mut found = Vec::with_capacity(elements.len());
                for (n, element) in elements.into_iter().enumerate() {
                    let element = within(path, &format!("[{}]", n + 1), |path| {
                        self.json(*items, element, path)
                    });
                    found.extend(element);
                }
                (!found.is_empty()).then_some(Found::List(found))
            }
            (Kind::Map(items), Value::Object(members)) => {
                let mut entries: Vec<(Cow<'r, str>, Option<Found<'r>>)> =
                    Vec::with_capacity(members.len());
                for member in members {
                    let found = within(path, &format!(".{}", member.name), |path| {
                        self.json(*items, member.node, path)
                    });
                    entries.push((member.name.into(), found));
                }
                let entries = sorted(entries);
                (!entries.is_empty()).then_some(Found::Map(entries))
            }
            (Kind::Object(object), Value::Object(members)) => {
                let object = std::sync::Arc::clone(object);
                let fields = self.json_fields(&object, members, path);
                (!fields.is_empty()).then_some(Found::Object(fields))
            }
            (_, value) => Some(Found::Wrong(Wrong::Text(raw(tree.span, value).into()))),
        }
    }

    fn json_fields(
        &mut self,
        object: &Object,
        members: Vec<json::Member>,
        path: &mut String,
    ) -> Fields<'r> {
        let mut fields = Vec::with_capacity(members.len());
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for member in &members {
            *names.entry(member.name.clone()).or_default() += 1;
        }
        for member in members {
            // `null` is absent, whatever it is called; a name that stands twice is not, whatever it holds.
            let once = names.get(&member.name) == Some(&1);
            if once && matches!(member.node.value, Value::Null) {
                continue;
            }
            let found = within(path, &format!(".{}", member.name), |path| {
                let slot = object.by_name.get(&member.name);
                let Some((slot, node)) = slot.and_then(|n| Some((*n, object.slots.get(*n)?.node)))
                else {
                    // One name is one finding, however often it stands there.
                    if names.remove(&member.name).is_some() {
                        let text = raw(member.node.span, member.node.value);
                        self.unknown.push(Unknown {
                            path: Cow::Owned(path.clone()),
                            chars: text.chars().count(),
                        });
                    }
                    return None;
                };
                Some((slot, self.json(node, member.node, path)))
            });
            fields.extend(found);
        }
        sorted(fields)
    }
}

/// The one value of a group of pairs with the same name.
fn once<'r>(group: &[Matched<'r>]) -> Result<&'r str, Wrong<'r>> {
    match group {
        [pair] => Ok(pair.value),
        // The same over and over (as an object for a scalar in a JSON request is) can be shown.
        [pair, rest @ ..] if rest.iter().all(|other| other.value == pair.value) => {
            Err(Wrong::Text(pair.value.into()))
        }
        _ => Err(Wrong::Several(group.len())),
    }
}

fn leaf(scalar: Scalar, text: Cow<'_, str>) -> Found<'_> {
    match scalar.read(&text) {
        Some(_) => Found::Text(text),
        None => Found::Wrong(Wrong::Text(text)),
    }
}

/// In order; of members with the same name one remains, a fault, even if each of them is absent by its value. Other
/// absent ones go.
fn sorted<'r, K: Ord>(mut members: Vec<(K, Option<Found<'r>>)>) -> Vec<(K, Found<'r>)> {
    members.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut out: Vec<(K, Option<Found<'r>>)> = Vec::with_capacity(members.len());
    for (name, found) in members {
        match out.last_mut() {
            Some((last, twice)) if *last == name => {
                let count = match twice {
                    Some(Found::Wrong(Wrong::Several(count))) => *count + 1,
                    _ => 2,
                };
                *twice = Some(Found::Wrong(Wrong::Several(count)));
            }
            _ => out.push((name, found)),
        }
    }
    out.into_iter()
        .filter_map(|(name, found)| Some((name, found?)))
        .collect()
}

/// A value's text: of a scalar the text itself, of anything else JSON.
fn raw(span: json::Span, value: Value) -> String {
    match value {
        Value::String(text) | Value::Number(text) => text,
        value => compact(&JsonNode { span, value }.to_json()),
    }
}

/// Runs `each` with more at the end of the path.
fn within<T>(path: &mut String, more: &str, each: impl FnOnce(&mut String) -> T) -> T {
    let before = path.len();
    path.push_str(more);
    let out = each(path);
    path.truncate(before);
    out
}
