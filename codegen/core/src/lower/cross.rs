//! Rules across fields: the way to each field, what is asked of it, and where the rule is judged.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::constraint::{Compare, Order, RequiredIf};
use acs_spec::{Rule, RuleCheck, codes};

use super::checks::{numbers, truths, wholes};
use super::context::Context;
use super::docs;
use super::faults::Faults;
use super::find::{Found, find, object};
use super::graph::{Graph, Key, Kind, Node};
use super::model::{
    CrossCheck, CrossFn, Docs, Matcher, Presence, Reach, ReachStep, RustType, Walk, WalkStep,
};
use super::rules::Rules;
use super::scope::{Side, resolve_at};
use super::text::capital;
use super::words;
use crate::faults::on;
use crate::names::{Claim, Kind as NameKind};

/// The functions of rules across fields, and where they are called.
#[derive(Debug, Default)]
pub struct Cross {
    /// One function for each rule that can be broken.
    pub functions: Vec<CrossFn>,
    /// The places, the request itself first.
    pub walks: Vec<Walk>,
    /// What is said of each field, by its object and name; of the request as a whole under an empty one.
    pub docs: FieldDocs,
}

/// Lines of lists, by object and field.
pub type FieldDocs = BTreeMap<(Key, String), Docs>;

struct Place {
    owner: Key,
    names: Vec<String>,
    steps: Vec<WalkStep>,
}

/// Lowers all rules across fields, and completes their statics.
pub fn lower(context: &Context<'_>, rules: &mut Rules, faults: &mut Faults) -> Cross {
    let operation = context.operation();
    let claim = |front: &str, rest: &str| vec![front.to_owned(), rest.to_owned()];
    let withins: BTreeSet<&str> = operation
        .rules
        .iter()
        .filter_map(|rule| rule.within.as_deref())
        .collect();
    let ids: BTreeSet<&str> = operation
        .rules
        .iter()
        .map(|rule| rule.id.as_str())
        .collect();
    let claims: Vec<Claim> = ids
        .iter()
        .map(|id| Claim::of(claim("rule", id)))
        .chain(withins.iter().map(|path| Claim::of(claim("within", path))))
        .collect();
    let names = resolve_at(NameKind::Module, &claims, &[], "/rules", faults);
    let name =
        |front: &str, rest: &str| names.get(&claim(front, rest)).cloned().unwrap_or_default();
    let mut out = Cross::default();
    let mut walks: BTreeMap<Option<&str>, Walk> = BTreeMap::new();
    for (n, rule) in operation.rules.iter().enumerate() {
        if matches!(rule.check, RuleCheck::ServerSide(_)) {
            let whole = (Key::root(), String::new());
            out.docs.entry(whole).or_default().push(docs::rule(rule));
            continue;
        }
        let pointer = format!("/rules/{n}");
        if is_silent(context, rule) {
            continue;
        }
        let Some(place) = place(context, rule, &pointer, faults) else {
            continue;
        };
        let pass = Pass {
            context,
            owner: &place.owner,
            pointer: &pointer,
        };
        let Some((check, reads)) = pass.check(&rule.check, faults) else {
            continue;
        };
        let ident = rules.of_id(&rule.id);
        let sensitive = pass.is_sensitive(&reads);
        for place in reads
            .iter()
            .filter_map(|reach| pass.last(reach))
            .collect::<BTreeSet<_>>()
        {
            out.docs.entry(place).or_default().push(docs::rule(rule));
        }
        if let Some(fixed) = rules
            .statics
            .iter_mut()
            .find(|each| each.id == rule.id && each.place == context.spec_at(&pointer))
        {
            fixed.within.clone_from(&place.names);
            fixed.reads = reads.iter().map(|reach| reach.wire.clone()).collect();
            fixed.sensitive = sensitive;
        }
        if cannot_be_broken(&check) {
            continue;
        }
        let function = name("rule", &rule.id);
        let walk = walks.entry(rule.within.as_deref()).or_insert_with(|| Walk {
            ident: rule.within.as_deref().map(|path| name("within", path)),
            steps: place.steps.clone(),
            rules: Vec::new(),
        });
        walk.rules.push(function.clone());
        out.functions.push(CrossFn {
            ident: function,
            owner: context.types.name(Side::Request, &place.owner),
            rule: ident,
            docs: vec![format!(
                "{}. {}",
                capital(&words::rule(&rule.check)),
                context.spec_at(&pointer)
            )],
            check,
        });
    }
    out.walks = walks.into_values().collect();
    out
}

/// Whether a rule reaches into a text that is not looked into, of which nothing can be said.
fn is_silent(context: &Context<'_>, rule: &Rule) -> bool {
    let graph = &context.request;
    if let Some(path) = rule.within.as_deref() {
        let way = find(graph, &Key::root(), path, true);
        let last = way.as_ref().and_then(|way| way.last());
        return leads_into_opaque(graph, path)
            || last.is_some_and(|last| matches!(last.field.node.kind, Kind::Opaque));
    }
    let names: Vec<&String> = match &rule.check {
        RuleCheck::RequiredIf(check) => vec![&check.param, &check.when.param],
        RuleCheck::Requires(check) => vec![&check.param, &check.needs],
        RuleCheck::Exclusive(check) => check.params.iter().collect(),
        RuleCheck::AtLeastOne(check) => check.params.iter().collect(),
        RuleCheck::Compare(check) => vec![&check.param, &check.less_than],
        RuleCheck::ServerSide(_) => Vec::new(),
    };
    names.into_iter().any(|name| leads_into_opaque(graph, name))
}

/// Only parameters are opaque, so only the first name can be.
fn leads_into_opaque(graph: &Graph<'_>, path: &str) -> bool {
    path.rmatch_indices('.').any(|(at, _)| {
        let front = path
            .get(..at)
            .and_then(|front| find(graph, &Key::root(), front, true));
        front
            .and_then(|way| way.last().copied())
            .is_some_and(|last| matches!(last.field.node.kind, Kind::Opaque))
    }) && find(graph, &Key::root(), path, true).is_none()
}

/// A rule that holds whatever the values, or is silent, since what it asks is demanded or implied.
fn cannot_be_broken(check: &CrossCheck) -> bool {
    match check {
        CrossCheck::RequiredIf {
            param,
            when,
            equals,
            by_default,
        } => is_demanded(param) || equals.is_empty() || (lies_in(when, param) && !by_default),
        CrossCheck::Requires { param, needs } => is_demanded(needs) || lies_in(param, needs),
        CrossCheck::AtLeastOne(params) => params.is_empty() || params.iter().any(is_demanded),
        CrossCheck::Exclusive(params) => params.len() < 2,
        CrossCheck::Compare { .. } => false,
    }
}

/// Whether a field must be given in every value: where it is not, it is faulted, and a rule that names it silent.
fn is_demanded(reach: &Reach) -> bool {
    is_on_demanded_way(reach, |last| {
        matches!(
            last.presence,
            Presence::Required | Presence::Collection(true)
        )
    })
}

/// Whether the last step is so, and the objects on the way to it are demanded.
fn is_on_demanded_way(reach: &Reach, is_so: impl Fn(&ReachStep) -> bool) -> bool {
    let mut steps = reach.steps.iter().rev();
    steps.next().is_some_and(is_so) && steps.all(|step| step.presence == Presence::Required)
}

/// Whether a field is another, or a part of it, without which the other is not there.
fn lies_in(part: &Reach, whole: &Reach) -> bool {
    part.wire.starts_with(&whole.wire)
}

/// Whether a field is there in every value: a scalar that the type demands, on a way of objects that hold it.
#[must_use]
pub fn is_always_present(reach: &Reach) -> bool {
    is_on_demanded_way(reach, |last| {
        last.presence == Presence::Required && !matches!(last.ty, RustType::Struct { .. })
    })
}

fn place(context: &Context<'_>, rule: &Rule, pointer: &str, faults: &mut Faults) -> Option<Place> {
    let Some(path) = rule.within.as_deref() else {
        return Some(Place {
            owner: Key::root(),
            names: Vec::new(),
            steps: Vec::new(),
        });
    };
    let found = find(&context.request, &Key::root(), path, true);
    let owner = found
        .as_ref()
        .and_then(|way| object(&context.request, &way.last()?.field.node, true))
        .cloned();
    let (Some(way), Some(owner)) = (found, owner) else {
        let message = format!("there is no list of objects, and no object, at `{path}`");
        let help = "name the list or object that the rule is about";
        faults.add(
            &codes::UNKNOWN_PARAMETER,
            &format!("{pointer}/within"),
            message,
            help,
        );
        return None;
    };
    let mut steps = Vec::new();
    for found in &way {
        steps.push(WalkStep::Field {
            wire: found.field.wire.clone(),
            ident: context.field(Side::Request, found.owner, &found.field.wire),
            ty: context.ty(Side::Request, found.owner, &found.field.node),
            presence: context.presence(found.field),
        });
        let mut node = &found.field.node;
        loop {
            match &node.kind {
                Kind::List(inner) => {
                    steps.push(WalkStep::Elements);
                    node = inner;
                }
                Kind::Map(inner) => {
                    steps.push(WalkStep::Values);
                    node = inner;
                }
                _ => break,
            }
        }
    }
    let names = way.iter().map(|found| found.field.wire.clone()).collect();
    Some(Place {
        owner,
        names,
        steps,
    })
}

struct Pass<'c, 'a> {
    context: &'c Context<'a>,
    owner: &'c Key,
    pointer: &'c str,
}

impl Pass<'_, '_> {
    fn check(&self, check: &RuleCheck, faults: &mut Faults) -> Option<(CrossCheck, Vec<Reach>)> {
        match check {
            RuleCheck::RequiredIf(rule) => self.required_if(rule, faults),
            RuleCheck::Requires(rule) => {
                let param = self.reach(&rule.param, "param", faults);
                let needs = self.reach(&rule.needs, "needs", faults);
                let (param, needs) = match on("requires-reversed") {
                    true => (needs?, param?),
                    false => (param?, needs?),
                };
                Some((
                    CrossCheck::Requires {
                        param: param.clone(),
                        needs: needs.clone(),
                    },
                    vec![param, needs],
                ))
            }
            RuleCheck::Exclusive(rule) => {
                let reaches = self.reaches(&rule.params, faults)?;
                Some((CrossCheck::Exclusive(reaches.clone()), reaches))
            }
            RuleCheck::AtLeastOne(rule) => {
                let reaches = self.reaches(&rule.params, faults)?;
                Some((CrossCheck::AtLeastOne(reaches.clone()), reaches))
            }
            RuleCheck::Compare(rule) => self.compare(rule, faults),
            RuleCheck::ServerSide(_) => None,
        }
    }

    fn required_if(
        &self,
        rule: &RequiredIf,
        faults: &mut Faults,
    ) -> Option<(CrossCheck, Vec<Reach>)> {
        let param = self.reach(&rule.param, "param", faults);
        let when = self.reach(&rule.when.param, "when/param", faults);
        let (param, when) = (param?, when?);
        let node = self.find(&rule.when.param)?.last()?.field.node.clone();
        let matcher = |values: &[String]| matcher(&node, values);
        let values = match rule.when.equals.as_slice() {
            [first, ..] if on("condition-first-value") => std::slice::from_ref(first),
            all => all,
        };
        let Some(equals) = matcher(values) else {
            let message = format!(
                "`{}` is a list, a map or an object, which equals no text",
                rule.when.param
            );
            faults.unsupported(
                &format!("{}/check/when/param", self.pointer),
                message,
                "name a scalar parameter",
            );
            return None;
        };
        let schemas = self.context.schemas(Side::Request, &node);
        let default = schemas.iter().find_map(|schema| schema.default.clone());
        let by_default = default.is_some_and(|default| {
            matcher(&[default]).is_some_and(|default| shares(&default, &equals))
        }) && !is_always_present(&when);
        let check = CrossCheck::RequiredIf {
            param: param.clone(),
            when: when.clone(),
            equals,
            by_default,
        };
        Some((check, vec![param, when]))
    }

    fn compare(&self, rule: &Compare, faults: &mut Faults) -> Option<(CrossCheck, Vec<Reach>)> {
        let param = self.reach(&rule.param, "param", faults);
        let less_than = self.reach(&rule.less_than, "less_than", faults);
        let (param, less_than) = (param?, less_than?);
        let time = rule.order == Order::Time && !on("times-as-numbers");
        for (reach, part) in [(&param, "param"), (&less_than, "less_than")] {
            let ty = reach.steps.last().map(|step| &step.ty);
            let fits = match ty {
                Some(RustType::Text | RustType::Enum(_)) => true,
                Some(RustType::I32 | RustType::I64) => !time,
                _ => false,
            };
            if !fits {
                let message = format!(
                    "`{}` is of a type that has no order `{}`",
                    reach.wire.join("."),
                    rule.order
                );
                let help = "compare texts, or whole numbers by order `number`";
                faults.unsupported(&format!("{}/check/{part}", self.pointer), message, help);
                return None;
            }
        }
        let check = CrossCheck::Compare {
            param: param.clone(),
            less_than: less_than.clone(),
            or_equal: rule.or_equal,
            time,
        };
        Some((check, vec![param, less_than]))
    }

    fn reaches(&self, names: &[String], faults: &mut Faults) -> Option<Vec<Reach>> {
        let found: Vec<Option<Reach>> = names
            .iter()
            .enumerate()
            .map(|(n, name)| self.reach(name, &format!("params/{n}"), faults))
            .collect();
        found.into_iter().collect()
    }

    fn find(&self, name: &str) -> Option<Vec<Found<'_>>> {
        find(&self.context.request, self.owner, name, false)
    }

    fn reach(&self, name: &str, part: &str, faults: &mut Faults) -> Option<Reach> {
        let Some(way) = self.find(name) else {
            let message = format!("there is no parameter `{name}` here");
            let help = "name a parameter, or a field of the list or object that `within` names";
            faults.add(
                &codes::UNKNOWN_PARAMETER,
                &format!("{}/check/{part}", self.pointer),
                message,
                help,
            );
            return None;
        };
        let steps = way
            .iter()
            .map(|found| ReachStep {
                ident: self
                    .context
                    .field(Side::Request, found.owner, &found.field.wire),
                ty: self
                    .context
                    .ty(Side::Request, found.owner, &found.field.node),
                presence: self.context.presence(found.field),
            })
            .collect();
        Some(Reach {
            wire: way.iter().map(|found| found.field.wire.clone()).collect(),
            steps,
        })
    }

    /// The object and the name of the field that a way leads to.
    fn last(&self, reach: &Reach) -> Option<(Key, String)> {
        let way = self.find(&reach.wire.join("."))?;
        way.last()
            .map(|last| (last.owner.clone(), last.field.wire.clone()))
    }

    fn is_sensitive(&self, reads: &[Reach]) -> bool {
        reads.iter().any(|reach| {
            let way = self.find(&reach.wire.join(".")).unwrap_or_default();
            way.last().is_some_and(|last| {
                self.context
                    .is_sensitive(Side::Request, last.owner, last.field)
            })
        })
    }
}

fn matcher(node: &Node, values: &[String]) -> Option<Matcher> {
    Some(match &node.kind {
        Kind::Text | Kind::Enum(_) | Kind::Any | Kind::Json => Matcher::Texts(values.to_vec()),
        Kind::I32 => Matcher::Wholes(wholes(values, 32)),
        Kind::I64 => Matcher::Wholes(wholes(values, 64)),
        Kind::F32 => Matcher::Numbers(numbers(values, 32)),
        Kind::F64 => Matcher::Numbers(numbers(values, 64)),
        Kind::Bool if on("condition-on-truth-lost") => Matcher::Truths(Vec::new()),
        Kind::Bool => Matcher::Truths(truths(values)),
        Kind::Opaque | Kind::Object(_) | Kind::List(_) | Kind::Map(_) => return None,
    })
}

fn shares(one: &Matcher, other: &Matcher) -> bool {
    match (one, other) {
        (Matcher::Texts(a), Matcher::Texts(b)) | (Matcher::Numbers(a), Matcher::Numbers(b)) => {
            a.iter().any(|x| b.contains(x))
        }
        (Matcher::Wholes(a), Matcher::Wholes(b)) => a.iter().any(|x| b.contains(x)),
        (Matcher::Truths(a), Matcher::Truths(b)) => a.iter().any(|x| b.contains(x)),
        _ => false,
    }
}
