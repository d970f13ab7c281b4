//! Bad days on order: throttling, delays, broken connections, other people's answers, and a clock that is set.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use acs_double::Double;

use crate::kit::{self, bytes, call, sound, with};

fn sealed() -> Vec<u8> {
    let credentials = acs_runtime::credentials::Credentials::new(kit::ID, kit::SECRET);
    bytes(&kit::signed(
        kit::request(sound()),
        &credentials,
        std::time::SystemTime::now(),
        &kit::nonce(),
    ))
}

#[test]
fn throttling_says_when_to_come_back() {
    let double = Double::start().unwrap();
    double.scenario(r#"[{"throttle": {"retry_after_ms": 1500}}, {"throttle": {"code": "Throttling.User", "status": 429}}]"#).unwrap();
    let answer = call(double.address(), sound());
    assert_eq!(answer.error(), (400, "Throttling".to_owned()));
    assert!(answer.head.contains("x-acs-retry-after: 1500"));
    let answer = call(double.address(), sound());
    assert_eq!(answer.error(), (429, "Throttling.User".to_owned()));
    assert!(!answer.head.contains("x-acs-retry-after"));
    assert_eq!(call(double.address(), sound()).status, 200);
}

#[test]
fn a_reset_comes_before_or_after_the_work() {
    let double = Double::start().unwrap();
    for (order, created) in [("before", 0), ("after", 1)] {
        double
            .scenario(&format!(r#"{{"reset": "{order}"}}"#))
            .unwrap();
        let fault = kit::exchange(&mut kit::connect(double.address()), &sealed()).unwrap_err();
        assert_eq!(fault.kind(), std::io::ErrorKind::ConnectionReset, "{order}");
        assert_eq!(double.created_count(), created, "{order}");
    }
}

#[test]
fn a_body_is_cut_where_it_was_ordered() {
    let double = Double::start().unwrap();
    for most in [0, 1, 17, 100] {
        double
            .scenario(&format!(r#"{{"truncate": {most}}}"#))
            .unwrap();
        let mut stream = kit::connect(double.address());
        stream.write_all(&sealed()).unwrap();
        let mut seen = Vec::new();
        // However the connection ends, what came before counts.
        let _ = stream.read_to_end(&mut seen);
        let end = seen
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .unwrap()
            + 4;
        assert_eq!(seen.len() - end, most);
        let head = String::from_utf8(seen[..end].to_vec()).unwrap();
        assert!(
            head.starts_with("HTTP/1.1 200") && head.contains("content-length: "),
            "{head}"
        );
    }
    assert_eq!(double.created_count(), 4, "the work was done each time");
}

#[test]
fn other_peoples_answers_and_delays() {
    let double = Double::start().unwrap();
    let order = r#"{"raw": {"status": 502, "headers": {"content-type": "text/html"}, "body": "<html>bad</html>"}, "latency_ms": 40}"#;
    double.scenario(order).unwrap();
    let start = Instant::now();
    let answer = call(double.address(), sound());
    assert!(start.elapsed() >= Duration::from_millis(40));
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (502, "<html>bad</html>")
    );
    assert!(answer.head.contains("content-type: text/html"));
    // At the gate nobody asks who is there.
    double.scenario(r#"{"error": {"code": "ServiceUnavailable", "at": "gate"}, "operation": "CreateTairKVCacheVNode"}"#).unwrap();
    let target = format!("/?Action={}&Version={}", kit::ACTION, kit::VERSION);
    assert_eq!(
        kit::get(double.address(), &target).error(),
        (503, "ServiceUnavailable".to_owned())
    );
    double
        .scenario(r#"{"error": {"code": "Odd", "status": 418, "message": "so"}, "times": 2}"#)
        .unwrap();
    for _ in 0..2 {
        let answer = call(double.address(), sound());
        assert_eq!(
            (answer.error(), answer.text("Message")),
            ((418, "Odd".to_owned()), "so".to_owned())
        );
    }
    assert_eq!(call(double.address(), sound()).status, 200);
}

#[test]
fn a_scenario_is_ordered_looked_at_and_called_off_over_http() {
    let double = Double::start().unwrap();
    let answer = kit::post(
        double.address(),
        "/_double/scenario",
        r#"{"answers": [{"error": {"code": "QuotaExceed"}, "times": 3}]}"#,
    );
    assert!(answer.body.contains(r#""waiting": 3"#), "{}", answer.body);
    assert_eq!(call(double.address(), sound()).text("Code"), "QuotaExceed");
    // A request that is refused anyway takes none.
    assert_eq!(
        call(double.address(), with(&[("Period", None)])).text("Code"),
        "MissingParameter"
    );
    assert!(
        kit::get(double.address(), "/_double/scenario")
            .body
            .contains(r#""waiting": 2"#)
    );
    let gone = kit::once(
        double.address(),
        b"DELETE /_double/scenario HTTP/1.1\r\nhost: x\r\n\r\n",
    );
    assert!(gone.body.contains(r#""waiting": 0"#));
    assert_eq!(call(double.address(), sound()).status, 200);
    for broken in [r#"{"eror": 1}"#, "", "[1]", r#"{"operation": "Nothing"}"#] {
        let answer = kit::post(double.address(), "/_double/scenario", broken);
        assert_eq!(answer.status, 400);
        assert!(!answer.text("error").is_empty(), "{broken}");
    }
}

#[test]
fn the_clock_is_set_over_http() {
    let double = Double::start().unwrap();
    assert_eq!(call(double.address(), sound()).status, 200);
    let set = |clock: &str| {
        kit::post(
            double.address(),
            "/_double/scenario",
            &format!(r#"{{"clock": {clock}}}"#),
        )
        .status
    };
    assert_eq!(set(r#"{"advance_s": 1000}"#), 200);
    assert_eq!(
        call(double.address(), sound()).text("Code"),
        "InvalidTimeStamp.Expired"
    );
    assert_eq!(set(r#""2020-01-01T00:00:00Z""#), 200);
    assert_eq!(
        call(double.address(), sound()).text("Code"),
        "InvalidTimeStamp.Expired"
    );
    assert_eq!(set(r#""system""#), 200);
    assert_eq!(call(double.address(), sound()).status, 200);
    assert_eq!(set(r#""noon""#), 400);
}

#[test]
fn doubles_do_not_see_one_another_and_stop_when_dropped() {
    let (one, other) = (Double::start().unwrap(), Double::start().unwrap());
    one.scenario(r#"{"error": {"code": "QuotaExceed"}}"#)
        .unwrap();
    assert_eq!(call(other.address(), sound()).status, 200);
    assert_eq!((one.created_count(), other.created_count()), (0, 1));
    let address = other.address();
    drop(other);
    assert!(std::net::TcpStream::connect(address).is_err());
    // The same seed gives the same ids, another gives others.
    let ids = |seed: u64| {
        let double = Double::builder().seed(seed).start().unwrap();
        let answer = call(double.address(), sound());
        (answer.text("InstanceId"), answer.text("RequestId"))
    };
    assert_eq!(ids(1), ids(1));
    assert_ne!(ids(1), ids(2));
}

#[test]
fn a_reset_forgets_what_was_done() {
    let double = Double::start().unwrap();
    let token = [("ClientToken", Some("t"))];
    let first = call(double.address(), with(&token)).text("InstanceId");
    double
        .scenario(r#"{"error": {"code": "QuotaExceed"}}"#)
        .unwrap();
    assert_eq!(
        kit::post(double.address(), "/_double/reset", "").status,
        200
    );
    assert_eq!((double.created_count(), double.requests().len()), (0, 0));
    let second = call(double.address(), with(&token)).text("InstanceId");
    assert!(!second.is_empty() && first != second);
}
