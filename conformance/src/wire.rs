//! Spells a request out as pairs, the plain way or in any of the ways that mean the same.

use acs_spec::Type;
use acs_spec::json::Json;
use acs_spec::write::compact;

use crate::checks::is_of_type;
use crate::dice::Dice;
use crate::draft::{Draft, Value};
use crate::plan::{Carriage, Kind, Need, Node, Plan, Slot};

/// Pairs of a request.
pub(crate) type Pairs = Vec<(String, String)>;

/// The pairs of a request. With `dice` they come in any order, lists have holes, and numbers in JSON text may be texts.
pub(crate) fn pairs(plan: &Plan, draft: &Draft, dice: Option<Dice>) -> Pairs {
    let mut speller = Speller {
        plan,
        dice,
        out: Vec::new(),
    };
    for (n, slot) in plan.slots().iter().enumerate() {
        if let Some(value) = draft.request.child(n).filter(|value| value.is_present()) {
            speller.parameter(slot, value);
        }
    }
    let Speller {
        mut dice, mut out, ..
    } = speller;
    out.extend(draft.unknown.iter().cloned());
    if let Some(dice) = &mut dice
        && dice.chance(60)
    {
        dice.shuffle(&mut out);
    }
    out
}

/// What reading a request and writing it again gives; `None` where it cannot be read into types.
pub(crate) fn again(plan: &Plan, draft: &Draft) -> Option<Pairs> {
    let request = plain(plan, &plan.request, &draft.request)?;
    let draft = Draft {
        request,
        unknown: Vec::new(),
    };
    Some(pairs(plan, &draft, None))
}

/// The same with numbers and truth values written plainly, fractions with as many digits as their width has; `None` for what
/// is not of its type or must be there.
fn plain(plan: &Plan, kind: &Kind, value: &Value) -> Option<Value> {
    Some(match (kind, value) {
        (Kind::Scalar(kind), Value::Text(text)) if is_of_type(*kind, text) => {
            Value::Text(match kind {
                Type::Int32 | Type::Int64 => text.parse::<i64>().ok()?.to_string(),
                Type::Float => text.parse::<f32>().ok()?.to_string(),
                Type::Double => text.parse::<f64>().ok()?.to_string(),
                Type::Boolean => text.to_ascii_lowercase(),
                _ => text.clone(),
            })
        }
        (Kind::Opaque, Value::Text(_)) => value.clone(),
        (Kind::Object(slots), Value::Object(values)) => {
            let fields = slots
                .iter()
                .zip(values)
                .map(|(slot, value)| match value.is_present() {
                    true => plain(plan, &plan.node(slot.node).kind, value),
                    // A list or map that must be there reads as an empty one.
                    false => match &plan.node(slot.node).kind {
                        Kind::List(_) | Kind::Map(_) => Some(Value::Absent),
                        _ if slot.need == Need::Yes => None,
                        _ => Some(Value::Absent),
                    },
                });
            Value::Object(fields.collect::<Option<_>>()?)
        }
        (Kind::List(items), Value::List(values)) => {
            let present = values.iter().filter(|value| value.is_present());
            Value::List(
                present
                    .map(|value| plain(plan, &plan.node(*items).kind, value))
                    .collect::<Option<_>>()?,
            )
        }
        (Kind::Map(items), Value::Map(entries)) => {
            let present = entries.iter().filter(|(_, value)| value.is_present());
            let entries = present.map(|(key, value)| {
                Some((key.clone(), plain(plan, &plan.node(*items).kind, value)?))
            });
            Value::Map(entries.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}

struct Speller<'p> {
    plan: &'p Plan,
    dice: Option<Dice>,
    out: Pairs,
}

impl Speller<'_> {
    fn chance(&mut self, percent: usize) -> bool {
        self.dice.as_mut().is_some_and(|dice| dice.chance(percent))
    }

    fn push(&mut self, name: &str, value: impl Into<String>) {
        self.out.push((name.to_owned(), value.into()));
    }

    fn parameter(&mut self, slot: &Slot, value: &Value) {
        let node = self.plan.node(slot.node);
        match (slot.carriage, value) {
            (_, Value::Text(text)) => self.push(&slot.name, text.as_str()),
            (_, Value::Twice(one, other)) => {
                self.push(&slot.name, one.as_str());
                self.push(&slot.name, other.as_str());
            }
            (Carriage::Simple, Value::List(values)) => {
                let texts: Vec<&str> = values
                    .iter()
                    .filter_map(|value| match value {
                        Value::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
                    .collect();
                self.push(&slot.name, texts.join(","));
            }
            (Carriage::Json, value) => {
                let json = self.json(node, value).unwrap_or(Json::Null);
                self.push(&slot.name, compact(&json));
            }
            _ => {
                // A list's first elements may be hidden by parameters named as they would be.
                let hides = |other: &Slot| {
                    other
                        .name
                        .strip_prefix(&slot.name)
                        .is_some_and(|rest| rest.starts_with('.'))
                };
                let from = if self.plan.slots().iter().any(hides) {
                    1000
                } else {
                    1
                };
                self.flat(&slot.name, node, value, from);
            }
        }
    }

    /// `from` is the first index of a list.
    fn flat(&mut self, name: &str, node: &Node, value: &Value, from: usize) {
        let plan = self.plan;
        match (&node.kind, value) {
            (_, Value::Absent) => {}
            (_, Value::Text(text)) => self.push(name, text.as_str()),
            (_, Value::Twice(one, other)) => {
                self.push(name, one.as_str());
                self.push(name, other.as_str());
            }
            (Kind::List(items), Value::List(values)) => {
                let mut index = from;
                for value in values.iter().filter(|value| value.is_present()) {
                    if self.chance(5) {
                        index += self.dice.as_mut().map_or(0, |dice| dice.below(1000));
                    }
                    self.flat(&format!("{name}.{index}"), plan.node(*items), value, 1);
                    index += 1;
                }
            }
            (Kind::Object(slots), Value::Object(values)) => {
                for (slot, value) in slots
                    .iter()
                    .zip(values)
                    .filter(|(_, value)| value.is_present())
                {
                    self.flat(
                        &format!("{name}.{}", slot.name),
                        plan.node(slot.node),
                        value,
                        1,
                    );
                }
            }
            (Kind::Map(items), Value::Map(entries)) => {
                for (key, value) in entries.iter().filter(|(_, value)| value.is_present()) {
                    self.flat(&format!("{name}.{key}"), plan.node(*items), value, 1);
                }
            }
            _ => {}
        }
    }

    fn json(&mut self, node: &Node, value: &Value) -> Option<Json> {
        let plan = self.plan;
        Some(match value {
            Value::Absent => return None,
            Value::Twice(..) => return None,
            Value::Text(text) => self.json_scalar(node, text),
            Value::List(values) => {
                let Kind::List(items) = &node.kind else {
                    return None;
                };
                Json::Array(
                    values
                        .iter()
                        .filter_map(|value| self.json(plan.node(*items), value))
                        .collect(),
                )
            }
            Value::Object(values) => {
                let Kind::Object(slots) = &node.kind else {
                    return None;
                };
                let mut members = Vec::new();
                for (slot, value) in slots.iter().zip(values) {
                    self.json_member(&slot.name, plan.node(slot.node), value, &mut members);
                }
                Json::Object(members)
            }
            Value::Map(entries) => {
                let Kind::Map(items) = &node.kind else {
                    return None;
                };
                let mut members = Vec::new();
                for (key, value) in entries {
                    self.json_member(key, plan.node(*items), value, &mut members);
                }
                Json::Object(members)
            }
        })
    }

    fn json_member(
        &mut self,
        name: &str,
        node: &Node,
        value: &Value,
        members: &mut Vec<(String, Json)>,
    ) {
        match value {
            // In JSON text `null` is absent.
            Value::Absent if self.chance(5) => members.push((name.to_owned(), Json::Null)),
            Value::Twice(one, other) => {
                members.push((name.to_owned(), Json::text(one)));
                members.push((name.to_owned(), Json::text(other)));
            }
            value => members.extend(self.json(node, value).map(|json| (name.to_owned(), json))),
        }
    }

    fn json_scalar(&mut self, node: &Node, text: &str) -> Json {
        let as_text = self.chance(25);
        let (number, truth) = match node.kind {
            Kind::Scalar(Type::Int32 | Type::Int64 | Type::Float | Type::Double) => {
                (!as_text, false)
            }
            Kind::Scalar(Type::Boolean) => (false, !as_text),
            // A text's form in JSON may be a number or truth value as well.
            _ => (
                as_text && self.dice.is_some(),
                as_text && self.dice.is_some(),
            ),
        };
        match text {
            "true" if truth => Json::Bool(true),
            "false" if truth => Json::Bool(false),
            _ if number && is_json_number(text) => Json::Number(text.to_owned()),
            _ => Json::text(text),
        }
    }
}

fn is_json_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let padded =
        digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    crate::checks::is_number(text) && !padded
}
