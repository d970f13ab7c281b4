//! The facts that an operation states of itself, read from its spec.

use std::collections::BTreeMap;

use acs_runtime::wire::Field;
use acs_runtime::{Access, Location, OperationInfo, Pair, Style, Value};
use acs_spec::operation::{self, Operation};
use acs_spec::{Service, Stated, Type};

use super::leaves::{leaves, target};
use super::rules::page;

/// Where a parameter travels, and whether it shows: `None` where parts of it do and others do not.
type Travel = (Location, Option<bool>);

/// Status, code, summary, whether it is inferred, and the parameter with its values.
type Outcome = (u16, String, String, bool, Option<(String, Vec<String>)>);

#[derive(Debug)]
pub(super) struct Facts {
    texts: Vec<(&'static str, String)>,
    travel: BTreeMap<String, Travel>,
    floats: Vec<(String, Type)>,
    /// Every text of which values are known must have one of them.
    closed: bool,
    style: Option<Style>,
    access: Option<Access>,
    deprecated: bool,
    schemes: Vec<String>,
    methods: Vec<String>,
    outcomes: Vec<Outcome>,
    errors: Vec<(u16, String, String, String)>,
    policy: Option<Value>,
}

type Wrong = (String, String);

impl Facts {
    pub(super) fn of(operation: &Operation, service: Option<&Service>) -> Facts {
        let common = service.map(|service| &service.common);
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        let list = |own: &Stated<Vec<String>>, other: Option<&Stated<Vec<String>>>| {
            let other = other.and_then(Stated::get);
            own.get().or(other).cloned().unwrap_or_default()
        };
        let path = common.and_then(|common| common.path.get());
        let style = common.and_then(|common| common.style.get());
        let product = service.map(|service| &service.product);
        let version = service.map(|service| &service.version);
        let mut errors: Vec<_> = operation
            .errors
            .iter()
            .map(|row| {
                let (message, summary) = (text(row.message.as_ref()), text(row.summary.as_ref()));
                (row.status, row.code.clone(), message, summary)
            })
            .collect();
        errors.sort();
        Facts {
            texts: vec![
                ("name", operation.name.clone()),
                ("product", text(operation.product.get().or(product))),
                ("version", text(operation.version.get().or(version))),
                ("summary", text(operation.summary.as_ref())),
                ("path", text(operation.path.get().or(path))),
                (
                    "idempotency_parameter",
                    text(operation.idempotency_parameter.as_ref()),
                ),
                ("documentation", page(operation, service)),
            ],
            travel: travel(operation, service),
            floats: leaves(operation, service)
                .into_iter()
                .filter(|leaf| matches!(leaf.r#type, Type::Float | Type::Double))
                .map(|leaf| (leaf.wire, leaf.r#type))
                .collect(),
            closed: is_closed(operation),
            style: operation.style.get().or(style).map(|style| match style {
                operation::Style::Rpc => Style::Rpc,
                operation::Style::Roa => Style::Roa,
            }),
            access: operation.access.get().map(|access| match access {
                operation::Access::Read => Access::Read,
                operation::Access::Write => Access::Write,
                operation::Access::ReadWrite => Access::ReadWrite,
            }),
            deprecated: operation.deprecated,
            schemes: list(&operation.schemes, common.map(|common| &common.schemes)),
            methods: list(&operation.methods, common.map(|common| &common.methods)),
            outcomes: operation
                .outcomes
                .iter()
                .map(|outcome| {
                    let when = outcome.when.as_ref();
                    let when = when.map(|when| (when.param.clone(), when.equals.clone()));
                    let (code, summary) = (outcome.code.clone(), outcome.summary.clone());
                    (outcome.status, code, summary, outcome.inferred, when)
                })
                .collect(),
            errors,
            policy: policy(operation),
        }
    }

    pub(super) fn check(&self, info: &OperationInfo) -> Result<(), Wrong> {
        let wrong = |what: &str, expected: &dyn std::fmt::Debug, got: &dyn std::fmt::Debug| {
            let account = format!("`{what}` is {got:?}, not {expected:?}");
            Err((what.to_owned(), account))
        };
        for (what, expected) in &self.texts {
            let got = match *what {
                "name" => info.name,
                "product" => info.product.unwrap_or_default(),
                "version" => info.version.unwrap_or_default(),
                "summary" => info.summary,
                "path" => info.path.unwrap_or_default(),
                "documentation" => info.documentation,
                _ => info.idempotency_parameter.unwrap_or_default(),
            };
            if got != expected {
                return wrong(what, expected, &got);
            }
        }
        if info.style != self.style {
            return wrong("style", &self.style, &info.style);
        }
        if info.access != self.access {
            return wrong("access", &self.access, &info.access);
        }
        if info.deprecated != self.deprecated {
            return wrong("deprecated", &self.deprecated, &info.deprecated);
        }
        if info.schemes != self.schemes {
            return wrong("schemes", &self.schemes, &info.schemes);
        }
        if info.methods != self.methods {
            return wrong("methods", &self.methods, &info.methods);
        }
        let outcomes: Vec<_> = info
            .outcomes
            .iter()
            .map(|each| {
                let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
                let when = each
                    .when
                    .map(|(name, values)| (name.to_owned(), owned(values)));
                let (code, summary) = (each.code.to_owned(), each.summary.to_owned());
                (each.status, code, summary, each.inferred, when)
            })
            .collect();
        if outcomes != self.outcomes {
            return wrong("outcomes", &self.outcomes, &outcomes);
        }
        let mut errors: Vec<_> = info
            .errors
            .iter()
            .map(|row| {
                let (message, summary) = (row.message.to_owned(), row.summary.to_owned());
                (row.status, row.code.to_owned(), message, summary)
            })
            .collect();
        errors.sort();
        if errors != self.errors {
            let odd = errors.iter().find(|row| !self.errors.contains(row));
            return wrong("errors", &"as the spec has them", &odd);
        }
        let policy = match info.ram_policy.is_empty() {
            true => None,
            false => Value::parse(info.ram_policy.as_bytes()).ok(),
        };
        match policy == self.policy {
            true => Ok(()),
            false => wrong("ram_policy", &self.policy, &info.ram_policy),
        }
    }

    /// The nearest number of its width, where the parameter of this name is a `float` or `double`.
    pub(super) fn nearest(&self, name: &str, value: &str) -> Option<String> {
        let (_, width) = self.floats.iter().find(|(each, _)| each == name)?;
        match width {
            Type::Float => Some(value.parse::<f32>().ok()?.to_string()),
            _ => Some(value.parse::<f64>().ok()?.to_string()),
        }
    }

    /// Whether a sound request holds a value that is not listed.
    pub(super) fn is_open(&self) -> bool {
        !self.closed
    }

    /// Whether a pair travels where it must and hides what it must.
    pub(super) fn check_pair(&self, pair: Pair<'_>) -> Result<(), String> {
        let fits = |name: &&String| {
            let rest = pair.name().strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let parameter = self
            .travel
            .keys()
            .filter(fits)
            .max_by_key(|name| name.len());
        let Some(travel) = parameter.and_then(|name| self.travel.get(name)) else {
            return Err(format!("`{}` is no parameter's", pair.name()));
        };
        travels(pair.name(), travel, pair.location(), pair.is_sensitive())
    }

    /// Whether a parameter travels where it must and hides what it must, by the table of a crate's names.
    pub(super) fn check_field(&self, name: &str, fields: &[Field]) -> Result<(), String> {
        let Some(travel) = self.travel.get(name) else {
            return Err(format!("the spec has no parameter `{name}`"));
        };
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            return Err(format!("there is no parameter `{name}`"));
        };
        travels(name, travel, field.location, field.sensitive)
    }
}

/// Whether something travels where it must and hides what it must.
fn travels(
    name: &str,
    (location, hides): &Travel,
    got: Location,
    sensitive: bool,
) -> Result<(), String> {
    if got != *location {
        return Err(format!("`{name}` travels as {got:?}, not {location:?}"));
    }
    match hides.is_some_and(|hides| hides != sensitive) {
        true => Err(format!("`{name}` is sensitive: {sensitive}")),
        false => Ok(()),
    }
}

fn travel(operation: &Operation, service: Option<&Service>) -> BTreeMap<String, Travel> {
    let common = service.and_then(|service| service.common.location.get());
    let place = |location: Option<&operation::Location>| match location {
        None | Some(operation::Location::Query) => Location::Query,
        Some(operation::Location::Form) => Location::Form,
        Some(operation::Location::Body) => Location::Body,
        Some(operation::Location::Path) => Location::Path,
        Some(operation::Location::Header) => Location::Header,
        Some(operation::Location::Host) => Location::Host,
    };
    let each = |parameter: &acs_spec::Parameter| {
        let (schema, own) = target(operation, service, &parameter.schema);
        let composite = matches!(schema.r#type, Type::Array | Type::Object | Type::Map);
        let hides = match (own, composite) {
            (false, true) => None,
            _ => Some(own),
        };
        let location = place(parameter.location.get().or(common));
        (parameter.name.clone(), (location, hides))
    };
    operation.parameters.iter().map(each).collect()
}

fn is_closed(operation: &Operation) -> bool {
    let mut closed = true;
    acs_spec::walk::followed(operation, &mut |visit| {
        let asked =
            visit.schema.constraints.iter().any(|each| {
                each.pieces.is_none() && matches!(each.check, acs_spec::Check::OneOf(_))
            });
        let is_request = matches!(visit.place, acs_spec::walk::Place::Parameter);
        closed &= !is_request || visit.schema.values.is_empty() || asked;
    });
    closed
}

/// The policy that allows the operation: a statement for each authorization, and one for what it depends on.
fn policy(operation: &Operation) -> Option<Value> {
    let list = |mut texts: Vec<Value>| match texts.len() {
        1 => texts.remove(0),
        _ => Value::List(texts),
    };
    let statement = |actions: Vec<Value>, resources: Vec<Value>| {
        Value::Object(BTreeMap::from([
            ("Effect".to_owned(), Value::from("Allow")),
            ("Action".to_owned(), list(actions)),
            ("Resource".to_owned(), list(resources)),
        ]))
    };
    let hole = regex_lite::Regex::new(r"\$?\{[^}]*\}").ok()?;
    let mut statements = Vec::new();
    for each in &operation.authorization {
        let mut resources: Vec<String> = each
            .resources
            .iter()
            .map(|resource| hole.replace_all(&resource.arn, "*").into_owned())
            .collect();
        resources.sort();
        resources.dedup();
        if resources.is_empty() {
            resources.push("*".to_owned());
        }
        let texts = |texts: &[String]| {
            texts
                .iter()
                .map(|text| Value::from(text.as_str()))
                .collect()
        };
        let action = vec![Value::from(each.action.as_str())];
        statements.push(statement(action, texts(&resources)));
        if !each.dependent_actions.is_empty() {
            let actions = texts(&each.dependent_actions);
            statements.push(statement(actions, vec![Value::from("*")]));
        }
    }
    (!statements.is_empty()).then(|| {
        Value::Object(BTreeMap::from([
            ("Version".to_owned(), Value::from("1")),
            ("Statement".to_owned(), Value::List(statements)),
        ]))
    })
}
