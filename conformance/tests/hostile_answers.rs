//! Gate G13: answers cut at every byte, with every bit turned, of the wrong kind, in broken UTF-8, empty, in HTML, huge,
//! with keys twice. Each is decoded, or is an error of a type; nothing panics or hangs.
//!
//! Whether a body is a JSON object at all is asked of `serde_json`, which shares nothing with the runtime's reader.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // a test: a fault is meant to end it

#[path = "common/calls.rs"]
mod calls;

use acs_r_kvstore::create_tair_kvcache_vnode::CreateTairKVCacheVNode;
use acs_runtime::client::{Error, UndecodableReason};
use acs_runtime::http::HttpResponse;
use acs_runtime::{DecodeErrorKind, Operation as _, ServiceError};
use calls::Scripted;

const SUCCESS: &str = r#"{"RequestId":"2BE6E619-A657","InstanceId":"tv-2zeb1ce76fee","OrderId":9007199254740993,
"RegionId":"cn-beijing","ZoneId":"cn-beijing-f","VkName":"tk-2ze\n\u4e2d\ud83d\ude00","VClusterId":"vc-1","NodeId":"vn-中",
"New":{"List":[1,-2.50e+3,null,true,"a"],"Empty":{}}}"#;

const ERROR: &str = r#"{"RequestId":"2BE6E619-A657","HostId":"r-kvstore.aliyuncs.com","Code":"InvalidInstanceName.Malformed",
"Message":"The Specified parameter \"InstanceName\" is not valid.","Recommend":"https://example.com/a?b=c&d",
"AccessDeniedDetail":{"PolicyType":"AccountLevelIdentityBasedPolicy","Depth":[{"a":0}]}}"#;

const XML: &str = "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>2BE6E619-A657</RequestId><HostId>h</HostId>\
<Code>InternalError</Code><Message>a &lt;b&gt; &#20013; <![CDATA[c]]></Message></Error>";

/// Judges bodies, and counts them.
struct Judge {
    client: Scripted,
    cases: u32,
    decoded: u32,
}

impl Judge {
    fn new() -> Judge {
        Judge {
            client: Scripted::new(1),
            cases: 0,
            decoded: 0,
        }
    }

    fn judge(&mut self, status: u16, body: &[u8]) {
        self.cases += 1;
        let shown = || {
            format!(
                "{status} {:?}",
                String::from_utf8_lossy(&body[..body.len().min(400)])
            )
        };
        let decoded = CreateTairKVCacheVNode::decode_response(body);
        match (&decoded, is_object(body)) {
            (Ok(_), Some(true)) | (Err(_), Some(false)) | (_, None) => {}
            _ => panic!(
                "an independent reader says otherwise: {decoded:?} of {}",
                shown()
            ),
        }
        assert_eq!(
            ServiceError::from_json(status, body).is_ok(),
            decoded.is_ok(),
            "{}",
            shown()
        );
        if let Ok(response) = decoded {
            self.decoded += 1;
            // Nothing that was decoded is lost: what is given back reads as the same.
            let fields = acs_runtime::response::ResponseBody::into_fields(response.clone());
            let text = acs_runtime::Value::Object(fields).to_string();
            let again = CreateTairKVCacheVNode::decode_response(text.as_bytes());
            assert_eq!(again.as_ref(), Ok(&response), "{}", shown());
        }
        match self.client.call([HttpResponse::new(status, body)]) {
            Ok(success) => {
                assert!((200..300).contains(&success.status), "{}", shown());
                assert_eq!(success.status, status, "{}", shown());
            }
            Err(error) => {
                assert_eq!(error.status(), Some(status), "{}", shown());
                let line = error.to_string();
                assert!(
                    !line.is_empty() && !line.contains(|c: char| c.is_control()),
                    "{line:?} of {}",
                    shown()
                );
                assert!(line.len() < 2_000 + body.len(), "{}", shown());
                match &error {
                    Error::Service(_) | Error::SuccessWithCode(_) => {}
                    Error::Undecodable(answer) => {
                        assert!(
                            answer.body_start.len() <= 1_024
                                && body.starts_with(&answer.body_start)
                        );
                        assert!(
                            matches!(answer.reason, UndecodableReason::Body(_)),
                            "{}",
                            shown()
                        );
                    }
                    other => panic!("{other} of {}", shown()),
                }
            }
        }
    }
}

/// Whether the bytes are a JSON object, in the opinion of `serde_json`; `None` where the two readers are known to differ:
/// a byte order mark is passed over by ours, and what is nested deeper than one of them follows.
fn is_object(body: &[u8]) -> Option<bool> {
    if body.starts_with("\u{feff}".as_bytes()) {
        return None;
    }
    match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(value) => Some(value.is_object()),
        Err(error) if error.to_string().contains("recursion limit") => None,
        // A number that no double holds is none to serde_json; ours keeps it as text.
        Err(error) if error.to_string().contains("number out of range") => None,
        Err(_) => Some(false),
    }
}

/// The bodies, each with the statuses that it may come with.
fn bodies() -> [(&'static [u8], [u16; 2]); 3] {
    [
        (SUCCESS.as_bytes(), [200, 201]),
        (ERROR.as_bytes(), [400, 503]),
        (XML.as_bytes(), [400, 500]),
    ]
}

#[test]
fn cut_and_changed_at_every_byte() {
    let mut judge = Judge::new();
    for (body, statuses) in bodies() {
        for (n, status) in (0..body.len()).flat_map(|n| statuses.map(|status| (n, status))) {
            judge.judge(status, &body[..n]);
            judge.judge(status, &body[n..]);
            for bit in 0..8 {
                let mut changed = body.to_vec();
                changed[n] ^= 1 << bit;
                // Each status sees half of the bits: what is read does not depend on it.
                if (bit + n) % 2 == usize::from(status == statuses[0]) {
                    judge.judge(status, &changed);
                }
            }
            let mut without = body.to_vec();
            without.remove(n);
            judge.judge(status, &without);
            let mut twice = body.to_vec();
            twice.insert(n, body[n]);
            judge.judge(status, &twice);
        }
    }
    println!("{} cases, {} of them decoded", judge.cases, judge.decoded);
    assert!(judge.cases > 12_000 && judge.decoded > 1_000 && judge.decoded < judge.cases);
}

#[test]
fn broken_utf8_at_every_byte() {
    let mut judge = Judge::new();
    // Never a byte of UTF-8; a lone continuation; overlong; a surrogate; beyond the last character; cut off.
    let broken: [&[u8]; 7] = [
        b"\xff",
        b"\x80",
        b"\xc0\xaf",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xe4\xb8",
        b"\xf0\x9f\x98",
    ];
    for (body, [status, _]) in bodies() {
        for (n, piece) in (0..=body.len()).flat_map(|n| broken.map(|piece| (n, piece))) {
            let mut changed = body.to_vec();
            changed.splice(n..n, piece.iter().copied());
            judge.judge(status, &changed);
        }
    }
    println!("{} cases", judge.cases);
    assert!(judge.cases > 5_000);
    assert_eq!(judge.decoded, 0);
}

/// Every field with a value of every kind, and twice.
#[test]
fn values_of_the_wrong_kind_and_keys_twice() {
    let mut judge = Judge::new();
    let values = [
        "null",
        "true",
        "false",
        "0",
        "-0",
        "1",
        "-1",
        "1.5",
        "1e400",
        "-1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "\"\"",
        "\"0\"",
        "\"1e3\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\\udc00\\ud800\"",
        "[]",
        "[[]]",
        "[1,\"a\",null]",
        "{}",
        "{\"a\":{}}",
        "{\"a\":1,\"a\":2}",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "'a'",
        "\"\u{1}\"",
        "\"\\x\"",
        "[1,]",
        "{\"a\":1,}",
        "/**/1",
        "tru",
        "\"",
    ];
    let names = [
        "RequestId",
        "requestId",
        "InstanceId",
        "OrderId",
        "RegionId",
        "ZoneId",
        "VkName",
        "VClusterId",
        "NodeId",
        "Code",
        "code",
        "Message",
        "HostId",
        "Recommend",
        "AccessDeniedDetail",
        "",
        "\\u0000",
        "New",
    ];
    for (name, value) in names
        .into_iter()
        .flat_map(|name| values.map(|value| (name, value)))
    {
        for status in [200, 400] {
            judge.judge(status, format!("{{\"{name}\":{value}}}").as_bytes());
            judge.judge(
                status,
                format!("{{\"{name}\":{value},\"{name}\":\"x\"}}").as_bytes(),
            );
        }
    }
    println!("{} cases, {} of them decoded", judge.cases, judge.decoded);
    assert!(judge.cases > 2_500 && judge.decoded > 1_000 && judge.decoded < judge.cases);
}

#[test]
fn what_is_no_answer_at_all() {
    let mut judge = Judge::new();
    let html = "<!DOCTYPE html><html><head><title>502</title></head><body><h1>Bad Gateway</h1><p>Code</p></body></html>";
    let texts = [
        "",
        " ",
        "\n\r\t ",
        "\u{feff}",
        "\u{feff}{}",
        "\u{feff}\u{feff}{}",
        html,
        "null",
        "true",
        "0",
        "\"\"",
        "[]",
        "[{}]",
        "{}",
        "{}{}",
        "{} x",
        "upstream connect error",
        "<",
        "<Error",
        "<Error/>",
        "<Error></Error>",
        "<a><b></a></b>",
        "<Error><Code>a",
        "<?xml?>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]><Error><Code>&b;</Code></Error>",
        "<Error>&#x110000;</Error>",
        "<Error>&;</Error>",
        "\0",
        "%7B%7D",
        "RequestId=1",
        "data: {}\n\n",
    ];
    for text in texts {
        for status in [200, 202, 204, 400, 403, 429, 500, 503] {
            judge.judge_lenient(status, text.as_bytes());
        }
    }
    println!("{} cases", judge.cases);
}

impl Judge {
    /// An empty answer with 204 is a success, whatever a decoder makes of nothing.
    fn judge_lenient(&mut self, status: u16, body: &[u8]) {
        if body.is_empty() && status == 204 {
            self.cases += 1;
            assert!(self.client.call([HttpResponse::new(status, body)]).is_ok());
        } else {
            self.judge(status, body);
        }
    }
}

/// Millions of bytes of everything that could be slow: nearly as many as are looked at, and more.
#[test]
fn huge_bodies() {
    huge(8_000_000, true);
    huge(10_000_000, false);
}

fn huge(size: usize, looked_at: bool) {
    let mut judge = Judge::new();
    let filled = |before: &str, filler: &str, after: &str| {
        format!("{before}{}{after}", filler.repeat(size / filler.len())).into_bytes()
    };
    let bodies = [
        (filled("{\"VkName\":\"", "a", "\"}"), true),
        (filled("", "[", ""), false),
        (filled("", "{\"a\":", ""), false),
        (filled("{\"OrderId\":", "9", "}"), true),
        (filled("", " ", "{}"), true),
        (filled("<html>", "<p>", ""), false),
        (filled("<Error>", "<a>", ""), false),
        (
            filled("<Error><Message>", "&lt;", "</Message></Error>"),
            false,
        ),
        (filled("{\"a\":\"", "\\u00e9", ""), false),
    ];
    for (body, whole) in bodies {
        let read = CreateTairKVCacheVNode::decode_response(&body);
        let whole = whole && looked_at;
        assert_eq!(read.is_ok(), whole, "{:?}", &body[..20]);
        if let (Err(error), false) = (read, looked_at) {
            assert_eq!(error.kind, DecodeErrorKind::TooLarge);
        }
        for status in [200, 500] {
            judge.cases += 1;
            match judge
                .client
                .call([HttpResponse::new(status, body.as_slice())])
            {
                Ok(success) => assert!(whole && success.status == 200),
                Err(error) => {
                    assert_eq!(error.status(), Some(status));
                    if let Error::Undecodable(answer) = &error {
                        assert!(answer.body_start.len() <= 1_024);
                    }
                }
            }
        }
    }
    // Deeper than is followed is an error of its own.
    let deep =
        CreateTairKVCacheVNode::decode_response(format!("{{\"a\":{}", "[".repeat(500)).as_bytes());
    assert_eq!(deep.unwrap_err().kind, DecodeErrorKind::TooDeep);
    println!("{} cases", judge.cases);
}
