//! Creates a Tair KVCache virtual node, or asks whether it could be created (`--dry-run`).
//!
//! ```text
//! cargo run -p acs-conformance --example create_vnode -- --region cn-beijing --zone cn-beijing-f \
//!     --class kvcache.cu.g4b.2 --cluster tk-2ze4bba3c8fe --vswitch vsw-bp1e7clcw529l773d --dry-run
//! ```
//!
//! Credentials come from where the official clients take them (variables, `~/.aliyun/config.json`, …). Without
//! `--dry-run` and with real credentials this costs money.

use std::fmt::Write;
use std::process::ExitCode;
use std::time::Duration;

use acs_r_kvstore::acs_runtime::Violations;
use acs_r_kvstore::acs_runtime::client::{
    BuildError, CallOptions, ClientBuilder, Error, FromClient, Passed, Success,
};
use acs_r_kvstore::create_tair_kvcache_vnode::{
    CreateTairKVCacheVNode, ErrorCode, Required, Response, Tag,
};
use acs_r_kvstore::{Client, blocking};
use clap::Parser;

/// Creates a Tair KVCache virtual node.
#[derive(Debug, Parser)]
pub(crate) struct Arguments {
    /// Region of the node and, without --endpoint, of the service.
    #[arg(long, default_value = "cn-beijing")]
    region: String,
    /// Zone of the node.
    #[arg(long)]
    zone: String,
    /// Instance class, such as kvcache.cu.g4b.2.
    #[arg(long)]
    class: String,
    /// Virtual cluster that the node joins.
    #[arg(long)]
    cluster: String,
    /// vSwitch to which the node is attached.
    #[arg(long)]
    vswitch: String,
    /// Number of compute units.
    #[arg(long, default_value_t = 1)]
    units: i32,
    /// Display name of the node.
    #[arg(long)]
    name: Option<String>,
    /// PrePaid or PostPaid.
    #[arg(long)]
    charge: Option<String>,
    /// Months of a subscription.
    #[arg(long)]
    period: Option<i32>,
    /// A tag; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    tag: Vec<String>,
    /// Host of the service; `http://` is allowed for this machine alone.
    #[arg(long)]
    endpoint: Option<String>,
    /// Ask only; create nothing.
    #[arg(long)]
    dry_run: bool,
    /// Use the client whose calls block.
    #[arg(long)]
    pub(crate) blocking: bool,
    /// Seconds that the whole call may take.
    #[arg(long, default_value_t = 60)]
    timeout: u64,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = if arguments.blocking {
        run_blocking(&arguments, blocking::Client::builder())
    } else {
        match tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
        {
            Ok(runtime) => runtime.block_on(run(&arguments, Client::builder())),
            Err(error) => Outcome::failed(format!("no runtime: {error}\n")),
        }
    };
    print!("{}", outcome.text);
    ExitCode::from(outcome.status)
}

/// What is printed, and the status of the process: 0 done, 1 refused or failed, 2 not sent.
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) status: u8,
}

impl Outcome {
    fn failed(text: String) -> Self {
        Outcome { text, status: 1 }
    }

    fn not_sent(text: String) -> Self {
        Outcome { text, status: 2 }
    }
}

pub(crate) async fn run(arguments: &Arguments, builder: ClientBuilder<Client>) -> Outcome {
    let client = match configured(arguments, builder) {
        Ok(client) => client,
        Err(error) => return Outcome::not_sent(format!("no client: {error}\n")),
    };
    let operation = operation(arguments);
    if arguments.dry_run {
        return tried(client.dry_run(&operation).await);
    }
    created(client.create_tair_kvcache_vnode(&operation).await)
}

pub(crate) fn run_blocking(
    arguments: &Arguments,
    builder: ClientBuilder<blocking::Client>,
) -> Outcome {
    let client = match configured(arguments, builder) {
        Ok(client) => client,
        Err(error) => return Outcome::not_sent(format!("no client: {error}\n")),
    };
    let operation = operation(arguments);
    // Options of one call, as an example: here the same could be said to the builder.
    let options = CallOptions::new().total_timeout(Duration::from_secs(arguments.timeout));
    if arguments.dry_run {
        return tried(client.call(&operation).options(options).dry_run());
    }
    created(client.call(&operation).options(options).send())
}

fn configured<C: FromClient>(
    arguments: &Arguments,
    builder: ClientBuilder<C>,
) -> Result<C, BuildError> {
    let builder = builder
        .region(&arguments.region)
        .total_timeout(Duration::from_secs(arguments.timeout));
    match &arguments.endpoint {
        Some(endpoint) => builder
            .endpoint(endpoint)
            .allow_plain_http_to_loopback(true)
            .build(),
        None => builder.build(),
    }
}

pub(crate) fn operation(arguments: &Arguments) -> CreateTairKVCacheVNode {
    let mut operation = CreateTairKVCacheVNode::new(Required {
        region_id: arguments.region.clone(),
        zone_id: arguments.zone.clone(),
        instance_class: arguments.class.clone(),
        compute_unit_num: arguments.units,
        vk_name: arguments.cluster.clone(),
        vswitch_id: arguments.vswitch.clone(),
    });
    operation.instance_name = arguments.name.clone();
    operation.charge_type = arguments.charge.as_deref().map(Into::into);
    operation.period = arguments.period;
    operation.tag = arguments
        .tag
        .iter()
        .map(|tag| {
            let (key, value) = tag.split_once('=').unwrap_or((tag, ""));
            Tag::new().with_key(key).with_value(value)
        })
        .collect();
    operation
}

fn created(answer: Result<Success<Response>, Error<ErrorCode>>) -> Outcome {
    let success = match answer {
        Ok(success) => success,
        Err(error) => return refused(&error),
    };
    let response = &success.response;
    let mut text = "created\n".to_owned();
    line(&mut text, "instance", response.instance_id.as_deref());
    line(&mut text, "node", response.node_id.as_deref());
    line(&mut text, "cluster", response.vcluster_id.as_deref());
    let order = response.order_id.map(|order| order.to_string());
    line(&mut text, "order", order.as_deref());
    line(&mut text, "request", success.request_id.as_deref());
    let attempts = success.attempts.to_string();
    line(&mut text, "attempts", Some(&attempts));
    notes(&mut text, &success.violations);
    Outcome { text, status: 0 }
}

fn tried(answer: Result<Passed, Error<ErrorCode>>) -> Outcome {
    let passed = match answer {
        Ok(passed) => passed,
        Err(error) => return refused(&error),
    };
    let mut text = "the dry run passed: nothing was created\n".to_owned();
    line(&mut text, "request", passed.request_id.as_deref());
    notes(&mut text, &passed.violations);
    Outcome { text, status: 0 }
}

/// What a person needs to know to go on.
fn refused(error: &Error<ErrorCode>) -> Outcome {
    let mut text = String::new();
    match error {
        Error::Violations(violations) => {
            text.push_str("not sent: the request breaks documented rules\n");
            for violation in violations.iter() {
                text.push_str(&format!("  {violation}\n"));
            }
            return Outcome::not_sent(text);
        }
        Error::Service(failure) => {
            text.push_str("refused by the service\n");
            let code = format!("{} {}", failure.code.status(), failure.code.code());
            line(&mut text, "code", Some(&code));
            line(&mut text, "message", failure.error.message());
            // What the documentation says to this code, where it lists it.
            line(&mut text, "meaning", failure.code.summary());
            line(&mut text, "advice", failure.error.recommend());
            let denied = failure.error.access_denied_detail();
            let denied = denied.map(ToString::to_string);
            line(&mut text, "denied", denied.as_deref());
            line(&mut text, "request", failure.error.request_id());
            let attempts = failure.attempts.to_string();
            line(&mut text, "attempts", Some(&attempts));
        }
        other => {
            text.push_str(&format!("{other}\n"));
            let certain = match other.request_may_have_left() {
                true => "the service may have acted: look before you try again",
                false => "nothing was sent",
            };
            line(&mut text, "state", Some(certain));
        }
    }
    if let Some(violations) = error.violations() {
        notes(&mut text, violations);
    }
    match error.request_may_have_left() {
        true => Outcome::failed(text),
        false => Outcome::not_sent(text),
    }
}

/// Rules that were broken and did not keep the request from being sent.
fn notes(text: &mut String, violations: &Violations) {
    for violation in violations.iter() {
        line(text, "note", Some(&violation.to_string()));
    }
}

fn line(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "  {name:<9} {value}");
    }
}
