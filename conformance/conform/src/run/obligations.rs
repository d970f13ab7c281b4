//! Meets the obligations of one operation.

use acs_conformance::strategy::Case;
use acs_conformance::{Obligation, digest};

use super::examine::{By, Wrong, against, examine};
use super::least::nearest;
use super::spread::spread;
use super::{Ground, Pairs};
use crate::failure::Failure;
use crate::report::{OperationReport, Tried, Untried, Verdict};

/// Asks for all obligations of this run; what is found goes into the report.
pub(super) fn meet(ground: &Ground<'_>, report: &mut OperationReport) -> Vec<Failure> {
    let all = ground.ledger.obligations();
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let parts = spread(count, ground.settings.jobs, |range| {
        ground.progress.add(range.end - range.start);
        let index = |n: u64| usize::try_from(n).ok();
        range
            .filter_map(|n| all.get(index(n)?))
            .filter(|obligation| ground.settings.has(&obligation.id))
            .map(|obligation| one(ground, obligation))
            .collect::<Vec<_>>()
    });
    let mut failures = Vec::new();
    for (tried, failure) in parts.into_iter().flatten() {
        report.obligations.push(tried);
        failures.extend(failure);
    }
    let untried = |all: &[acs_conformance::ledger::NotTried]| {
        all.iter()
            .filter(|one| ground.settings.has(&one.id))
            .map(Untried::of)
            .collect::<Vec<_>>()
    };
    report.gaps = untried(ground.ledger.gaps());
    report.left_out = untried(ground.ledger.left_out());
    failures
}

/// The seed of an obligation's request number `n`; number 0 is the least request.
fn seed(run: u64, id: &str, n: u64) -> u64 {
    match n {
        0 => 0,
        // Other runs and other obligations have other surroundings.
        _ => digest::more(run.wrapping_add(n), id.as_bytes()).max(1),
    }
}

fn one(ground: &Ground<'_>, obligation: &Obligation) -> (Tried, Option<Failure>) {
    let mut tried = Tried::of(ground, obligation);
    for n in 0..=ground.settings.around {
        let seed = seed(ground.settings.seed, &obligation.id, n);
        let Some(case) = ground.ledger.case(obligation, seed) else {
            continue;
        };
        tried.requests += 1;
        if let Some(wrong) = examine(ground.subject, &ground.judged, &case) {
            tried.verdict = Verdict::Failed;
            let (case, wrong) = nearer(ground, case, wrong);
            let failure = Failure::of_obligation(ground, obligation, seed, &case, &wrong);
            return (tried, Some(failure));
        }
    }
    (tried, None)
}

/// The least request has nothing to lose; random surroundings go as far as they can.
fn nearer(ground: &Ground<'_>, case: Case, wrong: Wrong) -> (Case, Wrong) {
    let Some(sound) = ground.sound.as_ref().filter(|_| wrong.by == By::Subject) else {
        return (case, wrong);
    };
    let again = |pairs: &Pairs| {
        let case = Case::new(&case.operation, &case.name, pairs.clone());
        let judged = ground.judged.findings(&case.operation, pairs)?;
        let is_same = judged == wrong.expected;
        let wrong = is_same.then(|| against(ground.subject, &case, judged))??;
        Some((case, wrong))
    };
    let fails = |pairs: &Pairs| again(pairs).is_some_and(|(_, new)| new.is_like(&wrong));
    let near = nearest(sound, &case.pairs, fails);
    near.and_then(|pairs| again(&pairs))
        .unwrap_or((case, wrong))
}
