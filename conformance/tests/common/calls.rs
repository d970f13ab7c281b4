//! A client with nothing real in it: answers come from a script, and nothing is waited for.
#![allow(dead_code)] // each test uses a part of it
#![allow(clippy::unwrap_used, clippy::panic)] // tests: a fault is meant to end them

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use acs_r_kvstore::create_tair_kvcache_vnode::{
    CreateTairKVCacheVNode, ErrorCode, Required, Response,
};
use acs_runtime::client::{Client, Error, Retry, Success};
use acs_runtime::credentials::{Credentials, FixedEnvironment};
use acs_runtime::http::HttpResponse;
use acs_runtime::mock::{MockTimer, MockTransport};

/// What a call comes to.
pub type Outcome = Result<Success<Response>, Error<ErrorCode>>;

/// A client and its script.
pub struct Scripted {
    client: Client,
    transport: MockTransport,
}

impl Scripted {
    /// That makes so many attempts.
    pub fn new(attempts: u32) -> Scripted {
        let transport = MockTransport::new();
        let retry = match attempts {
            1 => Retry::off(),
            more => {
                Retry::attempts(more).pauses(Duration::from_millis(1), Duration::from_millis(1))
            }
        };
        let client = Client::builder()
            .endpoint("service.example.com")
            .credentials(Credentials::new("test-id", "test-secret"))
            .environment(FixedEnvironment::new())
            .transport(transport.clone())
            .timer(MockTimer::new())
            .jitter(|| 0.0)
            .retry(retry)
            .build()
            .unwrap();
        Scripted { client, transport }
    }

    /// Sends a valid request; these are the answers, attempt by attempt.
    pub fn call(&self, answers: impl IntoIterator<Item = HttpResponse>) -> Outcome {
        for answer in answers {
            self.transport.respond(answer);
        }
        now(self.client.send(&request()))
    }

    /// How many answers were not asked for.
    pub fn left(&self) -> usize {
        self.transport.left()
    }
}

fn request() -> CreateTairKVCacheVNode {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-0".into(),
        vswitch_id: "vsw-0".into(),
    })
}

/// The value of a future that waits for nothing.
fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a mock keeps nobody waiting"),
    }
}
