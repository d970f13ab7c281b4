//! Facts about an operation that the runtime and its users ask for.

use acs_spec::operation::{Access, Outcome, Style};
use acs_spec::{Stated, codes, write};

use super::context::Context;
use super::faults::Faults;
use super::graph::{FieldNode, Key, Kind};
use super::model::{Info, OutcomeInfo};
use super::response;
use super::rules::documentation;
use super::scope::Side;
use crate::export::ram_policy;
use crate::faults::on;

/// Lowers the facts. What the operation's own source leaves unstated is what the service says.
pub fn lower(context: &Context<'_>, ram: bool, faults: &mut Faults) -> Info {
    let operation = context.operation();
    let common = context.service.map(|service| &service.common);
    let list = |own: &Stated<Vec<String>>, shared: Option<&Stated<Vec<String>>>| {
        let own = own.get().filter(|_| !on("own-methods-lost"));
        own.or_else(|| shared.and_then(Stated::get))
            .cloned()
            .unwrap_or_default()
    };
    let style = operation
        .style
        .get()
        .or_else(|| common.and_then(|common| common.style.get()));
    let path = operation
        .path
        .get()
        .or_else(|| common.and_then(|common| common.path.get()));
    let product = operation
        .product
        .get()
        .cloned()
        .or_else(|| context.service.map(|service| service.product.clone()));
    let version = operation
        .version
        .get()
        .cloned()
        .or_else(|| context.service.map(|service| service.version.clone()));
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
        ram_policy: if ram {
            ram_policy(operation).map(|policy| write::compact(&policy))
        } else {
            None
        },
        is_whole_body: response::is_whole_body(&context.response),
    }
}

fn outcome(outcome: &Outcome) -> OutcomeInfo {
    OutcomeInfo {
        status: outcome.status,
        code: outcome.code.clone(),
        summary: outcome.summary.clone(),
        inferred: outcome.inferred,
        when: outcome
            .when
            .as_ref()
            .map(|when| (when.param.clone(), when.equals.clone())),
    }
}

fn idempotency(context: &Context<'_>, faults: &mut Faults) -> Option<(String, String, bool)> {
    let name = context.operation().idempotency_parameter.as_deref()?;
    let root = context.request.objects.get(&Key::root())?;
    let is_it = |field: &&FieldNode| {
        field.wire == name && matches!(field.node.kind, Kind::Text | Kind::Any | Kind::Json)
    };
    let Some(field) = root.fields.iter().find(is_it) else {
        let message = format!("there is no text parameter `{name}`");
        faults.add(
            &codes::UNKNOWN_PARAMETER,
            "/idempotency_parameter",
            message,
            "name a parameter of type string",
        );
        return None;
    };
    Some((
        name.to_owned(),
        context.field(Side::Request, &Key::root(), name),
        field.required,
    ))
}
