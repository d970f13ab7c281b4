//! Random cases of one operation: the subject, the reference interpreter and the suite's own expectation must be one.
//!
//! Case number `n` has the seed `S + n`, so that it does not matter which thread tries it, or in which part of a run.

use std::cell::RefCell;
use std::ops::Range;

use acs_conformance::strategy::{Cases, shrink};
use proptest::strategy::ValueTree;

use super::Ground;
use super::examine::examine;
use super::least::{Failing, nearer};
use super::part::Part;
use super::spread::spread;
use crate::failure::{Failure, RANDOM};
use crate::report::OperationReport;

/// The id of the case of a seed.
pub(crate) fn id_of(seed: u64) -> String {
    format!("{RANDOM}0x{seed:016x}")
}

/// Compares all random cases of this run.
pub(crate) fn compare(ground: &Ground<'_>, report: &mut OperationReport) -> Vec<Failure> {
    let cases = ground.strategies.mixed();
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
    let whole = Part::whole(parts);
    report.random = whole.counts;
    report.disagreements += whole.disagreements;
    let first = whole.firsts(|seed| seed.wrapping_sub(ground.settings.seed));
    first
        .into_iter()
        .filter_map(|(seed, count)| {
            let (case, wrong) = smallest(ground, &cases, seed)?;
            let found = (id_of(seed), seed, count);
            Some(Failure::of_found(ground, found, &case, &wrong))
        })
        .collect()
}

/// The seeds of the cases that are asked for by name; `None`: all are.
fn asked_for(ground: &Ground<'_>) -> Option<Vec<u64>> {
    let only = &ground.settings.only;
    let seed =
        |id: &String| u64::from_str_radix(id.strip_prefix(RANDOM)?.strip_prefix("0x")?, 16).ok();
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
        let case = cases.of_seed(seed).map(|tree| tree.current());
        part.ask(ground, seed, case.as_ref());
    }
    part
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
