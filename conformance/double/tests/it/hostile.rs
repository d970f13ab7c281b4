//! Peers that mean no good: they are refused or timed out, and others are served meanwhile.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use acs_double::{Double, Limits};

use crate::kit::{self, call, connect, sound};

fn small() -> Limits {
    let mut limits = Limits::default();
    limits.head_bytes = 16 * 1024;
    limits.headers = 30;
    limits.body_bytes = 4096;
    limits.head_time = Duration::from_millis(300);
    limits.body_time = Duration::from_millis(300);
    limits
}

fn double(limits: Limits) -> Double {
    Double::builder().limits(limits).start().unwrap()
}

/// What comes back for these bytes, up to the end of the connection.
fn answer(double: &Double, bytes: &[u8]) -> String {
    let mut stream = connect(double.address());
    // The double may have seen enough before all is sent, and may cut the connection.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(std::net::Shutdown::Write);
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        seen.extend_from_slice(&buffer[..count]);
    }
    String::from_utf8_lossy(&seen).into_owned()
}

#[test]
fn too_much_of_anything_is_refused() {
    let double = double(small());
    let long = "x".repeat(100_000);
    let many: String = (0..200).map(|n| format!("h{n}: x\r\n")).collect();
    for (what, bytes, want) in [
        (
            "long target",
            format!("GET /?a={long} HTTP/1.1\r\nhost: x\r\n\r\n"),
            &["414", "431", "400"][..],
        ),
        (
            "long header",
            format!("GET / HTTP/1.1\r\nhost: x\r\na: {long}\r\n\r\n"),
            &["431"],
        ),
        (
            "many headers",
            format!("GET / HTTP/1.1\r\nhost: x\r\n{many}\r\n"),
            &["431"],
        ),
        (
            "long body",
            format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n{long}"),
            &["413"],
        ),
        (
            "long chunks",
            format!(
                "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n186a0\r\n{long}\r\n0\r\n\r\n"
            ),
            &["413"],
        ),
        (
            "wrong length",
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n".to_owned(),
            &["400"],
        ),
        (
            "two lengths",
            "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"
                .to_owned(),
            &["400"],
        ),
        ("no HTTP", "\u{1}\u{2}\u{3}\r\n\r\n".to_owned(), &["400"]),
        (
            "another HTTP",
            "GET / HTTP/7.3\r\nhost: x\r\n\r\n".to_owned(),
            &["400", "505"],
        ),
    ] {
        let said = answer(&double, bytes.as_bytes());
        let status = said
            .strip_prefix("HTTP/1.1 ")
            .and_then(|rest| rest.get(..3))
            .unwrap_or_default()
            .to_owned();
        // A peer that is cut off while it still sends may miss the answer.
        assert!(
            want.contains(&status.as_str()) || said.is_empty(),
            "{what}: {said}"
        );
        assert_eq!(call(double.address(), sound()).status, 200, "after {what}");
    }
}

#[test]
fn bytes_that_are_no_text_are_errors_of_the_service() {
    let double = Double::builder().no_auth(true).start().unwrap();
    let target = format!("/?Action={}&Version={}", kit::ACTION, kit::VERSION);
    for broken in ["a=%ff", "a=%", "%C3%28=1", "a=%zz"] {
        let said = kit::get(double.address(), &format!("{target}&{broken}"));
        assert_eq!(
            said.error(),
            (400, "InvalidParameter".to_owned()),
            "{broken}"
        );
    }
    let raw = [
        format!("GET {target}&a=").as_bytes(),
        b"\xff\xfe",
        b" HTTP/1.1\r\nhost: x\r\n\r\n",
    ]
    .concat();
    assert!(answer(&double, &raw).starts_with("HTTP/1.1 400"));
    let form = |body: &[u8]| {
        let head = format!(
            "POST {target} HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        kit::once(double.address(), &[head.as_bytes(), body].concat()).error()
    };
    assert_eq!(form(b"a=\xff"), (400, "InvalidParameter".to_owned()));
    assert_eq!(form(b"a=%ff"), (400, "InvalidParameter".to_owned()));
    for body in ["{", "[]", "1", "\"x\"", "{\"a\": \"\\ud800\"}"] {
        assert_eq!(
            kit::json(double.address(), body).text("Code"),
            "InvalidParameter",
            "{body}"
        );
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(kit::json(double.address(), &deep).status, 400);
    let header = [
        b"GET / HTTP/1.1\r\nhost: x\r\nauthorization: ".as_slice(),
        b"\xff\xfe\r\n\r\n",
    ]
    .concat();
    assert!(
        answer(&double, &header).starts_with("HTTP/1.1 404"),
        "without authentication nobody reads it"
    );
    let strict = Double::start().unwrap();
    assert!(answer(&strict, &header).contains("IncompleteSignature"));
}

#[test]
fn a_peer_that_dawdles_is_not_waited_for() {
    let double = double(small());
    // Nothing at all, half a head, and half a body.
    let starts = [
        "",
        "GET / HTTP/1.1\r\nho",
        "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc",
    ];
    let mut streams: Vec<TcpStream> = starts.iter().map(|_| connect(double.address())).collect();
    for (stream, start) in streams.iter_mut().zip(starts) {
        stream.write_all(start.as_bytes()).unwrap();
    }
    assert_eq!(
        call(double.address(), sound()).status,
        200,
        "others are served meanwhile"
    );
    for (stream, start) in streams.iter_mut().zip(starts) {
        let mut seen = String::new();
        // Whether it is closed or reset does not matter; that it ends does.
        let _ = stream.read_to_string(&mut seen);
        assert!(
            seen.is_empty() || seen.starts_with("HTTP/1.1 408"),
            "{start:?}: {seen}"
        );
    }
    // An idle connection ends as well, after it was of use.
    let mut stream = connect(double.address());
    kit::exchange(
        &mut stream,
        b"GET /_double/operations HTTP/1.1\r\nhost: x\r\n\r\n",
    )
    .unwrap();
    assert_eq!(stream.read(&mut [0; 16]).unwrap_or(0), 0);
}

#[test]
fn idle_connections_make_room() {
    let mut limits = Limits::default();
    limits.connections = 50;
    let double = double(limits);
    let idle: Vec<TcpStream> = (0..500).map(|_| connect(double.address())).collect();
    for _ in 0..10 {
        assert_eq!(call(double.address(), sound()).status, 200);
    }
    drop(idle);
}

/// Ten thousand connections that say nothing, against the program, which has descriptors of its own.
#[test]
fn ten_thousand_idle_connections_leave_room_for_others() {
    let double = crate::process::start(&["--no-auth"]);
    // Other tests of this process need descriptors as well.
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let limit = limits.lines().find_map(|line| {
        line.strip_prefix("Max open files")?
            .split_whitespace()
            .next()?
            .parse()
            .ok()
    });
    let each = (limit.unwrap_or(256) / 2).min(10_000) / 100;
    // Many at a time: where the system's queue of new connections is full, each waits a second.
    let idle: Vec<TcpStream> = std::thread::scope(|scope| {
        let some = || {
            (0..each)
                .map_while(|_| TcpStream::connect(double.address).ok())
                .collect()
        };
        let threads: Vec<_> = (0..100)
            .map(|_| scope.spawn(some))
            .collect::<Vec<std::thread::ScopedJoinHandle<'_, Vec<TcpStream>>>>();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect()
    });
    assert!(idle.len() >= 100, "{}", idle.len());
    for _ in 0..20 {
        assert_eq!(
            kit::json(double.address, &crate::tokens::one_token("t")).status,
            200
        );
    }
    println!("served beside {} idle connections", idle.len());
}

#[test]
fn many_parameters_take_no_longer_than_they_should() {
    let double = Double::builder().no_auth(true).start().unwrap();
    let many: Vec<String> = (0..20_000)
        .map(|n| format!("\"Tag.{n}.Key\": \"x\""))
        .collect();
    let answer = kit::json(double.address(), &format!("{{{}}}", many.join(", ")));
    assert_eq!(answer.status, 400);
}
