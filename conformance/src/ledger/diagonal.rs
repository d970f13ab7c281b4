//! Every request that is to break one rule, against all rules: a matrix whose hits lie on its diagonal.
//!
//! One bad value that breaks several rules at once proves nothing of any of them. Here each such request is shown to every
//! rule of the operation, and who reports it is written down. Must not know who is asked.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use acs_spec::Json;
use acs_spec::shape::object;

use super::Ledger;
use crate::strategy::faults::is_rule;
use crate::subject::{Answer, Subject};

/// The `format` of a matrix's JSON.
pub const DIAGONAL_FORMAT: &str = "acs-diagonal/1";

/// How often each rule is reported by the requests that are to break each rule.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Diagonal {
    /// The operation's name.
    pub operation: String,
    /// Rules that requests aim at, in the ledger's order: rows, and the first columns.
    pub rules: Vec<String>,
    /// By row and column: how many requests that aim at the row's rule are reported by the column's.
    pub hits: BTreeMap<(usize, usize), u64>,
    /// Requests asked.
    pub requests: u64,
    /// Requests of which the spec itself says that they break another rule as well, or another instead: a looser rule that
    /// is narrowed. They are not in the matrix.
    pub masked: u64,
    /// Reports off the diagonal: the obligation's id, and the rule that was reported.
    pub astray: Vec<(String, String)>,
    /// Obligations whose own rule was not reported, or that were not answered.
    pub missed: Vec<String>,
}

impl Ledger {
    /// Asks a subject that names rules (an emitted validator, the reference interpreter) every least request that breaks
    /// something.
    #[must_use]
    pub fn diagonal(&self, subject: &dyn Subject) -> Diagonal {
        let mut out = Diagonal {
            operation: self.operation().to_owned(),
            ..Diagonal::default()
        };
        let mut asked = BTreeSet::new();
        for obligation in self.obligations() {
            let case = obligation.least();
            if obligation.accepts() || !asked.insert((&obligation.rule, &case.pairs)) {
                continue;
            }
            if obligation.is_masked() {
                out.masked += 1;
                continue;
            }
            out.requests += 1;
            let row = out.number(&obligation.rule);
            let answer = subject.ask(self.operation(), &case.pairs);
            let Ok(Answer::Said(findings, _)) = answer else {
                out.missed.push(obligation.id.clone());
                continue;
            };
            let mut own = false;
            for finding in &findings {
                if is_rule(&obligation.rule, &finding.rule) {
                    own = true;
                    *out.hits.entry((row, row)).or_default() += 1;
                    continue;
                }
                if self.plan.is_inherent(finding) {
                    continue;
                }
                let column = out.number(&finding.rule);
                *out.hits.entry((row, column)).or_default() += 1;
                out.astray
                    .push((obligation.id.clone(), finding.rule.clone()));
            }
            if !own {
                out.missed.push(obligation.id.clone());
            }
        }
        out
    }
}

impl Diagonal {
    fn number(&mut self, rule: &str) -> usize {
        let known = self.rules.iter().position(|other| other == rule);
        known.unwrap_or_else(|| {
            self.rules.push(rule.to_owned());
            self.rules.len() - 1
        })
    }

    /// Every hit is on the diagonal, and no rule is without one.
    #[must_use]
    pub fn is_diagonal(&self) -> bool {
        let hit = |n: usize| self.hits.get(&(n, n)).is_some_and(|hits| *hits > 0);
        self.astray.is_empty() && self.missed.is_empty() && (0..self.rules.len()).all(hit)
    }

    /// For machines: `rules`, and `hits` as `[row, column, how many]`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let number = |n: u64| Json::Number(n.to_string());
        let hit = |((row, column), hits): (&(usize, usize), &u64)| {
            Json::Array(vec![
                number(*row as u64),
                number(*column as u64),
                number(*hits),
            ])
        };
        object(vec![
            ("format", Json::text(DIAGONAL_FORMAT)),
            ("operation", Json::text(&self.operation)),
            (
                "rules",
                Json::Array(self.rules.iter().map(Json::text).collect()),
            ),
            ("hits", Json::Array(self.hits.iter().map(hit).collect())),
            ("requests", number(self.requests)),
            ("masked", number(self.masked)),
        ])
    }
}

/// `1,013 negatives against 42 rules: 1,013 hits on the diagonal, 0 beside it`.
impl fmt::Display for Diagonal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = self.hits.iter().filter(|((row, column), _)| row == column);
        write!(
            f,
            "{}: {} negatives against {} rules: {} hits on the diagonal, {} beside it, {} missed; {} more break several by the spec",
            self.operation,
            self.requests,
            self.rules.len(),
            on.map(|(_, hits)| hits).sum::<u64>(),
            self.astray.len(),
            self.missed.len(),
            self.masked
        )
    }
}
