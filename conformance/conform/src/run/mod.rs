//! A run: every obligation, then a covering array and random cases, on all processors; what comes out does not depend on
//! their number.
//!
//! What is tested is any [`Subject`]: a generated crate, or a server. Must not print, and reads no clock.

pub(crate) mod differential;
pub(crate) mod examine;
pub(crate) mod least;
pub(crate) mod obligations;
pub(crate) mod pairs;
mod part;
mod progress;
mod shard;
mod spread;
pub(crate) mod stated;

use acs_conformance::mutants::Statements;
use acs_conformance::subject::Judged;
use acs_conformance::{Ledger, Strategies, Subject};

use acs_runtime::OperationEntry;

use crate::failure::merged;
use crate::report::{OperationReport, Report};
use crate::target::Spec;
use crate::trouble::Trouble;

use least::{Edit, edits};

pub use progress::Progress;
pub use shard::Shard;

/// The seed of a run that names none.
pub const SEED: u64 = 0x2025_1127;

/// How much is tried.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Another seed makes other random requests.
    pub seed: u64,
    /// Random cases for each operation.
    pub cases: u64,
    /// A covering array besides: requests in which every two values of different parameters meet. Of an operation with
    /// hundreds of parameters it takes seconds to make.
    pub pairs: bool,
    /// Requests with random surroundings for each obligation, beside the least one.
    pub around: u64,
    /// Only a part of the run.
    pub shard: Shard,
    /// Only these cases, by their ids: an obligation's, `pairs/N` or `random/0x…`. Empty: all.
    pub only: Vec<String>,
    /// Threads.
    pub jobs: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            seed: SEED,
            cases: 20_000,
            pairs: true,
            around: 1,
            shard: Shard::default(),
            only: Vec::new(),
            jobs: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

impl Settings {
    /// Whether a case is part of this run.
    pub(crate) fn has(&self, id: &str) -> bool {
        (self.only.is_empty() || self.only.iter().any(|only| only == id)) && self.shard.has(id)
    }
}

/// What the parts of a run share about one operation.
pub(crate) struct Ground<'r> {
    pub(crate) spec: &'r Spec,
    pub(crate) ledger: Ledger,
    pub(crate) strategies: Strategies,
    /// What is stated besides; nothing where the subject is no crate.
    pub(crate) statements: Option<(Statements, &'static OperationEntry)>,
    pub(crate) judged: Judged,
    /// The least request that breaks nothing, if there is any: as obligations have it, and with values that people know.
    pub(crate) plain: Option<Pairs>,
    pub(crate) sound: Option<Pairs>,
    pub(crate) subject: &'r dyn Subject,
    pub(crate) settings: &'r Settings,
    pub(crate) progress: &'r Progress,
}

impl Ground<'_> {
    /// What a request has other than a valid one: as little as can be said. `None` where none is known.
    pub(crate) fn edits(&self, pairs: &Pairs) -> Option<Vec<Edit>> {
        let sound = [&self.sound, &self.plain].into_iter().flatten();
        sound.map(|sound| edits(sound, pairs)).min_by_key(Vec::len)
    }
}

/// Wire pairs of a request.
pub(crate) type Pairs = Vec<(String, String)>;

/// Runs over these specs.
///
/// # Errors
/// A spec that the reference interpreter refuses; a case that is asked for and does not exist.
pub fn run(
    specs: &[Spec],
    subject: &dyn Subject,
    settings: &Settings,
    progress: &Progress,
) -> Result<Report, Trouble> {
    let mut report = Report::new(subject.name(), settings);
    let grounds = self::grounds(specs, subject, settings, progress)?;
    let obligations = grounds
        .iter()
        .map(|ground| ground.ledger.obligations().len());
    let obligations = u64::try_from(obligations.sum::<usize>()).unwrap_or(u64::MAX);
    let cases = settings
        .cases
        .saturating_mul(u64::try_from(grounds.len()).unwrap_or(u64::MAX));
    progress.begin(obligations.saturating_add(cases));
    for ground in &grounds {
        let mut operation = OperationReport::new(ground);
        report
            .failures
            .extend(obligations::meet(ground, &mut operation));
        report.failures.extend(stated::meet(ground, &mut operation));
        report
            .failures
            .extend(pairs::compare(ground, &mut operation));
        report
            .failures
            .extend(differential::compare(ground, &mut operation));
        report.operations.push(operation);
    }
    report.failures = merged(std::mem::take(&mut report.failures));
    let tried =
        |operation: &OperationReport| operation.obligations.len() as u64 + operation.cases();
    if !settings.only.is_empty() && report.operations.iter().map(tried).sum::<u64>() == 0 {
        let names = settings.only.join("`, `");
        return Err(Trouble::new(format!(
            "no case `{names}` is in this run; the JSON report lists the ids of obligations, a row of the covering array is `pairs/N`, and a random case is `random/0x…`"
        )));
    }
    Ok(report)
}

/// What each spec gives.
///
/// # Errors
/// A spec that the reference interpreter refuses.
pub(crate) fn grounds<'r>(
    specs: &'r [Spec],
    subject: &'r dyn Subject,
    settings: &'r Settings,
    progress: &'r Progress,
) -> Result<Vec<Ground<'r>>, Trouble> {
    let mut grounds = Vec::new();
    for spec in specs {
        let service = spec.service.as_ref();
        let strategies = Strategies::new(&spec.operation, service);
        let judged = Judged::new([&spec.operation], service)?;
        let ledger = Ledger::of(&spec.operation, service);
        let valid = |pairs: &Pairs| {
            let says = judged.findings(&spec.operation.name, pairs);
            says.is_some_and(|says| says.is_empty())
        };
        let plain = least::common(&ledger)
            .filter(valid)
            .or_else(|| least::sound(&strategies));
        let readable = |sound| least::readable(sound, &spec.operation, &judged);
        grounds.push(Ground {
            spec,
            ledger,
            sound: plain.clone().map(readable),
            plain,
            judged,
            statements: subject
                .entry(&spec.operation.name)
                .map(|entry| (Statements::of(&spec.operation, service), entry)),
            strategies,
            subject,
            settings,
            progress,
        });
    }
    Ok(grounds)
}
