//! The two columns of the fault matrix in which a service refuses what it was sent, and something can be done about it: a
//! clock that is wrong, a session that is over. × an operation that may be repeated or not × retries on or off.

use std::net::TcpStream;
use std::time::{Duration, UNIX_EPOCH};

use acs_runtime::Operation;
use acs_runtime::client::Retry;
use acs_runtime::clock::parse_utc;
use acs_runtime::credentials::Credentials;
use acs_runtime::http::HttpRequest;

use crate::faults::word;
use crate::kit::{CreateWithToken, CreateWithout, builder, credentials, wait};
use crate::server::{Server, answer};

/// A service whose clock is two hours ahead, and which minds.
fn strict_about_time(stream: &mut TcpStream, request: &HttpRequest, _: usize) {
    const NOW: &str = "Fri, 02 Jan 2026 05:04:05 GMT";
    let now = parse_utc("2026-01-02T05:04:05Z")
        .unwrap()
        .duration_since(UNIX_EPOCH)
        .unwrap();
    let sent = parse_utc(request.header("x-acs-date").unwrap()).unwrap();
    let sent = sent.duration_since(UNIX_EPOCH).unwrap();
    if now.abs_diff(sent) > Duration::from_secs(900) {
        let body = br#"{"Code":"InvalidTimeStamp.Expired","RequestId":"r"}"#;
        answer(stream, 400, &[("Date", NOW)], body);
    } else {
        answer(stream, 200, &[("Date", NOW)], b"{\"OrderId\":1}");
    }
}

#[test]
fn clock_skew() {
    fn cell<O: Operation>(operation: &O, retry: Retry, expected: Result<u32, u32>) {
        let server = Server::start(vec![credentials()], strict_about_time);
        let client = builder()
            .clock(crate::kit::moment)
            .endpoint(server.endpoint())
            .allow_plain_http_to_loopback(true)
            .retry(retry)
            .build()
            .unwrap();
        let result = wait(client.send(operation));
        assert_eq!(server.creations(), 1);
        let attempts = result.map(|s| s.attempts).map_err(|e| e.attempts());
        assert_eq!(attempts, expected);
        assert_eq!(
            server.requests().len(),
            expected.unwrap_or_else(|n| n) as usize
        );
        // Whatever came of it, the client has learnt.
        let again = wait(client.send(operation))
            .map_err(|e| e.to_string())
            .unwrap();
        assert_eq!(again.attempts, 1);
    }
    cell(&CreateWithToken::new(), Retry::attempts(3), Ok(2));
    cell(&CreateWithToken::new(), Retry::off(), Err(1));
    cell(&CreateWithout::new(), Retry::attempts(3), Err(1));
    cell(&CreateWithout::new(), Retry::off(), Err(1));
}

#[test]
fn expired_session() {
    let session = || Credentials::session("id", "secret", "session-token");
    fn cell<O: Operation>(operation: &O, retry: Retry, session: Credentials) {
        let server = Server::start(vec![session.clone()], |stream, request, _| {
            assert_eq!(
                request.header("x-acs-security-token"),
                Some("session-token")
            );
            let body =
                br#"{"Code":"InvalidSecurityToken.Expired","Message":"session-token is over"}"#;
            answer(stream, 403, &[], body);
        });
        let client = builder()
            .credentials(session)
            .endpoint(server.endpoint())
            .allow_plain_http_to_loopback(true)
            .retry(retry)
            .build()
            .unwrap();
        let error = wait(client.send(operation)).map(|_| ()).unwrap_err();
        // There is no other session, so there is nothing to try again with.
        assert_eq!(
            (word(&error).as_str(), error.attempts()),
            ("service 403", 1)
        );
        assert_eq!((server.requests().len(), server.creations()), (1, 1));
        let shown = format!("{error} {:?}", error.service_error());
        assert!(!shown.contains("session-token"), "{shown}");
    }
    cell(&CreateWithToken::new(), Retry::attempts(3), session());
    cell(&CreateWithToken::new(), Retry::off(), session());
    cell(&CreateWithout::new(), Retry::attempts(3), session());
    cell(&CreateWithout::new(), Retry::off(), session());
}
