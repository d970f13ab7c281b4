//! Meets obligations: asks a subject each request, and says which answers are not what must come of it.

use std::fmt::Write as _;

use super::{Ledger, Obligation};
use crate::strategy::Case;
use crate::subject::{Subject, assess};

/// An obligation that a subject does not meet.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Broken {
    /// Its number in the ledger.
    pub number: usize,
    /// Its id.
    pub id: String,
    /// The seed of the request.
    pub seed: u64,
    /// The request.
    pub case: Case,
    /// Expected and got, in words.
    pub account: String,
}

/// What came of a ledger.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Checked {
    /// How many obligations there are.
    pub obligations: usize,
    /// How many are met.
    pub met: usize,
    /// How many have no request.
    pub gaps: usize,
    /// Requests asked.
    pub requests: u64,
    /// Those not met, each with its first failing request.
    pub broken: Vec<Broken>,
}

impl Checked {
    /// Every obligation is met, and none lacks a request.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.broken.is_empty() && self.gaps == 0 && self.met == self.obligations
    }

    /// `N obligations, N met, 0 gaps`.
    #[must_use]
    pub fn headline(&self) -> String {
        let Checked {
            obligations,
            met,
            gaps,
            ..
        } = self;
        format!("{obligations} obligations, {met} met, {gaps} gaps")
    }

    /// The headline, and what is wrong.
    #[must_use]
    pub fn account(&self, ledger: &Ledger) -> String {
        let mut out = format!("{}: {}\n", ledger.operation(), self.headline());
        for gap in ledger.gaps() {
            let _ = writeln!(out, "gap: {}: {}", gap.id, gap.why);
        }
        for broken in &self.broken {
            if let Some(obligation) = ledger.obligations().get(broken.number) {
                let place = &obligation.place;
                let _ = writeln!(
                    out,
                    "not met: {obligation}\n  at {}#{}",
                    place.file, place.pointer
                );
            }
            out.push_str(&broken.account);
        }
        out
    }

    /// Adds what came of another ledger.
    pub fn add(&mut self, other: Checked) {
        self.obligations += other.obligations;
        self.met += other.met;
        self.gaps += other.gaps;
        self.requests += other.requests;
        self.broken.extend(other.broken);
    }
}

impl Ledger {
    /// Asks a subject the request of every obligation for each seed below `seeds` (at least 1; seed 0 is the least
    /// request), until one is answered wrong.
    #[must_use]
    pub fn check(&self, subject: &dyn Subject, seeds: u64) -> Checked {
        let mut out = Checked {
            obligations: self.obligations().len(),
            gaps: self.gaps().len(),
            ..Checked::default()
        };
        for (number, obligation) in self.obligations().iter().enumerate() {
            let mut met = true;
            for seed in 0..seeds.max(1) {
                let Some(case) = self.case(obligation, seed) else {
                    continue;
                };
                out.requests += 1;
                if let Err(account) = self.ask(subject, &case) {
                    met = false;
                    out.broken.push(Broken {
                        number,
                        id: obligation.id.clone(),
                        seed,
                        case,
                        account,
                    });
                    break;
                }
            }
            out.met += usize::from(met);
        }
        out
    }

    /// Asks a subject one obligation's request.
    ///
    /// # Errors
    /// An account of what was expected and what it said.
    pub fn check_one(
        &self,
        subject: &dyn Subject,
        obligation: &Obligation,
        seed: u64,
    ) -> Result<(), String> {
        match self.case(obligation, seed) {
            Some(case) => self.ask(subject, &case),
            None => Ok(()),
        }
    }

    fn ask(&self, subject: &dyn Subject, case: &Case) -> Result<(), String> {
        let answer = subject
            .ask(self.operation(), &case.pairs)
            .map_err(|why| format!("{} does not answer: {why}\n", subject.name()))?;
        assess(case, subject.name(), &answer)
    }
}
