//! A covering array of one operation: every two values of different parameters meet in some request, where rules allow it.
//!
//! Its requests come of the spec alone; no seed changes them.

use std::ops::Range;

use acs_conformance::covering::{self, Row};

use super::Ground;
use super::examine::examine;
use super::least::nearer;
use super::part::Part;
use super::spread::spread;
use crate::failure::{Failure, PAIRS};
use crate::report::OperationReport;

/// The id of the case of a row.
fn id_of(row: u64) -> String {
    format!("{PAIRS}{row}")
}

/// Asks about every row that is in this run.
pub(crate) fn compare(ground: &Ground<'_>, report: &mut OperationReport) -> Vec<Failure> {
    let settings = ground.settings;
    let is_asked = match settings.only.is_empty() {
        true => settings.pairs,
        false => settings.only.iter().any(|id| id.starts_with(PAIRS)),
    };
    if !is_asked {
        return Vec::new();
    }
    let spec = ground.spec;
    let covering = covering::pairs(&spec.operation, spec.service.as_ref());
    let rows = covering.rows();
    let count = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    ground.progress.more(count);
    let parts = spread(count, settings.jobs, |numbers: Range<u64>| {
        ground.progress.add(numbers.end - numbers.start);
        let mut part = Part::default();
        for number in numbers.filter(|number| settings.has(&id_of(*number))) {
            part.ask(ground, number, row(rows, number).map(|row| &row.case));
        }
        part
    });
    let whole = Part::whole(parts);
    report.pairs = whole.counts;
    report.disagreements += whole.disagreements;
    let failure = |(number, count): (u64, u64)| {
        let case = row(rows, number)?.case.clone();
        let wrong = examine(ground.subject, &ground.judged, &case)?;
        let (case, wrong) = nearer(ground, (case, wrong), false);
        let found = (id_of(number), settings.seed, count);
        Some(Failure::of_found(ground, found, &case, &wrong))
    };
    let firsts = whole.firsts(|number| number).into_iter();
    firsts.filter_map(failure).collect()
}

fn row(rows: &[Row], number: u64) -> Option<&Row> {
    rows.get(usize::try_from(number).ok()?)
}
