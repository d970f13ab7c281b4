//! Makes a failing request smaller, step by step, without changing what is wrong with it.

use std::collections::VecDeque;
use std::sync::Arc;

use proptest::strategy::ValueTree;

use super::Case;
use crate::compare::Findings;
use crate::dice::Dice;
use crate::draft::{Draft, Value, kind_at};
use crate::expect::findings;
use crate::plan::{Kind, Plan};
use crate::wire::Pairs;

/// A request as it can be made smaller.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// From a tree; the findings are to stay as they are, if they are given.
    Draft(Draft, Option<Findings>),
    /// Mere pairs, of which nothing is known beforehand.
    Pairs(Pairs),
}

/// One case, with the way to smaller ones.
#[derive(Debug)]
pub struct CaseTree {
    pub(crate) operation: Arc<str>,
    pub(crate) plan: Arc<Plan>,
    pub(crate) name: String,
    pub(crate) faults: Option<usize>,
    pub(crate) seed: u64,
    pub(crate) content: Content,
    pub(crate) before: Option<Content>,
    pub(crate) todo: Option<VecDeque<Step>>,
    /// A step was kept since the steps were listed.
    pub(crate) progress: bool,
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Leave out the value at a path; of a list, the element.
    Leave(Vec<usize>),
    /// Put a text at a path.
    Text(Vec<usize>, String),
    /// Leave out the unknown pair of this number.
    LeaveUnknown(usize),
    /// Leave out the pair of this number.
    LeavePair(usize),
    /// Put a value into the pair of this number.
    PairValue(usize, String),
}

impl CaseTree {
    fn steps(&self) -> VecDeque<Step> {
        let mut out = VecDeque::new();
        match &self.content {
            Content::Draft(draft, _) => {
                out.extend((0..draft.unknown.len()).rev().map(Step::LeaveUnknown));
                list(&self.plan, &draft.request, &mut Vec::new(), &mut out);
            }
            Content::Pairs(pairs) => {
                out.extend((0..pairs.len()).rev().map(Step::LeavePair));
                for (n, (_, value)) in pairs.iter().enumerate() {
                    out.extend(
                        shorter(value)
                            .into_iter()
                            .map(|value| Step::PairValue(n, value)),
                    );
                }
            }
        }
        out
    }

    /// The request after a step; `None` where it would be another case.
    fn after(&self, step: &Step) -> Option<Content> {
        let mut content = self.content.clone();
        match (&mut content, step) {
            (Content::Draft(draft, expected), step) => {
                match step {
                    Step::Leave(path) => {
                        let (last, parent) = path.split_last()?;
                        match draft.request.at_mut(parent)? {
                            Value::List(values) if *last < values.len() => {
                                drop(values.remove(*last))
                            }
                            Value::Map(entries) if *last < entries.len() => {
                                drop(entries.remove(*last))
                            }
                            parent => *parent.child_mut(*last)? = Value::Absent,
                        }
                    }
                    Step::Text(path, text) => {
                        *draft.request.at_mut(path)? = Value::Text(text.clone())
                    }
                    Step::LeaveUnknown(n) if *n < draft.unknown.len() => {
                        drop(draft.unknown.remove(*n))
                    }
                    _ => return None,
                }
                let found = findings(&self.plan, draft);
                if expected.as_ref().is_some_and(|expected| *expected != found) {
                    return None;
                }
            }
            (Content::Pairs(pairs), Step::LeavePair(n)) if *n < pairs.len() => {
                drop(pairs.remove(*n))
            }
            (Content::Pairs(pairs), Step::PairValue(n, value)) => {
                pairs.get_mut(*n)?.1.clone_from(value)
            }
            _ => return None,
        }
        Some(content)
    }
}

/// Steps at every value, the outer ones first, which save most.
fn list(plan: &Plan, value: &Value, path: &mut Vec<usize>, out: &mut VecDeque<Step>) {
    for n in (0..value.children()).rev() {
        let Some(child) = value.child(n).filter(|child| child.is_present()) else {
            continue;
        };
        path.push(n);
        out.push_back(Step::Leave(path.clone()));
        if let Value::Text(text) = child {
            let simplest = match kind_at(plan, path) {
                Some(Kind::Scalar(_)) => simplest(plan, path),
                _ => None,
            };
            let simplest = simplest.filter(|simple| simple != text);
            let texts = simplest.into_iter().chain(shorter(text));
            out.extend(texts.map(|text| Step::Text(path.clone(), text)));
        }
        list(plan, child, path, out);
        path.pop();
    }
}

fn simplest(plan: &Plan, path: &[usize]) -> Option<String> {
    let (last, parent) = path.split_last()?;
    let id = match kind_at(plan, parent)? {
        Kind::Object(slots) => slots.get(*last)?.node,
        Kind::List(items) | Kind::Map(items) => *items,
        _ => return None,
    };
    plan.node(id).pool.simplest().cloned()
}

fn shorter(text: &str) -> Vec<String> {
    let length = text.chars().count();
    let cut = |count: usize| text.chars().take(count).collect::<String>();
    match length {
        0 => Vec::new(),
        1 if text == "a" => vec![String::new()],
        1 => vec![String::new(), "a".to_owned()],
        2..20 => vec![
            cut(length / 2),
            cut(length - 1),
            text.chars().skip(1).collect(),
        ],
        _ => vec![cut(length / 2), cut(length - 1)],
    }
}

impl ValueTree for CaseTree {
    type Value = Case;

    fn current(&self) -> Case {
        let name = format!("{}, seed {:#018x}", self.name, self.seed);
        match &self.content {
            Content::Draft(draft, expected) => {
                let spelling = (!self.seed.is_multiple_of(4)).then(|| Dice::new(self.seed));
                let found = expected.clone();
                let found = found.unwrap_or_else(|| findings(&self.plan, draft));
                let known = (draft, found);
                let case = Case::of_known(&self.operation, name, &self.plan, known, spelling);
                Case {
                    faults: self.faults,
                    ..case
                }
            }
            Content::Pairs(pairs) => Case {
                operation: self.operation.to_string(),
                name,
                pairs: pairs.clone(),
                expected: None,
                again: None,
                faults: None,
            },
        }
    }

    fn simplify(&mut self) -> bool {
        // A step that was not undone since has been kept.
        self.progress |= self.before.take().is_some();
        loop {
            let mut todo = self.todo.take().unwrap_or_else(|| self.steps());
            while let Some(step) = todo.pop_front() {
                if let Some(content) = self.after(&step) {
                    self.before = Some(std::mem::replace(&mut self.content, content));
                    self.todo = Some(todo);
                    return true;
                }
            }
            // What could not be left out at first perhaps can be now.
            if !std::mem::take(&mut self.progress) {
                self.todo = Some(VecDeque::new());
                return false;
            }
        }
    }

    fn complicate(&mut self) -> bool {
        match self.before.take() {
            Some(before) => {
                self.content = before;
                true
            }
            None => false,
        }
    }
}
