//! What a spec makes impossible: a rule that no request can break or keep alone, a place that cannot be as it should.

use super::Breach;
use super::build::is_expected_of;
use super::make::Probe;
use super::structure::Put;
use crate::compare::{Finding, Findings};
use crate::draft::Draft;
use crate::plan::{Kind, Node, Plan, Slot};
use crate::strategy::spots::Step;

/// What comes of an obligation where the spec hides it: the request with the least, if all that it has besides was in every
/// request tried, and is of rules across parameters.
pub(super) fn inevitable(
    plan: &Plan,
    expected: &[Breach],
    tried: Vec<(Draft, Findings)>,
) -> Option<(Draft, Vec<Breach>)> {
    let everywhere = |finding: &Finding| {
        let has = |found: &Findings| found.iter().any(|other| other.rule == finding.rule);
        tried.len() > 1 && tried.iter().all(|(_, found)| has(found))
    };
    let least = tried.iter().min_by_key(|(_, found)| found.len())?;
    let mut whole = expected.to_vec();
    for finding in &least.1 {
        if whole.iter().any(|breach| breach.is(finding)) || plan.is_inherent(finding) {
            continue;
        }
        let across = plan.rules.iter().any(|rule| rule.id == finding.rule);
        if !across || !everywhere(finding) {
            return None;
        }
        whole.push(Breach::of(finding));
    }
    let is_it = is_expected_of(plan, &whole, &least.1);
    is_it.then(|| (least.0.clone(), whole))
}

/// Why a place cannot be as it should, where the spec is the reason.
pub(super) fn why_not(plan: &Plan, probe: &Probe) -> Option<&'static str> {
    let Probe::At(place, put) = probe else {
        return None;
    };
    let (last, parent) = place.split_last()?;
    let kind_of_step = |kind: &Kind, step: &Step| match (kind, step) {
        (Kind::Object(slots), Step::Slot(n)) => Some(&plan.node(slots.get(*n)?.node).kind),
        (Kind::List(items) | Kind::Map(items), Step::Element) => Some(&plan.node(*items).kind),
        _ => None,
    };
    let parent = parent.iter().try_fold(&plan.request, kind_of_step)?;
    let (Kind::Object(slots), Step::Slot(n)) = (parent, last) else {
        return None;
    };
    let fits = |slot: &Slot| match plan.node(slot.node) {
        Node {
            kind: Kind::Scalar(_),
            pool,
            ..
        } => !pool.good.is_empty(),
        _ => true,
    };
    match put {
        Put::Absent if place.len() > 1 && slots.len() == 1 => {
            Some("without its only field the object is not there either")
        }
        Put::Present | Put::Twice if !slots.get(*n).is_some_and(fits) => {
            Some("no value breaks nothing")
        }
        _ => None,
    }
}
