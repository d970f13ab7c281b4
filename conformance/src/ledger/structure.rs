//! What must be tried at each place whatever is asked of it: absent and present, of the type and not, empty, twice, and names
//! that the operation does not have.

use acs_spec::Type;

use super::target::label;
use crate::checks::is_text;
use crate::draft::Value;
use crate::plan::{Carriage, Kind, Need, Plan};
use crate::rules::kind_of;
use crate::strategy::faults::may_be_twice;
use crate::strategy::spots::{Carrier, Spot, Step};

/// What is put at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Put {
    /// Any of these texts.
    Texts(Vec<String>),
    /// So many elements or entries.
    Count(usize),
    Absent,
    /// Whatever is sound.
    Present,
    /// One name, two values.
    Twice,
    /// A pair beside the request.
    Beside(String),
}

/// One thing to try.
#[derive(Debug, Clone)]
pub(crate) struct Structural {
    /// `required`, `type`, `empty`, `unknown`, or `any`.
    pub(crate) kind: &'static str,
    pub(crate) variant: String,
    /// The structural rule is broken.
    pub(crate) broken: bool,
    pub(crate) put: Put,
    pub(crate) essential: bool,
}

/// Texts that are values of no number and no truth value, and some that a careless reader takes for one.
const ILL: &[&str] = &[
    "",
    "-",
    "+1",
    "1.0",
    "1.5",
    "1e1",
    " 1",
    "1 ",
    "0x1",
    "1_000",
    "--1",
    "1-",
    "٣",
    "１",
    "a",
    "1a",
    "99999999999999999999999",
    "yes",
    "0",
    "1",
    " true",
    "false ",
    "truefalse",
    "ｔrue",
    "NaN",
    "inf",
    ".5",
    "5.",
    "1e",
    "1e999",
    "1,5",
    "null",
];

/// Texts that are values of every text.
const ANY: &[&str] = &[
    " ", "a", "Z", "7", "中", "😀", "a b", "\0", "\n", "true", "-1", "e\u{301}", "a,b", "%2B&=",
];

/// All that must be tried at a place.
pub(crate) fn at(plan: &Plan, spot: &Spot) -> Vec<Structural> {
    let mut out = Vec::new();
    let mut add = |kind, variant: String, broken, put, essential| {
        out.push(Structural {
            kind,
            variant,
            broken,
            put,
            essential,
        });
    };
    let node = plan.node(spot.node);
    if let Some(need) = spot.need {
        add(
            "required",
            "absent".into(),
            need != Need::No,
            Put::Absent,
            true,
        );
        add("required", "present".into(), false, Put::Present, true);
    }
    if may_be_twice(plan, spot) {
        add("type", "twice".into(), true, Put::Twice, true);
    }
    let kind = kind_of(plan, spot.node);
    match &node.kind {
        Kind::Scalar(_) if !is_text(kind) => {
            for text in ILL.iter().filter(|text| !is_value(kind, text)) {
                if spot.carrier == Carrier::Joined && (text.is_empty() || text.contains(',')) {
                    continue;
                }
                add(
                    "type",
                    label(text),
                    true,
                    Put::Texts(vec![(*text).to_owned()]),
                    false,
                );
            }
            for (variant, text, holds) in edges(kind) {
                add(
                    "type",
                    variant.to_owned(),
                    !holds,
                    Put::Texts(vec![text]),
                    false,
                );
            }
        }
        Kind::Scalar(_) => {
            if spot.need.is_some() {
                let broken = spot.need == Some(Need::Yes);
                add(
                    "empty",
                    "empty".into(),
                    broken,
                    Put::Texts(vec![String::new()]),
                    broken && node.asked.is_empty(),
                );
            }
            if node.asked.is_empty() {
                let long = "x".repeat(1_000);
                for text in ANY.iter().copied().chain([long.as_str()]) {
                    if spot.carrier != Carrier::Joined || !text.contains(',') {
                        add(
                            "any",
                            label(text),
                            false,
                            Put::Texts(vec![text.to_owned()]),
                            true,
                        );
                    }
                }
            }
        }
        Kind::List(_) | Kind::Map(_) => {
            if spot.carrier == Carrier::Json && spot.place.len() == 1 {
                ill_json(&node.kind, &mut add);
            }
            if node.asked.is_empty() {
                for count in [1, 2, 30] {
                    add(
                        "any",
                        format!("{count} elements"),
                        false,
                        Put::Count(count),
                        count == 1,
                    );
                }
            }
        }
        Kind::Object(_) if spot.carrier == Carrier::Json && spot.place.len() == 1 => {
            ill_json(&node.kind, &mut add);
        }
        Kind::Object(_) | Kind::Opaque => {}
    }
    out
}

fn ill_json(kind: &Kind, add: &mut dyn FnMut(&'static str, String, bool, Put, bool)) {
    let other = if matches!(kind, Kind::List(_)) {
        "{\"a\":1}"
    } else {
        "[1]"
    };
    for text in [
        "", "{", "[1", "nonsense", "\"text\"", "12", "true", "[] []", "'x'", other,
    ] {
        add(
            "type",
            label(text),
            true,
            Put::Texts(vec![text.to_owned()]),
            true,
        );
    }
}

/// By the definition of the types, not by asking the checks.
fn is_value(kind: Type, text: &str) -> bool {
    match kind {
        Type::Boolean => matches!(text.to_ascii_lowercase().as_str(), "true" | "false"),
        Type::Int32 | Type::Int64 => matches!(text, "0" | "1"),
        _ => matches!(
            text,
            "0" | "1" | "1.0" | "1.5" | "1e1" | "99999999999999999999999"
        ),
    }
}

/// At and beyond the edges of a type.
fn edges(kind: Type) -> Vec<(&'static str, String, bool)> {
    let whole = |least: i128, greatest: i128| {
        vec![
            ("below the least", (least - 1).to_string(), false),
            ("least", least.to_string(), true),
            ("greatest", greatest.to_string(), true),
            ("above the greatest", (greatest + 1).to_string(), false),
            ("minus zero", "-0".to_owned(), true),
            ("padded", "001".to_owned(), true),
        ]
    };
    match kind {
        Type::Int32 => whole(i32::MIN.into(), i32::MAX.into()),
        Type::Int64 => whole(i64::MIN.into(), i64::MAX.into()),
        Type::Float => vec![
            ("greatest", f32::MAX.to_string(), true),
            ("above the greatest", "3.5e38".to_owned(), false),
            ("exponent", "1E-2".to_owned(), true),
        ],
        Type::Double => vec![
            ("greatest", f64::MAX.to_string(), true),
            ("above the greatest", "1.8e308".to_owned(), false),
            ("exponent", "1E-2".to_owned(), true),
        ],
        Type::Boolean => ["true", "false", "True", "FALSE", "tRuE"]
            .map(|text| (text, text.to_owned(), true))
            .to_vec(),
        _ => Vec::new(),
    }
}

/// Names that the operation does not have, near those that it has.
pub(crate) fn unknown(plan: &Plan) -> Vec<Structural> {
    let slots = plan.slots();
    let is_known = |name: &str| {
        let fits = |declared: &str| {
            let rest = name.strip_prefix(declared);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        slots.iter().any(|slot| fits(&slot.name))
    };
    let mut names: Vec<(String, String)> = vec![("no such name".into(), "NoSuchParameter".into())];
    for slot in slots {
        let flipped: String = slot.name.chars().map(flip).collect();
        names.push((format!("{}, case flipped", slot.name), flipped));
        names.push((
            format!("{}, drawn out", slot.name),
            format!("{}X", slot.name),
        ));
    }
    names.retain(|(_, name)| !is_known(name));
    for slot in slots {
        let inner = |ending: &str| format!("{}{ending}", slot.name);
        let is_scalar = matches!(plan.node(slot.node).kind, Kind::Scalar(_) | Kind::Opaque);
        let alone = !slots
            .iter()
            .any(|other| other.name.starts_with(&inner(".")));
        let list = matches!(plan.node(slot.node).kind, Kind::List(_));
        if alone && (is_scalar || slot.carriage != Carriage::Flat) {
            names.push((format!("{}, numbered", slot.name), inner(".1")));
        } else if alone && list {
            for ending in ["", ".0", ".01", ".-1", ".x", ".2147483648"] {
                names.push((
                    format!("{}, `{ending}` behind it", slot.name),
                    inner(ending),
                ));
            }
        }
    }
    let target = |(variant, name): (String, String)| Structural {
        kind: "unknown",
        variant,
        broken: true,
        put: Put::Beside(name),
        essential: true,
    };
    names.into_iter().map(target).collect()
}

fn flip(c: char) -> char {
    match c.is_ascii_lowercase() {
        true => c.to_ascii_uppercase(),
        false => c.to_ascii_lowercase(),
    }
}

/// A value put at a place, where nothing but the place is needed to say it.
pub(crate) fn plain(put: &Put, text: Option<&String>) -> Option<Value> {
    match put {
        Put::Texts(_) => text.map(|text| Value::Text(text.clone())),
        Put::Absent => Some(Value::Absent),
        _ => None,
    }
}

/// Whether a place is an element or entry.
pub(crate) fn is_element(place: &[Step]) -> bool {
    place.last() == Some(&Step::Element)
}
