//! Covering arrays: few requests in which every pair, or every triple, of values of different parameters occurs.
//!
//! Parameters, fields and elements are factors. Their levels come from the spec: absent, each member of a set, each
//! bound, and for every constraint a value that breaks it alone. A request has one such value at most: two would hide
//! each other. What rules across parameters forbid is not covered, and said so; their truth tables are the ledger's.

mod factors;
mod greedy;
mod open;
mod realise;

use std::collections::BTreeSet;
use std::fmt;

use acs_spec::{Operation, Service};

use crate::strategy::Case;
use crate::strategy::fault::prepared;
pub use factors::{Factor, Level};
use realise::Realiser;

/// Most factors of an array of triples; the array grows with the cube of what is in it.
const MAX_IN_TRIPLES: usize = 40;

/// Levels of different factors, as factor and level numbers.
pub type Combination = Vec<(usize, usize)>;

/// One request of an array.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Row {
    /// The level of each factor, where the request is at one.
    pub levels: Vec<Option<usize>>,
    /// The request, with what must be said of it.
    pub case: Case,
}

/// A covering array of one operation.
///
/// ```
/// let operation = acs_spec::load::operation("LightLamp.json", r#"{
///     "format": "acs-operation/1", "name": "LightLamp",
///     "product": "unstated", "version": "unstated", "style": "unstated", "schemes": "unstated",
///     "methods": "unstated", "path": "unstated", "access": "unstated", "responses": "unstated",
///     "parameters": [
///         {"name": "On", "location": "unstated", "required": true, "schema": {"type": "boolean"}},
///         {"name": "Dim", "location": "unstated", "required": false, "schema": {"type": "boolean"}}
///     ]
/// }"#).unwrap();
/// let pairs = acs_conformance::covering::pairs(&operation, None);
/// // On is true or false, Dim that or absent: six pairs. Each has a fault of its type besides, On that of being absent.
/// assert_eq!(pairs.rows().iter().filter(|row| row.case.faults == Some(0)).count(), 6);
/// assert!(pairs.impossible().is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct Covering {
    operation: String,
    factors: Vec<Factor>,
    rows: Vec<Row>,
    strength: usize,
    impossible: Vec<Combination>,
    left_out: usize,
}

/// Every pair of levels of two factors, in as few requests as a greedy search finds; no more than one of the two is a
/// fault.
#[must_use]
pub fn pairs(operation: &Operation, service: Option<&Service>) -> Covering {
    covering(operation, service, 2)
}

/// Every triple of levels of three factors, in as few requests as a greedy search finds; no more than one of the three is a
/// fault. A pair with which no third level goes is in a row all the same. Of an operation with many parameters, its first
/// 40 factors.
#[must_use]
pub fn triples(operation: &Operation, service: Option<&Service>) -> Covering {
    covering(operation, service, 3)
}

fn covering(operation: &Operation, service: Option<&Service>, strength: usize) -> Covering {
    let plan = prepared(operation, service);
    let mut factors = factors::all(&plan);
    let most = if strength > 2 {
        MAX_IN_TRIPLES
    } else {
        usize::MAX
    };
    // Of an operation with fewer factors every level occurs in some request.
    let strength = strength.min(factors.len()).max(1);
    let left_out = factors.len().saturating_sub(most);
    factors.truncate(most);
    let realiser = Realiser::new(&plan, &factors);
    let sizes: Vec<usize> = factors.iter().map(Factor::sound).collect();
    let mut clashes = BTreeSet::new();
    let ask = |wants: &[(usize, usize)]| realiser.levels(wants);
    let sound = greedy::cover(&sizes, strength, None, &mut clashes, &ask);
    let mut impossible = sound.impossible;
    let mut assigned = sound.rows;
    for (factor, levels) in factors.iter().enumerate() {
        for level in levels.sound()..levels.levels().len() {
            let fault = Some((factor, level));
            let found = greedy::cover(&sizes, strength.max(2), fault, &mut clashes, &ask);
            assigned.extend(found.rows);
            impossible.extend(found.impossible);
        }
    }
    if strength > 2 {
        pairs_left(&factors, &mut assigned, &ask);
    }
    let rows = assigned.into_iter().enumerate().filter_map(|(n, row)| {
        let name = format!("covering array of strength {strength}, row {n}");
        let case = realiser.case(&operation.name, name, &row.wants)?;
        Some(Row {
            levels: row.levels,
            case,
        })
    });
    let rows = rows.collect();
    Covering {
        operation: operation.name.clone(),
        factors,
        rows,
        strength,
        impossible,
        left_out,
    }
}

/// Adds a row for each pair that can be, where no third level goes with it.
fn pairs_left(factors: &[Factor], rows: &mut Vec<greedy::Found>, ask: greedy::Ask<'_>) {
    let pairs_of = |levels: &[Option<usize>]| {
        let levels = levels.iter().enumerate();
        let all: Vec<(usize, usize)> = levels
            .filter_map(|(n, level)| Some((n, (*level)?)))
            .collect();
        let pairs = all.iter().enumerate().flat_map(|(n, one)| {
            let others = all.iter().skip(n + 1);
            others.map(|other| [*one, *other])
        });
        pairs.collect::<Vec<_>>()
    };
    let mut met: BTreeSet<[(usize, usize); 2]> =
        rows.iter().flat_map(|row| pairs_of(&row.levels)).collect();
    let all: Vec<(usize, usize, bool)> = factors
        .iter()
        .enumerate()
        .flat_map(|(n, factor)| {
            (0..factor.levels().len()).map(move |level| (n, level, level >= factor.sound()))
        })
        .collect();
    for (n, (factor, level, is_fault)) in all.iter().enumerate() {
        for (other, with, is_other) in all.iter().skip(n + 1) {
            let pair = [(*factor, *level), (*other, *with)];
            if factor == other || (*is_fault && *is_other) || met.contains(&pair) {
                continue;
            }
            if let Some(levels) = ask(&pair) {
                met.extend(pairs_of(&levels));
                met.insert(pair);
                rows.push(greedy::Found {
                    wants: pair.to_vec(),
                    levels,
                });
            }
        }
    }
}

impl Covering {
    /// What varies, and over what.
    #[must_use]
    pub fn factors(&self) -> &[Factor] {
        &self.factors
    }

    /// The requests: those that break nothing first.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The requests alone.
    pub fn cases(&self) -> impl ExactSizeIterator<Item = &Case> {
        self.rows.iter().map(|row| &row.case)
    }

    /// Combinations that no request was found for: rules across parameters forbid them, or one lies in what the other
    /// says is absent.
    #[must_use]
    pub fn impossible(&self) -> &[Combination] {
        &self.impossible
    }

    /// Factors that an array of triples has no room for.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// A combination in words: `ChargeType = "PrePaid", Period absent`.
    #[must_use]
    pub fn shown(&self, combination: &[(usize, usize)]) -> String {
        let one = |(factor, level): &(usize, usize)| {
            let factor = self.factors.get(*factor)?;
            Some(format!(
                "{} {}",
                factor.name(),
                factor.levels().get(*level)?
            ))
        };
        let all: Vec<String> = combination.iter().filter_map(one).collect();
        all.join(", ")
    }
}

/// `119 rows: every pair of 17 factors with 95 levels; 12 pairs are impossible`.
impl fmt::Display for Covering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.strength {
            1 => "level",
            2 => "pair",
            _ => "triple",
        };
        let faults = self.rows.iter().filter(|row| row.has_fault(&self.factors));
        let levels: usize = self.factors.iter().map(|f| f.levels().len()).sum();
        write!(
            f,
            "{}: {} rows, {} of them with a fault: every {what} of {} factors with {levels} levels; {} impossible",
            self.operation,
            self.rows.len(),
            faults.count(),
            self.factors.len(),
            self.impossible.len()
        )
    }
}

impl Row {
    /// Whether one of its levels breaks a constraint.
    #[must_use]
    pub fn has_fault(&self, factors: &[Factor]) -> bool {
        let mut levels = self.levels.iter().zip(factors);
        levels.any(|(level, factor)| level.is_some_and(|level| level >= factor.sound()))
    }
}
