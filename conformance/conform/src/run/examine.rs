//! One case: what the subject says of it, against the reference interpreter and what the suite expects.

use std::any::Any;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use acs_conformance::compare::Findings;
use acs_conformance::subject::{Again, Answer, Judged, assess};
use acs_conformance::{Case, Subject};

use super::least::{changes, edits, top};

/// Whose answer is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// What is tested.
    Subject,
    /// The reference interpreter says other than the suite: one of both is wrong.
    Interpreter,
}

impl By {
    /// In files.
    pub(crate) fn word(self) -> &'static str {
        match self {
            By::Subject => "subject",
            By::Interpreter => "interpreter",
        }
    }

    /// From files.
    pub(crate) fn from_word(word: &str) -> Option<By> {
        [By::Subject, By::Interpreter]
            .into_iter()
            .find(|by| by.word() == word)
    }
}

/// An answer that is not what must come.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    pub(crate) by: By,
    pub(crate) expected: Findings,
    pub(crate) got: Result<Answer, String>,
    /// What is wrong, on one line.
    pub(crate) what: String,
    /// The rules in which answer and expectation differ; empty where they do not, and the answer is wrong all the same.
    pub(crate) rules: BTreeSet<String>,
    /// The first parameter that is written otherwise.
    changed: Option<String>,
}

impl Wrong {
    /// Whether both come of one fault, as far as can be told.
    pub(crate) fn is_like(&self, other: &Wrong) -> bool {
        self.by == other.by
            && (self.rules.is_empty() && other.rules.is_empty()
                || self.rules.intersection(&other.rules).next().is_some())
    }

    /// All that must be said is said; what is written again is wrong.
    pub(crate) fn is_about_writing(&self) -> bool {
        self.rules.is_empty() && matches!(self.got, Ok(Answer::Said(_, Again::Pairs(_))))
    }

    /// What kind of fault it is where no rule says it. There are few, however many requests fail.
    fn sort(&self) -> String {
        match &self.got {
            Err(_) => "no answer".to_owned(),
            Ok(Answer::Accepted) => "accepted".to_owned(),
            Ok(Answer::Refused(wire)) => format!("refused with {wire}"),
            Ok(Answer::Said(_, Again::Pairs(_))) => {
                format!(
                    "written otherwise: {}",
                    self.changed.as_deref().unwrap_or_default()
                )
            }
            Ok(Answer::Said(..)) => "not read".to_owned(),
        }
    }

    /// By which failures are counted together.
    pub(crate) fn kind(&self) -> String {
        match self.rules.first() {
            Some(rule) => format!("{:?} {rule}", self.by),
            None => format!("{:?} {}", self.by, self.sort()),
        }
    }
}

/// Asks, and says what is wrong with the answer, if anything is.
pub(crate) fn examine(subject: &dyn Subject, judged: &Judged, case: &Case) -> Option<Wrong> {
    let says = judged
        .findings(&case.operation, &case.pairs)
        .unwrap_or_default();
    if let Some(expected) = &case.expected
        && *expected != says
    {
        let got = Ok(Answer::Said(says.clone(), Again::NotAsked));
        let what = differing("the reference interpreter", expected, &says);
        return Some(wrong(By::Interpreter, expected.clone(), got, what));
    }
    if let Some(faults) = case.faults.filter(|faults| *faults != says.len()) {
        let what = format!(
            "made to break {faults} rules, and {} are broken",
            says.len()
        );
        let got = Err(what.clone());
        return Some(wrong(By::Interpreter, says, got, what));
    }
    against(subject, case, says)
}

/// Asks the subject alone; what must come is given. With what it cannot be asked nothing is wrong.
pub(crate) fn against(subject: &dyn Subject, case: &Case, expected: Findings) -> Option<Wrong> {
    subject.takes(&case.operation, &case.pairs).ok()?;
    let got = ask(subject, case);
    let answer = match &got {
        Ok(answer) => answer,
        Err(why) => {
            let what = format!("{} does not answer: {why}", subject.name());
            return Some(wrong(By::Subject, expected, got, what));
        }
    };
    let known = match case.expected.is_some() {
        true => assess(case, subject.name(), answer),
        false => {
            let mut case = case.clone();
            case.expected = Some(expected.clone());
            assess(&case, subject.name(), answer)
        }
    };
    let account = known.err()?;
    let name = subject.name();
    let mut changed = None;
    let what = match answer {
        Answer::Said(says, _) if *says != expected => differing(name, &expected, says),
        Answer::Said(_, Again::Pairs(again)) if case.again.is_some() => {
            let edits = edits(case.again.as_deref().unwrap_or_default(), again);
            changed = edits.first().map(|edit| top(&edit.name).to_owned());
            let changes = changes(&edits).join(", ");
            format!("{name} reads the request and writes it otherwise: {changes}")
        }
        Answer::Accepted => format!("{name} accepts the request"),
        Answer::Refused(wire) => format!("{name} refuses the request with {wire}"),
        Answer::Said(..) => account
            .lines()
            .next()
            .unwrap_or_default()
            .trim_end_matches(':')
            .to_owned(),
    };
    let mut out = wrong(By::Subject, expected, got, what);
    out.changed = changed;
    Some(out)
}

/// What panics does not answer.
fn ask(subject: &dyn Subject, case: &Case) -> Result<Answer, String> {
    let asked = AssertUnwindSafe(|| subject.ask(&case.operation, &case.pairs));
    catch_unwind(asked).unwrap_or_else(|panic| Err(format!("it panics: {}", message(&*panic))))
}

pub(crate) fn message(panic: &(dyn Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("for no stated reason")
}

fn wrong(by: By, expected: Findings, got: Result<Answer, String>, what: String) -> Wrong {
    let rules = match &got {
        Ok(Answer::Said(says, _)) => expected
            .symmetric_difference(says)
            .map(|finding| finding.rule.clone())
            .collect(),
        Ok(Answer::Accepted | Answer::Refused(_)) => expected
            .iter()
            .map(|finding| finding.rule.clone())
            .collect(),
        Err(_) => BTreeSet::new(),
    };
    Wrong {
        by,
        expected,
        got,
        what,
        changed: None,
        rules,
    }
}

fn differing(name: &str, expected: &Findings, says: &Findings) -> String {
    let rules = |left: &Findings, right: &Findings| {
        let rules: Vec<String> = left
            .difference(right)
            .map(|finding| finding.to_string())
            .collect();
        rules.join(" and ")
    };
    let (missing, more) = (rules(expected, says), rules(says, expected));
    match (missing.is_empty(), more.is_empty()) {
        (false, true) => format!("{name} does not report {missing}"),
        (true, false) => format!("{name} reports {more}"),
        _ => format!("{name} reports {more} instead of {missing}"),
    }
}
