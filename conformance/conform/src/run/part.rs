//! What came of a part of the cases that no obligation asks for: random ones, and those of a covering array.

use std::collections::BTreeMap;

use acs_conformance::strategy::Case;

use super::Ground;
use super::examine::examine;
use crate::report::Counts;

#[derive(Default)]
pub(super) struct Part {
    pub(super) counts: Counts,
    pub(super) disagreements: u64,
    /// Kinds of failures, with the number of the first and how many there were.
    kinds: BTreeMap<String, (u64, u64)>,
}

impl Part {
    /// Asks about the case of this number. There may be none.
    pub(super) fn ask(&mut self, ground: &Ground<'_>, number: u64, case: Option<&Case>) {
        let takes = |case: &&Case| ground.subject.takes(&case.operation, &case.pairs).is_ok();
        let Some(case) = case.filter(takes) else {
            self.counts.unmade += 1;
            return;
        };
        self.counts.count(case);
        if let Some(wrong) = examine(ground.subject, &ground.judged, case) {
            self.disagreements += 1;
            self.kinds.entry(wrong.kind()).or_insert((number, 0)).1 += 1;
        }
    }

    /// All parts together, which come in order: the first number stays.
    pub(super) fn whole(parts: Vec<Part>) -> Part {
        let mut whole = Part::default();
        for part in parts {
            whole.counts.add(&part.counts);
            whole.disagreements += part.disagreements;
            for (kind, (number, count)) in part.kinds {
                whole.kinds.entry(kind).or_insert((number, 0)).1 += count;
            }
        }
        whole
    }

    /// The first case of each kind of failure, and how many there were; by `order` of the numbers.
    pub(super) fn firsts(self, order: impl Fn(u64) -> u64) -> Vec<(u64, u64)> {
        let mut all: Vec<(u64, u64)> = self.kinds.into_values().collect();
        all.sort_by_key(|(number, _)| order(*number));
        all
    }
}
