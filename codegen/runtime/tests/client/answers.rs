//! How answers are read: errors in all their spellings, and nothing secret in what is shown.

use acs_runtime::client::{Error, UndecodableReason};
use acs_runtime::credentials::Credentials;
use acs_runtime::http::HttpResponse;
use acs_runtime::transport::{TransportError, TransportErrorKind};
use acs_runtime::{DecodeErrorKind, ErrorCode, Value};

use crate::kit::{lamp, scripted, scripted_with, wait};
use crate::operation::LampError;

fn error_of(status: u16, body: &[u8]) -> Error<LampError> {
    let scripted = scripted();
    for _ in 0..3 {
        scripted.transport.answer(status, body);
    }
    wait(scripted.client.send(&lamp())).unwrap_err()
}

#[test]
fn an_error_has_its_typed_code_and_all_that_the_service_says() {
    let body =
        br#"{"Code":"InvalidName.Malformed","Message":"Bad name.","RequestId":"1C5A","HostId":"h",
        "Recommend":"https://example.com/advice","AccessDeniedDetail":{"PolicyType":"p"}}"#;
    let error = error_of(400, body);
    assert_eq!(error.code(), Some(&LampError::InvalidNameMalformed));
    let service = error.service_error().unwrap();
    assert_eq!(
        (service.message(), service.host_id()),
        (Some("Bad name."), Some("h"))
    );
    assert_eq!(
        service
            .access_denied_detail()
            .and_then(|detail| detail.get("PolicyType")),
        Some(&Value::from("p"))
    );
    assert_eq!(
        error.to_string(),
        "400 InvalidName.Malformed: Bad name. (request 1C5A); see https://example.com/advice"
    );
}

#[test]
fn lower_camel_keys_numeric_codes_and_bare_objects_are_errors_too() {
    let error = error_of(404, br#"{"code":404,"message":"gone","requestId":"r"}"#);
    assert_eq!(error.code().map(ErrorCode::code), Some("404"));
    assert_eq!(error.request_id(), Some("r"));
    let error = error_of(403, b"{}");
    assert_eq!(
        (error.status(), error.code().map(ErrorCode::code)),
        (Some(403), Some(""))
    );
    assert_eq!(error.to_string(), "403 without a code");
}

#[test]
fn xml_errors_are_errors_whatever_the_content_type() {
    let body = b"<?xml version='1.0'?><Error><RequestId>1C5A</RequestId><Code>InvalidName.Malformed</Code>\
        <Message>a &lt; b</Message></Error>";
    let error = error_of(400, body);
    assert_eq!(error.code(), Some(&LampError::InvalidNameMalformed));
    assert_eq!(
        error.service_error().and_then(|e| e.message()),
        Some("a < b")
    );
    assert_eq!(error.request_id(), Some("1C5A"));
}

#[test]
fn what_cannot_be_read_says_why() {
    for (status, body, kind) in [
        (200, &b""[..], DecodeErrorKind::Empty),
        (200, b"<html>", DecodeErrorKind::Syntax),
        (200, b"[]", DecodeErrorKind::NotAnObject),
        (200, b"{\"a\":\"\xff\"}", DecodeErrorKind::InvalidUtf8),
        (400, b"\xff", DecodeErrorKind::InvalidUtf8),
        (400, b"\"x\"", DecodeErrorKind::NotAnObject),
        (500, b"", DecodeErrorKind::Empty),
    ] {
        let error = error_of(status, body);
        let Error::Undecodable(answer) = &error else {
            panic!("{error}");
        };
        let UndecodableReason::Body(reason) = &answer.reason else {
            panic!("{error}");
        };
        assert_eq!((answer.status, reason.kind), (status, kind));
        assert_eq!(answer.body_start, body);
        // Whatever the body is, one line of readable text is shown.
        assert!(
            !error.to_string().contains(|c: char| c.is_control()),
            "{error}"
        );
    }
    assert_eq!(wait_ok("\u{feff}{\"OrderId\":1}"), Some(1));
}

fn wait_ok(body: &str) -> Option<i64> {
    let scripted = scripted();
    scripted.transport.answer(200, body);
    wait(scripted.client.send(&lamp()))
        .unwrap()
        .response
        .order_id
}

#[test]
fn fields_that_the_type_does_not_know_are_kept() {
    let scripted = scripted();
    scripted
        .transport
        .answer(200, r#"{"OrderId":1,"RequestId":"1C5A","New":{"a":1}}"#);
    let success = wait(scripted.client.send(&lamp())).unwrap();
    assert_eq!(success.request_id.as_deref(), Some("1C5A"));
    assert_eq!(
        success
            .response
            .extra
            .get("New")
            .map(Value::to_string)
            .as_deref(),
        Some("{\"a\":1}")
    );
    let mut answer = HttpResponse::new(200, "{}");
    answer
        .headers
        .push(("X-ACS-REQUEST-ID".to_owned(), "1C5B".to_owned()));
    scripted.transport.respond(answer);
    let success = wait(scripted.client.send(&lamp())).unwrap();
    assert_eq!(success.request_id.as_deref(), Some("1C5B"));
}

#[test]
fn what_the_service_echoes_of_secrets_is_not_shown() {
    let scripted = scripted_with(|builder| {
        builder.credentials(Credentials::session("id", "key/secret", "session+token/=="))
    });
    let mut request = lamp();
    request.password = Some("Opaque-1&2".to_owned());
    let echo = "server CanonicalRequest is [POST x-acs-security-token:session+token/== session%2Btoken%2F%3D%3D \
        Password=Opaque-1%262 key/secret]";
    let json = Value::from(echo).to_string();
    let cut = TransportError::new(TransportErrorKind::Interrupted, "reset")
        .with_answer(HttpResponse::new(200, echo));
    let mut late = HttpResponse::new(200, echo);
    late.headers
        .push(("x-acs-echo".to_owned(), echo.to_owned()));
    let late = TransportError::new(TransportErrorKind::Timeout, "").with_answer(late);
    let mut redirect = HttpResponse::new(302, "");
    redirect
        .headers
        .push(("Location".to_owned(), format!("https://x/?{echo}")));
    scripted.transport.answer(
        400,
        format!("{{\"Code\":\"SignatureDoesNotMatch\",\"Message\":{json},\"a\":[{json}]}}"),
    );
    scripted
        .transport
        .answer(400, format!("<Error><Message>{echo}</Message></Error>"));
    scripted.transport.answer(502, echo);
    scripted
        .transport
        .answer(200, format!("{{\"Code\":\"X\",\"Message\":{json}}}"));
    scripted.transport.respond(redirect);
    scripted.transport.fail(cut);
    scripted.transport.fail(late);
    while scripted.transport.left() > 0 {
        let error = wait(scripted.client.send(&request)).unwrap_err();
        let source = std::error::Error::source(&error).map(|source| format!("{source} {source:?}"));
        let body = match &error {
            Error::Undecodable(answer) => answer.body_text(),
            Error::Timeout(error) => {
                let answer = error.error.answer().unwrap();
                format!(
                    "{} {:?}",
                    String::from_utf8_lossy(&answer.body),
                    answer.headers
                )
            }
            _ => String::new(),
        };
        let shown = format!("{error} {error:?} {source:?} {body}");
        for secret in ["session+token", "session%2Btoken", "Opaque", "key/secret"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(shown.contains("<hidden>"), "{shown}");
    }
    // A success is the caller's own and stays whole.
    scripted.transport.answer(200, r#"{"Name":"Opaque-1&2"}"#);
    let success = wait(scripted.client.send(&request)).unwrap();
    assert_eq!(success.response.name.as_deref(), Some("Opaque-1&2"));
}

#[test]
fn an_answer_cut_or_changed_at_any_byte_is_typed_and_no_panic() {
    let whole = br#"{"Code":"InvalidName.Malformed","Message":"Bad \u4e2d","RequestId":"1C5A","OrderId":9007199254740993}"#;
    let scripted = scripted_with(|builder| builder.retry(acs_runtime::client::Retry::off()));
    for status in [200, 400, 503] {
        for index in 0..whole.len() {
            let cut = whole[..index].to_vec();
            let mut flipped = whole.to_vec();
            flipped[index] ^= 0x80;
            let mut changed = whole.to_vec();
            changed[index] ^= 0x01;
            for body in [cut, flipped, changed] {
                scripted.transport.answer(status, body);
                match wait(scripted.client.send(&lamp())) {
                    Ok(_) => assert_eq!(status, 200),
                    Err(error) => assert_eq!(error.status(), Some(status)),
                }
            }
        }
    }
}
