//! What only a real server shows: redirects, gzip, limits, plain HTTP, proxies, and calls that are dropped.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use acs_runtime::ReqwestTransport;
use acs_runtime::client::{Client, Error, RequestError, Retry};
use acs_runtime::http::{HttpRequest, HttpResponse, Scheme};
use acs_runtime::transport::{Limits, PlainHttp, Transport, TransportError, TransportErrorKind};
use flate2::{Compression, write::GzEncoder};

use crate::kit::{CreateWithToken, CreateWithout, builder, credentials, lamp, wait};
use crate::server::{Server, answer, finish_reading};

fn client(server: &Server) -> Client {
    builder()
        .endpoint(server.endpoint())
        .allow_plain_http_to_loopback(true)
        .build()
        .unwrap()
}

#[test]
fn a_success_over_a_real_connection() {
    let server = Server::start(vec![credentials()], |stream, request, _| {
        assert_eq!(request.header("content-length"), Some("21"));
        assert_eq!(request.header("accept-encoding"), Some("gzip"));
        answer(
            stream,
            200,
            &[("x-acs-request-id", "1C5A")],
            b"{\"OrderId\":9007199254740993}",
        );
    });
    let mut request = CreateWithToken::new();
    request.lamp.password = Some("Opaque-1&2".to_owned());
    request.lamp.name = "lamp_灯".to_owned();
    let success = wait(client(&server).send(&request)).unwrap();
    assert_eq!(success.response.order_id, Some(9_007_199_254_740_993));
    assert_eq!(
        (
            success.request_id.as_deref(),
            success.status,
            success.attempts
        ),
        (Some("1C5A"), 200, 1)
    );
    let sent = server.requests();
    assert_eq!(sent[0].query.get("Name"), Some("lamp_灯"));
}

#[test]
fn line_08_a_redirect_is_never_followed_and_says_where_it_led() {
    let target = Server::start(vec![credentials()], |stream, _, _| {
        answer(stream, 200, &[], b"{}")
    });
    let elsewhere = format!("{}/elsewhere", target.endpoint());
    for status in [301, 302, 303, 307, 308] {
        let location = elsewhere.clone();
        let server = Server::start(vec![credentials()], move |stream, _, _| {
            answer(stream, status, &[("Location", &location)], b"");
        });
        let error = wait(client(&server).send(&CreateWithToken::new())).unwrap_err();
        assert_eq!((error.status(), error.attempts()), (Some(status), 1));
        assert!(error.to_string().contains(&elsewhere), "{error}");
        assert_eq!(server.requests().len(), 1);
    }
    assert!(target.requests().is_empty());
}

#[test]
fn line_09_gzip_is_decoded_also_in_errors() {
    let gzip = |text: &str| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    };
    let (good, bad) = (
        gzip("{\"OrderId\":7}"),
        gzip("{\"Code\":\"InvalidName.Malformed\"}"),
    );
    let server = Server::start(vec![credentials()], move |stream, _, number| {
        let headers = [("Content-Encoding", "gzip")];
        if number == 1 {
            answer(stream, 200, &headers, &good);
        } else {
            answer(stream, 400, &headers, &bad);
        }
    });
    let client = client(&server);
    let success = wait(client.send(&lamp())).unwrap();
    assert_eq!(success.response.order_id, Some(7));
    let error = wait(client.send(&lamp())).unwrap_err();
    assert!(
        error.to_string().contains("InvalidName.Malformed"),
        "{error}"
    );
}

fn exchange(request: HttpRequest, limits: Limits) -> Result<HttpResponse, TransportError> {
    let transport = ReqwestTransport::new();
    wait(transport.send(request, limits))
}

fn limits() -> Limits {
    Limits::new(Duration::from_secs(2), Duration::from_secs(5), 1000)
}

#[test]
fn what_cannot_be_sent_unchanged_is_refused() {
    let request = |host: &str, path: &str| HttpRequest::new("POST", Scheme::Https, host, path);
    for request in [
        request("h.example", "/a/../b"),
        request("h.example", "/a/%2e%2E/b"),
        request("h.example", "/./a"),
        request("h.example", "/a b"),
        request("h.example", "/中"),
        request("h.example", "/a?b=c#d"),
        request("user@h.example", "/"),
        request("h.example/x", "/"),
        request("h ex", "/"),
        request("", "/"),
        HttpRequest::new("PO ST", Scheme::Https, "h.example", "/"),
        HttpRequest::new("POST", Scheme::Http, "127.0.0.1:1", "/"),
        HttpRequest::new("POST", Scheme::Http, "h.example", "/"),
    ] {
        let error = exchange(request.clone(), limits()).unwrap_err();
        assert_eq!(
            error.kind(),
            TransportErrorKind::Invalid,
            "{request:?}: {error}"
        );
    }
    let mut odd = HttpRequest::new("POST", Scheme::Https, "h.example", "/");
    odd.headers.push(("a".into(), "b\r\nc: d".to_owned()));
    let error = exchange(odd, limits()).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Invalid);
    let outside = HttpRequest::new("POST", Scheme::Http, "h.example", "/");
    let error = exchange(outside, limits().plain_http(PlainHttp::Loopback)).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Invalid);
}

#[test]
fn the_default_port_is_sent_as_it_was_signed() {
    // Whatever answers on this port or not: the host is not normalised away before it is sent.
    let mut request = HttpRequest::new("GET", Scheme::Https, "127.0.0.1:443", "/");
    request.set_header("Host", "evil.example.com");
    let error = exchange(request, limits());
    assert!(!matches!(error, Err(error) if error.kind() == TransportErrorKind::Invalid));
}

#[test]
fn tls_with_what_speaks_none_is_no_connection() {
    let server = Server::start(vec![credentials()], |_, _, _| {});
    let request = HttpRequest::new("GET", Scheme::Https, server.address.to_string(), "/");
    let error = exchange(
        request,
        Limits::new(Duration::from_millis(300), Duration::from_secs(2), 10),
    )
    .unwrap_err();
    assert!(!error.request_may_have_left(), "{error}");
    assert!(!error.detail().is_empty());
}

#[test]
fn a_connection_that_is_not_made_in_time_is_given_up() {
    // A listener that never accepts, its queue full: the handshake of TLS at the latest hangs.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let request = HttpRequest::new(
        "GET",
        Scheme::Https,
        listener.local_addr().unwrap().to_string(),
        "/",
    );
    let limits = Limits::new(Duration::from_millis(100), Duration::from_secs(20), 10);
    let error = exchange(request, limits).unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::ConnectTimeout, "{error}");
}

#[test]
fn without_a_runtime_there_is_an_error_and_no_panic() {
    let transport = ReqwestTransport::new();
    let request = HttpRequest::new("GET", Scheme::Https, "127.0.0.1:1", "/");
    let mut future = transport.send(request, limits());
    let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
    let std::task::Poll::Ready(Err(error)) = future.as_mut().poll(&mut cx) else {
        panic!("it waits for what cannot come");
    };
    assert_eq!(error.kind(), TransportErrorKind::Invalid);
}

#[test]
fn a_call_that_is_dropped_ends_and_the_client_goes_on() {
    let server = Server::start(vec![credentials()], |stream, _, number| {
        if number == 1 {
            std::thread::sleep(Duration::from_millis(400));
        }
        answer(stream, 200, &[], b"{}");
    });
    let client = client(&server);
    let request = CreateWithToken::new();
    wait(async {
        let dropped = tokio::time::timeout(Duration::from_millis(100), client.send(&request)).await;
        assert!(dropped.is_err());
        client.send(&request).await.unwrap();
    });
    // The dropped call made no further attempt.
    std::thread::sleep(Duration::from_millis(100));
    assert!(server.requests().len() <= 2);
}

#[test]
fn a_connection_that_the_server_closed_meanwhile_costs_no_attempt() {
    let server = Server::start(vec![credentials()], |stream, _, _| {
        finish_reading(stream);
        // It says that the connection goes on, and closes it.
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    });
    let client = client(&server);
    wait(async {
        for _ in 0..3 {
            // Without a token, so that there would be no second attempt.
            let success = client.send(&CreateWithout::new()).await.unwrap();
            assert_eq!(success.attempts, 1);
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    });
    let blocking = acs_runtime::blocking::Client::new(client).unwrap();
    for _ in 0..3 {
        assert_eq!(blocking.send(&CreateWithout::new()).unwrap().attempts, 1);
        std::thread::sleep(Duration::from_millis(60));
    }
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn connections_are_used_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        for _ in 0..3 {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                head.push(byte[0]);
            }
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
                .unwrap();
        }
    });
    let client = builder()
        .endpoint(endpoint)
        .allow_plain_http_to_loopback(true)
        .build()
        .unwrap();
    wait(async {
        for _ in 0..3 {
            client.send(&CreateWithout::new()).await.unwrap();
        }
    });
    server.join().unwrap();
}

#[test]
fn a_transport_that_keeps_no_limit_is_given_up_too() {
    struct Never;
    impl Transport for Never {
        fn send<'a>(
            &'a self,
            _: HttpRequest,
            _: Limits,
        ) -> acs_runtime::transport::BoxFuture<'a, Result<HttpResponse, TransportError>> {
            Box::pin(std::future::pending())
        }
    }
    let client = builder()
        .endpoint("h.example")
        .transport(Never)
        .attempt_timeout(Duration::from_millis(50))
        .retry(Retry::attempts(2).pauses(Duration::from_millis(1), Duration::from_millis(1)))
        .build()
        .unwrap();
    let error = wait(client.send(&CreateWithToken::new())).unwrap_err();
    assert!(
        matches!(error, Error::Timeout(_)) && error.attempts() == 2,
        "{error}"
    );
}

/// Runs one test of this program again, with other variables.
fn again(test: &str, variables: &[(&str, &str)]) {
    let status = std::process::Command::new(std::env::current_exe().unwrap())
        .args([test, "--exact", "--ignored"])
        .envs(variables.iter().copied())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{test} with {variables:?}");
}

/// Every variable that names a proxy.
fn variables(proxy: &str) -> Vec<(&'static str, &str)> {
    let names = [
        "HTTPS_PROXY",
        "https_proxy",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
    ];
    let mut variables: Vec<(&str, &str)> = names.iter().map(|name| (*name, proxy)).collect();
    variables.extend([("NO_PROXY", ""), ("no_proxy", "")]);
    variables
}

#[test]
fn without_proxies_no_proxy_is_asked_whatever_the_environment_says() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    again("loopback::child_that_asks_no_proxy", &variables(&proxy));
    listener.set_nonblocking(true).unwrap();
    let nobody = listener.accept().unwrap_err();
    assert_eq!(nobody.kind(), std::io::ErrorKind::WouldBlock);
}

#[test]
#[ignore = "run by another test, with variables set"]
fn child_that_asks_no_proxy() {
    let outside = builder()
        .endpoint("lamps.example.invalid")
        .transport(ReqwestTransport::without_proxies())
        .connect_timeout(Duration::from_secs(1))
        .retry(Retry::off())
        .build()
        .unwrap();
    let error = wait(outside.send(&lamp())).unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error}");
}

#[test]
fn proxies_are_taken_from_the_environment_and_never_for_this_machine() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    let asked = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut bytes = [0; 1024];
        let length = stream.read(&mut bytes).unwrap();
        stream
            .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            .unwrap();
        String::from_utf8_lossy(&bytes[..length]).into_owned()
    });
    again(
        "loopback::child_that_asks_through_a_proxy",
        &variables(&proxy),
    );
    let asked = asked.join().unwrap();
    assert!(
        asked.starts_with("CONNECT lamps.example.com:443 "),
        "{asked}"
    );
}

#[test]
#[ignore = "run by another test, with variables set"]
fn child_that_asks_through_a_proxy() {
    // First what must not go there: the proxy serves one connection alone.
    let server = Server::start(vec![credentials()], |stream, _, _| {
        answer(stream, 200, &[], b"{}")
    });
    wait(client(&server).send(&lamp())).unwrap();
    assert_eq!(server.requests().len(), 1);
    let encrypted = HttpRequest::new("GET", Scheme::Https, server.address.to_string(), "/");
    exchange(encrypted, limits()).unwrap_err();
    let outside = builder()
        .endpoint("lamps.example.com")
        .retry(Retry::off())
        .build()
        .unwrap();
    let error = wait(outside.send(&lamp())).unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error}");
    assert!(!matches!(error, Error::Request(RequestError::Transport(_))));
}
