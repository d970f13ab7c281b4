//! Numbers of elements of a list or map, sorted by what they break.

use std::collections::BTreeSet;

use acs_spec::constraint::Check;

use crate::boundary::{MAX_COUNT, around};
use crate::checks::count_holds;
use crate::plan::Asked;
use crate::pool::broken;

/// The constraints that so many elements break.
pub(crate) fn broken_by(asked: &[Asked], count: usize) -> Vec<usize> {
    broken(asked, |asked| match &asked.check {
        Check::Items(items) => !count_holds(items, count),
        _ => false,
    })
}

/// Numbers at and around every bound; none of them 0, which is absent.
pub(crate) fn counts(asked: &[Asked]) -> BTreeSet<usize> {
    let mut out = BTreeSet::from([1, 2, 3]);
    for asked in asked {
        let Check::Items(items) = &asked.check else {
            continue;
        };
        out.extend(
            [items.min, items.max]
                .into_iter()
                .flatten()
                .flat_map(around),
        );
        out.extend(
            items
                .max
                .and_then(|max| usize::try_from(max.saturating_mul(10)).ok()),
        );
    }
    out.retain(|count| (1..=MAX_COUNT).contains(count));
    out
}

/// Those that break nothing.
pub(crate) fn good(asked: &[Asked]) -> Vec<usize> {
    counts(asked)
        .into_iter()
        .filter(|n| broken_by(asked, *n).is_empty())
        .collect()
}

/// Those that break this constraint alone.
pub(crate) fn bad(asked: &[Asked], constraint: usize) -> Vec<usize> {
    counts(asked)
        .into_iter()
        .filter(|n| broken_by(asked, *n) == [constraint])
        .collect()
}
