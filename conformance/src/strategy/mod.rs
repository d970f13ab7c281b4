//! Requests made from a spec, for `proptest`: sound ones, with one fault, with several, at every boundary, hostile.
//!
//! One seed makes one request. A failing one shrinks, and what is wrong with it stays the same on the way.

pub(crate) mod fault;
pub(crate) mod faults;
mod hostile;
pub(crate) mod make;
pub(crate) mod repair;
mod shrink;
pub(crate) mod spots;

use std::fmt;
use std::sync::Arc;

use acs_spec::{Operation, Service};
use proptest::prelude::Rng;
use proptest::strategy::{NewTree, Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::compare::Findings;
use crate::dice::Dice;
use crate::draft::{Draft, Value};
use crate::expect::findings;
use crate::plan::{Kind, NodeId, Plan};
use crate::wire::pairs;
use faults::{Fault, What};
pub use shrink::CaseTree;
use shrink::Content;

/// A request and what must be said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Case {
    /// The operation's name.
    pub operation: String,
    /// What the case is about, and the seed it was made from.
    pub name: String,
    /// The request as wire pairs.
    pub pairs: Vec<(String, String)>,
    /// All that must be said of it; `None` where that was not worked out beforehand.
    pub expected: Option<Findings>,
    /// What reading it and writing it again must give, in any order and up to what [`crate::compare::same_pairs`]
    /// overlooks; `None` where it cannot be read, or where that was not worked out beforehand.
    pub again: Option<Vec<(String, String)>>,
    /// How many violations there must be where the case was made to have so many: none in a valid one, one in a single
    /// fault; more only where no request of the operation avoids them.
    pub faults: Option<usize>,
}

impl Case {
    /// A request of which nothing is known beforehand.
    pub fn new(
        operation: impl Into<String>,
        name: impl Into<String>,
        pairs: Vec<(String, String)>,
    ) -> Case {
        Case {
            operation: operation.into(),
            name: name.into(),
            pairs,
            expected: None,
            again: None,
            faults: None,
        }
    }

    pub(crate) fn of_draft(
        operation: &str,
        name: String,
        plan: &Plan,
        draft: &Draft,
        spelling: Option<Dice>,
    ) -> Case {
        let found = findings(plan, draft);
        Case::of_known(operation, name, plan, (draft, found), spelling)
    }

    /// What is wrong with the draft is known.
    pub(crate) fn of_known(
        operation: &str,
        name: String,
        plan: &Plan,
        (draft, found): (&Draft, Findings),
        spelling: Option<Dice>,
    ) -> Case {
        Case {
            operation: operation.to_owned(),
            name,
            pairs: pairs(plan, draft, spelling),
            expected: Some(found),
            again: crate::wire::again(plan, draft),
            faults: None,
        }
    }
}

/// What kind of requests to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Valid,
    /// With the fault of this number, or any.
    Single(Option<usize>),
    Multi,
    Hostile,
    Mixed,
}

/// Makes requests of one operation.
#[derive(Debug, Clone)]
pub struct Strategies {
    operation: Arc<str>,
    plan: Arc<Plan>,
    faults: Arc<[Fault]>,
    gaps: Arc<[String]>,
}

/// A `proptest` strategy of [`Case`]s.
#[derive(Clone)]
pub struct Cases {
    strategies: Strategies,
    sort: Sort,
}

impl fmt::Debug for Cases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cases of {}", self.sort, self.strategies.operation)
    }
}

/// Steps of shrinking: a request a little larger than it need be, but in seconds.
const MAX_STEPS: usize = 1_500;

/// Tries to make a fault alone before it counts as a gap.
const MAX_TRIES: u64 = 8;

impl Strategies {
    /// Of this operation. The service supplies schemas that operations share.
    #[must_use]
    pub fn new(operation: &Operation, service: Option<&Service>) -> Strategies {
        let plan = fault::prepared(operation, service);
        let (mut met, mut gaps) = (Vec::new(), Vec::new());
        for fault in faults::all(&plan, &spots::all(&plan)) {
            match (0..MAX_TRIES).any(|n| fault::single(&plan, &fault, &mut Dice::new(n)).is_some())
            {
                true => met.push(fault),
                // Only some defaults trigger a rule: where none does there is nothing to meet.
                false if matches!(fault.what, What::RuleByDefault(_)) => {}
                false => gaps.push(format!("{} ({:?})", fault.rule, fault.what)),
            }
        }
        Strategies {
            operation: operation.name.as_str().into(),
            plan: Arc::new(plan),
            faults: met.into(),
            gaps: gaps.into(),
        }
    }

    /// The rule ids of all faults that can be made alone, in the spec's order; one id may occur several times.
    pub fn faults(&self) -> impl ExactSizeIterator<Item = &str> {
        self.faults.iter().map(|fault| fault.rule.as_str())
    }

    /// Faults for which no request was found that has them and no other. A rule that nothing can break alone is a
    /// weakness of the spec, or of these strategies.
    #[must_use]
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// Requests that break nothing, over the whole documented space.
    #[must_use]
    pub fn valid(&self) -> Cases {
        self.of(Sort::Valid)
    }

    /// Requests with exactly one fault, of any kind.
    #[must_use]
    pub fn single(&self) -> Cases {
        self.of(Sort::Single(None))
    }

    /// Requests with exactly one fault: that of this number in [`Strategies::faults`].
    #[must_use]
    pub fn single_of(&self, fault: usize) -> Cases {
        self.of(Sort::Single(Some(fault)))
    }

    /// Requests with several faults, which may hide one another.
    #[must_use]
    pub fn multi(&self) -> Cases {
        self.of(Sort::Multi)
    }

    /// Requests that nobody should send.
    #[must_use]
    pub fn hostile(&self) -> Cases {
        self.of(Sort::Hostile)
    }

    /// All of these.
    #[must_use]
    pub fn mixed(&self) -> Cases {
        self.of(Sort::Mixed)
    }

    fn of(&self, sort: Sort) -> Cases {
        Cases {
            strategies: self.clone(),
            sort,
        }
    }

    /// Every boundary value of every scalar, and every boundary number of elements, each in a request that is sound
    /// otherwise as far as that value allows.
    #[must_use]
    pub fn boundaries(&self) -> Vec<Case> {
        let plan = &*self.plan;
        let mut out = Vec::new();
        let mut seen: Vec<&[spots::Step]> = Vec::new();
        let mut dice = Dice::new(0);
        for fault in self.faults.iter() {
            if seen.contains(&fault.place.as_slice()) || fault.place.is_empty() {
                continue;
            }
            seen.push(&fault.place);
            let Some((sound, _)) = fault::sound(plan, &mut dice) else {
                continue;
            };
            let mut maker = make::Maker::new(plan, Dice::new(dice.next()));
            let mut request = sound.request;
            let Some(path) = fault::reach(&mut maker, &mut request, &fault.place) else {
                continue;
            };
            let Some(id) = node_of(plan, &path) else {
                continue;
            };
            for new in self.boundary_values(&mut maker, id, &path) {
                let mut draft = Draft {
                    request: request.clone(),
                    unknown: Vec::new(),
                };
                let Some(value) = draft.request.at_mut(&path) else {
                    continue;
                };
                *value = new;
                repair::repair(&mut maker, &mut draft.request, &vec![path.clone()], &|_| {
                    false
                });
                let name = format!("boundary {} of {}", out.len(), fault.rule);
                out.push(Case::of_draft(&self.operation, name, plan, &draft, None));
            }
        }
        out
    }

    fn boundary_values(
        &self,
        maker: &mut make::Maker<'_>,
        id: NodeId,
        path: &[usize],
    ) -> Vec<Value> {
        let node = self.plan.node(id);
        let pool = &node.pool;
        match &node.kind {
            Kind::Scalar(_) => {
                let bad = pool.bad.iter().flat_map(|(_, bad)| bad);
                let all = pool
                    .good
                    .iter()
                    .chain(bad)
                    .chain(&pool.worse)
                    .chain(&pool.ill);
                all.map(|text| Value::Text(text.clone())).collect()
            }
            Kind::List(items) => crate::count::counts(&node.asked)
                .into_iter()
                .map(|count| {
                    Value::List(
                        (0..count)
                            .map(|_| maker.value(*items, path.len() + 1, &[]))
                            .collect(),
                    )
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn node_of(plan: &Plan, path: &[usize]) -> Option<NodeId> {
    let (last, parent) = path.split_last()?;
    match crate::draft::kind_at(plan, parent)? {
        Kind::Object(slots) => Some(slots.get(*last)?.node),
        Kind::List(items) | Kind::Map(items) => Some(*items),
        _ => None,
    }
}

impl Cases {
    /// The case of a seed; `None` where that seed leads to none.
    #[must_use]
    pub fn of_seed(&self, seed: u64) -> Option<CaseTree> {
        let plan = &*self.strategies.plan;
        let mut dice = Dice::new(seed);
        let sort = match self.sort {
            Sort::Mixed => {
                *dice.pick(&[Sort::Valid, Sort::Single(None), Sort::Multi, Sort::Hostile])?
            }
            sort => sort,
        };
        let (name, content) = match sort {
            Sort::Valid => {
                let (draft, found) = fault::sound(plan, &mut dice)?;
                ("valid".to_owned(), Content::Draft(draft, Some(found)))
            }
            Sort::Single(fault) => {
                let number = fault.unwrap_or_else(|| dice.below(self.strategies.faults.len()));
                let fault = self.strategies.faults.get(number)?;
                let (draft, found) = fault::single(plan, fault, &mut dice)?;
                (
                    format!("single fault {}", fault.rule),
                    Content::Draft(draft, Some(found)),
                )
            }
            Sort::Multi => {
                let draft = fault::several(plan, &self.strategies.faults, &mut dice)?;
                ("several faults".to_owned(), Content::Draft(draft, None))
            }
            Sort::Hostile | Sort::Mixed => {
                let draft = match dice.chance(50) {
                    true => fault::sound(plan, &mut dice)?.0,
                    false => fault::several(plan, &self.strategies.faults, &mut dice)?,
                };
                let mut pairs = pairs(plan, &draft, Some(Dice::new(seed)));
                hostile::spoil(plan, &mut pairs, &mut dice);
                ("hostile".to_owned(), Content::Pairs(pairs))
            }
        };
        let faults = match &content {
            Content::Draft(_, expected) => expected.as_ref().map(Findings::len),
            Content::Pairs(_) => None,
        };
        Some(CaseTree {
            operation: Arc::clone(&self.strategies.operation),
            plan: Arc::clone(&self.strategies.plan),
            name,
            faults,
            seed,
            content,
            before: None,
            todo: None,
            progress: false,
        })
    }
}

impl Strategy for Cases {
    type Tree = CaseTree;
    type Value = Case;

    fn new_tree(&self, runner: &mut TestRunner) -> NewTree<Self> {
        for _ in 0..MAX_TRIES {
            let seed = runner.rng().next_u64();
            if let Some(tree) = self.of_seed(seed) {
                return Ok(tree);
            }
        }
        Err(format!("no request found: {self:?}").into())
    }
}

/// The smallest form of a case that still fails, by the steps a `proptest` run would take.
#[must_use]
pub fn shrink(mut tree: CaseTree, fails: impl Fn(&Case) -> bool) -> Case {
    let mut smallest = tree.current();
    for _ in 0..MAX_STEPS {
        if !tree.simplify() {
            break;
        }
        let case = tree.current();
        match fails(&case) {
            true => smallest = case,
            false => drop(tree.complicate()),
        }
    }
    smallest
}
