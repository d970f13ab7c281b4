//! The statics of all rules: those of constraints, of rules across fields, and the structural ones of each field.

use std::collections::BTreeMap;

use acs_spec::constraint::{Constraint, WireError};
use acs_spec::source::{Evidence, SourceKind};
use acs_spec::{Check, Rule, Tier, codes};

use super::context::Context;
use super::faults::Faults;
use super::graph::{FieldNode, Key, Kind, Node};
use super::model::RuleStatic;
use super::scope::{Side, resolve_at};
use super::words;
use crate::faults::on;
use crate::names::reserved::{ALL_RULES, PAGE};
use crate::names::{Claim, Kind as NameKind};

/// Which rule of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Structural {
    /// The value is of another type.
    Type,
    /// It is absent.
    Required,
    /// It is the empty text.
    Empty,
}

impl Structural {
    fn kind(self) -> &'static str {
        match self {
            Structural::Type => "type",
            Structural::Required => "required",
            Structural::Empty => "empty",
        }
    }
}

/// All rules of an operation, and how the passes after this one find their statics.
#[derive(Debug, Default)]
pub struct Rules {
    /// In the spec's order.
    pub statics: Vec<RuleStatic>,
    idents: BTreeMap<Vec<String>, String>,
}

impl Rules {
    /// The static of a constraint or rule.
    #[must_use]
    pub fn of_id(&self, id: &str) -> String {
        self.idents
            .get([id.to_owned()].as_slice())
            .cloned()
            .unwrap_or_default()
    }

    /// The static of a structural rule.
    #[must_use]
    pub fn of_field(
        &self,
        context: &Context<'_>,
        owner: &Key,
        wire: &str,
        which: Structural,
    ) -> String {
        self.idents
            .get(&claim(context, owner, wire, which))
            .cloned()
            .unwrap_or_default()
    }
}

fn claim(context: &Context<'_>, owner: &Key, wire: &str, which: Structural) -> Vec<String> {
    let mut path = context.types.path(Side::Request, owner);
    path.extend([wire.to_owned(), which.kind().to_owned()]);
    path
}

/// A rule before it has a name.
struct Draft {
    claim: Vec<String>,
    rule: RuleStatic,
}

/// Lowers all rules. `within` and `reads` of rules across fields are filled in later.
pub fn lower(context: &Context<'_>, faults: &mut Faults) -> Rules {
    let mut drafts = Vec::new();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for key in &context.request.order {
        let Some(object) = context.request.objects.get(key) else {
            continue;
        };
        for field in &object.fields {
            structural(context, key, field, &mut drafts);
            let sensitive = context.is_sensitive(Side::Request, key, field);
            constraints(
                context,
                &field.node,
                sensitive,
                &mut drafts,
                &mut ids,
                faults,
            );
        }
    }
    for (n, rule) in context.operation().rules.iter().enumerate() {
        let pointer = format!("/rules/{n}");
        if matches!(rule.check, acs_spec::RuleCheck::ServerSide(_))
            || !is_first(&rule.id, &pointer, &mut ids, faults)
        {
            continue;
        }
        drafts.push(Draft {
            claim: vec![rule.id.clone()],
            rule: cross(context, rule, pointer),
        });
    }
    let claims: Vec<Claim> = drafts
        .iter()
        .map(|draft| Claim::of(draft.claim.clone()))
        .collect();
    let idents = resolve_at(
        NameKind::Constant,
        &claims,
        &[ALL_RULES, PAGE],
        "/rules",
        faults,
    );
    let statics = drafts.into_iter().map(|draft| {
        let ident = idents.get(&draft.claim).cloned().unwrap_or_default();
        RuleStatic {
            ident,
            ..draft.rule
        }
    });
    Rules {
        statics: statics.collect(),
        idents,
    }
}

/// Ids are unique; a named schema is met again and again, always at its own place.
fn is_first(
    id: &str,
    pointer: &str,
    ids: &mut BTreeMap<String, String>,
    faults: &mut Faults,
) -> bool {
    match ids.get(id) {
        None => {
            ids.insert(id.to_owned(), pointer.to_owned());
            true
        }
        Some(first) if first == pointer => false,
        Some(first) => {
            let message = format!("the id `{id}` stands here and at {first}");
            faults.add(
                &codes::DUPLICATE_NAME,
                pointer,
                message,
                "give one of the two an id of its own",
            );
            false
        }
    }
}

fn structural(context: &Context<'_>, owner: &Key, field: &FieldNode, drafts: &mut Vec<Draft>) {
    let sensitive = context.is_sensitive(Side::Request, owner, field);
    // Of a type that references share this is one place of many; the runtime says which it was.
    let mut path = owner.path.clone();
    path.push(field.wire.clone());
    let mut add = |which: Structural, documented: bool, allowed: &str| {
        let kind = which.kind();
        drafts.push(Draft {
            claim: claim(context, owner, &field.wire, which),
            rule: RuleStatic {
                ident: String::new(),
                id: format!("{}.{kind}", path.join(".")),
                kind,
                documented,
                allowed: allowed.to_owned(),
                error: common_error(context, kind),
                documentation: address(context, &[]),
                sensitive: sensitive && !on("secret-in-violation"),
                within: Vec::new(),
                reads: Vec::new(),
                narrows: None,
                place: context.spec_at(&field.pointer),
            },
        });
    };
    add(Structural::Type, true, type_words(&field.node.kind));
    if field.required {
        add(Structural::Required, true, "must be given");
    } else if field.required_by_some {
        add(
            Structural::Required,
            false,
            "must be given, some sources say",
        );
    }
    if is_judged_empty(field) {
        add(Structural::Empty, false, "a text that is not empty");
    }
}

/// Whether an empty value of the field is a violation.
#[must_use]
pub fn is_judged_empty(field: &FieldNode) -> bool {
    field.required
        && matches!(
            field.node.kind,
            Kind::Text | Kind::Enum(_) | Kind::Any | Kind::Json
        )
}

fn type_words(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Enum(_) | Kind::Any | Kind::Json | Kind::Opaque => "a text, given once",
        Kind::I32 => "a whole number from -2147483648 to 2147483647",
        Kind::I64 => "a whole number from -9223372036854775808 to 9223372036854775807",
        Kind::F32 => "a number that 32 bits hold",
        Kind::F64 => "a number that 64 bits hold",
        Kind::Bool => "true or false",
        Kind::Object(_) => "an object",
        Kind::List(_) => "a list",
        Kind::Map(_) => "a map",
    }
}

fn constraints(
    context: &Context<'_>,
    node: &Node,
    sensitive: bool,
    drafts: &mut Vec<Draft>,
    ids: &mut BTreeMap<String, String>,
    faults: &mut Faults,
) {
    for at in context.request.spoken(&node.schemas) {
        for (n, constraint) in at.schema.constraints.iter().enumerate() {
            let pointer = format!("{}/constraints/{n}", at.pointer);
            if matches!(constraint.check, Check::ServerSide(_))
                || !is_first(&constraint.id, &pointer, ids, faults)
            {
                continue;
            }
            drafts.push(Draft {
                claim: vec![constraint.id.clone()],
                rule: of_constraint(context, constraint, sensitive, pointer),
            });
        }
    }
    if let Kind::List(inner) | Kind::Map(inner) = &node.kind {
        constraints(context, inner, sensitive, drafts, ids, faults);
    }
}

fn of_constraint(
    context: &Context<'_>,
    constraint: &Constraint,
    sensitive: bool,
    pointer: String,
) -> RuleStatic {
    let kind = constraint.check.kind();
    RuleStatic {
        ident: String::new(),
        id: constraint.id.clone(),
        kind,
        documented: (constraint.tier == Tier::Documented) != on("tier-swapped"),
        allowed: words::constraint(constraint),
        error: constraint
            .wire_error
            .as_ref()
            .filter(|_| !on("own-error-lost"))
            .map(error)
            .or_else(|| common_error(context, kind)),
        documentation: address(context, &constraint.evidence),
        sensitive,
        within: Vec::new(),
        reads: Vec::new(),
        narrows: constraint.narrows.clone().filter(|_| !on("narrows-lost")),
        place: context.spec_at(&pointer),
    }
}

fn cross(context: &Context<'_>, rule: &Rule, pointer: String) -> RuleStatic {
    let kind = rule.check.kind();
    RuleStatic {
        ident: String::new(),
        id: rule.id.clone(),
        kind,
        documented: rule.tier == Tier::Documented,
        allowed: words::rule(&rule.check),
        error: rule
            .wire_error
            .as_ref()
            .map(error)
            .or_else(|| common_error(context, kind)),
        documentation: address(context, &rule.evidence),
        sensitive: false,
        within: Vec::new(),
        reads: Vec::new(),
        narrows: rule.narrows.clone(),
        place: context.spec_at(&pointer),
    }
}

fn error(error: &WireError) -> (u16, String, bool) {
    if on("error-status-off") {
        return (error.status + 4, error.code.clone(), error.inferred);
    }
    (error.status, error.code.clone(), error.inferred)
}

/// What the service answers to such violations in general, where its spec says so.
fn common_error(context: &Context<'_>, kind: &str) -> Option<(u16, String, bool)> {
    let errors = &context.service?.common_errors;
    let common = errors.iter().find(|common| {
        common.answers.iter().any(|answer| answer == kind) != on("common-code-wrong")
    })?;
    Some((common.status, common.code.clone(), true))
}

/// Where a reader finds what is stated: the first source with an address, else the operation's own page.
#[must_use]
pub fn address(context: &Context<'_>, evidence: &[Evidence]) -> String {
    let operation = context.operation();
    let source = |id: &str| {
        operation
            .sources
            .iter()
            .find(|source| source.id == id)?
            .url
            .clone()
    };
    evidence
        .iter()
        .skip(usize::from(on("first-evidence-lost")))
        .find_map(|each| source(&each.source))
        .unwrap_or_else(|| documentation(context))
}

/// The address of the operation's own page: that of a page among its sources, else what the service says of all its
/// operations; empty where nothing says.
#[must_use]
pub fn documentation(context: &Context<'_>) -> String {
    let pages = context
        .operation()
        .sources
        .iter()
        .filter(|source| source.kind == SourceKind::Page);
    if let Some(address) = pages.filter_map(|source| source.url.clone()).next() {
        return address;
    }
    let template = context
        .service
        .and_then(|service| service.documentation.as_deref());
    template
        .map(|template| template.replace("{operation}", &context.operation().name))
        .unwrap_or_default()
}
