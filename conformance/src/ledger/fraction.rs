//! What must be tried of a range of numbers that need not be whole.

use acs_spec::Type;
use acs_spec::constraint::NumberRange;

use super::target::{Target, Try};

/// At, just below and just above each bound, and a step of 1 away.
pub(crate) fn targets(kind: Type, range: &NumberRange) -> Vec<Target> {
    let mut out = Vec::new();
    let mut add = |variant: &str, holds: bool, number: String| {
        out.push(Target {
            variant: variant.to_owned(),
            holds,
            boundary: true,
            attempt: Try::Texts(vec![number]),
            essential: true,
        });
    };
    let read = |bound: &Option<String>| bound.as_ref().and_then(|text| text.parse::<f64>().ok());
    let (min, max) = (read(&range.min), read(&range.max));
    let next = |number: f64, up: bool| -> String {
        match kind {
            Type::Float => step_single(number, up),
            _ if up => number.next_up().to_string(),
            _ => number.next_down().to_string(),
        }
    };
    let below_max = |number: f64| max.is_none_or(|max| number < max);
    let above_min = |number: f64| min.is_none_or(|min| number > min);
    if let Some(min) = min {
        // Far out a step of 1 is no step.
        if min - 1.0 < min {
            add("min-1", false, (min - 1.0).to_string());
        }
        add("just below min", false, next(min, false));
        add(
            "min",
            !range.exclusive_min,
            range.min.clone().unwrap_or_default(),
        );
        if below_max(min) {
            add("just above min", true, next(min, true));
        }
        if below_max(min + 1.0) && min + 1.0 > min {
            add("min+1", true, (min + 1.0).to_string());
        }
    }
    if let Some(max) = max {
        if above_min(max - 1.0) && max - 1.0 < max {
            add("max-1", true, (max - 1.0).to_string());
        }
        if above_min(max) {
            add("just below max", true, next(max, false));
        }
        add(
            "max",
            !range.exclusive_max,
            range.max.clone().unwrap_or_default(),
        );
        add("just above max", false, next(max, true));
        if max + 1.0 > max {
            add("max+1", false, (max + 1.0).to_string());
        }
        if max > 1.0 {
            add("10*max", false, (max * 10.0).to_string());
        }
    }
    out
}

#[allow(clippy::cast_possible_truncation)]
fn step_single(number: f64, up: bool) -> String {
    let single = number as f32;
    match up {
        true => single.next_up().to_string(),
        false => single.next_down().to_string(),
    }
}
