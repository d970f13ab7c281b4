//! The functions that judge single values: which there are, what each looks at, and which ones call which.
//!
//! A function exists only where something can be broken; a field without any costs nothing.

use std::collections::{BTreeMap, BTreeSet};

use acs_spec::codes;

use super::checks::{Refusal, Subject, broken};
use super::context::Context;
use super::faults::Faults;
use super::graph::{FieldNode, Key, Kind, Node};
use super::model::{Arg, Broken, Call, CheckFn, CheckStep, Docs, FieldCheck, RustType};
use super::rules::{Rules, Structural, is_judged_empty};
use super::scope::{Side, resolve_at, unique};
use super::text::code;
use crate::faults::on;
use crate::names::{Claim, Kind as NameKind};

/// What judging needs.
#[derive(Debug, Default)]
pub struct Validators {
    /// The functions; that of the request itself is first, always there.
    pub checks: Vec<CheckFn>,
    /// Patterns by the static that holds them.
    pub patterns: Vec<(String, String)>,
}

/// A value with the conditions that break it, level by level.
struct Judged {
    steps: Vec<CheckStep>,
    inner: Option<Box<Judged>>,
    object: Option<Key>,
}

type FieldId = (Key, usize);

struct Pass<'c, 'a> {
    context: &'c Context<'a>,
    rules: &'c Rules,
    judged: BTreeMap<FieldId, Judged>,
    /// Objects that have something to judge.
    needed: BTreeSet<Key>,
    names: BTreeMap<Vec<String>, String>,
    /// The claim of each function, by what it judges: an object, or a field at a depth of elements.
    claims: BTreeMap<Judgeable, Vec<String>>,
}

/// What a function judges: an object, or a field of one (by its number) at a depth of elements.
type Judgeable = (Key, Option<(usize, usize)>);

/// Lowers all functions that judge values.
pub fn lower(context: &Context<'_>, rules: &Rules, faults: &mut Faults) -> Validators {
    let mut patterns = BTreeMap::new();
    let mut pass = Pass {
        context,
        rules,
        judged: BTreeMap::new(),
        needed: BTreeSet::new(),
        names: BTreeMap::new(),
        claims: BTreeMap::new(),
    };
    for key in &context.request.order {
        let Some(object) = context.request.objects.get(key) else {
            continue;
        };
        for (n, field) in object.fields.iter().enumerate() {
            let mut judged = pass.judge(&field.node, &mut patterns, faults);
            if is_judged_empty(field) {
                let rule = rules.of_field(context, key, &field.wire, Structural::Empty);
                judged.steps.insert(
                    0,
                    CheckStep::Violation {
                        rule,
                        broken: Broken::Empty,
                    },
                );
            }
            pass.finite(key, field, &mut judged);
            pass.judged.insert((key.clone(), n), judged);
        }
    }
    pass.find_needed();
    pass.name(faults);
    let mut checks = Vec::new();
    for key in &context.request.order {
        pass.functions(key, &mut checks);
    }
    Validators {
        checks,
        patterns: patterns.into_iter().collect(),
    }
}

impl Pass<'_, '_> {
    fn judge(
        &self,
        node: &Node,
        patterns: &mut BTreeMap<String, String>,
        faults: &mut Faults,
    ) -> Judged {
        let subject = Subject::of(&node.kind);
        let mut steps = Vec::new();
        // Nothing is said of a text that is not looked into.
        let spoken: &[usize] = if matches!(node.kind, Kind::Opaque) {
            &[]
        } else {
            &node.schemas
        };
        for at in self.context.request.spoken(spoken) {
            for (n, constraint) in at.schema.constraints.iter().enumerate() {
                let rule = self.rules.of_id(&constraint.id);
                let mut pattern = |source: &str| {
                    patterns.insert(rule.clone(), source.to_owned());
                    rule.clone()
                };
                match broken(constraint, subject, &mut pattern) {
                    Ok(Some(broken)) => steps.push(CheckStep::Violation { rule, broken }),
                    // Numeric bounds on texts are a lint; they are never enforced.
                    Ok(None) | Err(Refusal::NumericOnText) => {}
                    Err(Refusal::Misfit(message)) => {
                        let pointer = format!("{}/constraints/{n}/check", at.pointer);
                        let message = format!("`{}`: {message}", constraint.id);
                        faults.add(
                            &codes::UNSUPPORTED,
                            &pointer,
                            message,
                            "correct the type or the constraint",
                        );
                    }
                }
            }
        }
        let inner = match &node.kind {
            Kind::List(inner) | Kind::Map(inner) => {
                Some(Box::new(self.judge(inner, patterns, faults)))
            }
            _ => None,
        };
        let object = match &node.kind {
            Kind::Object(key) => Some(key.clone()),
            _ => None,
        };
        Judged {
            steps,
            inner,
            object,
        }
    }

    /// Typed values can hold what no wire text can say: numbers that are not finite break the type.
    fn finite(&self, owner: &Key, field: &FieldNode, judged: &mut Judged) {
        let (mut node, mut judged) = (&field.node, judged);
        loop {
            if matches!(node.kind, Kind::F32 | Kind::F64) {
                let rule = self
                    .rules
                    .of_field(self.context, owner, &field.wire, Structural::Type);
                judged.steps.insert(
                    0,
                    CheckStep::Violation {
                        rule,
                        broken: Broken::NotFinite,
                    },
                );
            }
            match (&node.kind, &mut judged.inner) {
                (Kind::List(inner) | Kind::Map(inner), Some(deeper)) => {
                    (node, judged) = (inner, deeper)
                }
                _ => return,
            }
        }
    }

    /// Objects wait for the objects that they hold; recursion ends since the set only grows.
    fn find_needed(&mut self) {
        let mut holders: BTreeMap<&Key, Vec<&Key>> = BTreeMap::new();
        let mut queue: Vec<&Key> = Vec::new();
        for (key, object) in &self.context.request.objects {
            for (n, field) in object.fields.iter().enumerate() {
                let Some(judged) = self.judged.get(&(key.clone(), n)) else {
                    continue;
                };
                if is_absence_judged(field) || has_steps(judged) {
                    queue.push(key);
                }
                if let Some(held) = innermost(&field.node) {
                    holders.entry(held).or_default().push(key);
                }
            }
        }
        while let Some(key) = queue.pop() {
            if self.needed.insert(key.clone()) {
                queue.extend(holders.get(key).into_iter().flatten());
            }
        }
    }

    fn needs(&self, judged: &Judged) -> bool {
        !judged.steps.is_empty()
            || judged
                .inner
                .as_deref()
                .is_some_and(|inner| self.needs(inner))
            || judged
                .object
                .as_ref()
                .is_some_and(|key| self.needed.contains(key))
    }

    /// Fields first, so that a field called `fields` or `item` keeps its name whatever the order.
    fn name(&mut self, faults: &mut Faults) {
        let mut taken = BTreeSet::new();
        let mut depths = Vec::new();
        for (key, object) in &self.context.request.objects {
            for (n, field) in object.fields.iter().enumerate() {
                let mut path = vec!["check".to_owned()];
                path.extend(self.context.types.path(Side::Request, key));
                path.push(field.wire.clone());
                let path = unique(path, "field", &mut taken);
                self.claims
                    .insert((key.clone(), Some((n, 0))), path.clone());
                depths.push((key, n, path, &field.node));
            }
        }
        for (key, n, mut path, mut node) in depths {
            let mut depth = 0;
            while let Kind::List(inner) | Kind::Map(inner) = &node.kind {
                node = inner;
                depth += 1;
                path.push("item".to_owned());
                path = unique(path, "value", &mut taken);
                self.claims
                    .insert((key.clone(), Some((n, depth))), path.clone());
            }
        }
        for key in self.context.request.objects.keys() {
            let mut path = vec!["check".to_owned()];
            path.extend(self.context.types.path(Side::Request, key));
            path.push("fields".to_owned());
            self.claims
                .insert((key.clone(), None), unique(path, "fields", &mut taken));
        }
        let claims: Vec<Claim> = self.claims.values().cloned().map(Claim::of).collect();
        self.names = resolve_at(NameKind::Module, &claims, &[], "/parameters", faults);
    }

    fn function(&self, key: &Key, what: Option<(usize, usize)>) -> String {
        let claim = self.claims.get(&(key.clone(), what));
        claim
            .and_then(|claim| self.names.get(claim))
            .cloned()
            .unwrap_or_default()
    }

    /// The functions of one object: of its fields, of their elements, and of itself.
    fn functions(&self, key: &Key, out: &mut Vec<CheckFn>) {
        let Some(object) = self.context.request.objects.get(key) else {
            return;
        };
        let is_root = *key == Key::root();
        if !is_root && !self.needed.contains(key) {
            return;
        }
        let steps = object
            .fields
            .iter()
            .enumerate()
            .filter_map(|(n, field)| self.field(key, n, field))
            .collect();
        let ident = self.context.types.name(Side::Request, key);
        out.push(CheckFn {
            ident: self.function(key, None),
            arg: Arg::Struct(ident.clone()),
            docs: vec![format!("The fields of {}.", code(&ident))],
            steps,
        });
        for (n, field) in object.fields.iter().enumerate() {
            let Some(judged) = self.judged.get(&(key.clone(), n)) else {
                continue;
            };
            self.levels(key, n, field, judged, out);
        }
    }

    fn field(&self, key: &Key, n: usize, field: &FieldNode) -> Option<CheckStep> {
        let judged = self.judged.get(&(key.clone(), n))?;
        let absent = is_absence_judged(field).then(|| {
            self.rules
                .of_field(self.context, key, &field.wire, Structural::Required)
        });
        let call = self.call(key, n, 0, &field.node, judged);
        if absent.is_none() && call.is_none() {
            return None;
        }
        Some(CheckStep::Field(FieldCheck {
            wire: field.wire.clone(),
            ident: self.context.field(Side::Request, key, &field.wire),
            ty: self.context.ty(Side::Request, key, &field.node),
            presence: self.context.presence(field),
            absent,
            call,
        }))
    }

    /// The function that judges a value, where one does. That of an object is shared by all that hold it.
    fn call(
        &self,
        key: &Key,
        n: usize,
        depth: usize,
        node: &Node,
        judged: &Judged,
    ) -> Option<Call> {
        if !self.needs(judged) {
            return None;
        }
        let ident = match &node.kind {
            Kind::Object(inner) => self.function(inner, None),
            _ => self.function(key, Some((n, depth))),
        };
        Some(Call {
            ident,
            ty: self.context.ty(Side::Request, key, node),
        })
    }

    fn levels(
        &self,
        key: &Key,
        n: usize,
        field: &FieldNode,
        judged: &Judged,
        out: &mut Vec<CheckFn>,
    ) {
        let (mut node, mut judged, mut depth) = (&field.node, judged, 0);
        while self.needs(judged) && !matches!(node.kind, Kind::Object(_)) {
            let mut steps = judged.steps.clone();
            if let (Kind::List(inner) | Kind::Map(inner), Some(deeper)) =
                (&node.kind, judged.inner.as_deref())
                && let Some(call) = self.call(key, n, depth + 1, inner, deeper)
            {
                let is_list = matches!(node.kind, Kind::List(_));
                steps.push(if is_list {
                    CheckStep::Elements(call)
                } else {
                    CheckStep::Values(call)
                });
            }
            out.push(CheckFn {
                ident: self.function(key, Some((n, depth))),
                arg: arg(&self.context.ty(Side::Request, key, node)),
                docs: self.docs(key, field, depth),
                steps,
            });
            let (Kind::List(inner) | Kind::Map(inner), Some(deeper)) =
                (&node.kind, judged.inner.as_deref())
            else {
                return;
            };
            (node, judged, depth) = (inner, deeper, depth + 1);
        }
    }

    fn docs(&self, key: &Key, field: &FieldNode, depth: usize) -> Docs {
        let mut path = key.path.clone();
        path.push(field.wire.clone());
        let of = if depth == 0 { "" } else { "An element of " };
        vec![format!(
            "{of}{}. {}",
            code(&path.join(".")),
            self.context.spec_at(&field.pointer)
        )]
    }
}

/// Whether a value can lack the field and break a rule by it. A scalar that the type demands cannot be absent in a
/// value; reading notices it.
fn is_absence_judged(field: &FieldNode) -> bool {
    match (field.required, &field.node.kind) {
        (true, Kind::List(_) | Kind::Map(_) | Kind::Object(_)) => !on("absent-list-unnoticed"),
        (true, _) => false,
        (false, _) => field.required_by_some,
    }
}

fn has_steps(judged: &Judged) -> bool {
    !judged.steps.is_empty() || judged.inner.as_deref().is_some_and(has_steps)
}

fn innermost(node: &Node) -> Option<&Key> {
    match &node.kind {
        Kind::Object(key) => Some(key),
        Kind::List(inner) | Kind::Map(inner) => innermost(inner),
        _ => None,
    }
}

fn arg(ty: &RustType) -> Arg {
    match ty {
        RustType::Text | RustType::Enum(_) | RustType::Value => Arg::Text,
        RustType::List(inner) => Arg::List((**inner).clone()),
        RustType::Map(inner) => Arg::Map((**inner).clone()),
        RustType::Struct { ident, .. } => Arg::Struct(ident.clone()),
        number => Arg::Copy(number.clone()),
    }
}
