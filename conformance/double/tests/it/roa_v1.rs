//! The older signature of ROA requests, as official clients made it: each request here was recorded on loopback from one,
//! passes as it is, and is refused when anything that is signed is touched.

use std::time::{Duration, SystemTime};

use acs_double::Double;
use acs_runtime::clock::parse_utc;

use crate::kit;

const LAMP: &str = "../../codegen/core/tests/obstacle/PutLamp.json";

/// What each was recorded from, and the request. A `force` without a value is no truth value: it is sent for the sake of
/// its signature.
const RECORDED: [(&str, &str); 4] = [
    (
        "Node, pop-core 1.8.0",
        "PUT /lamps/l1/state?tags=%5B%22a%20b%22%2C%22%C3%BC%2B*%22%5D&force= HTTP/1.1\r\n\
         accept: application/json\r\ndate: Tue, 24 Nov 2026 14:53:49 GMT\r\nhost: 127.0.0.1\r\n\
         x-acs-signature-nonce: 16642552911c06038a96cb01a06af257\r\nx-acs-version: 2024-02-30\r\n\
         x-acs-signature-method: HMAC-SHA1\r\nx-acs-signature-version: 1.0\r\n\
         content-type: application/json\r\nx-trace: t-1\r\ncontent-md5: u0D7K0kZ31VFeJp6/UMPvg==\r\n\
         content-length: 33\r\nauthorization: acs id:YsWkXwhI5zSgqMXC2A6Oa3nTY1I=\r\n\r\n\
         {\"body\":{\"state\":\"on\",\"level\":3}}",
    ),
    (
        "the same, of a session, with an encoded path",
        "PUT /lamps/l%2F1/state HTTP/1.1\r\n\
         accept: application/json\r\ndate: Tue, 24 Nov 2026 14:53:49 GMT\r\nhost: 127.0.0.1\r\n\
         x-acs-signature-nonce: e80d1b67450736af00c903fce377467a\r\nx-acs-version: 2024-02-30\r\n\
         x-acs-signature-method: HMAC-SHA1\r\nx-acs-signature-version: 1.0\r\nx-acs-accesskey-id: sid\r\n\
         x-acs-security-token: session-token\r\ncontent-type: application/json\r\nx-trace: t-1\r\n\
         content-md5: u0D7K0kZ31VFeJp6/UMPvg==\r\ncontent-length: 33\r\n\
         authorization: acs sid:bsyJSPkCkwulzL5rmBlA1qEVdXk=\r\n\r\n\
         {\"body\":{\"state\":\"on\",\"level\":3}}",
    ),
    (
        "Python, aliyun-python-sdk-core 2.16.1",
        "PUT /lamps/l1/state?tags=%5B%22a+b%22%2C%22%C3%BC%2B%2A%22%5D&RegionId=cn-beijing HTTP/1.1\r\n\
         host: 127.0.0.1:18990\r\naccept: application/json\r\nx-acs-action: PutLamp\r\n\
         x-acs-version: 2024-02-30\r\nx-trace: t-1\r\ncontent-type: application/json\r\n\
         content-md5: 0CkzMW/pilPovRFnJVYUqw==\r\nx-acs-region-id: cn-beijing\r\n\
         date: Tue, 24 Nov 2026 14:53:50 GMT\r\nx-acs-signature-method: HMAC-SHA1\r\n\
         x-acs-signature-version: 1.0\r\ncontent-length: 37\r\n\
         authorization: acs id:N3GYHoRlhWrXHHCpeBqyRdS3Nwc=\r\n\r\n\
         {\"body\": {\"state\": \"on\", \"level\": 3}}",
    ),
    (
        "Python, alibabacloud-tea-openapi 0.4.6, signature v2",
        "PUT /lamps/l1/state?tags=%5B%22a+b%22%2C%22%C3%BC%2B%2A%22%5D&force= HTTP/1.1\r\n\
         date: Tue, 24 Nov 2026 14:53:53 GMT\r\nhost: 127.0.0.1:18990\r\naccept: application/json\r\n\
         x-acs-signature-nonce: 8c1b80dd315f44ca54bf04d8b60e2111\r\nx-acs-signature-method: HMAC-SHA1\r\n\
         x-acs-signature-version: 1.0\r\nx-acs-version: 2024-02-30\r\nx-acs-action: PutLamp\r\n\
         x-trace: t-1\r\ncontent-type: application/json; charset=utf-8\r\n\
         x-acs-credentials-provider: static_ak\r\ncontent-length: 33\r\n\
         authorization: acs id:7YibENYkMh7SsZ8kexMyOXDv0pc=\r\n\r\n\
         {\"body\":{\"state\":\"on\",\"level\":3}}",
    ),
];

fn now() -> SystemTime {
    parse_utc("2026-11-24T14:54:00Z").unwrap()
}

fn double() -> Double {
    Double::builder()
        .specs(LAMP)
        .credentials("id", "secret")
        .session("sid", "ssecret", "session-token", None)
        .frozen_at(now())
        .start()
        .unwrap()
}

/// How far a request gets: to the operation, or the code with which the gate refuses it.
fn outcome(double: &Double, request: &str) -> String {
    let answer = kit::once(double.address(), request.as_bytes());
    match (answer.status, answer.text("Code").as_str()) {
        (201, _) | (400, "InvalidParameter") => "passed".to_owned(),
        (status, code) => format!("{status} {code}"),
    }
}

#[test]
fn recorded_requests_pass_once() {
    for (name, request) in RECORDED {
        let double = double();
        assert_eq!(outcome(&double, request), "passed", "{name}");
        // The oldest clients send no nonce: then nothing tells a repetition.
        let again = match request.contains("x-acs-signature-nonce") {
            true => "400 SignatureNonceUsed",
            false => "passed",
        };
        assert_eq!(outcome(&double, request), again, "{name}");
        let recorded = &double.requests()[0];
        let shown = format!("{recorded:?}");
        assert!(!shown.contains("session-token"), "{shown}");
        for (seconds, want) in [(880, "passed"), (1_000, "400 InvalidTimeStamp.Expired")] {
            for double in [self::double(), self::double()]
                .iter()
                .enumerate()
                .map(|(n, double)| {
                    let by = Duration::from_secs(seconds);
                    double.freeze(if n == 0 { now() + by } else { now() - by });
                    double
                })
            {
                assert_eq!(outcome(double, request), want, "{name}, {seconds} s away");
            }
        }
    }
}

#[test]
fn whatever_is_signed_cannot_be_touched() {
    let double = double();
    for (name, request) in RECORDED {
        let mismatch = "400 SignatureDoesNotMatch";
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        // Every bit of the signature.
        let (before, signature) = head.rsplit_once(':').unwrap();
        for (n, byte) in signature.trim_end_matches('=').bytes().enumerate() {
            let other = if byte == b'A' { "B" } else { "A" };
            let mut signature = signature.to_owned();
            signature.replace_range(n..=n, other);
            let touched = format!("{before}:{signature}\r\n\r\n{body}");
            // The last digit has bits that mean nothing; a strict reader refuses those as well.
            assert_eq!(outcome(&double, &touched), mismatch, "{name}, digit {n}");
        }
        for (from, to, want) in [
            ("PUT ", "POST ", mismatch),
            ("/lamps/", "/Lamps/", mismatch),
            ("accept: application/json", "accept: text/json", mismatch),
            (
                "content-type: application/json",
                "content-type: text/json",
                mismatch,
            ),
            (" GMT", " UTC", "400 InvalidTimeStamp.Format"),
            ("14:53:", "14:52:", mismatch),
            (
                "x-acs-version: 2024-02-30",
                "x-acs-version: 2024-02-31",
                mismatch,
            ),
            (
                "x-acs-version:",
                "x-acs-other: 1\r\nx-acs-version:",
                mismatch,
            ),
            ("HMAC-SHA1", "HMAC-SHA256", "400 IncompleteSignature"),
            ("acs id:", "acs other:", "404 InvalidAccessKeyId.NotFound"),
            ("acs ", "acs", "400 IncompleteSignature"),
            (
                "session-token",
                "session-other",
                "400 InvalidSecurityToken.MismatchWithAccessKey",
            ),
            ("tags=%5B", "tags=%5D", mismatch),
            ("state?tags", "state?a=b&tags", mismatch),
        ] {
            if request.contains(from) {
                let touched = request.replacen(from, to, 1);
                assert_eq!(outcome(&double, &touched), want, "{name}: {from}");
            }
        }
        // Of the body only what Content-MD5 covers, where there is one.
        let touched = request.replace("\"level\"", "\"Level\"");
        let want = match request.contains("content-md5") {
            true => mismatch,
            false => "passed",
        };
        assert_eq!(outcome(&double, &touched), want, "{name}: body");
    }
}

#[test]
fn tokens_in_the_place_of_keys_are_refused_in_words() {
    let double = double();
    for (target, header) in [
        (
            "/lamps/l1/state",
            "x-acs-bearer-token: hush\r\nx-acs-signature-type: BEARERTOKEN\r\n",
        ),
        (
            "/lamps/l1/state?SignatureType=BEARERTOKEN&BearerToken=hush",
            "",
        ),
        ("/lamps/l1/state", "x-acs-zero-trust-idtoken: hush\r\n"),
    ] {
        let request =
            format!("PUT {target} HTTP/1.1\r\nhost: x\r\n{header}content-length: 0\r\n\r\n");
        let answer = kit::once(double.address(), request.as_bytes());
        assert_eq!(answer.error(), (400, "IncompleteSignature".to_owned()));
        assert!(
            answer.text("Message").contains("only access keys"),
            "{}",
            answer.body
        );
    }
    let shown = format!("{:?}", double.requests());
    assert!(!shown.contains("hush"), "{shown}");
}
