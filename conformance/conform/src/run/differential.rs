//! Random cases of one operation: the subject, the reference interpreter and the suite's own expectation must be one.
//!
//! Case number `n` has the seed `S + n`, so that it does not matter which thread tries it, or in which part of a run.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use acs_conformance::digest;
use acs_conformance::strategy::{Case, Cases, shrink};
use proptest::strategy::ValueTree;

use super::Ground;
use super::examine::examine;
use super::least::{Failing, nearer};
use super::spread::spread;
use crate::failure::Failure;
use crate::report::{Counts, OperationReport};

/// What came of a range of numbers.
#[derive(Default)]
struct Part {
    counts: Counts,
    digest: u64,
    disagreements: u64,
    /// Kinds of failures, with the seed of the first and how many there were.
    kinds: BTreeMap<String, (u64, u64)>,
}

/// The id of the case of a seed.
pub(crate) fn id_of(seed: u64) -> String {
    format!("random/0x{seed:016x}")
}

/// Compares all random cases of this run.
pub(crate) fn compare(ground: &Ground<'_>, report: &mut OperationReport) -> Vec<Failure> {
    let cases = ground.strategies.mixed();
    let mut whole = Part::default();
    let parts = match asked_for(ground) {
        Some(seeds) => vec![range(ground, &cases, seeds.into_iter())],
        None => spread(
            ground.settings.cases,
            ground.settings.jobs,
            |numbers: Range<u64>| {
                ground.progress.add(numbers.end - numbers.start);
                let seeds = numbers.map(|n| ground.settings.seed.wrapping_add(n));
                range(ground, &cases, seeds)
            },
        ),
    };
    for part in parts {
        whole.counts.add(&part.counts);
        whole.digest = whole.digest.wrapping_add(part.digest);
        whole.disagreements += part.disagreements;
        for (kind, (seed, count)) in part.kinds {
            // Parts come in order: the first seed stays.
            whole.kinds.entry(kind).or_insert((seed, 0)).1 += count;
        }
    }
    report.random = whole.counts;
    report.digest = whole.digest;
    report.disagreements = whole.disagreements;
    let mut first: Vec<(u64, u64)> = whole.kinds.into_values().collect();
    first.sort_by_key(|(seed, _)| seed.wrapping_sub(ground.settings.seed));
    first
        .into_iter()
        .filter_map(|(seed, count)| {
            let (case, wrong) = smallest(ground, &cases, seed)?;
            Some(Failure::of_random(ground, seed, count, &case, &wrong))
        })
        .collect()
}

/// The seeds of the cases that are asked for by name; `None`: all are.
fn asked_for(ground: &Ground<'_>) -> Option<Vec<u64>> {
    let only = &ground.settings.only;
    let seed = |id: &String| u64::from_str_radix(id.strip_prefix("random/0x")?, 16).ok();
    (!only.is_empty()).then(|| only.iter().filter_map(seed).collect())
}

/// The inner loop.
fn range(ground: &Ground<'_>, cases: &Cases, seeds: impl Iterator<Item = u64>) -> Part {
    let mut part = Part::default();
    let whole = ground.settings.shard.is_whole();
    for seed in seeds {
        if !whole && !ground.settings.shard.has(&id_of(seed)) {
            continue;
        }
        let Some(tree) = cases.of_seed(seed) else {
            part.counts.unmade += 1;
            continue;
        };
        let case = tree.current();
        if ground.subject.takes(&case.operation, &case.pairs).is_err() {
            part.counts.unmade += 1;
            continue;
        }
        part.counts.count(&case);
        part.digest = part.digest.wrapping_add(digest_of(&case));
        if let Some(wrong) = examine(ground.subject, &ground.judged, &case) {
            part.disagreements += 1;
            part.kinds.entry(wrong.kind()).or_insert((seed, 0)).1 += 1;
        }
    }
    part
}

fn digest_of(case: &Case) -> u64 {
    case.pairs
        .iter()
        .fold(digest::START, |so_far, (name, value)| {
            let so_far = digest::more(so_far, name.as_bytes());
            digest::more(digest::more(so_far, &[0xff]), value.as_bytes())
        })
}

/// The case of a seed made as small as it goes, and then as near to a valid request as it goes.
fn smallest(ground: &Ground<'_>, cases: &Cases, seed: u64) -> Option<Failing> {
    let tree = cases.of_seed(seed)?;
    let first = tree.current();
    let kept = RefCell::new(examine(ground.subject, &ground.judged, &first)?);
    let case = shrink(tree, |case| {
        let new = examine(ground.subject, &ground.judged, case);
        let like = new.filter(|new| new.is_like(&kept.borrow()));
        let fails = like.is_some();
        if let Some(new) = like {
            kept.replace(new);
        }
        fails
    });
    let wrong = kept.into_inner();
    Some(nearer(ground, (case, wrong), false))
}
