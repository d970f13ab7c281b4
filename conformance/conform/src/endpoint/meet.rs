//! Meets obligations and random cases over the wire, several at a time, in an order that no thread changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use acs_conformance::strategy::{Case, Strategies};
use acs_conformance::subject::{Answer, assess};
use acs_conformance::{Ledger, Subject};
use proptest::strategy::ValueTree;

use super::fresh;
use super::server::{Endpoint, gate};
use crate::trouble::Trouble;

/// So many failures are told in full; of the others there is a table.
const TOLD: usize = 20;

/// What came of a ledger over the wire.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Met {
    /// How many obligations were tried.
    pub obligations: usize,
    /// How many are met.
    pub met: usize,
    /// How many have no request.
    pub gaps: usize,
    /// Those not met.
    pub broken: Vec<Failure>,
    /// Those of which no request can be sent, and why.
    pub unsent: Vec<(String, String)>,
}

/// An obligation, or a random case, whose answer is not what must come of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Failure {
    /// The obligation's id, or the case's name.
    pub id: String,
    /// The rule that it is about; of a random case empty.
    pub rule: String,
    /// Expected and got, in words.
    pub account: String,
}

impl Met {
    /// All that can be tried is met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.broken.is_empty() && self.gaps == 0 && self.met == self.obligations
    }

    /// `N obligations, N met, 0 gaps`, and how many cannot travel.
    #[must_use]
    pub fn headline(&self) -> String {
        let Met {
            obligations,
            met,
            gaps,
            ..
        } = self;
        let left = match self.unsent.len() {
            0 => String::new(),
            count => format!(", {count} more cannot travel"),
        };
        format!("{obligations} obligations, {met} met, {gaps} gaps{left}")
    }

    /// The headline, what is wrong (of more than twenty failures the first, and a table of all), and what cannot
    /// travel, by reason.
    #[must_use]
    pub fn account(&self, ledger: &Ledger) -> String {
        let mut out = format!("{}: {}\n", ledger.operation(), self.headline());
        for gap in ledger.gaps() {
            let _ = writeln!(out, "gap: {}: {}", gap.id, gap.why);
        }
        tell(&mut out, &self.broken);
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, why) in &self.unsent {
            reasons.entry(why).or_default().push(id);
        }
        for (why, ids) in reasons {
            let shown: Vec<&str> = ids.iter().take(3).copied().collect();
            let more = if ids.len() > 3 { ", …" } else { "" };
            let _ = writeln!(
                out,
                "not sent ({}): {why}: {}{more}",
                ids.len(),
                shown.join(", ")
            );
        }
        out
    }
}

/// What came of random cases over the wire.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Wandered {
    /// How many were asked.
    pub cases: usize,
    /// How many could not travel.
    pub unsent: usize,
    /// Those answered wrong.
    pub broken: Vec<Failure>,
}

impl Wandered {
    /// A line, and what is wrong.
    #[must_use]
    pub fn account(&self, ledger: &Ledger) -> String {
        let mut out = format!(
            "{}: {} random requests, {} answered otherwise than they must be, {} could not travel\n",
            ledger.operation(),
            self.cases,
            self.broken.len(),
            self.unsent
        );
        tell(&mut out, &self.broken);
        out
    }
}

fn tell(out: &mut String, broken: &[Failure]) {
    for failure in broken.iter().take(TOLD) {
        let _ = writeln!(out, "not met: {}", failure.id);
        out.push_str(&failure.account);
        if !failure.account.ends_with('\n') {
            out.push('\n');
        }
    }
    if broken.len() <= TOLD {
        return;
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for failure in broken {
        *rules.entry(&failure.rule).or_default() += 1;
    }
    let _ = writeln!(out, "… {} are not met in all, by rule:", broken.len());
    for (rule, count) in rules {
        let _ = writeln!(
            out,
            "{count:>6}  {}",
            if rule.is_empty() { "(random)" } else { rule }
        );
    }
}

/// Asks the server the least request of every obligation that `keep` wants, by its id, on so many threads.
#[must_use]
pub fn obligations(
    ledger: &Ledger,
    endpoint: &Endpoint,
    threads: usize,
    keep: &(dyn Fn(&str) -> bool + Sync),
) -> Met {
    let all = ledger.obligations();
    let outcomes = shared_out(all.len(), threads, |n| {
        let obligation = all.get(n).filter(|one| keep(&one.id))?;
        if endpoint.is_down() {
            return None;
        }
        let case = obligation.least();
        if let Err(why) = endpoint.can_carry(ledger.operation(), &case.pairs) {
            return Some(Outcome::Unsent(why));
        }
        Some(match ledger.check_one(endpoint, obligation, 0) {
            Ok(()) => Outcome::Met,
            Err(account) => Outcome::Broken(account),
        })
    });
    let mut out = Met {
        gaps: ledger.gaps().len(),
        ..Met::default()
    };
    for (n, outcome) in outcomes {
        let Some(obligation) = all.get(n) else {
            continue;
        };
        out.obligations += usize::from(!matches!(outcome, Outcome::Unsent(_)));
        match outcome {
            Outcome::Met => out.met += 1,
            Outcome::Unsent(why) => out.unsent.push((obligation.id.clone(), why)),
            Outcome::Broken(account) => out.broken.push(Failure {
                id: obligation.to_string(),
                rule: obligation.rule.clone(),
                account,
            }),
        }
    }
    out
}

/// Asks the server random requests of these seeds, a quarter each valid, with one fault, with several, and hostile.
#[must_use]
pub fn cases(ledger: &Ledger, endpoint: &Endpoint, threads: usize, seeds: &[u64]) -> Wandered {
    let name = ledger.operation();
    let Some(known) = endpoint.known(name) else {
        return Wandered::default();
    };
    let mixed = Strategies::new(&known.operation, known.service.as_ref()).mixed();
    let outcomes = shared_out(seeds.len(), threads, |n| {
        let tree = mixed.of_seed(*seeds.get(n)?)?;
        if endpoint.is_down() {
            return None;
        }
        let mut case: Case = tree.current();
        // A token that cannot be fresh came before, sooner or later, and with another request.
        let unsent = |name| Some((name, Outcome::Unsent(String::new())));
        match fresh::without(known, &case.pairs) {
            Some(pairs) => case.pairs = pairs,
            None => return unsent(case.name),
        }
        if endpoint.can_carry(name, &case.pairs).is_err() {
            return unsent(case.name);
        }
        // What must come of it was not worked out beforehand where it is no more than a heap of faults.
        if case.expected.is_none() {
            case.expected = Some(known.findings(&case.pairs));
        }
        let asked = endpoint.ask(name, &case.pairs);
        let outcome = asked
            .map_err(|why| format!("{} does not answer: {why}\n", endpoint.name()))
            .and_then(|answer| assess(&case, endpoint.name(), &answer));
        Some((
            case.name,
            match outcome {
                Ok(()) => Outcome::Met,
                Err(account) => Outcome::Broken(account),
            },
        ))
    });
    let mut out = Wandered::default();
    for (n, (name, outcome)) in outcomes {
        match outcome {
            Outcome::Met => out.cases += 1,
            Outcome::Unsent(_) => out.unsent += 1,
            Outcome::Broken(account) => {
                out.cases += 1;
                let seed = seeds.get(n).copied().unwrap_or_default();
                out.broken.push(Failure {
                    id: format!("{name}, seed {seed:#x}"),
                    rule: String::new(),
                    account,
                });
            }
        }
    }
    out
}

enum Outcome {
    Met,
    Unsent(String),
    Broken(String),
}

/// Asks for something sound before all else: a server that lets nobody in, or is not there, is one trouble and no
/// thousand failures.
///
/// # Errors
/// What is the matter, and what to do about it.
pub fn knock(ledger: &Ledger, endpoint: &Endpoint) -> Result<(), Trouble> {
    let can = |case: &Case| endpoint.can_carry(ledger.operation(), &case.pairs).is_ok();
    let sound = ledger
        .obligations()
        .iter()
        .find(|one| one.accepts() && can(one.least()));
    let Some(sound) = sound else { return Ok(()) };
    match endpoint.ask(ledger.operation(), &sound.least().pairs) {
        Err(why) => Err(Trouble::new(format!("{}: {why}", endpoint.name()))),
        Ok(Answer::Refused(refusal)) => match gate(&refusal) {
            Some(help) => Err(Trouble::new(format!(
                "{} refuses a sound request of {} with {refusal}: {help}",
                endpoint.name(),
                ledger.operation()
            ))),
            None => Ok(()),
        },
        Ok(_) => Ok(()),
    }
}

/// What a server that stopped answering said, if it did.
///
/// # Errors
/// That it did.
pub fn still_there(endpoint: &Endpoint) -> Result<(), Trouble> {
    match endpoint.is_down() {
        false => Ok(()),
        true => Err(Trouble::new(format!(
            "{} stopped answering; what its requests came to:\n  {}",
            endpoint.name(),
            endpoint.failures().join("\n  ")
        ))),
    }
}

/// Runs over the numbers below `count` on so many threads; what they gave, by number.
fn shared_out<T: Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> Option<T> + Sync,
) -> Vec<(usize, T)> {
    let next = AtomicUsize::new(0);
    let mut out: Vec<(usize, T)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads.clamp(1, 64))
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Vec::new();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= count {
                            return own;
                        }
                        own.extend(work(n).map(|done| (n, done)));
                    }
                })
            })
            .collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_default())
            .collect()
    });
    out.sort_by_key(|(n, _)| *n);
    out
}
