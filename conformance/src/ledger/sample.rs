//! What must be tried of patterns and times: samples of both polarities.

use super::target::{Target, Try, label};
use crate::patterns::matching;
use crate::plan::Asked;
use crate::times;

/// Most samples of one polarity. More say nothing new, and a pattern's neighbours are many.
const MAX: usize = 12;

fn targets(mut texts: Vec<String>, holds: impl Fn(&str) -> bool) -> Vec<Target> {
    texts.sort_by_key(|text| (text.len(), text.clone()));
    texts.dedup();
    let (inside, outside): (Vec<String>, Vec<String>) = texts.into_iter().partition(|t| holds(t));
    let some = |texts: Vec<String>, holds: bool| {
        let step = texts.len().div_ceil(MAX).max(1);
        let target = move |text: String| Target {
            variant: label(&text),
            holds,
            boundary: false,
            attempt: Try::Texts(vec![text]),
            essential: false,
        };
        texts.into_iter().step_by(step).map(target)
    };
    let mut out: Vec<Target> = some(inside, true).chain(some(outside, false)).collect();
    // Of each polarity one at least must be met.
    for wanted in [true, false] {
        if let Some(first) = out.iter_mut().find(|target| target.holds == wanted) {
            first.essential = true;
        }
    }
    out
}

/// Texts made from the pattern, and their neighbours.
pub(crate) fn of_pattern(asked: &Asked, pattern: &str) -> Vec<Target> {
    let Some(compiled) = &asked.pattern else {
        return Vec::new();
    };
    targets(matching(pattern), |text| compiled.is_match(text))
}

/// Times in the format and their neighbours.
pub(crate) fn of_datetime(format: &str) -> Vec<Target> {
    targets(times::near(format), |text| times::holds(format, text))
}
