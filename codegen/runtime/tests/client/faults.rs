//! The fault matrix: what can go wrong between client and service × an operation that may be repeated or not × retries
//! on or off, against a real server. In every cell a typed outcome within its bound, attempts as counted at the server,
//! and no second creation.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use acs_runtime::client::{Client, Error, Retry, UndecodableReason};
use acs_runtime::http::HttpRequest;
use acs_runtime::transport::TransportErrorKind;
use acs_runtime::{DecodeErrorKind, Operation, ReqwestTransport};
use flate2::{Compression, write::GzEncoder};

use crate::kit::{CreateWithToken, CreateWithout, builder, credentials, wait};
use crate::server::{Server, answer, finish_reading, raw};

/// No cell may take longer: where time is waited out, three attempts of 0.3 seconds, and room for a busy machine.
const BOUND: Duration = Duration::from_secs(10);

fn client(endpoint: String, retry: Retry, attempt: Duration) -> Client {
    builder()
        .endpoint(endpoint)
        .allow_plain_http_to_loopback(true)
        .transport(ReqwestTransport::new())
        .attempt_timeout(attempt)
        .total_timeout(Duration::from_secs(20))
        .max_response_bytes(64 << 10)
        .retry(retry.pauses(Duration::from_millis(2), Duration::from_millis(5)))
        .build()
        .unwrap()
}

/// What came of a call, in a word.
pub fn word<C>(error: &Error<C>) -> String {
    match error {
        Error::Connect(_) => "connect".to_owned(),
        Error::Timeout(_) => "timeout".to_owned(),
        Error::Interrupted(_) => "interrupted".to_owned(),
        Error::Service(failure) => format!("service {}", failure.error.status()),
        Error::SuccessWithCode(_) => "success with code".to_owned(),
        Error::Undecodable(answer) => {
            let why = match &answer.reason {
                UndecodableReason::Body(error) if error.kind == DecodeErrorKind::InvalidUtf8 => {
                    "not UTF-8"
                }
                UndecodableReason::Body(_) => "no JSON",
                UndecodableReason::Redirect => "redirect",
                UndecodableReason::Transport(TransportErrorKind::TooLarge, _) => "too large",
                UndecodableReason::Transport(TransportErrorKind::Malformed, _) => "malformed",
                UndecodableReason::Transport(..) => "cut off",
                _ => "else",
            };
            format!("undecodable {} {why}", answer.status)
        }
        _ => "else".to_owned(),
    }
}

/// Runs one operation through one fault, with retries and without.
fn cells<O: Operation>(
    fault: &str,
    operation: &O,
    repeatable: bool,
    behave: fn(&mut TcpStream, &HttpRequest, usize),
    expected: &[&str],
    tried_again: bool,
) {
    for (retry, most) in [(Retry::attempts(3), 3), (Retry::off(), 1)] {
        let server = Server::start(vec![credentials()], behave);
        // Short only where the time is waited out, so that a busy machine changes no outcome.
        let attempt = if expected.contains(&"timeout") {
            Duration::from_millis(300)
        } else {
            Duration::from_secs(6)
        };
        let client = client(server.endpoint(), retry, attempt);
        let began = Instant::now();
        let error = wait(client.send(operation)).map(|_| ()).unwrap_err();
        let cell = format!("{fault}, repeatable {repeatable}, {most} attempts: {error}");
        assert!(began.elapsed() < BOUND, "{cell}");
        assert!(
            expected.contains(&word(&error).as_str()),
            "{cell} is {}",
            word(&error)
        );
        let attempts = if tried_again && repeatable { most } else { 1 };
        assert_eq!(error.attempts(), attempts, "{cell}");
        let requests = server.requests();
        assert_eq!(requests.len(), attempts as usize, "{cell}");
        assert_eq!(server.creations(), 1, "{cell}");
        assert!(error.request_may_have_left(), "{cell}");
        let mut nonces: Vec<_> = requests
            .iter()
            .map(|r| r.header("x-acs-signature-nonce"))
            .collect();
        nonces.sort();
        nonces.dedup();
        assert_eq!(nonces.len(), requests.len(), "{cell}");
    }
}

fn fault(
    name: &str,
    behave: fn(&mut TcpStream, &HttpRequest, usize),
    expected: &[&str],
    tried_again: bool,
) {
    let mut with = CreateWithToken::new();
    // A body too, so that also requests of more than a head are interrupted.
    with.lamp.password = Some("Opaque-1&2".to_owned());
    cells(name, &with, true, behave, expected, tried_again);
    cells(
        name,
        &CreateWithout::new(),
        false,
        behave,
        expected,
        tried_again,
    );
}

#[test]
fn refused() {
    // Nobody listens at this address, and nobody else gets the port at another one meanwhile.
    let kept = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("127.0.0.2:{}", kept.local_addr().unwrap().port());
    for (retry, most) in [(Retry::attempts(3), 3), (Retry::off(), 1)] {
        let client = client(format!("http://{address}"), retry, Duration::from_secs(6));
        // No byte can have left: so this is tried again also without a token.
        let error = wait(client.send(&CreateWithout::new())).unwrap_err();
        assert_eq!(
            (word(&error), error.attempts()),
            ("connect".to_owned(), most),
            "{error}"
        );
        assert!(!error.request_may_have_left());
        let error = wait(client.send(&CreateWithToken::new())).unwrap_err();
        assert_eq!(
            (word(&error), error.attempts()),
            ("connect".to_owned(), most),
            "{error}"
        );
    }
}

#[test]
fn reset_before_headers() {
    fault("reset before headers", |_, _, _| {}, &["interrupted"], true);
}

#[test]
fn closed_before_headers() {
    fault(
        "closed before headers",
        |stream, _, _| raw(stream, b""),
        &["interrupted"],
        true,
    );
}

#[test]
fn reset_after_headers() {
    fault(
        "reset after headers",
        |stream, _, _| {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"Ord");
            // So that what was written arrives before the reset does.
            std::thread::sleep(Duration::from_millis(30));
        },
        &["undecodable 200 cut off", "interrupted"],
        true,
    );
}

#[test]
fn slow_loris_in_the_headers() {
    fault(
        "slow headers",
        |stream, _, _| {
            finish_reading(stream);
            for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}" {
                if stream.write_all(&[*byte]).is_err() {
                    break;
                }
                std::thread::sleep(Duration::from_millis(40));
            }
        },
        &["timeout"],
        true,
    );
}

#[test]
fn slow_loris_in_the_body() {
    fault(
        "slow body",
        |stream, _, _| {
            finish_reading(stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
            while stream.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(20));
            }
        },
        &["timeout"],
        true,
    );
}

#[test]
fn no_answer_at_all() {
    fault(
        "silence",
        |_, _, _| std::thread::sleep(Duration::from_secs(1)),
        &["timeout"],
        true,
    );
}

#[test]
fn truncated() {
    fault(
        "truncated",
        |stream, _, _| {
            raw(
                stream,
                b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"OrderId\":1",
            )
        },
        &["undecodable 200 cut off"],
        true,
    );
    fault(
        "truncated chunks",
        |stream, _, _| {
            raw(
                stream,
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{\"OrderId\":1",
            )
        },
        &["undecodable 200 cut off"],
        true,
    );
}

#[test]
fn wrong_length() {
    fault(
        "too short a length",
        |stream, _, _| {
            raw(
                stream,
                b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{\"OrderId\":1}",
            )
        },
        &["undecodable 200 no JSON"],
        true,
    );
    fault(
        "two lengths",
        |stream, _, _| {
            raw(
                stream,
                b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
            )
        },
        &["interrupted"],
        true,
    );
}

#[test]
fn endless_headers() {
    fault(
        "endless headers",
        |stream, _, _| {
            finish_reading(stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        },
        &["interrupted", "timeout"],
        true,
    );
}

#[test]
fn endless_body() {
    fault(
        "endless body",
        |stream, _, _| {
            finish_reading(stream);
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            let chunk = [&b"1000\r\n"[..], &[b' '; 4096], b"\r\n"].concat();
            while stream.write_all(&chunk).is_ok() {}
        },
        &["undecodable 200 too large"],
        false,
    );
}

#[test]
fn not_http() {
    fault(
        "not HTTP",
        |stream, _, _| raw(stream, b"220 smtp.example.com ESMTP\r\n"),
        &["interrupted"],
        true,
    );
}

#[test]
fn html_502_and_empty_500() {
    let html: fn(&mut TcpStream, &HttpRequest, usize) = |stream, _, _| {
        answer(
            stream,
            502,
            &[("Content-Type", "text/html")],
            b"<html>Bad Gateway</html>",
        )
    };
    fault("HTML 502", html, &["undecodable 502 no JSON"], true);
    fault(
        "empty 500",
        |stream, _, _| answer(stream, 500, &[], b""),
        &["undecodable 500 no JSON"],
        true,
    );
    let json: fn(&mut TcpStream, &HttpRequest, usize) =
        |stream, _, _| answer(stream, 503, &[], br#"{"Code":"ServiceUnavailable"}"#);
    fault("JSON 503", json, &["service 503"], true);
    fault(
        "JSON 504",
        |stream, _, _| answer(stream, 504, &[], b"{}"),
        &["service 504"],
        true,
    );
}

#[test]
fn xml_error() {
    fault(
        "XML error",
        |stream, _, _| {
            let headers = [("Content-Type", "text/xml;charset=utf-8")];
            answer(stream, 400, &headers, b"<Error><Code>A</Code></Error>");
        },
        &["service 400"],
        false,
    );
}

#[test]
fn invalid_utf8() {
    fault(
        "invalid UTF-8",
        |stream, _, _| answer(stream, 200, &[], b"{\"Name\":\"\xff\"}"),
        &["undecodable 200 not UTF-8"],
        true,
    );
}

#[test]
fn gzip_bomb_and_broken_gzip() {
    fault(
        "gzip bomb",
        |stream, _, _| {
            static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&vec![b' '; 8 << 20]).unwrap();
                encoder.finish().unwrap()
            });
            assert!(BOMB.len() < 64 << 10);
            answer(stream, 200, &[("Content-Encoding", "gzip")], &BOMB);
        },
        &["undecodable 200 too large"],
        false,
    );
    fault(
        "broken gzip",
        |stream, _, _| {
            answer(
                stream,
                200,
                &[("Content-Encoding", "gzip")],
                b"{\"OrderId\":1}",
            )
        },
        &["undecodable 200 malformed"],
        true,
    );
}

#[test]
fn success_with_code() {
    fault(
        "200 with Code",
        |stream, _, _| {
            answer(
                stream,
                200,
                &[],
                br#"{"Code":"InternalError","RequestId":"r"}"#,
            )
        },
        &["success with code"],
        false,
    );
}

#[test]
fn redirect() {
    fault(
        "302",
        |stream, request, _| {
            let elsewhere = format!("http://{}/elsewhere", request.host);
            answer(stream, 302, &[("Location", &elsewhere)], b"");
        },
        &["undecodable 302 redirect"],
        false,
    );
}

#[test]
fn throttled_with_and_without_the_header() {
    let with: fn(&mut TcpStream, &HttpRequest, usize) = |stream, _, _| {
        answer(
            stream,
            429,
            &[("x-acs-retry-after", "20")],
            br#"{"Code":"Throttling.User"}"#,
        );
    };
    fault("429 with the header", with, &["service 429"], true);
    fault(
        "429",
        |stream, _, _| answer(stream, 429, &[], b"{}"),
        &["service 429"],
        true,
    );
}
