//! Puts the ledger together: every place with its targets, every rule with its table, each with a request that was found.

use std::collections::BTreeSet;
use std::sync::Arc;

use acs_spec::constraint::Check;
use acs_spec::{Operation, RuleCheck, Service, Tier};

use super::expected::{of_asked, of_count, of_text, structural};
use super::inevitable::{inevitable, why_not};
use super::make::{Bases, MAX_TRIES, Probe, attempt};
use super::places::Places;
use super::structure::{self, Put, Structural, is_element};
use super::target::{self, Target, Try};
use super::{Aspect, Breach, Ledger, NotTried, Obligation, Source, SpecPlace};
use crate::boundary::{MAX_COUNT, MAX_TEXT};
use crate::checks::{count_holds, holds};
use crate::compare::{Finding, Findings};
use crate::draft::Draft;
use crate::plan::{Kind, Need, Plan};
use crate::rules::kind_of;
use crate::strategy::Case;
use crate::strategy::fault::prepared;
use crate::strategy::spots::{self, Spot};

pub(super) fn ledger(operation: &Operation, service: Option<&Service>) -> Ledger {
    let plan = prepared(operation, service);
    let mut build = Build {
        operation: &operation.name,
        plan: &plan,
        bases: Bases::new(&plan),
        places: Places::of(operation, service),
        obligations: Vec::new(),
        gaps: Vec::new(),
        left_out: Vec::new(),
        seen: BTreeSet::new(),
    };
    if build.bases.are_empty() {
        // One gap says it all: nothing can be tried in a request that is wrong already.
        build.gap(
            operation.name.clone(),
            "no request was found that breaks nothing that could be avoided",
        );
    } else {
        build.all();
    }
    build.wire_errors();
    build.server_side(operation);
    let Build {
        obligations,
        gaps,
        left_out,
        ..
    } = build;
    Ledger {
        operation: operation.name.as_str().into(),
        plan: Arc::new(plan),
        obligations,
        gaps,
        left_out,
    }
}

/// A request of an obligation with other surroundings.
pub(super) fn case(
    operation: &str,
    plan: &Plan,
    obligation: &Obligation,
    seed: u64,
) -> Option<Case> {
    let is_it = |found: &Findings| is_expected_of(plan, &obligation.expected, found);
    let (draft, _) = (0..MAX_TRIES)
        .filter_map(|n| attempt(plan, None, &obligation.probe, seed, n))
        .find(|(_, found)| is_it(found))?;
    Some(to_case(operation, plan, &obligation.id, &draft, Some(seed)))
}

fn to_case(operation: &str, plan: &Plan, id: &str, draft: &Draft, seed: Option<u64>) -> Case {
    let name = match seed {
        Some(seed) => format!("obligation {id}, seed {seed:#018x}"),
        None => format!("obligation {id}"),
    };
    let spelling = seed.map(crate::dice::Dice::new);
    let case = Case::of_draft(operation, name, plan, draft, spelling);
    Case {
        faults: case.expected.as_ref().map(Findings::len),
        ..case
    }
}

fn is_expected(expected: &[Breach], found: &Findings) -> bool {
    expected.len() == found.len()
        && expected
            .iter()
            .all(|breach| found.iter().any(|finding| breach.is(finding)))
}

/// The same but for what no request avoids.
pub(super) fn is_expected_of(plan: &Plan, expected: &[Breach], found: &Findings) -> bool {
    let is_named = |finding: &Finding| expected.iter().any(|breach| breach.is(finding));
    let of_it = found.iter().filter(|f| is_named(f) || !plan.is_inherent(f));
    is_expected(expected, &of_it.cloned().collect())
}

/// What all obligations of one constraint, rule or structural kind share.
pub(super) struct About {
    pub(super) parameter: String,
    pub(super) rule: String,
    /// Begins the ids.
    pub(super) prefix: String,
    pub(super) kind: &'static str,
    pub(super) tier: Tier,
    pub(super) place: SpecPlace,
    pub(super) evidence: Vec<Source>,
}

pub(super) struct Build<'p> {
    pub(super) operation: &'p str,
    pub(super) plan: &'p Plan,
    pub(super) bases: Bases,
    pub(super) places: Places,
    pub(super) obligations: Vec<Obligation>,
    pub(super) gaps: Vec<NotTried>,
    pub(super) left_out: Vec<NotTried>,
    pub(super) seen: BTreeSet<String>,
}

impl Build<'_> {
    fn all(&mut self) {
        let plan = self.plan;
        for finding in &plan.inherent {
            self.leave_out(finding.rule.clone(), "every request breaks it");
        }
        for spot in spots::all(plan) {
            self.structure(&spot);
            self.constraints(&spot);
        }
        for n in 0..plan.rules.len() {
            self.rule(n);
        }
        for unknown in structure::unknown(plan) {
            self.unknown(unknown);
        }
    }

    pub(super) fn gap(&mut self, id: String, why: impl Into<String>) {
        let why = why.into();
        self.gaps.push(NotTried { id, why });
    }

    pub(super) fn leave_out(&mut self, id: String, why: impl Into<String>) {
        let why = why.into();
        self.left_out.push(NotTried { id, why });
    }

    pub(super) fn add(
        &mut self,
        about: &About,
        variant: &str,
        aspect: Aspect,
        expected: Vec<Breach>,
        probe: Probe,
    ) {
        let id = format!("{}.{variant}", about.prefix);
        if !self.seen.insert(id.clone()) {
            return;
        }
        let mut tried: Vec<(Draft, Findings)> = Vec::new();
        let found = (0..MAX_TRIES)
            .filter_map(|n| attempt(self.plan, Some(&self.bases), &probe, 0, n))
            .find_map(|(draft, found)| {
                let is_it = is_expected_of(self.plan, &expected, &found);
                tried.push((draft, found));
                is_it.then(|| tried.pop()).flatten()
            });
        let found = found.map(|(draft, _)| (draft, expected.clone()));
        let Some((draft, expected)) = found.or_else(|| inevitable(self.plan, &expected, tried))
        else {
            if let Some(why) = why_not(self.plan, &probe) {
                return self.leave_out(id, why);
            }
            return self.gap(id, "no request was found that has just what it asks for");
        };
        let least = to_case(self.operation, self.plan, &id, &draft, None);
        self.obligations.push(Obligation {
            id,
            parameter: about.parameter.clone(),
            rule: about.rule.clone(),
            kind: about.kind,
            aspect,
            expected,
            tier: about.tier,
            place: about.place.clone(),
            evidence: about.evidence.clone(),
            probe,
            least,
        });
    }

    fn structure(&mut self, spot: &Spot) {
        for target in structure::at(self.plan, spot) {
            let Structural {
                kind,
                variant,
                broken,
                put,
                essential,
            } = target;
            let rule = format!("{}.{kind}", spot.path);
            let tier = match (kind, spot.need) {
                ("empty", _) | ("required", Some(Need::Advisory)) => Tier::Advisory,
                _ => Tier::Documented,
            };
            let element = if is_element(&spot.place) { "[]" } else { "" };
            let about = About {
                parameter: spot.path.clone(),
                prefix: format!("{}{element}.{kind}", spot.path),
                rule: rule.clone(),
                kind,
                tier,
                place: self.places.of_path(&spot.schema_path),
                evidence: Vec::new(),
            };
            let expected = match &put {
                Put::Texts(texts) => {
                    let found = texts
                        .first()
                        .and_then(|text| of_text(self.plan, spot, text));
                    let Some(found) = found else { continue };
                    found
                }
                Put::Count(count) => of_count(self.plan, spot, *count),
                _ if broken => vec![structural(self.plan, spot, kind, tier)],
                _ => Vec::new(),
            };
            let id = format!("{}.{variant}", about.prefix);
            let is_broken = expected.iter().any(|breach| breach.rule == rule);
            if is_broken != broken {
                self.gap(id, "the suite contradicts itself on this value");
                continue;
            }
            if expected.len() != usize::from(broken) && !essential {
                self.leave_out(id, masked(&expected));
                continue;
            }
            let aspect = if broken {
                Aspect::Reject
            } else {
                Aspect::Accept
            };
            self.add(
                &about,
                &variant,
                aspect,
                expected,
                Probe::At(spot.place.clone(), put),
            );
        }
    }

    fn constraints(&mut self, spot: &Spot) {
        let plan = self.plan;
        let node = plan.node(spot.node);
        let kind = kind_of(plan, spot.node);
        for (n, asked) in node.asked.iter().enumerate() {
            let (place, evidence) = self.places.of_id(&asked.id);
            let own = asked.id.starts_with(&format!("{}.", spot.schema_path));
            let about = About {
                parameter: spot.path.clone(),
                rule: asked.id.clone(),
                // A constraint of a schema that stands at several places is tried at each.
                prefix: match own {
                    true => asked.id.clone(),
                    false => format!("{}: {}", spot.path, asked.id),
                },
                kind: asked.check.kind(),
                tier: asked.tier,
                place,
                evidence,
            };
            for target in target::of_constraint(kind, node, asked) {
                self.target(spot, n, &about, &target);
            }
        }
    }

    fn target(&mut self, spot: &Spot, number: usize, about: &About, target: &Target) {
        let plan = self.plan;
        let node = plan.node(spot.node);
        let Some(asked) = node.asked.get(number) else {
            return;
        };
        let kind = kind_of(plan, spot.node);
        let id = format!("{}.{}", about.prefix, target.variant);
        let (expected, put) = match &target.attempt {
            Try::Count(count) if *count > MAX_COUNT => {
                return self.leave_out(id, "more elements than are made here");
            }
            Try::Count(count) => {
                let holds = match &asked.check {
                    Check::Items(items) => count_holds(items, *count),
                    _ => true,
                };
                if holds != target.holds {
                    return self.gap(
                        id,
                        "the suite contradicts itself on this number of elements",
                    );
                }
                (of_count(plan, spot, *count), Put::Count(*count))
            }
            Try::Texts(texts) => {
                let scalar = matches!(node.kind, Kind::Scalar(_));
                // A value of another type is silent on this constraint, and tried as such.
                let typed = |text: &&String| {
                    crate::checks::is_of_type(kind, text) && text.len() <= MAX_TEXT
                };
                let usable: Vec<&String> = texts.iter().filter(typed).collect();
                if texts.is_empty() || usable.is_empty() || !scalar {
                    let why = match texts.is_empty() {
                        true => "no text is such",
                        false => "no value of the type is such",
                    };
                    return match target.essential
                        && texts.is_empty()
                        && !self.is_too_long(asked, target)
                    {
                        true => self.gap(id, why),
                        false => self.leave_out(id, why),
                    };
                }
                let (agreeing, contrary): (Vec<&String>, Vec<&String>) = usable
                    .into_iter()
                    .partition(|text| holds(asked, kind, text) == target.holds);
                // A text with one character changed may break the same constraint elsewhere; a text at a bound may not.
                if agreeing.is_empty() || target.boundary && !contrary.is_empty() {
                    return self.gap(id, "the suite contradicts itself on this value");
                }
                let sets: Vec<(Vec<Breach>, &String)> = agreeing
                    .into_iter()
                    .filter_map(|text| Some((of_text(plan, spot, text)?, text)))
                    .collect();
                let Some(least) = sets.iter().map(|(set, _)| set).min_by_key(|set| set.len())
                else {
                    return self.leave_out(id, "an element of a joined text cannot be such");
                };
                let least = least.clone();
                let same = sets.iter().filter(|(set, _)| *set == least);
                let texts = same.map(|(_, text)| (*text).clone()).collect();
                (least, Put::Texts(texts))
            }
        };
        let is_ideal = match target.holds {
            true => expected.is_empty(),
            false => expected.len() == 1 && expected.first() == Some(&of_asked(asked)),
        };
        if !is_ideal && !target.essential {
            return self.leave_out(id, masked(&expected));
        }
        let aspect = match (target.boundary, target.holds) {
            (true, _) => Aspect::Boundary,
            (false, true) => Aspect::Accept,
            (false, false) => Aspect::Reject,
        };
        self.add(
            about,
            &target.variant,
            aspect,
            expected,
            Probe::At(spot.place.clone(), put),
        );
    }

    /// Whether a bound on lengths lies beyond the texts that are made.
    fn is_too_long(&self, asked: &crate::plan::Asked, target: &Target) -> bool {
        let limit = u64::try_from(MAX_TEXT).unwrap_or(u64::MAX);
        let Check::Length(length) = &asked.check else {
            return false;
        };
        let bound = match target.variant.starts_with("min") {
            true => length.min,
            false => length.max,
        };
        let times = if target.variant.starts_with("10*") {
            10
        } else {
            1
        };
        bound.is_some_and(|bound| bound.saturating_mul(times) >= limit)
    }

    fn unknown(&mut self, target: Structural) {
        let wire = self.plan.answer("unknown");
        let about = About {
            parameter: String::new(),
            rule: "unknown".to_owned(),
            prefix: "unknown".to_owned(),
            kind: "unknown",
            tier: Tier::Advisory,
            place: self.places.of_path(""),
            evidence: Vec::new(),
        };
        let expected = vec![Breach {
            rule: "unknown".to_owned(),
            tier: Tier::Advisory,
            wire,
        }];
        self.add(
            &about,
            &target.variant,
            Aspect::Reject,
            expected,
            Probe::At(Vec::new(), target.put),
        );
    }

    /// For each rule that is answered by a known error, the first request that breaks it alone.
    fn wire_errors(&mut self) {
        let mut seen = BTreeSet::new();
        let mut more = Vec::new();
        for obligation in &self.obligations {
            let [breach] = obligation.expected.as_slice() else {
                continue;
            };
            let known = breach.wire.is_some() && breach.rule == obligation.rule;
            if known && seen.insert((obligation.parameter.clone(), breach.rule.clone())) {
                let mut of_wire = obligation.clone();
                of_wire.id = match obligation.id.split_once(": ") {
                    Some((parameter, _)) => format!("{parameter}: {}.wire", breach.rule),
                    None => format!("{}.wire", breach.rule),
                };
                of_wire.aspect = Aspect::WireError;
                more.push(of_wire);
            }
        }
        for obligation in more {
            if self.seen.insert(obligation.id.clone()) {
                self.obligations.push(obligation);
            }
        }
    }

    fn server_side(&mut self, operation: &Operation) {
        let why = "only the service can judge it";
        let mut ids = Vec::new();
        acs_spec::walk::schemas(operation, &mut |visit| {
            if visit.place == acs_spec::walk::Place::Response {
                return;
            }
            let judged = |check: &Check| !matches!(check, Check::ServerSide(_));
            let of_service = visit
                .schema
                .constraints
                .iter()
                .filter(|c| !judged(&c.check));
            ids.extend(of_service.map(|constraint| constraint.id.clone()));
        });
        let rules = operation.rules.iter();
        let of_service = rules.filter(|rule| matches!(rule.check, RuleCheck::ServerSide(_)));
        ids.extend(of_service.map(|rule| rule.id.clone()));
        for id in ids {
            self.leave_out(id, why);
        }
    }
}

pub(super) fn masked(expected: &[Breach]) -> String {
    let rules: Vec<&str> = expected.iter().map(|breach| breach.rule.as_str()).collect();
    format!("whatever does so breaks {}", rules.join(" and "))
}
