//! What varies in an operation, and over what: factors and levels, from the spec.

use std::fmt;

use crate::checks::is_text;
use crate::count;
use crate::ledger::target::{Try, label, of_constraint};
use crate::plan::{Kind, Need, Node, Plan};
use crate::rules::kind_of;
use crate::strategy::faults::{self, Fault, What};
use crate::strategy::spots::{self, Carrier, Spot, Step};

/// Most factors of one operation, the outer ones first.
const MAX_FACTORS: usize = 250;

/// Most sound levels of one factor.
const MAX_LEVELS: usize = 14;

/// Deepest place that is a factor.
const MAX_DEPTH: usize = 5;

/// A parameter, field or element.
#[derive(Debug, Clone)]
pub struct Factor {
    name: String,
    pub(super) place: Vec<Step>,
    levels: Vec<Level>,
    sound: usize,
}

/// What a factor is in a request.
#[derive(Debug, Clone)]
pub struct Level {
    pub(super) put: Put,
    pub(super) fault: Option<Fault>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Put {
    Absent,
    Present,
    Text(String),
    Count(usize),
}

impl Factor {
    /// As rules name it; an element has `[]` behind it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All levels: those that break nothing first.
    #[must_use]
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// How many levels break nothing.
    #[must_use]
    pub fn sound(&self) -> usize {
        self.sound
    }
}

impl Level {
    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.put {
            Put::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether it is to be absent.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        self.put == Put::Absent
    }

    /// The rule that it breaks, if it does.
    #[must_use]
    pub fn breaks(&self) -> Option<&str> {
        self.fault.as_ref().map(|fault| fault.rule.as_str())
    }

    fn sound(put: Put) -> Level {
        Level { put, fault: None }
    }
}

/// `= "PrePaid"`, `absent`, `present`, `of 3 elements`.
impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.put {
            Put::Absent => f.write_str("absent"),
            Put::Present => f.write_str("present"),
            Put::Text(text) => write!(f, "= {}", label(text)),
            Put::Count(count) => write!(f, "of {count} elements"),
        }
    }
}

/// All factors of an operation.
pub(super) fn all(plan: &Plan) -> Vec<Factor> {
    let mut spots = spots::all(plan);
    spots.retain(|spot| spot.place.len() <= MAX_DEPTH);
    spots.sort_by_key(|spot| spot.place.len());
    let factors = spots.iter().filter_map(|spot| factor(plan, spot));
    factors.take(MAX_FACTORS).collect()
}

fn factor(plan: &Plan, spot: &Spot) -> Option<Factor> {
    let node = plan.node(spot.node);
    let mut levels = Vec::new();
    // What is required by an advisory rule is not absent in a sound request.
    if spot.need == Some(Need::No) {
        levels.push(Level::sound(Put::Absent));
    }
    match &node.kind {
        Kind::Scalar(_) => {
            let texts = texts(plan, spot, node);
            levels.extend(texts.into_iter().map(|text| Level::sound(Put::Text(text))));
        }
        Kind::List(_) | Kind::Map(_) => {
            let mut counts = count::good(&node.asked);
            // The bounds, and something between.
            if counts.len() > 3 {
                counts = [0, 1, counts.len() - 1]
                    .iter()
                    .filter_map(|n| counts.get(*n).copied())
                    .collect();
            }
            levels.extend(
                counts
                    .into_iter()
                    .map(|count| Level::sound(Put::Count(count))),
            );
        }
        Kind::Object(_) | Kind::Opaque if spot.need.is_some() => {
            levels.push(Level::sound(Put::Present));
        }
        Kind::Object(_) | Kind::Opaque => {}
    }
    levels.truncate(MAX_LEVELS);
    let sound = levels.len();
    for fault in faults::at(plan, spot) {
        levels.extend(faulted(node, spot, &fault).map(|put| Level {
            put,
            fault: Some(fault),
        }));
    }
    // What is always the same in every request pairs with nothing new.
    if levels.len() < 2 {
        return None;
    }
    let element = spot.place.last() == Some(&Step::Element);
    Some(Factor {
        name: format!("{}{}", spot.path, if element { "[]" } else { "" }),
        place: spot.place.clone(),
        levels,
        sound,
    })
}

/// Members, bounds, and one value that is simply sound.
fn texts(plan: &Plan, spot: &Spot, node: &Node) -> Vec<String> {
    let kind = kind_of(plan, spot.node);
    let mut out: Vec<String> = Vec::new();
    let good = &node.pool.good;
    let is_good = |text: &String| good.iter().any(|other| other == text);
    let mut add = |text: Option<&String>| {
        if let Some(text) = text.filter(|text| !text.is_empty())
            && !out.contains(text)
        {
            out.push(text.clone());
        }
    };
    let is_truth = kind == acs_spec::Type::Boolean;
    for text in ["true", "false"].map(str::to_owned) {
        add(Some(&text).filter(|text| is_truth && is_good(text)));
    }
    for asked in &node.asked {
        for target in of_constraint(kind, node, asked) {
            let Try::Texts(texts) = &target.attempt else {
                continue;
            };
            let at_bound = ["min", "max"].iter().any(|bound| {
                let rest = target.variant.strip_prefix(bound);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['(', ':']))
            });
            let is_level = at_bound || !target.boundary && target.essential;
            if target.holds && is_level {
                add(texts.iter().find(|text| is_good(text)));
            }
        }
    }
    if node.asked.is_empty() && !is_text(kind) {
        // The extremes of the type, as they are written plainly.
        let number = |text: &String| text.parse::<i128>().ok().filter(|n| n.to_string() == *text);
        let numbers: Vec<&String> = good.iter().filter(|text| number(text).is_some()).collect();
        add(numbers.iter().min_by_key(|text| number(text)).copied());
        add(numbers.iter().max_by_key(|text| number(text)).copied());
    }
    // Letters and digits, if they will do: a request of an array is read by people, too.
    let plain = |text: &&String| text.chars().all(|c| c.is_ascii_alphanumeric());
    let some = |text: &&String| !text.is_empty();
    let simplest = good
        .iter()
        .filter(some)
        .find(plain)
        .or(node.pool.simplest());
    add(simplest.filter(|_| !is_truth));
    out
}

/// A value with this fault.
fn faulted(node: &Node, spot: &Spot, fault: &Fault) -> Option<Put> {
    Some(match fault.what {
        What::Constraint(n) => match &node.kind {
            // Where it is required, the empty text is another fault as well.
            Kind::Scalar(_) => {
                let mut bad = node.pool.bad(n).iter();
                Put::Text(
                    bad.find(|text| !text.is_empty() || spot.need != Some(Need::Yes))?
                        .clone(),
                )
            }
            _ => Put::Count(*count::bad(&node.asked, n).first()?),
        },
        What::Type => match &node.kind {
            Kind::Scalar(_) => {
                let mut ill = node.pool.ill.iter();
                Put::Text(ill.find(|text| !text.is_empty())?.clone())
            }
            _ if spot.carrier == Carrier::Json && spot.place.len() == 1 => {
                Put::Text("nonsense".to_owned())
            }
            _ => Put::Text("x".to_owned()),
        },
        What::Required => Put::Absent,
        What::Empty => Put::Text(String::new()),
        // Truth tables, and names beside the request, are the ledger's.
        What::Twice | What::Unknown | What::Rule(_) | What::RuleByDefault(_) => return None,
    })
}
