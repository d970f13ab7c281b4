//! What is sent: where each parameter travels, what a caller may add, and what is refused.

use std::time::Duration;

use acs_runtime::Validation;
use acs_runtime::client::{BuildError, CallOptions, Client, Error, RequestError, Retry};
use acs_runtime::credentials::Credentials;
use acs_runtime::endpoint::{EndpointError, RegionHosts, ServiceEndpoints};
use acs_runtime::http::Scheme;
use acs_runtime::mock::{MockTimer, MockTransport};

use crate::kit::{CreateWithToken, builder, lamp, query, scripted, scripted_with, wait};

#[test]
fn a_request_is_what_the_protocol_says() {
    let scripted = scripted_with(|builder| builder.nonces(|| "a-nonce".to_owned()));
    scripted.transport.answer(200, "{}");
    let mut request = lamp();
    request.password = Some("Opaque-1&2".to_owned());
    wait(scripted.client.send(&request)).unwrap();
    let sent = &scripted.transport.requests()[0];
    assert_eq!(
        (sent.method.as_str(), sent.scheme, sent.path.as_str()),
        ("POST", Scheme::Https, "/")
    );
    assert_eq!(sent.host, "lamps.example.com");
    for (name, value) in [
        ("x-acs-action", "LightLamp"),
        ("x-acs-version", "2024-01-01"),
        ("x-acs-date", "2026-01-02T03:04:05Z"),
        ("x-acs-signature-nonce", "a-nonce"),
        ("x-acs-credentials-provider", "static_ak"),
        ("accept", "application/json"),
        ("content-type", "application/x-www-form-urlencoded"),
    ] {
        assert_eq!(sent.header(name), Some(value), "{name}");
    }
    assert!(
        sent.header("user-agent")
            .unwrap()
            .starts_with("acs-runtime/")
    );
    assert!(
        sent.header("authorization")
            .unwrap()
            .contains("Credential=test-id,")
    );
    assert_eq!(query(sent, "Period"), Some("12"));
    assert_eq!(query(sent, "Password"), None);
    assert_eq!(sent.body, b"Password=Opaque-1%262");
    assert!(!format!("{sent:?}").contains("Opaque"));
}

#[test]
fn sessions_send_their_token() {
    let scripted = scripted_with(|builder| {
        builder.credentials(Credentials::session("id", "secret", "session-token"))
    });
    scripted.transport.answer(200, "{}");
    wait(scripted.client.send(&lamp())).unwrap();
    let sent = &scripted.transport.requests()[0];
    assert_eq!(sent.header("x-acs-security-token"), Some("session-token"));
    assert_eq!(sent.header("x-acs-accesskey-id"), Some("id"));
}

#[test]
fn a_caller_may_add_parameters_and_headers_for_all_calls_and_for_one() {
    let scripted = scripted_with(|builder| {
        builder
            .parameter("New", "1")
            .parameter("Period", "24")
            .header("X-Acs-Extra", "e")
    });
    scripted.transport.answer(200, "{}");
    let options = CallOptions::new()
        .parameter("New", "2")
        .parameter("Password", "not in the query")
        .parameter("Tag.1.Key", "k")
        .parameter("ClientToken", "mine")
        .header("x-other", "o");
    wait(scripted.client.send_with(&CreateWithToken::new(), &options)).unwrap();
    let sent = &scripted.transport.requests()[0];
    assert_eq!(query(sent, "New"), Some("2"));
    assert_eq!(query(sent, "Period"), Some("24"));
    assert_eq!(query(sent, "Tag.1.Key"), Some("k"));
    assert_eq!(query(sent, "ClientToken"), Some("mine"));
    assert_eq!(sent.body, b"Password=not%20in%20the%20query");
    assert_eq!(
        (sent.header("x-acs-extra"), sent.header("x-other")),
        (Some("e"), Some("o"))
    );
    let authorization = sent.header("authorization").unwrap();
    assert!(authorization.contains("x-acs-extra") && !authorization.contains("x-other"));
    let names: Vec<&str> = sent.query.iter().map(|pair| pair.name()).collect();
    assert_eq!(names.iter().filter(|name| **name == "New").count(), 1);
}

#[test]
fn headers_that_could_change_what_the_server_sees_are_refused_before_anything_is_sent() {
    let scripted = scripted();
    for (name, value) in [
        ("Host", "evil.example.com"),
        ("authorization", "x"),
        ("Content-Length", "0"),
        ("Transfer-Encoding", "chunked"),
        ("x\r\ny", "1"),
        ("x", "1\r\nHost: evil.example.com"),
        ("", "1"),
        ("x y", "1"),
    ] {
        let options = CallOptions::new().header(name, value);
        let error = wait(scripted.client.send_with(&lamp(), &options)).unwrap_err();
        assert!(
            matches!(error, Error::Request(RequestError::Header(_))),
            "{name:?}: {error}"
        );
    }
    assert!(scripted.transport.requests().is_empty());
}

#[test]
fn timeouts_and_limits_are_per_client_and_per_call() {
    let scripted = scripted_with(|builder| {
        builder
            .connect_timeout(Duration::from_secs(1))
            .attempt_timeout(Duration::from_secs(2))
            .max_response_bytes(1000)
    });
    scripted.transport.answer(200, "{}");
    scripted.transport.answer(200, "{}");
    wait(scripted.client.send(&lamp())).unwrap();
    let options = CallOptions::new()
        .connect_timeout(Duration::from_secs(3))
        .attempt_timeout(Duration::from_secs(9))
        .total_timeout(Duration::from_secs(5))
        .max_response_bytes(7);
    wait(scripted.client.send_with(&lamp(), &options)).unwrap();
    let limits: Vec<_> = scripted
        .transport
        .limits()
        .iter()
        .map(|l| {
            (
                l.connect_timeout.as_secs(),
                l.total_timeout.as_secs(),
                l.max_response_bytes,
            )
        })
        .collect();
    assert_eq!(limits, [(1, 2, 1000), (3, 5, 7)]);
}

#[test]
fn policies_are_per_client_and_per_call() {
    let mut broken = lamp();
    broken.name = "1".to_owned();
    let scripted = scripted_with(|builder| builder.validation(Validation::Off).retry(Retry::off()));
    scripted.transport.answer(200, "{}");
    wait(scripted.client.send(&broken)).unwrap();
    let options = CallOptions::new().validation(Validation::Strict);
    let error = wait(scripted.client.send_with(&broken, &options)).unwrap_err();
    assert!(matches!(error, Error::Violations(_)));
}

#[test]
fn what_cannot_work_is_refused_when_the_client_is_made() {
    static ENDPOINTS: ServiceEndpoints = ServiceEndpoints::new()
        .rule("lamps.{region}.example.com")
        .regions(&[RegionHosts::new("cn-beijing")]);
    let region = |region: &str| {
        builder()
            .endpoints(&ENDPOINTS)
            .region(region)
            .transport(MockTransport::new())
            .timer(MockTimer::new())
            .build()
            .map(|client| client.host().to_owned())
    };
    assert_eq!(
        region("cn-beijing").as_deref(),
        Ok("lamps.cn-beijing.example.com")
    );
    assert!(matches!(
        region("Beijing"),
        Err(BuildError::Endpoint(EndpointError::ImpossibleRegion { .. }))
    ));
    assert!(matches!(
        Client::builder().build(),
        Err(BuildError::Endpoint(EndpointError::NoRegion))
    ));
    for (endpoint, asked, allowed) in [
        ("http://127.0.0.1:1", false, false),
        ("http://127.0.0.1:1", true, true),
        ("http://example.com", true, false),
        ("https://127.0.0.1:1", false, true),
    ] {
        let built = builder()
            .endpoint(endpoint)
            .allow_plain_http_to_loopback(asked)
            .build();
        assert_eq!(built.is_ok(), allowed, "{endpoint} {asked}");
    }
}

#[test]
fn a_dry_run_that_no_source_documents_is_refused_before_anything_is_sent() {
    use acs_runtime::response::Fields;
    use acs_runtime::wire::{Field, ObjectReader, ObjectWriter};
    use acs_runtime::{Operation, OperationInfo, Violations};

    static PLAIN: OperationInfo = OperationInfo::new("Plain").version("1");
    static BARE: OperationInfo = OperationInfo::new("Bare");
    struct Plain<const VERSION: bool>;
    impl<const VERSION: bool> Operation for Plain<VERSION> {
        const INFO: &'static OperationInfo = if VERSION { &PLAIN } else { &BARE };
        const FIELDS: &'static [Field] = &[];
        type Response = Fields;
        type ErrorCode = crate::operation::LampError;
        fn check(&self, _: &mut Violations) {}
        fn read(_: &mut ObjectReader<'_>) -> Self {
            Plain
        }
        fn write(&self, _: &mut ObjectWriter<'_>) {}
    }
    let scripted = scripted();
    let error = wait(scripted.client.dry_run(&Plain::<true>)).unwrap_err();
    assert!(matches!(error, Error::Request(RequestError::NoDryRun)));
    let error = wait(scripted.client.send(&Plain::<false>)).unwrap_err();
    assert!(matches!(error, Error::Request(RequestError::NoVersion)));
    assert!(scripted.transport.requests().is_empty());
    scripted.transport.answer(204, "");
    let success = wait(scripted.client.send(&Plain::<true>)).unwrap();
    assert!(success.response.is_empty() && success.status == 204);
}
