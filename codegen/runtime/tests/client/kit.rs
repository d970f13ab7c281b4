//! What the tests share: operations that differ in whether they may be repeated, and clients with nothing real in them.

use std::collections::BTreeMap;
use std::future::Future;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use acs_runtime::client::{Client, ClientBuilder, Retry};
use acs_runtime::credentials::{Credentials, FixedEnvironment};
use acs_runtime::mock::{MockTimer, MockTransport};
use acs_runtime::wire::{Field, ObjectReader, ObjectWriter};
use acs_runtime::{Access, Operation, OperationInfo, Violations};

use crate::operation::{ChargeType, LampError, LightLamp, Response};

/// A request that breaks no rule.
pub fn lamp() -> LightLamp {
    LightLamp {
        name: "lamp".to_owned(),
        period: Some(12),
        charge_type: Some(ChargeType::PrePaid),
        password: None,
        rate: None,
        show: None,
        tag: Vec::new(),
        sector: None,
        config: Vec::new(),
        labels: BTreeMap::new(),
        zones: vec!["z1".to_owned()],
    }
}

/// A variant of the operation that says something else about itself.
macro_rules! variant {
    ($(#[$doc:meta])* $name:ident, $info:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            pub lamp: LightLamp,
            pub token: Option<String>,
        }

        impl $name {
            pub fn new() -> Self {
                $name { lamp: lamp(), token: None }
            }
        }

        impl Operation for $name {
            const INFO: &'static OperationInfo = &$info;
            const FIELDS: &'static [Field] = LightLamp::FIELDS;
            type Response = Response;
            type ErrorCode = LampError;

            fn check(&self, out: &mut Violations) {
                self.lamp.check(out);
            }

            fn read(from: &mut ObjectReader<'_>) -> Self {
                $name { lamp: LightLamp::read(from), token: None }
            }

            fn write(&self, to: &mut ObjectWriter<'_>) {
                self.lamp.write(to);
                to.field("ClientToken", &self.token);
            }

            fn idempotency_token(&self) -> Option<&str> {
                self.token.as_deref()
            }
        }
    };
}

variant!(
    /// Creates, and the service knows a repetition by its token.
    CreateWithToken,
    LightLamp::INFO.idempotency_parameter("ClientToken")
);
variant!(
    /// Creates, and a repetition creates once more.
    CreateWithout,
    *LightLamp::INFO
);
variant!(
    /// Only reads.
    ReadOnly,
    LightLamp::INFO.access(Access::Read)
);

pub fn credentials() -> Credentials {
    Credentials::new("test-id", "test-secret")
}

/// A builder in which nothing is real but the clock of the machine.
pub fn builder() -> ClientBuilder {
    Client::builder()
        .credentials(credentials())
        .environment(FixedEnvironment::new())
        .jitter(|| 0.0)
}

/// A moment at which tests take place.
pub fn moment() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_767_323_045)
}

/// A client that answers from a script.
pub struct Scripted {
    pub client: Client,
    pub transport: MockTransport,
    pub timer: MockTimer,
}

pub fn scripted() -> Scripted {
    scripted_with(|builder| builder)
}

pub fn scripted_with(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Scripted {
    let (transport, timer) = (MockTransport::new(), MockTimer::new());
    let builder = builder()
        .endpoint("lamps.example.com")
        .transport(transport.clone())
        .timer(timer.clone())
        .clock(moment)
        .retry(Retry::attempts(3).pauses(Duration::from_millis(100), Duration::from_secs(1)));
    Scripted {
        client: change(builder).build().unwrap(),
        transport,
        timer,
    }
}

/// Drives a future to its end. With a runtime, for the transport over `reqwest` needs one.
pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// The value of a name in a query.
pub fn query<'a>(request: &'a acs_runtime::http::HttpRequest, name: &str) -> Option<&'a str> {
    request.query.get(name)
}
