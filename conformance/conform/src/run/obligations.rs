//! Meets the obligations of one operation.

use acs_conformance::{Obligation, digest};

use super::examine::examine;
use super::least::nearer;
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
    let (mut failures, mut unasked) = (Vec::new(), Vec::new());
    for one in parts.into_iter().flatten() {
        match one {
            Ok((tried, failure)) => {
                report.obligations.push(tried);
                failures.extend(failure);
            }
            Err(untried) => unasked.push(untried),
        }
    }
    let untried = |all: &[acs_conformance::ledger::NotTried]| {
        all.iter()
            .filter(|one| ground.settings.has(&one.id))
            .map(Untried::of)
            .collect::<Vec<_>>()
    };
    report.gaps = untried(ground.ledger.gaps());
    report.left_out = untried(ground.ledger.left_out());
    report.left_out.extend(unasked);
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

/// An error is an obligation whose least request the subject cannot be asked.
pub(crate) fn one(
    ground: &Ground<'_>,
    obligation: &Obligation,
) -> Result<(Tried, Option<Failure>), Untried> {
    let asked = |pairs: &Pairs| ground.subject.takes(ground.ledger.operation(), pairs);
    asked(&obligation.least().pairs).map_err(|why| Untried {
        id: obligation.id.clone(),
        why,
    })?;
    let mut tried = Tried::of(ground, obligation);
    for n in 0..=ground.settings.around {
        let seed = seed(ground.settings.seed, &obligation.id, n);
        let Some(case) = ground.ledger.case(obligation, seed) else {
            continue;
        };
        if asked(&case.pairs).is_err() {
            continue;
        }
        tried.requests += 1;
        if let Some(wrong) = examine(ground.subject, &ground.judged, &case) {
            let least = n == 0;
            let (case, wrong) = nearer(ground, (case, wrong), least);
            // Surroundings may be wrong without the obligation having anything to do with it.
            let own = least || wrong.rules.contains(&obligation.rule);
            match own {
                true => tried.verdict = Verdict::Failed,
                false => tried.astray += 1,
            }
            let failure = Failure::of_obligation(ground, (obligation, own), seed, &case, &wrong);
            return Ok((tried, Some(failure)));
        }
    }
    Ok((tried, None))
}
