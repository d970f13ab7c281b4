//! A failure, told so that it can be understood, tried elsewhere, and run again.

pub(crate) mod curl;
pub(crate) mod replay;
pub(crate) mod rust;

use acs_conformance::Obligation;
use std::collections::{BTreeMap, BTreeSet};

use acs_conformance::compare::Findings;
use acs_conformance::ledger::SpecPlace;
use acs_conformance::mutants::Statement;
use acs_conformance::strategy::Case;
use acs_conformance::subject::{Again, Answer};

use crate::run::examine::{By, Wrong};
use crate::run::least::{Edit, brief, top};
use crate::run::{Ground, Pairs};

/// One thing that is not as it must be.
#[derive(Debug, Clone)]
pub(crate) struct Failure {
    pub(crate) operation: String,
    /// An obligation's id, `pairs/N`, or `random/0x…`.
    pub(crate) case: String,
    /// What the obligation says, or what the case was made to be.
    pub(crate) about: String,
    /// The constraint or rule that it is about; may be empty.
    pub(crate) rule: String,
    /// Rules in which answer and expectation differ.
    pub(crate) rules: BTreeSet<String>,
    /// Folder, file and JSON pointer of that.
    pub(crate) folder: String,
    pub(crate) file: String,
    pub(crate) pointer: String,
    pub(crate) by: By,
    /// It is about what is stated besides, and no request belongs to it.
    pub(crate) stated: bool,
    pub(crate) what: String,
    pub(crate) expected: Findings,
    pub(crate) got: Vec<String>,
    pub(crate) seed: u64,
    pub(crate) pairs: Pairs,
    /// What the request has other than a valid one; `None` where none is known.
    pub(crate) edits: Option<Vec<Edit>>,
    /// What writing it again must give, where the failure is about that.
    pub(crate) again: Option<Pairs>,
    /// How many requests failed so.
    pub(crate) count: u64,
    /// Other cases that come down to the same request.
    pub(crate) also: Vec<String>,
}

impl Failure {
    /// Of an obligation's request; whether it is the obligation's `own` fault, or one of its surroundings.
    pub(crate) fn of_obligation(
        ground: &Ground<'_>,
        (obligation, own): (&Obligation, bool),
        seed: u64,
        case: &Case,
        wrong: &Wrong,
    ) -> Failure {
        let mut out = Failure::new(ground, &obligation.id, seed, case, wrong);
        if !own {
            out.about = format!("surroundings of {obligation}");
            return out;
        }
        out.about = obligation.to_string();
        out.rule.clone_from(&obligation.rule);
        out.file.clone_from(&obligation.place.file);
        out.pointer.clone_from(&obligation.place.pointer);
        out
    }

    /// Of a case that no obligation asks for: its id, its seed, and how many fail so.
    pub(crate) fn of_found(
        ground: &Ground<'_>,
        (id, seed, count): (String, u64, u64),
        case: &Case,
        wrong: &Wrong,
    ) -> Failure {
        let mut out = Failure::new(ground, &id, seed, case, wrong);
        out.count = count;
        out.about = match case.name.split_once(", seed") {
            Some((sort, _)) => sort.to_owned(),
            None => case.name.clone(),
        };
        out
    }

    /// Of what is stated besides what is said of requests.
    pub(crate) fn of_statement(
        ground: &Ground<'_>,
        statement: &Statement,
        what: String,
    ) -> Failure {
        Failure {
            operation: ground.ledger.operation().to_owned(),
            case: statement.id.clone(),
            about: format!("{} → as the spec states it", statement.id),
            rule: statement.id.clone(),
            rules: BTreeSet::from([statement.id.clone()]),
            folder: ground.spec.folder.clone(),
            file: ground.spec.file.clone(),
            pointer: statement.pointer.clone(),
            by: By::Subject,
            stated: true,
            what,
            expected: Findings::new(),
            got: Vec::new(),
            seed: 0,
            pairs: Pairs::new(),
            edits: None,
            again: None,
            count: 1,
            also: Vec::new(),
        }
    }

    fn new(ground: &Ground<'_>, id: &str, seed: u64, case: &Case, wrong: &Wrong) -> Failure {
        let edits = ground.edits(&case.pairs);
        let rule = wrong.rules.first().cloned().unwrap_or_default();
        let edited = edits.iter().flatten().next().map(|edit| top(&edit.name));
        // Where a rule is stated, or, where no rule says it, what the first parameter of the request is.
        let mut all = ground.ledger.obligations().iter();
        let stated = all.find(|obligation| match rule.is_empty() {
            true => Some(obligation.parameter.as_str()) == edited,
            false => obligation.rule == rule,
        });
        let place = stated.map(|obligation| obligation.place.clone());
        let place = place.unwrap_or_else(|| SpecPlace {
            file: ground.spec.file.clone(),
            pointer: String::new(),
        });
        Failure {
            operation: case.operation.clone(),
            case: id.to_owned(),
            about: String::new(),
            rule,
            rules: wrong.rules.clone(),
            folder: ground.spec.folder.clone(),
            file: place.file,
            pointer: place.pointer,
            by: wrong.by,
            stated: false,
            what: wrong.what.clone(),
            expected: wrong.expected.clone(),
            got: told(wrong),
            seed,
            pairs: case.pairs.clone(),
            edits,
            again: case.again.clone().filter(|_| wrong.is_about_writing()),
            count: 1,
            also: Vec::new(),
        }
    }

    /// Whether it is a row of a covering array, which no seed changes either.
    pub(crate) fn is_row(&self) -> bool {
        self.case.starts_with(PAIRS)
    }

    /// Whether no obligation asks for it.
    fn is_found(&self) -> bool {
        self.case.starts_with(RANDOM) || self.is_row()
    }

    /// Whether it is a least request, which no seed changes.
    pub(crate) fn is_least(&self) -> bool {
        self.seed == 0 && !self.is_found()
    }

    /// By which failures are brought together.
    fn key(&self) -> (String, String, Vec<String>) {
        let mut detail: Vec<String> = match self.is_least() {
            true => self.pairs.iter().map(|pair| format!("{pair:?}")).collect(),
            false => {
                let edits = self.edits.iter().flatten();
                let names: BTreeSet<&str> = edits.map(|edit| top(&edit.name)).collect();
                let rules = self.rules.iter().map(String::as_str);
                names
                    .into_iter()
                    .chain(["", self.by.word()])
                    .chain(rules)
                    .map(str::to_owned)
                    .collect()
            }
        };
        let what = match self.rules.is_empty() && self.again.is_none() || self.is_least() {
            true => self.what.clone(),
            false => String::new(),
        };
        if self.is_least() {
            detail.sort();
        }
        (self.operation.clone(), what, detail)
    }

    /// How much there is to read.
    fn size(&self) -> usize {
        let edits = self.edits.iter().flatten();
        let lengths = edits.map(|edit| 8 + edit.values.iter().map(String::len).sum::<usize>());
        lengths.sum()
    }

    /// The ids of all cases that fail so.
    pub(crate) fn cases(&self) -> impl Iterator<Item = &str> {
        let own = std::iter::once(self.case.as_str());
        own.chain(self.also.iter().map(String::as_str))
    }

    /// `spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json#/parameters/2`.
    pub(crate) fn place(&self) -> String {
        format!("{}{}#{}", self.folder, self.file, self.pointer)
    }

    /// What must come, a line for each violation; nothing of what is about no request.
    pub(crate) fn expected(&self) -> Vec<String> {
        match self.stated {
            true => Vec::new(),
            false => of_findings(&self.expected),
        }
    }
}

/// Brings together what comes down to the same: least requests that are the same, and requests found by chance or in a
/// covering array that have the same parameters and break the same rules, of which the smallest stays. Least requests
/// stand first, what was found last.
pub(crate) fn merged(all: Vec<Failure>) -> Vec<Failure> {
    let mut out: Vec<Failure> = Vec::new();
    let mut places: BTreeMap<(String, String, Vec<String>), usize> = BTreeMap::new();
    for mut failure in all {
        let key = failure.key();
        let Some(first) = places.get(&key).and_then(|at| out.get_mut(*at)) else {
            places.insert(key, out.len());
            out.push(failure);
            continue;
        };
        if failure.size() < first.size() {
            std::mem::swap(first, &mut failure);
        }
        first.count += failure.count;
        first.also.push(failure.case);
        first.also.append(&mut failure.also);
    }
    for failure in &mut out {
        failure.also.sort();
    }
    let rank = |failure: &Failure| match (failure.is_found(), failure.is_least()) {
        (true, _) => 2,
        (false, true) => 0,
        (false, false) => 1,
    };
    out.sort_by_key(rank);
    out
}

/// Begins the ids of rows of a covering array.
pub(crate) const PAIRS: &str = "pairs/";

/// Begins the ids of random cases.
pub(crate) const RANDOM: &str = "random/";

fn of_findings(findings: &Findings) -> Vec<String> {
    match findings.is_empty() {
        true => vec!["nothing is wrong".to_owned()],
        false => findings.iter().map(ToString::to_string).collect(),
    }
}

/// What came, a line for each part.
pub(crate) fn told(wrong: &Wrong) -> Vec<String> {
    match &wrong.got {
        Err(why) => vec![format!("no answer: {why}")],
        Ok(Answer::Accepted) => vec!["accepted".to_owned()],
        Ok(Answer::Refused(wire)) => vec![format!("refused with {wire}")],
        Ok(Answer::Said(findings, again)) => {
            let mut out = of_findings(findings);
            match again {
                Again::NotAsked => {}
                Again::Unreadable => out.push("it cannot be read into types".to_owned()),
                Again::Pairs(pairs) if wrong.is_about_writing() => {
                    let pair =
                        |(name, value): &(String, String)| format!("{name} = {}", brief(value));
                    let pairs: Vec<String> = pairs.iter().map(pair).collect();
                    out.push(format!("written again: {}", pairs.join(", ")));
                }
                Again::Pairs(_) => {}
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
