//! What came of a run, and the forms in which it is told. Must not ask a subject anything.
//!
//! The form for programs, `acs-conformance-report/1`; in which keys are only ever added under one number:
//!
//! | key | what |
//! |---|---|
//! | `format`, `subject` | the format; what was tested |
//! | `passed`, `headline`, `totals` | whether all is well; the same in words and numbers |
//! | `seed`, `cases`, `pairs`, `around`, `shard`, `only` | what was asked for: seed, random cases for each operation, whether a covering array, random surroundings for each obligation, part (`1/1` is all), case ids (empty: all) |
//! | `operations[]` | `name`, `product`, `version`, `folder`, `totals`; `valid`: the least valid request; `pairs` (rows of the covering array) and `random`: cases by sort, those that could not be asked (`unmade`), `digest` of all requests |
//! | `operations[].obligations[]` | `id`, `parameter`, `rule`, `kind`, `aspect` (accept, reject, boundary, row, wire error; of the kind `statement`, which is about no request: error, answer, fact), `tier`, `file`, `pointer`, `evidence`, `expected` (violations; empty: accepted), `differs` (what its least request has other than `valid`), `requests`, `astray` (those whose random surroundings fail for another reason), `verdict` (met, failed) |
//! | `operations[].gaps[]`, `leftOut[]` | `id` and `why` of what was not tried: for want of a request, or on purpose |
//! | `failures[]` | `operation`, `case`, `about`, `rule`, `file`, `pointer`, `by` (subject, interpreter), `stated` (it is about no request), `what`, `expected`, `got`, `seed`, `count` of requests that fail so, `also` (ids of the other cases), `differs`, `request`, `rust`, `curl`, `again` (commands) |
//! | `timings` | only if asked for: `milliseconds` |

pub(crate) mod diff;
pub(crate) mod html;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod text;

use acs_conformance::ledger::{Breach, NotTried, Source};
use acs_conformance::mutants::Statement;
use acs_conformance::strategy::Case;
use acs_conformance::{Ledger, Obligation, digest};

use acs_spec::Tier;

use crate::failure::Failure;
use crate::run::least::{Edit, edits};
use crate::run::{Ground, Pairs, Settings, Shard};

pub use json::FORMAT;

/// Whether an obligation is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    Failed,
}

/// An obligation that was tried.
#[derive(Debug, Clone)]
pub(crate) struct Tried {
    pub(crate) id: String,
    pub(crate) parameter: String,
    pub(crate) rule: String,
    pub(crate) kind: &'static str,
    pub(crate) aspect: &'static str,
    pub(crate) tier: &'static str,
    pub(crate) file: String,
    pub(crate) pointer: String,
    pub(crate) evidence: Vec<Source>,
    pub(crate) expected: Vec<Breach>,
    /// The least request, by what it has other than the operation's least valid one; without one, all of it.
    pub(crate) edits: Vec<Edit>,
    pub(crate) requests: u64,
    /// Requests with random surroundings that fail for a reason that is not this obligation's.
    pub(crate) astray: u64,
    pub(crate) verdict: Verdict,
}

impl Tried {
    pub(crate) fn of(ground: &Ground<'_>, obligation: &Obligation) -> Tried {
        let least = &obligation.least().pairs;
        Tried {
            id: obligation.id.clone(),
            parameter: obligation.parameter.clone(),
            rule: obligation.rule.clone(),
            kind: obligation.kind,
            aspect: obligation.aspect.word(),
            tier: obligation.tier.word(),
            file: obligation.place.file.clone(),
            pointer: obligation.place.pointer.clone(),
            evidence: obligation.evidence.clone(),
            expected: obligation.expected.clone(),
            edits: ground.edits(least).unwrap_or_else(|| edits(&[], least)),
            requests: 0,
            astray: 0,
            verdict: Verdict::Met,
        }
    }
}

impl Tried {
    pub(crate) fn of_statement(ground: &Ground<'_>, statement: &Statement) -> Tried {
        Tried {
            id: statement.id.clone(),
            parameter: String::new(),
            rule: statement.id.clone(),
            kind: STATEMENT,
            aspect: statement.aspect,
            tier: Tier::Documented.word(),
            file: ground.spec.file.clone(),
            pointer: statement.pointer.clone(),
            evidence: Vec::new(),
            expected: Vec::new(),
            edits: Vec::new(),
            requests: 0,
            astray: 0,
            verdict: Verdict::Met,
        }
    }

    /// It is about no request.
    pub(crate) fn is_statement(&self) -> bool {
        self.kind == STATEMENT
    }
}

/// The kind of what is stated besides what is said of requests.
const STATEMENT: &str = "statement";

/// An obligation without a request, and why.
#[derive(Debug, Clone)]
pub(crate) struct Untried {
    pub(crate) id: String,
    pub(crate) why: String,
}

impl Untried {
    pub(crate) fn of(one: &NotTried) -> Untried {
        Untried {
            id: one.id.clone(),
            why: one.why.clone(),
        }
    }
}

/// Cases that no obligation asks for, by what they were made to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) valid: u64,
    pub(crate) single: u64,
    pub(crate) several: u64,
    pub(crate) hostile: u64,
    /// Those that cannot be asked.
    pub(crate) unmade: u64,
    /// Of all these requests together, in any order.
    pub(crate) digest: u64,
}

impl Counts {
    pub(crate) fn count(&mut self, case: &Case) {
        let place = match (case.faults, &case.expected) {
            (Some(0), _) => &mut self.valid,
            (Some(_), _) => &mut self.single,
            (None, Some(_)) => &mut self.several,
            (None, None) => &mut self.hostile,
        };
        *place += 1;
        self.digest = self.digest.wrapping_add(digest_of(case));
    }

    pub(crate) fn add(&mut self, other: &Counts) {
        self.valid += other.valid;
        self.single += other.single;
        self.several += other.several;
        self.hostile += other.hostile;
        self.unmade += other.unmade;
        self.digest = self.digest.wrapping_add(other.digest);
    }

    pub(crate) fn all(&self) -> u64 {
        self.valid + self.single + self.several + self.hostile
    }
}

fn digest_of(case: &Case) -> u64 {
    case.pairs
        .iter()
        .fold(digest::START, |so_far, (name, value)| {
            let so_far = digest::more(so_far, name.as_bytes());
            digest::more(digest::more(so_far, &[0xff]), value.as_bytes())
        })
}

/// What came of one operation.
#[derive(Debug, Clone)]
pub(crate) struct OperationReport {
    pub(crate) name: String,
    pub(crate) product: String,
    pub(crate) version: String,
    pub(crate) folder: String,
    /// The least request that breaks nothing.
    pub(crate) sound: Option<Pairs>,
    pub(crate) obligations: Vec<Tried>,
    pub(crate) gaps: Vec<Untried>,
    pub(crate) left_out: Vec<Untried>,
    /// Rows of the covering array.
    pub(crate) pairs: Counts,
    pub(crate) random: Counts,
    pub(crate) disagreements: u64,
}

impl OperationReport {
    pub(crate) fn new(ground: &Ground<'_>) -> OperationReport {
        let operation = &ground.spec.operation;
        let stated = |text: Option<&String>| text.cloned().unwrap_or_default();
        OperationReport {
            name: Ledger::operation(&ground.ledger).to_owned(),
            product: stated(operation.product.get()),
            version: stated(operation.version.get()),
            folder: ground.spec.folder.clone(),
            sound: ground.sound.clone(),
            obligations: Vec::new(),
            gaps: Vec::new(),
            left_out: Vec::new(),
            pairs: Counts::default(),
            random: Counts::default(),
            disagreements: 0,
        }
    }

    pub(crate) fn cases(&self) -> u64 {
        self.pairs.all() + self.random.all()
    }

    pub(crate) fn totals(&self) -> Totals {
        let met = self
            .obligations
            .iter()
            .filter(|tried| tried.verdict == Verdict::Met)
            .count();
        Totals {
            obligations: self.obligations.len(),
            met,
            gaps: self.gaps.len(),
            left_out: self.left_out.len(),
            requests: self.obligations.iter().map(|tried| tried.requests).sum(),
            cases: self.cases(),
            disagreements: self.disagreements
                + self
                    .obligations
                    .iter()
                    .map(|tried| tried.astray)
                    .sum::<u64>(),
        }
    }

    /// The obligation of this id is tried and not met.
    pub(crate) fn fails(&self, id: &str) -> bool {
        let mut tried = self.obligations.iter();
        tried.any(|tried| tried.id == id && tried.verdict == Verdict::Failed)
    }
}

/// Sums.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Obligations that were tried.
    pub obligations: usize,
    /// Those that are met.
    pub met: usize,
    /// Obligations for which no request was found.
    pub gaps: usize,
    /// What is not tried on purpose.
    pub left_out: usize,
    /// Requests for obligations.
    pub requests: u64,
    /// Rows of covering arrays, and random cases.
    pub cases: u64,
    /// Cases on which not all say the same, and requests with random surroundings that fail without the
    /// obligation having to do with it.
    pub disagreements: u64,
}

impl Totals {
    /// `N obligations, N met, 0 gaps; M cases, 0 disagreements`.
    #[must_use]
    pub fn headline(&self) -> String {
        format!(
            "{} obligations, {} met, {} gaps; {} cases, {} disagreements",
            self.obligations, self.met, self.gaps, self.cases, self.disagreements
        )
    }

    /// Everything is met and nothing disagrees.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.met == self.obligations && self.gaps == 0 && self.disagreements == 0
    }

    fn add(mut self, other: Totals) -> Totals {
        self.obligations += other.obligations;
        self.met += other.met;
        self.gaps += other.gaps;
        self.left_out += other.left_out;
        self.requests += other.requests;
        self.cases += other.cases;
        self.disagreements += other.disagreements;
        self
    }
}

/// What came of a run.
#[derive(Debug, Clone)]
pub struct Report {
    pub(crate) subject: String,
    pub(crate) seed: u64,
    pub(crate) cases: u64,
    pub(crate) pairs: bool,
    pub(crate) around: u64,
    pub(crate) shard: Shard,
    pub(crate) only: Vec<String>,
    pub(crate) operations: Vec<OperationReport>,
    pub(crate) failures: Vec<Failure>,
    /// Milliseconds that the run took, where a report is to tell.
    pub(crate) millis: Option<u64>,
}

impl Report {
    pub(crate) fn new(subject: &str, settings: &Settings) -> Report {
        Report {
            subject: subject.to_owned(),
            seed: settings.seed,
            cases: settings.cases,
            pairs: settings.pairs,
            around: settings.around,
            shard: settings.shard,
            only: settings.only.clone(),
            operations: Vec::new(),
            failures: Vec::new(),
            millis: None,
        }
    }

    /// Sums over all operations.
    #[must_use]
    pub fn totals(&self) -> Totals {
        self.operations
            .iter()
            .map(OperationReport::totals)
            .fold(Totals::default(), Totals::add)
    }

    /// Everything is met and nothing disagrees.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.totals().is_met()
    }

    /// How many failures are described. One request may stand for several obligations and random cases.
    #[must_use]
    pub fn failures(&self) -> usize {
        self.failures.len()
    }
}
