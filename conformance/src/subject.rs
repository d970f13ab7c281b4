//! What is tested: anything that can be given a request of an operation and says what is wrong with it, or accepts or
//! refuses it over the wire.
//!
//! A crate of your own takes a few lines: its `OPERATIONS` table is all that is needed.
//!
//! ```
//! use acs_conformance::ledger::Ledger;
//! use acs_conformance::subject::Emitted;
//! # let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/r-kvstore/2015-01-01");
//! # let read = |file: &str| std::fs::read_to_string(format!("{folder}/{file}")).unwrap();
//! # let operation = acs_spec::load::operation("spec", &read("CreateTairKVCacheVNode.json")).unwrap();
//! # let service = acs_spec::load::service("service", &read("service.json")).unwrap();
//!
//! let subject = Emitted::new("my crate", acs_r_kvstore::OPERATIONS);
//! let ledger = Ledger::of(&operation, Some(&service));
//! let checked = ledger.check(&subject, 1);
//! assert!(checked.is_met(), "{}", checked.account(&ledger));
//! println!("{}", checked.headline());
//! ```

use std::collections::BTreeMap;

use acs_judge::{Judge, Options, Request};
use acs_runtime::OperationEntry;
use acs_spec::{Diagnostic, Operation, Service, Tier};

use crate::compare::{
    Findings, WireCode, agree, of_verdict, of_violations, pairs, same_pairs, shown,
};
use crate::strategy::Case;

/// Pairs of a request: decoded names and values.
pub type WirePairs = Vec<(String, String)>;

/// What reading a request into types and writing it again gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Again {
    /// The subject reads no requests.
    NotAsked,
    /// The request cannot be read into types.
    Unreadable,
    /// What was written.
    Pairs(WirePairs),
}

/// What a subject says of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// All that is wrong with it, and what it reads as.
    Said(Findings, Again),
    /// Over the wire: it is accepted.
    Accepted,
    /// Over the wire: it is refused.
    Refused(WireCode),
}

/// What is tested. Asking changes nothing in it, and threads may ask at the same time.
pub trait Subject: Sync {
    /// Its name in reports.
    fn name(&self) -> &str;

    /// Whether such a request can be asked at all; anything can, unless a subject says otherwise.
    ///
    /// # Errors
    /// Why it cannot: over the wire, that no message says just that. Then there is nothing to meet.
    fn takes(&self, operation: &str, request: &[(String, String)]) -> Result<(), String> {
        let _ = (operation, request);
        Ok(())
    }

    /// Where it is a generated crate: the operation as its table has it, which answers, errors and facts are asked of.
    fn entry(&self, operation: &str) -> Option<&'static OperationEntry> {
        let _ = operation;
        None
    }

    /// What it says of a request of this operation.
    ///
    /// # Errors
    /// Why it could not say anything: an unknown operation, a broken connection.
    fn ask(&self, operation: &str, request: &[(String, String)]) -> Result<Answer, String>;
}

/// A generated crate, by its `OPERATIONS` table.
#[derive(Debug, Clone, Copy)]
pub struct Emitted {
    name: &'static str,
    table: &'static [OperationEntry],
}

impl Emitted {
    /// The crate with this table.
    #[must_use]
    pub const fn new(name: &'static str, table: &'static [OperationEntry]) -> Self {
        Emitted { name, table }
    }

    /// The entry of an operation, if the crate has it.
    #[must_use]
    pub fn entry(&self, operation: &str) -> Option<&'static OperationEntry> {
        self.table.iter().find(|entry| entry.info.name == operation)
    }
}

impl Subject for Emitted {
    fn name(&self) -> &str {
        self.name
    }

    fn entry(&self, operation: &str) -> Option<&'static OperationEntry> {
        Emitted::entry(self, operation)
    }

    fn ask(&self, operation: &str, request: &[(String, String)]) -> Result<Answer, String> {
        let entry = self
            .entry(operation)
            .ok_or_else(|| format!("the crate has no operation {operation}"))?;
        let request = pairs(request);
        let findings = of_violations(&(entry.check)(&request));
        let Some(again) = (entry.reencode)(&request) else {
            return Ok(Answer::Said(findings, Again::Unreadable));
        };
        // What was written reads as the same value.
        if (entry.reencode)(&again).as_ref() != Some(&again) {
            return Err(format!(
                "what is written differs when it is written twice: {again:?}"
            ));
        }
        let listed = again
            .iter()
            .map(|pair| (pair.name().to_owned(), pair.value().to_owned()))
            .collect();
        Ok(Answer::Said(findings, Again::Pairs(listed)))
    }
}

/// The reference interpreter.
#[derive(Debug)]
pub struct Judged {
    judges: BTreeMap<String, Judge>,
}

impl Judged {
    /// Of these operations of one service.
    ///
    /// # Errors
    /// All that makes the specs unfit to judge by.
    pub fn new<'a>(
        operations: impl IntoIterator<Item = &'a Operation>,
        service: Option<&Service>,
    ) -> Result<Judged, Vec<Diagnostic>> {
        let mut judges = BTreeMap::new();
        for operation in operations {
            judges.insert(operation.name.clone(), Judge::new(operation, service)?);
        }
        Ok(Judged { judges })
    }

    /// What is said of a request; `None` of an operation that is not there.
    #[must_use]
    pub fn findings(&self, operation: &str, request: &[(String, String)]) -> Option<Findings> {
        let pairs = request
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let verdict = self
            .judges
            .get(operation)?
            .judge(&Request::from_pairs(pairs), &Options::default());
        Some(of_verdict(&verdict))
    }
}

impl Subject for Judged {
    fn name(&self) -> &str {
        "the reference interpreter"
    }

    fn ask(&self, operation: &str, request: &[(String, String)]) -> Result<Answer, String> {
        self.findings(operation, request)
            .map(|findings| Answer::Said(findings, Again::NotAsked))
            .ok_or_else(|| format!("no spec of the operation {operation} was given"))
    }
}

/// Whether an answer is what a case asks for.
///
/// # Errors
/// An account of what differs, with the request.
pub fn assess(case: &Case, subject: &str, answer: &Answer) -> Result<(), String> {
    let Some(expected) = &case.expected else {
        return Ok(());
    };
    match answer {
        Answer::Said(findings, again) => {
            agree(case, (subject, findings), ("what must be said", expected))?;
            assess_again(case, expected, again)
        }
        Answer::Accepted | Answer::Refused(_) => assess_wire(case, subject, expected, answer),
    }
}

/// What cannot be read is a `type` fault, or something required that is absent; anything else can. A case that says what is
/// written again can be read, whatever rules it breaks: a list that must be there reads as an empty one. Where it does not
/// say, that much is known: what is absent must not be there when it is written.
fn assess_again(case: &Case, expected: &Findings, again: &Again) -> Result<(), String> {
    let breaks = |rule: &'static str| {
        let documented = expected.iter().filter(|f| f.tier == Tier::Documented);
        documented.filter(move |finding| finding.rule.ends_with(rule))
    };
    let is_of_no_type = breaks(".type").next().is_some();
    let unreadable = is_of_no_type || breaks(".required").next().is_some();
    let made_up = |again: &[(String, String)]| {
        let names = breaks(".required").map(|f| f.path.replace('[', ".").replace(']', ""));
        let mut names = names.filter(|name| again.iter().any(|(own, _)| own == name));
        names.next().is_some()
    };
    let wrong = |what: String| Err(format!("{what}\n{}", shown(&case.pairs)));
    match (again, &case.again) {
        (Again::Unreadable, want) if want.is_some() || !unreadable => {
            wrong("it cannot be read into types, and should".into())
        }
        (Again::Pairs(again), None) if is_of_no_type || made_up(again) => {
            wrong("it is read into types, and cannot be".into())
        }
        (Again::Pairs(again), Some(want)) if !same_pairs(again, want) => wrong(format!(
            "reading and writing it again changes it:\n{}",
            shown(again)
        )),
        _ => Ok(()),
    }
}

/// An advisory violation alone is refused or not as the service likes.
fn assess_wire(
    case: &Case,
    subject: &str,
    expected: &Findings,
    answer: &Answer,
) -> Result<(), String> {
    let documented: Vec<_> = expected
        .iter()
        .filter(|finding| finding.tier == Tier::Documented)
        .collect();
    let wrong = |what: String| {
        let mut out = format!(
            "{subject} {what} a request of {} ({})\n",
            case.operation, case.name
        );
        for finding in expected {
            out.push_str(&format!("  expected: {finding}\n"));
        }
        out.push_str(&shown(&case.pairs));
        Err(out)
    };
    match answer {
        Answer::Accepted if !documented.is_empty() => wrong("accepts".to_owned()),
        Answer::Refused(got) if expected.is_empty() => wrong(format!("refuses with {got}")),
        Answer::Refused(got) if !documented.is_empty() => {
            let mut known = documented
                .iter()
                .filter_map(|finding| finding.wire.as_ref());
            let any_unknown = documented.iter().any(|finding| finding.wire.is_none());
            // Of a rule without a known error any refusal of the caller will do, but no breakdown of the server.
            let fits =
                known.any(|wire| wire == got) || any_unknown && (400..500).contains(&got.status);
            if fits {
                Ok(())
            } else {
                wrong(format!("answers {got} to"))
            }
        }
        _ => Ok(()),
    }
}
