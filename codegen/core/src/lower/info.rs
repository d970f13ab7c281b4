//! Facts about an operation that the runtime and its users ask for, and the RAM policy.

use acs_spec::operation::{Access, Authorization, Operation, Outcome, Style};
use acs_spec::{Json, Stated, codes, write};

use super::context::Context;
use super::faults::Faults;
use super::graph::{FieldNode, Key, Kind};
use super::model::{Info, OutcomeInfo};
use super::rules::documentation;
use super::scope::Side;

/// Lowers the facts. What the operation's own source leaves unstated is what the service says.
pub fn lower(context: &Context<'_>, ram: bool, faults: &mut Faults) -> Info {
    let operation = context.operation();
    let common = context.service.map(|service| &service.common);
    let list = |own: &Stated<Vec<String>>, shared: Option<&Stated<Vec<String>>>| {
        own.get().or_else(|| shared.and_then(Stated::get)).cloned().unwrap_or_default()
    };
    let style = operation.style.get().or_else(|| common.and_then(|common| common.style.get()));
    let path = operation.path.get().or_else(|| common.and_then(|common| common.path.get()));
    let product = operation.product.get().cloned().or_else(|| context.service.map(|service| service.product.clone()));
    let version = operation.version.get().cloned().or_else(|| context.service.map(|service| service.version.clone()));
    Info {
        product,
        version,
        style: style.map(|style| match style {
            Style::Rpc => "Rpc",
            Style::Roa => "Roa",
        }),
        methods: list(&operation.methods, common.map(|common| &common.methods)),
        path: path.cloned(),
        schemes: list(&operation.schemes, common.map(|common| &common.schemes)),
        access: operation.access.get().map(|access| match access {
            Access::Read => "Read",
            Access::Write => "Write",
            Access::ReadWrite => "ReadWrite",
        }),
        deprecated: operation.deprecated,
        idempotency: idempotency(context, faults),
        documentation: documentation(context),
        summary: operation.summary.clone().unwrap_or_default(),
        outcomes: operation.outcomes.iter().map(outcome).collect(),
        ram_policy: if ram { ram_policy(operation) } else { None },
    }
}

fn outcome(outcome: &Outcome) -> OutcomeInfo {
    OutcomeInfo {
        status: outcome.status,
        code: outcome.code.clone(),
        summary: outcome.summary.clone(),
        inferred: outcome.inferred,
        when: outcome.when.as_ref().map(|when| (when.param.clone(), when.equals.clone())),
    }
}

fn idempotency(context: &Context<'_>, faults: &mut Faults) -> Option<(String, String, bool)> {
    let name = context.operation().idempotency_parameter.as_deref()?;
    let root = context.request.objects.get(&Key::root())?;
    let is_it = |field: &&FieldNode| field.wire == name && matches!(field.node.kind, Kind::Text | Kind::Any);
    let Some(field) = root.fields.iter().find(is_it) else {
        let message = format!("there is no text parameter `{name}`");
        faults.add(&codes::UNKNOWN_PARAMETER, "/idempotency_parameter", message, "name a parameter of type string");
        return None;
    };
    Some((name.to_owned(), context.field(Side::Request, &Key::root(), name), field.required))
}

/// The RAM policy that allows an operation and nothing else, as JSON text; none where no source says what is needed.
///
/// Holes in resource names (`{#regionId}`) become `*`.
#[must_use]
pub fn ram_policy(operation: &Operation) -> Option<String> {
    if operation.authorization.is_empty() {
        return None;
    }
    let mut statements = Vec::new();
    for authorization in &operation.authorization {
        statements.push(statement(std::slice::from_ref(&authorization.action), resources(authorization)));
        if !authorization.dependent_actions.is_empty() {
            statements.push(statement(&authorization.dependent_actions, vec!["*".to_owned()]));
        }
    }
    let policy = Json::Object(vec![
        ("Version".to_owned(), Json::text("1")),
        ("Statement".to_owned(), Json::Array(statements)),
    ]);
    Some(write::compact(&policy))
}

fn statement(actions: &[String], resources: Vec<String>) -> Json {
    let texts = |items: &[String]| Json::Array(items.iter().map(Json::text).collect());
    Json::Object(vec![
        ("Effect".to_owned(), Json::text("Allow")),
        ("Action".to_owned(), texts(actions)),
        ("Resource".to_owned(), texts(&resources)),
    ])
}

fn resources(authorization: &Authorization) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for resource in &authorization.resources {
        let arn = without_holes(&resource.arn);
        if !out.contains(&arn) {
            out.push(arn);
        }
    }
    if out.is_empty() {
        out.push("*".to_owned());
    }
    out
}

/// Each `{…}` becomes `*`.
fn without_holes(arn: &str) -> String {
    let mut out = String::new();
    let mut rest = arn;
    while let Some((before, hole)) = rest.split_once('{') {
        let Some((_, after)) = hole.split_once('}') else { break };
        out.push_str(before);
        out.push('*');
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_become_stars() {
        assert_eq!(without_holes("acs:kvstore:{#regionId}:{#accountId}:*"), "acs:kvstore:*:*:*");
        assert_eq!(without_holes("a{b"), "a{b");
    }

    #[test]
    fn a_policy_allows_the_actions_and_no_more() {
        let mut operation = Operation::named("Light");
        assert_eq!(ram_policy(&operation), None);
        operation.authorization.push(Authorization {
            action: "lamp:Light".into(),
            access_level: "create".into(),
            resources: Vec::new(),
            condition_keys: Vec::new(),
            dependent_actions: vec!["sea:Look".into()],
        });
        let policy = ram_policy(&operation).unwrap();
        assert!(policy.contains(r#""Action":["lamp:Light"]"#) && policy.contains(r#""Action":["sea:Look"]"#), "{policy}");
    }
}
