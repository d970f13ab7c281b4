//! A failure, told so that it can be understood, tried elsewhere, and run again.

pub(crate) mod curl;
pub(crate) mod replay;
pub(crate) mod rust;

use acs_conformance::Obligation;
use acs_conformance::compare::Findings;
use acs_conformance::strategy::Case;
use acs_conformance::subject::{Again, Answer};

use crate::run::differential::id_of;
use crate::run::examine::{By, Wrong};
use crate::run::least::{Edit, edits};
use crate::run::{Ground, Pairs};

/// One thing that is not as it must be.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) operation: String,
    /// An obligation's id, or `random/0x…`.
    pub(crate) case: String,
    /// What the obligation says, or what the case was made to be.
    pub(crate) about: String,
    /// The constraint or rule that it is about; may be empty.
    pub(crate) rule: String,
    /// Folder, file and JSON pointer of that.
    pub(crate) folder: String,
    pub(crate) file: String,
    pub(crate) pointer: String,
    pub(crate) by: By,
    pub(crate) what: String,
    pub(crate) expected: Findings,
    pub(crate) got: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) pairs: Pairs,
    /// What the request has other than a valid one; `None` where none is known.
    pub(crate) edits: Option<Vec<Edit>>,
    /// How many cases failed so.
    pub(crate) count: u64,
}

impl Failure {
    pub(crate) fn of_obligation(
        ground: &Ground<'_>,
        obligation: &Obligation,
        seed: u64,
        case: &Case,
        wrong: &Wrong,
    ) -> Failure {
        let mut out = Failure::new(ground, &obligation.id, seed, case, wrong);
        out.about = obligation.to_string();
        out.rule.clone_from(&obligation.rule);
        out.file.clone_from(&obligation.place.file);
        out.pointer.clone_from(&obligation.place.pointer);
        out
    }

    pub(crate) fn of_random(
        ground: &Ground<'_>,
        seed: u64,
        count: u64,
        case: &Case,
        wrong: &Wrong,
    ) -> Failure {
        let mut out = Failure::new(ground, &id_of(seed), seed, case, wrong);
        out.count = count;
        out.about = match case.name.split_once(", seed") {
            Some((sort, _)) => sort.to_owned(),
            None => case.name.clone(),
        };
        out.rule = wrong.rules.first().cloned().unwrap_or_default();
        let mut of_rule = ground.ledger.obligations().iter();
        if let Some(obligation) = of_rule.find(|obligation| obligation.rule == out.rule) {
            out.file.clone_from(&obligation.place.file);
            out.pointer.clone_from(&obligation.place.pointer);
        }
        out
    }

    fn new(ground: &Ground<'_>, id: &str, seed: u64, case: &Case, wrong: &Wrong) -> Failure {
        Failure {
            operation: case.operation.clone(),
            case: id.to_owned(),
            about: String::new(),
            rule: String::new(),
            folder: ground.spec.folder.clone(),
            file: ground.spec.file.clone(),
            pointer: String::new(),
            by: wrong.by,
            what: wrong.what.clone(),
            expected: wrong.expected.clone(),
            got: told(&wrong.got),
            seed,
            pairs: case.pairs.clone(),
            edits: ground.sound.as_ref().map(|sound| edits(sound, &case.pairs)),
            count: 1,
        }
    }

    /// `spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json#/parameters/2`.
    pub(crate) fn place(&self) -> String {
        format!("{}{}#{}", self.folder, self.file, self.pointer)
    }

    /// What must come, a line for each violation.
    pub(crate) fn expected(&self) -> Vec<String> {
        of_findings(&self.expected)
    }
}

fn of_findings(findings: &Findings) -> Vec<String> {
    match findings.is_empty() {
        true => vec!["nothing is wrong".to_owned()],
        false => findings.iter().map(ToString::to_string).collect(),
    }
}

/// What came, a line for each part.
pub(crate) fn told(got: &Result<Answer, String>) -> Vec<String> {
    match got {
        Err(why) => vec![format!("no answer: {why}")],
        Ok(Answer::Accepted) => vec!["accepted".to_owned()],
        Ok(Answer::Refused(wire)) => vec![format!("refused with {wire}")],
        Ok(Answer::Said(findings, again)) => {
            let mut out = of_findings(findings);
            match again {
                Again::NotAsked => {}
                Again::Unreadable => out.push("it cannot be read into types".to_owned()),
                Again::Pairs(pairs) => {
                    let pair = |(name, value): &(String, String)| format!("{name:?}={value:?}");
                    let pairs: Vec<String> = pairs.iter().map(pair).collect();
                    out.push(format!("written again: {}", pairs.join(" ")));
                }
            }
            out
        }
    }
}

/// A word as a shell takes it for itself.
pub(crate) fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    match !word.is_empty() && word.chars().all(plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
