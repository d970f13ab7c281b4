//! What must be reported of one value at one place, by the constraints there.

use super::Breach;
use crate::checks::{holds, is_of_type, is_text};
use crate::count;
use crate::plan::{Asked, Kind, Need, Plan};
use crate::pool::broken;
use crate::strategy::spots::{Carrier, Spot};
use acs_spec::Tier;

pub(super) fn structural(plan: &Plan, spot: &Spot, kind: &str, tier: Tier) -> Breach {
    Breach {
        rule: format!("{}.{kind}", spot.path),
        tier,
        wire: plan.answer(kind),
    }
}

pub(super) fn of_asked(asked: &Asked) -> Breach {
    Breach {
        rule: asked.id.clone(),
        tier: asked.tier,
        wire: asked.wire.clone(),
    }
}

/// Of a text; `None` where no request can hold it there.
pub(super) fn of_text(plan: &Plan, spot: &Spot, text: &str) -> Option<Vec<Breach>> {
    let node = plan.node(spot.node);
    if spot.carrier == Carrier::Joined
        && spot.need.is_none()
        && (text.is_empty() || text.contains(','))
    {
        return None;
    }
    let Kind::Scalar(kind) = node.kind else {
        // A text in the place of a list or object.
        let is_opaque = matches!(node.kind, Kind::Opaque);
        let fault = structural(plan, spot, "type", Tier::Documented);
        return Some(if is_opaque { Vec::new() } else { vec![fault] });
    };
    if !is_of_type(kind, text) {
        return Some(vec![structural(plan, spot, "type", Tier::Documented)]);
    }
    let numbers = broken(&node.asked, |asked| !holds(asked, kind, text));
    let mut out: Vec<Breach> = numbers
        .iter()
        .filter_map(|n| node.asked.get(*n))
        .map(of_asked)
        .collect();
    if text.is_empty() && spot.need == Some(Need::Yes) && is_text(kind) {
        out.push(structural(plan, spot, "empty", Tier::Advisory));
    }
    Some(out)
}

/// Of so many elements.
pub(super) fn of_count(plan: &Plan, spot: &Spot, count: usize) -> Vec<Breach> {
    let asked = &plan.node(spot.node).asked;
    let numbers = count::broken_by(asked, count);
    numbers
        .iter()
        .filter_map(|n| asked.get(*n))
        .map(of_asked)
        .collect()
}
