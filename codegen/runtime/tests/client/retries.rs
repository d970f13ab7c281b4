//! When another attempt follows, after which pause, and when none does.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use acs_runtime::client::{CallOptions, Error, Retry};
use acs_runtime::credentials::{
    Credentials, CredentialsError, CredentialsErrorKind, CredentialsFuture, CredentialsProvider,
    ProviderContext,
};
use acs_runtime::http::HttpResponse;
use acs_runtime::transport::{TransportError, TransportErrorKind};

use crate::kit::{
    CreateWithToken, CreateWithout, ReadOnly, Scripted, scripted, scripted_with, wait,
};

fn failure(kind: TransportErrorKind) -> TransportError {
    TransportError::new(kind, "as told")
}

/// How many attempts an answer (given again and again) leads to: with a token, without one, of a reading operation.
fn attempts(script: impl Fn(&Scripted)) -> [u32; 3] {
    let run = |which: u8| {
        let scripted = scripted();
        for _ in 0..3 {
            script(&scripted);
        }
        let made = match which {
            0 => wait(scripted.client.send(&CreateWithToken::new()))
                .map_or_else(|e| e.attempts(), |s| s.attempts),
            1 => wait(scripted.client.send(&CreateWithout::new()))
                .map_or_else(|e| e.attempts(), |s| s.attempts),
            _ => wait(scripted.client.send(&ReadOnly::new()))
                .map_or_else(|e| e.attempts(), |s| s.attempts),
        };
        assert_eq!(scripted.transport.requests().len(), made as usize);
        made
    };
    [run(0), run(1), run(2)]
}

#[test]
fn what_is_tried_again_and_what_is_not() {
    use TransportErrorKind as Kind;
    for (kind, expected) in [
        (Kind::Connect, [3, 3, 3]),
        (Kind::ConnectTimeout, [3, 3, 3]),
        (Kind::Timeout, [3, 1, 3]),
        (Kind::Interrupted, [3, 1, 3]),
        (Kind::Malformed, [3, 1, 3]),
        (Kind::TooLarge, [1, 1, 1]),
    ] {
        assert_eq!(
            attempts(|s| s.transport.fail(failure(kind))),
            expected,
            "{kind:?}"
        );
    }
    for (status, body, expected) in [
        (500, r#"{"Code":"InternalError"}"#, [3, 1, 3]),
        (502, "<html>", [3, 1, 3]),
        (503, "", [3, 1, 3]),
        (504, "{}", [3, 1, 3]),
        (408, "{}", [3, 1, 3]),
        (501, "{}", [1, 1, 1]),
        (505, "<html>", [1, 1, 1]),
        (429, "{}", [3, 1, 3]),
        (400, r#"{"Code":"Throttling.User"}"#, [3, 1, 3]),
        (400, r#"{"Code":"InvalidName.Malformed"}"#, [1, 1, 1]),
        (403, "{}", [1, 1, 1]),
        (404, "<html>", [1, 1, 1]),
        (200, "{\"RequestId\":", [3, 1, 3]),
        (200, r#"{"Code":"Odd"}"#, [1, 1, 1]),
        (302, "", [1, 1, 1]),
        (304, "{}", [1, 1, 1]),
        (600, "{}", [1, 1, 1]),
        (101, "{}", [1, 1, 1]),
    ] {
        assert_eq!(
            attempts(|s| s.transport.answer(status, body)),
            expected,
            "{status} {body}"
        );
    }
    let cut = || failure(Kind::Interrupted).with_answer(HttpResponse::new(200, "{"));
    assert_eq!(attempts(|s| s.transport.fail(cut())), [3, 1, 3]);
    let huge = || failure(Kind::TooLarge).with_answer(HttpResponse::new(200, "{"));
    assert_eq!(attempts(|s| s.transport.fail(huge())), [1, 1, 1]);
}

#[test]
fn an_empty_token_is_no_token() {
    let scripted = scripted();
    scripted.transport.answer(503, "{}");
    let mut request = CreateWithToken::new();
    request.token = Some(String::new());
    let error = wait(scripted.client.send(&request)).unwrap_err();
    assert_eq!(error.attempts(), 1);
}

#[test]
fn attempts_and_total_time_are_bounded() {
    let scripted = scripted();
    for _ in 0..20 {
        scripted.transport.answer(503, "{}");
    }
    let many = CallOptions::new()
        .retry(Retry::attempts(100).pauses(Duration::from_secs(1), Duration::from_secs(4)));
    let options = many.clone().total_timeout(Duration::from_secs(10));
    let error = wait(scripted.client.send_with(&CreateWithToken::new(), &options)).unwrap_err();
    // 1 + 2 + 4 fit into 10 seconds, another 4 do not.
    assert_eq!(scripted.timer.pauses(), [1, 2, 4].map(Duration::from_secs));
    assert_eq!((error.attempts(), error.status()), (4, Some(503)));
    for retry in [Retry::off(), Retry::attempts(0)] {
        let options = CallOptions::new().retry(retry);
        let error = wait(scripted.client.send_with(&CreateWithToken::new(), &options)).unwrap_err();
        assert_eq!(error.attempts(), 1);
    }
}

#[test]
fn a_delay_longer_than_the_time_that_is_left_is_not_waited_out() {
    for delay in [
        "60000",
        "18446744073709551615",
        "99999999999999999999999999",
    ] {
        let scripted = scripted();
        let mut answer = HttpResponse::new(429, r#"{"Code":"Throttling"}"#);
        answer
            .headers
            .push(("x-acs-retry-after".to_owned(), delay.to_owned()));
        scripted.transport.respond(answer);
        let options = CallOptions::new().total_timeout(Duration::from_secs(30));
        let error = wait(scripted.client.send_with(&CreateWithToken::new(), &options)).unwrap_err();
        assert!(error.is_throttled() && scripted.timer.pauses().is_empty());
        assert!(error.retry_after() >= Some(Duration::from_secs(60)));
    }
}

#[test]
fn jitter_cuts_pauses() {
    let scripted = scripted_with(|builder| builder.jitter(|| 0.5));
    scripted.transport.answer(503, "{}");
    scripted.transport.answer(200, "{}");
    wait(scripted.client.send(&CreateWithToken::new())).unwrap();
    assert_eq!(scripted.timer.pauses(), [Duration::from_millis(75)]);
}

#[test]
fn a_later_failure_to_connect_does_not_hide_that_an_earlier_attempt_got_out() {
    let scripted = scripted();
    scripted
        .transport
        .fail(failure(TransportErrorKind::Interrupted));
    scripted
        .transport
        .fail(failure(TransportErrorKind::Connect));
    scripted
        .transport
        .fail(failure(TransportErrorKind::Connect));
    let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
    assert!(
        matches!(error, Error::Connect(_)) && error.request_may_have_left(),
        "{error}"
    );
    for _ in 0..3 {
        scripted
            .transport
            .fail(failure(TransportErrorKind::Connect));
    }
    let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
    assert!(!error.request_may_have_left());
    assert_eq!(
        error.to_string(),
        "no connection: as told [after 3 attempts]"
    );
}

const SKEWED: &str = r#"{"Code":"InvalidTimeStamp.Expired","Message":"Specified time stamp or date value is expired.","RequestId":"1C5A"}"#;

fn skewed(date: &str) -> HttpResponse {
    let mut answer = HttpResponse::new(400, SKEWED);
    answer.headers.push(("Date".to_owned(), date.to_owned()));
    answer
}

#[test]
fn a_wrong_clock_is_corrected_once_from_what_the_service_says() {
    let scripted = scripted();
    scripted
        .transport
        .respond(skewed("Fri, 02 Jan 2026 05:04:05 GMT"));
    scripted.transport.answer(200, "{}");
    scripted.transport.answer(200, "{}");
    let success = wait(scripted.client.send(&CreateWithToken::new())).unwrap();
    assert_eq!((success.attempts, scripted.timer.pauses().len()), (2, 0));
    // The next call has learnt from it, also where it could not have corrected itself.
    wait(scripted.client.send(&CreateWithout::new())).unwrap();
    let dates: Vec<String> = scripted
        .transport
        .requests()
        .iter()
        .map(|request| request.header("x-acs-date").unwrap().to_owned())
        .collect();
    assert_eq!(
        dates,
        [
            "2026-01-02T03:04:05Z",
            "2026-01-02T05:04:05Z",
            "2026-01-02T05:04:05Z"
        ]
    );

    // Backwards too; and only once in a call.
    let scripted = scripted_with(|builder| builder);
    scripted
        .transport
        .respond(skewed("Fri, 02 Jan 2026 01:04:05 GMT"));
    scripted
        .transport
        .respond(skewed("Fri, 02 Jan 2026 02:04:05 GMT"));
    let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
    assert_eq!(error.attempts(), 2);
    let sent = scripted.transport.requests();
    assert_eq!(sent[1].header("x-acs-date"), Some("2026-01-02T01:04:05Z"));
}

#[test]
fn a_clock_that_does_not_differ_is_not_corrected() {
    for date in ["Fri, 02 Jan 2026 03:04:35 GMT", "nonsense", ""] {
        let scripted = scripted();
        scripted.transport.respond(skewed(date));
        let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
        assert_eq!(error.attempts(), 1, "{date}");
    }
    // Without retries and without a token there is no second attempt, but the next call knows.
    let scripted = scripted();
    scripted
        .transport
        .respond(skewed("Fri, 02 Jan 2026 05:04:05 GMT"));
    let error = wait(scripted.client.send(&CreateWithout::new())).unwrap_err();
    assert_eq!((error.attempts(), error.request_id()), (1, Some("1C5A")));
    scripted.transport.answer(200, "{}");
    wait(scripted.client.send(&CreateWithout::new())).unwrap();
}

/// Gives other credentials each time it was told that the last ones are over.
#[derive(Clone, Default)]
struct Renewing {
    stale: Arc<AtomicUsize>,
    renewable: bool,
}

impl CredentialsProvider for Renewing {
    fn name(&self) -> &str {
        "renewing"
    }

    fn credentials<'a>(&'a self, _: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        let generation = if self.renewable {
            self.stale.load(Ordering::SeqCst)
        } else {
            0
        };
        let token = format!("session-{generation}");
        Box::pin(std::future::ready(Ok(Credentials::session(
            "id", "secret", token,
        ))))
    }

    fn invalidate(&self, _: &Credentials) {
        self.stale.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_session_that_is_over_is_renewed_once_if_it_can_be() {
    let over = r#"{"Code":"InvalidSecurityToken.Expired"}"#;
    for renewable in [true, false] {
        let provider = Renewing {
            renewable,
            ..Renewing::default()
        };
        let scripted = scripted_with(|builder| builder.credentials(provider.clone()));
        scripted.transport.answer(403, over);
        scripted.transport.answer(403, over);
        let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
        assert_eq!(error.attempts(), 1 + u32::from(renewable));
        assert_eq!(
            provider.stale.load(Ordering::SeqCst),
            1 + usize::from(renewable)
        );
        let tokens: Vec<String> = scripted
            .transport
            .requests()
            .iter()
            .map(|request| request.header("x-acs-security-token").unwrap().to_owned())
            .collect();
        assert_eq!(
            tokens.last().unwrap(),
            if renewable { "session-1" } else { "session-0" }
        );
    }
}

/// Fails from the second time on.
#[derive(Default)]
struct Once(AtomicUsize);

impl CredentialsProvider for Once {
    fn name(&self) -> &str {
        "once"
    }

    fn credentials<'a>(&'a self, _: &'a ProviderContext<'a>) -> CredentialsFuture<'a> {
        let found = if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
            Ok(Credentials::new("id", "secret"))
        } else {
            Err(CredentialsError::new(
                "once",
                CredentialsErrorKind::NotConfigured,
                "no more",
            ))
        };
        Box::pin(std::future::ready(found))
    }
}

#[test]
fn without_credentials_nothing_is_sent_and_a_later_lack_of_them_does_not_hide_the_service() {
    let scripted = scripted_with(|builder| builder.credentials(Once::default()));
    scripted.transport.answer(503, "{}");
    let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    let error = wait(scripted.client.send(&CreateWithToken::new())).unwrap_err();
    assert!(matches!(error, Error::Credentials(_)), "{error}");
    assert_eq!(error.to_string(), "no credentials: once: no more");
    assert_eq!(scripted.transport.requests().len(), 1);
}
