//! What the targets do with bytes. A fault is a panic, a hang, too much memory, or a broken promise: that what is
//! written can be read, that what is emitted is Rust, that two judges agree.

mod wire;

use std::sync::LazyLock;

use acs_import::source;
use acs_r_kvstore::create_tair_kvcache_vnode::{CreateTairKVCacheVNode, Required};
use acs_runtime::client::{Client, Error, Retry};
use acs_runtime::credentials::Credentials;
use acs_runtime::mock::{MockTimer, MockTransport};
use acs_runtime::{OperationEntry, ServiceError};
use acs_spec::{lint, load};
use acsgen_core::{Settings, SpecFile, generate};

pub use wire::request;

#[allow(missing_docs, unused, clippy::all)]
mod obstacles {
    include!(concat!(env!("OUT_DIR"), "/obstacles.rs"));
}

/// Every operation that is compiled in.
fn operations() -> impl Iterator<Item = &'static OperationEntry> {
    acs_r_kvstore::OPERATIONS
        .iter()
        .chain(obstacles::OPERATIONS.iter())
}

/// A documentation page or a file of metadata: what is imported can be written, read again and linted.
pub fn page(data: &[u8]) {
    let Ok(read) = source::import("page", data, &source::Options::default()) else {
        return;
    };
    for operation in &read.operations {
        let text = load::to_text(operation);
        let again = load::operation("again", &text);
        assert_eq!(
            again.as_ref(),
            Ok(operation),
            "what was imported cannot be read again"
        );
        let _ = lint::operation(operation, read.service.as_ref());
    }
}

/// A spec file: loaded, linted, judged by, and generated from, with all that can be exported.
pub fn spec(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = lint::file_service("service.json", text);
    let _ = lint::file_operation("Operation.json", text, None);
    let Ok(operation) = load::operation("Operation.json", text) else {
        return;
    };
    let _ = acs_judge::Judge::new(&operation, None);
    let _ = acsgen_core::export::json_schema(&operation);
    let _ = acsgen_core::export::ram_policy(&operation);
    let _ = acsgen_core::export::markdown(&operation, None);
    let _ = generate(
        &[SpecFile::new("Operation.json", text)],
        &Settings::default(),
    );
}

/// The answer of a service: a status, then a body, read by every emitted decoder and by the client.
pub fn response(data: &[u8]) {
    let Some((first, body)) = data.split_first() else {
        return;
    };
    for entry in operations() {
        let Ok(value) = (entry.respond)(body) else { continue };
        // An answer that is one value, of any kind, is given back as a field without a name: it does not read as itself.
        if (entry.respond)(b"0").is_ok() {
            continue;
        }
        // What was read and given back reads as the same.
        let text = value.to_string();
        let again = (entry.respond)(text.as_bytes()).map(|value| value.to_string());
        assert_eq!(again.as_deref(), Ok(text.as_str()), "{}", entry.info.name);
    }
    let status = [200, 201, 204, 302, 400, 403, 404, 429, 500, 503][usize::from(*first) % 10];
    let _ = ServiceError::from_json(status, body);
    let transport = MockTransport::new();
    transport.answer(status, body);
    let client = Client::builder()
        .endpoint("service.example.com")
        .credentials(Credentials::new("id", "secret"))
        .transport(transport)
        .timer(MockTimer::new())
        .retry(Retry::off())
        .build()
        .expect("the client is whole");
    let request = &*REQUEST;
    let answer = std::pin::pin!(client.send(request)).poll_now();
    match answer {
        Ok(success) => assert_eq!(success.status, status),
        Err(error) => {
            assert_eq!(error.status(), Some(status), "{error}");
            assert!(!error.to_string().is_empty());
            if let Error::Undecodable(answer) = &error {
                let _ = answer.body_text();
            }
        }
    }
}

static REQUEST: LazyLock<CreateTairKVCacheVNode> = LazyLock::new(|| {
    CreateTairKVCacheVNode::new(Required {
        region_id: "cn-beijing".into(),
        zone_id: "cn-beijing-f".into(),
        instance_class: "kvcache.cu.g4b.2".into(),
        compute_unit_num: 1,
        vk_name: "tk-0".into(),
        vswitch_id: "vsw-0".into(),
    })
});

/// A future that waits for nothing.
trait PollNow: Future {
    fn poll_now(self: std::pin::Pin<&mut Self>) -> Self::Output {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match self.poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("a mock keeps nobody waiting"),
        }
    }
}

impl<F: Future> PollNow for F {}

/// What a build script or a macro does with spec files, parted by NUL, or with a page: tokens that are Rust.
pub fn doors(data: &[u8]) {
    let mut files = Vec::new();
    for (n, part) in data.split(|byte| *byte == 0).enumerate().take(4) {
        if let Ok(text) = std::str::from_utf8(part)
            && text.trim_start().starts_with('{')
        {
            files.push(SpecFile::new(format!("{n}.json"), text));
        } else if let Ok(read) = source::import("page", part, &source::Options::default()) {
            files.extend(read.operations.iter().enumerate().map(|(m, operation)| {
                SpecFile::new(format!("{n}-{m}.json"), load::to_text(operation))
            }));
        }
    }
    let mut settings = Settings::default();
    settings.emit.serde = false;
    let made = generate(&files, &settings);
    files.reverse();
    let again = generate(&files, &settings);
    match (made, again) {
        (Ok(output), Ok(again)) => {
            assert_eq!(output.tokens(), again.tokens(), "the order of files shows");
            syn::parse_str::<syn::File>(output.tokens()).expect("what is emitted is Rust");
        }
        (Err(faults), Err(_)) => assert!(!faults.is_empty()),
        _ => panic!("the order of files decides"),
    }
}
