//! `CreateTairKVCacheVNode`: Creates a Tair KVCache virtual node in a virtual cluster. Spec: `CreateTairKVCacheVNode.json /`.
//!
//! @generated from spec/r-kvstore/2015-01-01/CreateTairKVCacheVNode.json (sha256 b4a29a747034f67a0ac6bd181680d03e440c74379081d17e2af7014960c143b6) by acsgen. Do not edit.

mod error;
mod error_table;
mod request;
mod response;
#[rustfmt::skip]
pub mod rules;
#[allow(clippy::approx_constant, clippy::manual_range_contains)]
mod validate;
mod values;
#[rustfmt::skip]
mod wire;

use acs_runtime as rt;

pub use error::ErrorCode;
pub use request::CreateTairKVCacheVNode;
pub use request::Required;
pub use request::Tag;
pub use response::Response;
pub use values::AutoRenewPeriod;
pub use values::ChargeType;

/// The RAM policy that allows `CreateTairKVCacheVNode` and nothing else. Spec: `CreateTairKVCacheVNode.json /`.
#[rustfmt::skip]
pub const RAM_POLICY: &str = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kvstore:CreateTairKVCacheVNode\",\"Resource\":\"*\"}]}";

#[rustfmt::skip]
static OUTCOMES: [rt::OutcomeInfo; 1] = [
    {
        let outcome = rt::OutcomeInfo::new(400, "DryRunOperation");
        let outcome = outcome
            .summary(
                "The request passed every check; nothing was done, since `DryRun` is `true`.",
            );
        let outcome = outcome.inferred();
        outcome.when("DryRun", &["true"])
    },
];

#[rustfmt::skip]
static INFO: rt::OperationInfo = {
    let info = rt::OperationInfo::new("CreateTairKVCacheVNode");
    let info = info.product("R-kvstore");
    let info = info.version("2015-01-01");
    let info = info.summary("Creates a Tair KVCache virtual node in a virtual cluster.");
    let info = info.path("/");
    let info = info
        .documentation(
            "https://www.alibabacloud.com/help/en/redis/developer-reference/api-r-kvstore-2015-01-01-createtairkvcachevnode-redis",
        );
    let info = info.idempotency_parameter("ClientToken");
    let info = info.style(rt::Style::Rpc);
    let info = info.access(rt::Access::Write);
    let info = info.methods(&["POST"]);
    let info = info.schemes(&["https"]);
    let info = info.outcomes(&OUTCOMES);
    let info = info.ram_policy(RAM_POLICY);
    let info = info.rules(&rules::ALL);
    info.errors(&error_table::TABLE)
};

impl rt::Operation for CreateTairKVCacheVNode {
    const INFO: &'static rt::OperationInfo = &INFO;
    const FIELDS: &'static [rt::wire::Field] = &wire::FIELDS;
    type Response = Response;
    type ErrorCode = ErrorCode;
    fn check(&self, out: &mut rt::Violations) {
        validate::check(self, out);
    }

    fn read(from: &mut rt::wire::ObjectReader<'_>) -> Self {
        wire::read(from)
    }

    fn write(&self, to: &mut rt::wire::ObjectWriter<'_>) {
        wire::write(self, to);
    }

    fn idempotency_token(&self) -> Option<&str> {
        self.client_token.as_deref()
    }

    fn set_idempotency_token(&mut self, token: String) -> bool {
        self.client_token = Some(token);
        true
    }
}
