//! Requests to be judged, read and written: the ledger's obligations, every fault alone, sound ones, several faults,
//! hostile ones, every boundary.

use acs_judge::{Judge, Options, Request};
use acs_spec::{Diagnostic, Operation, Service};

use super::exam::{Ask, Depth, Question};
use super::facts::Facts;
use super::probe::Probe;
use super::rules::Known;
use crate::Strategies;
use crate::compare::{Findings, of_verdict, of_violations, pairs, same_pairs, shown};
use crate::ledger::Ledger;
use proptest::strategy::ValueTree as _;

use crate::strategy::{Case, Cases};

/// Makes requests, with what the reference interpreter says of them.
#[derive(Debug)]
pub(super) struct Maker {
    judge: Judge,
    ledger: Ledger,
    strategies: Strategies,
}

impl Maker {
    pub(super) fn new(
        operation: &Operation,
        service: Option<&Service>,
    ) -> Result<Maker, Vec<Diagnostic>> {
        Ok(Maker {
            judge: Judge::new(operation, service)?,
            ledger: Ledger::of(operation, service),
            strategies: Strategies::new(operation, service),
        })
    }

    pub(super) fn judge(&self) -> &Judge {
        &self.judge
    }

    /// Adds requests of all kinds but boundaries, and gives the sound ones.
    pub(super) fn ask(&self, depth: Depth, out: &mut Vec<Question>) -> Vec<Vec<(String, String)>> {
        let (judge, strategies) = (&self.judge, &self.strategies);
        for obligation in self.ledger.obligations() {
            let Some(case) = self.ledger.case(obligation, 0) else {
                continue;
            };
            let mut question = question(judge, case, &obligation.rule);
            question.name.clone_from(&obligation.id);
            out.push(question);
        }
        let faults: Vec<&str> = strategies.faults().collect();
        for seed in 0..depth.single {
            for (n, rule) in faults.iter().enumerate() {
                if let Some(tree) = strategies.single_of(n).of_seed(seed) {
                    out.push(question(judge, tree.current(), rule));
                }
            }
        }
        let mut sound = Vec::new();
        for case in some(&strategies.valid(), depth.other) {
            sound.push(case.pairs.clone());
            out.push(question(judge, case, ""));
        }
        for cases in [strategies.multi(), strategies.hostile()] {
            for case in some(&cases, depth.other) {
                out.push(question(judge, case, ""));
            }
        }
        sound
    }

    /// Every boundary of every value.
    pub(super) fn boundaries(&self) -> Vec<Question> {
        let about = |case: &Case| case.name.rsplit(' ').next().unwrap_or_default().to_owned();
        self.strategies
            .boundaries()
            .into_iter()
            .map(|case| {
                let about = about(&case);
                question(&self.judge, case, &about)
            })
            .collect()
    }
}

fn some(cases: &Cases, count: u64) -> impl Iterator<Item = Case> {
    (0..count).filter_map(|seed| Some(cases.of_seed(seed)?.current()))
}

fn question(judge: &Judge, case: Case, about: &str) -> Question {
    let expected = judged(judge, &case.pairs);
    // What the strategies know of writing holds for requests that they understood as the interpreter did.
    let again = case
        .again
        .filter(|_| case.expected.as_ref() == Some(&expected));
    Question {
        name: case.name,
        about: about.to_owned(),
        ask: Ask::Request {
            pairs: case.pairs,
            expected,
            again,
        },
    }
}

/// What the reference interpreter says of pairs.
pub(super) fn judged(judge: &Judge, pairs: &[(String, String)]) -> Findings {
    let pairs = pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    of_verdict(&judge.judge(&Request::from_pairs(pairs), &Options::default()))
}

/// What it is about, and the account.
type Wrong = (Vec<String>, String);

/// A request pair by pair.
type Listed = [(String, String)];

/// Asks one request.
pub(super) fn check(
    (request, expected, again): (&Listed, &Findings, Option<&Listed>),
    known: &Known,
    facts: &Facts,
    probe: &Probe,
) -> Result<(), Wrong> {
    let typed = pairs(request);
    let violations = (probe.entry.check)(&typed);
    let found = of_violations(&violations);
    if found != *expected {
        let differ: Vec<_> = found.symmetric_difference(expected).collect();
        let list = |findings: &mut dyn Iterator<Item = &crate::Finding>| {
            let texts: Vec<String> = findings.map(ToString::to_string).collect();
            match texts.is_empty() {
                true => "nothing".to_owned(),
                false => texts.join(", "),
            }
        };
        let account = format!(
            "expected {}, got {}\n{}",
            list(&mut expected.iter()),
            list(&mut found.iter()),
            shown(request)
        );
        return Err((differ.iter().map(|f| f.rule.clone()).collect(), account));
    }
    for violation in &violations {
        known
            .check(violation)
            .map_err(|(about, account)| (vec![about], format!("{account}\n{}", shown(request))))?;
    }
    written(request, expected, again, (known, facts), probe)
        .map_err(|(about, account)| (about, format!("{account}\n{}", shown(request))))
}

/// What reading and writing gives.
fn written(
    request: &[(String, String)],
    expected: &Findings,
    again: Option<&[(String, String)]>,
    (known, facts): (&Known, &Facts),
    probe: &Probe,
) -> Result<(), Wrong> {
    let typed = pairs(request);
    let wrong = |account: String| Err((Vec::new(), account));
    let written = (probe.entry.reencode)(&typed);
    let unreadable = expected.iter().any(|finding| known.is_unreadable(finding));
    let Some(written) = written else {
        return match unreadable {
            true => Ok(()),
            false => wrong("a request that can be read is not".to_owned()),
        };
    };
    if unreadable {
        return wrong("a request that cannot be read is".to_owned());
    }
    let listed: Vec<(String, String)> = written
        .iter()
        .map(|pair| (pair.name().to_owned(), pair.value().to_owned()))
        .collect();
    if let Some(again) = again {
        // A number is written as the nearest one of its width, in one way of several.
        let nearest = |pairs: &[(String, String)]| -> Vec<(String, String)> {
            let near = |(name, value): &(String, String)| {
                let value = facts.nearest(name, value).unwrap_or_else(|| value.clone());
                (name.clone(), value)
            };
            pairs.iter().map(near).collect()
        };
        let (want, got) = (nearest(again), nearest(&listed));
        if !same_pairs(&want, &got) {
            let lacks = |pair: &&(String, String)| !got.contains(pair);
            let odd = |pair: &&(String, String)| !want.contains(pair);
            let lacking: Vec<_> = want.iter().filter(lacks).collect();
            let odd: Vec<_> = got.iter().filter(odd).collect();
            return wrong(format!(
                "written again it has {odd:?} instead of {lacking:?}"
            ));
        }
    }
    // The same is said of what was written, but for names that matched nothing.
    let said = of_violations(&(probe.entry.check)(&written));
    let kept: Findings = expected
        .iter()
        .filter(|finding| finding.rule != "unknown")
        .cloned()
        .collect();
    if said != kept {
        return wrong(format!(
            "of what was written {said:?} is said, not {kept:?}"
        ));
    }
    let shown = (probe.shown)(&typed).filter(|_| expected.is_empty() && !facts.is_open());
    if let Some(shown) = shown
        && shown.contains("Other(")
    {
        return wrong(format!(
            "a listed value is read as an unlisted one: {shown}"
        ));
    }
    // A typed value is judged as its pairs are.
    let typed = (probe.entry.validate)(&typed).map(|violations| of_violations(&violations));
    if typed.as_ref() != Some(&kept) {
        return wrong(format!(
            "of the typed value {typed:?} is said, not {kept:?}"
        ));
    }
    written.iter().try_for_each(|pair| {
        let name = pair.name().to_owned();
        facts
            .check_pair(pair)
            .map_err(|account| (vec![name], account))
    })
}
