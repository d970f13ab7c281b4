//! Values that break one thing, wherever a type can hold them: also where no pair could carry them, since a caller of the
//! types can make them all the same.

use std::fmt::Write as _;

use acs_spec::Tier;
use acsgen_core::lower::model::{RustStruct, RustType};

use super::values::{Maker, boxed_if, held};
use crate::plan::{Kind, Node, Plan};

/// The way to a value.
#[derive(Debug, Clone)]
enum Step<'o> {
    Field(&'o str),
    Element,
    Key,
}

type Way<'o> = Vec<Step<'o>>;

/// A value as an expression, with the rule that it breaks.
#[derive(Debug)]
struct Broken {
    value: String,
    rule: String,
    tier: Tier,
}

impl<'o> Maker<'o> {
    /// Statements about a request in which one value breaks a rule.
    pub(super) fn broken(&self, request: &'o RustStruct, plan: &Plan, out: &mut String) {
        let Some(new) = self.new_of(request, &[]) else {
            return;
        };
        for field in &request.fields {
            let mut way = vec![Step::Field(&field.wire)];
            let within = &mut vec![request.ident.as_str()];
            for broken in self.broken_in(&field.ty, &mut way, within, plan) {
                let (name, value) = (&field.ident, held(field, broken.value));
                let tier = match broken.tier {
                    Tier::Documented => "Documented",
                    Tier::Advisory => "Advisory",
                };
                let _ = writeln!(
                    out,
                    "    (|| {{\n        let mut request = {new};\n        request.{name} = {value};\n        breaks(&request, {:?}, rt::Tier::{tier});\n    }})();",
                    broken.rule
                );
            }
        }
    }

    /// Values of a type that break one thing each. `within`: the structs on the way.
    fn broken_in(
        &self,
        ty: &'o RustType,
        way: &mut Way<'o>,
        within: &mut Vec<&'o str>,
        plan: &Plan,
    ) -> Vec<Broken> {
        match ty {
            RustType::List(items) => self.elements(items, Step::Element, (way, within), plan),
            RustType::Map(items) => self.elements(items, Step::Key, (way, within), plan),
            RustType::Struct { ident, boxed } if !within.contains(&ident.as_str()) => {
                let part = self.of(ident);
                let part = part.and_then(|part| Some((part, self.new_of(part, &[])?)));
                let Some((part, new)) = part else {
                    return Vec::new();
                };
                within.push(ident);
                let mut all = Vec::new();
                for field in &part.fields {
                    way.push(Step::Field(&field.wire));
                    for mut broken in self.broken_in(&field.ty, way, within, plan) {
                        let (name, value) = (&field.ident, held(field, broken.value));
                        let value =
                            format!("{{ let mut part = {new}; part.{name} = {value}; part }}");
                        broken.value = boxed_if(*boxed, value);
                        all.push(broken);
                    }
                    way.pop();
                }
                within.pop();
                all
            }
            RustType::Struct { .. } | RustType::Value => Vec::new(),
            _ => scalar(ty, way, plan),
        }
    }

    fn elements(
        &self,
        items: &'o RustType,
        step: Step<'o>,
        (way, within): (&mut Way<'o>, &mut Vec<&'o str>),
        plan: &Plan,
    ) -> Vec<Broken> {
        let is_key = matches!(step, Step::Key);
        way.push(step);
        let mut all = self.broken_in(items, way, within, plan);
        way.pop();
        for broken in &mut all {
            let value = &broken.value;
            broken.value = match is_key {
                true => {
                    format!("std::collections::BTreeMap::from([(\"k\".to_owned(), {value})])")
                }
                false => format!("vec![{value}]"),
            };
        }
        all
    }
}

/// A float that is no number, and a value for each constraint.
fn scalar(ty: &RustType, way: &Way<'_>, plan: &Plan) -> Vec<Broken> {
    let mut out = Vec::new();
    let no_number = match ty {
        RustType::F32 => Some("f32::INFINITY"),
        RustType::F64 => Some("f64::NAN"),
        _ => None,
    };
    if let Some(value) = no_number {
        let names = way.iter().filter_map(|step| match step {
            Step::Field(name) => Some(*name),
            Step::Key => Some("k"),
            Step::Element => None,
        });
        out.push(Broken {
            value: value.to_owned(),
            rule: format!("{}.type", names.collect::<Vec<_>>().join(".")),
            tier: Tier::Documented,
        });
    }
    let node = node(plan, way);
    for (n, texts) in node.iter().flat_map(|node| &node.pool.bad) {
        let value = texts.iter().find_map(|text| literal(ty, text));
        let asked = node.and_then(|node| node.asked.get(*n));
        if let (Some(value), Some(asked)) = (value, asked) {
            out.push(Broken {
                value,
                rule: asked.id.clone(),
                tier: asked.tier,
            });
        }
    }
    out
}

/// What the plan says of a place.
fn node<'p>(plan: &'p Plan, way: &[Step<'_>]) -> Option<&'p Node> {
    let mut steps = way.iter();
    let slot = |kind: &Kind, name: &str| match kind {
        Kind::Object(slots) => slots
            .iter()
            .find(|slot| slot.name == name)
            .map(|slot| slot.node),
        _ => None,
    };
    let Some(Step::Field(first)) = steps.next() else {
        return None;
    };
    let first = plan.node(slot(&plan.request, first)?);
    steps.try_fold(first, |node, step| {
        let inner = match (step, &node.kind) {
            (Step::Field(name), kind) => slot(kind, name)?,
            (Step::Element, Kind::List(items)) | (Step::Key, Kind::Map(items)) => *items,
            _ => return None,
        };
        Some(plan.node(inner))
    })
}

/// A text as a value of a type, if it is one.
fn literal(ty: &RustType, text: &str) -> Option<String> {
    Some(match ty {
        RustType::Text => format!("{text:?}.to_owned()"),
        RustType::I32 => text.parse::<i32>().ok()?.to_string(),
        RustType::I64 => text.parse::<i64>().ok()?.to_string(),
        RustType::F32 => format!("{:?}", text.parse::<f32>().ok().filter(|n| n.is_finite())?),
        RustType::F64 => format!("{:?}", text.parse::<f64>().ok().filter(|n| n.is_finite())?),
        RustType::Bool => text.parse::<bool>().ok()?.to_string(),
        RustType::Enum(ident) => format!("m::{ident}::from({text:?})"),
        _ => return None,
    })
}
