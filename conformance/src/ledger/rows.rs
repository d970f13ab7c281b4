//! The truth table of each rule across parameters: every combination of what it speaks of, and what must come of it.

use acs_spec::constraint::{Compare, When};
use acs_spec::{Rule, RuleCheck, Tier};

use crate::checks::same;
use crate::plan::{Kind, Need, NodeId, Plan, slots};
use crate::rules::{find, kind_of};
use crate::strategy::fault::place_of;
use crate::strategy::spots::Step;

/// What one parameter of a rule shall be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Want {
    Absent,
    Present,
    Text(String),
    /// Sound, and none of the values that trigger the rule.
    NotOf(When),
}

/// How two parameters shall stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Less,
    Equal,
    Greater,
}

/// One row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// `ChargeType=PrePaid, Period absent`.
    pub(crate) variant: String,
    pub(crate) wants: Vec<(String, Want)>,
    pub(crate) relation: Option<(Compare, Relation)>,
    /// How firmly the rule is broken; `None`: it holds.
    pub(crate) broken: Option<Tier>,
}

/// Most parameters of which every combination is tried; of more only none, each, each pair, and all.
const MAX_PARAMS: usize = 5;

/// The whole table of a rule, and rows that cannot be, with the reason.
pub(crate) fn of_rule(plan: &Plan, rule: &Rule) -> (Vec<Row>, Vec<(String, &'static str)>) {
    let Some(place) = place_of_rule(plan, rule) else {
        return (Vec::new(), vec![(String::new(), "its names lead nowhere")]);
    };
    let mut table = Table {
        plan,
        rule,
        place,
        rows: Vec::new(),
        left_out: Vec::new(),
    };
    match &rule.check {
        RuleCheck::RequiredIf(check) => table.required_if(&check.param, &check.when),
        RuleCheck::Requires(check) => {
            for (left, right) in [(true, true), (true, false), (false, true), (false, false)] {
                let wants = vec![(&check.param, left), (&check.needs, right)];
                table.presence(&wants, left && !right);
            }
        }
        RuleCheck::Exclusive(check) => {
            for set in subsets(check.params.len()) {
                let wants: Vec<_> = check.params.iter().zip(set.iter().copied()).collect();
                table.presence(&wants, set.iter().filter(|there| **there).count() > 1);
            }
        }
        RuleCheck::AtLeastOne(check) => {
            for set in subsets(check.params.len()) {
                let wants: Vec<_> = check.params.iter().zip(set.iter().copied()).collect();
                table.presence(&wants, !set.contains(&true));
            }
        }
        RuleCheck::Compare(check) => table.compare(check),
        RuleCheck::ServerSide(_) => {}
    }
    (table.rows, table.left_out)
}

fn subsets(count: usize) -> Vec<Vec<bool>> {
    let all = 0..(1_usize << count.min(MAX_PARAMS));
    if count <= MAX_PARAMS {
        return all
            .map(|bits| (0..count).map(|n| bits >> n & 1 == 1).collect())
            .collect();
    }
    let mut out = vec![vec![false; count], vec![true; count]];
    for n in 0..count {
        for m in n..count {
            out.push((0..count).map(|i| i == n || i == m).collect());
        }
    }
    out
}

fn place_of_rule(plan: &Plan, rule: &Rule) -> Option<Vec<Step>> {
    match &rule.within {
        Some(within) => place_of(plan, within),
        None => Some(Vec::new()),
    }
}

struct Table<'p> {
    plan: &'p Plan,
    rule: &'p Rule,
    place: Vec<Step>,
    rows: Vec<Row>,
    left_out: Vec<(String, &'static str)>,
}

impl Table<'_> {
    /// What a name finds: whether it may be absent, and its type.
    fn named(&self, name: &str) -> Option<(bool, NodeId)> {
        let mut kind = &self.plan.request;
        for step in &self.place {
            kind = match (step, kind) {
                (Step::Slot(n), Kind::Object(slots)) => &self.plan.node(slots.get(*n)?.node).kind,
                (Step::Element, Kind::List(items) | Kind::Map(items)) => {
                    &self.plan.node(*items).kind
                }
                _ => return None,
            };
        }
        let (mut here, mut rest, mut optional) = (slots(kind), Some(name), false);
        loop {
            let (n, more) = find(self.plan, here, rest?)?;
            let slot = here.get(n)?;
            optional |= slot.need != Need::Yes;
            match more {
                None => return Some((optional, slot.node)),
                Some(_) => {
                    here = slots(&self.plan.node(slot.node).kind);
                    rest = more;
                }
            }
        }
    }

    fn add(&mut self, wants: Vec<(String, Want)>, broken: Option<Tier>) {
        let shown: Vec<String> = wants.iter().map(|(name, want)| shown(name, want)).collect();
        let variant = shown.join(", ");
        for (name, want) in &wants {
            if *want == Want::Absent && self.named(name).is_some_and(|(optional, _)| !optional) {
                self.left_out.push((
                    variant,
                    "a required parameter is absent, and the rule silent",
                ));
                return;
            }
        }
        let lies_in = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.starts_with('.'))
        };
        for (outer, _) in wants.iter().filter(|(_, want)| *want == Want::Absent) {
            let mut there = wants.iter().filter(|(_, want)| *want != Want::Absent);
            if there.any(|(inner, _)| lies_in(inner, outer)) {
                self.left_out
                    .push((variant, "one lies in the other, which would be there"));
                return;
            }
        }
        self.rows.push(Row {
            variant,
            wants,
            relation: None,
            broken,
        });
    }

    fn presence(&mut self, wants: &[(&String, bool)], broken: bool) {
        let want = |there: bool| if there { Want::Present } else { Want::Absent };
        let wants = wants
            .iter()
            .map(|(name, there)| ((*name).clone(), want(*there)));
        self.add(wants.collect(), broken.then_some(self.rule.tier));
    }

    fn required_if(&mut self, param: &str, when: &When) {
        let Some((_, by)) = self.named(&when.param) else {
            return;
        };
        let kind = kind_of(self.plan, by);
        let default = self.plan.node(by).default.as_deref();
        let by_default =
            default.is_some_and(|text| when.equals.iter().any(|value| same(kind, text, value)));
        let mut triggers = vec![(Want::Absent, by_default.then_some(Tier::Advisory))];
        for value in &when.equals {
            triggers.push((Want::Text(value.clone()), Some(self.rule.tier)));
        }
        let others = self
            .plan
            .node(by)
            .pool
            .good
            .iter()
            .filter(|text| !text.is_empty());
        let is_other = |text: &&String| !when.equals.iter().any(|value| same(kind, text, value));
        match others.into_iter().find(is_other) {
            Some(_) => triggers.push((Want::NotOf(when.clone()), None)),
            None => self.left_out.push((
                shown(&when.param, &Want::NotOf(when.clone())),
                "every sound value triggers the rule",
            )),
        }
        for (trigger, tier) in triggers {
            for there in [Want::Present, Want::Absent] {
                let broken = tier.filter(|_| there == Want::Absent);
                let wants = vec![
                    (when.param.clone(), trigger.clone()),
                    (param.to_owned(), there),
                ];
                self.add(wants, broken);
            }
        }
    }

    fn compare(&mut self, check: &Compare) {
        let names = [&check.param, &check.less_than];
        for (left, right) in [(true, false), (false, true), (false, false)] {
            self.presence(&[(names[0], left), (names[1], right)], false);
        }
        for (relation, sign) in [
            (Relation::Less, "<"),
            (Relation::Equal, "="),
            (Relation::Greater, ">"),
        ] {
            let broken = match relation {
                Relation::Less => false,
                Relation::Equal => !check.or_equal,
                Relation::Greater => true,
            };
            self.rows.push(Row {
                variant: format!("{} {sign} {}", check.param, check.less_than),
                wants: names
                    .iter()
                    .map(|name| ((*name).clone(), Want::Present))
                    .collect(),
                relation: Some((check.clone(), relation)),
                broken: broken.then_some(self.rule.tier),
            });
        }
    }
}

fn shown(name: &str, want: &Want) -> String {
    match want {
        Want::Absent => format!("{name} absent"),
        Want::Present => format!("{name} present"),
        Want::Text(text) => format!("{name}={text}"),
        Want::NotOf(when) => format!("{name} not {}", when.equals.join(" or ")),
    }
}
