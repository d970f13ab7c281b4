//! What must be known of each rule: kind, tier, wire error, address, words. Read from the spec alone.

use std::collections::{BTreeMap, BTreeSet};

use acs_runtime::{RuleInfo, Violation};
use acs_spec::constraint::WireError;
use acs_spec::operation::{Operation, ParamStyle, Parameter, Schema};
use acs_spec::source::{Evidence, SourceKind};
use acs_spec::{Check, Field, RuleCheck, Service, Tier, Type};

use super::leaves::target;
use super::words::Words;
use crate::Finding;

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    kind: String,
    tier: Tier,
    /// Status, code, inferred.
    error: Option<(u16, String, bool)>,
    documentation: String,
    sensitive: bool,
    narrows: Option<String>,
    within: Vec<String>,
    reads: Vec<Vec<String>>,
    /// What the words must say.
    words: Words,
    /// It is the absence of a list or map, which a typed request can have.
    is_of_many: bool,
}

/// All rules of an operation by id.
#[derive(Debug)]
pub(super) struct Known {
    rules: BTreeMap<String, Rule>,
    /// Ids that several schemas have, where a parameter `A.B` stands beside the part `B` of `A`: how many. Which of them a
    /// rule is about, its id does not say.
    shared: BTreeMap<String, usize>,
    /// Ids whose order is that of the spec: of the constraints of one schema, and of the rules across parameters.
    orders: Vec<Vec<String>>,
}

type Wrong = (String, String);

impl Known {
    pub(super) fn of(operation: &Operation, service: Option<&Service>) -> Known {
        let mut walk = Walk {
            operation,
            service,
            out: BTreeMap::new(),
            homes: BTreeMap::new(),
            orders: Vec::new(),
            seen: BTreeSet::new(),
        };
        for parameter in &operation.parameters {
            let required = parameter.required.get() == Some(&true);
            let advised = !parameter.required_by.is_empty();
            let opaque = is_opaque(operation, service, parameter);
            walk.field(
                &[],
                (&parameter.name, &parameter.schema),
                (required, advised),
                false,
                opaque,
            );
        }
        for rule in &operation.rules {
            walk.cross(rule);
        }
        let across = operation.rules.iter().map(|rule| rule.id.clone());
        walk.orders.push(across.collect());
        let homes = walk.homes.into_iter().map(|(id, homes)| (id, homes.len()));
        Known {
            rules: walk.out,
            shared: homes.filter(|(_, count)| *count > 1).collect(),
            orders: walk.orders,
        }
    }

    /// Whether a violation carries what its rule must.
    pub(super) fn check(&self, violation: &Violation) -> Result<(), Wrong> {
        if violation.kind() == "unknown" {
            return Ok(());
        }
        self.check_rule(violation.rule())
    }

    /// Whether a request with this fault cannot be a typed value.
    pub(super) fn is_unreadable(&self, finding: &Finding) -> bool {
        let many = self
            .rules
            .get(&finding.rule)
            .is_some_and(|rule| rule.is_of_many);
        let kind = finding.rule.rsplit('.').next().unwrap_or_default();
        finding.tier == Tier::Documented && matches!(kind, "type" | "required") && !many
    }

    /// Whether these are the rules, no more and no fewer, each with what it must carry.
    pub(super) fn check_all(&self, rules: &[&RuleInfo]) -> Result<(), Wrong> {
        let found: BTreeSet<&str> = rules.iter().map(|rule| rule.id).collect();
        if let Some(missing) = self.rules.keys().find(|id| !found.contains(id.as_str())) {
            return Err((missing.clone(), format!("the rule `{missing}` is missing")));
        }
        for id in &found {
            let count = rules.iter().filter(|rule| rule.id == *id).count();
            if count > self.shared.get(*id).copied().unwrap_or(1) {
                let account = format!("the rule `{id}` is listed {count} times");
                return Err(((*id).to_owned(), account));
            }
        }
        rules.iter().try_for_each(|rule| self.check_rule(rule))?;
        let place = |id: &&String| rules.iter().position(|rule| rule.id == **id);
        for order in &self.orders {
            let places: Vec<(usize, &String)> = order
                .iter()
                .filter(|id| !self.shared.contains_key(*id))
                .filter_map(|id| Some((place(&id)?, id)))
                .collect();
            for pair in places.windows(2) {
                if let [(first, one), (second, other)] = pair
                    && first > second
                {
                    let account = format!("`{other}` stands before `{one}`");
                    return Err(((*other).clone(), account));
                }
            }
        }
        Ok(())
    }

    fn check_rule(&self, found: &RuleInfo) -> Result<(), Wrong> {
        let wrong = |what: &str, expected: String, got: String| {
            let account = format!("rule `{}`: {what} is {got}, not {expected}", found.id);
            Err((found.id.to_owned(), account))
        };
        let Some(rule) = self.rules.get(found.id) else {
            let account = format!("the spec has no rule `{}`", found.id);
            return Err((found.id.to_owned(), account));
        };
        if self.shared.contains_key(found.id) {
            return Ok(());
        }
        let error = found
            .wire_error
            .map(|error| (error.status, error.code.to_owned(), error.inferred));
        let tier = match found.tier {
            acs_runtime::Tier::Documented => Tier::Documented,
            acs_runtime::Tier::Advisory => Tier::Advisory,
        };
        let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let reads: Vec<Vec<String>> = found.reads.iter().map(|names| texts(names)).collect();
        let within: Vec<String> = texts(found.within);
        let show = |value: &dyn std::fmt::Debug| format!("{value:?}");
        if found.kind != rule.kind {
            return wrong("the kind", rule.kind.clone(), found.kind.to_owned());
        }
        if tier != rule.tier {
            return wrong("the tier", rule.tier.to_string(), tier.to_string());
        }
        if error != rule.error {
            return wrong("the wire error", show(&rule.error), show(&error));
        }
        if found.documentation != rule.documentation {
            let got = found.documentation.to_owned();
            return wrong("the address", rule.documentation.clone(), got);
        }
        if found.sensitive != rule.sensitive {
            return wrong("`sensitive`", show(&rule.sensitive), show(&found.sensitive));
        }
        if found.narrows != rule.narrows.as_deref() {
            return wrong("`narrows`", show(&rule.narrows), show(&found.narrows));
        }
        if within != rule.within {
            return wrong("`within`", show(&rule.within), show(&within));
        }
        if reads != rule.reads {
            return wrong("`reads`", show(&rule.reads), show(&reads));
        }
        if found.allowed.is_empty() {
            return wrong("what is allowed", "said".to_owned(), "unsaid".to_owned());
        }
        match rule.words.check(found.allowed) {
            Err(what) => wrong("what is allowed", what, format!("`{}`", found.allowed)),
            Ok(()) => Ok(()),
        }
    }
}

/// Whether a parameter travels as one text that is not looked into.
fn is_opaque(operation: &Operation, service: Option<&Service>, parameter: &Parameter) -> bool {
    let is_composite = |r#type| matches!(r#type, Type::Array | Type::Object | Type::Map);
    let (schema, _) = target(operation, service, &parameter.schema);
    match (parameter.style, &schema.items) {
        (Some(ParamStyle::Xml), _) => is_composite(schema.r#type),
        (Some(ParamStyle::Simple), Some(items)) if schema.r#type == Type::Array => {
            is_composite(target(operation, service, items).0.r#type)
        }
        (Some(ParamStyle::Simple), _) => matches!(schema.r#type, Type::Object | Type::Map),
        _ => false,
    }
}

struct Walk<'s> {
    operation: &'s Operation,
    service: Option<&'s Service>,
    out: BTreeMap<String, Rule>,
    /// Which schemas have a rule of an id, by where they lie in memory.
    homes: BTreeMap<String, BTreeSet<*const Schema>>,
    orders: Vec<Vec<String>>,
    /// Objects, with whether they were met in something sensitive. A parameter may be called as a shared schema is.
    seen: BTreeSet<(*const Schema, bool)>,
}

impl<'s> Walk<'s> {
    fn add(&mut self, home: &Schema, id: String, rule: Rule) {
        let homes = self.homes.entry(id.clone()).or_default();
        homes.insert(std::ptr::from_ref(home));
        let before = self.out.get(&id).is_some_and(|before| before.sensitive);
        let sensitive = rule.sensitive || before;
        self.out.insert(id, Rule { sensitive, ..rule });
    }

    fn field(
        &mut self,
        owner: &[String],
        (name, schema): (&str, &'s Schema),
        (required, advised): (bool, bool),
        held_by_secret: bool,
        opaque: bool,
    ) {
        let path: Vec<String> = owner.iter().cloned().chain([name.to_owned()]).collect();
        let sensitive = held_by_secret || self.is_marked(schema);
        let (target, _) = target(self.operation, self.service, schema);
        let is_text = !opaque
            && matches!(
                target.r#type,
                Type::String | Type::Json | Type::Binary | Type::Any | Type::Unstated
            );
        let is_many = !opaque
            && match target.r#type {
                Type::Array | Type::Map => true,
                Type::Object => target.fields.is_empty(),
                _ => false,
            };
        let mut add = |kind: &str, tier| {
            let rule = Rule {
                kind: kind.to_owned(),
                tier,
                error: self.common(kind),
                documentation: self.address(&[]),
                sensitive,
                narrows: None,
                within: Vec::new(),
                reads: Vec::new(),
                words: match kind {
                    "type" => Words::of_type(target.r#type),
                    _ => Words::default(),
                },
                is_of_many: kind == "required" && is_many,
            };
            self.add(schema, format!("{}.{kind}", path.join(".")), rule);
        };
        add("type", Tier::Documented);
        match (required, advised) {
            (true, _) => add("required", Tier::Documented),
            (false, true) => add("required", Tier::Advisory),
            (false, false) => {}
        }
        if required && is_text {
            add("empty", Tier::Advisory);
        }
        self.value(&path, schema, sensitive, opaque);
    }

    fn value(&mut self, path: &[String], schema: &'s Schema, sensitive: bool, opaque: bool) {
        let (mut here, mut path) = (schema, path.to_vec());
        loop {
            let ids = here.constraints.iter().map(|each| each.id.clone());
            self.orders.push(ids.collect());
            for constraint in &here.constraints {
                if matches!(constraint.check, Check::ServerSide(_)) {
                    continue;
                }
                let kind = constraint.check.kind();
                let rule = Rule {
                    kind: kind.to_owned(),
                    tier: constraint.tier,
                    error: stated(constraint.wire_error.as_ref()).or_else(|| self.common(kind)),
                    documentation: self.address(&constraint.evidence),
                    sensitive,
                    narrows: constraint.narrows.clone(),
                    within: Vec::new(),
                    reads: Vec::new(),
                    words: Words::of(constraint),
                    is_of_many: false,
                };
                self.add(here, constraint.id.clone(), rule);
            }
            let next = here
                .reference
                .as_deref()
                .filter(|_| here.r#type == Type::Ref);
            let Some(name) = next else { break };
            let found = self.operation.schemas.get(name);
            let found = found.or_else(|| self.service?.schemas.get(name));
            let Some(found) = found else { break };
            here = found;
            path = vec![name.to_owned()];
        }
        if opaque {
            return;
        }
        match here.r#type {
            Type::Array | Type::Map => {
                if let Some(items) = here.items.as_deref() {
                    self.value(&path, items, sensitive, false);
                }
            }
            Type::Object if self.seen.insert((std::ptr::from_ref(here), sensitive)) => {
                for field in &here.fields {
                    let required = field.required.get() == Some(&true);
                    let advised = !field.required_by.is_empty();
                    self.field(
                        &path,
                        (&field.name, &field.schema),
                        (required, advised),
                        sensitive,
                        false,
                    );
                }
            }
            _ => {}
        }
    }

    fn is_marked(&self, schema: &Schema) -> bool {
        let (target, marked) = target(self.operation, self.service, schema);
        let holds = matches!(target.r#type, Type::Array | Type::Map);
        let items = target.items.as_deref().filter(|_| holds);
        marked || items.is_some_and(|items| self.is_marked(items))
    }

    fn cross(&mut self, rule: &acs_spec::Rule) {
        let names: Vec<&String> = match &rule.check {
            RuleCheck::ServerSide(_) => return,
            RuleCheck::RequiredIf(check) => vec![&check.param, &check.when.param],
            RuleCheck::Requires(check) => vec![&check.param, &check.needs],
            RuleCheck::Exclusive(check) => check.params.iter().collect(),
            RuleCheck::AtLeastOne(check) => check.params.iter().collect(),
            RuleCheck::Compare(check) => vec![&check.param, &check.less_than],
        };
        let steps = |name: &str| name.split('.').map(str::to_owned).collect::<Vec<_>>();
        let kind = rule.check.kind();
        let within = rule.within.as_deref().map(steps).unwrap_or_default();
        let sensitive = names
            .iter()
            .any(|name| self.is_secret(&within, &steps(name)));
        let mut says: Vec<String> = names.iter().map(|name| (*name).clone()).collect();
        if let RuleCheck::RequiredIf(check) = &rule.check {
            says.extend(check.when.equals.iter().cloned());
        }
        let made = Rule {
            kind: kind.to_owned(),
            tier: rule.tier,
            error: stated(rule.wire_error.as_ref()).or_else(|| self.common(kind)),
            documentation: self.address(&rule.evidence),
            sensitive,
            narrows: rule.narrows.clone(),
            reads: names.iter().map(|name| steps(name)).collect(),
            within,
            words: Words::of_rule(says),
            is_of_many: false,
        };
        self.out.insert(rule.id.clone(), made);
    }

    /// Whether the field at the end of a way is sensitive.
    fn is_secret(&self, within: &[String], path: &[String]) -> bool {
        let mut fields: Option<&'s [Field]> = None;
        let mut secret = false;
        for name in within.iter().chain(path) {
            let schema = match fields {
                None => self
                    .operation
                    .parameters
                    .iter()
                    .find(|parameter| parameter.name == *name)
                    .map(|parameter| &parameter.schema),
                Some(fields) => fields
                    .iter()
                    .find(|field| field.name == *name)
                    .map(|field| &field.schema),
            };
            let Some(schema) = schema else { return false };
            secret |= self.is_marked(schema);
            let (mut here, _) = target(self.operation, self.service, schema);
            while let (Type::Array | Type::Map, Some(items)) = (here.r#type, here.items.as_deref())
            {
                here = target(self.operation, self.service, items).0;
            }
            fields = Some(&here.fields);
        }
        secret
    }

    fn common(&self, kind: &str) -> Option<(u16, String, bool)> {
        let common = &self.service?.common_errors;
        let found = common
            .iter()
            .find(|error| error.answers.iter().any(|answer| answer == kind))?;
        Some((found.status, found.code.clone(), true))
    }

    fn address(&self, evidence: &[Evidence]) -> String {
        let sources = &self.operation.sources;
        let url = |evidence: &Evidence| {
            let source = sources.iter().find(|each| each.id == evidence.source)?;
            source.url.clone()
        };
        evidence
            .iter()
            .find_map(url)
            .unwrap_or_else(|| page(self.operation, self.service))
    }
}

fn stated(error: Option<&WireError>) -> Option<(u16, String, bool)> {
    error.map(|error| (error.status, error.code.clone(), error.inferred))
}

/// The address of the operation's own page.
pub(super) fn page(operation: &Operation, service: Option<&Service>) -> String {
    let pages = operation
        .sources
        .iter()
        .filter(|source| source.kind == SourceKind::Page);
    let template = || service.and_then(|service| service.documentation.clone());
    pages
        .filter_map(|source| source.url.clone())
        .next()
        .or_else(|| Some(template()?.replace("{operation}", &operation.name)))
        .unwrap_or_default()
}
